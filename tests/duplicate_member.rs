//! No body has a duplicate member, wherever a user's type is written. Parsers disagree on which of the two counts, and the
//! sandbox rejects such a body.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use voucher_core::sandbox::Sandbox;
use voucher_core::{Currency, CustomObject, RavelinEvent, Rule, Timestamp};

/// A user's type that serializes these members in order.
#[derive(Clone, Copy)]
enum Written {
    /// As a map whose length is known in advance.
    Announced(&'static [&'static str]),
    Unannounced(&'static [&'static str]),
    /// In an array inside a member.
    Deep(&'static [&'static str]),
    /// With a string key and an integer key.
    Mixed(&'static str, u8),
    TagIsField,
    EqualRenames,
}

#[derive(Serialize)]
#[serde(tag = "kind")]
enum Tagged {
    Note(Kind),
}

#[derive(Serialize)]
struct Kind {
    kind: u8,
}

#[derive(Serialize)]
struct Renamed {
    first: u8,
    #[serde(rename = "first")]
    second: u8,
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Announced(keys) => to.collect_map(keys.iter().map(|key| (key, 1))),
            Self::Unannounced(keys) => {
                let mut to = to.serialize_map(None)?;
                for key in *keys {
                    to.serialize_entry(key, &1)?;
                }
                to.end()
            }
            Self::Deep(keys) => to.collect_map([("list", [Written::Announced(keys)])]),
            Self::Mixed(key, integer) => {
                let mut to = to.serialize_map(Some(2))?;
                to.serialize_entry(key, &1)?;
                to.serialize_entry(integer, &2)?;
                to.end()
            }
            Self::TagIsField => Tagged::Note(Kind { kind: 1 }).serialize(to),
            Self::EqualRenames => Renamed {
                first: 1,
                second: 2,
            }
            .serialize(to),
        }
    }
}

impl CustomObject for Written {}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct WholeCustom<C> {
    voucher_code: &'static str,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    custom: C,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Members {
    voucher_code: &'static str,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    #[ravelin(custom)]
    member: Option<Written>,
    #[ravelin(extra = "new")]
    extra: Option<Written>,
}

fn whole_custom<C>(custom: C) -> WholeCustom<C> {
    WholeCustom {
        voucher_code: "SPRING",
        value: 1,
        currency: Currency::GBP,
        creation_time: Timestamp::MIN,
        custom,
    }
}

fn members(member: Option<Written>, extra: Option<Written>) -> Members {
    Members {
        voucher_code: "SPRING",
        value: 1,
        currency: Currency::GBP,
        creation_time: Timestamp::MIN,
        member,
        extra,
    }
}

fn only_violation(event: &impl RavelinEvent) -> (String, Rule, String) {
    let error = event.to_json().unwrap_err();
    assert_eq!(event.validate().unwrap_err(), error);
    assert_eq!(error.len(), 1);
    let violation = error.first();
    (
        violation.pointer().to_owned(),
        violation.rule(),
        violation.message().to_owned(),
    )
}

#[test]
fn a_duplicate_member_is_a_violation_of_its_field() {
    use Written::{Announced, Deep, EqualRenames, Mixed, TagIsField, Unannounced};
    for (written, key) in [
        (Announced(&["a", "a"]), "a"),
        (Announced(&["a", "b", "c", "a"]), "a"),
        (Announced(&["b", "a", "b"]), "b"),
        (Unannounced(&["a", "b", "b"]), "b"),
        (Deep(&["", ""]), ""),
        (Deep(&["a\"\n", "a\"\n"]), "a\"�"),
        (Mixed("7", 7), "7"),
        (TagIsField, "kind"),
        (EqualRenames, "first"),
    ] {
        let expected = |pointer: &str| {
            let message = format!("duplicate member `{key}`; remove one");
            (String::from(pointer), Rule::Object, message)
        };
        assert_eq!(
            only_violation(&whole_custom(written)),
            expected("/voucher/custom")
        );
        let member = members(Some(written), None);
        assert_eq!(only_violation(&member), expected("/voucher/custom/member"));
        let extra = members(None, Some(written));
        assert_eq!(only_violation(&extra), expected("/voucher/new"));
    }
}

#[test]
fn an_object_without_duplicates_is_sent_and_accepted() {
    use Written::{Announced, Deep, Mixed, Unannounced};
    let mut sandbox = Sandbox::new(7);
    let mut accepted = |body: &str| {
        let request = http::Request::post("/v2/voucher")
            .header("Authorization", "token sk_test_1")
            .header("Content-Type", "application/json");
        let reply = sandbox.answer(request.body(body.as_bytes()).unwrap(), Timestamp::MAX);
        assert_eq!(reply.response.status(), 200, "{body}");
    };
    for written in [
        Announced(&[]),
        Announced(&["b", "a", "c"]),
        Unannounced(&["a", "A", "aa", "\n", "\\n"]),
        Deep(&["list", "a"]),
        Mixed("8", 7),
    ] {
        accepted(&whole_custom(written).to_json().unwrap());
        accepted(&members(Some(written), Some(written)).to_json().unwrap());
    }
    let keys = || (0..1_000).map(|key| (key, json!({"a": key, "b": {"a": 1}})));
    accepted(
        &whole_custom(keys().collect::<HashMap<_, _>>())
            .to_json()
            .unwrap(),
    );
    accepted(
        &whole_custom(keys().collect::<BTreeMap<_, _>>())
            .to_json()
            .unwrap(),
    );
    // The name that `serde_json` uses internally for a number, as a user's member.
    let number = json!({"$serde_json::private::Number": "not a number"});
    accepted(&whole_custom(json!({"deep": [number]})).to_json().unwrap());
}
