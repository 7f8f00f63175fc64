//! A voucher event as a struct for each peer, and many different values of it.
//!
//! Strings and integers have plain types, so that every peer validates every rule at run time.

#![allow(clippy::struct_field_names)] // the names are the API's

use crate::hand;
use serde::Serialize;
use serde_json::{Map, Value};
use validator::Validate as _; // its own derive calls the method of a nested struct by name
use voucher_core::{CustomObject, RavelinEnum, RavelinEvent};

/// The first and the last valid time of an event, as in [`hand::is_time`], because attributes do not accept paths.
const MIN: i64 = 100_000_000_000;
const MAX: i64 = 253_402_300_799_999;

#[derive(Clone, Copy, Debug, Serialize, RavelinEnum)]
#[serde(rename_all = "UPPERCASE")]
#[ravelin(event = "voucher", field = "voucherType")]
pub(crate) enum Kind {
    General,
    Referral,
    Reactivation,
    Staff,
}

/// The object `custom`: a map, or a user's struct.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Custom {
    Map(Map<String, Value>),
    Basket(Basket),
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Basket {
    pub(crate) campaign: String,
    pub(crate) items: Vec<Item>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Item {
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) quantity: u32,
    pub(crate) price: i64,
    pub(crate) gift_note: Option<String>,
}

impl CustomObject for Custom {}

/// For the toolkit: a user's flat struct, with an attribute for each different name or unit.
#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(event = "voucher")]
pub(crate) struct Promo {
    #[ravelin(unix = "ms")]
    timestamp: i64,
    #[ravelin(rename = "voucherCode")]
    code: String,
    value: i64,
    currency: String,
    #[ravelin(unix = "ms")]
    creation_time: i64,
    referrer_id: Option<String>,
    #[ravelin(unix = "ms")]
    expiry: Option<i64>,
    referral_value: Option<i64>,
    voucher_type: Option<Kind>,
    custom: Option<Custom>,
    event_type: Option<String>,
}

/// For serde, garde and validator: structs in the shape of the JSON.
#[derive(Clone, Debug, Serialize, garde::Validate, validator::Validate)]
#[serde(rename_all = "camelCase")]
#[garde(allow_unvalidated)]
pub(crate) struct Event {
    #[garde(range(min = MIN, max = MAX))]
    #[validate(range(min = MIN, max = MAX))]
    pub(crate) timestamp: i64,
    #[garde(dive)]
    #[validate(nested)]
    pub(crate) voucher: Voucher,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(pattern("^[a-zA-Z0-9][a-zA-Z0-9-_]*$"))]
    #[validate(regex(path = *crate::peers::EVENT_TYPE))]
    pub(crate) event_type: Option<String>,
}

#[derive(Clone, Debug, Serialize, garde::Validate, validator::Validate)]
#[serde(rename_all = "camelCase")]
#[garde(allow_unvalidated)]
pub(crate) struct Voucher {
    #[garde(length(min = 1))]
    #[validate(length(min = 1))]
    pub(crate) voucher_code: String,
    pub(crate) value: i64,
    #[garde(pattern("^[a-zA-Z]{3}$"), custom(garde_listed))]
    #[validate(regex(path = *crate::peers::CURRENCY), custom(function = validator_listed))]
    pub(crate) currency: String,
    #[garde(range(min = MIN, max = MAX))]
    #[validate(range(min = MIN, max = MAX))]
    pub(crate) creation_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(min = 1))]
    #[validate(length(min = 1))]
    pub(crate) referrer_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(range(min = MIN, max = MAX))]
    #[validate(range(min = MIN, max = MAX))]
    pub(crate) expiry: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) referral_value: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) voucher_type: Option<Kind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) custom: Option<Custom>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // garde's own signature
pub(crate) fn garde_listed(currency: &str, _: &()) -> garde::Result {
    if hand::is_listed(currency) {
        Ok(())
    } else {
        Err(garde::Error::new("no code of ISO 4217"))
    }
}

fn validator_listed(currency: &str) -> Result<(), validator::ValidationError> {
    if hand::is_listed(currency) {
        Ok(())
    } else {
        Err(validator::ValidationError::new("listed"))
    }
}

/// For `serde_valid`, whose attribute has the same name as validator's.
pub(crate) mod other {
    use super::{Custom, Kind, hand};
    use serde::Serialize;
    use serde_valid::Validate;
    use serde_valid::validation::Error;

