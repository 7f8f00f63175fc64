//! The encoder, the run-time validator and a JSON Schema validator agree on `oneOf`s whose alternatives nothing distinguishes.

use jsonschema::Validator;
use proptest::option::of;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::LazyLock;
use voucher_core::{RavelinEvent, RavelinFields, RavelinOneOf};
use voucher_definition::{Definition, read};

const FILE: &str = include_str!("../../definitions/only-one.json");

static DEFINITION: LazyLock<&Definition> =
    LazyLock::new(|| read(FILE.as_bytes()).expect("a definition").leak());
static DEFINITION_SCHEMA: LazyLock<Validator> = LazyLock::new(|| schema(FILE));
static TRANSFER_SCHEMA: LazyLock<Validator> = LazyLock::new(|| schema(&Transfer::schema()));

fn schema(source: &str) -> Validator {
    let source = serde_json::from_str(source).expect("JSON");
    jsonschema::draft202012::new(&source).expect("a schema")
}

#[derive(Clone, Debug, RavelinEvent, Serialize)]
#[ravelin(definition = "../definitions/only-one.json")]
#[allow(clippy::option_option)] // absent and `null` differ
struct Transfer {
    account: Account,
    #[serde(skip_serializing_if = "Option::is_none")]
    others: Option<Vec<Other>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    route: Option<Option<Route>>,
}

#[derive(Clone, Debug, RavelinOneOf, Serialize)]
#[ravelin(definition = "../definitions/only-one.json", field = "account")]
#[serde(untagged)]
enum Account {
    Iban(Iban),
    Local(Local),
}

#[derive(Clone, Debug, RavelinOneOf, Serialize)]
#[ravelin(definition = "../definitions/only-one.json", field = "others")]
#[serde(untagged)]
enum Other {
    Iban(Iban),
    Local(Local),
    String(String),
}

