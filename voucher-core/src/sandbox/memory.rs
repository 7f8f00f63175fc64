//! The accepted events that are remembered, and the entities merged from them.

mod entity;
mod history;

use super::LONGEST_BODY;
use super::time_units::to_nanos;
use crate::Timestamp;
use ::http::Uri;
use core::fmt;
use entity::Entity;
pub use history::{EntityHistory, EntityValue};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::string::String;
use voucher_definition::{Definition, Kind};

/// The average number of body bytes per event. The limit is for all bodies together.
const BYTES_PER_EVENT: usize = 4_096;

/// A request that was accepted.
#[derive(Clone)]
pub struct Event {
    number: u64,
    received: Timestamp,
    method: &'static str,
    path: String,
    query: Option<String>,
    body: String,
    key: Option<Key>,
}

/// The field name of an entity, and the entity's id.
pub(super) type Key = (&'static str, String);

impl Event {
    /// Returns its number among all accepted events, from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Returns when it arrived.
    #[must_use]
    pub fn received(&self) -> Timestamp {
        self.received
    }

    /// Returns the HTTP method: `POST`.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method
    }

    /// Returns the path it was sent to: `/v2/voucher`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the query, as it was sent and without its `?`.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// Returns the name and the id of the entity in the body, if it has one: `("voucher", "VOUCH-89")`.
    #[must_use]
    pub fn entity(&self) -> Option<(&'static str, &str)> {
        let (name, id) = self.key.as_ref()?;
        Some((name, id))
    }

    /// Returns the exact body; empty if the request had none.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }
}

/// Body and query are not shown, because a voucher code is worth money.
impl fmt::Debug for Event {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Event")
            .field("number", &self.number)
            .field("received", &self.received)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("body", &format_args!("<{} bytes>", self.body.len()))
            .finish_non_exhaustive()
    }
}

#[derive(Clone)]
pub(super) struct Memory {
    max_events: usize,
    bytes: usize,
    accepted: u64,
    events: VecDeque<Event>,
    entities: BTreeMap<&'static str, BTreeMap<String, Entity>>,
}

impl Memory {
    pub(super) fn new(max_events: usize) -> Self {
        Self {
            max_events,
            bytes: 0,
            accepted: 0,
            events: VecDeque::new(),
            entities: BTreeMap::new(),
        }
    }

    /// Adds an accepted event, and forgets the oldest events if a limit is exceeded.
    pub(super) fn accept(
        &mut self,
        definition: &'static Definition,
        uri: &Uri,
        json: &str,
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
        let query = uri.query().map(String::from);
        self.bytes += json.len() + query.as_ref().map_or(0, String::len);
        self.events.push_back(Event {
            number: self.accepted,
            received,
            method: definition.method,
            path: uri.path().into(),
            query,
            body: json.into(),
            key,
        });
        self.limit(self.max_events);
    }

    /// Sets the maximum number of events, and forgets the oldest ones that exceed it.
    pub(super) fn limit(&mut self, max_events: usize) {
        self.max_events = max_events;
        // The longest body always fits.
        let max_bytes = max_events.saturating_mul(BYTES_PER_EVENT).max(LONGEST_BODY);
        while self.events.len() > max_events || self.bytes > max_bytes {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        let Some(event) = self.events.pop_front() else {
            return;
        };
        self.bytes -= event.body.len() + event.query.as_ref().map_or(0, String::len);
        let Some((name, id)) = event.key else { return };
        let Some(entities) = self.entities.get_mut(name) else {
            return;
        };
        let Some(rest) = entities.get_mut(&id).and_then(Entity::without_oldest) else {
            return;
        };
        let mut entity = Entity::default();
        for number in &rest {
            let index = usize::try_from(number - event.number - 1).unwrap_or(usize::MAX);
            let json = self.events.get(index).map(Event::body).unwrap_or_default();
            let body: Value = serde_json::from_str(json).unwrap_or_default();
            let timestamp = to_nanos(&body["timestamp"]).unwrap_or_default();
            entity.merge(name, &body, timestamp, *number);
        }
        if rest.is_empty() {
            entities.remove(&id);
        } else {
            entities.insert(id, entity);
        }
    }

    /// Returns the remembered events, in the order of arrival.
    pub(super) fn events(&self) -> impl DoubleEndedIterator<Item = &Event> + ExactSizeIterator {
        self.events.iter()
    }

    /// Returns how many events were accepted, including forgotten ones.
    pub(super) fn accepted(&self) -> u64 {
        self.accepted
    }

    /// Returns a remembered event by its number.
    fn event(&self, number: u64) -> Option<&Event> {
        let first = self.events.front()?.number;
        let index = usize::try_from(number.checked_sub(first)?).ok()?;
        self.events.get(index)
    }

    /// Returns how an entity was merged.
    pub(super) fn history(&self, name: &str, id: &str) -> Option<EntityHistory<'_>> {
        let entity = self.entity(name, id)?;
        let events = entity.events().filter_map(|number| self.event(number));
        Some(EntityHistory {
            values: entity.values().collect(),
            events: events.collect(),
        })
    }

    pub(super) fn entity(&self, name: &str, id: &str) -> Option<&Entity> {
        self.entities.get(name)?.get(id)
    }

    /// Returns the entities of a field name, with their ids.
    pub(super) fn entities(&self, name: &str) -> impl Iterator<Item = (&String, &Entity)> {
        self.entities.get(name).into_iter().flatten()
    }

    /// Returns the field names for which there are or were entities.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.entities.keys().copied()
    }
}

/// Returns the key of the entity in a body. Its id is the first identifier among its fields: a voucher's `voucherCode`, a
/// redemption's `paymentMethodId`.
fn key(definition: &'static Definition, body: &Value) -> Option<Key> {
    let (field, entity) = definition.entity()?;
    let mut definitions = entity.fields.iter();
    let identifier = definitions.find(|definition| matches!(definition.kind, Kind::Identifier))?;
    let id = body[field.name][identifier.name].as_str()?;
    Some((field.name, id.into()))
}
