//! String types work for text, currency and enum fields, and integers for identifiers. References, pointers, newtypes,
//! generics, lifetimes, const generics, raw identifiers, aliases, `macro_rules!` and derives inside a function are supported.

use std::borrow::Cow;
use std::num::NonZeroU32;
use std::rc::Rc;
use std::sync::Arc;
use voucher_core::{
    Amount, AmountError, AmountField, BoolField, Currency, CurrencyError, CurrencyField, EnumField,
    IntegerField, RavelinEnum, RavelinEvent, Rule, TextField, TimeField, Timestamp, TimestampError,
    VoucherType,
};

const TIME: Timestamp = match Timestamp::from_secs(1_512_828_988) {
    Ok(time) => time,
    Err(_) => Timestamp::MIN,
};

fn member(event: &impl RavelinEvent, pointer: &str) -> serde_json::Value {
    let body: serde_json::Value = serde_json::from_str(&event.to_json().unwrap()).unwrap();
    body.pointer(pointer).cloned().unwrap_or_default()
}

struct Code(String);
struct Pence(i64);
struct Money(&'static str);
struct Day(i64);
struct Flag;
struct Depth(u8);

impl TextField for Code {
    fn text(&self) -> &str {
        &self.0
    }
}
impl AmountField for Pence {
    fn amount(&self, _: Option<Currency>) -> Result<Amount, AmountError> {
        if self.0 < 0 {
            return Err(AmountError::new(
                "a promo is worth something; use a positive amount",
            ));
        }
        Ok(self.0.into())
    }
}
impl CurrencyField for Money {
    fn currency(&self) -> Result<Currency, CurrencyError> {
        self.0.parse()
    }
}
impl TimeField for Day {
    fn timestamp(&self) -> Result<Timestamp, TimestampError> {
        Timestamp::from_secs(self.0 * 86_400)
    }
}
impl BoolField for Flag {
    fn bool(&self) -> bool {
        true
    }
}
impl IntegerField for Depth {
    fn integer(&self) -> Option<i64> {
        Some(self.0.into())
    }
}

#[test]
fn a_newtype_can_implement_each_field_trait() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "paymentmethod/voucher", timestamp = now)]
    struct Redeemed {
        payment_method_id: Depth,
        voucher_code: Code,
        redemption_time: Day,
        success: Flag,
        value: Pence,
        currency: Money,
        voucher_type: Box<VoucherType>,
    }
    let mut redeemed = Redeemed {
        payment_method_id: Depth(7),
        voucher_code: Code("C".into()),
        redemption_time: Day(17_000),
        success: Flag,
        value: Pence(5),
        currency: Money("eur"),
        voucher_type: Box::new(VoucherType::Staff),
    };
    let json = redeemed.to_json().unwrap();
    assert!(
        json.ends_with(
            r#""paymentMethodId":"7","voucherCode":"C","redemptionTime":1468800000000,"success":true,"value":5,"currency":"EUR","voucherType":"STAFF"}}"#
        ),
        "{json}"
    );
    redeemed.value.0 = -1;
    redeemed.redemption_time.0 = 1;
    let violations = redeemed.validate().unwrap_err();
    let rules: Vec<_> = violations
        .iter()
        .map(voucher_core::Violation::rule)
        .collect();
    assert_eq!(rules, [Rule::Time, Rule::Amount]);
}

#[test]
fn a_pointer_to_a_field_type_is_a_field_type() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher")]
    struct Promo<'p> {
        timestamp: &'p Timestamp,
        voucher_code: Cow<'p, str>,
        value: Rc<i64>,
        currency: Arc<str>,
        creation_time: Box<Timestamp>,
        referrer_id: Option<&'p NonZeroU32>,
        voucher_type: Option<&'p &'p VoucherType>,
        event_type: Option<Box<str>>,
    }
    let owner = NonZeroU32::new(9);
    let promo = Promo {
        timestamp: &TIME,
        voucher_code: Cow::Borrowed("C"),
        value: Rc::new(1),
        currency: "GBP".into(),
        creation_time: Box::new(TIME),
        referrer_id: owner.as_ref(),
        voucher_type: Some(&&VoucherType::General),
        event_type: Some("e".into()),
    };
    assert_eq!(member(&promo, "/voucher/referrerId"), "9");
    assert_eq!(member(&&promo, "/voucher/voucherType"), "GENERAL");
}

