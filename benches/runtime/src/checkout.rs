//! A real event: a checkout with three items, its customer and a card, about 2 KB. One set of structs serves every peer, because
//! they have the shape of the JSON.

#![allow(clippy::struct_field_names)] // the names are the API's

use crate::event::Random;
use crate::hand;
use crate::measure::{Case, Contestant};
use crate::peers::{GARDE, OURS, SAFE};
use serde::Serialize;
use serde_json::Value;
use std::rc::Rc;
use voucher_core::{RavelinEnum, RavelinEvent, RavelinFields, RavelinOneOf};

/// As in [`crate::event`].
const MIN: i64 = 100_000_000_000;
const MAX: i64 = 253_402_300_799_999;

#[derive(Clone, Debug, Serialize, garde::Validate, RavelinEvent)]
#[serde(rename_all = "camelCase")]
#[garde(allow_unvalidated)]
#[ravelin(event = "checkout")]
pub(crate) struct Checkout {
    #[garde(range(min = MIN, max = MAX))]
    #[ravelin(unix = "ms")]
    timestamp: i64,
    #[garde(pattern("^[a-zA-Z0-9][a-zA-Z0-9-_]*$"))]
    event_type: String,
    #[garde(dive)]
    customer: Customer,
    #[garde(dive)]
    order: Order,
    #[garde(dive)]
    payment_method: PaymentMethod,
}

#[derive(Clone, Debug, Serialize, garde::Validate, RavelinFields)]
#[serde(rename_all = "camelCase")]
#[garde(allow_unvalidated)]
#[ravelin(event = "checkout", object = "customer")]
struct Customer {
    #[garde(length(min = 1))]
    customer_id: String,
    #[garde(range(min = MIN, max = MAX))]
    #[ravelin(unix = "ms")]
    registration_time: i64,
    email: String,
    given_name: String,
    family_name: String,
    telephone: String,
    location: Place,
    market: String,
}

#[derive(Clone, Debug, Serialize, RavelinFields)]
#[serde(rename_all = "camelCase")]
#[ravelin(event = "checkout", object = "customer.location")]
struct Place {
    country: String,
    postal_code: String,
    street1: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    street2: Option<String>,
    city: String,
    region: String,
}

#[derive(Clone, Debug, Serialize, garde::Validate, RavelinFields)]
#[serde(rename_all = "camelCase")]
#[garde(allow_unvalidated)]
#[ravelin(event = "checkout", object = "order")]
struct Order {
    #[garde(length(min = 1))]
    order_id: String,
    #[garde(range(min = MIN, max = MAX))]
    #[ravelin(unix = "ms")]
    creation_time: i64,
    price: i64,
    #[garde(pattern("^[a-zA-Z]{3}$"), custom(crate::event::garde_listed))]
    currency: String,
    country: String,
    #[garde(dive)]
    items: Vec<Item>,
    to: Place,
    from: Place,
}

#[derive(Clone, Debug, Serialize, garde::Validate, RavelinFields)]
#[serde(rename_all = "camelCase")]
#[garde(allow_unvalidated)]
#[ravelin(event = "checkout", object = "order.items")]
struct Item {
    sku: String,
    name: String,
    price: i64,
    #[garde(pattern("^[a-zA-Z]{3}$"), custom(crate::event::garde_listed))]
    currency: String,
    quantity: i64,
    brand: String,
    upc: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<String>,
}

