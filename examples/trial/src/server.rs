//! A server that answers one request per connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// A request to the server.
pub struct Request {
    /// The header `Authorization`.
    pub authorization: String,
    pub body: String,
}

/// Starts a server and returns its URL. It calls `answer` for each request, in a separate thread, and sends the status and body
/// that this returns.
///
/// # Panics
/// Panics if there is no free port.
pub fn serve(answer: impl Fn(Request) -> (u16, String) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || reply(stream, &*answer));
        }
    });
    url
}

/// Answers one request and closes the connection. The client may have been killed, so errors are ignored.
fn reply(stream: TcpStream, answer: &dyn Fn(Request) -> (u16, String)) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let (mut line, mut length, mut authorization) = (String::new(), 0, String::new());
    while line != "\r\n" {
        line.clear();
        stream.read_line(&mut line)?;
        let (name, value) = line.split_once(':').unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().expect("a length"),
            "authorization" => value.trim().clone_into(&mut authorization),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body).into_owned();
    let (status, answer) = answer(Request {
        authorization,
        body,
    });
    let length = answer.len();
    write!(
        stream.into_inner(),
        "HTTP/1.1 {status} Scripted\r\nLocation: /elsewhere\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{answer}"
    )
}
