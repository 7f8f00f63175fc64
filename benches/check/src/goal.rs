//! Goals and limits for the cost of checking a line, compared with its peers.

use crate::case::{CASES, CHECKOUT, JSONSCHEMA, ORDER, OURS, VALUE, case, verify};
use crate::measure::{Case, Cost, instructions};

/// A goal for the ratio of ours to a peer.
struct Bound {
    case: &'static str,
    peer: &'static str,
    /// For time.
    goal: f64,
    /// The current ratio of instructions plus 5 % for other compilers. A higher ratio is a regression.
    limit: f64,
}

impl Bound {
    const fn new(case: &'static str, peer: &'static str, goal: f64, limit: f64) -> Self {
        Self {
            case,
            peer,
            goal,
            limit,
        }
    }
}

const BOUNDS: [Bound; 4] = [
    Bound::new(ORDER, VALUE, 1.0, 0.293),
    Bound::new(ORDER, JSONSCHEMA, 1.0 / 3.0, 0.279),
    Bound::new(CHECKOUT, VALUE, 1.0, 0.293),
    Bound::new(CHECKOUT, JSONSCHEMA, 1.0 / 3.0, 0.277),
];

fn result(found: f64, goal: f64) -> String {
    if found <= goal {
        String::from("met")
    } else {
        format!("missed by {:.0} %", (found / goal - 1.0) * 100.0)
    }
}

/// Prints the goals and the measured ratios.
pub(crate) fn print(measured: &[(&str, Vec<Cost>)]) {
    println!("## Goals\n");
    println!("| | of | time, goal | found | | instructions |");
    println!("|---|---|---:|---:|---|---:|");
    for bound in BOUNDS {
        let costs = measured.iter().find(|(name, _)| *name == bound.case);
        let find = |name| {
            let (_, costs) = costs?;
            costs.iter().find(|cost| cost.name == name)
        };
        let Some((ours, peer)) = find(OURS).zip(find(bound.peer)) else {
            continue;
        };
        let (time, instructions) = (ours.times(peer), ours.instructions / peer.instructions);
        println!(
            "| {}: {OURS} | {} | {:.3} | {time:.3} | {} | {instructions:.3} |",
            bound.case,
            bound.peer,
            bound.goal,
            result(time, bound.goal)
        );
    }
    println!();
}

fn count(case: &Case, name: &str) -> Result<f64, String> {
    let mut contestants = case.contestants.iter();
    let found = contestants.find(|contestant| contestant.name == name);
    let found = found.ok_or_else(|| format!("`{}` has no `{name}`", case.name))?;
    instructions(case, found)
}

/// Checks the results of all contestants and the deterministic counts; fails only for a regression.
pub(crate) fn ci() -> Result<(), String> {
    for name in CASES {
        verify(&case(name)?)?;
    }
    println!("all contestants accept the same lines");
    let mut lost = Vec::new();
    for bound in BOUNDS {
        let case = case(bound.case)?;
        let ratio = count(&case, OURS)? / count(&case, bound.peer)?;
        let line = format!(
            "{}: {ratio:.3} of the instructions of {}; the limit is {:.3}",
            bound.case, bound.peer, bound.limit
        );
        println!("{line}");
        if ratio > bound.limit {
            lost.push(line);
        }
    }
    if lost.is_empty() {
        Ok(())
    } else {
        Err(format!("above the limit:\n{}", lost.join("\n")))
    }
}
