//! Integers are written as the standard library displays them, wherever they are in a request.

use std::collections::{BTreeMap, BTreeSet};
use voucher_core::RavelinEvent;
use voucher_definition::message::Message;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/integers.json")]
struct Integers {
    #[ravelin(rename = ":shelf")]
    shelf: i64,
    #[ravelin(rename = "?limit")]
    limit: i64,
    integer: i64,
    amount: i64,
    id: i64,
    number: i64,
    list: [i64; 2],
    map: BTreeMap<&'static str, i64>,
    any: i64,
    #[ravelin(rename = "custom")]
    free: BTreeMap<i64, i64>,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/integers.json")]
struct Wide {
    #[ravelin(rename = ":shelf")]
    shelf: &'static str,
    number: u64,
    any: i128,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/integers.json")]
struct Short {
    #[ravelin(rename = ":shelf")]
    shelf: &'static str,
    integer: i64,
}

/// Returns the powers of two and ten that fit in 128 bits, their neighbors, and all of these with the other sign.
fn boundaries() -> BTreeSet<i128> {
    let powers = |base: i128| (0..).map_while(move |power| base.checked_pow(power));
    let near = |number: i128| (-2..=2).filter_map(move |offset| number.checked_add(offset));
    let mut boundaries: BTreeSet<_> = powers(2).chain(powers(10)).flat_map(near).collect();
    boundaries.extend([i128::MIN, i128::MAX, 0]);
    let negative = boundaries.iter().filter_map(|number| number.checked_neg());
    let negative: Vec<_> = negative.collect();
    boundaries.extend(negative);
    boundaries
}

fn boundaries_of<N: TryFrom<i128>>() -> impl Iterator<Item = N> {
    let boundaries = boundaries().into_iter();
    boundaries.filter_map(|number| N::try_from(number).ok())
}

#[test]
fn every_boundary_is_written_in_every_place_of_a_request() {
    let mut count = 0;
    for number in boundaries_of::<i64>() {
        let event = Integers {
            shelf: number,
            limit: number,
            integer: number,
            amount: number,
            id: number,
            number,
            list: [number; 2],
            map: BTreeMap::from([("a", number)]),
            any: number,
            free: BTreeMap::from([(number, number)]),
        };
        let prepared = event.prepare().unwrap();
        let target = format!("/v1/shelves/{number}/integers?limit={number}");
        assert_eq!(prepared.target(), target);
        let expected = format!(
            "{{\"integer\":{number},\"amount\":{number},\"id\":\"{number}\",\"number\":{number},\
             \"list\":[{number},{number}],\"map\":{{\"a\":{number}}},\"any\":{number},\
             \"custom\":{{\"{number}\":{number}}}}}"
        );
        assert_eq!(prepared.body(), expected);
        count += 1;
    }
    assert!(count > 700, "{count}");
}

/// A value of `serde_json` has at most 64 bits, so a wider integer may be rejected, but is never written as another one.
#[test]
fn every_boundary_of_wider_integers_is_written_or_rejected() {
    for any in boundaries_of::<i128>() {
        let number = u64::try_from(any).unwrap_or(u64::MAX);
        let event = Wide {
            shelf: "a",
            number,
            any,
        };
        let fits = i64::try_from(any).is_ok() || u64::try_from(any).is_ok();
        match event.to_json() {
            Ok(json) => assert_eq!(json, format!("{{\"number\":{number},\"any\":{any}}}")),
            Err(violations) => assert!(!fits, "{any}: {violations}"),
        }
    }
}

/// The fast path needs room for the longest integer in the buffer.
#[test]
fn every_boundary_is_written_whatever_the_room_in_the_buffer() {
    for integer in boundaries_of::<i64>().step_by(3) {
        let event = Short {
            shelf: "a",
            integer,
        };
        for capacity in 0..130 {
            let mut buffer = Vec::with_capacity(capacity);
            event.encode(&mut buffer).unwrap();
            assert_eq!(buffer, format!("{{\"integer\":{integer}}}").as_bytes());
        }
    }
}

#[test]
fn every_boundary_is_written_in_messages() {
    for number in boundaries_of::<i64>() {
        assert_eq!(Message::new().number(number).as_str(), number.to_string());
    }
}
