//! Statics for the objects among alternatives that the encoder tries.

use super::rules::emit_rules;
use super::{Around, emit_kind, emit_needed_statics, evidence_name, object_static};
use crate::code_buffer::Code;
use crate::emit::object_rules::emit_groups;
use crate::template::{Name, emit};
use voucher_definition as definition;

/// Writes the statics for the fields of an object, and for the object.
///
/// ```text
/// // Output:
/// static __FIELD_0_ALTERNATIVE_0_MEMBER_0: __core::Field =
///     __core::Field::new("iban", "iban", "/account", __core::Kind::Text)
///         .required(__core::Evidence::Documented);
/// static __FIELD_0_ALTERNATIVE_0_OBJECT: __core::ObjectOf = __core::ObjectOf {
///     fields: &[&__FIELD_0_ALTERNATIVE_0_MEMBER_0],
///     exclusive: &[],
///     exactly_one: &[],
///     is_closed: false,
///     min_members: 0u32,
///     max_members: 4294967295u32,
/// };
/// ```
pub(super) fn emit_object(
    around: Around<'_>,
    object: &definition::Object,
    name: &str,
    code: &mut Code,
) {
    let definition::Object {
        fields,
        exclusive,
        exactly_one,
        is_closed,
        min_members,
        max_members,
    } = *object;
    for (index, field_definition) in fields.iter().enumerate() {
        let name = member_static(name, index);
        emit_needed_statics(
            around,
            field_definition,
            &field_definition.pointer(),
            &name,
            code,
        );
        let definition::Field {
            name: api_name,
            rust_name,
            parent,
            evidence,
            ..
        } = **field_definition;
        let evidence = Name(evidence_name(evidence));
        emit!(code => static #{Name(name.clone())}: __core::Field =
            __core::Field::new(#api_name, #rust_name, #parent, #emit_kind(around, field_definition, &name))
                #if (field_definition.is_required()) { .required(__core::Evidence::#evidence) }
                #emit_rules(field_definition, &name);
        );
    }
    let members = (0..fields.len()).map(|index| Name(member_static(name, index)));
    emit!(code => static #{Name(object_static(name))}: __core::ObjectOf = __core::ObjectOf {
        fields: &[#for (member in members) { &#member, }],
        exclusive: #emit_groups(exclusive),
        exactly_one: #emit_groups(exactly_one),
        is_closed: #is_closed,
        min_members: #min_members,
        max_members: #max_members,
    };);
}

fn member_static(name: &str, index: usize) -> String {
    format!("{name}_MEMBER_{index}")
}
