//! Prints the tables as Markdown.

use crate::cost::{
    Build, build, build_cold, expand, fetch, ir_lines, macro_seconds, packages, program_bytes,
};
use crate::figures::Figures;
use crate::goal;
use crate::kind::{BENCHES, Crate, Kind};
use std::path::Path;
use std::process::Command;

/// Numbers of structs, each with a number of rounds. The minimum of the rounds counts, because other work can only add time.
const SIZES: [(usize, usize); 2] = [(100, 5), (1_000, 2)];
const COLD_ROUNDS: usize = 3;

pub(crate) fn everything() -> Result<Figures, String> {
    tables(|crates, figures| {
        cold(figures)?;
        features(figures)?;
        for (structs, rounds) in SIZES {
            builds(crates, structs, rounds, figures)?;
        }
        contents(crates, figures)?;
        sizes(figures)?;
        goal::print(figures);
        Ok(())
    })
}

/// Prints the versions and the selected tables.
pub(crate) fn tables(
    some: impl FnOnce(&[Crate], &mut Figures) -> Result<(), String>,
) -> Result<Figures, String> {
    let crates = create(&Kind::ALL)?;
    println!("{}\n", versions(&crates)?);
    let mut figures = Figures::default();
    some(&crates, &mut figures)?;
    Ok(figures)
}

/// Writes the crates and downloads their dependencies.
pub(crate) fn create(kinds: &[Kind]) -> Result<Vec<Crate>, String> {
    create_in("", kinds)
}

/// Writes the crates into a folder of that of all crates.
fn create_in(folder: &str, kinds: &[Kind]) -> Result<Vec<Crate>, String> {
    let benches = Path::new(BENCHES);
    let work = benches.join("target/build-cost").join(folder);
    let mut crates = Vec::new();
    for kind in kinds {
        let package = kind
            .create(benches, &work)
            .map_err(|error| error.to_string())?;
        fetch(&package)?;
        crates.push(package);
    }
    Ok(crates)
}

/// Prints the versions of the compiler and the peers.
fn versions(crates: &[Crate]) -> Result<String, String> {
    let wanted = [
        "garde",
        "serde",
        "serde_derive",
        "serde_json",
        "syn",
        "voucher-core",
    ];
    let output = Command::new("rustc").arg("--version").output();
    let output = output.map_err(|error| format!("rustc does not run: {error}"))?;
    let mut peers = Vec::new();
    for package in crates {
        peers.extend(packages(package)?.into_iter().filter(|package| {
            let name = package.split(' ').next();
            name.is_some_and(|name| wanted.contains(&name))
        }));
    }
    peers.sort();
    peers.dedup();
    let compiler = String::from_utf8_lossy(&output.stdout);
    Ok(format!("{}, {}", compiler.trim(), peers.join(", ")))
}

fn change(package: &Crate, structs: usize, number: usize) -> Result<(), String> {
    package
        .change(structs, number)
        .map_err(|error| error.to_string())
}

/// Prints the cost of building the dependencies; the crate itself is empty.
pub(crate) fn cold(figures: &mut Figures) -> Result<(), String> {
    println!("## Cold debug build of the dependencies\n");
    cold_of("cold", &Kind::ALL, COLD_ROUNDS, figures)
}

/// Prints what each feature adds to the dependencies.
pub(crate) fn features(figures: &mut Figures) -> Result<(), String> {
    println!("## Cold debug build with a feature of voucher-core\n");
    cold_of("cold with a feature", &Kind::FEATURES, 1, figures)
}

fn cold_of(
    measure: &'static str,
    kinds: &[Kind],
    rounds: usize,
    figures: &mut Figures,
) -> Result<(), String> {
    let crates = create(kinds)?;
    let mut minimum = vec![f64::INFINITY; crates.len()];
    for round in 0..rounds {
        for (package, minimum) in crates.iter().zip(&mut minimum) {
            change(package, 0, round)?;
            *minimum = minimum.min(build_cold(package)?.cold()?);
        }
    }
    for (package, minimum) in crates.iter().zip(&minimum) {
        figures.add(0, measure, package.kind.name(), *minimum);
    }
    println!("| | packages | of them regex engines | CPU s | ours = 1 |");
    println!("|---|---:|---:|---:|---:|");
    for (package, minimum) in crates.iter().zip(&minimum) {
        let packages = packages(package)?;
        let engines = packages
            .iter()
            .filter(|package| package.starts_with("regex"))
            .count();
        let name = package.kind.name();
        println!(
            "| {name} | {} | {engines} | {minimum:.2} | {:.2} |",
            packages.len(),
            figures.ratio(0, measure, name, Kind::Ours.name())
        );
    }
    println!();
    Ok(())
}

/// Measures a build after a change. An incremental build needs the state before the change, so that is built first.
fn measured(package: &Crate, how: Build, structs: usize, number: usize) -> Result<f64, String> {
    if how == Build::Incremental {
        change(package, structs, number)?;
        build(package, how)?;
    }
    change(package, structs, number + 1)?;
    build(package, how)?.alone()
}

