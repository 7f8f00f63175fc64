//! A type parameter inside any wrapper gets the same bound as the parameter alone.

use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;
use voucher_core::{
    AmountField, Currency, CurrencyField, CustomObject, EnumField, IntegerField, RavelinEvent,
    RavelinFields, Rule, TextField, TimeField, Timestamp, VoucherType,
};

const TIME: Timestamp = match Timestamp::from_secs(1_512_828_988) {
    Ok(time) => time,
    Err(_) => Timestamp::MIN,
};

const DATE: jiff::civil::Date = jiff::civil::date(2017, 12, 9);
const UUID: uuid::Uuid = uuid::Uuid::from_u128(0x1234);
const UUID_TEXT: &str = "00000000-0000-0000-0000-000000001234";

#[derive(Clone, RavelinFields)]
#[ravelin(definition = "definitions/kinds.json", object = "object")]
struct Named {
    name: &'static str,
}

fn object() -> BTreeMap<&'static str, u8> {
    BTreeMap::from([("a", 1)])
}

fn body(event: &impl RavelinEvent) -> Value {
    serde_json::from_str(&event.to_json().unwrap()).unwrap()
}

/// One field of each kind, and members of `custom` and of the body.
fn expected() -> Value {
    json!({
        "text": "t", "identifier": "i", "integer": 1, "number": 0.5, "amount": 2, "currency": "GBP",
        "time": 1_512_828_988_000_i64, "seconds": 1_512_828_988_000_i64, "choice": "STAFF", "flag": true,
        "dateTime": "2017-12-09T14:16:28Z", "date": "2017-12-09", "uuid": UUID_TEXT,
        "object": { "name": "n" }, "custom": { "member": 3, "second": 4, "a": 1 }, "more": 5,
    })
}

