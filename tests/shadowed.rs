//! A local type may have the name of a primitive that does not suit its field.

#![allow(non_camel_case_types)] // the names are the point
#![allow(clippy::builtin_type_shadow)] // as above

use voucher_core::{AmountField, Currency, RavelinEvent, Timestamp};

/// Pence.
struct f64(i64);

impl AmountField for f64 {
    fn amount(
        &self,
        _: Option<Currency>,
    ) -> Result<voucher_core::Amount, voucher_core::AmountError> {
        Ok(voucher_core::Amount::from_minor(self.0))
    }
}

type bool = String;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher")]
struct Promo {
    timestamp: Timestamp,
    voucher_code: bool,
    value: f64,
    referral_value: Option<f64>,
    currency: Currency,
    creation_time: Timestamp,
}

#[test]
fn a_local_type_with_the_name_of_a_rejected_primitive_is_sent() {
    let time = Timestamp::from_millis(1_795_602_202_000).unwrap();
    let promo = Promo {
        timestamp: time,
        voucher_code: "SPRING-15".into(),
        value: f64(1_500),
        referral_value: Some(f64(500)),
        currency: Currency::GBP,
        creation_time: time,
    };
    let json = promo.to_json().unwrap();
    assert!(
        json.contains(r#""voucherCode":"SPRING-15","value":1500,"#),
        "{json}"
    );
    assert!(json.contains(r#""referralValue":500"#), "{json}");
}
