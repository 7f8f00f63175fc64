//! Measures time, instructions and allocations of one call.

use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[global_allocator]
static MEMORY: limit::Counting = limit::Counting::new();

/// Contestants that are measured together.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// The number of calls in one cycle; each call gets its number.
    pub(crate) cycle: usize,
    pub(crate) contestants: Vec<Contestant>,
}

/// Gets the number of the call and an empty output. Returns whether the result is as expected.
type Run = dyn Fn(usize, &mut Vec<u8>) -> bool;

pub(crate) struct Contestant {
    pub(crate) name: String,
    pub(crate) run: Box<Run>,
}

impl Contestant {
    pub(crate) fn new(
        name: impl Into<String>,
        run: impl Fn(usize, &mut Vec<u8>) -> bool + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            run: Box::new(run),
        }
    }

    fn cycle(&self, calls: usize, out: &mut Vec<u8>) {
        for at in 0..calls {
            out.clear();
            black_box((self.run)(black_box(at), black_box(out)));
        }
    }
}

/// The cost of one call.
#[derive(Clone, Debug)]
pub(crate) struct Cost {
    pub(crate) name: String,
    /// Nanoseconds per round; the rounds of all contestants of a case alternate.
    pub(crate) rounds: Vec<f64>,
    pub(crate) instructions: f64,
    pub(crate) allocations: f64,
}

impl Cost {
    pub(crate) fn nanos(&self) -> f64 {
        median(self.rounds.clone())
    }

    /// Returns the ratio of its time to another's: the median of the ratios of all rounds, so that a slow phase of the machine
    /// affects both.
    pub(crate) fn times(&self, other: &Self) -> f64 {
        let pairs = self.rounds.iter().zip(&other.rounds);
        median(pairs.map(|(one, other)| one / other).collect())
    }
}

pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

#[allow(clippy::cast_precision_loss)] // counts are far below 2^53
pub(crate) fn per(count: u64, calls: usize) -> f64 {
    count as f64 / calls as f64
}

/// Measures each contestant in `rounds` turns of about a millisecond, in alternation.
pub(crate) fn measure(case: &Case, rounds: usize) -> Result<Vec<Cost>, String> {
    const SLOT: Duration = Duration::from_millis(1);
    let mut out = Vec::new();
    let mut costs = Vec::new();
    let mut cycles = Vec::new();
    for contestant in &case.contestants {
        let allocations = allocations_of(case, contestant);
        let start = Instant::now();
        contestant.cycle(case.cycle, &mut out);
        let cycle = start.elapsed().max(Duration::from_nanos(1));
        cycles.push(1 + usize::try_from(SLOT.as_nanos() / cycle.as_nanos()).unwrap_or(0));
        costs.push(Cost {
            name: contestant.name.clone(),
            rounds: Vec::new(),
            instructions: instructions(case, contestant)?,
            allocations,
        });
    }
    for _ in 0..rounds {
        for ((contestant, cycles), cost) in case.contestants.iter().zip(&cycles).zip(&mut costs) {
            let start = Instant::now();
            for _ in 0..*cycles {
                contestant.cycle(case.cycle, &mut out);
            }
            let nanos = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
            cost.rounds.push(per(nanos, cycles * case.cycle));
        }
    }
    Ok(costs)
}

/// Returns the number of allocations of one call, if the output has enough capacity.
pub(crate) fn allocations_of(case: &Case, contestant: &Contestant) -> f64 {
    let mut out = Vec::new();
    contestant.cycle(case.cycle, &mut out);
    let (before, _) = MEMORY.so_far();
    contestant.cycle(case.cycle, &mut out);
    let (after, _) = MEMORY.so_far();
    per(after - before, case.cycle)
}

/// Returns the bytes that one call allocates with a new output.
pub(crate) fn bytes(contestant: &Contestant) -> u64 {
    let (_, before) = MEMORY.so_far();
    (contestant.run)(0, &mut Vec::new());
    let (_, after) = MEMORY.so_far();
    after - before
}

/// Returns the number of allocations so far.
pub(crate) fn allocations() -> u64 {
    MEMORY.so_far().0
}

/// Runs a contestant for exactly this many cycles, for [`instructions`].
pub(crate) fn exactly(case: &Case, contestant: &str, cycles: usize) -> Result<(), String> {
    let found = case
        .contestants
        .iter()
        .find(|candidate| candidate.name == contestant);
    let contestant = found.ok_or_else(|| format!("`{}` has no `{contestant}`", case.name))?;
    let mut out = Vec::new();
    for _ in 0..cycles {
        contestant.cycle(case.cycle, &mut out);
    }
    Ok(())
}

/// Returns the instructions of one call. callgrind runs this program with two numbers of cycles, and the difference excludes
/// everything before the first one.
pub(crate) fn instructions(case: &Case, contestant: &Contestant) -> Result<f64, String> {
    let (few, many) = (1, if case.cycle < 10 { 4 } else { 11 });
    let count = |cycles| counted(&["exactly", case.name, &contestant.name, &format!("{cycles}")]);
    let difference = count(many)?.saturating_sub(count(few)?);
    Ok(per(difference, (many - few) * case.cycle))
}

/// Returns the instructions of this program with these arguments.
pub(crate) fn counted(arguments: &[&str]) -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| {
            format!("valgrind counts the instructions, and it does not run ({error}); install it")
        })?;
    let text = String::from_utf8_lossy(&output.stderr);
    let mut lines = text
        .lines()
        .filter_map(|line| line.split_once("Collected : "));
    match lines
        .next()
        .and_then(|(_, count)| count.trim().parse().ok())
    {
        Some(count) if output.status.success() => Ok(count),
        _ => Err(format!("valgrind {}: {text}", arguments.join(" "))),
    }
}
