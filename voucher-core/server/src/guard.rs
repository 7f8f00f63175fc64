//! Which requests may read the page or change something, and the headers of its answers.

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::request::Parts;
use http::uri::Authority;
use http::{HeaderMap, Method};
use std::net::{Ipv4Addr, Ipv6Addr};

/// No inline scripts or styles, nothing from other hosts, no frames.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// Checks whether a request may have come from the page itself, or from a program that is not a browser.
///
/// # Errors
/// Returns why it is refused.
pub(crate) fn check(head: &Parts, allowed_hosts: &[String]) -> Result<(), String> {
    let host = head.headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.and_then(|host| host.parse::<Authority>().ok());
    let Some(host) = host else {
        return Err("expected the header `Host` with the address of the sandbox".into());
    };
    // With DNS rebinding, the name of another site leads to this machine. Such a name is never an address.
    if !is_safe(host.host()) && !allowed_hosts.iter().any(|name| name == host.host()) {
        return Err(format!(
            "expected `localhost` or an IP address in `Host`, found `{0}`; start the sandbox with `--allow-host {0}` if it has that name",
            host.host().escape_default()
        ));
    }
    if matches!(head.method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let origin = head.headers.get(ORIGIN);
    let is_same = origin.is_none_or(|origin| *origin == *format!("http://{host}"));
    let site = head.headers.get(FETCH_SITE);
    let is_same_site = site.is_none_or(|site| *site == *"same-origin" || *site == *"none");
    if is_same && is_same_site {
        Ok(())
    } else {
        Err(
            "the request was sent by a page of another origin; use the page of the sandbox itself"
                .into(),
        )
    }
}

/// Returns whether a host is `localhost` or an address.
fn is_safe(host: &str) -> bool {
    let in_brackets = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<Ipv4Addr>().is_ok()
        || in_brackets.is_some_and(|host| host.parse::<Ipv6Addr>().is_ok())
}

/// Adds the headers that every answer of the page has.
pub(crate) fn protect(headers: &mut HeaderMap) {
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Not `no-referrer`, because a form would then have the origin `null`.
        (REFERRER_POLICY, "same-origin"),
        (X_FRAME_OPTIONS, "DENY"),
        (RESOURCE_POLICY, "same-origin"),
        (OPENER_POLICY, "same-origin"),
        (CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use http::Request;

    fn is_allowed(method: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = Request::builder()
            .method(method)
            .uri("/__sandbox/page/faults");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (head, ()) = request.body(()).unwrap().into_parts();
        check(&head, &["sandbox".to_owned()]).is_ok()
    }

    #[test]
    fn only_names_that_cannot_be_rebound_may_read_the_page() {
        for host in [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:8080",
            "[::1]:8080",
            "192.0.2.1",
            "sandbox:80",
        ] {
            assert!(is_allowed("GET", &[("host", host)]), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "",
            "::1",
            "a b",
        ] {
            assert!(!is_allowed("GET", &[("host", host)]), "{host}");
        }
        assert!(!is_allowed("GET", &[]));
    }

    #[test]
    fn only_the_page_itself_may_change_something() {
        let host = ("host", "127.0.0.1:8080");
        let origin = |origin| ("origin", origin);
        assert!(is_allowed("POST", &[host]));
        assert!(is_allowed("POST", &[host, origin("http://127.0.0.1:8080")]));
        let same = ("sec-fetch-site", "same-origin");
        assert!(is_allowed(
            "DELETE",
            &[host, origin("http://127.0.0.1:8080"), same]
        ));
        for other in [
            "http://127.0.0.1:8081",
            "https://127.0.0.1:8080",
            "http://evil.example",
            "null",
            "",
        ] {
            assert!(!is_allowed("POST", &[host, origin(other)]), "{other}");
        }
        for site in ["cross-site", "same-site"] {
            assert!(
                !is_allowed("POST", &[host, ("sec-fetch-site", site)]),
                "{site}"
            );
        }
    }
}
