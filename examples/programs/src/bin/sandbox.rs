//! A local stand-in for the API on a port of this machine: `cargo run -p programs --bin sandbox`
//!
//! It validates requests by the rules on the API's pages, remembers what it accepted, and injects faults on request; see the docs
//! of `voucher_core::sandbox`. On ctrl-c, it answers open requests and stops.

use http::header::CONTENT_LENGTH;
use http_body_util::channel::Channel;
use http_body_util::{BodyExt, Either, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::error::Error;
use std::io::Write;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};
use voucher_core::sandbox::{CheckRule, Deliver, LONGEST_BODY, SLOW_BYTE, Sandbox, Times};
use voucher_core::{Currency, RavelinEvent, Timestamp, Voucher};

const NOTICE: &str = "This sandbox is not made by Ravelin and does not compute scores. It validates requests by the published \
    pages, and may differ from the API.";
const USAGE: &str = "\
usage: sandbox [options]
  --port 8080        port on 127.0.0.1; the default is a free one
  --faults 0.1       fraction of requests with an injected fault, from 0 to 1
  --seed 7           seed of faults and random members; the default is 1
  --remember 10000   number of events that are remembered
  --definition FILE  adds the endpoint of a definition file; can be repeated
  --check uses       how voucher/check counts: `uses`, or `owner-and-users` as on an older page
  --times strict     times in seconds: `strict` rejects them, `lenient` accepts them with a warning
  --quiet            does not log requests";

/// How long a client may take to send a request, and the sandbox to stop.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The maximum number of log lines that wait to be printed.
const WAITING_LINES: usize = 1_000;
/// How long to wait for the last line to be printed.
const LAST_LINE_TIMEOUT: Duration = Duration::from_secs(1);

type Shared = Arc<Mutex<Sandbox>>;
type Body = Either<Full<Bytes>, Channel<Bytes>>;
type Failure = Box<dyn Error + Send + Sync>;

/// The options on the command line.
struct Options {
    port: u16,
    sandbox: Sandbox,
    is_quiet: bool,
}

/// Answers requests.
#[derive(Clone)]
struct Service {
    sandbox: Shared,
    log: Log,
    is_quiet: bool,
}

/// Prints lines on a separate thread. A slow reader must not delay answers, so lines that exceed the queue are dropped.
#[derive(Clone)]
struct Log(SyncSender<Line>);

struct Line {
    content: String,
    /// Dropped after the line is printed.
    _printed: Option<Sender<()>>,
}

impl Log {
    fn start() -> Self {
        let (sender, lines) = sync_channel::<Line>(WAITING_LINES);
        std::thread::spawn(move || {
            for line in lines {
                print(&line.content);
            }
        });
        Self(sender)
    }

    fn print(&self, content: String) {
        let _ = self.0.try_send(Line {
            content,
            _printed: None,
        });
    }

    /// Prints a line and waits until it is printed.
    fn print_last(&self, content: String) {
        let (printed, is_printed) = channel();
        let line = Line {
            content,
            _printed: Some(printed),
        };
        if self.0.try_send(line).is_ok() {
            // Nothing is sent; closing the channel is the signal.
            let _ = is_printed.recv_timeout(LAST_LINE_TIMEOUT);
        }
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let options = options().map_err(|error| format!("{error}\n{USAGE}"))?;
    let Some(options) = options else {
        print(USAGE);
        return Ok(());
    };
    // One thread is enough, and keeps the order of arrival.
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build()?.block_on(serve(options))
}

/// Parses the command line; `None` for `--help`.
fn options() -> Result<Option<Options>, lexopt::Error> {
    use lexopt::prelude::*;
    let (mut port, mut rate, mut seed, mut memory) = (0, 0.0, 1, 10_000);
    let (mut rule, mut times) = (CheckRule::default(), Times::default());
    let (mut files, mut is_quiet) = (Vec::new(), false);
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => port = arguments.value()?.parse()?,
            Long("faults") => rate = arguments.value()?.parse_with(parse_rate)?,
            Long("seed") => seed = arguments.value()?.parse()?,
            Long("remember") => memory = arguments.value()?.parse()?,
            Long("check") => rule = arguments.value()?.parse_with(parse_rule)?,
            Long("times") => times = arguments.value()?.parse_with(parse_times)?,
            Long("quiet") => is_quiet = true,
            Long("definition") => files.push(PathBuf::from(arguments.value()?)),
            Long("help") | Short('h') => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    let sandbox = Sandbox::new(seed).with_faults(rate);
    let sandbox = sandbox.with_memory(memory).with_check(rule);
    let mut sandbox = sandbox.with_times(times);
    for file in files {
        let name = file.display();
        let bytes = std::fs::read(&file).map_err(|error| format!("{name}: {error}"))?;
        let result = sandbox.with_definition(&bytes);
        sandbox = result.map_err(|mistakes| format!("{name}:\n{mistakes}"))?;
    }
    Ok(Some(Options {
        port,
        sandbox,
        is_quiet,
    }))
}

fn parse_rate(value: &str) -> Result<f64, &'static str> {
    let rate = value.parse().ok().filter(|rate| (0.0..=1.0).contains(rate));
    rate.ok_or("expected a rate from 0 to 1")
}