/// Defines a struct whose fields are wrapped parameters, and one whose fields are wrapped associated types.
macro_rules! wrapped {
    ($($name:ident: $wrap:ident! [$($bound:tt)*] [$($before:tt)*] [$($after:tt)*];)*) => {$(
        #[test]
        fn $name() {
            wrapped!(@test [T I U N A C M S E B P D V O F X Y Z] [$($bound)*] [$($before)*] [$($after)*] $wrap);
        }
    )*};
    (@test [$T:ident $I:ident $U:ident $N:ident $A:ident $C:ident $M:ident $S:ident $E:ident $B:ident $P:ident $D:ident $V:ident $O:ident $F:ident $X:ident $Y:ident $Z:ident]
        [$($bound:tt)*] [$($before:tt)*] [$($after:tt)*] $wrap:ident) => {
        wrapped!(@struct Parameters
            ['k, $T $($bound)*, $I $($bound)*, $U $($bound)*, $N $($bound)*, $A $($bound)*, $C $($bound)*, $M $($bound)*,
                $S $($bound)*, $E $($bound)*, $B $($bound)*, $P $($bound)*, $D $($bound)*, $V $($bound)*, $O $($bound)*, $F $($bound)*, $X $($bound)*, $Y $($bound)*,
                $Z $($bound)*]
            [$($before)*] [$($after)*]
            $T, $I, $U, $N, $A, $C, $M, $S, $E, $B, $P, $D, $V, $O, $F, $X, $Y, $Z);

        trait Has {
            type Text: Clone + 'static;
            type Integer: Clone + 'static;
            type Number: Clone + 'static;
            type Amount: Clone + 'static;
            type Currency: Clone + 'static;
            type Time: Clone + 'static;
            type Choice: Clone + 'static;
            type Flag: Clone + 'static;
            type Date: Clone + 'static;
            type Uuid: Clone + 'static;
            type Object: Clone + 'static;
            type Custom: Clone + 'static;
        }
        struct Concrete;
        impl Has for Concrete {
            type Text = &'static str;
            type Integer = i64;
            type Number = f64;
            type Amount = i64;
            type Currency = Currency;
            type Time = Timestamp;
            type Choice = VoucherType;
            type Flag = bool;
            type Date = jiff::civil::Date;
            type Uuid = uuid::Uuid;
            type Object = Named;
            type Custom = BTreeMap<&'static str, u8>;
        }
        wrapped!(@struct Projections ['k, H: Has] [$($before)*] [$($after)*]
            H::Text, <H as Has>::Text, H::Integer, H::Number, H::Amount, H::Currency, H::Time, H::Integer, H::Choice,
            H::Flag, H::Time, H::Date, <H as Has>::Uuid, H::Object, <H as Has>::Custom, H::Integer, <H as Has>::Integer, H::Integer);

        let (custom, named) = (object(), Named { name: "n" });
        macro_rules! values {
            ($struct:ident) => {
                $struct {
                    text: $wrap!("t"),
                    identifier: $wrap!("i"),
                    integer: $wrap!(1),
                    number: $wrap!(0.5),
                    amount: $wrap!(2),
                    currency: $wrap!(Currency::GBP),
                    time: $wrap!(TIME),
                    seconds: $wrap!(1_512_828_988),
                    choice: $wrap!(VoucherType::Staff),
                    flag: $wrap!(true),
                    date_time: $wrap!(TIME),
                    date: $wrap!(DATE),
                    uuid: $wrap!(UUID),
                    object: $wrap!(named.clone()),
                    custom: $wrap!(custom.clone()),
                    member: $wrap!(3),
                    other: $wrap!(4),
                    more: $wrap!(5),
                    _rest: PhantomData,
                }
            };
        }
        assert_eq!(body(&values!(Parameters)), expected());
        let projections = |event: &Projections<'_, Concrete>| body(event);
        assert_eq!(projections(&values!(Projections)), expected());
    };
    (@struct $name:ident [$($generics:tt)*] $before:tt $after:tt $($ty:ty),*) => {
        wrapped!(@fields $name [$($generics)*] $([$before $ty, $after])*);
    };
    (@fields $name:ident [$($generics:tt)*] $([[$($before:tt)*] $ty:ty, [$($after:tt)*]])*) => {
        wrapped!(@item $name [$($generics)*] $([$($before)* $ty $($after)*])*);
    };
    (@item $name:ident [$($generics:tt)*] [$($T:tt)*] [$($I:tt)*] [$($U:tt)*] [$($N:tt)*] [$($A:tt)*] [$($C:tt)*] [$($M:tt)*]
        [$($S:tt)*] [$($E:tt)*] [$($B:tt)*] [$($P:tt)*] [$($D:tt)*] [$($V:tt)*] [$($O:tt)*] [$($F:tt)*] [$($X:tt)*] [$($Y:tt)*] [$($Z:tt)*]) => {
        #[derive(RavelinEvent)]
        #[ravelin(definition = "definitions/kinds.json")]
        struct $name<$($generics)*> {
            text: $($T)*,
            identifier: $($I)*,
            integer: $($U)*,
            number: $($N)*,
            amount: $($A)*,
            currency: $($C)*,
            time: $($M)*,
            #[ravelin(unix = "s")]
            seconds: $($S)*,
            choice: $($E)*,
            flag: $($B)*,
            date_time: $($P)*,
            date: $($D)*,
            uuid: $($V)*,
            object: $($O)*,
            custom: $($F)*,
            #[ravelin(custom)]
            member: $($X)*,
            #[ravelin(custom = "second")]
            other: $($Y)*,
            #[ravelin(extra = "more")]
            more: $($Z)*,
            #[ravelin(skip)]
            _rest: PhantomData<&'k ()>,
        }
    };
}

macro_rules! plain {
    ($value:expr) => {
        $value
    };
}
macro_rules! some {
    ($value:expr) => {
        Some($value)
    };
}
macro_rules! reference {
    ($value:expr) => {
        &$value
    };
}
macro_rules! two_references {
    ($value:expr) => {
        &&$value
    };
}
macro_rules! some_reference {
    ($value:expr) => {
        Some(&$value)
    };
}
macro_rules! reference_to_some {
    ($value:expr) => {
        &Some($value)
    };
}
macro_rules! boxed {
    ($value:expr) => {
        Box::new($value)
    };
}
macro_rules! counted {
    ($value:expr) => {
        Rc::new($value)
    };
}
macro_rules! shared {
    ($value:expr) => {
        Arc::new($value)
    };
}
macro_rules! cow {
    ($value:expr) => {
        Cow::Borrowed(&$value)
    };
}
macro_rules! some_box {
    ($value:expr) => {
        Some(Box::new($value))
    };
}
macro_rules! some_counted {
    ($value:expr) => {
        Some(Rc::new($value))
    };
}
macro_rules! some_shared {
    ($value:expr) => {
        Some(Arc::new($value))
    };
}
macro_rules! some_cow {
    ($value:expr) => {
        Some(Cow::Borrowed(&$value))
    };
}
macro_rules! box_of_some {
    ($value:expr) => {
        Box::new(Some($value))
    };
}
macro_rules! nested {
    ($value:expr) => {
        Some(&Box::new(Rc::new(Cow::Borrowed(&$value))))
    };
}

wrapped! {
    a_parameter: plain! [] [] [];
    an_option: some! [] [Option<] [>];
    an_option_by_its_path: some! [] [::std::option::Option<] [>];
    a_reference: reference! [: 'k] [&'k] [];
    two_references: two_references! [: 'k] [&'k &'k] [];
    a_box: boxed! [] [Box<] [>];
    an_rc: counted! [] [Rc<] [>];
    an_arc: shared! [] [Arc<] [>];
    a_cow: cow! [: Clone + 'k] [Cow<'k,] [>];
    an_option_of_a_reference: some_reference! [: 'k] [Option<&'k] [>];
    an_option_of_a_box: some_box! [] [Option<Box<] [>>];
    an_option_of_an_rc: some_counted! [] [Option<Rc<] [>>];
    an_option_of_an_arc: some_shared! [] [Option<Arc<] [>>];
    an_option_of_a_cow: some_cow! [: Clone + 'k] [Option<Cow<'k,] [>>];
    a_reference_to_an_option: reference_to_some! [: 'k] [&'k Option<] [>];
    a_box_of_an_option: box_of_some! [] [Box<Option<] [>>];
    pointers_in_pointers: nested! [: Clone + 'k] [Option<&'k Box<Rc<Cow<'k,] [>>>>];
}

#[test]
fn a_bound_is_on_the_parameter_alone() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/kinds.json")]
    struct Kinds<'k, T, A, M, E, O: ?Sized, C: Clone> {
        text: Option<&'k T>,
        identifier: Rc<T>,
        amount: Option<Box<A>>,
        time: &'k Option<M>,
        choice: Box<Option<E>>,
        object: Option<&'k O>,
        custom: Option<Cow<'k, C>>,
    }
    // If the bound were on the wrapper instead of the parameter, this would not compile.
    fn sent<T, A, M, E, O, C>(kinds: &Kinds<'_, T, A, M, E, O, C>) -> Value
    where
        T: TextField,
        A: AmountField,
        M: TimeField,
        E: EnumField,
        O: RavelinFields + ?Sized,
        C: CustomObject + Clone,
    {
        body(kinds)
    }
    let kinds = Kinds {
        text: Some(&"t"),
        identifier: Rc::new("i"),
        amount: Some(Box::new(2)),
        time: &Some(TIME),
        choice: Box::new(None::<VoucherType>),
        object: Some(&Named { name: "n" }),
        custom: Some(Cow::<BTreeMap<_, _>>::Owned(object())),
    };
    let expected = json!({
        "text": "t", "identifier": "i", "amount": 2, "time": 1_512_828_988_000_i64, "object": { "name": "n" },
        "custom": { "a": 1 },
    });
    assert_eq!(sent(&kinds), expected);
}

#[test]
fn elements_of_an_array_get_the_bounds_they_need() {
    type Owned<T> = Vec<T>;

    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/kinds.json")]
    struct Kinds<'k, T, I, U: IntegerField, N, A, C: Clone, M, E, B, P, D, V, O, F> {
        texts: Vec<T>,
        identifiers: &'k [I],
        // An alias, whose bound the struct declares.
        integers: Owned<U>,
        numbers: [N; 2],
        amounts: Option<Box<[A]>>,
        currencies: Cow<'k, [C]>,
        times: Rc<[M]>,
        choices: Arc<Vec<E>>,
        flags: Option<Vec<&'k B>>,
        date_times: Vec<P>,
        dates: Option<[D; 1]>,
        uuids: Vec<Box<V>>,
        objects: Vec<Rc<O>>,
        customs: &'k Vec<Box<F>>,
    }
    let kinds = Kinds {
        texts: vec!["t"],
        identifiers: &["i"],
        integers: vec![1],
        numbers: [0.5, 1.5],
        amounts: Some([2].into()),
        currencies: [Currency::GBP][..].into(),
        times: [TIME].into(),
        choices: vec![VoucherType::Staff].into(),
        flags: Some(vec![&true]),
        date_times: vec![TIME],
        dates: Some([DATE]),
        uuids: vec![Box::new(UUID)],
        objects: vec![Rc::new(Named { name: "n" })],
        customs: &vec![Box::new(object())],
    };
    let expected = json!({
        "texts": ["t"], "identifiers": ["i"], "integers": [1], "numbers": [0.5, 1.5], "amounts": [2],
        "currencies": ["GBP"], "times": [1_512_828_988_000_i64], "choices": ["STAFF"], "flags": [true],
        "dateTimes": ["2017-12-09T14:16:28Z"], "dates": ["2017-12-09"], "uuids": [UUID_TEXT],
        "objects": [{ "name": "n" }], "customs": [{ "a": 1 }],
    });
    assert_eq!(body(&kinds), expected);
}

struct Id<T>(u64, PhantomData<T>);
struct Code<T>(T);
struct Shopper;

impl<T> IntegerField for Id<T> {
    fn integer(&self) -> Option<i64> {
        i64::try_from(self.0).ok()
    }
}
impl<T: AsRef<str>> TextField for Code<T> {
    fn text(&self) -> &str {
        self.0.as_ref()
    }
}
impl<T> CurrencyField for Id<T> {
    fn currency(&self) -> Result<Currency, voucher_core::CurrencyError> {
        Ok(Currency::GBP)
    }
}

#[test]
fn a_type_with_arguments_is_bounded_itself() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/kinds.json")]
    struct Kinds<'k, T, U, Z: chrono::TimeZone, K, V, S, const N: usize>
    where
        Id<T>: IntegerField,
    {
        text: Option<&'k Code<U>>,
        identifier: Id<T>,
        integer: Box<Id<T>>,
        currency: Option<Id<T>>,
        time: chrono::DateTime<Z>,
        custom: Option<HashMap<K, V, S>>,
        #[ravelin(custom)]
        counts: [u8; N],
        #[ravelin(extra = "more")]
        more: Option<[V; N]>,
    }
    let kinds = Kinds::<'_, Shopper, String, _, _, _, _, 2> {
        text: Some(&Code("t".into())),
        identifier: Id(1, PhantomData),
        integer: Box::new(Id(2, PhantomData)),
        currency: Some(Id(3, PhantomData)),
        time: chrono::DateTime::<chrono::Utc>::from_timestamp_nanos(1_512_828_988_000_000_000),
        custom: Some(HashMap::from([("a", 1)])),
        counts: [1, 2],
        more: Some([3, 4]),
    };
    let expected = json!({
        "text": "t", "identifier": "1", "integer": 2, "currency": "GBP", "time": 1_512_828_988_000_i64,
        "custom": { "counts": [1, 2], "a": 1 }, "more": [3, 4],
    });
    assert_eq!(body(&kinds), expected);
}

