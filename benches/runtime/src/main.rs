//! The toolkit beside its peers, in one run and on the same data.
//!
//! ```text
//! runtime            every table
//! runtime ci         equal outputs and the ratios of instructions; fails where one is missed
//! runtime exactly CASE CONTESTANT CYCLES      so many cycles and nothing else, for callgrind and profilers
//! ```

mod batch;
mod case;
mod event;
mod hand;
mod measure;
mod peers;
mod table;

use case::{MAP, SHORT, STRUCT};
use event::With;
use measure::{exactly, instructions};
use peers::{GARDE, OURS, SAFE, SIMD, verify};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        [] => table::everything(),
        ["ci"] => ci(),
        ["exactly", case, contestant, cycles] => cycles
            .parse()
            .map_err(|_| format!("`{cycles}` is no number of cycles"))
            .and_then(|cycles| exactly(&case::case(case)?, contestant, cycles)),
        _ => Err(String::from(
            "runtime, runtime ci, or runtime exactly CASE CONTESTANT CYCLES",
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

/// That every peer writes the same; only then may it be measured.
fn verify_all() -> Result<(), String> {
    verify(&case::short())?;
    verify(&case::large(With::Map))?;
    verify(&case::large(With::Basket))
}

/// A ratio of instructions that has to hold.
struct Bound {
    case: &'static str,
    peer: &'static str,
    most: f64,
}

/// Instructions repeat to the third digit, wall-clock time does not: so only they are held.
const BOUNDS: [Bound; 4] = [
    Bound {
        case: SHORT,
        peer: SAFE,
        most: 1.10,
    },
    Bound {
        case: SHORT,
        peer: GARDE,
        most: 1.0 / 3.6,
    },
    Bound {
        case: MAP,
        peer: SIMD,
        most: 1.20,
    },
    Bound {
        case: STRUCT,
        peer: SIMD,
        most: 1.20,
    },
];
/// Another compiler may count a little differently.
const SLACK: f64 = 1.05;

fn ci() -> Result<(), String> {
    verify_all()?;
    println!("every peer writes the same JSON");
    let mut missed = Vec::new();
    for bound in BOUNDS {
        let case = case::case(bound.case)?;
        let count = |name| {
            let mut contestants = case.contestants.iter();
            let found = contestants.find(|contestant| contestant.name == name);
            found.map_or(Ok(f64::NAN), |contestant| instructions(&case, contestant))
        };
        let ratio = count(OURS)? / count(bound.peer)?;
        let line = format!(
            "{}: {ratio:.3} of the instructions of {}, at most {:.3}",
            bound.case, bound.peer, bound.most
        );
        println!("{line}");
        // Not a number is no success either.
        if ratio.is_nan() || ratio > bound.most * SLACK {
            missed.push(line);
        }
    }
    if missed.is_empty() {
        Ok(())
    } else {
        Err(format!("missed by more than 5 %:\n{}", missed.join("\n")))
    }
}
