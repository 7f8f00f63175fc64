//! The crates to build: the same structs with ten fields, once for each peer.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) const BENCHES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The derive of a crate's structs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// No derive: the cost of the structs alone.
    Plain,
    Little,
    /// Our derive without serde.
    Bare,
    Ours,
    /// With a feature.
    With(&'static str),
    Serde,
    Garde,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] = [
        Self::Plain,
        Self::Little,
        Self::Bare,
        Self::Ours,
        Self::Serde,
        Self::Garde,
    ];

    /// The features whose dependencies are built, compared with the default ones. They change nothing about the structs.
    pub(crate) const FEATURES: [Self; 5] = [
        Self::Ours,
        Self::With("definition-file"),
        Self::With("ureq"),
        Self::With("reqwest"),
        Self::With("sandbox"),
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "no derive",
            Self::Little => "a derive that does little",
            Self::Bare => "voucher-core without serde",
            Self::Ours => "voucher-core",
            Self::With(feature) => feature,
            Self::Serde => "serde + serde_json",
            Self::Garde => "garde + serde + serde_json",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Little => "little",
            Self::Bare => "bare",
            Self::Ours => "ours",
            Self::With(feature) => feature,
            Self::Serde => "serde",
            Self::Garde => "garde",
        }
    }

    fn dependencies(self, benches: &Path) -> String {
        let core = benches.join("../voucher-core");
        let core = core.display();
        let serde = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
        match self {
            Self::Plain => String::new(),
            Self::Little => format!(
                "little = {{ path = \"{}\" }}\n",
                benches.join("build/little").display()
            ),
            Self::Bare => format!(
                "voucher-core = {{ path = \"{core}\", default-features = false, features = [\"std\", \"derive\"] }}\n"
            ),
            Self::Ours => format!("voucher-core = {{ path = \"{core}\" }}\n"),
            Self::With(feature) => {
                format!("voucher-core = {{ path = \"{core}\", features = [\"{feature}\"] }}\n")
            }
            Self::Serde => String::from(serde),
            Self::Garde => {
                format!(
                    "{serde}garde = {{ version = \"0.23\", features = [\"derive\", \"regex\"] }}\n"
                )
            }
        }
    }

    fn imports(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Little => "use little::Little;\n",
            Self::Bare | Self::Ours | Self::With(_) => "use voucher_core::RavelinEvent;\n",
            Self::Serde => "use serde::Serialize;\n",
            Self::Garde => "use garde::Validate;\nuse serde::Serialize;\n",
        }
    }

    fn struct_attributes(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Little => "#[derive(Little)]\n",
            Self::Bare | Self::Ours | Self::With(_) => {
                "#[derive(RavelinEvent)]\n#[ravelin(event = \"voucher\")]\n"
            }
            Self::Serde => "#[derive(Serialize)]\n#[serde(rename_all = \"camelCase\")]\n",
            Self::Garde => {
                "#[derive(Serialize, Validate)]\n#[serde(rename_all = \"camelCase\")]\n#[garde(allow_unvalidated)]\n"
            }
        }
    }

    /// Returns the attributes of a field, so that all peers with validation have the same rules.
    fn field_attributes(self, field: &Field) -> String {
        let mut attributes = String::new();
        match self {
            Self::Bare | Self::Ours | Self::With(_) if field.rule == Rule::Time => {
                attributes.push_str("    #[ravelin(unix = \"ms\")]\n");
            }
            Self::Plain | Self::Little | Self::Bare | Self::Ours | Self::With(_) => {}
            Self::Serde | Self::Garde => {
                if field.is_optional {
                    attributes
                        .push_str("    #[serde(skip_serializing_if = \"Option::is_none\")]\n");
                }
                if self == Self::Garde {
                    attributes.push_str(field.rule.garde());
                }
            }
        }
        attributes
    }

    /// Returns a function that makes the compiler instantiate the generated code.
    fn body(self, number: usize) -> String {
        match self {
            Self::Plain => String::from("out.push(0); s.value > 0"),
            Self::Little => format!("out.push(0); s.value > 0 && S{number}::FIELDS > 0"),
            Self::Bare | Self::Ours | Self::With(_) => String::from("s.encode(out).is_ok()"),
            Self::Serde => String::from("serde_json::to_writer(out, s).is_ok()"),
            Self::Garde => {
                String::from("s.validate().is_ok() && serde_json::to_writer(out, s).is_ok()")
            }
        }
    }

    /// Returns the crate's source with this many structs.
    pub(crate) fn source(self, structs: usize) -> String {
        self.source_in_order(structs, |_| FIELDS.iter().collect())
    }

    /// Returns the source with another order of the fields in each struct. The compiler keeps only one of several functions
    /// that are equal.
    fn source_of_different(self, structs: usize) -> String {
        self.source_in_order(structs, |number| {
            let (mut rest, mut fields) = (number, FIELDS.iter().collect::<Vec<_>>());
            for place in 0..fields.len() {
                let choices = fields.len() - place;
                fields.swap(place, place + rest % choices);
                rest /= choices;
            }
            fields
        })
    }

    fn source_in_order(self, structs: usize, fields: fn(usize) -> Vec<&'static Field>) -> String {
        let mut source = String::from(self.imports());
        for number in 0..structs {
            source.push_str(self.struct_attributes());
            let _ = writeln!(source, "pub struct S{number} {{");
            for field in fields(number) {
                source.push_str(&self.field_attributes(field));
                let _ = writeln!(source, "    pub {}: {},", field.name, field.ty());
            }
            let body = self.body(number);
            let _ = writeln!(
                source,
                "}}\npub fn use{number}(s: &S{number}, out: &mut Vec<u8>) -> bool {{ {body} }}"
            );
        }
        source
    }

    /// Writes the crate without structs, with the versions in the lock file of this workspace.
    pub(crate) fn create(self, benches: &Path, work: &Path) -> io::Result<Crate> {
        let folder = work.join(self.folder());
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"structs\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}\n[workspace]\n",
            self.dependencies(benches)
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::copy(benches.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        fs::write(folder.join("src/lib.rs"), "")?;
        Ok(Crate { kind: self, folder })
    }
}