#[test]
fn structs_can_have_type_lifetime_and_const_parameters() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo<'p, C: ?Sized, A, T, M, const N: usize>
    where
        C: 'p,
    {
        voucher_code: &'p C,
        value: A,
        currency: Box<Currency>,
        creation_time: T,
        #[ravelin(custom)]
        bytes: [M; N],
        #[ravelin(skip)]
        _rest: std::marker::PhantomData<fn() -> M>,
    }
    let promo = Promo {
        voucher_code: "C",
        value: 1_u8,
        currency: Box::new(Currency::GBP),
        creation_time: TIME,
        bytes: [1_i32, 2],
        _rest: std::marker::PhantomData,
    };
    assert_eq!(
        member(&promo, "/voucher/custom/bytes"),
        serde_json::json!([1, 2])
    );
}

#[test]
fn a_required_option_of_a_generic_struct_is_a_violation() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check<T> {
        customer_id: Option<T>,
    }
    let violations = Check::<String> { customer_id: None }
        .validate()
        .unwrap_err();
    assert_eq!(violations.first().rule(), Rule::Required);
}

#[test]
fn a_struct_can_be_written_by_a_macro() {
    macro_rules! check {
        ($name:ident { $($field:ident: $type:ty),* }) => {
            #[derive(RavelinEvent)]
            #[ravelin(event = "voucher/check")]
            struct $name {
                $($field: $type,)*
                #[ravelin(with = id)]
                threshold: u8,
            }
            fn id(value: &u8) -> i64 {
                i64::from(*value)
            }
        };
    }
    check!(r#Check { customer_id: u64, r#depth: Option<u8> });
    let check = Check {
        customer_id: 1,
        depth: Some(3),
        threshold: 2,
    };
    assert_eq!(
        check.to_json().unwrap(),
        r#"{"customerId":"1","depth":3,"threshold":2}"#
    );
}

#[test]
fn a_field_can_be_named_by_its_wire_name_or_a_keyword() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    #[allow(non_snake_case)] // the wire name is the point
    struct Wire {
        customerId: &'static str,
        #[ravelin(rename = "voucherCode")]
        r#type: &'static str,
    }
    let wire = Wire {
        customerId: "1",
        r#type: "t",
    };
    assert_eq!(
        wire.to_json().unwrap(),
        r#"{"customerId":"1","voucherCode":"t"}"#
    );
    let violations = Wire {
        customerId: "1",
        r#type: "",
    }
    .validate()
    .unwrap_err();
    assert_eq!(violations.first().field(), Some("Wire.type"));
}

#[test]
fn an_enum_maps_by_name_or_by_rename() {
    #[derive(Clone, Copy, RavelinEnum)]
    #[ravelin(event = "voucher", field = "voucher_type")]
    enum Reason {
        Referral,
        #[ravelin(rename = "GENERAL")]
        Newsletter,
    }
    // The enum was derived for `voucher`, but `voucher/check` lists both of its values too.
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check", constant(voucher_type = REASON))]
    struct Check {
        customer_id: u8,
    }
    const REASON: Reason = Reason::Newsletter;
    assert_eq!(Reason::VALUES, ["REFERRAL", "GENERAL"]);
    assert_eq!(
        (Reason::Referral.value(), Reason::Newsletter.value()),
        ("REFERRAL", "GENERAL")
    );
    assert_eq!(
        Check { customer_id: 1 }.to_json().unwrap(),
        r#"{"customerId":"1","voucherType":"GENERAL"}"#
    );
}

