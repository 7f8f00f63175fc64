//! Every attribute key works with a definition file: for the entity, its parts and nested structs.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use std::rc::Rc;
use voucher_core::{Currency, RavelinEnum, RavelinEvent, RavelinFields, Rule, Timestamp};

/// Uses everything at once: a part, field keys, constants, the clock, and a field name that the envelope has too.
#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/parcel.json",
    timestamp = now,
    constant(event_type = "parcel-sent", source = "shop"),
    check = weighed
)]
struct Parcel<'p, T> {
    #[ravelin(rename = "parcelId")]
    id: u64,
    #[ravelin(rename = "parcel.source", length(min = 2))]
    depot: &'static str,
    #[ravelin(flatten)]
    money: Money,
    contents: &'p [Content<T>],
    #[ravelin(with = sized)]
    size: Option<[f32; 3]>,
    opened: Option<&'p [Timestamp]>,
    #[ravelin(custom)]
    shelf: u8,
}

fn sized(sides: &[f32; 3]) -> Result<Size, &'static str> {
    let width = sides[0];
    if width > 100.0 {
        return Err("wider than the van");
    }
    Ok(Size {
        width,
        height: None,
    })
}

fn weighed<T>(parcel: &Parcel<'_, T>) -> Result<(), &'static str> {
    if parcel.id == 13 {
        Err("not that one")
    } else {
        Ok(())
    }
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/parcel.json")]
struct Money {
    value: Decimal,
    currency: Currency,
}

#[derive(Clone, RavelinFields)]
#[ravelin(definition = "definitions/parcel.json", object = "parcel.contents", check = cheap)]
struct Content<T> {
    price: T,
    currency: Option<Currency>,
    #[ravelin(unix = "s")]
    made_on: Option<i64>,
    origins: Option<Rc<[Origin]>>,
    #[ravelin(check = upright)]
    size: Option<Size>,
    #[ravelin(custom)]
    note: Option<&'static str>,
}

fn cheap<T>(content: &Content<T>) -> Result<(), &'static str> {
    if content.note == Some("dear") {
        Err("too dear for the post")
    } else {
        Ok(())
    }
}

fn upright(size: &Size) -> Result<(), &'static str> {
    if size.height.is_none() {
        Err("no height")
    } else {
        Ok(())
    }
}

#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(
    definition = "definitions/parcel.json",
    field = "parcel.contents.origins"
)]
enum Origin {
    #[ravelin(rename = "EU")]
    Union,
    #[ravelin(rename = "UK")]
    Kingdom,
}

/// Derived for the contents; the parcel accepts it too, because the definitions are identical.
#[derive(Clone, RavelinFields)]
#[ravelin(
    definition = "definitions/parcel.json",
    object = "parcel.contents.size"
)]
struct Size {
    width: f32,
    height: Option<u8>,
}

fn content(price: &str) -> Content<Decimal> {
    Content {
        price: price.parse().unwrap(),
        currency: None,
        made_on: None,
        origins: None,
        size: None,
        note: None,
    }
}

fn parcel(contents: &[Content<Decimal>]) -> Parcel<'_, Decimal> {
    Parcel {
        id: 7,
        depot: "LON",
        money: Money {
            value: "12.50".parse().unwrap(),
            currency: Currency::GBP,
        },
        contents,
        size: None,
        opened: None,
        shelf: 3,
    }
}

fn sent(event: &impl RavelinEvent) -> Value {
    let now = Timestamp::from_secs(1_512_828_988).unwrap();
    serde_json::from_str(event.prepare_at(now).unwrap().body()).unwrap()
}

fn violations_of(event: &impl RavelinEvent) -> Vec<String> {
    let violations = event.validate().unwrap_err();
    violations
        .iter()
        .map(|violation| {
            format!(
                "{} {} {}",
                violation.pointer(),
                violation.field().unwrap_or("-"),
                violation.rule()
            )
        })
        .collect()
}

#[test]
fn every_key_works_with_a_definition_file() {
    let time = Timestamp::from_secs(1_512_828_988).unwrap();
    let contents = [Content {
        made_on: Some(1_512_828_988),
        origins: Some([Origin::Union, Origin::Kingdom].into()),
        size: Some(Size {
            width: 0.1,
            height: Some(2),
        }),
        note: Some("fragile"),
        ..content("10")
    }];
    let parcel = Parcel {
        size: Some([1.5; 3]),
        opened: Some(&[time, time]),
        ..parcel(&contents)
    };
    assert_eq!(
        sent(&parcel),
        json!({
            "timestamp": 1_512_828_988_000_i64,
            "source": "shop",
            "parcel": {
                "parcelId": "7",
                "source": "LON",
                "value": 1_250,
                "currency": "GBP",
                "contents": [{
                    "price": 1_000,
                    "madeOn": 1_512_828_988_000_i64,
                    "origins": ["EU", "UK"],
                    "size": { "width": 0.1, "height": 2 },
                    "custom": { "note": "fragile" },
                }],
                "size": { "width": 1.5 },
                "opened": [1_512_828_988_000_i64, 1_512_828_988_000_i64],
                "custom": { "shelf": 3 },
            },
            "eventType": "parcel-sent",
        })
    );
    let now = Timestamp::from_secs(1_600_000_000).unwrap();
    assert_eq!(parcel.prepare_at(now).unwrap().timestamp(), Some(now));
}

