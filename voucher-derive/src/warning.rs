//! Warnings that rustc prints.

use crate::code_buffer::Code;
use crate::template::{Name, emit};
use proc_macro2::{Ident, Span};
use quote::quote_spanned;
use voucher_definition as definition;

/// Makes rustc warn that the definition deprecates a listed value, if it does. `field` is the name of its field, and `parent`
/// that of the definition or object.
pub(crate) fn emit_deprecated_value(
    field_definition: &definition::Field,
    value: &str,
    (parent, field): (&str, &str),
    (name, user_span): (&str, Span),
    code: &mut Code,
) {
    let mut notes = field_definition.value_notes.iter();
    let note = notes.find(|note| note.value == value && note.deprecated);
    if let Some(note) = note {
        let subject = format!("the value `{value}` of `{field}`");
        let note = deprecation(parent, &subject, note.description);
        emit_warning(name, &note, user_span, code);
    }
}

/// Returns the text for a field or value that a definition deprecates.
pub(crate) fn deprecation(parent: &str, subject: &str, description: &str) -> String {
    let note = format!("the definition of `{parent}` deprecates {subject}");
    if description.is_empty() {
        note
    } else {
        format!("{note}: {description}")
    }
}

/// Makes rustc warn at the user's code. A warning of rustc's names an item, so one is made with the name of what the
/// warning is about: "use of deprecated field `_::Definition::old`: …".
pub(crate) fn emit_warning(name: &str, note: &str, user_span: Span, code: &mut Code) {
    let name = field_name(name);
    // rustc reports only a use with the user's span: it is silent about code that a macro wrote.
    let used = Ident::new(&name, user_span);
    let used = quote_spanned!(user_span=> |__definition| __definition.#used);
    emit!(code => const _: () = {
        #[allow(dead_code)] // only the warning is wanted
        struct Definition { #[deprecated(note = #note)] #{Name(name)}: () }
        const _: fn(Definition) = #used;
    };);
}

/// Returns a name that a struct's field can have: a keyword gets an underscore, and other characters become underscores.
fn field_name(name: &str) -> String {
    let is_name = |name: &str| syn::parse_str::<Ident>(name).is_ok();
    if is_name(name) {
        return name.to_string();
    }
    let name = format!("{name}_");
    if is_name(&name) {
        return name;
    }
    let is_allowed = |letter: char| letter.is_ascii_alphanumeric();
    format!("_{}", name.replace(|letter| !is_allowed(letter), "_"))
}
