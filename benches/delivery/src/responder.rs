//! A minimal server that reads requests and sends the same answer to each, so that what is measured is the client.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// What the API answers to an event.
const ANSWER: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 37\r\n\r\n\
    {\"status\":200,\"timestamp\":1512828988}";

/// A responder in a process of its own, so that its CPU time is not the client's. It is stopped when this value is dropped.
pub(crate) struct Responder {
    process: Child,
    pub(crate) url: String,
}

impl Responder {
    /// Starts a responder that waits this many milliseconds before each answer.
    pub(crate) fn start(millis: u64) -> io::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .args(["responder", &millis.to_string()])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = [0; 32];
        let out = process.stdout.as_mut();
        let length = out.map_or(Ok(0), |out| out.read(&mut line))?;
        let address = String::from_utf8_lossy(line.get(..length).unwrap_or_default());
        let url = format!("http://{}", address.trim());
        Ok(Self { process, url })
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Prints an address, and answers requests there until the process is stopped. Each connection has a thread.
pub(crate) fn serve(wait: Duration) -> io::Result<()> {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
    println!("{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        // A client that closes its connection ends its thread.
        thread::spawn(move || answer_all(stream, wait));
    }
    Ok(())
}

fn answer_all(mut stream: TcpStream, wait: Duration) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 64 << 10];
    let mut length = 0;
    loop {
        let received = buffer.get(..length).unwrap_or_default();
        if let Some(end) = end_of_request(received).filter(|end| *end <= length) {
            buffer.copy_within(end..length, 0);
            length -= end;
            thread::sleep(wait);
            stream.write_all(ANSWER)?;
            continue;
        }
        let read = stream.read(buffer.get_mut(length..).unwrap_or_default())?;
        if read == 0 {
            return Ok(());
        }
        length += read;
    }
}

/// Returns where the first request ends, or `None` if its headers are not complete.
fn end_of_request(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|end| end == b"\r\n\r\n")?;
    let lines = bytes.get(..head)?.split(|byte| *byte == b'\n');
    let mut headers = lines.filter_map(|line| {
        let colon = line.iter().position(|byte| *byte == b':')?;
        Some(line.split_at(colon))
    });
    let length = headers.find(|(name, _)| name.eq_ignore_ascii_case(b"content-length"));
    let length = length.and_then(|(_, value)| {
        let digits = value.get(1..)?.trim_ascii();
        std::str::from_utf8(digits).ok()?.parse().ok()
    });
    Some(head + 4 + length.unwrap_or(0))
}
