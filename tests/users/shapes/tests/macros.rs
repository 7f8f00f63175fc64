//! Structs can be written by `macro_rules!`, with fragments of every kind.

use voucher_core::{Currency, RavelinEvent, Rule, Timestamp};

const NOW: Timestamp = match Timestamp::from_secs(1_600_000_000) {
    Ok(now) => now,
    Err(_) => Timestamp::MIN,
};

/// Appends the event to a buffer that is not empty, and returns the body after the timestamp.
fn written(event: &impl RavelinEvent) -> String {
    let mut out = b"before".to_vec();
    event.encode_at(&mut out, NOW).unwrap();
    let out = String::from_utf8(out).unwrap();
    let body = out.strip_prefix(r#"before{"timestamp":1600000000000,"#);
    body.unwrap_or(&out).to_owned()
}

fn violations_of(event: &impl RavelinEvent) -> Vec<(String, Rule)> {
    let violations = event.validate().unwrap_err();
    let violations = violations.iter();
    violations
        .map(|violation| (violation.field().unwrap().into(), violation.rule()))
        .collect()
}

mod rules {
    pub(crate) mod deep {
        pub(crate) fn half<T: Copy + Into<i64>>(value: &T) -> Result<i64, &'static str> {
            match (*value).into() {
                odd if odd % 2 != 0 => Err("odd"),
                even => Ok(even / 2),
            }
        }

        pub(crate) fn not_six(value: &u8) -> Result<(), String> {
            if *value == 6 {
                return Err("six".into());
            }
            Ok(())
        }
    }
}

macro_rules! event {
    (
        $(#[$attribute:meta])*
        $visibility:vis struct $name:ident<$lifetime:lifetime, $parameter:ident $(: $bound:ty)?> as $event:literal {
            $($more:vis $field:ident: $type:ty,)*
        }
        $text:literal, $number:literal, $truth:path, with $with:path, check $check:path, of $key:literal
    ) => {
        $(#[$attribute])*
        #[derive(RavelinEvent)]
        #[ravelin(
            event = $event,
            timestamp = now,
            constant(event_type = $text, value = $number, currency = $truth),
            check = Self::$name
        )]
        $visibility struct $name<$lifetime, $parameter> {
            $($more $field: $type,)*
            #[ravelin(unix = "s")]
            creation_time: i64,
            #[ravelin(with = $with, check = $check, range(min = $number))]
            referral_value: Option<u8>,
            #[ravelin(custom = $key)]
            member: &$lifetime Option<$parameter>,
        }

        impl<$lifetime, $parameter> $name<$lifetime, $parameter> {
            #[allow(non_snake_case)] // one fragment serves two
            fn $name(&self) -> Result<(), &'static str> {
                match self.creation_time {
                    1_600_000_000 => Err("now"),
                    _ => Ok(()),
                }
            }
        }
    };
}

mod made {
    use super::{Currency, RavelinEvent, rules};

    const GBP: Currency = Currency::GBP;

    event! {
        /// Written by a macro.
        #[derive(Clone)]
        pub(crate) struct Made<'m, T> as "voucher" {
            pub(crate) voucher_code: &'m str,
            pub(super) referrer_id: Option<Box<&'m String>>,
            r#expiry: Option<super::Timestamp>,
        }
        "made", 1, self::GBP, with rules::deep::half::<u8>, check rules::deep::not_six, of "the key"
    }

    pub(crate) fn made<'m, T>(
        voucher_code: &'m str,
        creation_time: i64,
        referral_value: u8,
        member: &'m Option<T>,
    ) -> Made<'m, T> {
        Made {
            voucher_code,
            referrer_id: None,
            expiry: None,
            creation_time,
            referral_value: Some(referral_value),
            member,
        }
    }
}

#[test]
fn every_fragment_of_an_event() {
    let owner = String::from("U");
    let mut made = made::made("C", 1_512_828_988, 4, &Some('m'));
    made.referrer_id = Some(Box::new(&owner));
    assert_eq!(
        written(&made.clone()),
        r#""voucher":{"voucherCode":"C","value":1,"currency":"GBP","creationTime":1512828988000,"referrerId":"U","referralValue":2,"custom":{"the key":"m"}},"eventType":"made"}"#
    );
    assert_eq!(
        violations_of(&made::made("", 1, 3, &None::<u8>)),
        [
            ("Made.voucher_code".into(), Rule::Length),
            ("Made.creation_time".into(), Rule::Time),
            ("Made.referral_value".into(), Rule::Check),
        ]
    );
    let six = made::made("C", 1_512_828_988, 6, &None::<u8>);
    assert_eq!(
        violations_of(&six),
        [("Made.referral_value".into(), Rule::Check)]
    );
    let zero = made::made("C", 1_512_828_988, 0, &None::<u8>);
    assert_eq!(
        violations_of(&zero),
        [("Made.referral_value".into(), Rule::Range)]
    );
    let now = made::made("C", 1_600_000_000, 4, &None::<u8>);
    assert_eq!(violations_of(&now), [("Made".into(), Rule::Check)]);
}

