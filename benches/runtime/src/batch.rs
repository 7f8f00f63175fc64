//! A million different events, one per line, on one thread and on two.

use crate::event::{Event, Events, With, event};
use crate::measure::{Cost, allocations, median, per};
use crate::peers::{PEERS, Peer};
use std::hint::black_box;
use std::thread;
use std::time::Instant;

const EVENTS: usize = 1_000_000;
/// The number of events in memory at once: more than fit into the cache, but not more than one batch.
const AT_ONCE: usize = 50_000;
/// The output length at which it is drained.
const DRAIN: usize = 1 << 20;

pub(crate) struct Batch {
    pub(crate) costs: Vec<Cost>,
    /// The speedup of each peer with two threads.
    pub(crate) two_threads: Vec<f64>,
    /// The capacity of our output at the end, in bytes.
    pub(crate) output: usize,
}

/// Runs every peer in turn on each part of the million.
pub(crate) fn batch() -> Batch {
    let mut costs: Vec<Cost> = PEERS.iter().map(|peer| cost(peer.name)).collect();
    let mut speedups = vec![Vec::new(); PEERS.len()];
    let mut outputs: Vec<Vec<u8>> = vec![Vec::new(); PEERS.len()];
    let mut others: Vec<Vec<u8>> = vec![Vec::new(); PEERS.len()];
    for part in 0..EVENTS / AT_ONCE {
        let numbers = part * AT_ONCE..(part + 1) * AT_ONCE;
        let list: Vec<Event> = numbers
            .map(|number| event(number as u64, With::Nothing))
            .collect();
        let events = Events::of(list);
        for (at, peer) in PEERS.iter().enumerate() {
            let (out, other) = (&mut outputs[at], &mut others[at]);
            let before = allocations();
            let start = Instant::now();
            write(peer, &events, 0..AT_ONCE, out);
            let alone = nanos(start);
            // The first part warms up the output.
            if part > 0 {
                costs[at].allocations += per(allocations() - before, EVENTS - AT_ONCE);
            }
            let start = Instant::now();
            thread::scope(|scope| {
                scope.spawn(|| write(peer, &events, 0..AT_ONCE / 2, other));
                write(peer, &events, AT_ONCE / 2..AT_ONCE, out);
            });
            let together = nanos(start);
            costs[at].rounds.push(per(alone, AT_ONCE));
            speedups[at].push(per(alone, 1) / per(together, 1));
        }
    }
    Batch {
        costs,
        two_threads: speedups.into_iter().map(median).collect(),
        output: outputs.first().map_or(0, Vec::capacity),
    }
}

fn cost(name: &str) -> Cost {
    Cost {
        name: String::from(name),
        rounds: Vec::new(),
        instructions: f64::NAN,
        allocations: 0.0,
    }
}

fn write(peer: &Peer, events: &Events, places: std::ops::Range<usize>, out: &mut Vec<u8>) {
    for at in places {
        black_box((peer.encode)(events, at, out));
        out.push(b'\n');
        if out.len() > DRAIN {
            black_box(&mut *out);
            out.clear();
        }
    }
}

fn nanos(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX)
}
