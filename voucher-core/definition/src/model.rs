//! Definitions as plain data, their rules, and the violations of these rules.

mod builder;
mod definition;
mod description;
#[cfg(feature = "check")]
mod expectation;
mod field;
mod kind;
#[cfg(feature = "number")]
mod number_rules;
mod rules;
#[cfg(feature = "serde")]
mod serialize;
mod violation;
mod violation_kind;

pub use definition::Definition;
pub use field::{
    Alternative, Array, Bounds, Evidence, Field, Kind, Limit, Map, Object, OneOf, Selector,
};
pub use field::{Status, ValueNote, is_custom};
pub use kind::{Contents, JsonType, MAX_LEVELS};
pub use rules::{check_members, check_segment};
pub use violation::{Violation, Violations, pointer};
pub use violation_kind::{NOT_A_TIME, NOT_AN_OBJECT, Rule, ViolationKind};
