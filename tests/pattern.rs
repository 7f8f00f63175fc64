//! The key `pattern` adds a user's regular expression to the definition's rules.

use voucher_core::{Currency, RavelinEvent, RavelinFields, Rule, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    #[ravelin(pattern = "^[A-Z]+-[0-9]{2}$", length(max = 10))]
    voucher_code: String,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    #[ravelin(pattern = r"^[1-9][0-9]*0$|^-5$")]
    referrer_id: Option<i64>,
    // The definition also has a pattern for this field.
    #[ravelin(pattern = "^promo-[^x]*$")]
    event_type: Option<&'static str>,
}

fn promo() -> Promo {
    Promo {
        voucher_code: "SPRING-15".into(),
        value: 100,
        currency: Currency::GBP,
        creation_time: Timestamp::MIN,
        referrer_id: None,
        event_type: None,
    }
}

fn violations_of(promo: &Promo) -> Vec<(Rule, String)> {
    let checked = promo.validate();
    let mut out = b"x".to_vec();
    assert_eq!(promo.encode(&mut out).err(), checked.clone().err());
    let violations = checked.err().into_iter().flatten();
    let violations = violations.map(|violation| (violation.rule(), violation.to_string()));
    violations.collect()
}

fn only_violation(location: &str, message: &str) -> Vec<(Rule, String)> {
    vec![(Rule::Pattern, format!("{location}: {message}"))]
}

#[test]
fn a_matching_string_is_sent() {
    let promo = Promo {
        referrer_id: Some(120),
        event_type: Some("promo-created"),
        ..promo()
    };
    assert_eq!(
        promo.prepare_at(Timestamp::MIN).unwrap().body(),
        r#"{"timestamp":100000000000,"voucher":{"voucherCode":"SPRING-15","value":100,"currency":"GBP","creationTime":100000000000,"referrerId":"120"},"eventType":"promo-created"}"#
    );
    assert_eq!(violations_of(&promo), []);
}

#[test]
fn only_the_offset_is_reported_of_a_sensitive_string() {
    let location = "/voucher/voucherCode (Promo.voucher_code)";
    for (code, message) in [
        ("spring-15", "mismatch at byte 0"),
        ("SPRING-1é", "mismatch at byte 8"),
        ("SPRING-15\n", "mismatch at byte 9"),
        ("SPRING-1", "the string ends at byte 8"),
    ] {
        let promo = Promo {
            voucher_code: code.into(),
            ..promo()
        };
        let message = format!("does not match `^[A-Z]+-[0-9]{{2}}$`: {message}");
        assert_eq!(
            violations_of(&promo),
            only_violation(location, &message),
            "{code:?}"
        );
    }
}

#[test]
fn the_length_is_checked_first() {
    let promo = Promo {
        voucher_code: "midsummer-15".into(),
        ..promo()
    };
    assert_eq!(violations_of(&promo)[0].0, Rule::Length);
    assert_eq!(violations_of(&promo).len(), 1);
}

#[test]
fn the_definitions_pattern_is_also_checked() {
    let location = "eventType (Promo.event_type)";
    for (event, message) in [
        (
            "promo-a b",
            "does not match `^[a-zA-Z0-9][a-zA-Z0-9-_]*$`: expected a letter, a digit, `-` or `_` at byte 7, found a space",
        ),
        (
            "promx",
            "does not match `^promo-[^x]*$`: expected `o` at byte 4, found `x`",
        ),
    ] {
        let promo = Promo {
            event_type: Some(event),
            ..promo()
        };
        let location = format!("/{location}");
        assert_eq!(violations_of(&promo), only_violation(&location, message));
    }
}

#[test]
fn the_digits_of_an_integer_must_match() {
    let location = "/voucher/referrerId (Promo.referrer_id)";
    for (integer, message) in [
        (12, Some("the string ends at byte 2")),
        (7, Some("the string ends at byte 1")),
        (-12, Some("mismatch at byte 1")),
        (-5, None),
        (9_000_000_000_000_000_010, None),
    ] {
        let promo = Promo {
            referrer_id: Some(integer),
            ..promo()
        };
        let source = "^[1-9][0-9]*0$|^-5$";
        let message = message.map(|detail| format!("does not match `{source}`: {detail}"));
        let expected = message.map_or(vec![], |message| only_violation(location, &message));
        assert_eq!(violations_of(&promo), expected, "{integer}");
    }
}

