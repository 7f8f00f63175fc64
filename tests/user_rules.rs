//! The keys `length`, `range` and `check`, on a field or the struct, add a user's rules to the definition's.

use std::fmt::Display;
use voucher_core::{Currency, RavelinEvent, Rule, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, check = Self::check)]
struct Promo<T> {
    #[ravelin(length(min = 3, max = 8), check = no_lower_case)]
    voucher_code: String,
    #[ravelin(range(min = 1, max = 10_000))]
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    #[ravelin(range(min = -5))]
    referral_value: Option<i32>,
    #[ravelin(length(max = 2), with = str::trim, check = not_round)]
    referrer_id: Option<&'static str>,
    #[ravelin(custom, check = at_most_two)]
    tags: Vec<T>,
}

fn at_most_two<T>(tags: &[T]) -> Result<(), &'static str> {
    if tags.len() > 2 {
        return Err("at most two tags");
    }
    Ok(())
}

// The error can borrow from the value.
fn no_lower_case(code: &str) -> Result<(), impl Display> {
    match code.find(char::is_lowercase) {
        Some(at) => Err(&code[at..=at]),
        None => Ok(()),
    }
}

fn not_round(owner: &str) -> Result<(), String> {
    if owner.ends_with('0') {
        return Err("no round owner".into());
    }
    Ok(())
}

impl<T> Promo<T> {
    fn check(&self) -> Result<(), impl Display> {
        match self.referral_value {
            Some(reward) if i64::from(reward) > self.value => Err("the reward is above the value"),
            _ => Ok(()),
        }
    }
}

fn promo() -> Promo<u8> {
    Promo {
        voucher_code: "SPRING".into(),
        value: 100,
        currency: Currency::GBP,
        creation_time: Timestamp::MIN,
        referral_value: None,
        referrer_id: None,
        tags: vec![],
    }
}

fn violations_of(promo: &Promo<u8>) -> Vec<(String, Rule, String)> {
    let checked = promo.validate();
    let mut out = b"x".to_vec();
    assert_eq!(promo.encode(&mut out).err(), checked.clone().err());
    let violations = checked.err().into_iter().flatten();
    violations
        .map(|violation| {
            let location = violation.to_string();
            let location = location.split_once(": ").unwrap().0;
            (
                location.to_owned(),
                violation.rule(),
                violation.message().to_owned(),
            )
        })
        .collect()
}

fn only_violation(location: &str, rule: Rule, message: &str) -> Vec<(String, Rule, String)> {
    vec![(location.into(), rule, message.into())]
}

#[test]
fn an_event_without_violations_is_sent() {
    assert_eq!(violations_of(&promo()), []);
    let edges = Promo {
        voucher_code: "ÄÖÜ".into(),
        value: 10_000,
        referral_value: Some(-5),
        referrer_id: Some("  U1 "),
        ..promo()
    };
    assert_eq!(violations_of(&edges), []);
}

#[test]
fn a_length_counts_the_characters_that_are_sent() {
    let code = |code: &str| Promo {
        voucher_code: code.into(),
        ..promo()
    };
    let location = "/voucher/voucherCode (Promo.voucher_code)";
    assert_eq!(
        violations_of(&code("ÄÖ")),
        only_violation(
            location,
            Rule::Length,
            "expected at least 3 characters, found 2"
        )
    );
    assert_eq!(
        violations_of(&code("SPRINGTIME")),
        only_violation(
            location,
            Rule::Length,
            "expected at most 8 characters, found 10"
        )
    );
    let owner = Promo {
        referrer_id: Some(" abc "),
        ..promo()
    };
    let location = "/voucher/referrerId (Promo.referrer_id)";
    assert_eq!(
        violations_of(&owner),
        only_violation(
            location,
            Rule::Length,
            "expected at most 2 characters, found 3"
        )
    );
}

#[test]
fn a_range_includes_both_limits() {
    let location = "/voucher/value (Promo.value)";
    for (value, message) in [
        (0, "expected at least 1, found 0"),
        (10_001, "expected at most 10000, found 10001"),
    ] {
        assert_eq!(
            violations_of(&Promo { value, ..promo() }),
            only_violation(location, Rule::Range, message)
        );
    }
    let reward = Promo {
        referral_value: Some(-6),
        ..promo()
    };
    let location = "/voucher/referralValue (Promo.referral_value)";
    assert_eq!(
        violations_of(&reward),
        only_violation(location, Rule::Range, "expected at least -5, found -6")
    );
}

#[test]
fn a_check_runs_only_if_the_value_is_otherwise_valid() {
    let code = |code: &str| Promo {
        voucher_code: code.into(),
        ..promo()
    };
    let location = "/voucher/voucherCode (Promo.voucher_code)";
    assert_eq!(
        violations_of(&code("SPRiNG")),
        only_violation(location, Rule::Check, "i")
    );
    assert_eq!(violations_of(&code("i")).len(), 1);
    assert_eq!(violations_of(&code("i"))[0].1, Rule::Length);

    let owner = |owner| Promo {
        referrer_id: Some(owner),
        ..promo()
    };
    let location = "/voucher/referrerId (Promo.referrer_id)";
    assert_eq!(
        violations_of(&owner("10")),
        only_violation(location, Rule::Check, "no round owner")
    );
    // `with` returns what is sent; `check` gets the field itself.
    assert_eq!(violations_of(&owner("10 ")), []);

    let tags = Promo {
        tags: vec![1, 2, 3],
        ..promo()
    };
    let location = "/voucher/custom/tags (Promo.tags)";
    assert_eq!(
        violations_of(&tags),
        only_violation(location, Rule::Check, "at most two tags")
    );
}

#[test]
fn the_check_of_a_struct_runs_only_if_every_field_is_valid() {
    let reward = Promo {
        referral_value: Some(101),
        ..promo()
    };
    let message = "the reward is above the value";
    assert_eq!(
        violations_of(&reward),
        only_violation("body (Promo)", Rule::Check, message)
    );
    let more = Promo {
        tags: vec![1, 2, 3],
        ..reward
    };
    assert_eq!(violations_of(&more).len(), 1);
}

/// An absent member leaves no `custom` object, and does not change what was written before it.
#[test]
fn a_member_with_a_check_can_be_absent() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher")]
    struct Noted {
        timestamp: Timestamp,
        voucher_code: &'static str,
        value: i64,
        currency: Currency,
        creation_time: Timestamp,
        #[ravelin(custom, check = short)]
        note: Option<&'static str>,
    }
    fn short(note: &str) -> Result<(), &'static str> {
        if note.len() > 4 {
            Err("too long")
        } else {
            Ok(())
        }
    }
    let noted = |note| Noted {
        timestamp: Timestamp::MIN,
        voucher_code: "SPRING",
        value: 100,
        currency: Currency::GBP,
        creation_time: Timestamp::MIN,
        note,
    };
    assert_eq!(
        noted(None).to_json().unwrap(),
        r#"{"timestamp":100000000000,"voucher":{"voucherCode":"SPRING","value":100,"currency":"GBP","creationTime":100000000000}}"#
    );
    assert!(noted(None).validate().is_ok() && noted(Some("tiny")).to_json().is_ok());
    assert!(noted(Some("longer")).to_json().is_err());
}
