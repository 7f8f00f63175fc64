//! An answer is read even if the server sends it before it has read the whole request and then resets the connection.

use std::io::{Read, Write};
use std::net::TcpStream;
use voucher_clients::{Server, answer, serve_sockets};
use voucher_core::http::{Answer, RetryPolicy, SendError, Settings, Token};
use voucher_core::{Currency, Prepared, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher")]
struct Long {
    timestamp: Timestamp,
    voucher_code: &'static str,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    #[ravelin(custom)]
    note: String,
}

fn event(bytes: usize) -> Prepared {
    let long = Long {
        timestamp: Timestamp::MIN,
        voucher_code: "A",
        value: 1,
        currency: Currency::GBP,
        creation_time: Timestamp::MIN,
        note: "x".repeat(bytes),
    };
    long.prepare().unwrap()
}

fn settings(url: &str) -> Settings {
    Settings::new(Token::new("sk_test_1").unwrap())
        .with_base_url(url)
        .unwrap()
        .with_retries(RetryPolicy::never())
}

fn by_ureq(url: &str, event: &Prepared) -> Result<Answer, SendError> {
    voucher_core::ureq::Client::with_settings(settings(url)).send_prepared(event)
}

fn by_reqwest(url: &str, event: &Prepared) -> Result<Answer, SendError> {
    let client = voucher_core::reqwest::Client::with_settings(settings(url)).unwrap();
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    runtime.block_on(client.send_prepared(event))
}

/// The reason of an error without an answer.
const CLOSED: &str = "the server closed the connection while the body was being sent";

type Sends = fn(&str, &Prepared) -> Result<Answer, SendError>;
const CLIENTS: [(&str, Sends); 2] = [("ureq", by_ureq), ("reqwest", by_reqwest)];
/// Body lengths, from one that the kernel accepts at once to one that exceeds every buffer.
const LENGTHS: [usize; 5] = [1_000, 60_000, 100_000, 1_000_000, 8_000_000];

/// Reads the headers and this many bytes of the body.
fn read_some(stream: &mut TcpStream, of_body: usize) {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|length| length > 0) {
        head.push(byte[0]);
    }
    stream.read_exact(&mut vec![0; of_body]).unwrap();
}

/// Closing a connection with unread bytes resets it.
#[test]
fn an_answer_before_the_reset_is_reported() {
    // A message without a length ends when the connection is closed.
    let length = "Content-Length: 34";
    for (status, length, of_body) in [
        (401, length, 0),
        (413, length, 0),
        (413, length, 500),
        (413, "Connection: close", 0),
    ] {
        let body = format!(r#"{{"status":{status},"message":"no more"}}"#);
        let answer = format!("HTTP/1.1 {status} No\r\n{length}\r\n\r\n{body}");
        let address = serve_sockets(move |mut stream| {
            read_some(&mut stream, of_body);
            stream.write_all(answer.as_bytes()).unwrap();
        });
        for event in LENGTHS.map(event) {
            for (client, send) in CLIENTS {
                let (mut answers, mut resets) = (0, 0);
                while answers < 3 {
                    let error = send(&format!("http://{address}"), &event).unwrap_err();
                    let case = format!("{client}, {} bytes: {error}", event.body().len());
                    let Some(answer) = error.answer() else {
                        // On a busy machine, the answer may come after the pause in which a client waits for it.
                        resets += 1;
                        assert!(error.to_string().contains(CLOSED) && resets < 3, "{case}");
                        continue;
                    };
                    answers += 1;
                    assert_eq!(answer.status(), status, "{case}");
                    assert_eq!(answer.message(), Some("no more"), "{case}");
                }
            }
        }
    }
}

#[test]
fn a_reset_without_an_answer_is_reported_as_closed_while_sending() {
    let address = serve_sockets(|mut stream| read_some(&mut stream, 500));
    let event = event(8_000_000);
    for (client, send) in CLIENTS {
        let error = send(&format!("http://{address}"), &event).unwrap_err();
        let expected = format!("{CLOSED}; trying again can help");
        let message = error.to_string();
        assert!(message.ends_with(&expected), "{client}: {message}");
        assert!(error.can_retry(), "{client}");
    }
}

#[test]
fn a_long_body_arrives_unchanged() {
    for event in LENGTHS.map(event) {
        for (client, send) in CLIENTS {
            let server = Server::start(vec![answer(200, "", "null")]);
            send(&server.url(), &event).unwrap();
            let requests = server.requests();
            assert!(requests[0].body == event.body(), "{client}");
            let length = ("content-length".to_owned(), event.body().len().to_string());
            assert!(requests[0].headers.contains(&length), "{client}");
        }
    }
}
