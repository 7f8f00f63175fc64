//! A number is validated exactly as it is written. Exact fractions are the reference implementation.

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Debug;
use std::sync::LazyLock;
use voucher_core::{NumberField, RavelinEvent, RavelinFields};
use voucher_definition::{Definition, read, read_entry};

const FILE: &str = include_str!("../../definitions/limits.json");

static DEFINITION: LazyLock<&Definition> =
    LazyLock::new(|| read(FILE.as_bytes()).expect("a definition").leak());

/// The fields of the definition file, each with one rule.
const RULES: [(&str, &str, &str); 19] = [
    ("aboveTenth", "exclusiveMinimum", "0.1"),
    ("belowTenth", "exclusiveMaximum", "0.1"),
    ("leastTenth", "minimum", "0.1"),
    ("mostTenth", "maximum", "0.1"),
    ("hundredths", "multipleOf", "0.01"),
    ("tenth", "const", "0.1"),
    ("leastOdd", "minimum", "9007199254740993"),
    ("mostOdd", "maximum", "9007199254740993.0"),
    ("aboveOdd", "exclusiveMinimum", "9007199254740993"),
    ("belowOdd", "exclusiveMaximum", "9007199254740993"),
    ("odd", "const", "9007199254740993"),
    ("threes", "multipleOf", "3"),
    ("leastLargest", "minimum", "18446744073709551615"),
    ("belowLargest", "exclusiveMaximum", "18446744073709551615"),
    ("mostSigned", "maximum", "9223372036854775807"),
    ("mostHuge", "maximum", "1e19"),
    ("negative", "exclusiveMaximum", "-9007199254740993"),
    ("tiny", "multipleOf", "5e-324"),
    ("wide", "multipleOf", "1e20"),
];

#[derive(RavelinEvent)]
#[ravelin(definition = "../definitions/limits.json")]
struct Limits<T> {
    above_tenth: T,
    below_tenth: T,
    least_tenth: T,
    most_tenth: T,
    hundredths: T,
    tenth: T,
    least_odd: T,
    most_odd: T,
    above_odd: T,
    below_odd: T,
    odd: T,
    threes: T,
    least_largest: T,
    below_largest: T,
    most_signed: T,
    most_huge: T,
    negative: T,
    tiny: T,
    wide: T,
    list: [T; 2],
    within: Within<T>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/limits.json", object = "within")]
struct Within<T> {
    half: T,
}

impl<T: Copy> Limits<T> {
    fn of(number: T) -> Self {
        Self {
            above_tenth: number,
            below_tenth: number,
            least_tenth: number,
            most_tenth: number,
            hundredths: number,
            tenth: number,
            least_odd: number,
            most_odd: number,
            above_odd: number,
            below_odd: number,
            odd: number,
            threes: number,
            least_largest: number,
            below_largest: number,
            most_signed: number,
            most_huge: number,
            negative: number,
            tiny: number,
            wide: number,
            list: [number; 2],
            within: Within { half: number },
        }
    }
}

/// Returns the exact value of a JSON number.
fn exact(number: &str) -> BigRational {
    let (mantissa, exponent) = number.split_once('e').unwrap_or((number, "0"));
    let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = [integer, fraction].concat().parse().unwrap();
    let exponent = exponent.parse::<i32>().unwrap() - i32::try_from(fraction.len()).unwrap();
    let ten = BigRational::from_integer(BigInt::from(10));
    BigRational::from_integer(digits) * ten.pow(exponent)
}

fn is_broken(number: &BigRational, keyword: &str, limit: &str) -> bool {
    let limit = exact(limit);
    !match keyword {
        "minimum" => *number >= limit,
        "maximum" => *number <= limit,
        "exclusiveMinimum" => *number > limit,
        "exclusiveMaximum" => *number < limit,
        "multipleOf" => (number / limit).is_integer(),
        _ => *number == limit,
    }
}

/// Returns the pointers of the expected violations of a body in which all numbers are the same.
fn expected(number: &BigRational) -> Vec<String> {
    let broken = RULES
        .iter()
        .filter(|(_, keyword, limit)| is_broken(number, keyword, limit));
    let mut expected: Vec<_> = broken.map(|(name, ..)| format!("/{name}")).collect();
    if is_broken(number, "exclusiveMinimum", "0.1") || is_broken(number, "multipleOf", "0.01") {
        expected.extend([String::from("/list/0"), String::from("/list/1")]);
    }
    if is_broken(number, "maximum", "0.7") {
        expected.push(String::from("/within/half"));
    }
    expected
}

fn pointers<'v>(violations: impl IntoIterator<Item = &'v voucher_core::Violation>) -> Vec<String> {
    let pointers = violations
        .into_iter()
        .map(|violation| violation.pointer().to_owned());
    pointers.collect()
}

fn check<T: NumberField + Serialize + Copy + Debug>(number: T) {
    check_written(number, &serde_json::to_string(&number).unwrap());
}

