//! A request to this machine never goes through a proxy from the environment. Each case runs in a separate process, because a
//! test cannot set its own environment.

use std::process::Command;
use voucher_clients::{Server, answer};
use voucher_core::VoucherCheck;
use voucher_core::http::{RetryPolicy, Settings, Token};

const VARIABLES: [&str; 6] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
];

/// How the child process creates its clients.
#[derive(Clone, Copy, PartialEq)]
enum Construction {
    BySettings,
    /// With a builder of the HTTP library, which has the library's default proxies.
    ByBuilder,
    /// With a configured proxy.
    WithProxy,
}

impl Construction {
    const ALL: [(Self, &str); 3] = [
        (Self::BySettings, "settings"),
        (Self::ByBuilder, "builder"),
        (Self::WithProxy, "proxy"),
    ];

    fn name(self) -> &'static str {
        let mut all = Self::ALL.into_iter();
        all.find(|(construction, _)| *construction == self)
            .unwrap()
            .1
    }
}

/// Sends a check over each client, in a process with these environment variables.
fn run(construction: Construction, url: &str, proxy: &Server, variables: &[(&str, &str)]) {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "child", "--ignored"]);
    for name in VARIABLES.into_iter().chain(["NO_PROXY", "no_proxy"]) {
        child.env_remove(name);
    }
    child
        .envs(variables.iter().copied())
        .env("VOUCHER_MADE", construction.name())
        .env("VOUCHER_URL", url)
        .env("VOUCHER_PROXY", proxy.url());
    let output = child.output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
#[ignore = "the other tests run it, each in a process with its own environment"]
fn child() {
    let variable = |name| std::env::var(name).unwrap();
    let (construction, url) = (variable("VOUCHER_MADE"), variable("VOUCHER_URL"));
    let mut all = Construction::ALL.into_iter();
    let (construction, _) = all.find(|(_, name)| *name == construction).unwrap();
    let token = Token::new(if url.contains("127.0.0.1") {
        "sk_live_1"
    } else {
        "sk_test_1"
    });
    let settings = Settings::new(token.unwrap())
        .with_base_url(&url)
        .unwrap()
        .with_retries(RetryPolicy::never());
    let check = VoucherCheck::new("abc-123-ZYZ");

    let agent = ureq::Agent::config_builder();
    let proxy = ureq::Proxy::new(&variable("VOUCHER_PROXY")).unwrap();
    let client = match construction {
        Construction::BySettings => voucher_core::ureq::Client::with_settings(settings.clone()),
        Construction::ByBuilder => {
            let agent = agent.build().new_agent();
            voucher_core::ureq::Client::over(agent, settings.clone())
        }
        Construction::WithProxy => {
            let agent = agent.proxy(Some(proxy)).build();
            voucher_core::ureq::Client::over(voucher_core::ureq::agent(agent), settings.clone())
        }
    };
    // The server and the proxy record the request.
    let _ = client.send(&check);

    let builder = voucher_core::reqwest::builder();
    let proxy = reqwest::Proxy::all(variable("VOUCHER_PROXY")).unwrap();
    let client = match construction {
        Construction::BySettings => voucher_core::reqwest::Client::with_settings(settings).unwrap(),
        Construction::ByBuilder => {
            voucher_core::reqwest::Client::over(builder.build().unwrap(), settings)
        }
        Construction::WithProxy => {
            let transport = builder.proxy(proxy).build().unwrap();
            voucher_core::reqwest::Client::over(transport, settings)
        }
    };
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    let _ = runtime.block_on(client.send(&check));
}

fn server() -> Server {
    Server::start(vec![answer(200, "", "null"); 20])
}

/// Names of this machine that reach the server.
const REACHED: [&str; 3] = ["127.0.0.1", "localhost", "LOCALHOST"];
/// Other names of this machine, which may not resolve, or at which the server does not listen.
const OTHERS: [&str; 6] = [
    "127.0.0.2",
    "127.255.255.254",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "localhost.",
    "shop.localhost",
];

#[test]
fn a_request_to_this_machine_ignores_proxies_of_the_environment() {
    for host in REACHED.into_iter().chain(OTHERS) {
        let (server, proxy) = (server(), server());
        let url = server.url().replace("127.0.0.1", host);
        let proxies = VARIABLES.map(|name| (name, proxy.url()));
        let proxies = proxies.each_ref().map(|(name, url)| (*name, url.as_str()));
        for construction in [Construction::BySettings, Construction::ByBuilder] {
            run(construction, &url, &proxy, &proxies);
        }
        assert_eq!(proxy.connections(), 0, "{host}");
        if REACHED.contains(&host) {
            assert_eq!(server.requests().len(), 4, "{host}");
        }
    }
}

#[test]
fn each_variable_alone_is_ignored_for_this_machine() {
    for name in VARIABLES {
        let (server, proxy) = (server(), server());
        let elsewhere = [(name, &*proxy.url()), ("NO_PROXY", "example.com")];
        run(Construction::BySettings, &server.url(), &proxy, &elsewhere);
        assert_eq!(
            (server.requests().len(), proxy.connections()),
            (2, 0),
            "{name}"
        );
    }
}

#[test]
fn a_proxy_that_the_user_configured_is_used() {
    for variables in [
        &[][..],
        &[("HTTP_PROXY", "http://127.0.0.1:1"), ("NO_PROXY", "*")],
    ] {
        let (server, proxy) = (server(), server());
        run(Construction::WithProxy, &server.url(), &proxy, variables);
        assert_eq!((server.connections(), proxy.connections()), (0, 2));
    }
}

#[test]
fn a_request_to_another_machine_uses_the_proxy_of_the_environment() {
    let proxy = server();
    run(
        Construction::BySettings,
        "http://api.invalid",
        &proxy,
        &[("HTTP_PROXY", &proxy.url()), ("http_proxy", &proxy.url())],
    );
    assert_eq!(proxy.connections(), 2);
}