#[derive(Clone, Debug, RavelinOneOf, Serialize)]
#[ravelin(definition = "../definitions/only-one.json", field = "route")]
#[serde(untagged)]
enum Route {
    #[ravelin(rename = "1")]
    Named(Named),
    #[ravelin(rename = "2")]
    Numbered(Numbered),
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/only-one.json", object = "account[iban]")]
#[allow(clippy::struct_field_names)] // as in the definition
struct Iban {
    iban: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[ravelin(extra = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<i64>,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/only-one.json", object = "account[local]")]
struct Local {
    number: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    iban: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/only-one.json", object = "route[1]")]
struct Named {
    #[serde(skip_serializing_if = "Option::is_none")]
    stops: Option<Vec<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/only-one.json", object = "route[2]")]
struct Numbered {
    #[serde(skip_serializing_if = "Option::is_none")]
    stops: Option<Vec<i64>>,
}

fn iban() -> impl Strategy<Value = Iban> {
    let number = of(0..9_i64);
    ("[a-z]{1,4}", of("[a-z]{0,3}"), number).prop_map(|(iban, note, number)| Iban {
        iban,
        note,
        number,
    })
}

fn local() -> impl Strategy<Value = Local> {
    (0..9_i64, of("[a-z]{1,4}"), of("[a-z]{0,3}")).prop_map(|(number, iban, note)| Local {
        number,
        iban,
        note,
    })
}

fn transfer() -> impl Strategy<Value = Transfer> {
    let account = prop_oneof![
        iban().prop_map(Account::Iban),
        local().prop_map(Account::Local)
    ];
    let other = prop_oneof![
        iban().prop_map(Other::Iban),
        local().prop_map(Other::Local),
        "[a-z]{1,3}".prop_map(Other::String),
    ];
    let stops = || of(proptest::collection::vec(1..7_i64, 0..3));
    let route = prop_oneof![
        (stops(), of("[a-z]{0,2}")).prop_map(|(stops, name)| Route::Named(Named { stops, name })),
        stops().prop_map(|stops| Route::Numbered(Numbered { stops })),
    ];
    let others = of(proptest::collection::vec(other, 0..3));
    (account, others, of(of(route))).prop_map(|(account, others, route)| Transfer {
        account,
        others,
        route,
    })
}

/// Returns whether each value is valid for the alternative of its variant. Otherwise, the encoder rejects it, whatever the
/// other alternatives are.
fn fits_its_variants(transfer: &Transfer) -> bool {
    let iban = |iban: &Iban| iban.iban.len() >= 2;
    let local = |local: &Local| {
        let fits = |text: &Option<String>, max| text.as_ref().is_none_or(|text| text.len() <= max);
        fits(&local.iban, 3) && fits(&local.note, 2)
    };
    let account = match &transfer.account {
        Account::Iban(account) => iban(account),
        Account::Local(account) => local(account),
    };
    let mut others = transfer.others.iter().flatten();
    let others = others.all(|other| match other {
        Other::Iban(account) => iban(account),
        Other::Local(account) => local(account),
        Other::String(_) => true,
    });
    let route = match &transfer.route {
        Some(Some(Route::Named(Named { stops, .. }))) => {
            stops.iter().flatten().all(|stop| *stop <= 5)
        }
        Some(Some(Route::Numbered(Numbered { stops }))) => stops
            .as_ref()
            .is_none_or(|stops| !stops.is_empty() && stops.iter().all(|stop| *stop >= 3)),
        _ => true,
    };
    account && others && route
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(voucher_judges::cases()))]

    #[test]
    fn an_object_is_encoded_exactly_if_one_alternative_accepts_it(transfer in transfer()) {
        let body = serde_json::to_value(&transfer).unwrap();
        let mut out = Vec::new();
        let encoded = transfer.encode(&mut out);
        let checked = DEFINITION.check(&body);
        prop_assert_eq!(checked.is_ok(), DEFINITION_SCHEMA.is_valid(&body), "{:?}\n{}", checked, body);
        prop_assert_eq!(voucher_judges::violations(encoded.clone()), voucher_judges::violations(transfer.validate()));
        let is_valid = checked.is_ok() && fits_its_variants(&transfer);
        prop_assert_eq!(encoded.is_ok(), is_valid, "{:?}\n{:?}\n{}", encoded, checked, body);
        if is_valid {
            prop_assert_eq!(&serde_json::from_slice::<Value>(&out).unwrap(), &body);
            prop_assert!(TRANSFER_SCHEMA.is_valid(&body), "{}", body);
        }
        if fits_its_variants(&transfer) {
            prop_assert_eq!(voucher_judges::violations(encoded), voucher_judges::violations(checked));
            prop_assert_eq!(TRANSFER_SCHEMA.is_valid(&body), is_valid, "{}", body);
        }
    }
}

#[test]
fn a_value_of_two_alternatives_is_reported_with_both() {
    let both = Iban {
        iban: "de".into(),
        note: None,
        number: Some(1),
    };
    let transfer = Transfer {
        account: Account::Iban(both.clone()),
        others: Some(vec![Other::String("abc".into()), Other::Iban(both)]),
        route: None,
    };
    let message =
        "expected a value of exactly one alternative, found one of both `iban` and `local`";
    let expected = [("/account", message), ("/others/1", message)];
    let violations = transfer.to_json().unwrap_err();
    let found: Vec<_> = violations
        .iter()
        .map(|it| (it.pointer(), it.message()))
        .collect();
    assert_eq!(found, expected);
    let violations = DEFINITION
        .check(&serde_json::to_value(&transfer).unwrap())
        .unwrap_err();
    let found: Vec<_> = violations
        .iter()
        .map(|it| (it.pointer(), it.message()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_struct_of_one_alternative_is_compared_with_the_others() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "../definitions/only-one.json")]
    struct ByIban {
        account: Iban,
    }

    for (number, is_valid) in [(None, true), (Some(1), false)] {
        let account = Iban {
            iban: "de".into(),
            note: None,
            number,
        };
        let body = json!({ "account": account });
        let event = ByIban { account };
        assert_eq!(event.to_json().is_ok(), is_valid, "{body}");
        assert_eq!(event.validate().is_ok(), is_valid, "{body}");
        assert_eq!(
            schema(&ByIban::schema()).is_valid(&body),
            is_valid,
            "{body}"
        );
    }
}
