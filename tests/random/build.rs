//! Generates random definitions, and a starter for each, whose types can be filled with random values.

#[allow(dead_code)] // not all of it is used here
#[path = "../judges/tests/run_time_validator/choices.rs"]
mod choices;
#[path = "generate/definition.rs"]
mod definition;
#[path = "../judges/tests/run_time_validator/schema.rs"]
mod schema;
#[path = "generate/values.rs"]
mod values;

use fastrand::Rng;
use std::env;
use std::error::Error;
use std::fmt::Write;
use voucher_codegen::build::Script;
use voucher_codegen::starter::{Options, Reference, Starter, StarterError, starter};

/// The number of definitions, and the seed from which they follow. `RANDOM_DEFINITIONS` and `RANDOM_SEED` are others.
const COUNT: u64 = 8;
const SEED: u64 = 18;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(many)");
    if env::var_os("RANDOM_DEFINITIONS").is_some() {
        println!("cargo::rustc-cfg=many");
    }
    let (count, seed) = (
        variable("RANDOM_DEFINITIONS", COUNT)?,
        variable("RANDOM_SEED", SEED)?,
    );
    let script = Script::new()?;
    let mut random = Rng::with_seed(seed);
    let (mut modules, mut table) = (String::new(), String::new());
    for index in 0..count {
        let (path, starter) = definition(index, &script, &mut random)?;
        let code = starter.code.clone() + &values::values(&starter.code)?;
        let code = script.write(&format!("event_{index}.rs"), &code)?;
        let code = code.display();
        // Writing to a string cannot fail.
        let _ = writeln!(modules, "mod event_{index} {{ include!(\"{code}\"); }}");
        let _ = writeln!(
            table,
            "    crate::Case {{ file: include_str!({path:?}), schema: schema::<event_{index}::Event>, \
             outcome: outcome::<event_{index}::Event> }},"
        );
    }
    let code = format!(
        "{modules}\npub const SEED: u64 = {seed};\n\npub static CASES: &[crate::Case] = &[\n{table}];\n"
    );
    script.write("cases.rs", &code)?;
    Ok(())
}

/// Writes the next definition that has a starter. Returns the path of its file, and the starter.
fn definition(
    index: u64,
    script: &Script,
    random: &mut Rng,
) -> Result<(String, Starter), Box<dyn Error>> {
    loop {
        let (file, definition) = definition::definition(index, random);
        let path = script.write(&format!("definition_{index}.json"), &file)?;
        let path = path.display().to_string();
        let options = Options {
            name: Some("Event"),
            ..Options::default()
        };
        match starter(definition, Reference::File(&path), &options) {
            Ok(starter) => return Ok((path, starter)),
            // The derives have no type for a required value that contains the body in some other place.
            Err(StarterError::Unmappable(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Returns the number in an environment variable, or else a default.
fn variable(name: &str, default: u64) -> Result<u64, Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed={name}");
    match env::var(name) {
        Ok(number) => Ok(number.parse()?),
        Err(_) => Ok(default),
    }
}
