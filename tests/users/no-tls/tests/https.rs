//! Without a feature for TLS, `https` is an error that names the features, and `http` works.

use no_tls::settings;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;
use voucher_core::VoucherCheck;

const EXPECTED: &str =
    "`https` needs the feature `rustls-ring` or `rustls-aws-lc` of `voucher-core`";

/// Answers one request, and returns the base URL.
fn start_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        assert!(connection.read(&mut [0; 4096]).unwrap() > 0);
        connection
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
            .unwrap();
    });
    format!("http://{address}")
}

/// Accepts connections and never answers. Returns the base URL, with `https`.
fn start_silent_server() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    (listener, base)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

#[test]
fn ureq_names_the_features() {
    use voucher_core::ureq::Client;
    let check = VoucherCheck::new("c");
    let (_listener, base) = start_silent_server();
    let error = Client::with_settings(settings(&base)).send(&check);
    let error = error.unwrap_err();
    assert!(error.to_string().contains(EXPECTED), "{error}");
    assert!(!error.can_retry());
    let answer = Client::with_settings(settings(&start_server())).send(&check);
    assert_eq!(answer.unwrap().status(), 200);
}

#[test]
fn reqwest_names_the_features() {
    use voucher_core::reqwest::Client;
    let check = VoucherCheck::new("c");
    let send = |base: &str| {
        let client = Client::with_settings(settings(base)).unwrap();
        runtime().block_on(client.send(&check))
    };
    let (_listener, base) = start_silent_server();
    let error = send(&base).unwrap_err();
    assert!(error.to_string().contains(EXPECTED), "{error}");
    assert!(!error.can_retry());
    assert_eq!(send(&start_server()).unwrap().status(), 200);
}
