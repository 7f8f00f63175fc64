//! A type that only implements `Display` can be sent as an identifier or string. All rules apply to the complete string, and
//! nothing is allocated.

use serde_json::{Value, json};
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write};
use std::rc::Rc;
use std::sync::Arc;
use uuid::Uuid;
use voucher_core::{DisplayField, RavelinEvent, RavelinFields, Rule, Timestamp};

const TIME: Timestamp = match Timestamp::from_secs(1_512_828_988) {
    Ok(time) => time,
    Err(_) => Timestamp::MIN,
};
const UUID: Uuid = Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8);
const TEXT: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

#[derive(Clone)]
struct OrderId(Uuid);

impl DisplayField for OrderId {
    fn display(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

/// Writes its pieces one by one, and then optionally fails.
struct Pieces<'p>(&'p [&'p str], bool);

impl DisplayField for Pieces<'_> {
    fn display(&self, out: &mut Formatter<'_>) -> fmt::Result {
        for piece in self.0 {
            out.write_str(piece)?;
        }
        if self.1 { Err(fmt::Error) } else { Ok(()) }
    }
}

/// Writes a string character by character.
struct Characters<'c>(&'c str);

impl DisplayField for Characters<'_> {
    fn display(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.0
            .chars()
            .try_for_each(|character| out.write_char(character))
    }
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check<'c> {
    customer_id: Pieces<'c>,
    #[ravelin(length(min = 2, max = 6), pattern = "^[a-z]+-[0-9]+$")]
    voucher_code: Option<Characters<'c>>,
}

fn check<'c>(pieces: &'c [&'c str]) -> Check<'c> {
    Check {
        customer_id: Pieces(pieces, false),
        voucher_code: None,
    }
}

fn body(event: &impl RavelinEvent) -> Value {
    serde_json::from_str(&event.to_json().unwrap()).unwrap()
}

#[test]
fn a_newtype_of_a_uuid_is_an_identifier_in_any_wrapper() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/kinds.json")]
    struct Kinds<'k, I: DisplayField> {
        text: &'k OrderId,
        identifier: I,
        texts: Vec<OrderId>,
        identifiers: Option<&'k [Uuid]>,
        object: Named<'k>,
    }
    #[derive(RavelinFields)]
    #[ravelin(definition = "definitions/kinds.json", object = "object")]
    struct Named<'n> {
        name: Box<Cow<'n, Rc<OrderId>>>,
    }
    let id = OrderId(UUID);
    let kinds = Kinds {
        text: &id,
        identifier: Arc::new(UUID),
        texts: vec![OrderId(UUID), OrderId(Uuid::nil())],
        identifiers: Some(&[UUID]),
        object: Named {
            name: Box::new(Cow::Owned(Rc::new(id.clone()))),
        },
    };
    let nil = "00000000-0000-0000-0000-000000000000";
    let expected = json!({ "text": TEXT, "identifier": TEXT, "texts": [TEXT, nil], "identifiers": [TEXT], "object": { "name": TEXT } });
    assert_eq!(body(&kinds), expected);
}

#[test]
fn a_display_written_in_pieces_is_escaped_as_serde_json_does() {
    let long = "\u{1f600}".repeat(200);
    let cases: [&[&str]; 9] = [
        &["a"],
        &["", "a", "", "b", ""],
        &["\"", "\\", "\n", "\u{0}", "\u{7f}", "/"],
        &["\u{e9}", "\u{1f600}", "\u{2028}"],
        &["0123456789abcdef"; 8],
        &["0123456789abcdef"; 9],
        &[&long],
        &["a", &long, "b", &long],
        &[" "],
    ];
    for pieces in cases {
        let expected = json!({ "customerId": pieces.concat() });
        assert_eq!(check(pieces).to_json().unwrap(), expected.to_string());
    }
}

#[test]
fn rules_apply_to_the_complete_string() {
    let violations_of = |event: &Check<'_>| {
        let violations = event.validate().unwrap_err();
        let violations: Vec<_> = violations
            .iter()
            .map(|violation| (violation.pointer().to_owned(), violation.rule()))
            .collect();
        violations
    };
    assert_eq!(
        violations_of(&check(&["", ""])),
        [("/customerId".into(), Rule::Length)]
    );
    let coded = |code| Check {
        voucher_code: Some(Characters(code)),
        ..check(&["c"])
    };
    for right in ["a-1", "ab-123", "abc-12"] {
        assert_eq!(body(&coded(right))["voucherCode"], right);
    }
    for (wrong, rule) in [
        ("", Rule::Length),
        ("ab-1234", Rule::Length),
        ("a-", Rule::Pattern),
        ("a1-b", Rule::Pattern),
    ] {
        assert_eq!(
            violations_of(&coded(wrong)),
            [("/voucherCode".into(), rule)],
            "{wrong}"
        );
    }
}

