//! The event families of Iglu Central (<https://github.com/snowplow/iglu-central>) that have several versions. A version is
//! MODEL-REVISION-ADDITION, which is the author's own verdict about a change: it breaks all data, some data, or none. The
//! table in `diff-versions.tsv` compares it with the level of `voucher_codegen::diff`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use voucher_codegen::diff::{Level, diff};
use voucher_codegen::import::{Description, Options};
use voucher_codegen::sample::samples;
use voucher_definition::{Definition, read};

/// MODEL, REVISION, ADDITION.
type Version = [u32; 3];

/// Returns the versions of each family that has several, with the file of each.
fn families() -> BTreeMap<String, BTreeMap<Version, PathBuf>> {
    let suites = std::env::var_os("SUITES").unwrap();
    let root = PathBuf::from(suites).join("iglu");
    let mut families = BTreeMap::<_, BTreeMap<_, _>>::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if let Some(version) = version(&path).filter(|_| folder.ends_with("jsonschema"))
            {
                let family = path
                    .ancestors()
                    .nth(2)
                    .unwrap()
                    .strip_prefix(&root)
                    .unwrap();
                let versions = families.entry(family.display().to_string()).or_default();
                versions.insert(version, path);
            }
        }
    }
    families.retain(|_, versions| versions.len() > 1);
    families
}

fn version(path: &Path) -> Option<Version> {
    let parts = path
        .file_name()?
        .to_str()?
        .split('-')
        .map(|part| part.parse().ok());
    parts.collect::<Option<Vec<u32>>>()?.try_into().ok()
}

/// Returns the definition of a version, as `voucher import` writes it. An error is why it cannot be imported.
fn definition(path: &Path) -> Result<&'static Definition, String> {
    let options = Options {
        path: Some("/v1/event"),
        ..Options::default()
    };
    let description = Description::read(&fs::read(path).unwrap());
    let imported = description
        .and_then(|description| description.import(&description.operations()[0], &options))
        .map_err(|error| error.to_string())?;
    let model = read(imported.definition().as_bytes());
    let model = model.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Ok(model.leak())
}

/// Why the level differs from the author's version. A version describes old data that is read with the new schema, a level
/// types and values that are sent.
const EXPLANATIONS: [(&str, Version, &str); 15] = [
    (
        "com.iterable/system_webhook",
        [2, 0, 0],
        "`email` became optional and nullable: all old data is valid, but a reader has to handle its absence",
    ),
    (
        "com.optimizely.optimizelyx/summary",
        [1, 1, 0],
        "an optional field was added: all old data is valid",
    ),
    (
        "com.snowplowanalytics.accelerators.travel/schedule_update",
        [1, 0, 1],
        "a maximum length was added: a longer string was valid",
    ),
    (
        "com.snowplowanalytics.mobile/remote_config",
        [1, 0, 1],
        "maximum lengths and a maximum were added: longer strings and larger integers were valid",
    ),
    (
        "com.snowplowanalytics.snowplow.badrows/loader_runtime_error",
        [1, 0, 1],
        "required fields were removed and added: no old data is valid",
    ),
    (
        "com.snowplowanalytics.snowplow.enrichments/bot_detection_enrichment_config",
        [1, 0, 1],
        "a required field was added: old data without it is invalid",
    ),
    (
        "com.snowplowanalytics.snowplow.storage/postgresql_config",
        [1, 1, 0],
        "`password` may also be an object: all old data is valid, but a reader has to handle objects",
    ),
    (
        "com.snowplowanalytics.snowplow.storage/redshift_config",
        [2, 1, 0],
        "`password` may also be an object: all old data is valid, but a reader has to handle objects",
    ),
    (
        "com.snowplowanalytics.snowplow.storage/redshift_config",
        [4, 0, 0],
        "an optional field was added: all old data is valid",
    ),
    (
        "com.snowplowanalytics.snowplow/browser_context",
        [2, 0, 0],
        "an integer became a number: all old data is valid, but a reader has to handle fractions",
    ),
    (
        "com.snowplowanalytics.snowplow/geolocation_context",
        [1, 1, 0],
        "`null` became valid: all old data is valid, but a reader has to handle `null`",
    ),
    (
        "com.snowplowanalytics.snowplow/recoveries",
        [3, 0, 0],
        "the difference is in `patternProperties`, which a definition cannot express",
    ),
    (
        "com.snowplowanalytics.snowplow/recoveries",
        [4, 0, 0],
        "the difference is in `patternProperties`, which a definition cannot express",
    ),
    (
        "com.snowplowanalytics.snowplow/ua_parser_config",
        [1, 0, 1],
        "a map became an object with fields: old data may be valid, but the type of a map no longer fits",
    ),
    (
        "nl.basjes/yauaa_context",
        [1, 0, 5],
        "enums became strings: all old data is valid, but an enum with `RavelinEnum` no longer fits",
    ),
];

