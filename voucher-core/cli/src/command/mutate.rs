//! `voucher mutate`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::definition;
use crate::output::Target;
use clap::Args;
use serde_json::json;
use voucher_codegen::mutate::mutants;

/// Print bodies that break exactly one rule each, and the violation that has to be reported
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  voucher mutate voucher\n  voucher mutate voucher/check --seed 7 -o mutants.ndjson\n  voucher mutate shelf.json --bodies | voucher check shelf.json -"
)]
pub(crate) struct Arguments {
    /// The name of a definition, or a definition file
    #[arg(value_name = "NAME|FILE")]
    definition: String,
    /// The same seed prints the same bodies
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Print only the bodies
    #[arg(long)]
    bodies: bool,
    #[command(flatten)]
    target: Target,
}

/// Prints the mutants.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let definition = definition(&arguments.definition)?;
    let name = &arguments.definition;
    if definition.body.is_none() {
        return Err(Failure::new(format!(
            "a request of `{name}` has no body; name a definition with a body"
        )));
    }
    let mutants = mutants(definition, arguments.seed)
        .map_err(|error| Failure::new(format!("`{name}`: {error}")))?;
    let mut lines = String::new();
    for mutant in mutants {
        let line = if arguments.bodies {
            mutant.body
        } else {
            json!({
                "mutation": mutant.mutation.name(),
                "violation": {
                    "pointer": mutant.pointer,
                    "rule": mutant.rule.to_string(),
                    "message": mutant.message,
                },
                "body": mutant.body,
            })
        };
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    arguments.target.write(&lines)
}
