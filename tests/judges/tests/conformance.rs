//! The encoder, the run-time validator and a JSON Schema validator agree on every body.

use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;
use voucher_core::RavelinEvent;
use voucher_definition::Definition;

/// A struct that maps every field, with types that can represent invalid values.
#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(event = "voucher")]
struct Any {
    #[ravelin(unix = "ms")]
    timestamp: i64,
    #[ravelin(required)]
    voucher_code: Option<String>,
    value: u64,
    #[ravelin(required)]
    currency: Option<String>,
    #[ravelin(unix = "ms", required)]
    creation_time: Option<i64>,
    referrer_id: Option<String>,
    #[ravelin(unix = "ms")]
    expiry: Option<i64>,
    referral_value: Option<i64>,
    voucher_type: Option<String>,
    custom: Option<Value>,
    event_type: Option<String>,
}

impl Any {
    /// Returns the expected body, built by hand.
    fn reference(&self) -> Value {
        let mut voucher = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                voucher.insert(name.into(), value);
            }
        };
        put("voucherCode", self.voucher_code.clone().map(Value::from));
        put("value", Some(self.value.into()));
        put("currency", self.currency.clone().map(Value::from));
        put("creationTime", self.creation_time.map(Value::from));
        put("referrerId", self.referrer_id.clone().map(Value::from));
        put("expiry", self.expiry.map(Value::from));
        put("referralValue", self.referral_value.map(Value::from));
        put("voucherType", self.voucher_type.clone().map(Value::from));
        put("custom", self.custom.clone());
        let mut body = json!({"timestamp": self.timestamp, "voucher": voucher});
        if let Some(event_type) = &self.event_type {
            body["eventType"] = event_type.clone().into();
        }
        body
    }
}

/// Checks the rule that JSON Schema cannot express: a currency is in ISO 4217, in upper or lower case.
fn is_listed(body: &Value) -> bool {
    let code = body.pointer("/voucher/currency").and_then(Value::as_str);
    code.is_none_or(is_currency)
}

/// `iso_currency` has the active codes. `tests/currency.rs` compares the withdrawn ones with the list of the maintenance agency.
fn is_currency(code: &str) -> bool {
    let code = code.to_ascii_uppercase();
    let withdrawn = voucher_definition::currency::WITHDRAWN;
    iso_currency::Currency::from_code(&code).is_some() || withdrawn.contains(&code.as_str())
}

static DEFINITION: LazyLock<&Definition> = LazyLock::new(|| Definition::find("voucher").unwrap());
static SCHEMA: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::draft202012::new(&voucher_judges::document(&DEFINITION)).unwrap());

fn time() -> impl Strategy<Value = i64> {
    prop_oneof![
        9 => 100_000_000_000_i64..253_402_300_800_000,
        1 => prop_oneof![
            Just(99_999_999_999), Just(100_000_000_000), Just(253_402_300_799_999), Just(253_402_300_800_000),
            Just(0), Just(1_512_828_988), Just(1_512_828_988_826_000), any::<i64>(),
        ],
    ]
}

fn code() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[A-Z0-9-]{1,40}", 2 => "\\PC{0,70}", 1 => "[\\x00-\\x7f]{0,40}", 1 => Just(String::new())]
}

