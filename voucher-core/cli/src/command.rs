//! The commands, one module each: its arguments, and what it does with them.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod coverage;
pub(crate) mod definitions;
pub(crate) mod diff;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod import;
pub(crate) mod man;
pub(crate) mod mutate;
pub(crate) mod openapi;
pub(crate) mod sample;
pub(crate) mod sandbox;
pub(crate) mod schema;
pub(crate) mod show;
pub(crate) mod starter;
