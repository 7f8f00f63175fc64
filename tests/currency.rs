//! An amount in major units is converted with the currency of its own object, or else of an enclosing object, wherever in the
//! body it is.

use rust_decimal::Decimal;
use serde_json::{Value, json};
use voucher_core::{Currency, RavelinEvent, RavelinFields};

fn sent(event: &impl RavelinEvent) -> Value {
    event.validate().unwrap();
    serde_json::from_str(&event.to_json().unwrap()).unwrap()
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/ledger.json", object = "ledger.lines")]
struct Line {
    price: Decimal,
    currency: Option<Currency>,
    taxes: Vec<Tax>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/ledger.json", object = "ledger.tax")]
struct Tax {
    sum: Decimal,
}

fn line(currency: Option<Currency>) -> Line {
    Line {
        price: Decimal::TEN,
        currency,
        taxes: vec![Tax { sum: Decimal::ONE }],
    }
}

/// Yen have no minor unit, a dinar has 1000 of them, a pound 100.
#[test]
fn each_object_can_have_its_own_currency() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/ledger.json", constant(settled = "EUR"))]
    struct Ledger {
        tip: Decimal,
        billing: Currency,
        fee: Decimal,
        lines: Vec<Line>,
        prices: [Decimal; 2],
        price: Decimal,
        currency: Currency,
    }
    let ledger = Ledger {
        tip: Decimal::ONE,
        billing: Currency::GBP,
        fee: Decimal::ONE,
        lines: vec![line(Some(Currency::JPY)), line(None)],
        prices: [Decimal::ONE, Decimal::TWO],
        price: Decimal::ONE,
        currency: Currency::KWD,
    };
    assert_eq!(
        sent(&ledger),
        json!({
            "fee": 100,
            "ledger": {
                "settled": "EUR",
                "price": 1000,
                "currency": "KWD",
                "prices": [1000, 2000],
                "lines": [
                    { "price": 10, "currency": "JPY", "taxes": [{ "sum": 1 }] },
                    { "price": 10_000, "taxes": [{ "sum": 1000 }] },
                ],
            },
            "billing": "GBP",
            "tip": 100,
        })
    );
}

/// Amounts at every depth, and the fields that can supply their currency.
macro_rules! ledger {
    ([$($key:tt)*] $($(#[$attribute:meta])? $name:ident: $type:ty = $value:expr),* $(,)?) => {{
        #[derive(RavelinEvent)]
        #[ravelin(definition = "definitions/ledger.json" $($key)*)]
        struct Ledger {
            fee: Decimal,
            lines: Vec<Line>,
            tip: Decimal,
            $($(#[$attribute])? $name: $type,)*
        }
        let body = sent(&Ledger {
            fee: Decimal::ONE,
            lines: vec![line(None)],
            tip: Decimal::TWO,
            $($name: $value,)*
        });
        assert_eq!(body["fee"], 1000);
        assert_eq!(body["ledger"]["lines"][0]["price"], 10_000);
        assert_eq!(body["ledger"]["lines"][0]["taxes"][0]["sum"], 1000);
        assert_eq!(body["tip"], 2000);
    }};
}
#[derive(RavelinFields)]
#[ravelin(definition = "definitions/ledger.json")]
struct Priced<P> {
    price: P,
}
#[derive(RavelinFields)]
#[ravelin(definition = "definitions/ledger.json")]
struct In {
    currency: Currency,
}
#[derive(RavelinFields)]
#[ravelin(
    definition = "definitions/ledger.json",
    constant(currency = Currency::KWD)
)]
struct Dinars {
    price: Decimal,
}
type Money = Decimal;
fn dinars(_: &[u8; 16]) -> Currency {
    Currency::KWD
}

/// Every source of the currency gives the same amounts.
#[test]
fn one_mapped_currency_applies_to_all_amounts() {
    let (price, currency) = (Decimal::ONE, Currency::KWD);
    ledger!([] currency: Currency = currency);
    ledger!([] currency: Option<Currency> = Some(currency), price: Option<Money> = None);
    ledger!([] currency: &'static str = "kwd");
    ledger!([] #[ravelin(with = dinars)] currency: [u8; 16] = [0; 16]);
    ledger!([] billing: Currency = currency);
    ledger!([] settled: Currency = currency);
    ledger!([] billing: Option<Currency> = Some(currency), currency: Option<Currency> = None);
    ledger!([, constant(currency = "KWD")]);
    ledger!([, constant(billing = Currency::KWD)] price: Money = price);
    ledger!([] #[ravelin(flatten)] money: In = In { currency });
    ledger!([] #[ravelin(flatten)] money: Option<In> = Some(In { currency }));
    ledger!([] #[ravelin(flatten)] money: Dinars = Dinars { price });
    ledger!([] #[ravelin(flatten)] a: Priced<Money> = Priced { price }, currency: Currency = currency);
    ledger!([]
        #[ravelin(flatten)] a: Priced<Money> = Priced { price },
        #[ravelin(flatten)] b: In = In { currency });
}

#[test]
fn minor_units_need_no_currency() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/ledger.json")]
    struct Ledger<P> {
        fee: u8,
        price: Option<voucher_core::Amount>,
        prices: Vec<P>,
        lines: Vec<Line>,
        tip: &'static i32,
    }
    #[derive(RavelinFields)]
    #[ravelin(definition = "definitions/ledger.json", object = "ledger.lines")]
    struct Line {
        price: Option<u64>,
    }
    let ledger = Ledger {
        fee: 1,
        price: Some(voucher_core::Amount::from_minor(2)),
        prices: vec![3_u8],
        lines: vec![Line { price: Some(4) }],
        tip: &5,
    };
    assert_eq!(
        sent(&ledger),
        json!({
            "fee": 1,
            "ledger": { "price": 2, "prices": [3], "lines": [{ "price": 4 }] },
            "tip": 5,
        })
    );
}

/// Each nested object can supply the currency itself.
#[test]
fn a_nested_object_with_a_currency_needs_no_outer_currency() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/ledger.json")]
    struct Ledger {
        lines: Vec<Line>,
    }
    let ledger = |currency| Ledger {
        lines: vec![line(currency)],
    };
    let body = sent(&ledger(Some(Currency::GBP)));
    assert_eq!(body["ledger"]["lines"][0]["taxes"][0]["sum"], 100);
    let violations = ledger(None).validate().unwrap_err();
    let actual: Vec<_> = violations
        .iter()
        .map(voucher_core::Violation::pointer)
        .collect();
    assert_eq!(
        actual,
        ["/ledger/lines/0/price", "/ledger/lines/0/taxes/0/sum"]
    );
}