    #[derive(Clone, Debug, Serialize, Validate)]
    #[serde(rename_all = "camelCase")]
    pub(crate) struct Event {
        #[validate(minimum = 100_000_000_000_i64)]
        #[validate(maximum = 253_402_300_799_999_i64)]
        pub(crate) timestamp: i64,
        #[validate]
        pub(crate) voucher: Voucher,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(pattern = "^[a-zA-Z0-9][a-zA-Z0-9-_]*$")]
        pub(crate) event_type: Option<String>,
    }

    #[derive(Clone, Debug, Serialize, Validate)]
    #[serde(rename_all = "camelCase")]
    pub(crate) struct Voucher {
        #[validate(min_length = 1)]
        pub(crate) voucher_code: String,
        pub(crate) value: i64,
        #[validate(pattern = "^[a-zA-Z]{3}$")]
        #[validate(custom = listed)]
        pub(crate) currency: String,
        #[validate(minimum = 100_000_000_000_i64)]
        #[validate(maximum = 253_402_300_799_999_i64)]
        pub(crate) creation_time: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(min_length = 1)]
        pub(crate) referrer_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(minimum = 100_000_000_000_i64)]
        #[validate(maximum = 253_402_300_799_999_i64)]
        pub(crate) expiry: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(crate) referral_value: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(crate) voucher_type: Option<Kind>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(crate) custom: Option<Custom>,
    }

    fn listed(currency: &str) -> Result<(), Error> {
        if hand::is_listed(currency) {
            Ok(())
        } else {
            Err(Error::Custom(String::from("no code of ISO 4217")))
        }
    }
}

impl From<&Event> for Promo {
    fn from(event: &Event) -> Self {
        let voucher = event.voucher.clone();
        Self {
            timestamp: event.timestamp,
            code: voucher.voucher_code,
            value: voucher.value,
            currency: voucher.currency,
            creation_time: voucher.creation_time,
            referrer_id: voucher.referrer_id,
            expiry: voucher.expiry,
            referral_value: voucher.referral_value,
            voucher_type: voucher.voucher_type,
            custom: voucher.custom,
            event_type: event.event_type.clone(),
        }
    }
}

impl From<&Event> for other::Event {
    fn from(event: &Event) -> Self {
        let voucher = event.voucher.clone();
        Self {
            timestamp: event.timestamp,
            voucher: other::Voucher {
                voucher_code: voucher.voucher_code,
                value: voucher.value,
                currency: voucher.currency,
                creation_time: voucher.creation_time,
                referrer_id: voucher.referrer_id,
                expiry: voucher.expiry,
                referral_value: voucher.referral_value,
                voucher_type: voucher.voucher_type,
                custom: voucher.custom,
            },
            event_type: event.event_type.clone(),
        }
    }
}

/// The same events for every peer.
pub(crate) struct Events {
    pub(crate) promos: Vec<Promo>,
    pub(crate) events: Vec<Event>,
    pub(crate) others: Vec<other::Event>,
}

