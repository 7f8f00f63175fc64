//! What was accepted, as far back as there is room.

mod entity;

use super::LONGEST_BODY;
use super::time_units::to_nanos;
use crate::Timestamp;
use core::fmt;
use entity::Entity;
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::string::String;
use voucher_definition::{Definition, Kind};

/// For each event there is so much room for bodies, in bytes; a long one takes that of others.
const BODY: usize = 4_096;

/// A request that was accepted.
#[derive(Clone)]
pub struct Event {
    number: u64,
    received: Timestamp,
    path: String,
    body: String,
    key: Option<Key>,
}

/// The name of an entity's field, and the entity's id.
pub(super) type Key = (&'static str, String);

impl Event {
    /// Its place among all that were accepted, from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// When it arrived.
    #[must_use]
    pub fn received(&self) -> Timestamp {
        self.received
    }

    /// Where it was sent: `/v2/voucher`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The body, byte for byte.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }
}

/// A voucher code is money, so the body is not shown.
impl fmt::Debug for Event {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Event")
            .field("number", &self.number)
            .field("received", &self.received)
            .field("path", &self.path)
            .field("body", &format_args!("<{} bytes>", self.body.len()))
            .finish_non_exhaustive()
    }
}

#[derive(Clone)]
pub(super) struct Memory {
    most: usize,
    bytes: usize,
    accepted: u64,
    events: VecDeque<Event>,
    entities: BTreeMap<&'static str, BTreeMap<String, Entity>>,
}

impl Memory {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            bytes: 0,
            accepted: 0,
            events: VecDeque::new(),
            entities: BTreeMap::new(),
        }
    }

    /// Takes in an event, and forgets the oldest ones that there is no more room for.
    pub(super) fn accept(
        &mut self,
        definition: &'static Definition,
        path: &str,
        text: &str,
        body: &Value,
        received: Timestamp,
    ) {
        self.accepted += 1;
        let key = key(definition, body);
        if let (Some(key), Some(timestamp)) = (&key, to_nanos(&body["timestamp"])) {
            let (name, id) = key;
            let entities = self.entities.entry(name).or_default();
            let entity = entities.entry(id.clone()).or_default();
            entity.merge(name, body, timestamp, self.accepted);
        }
        self.bytes += text.len();
        self.events.push_back(Event {
            number: self.accepted,
            received,
            path: path.into(),
            body: text.into(),
            key,
        });
        self.limit(self.most);
    }

    /// Makes room for so many events.
    pub(super) fn limit(&mut self, most: usize) {
        self.most = most;
        // The longest body fits in any case.
        let most_bytes = most.saturating_mul(BODY).max(LONGEST_BODY);
        while self.events.len() > most || self.bytes > most_bytes {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        let Some(event) = self.events.pop_front() else {
            return;
        };
        self.bytes -= event.body.len();
        let Some((name, id)) = event.key else { return };
        let Some(entities) = self.entities.get_mut(name) else {
            return;
        };
        let Some(rest) = entities.get_mut(&id).and_then(Entity::without_oldest) else {
            return;
        };
        let mut entity = Entity::default();
        for number in &rest {
            let at = usize::try_from(number - event.number - 1).unwrap_or(usize::MAX);
            let text = self.events.get(at).map(Event::body).unwrap_or_default();
            let body: Value = serde_json::from_str(text).unwrap_or_default();
            let timestamp = to_nanos(&body["timestamp"]).unwrap_or_default();
            entity.merge(name, &body, timestamp, *number);
        }
        if rest.is_empty() {
            entities.remove(&id);
        } else {
            entities.insert(id, entity);
        }
    }

    /// What is remembered, in the order of arrival.
    pub(super) fn events(&self) -> impl DoubleEndedIterator<Item = &Event> + ExactSizeIterator {
        self.events.iter()
    }

    /// How many were accepted, the forgotten ones among them.
    pub(super) fn accepted(&self) -> u64 {
        self.accepted
    }

    pub(super) fn entity(&self, name: &str, id: &str) -> Option<&Entity> {
        self.entities.get(name)?.get(id)
    }

    /// Every entity of a name, by its id.
    pub(super) fn entities(&self, name: &str) -> impl Iterator<Item = (&String, &Entity)> {
        self.entities.get(name).into_iter().flatten()
    }

    /// The names under which there are entities, or were.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.entities.keys().copied()
    }
}

/// An entity goes by its first field that is an identifier: the voucher's `voucherCode`, the redemption's
/// `paymentMethodId`.
fn key(definition: &'static Definition, body: &Value) -> Option<Key> {
    let (field, entity) = definition.entity()?;
    let mut rows = entity.fields.iter();
    let row = rows.find(|row| matches!(row.kind, Kind::Identifier))?;
    let id = body[field.name][row.name].as_str()?;
    Some((field.name, id.into()))
}
