//! The check of groups of fields of which exactly one is sent.

use crate::check::missing::push_suggestion;
use crate::core_path::CorePath;
use crate::report::{Errors, quote_list};
use crate::resolve::{Mapping, RequiredGroup, Target, required_groups};

/// A struct maps at least one field of each group. If a part may map one, generated code checks it. Whether a value has
/// exactly one of the fields is checked when it is encoded.
pub(super) fn check_required_groups(mapping: &Mapping<'_>, errors: &mut Errors) {
    if mapping.has_unparsed_field {
        return;
    }
    for group in required_groups(mapping) {
        let may_be_in_part = !group.is_of_envelope && mapping.parts().next().is_some();
        let mut field_definitions = group.field_definitions.iter();
        let is_mapped = field_definitions.any(|field_definition| {
            mapping.is_sent(field_definition) || mapping.is_suggested(field_definition)
        });
        if !is_mapped && !may_be_in_part && !report_custom_member(mapping, &group, errors) {
            report_group(mapping, &group, errors);
        }
    }
}

/// Reports a member of `custom`, if `custom` is in the group: whether the member is sent is unknown.
fn report_custom_member(mapping: &Mapping<'_>, group: &RequiredGroup, errors: &mut Errors) -> bool {
    let Some((member, custom)) = mapping.custom_member() else {
        return false;
    };
    let (true, Target::Custom(_, span)) = (group.names.contains(&custom.name), &member.target)
    else {
        return false;
    };
    let message = format!(
        "exactly one of {} is required, but the macro cannot know whether a member of `custom` is sent; map `custom` to one field",
        quote_list(group.names)
    );
    errors.push_at(*span, message);
    true
}

/// Reports a group without a source, with a line to paste for each of its fields.
fn report_group(mapping: &Mapping<'_>, group: &RequiredGroup, errors: &mut Errors) {
    let ident = mapping.input.ident;
    let mut message = format!(
        "`{}` requires exactly one of {}, and nothing maps any of them; add one to `{ident}`, or several as an `Option` each",
        mapping.name(),
        quote_list(group.names)
    );
    let core = CorePath::new(mapping.input.keys.krate.as_ref());
    for field_definition in &group.field_definitions {
        push_suggestion(&mut message, mapping, field_definition, &core);
    }
    errors.push_spanned(ident, message);
}
