//! `voucher sandbox`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::read_bytes;
use crate::output::print;
use clap::{Args, ValueEnum};
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use voucher_core::sandbox::{CheckRule, Sandbox, Times};
use voucher_sandbox::{Settings, introduction, serve};

const EXAMPLES: &str = "\
The page is at the URL that is printed. Ctrl-c answers open requests and stops the sandbox.

Examples:
  voucher sandbox                          on a free port of this machine
  voucher sandbox --port 8080 --faults 0.1
  voucher sandbox --definition gift.json   with an endpoint of your own
  voucher sandbox --host 0.0.0.0 --allow-host sandbox   in a container of this name";

/// Serve a local stand-in for the API, with a page that shows its requests
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The port; by default, a free one
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// The address to listen on. Whoever can reach it can read all requests
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Serve the page under this name, too. Other names than `localhost` are refused, so that other sites cannot read it
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// The fraction of requests with an injected fault, from 0 to 1. The page can change it
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = rate)]
    faults: f64,
    /// The seed of faults and of members with random names
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many requests are remembered, and how many accepted ones are merged
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    remember: usize,
    /// Add the endpoint of a definition file
    #[arg(long, value_name = "FILE")]
    definition: Vec<PathBuf>,
    /// How `voucher/check` counts
    #[arg(long, value_enum, default_value_t = Check::Uses)]
    check: Check,
    /// How times in seconds are treated
    #[arg(long, value_enum, default_value_t = TimesMode::Strict)]
    times: TimesMode,
    /// Print no line per request
    #[arg(long)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Check {
    /// Uses of the voucher
    Uses,
    /// The owner and the users of the voucher, as on an older page
    OwnerAndUsers,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum TimesMode {
    /// They are rejected
    Strict,
    /// They are accepted with a warning
    Lenient,
}

fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse().ok().filter(|rate| (0.0..=1.0).contains(rate));
    rate.ok_or_else(|| "expected a rate from 0 to 1".into())
}

/// Serves until ctrl-c.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (host, port) = (arguments.host, arguments.port);
    let served = serve(settings(arguments)?, |url| {
        // A closed pipe does not stop the sandbox.
        let _ = print(&format!("{}\n", introduction(url)));
        if !host.is_loopback() {
            let label = crate::failure::WARNING;
            anstream::eprintln!("{label}: whoever can reach {host} can read all requests");
        }
    });
    match served {
        Ok(_) => Ok(Outcome::Clean),
        Err(error) => Err(Failure::new(format!("port {port} of {host}: {error}"))),
    }
}

fn settings(arguments: &Arguments) -> Result<Settings, Failure> {
    let sandbox = Sandbox::new(arguments.seed)
        .with_faults(arguments.faults)
        .with_memory(arguments.remember)
        .with_check(match arguments.check {
            Check::Uses => CheckRule::Uses,
            Check::OwnerAndUsers => CheckRule::OwnerAndUsers,
        })
        .with_times(match arguments.times {
            TimesMode::Strict => Times::Strict,
            TimesMode::Lenient => Times::Lenient,
        });
    let mut settings = Settings::new(sandbox)
        .with_address(arguments.host)
        .with_port(arguments.port)
        .with_requests(arguments.remember);
    for path in &arguments.definition {
        settings = with_definition(settings, path)?;
    }
    for host in &arguments.allow_host {
        settings = settings.with_allowed_host(host);
    }
    if arguments.quiet {
        settings = settings.quiet();
    }
    Ok(settings)
}

fn with_definition(settings: Settings, path: &Path) -> Result<Settings, Failure> {
    let file = read_bytes(path)?;
    let path = path.display().to_string();
    settings
        .with_definition(&path, &file)
        .map_err(|mistakes| Failure::new(format!("`{path}` is not a definition file: {mistakes}")))
}
