//! Measures what a definition costs: the same structs over a file of few fields and over one of many, and similar structs over a
//! table and over a file.

use crate::kind::BENCHES;
use nix::sys::resource::{UsageWho, getrusage};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

/// The number of fields that each struct of a flat definition maps, and that the objects of small definitions require.
const MAPPED: usize = 20;
/// The number of fields that the object of a large nested definition requires.
const REQUIRED: usize = 200;
/// The number of fields that an event and its part or nested type map, of a table or of a file.
const PAIR: usize = 10;

/// What is measured of the compiler, in the file that this environment variable names.
const MEASURED: &str = "WIDE_MEASURED";
/// Whether instructions are counted, and not the peak memory.
const COUNTS: &str = "WIDE_COUNTS";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Each event maps fields of the body, which are optional.
    Flat,
    /// Each event has a field of one type that maps the required fields of an object.
    Nested,
    /// Events of the table `voucher`, and as many parts.
    Table,
    /// Each event of the file `order` has an array of a nested type of its own.
    File,
}

/// A ratio between two definitions. Both figures are of `cargo check` of one crate, macros included.
struct Budget {
    name: &'static str,
    structs: usize,
    /// The definitions, and their numbers of fields; for [`PAIR`], the number of fields that two structs map.
    definitions: [(Shape, usize); 2],
    counts_instructions: bool,
    goal: f64,
    /// As in `goal.rs`: the current ratio, and 5 % for other compiler versions.
    limit: f64,
}

const BUDGETS: [Budget; 4] = [
    Budget {
        name: "file and table, instructions",
        structs: 100,
        definitions: [(Shape::Table, PAIR), (Shape::File, PAIR)],
        counts_instructions: true,
        goal: 1.25,
        limit: 2.37,
    },
    Budget {
        name: "flat, instructions",
        structs: 100,
        definitions: [(Shape::Flat, 50), (Shape::Flat, 5_000)],
        counts_instructions: true,
        goal: 1.3,
        limit: 1.16,
    },
    Budget {
        name: "nested, instructions",
        structs: 100,
        definitions: [(Shape::Nested, 50), (Shape::Nested, 5_000)],
        counts_instructions: true,
        goal: 1.3,
        limit: 1.36,
    },
    Budget {
        name: "flat, peak memory",
        structs: 200,
        // Files of 10 KiB and of 1 MiB.
        definitions: [(Shape::Flat, 160), (Shape::Flat, 16_500)],
        counts_instructions: false,
        goal: 1.2,
        limit: 1.14,
    },
];

/// Prints each ratio whose name contains a string. Fails if one exceeds its limit.
pub(crate) fn wide(selected: &str) -> Result<(), String> {
    let mut lost = Vec::new();
    println!("| | structs | fields | | fields | | ratio | goal | limit |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for budget in BUDGETS {
        if !budget.name.contains(selected) {
            continue;
        }
        let Budget {
            name,
            structs,
            definitions: [(small_shape, few), (large_shape, many)],
            counts_instructions,
            goal,
            limit,
        } = budget;
        let small = measured(small_shape, few, structs, counts_instructions)?;
        let large = measured(large_shape, many, structs, counts_instructions)?;
        let ratio = large / small;
        println!(
            "| {name} | {structs} | {few} | {small:.0} M | {many} | {large:.0} M | {ratio:.2} | {goal:.2} | {limit:.2} |"
        );
        if ratio > limit {
            lost.push(name);
        }
    }
    if lost.is_empty() {
        Ok(())
    } else {
        Err(format!("above the limit: {}", lost.join(", ")))
    }
}

