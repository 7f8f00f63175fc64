//! The serde format of a prepared event: six members, as a map or as a sequence in this order.
//!
//! | member | contains |
//! | --- | --- |
//! | `method` | the HTTP method |
//! | `endpoint` | the path of the definition. For a host other than `api`, `//`, the role of the host, and the path: `//3ds/v3/x` |
//! | `path` | the path of the request, and its query: `/v1/books?limit=10` |
//! | `body` | the JSON body; empty if the request has none |
//! | `timestamp` | the event's timestamp, if it has one |
//! | `is_now` | whether the timestamp was read from the clock |
//!
//! Rows of earlier versions have the same members. An earlier version rejects a row with a query or another host, because
//! neither is a path, so it never sends a part of a request or a token to the wrong host.

use super::Prepared;
use crate::{Endpoint, Timestamp};
use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use voucher_definition::check_segment;

const MEMBERS: &[&str] = &["method", "endpoint", "path", "body", "timestamp", "is_now"];

impl Serialize for Prepared {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut to = to.serialize_struct("Prepared", MEMBERS.len())?;
        to.serialize_field("method", self.endpoint.method())?;
        to.serialize_field("endpoint", &stored_endpoint(&self.endpoint))?;
        to.serialize_field("path", &self.target)?;
        to.serialize_field("body", &self.body)?;
        to.serialize_field("timestamp", &self.timestamp)?;
        to.serialize_field("is_now", &self.is_now)?;
        to.end()
    }
}

impl<'de> Deserialize<'de> for Prepared {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_struct("Prepared", MEMBERS, Stored)
    }
}

/// The maximum length of a path: longer than that of any endpoint, and shorter than the limit of a URI.
const MAX_PATH_LENGTH: usize = 8_192;
/// The maximum length of a query. Together with the longest path, it is shorter than the limit of a URI.
const MAX_QUERY_LENGTH: usize = 32_768;

fn stored_endpoint(endpoint: &Endpoint) -> Cow<'_, str> {
    if endpoint.host() == Endpoint::API {
        return Cow::Borrowed(endpoint.path());
    }
    Cow::Owned(String::from("//") + endpoint.host() + endpoint.path())
}

/// Splits a stored endpoint into the role of its host, unless that is `api`, and its path.
fn split_endpoint(endpoint: &str) -> (Option<&str>, &str) {
    let host = endpoint.strip_prefix("//");
    match host.and_then(|rest| rest.split_at_checked(rest.find('/')?)) {
        Some((host, path)) if is_host(host) => (Some(host), path),
        _ => (None, endpoint),
    }
}

fn is_host(host: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !host.is_empty() && host.bytes().all(is_allowed)
}

/// The members that have been read so far.
#[derive(Default)]
struct Parts {
    method: Option<String>,
    endpoint: Option<String>,
    path: Option<String>,
    body: Option<String>,
    timestamp: Option<Timestamp>,
    is_now: Option<bool>,
}

struct Stored;

impl<'de> Visitor<'de> for Stored {
    type Value = Prepared;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a prepared event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Prepared, A::Error> {
        let mut parts = Parts::default();
        while let Some(name) = from.next_key::<Cow<'_, str>>()? {
            match &*name {
                "method" => parts.method = Some(from.next_value()?),
                "endpoint" => parts.endpoint = Some(from.next_value()?),
                "path" => parts.path = Some(from.next_value()?),
                "body" => parts.body = Some(from.next_value()?),
                "timestamp" => parts.timestamp = from.next_value()?,
                "is_now" => parts.is_now = Some(from.next_value()?),
                _ => drop(from.next_value::<IgnoredAny>()?),
            }
        }
        parts.prepared()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Prepared, A::Error> {
        let parts = Parts {
            method: from.next_element()?,
            endpoint: from.next_element()?,
            path: from.next_element()?,
            body: from.next_element()?,
            timestamp: from.next_element::<Option<Timestamp>>()?.flatten(),
            is_now: from.next_element()?,
        };
        parts.prepared()
    }
}

impl Parts {
    /// Returns the event. It is checked, since the stored members may have been changed: a request can be built from
    /// it.
    fn prepared<E: Error>(self) -> Result<Prepared, E> {
        let method = self.method.ok_or(E::missing_field("method"))?;
        if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(E::custom(
                "invalid `method`: expected an HTTP method in upper-case letters",
            ));
        }
        let endpoint = self.endpoint.ok_or(E::missing_field("endpoint"))?;
        let (host, template) = split_endpoint(&endpoint);
        let target = self.path.ok_or(E::missing_field("path"))?;
        let path_length = target.find('?').unwrap_or(target.len());
        let (path, query) = target.split_at(path_length);
        if [template, path].into_iter().any(|path| !is_path(path)) {
            return Err(E::custom(
                "invalid path: expected an absolute URL path without empty, `.` or `..` segments",
            ));
        }
        if !is_query(query) {
            return Err(E::custom(
                "invalid query: expected `?` and the characters of a URL's query",
            ));
        }
        Ok(Prepared {
            endpoint: Endpoint::stored(host, method, template.into()),
            path_length,
            target,
            body: self.body.ok_or(E::missing_field("body"))?,
            timestamp: self.timestamp,
            is_now: self.is_now.ok_or(E::missing_field("is_now"))?,
        })
    }
}

