//! The clients, compared with the libraries that they use.

use crate::measure::{Contestant, measure, median, ratio};
use crate::{Failure, responder::Responder};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use voucher_core::http::{Settings, Token};
use voucher_core::{Currency, Prepared, RavelinEvent, Timestamp, Voucher};

const TOKEN: &str = "sk_test_1";
const ROUNDS: usize = 60;
/// The least requests per second of a client, as a part of what its library alone reaches.
const GOAL: f64 = 0.9;

pub(crate) fn event() -> Result<Prepared, Failure> {
    let created = Timestamp::from_millis(1_512_828_988_826)?;
    Ok(Voucher::new(created, "VOUCH-89", 1_000, Currency::GBP, created).prepare()?)
}

/// Prints the table of both clients with one connection, and with 64.
pub(crate) fn table() -> Result<(), Failure> {
    let responder = Responder::start(0)?;
    let event = event()?;
    println!("## Clients\n");
    println!(
        "| | connections | events/s | of its library alone | goal | CPU µs/event | of its library alone |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for connections in [1, 64] {
        row(&blocking(&responder.url, &event, connections)?, connections)?;
        let runtime = runtime(connections)?;
        let sides = concurrent(&responder.url, &event, connections, &runtime)?;
        row(&sides, connections)?;
    }
    println!();
    Ok(())
}

fn row(sides: &[Contestant<'_>; 2], connections: u32) -> Result<(), Failure> {
    let [ours, alone] = measure(sides, ROUNDS)?;
    println!(
        "| {} | {connections} | {:.0} | {:.2} | {GOAL} | {:.1} | {:.2} |",
        sides[0].name,
        1.0 / median(&ours.time),
        // Fewer seconds per event are more events per second.
        ratio(&alone.time, &ours.time),
        median(&ours.cpu) * 1e6,
        ratio(&ours.cpu, &alone.cpu)
    );
    Ok(())
}

/// Sends this many events with one contestant, over one connection, for profilers.
pub(crate) fn exactly(name: &str, events: u32) -> Result<(), Failure> {
    let (responder, event, runtime) = (Responder::start(0)?, event()?, runtime(1)?);
    let [one, two] = blocking(&responder.url, &event, 1)?;
    let [three, four] = concurrent(&responder.url, &event, 1, &runtime)?;
    let mut sides = [one, two, three, four].into_iter();
    let side = sides.find(|side| side.name == name);
    let side = side.ok_or_else(|| format!("`{name}` is not a client of the table"))?;
    (side.run)(events)
}

fn settings(url: &str) -> Result<Settings, Failure> {
    Ok(Settings::new(Token::new(TOKEN)?).with_base_url(url)?)
}

fn blocking<'c>(
    url: &str,
    event: &'c Prepared,
    connections: u32,
) -> Result<[Contestant<'c>; 2], Failure> {
    let client = voucher_core::ureq::Client::with_settings(settings(url)?);
    let pool = connections as usize;
    let config = ureq::Agent::config_builder()
        .max_idle_connections(pool)
        .max_idle_connections_per_host(pool);
    let agent = config.build().new_agent();
    let url = format!("{url}{}", event.path());
    Ok([
        Contestant {
            name: "client `ureq`",
            run: Box::new(move |events| {
                in_threads(connections, || {
                    for _ in 0..events / connections {
                        client.send_prepared(event)?;
                    }
                    Ok(())
                })
            }),
        },
        Contestant {
            name: "ureq alone",
            run: Box::new(move |events| {
                in_threads(connections, || {
                    (0..events / connections).try_for_each(|_| send(&agent, &url, event.body()))
                })
            }),
        },
    ])
}

/// Sends an event with the library alone.
pub(crate) fn send(agent: &ureq::Agent, url: &str, body: &str) -> Result<(), Failure> {
    let request = agent
        .post(url)
        .header("Authorization", "token sk_test_1")
        .header("Content-Type", "application/json");
    let answer = request.send(body)?.body_mut().read_to_vec()?;
    if answer.is_empty() {
        Err("an empty answer".into())
    } else {
        Ok(())
    }
}

/// Runs the same work on some threads.
pub(crate) fn in_threads(
    threads: u32,
    work: impl Fn() -> Result<(), Failure> + Sync,
) -> Result<(), Failure> {
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(&work)).collect();
        running
            .into_iter()
            .try_for_each(|thread| thread.join().map_err(|_| "a thread panicked")?)
    })
}

fn runtime(connections: u32) -> std::io::Result<Runtime> {
    let mut builder = if connections == 1 {
        Builder::new_current_thread()
    } else {
        Builder::new_multi_thread()
    };
    builder.enable_all().build()
}

fn concurrent<'c>(
    url: &str,
    event: &Prepared,
    connections: u32,
    runtime: &'c Runtime,
) -> Result<[Contestant<'c>; 2], Failure> {
    let client = voucher_core::reqwest::Client::with_settings(settings(url)?)?;
    let bare = reqwest::Client::builder().build()?;
    let url = format!("{url}{}", event.path());
    let (ours, theirs) = (event.clone(), event.clone());
    Ok([
        Contestant {
            name: "client `reqwest`",
            run: Box::new(move |events| {
                in_tasks(runtime, connections, |_| {
                    let (client, event) = (client.clone(), ours.clone());
                    async move {
                        for _ in 0..events / connections {
                            client.send_prepared(&event).await?;
                        }
                        Ok(())
                    }
                })
            }),
        },
        Contestant {
            name: "reqwest alone",
            run: Box::new(move |events| {
                in_tasks(runtime, connections, |_| {
                    let (client, url, event) = (bare.clone(), url.clone(), theirs.clone());
                    async move {
                        for _ in 0..events / connections {
                            let request = client
                                .post(&url)
                                .header("Authorization", "token sk_test_1")
                                .header("Content-Type", "application/json")
                                .body(event.body().to_owned());
                            let answer = request.send().await?.bytes().await?;
                            if answer.is_empty() {
                                return Err("an empty answer".into());
                            }
                        }
                        Ok(())
                    }
                })
            }),
        },
    ])
}

fn in_tasks<F>(runtime: &Runtime, tasks: u32, task: impl Fn(u32) -> F) -> Result<(), Failure>
where
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    runtime.block_on(async {
        let mut running: JoinSet<_> = (0..tasks).map(task).collect();
        while let Some(ended) = running.join_next().await {
            ended??;
        }
        Ok(())
    })
}
