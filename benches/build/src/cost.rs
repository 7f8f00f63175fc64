//! Measures the cost of a build, and the size of what the compiler produces for a struct.

use crate::kind::Crate;
use analyzeme::ProfilingData;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// How a crate is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    Check,
    Debug,
    Release,
    /// A debug build after one function changed.
    Incremental,
}

impl Build {
    pub(crate) const ALL: [Self; 4] = [Self::Check, Self::Debug, Self::Release, Self::Incremental];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Debug => "debug",
            Self::Release => "release",
            Self::Incremental => "incremental",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Debug | Self::Incremental => &["build"],
            Self::Release => &["build", "--release"],
        }
    }

    /// Incremental builds have a separate folder, because cargo rebuilds path dependencies for them.
    fn target(self) -> &'static str {
        match self {
            Self::Incremental => "target-incremental",
            _ => "target",
        }
    }
}

fn cargo(package: &Crate, target: &str, arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(&package.folder)
        .args(arguments)
        .arg("--quiet")
        .env("CARGO_TARGET_DIR", package.folder.join(target))
        .env("CARGO_INCREMENTAL", "0")
        // The caller's compiler wrappers and flags must not affect the result.
        .env("RUSTC_WRAPPER", "")
        .env_remove("RUSTFLAGS");
    cargo
}

fn output(command: &mut Command) -> Result<Output, String> {
    let output = command
        .output()
        .map_err(|error| format!("cargo does not run: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    let text = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?}\n{text}"))
}

/// Downloads the dependencies of the crate before measuring.
pub(crate) fn fetch(package: &Crate) -> Result<(), String> {
    output(&mut cargo(package, "target", &["fetch"])).map(drop)
}

/// The CPU time of a build, and which packages it built.
pub(crate) struct Built {
    /// The CPU time of cargo and all its child processes.
    pub(crate) seconds: f64,
    own: Artifacts,
    dependencies: Artifacts,
}

#[derive(Default)]
struct Artifacts {
    compiled: usize,
    reused: usize,
}

impl Built {
    /// Returns the time if exactly the crate was built; a build that was skipped, or rebuilt a dependency, is an error.
    pub(crate) fn alone(&self) -> Result<f64, String> {
        match (self.own.compiled, self.dependencies.compiled) {
            (1, 0) => Ok(self.seconds),
            (own, dependencies) => Err(format!(
                "{own} builds of the crate and {dependencies} of its dependencies, where one and none was to be measured"
            )),
        }
    }

    /// Returns the time if everything was built; a build that found existing files is an error.
    pub(crate) fn cold(&self) -> Result<f64, String> {
        match self.own.reused + self.dependencies.reused {
            0 => Ok(self.seconds),
            reused => Err(format!("{reused} packages were in place in a cold build")),
        }
    }
}

fn timed(cargo: &mut Command) -> Result<Built, String> {
    let before = cpu_seconds()?;
    let output = output(cargo.arg("--message-format=json-render-diagnostics"))?;
    let seconds = cpu_seconds()? - before;
    let mut built = Built {
        seconds,
        own: Artifacts::default(),
        dependencies: Artifacts::default(),
    };
    for message in String::from_utf8_lossy(&output.stdout).lines() {
        if !message.contains("\"reason\":\"compiler-artifact\"") {
            continue;
        }
        let artifacts = if message.contains("\"name\":\"structs\"") {
            &mut built.own
        } else {
            &mut built.dependencies
        };
        if message.contains("\"fresh\":true") {
            artifacts.reused += 1;
        } else {
            artifacts.compiled += 1;
        }
    }
    Ok(built)
}

/// Runs a build with the existing files.
pub(crate) fn build(package: &Crate, build: Build) -> Result<Built, String> {
    let mut cargo = cargo(package, build.target(), build.arguments());
    if build == Build::Incremental {
        cargo.env("CARGO_INCREMENTAL", "1");
    }
    timed(&mut cargo)
}

/// Runs a debug build from scratch.
pub(crate) fn build_cold(package: &Crate) -> Result<Built, String> {
    let target = package.folder.join("target-cold");
    if target.exists() {
        fs::remove_dir_all(&target).map_err(|error| error.to_string())?;
    }
    timed(&mut cargo(package, "target-cold", &["build"]))
}