/// Major units are converted with the currency of their own object, or else of the enclosing one. Yen have no minor unit.
#[test]
fn an_amount_uses_the_nearest_currency() {
    let contents = [
        Content {
            currency: Some(Currency::JPY),
            ..content("10")
        },
        content("10"),
        Content {
            currency: Some(Currency::KWD),
            ..content("10")
        },
    ];
    let body = sent(&parcel(&contents));
    let prices: Vec<_> = body["parcel"]["contents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["price"])
        .collect();
    assert_eq!(prices, [10, 1_000, 10_000]);
    assert_eq!(body["parcel"]["value"], 1_250);
    let contents = [
        Content {
            currency: Some(Currency::JPY),
            ..content("10.5")
        },
        content("10.5"),
    ];
    assert_eq!(
        violations_of(&parcel(&contents)),
        ["/parcel/contents/0/price Content.price amount"]
    );
}

#[test]
fn violations_of_user_rules_have_the_right_pointer() {
    let contents = [
        content("1"),
        Content {
            note: Some("dear"),
            ..content("1")
        },
        Content {
            size: Some(Size {
                width: 1.0,
                height: None,
            }),
            ..content("1")
        },
        Content {
            made_on: Some(1_512_828_988_000),
            ..content("1")
        },
    ];
    let parcel = Parcel {
        size: Some([101.0; 3]),
        depot: "L",
        ..parcel(&contents)
    };
    assert_eq!(
        violations_of(&parcel),
        [
            "/parcel/source Parcel.depot length",
            "/parcel/contents/1 Content check",
            "/parcel/contents/2/size Content.size check",
            "/parcel/contents/3/madeOn Content.made_on time",
            "/parcel/size Parcel.size check",
        ]
    );
    let parcel = Parcel {
        size: Some([-1.0; 3]),
        id: 13,
        ..self::parcel(&[])
    };
    assert_eq!(
        violations_of(&parcel),
        ["/parcel/size/width Size.width range"]
    );
    let parcel = Parcel {
        id: 13,
        ..self::parcel(&[])
    };
    assert_eq!(violations_of(&parcel), [" Parcel check"]);
}

#[test]
fn the_definitions_rules_apply_to_parts() {
    let mut parcel = parcel(&[]);
    parcel.money.value = "-0.01".parse().unwrap();
    assert_eq!(violations_of(&parcel), ["/parcel/value Money.value range"]);
    assert_eq!(parcel.validate().unwrap_err().first().rule(), Rule::Range);
}

/// Once the buffer is large enough, a valid event allocates nothing.
#[test]
fn nested_objects_cost_no_allocation() {
    let contents = [Content {
        origins: Some([Origin::Union].into()),
        note: Some("fragile"),
        ..content("10")
    }];
    let parcel = parcel(&contents);
    let now = Timestamp::from_secs(1_512_828_988).unwrap();
    let mut out = Vec::with_capacity(8_192);
    parcel.encode_at(&mut out, now).unwrap();
    out.clear();
    let counted = allocation_counter::measure(|| parcel.encode_at(&mut out, now).unwrap());
    assert_eq!(counted.count_total, 0);
}

/// No const can see the type that a conversion returns, so it is checked at run time.
#[derive(RavelinFields)]
#[ravelin(definition = "definitions/parcel.json", object = "parcel.contents")]
struct Odd {
    price: i64,
    #[ravelin(with = itself)]
    size: Option<[i64; 2]>,
}

fn itself(price: &[i64; 2]) -> Odd {
    Odd {
        price: price[0],
        size: None,
    }
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/parcel.json",
    timestamp = now,
    constant(source = "shop", value = 1, currency = "GBP")
)]
struct OddParcel {
    parcel_id: u64,
    #[ravelin(rename = "parcel.source")]
    depot: &'static str,
    contents: Vec<Odd>,
    scans: Vec<Map<String, Value>>,
}

#[test]
fn a_conversion_into_another_object_is_a_violation() {
    let odd = |size| OddParcel {
        parcel_id: 1,
        depot: "LON",
        contents: vec![Odd { price: 1, size }],
        scans: Vec::new(),
    };
    assert!(odd(None).validate().is_ok());
    let violations = odd(Some([3, 3])).validate().unwrap_err();
    assert_eq!(violations.first().pointer(), "/parcel/contents/0/size");
    assert_eq!(violations.first().rule(), Rule::Type);
    assert!(
        violations
            .to_string()
            .contains("whose `price` (`Odd.price`) is not in the expected object"),
        "{violations}"
    );
}

#[test]
fn an_array_of_free_objects_is_sent_unchanged() {
    let scans = json!([{}, { "at": "LON", "by": { "name": "Bilbo" } }, {}]);
    let parcel = OddParcel {
        parcel_id: 1,
        depot: "LON",
        contents: Vec::new(),
        scans: serde_json::from_value(scans.clone()).unwrap(),
    };
    assert_eq!(sent(&parcel)["parcel"]["scans"], scans);
}
