//! Runs every file of the committed corpus through its target, or the given files: `replay structs FILE…`.

use std::error::Error;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use voucher_fuzz::{Counts, TARGETS, Target};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let named = arguments.next();
    let files: Vec<_> = arguments.map(PathBuf::from).collect();
    let mut is_clean = true;
    let mut is_known = named.is_none();
    for (name, target) in TARGETS {
        if named.as_ref().is_some_and(|named| named != name) {
            continue;
        }
        is_known = true;
        let files = if files.is_empty() {
            corpus(name)?
        } else {
            files.clone()
        };
        is_clean &= replay(name, target, &files)?;
    }
    if !is_known {
        let all = TARGETS.map(|(name, _)| name).join(" | ");
        return Err(format!("usage: replay [{all}] [FILE…]").into());
    }
    Ok(ExitCode::from(u8::from(!is_clean)))
}

fn corpus(name: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(name);
    let files = folder.read_dir().and_then(Iterator::collect);
    let files: Vec<_> = files.map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<_> = files
        .iter()
        .map(std::fs::DirEntry::path)
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    // With a missing corpus, every check would pass.
    if files.is_empty() {
        return Err(format!("{}: no files", folder.display()).into());
    }
    Ok(files)
}

/// Runs one file. Returns whether nothing was found.
fn replay(name: &str, target: Target, files: &[PathBuf]) -> Result<bool, Box<dyn Error>> {
    let mut counts = Counts::default();
    let (mut skipped, mut findings) = (0, 0);
    for file in files {
        let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        match catch_unwind(|| target(&bytes)) {
            Ok(Ok(new)) => {
                skipped += u32::from(new == Counts::default());
                counts += new;
            }
            Ok(Err(finding)) => {
                findings += 1;
                eprintln!("{}: {finding}", file.display());
            }
            Err(_) => {
                findings += 1;
                eprintln!("{}: panicked, see above", file.display());
            }
        }
    }
    println!(
        "{name}: {} files, {skipped} skipped; {} accepted, {} rejected; {findings} findings",
        files.len(),
        counts.accepted,
        counts.rejected,
    );
    Ok(findings == 0)
}