#[derive(Clone, Debug, Serialize, garde::Validate, RavelinOneOf)]
#[serde(untagged)]
#[ravelin(event = "checkout", field = "paymentMethod")]
enum PaymentMethod {
    Card(#[garde(dive)] Card),
}

#[derive(Clone, Copy, Debug, Serialize, RavelinEnum)]
#[serde(rename_all = "lowercase")]
#[ravelin(event = "checkout", field = "paymentMethod[card].methodType")]
enum CardMethod {
    Card,
}

#[derive(Clone, Debug, Serialize, garde::Validate, RavelinFields)]
#[serde(rename_all = "camelCase")]
#[garde(allow_unvalidated)]
#[ravelin(event = "checkout", object = "paymentMethod[card]")]
struct Card {
    method_type: CardMethod,
    #[garde(length(min = 1))]
    payment_method_id: String,
    #[garde(length(min = 1))]
    instrument_id: String,
    card_bin: String,
    card_last_four: String,
    billing_address: Place,
    country_issued: String,
    expiry_month: i64,
    expiry_year: i64,
    prepaid_card: bool,
    name_on_card: String,
    issuer: String,
    #[garde(range(min = MIN, max = MAX))]
    #[ravelin(unix = "ms")]
    registration_time: i64,
}

fn place(random: &mut Random) -> Place {
    Place {
        country: String::from(random.one_of(["GBR", "FRA", "USA", "JPN"])),
        postal_code: format!("N{} {}AB", random.below(20), random.below(10)),
        street1: format!("{} Upper Street, Islington", random.below(400)),
        street2: (random.below(3) == 0).then(|| String::from("Second floor, on the left")),
        city: String::from(random.one_of(["London", "Paris", "New York", "Tōkyō"])),
        region: String::from(random.one_of(["Greater London", "Île-de-France", "Kantō"])),
    }
}

fn item(random: &mut Random, currency: &'static str) -> Item {
    Item {
        sku: format!("SKU-{:08}-{}", random.below(100_000_000), random.below(10)),
        name: format!("A rather long name of item {}", random.below(1_000_000)),
        price: random.below(20_000),
        currency: String::from(currency),
        quantity: 1 + random.below(4),
        brand: String::from(random.one_of(["Acme", "Globex Corporation", "Initech", "Umbrella"])),
        upc: format!("{:012}", random.below(1_000_000_000_000)),
        category: (random.below(4) > 0).then(|| String::from("clothes and shoes")),
    }
}

/// Returns the checkout with this number.
fn checkout(number: u64) -> Checkout {
    let mut random = Random(number);
    let now = 1_512_828_988_826 + random.below(10_000_000_000);
    let currency = random.one_of(["GBP", "EUR", "USD", "JPY"]);
    Checkout {
        timestamp: now,
        event_type: String::from(random.one_of(["checkout", "one-click", "checkout_v2"])),
        customer: Customer {
            customer_id: format!("cus_{:016x}", random.next()),
            registration_time: now - random.below(90_000_000_000),
            email: format!("user.{}@mail.example.com", random.below(1_000_000)),
            given_name: String::from(random.one_of(["Ada", "Grace", "Zoë", "Barbara"])),
            family_name: String::from(random.one_of(["Lovelace", "Hopper", "Liskov"])),
            telephone: format!("+4477009{:05}", random.below(100_000)),
            location: place(&mut random),
            market: String::from("Europe"),
        },
        order: Order {
            order_id: format!("ORDER-{number}-{}", random.below(10_000)),
            creation_time: now - 5,
            price: random.below(90_000),
            currency: String::from(currency),
            country: String::from("GBR"),
            items: (0..3).map(|_| item(&mut random, currency)).collect(),
            to: place(&mut random),
            from: place(&mut random),
        },
        payment_method: PaymentMethod::Card(Card {
            method_type: CardMethod::Card,
            payment_method_id: format!("pm_{:016x}", random.next()),
            instrument_id: format!("ins_{:016x}", random.next()),
            card_bin: format!("{:06}", random.below(1_000_000)),
            card_last_four: format!("{:04}", random.below(10_000)),
            billing_address: place(&mut random),
            country_issued: String::from("GBR"),
            expiry_month: 1 + random.below(12),
            expiry_year: 2026 + random.below(5),
            prepaid_card: random.below(10) == 0,
            name_on_card: String::from("A. Lovelace"),
            issuer: String::from("Bank of Example plc"),
            registration_time: now - 86_400_000,
        }),
    }
}

/// Validates every rule of the event, up to the first violation.
fn is_valid(event: &Checkout) -> bool {
    let PaymentMethod::Card(card) = &event.payment_method;
    hand::is_time(event.timestamp)
        && hand::is_event_type(&event.event_type)
        && !event.customer.customer_id.is_empty()
        && hand::is_time(event.customer.registration_time)
        && !event.order.order_id.is_empty()
        && hand::is_time(event.order.creation_time)
        && hand::is_currency(&event.order.currency)
        && event
            .order
            .items
            .iter()
            .all(|item| hand::is_currency(&item.currency))
        && !card.payment_method_id.is_empty()
        && !card.instrument_id.is_empty()
        && hand::is_time(card.registration_time)
}

/// Appends `key`, which ends before the string's first quote, and the string.
fn push_text(out: &mut Vec<u8>, key: &[u8], text: &str) {
    out.extend_from_slice(key);
    out.push(b'"');
    hand::push_inner(out, text);
    out.push(b'"');
}

fn push_integer(out: &mut Vec<u8>, key: &[u8], integer: i64) {
    out.extend_from_slice(key);
    hand::push_integer(out, integer);
}

fn push_place(out: &mut Vec<u8>, place: &Place) {
    push_text(out, b"{\"country\":", &place.country);
    push_text(out, b",\"postalCode\":", &place.postal_code);
    push_text(out, b",\"street1\":", &place.street1);
    if let Some(street) = &place.street2 {
        push_text(out, b",\"street2\":", street);
    }
    push_text(out, b",\"city\":", &place.city);
    push_text(out, b",\"region\":", &place.region);
    out.push(b'}');
}

fn push_customer(out: &mut Vec<u8>, customer: &Customer) {
    push_text(out, b"{\"customerId\":", &customer.customer_id);
    push_integer(out, b",\"registrationTime\":", customer.registration_time);
    push_text(out, b",\"email\":", &customer.email);
    push_text(out, b",\"givenName\":", &customer.given_name);
    push_text(out, b",\"familyName\":", &customer.family_name);
    push_text(out, b",\"telephone\":", &customer.telephone);
    out.extend_from_slice(b",\"location\":");
    push_place(out, &customer.location);
    push_text(out, b",\"market\":", &customer.market);
    out.push(b'}');
}

fn push_item(out: &mut Vec<u8>, item: &Item) {
    push_text(out, b"{\"sku\":", &item.sku);
    push_text(out, b",\"name\":", &item.name);
    push_integer(out, b",\"price\":", item.price);
    push_text(out, b",\"currency\":", &item.currency);
    push_integer(out, b",\"quantity\":", item.quantity);
    push_text(out, b",\"brand\":", &item.brand);
    push_text(out, b",\"upc\":", &item.upc);
    if let Some(category) = &item.category {
        push_text(out, b",\"category\":", category);
    }
    out.push(b'}');
}

fn push_card(out: &mut Vec<u8>, card: &Card) {
    let CardMethod::Card = card.method_type;
    push_text(
        out,
        b"{\"methodType\":\"card\",\"paymentMethodId\":",
        &card.payment_method_id,
    );
    push_text(out, b",\"instrumentId\":", &card.instrument_id);
    push_text(out, b",\"cardBin\":", &card.card_bin);
    push_text(out, b",\"cardLastFour\":", &card.card_last_four);
    out.extend_from_slice(b",\"billingAddress\":");
    push_place(out, &card.billing_address);
    push_text(out, b",\"countryIssued\":", &card.country_issued);
    push_integer(out, b",\"expiryMonth\":", card.expiry_month);
    push_integer(out, b",\"expiryYear\":", card.expiry_year);
    out.extend_from_slice(if card.prepaid_card {
        b",\"prepaidCard\":true"
    } else {
        b",\"prepaidCard\":false"
    });
    push_text(out, b",\"nameOnCard\":", &card.name_on_card);
    push_text(out, b",\"issuer\":", &card.issuer);
    push_integer(out, b",\"registrationTime\":", card.registration_time);
    out.push(b'}');
}

/// Validates and appends the event, without `unsafe`.
fn encode_by_hand(event: &Checkout, out: &mut Vec<u8>) -> bool {
    if !is_valid(event) {
        return false;
    }
    out.reserve(2_400);
    push_integer(out, b"{\"timestamp\":", event.timestamp);
    push_text(out, b",\"eventType\":", &event.event_type);
    out.extend_from_slice(b",\"customer\":");
    push_customer(out, &event.customer);
    let order = &event.order;
    push_text(out, b",\"order\":{\"orderId\":", &order.order_id);
    push_integer(out, b",\"creationTime\":", order.creation_time);
    push_integer(out, b",\"price\":", order.price);
    push_text(out, b",\"currency\":", &order.currency);
    push_text(out, b",\"country\":", &order.country);
    out.extend_from_slice(b",\"items\":[");
    hand::push_list(out, &order.items, push_item);
    out.extend_from_slice(b"],\"to\":");
    push_place(out, &order.to);
    out.extend_from_slice(b",\"from\":");
    push_place(out, &order.from);
    out.extend_from_slice(b"},\"paymentMethod\":");
    let PaymentMethod::Card(card) = &event.payment_method;
    push_card(out, card);
    out.push(b'}');
    true
}

type Encode = fn(&Checkout, &mut Vec<u8>) -> bool;

const CONTESTANTS: [(&str, Encode); 4] = [
    (OURS, |event, out| event.encode(out).is_ok()),
    (SAFE, encode_by_hand),
    ("serde_json + by hand", |event, out| {
        is_valid(event) && serde_json::to_writer(out, event).is_ok()
    }),
    (GARDE, |event, out| {
        garde::Validate::validate(event).is_ok() && serde_json::to_writer(out, event).is_ok()
    }),
];

const EVENTS: u64 = 64;

pub(crate) fn case(name: &'static str) -> Case {
    let events: Rc<Vec<Checkout>> = Rc::new((0..EVENTS).map(checkout).collect());
    let contestants = CONTESTANTS.map(|(name, encode)| {
        let events = Rc::clone(&events);
        Contestant::new(name, move |at, out| encode(&events[at], out))
    });
    Case {
        name,
        cycle: events.len(),
        contestants: contestants.into(),
    }
}

type Change = fn(&mut Checkout);

/// Checks that all peers write the same JSON, of about 2 KB, and reject the same events.
pub(crate) fn verify() -> Result<(), String> {
    for number in 0..EVENTS {
        let event = checkout(number);
        let wanted = serde_json::to_value(&event).map_err(|error| error.to_string())?;
        for (name, encode) in CONTESTANTS {
            let mut out = Vec::new();
            let is_valid = encode(&event, &mut out);
            let found: Option<Value> = serde_json::from_slice(&out).ok();
            if !is_valid || found != Some(wanted.clone()) || !(1_600..2_200).contains(&out.len()) {
                let written = String::from_utf8_lossy(&out);
                return Err(format!(
                    "{name} writes checkout {number} as {} bytes: {written}",
                    out.len()
                ));
            }
        }
    }
    let changes: [Change; 6] = [
        |event| event.timestamp /= 1_000,
        |event| event.event_type.push(' '),
        |event| event.customer.customer_id.clear(),
        |event| event.order.currency.push('P'),
        |event| event.order.items[1].currency = String::from("XBT"),
        |event| {
            let PaymentMethod::Card(card) = &mut event.payment_method;
            card.registration_time = 0;
        },
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut event = checkout(1);
        change(&mut event);
        for (name, encode) in CONTESTANTS {
            if encode(&event, &mut Vec::new()) {
                return Err(format!("{name} accepts invalid checkout {number}"));
            }
        }
    }
    Ok(())
}
