//! A token is sent only to a host with a valid certificate.

use ::ureq::tls::{Certificate, RootCerts, TlsConfig};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;
use voucher_clients::{Server, answer, serve_sockets};
use voucher_core::http::{Answer, RetryPolicy, SendError, Settings, Token};
use voucher_core::{Prepared, VoucherCheck, reqwest, ureq};

type Config = &'static Arc<ServerConfig>;

/// Returns the configuration of a server with this name, and the certificate of its certificate authority.
fn config(name: &str) -> (Config, CertificateDer<'static>) {
    let mut params = CertificateParams::new(vec![]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &authority).unwrap();
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key.into())
        .unwrap();
    // Leaked, because the server runs until the test ends.
    let config: Config = Box::leak(Box::new(Arc::new(config)));
    (config, authority.der().clone())
}

fn server(name: &str) -> (Server, CertificateDer<'static>) {
    let (config, authority) = config(name);
    let script = vec![answer(200, "", r#"{"recommendation":"OK"}"#)];
    let server = Server::start_over(script, |socket| {
        StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), socket)
    });
    (server, authority)
}

fn settings(url: &str) -> Settings {
    let url = url.replace("http://127.0.0.1", "https://localhost");
    let wait = Duration::from_millis(1);
    Settings::new(Token::new("sk_live_1").unwrap())
        .with_base_url(&url)
        .unwrap()
        .with_retries(
            RetryPolicy::default()
                .with_attempts(2)
                .with_waits(wait, wait),
        )
        .with_check_timeout(Duration::from_secs(60))
}

fn ureq_client(settings: Settings, trusted: Option<&CertificateDer<'_>>) -> ureq::Client {
    let mut agent = ::ureq::Agent::config_builder();
    if let Some(authority) = trusted {
        let root = Certificate::from_der(authority).to_owned();
        let roots = RootCerts::new_with_certs(&[root]);
        agent = agent.tls_config(TlsConfig::builder().root_certs(roots).build());
    }
    ureq::Client::over(ureq::agent(agent.build()), settings)
}

fn reqwest_client(settings: Settings, trusted: Option<&CertificateDer<'_>>) -> reqwest::Client {
    let mut builder = reqwest::builder();
    if let Some(authority) = trusted {
        let root = ::reqwest::Certificate::from_der(authority).unwrap();
        builder = builder.add_root_certificate(root);
    }
    reqwest::Client::over(builder.build().unwrap(), settings)
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(future)
}

/// Sends a check over ureq and over reqwest. Returns each result and the number of requests so far.
fn sent(name: &str, is_trusted: bool) -> [(Result<Answer, SendError>, usize); 2] {
    let check = VoucherCheck::new("abc-123-ZYZ");

    let (server, authority) = server(name);
    let trusted = is_trusted.then_some(&authority);
    let client = ureq_client(settings(&server.url()), trusted);
    let ureq = (client.send(&check), server.requests().len());

    let (server, authority) = self::server(name);
    let trusted = is_trusted.then_some(&authority);
    let client = reqwest_client(settings(&server.url()), trusted);
    [
        ureq,
        (block_on(client.send(&check)), server.requests().len()),
    ]
}

/// Starts a server that reads the headers and this many bytes of the body, answers, and closes the connection, which resets it.
fn answer_early(
    config: Config,
    socket: TcpStream,
    of_body: usize,
    is_announced: bool,
) -> std::io::Result<()> {
    let mut stream = StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), socket);
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    stream.read_exact(&mut vec![0; of_body])?;
    stream.write_all(b"HTTP/1.1 413 No\r\nContent-Length: 4\r\n\r\nnull")?;
    if is_announced {
        stream.conn.send_close_notify();
    }
    stream.flush()
}

fn long(bytes: usize) -> Prepared {
    let long = serde_json::json!({
        "method": "POST", "endpoint": "/v2/voucher", "path": "/v2/voucher",
        "body": "x".repeat(bytes), "timestamp": null, "is_now": false,
    });
    serde_json::from_value(long).unwrap()
}

#[test]
fn an_answer_before_the_reset_is_reported() {
    let (config, authority) = config("localhost");
    for (bytes, of_body, is_announced) in [
        (60_000, 0, false),
        (100_000, 0, false),
        (100_000, 0, true),
        (100_000, 50_000, true),
        (1_000_000, 0, false),
        (1_000_000, 500_000, true),
        (8_000_000, 0, false),
        (8_000_000, 7_999_999, true),
    ] {
        let serve = move |socket| drop(answer_early(config, socket, of_body, is_announced));
        let address = serve_sockets(serve);
        let settings = settings(&format!("http://{address}")).with_retries(RetryPolicy::never());
        let long = long(bytes);
        for _ in 0..3 {
            let client = ureq_client(settings.clone(), Some(&authority));
            let ureq = client.send_prepared(&long);
            let client = reqwest_client(settings.clone(), Some(&authority));
            let reqwest = block_on(client.send_prepared(&long));
            for (client, result) in [("ureq", ureq), ("reqwest", reqwest)] {
                let error = result.unwrap_err();
                let answer = error.answer().map(Answer::status);
                assert_eq!(answer, Some(413), "{client}, {bytes} bytes: {error}");
            }
        }
    }
}

#[test]
fn a_host_with_a_valid_certificate_gets_the_event() {
    for (result, requests) in sent("localhost", true) {
        assert_eq!(result.unwrap().status(), 200);
        assert_eq!(requests, 1);
    }
}

#[test]
fn a_host_with_a_certificate_for_another_name_does_not() {
    for (result, requests) in sent("api.ravelin.com", true) {
        let message = result.unwrap_err().to_string();
        assert!(
            message.contains("attempt 2: no answer, the connection failed: "),
            "{message}"
        );
        assert!(message.contains("certificate"), "{message}");
        assert_eq!(requests, 0);
    }
}

#[test]
fn a_host_with_an_untrusted_certificate_does_not() {
    for (result, requests) in sent("localhost", false) {
        let message = result.unwrap_err().to_string();
        assert!(message.contains("certificate"), "{message}");
        assert_eq!(requests, 0);
    }
}
