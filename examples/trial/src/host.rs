//! An event that was rejected by the host and not by the API is retried: the base URL may be wrong, or a gateway answered.

use crate::{Ledger, Program};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;
use voucher_core::{Currency, RavelinEvent, Timestamp, Voucher};

/// Answers of a host that is not the API.
const ANSWERS: [(u16, &str); 16] = [
    (301, ""),
    (302, ""),
    (303, ""),
    (307, ""),
    (308, ""),
    (400, "<html>Bad Request</html>"),
    (401, ""),
    (403, r#"{"message":"Forbidden"}"#),
    (404, ""),
    (404, r#"{"status":404,"message":"no such path"}"#),
    (405, "<html>Not Allowed</html>"),
    (413, "<html>Too Large</html>"),
    (421, ""),
    (422, "null"),
    (425, ""),
    (501, ""),
];

/// Checks that every event is kept, whatever the host answers.
///
/// # Panics
/// Panics if an event was given up.
pub fn host_rejections(program: &Program, ledger: &mut dyn Ledger) {
    let now = Timestamp::now();
    for number in 0..ANSWERS.len() {
        let voucher = Voucher::new(now, format!("V-{number}"), 500, Currency::GBP, now);
        let prepared = voucher.prepare().expect("it is right");
        ledger.put(&serde_json::to_string(&prepared).expect("JSON"));
    }
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (answered, answers) = channel();
    thread::spawn(move || {
        for (stream, answer) in listener.incoming().flatten().zip(ANSWERS) {
            reply(stream, answer, &answered);
        }
    });
    let mut relay = program.command("relay", &[&url]).spawn().expect("a relay");
    let all = ANSWERS.map(|_| answers.recv_timeout(Duration::from_secs(60)));
    // Leaves time to store the result of the last one.
    thread::sleep(Duration::from_millis(500));
    relay.kill().expect("it can be killed");
    relay.wait().expect("it ends");
    assert!(all.iter().all(Result::is_ok), "each event is sent");
    assert_eq!(ledger.refused(), Vec::<String>::new());
    assert_eq!(ledger.left(), 16);
}

/// Answers one request and closes the connection.
fn reply(stream: TcpStream, (status, body): (u16, &str), answered: &Sender<()>) {
    let mut stream = BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while line != "\r\n" {
        line.clear();
        stream.read_line(&mut line).expect("a line");
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
    }
    stream.read_exact(&mut vec![0; length]).expect("a body");
    let answer = format!(
        "HTTP/1.1 {status} Scripted\r\nLocation: /elsewhere\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = stream.into_inner();
    stream
        .write_all(answer.as_bytes())
        .expect("the client reads");
    // The receiver may be gone if the test is over.
    let _ = answered.send(());
}
