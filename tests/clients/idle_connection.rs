//! Threads that share a client reuse its idle connections. An event is delivered after the server restarts, which resets each idle
//! connection when something is sent over it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;
use voucher_clients::serve_sockets;
use voucher_core::http::{Answer, SendError, Settings, Token};
use voucher_core::{Currency, Prepared, RavelinEvent, Timestamp, Voucher, VoucherCheck};

const TAKEN: &str = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull";

/// A server that can be restarted, and counters of what it received.
struct Restarted {
    url: String,
    /// Whether the server has been restarted.
    is_new: Arc<AtomicBool>,
    resets: Arc<AtomicUsize>,
}

impl Restarted {
    /// Starts a server that answers the first `idle` connections together, so that the client has all of them open at once.
    fn start(idle: usize) -> Self {
        let is_restarted = Arc::new(AtomicBool::new(false));
        let resets = Arc::new(AtomicUsize::new(0));
        let together = Arc::new(Barrier::new(idle));
        let seen = (Arc::clone(&is_restarted), Arc::clone(&resets));
        let address = serve_sockets(move |mut stream| {
            let (is_restarted, resets) = &seen;
            if is_restarted.load(Ordering::SeqCst) {
                while read_request(&mut stream) {
                    stream.write_all(TAKEN.as_bytes()).unwrap();
                }
                return;
            }
            read_request(&mut stream);
            together.wait();
            stream.write_all(TAKEN.as_bytes()).unwrap();
            // Further requests are not read, so that closing the connection resets it.
            if stream.read(&mut [0]).unwrap() > 0 {
                resets.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self {
            url: format!("http://{address}"),
            is_new: is_restarted,
            resets,
        }
    }
}

/// Reads a request, which ends with `}`; `false` if the client has disconnected.
fn read_request(stream: &mut TcpStream) -> bool {
    let mut bytes = Vec::new();
    let mut some = [0; 4_096];
    while !bytes.ends_with(b"}") {
        match stream.read(&mut some) {
            Ok(length) if length > 0 => bytes.extend_from_slice(&some[..length]),
            _ => return false,
        }
    }
    true
}

/// Returns the default settings with this base URL.
fn settings(url: &str) -> Settings {
    let settings = Settings::new(Token::new("sk_test_1").unwrap());
    settings.with_base_url(url).unwrap()
}

trait Sends: Sync {
    fn start(url: &str) -> Self;
    fn send(&self, event: &Prepared) -> Result<Answer, SendError>;
}

impl Sends for voucher_core::ureq::Client {
    fn start(url: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .max_idle_connections_per_host(20)
            .build()
            .new_agent();
        Self::over(agent, settings(url))
    }

    fn send(&self, event: &Prepared) -> Result<Answer, SendError> {
        self.send_prepared(event)
    }
}

struct Reqwest(voucher_core::reqwest::Client, tokio::runtime::Runtime);

impl Sends for Reqwest {
    fn start(url: &str) -> Self {
        let client = voucher_core::reqwest::Client::with_settings(settings(url)).unwrap();
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        Self(client, runtime.enable_all().build().unwrap())
    }

    fn send(&self, event: &Prepared) -> Result<Answer, SendError> {
        self.1.block_on(self.0.send_prepared(event))
    }
}

/// Sends over `idle` connections at the same time, then once more after a restart.
fn is_sent_after_a_restart<C: Sends>(event: &Prepared, idle: usize) {
    let server = Restarted::start(idle);
    let client = C::start(&server.url);
    // The first events are not checks, because a check could time out while connections are opened.
    let first = voucher();
    thread::scope(|scope| {
        for _ in 0..idle {
            scope.spawn(|| client.send(&first).unwrap());
        }
    });
    server.is_new.store(true, Ordering::SeqCst);
    // A connection returns to the pool shortly after its answer.
    thread::sleep(Duration::from_millis(20));
    let answer = client.send(event);
    let case = format!("{}, {idle} idle", event.path());
    assert_eq!(answer.expect(&case).status(), 200, "{case}");
    // The first attempt used an idle connection, the second a new one.
    assert_eq!(server.resets.load(Ordering::SeqCst), 1, "{case}");
}

fn voucher() -> Prepared {
    let time = Timestamp::MIN;
    let voucher = Voucher::new(time, "A", 1, Currency::GBP, time);
    voucher.prepare().unwrap()
}

fn every_count<C: Sends>() {
    let check = VoucherCheck::new("abc-123-ZYZ").prepare().unwrap();
    for idle in 1..=10 {
        is_sent_after_a_restart::<C>(&voucher(), idle);
        is_sent_after_a_restart::<C>(&check, idle);
    }
}

#[test]
fn ureq_opens_a_new_connection_after_a_reset() {
    every_count::<voucher_core::ureq::Client>();
}

#[test]
fn reqwest_opens_a_new_connection_after_a_reset() {
    every_count::<Reqwest>();
}

#[test]
fn each_of_many_threads_reuses_a_connection() {
    const THREADS: usize = 16;
    let opened = Arc::new(AtomicUsize::new(0));
    let (count, together) = (Arc::clone(&opened), Barrier::new(THREADS));
    let address = serve_sockets(move |mut stream| {
        count.fetch_add(1, Ordering::SeqCst);
        while read_request(&mut stream) {
            // All connections are in use at the same time.
            together.wait();
            stream.write_all(TAKEN.as_bytes()).unwrap();
        }
    });
    let client = voucher_core::ureq::Client::with_settings(settings(&format!("http://{address}")));
    let event = voucher();
    for _ in 0..3 {
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| client.send_prepared(&event).unwrap());
            }
        });
    }
    assert_eq!(opened.load(Ordering::SeqCst), THREADS);
}
