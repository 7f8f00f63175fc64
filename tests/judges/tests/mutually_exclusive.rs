//! Mutually exclusive fields are never both sent, wherever in the struct they are. The encoder, the run-time validator and a
//! JSON Schema validator agree on every body.

mod agreement;

use agreement::{ALL, Present, agree, found};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;
use voucher_core::{RavelinEvent, RavelinFields, Rule};
use voucher_definition::{Definition, read};

const FILE: &str = include_str!("../../definitions/trade.json");

static DEFINITION: LazyLock<&Definition> =
    LazyLock::new(|| read(FILE.as_bytes()).expect("a definition").leak());

/// Returns the body that has these fields of the group `card`, `cardId`, `cash`.
fn body(present: Present) -> Value {
    let [card, card_id, cash] = present;
    let mut trade = Map::new();
    if card {
        trade.insert("card".into(), json!({ "token": "t" }));
    }
    if card_id {
        trade.insert("cardId".into(), json!("7"));
    }
    if cash {
        trade.insert("cash".into(), json!(true));
    }
    json!({ "trade": trade })
}

/// Checks that all validators report the same for an event with these fields, and reject it if more than one has a value.
fn check<E: RavelinEvent>(present: Present, event: &E) {
    let body = body(present);
    let count = present.iter().filter(|is_present| **is_present).count();
    assert_eq!(DEFINITION.check(&body).is_ok(), count < 2);
    agree(&DEFINITION, &body, event);
}

#[derive(Clone, RavelinFields)]
#[ravelin(definition = "../definitions/trade.json", object = "trade.card")]
struct Card {
    token: &'static str,
}

const CARD: Card = Card { token: "t" };

/// Defines an event with these fields, and tests it with each combination of values.
macro_rules! trade {
    ($test:ident, $(#[$attribute:meta])* { $($(#[$key:meta])? $name:ident: $type:ty = $value:expr),* $(,)? }) => {
        #[test]
        fn $test() {
            #[derive(RavelinEvent)]
            #[ravelin(definition = "../definitions/trade.json")]
            $(#[$attribute])*
            struct Trade {
                $($(#[$key])? $name: $type,)*
            }
            for present in ALL {
                check(present, &Trade { $($name: $value(present),)* });
            }
        }
    };
}

fn card([card, ..]: Present) -> Option<Card> {
    card.then_some(CARD)
}

fn card_id([_, card_id, _]: Present) -> Option<u8> {
    card_id.then_some(7)
}

fn cash([.., cash]: Present) -> Option<bool> {
    cash.then_some(true)
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/trade.json")]
struct ById<I> {
    card_id: Option<I>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/trade.json")]
struct ByCash {
    #[ravelin(with = is_counted)]
    cash: Option<&'static str>,
}

fn is_counted(cash: &&str) -> Result<bool, String> {
    cash.parse().map_err(|_| format!("{cash} is not a bool"))
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/trade.json")]
struct ByCard {
    card: Card,
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/trade.json")]
struct Either {
    cash: Option<bool>,
    card: Option<Box<Card>>,
    card_id: Option<&'static str>,
}

fn by_id(present: Present) -> ById<&'static str> {
    ById {
        card_id: card_id(present).map(|_| "7"),
    }
}

fn by_cash(present: Present) -> ByCash {
    ByCash {
        cash: cash(present).map(|_| "true"),
    }
}

fn by_card(present: Present) -> Option<ByCard> {
    card(present).map(|card| ByCard { card })
}

fn either(present: Present) -> &'static Either {
    Box::leak(Box::new(Either {
        cash: cash(present),
        card: card(present).map(Box::new),
        card_id: card_id(present).map(|_| "7"),
    }))
}

/// A conversion that returns an `Option`; the field itself always has a value.
fn some_id(present: &[Present; 4]) -> Option<u8> {
    card_id(present[0])
}

fn same(present: Present) -> [Present; 4] {
    [present; 4]
}

trade!(fields_of_one_struct, { card: Option<Card> = card, card_id: Option<u8> = card_id, cash: Option<bool> = cash });
trade!(fields_in_another_order, { cash: Option<bool> = cash, card_id: Option<u8> = card_id, card: Option<Card> = card });
trade!(a_conversion_that_may_give_none, {
    card: Option<Card> = card,
    #[ravelin(with = some_id)] card_id: [Present; 4] = same,
    cash: Option<bool> = cash,
});
trade!(a_field_and_a_part, {
    card: Option<Card> = card,
    cash: Option<bool> = cash,
    #[ravelin(flatten)] id: ById<&'static str> = by_id,
});
trade!(a_part_before_a_field, {
    #[ravelin(flatten)] id: ById<&'static str> = by_id,
    card: Option<Card> = card,
    #[ravelin(flatten)] cash: ByCash = by_cash,
});
trade!(three_parts_of_which_one_may_be_absent, {
    #[ravelin(flatten)] card: Option<ByCard> = by_card,
    #[ravelin(flatten)] cash: ByCash = by_cash,
    #[ravelin(flatten)] id: ById<&'static str> = by_id,
});
trade!(one_part_by_reference, { #[ravelin(flatten)] all: &'static Either = either });
trade!(a_part_and_a_conversion, {
    #[ravelin(flatten)] card: Option<ByCard> = by_card,
    #[ravelin(flatten)] cash: ByCash = by_cash,
    #[ravelin(with = some_id)] card_id: [Present; 4] = same,
});

#[test]
fn a_violation_names_the_field_of_the_part() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "../definitions/trade.json", constant(card_id = "7"))]
    struct Trade {
        trade_id: &'static str,
        #[ravelin(flatten)]
        cash: ByCash,
    }
    let trade = |trade_id, cash| Trade {
        trade_id,
        cash: ByCash { cash },
    };
    assert!(trade("1", None).validate().is_ok());
    let violations = trade("", Some("no")).validate().unwrap_err();
    let shown: Vec<_> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(violations.iter().last().unwrap().rule(), Rule::Exclusive);
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert!(
        shown[2].starts_with("/trade/cash (ByCash.cash): "),
        "{shown:?}"
    );
}

#[derive(RavelinEvent)]
#[ravelin(definition = "../definitions/trade.json")]
struct Shop {
    buyer: Option<&'static str>,
    buyer_id: Option<u8>,
    card: Option<Both>,
    goods: Vec<Good>,
}
#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/trade.json", object = "trade.card")]
struct Both {
    number: Option<&'static str>,
    token: Option<&'static str>,
}
#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/trade.json", object = "trade.goods")]
struct Good {
    sku: Option<&'static str>,
    barcode: Option<&'static str>,
}

/// The envelope, a nested object, and an array element each have their own groups.
#[test]
fn each_object_has_its_own_exclusive_groups() {
    let text = |is_present: bool| is_present.then_some("x");
    for [one, two, three] in ALL {
        let trade = Shop {
            buyer: text(one),
            buyer_id: Some(1),
            card: Some(Both {
                number: text(two),
                token: text(true),
            }),
            goods: vec![
                Good {
                    sku: text(true),
                    barcode: None,
                },
                Good {
                    sku: text(true),
                    barcode: text(three),
                },
            ],
        };
        let mut expected = Vec::new();
        for (is_broken, pointer) in [
            (one, "/buyerId"),
            (two, "/trade/card/token"),
            (three, "/trade/goods/1/barcode"),
        ] {
            if is_broken {
                expected.push((pointer.to_string(), Rule::Exclusive.to_string()));
            }
        }
        let violations = trade.validate().err();
        assert_eq!(
            violations.map_or(Vec::new(), |violations| found(&violations)),
            expected
        );
    }
}
