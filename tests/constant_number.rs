//! A constant number is any literal that the field admits. It is sent exactly as it is written.

use serde_json::{Value, json};
use voucher_core::RavelinEvent;
use voucher_definition::read;

const FILE: &str = include_str!("definitions/reading.json");

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/reading.json",
    constant(
        scale = 2.5,
        count = 5,
        ratio = 0.125,
        price = 19.90,
        offset = -1_000.5e3,
        version = 1.5,
        fallback = null,
        level = 3.5,
        step = 3,
        extra = -0.5
    )
)]
struct Literals {}

#[test]
fn literals_are_sent_as_they_are_written() {
    Literals {}.validate().unwrap();
    let prepared = Literals {}.prepare().unwrap();
    assert_eq!(prepared.target(), "/v1/readings?scale=2.5");
    assert_eq!(
        prepared.body(),
        r#"{"count":5,"ratio":0.125,"price":19.90,"offset":-1000.5e3,"version":1.5,"fallback":null,"level":3.5,"step":3,"extra":-0.5}"#
    );
    let body: Value = serde_json::from_str(prepared.body()).unwrap();
    let definition = read(FILE.as_bytes()).unwrap().leak();
    definition.check(&body).unwrap();
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/reading.json",
    constant(
        scale = -7,
        count = 18_446_744_073_709_551_616,
        ratio = 1e-20,
        price = 00.50,
        offset = 7.,
        fallback = -0x10,
        level = -0.0,
        step = "up",
        extra = 0.10000000000000000001
    )
)]
struct Unusual {}

#[test]
fn unusual_literals_are_sent_as_json() {
    Unusual {}.validate().unwrap();
    let prepared = Unusual {}.prepare().unwrap();
    assert_eq!(prepared.target(), "/v1/readings?scale=-7");
    assert_eq!(
        prepared.body(),
        r#"{"count":18446744073709551616,"ratio":1e-20,"price":0.50,"offset":7,"fallback":-16,"level":-0.0,"step":"up","extra":0.10000000000000000001}"#
    );
    let definition = read(FILE.as_bytes()).unwrap().leak();
    let body: Value = serde_json::from_str(prepared.body()).unwrap();
    definition.check(&body).unwrap();
}

const COUNT: i64 = -5;
const RATIO: f64 = 0.1;
const PRICE: f64 = 19.9;
const LEVEL: i64 = 3;

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/reading.json",
    constant(count = COUNT, ratio = RATIO, price = PRICE, version = Self::VERSION, level = LEVEL, step = LEVEL, extra = RATIO)
)]
struct Paths {}

impl Paths {
    const VERSION: f64 = 1.5;
}

#[test]
fn paths_of_floats_and_integers_are_sent() {
    Paths {}.validate().unwrap();
    assert_eq!(
        Paths {}.to_json().unwrap(),
        r#"{"count":-5,"ratio":0.1,"price":19.9,"version":1.5,"level":3,"step":3,"extra":0.1}"#
    );
}

const UNEVEN: f64 = 19.905;

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/reading.json",
    constant(price = UNEVEN)
)]
struct NotAMultiple {}

#[test]
fn what_a_build_cannot_check_about_a_path_is_checked_before_it_is_sent() {
    let violations = NotAMultiple {}.validate().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "/price (NotAMultiple.price): expected a multiple of 0.01"
    );
}

#[test]
fn the_schema_has_the_numbers() {
    let schema: Value = serde_json::from_str(&Literals::schema()).unwrap();
    for (name, expected) in [
        ("count", json!(5)),
        ("price", json!(19.9)),
        ("offset", json!(-1_000_500.0)),
        ("level", json!(3.5)),
        ("extra", json!(-0.5)),
    ] {
        assert_eq!(schema["properties"][name], json!({ "const": expected }));
    }
}
