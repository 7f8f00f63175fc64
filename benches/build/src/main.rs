//! Measures the cost of building a struct, compared with the toolkit's peers.
//!
//! ```text
//! build-cost             prints every table; the crates are in `benches/target/build-cost`
//! build-cost cold, build-cost features, build-cost structs COUNT ROUNDS, build-cost content, build-cost sizes       prints one table
//! build-cost figures     prints every table, and writes `benches/figures/build.tsv`
//! build-cost ci          checks the deterministic counts of a few structs; fails if one exceeds its limit
//! build-cost wide [NAME] checks what a definition of many fields costs, compared with one of few
//! build-cost plot        draws the figures of both benchmarks as `benches/plot.svg`
//! ```

mod cost;
mod figures;
mod goal;
mod kind;
mod plot;
mod table;
mod wide;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(done) = wide::wrapped(&arguments) {
        return done;
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        [] => table::everything().map(drop),
        ["cold"] => table::tables(|_, figures| table::cold(figures)).map(drop),
        ["structs", structs, rounds] => number(structs).and_then(|structs| {
            let rounds = number(rounds)?;
            table::tables(|crates, figures| table::builds(crates, structs, rounds, figures))
                .map(drop)
        }),
        ["features"] => table::tables(|_, figures| table::features(figures)).map(drop),
        ["sizes"] => table::tables(|_, figures| table::sizes(figures)).map(drop),
        ["content"] => table::tables(table::contents).map(drop),
        ["figures"] => table::everything().and_then(|figures| figures.write()),
        ["ci"] => goal::ci(),
        ["wide"] => wide::wide(""),
        ["wide", name] => wide::wide(name),
        ["plot"] => plot::plot(),
        _ => Err(String::from(
            "build-cost, build-cost cold, build-cost features, build-cost sizes, build-cost structs COUNT ROUNDS, build-cost content, build-cost figures, build-cost ci, build-cost wide [NAME], or build-cost plot",
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

fn number(text: &str) -> Result<usize, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a number"))
}
