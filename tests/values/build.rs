//! Writes structs that map all fields of each shipped definition, and values of them.

mod generate;

use generate::event;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};
use voucher_definition::{DEFINITIONS, Definition, SHIPPED};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=generate");
    println!("cargo::rerun-if-changed=generate.rs");
    let names = DEFINITIONS.iter().map(|definition| definition.name);
    let names = names.chain(SHIPPED.iter().copied());
    let (mut modules, mut table) = (String::new(), String::new());
    for (index, name) in names.enumerate() {
        let definition = Definition::find(name).expect("a shipped definition");
        let code = event(definition);
        let _ = write!(modules, "mod event_{index} {{\n{code}}}\n");
        let _ = writeln!(table, "    event_{index}::EVENT,");
    }
    let code = format!("{modules}\npub static EVENTS: &[Event] = &[\n{table}];\n");
    let folder = env::var_os("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&folder).join("events.rs"), code).expect("the folder is writable");
}
