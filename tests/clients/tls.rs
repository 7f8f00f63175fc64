//! A token goes to whoever proves to be the host, and to nobody else.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::sync::Arc;
use std::time::Duration;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use voucher_clients::{Server, answer};
use voucher_core::VoucherCheck;
use voucher_core::http::{Answer, RetryPolicy, SendError, Settings, Token};

/// A server of this name, and the certificate of the authority that vouches for it.
fn server(name: &str) -> (Server, CertificateDer<'static>) {
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
    // It lives as long as its server, which is as long as the test.
    let config: &'static Arc<ServerConfig> = Box::leak(Box::new(Arc::new(config)));
    let script = vec![answer(200, "", r#"{"recommendation":"OK"}"#)];
    let server = Server::start_over(script, |socket| {
        StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), socket)
    });
    (server, authority.der().clone())
}

fn settings(server: &Server) -> Settings {
    let url = server
        .url()
        .replace("http://127.0.0.1", "https://localhost");
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

/// What comes of a check over ureq and over reqwest, where the authority is trusted or not.
fn sent(name: &str, is_trusted: bool) -> [(Result<Answer, SendError>, usize); 2] {
    let check = VoucherCheck::new("abc-123-ZYZ");

    let (server, authority) = server(name);
    let root = Certificate::from_der(&authority).to_owned();
    let mut agent = ureq::Agent::config_builder();
    if is_trusted {
        let roots = RootCerts::new_with_certs(&[root]);
        agent = agent.tls_config(TlsConfig::builder().root_certs(roots).build());
    }
    let client = voucher_core::ureq::Client::over(agent.build().new_agent(), settings(&server));
    let ureq = (client.send(&check), server.asked().len());

    let (server, authority) = self::server(name);
    let mut builder = voucher_core::reqwest::builder();
    if is_trusted {
        builder = builder.add_root_certificate(reqwest::Certificate::from_der(&authority).unwrap());
    }
    let client = voucher_core::reqwest::Client::over(builder.build().unwrap(), settings(&server));
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    [
        ureq,
        (runtime.block_on(client.send(&check)), server.asked().len()),
    ]
}

#[test]
fn a_host_that_proves_itself_is_sent_to() {
    for (result, requests) in sent("localhost", true) {
        assert_eq!(result.unwrap().status(), 200);
        assert_eq!(requests, 1);
    }
}

#[test]
fn a_host_of_another_name_is_not() {
    for (result, requests) in sent("api.ravelin.com", true) {
        let said = result.unwrap_err().to_string();
        assert!(
            said.contains("attempt 2: no answer, the connection failed: "),
            "{said}"
        );
        assert!(said.contains("certificate"), "{said}");
        assert_eq!(requests, 0);
    }
}

#[test]
fn a_host_that_nobody_vouches_for_is_not() {
    for (result, requests) in sent("localhost", false) {
        let said = result.unwrap_err().to_string();
        assert!(said.contains("certificate"), "{said}");
        assert_eq!(requests, 0);
    }
}