#[test]
fn integers_of_64_bits_are_accepted_and_wider_ones_are_violations() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check {
        customer_id: u64,
        threshold: usize,
    }
    let check = |customer_id, threshold| Check {
        customer_id,
        threshold,
    };
    assert_eq!(
        check(i64::MAX as u64, 3).to_json().unwrap(),
        r#"{"customerId":"9223372036854775807","threshold":3}"#
    );
    let violations = check(u64::MAX, usize::MAX).validate().unwrap_err();
    let actual: Vec<_> = violations
        .iter()
        .map(|violation| (violation.rule(), violation.message()))
        .collect();
    assert_eq!(
        actual,
        [(Rule::Range, "expected at most 9223372036854775807"); 2]
    );
}

#[test]
fn generic_maps_and_associated_types_are_accepted() {
    trait Shop {
        type Id;
    }
    struct Books;
    impl Shop for Books {
        type Id = &'static str;
    }

    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo<S: Shop, V> {
        voucher_code: S::Id,
        referrer_id: Option<<S as Shop>::Id>,
        value: i64,
        currency: Currency,
        creation_time: Timestamp,
        custom: Option<std::collections::BTreeMap<String, V>>,
    }
    let promo = Promo::<Books, f32> {
        voucher_code: "1",
        referrer_id: Some("2"),
        value: 1,
        currency: Currency::GBP,
        creation_time: TIME,
        custom: Some([("ratio".to_owned(), 0.5)].into()),
    };
    assert_eq!(member(&promo, "/voucher/custom/ratio"), 0.5);
    assert_eq!(member(&promo, "/voucher/referrerId"), "2");
}

#[test]
fn a_struct_can_refer_to_itself() {
    trait Shop {
        type Id;
        const KIND: &'static str = "promo-created";
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check", constant(voucher_code = Self::KIND))]
    struct Check<'c> {
        customer_id: <Self as Shop>::Id,
        #[ravelin(skip)]
        _rest: &'c str,
    }
    impl Shop for Check<'_> {
        type Id = u8;
    }
    let check = Check {
        customer_id: 1,
        _rest: "",
    };
    assert_eq!(
        check.to_json().unwrap(),
        r#"{"customerId":"1","voucherCode":"promo-created"}"#
    );
}

#[test]
fn a_pointer_to_an_option_is_optional() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check<'c> {
        customer_id: u8,
        voucher_code: &'c Option<String>,
        timestamp: Box<Option<Timestamp>>,
        #[ravelin(range(max = 5))]
        depth: &'c Option<u8>,
    }
    let check = Check {
        customer_id: 1,
        voucher_code: &Some("C".into()),
        timestamp: Box::new(None),
        depth: &Some(6),
    };
    let violations = check.validate().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "/depth (Check.depth): expected at most 5, found 6"
    );
    assert_eq!(
        Check {
            depth: &None,
            ..check
        }
        .to_json()
        .unwrap(),
        r#"{"customerId":"1","voucherCode":"C"}"#
    );
}

/// A user's type can have the name of a standard type; its traits decide how it is sent.
#[test]
fn a_type_can_have_the_name_of_a_standard_type() {
    mod user_types {
        use voucher_core::{Amount, AmountError, AmountField, Currency, TextField};

        pub(super) struct String(pub(super) &'static str);
        #[allow(non_camel_case_types)] // the name is the point
        pub(super) struct i64(pub(super) u8);
        pub(super) type Option<T> = T;

        impl TextField for String {
            fn text(&self) -> &str {
                self.0
            }
        }
        impl AmountField for i64 {
            fn amount(&self, _: core::option::Option<Currency>) -> Result<Amount, AmountError> {
                Ok(Amount::from_minor(self.0.into()))
            }
        }
    }
    use user_types::{Option, String, i64};

    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", constant(timestamp = TIME, creation_time = TIME))]
    struct Promo {
        voucher_code: String,
        value: i64,
        currency: String,
        referrer_id: Option<String>,
    }
    let promo = Promo {
        voucher_code: String("C"),
        value: i64(3),
        currency: String("gbp"),
        referrer_id: String("r"),
    };
    let voucher = member(&promo, "/voucher");
    assert_eq!(voucher["voucherCode"], "C");
    assert_eq!(voucher["value"], 3);
    assert_eq!(voucher["currency"], "GBP");
    assert_eq!(voucher["referrerId"], "r");
}
