//! A line of the file, and the event that it becomes.

use serde::Deserialize;
use std::io::{BufWriter, Write};
use voucher_core::{Prepared, RavelinEvent};

/// A voucher in the format of the shop's database export.
#[derive(Deserialize, RavelinEvent)]
#[ravelin(event = "voucher")]
// An unknown column is probably a mistake in the export, and would be lost.
#[serde(deny_unknown_fields)]
struct Line {
    #[ravelin(rename = "voucherCode")]
    code: String,
    #[ravelin(rename = "value")]
    pence: i64,
    currency: String,
    #[ravelin(rename = "creationTime", unix = "s")]
    created: i64,
    /// When the row was last changed. This is the event's timestamp, not the time of the backfill.
    #[ravelin(rename = "timestamp", unix = "s")]
    changed: i64,
    #[ravelin(rename = "expiry", unix = "s")]
    ends: Option<i64>,
    #[ravelin(custom)]
    campaign: Option<String>,
}

/// Returns the event of a line, `None` for an empty line, or everything that is wrong with it.
pub(crate) fn read(line: &[u8]) -> Result<Option<Prepared>, String> {
    let json = line.trim_ascii();
    if json.is_empty() {
        return Ok(None);
    }
    // Each line is a separate document for serde_json, so its line number is always 1.
    let line: Line = serde_json::from_slice(json).map_err(|error| {
        error
            .to_string()
            .replace(" at line 1 column ", " at column ")
    })?;
    let prepared = line.prepare().map_err(|violations| {
        let all: Vec<_> = violations.iter().map(ToString::to_string).collect();
        all.join("; ")
    })?;
    prepared
        .backfill()
        .map(Some)
        .map_err(|error| error.to_string())
}

/// Writes a sample file. Of each hundred lines, three are invalid: the 50th has an unknown currency, the 75th has milliseconds
/// instead of seconds, and the 100th is cut off.
pub(crate) fn sample(count: u64, out: &mut impl Write) -> std::io::Result<()> {
    let mut out = BufWriter::new(out);
    for number in 1..=count {
        let currency = if number % 100 == 50 { "GPB" } else { "GBP" };
        let created = 1_700_000_000 + number;
        let changed = if number % 100 == 75 {
            created * 1_000
        } else {
            created + 60
        };
        let end = if number % 100 == 0 { "" } else { "}" };
        writeln!(
            out,
            r#"{{"code":"OLD-{number}","pence":{},"currency":"{currency}","created":{created},"changed":{changed}{end}"#,
            100 + number % 1_000
        )?;
    }
    out.flush()
}
