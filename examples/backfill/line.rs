//! A line of the file, and the event that it becomes.

use serde::Deserialize;
use std::io::{BufWriter, Write};
use voucher_core::{Prepared, RavelinEvent};

/// A voucher as the shop's own database exports it.
#[derive(Deserialize, RavelinEvent)]
#[ravelin(event = "voucher")]
// A column that is not known here is a mistake of the export, and would be lost.
#[serde(deny_unknown_fields)]
struct Line {
    #[ravelin(rename = "voucherCode")]
    code: String,
    #[ravelin(rename = "value")]
    pence: i64,
    currency: String,
    #[ravelin(rename = "creationTime", unix = "s")]
    created: i64,
    /// When the row was last changed: the event's timestamp, and never the time of the backfill.
    #[ravelin(rename = "timestamp", unix = "s")]
    changed: i64,
    #[ravelin(rename = "expiry", unix = "s")]
    ends: Option<i64>,
    #[ravelin(custom)]
    campaign: Option<String>,
}

/// The event of a line, `None` of an empty one; or all that is wrong with it.
pub(crate) fn read(text: &[u8]) -> Result<Option<Prepared>, String> {
    let text = text.trim_ascii();
    if text.is_empty() {
        return Ok(None);
    }
    // To serde_json, each is the first line of a text of its own.
    let line: Line = serde_json::from_slice(text).map_err(|error| {
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

/// Writes a file to try it with. A few lines are faulty: the 50th of each hundred has no currency that exists, the 100th is
/// cut off, and the 75th gives milliseconds where seconds are asked for.
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
