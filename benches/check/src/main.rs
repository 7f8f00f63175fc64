//! Compares the check of lines of JSON with parsing them, and with a JSON Schema validator, in one run.
//!
//! ```text
//! check            prints the tables, and the goals
//! check ci         checks equal results and the deterministic counts; fails if one exceeds its limit
//! check exactly CASE CONTESTANT CYCLES        runs exactly this many cycles, for callgrind and profilers
//! ```

mod case;
#[cfg(feature = "ours")]
mod goal;
mod lines;
#[allow(dead_code)] // `runtime` uses all of it
#[path = "../../runtime/src/measure.rs"]
mod measure;

use case::{CASES, case, verify};
use measure::{Cost, exactly, measure};
use std::process::ExitCode;

const ROUNDS: usize = 200;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        [] => everything(),
        #[cfg(feature = "ours")]
        ["ci"] => goal::ci(),
        ["exactly", name, contestant, cycles] => cycles
            .parse()
            .map_err(|_| format!("`{cycles}` is not a number of cycles"))
            .and_then(|cycles| exactly(&case(name)?, contestant, cycles)),
        _ => Err(String::from(
            "check, check ci, or check exactly CASE CONTESTANT CYCLES",
        )),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn everything() -> Result<(), String> {
    let mut measured = Vec::new();
    for name in CASES {
        let case = case(name)?;
        verify(&case)?;
        let costs = measure(&case, ROUNDS)?;
        print(name, &costs);
        measured.push((name, costs));
    }
    #[cfg(feature = "ours")]
    goal::print(&measured);
    Ok(())
}

/// Prints the cost of a line by contestant, and ratios to the first one.
fn print(name: &str, costs: &[Cost]) {
    println!("## {name}\n");
    println!("| | ns | instructions | allocations | time, first = 1 | instructions, first = 1 |");
    println!("|---|---:|---:|---:|---:|---:|");
    for cost in costs {
        let (time, instructions) = costs.first().map_or((f64::NAN, f64::NAN), |first| {
            (cost.times(first), cost.instructions / first.instructions)
        });
        println!(
            "| {} | {:.0} | {:.0} | {:.1} | {time:.2} | {instructions:.2} |",
            cost.name,
            cost.nanos(),
            cost.instructions,
            cost.allocations
        );
    }
    println!();
}
