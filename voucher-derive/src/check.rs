//! Checks the rules of a mapping. Every check only reports errors.

mod body;
mod clock;
mod constants;
mod export;
#[cfg(feature = "definition-file")]
mod files;
mod keys;
mod limits;
mod members;
mod missing;
mod parts;
mod relax;
mod sources;

use crate::report::Errors;
use crate::resolve::{Mapping, Target, is_mut_ref};

pub(crate) use relax::is_relax_valid;

pub(crate) fn check(mapping: &Mapping<'_>, errors: &mut Errors) {
    body::check_body(mapping, errors);
    clock::check_now(mapping, errors);
    constants::check_constants(mapping, errors);
    export::check_export(mapping, errors);
    keys::check_optional(mapping, errors);
    relax::check_relax(mapping, errors);
    keys::check_features(mapping, errors);
    keys::check_field_keys(mapping, errors);
    check_mut_refs(mapping, errors);
    limits::check_limits(mapping, errors);
    parts::check_parts(mapping, errors);
    parts::check_part_fields(mapping, errors);
    sources::check_mapped_once(mapping, errors);
    members::check_members(mapping, errors);
    missing::check_required(mapping, errors);
    #[cfg(feature = "definition-file")]
    files::check_files(mapping, errors);
}

/// A field is not a `&mut` reference, as encoding an event only reads it.
fn check_mut_refs(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in &mapping.fields {
        if is_mut_ref(field.input.ty) && !matches!(field.target, Target::Skip(_)) {
            let message = "expected a shared reference, found `&mut`; use `&`";
            errors.push_spanned(field.input.ty, message);
        }
    }
}