/// One version and the next one of a family.
struct Step {
    family: String,
    versions: [Version; 2],
    files: [PathBuf; 2],
}

impl Step {
    fn author(&self) -> &'static str {
        let [[model, revision, _], [next_model, next_revision, _]] = self.versions;
        match (model == next_model, revision == next_revision) {
            (false, _) => "MODEL",
            (true, false) => "REVISION",
            (true, true) => "ADDITION",
        }
    }

    fn explanation(&self) -> Option<&'static str> {
        let mut known = EXPLANATIONS.iter();
        let found = known.find(|(family, to, _)| *family == self.family && *to == self.versions[1]);
        found.map(|(_, _, explanation)| *explanation)
    }
}

fn steps() -> Vec<Step> {
    let mut steps = Vec::new();
    for (family, versions) in families() {
        let versions: Vec<_> = versions.into_iter().collect();
        for pair in versions.windows(2) {
            steps.push(Step {
                family: family.clone(),
                versions: [pair[0].0, pair[1].0],
                files: [pair[0].1.clone(), pair[1].1.clone()],
            });
        }
    }
    steps
}

fn show([model, revision, addition]: Version) -> String {
    format!("{model}-{revision}-{addition}")
}

#[test]
#[cfg_attr(not(suites), ignore = "set SUITES")]
fn levels_agree_with_the_versions_of_the_authors_or_the_difference_is_explained() {
    let mut table = String::from("family\tfrom\tto\tauthor\tlevel\tagrees\tchanges\texplanation\n");
    let (mut explained, mut wrong) = (0, Vec::new());
    for step in steps() {
        let [from, to] = step.versions.map(show);
        let (family, author) = (&step.family, step.author());
        let [old, new] = match step.files.each_ref().map(|file| definition(file)) {
            [Ok(old), Ok(new)] => [old, new],
            [Err(error), _] | [_, Err(error)] => {
                writeln!(
                    table,
                    "{family}\t{from}\t{to}\t{author}\tnot imported\t\t\t{error}"
                )
                .unwrap();
                continue;
            }
        };
        let changes = diff(old, new);
        let breaks = changes.level().is_some_and(|level| level <= Level::Reject);
        let agrees = breaks == (author != "ADDITION");
        let explanation = step.explanation();
        if agrees == explanation.is_some() {
            wrong.push(format!("{family} {to} {author}\n{}", changes.text()));
        }
        explained += usize::from(!agrees);
        let level = changes.level().map_or("none", Level::name);
        let agrees = if agrees { "yes" } else { "no" };
        let summary = changes.summary();
        let explanation = explanation.unwrap_or_default();
        let line = format!(
            "{family}\t{from}\t{to}\t{author}\t{level}\t{agrees}\t{summary}\t{explanation}"
        );
        writeln!(table, "{}", line.trim_end()).unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(explained, EXPLANATIONS.len());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("diff-versions.tsv");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, &table).unwrap();
    }
    assert_eq!(
        table,
        fs::read_to_string(&file).unwrap_or_default(),
        "`BLESS=1` rewrites the table"
    );
}

#[test]
#[cfg_attr(not(suites), ignore = "set SUITES")]
fn data_of_the_old_version_is_valid_if_no_value_is_rejected() {
    let mut checked = 0;
    for step in steps() {
        let [Ok(old), Ok(new)] = step.files.each_ref().map(|file| definition(file)) else {
            continue;
        };
        if diff(old, new)
            .level()
            .is_some_and(|level| level <= Level::Reject)
        {
            continue;
        }
        let Ok(samples) = samples(old, 1) else {
            continue;
        };
        for sample in samples.take(30) {
            let body = sample.body.unwrap();
            assert!(
                new.check(&body).is_ok(),
                "{} {:?}: {body}",
                step.family,
                step.versions
            );
            checked += 1;
        }
    }
    assert!(checked > 2_000, "{checked}");
}
