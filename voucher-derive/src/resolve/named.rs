//! Finds the definition that a struct or an enum names.

use crate::attr::StructKeys;
use crate::definition_file::{File, resolve_file, resolve_shipped};
use crate::input::Input;
use crate::report::{Errors, quote_list};
use std::path::Path;
use syn::LitStr;
use voucher_definition as definition;
use voucher_definition::suggest::nearest;

/// A definition, and the file that it was read from unless it is a Rust table.
pub(crate) type NamedDefinition = (&'static definition::Definition, Option<File>);

/// Returns the definition that `event = "…"` or `definition = "…"` names. Reports an unknown one.
pub(crate) fn resolve_named(
    event: Option<&LitStr>,
    file: Option<&LitStr>,
    errors: &mut Errors,
) -> Option<NamedDefinition> {
    match (event, file) {
        (Some(event), _) => resolve_event(event, errors),
        (None, Some(file)) => {
            let (definition, file) = resolve_file(file, errors)?;
            Some((definition, Some(file)))
        }
        (None, None) => None,
    }
}

/// Returns the definition that a struct names. Reports a struct that names none.
pub(super) fn resolve_definition(
    input: &Input<'_>,
    errors: &mut Errors,
) -> Option<NamedDefinition> {
    let StructKeys {
        event,
        definition: file,
        status,
        ..
    } = &input.keys;
    if status.has_conflict {
        return None;
    }
    if event.is_some() || file.is_some() {
        return resolve_named(event.as_ref(), file.as_ref(), errors);
    }
    if !status.is_broken {
        let ident = input.ident;
        let message = format!(
            "expected the event that `{ident}` maps; add `#[ravelin(event = \"voucher\")]` with one of {}",
            quote_list(&event_names())
        );
        errors.push_spanned(ident, message);
    }
    None
}

/// Returns the definition that `event = "…"` names. Reports an unknown name and returns the suggested definition.
fn resolve_event(event: &LitStr, errors: &mut Errors) -> Option<NamedDefinition> {
    let name = event.value();
    if let Some(found) = find_event(&name) {
        return Some(found);
    }
    if definition::SHIPPED.contains(&name.as_str()) {
        let message = format!(
            "event `{name}` needs the feature `definition-file` of `voucher-core`; enable it"
        );
        errors.push_at(event.span(), message);
        return None;
    }
    let is_file = Path::new(&name).extension().is_some();
    if cfg!(feature = "definition-file") && is_file {
        let message = format!(
            "`{name}` is not an event; a file has the key `definition`: write `definition = \"{name}\"`"
        );
        errors.push_at(event.span(), message);
        return None;
    }
    let path = name.trim_start_matches('/').trim_start_matches("v2/");
    let names = event_names();
    let near = names.iter().copied().find(|name| *name == path);
    let is_redemption = path.ends_with("redemption");
    let near = near.or(is_redemption.then_some("paymentmethod/voucher"));
    let near = near.or_else(|| nearest(&name, &names));
    let message = match near {
        Some(near) => format!("unknown event `{name}`; did you mean `{near}`?"),
        None => format!(
            "unknown event `{name}`; expected one of {}",
            quote_list(&names)
        ),
    };
    errors.push_at(event.span(), message);
    find_event(near?)
}

fn find_event(name: &str) -> Option<NamedDefinition> {
    let mut tables = definition::DEFINITIONS.into_iter();
    if let Some(definition) = tables.find(|definition| definition.name == name) {
        return Some((definition, None));
    }
    let (definition, file) = resolve_shipped(name)?;
    Some((definition, Some(file)))
}

/// Returns the names of all events.
fn event_names() -> Vec<&'static str> {
    let tables = definition::DEFINITIONS.iter();
    let tables = tables.map(|definition| definition.name);
    let files = definition::SHIPPED.iter().copied();
    let files = files.filter(|_| cfg!(feature = "definition-file"));
    tables.chain(files).collect()
}
