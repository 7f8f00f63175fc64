//! The names around a derive do not change what is written.

use std::collections::BTreeMap;
use strict::{Check, Gift, Kind, Money, Promo};
use voucher_core::{RavelinEvent, Rule, Timestamp};

const NOW: Timestamp = match Timestamp::from_secs(1_600_000_000) {
    Ok(now) => now,
    Err(_) => Timestamp::MIN,
};

/// Returns what an event appends to a buffer that is not empty.
fn written(event: &impl RavelinEvent) -> String {
    let mut out = b"before".to_vec();
    event.encode_at(&mut out, NOW).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(
        event.prepare_at(NOW).unwrap().body(),
        &out["before".len()..]
    );
    out
}

fn promo() -> Promo<'static, str> {
    Promo {
        voucher_code: "C",
        money: Money {
            value: 2,
            currency: "xbt",
        },
        creation_time: Timestamp::MIN,
        voucher_type: Some(Kind::General),
        referral_value: Some(4),
        __encoder: 1,
        __at: 2,
        custom: BTreeMap::from([("rest", 3)]),
        __value: 4,
    }
}

#[test]
fn names_do_not_change_what_is_written() {
    assert_eq!(
        written(&promo()),
        r#"before{"timestamp":1600000000000,"voucher":{"voucherCode":"C","value":2,"currency":"XBT","creationTime":100000000000,"expiry":1512828988826,"referralValue":4,"voucherType":"GENERAL","custom":{"__encoder":1,"__at":2,"rest":3},"self":4},"eventType":"e"}"#
    );
    let check = Check {
        customer_id: Some(7),
        timestamp: 1_512_828_988,
    };
    assert_eq!(
        written(&check),
        r#"before{"customerId":"7","timestamp":1512828988000,"voucherType":"GENERAL"}"#
    );
    assert_eq!(
        written(&Gift { voucher_code: 1 }),
        r#"before{"timestamp":1600000000000,"voucher":{"voucherCode":"1","value":1,"currency":"GBP","creationTime":1512828988826,"voucherType":"STAFF"}}"#
    );
}

#[test]
fn names_do_not_change_what_is_rejected() {
    let promo = Promo {
        voucher_code: "SPRING-15",
        money: Money {
            value: 3,
            currency: "x1t",
        },
        referral_value: Some(u8::MAX),
        ..promo()
    };
    let mut out = b"before".to_vec();
    let violations = promo.encode_at(&mut out, NOW).unwrap_err();
    assert_eq!(out, b"before");
    let found: Vec<_> = violations
        .iter()
        .map(|violation| {
            (
                violation.pointer(),
                violation.field().unwrap(),
                violation.rule(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("/voucher/voucherCode", "Promo.voucher_code", Rule::Length),
            ("/voucher/value", "Money.value", Rule::Check),
            ("/voucher/currency", "Money.currency", Rule::Pattern),
            (
                "/voucher/referralValue",
                "Promo.referral_value",
                Rule::Check
            ),
        ]
    );
    let check = Check {
        customer_id: None,
        timestamp: 1_512_828_988,
    };
    let violations = check.validate().unwrap_err();
    assert_eq!(violations.first().rule(), Rule::Required);
}
