//! One entity, put together from the events that speak of it.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, VecDeque};
use std::string::{String, ToString};

/// What an entity's events said last, field by field. Of a field, the value with the later `timestamp` stands; of two
/// with the same, the one whose JSON text is greater. So the order of arrival changes nothing.
///
/// The API's pages say that entities are merged by `timestamp`
/// (<https://developer.ravelin.com/merchant/api/endpoints/voucher>), not how; that it goes field by field, and what equal
/// timestamps do, is our reading.
#[derive(Clone, Default)]
pub(in crate::sandbox) struct Entity {
    /// Members of the entity itself.
    within: BTreeMap<String, Said>,
    /// Members of the body, beside the entity: who redeemed.
    beside: BTreeMap<String, Said>,
    /// The events that speak of it, in the order of arrival.
    events: VecDeque<u64>,
}

/// Greater is what stands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    /// In nanoseconds, whatever unit was sent.
    timestamp: i128,
    /// As JSON text, which takes no more room than the event's body does.
    value: String,
    /// The event that said so.
    event: u64,
}

impl Entity {
    /// Takes in an event's body, whose entity is its member `name`.
    pub(super) fn merge(&mut self, name: &str, body: &Value, timestamp: i128, event: u64) {
        let say = |fields: &mut BTreeMap<String, Said>, member: &str, value: &Value| {
            let said = Said {
                timestamp,
                value: value.to_string(),
                event,
            };
            if fields.get(member).is_none_or(|before| *before < said) {
                fields.insert(member.into(), said);
            }
        };
        self.events.push_back(event);
        for (member, value) in body.as_object().into_iter().flatten() {
            // These are the event's own.
            if !["timestamp", "eventType", name].contains(&member.as_str()) {
                say(&mut self.beside, member, value);
            }
        }
        for (member, value) in body[name].as_object().into_iter().flatten() {
            say(&mut self.within, member, value);
        }
    }

    /// The events that speak of it but for the oldest one, where that is needed: where it said something that stands.
    pub(super) fn without_oldest(&mut self) -> Option<VecDeque<u64>> {
        let oldest = self.events.pop_front()?;
        let mut said = self.within.values().chain(self.beside.values());
        let is_needed = said.any(|said| said.event == oldest);
        is_needed.then(|| core::mem::take(&mut self.events))
    }

    /// What was said of the entity, as JSON text.
    pub(in crate::sandbox) fn within(&self, member: &str) -> Option<&str> {
        Some(&self.within.get(member)?.value)
    }

    /// What was said beside it, as JSON text.
    pub(in crate::sandbox) fn beside(&self, member: &str) -> Option<&str> {
        Some(&self.beside.get(member)?.value)
    }

    /// In the form of a body, whose member `name` is the entity.
    pub(in crate::sandbox) fn body(&self, name: &str) -> Value {
        let object = |fields: &BTreeMap<String, Said>| -> Map<String, Value> {
            let members = fields.iter().map(|(member, said)| {
                let value = serde_json::from_str(&said.value);
                (member.clone(), value.unwrap_or_default())
            });
            members.collect()
        };
        let mut body = object(&self.beside);
        body.insert(name.into(), object(&self.within).into());
        body.into()
    }
}
