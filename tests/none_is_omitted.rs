//! `None` is omitted, never `null`; `0`, `false`, empty arrays and an empty `custom` map are sent.

use std::collections::BTreeMap;
use voucher_core::{Currency, RavelinEvent, Rule, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", optional(creation_time))]
struct Promo {
    timestamp: Timestamp,
    voucher_code: &'static str,
    value: i64,
    currency: Currency,
    creation_time: Option<Timestamp>,
    referrer_id: Option<u64>,
    referral_value: Option<i64>,
    #[ravelin(custom)]
    channel: Option<&'static str>,
    #[ravelin(custom)]
    tags: Option<Vec<Option<u8>>>,
    custom: Option<BTreeMap<&'static str, f64>>,
    #[ravelin(extra = "newField")]
    new: Option<bool>,
}

fn promo() -> Promo {
    Promo {
        timestamp: Timestamp::MIN,
        voucher_code: "A",
        value: 0,
        currency: Currency::GBP,
        creation_time: None,
        referrer_id: None,
        referral_value: None,
        channel: None,
        tags: None,
        custom: None,
        new: None,
    }
}

fn voucher(promo: &Promo) -> String {
    let json = promo.to_json().unwrap();
    let json = json.strip_prefix(
        r#"{"timestamp":100000000000,"voucher":{"voucherCode":"A","value":0,"currency":"GBP""#,
    );
    json.unwrap().strip_suffix("}}").unwrap().to_owned()
}

#[test]
fn none_is_omitted() {
    assert_eq!(voucher(&promo()), "");
}

#[test]
fn zero_false_and_empty_values_are_sent() {
    let promo = Promo {
        referrer_id: Some(0),
        referral_value: Some(0),
        tags: Some(vec![]),
        new: Some(false),
        ..promo()
    };
    assert_eq!(
        voucher(&promo),
        r#","referrerId":"0","referralValue":0,"custom":{"tags":[]},"newField":false"#
    );
}

#[test]
fn an_empty_map_is_sent_and_deeper_nones_are_null() {
    let empty = Promo {
        custom: Some(BTreeMap::new()),
        ..promo()
    };
    assert_eq!(voucher(&empty), r#","custom":{}"#);
    let deeper = Promo {
        tags: Some(vec![None, Some(1)]),
        ..promo()
    };
    assert_eq!(voucher(&deeper), r#","custom":{"tags":[null,1]}"#);
}

#[test]
fn a_number_that_is_not_finite_is_a_violation() {
    let promo = Promo {
        custom: Some(BTreeMap::from([("ratio", f64::NAN)])),
        ..promo()
    };
    let violations = promo.to_json().unwrap_err();
    assert_eq!(violations.len(), 1);
    assert_eq!(violations.first().pointer(), "/voucher/custom");
    assert_eq!(violations.first().rule(), Rule::Object);
}

#[test]
fn a_duplicate_member_is_a_violation() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Merged {
        voucher_code: &'static str,
        value: i64,
        currency: Currency,
        creation_time: Timestamp,
        #[ravelin(custom = "a \"quoted\" key")]
        member: u8,
        custom: serde_json::Value,
    }
    let merged = |custom| Merged {
        voucher_code: "A",
        value: 1,
        currency: Currency::GBP,
        creation_time: Timestamp::MIN,
        member: 1,
        custom,
    };
    let json = merged(serde_json::json!({"other": 2})).to_json().unwrap();
    assert!(
        json.ends_with(r#""custom":{"a \"quoted\" key":1,"other":2}}}"#),
        "{json}"
    );
    let violations = merged(serde_json::json!({"a \"quoted\" key": 2}))
        .to_json()
        .unwrap_err();
    assert_eq!(violations.first().field(), Some("Merged.custom"));
    let violations = merged(serde_json::json!([1])).to_json().unwrap_err();
    assert_eq!(violations.first().pointer(), "/voucher/custom");
}

#[test]
fn a_member_repeated_by_a_flattened_map_is_a_violation() {
    #[derive(serde::Serialize)]
    struct Campaign {
        name: &'static str,
        #[serde(flatten)]
        rest: BTreeMap<&'static str, u8>,
    }
    impl voucher_core::CustomObject for Campaign {}

    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Merged {
        voucher_code: u8,
        value: i64,
        currency: Currency,
        creation_time: Timestamp,
        custom: Campaign,
    }
    let merged = |key| Merged {
        voucher_code: 1,
        value: 1,
        currency: Currency::GBP,
        creation_time: Timestamp::MIN,
        custom: Campaign {
            name: "spring",
            rest: BTreeMap::from([(key, 1)]),
        },
    };
    assert!(
        merged("id")
            .to_json()
            .unwrap()
            .ends_with(r#"{"name":"spring","id":1}}}"#)
    );
    let violations = merged("name").to_json().unwrap_err();
    assert_eq!(violations.first().pointer(), "/voucher/custom");
}

#[test]
fn whole_custom_objects_do_not_affect_each_other() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "paymentmethod/voucher", timestamp = now, optional(voucher_type))]
    struct Redeemed {
        payment_method_id: u8,
        voucher_code: u8,
        redemption_time: Timestamp,
        success: bool,
        value: i64,
        currency: Currency,
        custom: Option<BTreeMap<u8, u8>>,
        customer: Option<BTreeMap<u8, u8>>,
    }
    let redeemed = Redeemed {
        payment_method_id: 1,
        voucher_code: 1,
        redemption_time: Timestamp::MIN,
        success: true,
        value: 1,
        currency: Currency::GBP,
        custom: Some(BTreeMap::new()),
        customer: None,
    };
    assert!(redeemed.to_json().unwrap().ends_with(r#","custom":{}}}"#));
}

fn parsed(code: &str) -> Option<Currency> {
    code.parse().ok()
}

fn filled(text: &&'static str) -> Option<&'static str> {
    Some(*text).filter(|text| !text.is_empty())
}

fn yes(answer: &str) -> Result<Option<bool>, &'static str> {
    match answer {
        "" => Ok(None),
        "yes" => Ok(Some(true)),
        _ => Err("not an answer"),
    }
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Required {
    voucher_code: &'static str,
    value: i64,
    #[ravelin(with = parsed, required)]
    currency: &'static str,
    creation_time: Timestamp,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, optional(currency, creation_time))]
struct Waived {
    voucher_code: &'static str,
    value: i64,
    #[ravelin(with = parsed)]
    currency: &'static str,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    #[ravelin(with = filled)]
    card_id: &'static str,
    #[ravelin(with = yes)]
    cash: &'static str,
}

#[test]
fn a_conversion_that_returns_an_option_is_optional() {
    let required = Required {
        voucher_code: "a",
        value: 1,
        currency: "pounds",
        creation_time: Timestamp::MIN,
    };
    assert_eq!(
        required.to_json().unwrap_err().first().rule(),
        Rule::Required
    );
    let waived = Waived {
        voucher_code: "a",
        value: 1,
        currency: "pounds",
    };
    assert!(waived.to_json().unwrap().ends_with(r#""value":1}}"#));

    let trade = |card_id, cash| Trade { card_id, cash }.to_json();
    assert_eq!(trade("4", "").unwrap(), r#"{"trade":{"cardId":"4"}}"#);
    assert_eq!(trade("", "yes").unwrap(), r#"{"trade":{"cash":true}}"#);
    assert_eq!(
        trade("4", "yes").unwrap_err().first().rule(),
        Rule::Exclusive
    );
}