#[test]
fn an_alias_of_a_wrapper_uses_the_bound_of_the_struct() {
    type Maybe<T> = Option<T>;
    type Shared<T> = Arc<T>;

    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/kinds.json")]
    struct Kinds<T: TextField, I: IntegerField, O, C: CustomObject>
    where
        O: RavelinFields,
    {
        text: Maybe<T>,
        identifier: Maybe<I>,
        object: Maybe<O>,
        custom: Maybe<Shared<C>>,
    }
    let kinds = Kinds {
        text: Some("t"),
        identifier: Some(1),
        object: Some(Named { name: "n" }),
        custom: Some(Arc::new(object())),
    };
    let expected = json!({
        "text": "t", "identifier": "1", "object": { "name": "n" }, "custom": { "a": 1 },
    });
    assert_eq!(body(&kinds), expected);
}

#[test]
fn a_generic_part_can_be_wrapped() {
    #[derive(RavelinFields)]
    #[ravelin(event = "voucher")]
    struct Owner<Id> {
        referrer_id: Id,
    }
    #[derive(RavelinFields)]
    #[ravelin(event = "voucher")]
    struct Money<'m, V, C> {
        value: V,
        currency: &'m C,
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo<'p, Id, V, C> {
        voucher_code: Id,
        creation_time: Timestamp,
        #[ravelin(flatten)]
        owner: Option<Rc<Owner<&'p Id>>>,
        #[ravelin(flatten)]
        money: &'p Arc<Money<'p, V, C>>,
    }
    let promo = Promo {
        voucher_code: "C",
        creation_time: TIME,
        owner: Some(Rc::new(Owner { referrer_id: &"U" })),
        money: &Arc::new(Money {
            value: 1,
            currency: &Currency::GBP,
        }),
    };
    let expected = json!({
        "voucherCode": "C", "creationTime": 1_512_828_988_000_i64, "referrerId": "U", "value": 1, "currency": "GBP",
    });
    assert_eq!(body(&promo)["voucher"], expected);
}

#[test]
fn a_free_object_behaves_as_without_a_type_parameter() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/kinds.json")]
    struct Kinds<'k, C> {
        custom: &'k Option<C>,
    }
    let empty = Kinds {
        custom: &None::<Map<String, Value>>,
    };
    assert_eq!(body(&empty), json!({}));
    let list = Kinds {
        custom: &Some(json!([])),
    };
    let violations = list.validate().unwrap_err();
    assert_eq!(violations.first().rule(), Rule::Object);
}
