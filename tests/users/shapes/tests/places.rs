//! Structs can be anywhere, with any visibility and any name, written by hand or by a macro.
#![deny(warnings, unused_qualifications, unreachable_pub)]

use voucher_core::{RavelinEvent, Rule};

const NOW: voucher_core::Timestamp = match voucher_core::Timestamp::from_secs(1_600_000_000) {
    Ok(now) => now,
    Err(_) => voucher_core::Timestamp::MIN,
};

/// Appends the event to a buffer that is not empty, and returns the body after the timestamp.
fn written(event: &impl RavelinEvent) -> String {
    let mut out = b"before".to_vec();
    event.encode_at(&mut out, NOW).unwrap();
    let out = String::from_utf8(out).unwrap();
    let body = out.strip_prefix(r#"before{"timestamp":1600000000000,"#);
    body.unwrap_or(&out).to_owned()
}

fn violations_of(event: &impl RavelinEvent) -> Vec<(String, String, Rule)> {
    let violations = event.validate().unwrap_err();
    let violations = violations.iter();
    violations
        .map(|violation| {
            (
                violation.pointer().into(),
                violation.field().unwrap().into(),
                violation.rule(),
            )
        })
        .collect()
}

mod outer {
    pub(super) mod inner {
        use voucher_core::{RavelinEnum, RavelinEvent, RavelinFields};

        /// Private, in a module.
        #[derive(RavelinEvent)]
        #[ravelin(event = "voucher/check")]
        struct Hidden {
            customer_id: u8,
        }

        /// Visible to the parent.
        #[derive(RavelinEvent)]
        #[ravelin(event = "voucher/check", check = Self::check)]
        pub(in crate::outer) struct Near {
            pub(super) customer_id: u8,
            depth: u8,
            #[ravelin(flatten)]
            part: Part,
        }

        #[derive(RavelinFields)]
        #[ravelin(event = "voucher/check")]
        struct Part {
            voucher_type: Kind,
        }

        #[derive(RavelinEnum)]
        #[ravelin(event = "voucher/check", field = "voucherType")]
        enum Kind {
            General,
        }

        impl Near {
            fn check(&self) -> Result<(), &'static str> {
                match self.depth {
                    0 => Err("too near"),
                    _ => Ok(()),
                }
            }
        }

        pub(in crate::outer) fn near(depth: u8) -> Near {
            Near {
                customer_id: 2,
                depth,
                part: Part {
                    voucher_type: Kind::General,
                },
            }
        }

        pub(crate) fn hidden() -> impl RavelinEvent {
            Hidden { customer_id: 1 }
        }
    }

    pub(super) fn near(depth: u8) -> impl voucher_core::RavelinEvent {
        let near = inner::near(depth);
        assert_eq!(near.customer_id, 2);
        near
    }
}

#[test]
fn private_structs_of_modules() {
    assert_eq!(
        written(&outer::inner::hidden()),
        r#"before{"customerId":"1"}"#
    );
    assert_eq!(
        written(&outer::near(3)),
        r#"before{"customerId":"2","depth":3,"voucherType":"GENERAL"}"#
    );
    assert_eq!(
        violations_of(&outer::near(0)),
        [(String::new(), "Near".into(), Rule::Check)]
    );
}

