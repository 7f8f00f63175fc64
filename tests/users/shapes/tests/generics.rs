//! Generics of every form work: lifetimes, types, consts, defaults, where-clauses and associated types.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::marker::PhantomData;
use voucher_core::{
    AmountField, CurrencyField, IntegerField, RavelinEnum, RavelinEvent, RavelinFields, Rule,
    TextField, TimeField, Timestamp,
};

const TIME: Timestamp = match Timestamp::from_secs(1_512_828_988) {
    Ok(time) => time,
    Err(_) => Timestamp::MIN,
};

/// Appends the event to a buffer that is not empty, and returns the body after the timestamp.
fn written(event: &impl RavelinEvent) -> String {
    let mut out = b"before".to_vec();
    event.encode_at(&mut out, TIME).unwrap();
    let out = String::from_utf8(out).unwrap();
    let body = out.strip_prefix(r#"before{"timestamp":1512828988000,"#);
    body.unwrap().to_owned()
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

trait Shop {
    type Id;
    type Price;
    const NAME: &'static str;
}

struct Corner;

impl Shop for Corner {
    type Id = u64;
    type Price = i32;
    const NAME: &'static str = "corner";
}

#[test]
fn a_lifetime_a_type_and_a_const_with_defaults_and_a_where_clause() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo<'a, 'b: 'a, Code: ?Sized, Price = i64, const SHELVES: usize = 2>
    where
        Code: TextField + 'b,
        &'a Code: Debug,
        Price: Copy,
        [u8; SHELVES]: Sized,
    {
        voucher_code: &'a &'b Code,
        value: Price,
        currency: Cow<'a, str>,
        creation_time: &'b Timestamp,
        referrer_id: &'a Option<String>,
        #[ravelin(skip)]
        _rest: PhantomData<[u8; SHELVES]>,
    }
    let owner = Some(String::from("U"));
    let promo: Promo<'_, '_, str> = Promo {
        voucher_code: &"C",
        value: 1,
        currency: "gbp".into(),
        creation_time: &TIME,
        referrer_id: &owner,
        _rest: PhantomData,
    };
    assert_eq!(
        written(&promo),
        r#""voucher":{"voucherCode":"C","value":1,"currency":"GBP","creationTime":1512828988000,"referrerId":"U"}}"#
    );
    let promo = Promo::<'_, '_, String, u8, 3> {
        voucher_code: &&String::new(),
        value: 1,
        currency: String::from("eur").into(),
        creation_time: &TIME,
        referrer_id: &None,
        _rest: PhantomData,
    };
    assert_eq!(
        violations_of(&promo),
        [(
            "/voucher/voucherCode".into(),
            "Promo.voucher_code".into(),
            Rule::Length
        )]
    );
}

#[test]
fn an_associated_type_of_a_parameter() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now, constant(event_type = S::NAME))]
    struct Promo<'a, S: Shop>
    where
        S::Id: IntegerField + Display,
    {
        voucher_code: S::Id,
        value: <S as Shop>::Price,
        currency: &'a str,
        creation_time: Timestamp,
        referrer_id: Option<S::Id>,
        referral_value: &'a Option<<S as Shop>::Price>,
        #[ravelin(custom, with = ToString::to_string)]
        shelf: S::Id,
    }
    let mut promo = Promo::<Corner> {
        voucher_code: 1,
        value: 2,
        currency: "GBP",
        creation_time: TIME,
        referrer_id: Some(3),
        referral_value: &Some(4),
        shelf: 5,
    };
    assert_eq!(
        written(&promo),
        r#""voucher":{"voucherCode":"1","value":2,"currency":"GBP","creationTime":1512828988000,"referrerId":"3","referralValue":4,"custom":{"shelf":"5"}},"eventType":"corner"}"#
    );
    promo.referrer_id = None;
    promo.referral_value = &None;
    assert_eq!(
        written(&promo),
        r#""voucher":{"voucherCode":"1","value":2,"currency":"GBP","creationTime":1512828988000,"custom":{"shelf":"5"}},"eventType":"corner"}"#
    );
}

