//! An entity, merged from the events that contain it.

use super::EntityValue;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, VecDeque};
use std::string::{String, ToString};

/// The latest value of each field of an entity. The value with the later `timestamp` wins; with equal timestamps, the value
/// whose JSON string is greater. So the order of arrival does not matter.
///
/// The API's page says only that entities are merged by `timestamp`
/// (<https://developer.ravelin.com/merchant/api/endpoints/voucher>); merging field by field, and the rule for equal
/// timestamps, are our interpretation.
#[derive(Clone, Default)]
pub(in crate::sandbox) struct Entity {
    /// Members of the entity.
    members: BTreeMap<String, LatestValue>,
    /// Other members of the body, such as the customer who redeemed.
    body_members: BTreeMap<String, LatestValue>,
    /// The numbers of the events that contain the entity, in the order of arrival.
    events: VecDeque<u64>,
}

/// A member's value. The order of the fields matters: the greater value wins.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct LatestValue {
    /// In nanoseconds, whatever unit was sent.
    timestamp: i128,
    /// As a JSON string, which needs no more memory than the event's body.
    json: String,
    /// The number of the event that contains the value.
    event: u64,
}

impl Entity {
    /// Merges an event's body, in which the entity is the member `name`.
    pub(super) fn merge(&mut self, name: &str, body: &Value, timestamp: i128, event: u64) {
        let update = |members: &mut BTreeMap<String, LatestValue>, member: &str, value: &Value| {
            let new = LatestValue {
                timestamp,
                json: value.to_string(),
                event,
            };
            if members.get(member).is_none_or(|old| *old < new) {
                members.insert(member.into(), new);
            }
        };
        self.events.push_back(event);
        for (member, value) in body.as_object().into_iter().flatten() {
            // `timestamp` and `eventType` describe the event, not the entity.
            if !["timestamp", "eventType", name].contains(&member.as_str()) {
                update(&mut self.body_members, member, value);
            }
        }
        for (member, value) in body[name].as_object().into_iter().flatten() {
            update(&mut self.members, member, value);
        }
    }

    /// Forgets the oldest event. If the entity has values from it, returns the other events, from which the entity must be
    /// merged again.
    pub(super) fn without_oldest(&mut self) -> Option<VecDeque<u64>> {
        let oldest = self.events.pop_front()?;
        let mut values = self.members.values().chain(self.body_members.values());
        let is_used = values.any(|value| value.event == oldest);
        is_used.then(|| core::mem::take(&mut self.events))
    }

    /// Returns the value of a member of the entity, as a JSON string.
    pub(in crate::sandbox) fn member(&self, member: &str) -> Option<&str> {
        Some(&self.members.get(member)?.json)
    }

    /// Returns the value of a member of the body, as a JSON string.
    pub(in crate::sandbox) fn body_member(&self, member: &str) -> Option<&str> {
        Some(&self.body_members.get(member)?.json)
    }

    /// Returns the latest value of each member: those of the entity, then those of the body around it.
    pub(super) fn values(&self) -> impl Iterator<Item = EntityValue<'_>> {
        let members = values(&self.members, true);
        members.chain(values(&self.body_members, false))
    }

    /// Returns the numbers of the events that contain the entity, in the order of arrival.
    pub(super) fn events(&self) -> impl Iterator<Item = u64> {
        self.events.iter().copied()
    }

    /// Returns the entity in the form of a body, as its member `name`.
    pub(in crate::sandbox) fn body(&self, name: &str) -> Value {
        let object = |members: &BTreeMap<String, LatestValue>| -> Map<String, Value> {
            let members = members.iter().map(|(member, latest)| {
                let value = serde_json::from_str(&latest.json);
                (member.clone(), value.unwrap_or_default())
            });
            members.collect()
        };
        let mut body = object(&self.body_members);
        body.insert(name.into(), object(&self.members).into());
        body.into()
    }
}

fn values(
    members: &BTreeMap<String, LatestValue>,
    is_of_entity: bool,
) -> impl Iterator<Item = EntityValue<'_>> {
    members.iter().map(move |(name, latest)| EntityValue {
        name,
        is_of_entity,
        json: &latest.json,
        event: latest.event,
    })
}
