//! The toolkit works without the features `std` and `serde`, and errors name a missing feature.

use voucher_core::{Currency, RavelinEvent, Rule, Timestamp};
use voucher_feature_off::{Kind, Promo};

fn promo() -> Promo {
    Promo {
        voucher_code: "SPRING-15".into(),
        value: 1_500,
        currency: Currency::GBP,
        creation_time: 1_512_828_988,
        voucher_type: Kind::General,
    }
}

#[test]
fn the_caller_passes_the_time() {
    let mut out = Vec::new();
    let now = Timestamp::from_secs(1_512_828_988).unwrap();
    promo().encode_at(&mut out, now).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        r#"{"timestamp":1512828988000,"voucher":{"voucherCode":"SPRING-15","value":1500,"currency":"GBP","creationTime":1512828988000,"voucherType":"GENERAL"}}"#
    );
}

#[test]
fn without_a_clock_now_is_a_violation_with_advice() {
    let violations = promo().to_json().unwrap_err();
    assert_eq!(violations.len(), 1);
    assert_eq!(violations.first().rule(), Rule::Required);
    assert!(
        violations.to_string().contains("`encode_at`"),
        "{violations}"
    );
}

#[test]
fn the_error_names_the_feature_that_a_key_needs() {
    trybuild::TestCases::new().compile_fail("tests/wrong/*.rs");
}