/// Checks whether a string is an absolute path of RFC 3986 without query and fragment that no URL library changes: no
/// segment is empty, `.` or `..`, not even percent-encoded.
pub(crate) fn is_path(path: &str) -> bool {
    let is_allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%".contains(&byte);
    let is_segment = |segment: &str| {
        let decoded = segment.replace("%2e", ".").replace("%2E", ".");
        check_segment(&decoded).is_ok() && segment.bytes().all(is_allowed)
    };
    let segments = path.strip_prefix('/');
    path.len() <= MAX_PATH_LENGTH
        && segments.is_some_and(|segments| segments.split('/').all(is_segment))
}

/// Checks whether a string is empty, or `?` and a query of RFC 3986.
fn is_query(query: &str) -> bool {
    let is_allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/?".contains(&byte);
    query.len() <= MAX_QUERY_LENGTH && query != "?" && query.bytes().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::Prepared;
    use crate::{RavelinEvent, VoucherCheck};
    use serde_json::{Value, json};

    fn stored() -> (Prepared, Value) {
        let prepared = VoucherCheck::new("abc-123-ZYZ").prepare().unwrap();
        let stored = serde_json::to_value(&prepared).unwrap();
        (prepared, stored)
    }

    #[test]
    fn a_stored_event_is_restored_unchanged() {
        let (prepared, stored) = stored();
        assert_eq!(stored["body"], r#"{"customerId":"abc-123-ZYZ"}"#);
        assert_eq!(
            serde_json::from_value::<Prepared>(stored.clone()).unwrap(),
            prepared
        );
        let members = ["method", "endpoint", "path", "body", "timestamp", "is_now"];
        let list = Value::from_iter(members.map(|name| stored[name].clone()));
        assert_eq!(serde_json::from_value::<Prepared>(list).unwrap(), prepared);
    }

    #[test]
    fn a_host_a_query_and_a_missing_body_are_restored() {
        let (_, mut stored) = stored();
        for (member, value) in [
            ("method", json!("GET")),
            ("endpoint", json!("//3ds/v3/books/:id")),
            ("path", json!("/v3/books/7?tag=a%26b&tag=%C3%A9&after=")),
            ("body", json!("")),
        ] {
            stored[member] = value;
        }
        let restored: Prepared = serde_json::from_value(stored.clone()).unwrap();
        let endpoint = restored.endpoint();
        assert_eq!((endpoint.host(), endpoint.path()), ("3ds", "/v3/books/:id"));
        assert_eq!(restored.path(), "/v3/books/7");
        assert_eq!(restored.query(), Some("tag=a%26b&tag=%C3%A9&after="));
        assert_eq!((restored.has_body(), restored.body()), (false, ""));
        assert_eq!(serde_json::to_value(&restored).unwrap(), stored);
        let shown = alloc::format!("{restored:?}");
        assert!(shown.contains(":id") && !shown.contains("tag") && !shown.contains("books/7"));
    }

    #[test]
    fn events_that_cannot_become_a_request_are_rejected() {
        let (_, stored) = stored();
        for (member, value) in [
            ("method", json!("PO ST")),
            ("method", json!("")),
            ("path", json!("v2/voucher")),
            ("path", json!("//evil/v2")),
            ("path", json!("/v2/vou cher")),
            ("path", json!("/v2/shop//1")),
            ("path", json!("/v2/shop/1/")),
            ("path", json!("/v2/../v3/login")),
            ("path", json!("/v2/./login")),
            ("path", json!("/v2/%2e%2E/login")),
            ("path", json!("/v2/.%2e/login")),
            ("path", json!("/v2\r\nx")),
            ("path", json!(alloc::format!("/{}", "x".repeat(70_000)))),
            ("path", json!("/v2/voucher?")),
            ("path", json!("/v2/voucher?a=b c")),
            ("path", json!("/v2/voucher?a#b")),
            ("path", json!("?a=b")),
            ("path", json!("//3ds/v2/voucher")),
            ("path", json!(alloc::format!("/v2?{}", "x".repeat(33_000)))),
            ("endpoint", json!("/é")),
            ("endpoint", json!("//evil.com/v2/voucher")),
            ("endpoint", json!("//3ds")),
            ("endpoint", json!("///v2/voucher")),
            ("endpoint", json!("/v2/voucher?a=b")),
            ("timestamp", json!(1_512_828_988)),
            ("body", json!(null)),
        ] {
            let mut changed = stored.clone();
            changed[member] = value;
            assert!(
                serde_json::from_value::<Prepared>(changed.clone()).is_err(),
                "{changed}"
            );
        }
        for member in ["method", "endpoint", "path", "body", "is_now"] {
            let mut changed = stored.clone();
            changed.as_object_mut().unwrap().remove(member);
            assert!(
                serde_json::from_value::<Prepared>(changed.clone()).is_err(),
                "{changed}"
            );
        }
    }
}
