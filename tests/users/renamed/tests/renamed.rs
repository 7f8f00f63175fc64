//! All three derives work if the toolkit has another name.

use ravelin::{Currency, RavelinEvent, Rule, Timestamp};
use renamed::{Kind, Money, Promo};

fn promo(code: &str, value: u16) -> Promo<Currency> {
    Promo {
        voucher_code: code.chars().collect(),
        money: Money {
            value,
            currency: Currency::GBP,
        },
        creation_time: Timestamp::MIN,
        voucher_type: Kind::Asked,
        campaign: "spring",
    }
}

fn violations_of(event: &impl RavelinEvent) -> Vec<(String, Rule)> {
    let violations = event.validate().unwrap_err();
    let violations = violations.iter();
    violations
        .map(|violation| (violation.field().unwrap().into(), violation.rule()))
        .collect()
}

#[test]
fn all_three_derives_work_under_a_renamed_crate() {
    let mut out = b"before".to_vec();
    promo("ABCD", 2)
        .encode_at(&mut out, Timestamp::MIN)
        .unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        r#"before{"timestamp":100000000000,"voucher":{"voucherCode":"ABCD","value":2,"currency":"GBP","creationTime":100000000000,"voucherType":"REFERRAL","custom":{"campaign":"spring"}}}"#
    );
}

#[test]
fn all_three_derives_reject_the_same_under_a_renamed_crate() {
    assert_eq!(
        violations_of(&promo("ABCDE", 1)),
        [
            ("Promo.voucher_code".into(), Rule::Length),
            ("Money.value".into(), Rule::Check),
        ]
    );
    assert_eq!(
        violations_of(&promo("A", 0)),
        [("Money.value".into(), Rule::Range)]
    );
    assert_eq!(
        violations_of(&promo("A", 102)),
        [("Promo".into(), Rule::Check)]
    );
}