#[test]
fn an_error_from_display_is_a_violation() {
    for pieces in [&[][..], &["a"], &["\u{e9}"; 200]] {
        let event = Check {
            customer_id: Pieces(pieces, true),
            voucher_code: None,
        };
        let mut out = b"before".to_vec();
        let violations = event.encode(&mut out).unwrap_err();
        assert_eq!(out, b"before");
        assert_eq!(violations.len(), 1);
        assert_eq!(violations.first().rule(), Rule::Check);
        assert_eq!(violations, event.validate().unwrap_err());
    }
}

#[test]
fn a_path_segment_contains_the_complete_string() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "supplier/:id/labels")]
    struct Labels<'l> {
        id: Pieces<'l>,
        category: &'static str,
    }
    let path = |pieces: &[&str]| {
        let labels = Labels {
            id: Pieces(pieces, false),
            category: "SUPPLIER_FRAUD",
        };
        labels.prepare().map(|prepared| prepared.path().to_owned())
    };
    let path = |pieces: &[&str]| path(pieces).map_err(|violations| violations.first().rule());
    assert_eq!(path(&["a", "/", "b"]).unwrap(), "/v2/supplier/a%2Fb/labels");
    assert_eq!(path(&["."]), Err(Rule::Pattern));
    assert_eq!(path(&[".", "."]), Err(Rule::Pattern));
    assert_eq!(path(&[".", ".", "."]).unwrap(), "/v2/supplier/.../labels");
    assert!(path(&["", ""]).is_err());
}

#[test]
fn a_conversion_can_return_a_display() {
    fn display(id: &u128) -> OrderId {
        OrderId(Uuid::from_u128(*id))
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check {
        #[ravelin(with = display)]
        customer_id: u128,
    }
    let expected = json!({ "customerId": "00000000-0000-0000-0000-000000000007" });
    assert_eq!(body(&Check { customer_id: 7 }), expected);
}

/// The schema is the same as for a `String`.
#[test]
fn the_schema_type_is_string() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Held {
        customer_id: String,
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Written {
        customer_id: OrderId,
    }
    let property = |schema: String| {
        let schema: Value = serde_json::from_str(&schema).unwrap();
        schema["properties"]["customerId"].clone()
    };
    assert_eq!(property(Written::schema()), property(Held::schema()));
}

#[test]
fn display_allocates_nothing() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher")]
    struct Promo<'p> {
        timestamp: Timestamp,
        voucher_code: OrderId,
        value: i64,
        currency: &'p str,
        creation_time: Timestamp,
        referrer_id: Option<Box<Uuid>>,
        event_type: Characters<'p>,
    }
    let event_type = "e".repeat(128);
    let promo = Promo {
        timestamp: TIME,
        voucher_code: OrderId(UUID),
        value: 1,
        currency: "GBP",
        creation_time: TIME,
        referrer_id: Some(Box::new(UUID)),
        event_type: Characters(&event_type),
    };
    let mut out = Vec::with_capacity(8_192);
    promo.encode(&mut out).unwrap();
    out.clear();
    let cost = allocation_counter::measure(|| promo.encode(&mut out).unwrap());
    assert_eq!(cost.count_total, 0);
    let cost = allocation_counter::measure(|| promo.validate().unwrap());
    assert_eq!(cost.count_total, 0);
}

/// A type with a `Display` implementation can still be sent as an integer, where a string is not accepted.
#[test]
fn display_alone_does_not_make_a_field_type() {
    struct Number(i64);
    impl Display for Number {
        fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
            write!(out, "#{}", self.0)
        }
    }
    impl voucher_core::IntegerField for Number {
        fn integer(&self) -> Option<i64> {
            Some(self.0)
        }
    }
    impl voucher_core::NumberField for Number {
        fn number(&self) -> voucher_core::Number {
            self.0.into()
        }
    }
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/kinds.json")]
    struct Kinds {
        identifier: Number,
        number: Number,
    }
    let kinds = Kinds {
        identifier: Number(1),
        number: Number(2),
    };
    assert_eq!(body(&kinds), json!({ "identifier": "1", "number": 2 }));
}
