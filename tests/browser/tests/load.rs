//! With 20,000 requests in memory and 50 open pages, the sandbox answers at least 0.8 times as many requests as without a page.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};
use voucher_browser::Sandbox;
use voucher_sandbox::Settings;

const PAGES: usize = 50;
const REMEMBERED: usize = 20_000;
const CLIENTS: usize = 4;
const BODY: &str = r#"{"timestamp":1764324000000,"voucher":{"voucherCode":"SPRING-15","value":1500,"currency":"GBP","creationTime":1764324000000}}"#;

fn start() -> Sandbox {
    let sandbox = voucher_core::sandbox::Sandbox::new(7).with_memory(REMEMBERED);
    Sandbox::start(Settings::new(sandbox).with_requests(REMEMBERED).quiet())
}

fn connect(sandbox: &Sandbox) -> TcpStream {
    let stream = TcpStream::connect(sandbox.url.trim_start_matches("http://")).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// Sends requests on one connection until `is_done`, and counts them.
fn client(sandbox: &Sandbox, is_done: Arc<AtomicBool>, count: Arc<AtomicU64>) -> JoinHandle<()> {
    let mut stream = connect(sandbox);
    let request = format!(
        "POST /v2/voucher HTTP/1.1\r\nHost: localhost\r\nAuthorization: token sk_test_1\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{BODY}",
        BODY.len()
    );
    spawn(move || {
        let mut answers = BufReader::new(stream.try_clone().unwrap());
        while !is_done.load(Ordering::Relaxed) {
            stream.write_all(request.as_bytes()).unwrap();
            let mut length = 0;
            loop {
                let mut line = String::new();
                answers.read_line(&mut line).unwrap();
                if let Some(value) = line.to_lowercase().strip_prefix("content-length: ") {
                    length = value.trim().parse().unwrap();
                }
                if line.trim().is_empty() {
                    break;
                }
            }
            let mut body = vec![0; length];
            answers.read_exact(&mut body).unwrap();
            count.fetch_add(1, Ordering::Relaxed);
        }
    })
}

/// Opens a page: reads its list and then its stream, as a browser does. Counts the bytes.
fn page(sandbox: &Sandbox, is_done: Arc<AtomicBool>, bytes: Arc<AtomicU64>) -> JoinHandle<()> {
    let mut stream = connect(sandbox);
    let timeout = Some(Duration::from_millis(500));
    stream.set_read_timeout(timeout).unwrap();
    let request = "GET /__sandbox/page/stream?after=0.0 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    spawn(move || {
        let mut buffer = vec![0; 65_536];
        while !is_done.load(Ordering::Relaxed) {
            if let Ok(read) = stream.read(&mut buffer) {
                bytes.fetch_add(read as u64, Ordering::Relaxed);
            }
        }
    })
}

/// Returns the requests per second within some time.
fn throughput(sandbox: &Sandbox, time: Duration) -> f64 {
    let (is_done, count) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU64::new(0)),
    );
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| client(sandbox, is_done.clone(), count.clone()))
        .collect();
    let start = Instant::now();
    sleep(time);
    let counted = count.load(Ordering::Relaxed);
    let elapsed = start.elapsed();
    is_done.store(true, Ordering::Relaxed);
    for client in clients {
        client.join().unwrap();
    }
    f64::from(u32::try_from(counted).unwrap()) / elapsed.as_secs_f64()
}

#[test]
#[cfg_attr(not(load), ignore = "set LOAD to a number of seconds")]
fn open_pages_hardly_slow_the_sandbox_down() {
    let seconds: u32 = std::env::var("LOAD").unwrap().parse().unwrap();
    let (without, with) = (start(), start());
    for sandbox in [&without, &with] {
        while {
            let mut answer = String::new();
            let mut stream = connect(sandbox);
            let request = "GET /__sandbox/events?after=999999999 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            stream.write_all(request.as_bytes()).unwrap();
            stream.read_to_string(&mut answer).unwrap();
            answer.contains("\"forgotten\":0,")
        } {
            throughput(sandbox, Duration::from_millis(500));
        }
    }
    let (is_done, bytes) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU64::new(0)),
    );
    let pages: Vec<_> = (0..PAGES)
        .map(|_| page(&with, is_done.clone(), bytes.clone()))
        .collect();
    // In short turns, because the machine may do other work at some times.
    let time = Duration::from_millis(250);
    let (mut before, mut during) = (0.0, 0.0);
    let start = [without.processor_time(), with.processor_time()];
    for _ in 0..2 * seconds {
        before += throughput(&without, time);
        during += throughput(&with, time);
    }
    let end = [without.processor_time(), with.processor_time()];
    is_done.store(true, Ordering::Relaxed);
    for page in pages {
        page.join().unwrap();
    }
    let (turns, ratio) = (f64::from(2 * seconds), during / before);
    println!(
        "{:.0} requests per second without a page, {:.0} with {PAGES}: {ratio:.2}; {} bytes for the pages",
        before / turns,
        during / turns,
        bytes.load(Ordering::Relaxed)
    );
    if let ([Some(a), Some(b)], [Some(c), Some(d)]) = (start, end) {
        let without = (c.as_secs_f64() - a.as_secs_f64()) / before;
        let with = (d.as_secs_f64() - b.as_secs_f64()) / during;
        println!("by processor time per request: {:.2}", without / with);
    }
    assert!(bytes.load(Ordering::Relaxed) > 1_000_000);
    assert!(ratio >= 0.8, "{ratio}");
}
