//! The `ureq` client looks a host up only to open a connection.

use http::Request;
use std::time::Duration;
use ureq::{Agent, Error, Timeout};
use voucher_clients::{Server, answer};
use voucher_core::VoucherCheck;
use voucher_core::http::{RetryPolicy, Settings, Token};
use voucher_core::ureq::{Client, agent};

/// Sends a request that fails if a host is looked up, because the time for that is zero.
fn send_without_look_up(agent: &Agent, url: &str, idle_age: Duration) -> Result<u16, Error> {
    let request = Request::get(url).body(()).unwrap();
    let request = agent
        .configure_request(request)
        .timeout_resolve(Some(Duration::ZERO))
        .max_idle_age(idle_age)
        .build();
    Ok(agent.run(request)?.status().as_u16())
}

#[test]
fn a_host_is_not_looked_up_for_a_request_over_an_idle_connection() {
    let server = Server::start(vec![answer(200, "", "{}"), answer(204, "", "")]);
    let url = server.url().replace("127.0.0.1", "localhost");
    let config = Agent::config_builder().ip_family(ureq::config::IpFamily::Ipv4Only);
    let agent = agent(config.proxy(None).build());
    let settings = Settings::new(Token::new("sk_test_1").unwrap());
    let client = Client::over(agent.clone(), settings.with_base_url(&url).unwrap());
    client.send(&VoucherCheck::new("abc-123-ZYZ")).unwrap();

    let hour = Duration::from_secs(3_600);
    assert_eq!(send_without_look_up(&agent, &url, hour).unwrap(), 204);
    let fresh = send_without_look_up(&agent, &url, Duration::ZERO);
    assert!(
        matches!(fresh, Err(Error::Timeout(Timeout::Resolve))),
        "{fresh:?}"
    );
    assert_eq!(server.connections(), 1);
}

#[test]
fn an_unknown_host_is_reported() {
    // This top-level domain never exists: https://www.rfc-editor.org/rfc/rfc6761#section-6.4
    let settings = Settings::new(Token::new("sk_test_1").unwrap())
        .with_base_url("http://host.invalid")
        .unwrap()
        .with_retries(RetryPolicy::never())
        .with_check_timeout(Duration::from_secs(20));
    let client = Client::over(agent(Agent::config_builder().proxy(None).build()), settings);
    let error = client.send(&VoucherCheck::new("abc-123-ZYZ")).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("no answer, the connection failed: "),
        "{error}"
    );
}
