//! Each key of `#[ravelin(…)]` does what the reference table says.

use voucher_core::{Currency, RavelinEvent, Rule, Timestamp, TimestampError};

mod renamed {
    pub(crate) mod inner {
        pub(crate) use voucher_core::*;
    }
}

const KIND: &str = "promo-created";
const PRICE: i64 = -5;
const MADE: Timestamp = Timestamp::MIN;

#[derive(RavelinEvent)]
#[ravelin(
    event = "voucher",
    timestamp = now,
    constant(event_type = KIND, value = PRICE, creation_time = MADE, referral_value = -1, expiry = 1_512_828_988_826),
    crate = renamed::inner
)]
struct Constants {
    voucher_code: u8,
    #[ravelin(unlisted)]
    currency: &'static str,
}

#[test]
fn constants_are_sent_and_the_clock_is_read() {
    let event = Constants {
        voucher_code: 1,
        currency: "xbt",
    };
    let mut out = Vec::new();
    let now = Timestamp::from_secs(1_600_000_000).unwrap();
    event.encode_at(&mut out, now).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        r#"{"timestamp":1600000000000,"voucher":{"voucherCode":"1","value":-5,"currency":"XBT","creationTime":100000000000,"expiry":1512828988826,"referralValue":-1},"eventType":"promo-created"}"#
    );
    let (before, prepared, after) = (Timestamp::now(), event.prepare().unwrap(), Timestamp::now());
    assert!(
        prepared
            .timestamp()
            .is_some_and(|time| before <= time && time <= after)
    );
    assert!(prepared.is_now());
    assert_eq!(event.prepare_at(now).unwrap().timestamp(), Some(now));
}

struct HalfPence(u32);

impl HalfPence {
    fn pence(&self) -> i64 {
        i64::from(self.0) * 2
    }
}

fn parsed(string: &str) -> Result<Timestamp, TimestampError> {
    string.parse()
}

fn not_empty(string: &str) -> Option<&str> {
    Some(string).filter(|string| !string.is_empty())
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", optional(currency))]
struct EveryKey {
    timestamp: Timestamp,
    #[ravelin(rename = "voucherCode", required)]
    code: Option<String>,
    #[ravelin(with = HalfPence::pence)]
    value: HalfPence,
    #[ravelin(with = parsed)]
    creation_time: &'static str,
    #[ravelin(with = not_empty)]
    referrer_id: Option<String>,
    #[ravelin(unix = "us")]
    expiry: Option<i64>,
    #[ravelin(extra = "campaignId")]
    campaign: u8,
    #[ravelin(custom, with = u8::to_string)]
    shelf: u8,
    #[ravelin(skip)]
    _note: &'static str,
}

fn every_key() -> EveryKey {
    EveryKey {
        timestamp: Timestamp::MIN,
        code: Some("C".into()),
        value: HalfPence(4),
        creation_time: "2017-12-09T14:16:28.826Z",
        referrer_id: Some(String::new()),
        expiry: Some(1_512_828_988_826_999),
        campaign: 3,
        shelf: 9,
        _note: "",
    }
}

#[test]
fn fields_are_renamed_converted_and_added() {
    assert_eq!(
        every_key().to_json().unwrap(),
        r#"{"timestamp":100000000000,"voucher":{"voucherCode":"C","value":8,"creationTime":1512828988826,"expiry":1512828988826,"custom":{"shelf":"9"},"campaignId":3}}"#
    );
}

#[test]
fn a_required_none_and_a_failed_conversion_are_violations() {
    let event = EveryKey {
        code: None,
        creation_time: "yesterday",
        expiry: Some(1_512_828_988),
        ..every_key()
    };
    let violations = event.validate().unwrap_err();
    let rules: Vec<_> = violations
        .iter()
        .map(|violation| (violation.field().unwrap(), violation.rule()))
        .collect();
    assert_eq!(
        rules,
        [
            ("EveryKey.code", Rule::Required),
            ("EveryKey.creation_time", Rule::Check),
            ("EveryKey.expiry", Rule::Time)
        ]
    );
}

#[test]
fn an_unlisted_currency_needs_the_key() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Listed {
        voucher_code: u8,
        value: u8,
        creation_time: Timestamp,
        currency: Currency,
    }
    let listed = Listed {
        voucher_code: 1,
        value: 1,
        creation_time: Timestamp::MIN,
        currency: Currency::unlisted("XBT").unwrap(),
    };
    assert_eq!(
        listed.validate().unwrap_err().first().rule(),
        Rule::Currency
    );
    let event = Constants {
        voucher_code: 1,
        currency: "x1t",
    };
    assert_eq!(event.validate().unwrap_err().first().rule(), Rule::Pattern);
}

#[test]
fn a_conversion_is_called_only_as_often_as_needed() {
    use std::cell::Cell;

    struct Code<'c>(&'c Cell<u32>);
    fn counted(code: &Code<'_>) -> Currency {
        code.0.set(code.0.get() + 1);
        Currency::GBP
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo<'c> {
        voucher_code: u8,
        #[ravelin(with = HalfPence::pence)]
        value: HalfPence,
        #[ravelin(with = counted)]
        currency: Code<'c>,
        creation_time: Timestamp,
    }
    let count = Cell::new(0);
    let promo = Promo {
        voucher_code: 1,
        value: HalfPence(1),
        currency: Code(&count),
        creation_time: Timestamp::MIN,
    };
    promo.to_json().unwrap();
    assert_eq!(count.get(), 1);
}
