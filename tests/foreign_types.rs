//! Types of other crates are supported by their features.

use rust_decimal::Decimal;
use voucher_core::{Currency, RavelinEvent, Rule, Timestamp};

const MILLIS: i64 = 1_512_828_988_826;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher")]
struct Promo {
    timestamp: jiff::Timestamp,
    voucher_code: uuid::Uuid,
    value: Decimal,
    referral_value: Option<Decimal>,
    currency: Currency,
    creation_time: chrono::DateTime<chrono::Utc>,
    expiry: Option<time::OffsetDateTime>,
}

fn promo(value: &str, currency: Currency) -> Promo {
    let nanos = i128::from(MILLIS) * 1_000_000 + 999_999;
    Promo {
        timestamp: jiff::Timestamp::from_nanosecond(nanos).unwrap(),
        voucher_code: uuid::Uuid::from_u128(0x1234),
        value: value.parse().unwrap(),
        referral_value: None,
        currency,
        creation_time: chrono::DateTime::from_timestamp_nanos(nanos.try_into().unwrap()),
        expiry: time::OffsetDateTime::from_unix_timestamp_nanos(nanos).ok(),
    }
}

#[test]
fn times_are_rounded_down_and_a_uuid_is_sent_as_a_string() {
    assert_eq!(
        promo("1", Currency::GBP).to_json().unwrap(),
        r#"{"timestamp":1512828988826,"voucher":{"voucherCode":"00000000-0000-0000-0000-000000001234","value":100,"currency":"GBP","creationTime":1512828988826,"expiry":1512828988826}}"#
    );
}

#[test]
fn a_decimal_is_in_major_units_of_the_events_currency() {
    let value = |value: &str, currency| {
        let json = promo(value, currency).to_json()?;
        let body: serde_json::Value = serde_json::from_str(&json).unwrap();
        Ok::<_, voucher_core::Violations>(body["voucher"]["value"].as_i64().unwrap())
    };
    assert_eq!(value("10.50", Currency::USD), Ok(1_050));
    assert_eq!(value("300", Currency::JPY), Ok(300));
    assert_eq!(value("1.2", Currency::MRU), Ok(6));
    assert_eq!(value("-1.234", Currency::KWD), Ok(-1_234));
    assert_eq!(value("92233720368547758.07", Currency::GBP), Ok(i64::MAX));
    for (wrong, currency, rule) in [
        ("10.505", Currency::USD, Rule::Amount),
        ("0.5", Currency::JPY, Rule::Amount),
        ("0.1", Currency::MGA, Rule::Amount),
        ("92233720368547758.08", Currency::GBP, Rule::Range),
        ("-92233720368547758.09", Currency::GBP, Rule::Range),
        ("79228162514264337593543950335", Currency::KWD, Rule::Range),
    ] {
        let violations = value(wrong, currency).unwrap_err();
        assert_eq!(violations.first().rule(), rule, "{wrong}");
        assert_eq!(violations.len(), 1);
    }
}

#[test]
fn an_invalid_currency_is_one_violation_even_beside_decimals() {
    let promo = promo("1", Currency::unlisted("XBT").unwrap());
    let violations = promo.validate().unwrap_err();
    let rules: Vec<_> = violations
        .iter()
        .map(voucher_core::Violation::rule)
        .collect();
    assert_eq!(rules, [Rule::Currency]);
}

#[test]
fn a_decimal_without_a_currency_is_a_violation() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", optional(currency, creation_time))]
    struct Promo {
        timestamp: Timestamp,
        voucher_code: u8,
        value: Decimal,
        currency: Option<Currency>,
    }
    let promo = Promo {
        timestamp: Timestamp::MIN,
        voucher_code: 1,
        value: Decimal::ONE,
        currency: None,
    };
    let violations = promo.validate().unwrap_err();
    assert_eq!(violations.first().rule(), Rule::Amount);
    assert!(violations.first().message().contains("found none; map one"));
}

#[test]
fn a_time_outside_the_accepted_range_is_a_violation() {
    for early in [0, -1, -999_999_999] {
        assert!(Timestamp::try_from(jiff::Timestamp::from_nanosecond(early).unwrap()).is_err());
        assert!(
            Timestamp::try_from(time::OffsetDateTime::from_unix_timestamp_nanos(early).unwrap())
                .is_err()
        );
    }
    assert!(Timestamp::try_from(chrono::DateTime::<chrono::Utc>::MIN_UTC).is_err());
    let zoned = jiff::Timestamp::from_millisecond(MILLIS)
        .unwrap()
        .to_zoned_datetime(jiff::tz::TimeZone::UTC);
    assert_eq!(
        Timestamp::try_from(zoned).map(Timestamp::as_millis),
        Ok(MILLIS)
    );
}

#[test]
fn a_decimal_from_a_conversion_uses_the_currency() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", optional(creation_time))]
    struct Promo {
        timestamp: Timestamp,
        voucher_code: u8,
        #[ravelin(with = str::parse::<Decimal>)]
        value: &'static str,
        #[ravelin(with = str::parse::<Currency>)]
        currency: &'static str,
    }
    let promo = |value, currency| Promo {
        timestamp: Timestamp::MIN,
        voucher_code: 1,
        value,
        currency,
    };
    let json = promo("1.2", "mru").to_json().unwrap();
    assert!(json.contains(r#""value":6,"currency":"MRU""#), "{json}");
    let violations = promo("1.2", "pounds").validate().unwrap_err();
    assert_eq!(
        (violations.len(), violations.first().rule()),
        (1, Rule::Check)
    );
}