#[test]
fn a_member_of_custom_and_all_of_custom_can_be_generic() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo<'a, K: Ord, V, M, const N: usize> {
        voucher_code: String,
        value: i64,
        currency: &'a str,
        creation_time: Box<Timestamp>,
        expiry: Box<Option<Timestamp>>,
        custom: BTreeMap<K, V>,
        #[ravelin(custom)]
        member: Option<M>,
        #[ravelin(custom)]
        tags: [M; N],
        #[ravelin(extra = "more")]
        more: Vec<(M, V)>,
    }
    let promo = Promo::<'_, _, _, _, 2> {
        voucher_code: "C".into(),
        value: 1,
        currency: "GBP",
        creation_time: Box::new(TIME),
        expiry: Box::new(Some(TIME)),
        custom: BTreeMap::from([("a", true)]),
        member: Some('m'),
        tags: ['x', 'y'],
        more: vec![('z', false)],
    };
    assert_eq!(
        written(&promo),
        r#""voucher":{"voucherCode":"C","value":1,"currency":"GBP","creationTime":1512828988000,"expiry":1512828988000,"custom":{"member":"m","tags":["x","y"],"a":true},"more":[["z",false]]}}"#
    );
}

#[test]
fn all_of_custom_with_string_keys_and_generic_values() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo<V> {
        voucher_code: u8,
        value: u8,
        currency: &'static str,
        creation_time: Timestamp,
        custom: BTreeMap<String, V>,
    }
    let promo = Promo {
        voucher_code: 1,
        value: 1,
        currency: "GBP",
        creation_time: TIME,
        custom: BTreeMap::from([(String::from("a"), 1_u8)]),
    };
    assert_eq!(
        written(&promo),
        r#""voucher":{"voucherCode":"1","value":1,"currency":"GBP","creationTime":1512828988000,"custom":{"a":1}}}"#
    );
}

trait Has {
    type Code;
    const KIND: &'static str;
}

#[test]
fn an_associated_type_of_the_struct() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now, constant(event_type = Self::KIND, expiry = Self::END))]
    struct Promo<'a> {
        voucher_code: <Self as Has>::Code,
        referrer_id: Option<<Self as Has>::Code>,
        value: u8,
        currency: &'a str,
        creation_time: Timestamp,
    }
    impl Has for Promo<'_> {
        type Code = u16;
        const KIND: &'static str = "own";
    }
    impl Promo<'_> {
        const END: i64 = 1_512_828_988_826;
    }
    let promo = Promo {
        voucher_code: 1,
        referrer_id: Some(2),
        value: 3,
        currency: "GBP",
        creation_time: TIME,
    };
    assert_eq!(
        written(&promo),
        r#""voucher":{"voucherCode":"1","value":3,"currency":"GBP","creationTime":1512828988000,"referrerId":"2","expiry":1512828988826},"eventType":"own"}"#
    );
}

#[test]
fn an_associated_type_of_a_generic_struct() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now, constant(event_type = Self::KIND), check = Self::check)]
    struct Promo<T> {
        voucher_code: <Self as Has>::Code,
        referrer_id: Option<<Self as Has>::Code>,
        value: T,
        currency: &'static str,
        creation_time: Timestamp,
    }
    impl<T> Has for Promo<T> {
        type Code = u16;
        const KIND: &'static str = "own";
    }
    impl<T> Promo<T> {
        fn check(&self) -> Result<(), &'static str> {
            match self.voucher_code {
                0 => Err("no code"),
                _ => Ok(()),
            }
        }
    }
    let promo = |voucher_code| Promo {
        voucher_code,
        referrer_id: None,
        value: 3,
        currency: "GBP",
        creation_time: TIME,
    };
    assert_eq!(
        written(&promo(1)),
        r#""voucher":{"voucherCode":"1","value":3,"currency":"GBP","creationTime":1512828988000},"eventType":"own"}"#
    );
    assert_eq!(
        violations_of(&promo(0)),
        [(String::new(), "Promo".into(), Rule::Check)]
    );
}