macro_rules! constants {
    ($name:ident: $($field:ident = $value:expr),*; $least:expr) => {
        #[derive(RavelinEvent)]
        #[ravelin(event = "voucher", timestamp = now, constant($($field = $value),*))]
        struct $name {
            #[ravelin(length(min = $least))]
            voucher_code: &'static str,
        }
    };
}

#[test]
fn expressions_as_values() {
    const END: i64 = 1_512_828_988_826;
    constants! {
        Constants:
        event_type = "e", value = -5, currency = "GBP", creation_time = END, referral_value = 7,
        voucher_type = voucher_core::VoucherType::Staff;
        2
    }
    let event = |voucher_code| Constants { voucher_code };
    assert_eq!(
        written(&event("CC")),
        r#""voucher":{"voucherCode":"CC","value":-5,"currency":"GBP","creationTime":1512828988826,"referralValue":7,"voucherType":"STAFF"},"eventType":"e"}"#
    );
    assert_eq!(
        violations_of(&event("C")),
        [("Constants.voucher_code".into(), Rule::Length)]
    );
}

macro_rules! part_and_enum {
    (
        $part:ident($value:ident: $amount:ty, $currency:ident: $code:ty),
        $kind:ident($($variant:ident = $listed:literal),*) of $event:literal $field:literal in $core:path
    ) => {
        #[derive(RavelinFields)]
        #[ravelin(event = $event, crate = $core)]
        struct $part {
            #[ravelin(rename = "value")]
            $value: $amount,
            #[ravelin(rename = "currency", unlisted)]
            $currency: $code,
            voucher_type: $kind,
        }

        #[derive(RavelinEnum)]
        #[ravelin(event = $event, field = $field, crate = $core)]
        enum $kind {
            $(#[ravelin(rename = $listed)] $variant,)*
        }

        #[derive(RavelinEvent)]
        #[ravelin(event = $event, timestamp = now, crate = $core)]
        struct Whole<$kind> where $kind: voucher_core::TextField {
            voucher_code: $kind,
            creation_time: Timestamp,
            #[ravelin(flatten)]
            part: self::$part,
        }
    };
}

mod part {
    use super::Timestamp;
    use voucher_core::{RavelinEnum, RavelinEvent, RavelinFields};

    part_and_enum! {
        Money(pence: i64, code: &'static str),
        Kind(One = "GENERAL", Two = "STAFF") of "voucher" "voucherType" in voucher_core
    }

    pub(super) fn whole(is_staff: bool, code: &'static str) -> impl RavelinEvent {
        let voucher_type = if is_staff { Kind::Two } else { Kind::One };
        Whole {
            voucher_code: "C",
            creation_time: Timestamp::MIN,
            part: Money {
                pence: 3,
                code,
                voucher_type,
            },
        }
    }
}

#[test]
fn a_part_and_an_enum() {
    assert_eq!(
        written(&part::whole(true, "xbt")),
        r#""voucher":{"voucherCode":"C","creationTime":100000000000,"value":3,"currency":"XBT","voucherType":"STAFF"}}"#
    );
    assert_eq!(
        violations_of(&part::whole(false, "x")),
        [("Money.code".into(), Rule::Pattern)]
    );
}

macro_rules! hidden_names {
    ($outer:ident) => {
        #[derive(RavelinEvent)]
        #[ravelin(event = "voucher/check", check = check)]
        struct Check<$outer> {
            customer_id: $outer,
            #[ravelin(with = twice, check = small)]
            depth: u8,
            #[ravelin(with = voucher_types::given)]
            voucher_type: (),
        }
        fn check<T>(check: &Check<T>) -> Result<(), &'static str> {
            if check.depth == 3 {
                Err("three")
            } else {
                Ok(())
            }
        }
        fn twice(value: &u8) -> u8 {
            value * 2
        }
        fn small(value: &u8) -> Result<(), &'static str> {
            if *value > 4 { Err("large") } else { Ok(()) }
        }
        mod voucher_types {
            #[allow(clippy::trivially_copy_pass_by_ref)] // what `with` takes
            pub(super) fn given((): &()) -> &'static str {
                "GENERAL"
            }
        }
        fn check_of(depth: u8) -> Check<&'static str> {
            Check {
                customer_id: "U",
                depth,
                voucher_type: (),
            }
        }
    };
}

hidden_names!(T);

#[test]
fn names_defined_by_a_macro() {
    assert_eq!(
        written(&check_of(2)),
        r#"before{"customerId":"U","voucherType":"GENERAL","depth":4}"#
    );
    assert_eq!(
        violations_of(&check_of(5)),
        [("Check.depth".into(), Rule::Check)]
    );
    assert_eq!(violations_of(&check_of(3)), [("Check".into(), Rule::Check)]);
}
