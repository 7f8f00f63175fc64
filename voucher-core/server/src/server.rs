//! Accepts connections.

use crate::Settings;
use crate::service::{State, TIMEOUT, answer};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};
use voucher_core::sandbox::Counts;

/// A server that listens, but does not yet answer.
pub struct Server {
    listener: TcpListener,
    state: Arc<State>,
}

impl Server {
    /// Listens on the address of the settings. It needs a runtime of tokio, with one thread so that requests keep their order.
    ///
    /// # Errors
    /// The address is in use, or not one of this machine.
    pub async fn bind(settings: Settings) -> io::Result<Self> {
        let listener = TcpListener::bind(settings.address).await?;
        let state = Arc::new(State::new(settings));
        Ok(Self { listener, state })
    }

    /// Returns the URL of the page: `http://127.0.0.1:8080`.
    ///
    /// # Errors
    /// The address of the listener is not known.
    pub fn url(&self) -> io::Result<String> {
        Ok(format!("http://{}", self.listener.local_addr()?))
    }

    /// Answers requests until `stop` ends, and then those that are open. Returns how many there were.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Counts {
        let connections = Arc::new(GracefulShutdown::new());
        let accepting = accept(self.listener, self.state.clone(), connections.clone());
        let accepting = tokio::spawn(accepting);
        stop.await;
        accepting.abort();
        drop(accepting.await);
        self.state.stopping.send_replace(true);
        // Open requests are answered; idle connections are closed.
        if let Some(connections) = Arc::into_inner(connections) {
            if timeout(TIMEOUT, connections.shutdown()).await.is_err() {
                eprintln!("some requests were not answered");
            }
        }
        self.state.lock().sandbox.counts()
    }
}

async fn accept(listener: TcpListener, state: Arc<State>, connections: Arc<GracefulShutdown>) {
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
        let state = state.clone();
        let service = service_fn(move |request| answer(state.clone(), request));
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(TIMEOUT);
        let connection = http.serve_connection(TokioIo::new(stream), service);
        // A connection ends with an error if a client disconnects early or an injected fault closes it.
        let connection = connections.watch(connection);
        tokio::spawn(async { drop(connection.await) });
    }
}

/// Serves the sandbox until ctrl-c, and prints how many requests there were. `started` is called with the URL of the page.
///
/// # Errors
/// The address cannot be listened on, or the runtime or its signals do not work.
pub fn serve(settings: Settings, started: impl FnOnce(&str)) -> io::Result<Counts> {
    // One thread is enough, and keeps the order of arrival.
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build()?.block_on(async {
        let server = Server::bind(settings).await?;
        started(&server.url()?);
        let stop = async {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        let log = server.state.log.clone();
        let counts = server.run(stop).await;
        log.print_last(format!(
            "\nstopped: {} accepted, {} refused, {} failed by an injected fault",
            counts.accepted, counts.refused, counts.failed
        ));
        Ok(counts)
    })
}