fn parse_rule(value: &str) -> Result<CheckRule, &'static str> {
    match value {
        "uses" => Ok(CheckRule::Uses),
        "owner-and-users" => Ok(CheckRule::OwnerAndUsers),
        _ => Err("expected `uses` or `owner-and-users`"),
    }
}

fn parse_times(value: &str) -> Result<Times, &'static str> {
    match value {
        "strict" => Ok(Times::Strict),
        "lenient" => Ok(Times::Lenient),
        _ => Err("expected `strict` or `lenient`"),
    }
}

async fn serve(options: Options) -> Result<(), Failure> {
    let port = options.port;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
    let listener = listener.map_err(|error| format!("port {port} of 127.0.0.1: {error}"))?;
    print_introduction(&format!("http://{}", listener.local_addr()?))?;

    let service = Service {
        sandbox: Arc::new(Mutex::new(options.sandbox)),
        log: Log::start(),
        is_quiet: options.is_quiet,
    };
    let connections = Arc::new(GracefulShutdown::new());
    let accepting = tokio::spawn(accept(listener, service.clone(), connections.clone()));
    tokio::signal::ctrl_c().await?;
    accepting.abort();
    drop(accepting.await);
    // Open requests are answered; idle connections are closed.
    if let Some(connections) = Arc::into_inner(connections) {
        if timeout(TIMEOUT, connections.shutdown()).await.is_err() {
            eprintln!("some requests were not answered");
        }
    }
    let counts = lock(&service.sandbox).counts();
    service.log.print_last(format!(
        "\nstopped: {} accepted, {} refused, {} failed by an injected fault",
        counts.accepted, counts.refused, counts.failed
    ));
    Ok(())
}

/// Prints the URL and commands to copy.
fn print_introduction(url: &str) -> Result<(), Failure> {
    let now = Timestamp::now();
    let voucher = Voucher::new(now, "SPRING-15", 1_500, Currency::GBP, now).prepare()?;
    let (path, body) = (voucher.path(), voucher.body());
    print(&format!(
        "{NOTICE}\n{url}\n\n\
         curl {url}{path} -H 'Authorization: token sk_test_1' -H 'Content-Type: application/json' -d '{body}'\n\
         curl {url}/__sandbox/events\n\nctrl-c stops it"
    ));
    Ok(())
}

/// Prints a line. A closed pipe is not an error, because the reader may only have needed the first lines.
fn print(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

async fn accept(listener: TcpListener, service: Service, connections: Arc<GracefulShutdown>) {
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                // A transient error, such as too many open files.
                eprintln!("a connection was not accepted: {error}");
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        // An answer is one small write, which must not be delayed by Nagle's algorithm.
        let _ = stream.set_nodelay(true);
        let service = service.clone();
        let service = service_fn(move |request| answer(service.clone(), request));
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(TIMEOUT);
        let connection = http.serve_connection(TokioIo::new(stream), service);
        // A connection ends with an error if a client disconnects early or an injected fault closes it.
        let connection = connections.watch(connection);
        tokio::spawn(async { drop(connection.await) });
    }
}

/// Answers a request; an error closes the connection without an answer.
async fn answer(service: Service, request: Request<Incoming>) -> Result<Response<Body>, Failure> {
    let (head, body) = request.into_parts();
    let body = timeout(TIMEOUT, read(body)).await??;
    let request = Request::from_parts(head, &body[..]);
    let reply = lock(&service.sandbox).answer(request, Timestamp::now());
    if !service.is_quiet {
        service.log.print(reply.summary);
    }
    sleep(reply.delay).await;
    match reply.deliver {
        Deliver::Send => Ok(reply.response.map(|body| Either::Left(body.into()))),
        Deliver::Slow => Ok(slow(reply.response)),
        _ => Err("the answer is dropped".into()),
    }
}

/// Reads the body. Instead of a body that is too long, returns one that is just long enough to be rejected.
async fn read(body: Incoming) -> Result<Bytes, Failure> {
    match Limited::new(body, LONGEST_BODY).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Ok(vec![0; LONGEST_BODY + 1].into()),
        Err(error) => Err(error),
    }
}

/// Turns an answer into one that is sent byte by byte.
fn slow(response: Response<Vec<u8>>) -> Response<Body> {
    let (mut head, bytes) = response.into_parts();
    head.headers.insert(CONTENT_LENGTH, bytes.len().into());
    let (mut sender, body) = Channel::new(1);
    tokio::spawn(async move {
        for byte in bytes {
            sleep(SLOW_BYTE).await;
            if sender.send_data(vec![byte].into()).await.is_err() {
                return;
            }
        }
    });
    Response::from_parts(head, Either::Right(body))
}

fn lock(sandbox: &Shared) -> MutexGuard<'_, Sandbox> {
    sandbox.lock().unwrap_or_else(PoisonError::into_inner)
}