#[test]
fn structs_of_functions_blocks_and_closures() {
    fn made() -> impl RavelinEvent {
        #[derive(RavelinEvent)]
        #[ravelin(event = "voucher/check")]
        struct Check {
            #[ravelin(with = twice)]
            customer_id: u8,
        }
        fn twice(id: &u8) -> u8 {
            *id * 2
        }
        Check { customer_id: 1 }
    }
    let nested = || {
        #[derive(RavelinEvent)]
        #[ravelin(event = "voucher/check", constant(threshold = MIN))]
        struct Check {
            customer_id: u8,
        }
        const MIN: i64 = 9;
        Check { customer_id: 3 }
    };
    assert_eq!(written(&made()), r#"before{"customerId":"2"}"#);
    assert_eq!(
        written(&nested()),
        r#"before{"customerId":"3","threshold":9}"#
    );
}

mod same_names {
    use voucher_core::{RavelinEnum, RavelinEvent, RavelinFields};

    /// Not an event of the crate, but a type with the same name.
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    pub(crate) struct Event {
        pub(crate) voucher_code: String,
        #[ravelin(flatten)]
        pub(crate) amount: Amount,
        pub(crate) creation_time: Timestamp,
        #[ravelin(with = Option::inner)]
        pub(crate) referral_value: Option,
        #[ravelin(skip)]
        pub(crate) result: Result,
    }

    #[derive(RavelinFields)]
    #[ravelin(event = "voucher")]
    pub(crate) struct Amount {
        pub(crate) value: i64,
        pub(crate) currency: Currency,
        pub(crate) voucher_type: Rule,
    }

    #[derive(RavelinEnum)]
    #[ravelin(event = "voucher", field = "voucherType")]
    pub(crate) enum Rule {
        Staff,
    }

    pub(crate) struct Timestamp(pub(crate) i64);
    pub(crate) struct Currency;
    pub(crate) struct String;
    pub(crate) struct Option;
    pub(crate) struct Result;

    impl Option {
        fn inner(&self) -> std::option::Option<u8> {
            None
        }
    }

    impl voucher_core::TextField for String {
        fn text(&self) -> &str {
            "C"
        }
    }

    impl voucher_core::TimeField for Timestamp {
        fn timestamp(
            &self,
        ) -> std::result::Result<voucher_core::Timestamp, voucher_core::TimestampError> {
            voucher_core::Timestamp::from_secs(self.0)
        }
    }

    impl voucher_core::CurrencyField for Currency {
        fn currency(
            &self,
        ) -> std::result::Result<voucher_core::Currency, voucher_core::CurrencyError> {
            Ok(voucher_core::Currency::GBP)
        }
    }
}

#[test]
fn types_named_like_those_of_the_crate() {
    let event = |seconds| same_names::Event {
        voucher_code: same_names::String,
        amount: same_names::Amount {
            value: 1,
            currency: same_names::Currency,
            voucher_type: same_names::Rule::Staff,
        },
        creation_time: same_names::Timestamp(seconds),
        referral_value: same_names::Option,
        result: same_names::Result,
    };
    let right = event(1_512_828_988);
    let same_names::Result = right.result;
    assert_eq!(
        written(&right),
        r#""voucher":{"voucherCode":"C","value":1,"currency":"GBP","voucherType":"STAFF","creationTime":1512828988000}}"#
    );
    assert_eq!(
        violations_of(&event(1)),
        [(
            "/voucher/creationTime".into(),
            "Event.creation_time".into(),
            Rule::Time
        )]
    );
}

#[test]
fn fields_named_like_generated_variables() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check<'a> {
        #[ravelin(rename = "customerId", check = not_zero)]
        self_: u8,
        #[ravelin(rename = "timestamp", unix = "s")]
        at: i64,
        #[ravelin(rename = "voucherCode", with = str::trim)]
        out: &'a str,
        #[ravelin(rename = "voucherType")]
        r#type: &'static str,
        #[ravelin(rename = "depth", range(max = 9))]
        sink: u8,
        #[ravelin(rename = "threshold", with = u8::clone, check = not_zero)]
        encoder: u8,
        #[ravelin(extra = "row")]
        row: u8,
        #[ravelin(extra = "value")]
        value: u8,
        #[ravelin(extra = "fn")]
        r#fn: u8,
        #[ravelin(extra = "error")]
        error: u8,
        #[ravelin(skip)]
        __voucher: u8,
    }
    fn not_zero(value: &u8) -> Result<(), &'static str> {
        match value {
            0 => Err("zero"),
            _ => Ok(()),
        }
    }
    let mut check = Check {
        self_: 1,
        at: 1_512_828_988,
        out: " C ",
        r#type: "STAFF",
        sink: 2,
        encoder: 3,
        row: 4,
        value: 5,
        r#fn: 6,
        error: 7,
        __voucher: 0,
    };
    assert_eq!(check.__voucher, 0);
    check.r#type = "GENERAL";
    assert_eq!(
        written(&check),
        r#"before{"customerId":"1","timestamp":1512828988000,"voucherCode":"C","voucherType":"GENERAL","depth":2,"threshold":3,"row":4,"value":5,"fn":6,"error":7}"#
    );
    check = Check {
        self_: 0,
        at: 1,
        out: " ",
        r#type: "",
        sink: 10,
        encoder: 0,
        ..check
    };
    let found = violations_of(&check);
    let found: Vec<_> = found
        .iter()
        .map(|(_, field, rule)| (field.as_str(), *rule))
        .collect();
    assert_eq!(
        found,
        [
            ("Check.self_", Rule::Check),
            ("Check.at", Rule::Time),
            ("Check.out", Rule::Length),
            ("Check.type", Rule::Enum),
            ("Check.sink", Rule::Range),
            ("Check.encoder", Rule::Check),
        ]
    );
}

#[test]
fn names_that_are_keywords() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check", check = r#struct::r#fn)]
    #[allow(non_camel_case_types)] // the keyword is the point
    struct r#struct<'r, r#type: ?Sized> {
        customer_id: &'r r#type,
        r#depth: u8,
    }
    impl<T: ?Sized> r#struct<'_, T> {
        fn r#fn(&self) -> Result<(), &'static str> {
            match self.depth {
                0 => Err("none"),
                _ => Ok(()),
            }
        }
    }
    let of = |customer_id, depth| r#struct::<'_, str> { customer_id, depth };
    assert_eq!(
        written(&of("U", 1)),
        r#"before{"customerId":"U","depth":1}"#
    );
    assert_eq!(violations_of(&of("", 1))[0].1, "struct.customer_id");
    assert_eq!(violations_of(&of("U", 0))[0].1, "struct");
}

