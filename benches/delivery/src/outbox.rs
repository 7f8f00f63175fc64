//! The relays of `examples/outbox_postgres`, with answers after 10 ms.

use crate::Failure;
use crate::clients::event;
use crate::measure::{cpu_time, median, ratio};
use crate::programs::build;
use crate::responder::Responder;
use nix::sys::resource::UsageWho;
use postgres::{Client, NoTls};
use std::path::Path;
use std::process::{Child, Command};
use std::time::Instant;

/// How long the responder waits before an answer, in milliseconds.
const WAIT: u64 = 10;
const ROUNDS: usize = 7;

/// Some relays, and how fast they are.
struct Setting {
    name: &'static str,
    relays: u32,
    in_flight: u32,
    events: u32,
    /// The least number of events per second, as a multiple of the first setting.
    goal: Option<f64>,
    rates: Vec<f64>,
    cpu: Vec<f64>,
}

impl Setting {
    fn new(
        name: &'static str,
        relays: u32,
        in_flight: u32,
        events: u32,
        goal: Option<f64>,
    ) -> Self {
        let (rates, cpu) = (Vec::new(), Vec::new());
        Self {
            name,
            relays,
            in_flight,
            events,
            goal,
            rates,
            cpu,
        }
    }
}

/// Prints the table. Skips it without a database.
pub(crate) fn table() -> Result<(), Failure> {
    println!("## Outbox\n");
    let Ok(url) = std::env::var("DATABASE_URL") else {
        println!(
            "Set `DATABASE_URL` to an empty PostgreSQL database, or run this with `.ci/postgres`.\n"
        );
        return Ok(());
    };
    let program = build("examples", "outbox_postgres", "outbox_postgres")?;
    let mut database = Client::connect(&url, NoTls)?;
    let mut settings = [
        Setting::new("one relay, one event in flight", 1, 1, 200, None),
        Setting::new("4 relays, one event in flight each", 4, 1, 800, Some(3.6)),
        Setting::new("one relay, 32 events in flight", 1, 32, 4_000, Some(8.0)),
    ];
    let responder = Responder::start(WAIT)?;
    for _ in 0..ROUNDS {
        for setting in &mut settings {
            run(setting, &program, &mut database, &responder.url)?;
        }
    }
    println!("| | events/s | of the first row | goal | CPU ms/1000 events, relays |");
    println!("|---|---:|---:|---:|---:|");
    for setting in &settings {
        println!(
            "| {} | {:.0} | {:.2} | {} | {:.0} |",
            setting.name,
            median(&setting.rates),
            ratio(&setting.rates, &settings[0].rates),
            setting.goal.map_or(String::new(), |goal| goal.to_string()),
            median(&setting.cpu) * 1e6
        );
    }
    println!();
    Ok(())
}

/// Fills the outbox and runs relays until it is empty.
fn run(
    setting: &mut Setting,
    program: &Path,
    database: &mut Client,
    url: &str,
) -> Result<(), Failure> {
    database.batch_execute("DROP TABLE IF EXISTS outbox, promo")?;
    if !Command::new(program).arg("setup").status()?.success() {
        return Err("the outbox is not set up".into());
    }
    let event = serde_json::to_string(&event()?)?;
    let fill = "INSERT INTO outbox (event) SELECT $1 FROM generate_series(1, $2)";
    let events = i32::try_from(setting.events)?;
    database.execute(fill, &[&event, &events])?;

    let (cpu, start) = (cpu_time(UsageWho::RUSAGE_CHILDREN)?, Instant::now());
    let relays: Result<Vec<Child>, _> = (0..setting.relays)
        .map(|_| {
            let mut relay = Command::new(program);
            relay
                .args(["relay", url, "until-empty"])
                .env("RAVELIN_TOKEN", "sk_test_1")
                .env("IN_FLIGHT", setting.in_flight.to_string());
            relay.spawn()
        })
        .collect();
    let relays = relays?;
    while !is_empty(database)? {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let time = start.elapsed().as_secs_f64();
    for mut relay in relays {
        if !relay.wait()?.success() {
            return Err("a relay failed".into());
        }
    }
    let cpu = cpu_time(UsageWho::RUSAGE_CHILDREN)?.saturating_sub(cpu);
    let events = f64::from(setting.events);
    setting.rates.push(events / time);
    setting.cpu.push(cpu.as_secs_f64() / events);
    Ok(())
}

fn is_empty(database: &mut Client) -> Result<bool, Failure> {
    let select = "SELECT NOT EXISTS (SELECT 1 FROM outbox)";
    Ok(database.query_one(select, &[])?.get(0))
}
