//! Generates the starters, as a user's build script does.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use voucher_codegen::build::{BuildError, Script};
use voucher_codegen::starter::Options;
use voucher_definition::{DEFINITIONS, SHIPPED, read};

/// The number of definition files that are chosen from the folder that `STARTERS` names, and the seed of the choice.
const CHOSEN: usize = 200;
const SEED: u64 = 18;

/// The folders of definition files that are always compiled.
const FOLDERS: [&str; 2] = ["definitions", "../definitions"];

fn main() -> Result<(), BuildError> {
    println!("cargo::rustc-check-cfg=cfg(rustfmt, starters)");
    println!("cargo::rerun-if-env-changed=STARTERS");
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
    }
    if Command::new("rustfmt")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
    {
        println!("cargo::rustc-cfg=rustfmt");
    }
    let mut script = Script::new()?;
    let mut starters = Starters::default();
    for definition in DEFINITIONS {
        starters.add(&mut script, definition.name, false)?;
    }
    for name in SHIPPED {
        starters.add(&mut script, name, false)?;
    }
    for path in FOLDERS.iter().flat_map(|folder| files(Path::new(folder))) {
        starters.add(&mut script, &path.display().to_string(), false)?;
    }
    if let Some(folder) = env::var_os("STARTERS") {
        println!("cargo::rustc-cfg=starters");
        for path in chosen(Path::new(&folder)) {
            starters.add(&mut script, &path.display().to_string(), true)?;
        }
    }
    let code = format!(
        "{}\n/// All starters.\npub static STARTERS: &[Starter] = &[\n{}];\n",
        starters.modules, starters.table
    );
    script.write("starters.rs", &code)?;
    Ok(())
}

#[derive(Default)]
struct Starters {
    count: usize,
    modules: String,
    table: String,
}

impl Starters {
    /// Adds the starter of a definition.
    fn add(
        &mut self,
        script: &mut Script,
        definition: &str,
        is_chosen: bool,
    ) -> Result<(), BuildError> {
        let command = format!("voucher starter {definition}");
        let options = Options {
            command: &command,
            ..Options::default()
        };
        let file = format!("starter_{}.rs", self.count);
        let path = script.starter(definition, &options, &file)?;
        let code = fs::read_to_string(&path).unwrap_or_default();
        let event = code.split("pub struct ").nth(1).unwrap_or_default();
        let event = event.split(' ').next().unwrap_or_default();
        let (module, path) = (
            format!("starter_{}", self.count),
            path.display().to_string(),
        );
        self.count += 1;
        // Writing to a string cannot fail.
        let _ = writeln!(
            self.modules,
            "/// The starter of `{definition}`.\npub mod {module} {{\n    include!({path:?});\n}}"
        );
        let _ = writeln!(
            self.table,
            "    Starter {{ definition: {definition:?}, is_chosen: {is_chosen}, path: {path:?}, \
             schema: <{module}::{event} as voucher_core::RavelinEvent>::schema }},"
        );
        Ok(())
    }
}

/// Returns the definition files of a folder and of the folders in it, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let (folders, paths): (Vec<_>, Vec<_>) = paths.partition(|path| path.is_dir());
    let is_definition = |path: &PathBuf| fs::read(path).is_ok_and(|file| read(&file).is_ok());
    let mut files: Vec<_> = paths.into_iter().filter(is_definition).collect();
    files.extend(folders.iter().flat_map(|folder| self::files(folder)));
    files.sort();
    files
}

/// Chooses definition files with a body from a folder.
fn chosen(folder: &Path) -> Vec<PathBuf> {
    let has_body = |path: &PathBuf| {
        let definition = fs::read(path).ok().and_then(|file| read(&file).ok());
        definition.is_some_and(|definition| definition.leak().body.is_some())
    };
    let mut files = files(folder);
    files.retain(has_body);
    files.sort_by_key(|path| {
        let name = path.strip_prefix(folder).unwrap_or(path).as_os_str();
        name.as_encoded_bytes()
            .iter()
            .fold(SEED ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(*byte))
                    .wrapping_mul(0x0100_0000_01b3)
                    .rotate_left(5)
            })
    });
    files.truncate(CHOSEN);
    files.sort();
    files
}
