//! Prints the tables as Markdown.

use crate::batch::batch;
use crate::case::{
    CHECKOUT, CURRENCY_3, EVENT_TYPE_15, FIELDS, MAP, OUR_PATTERN, REGEX, SHORT, STRUCT, TEXT,
    USER_15, VALIDATE, VIOLATIONS, case,
};
use crate::goal;
use crate::measure::{Cost, bytes, counted, measure};
use crate::peers::{GARDE, OURS, PEERS, SAFE, SIMD, SONIC};
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

const ROUNDS: usize = 200;
/// Writes the figures of the plot.
const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../figures/runtime.tsv");
const LOCK: &str = include_str!("../../Cargo.lock");

pub(crate) fn everything() -> Result<String, String> {
    crate::verify_all()?;
    println!(
        "{}. Every peer writes the same JSON.\n\n{}\n",
        goal::PROFILE,
        versions()
    );
    let mut measured = Vec::new();
    for name in [SHORT, MAP, STRUCT, VALIDATE, CHECKOUT] {
        let costs = measure(&case(name)?, ROUNDS)?;
        print_peers(name, &costs);
        measured.push((name, costs));
    }
    print_batch();
    println!("## Patterns\n");
    println!("| | | ns | instructions | instructions of the first use |");
    println!("|---|---|---:|---:|---:|");
    for name in [EVENT_TYPE_15, CURRENCY_3, USER_15] {
        let costs = measure(&case(name)?, ROUNDS)?;
        print_pattern(name, &costs)?;
        measured.push((name, costs));
    }
    println!();
    for name in [FIELDS, TEXT, VIOLATIONS] {
        print_line(name)?;
    }
    goal::print(&measured);
    Ok(figures(&measured))
}

pub(crate) fn one_case(name: &str) -> Result<(), String> {
    let case = case(name)?;
    crate::verify_all()?;
    print_peers(name, &measure(&case, ROUNDS)?);
    Ok(())
}

fn figures(measured: &[(&str, Vec<Cost>)]) -> String {
    let mut figures = String::from("case\tpeer\tnanoseconds\tinstructions\tallocations\n");
    for (name, costs) in measured {
        for cost in costs {
            let _ = writeln!(
                figures,
                "{name}\t{}\t{:.1}\t{:.1}\t{}",
                cost.name,
                cost.nanos(),
                cost.instructions,
                cost.allocations
            );
        }
    }
    figures
}

pub(crate) fn write(figures: &str) -> Result<(), String> {
    fs::write(FIGURES, figures).map_err(|error| format!("{FIGURES}: {error}"))
}

/// Prints the versions of the compiler and of the peers in the lock file.
fn versions() -> String {
    let wanted = [
        "garde",
        "regex",
        "serde",
        "serde_json",
        "serde_valid",
        "sonic-rs",
        "validator",
        "voucher-core",
    ];
    let mut lines = LOCK.lines();
    let mut found = Vec::from([compiler()]);
    while let Some(line) = lines.next() {
        let Some(name) = quoted(line, "name") else {
            continue;
        };
        let version = lines.next().and_then(|line| quoted(line, "version"));
        if let Some(version) = version.filter(|_| wanted.contains(&name)) {
            found.push(format!("{name} {version}"));
        }
    }
    found.join(", ")
}

/// Returns the version of the installed compiler, which built this program unless it was updated since then.
fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output();
    output.map_or_else(
        |_| String::from("no compiler at hand"),
        |output| String::from(String::from_utf8_lossy(&output.stdout).trim()),
    )
}

fn quoted<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    line.strip_prefix(key)?
        .strip_prefix(" = \"")?
        .strip_suffix('"')
}

fn find<'c>(costs: &'c [Cost], name: &str) -> Option<&'c Cost> {
    costs.iter().find(|cost| cost.name == name)
}

/// Prints the ratio of one to another, in time and in instructions.
pub(crate) fn ratios(costs: &[Cost], one: &str, other: &str) -> Option<(f64, f64)> {
    let (one, other) = (find(costs, one)?, find(costs, other)?);
    Some((one.times(other), one.instructions / other.instructions))
}

