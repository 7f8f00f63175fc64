//! A part maps some fields of an entity, and fits every event that defines these fields with the same kind and rules.

use std::rc::Rc;
use voucher_core::{
    Currency, RavelinEvent, RavelinFields, Rule, Timestamp, Violation, Violations, VoucherType,
};

const TIME: Timestamp = match Timestamp::from_secs(1_512_828_988) {
    Ok(time) => time,
    Err(_) => Timestamp::MIN,
};

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Money {
    value: i64,
    currency: &'static str,
}

#[derive(RavelinFields)]
#[ravelin(event = "voucher", constant(voucher_type = "GENERAL"))]
struct Terms {
    expiry: Option<Timestamp>,
    #[ravelin(rename = "referrerId")]
    owner: Option<u64>,
    #[ravelin(custom)]
    campaign: &'static str,
    #[ravelin(extra = "shelf")]
    shelf: u8,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Created<'p> {
    #[ravelin(flatten)]
    price: &'p Money,
    voucher_code: &'static str,
    #[ravelin(flatten)]
    terms: Option<Rc<Terms>>,
    creation_time: Timestamp,
}

/// A second event uses the same parts, and so does a newtype around a reference to the first struct.
#[derive(RavelinEvent)]
#[ravelin(event = "paymentmethod/voucher", timestamp = now)]
struct Redeemed<'p> {
    payment_method_id: u8,
    voucher_code: &'static str,
    redemption_time: Timestamp,
    success: bool,
    #[ravelin(flatten)]
    price: &'p Money,
    #[ravelin(flatten)]
    terms: &'p Terms,
}

fn terms() -> Terms {
    Terms {
        expiry: Some(TIME),
        owner: Some(7),
        campaign: "spring",
        shelf: 3,
    }
}

fn body(event: &impl RavelinEvent) -> Result<String, Violations> {
    let prepared = event.prepare_at(TIME)?;
    let body = prepared
        .body()
        .strip_prefix(r#"{"timestamp":1512828988000,"#);
    Ok(body.unwrap().to_owned())
}

#[test]
fn a_part_is_written_where_it_is_flattened() {
    let price = Money {
        value: 5,
        currency: "gbp",
    };
    let mut created = Created {
        price: &price,
        voucher_code: "C",
        terms: None,
        creation_time: TIME,
    };
    assert_eq!(
        body(&created).unwrap(),
        r#""voucher":{"value":5,"currency":"GBP","voucherCode":"C","creationTime":1512828988000}}"#
    );
    created.terms = Some(Rc::new(terms()));
    assert_eq!(
        body(&created).unwrap(),
        r#""voucher":{"value":5,"currency":"GBP","voucherCode":"C","referrerId":"7","expiry":1512828988000,"voucherType":"GENERAL","custom":{"campaign":"spring"},"shelf":3,"creationTime":1512828988000}}"#
    );
    let redeemed = Redeemed {
        payment_method_id: 1,
        voucher_code: "C",
        redemption_time: TIME,
        success: true,
        price: &price,
        terms: &terms(),
    };
    assert_eq!(
        body(&redeemed).unwrap(),
        r#""voucherRedemption":{"paymentMethodId":"1","voucherCode":"C","redemptionTime":1512828988000,"success":true,"value":5,"currency":"GBP","referrerId":"7","expiry":1512828988000,"voucherType":"GENERAL","custom":{"campaign":"spring"},"shelf":3}}"#
    );
}

#[test]
fn a_violation_in_a_part_names_the_parts_field_and_the_events_entity() {
    let price = Money {
        value: 5,
        currency: "pounds",
    };
    let redeemed = Redeemed {
        payment_method_id: 1,
        voucher_code: "",
        redemption_time: TIME,
        success: true,
        price: &price,
        terms: &terms(),
    };
    let violations = body(&redeemed).unwrap_err();
    let actual: Vec<_> = violations
        .iter()
        .map(|violation| (violation.pointer(), violation.field().unwrap()))
        .collect();
    assert_eq!(
        actual,
        [
            ("/voucherRedemption/voucherCode", "Redeemed.voucher_code"),
            ("/voucherRedemption/currency", "Money.currency"),
        ]
    );
    assert_eq!(redeemed.validate().unwrap_err(), violations);
}

#[test]
fn a_decimal_uses_the_currency_of_another_part() {
    #[derive(RavelinFields)]
    #[ravelin(event = "voucher")]
    struct Value<T> {
        value: T,
    }
    #[derive(RavelinFields)]
    #[ravelin(event = "voucher")]
    struct In {
        currency: Currency,
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo<T> {
        #[ravelin(flatten)]
        value: Value<T>,
        voucher_code: u8,
        creation_time: Timestamp,
        referral_value: Option<rust_decimal::Decimal>,
        #[ravelin(flatten)]
        currency: In,
    }
    let promo = Promo {
        value: Value {
            value: rust_decimal::Decimal::new(15, 1),
        },
        voucher_code: 1,
        creation_time: TIME,
        referral_value: Some(rust_decimal::Decimal::TWO),
        currency: In {
            currency: Currency::KWD,
        },
    };
    assert_eq!(
        body(&promo).unwrap(),
        r#""voucher":{"value":1500,"voucherCode":"1","creationTime":1512828988000,"referralValue":2000,"currency":"KWD"}}"#
    );
}

#[test]
fn a_generic_part_is_checked_for_what_it_maps() {
    #[derive(RavelinFields)]
    #[ravelin(event = "voucher/check")]
    struct Who<'w, Id: ?Sized> {
        customer_id: &'w Id,
        voucher_type: Kind,
    }
    #[derive(Clone, Copy, voucher_core::RavelinEnum)]
    #[ravelin(event = "voucher/check", field = "voucherType")]
    enum Kind {
        General,
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check<'w, Id: ?Sized> {
        #[ravelin(flatten)]
        who: Who<'w, Id>,
        depth: u8,
    }
    let check = Check::<'_, str> {
        who: Who {
            customer_id: "U",
            voucher_type: Kind::General,
        },
        depth: 3,
    };
    assert_eq!(
        check.to_json().unwrap(),
        r#"{"customerId":"U","voucherType":"GENERAL","depth":3}"#
    );
}