pub(crate) fn builds(
    crates: &[Crate],
    structs: usize,
    rounds: usize,
    figures: &mut Figures,
) -> Result<(), String> {
    for package in crates {
        for how in Build::ALL {
            change(package, 1, 0)?;
            build(package, how)?;
        }
    }
    let mut minimum = vec![[f64::INFINITY; Build::ALL.len()]; crates.len()];
    let mut number = structs;
    for _ in 0..rounds {
        for (package, minimum) in crates.iter().zip(&mut minimum) {
            for (how, minimum) in Build::ALL.into_iter().zip(minimum) {
                number += 2;
                *minimum = minimum.min(measured(package, how, structs, number)?);
            }
        }
    }
    for (package, minimum) in crates.iter().zip(&minimum) {
        for (how, minimum) in Build::ALL.into_iter().zip(minimum) {
            figures.add(structs, how.name(), package.kind.name(), *minimum);
        }
    }
    println!("## {structs} structs of ten fields, CPU s\n");
    print!("|");
    for how in Build::ALL {
        print!(" | {}", how.name());
    }
    println!(" | ours = 1 |\n|---|---:|---:|---:|---:|---|");
    for (package, minimum) in crates.iter().zip(&minimum) {
        let name = package.kind.name();
        let ratios = Build::ALL.map(|how| {
            let ratio = figures.ratio(structs, how.name(), name, Kind::Ours.name());
            format!("{ratio:.2}")
        });
        let minimum = minimum.map(|minimum| format!("{minimum:.2}"));
        println!(
            "| {name} | {} | {} |",
            minimum.join(" | "),
            ratios.join(" / ")
        );
    }
    println!();
    Ok(())
}

/// Prints how many bytes a struct, with a function that uses it, adds to a stripped release build of a program.
pub(crate) fn sizes(figures: &mut Figures) -> Result<(), String> {
    const SIZES: [usize; 2] = [50, 150];
    const KINDS: [Kind; 4] = [Kind::Plain, Kind::Ours, Kind::Serde, Kind::Garde];
    println!("## A struct in a stripped release build, with a function that uses it\n");
    println!("| | bytes | ours = 1 |\n|---|---:|---:|");
    for package in create_in("sizes", &KINDS)? {
        let mut bytes = [0.0; 2];
        for (bytes, structs) in bytes.iter_mut().zip(SIZES) {
            package
                .write_program(structs)
                .map_err(|error| error.to_string())?;
            *bytes = program_bytes(&package)?;
        }
        let name = package.kind.name();
        figures.add(1, goal::BYTES, name, of_one(SIZES, bytes));
    }
    for kind in KINDS {
        let name = kind.name();
        let ratio = figures.ratio(1, goal::BYTES, name, Kind::Ours.name());
        let bytes = figures.get(1, goal::BYTES, name);
        println!("| {name} | {bytes:.0} | {ratio:.2} |");
    }
    println!();
    Ok(())
}

/// Prints the size of what one struct becomes.
pub(crate) struct Content {
    pub(crate) expanded_lines: f64,
    pub(crate) ir_lines: f64,
}

/// Returns the difference between two sizes, which excludes what exists once for all structs.
#[allow(clippy::cast_precision_loss)] // counts of lines
pub(crate) fn content(package: &Crate, sizes: [usize; 2]) -> Result<Content, String> {
    let mut lines = [0.0; 2];
    let mut ir = [0.0; 2];
    for (at, structs) in sizes.into_iter().enumerate() {
        change(package, structs, 0)?;
        lines[at] = expand(package)?.lines as f64;
        ir[at] = ir_lines(package)? as f64;
    }
    Ok(Content {
        expanded_lines: of_one(sizes, lines),
        ir_lines: of_one(sizes, ir),
    })
}

/// Returns the time of the macros of one struct, and of its expansion including them, in µs.
fn expansion(package: &Crate, sizes: [usize; 2], times: usize) -> Result<[f64; 2], String> {
    let mut macros = [f64::INFINITY; 2];
    let mut all = [f64::INFINITY; 2];
    for (at, structs) in sizes.into_iter().enumerate() {
        for number in 0..times {
            change(package, structs, number)?;
            macros[at] = macro_seconds(package)?.min(macros[at]);
            all[at] = expand(package)?.seconds.min(all[at]);
        }
    }
    Ok([macros, all].map(|seconds| of_one(sizes, seconds) * 1e6))
}

#[allow(clippy::cast_precision_loss)] // counts of structs
fn of_one(sizes: [usize; 2], [few, many]: [f64; 2]) -> f64 {
    (many - few) / (sizes[1] - sizes[0]) as f64
}

pub(crate) fn contents(crates: &[Crate], figures: &mut Figures) -> Result<(), String> {
    println!("## One struct, with a function that uses it\n");
    println!(
        "| | lines | expanded lines | LLVM IR lines, debug | macros, µs | expansion with them, µs |"
    );
    println!("|---|---:|---:|---:|---:|---:|");
    for package in crates {
        let sizes = [100, 1_000];
        let content = content(package, sizes)?;
        let [macros, expansion] = expansion(package, sizes, 5)?;
        let source =
            package.kind.source(1).lines().count() - package.kind.source(0).lines().count();
        let name = package.kind.name();
        println!(
            "| {name} | {source} | {:.0} | {:.0} | {:.0} | {:.0} |",
            content.expanded_lines, content.ir_lines, macros, expansion
        );
        figures.add(1, goal::EXPANDED_LINES, name, content.expanded_lines);
        figures.add(1, goal::IR_LINES, name, content.ir_lines);
        figures.add(1, goal::MACROS, name, macros);
        figures.add(1, goal::EXPANSION, name, expansion);
    }
    println!();
    Ok(())
}
