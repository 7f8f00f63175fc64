//! An object of alternatives without a tag is checked as the one that it was written for, at run time as in an event.

use serde_json::{Value, json};
use voucher_core::{RavelinEvent, RavelinFields, RavelinOneOf, Violations};

const UNTAGGED: &str = include_str!("definitions/untagged.json");

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/untagged.json")]
struct Untagged {
    place: Place,
    places: Option<Vec<Place>>,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/untagged.json", field = "place")]
enum Place {
    #[ravelin(rename = "0")]
    Street(Street),
    #[ravelin(rename = "1")]
    Shop(Shop),
    #[ravelin(rename = "2")]
    ShopInStreet(ShopInStreet),
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/untagged.json", object = "place[0]")]
struct Street {
    street: &'static str,
    lines: Option<Vec<&'static str>>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/untagged.json", object = "place[1]")]
struct Shop {
    shop: i64,
    code: Option<&'static str>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/untagged.json", object = "place[2]")]
struct ShopInStreet {
    shop: i64,
    street: &'static str,
    note: Option<&'static str>,
}

#[test]
fn a_violation_in_an_alternative_without_a_tag_is_the_same_at_run_time() {
    let definition = voucher_definition::read(UNTAGGED.as_bytes())
        .unwrap()
        .leak();
    let street = |street, lines| Place::Street(Street { street, lines });
    let shop = |shop, code| Place::Shop(Shop { shop, code });
    let both = |shop, note| {
        Place::ShopInStreet(ShopInStreet {
            shop,
            street: "S",
            note,
        })
    };
    for (place, places, count) in [
        (street("ab", None), None, 0),
        (street("a", None), None, 1),
        (street("a", Some(vec!["", "b"])), None, 3),
        (shop(0, None), None, 1),
        (shop(0, Some("C")), None, 2),
        (both(0, Some("n")), None, 1),
        (
            shop(1, None),
            Some(vec![shop(2, Some("C")), street("ab", Some(vec!["", ""]))]),
            4,
        ),
    ] {
        let event = Untagged { place, places };
        let (prepared, violations) = event.prepare_reporting().unwrap();
        let body: Value = serde_json::from_str(prepared.body()).unwrap();
        let shown = |violations: Option<Violations>| {
            let mut shown = Vec::new();
            for violation in violations.iter().flatten() {
                let (pointer, rule) = (violation.pointer(), violation.rule());
                shown.push(format!("{pointer} {rule:?} {}", violation.message()));
            }
            shown
        };
        let found = shown(violations);
        assert_eq!(found.len(), count, "{found:?}");
        assert_eq!(shown(definition.check(&body).err()), found);
    }
    // It cannot be seen for which alternative these were written.
    for body in [
        json!({ "place": {} }),
        json!({ "place": { "lines": [] } }),
        json!({ "place": { "note": "x" } }),
    ] {
        let violations = definition.check(&body).unwrap_err();
        assert_eq!(violations.first().pointer(), "/place");
    }
}
