//! An enum of listed values sends only those: strings, or integers.

#![allow(clippy::zero_sized_map_values)] // an enum of one listed value has no size

use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use voucher_core::{EnumField, IntegerField, RavelinEnum, RavelinEvent, Rule, VoucherType};
use voucher_definition::read;

#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "priority")]
enum Priority {
    #[ravelin(value = 1)]
    Low,
    #[ravelin(value = 3)]
    High,
}

/// The discriminants have nothing to do with the values.
#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "ticket.levels")]
enum Level {
    #[ravelin(value = 0)]
    Flat = -1,
    #[ravelin(value = -1)]
    Below = 0,
}

#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "parent")]
enum Parent {
    #[ravelin(value = 2)]
    Second,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // a conversion receives a reference
fn doubled(score: &u8) -> u8 {
    2 * score
}

const HIGH: Priority = Priority::High;

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c")
)]
struct Ticket<'t> {
    priority: Option<&'t Priority>,
    levels: Vec<Rc<Level>>,
    #[ravelin(rename = "ticketId")]
    id: Option<Box<Priority>>,
    #[ravelin(with = doubled)]
    score: Option<u8>,
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c", priority = HIGH)
)]
struct Urgent {}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = Priority::High, email = "a@b.c", priority = 2)
)]
struct Usual {
    levels: Vec<i8>,
    parent: Option<Parent>,
}

fn ticket(json: &str) -> Value {
    let mut body: Value = serde_json::from_str(json).unwrap();
    body["ticket"].take()
}

fn schema<E: RavelinEvent>() -> Value {
    let mut schema: Value = serde_json::from_str(&E::schema()).unwrap();
    schema["properties"]["ticket"]["properties"].take()
}

#[test]
fn each_variant_is_sent_as_its_integer() {
    let event = Ticket {
        priority: Some(&Priority::Low),
        levels: vec![Rc::new(Level::Below), Rc::new(Level::Flat)],
        id: Some(Box::new(Priority::High)),
        score: Some(1),
    };
    let sent = ticket(&event.to_json().unwrap());
    assert_eq!(sent["priority"], json!(1));
    assert_eq!(sent["ticketId"], json!("3"));
    assert_eq!(sent["levels"], json!([-1, 0]));
    assert_eq!(Priority::VALUES, [1, 3]);
    assert_eq!(
        (Level::Flat.integer(), Level::Below.integer()),
        (Some(0), Some(-1))
    );
}

#[test]
fn a_constant_is_an_integer_or_a_variant() {
    let sent = ticket(&Urgent {}.to_json().unwrap());
    assert_eq!(sent["priority"], json!(3));
    let event = Usual {
        levels: Vec::new(),
        parent: Some(Parent::Second),
    };
    let sent: Value = serde_json::from_str(&event.to_json().unwrap()).unwrap();
    assert_eq!(sent["customerId"], json!("3"));
    assert_eq!(sent["ticket"]["priority"], json!(2));
    assert_eq!(sent["ticket"]["parent"], json!(2));
}

#[test]
fn an_integer_that_is_not_listed_is_a_violation() {
    let event = Usual {
        levels: vec![1, 0, 2],
        parent: None,
    };
    let violations = event.validate().unwrap_err();
    let [violation] = violations.iter().collect::<Vec<_>>()[..] else {
        panic!("{violations}");
    };
    assert_eq!(violation.rule(), Rule::Enum);
    assert_eq!(
        violation.to_string(),
        "/ticket/levels/2 (Usual.levels): expected one of `-1`, `0`, `1`, found 2"
    );
}

#[test]
fn the_schema_lists_and_describes_the_values_of_the_type() {
    let ticket = schema::<Ticket<'_>>();
    let low = json!({ "const": 1, "description": "can wait" });
    let high = json!({ "const": 3, "description": "at once" });
    assert_eq!(ticket["priority"], json!({ "oneOf": [low, high] }));
    assert_eq!(ticket["levels"]["items"], json!({ "enum": [-1, 0] }));
    let usual = schema::<Usual>();
    assert_eq!(usual["priority"], json!({ "const": 2 }));
    assert_eq!(usual["levels"]["items"], json!({ "enum": [-1, 0, 1] }));
    let noted = schema::<Noted>();
    let all = json!([
        { "const": 1, "description": "can wait" },
        { "const": 2 },
        { "const": 3, "description": "at once" },
        { "const": 9, "description": "use 3", "deprecated": true }
    ]);
    assert_eq!(noted["priority"], json!({ "oneOf": all }));
    let fax = json!({ "const": "FAX", "description": "nobody reads it", "deprecated": true });
    assert_eq!(
        noted["channel"],
        json!({ "oneOf": [fax, { "const": "PHONE" }] })
    );
}

