//! Of a group of fields, exactly one is sent, wherever in the struct they are. The encoder, the run-time validator and a JSON
//! Schema validator agree on every body.

mod agreement;

use agreement::{ALL, Present, agree};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;
use voucher_core::{RavelinEvent, RavelinFields, Rule};
use voucher_definition::{Definition, read};

const FILE: &str = include_str!("../../definitions/ticket.json");

static DEFINITION: LazyLock<&Definition> =
    LazyLock::new(|| read(FILE.as_bytes()).expect("a definition").leak());

/// Returns the body that has these fields of the group `email`, `phone`, `visit`.
fn body(present: Present) -> Value {
    let mut ticket = Map::new();
    let [email, phone, visit] = present;
    if email {
        ticket.insert("email".into(), json!("e"));
    }
    if phone {
        ticket.insert("phone".into(), json!("7"));
    }
    if visit {
        ticket.insert("visit".into(), json!({ "place": "here" }));
    }
    json!({ "customerId": "1", "ticket": ticket })
}

#[derive(Clone, RavelinFields)]
#[ravelin(definition = "../definitions/ticket.json", object = "ticket.visit")]
struct Visit {
    place: &'static str,
}

/// Defines an event with these fields, and tests it with each combination of values that it can have.
macro_rules! ticket {
    ($test:ident, $(if $can:expr;)? { $($(#[$key:meta])? $name:ident: $type:ty = $value:expr),* $(,)? }) => {
        #[test]
        fn $test() {
            #[derive(RavelinEvent)]
            #[ravelin(definition = "../definitions/ticket.json", constant(customer_id = "1"))]
            struct Ticket {
                $($(#[$key])? $name: $type,)*
            }
            for present in ALL {
                $(if !$can(present) { continue; })?
                agree(&DEFINITION, &body(present), &Ticket { $($name: $value(present),)* });
            }
        }
    };
}

fn email([email, ..]: Present) -> Option<&'static str> {
    email.then_some("e")
}

fn phone([_, phone, _]: Present) -> Option<Box<str>> {
    phone.then_some("7".into())
}

fn visit([.., visit]: Present) -> Option<Visit> {
    visit.then_some(Visit { place: "here" })
}

/// A conversion that returns an `Option`; the field itself always has a value.
fn some_phone(present: &[Present; 4]) -> Option<String> {
    phone(present[0]).map(String::from)
}

fn same(present: Present) -> [Present; 4] {
    [present; 4]
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/ticket.json")]
struct ByPhone<P> {
    phone: Option<P>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/ticket.json")]
struct ByEmail {
    email: &'static str,
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/ticket.json")]
struct Contact {
    #[ravelin(with = str::parse::<String>)]
    email: Option<&'static str>,
    phone: Option<Box<str>>,
    visit: Option<Visit>,
}

fn by_phone(present: Present) -> ByPhone<Box<str>> {
    ByPhone {
        phone: phone(present),
    }
}

fn by_email(present: Present) -> Option<ByEmail> {
    email(present).map(|email| ByEmail { email })
}

fn contact(present: Present) -> Contact {
    Contact {
        email: email(present),
        phone: phone(present),
        visit: visit(present),
    }
}

ticket!(all_in_the_struct, { visit: Option<Visit> = visit, email: Option<&'static str> = email, phone: Option<Box<str>> = phone });
ticket!(one_in_the_struct, if |[_, phone, visit]: Present| !phone && !visit; { email: Option<&'static str> = email });
ticket!(one_that_is_always_present, if |[email, ..]: Present| email; {
    email: &'static str = |_| "e",
    phone: Option<Box<str>> = phone,
    visit: Option<Visit> = visit,
});
ticket!(a_conversion_that_may_return_none, if |[.., visit]: Present| !visit; {
    email: Option<&'static str> = email,
    #[ravelin(with = some_phone)] phone: [Present; 4] = same,
});
ticket!(a_field_and_a_part, {
    email: Option<&'static str> = email,
    visit: Option<Visit> = visit,
    #[ravelin(flatten)] phone: ByPhone<Box<str>> = by_phone,
});
ticket!(only_in_a_part_that_may_be_absent, if |[_, phone, visit]: Present| !phone && !visit; {
    #[ravelin(flatten)] email: Option<ByEmail> = by_email,
});
ticket!(in_two_parts, if |[.., visit]: Present| !visit; {
    #[ravelin(flatten)] email: Option<ByEmail> = by_email,
    #[ravelin(flatten)] phone: ByPhone<Box<str>> = by_phone,
});
ticket!(in_one_part_by_reference, {
    #[ravelin(flatten)] contact: &'static Contact = |present| -> &'static Contact { Box::leak(Box::new(contact(present))) },
});

/// The part may be generic: the assertion is then evaluated where the event is used.
#[test]
fn a_generic_part_may_be_the_only_source() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "../definitions/ticket.json", constant(customer_id = "1"))]
    struct Ticket<P> {
        #[ravelin(flatten)]
        phone: ByPhone<P>,
    }
    for is_present in [false, true] {
        let present = [false, is_present, false];
        let phone = ByPhone {
            phone: is_present.then_some("7"),
        };
        agree(&DEFINITION, &body(present), &Ticket { phone });
    }
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/ticket.json", object = "ticket.lines")]
struct Line {
    sku: Option<&'static str>,
    barcode: Option<String>,
}

#[derive(RavelinFields)]
#[ravelin(
    definition = "../definitions/ticket.json",
    object = "ticket.gift",
    constant(sku = "s")
)]
struct Gift {}

#[derive(RavelinEvent)]
#[ravelin(definition = "../definitions/ticket.json", constant(email = "e"))]
struct Shop {
    customer_id: Option<u8>,
    guest: Option<&'static str>,
    lines: Vec<Line>,
    bill: Option<Gift>,
}

/// The envelope, a nested object, and an array element each have their own groups. An object of another type fits where it
/// always sends one field of each group.
#[test]
fn each_object_has_its_own_groups() {
    for [customer, guest, sku] in ALL {
        for barcode in [false, true] {
            let line = || Line {
                sku: sku.then_some("s"),
                barcode: barcode.then_some("b".into()),
            };
            let shop = Shop {
                customer_id: customer.then_some(1),
                guest: guest.then_some("g"),
                lines: vec![line(), line()],
                bill: Some(Gift {}),
            };
            let mut line = Map::new();
            if sku {
                line.insert("sku".into(), json!("s"));
            }
            if barcode {
                line.insert("barcode".into(), json!("b"));
            }
            let mut body = json!({ "ticket": { "email": "e", "lines": [line, line], "bill": { "sku": "s" } } });
            if customer {
                body["customerId"] = json!("1");
            }
            if guest {
                body["guest"] = json!("g");
            }
            agree(&DEFINITION, &body, &shop);
        }
    }
}

#[test]
fn a_violation_names_the_object_and_its_struct() {
    let line = Line {
        sku: None,
        barcode: None,
    };
    let shop = Shop {
        customer_id: None,
        guest: None,
        lines: vec![line],
        bill: None,
    };
    let violations = shop.validate().unwrap_err();
    assert!(
        violations
            .iter()
            .all(|found| found.rule() == Rule::Required)
    );
    let shown: Vec<_> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "/ticket/lines/0 (Line): exactly one of `sku`, `barcode` is required, but all are missing",
            "body (Shop): exactly one of `customerId`, `guest` is required, but all are missing",
        ]
    );
}
