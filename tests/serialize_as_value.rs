//! Any serializer writes an event as the same body.

use std::collections::BTreeMap;
use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher")]
struct Promo {
    timestamp: Timestamp,
    voucher_code: &'static str,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    custom: BTreeMap<&'static str, serde_json::Value>,
}

fn promo(custom: serde_json::Value) -> Promo {
    Promo {
        timestamp: Timestamp::MAX,
        voucher_code: "é\n",
        value: -1,
        currency: Currency::GBP,
        creation_time: Timestamp::MIN,
        custom: BTreeMap::from([("z", custom), ("a", serde_json::json!(5e-324))]),
    }
}

#[test]
fn the_value_has_the_same_members_in_the_same_order() {
    let promo = promo(serde_json::json!([0.1, u64::MAX, i64::MIN, null, {"b": 1, "a": {}}]));
    let body = promo.to_json().unwrap();
    assert_eq!(serde_json::to_string(&promo.wire()).unwrap(), body);
    let value: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(serde_json::to_value(promo.wire()).unwrap(), value);
}

#[test]
fn an_invalid_event_does_not_become_a_value() {
    let promo = Promo {
        voucher_code: "",
        ..promo(serde_json::json!(1))
    };
    let error = serde_json::to_value(promo.wire()).unwrap_err();
    assert_eq!(error.to_string(), promo.validate().unwrap_err().to_string());
}

#[test]
fn nesting_too_deep_for_parsers_is_an_error() {
    let mut deep = serde_json::json!(1);
    for _ in 0..200 {
        deep = serde_json::json!([deep]);
    }
    let promo = promo(deep);
    assert!(promo.to_json().is_ok());
    let error = serde_json::to_value(promo.wire()).unwrap_err();
    assert!(error.to_string().contains("recursion"), "{error}");
}
