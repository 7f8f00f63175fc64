//! Rust to start from: a struct for a definition, with its nested structs, enums and alternatives.
//!
//! The derives accept the code as it is, and rustfmt would not change it. Types are named after the path of what they map; values
//! of the same shape share one type. Docs are the descriptions of the definition, escaped.
//!
//! Fields that are deprecated or that the API sets itself are comments, because a struct that maps them gets a warning. So are
//! fields that could never be sent, and those that the derives cannot map, each with the reason.

mod choice;
mod doc;
mod emit;
mod layout;
mod name;
mod naming;
mod place;
mod plan;
mod scope;
mod selection;
mod type_key;
mod value;
mod walk;

pub use choice::UnknownMember;
pub use name::is_type_name;

use selection::Selection;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use voucher_definition::{Contents, Definition, Field, Pattern};

/// How the derives find the definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference<'r> {
    /// By its name, if it ships with the toolkit: `event = "order"`.
    Event(&'r str),
    /// By the path of its file from the folder of `Cargo.toml`: `definition = "definitions/order.json"`.
    File(&'r str),
}

/// Which fields the structs have. Required fields are always among them.
#[derive(Clone, Copy, Debug, Default)]
pub enum Fields<'f> {
    /// All fields.
    #[default]
    All,
    /// Only required fields.
    Required,
    /// The fields at these paths, such as `order.items.sku`, with everything inside them.
    Paths(&'f [&'f str]),
    /// The fields that a sample of the body has.
    Sample(&'f Value),
}

/// What a starter contains.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'o> {
    /// The name of the struct. By default, it follows from the name of the definition.
    pub name: Option<&'o str>,
    /// Which fields the structs have.
    pub fields: Fields<'o>,
    /// The command that generates the code again, for the comment at its beginning.
    pub command: &'o str,
}

/// Generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Starter {
    /// A Rust module.
    pub code: String,
    /// The members of the sample that are not in the definition.
    pub unknown: Vec<UnknownMember>,
}

/// Why a starter cannot be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StarterError {
    /// The name of the struct is not one of a type.
    Name(String),
    /// A path leads to no field.
    Path(String),
    /// The derives cannot map a required field.
    Unmappable(String),
}

impl Display for StarterError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(
                f,
                "expected the name of a type, found `{name}`; use letters and digits, such as `NewOrder`"
            ),
            Self::Path(message) => f.write_str(message),
            Self::Unmappable(reason) => {
                write!(f, "the derives cannot map a required field: {reason}")
            }
        }
    }
}

impl std::error::Error for StarterError {}

/// Returns Rust to start from.
///
/// ```
/// use voucher_codegen::starter::{Options, Reference, starter};
/// use voucher_definition::Definition;
///
/// let definition = Definition::find("voucher/check").unwrap();
/// let starter = starter(definition, Reference::Event("voucher/check"), &Options::default()).unwrap();
/// assert!(starter.code.contains("pub struct VoucherCheck {"));
/// assert!(starter.code.contains("    pub customer_id: String,"));
/// ```
///
/// # Errors
/// The name or a path in the options is wrong, or the derives cannot map a required field.
pub fn starter(
    definition: &'static Definition,
    reference: Reference<'_>,
    options: &Options<'_>,
) -> Result<Starter, StarterError> {
    let name = match options.name {
        Some(name) if is_type_name(name) => name.into(),
        Some(name) => return Err(StarterError::Name(name.into())),
        None => naming::event_name(definition.name),
    };
    let (selection, unknown) = match options.fields {
        Fields::All => (Selection::All, Vec::new()),
        Fields::Required => (Selection::Chosen(BTreeSet::new()), Vec::new()),
        Fields::Paths(paths) => {
            let selection = choice::by_paths(definition, paths).map_err(StarterError::Path)?;
            (selection, Vec::new())
        }
        Fields::Sample(sample) => choice::by_sample(definition, sample),
    };
    let plan = walk::plan(definition, &selection).map_err(StarterError::Unmappable)?;
    let types = emit::emit(&plan, definition, reference, &name);
    let features = features(definition, reference, !plan.types.is_empty());
    let code = header(options.command, &features) + &types;
    Ok(Starter { code, unknown })
}

/// Returns the features of `voucher-core` that a starter needs, besides the default ones.
fn features(
    definition: &Definition,
    reference: Reference<'_>,
    has_types: bool,
) -> Vec<&'static str> {
    let tables = voucher_definition::DEFINITIONS;
    let is_table = matches!(reference, Reference::Event(_))
        && tables.iter().any(|table| table.name == definition.name);
    let needs_object = has_types
        && definition
            .fields()
            .any(|field| !matches!(field.kind.contents(), Contents::None));
    let mut features = Vec::new();
    if !is_table || needs_object {
        features.push("definition-file");
    }
    let parameters = definition.parameters.iter().chain(definition.query);
    let mut fields = parameters.chain(&definition.body);
    if fields.any(|field| has_pattern(field)) {
        features.push("pattern");
    }
    features
}

/// Returns whether a field or something inside it has a pattern that needs the feature `pattern`.
fn has_pattern(field: &'static Field) -> bool {
    let patterns = [field.pattern, field.second_pattern];
    let is_compiled = |pattern: &Option<Pattern>| matches!(pattern, Some(Pattern::Compiled(_)));
    patterns.iter().any(is_compiled)
        || match field.kind.contents() {
            Contents::None | Contents::Ancestor(_) => false,
            Contents::Elements(array) => has_pattern(array.element),
            Contents::Values(map) => has_pattern(map.key) || has_pattern(map.value),
            Contents::Fields(object) => object.fields.iter().any(|field| has_pattern(field)),
            Contents::Alternatives(one_of) => {
                let mut alternatives = one_of.alternatives.iter();
                alternatives.any(|alternative| has_pattern(alternative.value))
            }
        }
}

/// Returns the comment at the beginning.
fn header(command: &str, features: &[&str]) -> String {
    let mut lines = Vec::new();
    if !command.is_empty() {
        let command = command.replace(doc::is_hidden, " ");
        lines.push(format!("// Generated by `{command}`."));
    }
    lines.push("// A start to edit: the derives check every change against the definition.".into());
    lines.push("//\n// [dependencies]".into());
    let version = env!("CARGO_PKG_VERSION");
    let quoted: Vec<String> = features
        .iter()
        .map(|feature| format!("\"{feature}\""))
        .collect();
    let features = quoted.join(", ");
    lines.push(if features.is_empty() {
        format!("// voucher-core = \"{version}\"")
    } else {
        format!("// voucher-core = {{ version = \"{version}\", features = [{features}] }}")
    });
    lines.join("\n") + "\n\n"
}
