//! A relay leases events for a time, and no other relay sends them until then.

#[path = "database/shop.rs"]
mod shop;

use shop::Shop;
use std::collections::BTreeSet;
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::thread::sleep;
use std::time::{Duration, Instant};
use trial::{Request, serve};
use voucher_core::{Currency, RavelinEvent, Timestamp, Voucher};

const ACCEPTED: (u16, String) = (200, String::new());

/// Adds events to the outbox, and returns their bodies.
fn put_events(shop: &mut Shop, count: usize) -> BTreeSet<String> {
    let now = Timestamp::now();
    let vouchers = (0..count).map(|number| {
        let voucher = Voucher::new(now, format!("V-{number}"), 500, Currency::GBP, now);
        let prepared = voucher.prepare().unwrap();
        shop.put(&serde_json::to_string(&prepared).unwrap());
        prepared.body().to_owned()
    });
    vouchers.collect()
}

/// Starts a relay that is recognized by its token.
fn start_relay(shop: &Shop, token: &str, url: &str) -> Child {
    let mut relay = shop.program.command("relay", &[url, "until-empty"]);
    relay.env("RAVELIN_TOKEN", token).spawn().unwrap()
}

#[test]
#[cfg_attr(not(database), ignore = "set DATABASE_URL to a PostgreSQL database")]
fn an_event_is_sent_by_one_relay_while_its_lease_lasts() {
    let mut shop = Shop::start("lease", &[("IN_FLIGHT", "2")]);
    shop.set_up();
    let events = put_events(&mut shop, 60);
    let (arrived, arrivals) = channel();
    let url = serve(move |request| {
        arrived.send(request).unwrap();
        sleep(Duration::from_millis(100));
        ACCEPTED
    });
    let tokens = ["sk_test_1", "sk_test_2", "sk_test_3"];
    let relays = tokens.map(|token| start_relay(&shop, token, &url));
    for mut relay in relays {
        assert!(relay.wait().unwrap().success());
    }
    let requests: Vec<Request> = arrivals.try_iter().collect();
    assert_eq!(requests.len(), 60, "each event is sent once");
    let bodies = requests.iter().map(|request| request.body.clone());
    assert_eq!(bodies.collect::<BTreeSet<_>>(), events);
    let senders = requests.into_iter().map(|request| request.authorization);
    assert!(senders.collect::<BTreeSet<_>>().len() > 1);
}

#[test]
#[cfg_attr(not(database), ignore = "set DATABASE_URL to a PostgreSQL database")]
fn events_of_a_dead_relay_are_sent_when_their_lease_ends() {
    outlives_a_relay("dead", "0 hours");
}

#[test]
#[cfg_attr(not(database), ignore = "set DATABASE_URL to a PostgreSQL database")]
fn a_database_whose_clock_is_fast_changes_nothing() {
    outlives_a_relay("fast", "2 hours");
}

#[test]
#[cfg_attr(not(database), ignore = "set DATABASE_URL to a PostgreSQL database")]
fn a_database_whose_clock_is_slow_changes_nothing() {
    outlives_a_relay("slow", "-2 hours");
}

/// Kills a relay that waits for an answer, and starts another. The clock of the database differs from that of the relays.
fn outlives_a_relay(name: &str, difference: &str) {
    let mut shop = Shop::start(name, &[("LEASE", "6")]);
    set_clock(&mut shop, difference);
    shop.set_up();
    let events = put_events(&mut shop, 5);
    let (url, arrivals) = serve_only("token sk_test_2");
    let mut first = start_relay(&shop, "sk_test_1", &url);
    let sent = receive(&arrivals, events.len());
    let start = Instant::now();
    assert_eq!(
        open_transactions(&mut shop),
        0,
        "while it waits for answers"
    );
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(sent, events);

    let mut second = start_relay(&shop, "sk_test_2", &url);
    assert_eq!(receive(&arrivals, events.len()), events);
    let wait = start.elapsed();
    assert!(second.wait().unwrap().success());
    // The lease began shortly before the first events arrived.
    let expected = Duration::from_secs(5)..Duration::from_secs(30);
    assert!(expected.contains(&wait), "{wait:?}");
}

/// Replaces the clock of the database in this shop's schema.
fn set_clock(shop: &mut Shop, difference: &str) {
    for function in ["now", "clock_timestamp"] {
        let replace = format!(
            "CREATE FUNCTION {function}() RETURNS timestamptz LANGUAGE sql
             AS $$ SELECT pg_catalog.{function}() + interval '{difference}' $$"
        );
        shop.database.batch_execute(&replace).unwrap();
    }
}

/// Starts a server that receives from every relay and answers only this one.
fn serve_only(authorization: &'static str) -> (String, Receiver<String>) {
    let (arrived, arrivals) = channel();
    let url = serve(move |request| {
        arrived.send(request.body).unwrap();
        if request.authorization != authorization {
            sleep(Duration::from_secs(600));
        }
        ACCEPTED
    });
    (url, arrivals)
}

fn receive(arrivals: &Receiver<String>, count: usize) -> BTreeSet<String> {
    let patience = Duration::from_secs(60);
    let bodies = (0..count).map(|_| arrivals.recv_timeout(patience).unwrap());
    bodies.collect()
}

/// Returns how many transactions of the program are open.
fn open_transactions(shop: &mut Shop) -> usize {
    // Sessions of the program have the name of the schema.
    let select = "SELECT state FROM pg_stat_activity WHERE application_name = current_schema()";
    let sessions = shop.database.query(select, &[]).unwrap();
    let states: Vec<&str> = sessions.iter().map(|row| row.get(0)).collect();
    assert!(!states.is_empty(), "the relay is connected");
    states.iter().filter(|state| **state != "idle").count()
}
