//! `voucher sample`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::definition;
use crate::output::Target;
use clap::Args;
use serde_json::{Value, json};
use voucher_codegen::sample::{Sample, samples};
use voucher_definition::Definition;

/// Print valid bodies of a definition, one JSON document a line
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  voucher sample voucher\n  voucher sample voucher/check --count 100 --seed 7 -o bodies.ndjson\n  voucher sample supplier/:id/labels --request\n  voucher sample shelf.json --count 1000 | voucher check shelf.json -"
)]
pub(crate) struct Arguments {
    /// The name of a definition, or a definition file
    #[arg(value_name = "NAME|FILE")]
    definition: String,
    /// How many: the first has every optional field, the second none, and the others have random values
    #[arg(long, default_value_t = 1, value_name = "N")]
    count: usize,
    /// The same seed prints the same bodies
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Print the method and the target of each request beside its body
    #[arg(long)]
    request: bool,
    #[command(flatten)]
    target: Target,
}

/// Prints the samples.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let definition = definition(&arguments.definition)?;
    let name = &arguments.definition;
    if definition.body.is_none() && !arguments.request {
        return Err(Failure::new(format!(
            "a request of `{name}` has no body; add `--request` to print its target"
        )));
    }
    let samples = samples(definition, arguments.seed)
        .map_err(|error| Failure::new(format!("`{name}`: {error}")))?;
    let mut lines = String::new();
    for sample in samples.take(arguments.count) {
        lines.push_str(&line(definition, sample, arguments.request).to_string());
        lines.push('\n');
    }
    arguments.target.write(&lines)
}

fn line(definition: &Definition, sample: Sample, is_request: bool) -> Value {
    if !is_request {
        return sample.body.unwrap_or_default();
    }
    let target = sample.target(definition);
    let mut line = json!({ "method": definition.method, "target": target });
    if let Some(body) = sample.body {
        line["body"] = body;
    }
    line
}
