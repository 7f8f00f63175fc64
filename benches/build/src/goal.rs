//! Goals and limits for the cost of building a struct.

use crate::cost::Build;
use crate::figures::Figures;
use crate::kind::Kind;
use crate::table::{content, create};

pub(crate) const EXPANDED_LINES: &str = "expanded lines";
pub(crate) const IR_LINES: &str = "IR lines";
pub(crate) const BYTES: &str = "bytes in a program";
pub(crate) const MACROS: &str = "macros, µs";
pub(crate) const EXPANSION: &str = "expansion with them, µs";

/// A count that is deterministic for one compiler version.
struct Bound {
    measure: &'static str,
    goal: f64,
    /// The current count plus 5 % for other compiler versions. A higher count is a regression.
    limit: f64,
}

const BOUNDS: [Bound; 1] = [Bound {
    measure: IR_LINES,
    goal: 150.0,
    limit: 59.0,
}];

/// A ratio of times, which is not deterministic and therefore not checked by `ci`.
struct Goal {
    structs: usize,
    measure: &'static str,
    ours: Kind,
    peer: Kind,
    max: f64,
}

fn goals() -> Vec<Goal> {
    let goal = |structs, measure, ours, peer, max| Goal {
        structs,
        measure,
        ours,
        peer,
        max,
    };
    let mut goals = vec![
        goal(0, "cold", Kind::Ours, Kind::Serde, 1.15),
        goal(1, MACROS, Kind::Ours, Kind::Serde, 0.75),
        goal(1, BYTES, Kind::Ours, Kind::Serde, 0.60),
    ];
    for structs in [100, 1_000] {
        for build in Build::ALL {
            goals.push(goal(structs, build.name(), Kind::Ours, Kind::Garde, 0.45));
            let max = if build.name() == "check" { 0.80 } else { 1.00 };
            goals.push(goal(structs, build.name(), Kind::Ours, Kind::Serde, max));
        }
    }
    goals
}

fn result(found: f64, goal: f64) -> String {
    if found <= goal {
        String::from("met")
    } else {
        format!("missed by {:.0} %", (found / goal - 1.0) * 100.0)
    }
}

pub(crate) fn print(figures: &Figures) {
    println!("## Goals\n");
    println!("| | structs | of | goal | found | |");
    println!("|---|---:|---|---:|---:|---|");
    for goal in goals() {
        let (ours, peer) = (goal.ours.name(), goal.peer.name());
        let found = figures.ratio(goal.structs, goal.measure, ours, peer);
        println!(
            "| {}: {ours} | {} | {peer} | {:.2} | {found:.2} | {} |",
            goal.measure,
            goal.structs,
            goal.max,
            result(found, goal.max)
        );
    }
    for bound in BOUNDS {
        let ours = Kind::Ours.name();
        let found = figures.get(1, bound.measure, ours);
        println!(
            "| {}: {ours} | 1 | | {:.0} | {found:.0} | {} |",
            bound.measure,
            bound.goal,
            result(found, bound.goal)
        );
    }
    println!();
}

/// Builds a few structs, with and without serde, and checks the deterministic counts.
pub(crate) fn ci() -> Result<(), String> {
    let mut lost = Vec::new();
    for package in create(&[Kind::Bare, Kind::Ours])? {
        let content = content(&package, [10, 30])?;
        for bound in BOUNDS {
            let found = content.ir_lines;
            let line = format!(
                "{}: {found:.0} {} per struct; the goal is {:.0} ({}), the limit {:.0}",
                package.kind.name(),
                bound.measure,
                bound.goal,
                result(found, bound.goal),
                bound.limit
            );
            println!("{line}");
            if found > bound.limit {
                lost.push(line);
            }
        }
    }
    if lost.is_empty() {
        Ok(())
    } else {
        Err(format!("above the limit:\n{}", lost.join("\n")))
    }
}
