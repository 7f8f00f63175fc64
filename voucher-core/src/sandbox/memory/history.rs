//! How an entity was merged from events.

use super::Event;
use std::vec::Vec;

/// The values of an entity, and the remembered events that it was merged from.
#[derive(Clone, Debug)]
pub struct EntityHistory<'s> {
    pub(super) values: Vec<EntityValue<'s>>,
    pub(super) events: Vec<&'s Event>,
}

/// The latest value of a member of an entity.
#[derive(Clone, Copy)]
pub struct EntityValue<'s> {
    pub(super) name: &'s str,
    pub(super) is_of_entity: bool,
    pub(super) json: &'s str,
    pub(super) event: u64,
}

impl<'s> EntityHistory<'s> {
    /// Returns the latest value of each member: those of the entity, then those of the body around it.
    #[must_use]
    pub fn values(&self) -> &[EntityValue<'s>] {
        &self.values
    }

    /// Returns the events, in the order of arrival.
    #[must_use]
    pub fn events(&self) -> &[&'s Event] {
        &self.events
    }
}

impl<'s> EntityValue<'s> {
    /// Returns the name of the member.
    #[must_use]
    pub fn name(&self) -> &'s str {
        self.name
    }

    /// Returns whether it is a member of the entity; otherwise, of the body around it.
    #[must_use]
    pub fn is_of_entity(&self) -> bool {
        self.is_of_entity
    }

    /// Returns the value as JSON.
    #[must_use]
    pub fn json(&self) -> &'s str {
        self.json
    }

    /// Returns the number of the event that the value is from.
    #[must_use]
    pub fn event(&self) -> u64 {
        self.event
    }
}

/// The value is not shown, because a voucher code is worth money.
impl core::fmt::Debug for EntityValue<'_> {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("EntityValue")
            .field("name", &self.name)
            .field("is_of_entity", &self.is_of_entity)
            .field("json", &format_args!("<{} bytes>", self.json.len()))
            .field("event", &self.event)
            .finish()
    }
}
