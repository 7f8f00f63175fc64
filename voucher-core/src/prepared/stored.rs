//! The serde format of a prepared event: six members, as a map or as a sequence in this order.

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
        to.serialize_field("endpoint", self.endpoint.path())?;
        to.serialize_field("path", &self.path)?;
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
        let path = self.path.ok_or(E::missing_field("path"))?;
        if [&endpoint, &path].into_iter().any(|path| !is_path(path)) {
            return Err(E::custom(
                "invalid path: expected an absolute URL path without empty, `.` or `..` segments",
            ));
        }
        Ok(Prepared {
            endpoint: Endpoint::stored(method, endpoint),
            path,
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
            ("endpoint", json!("/é")),
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
