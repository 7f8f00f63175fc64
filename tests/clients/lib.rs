//! A server on this machine that does what it is told, also what no server should.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// What becomes of one request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// These bytes, and the connection stays.
    Say(String),
    /// These bytes, and the connection ends.
    SayAndClose(String),
    /// These bytes, then one more each few milliseconds until the client has gone.
    Drip(String),
    /// These bytes, then as many more as the client takes.
    Flood(String),
    /// Nothing, until the client has gone.
    Silence,
}

/// An answer with a status line, a length and a body.
#[must_use]
pub fn answer(status: u16, headers: &str, body: &str) -> Reply {
    let length = body.len();
    Reply::Say(format!(
        "HTTP/1.1 {status} Said\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    ))
}

/// A request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Method and target.
    pub line: String,
    /// In lower case and in alphabetical order.
    pub headers: Vec<(String, String)>,
    /// Its bytes.
    pub body: String,
}

#[derive(Debug, Default)]
struct Seen {
    script: VecDeque<Reply>,
    asked: Vec<Asked>,
    connections: usize,
}

/// A connection: a socket, or what is spoken over one.
pub trait Stream: Read + Write {}

impl<S: Read + Write> Stream for S {}

/// The server. It runs until the program ends.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
}

impl Server {
    /// A server that gives these replies, one a request, and 599 after the last.
    ///
    /// # Panics
    /// There is no free port.
    #[must_use]
    pub fn start(script: Vec<Reply>) -> Self {
        Self::start_over(script, |socket| socket)
    }

    /// A server that speaks over what is made of each socket.
    ///
    /// # Panics
    /// There is no free port.
    #[must_use]
    pub fn start_over<S: Stream>(
        script: Vec<Reply>,
        wrap: impl Fn(TcpStream) -> S + Copy + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen {
            script: script.into(),
            ..Seen::default()
        }));
        let shared = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                lock(&shared).connections += 1;
                let shared = Arc::clone(&shared);
                // An answer in two pieces must not wait for the client's acknowledgement.
                stream.set_nodelay(true).ok();
                // A client that goes away ends its connection, and no more.
                thread::spawn(move || serve(wrap(stream), &shared).ok());
            }
        });
        Self { address, seen }
    }

    /// Its base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.seen).asked.clone()
    }

    /// How many connections were opened so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        lock(&self.seen).connections
    }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(mut stream: impl Stream, seen: &Mutex<Seen>) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    while let Some(asked) = read(&mut stream, &mut bytes)? {
        if asked.line.starts_with("CONNECT ") {
            lock(seen).asked.push(asked);
            stream.write_all(b"HTTP/1.1 200 Tunnel\r\n\r\n")?;
            continue;
        }
        let reply = {
            let mut seen = lock(seen);
            seen.asked.push(asked);
            seen.script.pop_front()
        };
        match reply.unwrap_or_else(|| answer(599, "", "the script is over")) {
            Reply::Say(text) => stream.write_all(text.as_bytes())?,
            Reply::SayAndClose(text) => return stream.write_all(text.as_bytes()),
            Reply::Drip(text) => {
                stream.write_all(text.as_bytes())?;
                loop {
                    thread::sleep(Duration::from_millis(5));
                    stream.write_all(b" ")?;
                }
            }
            Reply::Flood(text) => {
                stream.write_all(text.as_bytes())?;
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

/// The next request; `None` where the client is done. What came beyond it stays in `bytes`.
fn read(stream: &mut impl Stream, bytes: &mut Vec<u8>) -> std::io::Result<Option<Asked>> {
    loop {
        match parse(bytes) {
            Ok(Some((asked, length))) => {
                bytes.drain(..length);
                return Ok(Some(asked));
            }
            Ok(None) => {}
            // Nothing that HTTP is spoken in.
            Err(_) => return Ok(None),
        }
        let mut more = [0; 4_096];
        match stream.read(&mut more)? {
            0 => return Ok(None),
            length => bytes.extend_from_slice(&more[..length]),
        }
    }
}

/// A whole request and its length, once it is there.
fn parse(bytes: &[u8]) -> Result<Option<(Asked, usize)>, httparse::Error> {
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
    let asked = bytes.get(head..length).map(|body| Asked {
        line,
        headers,
        body: String::from_utf8_lossy(body).into_owned(),
    });
    Ok(asked.map(|asked| (asked, length)))
}

/// A server of raw sockets: it answers each connection by a function, one thread each, until the program ends.
///
/// # Panics
/// There is no free port.
#[must_use]
pub fn serve_sockets(answer: impl Fn(TcpStream) + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            // What waits for an acknowledgement when the connection is reset is never sent.
            stream.set_nodelay(true).ok();
            thread::spawn(move || answer(stream));
        }
    });
    address
}