/// Tests a decimal and its neighbors.
fn check_near_decimal(number: Decimal) {
    for step in [-1, 0, 1] {
        let near = number.mantissa() + step;
        if let Ok(near) = Decimal::try_from_i128_with_scale(near, number.scale()) {
            let written = near.to_string();
            assert_eq!(near.number().to_string(), written);
            check_written(near, &written);
        }
    }
}

/// Tests a number that is written like this.
fn check_written<T: NumberField + Copy + Debug>(number: T, json: &str) {
    let expected = expected(&exact(json));
    let event = Limits::of(number);
    let violations = event.validate().unwrap_err();
    assert_eq!(pointers(&violations), expected, "{json}");
    assert_eq!(event.to_json().unwrap_err(), violations, "{json}");

    let number: Value = serde_json::from_str(json).unwrap();
    // `serde_json` reads a float, which is not exact for a long decimal.
    if exact(&number.to_string()) != exact(json) {
        return;
    }
    let members = RULES
        .iter()
        .map(|(name, ..)| (String::from(*name), number.clone()));
    let mut body = Value::Object(members.collect());
    body["list"] = json!([number, number]);
    body["within"] = json!({ "half": number });
    let found = DEFINITION.check(&body).unwrap_err();
    assert_eq!(pointers(&found), expected, "{json}");
}

/// Tests a float and its neighbors, with both signs.
fn check_near_float(number: f64) {
    for bits in [0, 1, u64::MAX] {
        let near = f64::from_bits(number.to_bits().wrapping_add(bits));
        if near.is_finite() {
            check(near);
            check(-near);
        }
    }
}

fn check_near_single(number: f32) {
    for bits in [0, 1, u32::MAX] {
        let near = f32::from_bits(number.to_bits().wrapping_add(bits));
        if near.is_finite() {
            check(near);
            check(-near);
        }
    }
}

#[test]
fn the_definition_file_has_the_tested_rules() {
    for (name, keyword, limit) in RULES {
        let line = format!("\"{name}\": {{ \"type\": \"number\", \"{keyword}\": {limit} }}");
        assert!(FILE.contains(&line), "{line}");
    }
}

#[test]
fn numbers_at_every_limit_are_validated_as_written() {
    let limits = RULES.map(|(.., limit)| limit);
    for limit in limits
        .into_iter()
        .chain(["0.07", "0.7", "0.3", "1.1", "0", "-0.1", "1e300"])
    {
        check_near_float(limit.parse().unwrap());
        check_near_single(limit.parse().unwrap());
    }
    for limit in limits.into_iter().chain(["0.07", "19.90", "-0.00", "0.7"]) {
        let Ok(limit) = Decimal::from_scientific(limit).or(limit.parse()) else {
            continue; // out of range
        };
        for scale in limit.scale()..=28 {
            let mut limit = limit;
            limit.rescale(scale);
            check_near_decimal(limit);
        }
    }
    check_near_decimal(Decimal::MAX);
    check_near_decimal(Decimal::MIN);
    let edges = [
        0,
        1 << 53,
        (1 << 53) + 1,
        i64::MAX.unsigned_abs(),
        1 << 63,
        u64::MAX,
    ];
    for edge in edges.into_iter().chain([10_000_000_000_000_000_000]) {
        for near in [edge.saturating_sub(1), edge, edge.saturating_add(1)] {
            check(near);
            check(near.cast_signed());
            check(near.cast_signed().wrapping_neg());
        }
    }
}

proptest! {
    #[test]
    fn any_number_is_validated_as_written(
        float in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL,
        single in proptest::num::f32::NORMAL | proptest::num::f32::SUBNORMAL,
        integer in any::<i64>(),
        unsigned in any::<u64>(),
        hundredths in -1_000_i16..1_000,
        (mantissa, scale) in (-(1_i128 << 96) + 1..1 << 96, 0_u32..29),
    ) {
        check_near_decimal(Decimal::from_i128_with_scale(mantissa, scale));
        check_near_decimal(Decimal::new(hundredths.into(), 2));
        check(float);
        check(single);
        check(integer);
        check(unsigned);
        check(f64::from(hundredths) / 100.0);
        check(f32::from(hundredths) / 100.0);
    }

    /// Limits and values have few digits, so that they are often equal.
    #[test]
    fn any_limit_is_compared_exactly(
        (digits, exponent) in (-2_000_i64..2_000, -5_i32..5),
        (limit_digits, limit_exponent) in (-2_000_i64..2_000, -5_i32..5),
        wide in 0_u64..8,
    ) {
        let near = |digits: i64| digits.cast_unsigned().wrapping_add((1 << 53) * wide);
        let number = format!("{digits}e{exponent}");
        let limit = format!("{limit_digits}e{limit_exponent}");
        check_rules(&number, &limit)?;
        check_rules(&number, &number)?;
        check_rules(&near(digits).to_string(), &near(limit_digits).to_string())?;
        check_rules(&format!("-{}", near(digits)), &format!("-{}", near(limit_digits)))?;
    }
}

