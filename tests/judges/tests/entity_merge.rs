//! The sandbox's entities agree with a simple reference implementation that looks at all events at once.

use http::Request;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use voucher_core::Timestamp;
use voucher_core::http::Answer;
use voucher_core::sandbox::{CheckRule, Sandbox};

/// Few values, so that events often have the same entity and timestamp.
const CODES: [&str; 3] = ["A", "B", "é\""];
const TIME: i64 = 1_512_828_988_826;

fn timestamps() -> impl Strategy<Value = i64> {
    (0..4_i64).prop_map(|step| TIME + step)
}

fn custom() -> impl Strategy<Value = Value> {
    select(vec![
        json!({}),
        json!({"a": 1}),
        json!({"a": null, "b": [1, "x"]}),
    ])
}

prop_compose! {
    fn voucher()(
        timestamp in timestamps(),
        voucher_code in select(CODES.to_vec()),
        value in 0..5_i64,
        optional in (
            of(select(vec!["c1", "c2", "c3"])), of(timestamps()), of(0..5_i64), of(select(vec!["GENERAL", "STAFF"])),
            of(custom()), of(any::<bool>()),
        ),
    ) -> (&'static str, Value) {
        let mut voucher = json!({
            "voucherCode": voucher_code, "value": value, "currency": "GBP", "creationTime": TIME,
        });
        let (referrer, expiry, reward, kind, custom, unlisted) = optional;
        let optional = [
            ("referrerId", json!(referrer)), ("expiry", json!(expiry)), ("referralValue", json!(reward)),
            ("voucherType", json!(kind)), ("custom", json!(custom)), ("unlisted", json!(unlisted)),
        ];
        for (name, value) in optional.into_iter().filter(|(_, value)| !value.is_null()) {
            voucher[name] = value;
        }
        ("voucher", json!({"timestamp": timestamp, "eventType": "x", "voucher": voucher}))
    }
}

prop_compose! {
    fn redemption()(
        timestamp in timestamps(),
        payment_method in select(vec!["p1", "p2", "p3", "p4", "p5"]),
        voucher_code in select(CODES.to_vec()),
        success in prop::bool::weighted(0.8),
        failure in of(select(vec!["EXPIRED", "USED"])),
        customer in of(select(vec!["c1", "c2", "c3", "c4"])),
        is_object in any::<bool>(),
    ) -> (&'static str, Value) {
        let mut body = json!({"timestamp": timestamp, "voucherRedemption": {
            "paymentMethodId": payment_method, "voucherCode": voucher_code, "redemptionTime": TIME,
            "success": success, "value": 3, "currency": "gbp", "voucherType": "GENERAL",
        }});
        if let Some(failure) = failure {
            body["voucherRedemption"]["failureReason"] = failure.into();
        }
        match customer {
            Some(customer) if is_object => body["customer"] = json!({"customerId": customer}),
            Some(customer) => body["customerId"] = customer.into(),
            None => {}
        }
        ("paymentmethod/voucher", body)
    }
}

/// The fields that contain an entity, with the name of the entity's id.
const ENTITIES: [(&str, &str); 2] = [
    ("voucher", "voucherCode"),
    ("voucherRedemption", "paymentMethodId"),
];

/// The entities by name and id, in the form of a body.
type State = BTreeMap<(&'static str, String), Value>;
/// All values of each field. The `bool` says whether the field is in the entity or next to it.
type Values<'e> = BTreeMap<(bool, &'e str), Vec<(i64, String)>>;

/// Sorts all values of each field and takes the last.
fn reference(events: &[(&str, Value)]) -> State {
    let mut values: BTreeMap<_, Values<'_>> = BTreeMap::new();
    for (_, body) in events {
        let (name, id) = ENTITIES
            .into_iter()
            .find(|(name, _)| body.get(name).is_some())
            .unwrap();
        let id = body[name][id].as_str().unwrap().to_owned();
        let timestamp = body["timestamp"].as_i64().unwrap();
        let fields = values.entry((name, id)).or_default();
        for (field, value) in body.as_object().unwrap() {
            if *field != name && field != "timestamp" && field != "eventType" {
                let all = fields.entry((false, field)).or_default();
                all.push((timestamp, value.to_string()));
            }
        }
        for (field, value) in body[name].as_object().unwrap() {
            let all = fields.entry((true, field)).or_default();
            all.push((timestamp, value.to_string()));
        }
    }
    let merged = values.into_iter().map(|((name, id), fields)| {
        let mut body = json!({name: Map::new()});
        for ((is_within, field), mut all) in fields {
            all.sort();
            let value: Value = serde_json::from_str(&all.last().unwrap().1).unwrap();
            if is_within {
                body[name][field] = value;
            } else {
                body[field] = value;
            }
        }
        ((name, id), body)
    });
    merged.collect()
}