fn print_peers(name: &str, costs: &[Cost]) {
    println!("## {name}\n");
    println!("| | ns | instructions | allocations | time, ours = 1 | instructions, ours = 1 |");
    println!("|---|---:|---:|---:|---:|---:|");
    for cost in costs {
        let (time, instructions) = ratios(costs, &cost.name, OURS).unwrap_or((f64::NAN, f64::NAN));
        println!(
            "| {} | {:.1} | {:.0} | {} | {time:.2} | {instructions:.2} |",
            cost.name,
            cost.nanos(),
            cost.instructions,
            cost.allocations
        );
    }
    println!();
    for peer in [SAFE, SIMD, SONIC, GARDE] {
        if let Some((time, instructions)) = ratios(costs, OURS, peer) {
            println!(
                "- ours over {peer}: {time:.2} of the time, {instructions:.2} of the instructions"
            );
        }
    }
    println!();
}

pub(crate) fn print_batch() {
    let batch = batch();
    println!("## 1,000,000 events, a line each\n");
    println!("| | ns | million a second | allocations | time, ours = 1 | two threads |");
    println!("|---|---:|---:|---:|---:|---:|");
    for ((cost, two), _) in batch.costs.iter().zip(&batch.two_threads).zip(&PEERS) {
        let time = find(&batch.costs, OURS).map_or(f64::NAN, |ours| cost.times(ours));
        println!(
            "| {} | {:.1} | {:.1} | {:.3} | {time:.2} | {two:.2} |",
            cost.name,
            cost.nanos(),
            1_000.0 / cost.nanos(),
            cost.allocations
        );
    }
    if let Some((time, _)) = ratios(&batch.costs, OURS, GARDE) {
        println!("\n- ours over {GARDE}: {time:.3} of the time; the goal is 0.278");
    }
    if let Some(ratio) = scaling(&batch.two_threads) {
        println!(
            "- two threads, the speedup of ours over that of {SAFE}: {ratio:.2}; the goal is 0.95"
        );
    }
    println!(
        "- output, drained at 1 MiB: {} bytes at the end\n",
        batch.output
    );
}

/// Returns the speedup of ours with two threads, relative to that of the program written by hand.
fn scaling(speedups: &[f64]) -> Option<f64> {
    let speedup = |name| {
        let found = PEERS.iter().position(|peer| peer.name == name)?;
        speedups.get(found)
    };
    Some(speedup(OURS)? / speedup(SAFE)?)
}

fn print_pattern(name: &str, costs: &[Cost]) -> Result<(), String> {
    for cost in costs {
        let count = |cycles| counted(&["exactly", name, &cost.name, cycles]);
        let first = count("1")?.saturating_sub(count("0")?);
        println!(
            "| {name} | {} | {:.1} | {:.0} | {first} |",
            cost.name,
            cost.nanos(),
            cost.instructions
        );
    }
    if let Some((time, instructions)) = ratios(costs, REGEX, OUR_PATTERN) {
        println!("| | regex over ours | {time:.1} | {instructions:.1} | |");
    }
    Ok(())
}

/// Prints the cost by size, which is linear if the cost added per unit is constant.
fn print_line(name: &str) -> Result<(), String> {
    let case = case(name)?;
    let costs = measure(&case, ROUNDS / 4)?;
    println!("## By {name}\n");
    println!("| {name} | ns | instructions | bytes allocated | instructions added for each |");
    println!("|---:|---:|---:|---:|---:|");
    let mut before: Option<(f64, f64)> = None;
    for (cost, contestant) in costs.iter().zip(&case.contestants) {
        let size: f64 = cost.name.parse().unwrap_or(f64::NAN);
        let added = before.map_or(String::from("–"), |(smaller, instructions)| {
            format!(
                "{:.2}",
                (cost.instructions - instructions) / (size - smaller)
            )
        });
        println!(
            "| {} | {:.0} | {:.0} | {} | {added} |",
            cost.name,
            cost.nanos(),
            cost.instructions,
            bytes(contestant)
        );
        before = Some((size, cost.instructions));
    }
    println!();
    Ok(())
}