/// Tests each rule with its own limit in the run-time validator.
fn check_rules(number: &str, limit: &str) -> Result<(), TestCaseError> {
    let value: Value = serde_json::from_str(number).unwrap();
    // `serde_json` reads a float unless the number is an integer of 64 bits.
    let written = serde_json::to_string(&value).unwrap();
    for keyword in [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "const",
    ] {
        let schema = format!("{{\"type\": \"number\", \"{keyword}\": {limit}}}");
        let Ok(entry) = read_entry(schema.as_bytes()) else {
            let is_inexact = limit.starts_with('-') && limit.parse::<i64>().is_err();
            let is_rejected = is_inexact || keyword == "multipleOf" && exact(limit) <= exact("0");
            prop_assert!(is_rejected, "{schema}");
            continue;
        };
        let is_broken = is_broken(&exact(&written), keyword, limit);
        prop_assert_eq!(
            entry.leak().check(&value).is_err(),
            is_broken,
            "{} {}",
            schema,
            written
        );
    }
    Ok(())
}

/// A keyword, its value, and the resulting range of an integer.
const INTEGERS: [(&str, &str, i64, i64); 10] = [
    ("minimum", "9007199254740993.0", ODD, i64::MAX),
    ("minimum", "9007199254740993e0", ODD, i64::MAX),
    ("exclusiveMinimum", "9007199254740993.0", ODD + 1, i64::MAX),
    ("maximum", "9007199254740993.0", i64::MIN, ODD),
    (
        "exclusiveMaximum",
        "-9007199254740993.0",
        i64::MIN,
        -ODD - 1,
    ),
    (
        "minimum",
        "2251799813685249.5",
        2_251_799_813_685_250,
        i64::MAX,
    ),
    (
        "maximum",
        "-2251799813685249.5",
        i64::MIN,
        -2_251_799_813_685_250,
    ),
    ("maximum", "9.223372036854775807e18", i64::MIN, i64::MAX),
    ("minimum", "-9223372036854775808.0", i64::MIN, i64::MAX),
    ("const", "9007199254740993.0", ODD, ODD),
];

/// The first integer that a float cannot represent.
const ODD: i64 = 9_007_199_254_740_993;

#[test]
fn integer_limits_are_exact_however_they_are_written() {
    for (keyword, limit, least, most) in INTEGERS {
        let schema = format!("{{\"type\": \"integer\", \"{keyword}\": {limit}}}");
        let field = read_entry(schema.as_bytes()).unwrap().leak();
        assert_eq!((field.min, field.max), (least, most), "{schema}");
    }
}

#[test]
fn limits_that_do_not_fit_64_bits_are_rejected() {
    for (of, limit) in [
        ("integer", "1e19"),
        ("integer", "9223372036854775808"),
        ("integer", "-9223372036854775809"),
        ("integer", "9007199254740992.5"),
        ("integer", "0.12345678901234567890"),
        ("number", "18446744073709551616"),
        ("number", "-9223372036854775809"),
        ("number", "9007199254740992.5"),
        ("number", "0.12345678901234567890"),
        ("number", "1e-400"),
        ("number", "1e400"),
    ] {
        for keyword in [
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "const",
        ] {
            let schema = format!("{{\"type\": \"{of}\", \"{keyword}\": {limit}}}");
            assert!(read_entry(schema.as_bytes()).is_err(), "{schema}");
        }
    }
}

#[test]
fn a_decimal_is_sent_exactly_with_its_zeros() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "../definitions/limits.json")]
    struct Price {
        hundredths: Option<Decimal>,
    }
    let json = |price: &str| {
        Price {
            hundredths: price.parse().ok(),
        }
        .to_json()
    };
    for price in [
        "19.90",
        "0.00",
        "-5.00",
        "1234567890123456789012345678",
        "12345678901234567890123456.70",
    ] {
        assert_eq!(json(price).unwrap(), format!("{{\"hundredths\":{price}}}"));
    }
    for price in ["19.905", "0.001", "12345678901234567890123456.001"] {
        let violations = json(price).unwrap_err();
        assert_eq!(violations.first().message(), "expected a multiple of 0.01");
    }
}

#[test]
fn a_schema_has_the_limits_as_written() {
    let schema: Value = serde_json::from_str(&Limits::<f64>::schema()).unwrap();
    for (name, keyword, limit) in RULES {
        let property = &schema["properties"][name];
        let keywords = match keyword {
            "const" => vec!["minimum", "maximum"],
            _ => vec![keyword],
        };
        for keyword in keywords {
            let found = property[keyword].to_string();
            assert_eq!(exact(&found), exact(limit), "{name}: {property}");
        }
    }
}
