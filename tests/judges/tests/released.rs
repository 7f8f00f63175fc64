//! The definitions of the last release, in `tests/released`. Only a breaking release may reject what they accept.
//! `RELEASE=1` replaces them by the current ones, which is a step of a release.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use voucher_codegen::diff::{Level, diff};
use voucher_definition::{Definition, read};
use voucher_judges::shipped;

const FOLDER: &str = "voucher-core/definition/definitions";

/// MAJOR, MINOR, PATCH.
type Version = [u64; 3];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn version(text: &str) -> Version {
    let parts = text.split('.').map(|part| part.parse().unwrap());
    parts.collect::<Vec<_>>().try_into().unwrap()
}

fn current_version() -> Version {
    version(env!("CARGO_PKG_VERSION"))
}

/// Returns whether a change from one version to the other may break users: cargo does not update to such a version by itself.
fn is_breaking(from: Version, to: Version) -> bool {
    let significant = |[major, minor, patch]: Version| match (major, minor) {
        (0, 0) => [0, 0, patch],
        (0, minor) => [0, minor, 0],
        (major, _) => [major, 0, 0],
    };
    significant(to) > significant(from)
}

/// The files of a folder by their names.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files = entries.map(|entry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read_to_string(entry.path()).unwrap())
    });
    files.collect()
}

/// The version of the last release, and its definition files.
static RELEASED: LazyLock<(Version, BTreeMap<String, String>)> = LazyLock::new(|| {
    let folder = root().join("tests/released");
    if std::env::var_os("RELEASE").is_some() {
        replace(&folder);
    }
    let mut folders = fs::read_dir(&folder).unwrap();
    let folder = folders.next().unwrap().unwrap();
    assert!(folders.next().is_none(), "only the last release");
    let name = folder.file_name().into_string().unwrap();
    (version(&name), files(&folder.path()))
});

/// Replaces the release by the current definitions.
fn replace(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    let folder = folder.join(env!("CARGO_PKG_VERSION"));
    fs::create_dir_all(&folder).unwrap();
    for (name, file) in files(&root().join(FOLDER)) {
        fs::write(folder.join(name), file).unwrap();
    }
}

fn definition(file: &str) -> &'static Definition {
    match read(file.as_bytes()) {
        Ok(model) => model.leak(),
        Err(mistakes) => panic!("{mistakes}\n{file}"),
    }
}

/// Returns the changes that reject what a release accepts.
fn breaks(old: &[&'static Definition], new: &[&'static Definition]) -> Vec<String> {
    let mut breaks = Vec::new();
    for old in old {
        let name = old.name;
        let Some(new) = new.iter().find(|new| new.name == name) else {
            breaks.push(format!("{name}: the definition was removed"));
            continue;
        };
        for change in diff(old, new).changes {
            if change.level <= Level::Reject {
                breaks.push(format!(
                    "{name}: {} {}: {}: {:?} -> {:?}",
                    change.path,
                    change.rule,
                    change.level.meaning(),
                    change.before,
                    change.after
                ));
            }
        }
    }
    breaks
}

#[test]
fn only_a_breaking_release_rejects_what_the_last_release_accepts() {
    let (released_version, files) = &*RELEASED;
    let old: Vec<_> = files.values().map(|file| definition(file)).collect();
    let new: Vec<_> = shipped()
        .iter()
        .map(|(definition, _)| *definition)
        .collect();
    assert!(old.len() > 30);
    let breaks = breaks(&old, &new);
    assert!(
        breaks.is_empty() || is_breaking(*released_version, current_version()),
        "compared with the release {released_version:?}:\n{}\nundo it, or make the next release a breaking one; see CONTRIBUTING.md",
        breaks.join("\n")
    );
}

#[test]
fn a_stricter_definition_breaks_and_a_looser_one_does_not() {
    let (_, files) = &*RELEASED;
    let file = &files["voucher-check.json"];
    let old = definition(file);
    let breaks = |from: &str, to: &str| {
        assert!(file.contains(from), "{from}");
        let changed = file.replace(from, to);
        breaks(&[old], &[definition(&changed)])
    };
    for (from, to, expected) in [
        ("\"maximum\": 10", "\"maximum\": 9", "depth maximum"),
        ("\"REACTIVATION\"", "\"OTHER\"", "voucherType listed value"),
        (
            "\"customerId\"\n  ]",
            "\"customerId\", \"timestamp\"]",
            "timestamp status",
        ),
        ("\"depth\"", "\"levels\"", "depth field"),
    ] {
        let breaks = breaks(from, to);
        assert_eq!(breaks.len(), 1, "{breaks:#?}");
        assert!(
            breaks[0].starts_with(&format!("voucher/check: {expected}: ")),
            "{}",
            breaks[0]
        );
    }
    assert_eq!(breaks("\"maximum\": 10", "\"maximum\": 11"), [""; 0]);
    assert_eq!(self::breaks(&[old], &[old]), [""; 0]);
    assert_eq!(
        self::breaks(&[old], &[]),
        ["voucher/check: the definition was removed"]
    );
}

#[test]
fn a_release_is_breaking_if_cargo_does_not_update_to_it() {
    for (from, to, expected) in [
        ("0.1.0", "0.1.0", false),
        ("0.1.0", "0.1.7", false),
        ("0.1.7", "0.2.0", true),
        ("0.9.0", "1.0.0", true),
        ("1.0.0", "1.4.2", false),
        ("1.4.2", "2.0.0", true),
    ] {
        assert_eq!(
            is_breaking(version(from), version(to)),
            expected,
            "{from} -> {to}"
        );
    }
}

/// Otherwise a release could forget to replace them, or a change could replace them without a release.
#[test]
#[cfg_attr(not(release_tag), ignore = "set RELEASE_TAG")]
fn the_definitions_in_the_folder_are_those_of_the_last_release() {
    let tag = std::env::var("RELEASE_TAG").unwrap();
    let (released_version, files) = &*RELEASED;
    let tagged = version(tag.trim_start_matches('v'));
    if *released_version != tagged {
        // The next release is being prepared.
        assert!(*released_version > tagged && *released_version == current_version());
        return;
    }
    for (name, file) in files {
        let git = Command::new("git")
            .args(["show", &format!("{tag}:{FOLDER}/{name}")])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(git.status.success(), "{name} is not in {tag}");
        assert!(git.stdout == file.as_bytes(), "{name} differs from {tag}");
    }
}
