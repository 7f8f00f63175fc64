//! The checks that no struct for a definition of a Rust table can fail.

mod closed;
mod exclusive;
mod groups;
mod without_object;

use crate::report::Errors;
use crate::resolve::Mapping;

pub(super) fn check_files(mapping: &Mapping<'_>, errors: &mut Errors) {
    without_object::check_needs_object(mapping, errors);
    exclusive::check_mutually_exclusive(mapping, errors);
    exclusive::check_exclusive_custom(mapping, errors);
    closed::check_closed(mapping, errors);
    groups::check_required_groups(mapping, errors);
}