fn custom() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        code().prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map(code(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    prop_oneof![
        1 => value.clone(),
        4 => proptest::collection::hash_map(code(), value, 0..4).prop_map(|members| Value::Object(members.into_iter().collect())),
    ]
}

prop_compose! {
    fn event()(
        timestamp in time(),
        voucher_code in prop_oneof![19 => code().prop_map(Some), 1 => Just(None)],
        value in prop_oneof![9 => 0_u64..1_000_000, 1 => any::<u64>()],
        currency in prop_oneof![
            9 => prop::sample::select(vec!["GBP", "eur", "Jpy", "HRK"]).prop_map(|code| Some(code.to_owned())),
            1 => of("[a-zA-Z]{3}|\\PC{0,4}|[A-Z]{3}\n"),
        ],
        creation_time in prop_oneof![19 => time().prop_map(Some), 1 => Just(None)],
        (referrer_id, event_type) in (of(code()), of("[a-z][a-z_-]{0,40}|\\PC{0,4}|-a|a\n")),
        (expiry, referral_value) in (of(time()), of(any::<i64>())),
        voucher_type in of("GENERAL|REFERRAL|REACTIVATION|STAFF|STAFF|general|\\PC{0,3}"),
        custom in of(custom()),
    ) -> Any {
        Any { timestamp, voucher_code, value, currency, creation_time, referrer_id, expiry, referral_value, voucher_type, custom, event_type }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(voucher_judges::cases()))]

    #[test]
    fn an_event_is_encoded_exactly_if_its_body_conforms(event in event()) {
        let mut reference = event.reference();
        let conforms = SCHEMA.is_valid(&reference) && is_listed(&reference);
        let mut out = Vec::from(*b"before");
        let encoded = event.encode(&mut out);
        prop_assert_eq!(encoded.is_ok(), conforms, "{:?} {}", encoded, reference);
        let encoded = voucher_judges::violations(encoded);
        prop_assert_eq!(&encoded, &voucher_judges::violations(DEFINITION.check(&reference)));
        prop_assert_eq!(&encoded, &voucher_judges::violations(event.validate()));
        prop_assert_eq!(&out[..6], b"before");
        if conforms {
            let currency = reference["voucher"]["currency"].as_str().unwrap().to_ascii_uppercase();
            reference["voucher"]["currency"] = currency.into();
            prop_assert_eq!(&serde_json::from_slice::<Value>(&out[6..]).unwrap(), &reference);
            prop_assert_eq!(&serde_json::to_value(event.wire()).unwrap(), &reference);
        } else {
            prop_assert_eq!(out.len(), 6);
            let hidden = event.voucher_code.as_deref().filter(|code| code.len() > 3).unwrap_or("\u{0}\u{0}");
            for (pointer, _, message) in &encoded {
                // Another field may have the same invalid value, and its violation quotes it.
                let expected_value = reference.pointer(pointer).and_then(Value::as_str);
                let is_its_own = pointer != "/voucher/voucherCode" && expected_value.is_some_and(|expected_value| expected_value.contains(hidden));
                prop_assert!(is_its_own || !message.contains(hidden), "{}: {}", pointer, message);
            }
        }
    }
}

/// Tests mutations of a valid body, for all three definitions.
fn near(definition: &'static Definition) -> impl Strategy<Value = Value> {
    let definitions: Vec<_> = definition
        .fields()
        .chain(definition.entity().map(|(field, _)| field))
        .collect();
    let odd = prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        Just(json!("")),
        Just(json!("GENERAL")),
        Just(json!("STAFF")),
        Just(json!("gbp")),
        Just(json!("XBT")),
        Just(json!("a b")),
        Just(json!([])),
        Just(json!({})),
        Just(json!(1.0)),
        Just(json!(1.5)),
        Just(json!(1_512_828_988)),
        Just(json!(1.512_828_988_826e12)),
        Just(json!(u64::MAX)),
        Just(json!(i64::MIN)),
        Just(json!(1e300)),
        Just(json!(-1e300)),
        Just(json!(11)),
        Just(json!(9_223_372_036_854_775_808_u64)),
        Just(json!(-9_223_372_036_854_775_808.0)),
        (0_i64..12).prop_map(Value::from),
    ];
    let change = (prop::sample::select(definitions), of(odd));
    proptest::collection::vec(change, 0..4).prop_map(move |changes| {
        let mut body = voucher_judges::example(definition);
        for (definition, value) in changes {
            let Some(Value::Object(parent)) = body.pointer_mut(definition.parent) else {
                continue;
            };
            match value {
                Some(value) => drop(parent.insert(definition.name.into(), value)),
                None => drop(parent.remove(definition.name)),
            }
        }
        body
    })
}

#[test]
fn the_run_time_validator_agrees_with_the_schema_validator() {
    use proptest::test_runner::TestRunner;
    for definition in voucher_definition::DEFINITIONS {
        let schema = jsonschema::draft202012::new(&voucher_judges::document(definition)).unwrap();
        let entity = definition.entity().map_or("", |(field, _)| field.name);
        let mut runner = TestRunner::new(ProptestConfig::with_cases(voucher_judges::cases()));
        let result = runner.run(&near(definition), |body| {
            let code = body
                .pointer(&format!("/{entity}/currency"))
                .and_then(Value::as_str);
            let listed = code.is_none_or(is_currency);
            let checked = definition.check(&body);
            prop_assert_eq!(
                checked.is_ok(),
                schema.is_valid(&body) && listed,
                "{:?} {}",
                checked,
                body
            );
            Ok(())
        });
        result.unwrap_or_else(|error| panic!("{}: {error}", definition.name));
    }
}
