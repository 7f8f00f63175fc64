//! `voucher mutate`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::definition;
use crate::output::Target;
use clap::Args;
use serde_json::{Value, json};
use voucher_codegen::mutate::{RequestMutant, mutants, request_mutants};
use voucher_definition::{Definition, Rule};

/// Print bodies that break exactly one rule each, and the violation that has to be reported
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  voucher mutate voucher\n  voucher mutate voucher/check --seed 7 -o mutants.ndjson\n  voucher mutate shelf.json --bodies | voucher check shelf.json -\n  voucher mutate customer/:id/labels --request"
)]
pub(crate) struct Arguments {
    /// The name of a definition, or a definition file
    #[arg(value_name = "NAME|FILE")]
    definition: String,
    /// The same seed prints the same bodies
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Print only the bodies
    #[arg(long, conflicts_with = "request")]
    bodies: bool,
    /// Break the parameters of the path and the query, too, and print the method and the target of each request
    #[arg(long)]
    request: bool,
    #[command(flatten)]
    target: Target,
}

/// Prints the mutants.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let definition = definition(&arguments.definition)?;
    let name = &arguments.definition;
    if definition.body.is_none() && !arguments.request {
        return Err(Failure::new(format!(
            "a request of `{name}` has no body; add `--request` to break its parameters"
        )));
    }
    let unsatisfiable = |error| Failure::new(format!("`{name}`: {error}"));
    let mut lines = String::new();
    if arguments.request {
        for mutant in request_mutants(definition, arguments.seed).map_err(unsatisfiable)? {
            lines.push_str(&request(definition, mutant).to_string());
            lines.push('\n');
        }
    } else {
        for mutant in mutants(definition, arguments.seed).map_err(unsatisfiable)? {
            let line = if arguments.bodies {
                mutant.body
            } else {
                json!({
                    "mutation": mutant.mutation.name(),
                    "violation": violation(&mutant.pointer, mutant.rule, &mutant.message),
                    "body": mutant.body,
                })
            };
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    arguments.target.write(&lines)
}

fn request(definition: &Definition, mutant: RequestMutant) -> Value {
    let mut line = json!({
        "mutation": mutant.mutation.name(),
        "violation": violation(&mutant.pointer, mutant.rule, &mutant.message),
        "method": definition.method,
        "target": mutant.request.target(definition),
    });
    if let Some(body) = mutant.request.body {
        line["body"] = body;
    }
    line
}

fn violation(pointer: &str, rule: Rule, message: &str) -> Value {
    json!({ "pointer": pointer, "rule": rule.to_string(), "message": message })
}
