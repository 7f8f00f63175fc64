//! Goals and limits for the cost of an event, compared with its peers.

use crate::case::{
    CHECKOUT, EVENT_TYPE_15, FIELDS, MAP, OUR_PATTERN, REGEX, SHORT, STRUCT, TEXT, USER_15,
    VALIDATE, case,
};
use crate::measure::{Case, Contestant, Cost, allocations_of, instructions};
use crate::peers::{GARDE, OURS, SAFE, SIMD, SONIC};
use crate::table::ratios;

/// Whether this is the profile `release`, which has fat LTO and aborts, or `plain`, which has cargo's defaults.
const IS_LTO: bool = cfg!(panic = "abort");

/// The name of the profile for tables.
pub(crate) const PROFILE: &str = if IS_LTO {
    "fat LTO, one codegen unit"
} else {
    "cargo's default profile"
};

/// A goal for the ratio of ours to a peer.
pub(crate) struct Bound {
    case: &'static str,
    ours: &'static str,
    peer: &'static str,
    /// For instructions, and for time unless there is a separate goal.
    goal: f64,
    time: f64,
    /// With cargo's default profile, and with LTO: the current ratio of instructions plus 5 % for other compilers, or a fixed
    /// ceiling. A higher ratio is a regression. There is no limit for wall-clock time, which is not reproducible.
    limits: (f64, f64),
}

impl Bound {
    const fn new(case: &'static str, peer: &'static str, goal: f64, limits: (f64, f64)) -> Self {
        Self {
            case,
            ours: OURS,
            peer,
            goal,
            time: goal,
            limits,
        }
    }

    const fn limit(&self) -> f64 {
        if IS_LTO { self.limits.1 } else { self.limits.0 }
    }
}

const BOUNDS: [Bound; 11] = [
    Bound {
        time: 1.10,
        ..Bound::new(SHORT, SAFE, 1.02, (1.03, 0.98))
    },
    Bound::new(SHORT, GARDE, 0.25, (0.248, 0.244)),
    Bound::new(MAP, SIMD, 1.25, (1.10, 1.08)),
    Bound::new(MAP, SONIC, 0.80, (0.764, 0.727)),
    Bound::new(STRUCT, SIMD, 1.25, (1.23, 1.04)),
    Bound::new(STRUCT, SONIC, 0.80, (0.36, 0.329)),
    Bound::new(VALIDATE, GARDE, 0.30, (0.314, 0.25)),
    Bound::new(CHECKOUT, SAFE, 1.15, (0.897, 0.832)),
    Bound::new(CHECKOUT, GARDE, 0.30, (0.305, 0.322)),
    Bound {
        ours: OUR_PATTERN,
        ..Bound::new(EVENT_TYPE_15, REGEX, 1.0 / 6.0, (0.197, 0.162))
    },
    Bound {
        ours: OUR_PATTERN,
        // The instructions of `regex` vary by up to 8 % between runs.
        ..Bound::new(USER_15, REGEX, 1.0 / 1.5, (0.41, 0.41))
    },
];

/// Cases that compare sizes, and by how much the cost per unit may grow in the last step. With quadratic growth, it would at least
/// double.
const LINEAR: [(&str, f64); 2] = [(FIELDS, 1.25), (TEXT, 1.05)];

fn result(found: f64, goal: f64) -> String {
    if found <= goal {
        String::from("met")
    } else {
        format!("missed by {:.0} %", (found / goal - 1.0) * 100.0)
    }
}

/// Prints the goals and the measured ratios.
pub(crate) fn print(measured: &[(&str, Vec<Cost>)]) {
    println!("## Goals with {PROFILE}\n");
    println!("| | of | instructions, goal | found | | time, goal | found | |");
    println!("|---|---|---:|---:|---|---:|---:|---|");
    for bound in BOUNDS {
        let mut cases = measured.iter();
        let found = cases.find(|(name, _)| *name == bound.case);
        let (time, instructions) = found
            .and_then(|(_, costs)| ratios(costs, bound.ours, bound.peer))
            .unwrap_or((f64::NAN, f64::NAN));
        println!(
            "| {}: {} | {} | {:.3} | {instructions:.3} | {} | {:.3} | {time:.3} | {} |",
            bound.case,
            bound.ours,
            bound.peer,
            bound.goal,
            result(instructions, bound.goal),
            bound.time,
            result(time, bound.time)
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

/// Checks the deterministic counts; fails only for a regression.
pub(crate) fn ci() -> Result<(), String> {
    crate::verify_all()?;
    println!("every peer writes the same JSON; {PROFILE}");
    let mut lost = Vec::new();
    let mut check = |holds: bool, line: String| {
        println!("{line}");
        if !holds {
            lost.push(line);
        }
    };
    for bound in BOUNDS {
        let case = case(bound.case)?;
        let ratio = count(&case, bound.ours)? / count(&case, bound.peer)?;
        let line = format!(
            "{}: {ratio:.3} of the instructions of {}; the goal is {:.3} ({}), the limit {:.3}",
            bound.case,
            bound.peer,
            bound.goal,
            result(ratio, bound.goal),
            bound.limit()
        );
        check(ratio <= bound.limit(), line);
    }
    for name in [SHORT, VALIDATE] {
        let case = case(name)?;
        let mut contestants = case.contestants.iter();
        let ours = contestants.find(|contestant| contestant.name == OURS);
        let found = ours.map_or(f64::NAN, |ours| allocations_of(&case, ours));
        let line = format!("{name}: {found} allocations, the limit is 0");
        check(found == 0.0, line);
    }
    for (name, limit) in LINEAR {
        let growth = growth(&case(name)?)?;
        let line = format!(
            "{name}: the last step costs {growth:.3} per unit of the one before, the limit is {limit}"
        );
        check(growth <= limit, line);
    }
    if lost.is_empty() {
        Ok(())
    } else {
        Err(format!("above the limit:\n{}", lost.join("\n")))
    }
}

/// Returns the ratio of instructions per unit in the last step to those in the step before.
fn growth(case: &Case) -> Result<f64, String> {
    let [.., first, second, third] = case.contestants.as_slice() else {
        return Err(format!("`{}` has too few sizes", case.name));
    };
    let point = |contestant: &Contestant| -> Result<(f64, f64), String> {
        let name = &contestant.name;
        let size = name
            .parse()
            .map_err(|_| format!("`{name}` is not a size"))?;
        Ok((size, instructions(case, contestant)?))
    };
    let (first, second, third) = (point(first)?, point(second)?, point(third)?);
    let slope = |from: (f64, f64), to: (f64, f64)| (to.1 - from.1) / (to.0 - from.0);
    Ok(slope(second, third) / slope(first, second))
}