#[test]
fn a_length_counts_the_characters_of_an_integer_too() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check {
        #[ravelin(length(min = 2, max = 3))]
        customer_id: i64,
    }
    for (customer_id, is_right) in [(9, false), (-9, true), (999, true), (-999, false)] {
        let checked = Check { customer_id }.validate();
        let rule = checked.err().map(|violations| violations.first().rule());
        assert_eq!(rule, (!is_right).then_some(Rule::Length), "{customer_id}");
    }
}

#[test]
fn characters_that_the_pattern_allows_are_still_escaped() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check {
        #[ravelin(pattern = r#"^[a-c"\\\n]*$"#)]
        customer_id: &'static str,
        #[ravelin(pattern = "[0-9]")]
        voucher_code: &'static str,
    }
    let check = Check {
        customer_id: "a\"\\\nc",
        voucher_code: "\t1\"",
    };
    assert_eq!(
        check.to_json().unwrap(),
        r#"{"customerId":"a\"\\\nc","voucherCode":"\t1\""}"#
    );
}

/// The expression is compiled with the meaning of ECMA-262. The schema and messages show it as it was written.
#[test]
fn a_pattern_is_read_as_in_json_schema_and_shown_as_written() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check {
        #[ravelin(pattern = r"^\w+\-\d{2}]$")]
        customer_id: &'static str,
        #[ravelin(pattern = r"^.\s$")]
        voucher_code: &'static str,
    }
    let check = |customer_id, voucher_code| {
        let check = Check {
            customer_id,
            voucher_code,
        };
        check.validate().map_err(|all| all.to_string())
    };
    assert_eq!(check("a_Z-09]", "\u{1f600}\u{feff}"), Ok(()));
    for (customer_id, voucher_code) in [("é-09]", "a "), ("a-0\u{660}]", "a "), ("a-09]", "\r ")] {
        let error = check(customer_id, voucher_code).unwrap_err();
        assert!(error.contains("does not match `^"), "{error}");
    }
    let error = check("a-0]", "a ").unwrap_err();
    let expected = r"does not match `^\w+\-\d{2}]$`: mismatch at byte 3";
    assert!(error.contains(expected), "{error}");
    let schema = Check::schema();
    assert!(
        schema.contains(r#""pattern": "^\\w+\\-\\d{2}]$""#),
        "{schema}"
    );
}

#[test]
fn a_part_can_have_patterns() {
    #[derive(RavelinFields)]
    #[ravelin(event = "voucher")]
    struct Code {
        #[ravelin(pattern = "^[A-Z]+$", with = str::trim)]
        voucher_code: &'static str,
        #[ravelin(pattern = "^[a-z]+$")]
        referrer_id: Option<&'static str>,
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now, constant(value = 1, currency = "GBP", creation_time = 1_512_828_988_826))]
    struct Promo {
        #[ravelin(flatten)]
        code: Code,
    }
    let promo = |voucher_code, referrer_id| Promo {
        code: Code {
            voucher_code,
            referrer_id,
        },
    };
    assert!(promo(" SPRING ", Some("me")).validate().is_ok());
    let violations = promo("SPRING 15", Some("ME")).validate().unwrap_err();
    let fields: Vec<_> = violations
        .iter()
        .map(|violation| violation.field().unwrap())
        .collect();
    assert_eq!(fields, ["Code.voucher_code", "Code.referrer_id"]);
    assert!(
        violations
            .iter()
            .all(|violation| violation.rule() == Rule::Pattern)
    );
}

#[test]
fn a_check_runs_only_if_the_pattern_matches() {
    fn never(_: &str) -> Result<(), &'static str> {
        Err("never")
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check {
        #[ravelin(pattern = "^[a-z]+$", check = never)]
        customer_id: &'static str,
    }
    for (customer_id, rule) in [("a", Rule::Check), ("A", Rule::Pattern)] {
        let violations = Check { customer_id }.validate().unwrap_err();
        let rules: Vec<_> = violations
            .iter()
            .map(voucher_core::Violation::rule)
            .collect();
        assert_eq!(rules, [rule]);
    }
}
