//! Both clients begin a TLS connection with the library of the feature `rustls-ring`.

use std::io::Read;
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use voucher_core::VoucherCheck;
use voucher_core::http::{RetryPolicy, Settings, Token};

/// The first byte of a TLS handshake.
const HANDSHAKE: u8 = 0x16;

/// Accepts one connection, and sends its first byte to the receiver. Returns the settings of a client.
fn start_server() -> (Settings, Receiver<u8>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut first = [0];
        connection.read_exact(&mut first).unwrap();
        sender.send(first[0]).unwrap();
    });
    let settings = Settings::new(Token::new("sk_test_1").unwrap());
    let settings = settings.with_base_url(&base).unwrap();
    (settings.with_retries(RetryPolicy::never()), receiver)
}

fn first_byte(receiver: &Receiver<u8>) -> u8 {
    receiver.recv_timeout(Duration::from_secs(10)).unwrap()
}

#[test]
fn ureq_begins_a_handshake() {
    let (settings, receiver) = start_server();
    let client = voucher_core::ureq::Client::with_settings(settings);
    assert!(client.send(&VoucherCheck::new("c")).is_err());
    assert_eq!(first_byte(&receiver), HANDSHAKE);
}

#[test]
fn reqwest_begins_a_handshake() {
    let (settings, receiver) = start_server();
    let client = voucher_core::reqwest::Client::with_settings(settings).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    assert!(
        runtime
            .block_on(client.send(&VoucherCheck::new("c")))
            .is_err()
    );
    assert_eq!(first_byte(&receiver), HANDSHAKE);
}