/// Maps a deprecated value. rustc is silent, because the enum allows it.
#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "channel")]
enum Channel {
    #[allow(deprecated)] // The definition marks this listed value as deprecated.
    Fax,
    Phone,
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c")
)]
struct Noted {
    priority: i32,
    channel: Option<Channel>,
}

#[test]
fn a_deprecated_value_is_still_sent() {
    let event = Noted {
        priority: 9,
        channel: Some(Channel::Fax),
    };
    let sent = ticket(&event.to_json().unwrap());
    assert_eq!(
        (&sent["priority"], &sent["channel"]),
        (&json!(9), &json!("FAX"))
    );
    assert_eq!(Channel::Phone.value(), "PHONE");
}

const RATES: &str = include_str!("definitions/rates.json");

#[derive(PartialEq, Eq, PartialOrd, Ord, Hash, RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "byTier")]
enum Tier {
    Gold,
    #[ravelin(rename = "bronze-tier")]
    Bronze,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "byYear[keys]")]
enum Year {
    #[ravelin(rename = "2024")]
    Last,
}

/// Both the keys and the values of a map are listed.
#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "byYear")]
enum Rate {
    High,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "tiers[keys]")]
enum Shop {
    A,
    B,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "tiers")]
enum Metal {
    Gold,
}

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "fee")]
enum Fee {
    #[ravelin(value = 500)]
    Low,
    #[ravelin(value = -1)]
    None,
}

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "fees")]
enum Extra {
    #[ravelin(value = 250)]
    Express,
}

const NO_FEE: Fee = Fee::None;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/rates.json", constant(currency = "GBP"))]
struct Rates<'r> {
    by_tier: Option<&'r HashMap<Tier, u8>>,
    by_year: BTreeMap<Year, BTreeMap<&'static str, Rate>>,
    tiers: BTreeMap<Box<Shop>, Metal>,
    fee: Fee,
    fees: Vec<Extra>,
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/rates.json",
    constant(currency = "GBP", fee = NO_FEE)
)]
struct Free {
    by_year: BTreeMap<u16, BTreeMap<String, String>>,
}

#[test]
fn listed_keys_and_amounts_are_enums() {
    let by_tier = HashMap::from([(Tier::Bronze, 3), (Tier::Gold, 4)]);
    let rates = Rates {
        by_tier: Some(&by_tier),
        by_year: BTreeMap::from([(Year::Last, BTreeMap::from([("q1", Rate::High)]))]),
        tiers: BTreeMap::from([
            (Box::new(Shop::B), Metal::Gold),
            (Box::new(Shop::A), Metal::Gold),
        ]),
        fee: Fee::Low,
        fees: vec![Extra::Express],
    };
    let body: Value = serde_json::from_str(&rates.to_json().unwrap()).unwrap();
    let expected = json!({
        "byTier": { "bronze-tier": 3, "gold": 4 },
        "byYear": { "2024": { "q1": "high" } },
        "tiers": { "a": "gold", "b": "gold" },
        "fee": 500,
        "fees": [250],
        "currency": "GBP",
    });
    assert_eq!(body, expected);
    let definition = read(RATES.as_bytes()).unwrap().leak();
    definition.check(&body).unwrap();
    let free = Free {
        by_year: BTreeMap::from([(2025, BTreeMap::new())]),
    };
    let body: Value = serde_json::from_str(&free.to_json().unwrap()).unwrap();
    assert_eq!(body["fee"], -1);
    definition.check(&body).unwrap();
}

