//! What the sandbox remembers.

use super::route::all;
use super::{Counts, EntityHistory, Event, Rejection, Sandbox};
use serde_json::Value;
use std::vec::Vec;
use voucher_definition::Definition;

impl Sandbox {
    /// Returns the remembered events, in the order of arrival.
    #[must_use]
    pub fn events(&self) -> impl DoubleEndedIterator<Item = &Event> + ExactSizeIterator {
        self.memory.events()
    }

    /// Returns the latest 100 rejected requests, in the order of arrival.
    #[must_use]
    pub fn rejections(&self) -> impl DoubleEndedIterator<Item = &Rejection> + ExactSizeIterator {
        self.rejections.iter()
    }

    /// Returns an entity in the form of a body: `entity("voucher", "VOUCH-89")` returns
    /// `{"voucher":{"voucherCode":"VOUCH-89",…}}`.
    #[must_use]
    pub fn entity(&self, name: &str, id: &str) -> Option<Value> {
        Some(self.memory.entity(name, id)?.body(name))
    }

    /// Returns the names and ids of the entities: `("voucher", "VOUCH-89")`.
    pub fn entities(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.memory.names().flat_map(|name| {
            let entities = self.memory.entities(name);
            entities.map(move |(id, _)| (name, id.as_str()))
        })
    }

    /// Returns how an entity was merged.
    #[must_use]
    pub fn history(&self, name: &str, id: &str) -> Option<EntityHistory<'_>> {
        self.memory.history(name, id)
    }

    /// Returns every definition whose endpoint the sandbox has: those [added](Self::with_definition), then those that ship with the
    /// toolkit.
    #[must_use]
    pub fn definitions(&self) -> Vec<&'static Definition> {
        all(&self.definitions)
    }

    /// Returns the number of requests by result.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let accepted = self.memory.accepted();
        let remembered = u64::try_from(self.memory.events().len()).unwrap_or(accepted);
        Counts {
            accepted,
            refused: self.rejections.count(),
            failed: self.failed,
            forgotten: accepted - remembered,
        }
    }
}
