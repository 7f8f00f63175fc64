//! A local HTTP server that follows a script, including misbehavior.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How the server answers a request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Sends these bytes and keeps the connection open.
    Send(String),
    /// Sends these bytes and closes the connection.
    SendAndClose(String),
    /// Sends these bytes, then one more every few milliseconds until the client disconnects.
    Drip(String),
    /// Sends these bytes, then as many more as the client reads.
    Flood(String),
    /// Sends nothing until the client disconnects.
    Silence,
}

/// Returns an answer with a status line, headers, a content length and a body.
#[must_use]
pub fn answer(status: u16, headers: &str, body: &str) -> Reply {
    let length = body.len();
    Reply::Send(format!(
        "HTTP/1.1 {status} Scripted\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    ))
}

/// A request that the server received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedRequest {
    /// Method and target.
    pub line: String,
    /// Names in lower case, in alphabetical order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

#[derive(Debug, Default)]
struct State {
    script: VecDeque<Reply>,
    requests: Vec<ReceivedRequest>,
    connections: usize,
}

/// A connection: a socket, or a protocol such as TLS over one.
pub trait Stream: Read + Write {}

impl<S: Read + Write> Stream for S {}

/// A scripted server. It runs until the program ends.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Server {
    /// Starts a server that sends these replies, one per request, and then 599.
    ///
    /// # Panics
    /// Panics if there is no free port.
    #[must_use]
    pub fn start(script: Vec<Reply>) -> Self {
        Self::start_over(script, |socket| socket)
    }

    /// Starts a server that wraps each socket, for example in TLS.
    ///
    /// # Panics
    /// Panics if there is no free port.
    #[must_use]
    pub fn start_over<S: Stream>(
        script: Vec<Reply>,
        wrap: impl Fn(TcpStream) -> S + Copy + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State {
            script: script.into(),
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                lock(&shared).connections += 1;
                let shared = Arc::clone(&shared);
                // The second write of an answer must not wait for the client's acknowledgement.
                stream.set_nodelay(true).ok();
                // A client that disconnects ends only its own connection.
                thread::spawn(move || serve(wrap(stream), &shared).ok());
            }
        });
        Self { address, state }
    }

    /// Returns the server's base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the requests received so far.
    #[must_use]
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        lock(&self.state).requests.clone()
    }

    /// Returns how many connections were opened so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        lock(&self.state).connections
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(mut stream: impl Stream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    while let Some(request) = read(&mut stream, &mut bytes)? {
        if request.line.starts_with("CONNECT ") {
            lock(state).requests.push(request);
            stream.write_all(b"HTTP/1.1 200 Tunnel\r\n\r\n")?;
            continue;
        }
        let reply = {
            let mut state = lock(state);
            state.requests.push(request);
            state.script.pop_front()
        };
        match reply.unwrap_or_else(|| answer(599, "", "the script is over")) {
            Reply::Send(bytes) => stream.write_all(bytes.as_bytes())?,
            Reply::SendAndClose(bytes) => return stream.write_all(bytes.as_bytes()),
            Reply::Drip(bytes) => {
                stream.write_all(bytes.as_bytes())?;
                loop {
                    thread::sleep(Duration::from_millis(5));
                    stream.write_all(b" ")?;
                }
            }
            Reply::Flood(bytes) => {
                stream.write_all(bytes.as_bytes())?;
                loop {
                    stream.write_all(&[b'x'; 16_384])?;
                }
            }
            Reply::Silence => {
                stream.read_to_end(&mut bytes)?;
            }
        }
    }
    Ok(())
}

/// Reads the next request; `None` if the client is done. Bytes after the request stay in `bytes`.
fn read(stream: &mut impl Stream, bytes: &mut Vec<u8>) -> std::io::Result<Option<ReceivedRequest>> {
    loop {
        match parse(bytes) {
            Ok(Some((request, length))) => {
                bytes.drain(..length);
                return Ok(Some(request));
            }
            Ok(None) => {}
            // Not HTTP.
            Err(_) => return Ok(None),
        }
        let mut more = [0; 4_096];
        match stream.read(&mut more)? {
            0 => return Ok(None),
            length => bytes.extend_from_slice(&more[..length]),
        }
    }
}

/// Parses a request and returns its length; `None` if it is incomplete.
fn parse(bytes: &[u8]) -> Result<Option<(ReceivedRequest, usize)>, httparse::Error> {
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let mut request = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(head) = request.parse(bytes)? else {
        return Ok(None);
    };
    let line = format!(
        "{} {}",
        request.method.unwrap_or_default(),
        request.path.unwrap_or_default()
    );
    let mut headers: Vec<_> = request
        .headers
        .iter()
        .map(|header| {
            let value = String::from_utf8_lossy(header.value).into_owned();
            (header.name.to_ascii_lowercase(), value)
        })
        .collect();
    headers.sort();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.and_then(|(_, length)| length.parse().ok());
    let length = head + length.unwrap_or(0);
    let request = bytes.get(head..length).map(|body| ReceivedRequest {
        line,
        headers,
        body: String::from_utf8_lossy(body).into_owned(),
    });
    Ok(request.map(|request| (request, length)))
}

/// Starts a server that passes each connection to a function, on a separate thread, until the program ends.
///
/// # Panics
/// Panics if there is no free port.
#[must_use]
pub fn serve_sockets(answer: impl Fn(TcpStream) + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            // Bytes that wait for an acknowledgement would be lost if the connection is reset.
            stream.set_nodelay(true).ok();
            thread::spawn(move || answer(stream));
        }
    });
    address
}