/// A crate in the target folder.
pub(crate) struct Crate {
    pub(crate) kind: Kind,
    pub(crate) folder: PathBuf,
}

impl Crate {
    /// Writes this many different structs, and a program that refers to the function of each, so that the linker keeps all of
    /// them.
    pub(crate) fn write_program(&self, structs: usize) -> io::Result<()> {
        let source = self.kind.source_of_different(structs);
        fs::write(self.folder.join("src/lib.rs"), source)?;
        let mut program = String::from("fn main() {\n");
        for number in 0..structs {
            let _ = writeln!(
                program,
                "    std::hint::black_box(structs::use{number} as fn(&structs::S{number}, &mut Vec<u8>) -> bool);"
            );
        }
        program.push_str("}\n");
        fs::write(self.folder.join("src/main.rs"), program)
    }

    /// Writes a source with this many structs and a new function, so that the crate is rebuilt.
    pub(crate) fn change(&self, structs: usize, number: usize) -> io::Result<()> {
        let changed = format!("pub fn changed() -> usize {{ {number} }}\n");
        fs::write(
            self.folder.join("src/lib.rs"),
            self.kind.source(structs) + &changed,
        )
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    None,
    Time,
    NotEmpty,
    Currency,
    EventType,
}

impl Rule {
    fn garde(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Time => "    #[garde(range(min = 100_000_000_000, max = 253_402_300_799_999))]\n",
            Self::NotEmpty => "    #[garde(length(min = 1))]\n",
            Self::Currency => "    #[garde(pattern(\"^[a-zA-Z]{3}$\"))]\n",
            Self::EventType => "    #[garde(pattern(\"^[a-zA-Z0-9][a-zA-Z0-9-_]*$\"))]\n",
        }
    }
}

struct Field {
    name: &'static str,
    is_text: bool,
    is_optional: bool,
    rule: Rule,
}

impl Field {
    const fn text(name: &'static str, rule: Rule) -> Self {
        Self {
            name,
            is_text: true,
            is_optional: false,
            rule,
        }
    }

    const fn integer(name: &'static str, rule: Rule) -> Self {
        Self {
            is_text: false,
            ..Self::text(name, rule)
        }
    }

    const fn optional(self) -> Self {
        Self {
            is_optional: true,
            ..self
        }
    }

    fn ty(&self) -> &'static str {
        match (self.is_text, self.is_optional) {
            (true, false) => "String",
            (true, true) => "Option<String>",
            (false, false) => "i64",
            (false, true) => "Option<i64>",
        }
    }
}

/// The ten fields of a voucher that are not objects.
static FIELDS: [Field; 10] = [
    Field::integer("timestamp", Rule::Time),
    Field::text("voucher_code", Rule::NotEmpty),
    Field::integer("value", Rule::None),
    Field::text("currency", Rule::Currency),
    Field::integer("creation_time", Rule::Time),
    Field::text("referrer_id", Rule::NotEmpty).optional(),
    Field::integer("expiry", Rule::Time).optional(),
    Field::integer("referral_value", Rule::None).optional(),
    Field::text("voucher_type", Rule::None).optional(),
    Field::text("event_type", Rule::EventType).optional(),
];
