//! The peers. Each validates every rule of the event, then appends it.

use crate::event::{Events, invalid, rare};
use crate::hand;
use regex::Regex;
use serde_json::Value;
use std::sync::LazyLock;
use voucher_core::RavelinEvent;

pub(crate) static CURRENCY: LazyLock<Regex> = LazyLock::new(|| regex("^[a-zA-Z]{3}$"));
pub(crate) static EVENT_TYPE: LazyLock<Regex> =
    LazyLock::new(|| regex("^[a-zA-Z0-9][a-zA-Z0-9-_]*$"));

fn regex(pattern: &'static str) -> Regex {
    Regex::new(pattern).expect("the patterns are literals")
}

/// Validates the event at this index and appends it if it is valid. Returns whether it is valid.
pub(crate) type Run = fn(&Events, usize, &mut Vec<u8>) -> bool;

pub(crate) struct Peer {
    pub(crate) name: &'static str,
    pub(crate) encode: Run,
    /// Validation alone, if it differs from that of other peers.
    pub(crate) validate: Option<Run>,
}

pub(crate) const OURS: &str = "voucher-core";
pub(crate) const SAFE: &str = "by hand, no unsafe";
pub(crate) const SIMD: &str = "by hand, SIMD";
pub(crate) const GARDE: &str = "serde_json + garde";
pub(crate) const SONIC: &str = "sonic-rs + garde";

pub(crate) const PEERS: [Peer; 8] = [
    Peer {
        name: OURS,
        encode: |events, at, out| events.promos[at].encode(out).is_ok(),
        validate: Some(|events, at, _| events.promos[at].validate().is_ok()),
    },
    Peer {
        name: SAFE,
        encode: |events, at, out| hand::encode(&events.events[at], out),
        validate: Some(|events, at, _| hand::is_valid(&events.events[at])),
    },
    Peer {
        name: SIMD,
        encode: |events, at, out| hand::encode_simd(&events.events[at], out),
        validate: None,
    },
    Peer {
        name: "serde_json + by hand",
        encode: |events, at, out| {
            let event = &events.events[at];
            hand::is_valid(event) && serde_json::to_writer(out, event).is_ok()
        },
        validate: None,
    },
    Peer {
        name: GARDE,
        encode: |events, at, out| {
            let event = &events.events[at];
            garde::Validate::validate(event).is_ok() && serde_json::to_writer(out, event).is_ok()
        },
        validate: Some(|events, at, _| garde::Validate::validate(&events.events[at]).is_ok()),
    },
    Peer {
        name: "serde_json + validator",
        encode: |events, at, out| {
            let event = &events.events[at];
            validator::Validate::validate(event).is_ok()
                && serde_json::to_writer(out, event).is_ok()
        },
        validate: Some(|events, at, _| validator::Validate::validate(&events.events[at]).is_ok()),
    },
    Peer {
        name: "serde_json + serde_valid",
        encode: |events, at, out| {
            let event = &events.others[at];
            serde_valid::Validate::validate(event).is_ok()
                && serde_json::to_writer(out, event).is_ok()
        },
        validate: Some(|events, at, _| serde_valid::Validate::validate(&events.others[at]).is_ok()),
    },
    Peer {
        name: SONIC,
        encode: |events, at, out| {
            let event = &events.events[at];
            garde::Validate::validate(event).is_ok() && sonic_rs::to_writer(out, event).is_ok()
        },
        validate: None,
    },
];

/// Checks that all peers write the same JSON for these events and for rare ones, and reject invalid ones.
pub(crate) fn verify(events: &Events) -> Result<(), String> {
    let rare = Events::of(rare());
    for events in [events, &rare] {
        for at in 0..events.len() {
            let wanted =
                serde_json::to_value(&events.events[at]).map_err(|error| error.to_string())?;
            for peer in &PEERS {
                let mut out = Vec::from(*b"before ");
                let is_valid = (peer.encode)(events, at, &mut out);
                let written = out.strip_prefix(b"before ").unwrap_or_default();
                let found: Option<Value> = serde_json::from_slice(written).ok();
                if !is_valid || found.as_ref() != Some(&wanted) {
                    let written = String::from_utf8_lossy(written);
                    return Err(format!("{} writes event {at} as {written}", peer.name));
                }
            }
        }
    }
    let (names, invalid): (Vec<_>, Vec<_>) = invalid().into_iter().unzip();
    let invalid = Events::of(invalid);
    for (at, name) in names.into_iter().enumerate() {
        for peer in &PEERS {
            let mut out = Vec::new();
            let checks = [Some(peer.encode), peer.validate];
            for check in checks.into_iter().flatten() {
                if check(&invalid, at, &mut out) || !out.is_empty() {
                    return Err(format!("{} takes {name}", peer.name));
                }
            }
        }
    }
    Ok(())
}