impl Events {
    pub(crate) fn of(events: Vec<Event>) -> Self {
        Self {
            promos: events.iter().map(Promo::from).collect(),
            others: events.iter().map(other::Event::from).collect(),
            events,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.events.len()
    }
}

/// The content of `custom`.
#[derive(Clone, Copy)]
pub(crate) enum With {
    Nothing,
    Map,
    Basket,
}

/// Returns the event with this number: every field but `custom`, all different, about 248 bytes.
pub(crate) fn event(number: u64, with: With) -> Event {
    let mut random = Random(number);
    let now = 1_512_828_988_826 + random.below(10_000_000_000);
    let types = [
        "voucher-created",
        "voucher-changed",
        "voucher_v2-made",
        "campaign",
    ];
    let kinds = [
        Kind::General,
        Kind::Referral,
        Kind::Reactivation,
        Kind::Staff,
    ];
    Event {
        timestamp: now,
        event_type: Some(String::from(random.one_of(types))),
        voucher: Voucher {
            voucher_code: format!("DISCOUNT-{number}-{}", random.below(10_000)),
            value: random.below(50_000),
            currency: String::from(random.one_of(["GBP", "EUR", "USD", "JPY"])),
            creation_time: now - 5,
            referrer_id: Some(format!("USER-{}", random.below(1_000_000))),
            expiry: Some(now + 86_400_000),
            referral_value: Some(random.below(1_000)),
            voucher_type: Some(random.one_of(kinds)),
            custom: match with {
                With::Nothing => None,
                With::Map => Some(Custom::Map(map(&mut random))),
                With::Basket => Some(Custom::Basket(basket(&mut random))),
            },
        },
    }
}

/// 64 KiB of attributes.
fn map(random: &mut Random) -> Map<String, Value> {
    let entry = |number| {
        let value = format!("value {:016x}-{:017x}", random.next(), random.next());
        (format!("attribute-{number:06}"), Value::String(value))
    };
    (0..1_040).map(entry).collect()
}

/// 64 KiB of items.
fn basket(random: &mut Random) -> Basket {
    let item = |number| Item {
        sku: format!("SKU-{number:05}-{:08x}", random.below(1 << 32)),
        name: format!(
            "A rather long name of item {} für alle",
            random.below(1_000_000)
        ),
        quantity: 1 + u32::try_from(number % 7).unwrap_or(0),
        price: random.below(100_000),
        gift_note: (number % 3 == 0).then(|| format!("from {:x}, with love", random.next())),
    };
    Basket {
        campaign: String::from("spring"),
        items: (0..490).map(item).collect(),
    }
}

type Change = fn(&mut Event);

/// Events with one or more violations, and what is invalid.
pub(crate) fn invalid() -> Vec<(&'static str, Event)> {
    let change: [(&str, Change); 12] = [
        ("a currency of two letters", |event| {
            event.voucher.currency = "GB".into();
        }),
        ("a currency with a digit", |event| {
            event.voucher.currency = "G1P".into();
        }),
        ("a currency that is not listed", |event| {
            event.voucher.currency = "XBT".into();
        }),
        ("an empty code", |event| event.voucher.voucher_code.clear()),
        ("an empty referrer", |event| {
            event.voucher.referrer_id = Some(String::new());
        }),
        ("a timestamp in seconds", |event| event.timestamp /= 1_000),
        ("a creation time in seconds", |event| {
            event.voucher.creation_time /= 1_000;
        }),
        ("an expiry in microseconds", |event| {
            event.voucher.expiry = Some(event.timestamp * 1_000);
        }),
        ("an empty event type", |event| {
            event.event_type = Some(String::new());
        }),
        ("an event type with a space", |event| {
            event.event_type = Some("voucher created".into());
        }),
        ("an event type with a first hyphen", |event| {
            event.event_type = Some("-created".into());
        }),
        ("everything", |event| {
            event.timestamp = -1;
            event.event_type = Some("_".into());
            event.voucher.currency = "£££".into();
            event.voucher.voucher_code.clear();
            event.voucher.creation_time = 0;
            event.voucher.expiry = Some(i64::MAX);
        }),
    ];
    let mut invalid = Vec::new();
    for (number, (name, change)) in (0_u64..).zip(change) {
        let mut event = event(number, With::Nothing);
        change(&mut event);
        invalid.push((name, event));
    }
    invalid
}

/// Valid but rare events: nothing optional, the longest integers, strings that need escapes.
pub(crate) fn rare() -> Vec<Event> {
    let mut bare = event(1, With::Nothing);
    bare.event_type = None;
    bare.voucher.referrer_id = None;
    bare.voucher.expiry = None;
    bare.voucher.referral_value = None;
    bare.voucher.voucher_type = None;
    let mut escapes = event(2, With::Map);
    escapes.voucher.voucher_code =
        "quote \" slash \\ line \n ü \u{1} and more than thirty-two bytes".into();
    escapes.voucher.referrer_id = Some("\"".into());
    let hostile = serde_json::json!({"\t": "\u{7f}\u{2028}", "list": [1, -1, 1.5, null, true, {}, []], "wide": u64::MAX});
    if let Value::Object(members) = hostile {
        escapes.voucher.custom = Some(Custom::Map(members));
    }
    let mut wide = event(3, With::Basket);
    wide.voucher.value = i64::MIN;
    wide.voucher.referral_value = Some(i64::MAX);
    wide.timestamp = MIN;
    wide.voucher.expiry = Some(MAX);
    let mut zero = event(4, With::Nothing);
    zero.voucher.value = 0;
    zero.voucher.custom = Some(Custom::Map(Map::new()));
    vec![bare, escapes, wide, zero]
}

/// A random number generator with a fixed seed (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub(crate) fn below(&mut self, max: i64) -> i64 {
        (self.next() >> 1).cast_signed() % max
    }

    pub(crate) fn one_of<T: Copy, const N: usize>(&mut self, choices: [T; N]) -> T {
        let at = usize::try_from(self.next() % N as u64).unwrap_or(0);
        choices[at]
    }
}