/// Returns the millions of instructions, or the peak memory in MB, of the compiler.
fn measured(
    shape: Shape,
    fields: usize,
    structs: usize,
    counts_instructions: bool,
) -> Result<f64, String> {
    let folder = Path::new(BENCHES).join("target/build-cost/wide");
    create(&folder, shape, fields, structs).map_err(|error| error.to_string())?;
    check(&folder, &[])?;
    // Another modification time, so that only this crate is compiled again.
    create(&folder, shape, fields, structs).map_err(|error| error.to_string())?;
    let found = folder.join("measured");
    let this = env::current_exe().map_err(|error| error.to_string())?;
    let mut variables = vec![("RUSTC_WRAPPER", this), (MEASURED, found.clone())];
    if counts_instructions {
        variables.push((COUNTS, PathBuf::new()));
    }
    check(&folder, &variables)?;
    let found = fs::read_to_string(&found).map_err(|error| error.to_string())?;
    let number = found
        .lines()
        .find_map(|line| {
            let number = line.split_once("refs:").map_or(line, |(_, number)| number);
            number.trim().replace(',', "").parse::<f64>().ok()
        })
        .ok_or_else(|| format!("no number in:\n{found}"))?;
    Ok(number / 1e6)
}

fn check(folder: &Path, variables: &[(&str, PathBuf)]) -> Result<(), String> {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(folder)
        .args(["check", "--quiet"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTC_WRAPPER", "")
        .env_remove("RUSTFLAGS")
        .envs(variables.iter().map(|(name, value)| (name, value)));
    let output = cargo.output().map_err(|error| error.to_string())?;
    // A lint about a long evaluation would be printed.
    if output.status.success() && output.stderr.is_empty() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Runs the compiler if cargo calls this program as `RUSTC_WRAPPER`, and measures it if it compiles the crate.
pub(crate) fn wrapped(arguments: &[String]) -> Option<ExitCode> {
    let file = env::var_os(MEASURED)?;
    let is_crate = arguments
        .windows(2)
        .any(|pair| pair == ["--crate-name", "wide"]);
    let (rustc, flags) = arguments.split_first()?;
    let mut command = Command::new(rustc);
    if is_crate && env::var_os(COUNTS).is_some() {
        command = Command::new("valgrind");
        let mut log = std::ffi::OsString::from("--log-file=");
        log.push(&file);
        let tool = [
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
        ];
        command.args(tool).arg(log).arg(rustc);
    }
    let status = command.args(flags).env_remove(MEASURED).status().ok()?;
    if is_crate && env::var_os(COUNTS).is_none() {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
        fs::write(file, format!("{}", usage.max_rss() * 1024)).ok()?;
    }
    Some(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn create(folder: &Path, shape: Shape, fields: usize, structs: usize) -> std::io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    let core = Path::new(BENCHES).join("../voucher-core");
    let manifest = format!(
        "[package]\nname = \"wide\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nvoucher-core = {{ path = \"{}\", \
         default-features = false, features = [\"derive\", \"definition-file\", \"std\"] }}\n\n[workspace]\n",
        core.display()
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("wide.json"), definition(shape, fields))?;
    fs::write(folder.join("src/lib.rs"), source(shape, fields, structs))
}

fn required(shape: Shape, fields: usize) -> usize {
    match shape {
        Shape::Flat | Shape::Table | Shape::File => 0,
        Shape::Nested if fields > REQUIRED => REQUIRED,
        Shape::Nested => MAPPED,
    }
}

fn definition(shape: Shape, fields: usize) -> String {
    let schemas = [
        r#"{ "type": "string", "maxLength": 40 }"#,
        r#"{ "type": "integer", "minimum": 0 }"#,
        r#"{ "type": "string", "x-ravelin-kind": "identifier" }"#,
        r#"{ "type": "boolean" }"#,
        r#"{ "type": "string", "enum": ["A", "B"] }"#,
    ];
    let schemas = schemas.into_iter().cycle().take(fields).enumerate();
    let properties: Vec<_> = schemas
        .map(|(index, schema)| format!("\"field{index}\": {schema}"))
        .collect();
    let names: Vec<_> = (0..required(shape, fields))
        .map(|index| format!("\"field{index}\""))
        .collect();
    let object = format!(
        "\"type\": \"object\", \"required\": [{}], \"properties\": {{\n{}\n}}",
        names.join(", "),
        properties.join(",\n")
    );
    match shape {
        // They map a definition that ships.
        Shape::Table | Shape::File => String::new(),
        Shape::Flat => format!("{{ \"x-ravelin-path\": \"/v2/wide\", {object} }}"),
        Shape::Nested => format!(
            "{{ \"x-ravelin-path\": \"/v2/wide\", \"type\": \"object\", \"required\": [\"id\", \"inner\"], \"properties\": {{\n\
             \"id\": {{ \"type\": \"string\" }},\n\"inner\": {{ {object} }},\n\
             \"list\": {{ \"type\": \"array\", \"items\": {{ \"type\": \"string\" }} }},\n\
             \"other\": {{ \"type\": \"object\", \"properties\": {{ \"a\": {{ \"type\": \"string\" }} }} }}\n}} }}"
        ),
    }
}

fn source(shape: Shape, fields: usize, structs: usize) -> String {
    match shape {
        Shape::Table => pairs(TABLE_PAIR, structs),
        Shape::File => pairs(FILE_PAIR, structs),
        Shape::Flat | Shape::Nested => events(shape, fields, structs),
    }
}

/// Two structs over a table, where `Part#` and `Event#` end with the number of the pair.
const TABLE_PAIR: &str = r#"
#[derive(voucher_core::RavelinFields)]
#[ravelin(event = "voucher")]
pub struct Part# {
    pub value: i64,
    pub currency: String,
    #[ravelin(unix = "ms")]
    pub creation_time: i64,
    pub referral_value: Option<i64>,
    pub voucher_type: Option<String>,
}
#[derive(voucher_core::RavelinEvent)]
#[ravelin(event = "voucher")]
pub struct Event# {
    #[ravelin(unix = "ms")]
    pub timestamp: i64,
    pub voucher_code: String,
    pub value: i64,
    pub currency: String,
    #[ravelin(unix = "ms")]
    pub creation_time: i64,
}
"#;

/// Two structs over a file.
const FILE_PAIR: &str = r#"
#[derive(voucher_core::RavelinFields)]
#[ravelin(event = "order", object = "order.items")]
pub struct Part# {
    pub price: i64,
    pub currency: String,
    pub quantity: i64,
    pub sku: Option<String>,
    pub name: Option<String>,
}
#[derive(voucher_core::RavelinEvent)]
#[ravelin(event = "order")]
pub struct Event# {
    #[ravelin(unix = "ms")]
    pub timestamp: i64,
    pub order_id: String,
    pub customer_id: String,
    pub event_type: Option<String>,
    pub items: Vec<Part#>,
}
"#;