#[test]
fn the_schema_has_only_the_keys_and_amounts_of_the_enums() {
    let schema: Value = serde_json::from_str(&Rates::schema()).unwrap();
    let properties = &schema["properties"];
    let keys = |name: &str| properties[name]["propertyNames"]["enum"].clone();
    assert_eq!(keys("byTier"), json!(["gold", "bronze-tier"]));
    assert_eq!(keys("byYear"), json!(["2024"]));
    assert_eq!(keys("tiers"), json!(["a", "b"]));
    assert_eq!(properties["fee"]["enum"], json!([500, -1]));
    assert_eq!(properties["fees"]["items"]["enum"], json!([250]));
    let year = &properties["byYear"]["additionalProperties"];
    assert_eq!(year["propertyNames"]["pattern"], "^q[1-4]$");
}

/// Lists a value in its impl, which is written by hand, and returns another one.
#[derive(Clone, Copy)]
struct Lying;

impl EnumField for Lying {
    const VALUES: &'static [&'static str] = &["GENERAL"];

    fn value(&self) -> &'static str {
        "GRATIS"
    }
}

const LIE: Lying = Lying;

/// Returns the violations of an event, which are the same whether it is written or not.
fn violations(event: &impl RavelinEvent) -> Vec<String> {
    let violations = event.validate().unwrap_err();
    assert_eq!(event.to_json().unwrap_err(), violations);
    assert!(violations.iter().all(|one| one.rule() == Rule::Enum));
    violations.iter().map(ToString::to_string).collect()
}

#[test]
fn the_values_of_an_impl_that_is_not_generated_are_checked() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/kinds.json")]
    struct Kinds<'k> {
        choice: Option<&'k Lying>,
        choices: Vec<Rc<Lying>>,
    }
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/kinds.json", constant(choice = LIE))]
    struct Constant {}

    let expected =
        |place| format!("{place}: unknown value `GRATIS` (expected one of `GENERAL`, `STAFF`)");
    let event = Kinds {
        choice: Some(&Lying),
        choices: vec![Rc::new(Lying)],
    };
    assert_eq!(
        violations(&event),
        [
            expected("/choice (Kinds.choice)"),
            expected("/choices/0 (Kinds.choices)")
        ]
    );
    assert_eq!(
        violations(&Constant {}),
        [expected("/choice (Constant.choice)")]
    );
}

#[test]
fn the_values_of_a_type_that_no_assertion_compares_are_checked() {
    #[derive(Clone, Copy, RavelinEnum)]
    #[ravelin(definition = "definitions/kinds.json", field = "choice")]
    enum Choice {
        General,
        Staff,
    }

    /// The event lists all values of the type but one.
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check<T> {
        customer_id: u8,
        voucher_type: T,
    }

    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Converted {
        customer_id: u8,
        #[ravelin(with = choice)]
        voucher_type: bool,
    }

    #[allow(clippy::trivially_copy_pass_by_ref)] // a conversion receives a reference
    fn choice(is_staff: &bool) -> Choice {
        if *is_staff {
            Choice::Staff
        } else {
            Choice::General
        }
    }

    fn check<T>(voucher_type: T) -> Check<T> {
        Check {
            customer_id: 1,
            voucher_type,
        }
    }

    let expected = |name| {
        format!(
            "/voucherType ({name}.voucher_type): unknown value `STAFF` (expected one of `GENERAL`, `REFERRAL`, `REACTIVATION`)"
        )
    };
    let sent = json!({ "customerId": "1", "voucherType": "GENERAL" }).to_string();
    assert_eq!(check(Choice::General).to_json().unwrap(), sent);
    assert_eq!(check(VoucherType::General).to_json().unwrap(), sent);
    assert_eq!(violations(&check(Choice::Staff)), [expected("Check")]);
    assert_eq!(violations(&check(VoucherType::Staff)), [expected("Check")]);
    let converted = |voucher_type| Converted {
        customer_id: 1,
        voucher_type,
    };
    assert_eq!(converted(false).to_json().unwrap(), sent);
    assert_eq!(violations(&converted(true)), [expected("Converted")]);
}

#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(event = "checkout", field = "?score")]
enum Checkpoint {
    CheckoutPreAuth,
    #[ravelin(rename = "checkoutPostAuth")]
    After,
}

#[test]
fn a_variant_maps_onto_a_value_in_camel_case() {
    let found = [Checkpoint::CheckoutPreAuth, Checkpoint::After].map(|value| value.value());
    assert_eq!(found, ["checkoutPreAuth", "checkoutPostAuth"]);
}