#[test]
fn a_generic_enum() {
    #[derive(RavelinEnum)]
    #[ravelin(event = "voucher", field = "voucherType")]
    enum Kind<const STAFF: bool> {
        General,
        Staff,
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo<const STAFF: bool> {
        voucher_code: u8,
        value: u8,
        currency: &'static str,
        creation_time: Timestamp,
        voucher_type: Kind<STAFF>,
    }
    let promo = |voucher_type| Promo::<true> {
        voucher_code: 1,
        value: 1,
        currency: "GBP",
        creation_time: TIME,
        voucher_type,
    };
    assert!(written(&promo(Kind::General)).contains(r#""voucherType":"GENERAL"}"#));
    assert!(written(&promo(Kind::Staff)).contains(r#""voucherType":"STAFF"}"#));
}

#[test]
fn a_generic_part_behind_a_pointer() {
    #[derive(RavelinFields)]
    #[ravelin(event = "voucher", constant(voucher_type = "GENERAL"))]
    struct Money<'a, V, C: ?Sized>
    where
        C: CurrencyField,
    {
        value: V,
        currency: &'a C,
        #[ravelin(custom)]
        note: Option<&'a V>,
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo<'a, V: AmountField, C: CurrencyField + ?Sized, M = Timestamp> {
        voucher_code: u8,
        #[ravelin(flatten)]
        money: Box<Money<'a, V, C>>,
        creation_time: M,
    }
    let promo = Promo {
        voucher_code: 1,
        money: Box::new(Money {
            value: 2,
            currency: &voucher_core::Currency::GBP,
            note: None,
        }),
        creation_time: TIME,
    };
    assert_eq!(
        written(&promo),
        r#""voucher":{"voucherCode":"1","value":2,"currency":"GBP","voucherType":"GENERAL","creationTime":1512828988000}}"#
    );
}

#[test]
fn a_struct_generic_over_each_kind() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "paymentmethod/voucher", timestamp = now)]
    struct Redeemed<I, T, A, C: TextField, M, U, E, B, O>
    where
        M: TimeField,
        I: voucher_core::IntegerField,
    {
        payment_method_id: I,
        voucher_code: Option<Box<I>>,
        redemption_time: M,
        success: B,
        value: A,
        currency: C,
        voucher_type: E,
        failure_reason: Option<T>,
        #[ravelin(unix = "s")]
        expiry: U,
        custom: O,
    }
    let redeemed = |voucher_code: Option<i8>| Redeemed {
        payment_method_id: 7,
        voucher_code: voucher_code.map(Box::new),
        redemption_time: TIME,
        success: false,
        value: 1_u8,
        currency: "gbp",
        voucher_type: voucher_core::VoucherType::Staff,
        failure_reason: Some("EXPIRED"),
        expiry: 1_512_828_988,
        custom: BTreeMap::from([("a", 1)]),
    };
    assert_eq!(
        written(&redeemed(Some(8))),
        r#""voucherRedemption":{"paymentMethodId":"7","voucherCode":"8","redemptionTime":1512828988000,"success":false,"value":1,"currency":"GBP","voucherType":"STAFF","expiry":1512828988000,"failureReason":"EXPIRED","custom":{"a":1}}}"#
    );
    assert_eq!(
        violations_of(&redeemed(None)),
        [(
            "/voucherRedemption/voucherCode".into(),
            "Redeemed.voucher_code".into(),
            Rule::Required
        )]
    );
}

#[test]
fn trait_objects_and_higher_ranked_bounds() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo<'a, T>
    where
        for<'x> &'x T: PartialEq,
        T: 'static,
    {
        voucher_code: &'a dyn TextField,
        referrer_id: Option<Box<dyn TextField + Send + 'a>>,
        value: Box<dyn AmountValue + 'a>,
        currency: T,
        creation_time: Timestamp,
        #[ravelin(with = call)]
        referral_value: for<'x> fn(&'x str) -> usize,
        #[ravelin(custom)]
        pair: ([T; 1 + 1], &'a [T]),
    }
    trait AmountValue: Send {
        fn minor(&self) -> i64;
    }
    impl AmountField for dyn AmountValue + '_ {
        fn amount(
            &self,
            _: Option<voucher_core::Currency>,
        ) -> Result<voucher_core::Amount, voucher_core::AmountError> {
            Ok(voucher_core::Amount::from_minor(self.minor()))
        }
    }
    impl AmountValue for u8 {
        fn minor(&self) -> i64 {
            i64::from(*self)
        }
    }
    fn call(length: &for<'x> fn(&'x str) -> usize) -> usize {
        length("four")
    }
    let currency = voucher_core::Currency::GBP;
    let promo = Promo {
        voucher_code: &"C",
        referrer_id: Some(Box::new("U")),
        value: Box::new(7_u8),
        currency,
        creation_time: TIME,
        referral_value: str::len,
        pair: ([currency; 2], &[currency]),
    };
    assert_eq!(
        written(&promo),
        r#""voucher":{"voucherCode":"C","value":7,"currency":"GBP","creationTime":1512828988000,"referrerId":"U","referralValue":4,"custom":{"pair":[["GBP","GBP"],["GBP"]]}}}"#
    );
}