#[test]
fn the_check_of_a_part_runs_only_if_its_fields_are_valid() {
    #[derive(RavelinFields)]
    #[ravelin(event = "voucher", check = Price::check)]
    struct Price {
        value: i64,
        currency: Currency,
    }
    impl Price {
        fn check(&self) -> Result<(), String> {
            match (self.currency, self.value) {
                (Currency::JPY, 0) => Err(format!("{} yen are not a price", self.value)),
                _ => Ok(()),
            }
        }
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo {
        voucher_code: &'static str,
        creation_time: Timestamp,
        #[ravelin(flatten)]
        price: Price,
        voucher_type: VoucherType,
    }
    let promo = |voucher_code, value| Promo {
        voucher_code,
        creation_time: TIME,
        price: Price {
            value,
            currency: Currency::JPY,
        },
        voucher_type: VoucherType::Staff,
    };
    assert!(promo("C", 1).validate().is_ok());
    let violations = promo("", 0).validate().unwrap_err();
    let actual: Vec<_> = violations
        .iter()
        .map(|violation| (violation.pointer(), violation.field().unwrap()))
        .collect();
    let code = ("/voucher/voucherCode", "Promo.voucher_code");
    assert_eq!(actual, [code, ("/voucher", "Price")]);
    let rules: Vec<_> = violations.iter().map(Violation::rule).collect();
    assert_eq!(rules, [Rule::Length, Rule::Check]);
}

#[test]
fn a_part_with_only_extras_is_written_into_the_entity() {
    #[derive(RavelinFields)]
    #[ravelin(definition = "definitions/return.json")]
    struct More {
        #[ravelin(extra = "shelf")]
        shelf: f64,
    }
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/return.json")]
    struct Returned {
        #[ravelin(flatten)]
        more: More,
    }
    let returned = |shelf| Returned {
        more: More { shelf },
    };
    let body = returned(0.5).to_json().unwrap();
    assert_eq!(body, r#"{"return":{"shelf":0.5}}"#);
    let violations = returned(f64::NAN).validate().unwrap_err();
    assert_eq!(violations.first().pointer(), "/return/shelf");
    assert_eq!(violations.first().field(), Some("More.shelf"));
}

fn reason(code: &str) -> VoucherType {
    if code == "staff" {
        VoucherType::Staff
    } else {
        VoucherType::General
    }
}

fn card(digits: &&'static str) -> Result<Option<&'static str>, &'static str> {
    match *digits {
        "" => Ok(None),
        "0" => Err("not a card"),
        digits => Ok(Some(digits)),
    }
}

/// The voucher event does not require the type; the redemption does.
#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Reason {
    #[ravelin(with = reason)]
    voucher_type: &'static str,
}

#[derive(RavelinEvent)]
#[ravelin(event = "paymentmethod/voucher", timestamp = now, optional(payment_method_id, redemption_time, success))]
struct Given {
    voucher_code: &'static str,
    #[ravelin(flatten)]
    price: Money,
    #[ravelin(flatten)]
    reason: Reason,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/trade.json")]
struct Card {
    #[ravelin(with = card)]
    card_id: &'static str,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    #[ravelin(flatten)]
    card: Card,
    cash: bool,
}

#[test]
fn a_conversion_in_a_part_is_present_unless_it_returns_an_option() {
    let price = Money {
        value: 5,
        currency: "gbp",
    };
    let given = Given {
        voucher_code: "a",
        price,
        reason: Reason {
            voucher_type: "staff",
        },
    };
    let expected = r#""voucherRedemption":{"voucherCode":"a","value":5,"currency":"GBP","voucherType":"STAFF"}}"#;
    assert_eq!(body(&given).unwrap(), expected);

    let trade = |card_id| Trade {
        card: Card { card_id },
        cash: true,
    };
    let rules = |card_id| {
        let violations = trade(card_id).to_json().unwrap_err();
        let rules = violations.iter().map(Violation::rule);
        rules.collect::<Vec<_>>()
    };
    assert_eq!(trade("").to_json().unwrap(), r#"{"trade":{"cash":true}}"#);
    assert_eq!(rules("4"), [Rule::Exclusive]);
    assert_eq!(rules("0"), [Rule::Check, Rule::Exclusive]);
}
