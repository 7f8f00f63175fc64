//! The measured cases.

use crate::checkout;
use crate::event::{Events, With, event};
use crate::measure::{Case, Contestant};
use crate::peers::{CURRENCY, EVENT_TYPE, PEERS, Run};
use std::rc::Rc;
use voucher_core::RavelinEvent;
use voucher_definition::Pattern;
use voucher_definition::pattern::{Compiled, transitions};

pub(crate) const SHORT: &str = "short event";
pub(crate) const MAP: &str = "64 KiB map";
pub(crate) const STRUCT: &str = "64 KiB struct";
pub(crate) const CHECKOUT: &str = "checkout of 2 KB";
pub(crate) const VALIDATE: &str = "validate alone";

type Build = fn() -> Case;

/// The cases with the functions that build them, because a run for callgrind builds only one.
const CASES: [(&str, Build); 11] = [
    (SHORT, || peers(SHORT, &short(), |peer| Some(peer.encode))),
    (MAP, || {
        peers(MAP, &large(With::Map), |peer| Some(peer.encode))
    }),
    (STRUCT, || {
        peers(STRUCT, &large(With::Basket), |peer| Some(peer.encode))
    }),
    (CHECKOUT, || checkout::case(CHECKOUT)),
    (VALIDATE, || peers(VALIDATE, &short(), |peer| peer.validate)),
    (EVENT_TYPE_15, || patterns(EVENT_TYPE_15)),
    (CURRENCY_3, || patterns(CURRENCY_3)),
    (USER_15, user_pattern),
    (FIELDS, fields),
    (TEXT, strings),
    (VIOLATIONS, violations),
];

pub(crate) const EVENT_TYPE_15: &str = "pattern of eventType, 15 bytes";
pub(crate) const CURRENCY_3: &str = "pattern of currency, 3 bytes";
pub(crate) const USER_15: &str = "a user's pattern, 15 bytes";
pub(crate) const FIELDS: &str = "fields";
pub(crate) const TEXT: &str = "bytes of text";
pub(crate) const VIOLATIONS: &str = "violations";

pub(crate) fn case(name: &str) -> Result<Case, String> {
    let found = CASES.iter().find(|(known, _)| *known == name);
    let (_, build) = found.ok_or_else(|| format!("no case `{name}`"))?;
    Ok(build())
}

/// 64 events with everything but `custom`.
pub(crate) fn short() -> Events {
    Events::of((0..64).map(|number| event(number, With::Nothing)).collect())
}

/// Events with a large `custom`, few enough to stay in the cache.
pub(crate) fn large(with: With) -> Events {
    Events::of((0..4).map(|number| event(number, with)).collect())
}

fn peers(name: &'static str, events: &Events, run: fn(&crate::peers::Peer) -> Option<Run>) -> Case {
    let events = Rc::new(Events::of(events.events.clone()));
    let contestants = PEERS.iter().filter_map(|peer| {
        let (run, events) = (run(peer)?, Rc::clone(&events));
        Some(Contestant::new(peer.name, move |at, out| {
            run(&events, at, out)
        }))
    });
    Case {
        name,
        cycle: events.len(),
        contestants: contestants.collect(),
    }
}

pub(crate) const OUR_PATTERN: &str = "voucher-definition";
pub(crate) const REGEX: &str = "regex";

fn patterns(name: &'static str) -> Case {
    let (pattern, regex, strings) = if name == CURRENCY_3 {
        (Pattern::Currency, &CURRENCY, ["GBP", "EUR", "usd", "JpY"])
    } else {
        let strings = [
            "voucher-created",
            "voucher_changed",
            "Voucher2expired",
            "0-1-2-3-4-5-6-7",
        ];
        (Pattern::EventType, &EVENT_TYPE, strings)
    };
    Case {
        name,
        cycle: strings.len(),
        contestants: vec![
            Contestant::new(OUR_PATTERN, move |at, _| pattern.check(strings[at]).is_ok()),
            Contestant::new(REGEX, move |at, _| regex.is_match(strings[at])),
        ],
    }
}

const SOURCE: &str = "^[A-Z]{3}-[0-9]{4}-[A-Za-z]{2,8}$";

