//! Compares the toolkit with its peers, in one run and with the same data.
//!
//! ```text
//! runtime            prints every table
//! runtime case CASE  prints the table of one case
//! runtime batch      prints the table of a million events
//! runtime figures    prints every table, and writes `benches/figures/runtime.tsv`
//! runtime ci         checks equal outputs and the deterministic counts; fails if one exceeds its limit
//! runtime exactly CASE CONTESTANT CYCLES      runs exactly this many cycles, for callgrind and profilers
//! ```

mod batch;
mod case;
mod checkout;
mod event;
mod goal;
mod hand;
mod measure;
mod peers;
mod table;

use event::With;
use measure::exactly;
use peers::verify;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        [] => table::everything().map(drop),
        ["case", name] => table::one_case(name),
        ["batch"] => verify_all().map(|()| table::print_batch()),
        ["figures"] => table::everything().and_then(|figures| table::write(&figures)),
        ["ci"] => goal::ci(),
        ["exactly", case, contestant, cycles] => cycles
            .parse()
            .map_err(|_| format!("`{cycles}` is not a number of cycles"))
            .and_then(|cycles| exactly(&case::case(case)?, contestant, cycles)),
        _ => Err(String::from(
            "runtime, runtime case CASE, runtime batch, runtime figures, runtime ci, or runtime exactly CASE CONTESTANT CYCLES",
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

/// Checks that every peer writes the same output.
fn verify_all() -> Result<(), String> {
    verify(&case::short())?;
    verify(&case::large(With::Map))?;
    verify(&case::large(With::Basket))?;
    checkout::verify()
}
