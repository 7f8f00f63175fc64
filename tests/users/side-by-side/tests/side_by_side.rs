//! The derives work whichever crate they are imported from.

use side_by_side::{Kind, Money, Promo};
use voucher_core::{Currency, RavelinEvent, Rule, Timestamp};

fn promo(voucher_code: &str) -> Promo<'_> {
    Promo {
        voucher_code,
        money: Money {
            value: 2,
            currency: Currency::GBP,
        },
        creation_time: Timestamp::MIN,
        voucher_type: Kind::General,
        campaign: 3,
        more: Some(false),
    }
}

#[test]
fn all_three_derives_write_and_reject() {
    let mut out = b"before".to_vec();
    promo("C").encode_at(&mut out, Timestamp::MIN).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        r#"before{"timestamp":100000000000,"voucher":{"voucherCode":"C","value":2,"currency":"GBP","creationTime":100000000000,"voucherType":"GENERAL","custom":{"campaign":3},"more":false}}"#
    );
    let violations = promo("").validate().unwrap_err();
    assert_eq!(violations.len(), 1);
    assert_eq!(violations.first().rule(), Rule::Length);
    assert_eq!(violations.first().field(), Some("Promo.voucher_code"));
}