/// Returns the size of the crate's program, stripped and built for release.
#[allow(clippy::cast_precision_loss)] // megabytes
pub(crate) fn program_bytes(package: &Crate) -> Result<f64, String> {
    let mut cargo = cargo(package, "target", &["build", "--release"]);
    output(cargo.env("CARGO_PROFILE_RELEASE_STRIP", "true"))?;
    let file = package.folder.join("target/release/structs");
    let metadata = fs::metadata(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(metadata.len() as f64)
}

/// Returns the user and system time of the child processes so far.
#[allow(clippy::cast_precision_loss)] // microseconds of days
fn cpu_seconds() -> Result<f64, String> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let micros = (usage.user_time() + usage.system_time()).num_microseconds();
    Ok(micros as f64 / 1e6)
}

/// Returns the dependencies of the crate, each as `name version`.
pub(crate) fn packages(package: &Crate) -> Result<Vec<String>, String> {
    let arguments = [
        "tree",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ];
    let output = output(&mut cargo(package, "target", &arguments))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut packages: Vec<String> = text
        .lines()
        .filter_map(|line| {
            let mut parts = line.split(' ');
            Some(format!(
                "{} {}",
                parts.next()?,
                parts.next()?.trim_start_matches('v')
            ))
        })
        .filter(|package| !package.starts_with("structs "))
        .collect();
    packages.sort();
    packages.dedup();
    Ok(packages)
}

/// The expanded code of a crate.
pub(crate) struct Expanded {
    pub(crate) lines: usize,
    /// The time of the expansion, including name resolution in the generated code, as measured by the compiler.
    pub(crate) seconds: f64,
}

/// Expands the crate. The unstable flags apply only to this crate, not to its dependencies.
fn rustc(package: &Crate, flags: &[&str]) -> Result<Output, String> {
    let arguments = ["rustc", "--lib"];
    let mut cargo = cargo(package, "target-flags", &arguments);
    output(
        cargo
            .arg("--")
            .args(flags)
            .env("RUSTC_BOOTSTRAP", "structs"),
    )
}

pub(crate) fn expand(package: &Crate) -> Result<Expanded, String> {
    let output = rustc(package, &["-Zunpretty=expanded", "-Ztime-passes"])?;
    let passes = String::from_utf8_lossy(&output.stderr);
    let pass = passes
        .lines()
        .find(|line| line.ends_with("macro_expand_crate"));
    // Parses `time:   0.012; rss: …  macro_expand_crate`.
    let seconds = pass
        .and_then(|line| line.trim().strip_prefix("time:")?.split(';').next())
        .and_then(|number| number.trim().parse().ok());
    Ok(Expanded {
        lines: String::from_utf8_lossy(&output.stdout).lines().count(),
        seconds: seconds.ok_or_else(|| format!("no time of the expansion:\n{passes}"))?,
    })
}

/// Returns the time of the macros alone, from the compiler's self-profile, in which each macro call is an event.
pub(crate) fn macro_seconds(package: &Crate) -> Result<f64, String> {
    let folder = package.folder.join("profile");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    }
    let profile = format!("-Zself-profile={}", folder.display());
    let flags = [
        "-Zunpretty=expanded",
        &profile,
        "-Zself-profile-events=default",
    ];
    rustc(package, &flags)?;
    let mut files = fs::read_dir(&folder).map_err(|error| error.to_string())?;
    let file = files.next().and_then(Result::ok);
    let file = file.ok_or_else(|| format!("no profile in {}", folder.display()))?;
    let data = ProfilingData::new(&file.path()).map_err(|error| error.to_string())?;
    let queries = data.perform_analysis().query_data;
    let calls = queries
        .iter()
        .find(|query| query.label == "expand_proc_macro");
    Ok(calls.map_or(0.0, |calls| calls.self_time.as_secs_f64()))
}

/// Returns the number of lines of LLVM IR in functions, before any pass.
pub(crate) fn ir_lines(package: &Crate) -> Result<usize, String> {
    let file = package.folder.join("structs.ll");
    let emit = format!("--emit=llvm-ir={}", file.display());
    let flags = [
        &emit,
        "-Cno-prepopulate-passes",
        "-Cpasses=name-anon-globals",
        "-Cdebuginfo=0",
        "-Ccodegen-units=1",
    ];
    rustc(package, &flags)?;
    count_ir(&file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Counts lines that are indented by two spaces, as `cargo llvm-lines` does: labels have no indent, and the arms of a switch more.
fn count_ir(file: &Path) -> std::io::Result<usize> {
    let text = fs::read_to_string(file)?;
    let lines = text.lines();
    Ok(lines
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter(|line| !line.starts_with("  ;"))
        .count())
}