/// Returns the number of uses of a code, and of people who own or used it.
fn reference_counts(state: &State, code: &str) -> (usize, usize) {
    let mut people = BTreeSet::new();
    let mut uses = 0;
    for ((name, id), body) in state {
        let entity = &body[*name];
        if entity["voucherCode"] != code {
            continue;
        }
        if *name == "voucher" {
            people.extend(entity["referrerId"].as_str().map(str::to_owned));
        } else if entity["success"] == true {
            uses += 1;
            let customer = body["customerId"].as_str();
            let customer = customer.or(body["customer"]["customerId"].as_str());
            people.insert(customer.map_or(format!("by {id}"), str::to_owned));
        }
    }
    (uses, people.len())
}

fn send(sandbox: &mut Sandbox, path: &str, body: &Value) -> Answer {
    let body = body.to_string();
    let request = Request::post(format!("/v2/{path}"))
        .header("authorization", "token sk_test_1")
        .header("content-type", "application/json")
        .body(body.as_bytes())
        .unwrap();
    let now = Timestamp::from_millis(TIME).unwrap();
    let answer = Answer::read(&sandbox.answer(request, now).response);
    assert_eq!(answer.status(), 200, "{body}: {:?}", answer.body());
    answer
}

fn recommended(sandbox: &mut Sandbox, code: &str, threshold: usize) -> bool {
    let check = json!({"customerId": "c9", "voucherCode": code, "threshold": threshold});
    let answer = send(sandbox, "voucher/check", &check);
    answer.body()["recommendation"] == "ABUSE"
}

proptest! {
    #[test]
    fn any_order_of_arrival_gives_the_state_of_the_reference_implementation(
        (events, other) in prop::collection::vec(prop_oneof![voucher(), redemption()], 0..14)
            .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        threshold in 0..6_usize,
    ) {
        let expected = reference(&events);
        for events in [events, other] {
            let mut sandbox = Sandbox::new(1);
            for (path, body) in &events {
                send(&mut sandbox, path, body);
            }
            for ((name, id), body) in &expected {
                prop_assert_eq!(&sandbox.entity(name, id), &Some(body.clone()));
            }
            let request = Request::get("/__sandbox/entities").body(&b""[..]).unwrap();
            let reply = sandbox.answer(request, Timestamp::now());
            let entities: BTreeMap<String, BTreeMap<String, Value>> =
                serde_json::from_slice(reply.response.body()).unwrap();
            let entities: usize = entities.values().map(BTreeMap::len).sum();
            prop_assert_eq!(entities, expected.len());

            for code in CODES {
                let (uses, people) = reference_counts(&expected, code);
                let limit = |default| if threshold == 0 { default } else { threshold };
                prop_assert_eq!(recommended(&mut sandbox, code, threshold), uses >= limit(3));
                let mut older = sandbox.clone().with_check(CheckRule::OwnerAndUsers);
                prop_assert_eq!(recommended(&mut older, code, threshold), people > limit(2));
            }
        }
    }

    #[test]
    fn a_forgotten_event_has_no_effect(
        events in prop::collection::vec(prop_oneof![voucher(), redemption()], 1..20),
        room in 1..8_usize,
    ) {
        let mut sandbox = Sandbox::new(1).with_memory(room);
        for (path, body) in &events {
            send(&mut sandbox, path, body);
        }
        let kept = events.len().min(room);
        prop_assert_eq!(sandbox.events().len(), kept);
        let remembered = reference(&events[events.len() - kept..]);
        for ((name, id), _) in reference(&events) {
            let expected = remembered.get(&(name, id.clone()));
            prop_assert_eq!(&sandbox.entity(name, &id), &expected.cloned());
        }
    }
}