fn pairs(pair: &str, structs: usize) -> String {
    let mut source = String::from("#![allow(deprecated)]\n"); // the event `order` is deprecated
    for number in 0..structs / 2 {
        let [part, event] = ["Part", "Event"].map(|name| format!("{name}{number}"));
        source.push_str(&pair.replace("Part#", &part).replace("Event#", &event));
    }
    source
}

fn events(shape: Shape, fields: usize, structs: usize) -> String {
    const TYPES: [&str; 5] = ["String", "i64", "u64", "bool", "String"];
    let mut source = String::new();
    let inner = (0..required(shape, fields)).map(|index| (index, TYPES[index % TYPES.len()]));
    if shape == Shape::Nested {
        source.push_str("#[derive(voucher_core::RavelinFields)]\n#[ravelin(definition = \"wide.json\", object = \"inner\")]\n");
        source.push_str("pub struct Inner {\n");
        for (index, ty) in inner {
            let _ = writeln!(source, "    pub field{index}: {ty},");
        }
        source.push_str("}\n");
    }
    for number in 0..structs {
        source.push_str(
            "#[derive(voucher_core::RavelinEvent)]\n#[ravelin(definition = \"wide.json\")]\n",
        );
        let _ = writeln!(source, "pub struct Event{number} {{");
        match shape {
            Shape::Nested => source.push_str(
                "    pub id: String,\n    pub inner: Inner,\n    pub list: Option<Vec<String>>,\n",
            ),
            Shape::Flat | Shape::Table | Shape::File => {
                // Other fields in each struct, spread over the definition.
                for mapped in 0..MAPPED {
                    let index = (mapped * (fields / MAPPED) + number) % fields;
                    let ty = TYPES[index % TYPES.len()];
                    let _ = writeln!(source, "    pub field{index}: Option<{ty}>,");
                }
            }
        }
        source.push_str("}\n");
    }
    source
}