/// The table that the macro generates. Compiling it here would add the pattern compiler to the benchmark.
#[allow(clippy::octal_escapes)] // a NUL before a digit is two bytes of the table
static COMPILED: Compiled<'static> = Compiled {
    source: SOURCE,
    classes: b"\
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\
        \x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\0\0\0\0\0\0\0\x03\x03\x03\x03\x03\x03\x03\x03\x03\x03\x03\
        \x03\x03\x03\x03\x03\x03\x03\x03\x03\x03\x03\x03\x03\x03\x03\0\0\0\0\0\0\x04\x04\x04\x04\x04\x04\x04\
        \x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\0\0\0\0\0\0\0\0\0\0\0\0\
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    transitions: &transitions::<95>(
        b"\
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\n\0\0\0\0\0\0\0\0\0\x0f\0\0\0\0\0\0\0\0\0\x14\0\0\0\0\0\x19\0\0\0\0\
        \0\0\0\0\0\0\0\x1e\0\0\0\0\0\0\0\0\0#\0\0\0\0\0\0\0\0\0(\0\0\0\0\0\0\0\0\0-\0\0\0\0\0\0\02\0\0\0\0\0\
        \0\0\0\0\0\0\0\07\07\0\0\0\0\0\0\0<\0<\0\0\0\0\0\0\0A\0A\0\0\0\0\0\0\0F\0F\0\0\0\0\0\0\0K\0K\0\0\0\0\
        \0\0\0P\0P\0\0\0\0\0\0\0U\0U\0\0\0\0\0\0\0Z\0Z\0\0\0\0\0\0\0\0\0\0\0",
    ),
    start: 5,
    accepting: 60,
    is_plain: true,
};

/// Returns the table of an expression, as with the key `pattern`.
fn user_pattern() -> Case {
    let strings = [
        "GBP-2026-Spring",
        "EUR-1999-winter",
        "USD-0000-SUMMER",
        "JPY-1234-aUtUmN",
    ];
    let regex = regex::Regex::new(SOURCE).expect("an expression");
    let pattern = Pattern::Compiled(&COMPILED);
    Case {
        name: USER_15,
        cycle: strings.len(),
        contestants: vec![
            Contestant::new(OUR_PATTERN, move |at, _| pattern.matches(strings[at])),
            Contestant::new(REGEX, move |at, _| regex.is_match(strings[at])),
        ],
    }
}

/// Defines a struct with this many members of `custom`, each a number that may be invalid.
macro_rules! members {
    ($name:ident: $($field:ident)*) => {
        #[derive(RavelinEvent)]
        #[ravelin(event = "voucher")]
        struct $name {
            #[ravelin(unix = "ms")]
            timestamp: i64,
            voucher_code: String,
            value: i64,
            currency: String,
            #[ravelin(unix = "ms")]
            creation_time: i64,
            $(
                #[ravelin(custom)]
                $field: f64,
            )*
        }

        impl $name {
            /// Creates an event in which the first `wrong` members are invalid.
            fn new(wrong: usize) -> Self {
                let mut count = 0;
                let mut member = || {
                    count += 1;
                    if count > wrong { 0.25 } else { f64::NAN }
                };
                Self {
                    timestamp: 1_512_828_988_826,
                    voucher_code: String::from("SPRING-15"),
                    value: 1_500,
                    currency: String::from("GBP"),
                    creation_time: 1_512_828_988_826,
                    $($field: member(),)*
                }
            }
        }
    };
}

members!(Ten: a0 a1 a2 a3 a4 a5 a6 a7 a8 a9);
members!(Twenty: a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9);
members!(Forty:
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9
    c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9);
members!(Hundred:
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9
    c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
    e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9
    g0 g1 g2 g3 g4 g5 g6 g7 g8 g9 h0 h1 h2 h3 h4 h5 h6 h7 h8 h9
    i0 i1 i2 i3 i4 i5 i6 i7 i8 i9 j0 j1 j2 j3 j4 j5 j6 j7 j8 j9);

/// 10, 20 and 40 fields in addition to the five required ones.
fn fields() -> Case {
    let (ten, twenty, forty) = (Ten::new(0), Twenty::new(0), Forty::new(0));
    Case {
        name: FIELDS,
        cycle: 1,
        contestants: vec![
            Contestant::new("10", move |_, out| ten.encode(out).is_ok()),
            Contestant::new("20", move |_, out| twenty.encode(out).is_ok()),
            Contestant::new("40", move |_, out| forty.encode(out).is_ok()),
        ],
    }
}

/// A code of 1 byte to 1 MB.
fn strings() -> Case {
    let contestants = (0..=6).map(|power| {
        let length = 10_usize.pow(power);
        let mut promo = Ten::new(0);
        promo.voucher_code = "ab\"c-4567 ü".chars().cycle().take(length).collect();
        Contestant::new(length.to_string(), move |_, out| promo.encode(out).is_ok())
    });
    Case {
        name: TEXT,
        cycle: 1,
        contestants: contestants.collect(),
    }
}

/// 0 to 100 violations in one event.
fn violations() -> Case {
    let contestants = [0, 10, 20, 40, 100].map(|wrong| {
        let promo = Hundred::new(wrong);
        Contestant::new(wrong.to_string(), move |_, out| {
            let found = promo.encode(out);
            found.map_or_else(|violations| violations.len(), |()| 0) == wrong
        })
    });
    Case {
        name: VIOLATIONS,
        cycle: 1,
        contestants: contestants.into(),
    }
}
