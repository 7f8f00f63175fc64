//! Another crate's events, and events with its parts, are written and rejected exactly as expected.

use app::{Attempt, Check, Deep, Gift};
use events::{
    Money, Nothing, NothingMore, Pounds, Promo, PromoType, Question, RejectedAttempt, Rejection,
    Source, Wallet, Wrapped,
};
use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use voucher_core::{Currency, RavelinEvent, Rule, TextField, Timestamp};

const SECONDS: u32 = 1_512_828_988;
const TIME: Timestamp = match Timestamp::from_secs(1_512_828_988) {
    Ok(time) => time,
    Err(_) => Timestamp::MIN,
};

/// Returns what an event appends to a buffer that is not empty.
fn written(event: &impl RavelinEvent) -> String {
    let mut out = b"before".to_vec();
    event.encode_at(&mut out, TIME).unwrap();
    let out = String::from_utf8(out).unwrap();
    let wire = event.prepare_at(TIME).unwrap();
    assert_eq!(wire.body(), &out["before".len()..]);
    out
}

fn violations_of(event: &impl RavelinEvent) -> Vec<(String, String, Rule)> {
    let mut out = b"before".to_vec();
    let violations = event.encode_at(&mut out, TIME).unwrap_err();
    assert_eq!(out, b"before");
    assert_eq!(event.validate().unwrap_err(), violations);
    let violations = violations.iter();
    violations
        .map(|violation| {
            (
                violation.pointer().into(),
                violation.field().unwrap().into(),
                violation.rule(),
            )
        })
        .collect()
}

fn violation(pointer: &str, field: &str, rule: Rule) -> (String, String, Rule) {
    (pointer.into(), field.into(), rule)
}

fn money() -> Money<'static> {
    Money {
        value: 1_500,
        currency: Wallet::Named("gbp"),
    }
}

fn rejection<R: TextField>(reason: R) -> Rejection<R> {
    Rejection {
        payment_method_id: Some(9),
        time: 1_512_828_988_826_999,
        till: 3,
        receipt: Some(4),
        secret: (),
        failure_reason: Box::new(reason),
    }
}

#[test]
fn a_promo_with_every_key() {
    let mut promo = Promo::new("SPRING-15", Pounds(15.5), "xbt");
    assert_eq!(
        written(&promo),
        r#"before{"timestamp":1512828988000,"voucher":{"voucherCode":"SPRING-15","value":1550,"currency":"XBT","custom":{"shelf no.":0}},"eventType":"promo-created"}"#
    );
    promo.creation_time = Some(Timestamp::MIN);
    promo.expiry = Some(SECONDS);
    promo.voucher_type = Some(PromoType::Staff);
    promo.campaign = Some(7);
    promo.custom = BTreeMap::from([("new".into(), true)]);
    promo.campaign_id = Some(-1);
    assert_eq!(
        written(&promo),
        r#"before{"timestamp":1512828988000,"voucher":{"voucherCode":"SPRING-15","value":1550,"currency":"XBT","creationTime":100000000000,"expiry":1512828988000,"voucherType":"STAFF","custom":{"campaign":7,"shelf no.":0,"new":true},"campaignId":-1},"eventType":"promo-created"}"#
    );
}

#[test]
fn a_promo_that_violates_every_rule() {
    let mut promo = Promo::<u8>::new("A B", Pounds(0.001), "x1t");
    promo.expiry = Some(1);
    promo.shelf = 10;
    promo.custom = BTreeMap::from([("shelf no.".into(), true)]);
    assert_eq!(
        violations_of(&promo),
        [
            violation("/voucher/voucherCode", "Promo.code", Rule::Check),
            violation("/voucher/value", "Promo.value", Rule::Check),
            violation("/voucher/currency", "Promo.currency", Rule::Pattern),
            violation("/voucher/expiry", "Promo.expiry", Rule::Time),
            violation("/voucher/custom/shelf no.", "Promo.shelf", Rule::Check),
            violation("/voucher/custom", "Promo.custom", Rule::Object),
        ]
    );
    promo = Promo::new("A", Pounds(0.0), "GBP");
    assert_eq!(
        violations_of(&promo),
        [
            violation("/voucher/voucherCode", "Promo.code", Rule::Length),
            violation("/voucher/value", "Promo.value", Rule::Range),
        ]
    );
    promo = Promo::new("AB", Pounds(1.0), "GBP");
    promo.voucher_type = Some(PromoType::Staff);
    assert_eq!(violations_of(&promo), [violation("", "Promo", Rule::Check)]);
    promo.voucher_type = Some(PromoType::Everybody);
    assert!(promo.validate().is_ok());
}

