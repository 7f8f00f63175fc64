//! Measures contestants in turns.

use crate::Failure;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::time::{Duration, Instant};

/// One side of a comparison.
pub(crate) struct Contestant<'c> {
    pub(crate) name: &'static str,
    /// Sends this many events.
    pub(crate) run: Box<dyn Fn(u32) -> Result<(), Failure> + 'c>,
}

/// The results of a contestant, one per round.
#[derive(Default)]
pub(crate) struct Rounds {
    /// Seconds per event.
    pub(crate) time: Vec<f64>,
    /// CPU seconds per event, without those of the responder.
    pub(crate) cpu: Vec<f64>,
}

/// How long each side of a round takes, and how many events there are before the first round.
const SLOT: Duration = Duration::from_millis(100);
const WARM_UP: u32 = 640;

/// Measures two contestants with the same number of events per round. They take turns to be first.
pub(crate) fn measure(sides: &[Contestant<'_>; 2], rounds: usize) -> Result<[Rounds; 2], Failure> {
    let mut events = WARM_UP;
    for side in sides {
        (side.run)(WARM_UP)?;
        let start = Instant::now();
        (side.run)(WARM_UP)?;
        let time = start.elapsed();
        while time * (events / WARM_UP) < SLOT {
            events *= 2;
        }
    }
    let [mut one, mut two] = [Rounds::default(), Rounds::default()];
    for round in 0..rounds {
        let mut turns = [(&sides[0], &mut one), (&sides[1], &mut two)];
        if round % 2 == 1 {
            turns.reverse();
        }
        for (side, results) in turns {
            let (cpu, start) = (cpu_time(UsageWho::RUSAGE_SELF)?, Instant::now());
            (side.run)(events)?;
            let time = start.elapsed();
            let cpu = cpu_time(UsageWho::RUSAGE_SELF)?.saturating_sub(cpu);
            results.time.push(time.as_secs_f64() / f64::from(events));
            results.cpu.push(cpu.as_secs_f64() / f64::from(events));
        }
    }
    Ok([one, two])
}

/// Returns the CPU time of this process or of its children, user and system.
pub(crate) fn cpu_time(who: UsageWho) -> Result<Duration, Failure> {
    let usage = getrusage(who)?;
    let time = usage.user_time() + usage.system_time();
    Ok(Duration::from_micros(u64::try_from(
        time.num_microseconds(),
    )?))
}

pub(crate) fn median(numbers: &[f64]) -> f64 {
    let mut numbers = numbers.to_vec();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Returns the median of the ratios of all rounds, so that a slow phase of the machine affects both sides.
pub(crate) fn ratio(ours: &[f64], theirs: &[f64]) -> f64 {
    let pairs = ours.iter().zip(theirs);
    let ratios: Vec<f64> = pairs.map(|(ours, theirs)| ours / theirs).collect();
    median(&ratios)
}
