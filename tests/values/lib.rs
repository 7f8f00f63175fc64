//! Structs that map every field of every definition that ships, and values of them. The build script writes both from the
//! definitions alone; it uses neither the generator of starters nor the one of samples. A definition with a form that it does
//! not know fails the build.

use voucher_core::{Prepared, Violations};

/// An event that maps a whole definition.
pub struct Event {
    /// The name of the definition.
    pub definition: &'static str,
    /// Returns the schema of the event.
    pub schema: fn() -> String,
    /// The values.
    pub values: &'static [Value],
}

/// A value of an event, and the request that it is.
pub struct Value {
    /// Prepares the event.
    pub prepare: fn() -> Result<Prepared, Violations>,
    /// Whether the value has only required fields.
    pub is_minimal: bool,
    /// The expected path and query.
    pub target: &'static str,
    /// The expected body; empty if there is none.
    pub body: &'static str,
}

#[allow(warnings, clippy::all, clippy::pedantic)] // generated code
mod generated {
    use crate::{Event, Value};

    include!(concat!(env!("OUT_DIR"), "/events.rs"));
}

pub use generated::EVENTS;