#[test]
fn a_rejected_attempt_and_its_parts() {
    let (money, rejection) = (money(), rejection("EXPIRED"));
    let mut rejected_attempt = RejectedAttempt {
        timestamp: SystemTime::UNIX_EPOCH + Duration::from_secs(SECONDS.into()),
        voucher_code: "C".into(),
        money: &money,
        source: None,
        rejection: &rejection,
        customer_id: Some("U".into()),
        customer: Some(BTreeMap::from([("age".into(), 33)])),
    };
    assert_eq!(
        written(&rejected_attempt),
        r#"before{"timestamp":1512828988000,"voucherRedemption":{"voucherCode":"C","value":1500,"currency":"GBP","paymentMethodId":"9","redemptionTime":1512828988826,"success":false,"voucherType":"STAFF","failureReason":"EXPIRED","custom":{"till":3},"receipt":4},"customerId":"U","customer":{"age":33}}"#
    );
    let failure_source = "CLIENT";
    rejected_attempt.source = Some(Box::new(Source { failure_source }));
    let written = written(&rejected_attempt);
    assert!(
        written.contains(r#""currency":"GBP","failureSource":"CLIENT","paymentMethodId""#),
        "{written}"
    );
}

#[test]
fn an_event_with_parts_of_another_crate() {
    let mut gift = Gift {
        voucher_code: "C".into(),
        money: Arc::new(money()),
        creation_time: TIME,
        voucher_type: PromoType::Everybody,
    };
    assert_eq!(
        written(&gift),
        r#"before{"timestamp":1512828988000,"voucher":{"voucherCode":"C","value":1500,"currency":"GBP","creationTime":1512828988000,"voucherType":"GENERAL"}}"#
    );
    gift.money = Arc::new(Money {
        value: 0,
        currency: Wallet::Of(Currency::JPY),
    });
    assert_eq!(
        violations_of(&gift),
        [violation("/voucher", "Money", Rule::Check)]
    );
    let mut attempt = Attempt {
        timestamp: SECONDS.into(),
        rejection: rejection(String::from("EXPIRED")),
        voucher_code: 1,
        money: money(),
    };
    assert_eq!(
        written(&attempt),
        r#"before{"timestamp":1512828988000,"voucherRedemption":{"paymentMethodId":"9","redemptionTime":1512828988826,"success":false,"voucherType":"STAFF","failureReason":"EXPIRED","custom":{"till":3},"receipt":4,"voucherCode":"1","value":1500,"currency":"GBP"}}"#
    );
    attempt.rejection.payment_method_id = None;
    *attempt.rejection.failure_reason = "a reason of many words".into();
    attempt.money = Money {
        value: 100_001,
        currency: Wallet::Named("pounds"),
    };
    assert_eq!(
        violations_of(&attempt),
        [
            violation(
                "/voucherRedemption/paymentMethodId",
                "Rejection.payment_method_id",
                Rule::Required,
            ),
            violation(
                "/voucherRedemption/failureReason",
                "Rejection.failure_reason",
                Rule::Length,
            ),
            violation("/voucherRedemption/value", "Money.value", Rule::Range),
            violation("/voucherRedemption/currency", "Money.currency", Rule::Check),
        ]
    );
}

#[test]
fn flat_events() {
    let question = Question {
        customer_id: NonZeroU64::MIN,
        depth: Some(2),
    };
    assert_eq!(
        written(&question),
        r#"before{"customerId":"1","depth":2,"threshold":1}"#
    );
    assert_eq!(written(&Nothing {}), r#"before{"customerId":"7"}"#);
    let more = NothingMore {};
    assert_eq!(
        written(&Wrapped { more }),
        r#"before{"depth":1,"customerId":"7"}"#
    );
    let deep = Deep {
        customer_id: 1,
        more,
    };
    assert_eq!(written(&deep), r#"before{"customerId":"1","depth":1}"#);
}

#[test]
fn an_event_written_by_a_macro_of_another_crate() {
    let check = |who: &str| Check {
        customer_id: who.into(),
        voucher_type: (),
    };
    assert_eq!(
        written(&check("U")),
        r#"before{"customerId":"U","voucherType":"GENERAL"}"#
    );
    assert_eq!(
        violations_of(&check("secret")),
        [violation("", "Check", Rule::Check)]
    );
}