#[test]
fn fields_removed_by_cfg_and_attributes_added_by_cfg_attr() {
    #[derive(RavelinEvent)]
    #[cfg_attr(all(), ravelin(event = "voucher/check"))]
    #[cfg_attr(any(), ravelin(event = "voucher"))]
    struct Check {
        #[cfg_attr(test, ravelin(rename = "customerId"))]
        #[cfg_attr(not(test), ravelin(rename = "no field"))]
        name: u8,
        #[cfg(not(test))]
        no_field: Nothing,
        #[cfg(test)]
        #[cfg_attr(all(), allow(unused), ravelin(range(min = 1)))]
        depth: u8,
    }
    #[derive(voucher_core::RavelinEnum)]
    #[ravelin(event = "voucher/check", field = "voucherType")]
    enum Kind {
        #[cfg(not(test))]
        Nothing,
        #[cfg_attr(all(), ravelin(rename = "GENERAL"))]
        Every,
    }
    assert_eq!(
        written(&Check { name: 1, depth: 1 }),
        r#"before{"customerId":"1","depth":1}"#
    );
    assert_eq!(
        violations_of(&Check { name: 1, depth: 0 }),
        [("/depth".into(), "Check.depth".into(), Rule::Range)]
    );
    assert_eq!(voucher_core::EnumField::value(&Kind::Every), "GENERAL");
}

#[deprecated(note = "the author's own business")]
#[expect(deprecated, reason = "its part is deprecated, too")]
#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", check = Old::check)]
struct Old {
    #[deprecated]
    #[ravelin(check = not_one)]
    customer_id: u8,
    #[ravelin(flatten)]
    part: OldPart,
}

#[deprecated]
#[derive(voucher_core::RavelinFields)]
#[ravelin(event = "voucher/check")]
struct OldPart {
    #[allow(deprecated)] // it goes with its struct
    voucher_type: OldKind,
}

#[deprecated]
#[derive(voucher_core::RavelinEnum)]
#[ravelin(event = "voucher/check", field = "voucherType")]
enum OldKind {
    #[deprecated]
    General,
}

#[deprecated]
fn not_one(value: &u8) -> Result<(), &'static str> {
    match value {
        1 => Err("one"),
        _ => Ok(()),
    }
}

#[expect(deprecated, reason = "the point")]
impl Old {
    fn check(&self) -> Result<(), &'static str> {
        match self.customer_id {
            2 => Err("two"),
            _ => Ok(()),
        }
    }
}

#[test]
#[expect(deprecated, reason = "the point")]
fn deprecated_items() {
    let old = |customer_id| Old {
        customer_id,
        part: OldPart {
            voucher_type: OldKind::General,
        },
    };
    assert_eq!(
        written(&old(3)),
        r#"before{"customerId":"3","voucherType":"GENERAL"}"#
    );
    assert_eq!(violations_of(&old(1))[0].1, "Old.customer_id");
    assert_eq!(violations_of(&old(2))[0].1, "Old");
}

/// A struct with a deprecated field, and a struct that uses deprecated items.
#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Renewed {
    customer_id: u8,
    #[deprecated]
    depth: Option<u8>,
    #[expect(deprecated, reason = "the point")]
    #[ravelin(flatten)]
    part: OldPart,
    #[allow(deprecated)] // the point
    #[ravelin(check = not_one)]
    threshold: u8,
}

#[test]
#[expect(deprecated, reason = "the point")]
fn a_deprecated_field() {
    let renewed = Renewed {
        customer_id: 1,
        depth: Some(2),
        part: OldPart {
            voucher_type: OldKind::General,
        },
        threshold: 3,
    };
    assert_eq!(
        written(&renewed),
        r#"before{"customerId":"1","depth":2,"voucherType":"GENERAL","threshold":3}"#
    );
}

#[test]
fn together_with_the_derives_of_serde() {
    #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize, RavelinEvent)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    #[ravelin(event = "voucher/check")]
    struct Check<'a> {
        #[serde(rename = "who", borrow)]
        #[ravelin(rename = "customerId")]
        id: std::borrow::Cow<'a, str>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ravelin(unix = "s")]
        timestamp: Option<i64>,
        #[serde(skip)]
        depth: Option<u8>,
        #[ravelin(skip)]
        note: (),
    }
    let check = Check {
        id: "U".into(),
        timestamp: Some(1_512_828_988),
        depth: Some(3),
        note: (),
    };
    assert_eq!(check.clone(), check);
    assert_eq!(
        written(&check),
        r#"before{"customerId":"U","timestamp":1512828988000,"depth":3}"#
    );
    assert_eq!(
        serde_json::to_string(&check).unwrap(),
        r#"{"who":"U","timestamp":1512828988,"note":null}"#
    );
    let back: Check<'_> = serde_json::from_str(r#"{"who":"","note":null}"#).unwrap();
    assert_eq!(violations_of(&back)[0].1, "Check.id");
    assert_eq!(
        serde_json::to_string(&check.wire()).unwrap(),
        r#"{"customerId":"U","timestamp":1512828988000,"depth":3}"#
    );
}
