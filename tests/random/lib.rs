//! Random definitions, each with the types of its starter and a function that encodes a random event. `RANDOM_DEFINITIONS` is their
//! number, `RANDOM_SEED` the seed from which they follow.

#[allow(dead_code)] // not all of it is used here
#[path = "../judges/tests/run_time_validator/choices.rs"]
mod choices;
mod value;

use choices::Choices;
use value::Random;
use voucher_core::{Prepared, RavelinEvent, Violations};

/// The number of structs and enums within each other, after which an event is given up.
const DEPTH: u32 = 24;

/// A definition and the event that maps it.
pub struct Case {
    /// The definition file.
    pub file: &'static str,
    /// Returns the schema of the event.
    pub schema: fn() -> String,
    /// Encodes the event that follows from random words. `None` if it is nested too deeply.
    pub outcome: fn(&[u32]) -> Option<Outcome>,
}

/// What each function of the encoder returns for the same event.
pub struct Outcome {
    /// `to_json`.
    pub json: Result<String, Violations>,
    /// `validate`.
    pub validated: Result<(), Violations>,
    /// `prepare_reporting`.
    pub prepared: Result<(Prepared, Option<Violations>), Violations>,
}

#[allow(warnings, clippy::all, clippy::pedantic)] // generated code
mod generated {
    use crate::{outcome, schema};

    include!(concat!(env!("OUT_DIR"), "/cases.rs"));
}

pub use generated::{CASES, SEED};

fn outcome<E: RavelinEvent + Random>(words: &[u32]) -> Option<Outcome> {
    let event = E::random(&mut Choices::new(words), DEPTH)?;
    Some(Outcome {
        json: event.to_json(),
        validated: event.validate(),
        prepared: event.prepare_reporting(),
    })
}

fn schema<E: RavelinEvent>() -> String {
    E::schema()
}
