//! Writes an event for a definition file.

use voucher_codegen::build::{BuildError, Script};
use voucher_codegen::starter::Options;

fn main() -> Result<(), BuildError> {
    let mut script = Script::new()?;
    script.starter("definitions/gift.json", &Options::default(), "gift.rs")?;
    Ok(())
}
