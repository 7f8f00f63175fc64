//! What a type must satisfy that maps the members of a value: the `ObjectRules` of an object, and the `OneOfRules` of
//! alternatives.

use crate::code_buffer::Code;
use crate::index::{self, ObjectIndex};
use crate::lookup::{
    alternative_names, ancestor, innermost_element, object_in, one_of_in, path_of, path_within,
};
use crate::resolve::Mapping;
use crate::template::{Name, emit};
use proc_macro2::TokenStream;
use voucher_definition as definition;
use voucher_definition::Kind;

/// The maximum number of fields that the rules of a nested object list.
const MAX_LISTED: usize = 64;

/// Rules, and the functions of `voucher_core` that check them.
pub(super) struct Rules {
    /// The function that fails the build.
    pub(super) assertion: &'static str,
    /// The function that returns what is wrong.
    pub(super) mismatch: &'static str,
    pub(super) tokens: TokenStream,
}

/// Returns the rules of the members in the value of a field, if it has any.
pub(super) fn emit_rules_of(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
) -> Option<Rules> {
    let path = match &mapping.object.nested_path {
        Some(_) => path_within(&mapping.object.path, field_definition.name),
        None => path_of(field_definition),
    };
    if let Some(ancestor) = ancestor(mapping.definition, field_definition) {
        let (path, digest) = (&ancestor.path, digest(ancestor.digest()));
        return Some(Rules {
            assertion: "assert_ancestor",
            mismatch: "ancestor_mismatch",
            tokens: emit!(=> &__core::AncestorRules { path: #path, digest: #digest }),
        });
    }
    emit_rules_at(field_definition, &path)
}

/// Returns the rules of the members in the value of a field or alternative at a path.
pub(super) fn emit_rules_at(
    field_definition: &'static definition::Field,
    path: &str,
) -> Option<Rules> {
    if let Some((one_of, _)) = one_of_in(field_definition.kind) {
        return Some(Rules {
            assertion: "assert_one_of",
            mismatch: "one_of_mismatch",
            tokens: emit!(=> #emit_one_of(one_of, path)),
        });
    }
    let (object, _) = object_in(field_definition.kind)?;
    Some(Rules {
        assertion: "assert_object",
        mismatch: "object_mismatch",
        tokens: emit_rules_of_nested(object, path),
    })
}

/// Writes the rules of alternatives.
///
/// ```text
/// // Output:
/// &__core::OneOfRules {
///     path: "paymentMethod",
///     digest: 42u64,
///     objects: &[&__core::ObjectRules { path: "paymentMethod[card]", … }],
///     elements: __core::ElementRules::None,
///     values: __core::ElementRules::None,
/// }
/// ```
fn emit_one_of(one_of: &'static definition::OneOf, path: &str, code: &mut Code) {
    let names = alternative_names(one_of);
    let alternatives = names.iter().zip(one_of.alternatives);
    let alternatives =
        alternatives.map(|(name, alternative)| (format!("{path}[{name}]"), alternative.value));
    let alternatives: Vec<_> = alternatives.collect();
    let objects = alternatives.iter();
    let objects = objects.filter_map(|(path, value)| match value.kind {
        Kind::Object(object) => Some((path, object)),
        _ => None,
    });
    let mut arrays = alternatives.iter();
    let array = arrays.find(|(_, value)| matches!(value.kind, Kind::Array(_)));
    let mut maps = alternatives.iter();
    let map = maps.find(|(_, value)| matches!(value.kind, Kind::Map(_)));
    emit!(code => &__core::OneOfRules {
        path: #path,
        digest: #{digest(index::digest_of_alternatives(one_of))},
        objects: &[#for ((path, object) in objects) { #emit_literal(object, path), }],
        elements: #emit_elements(array),
        values: #emit_elements(map),
    });
}

/// Writes the rules of the elements of an array, or of the values of a map.
fn emit_elements(list: Option<&(String, &'static definition::Field)>, code: &mut Code) {
    let list = list.map(|(path, value)| (path, innermost_element(value).kind));
    match list {
        Some((path, Kind::Object(object))) => {
            emit!(code => __core::ElementRules::Object(#emit_literal(object, path)));
        }
        Some((path, Kind::OneOf(one_of))) => {
            emit!(code => __core::ElementRules::OneOf(#emit_one_of(one_of, path)));
        }
        Some(_) | None => emit!(code => __core::ElementRules::None),
    }
}

/// Returns the rules of a nested object. Those of a large one are only its digest, because every struct that contains the
/// object has them.
///
/// ```text
/// // Output:
/// &__core::ObjectRules::large("order.items", 42)
/// ```
fn emit_rules_of_nested(object: &'static definition::Object, path: &str) -> TokenStream {
    if object.fields.len() > MAX_LISTED {
        let digest = digest(ObjectIndex::of(object).digest());
        return emit!(=> &__core::ObjectRules::large(#path, #digest));
    }
    emit_rules(object, path)
}

/// Writes the rules of an object as a literal, because a reference to the result of a function is not `'static`.
fn emit_literal(object: &'static definition::Object, path: &str, code: &mut Code) {
    let is_large = object.fields.len() > MAX_LISTED;
    let listed = if is_large {
        &definition::Object::EMPTY
    } else {
        object
    };
    let definition::Object {
        fields: _,
        exclusive,
        exactly_one,
        is_closed,
    } = *listed;
    let fields = field_rules(listed);
    emit!(code => &__core::ObjectRules {
        path: #path,
        digest: #{digest(ObjectIndex::of(object).digest())},
        fields: &[#fields],
        exclusive: #emit_groups(exclusive),
        exactly_one: #emit_groups(exactly_one),
        is_closed: #is_closed,
        is_large: #is_large,
    });
}

/// Returns, for each field of an object, its name, whether it is required, and its digest.
fn field_rules(object: &definition::Object) -> Vec<(&'static str, bool, Name<String>)> {
    let fields = object.fields.iter().map(|field_definition| {
        (
            field_definition.name,
            field_definition.is_required(),
            digest(object.digest_of(field_definition)),
        )
    });
    fields.collect()
}

/// Returns the rules of an object.
///
/// ```text
/// // Output:
/// &__core::ObjectRules::new("order.items", 42, &[("sku", true, 43)]).closed()
/// ```
pub(super) fn emit_rules(object: &'static definition::Object, path: &str) -> TokenStream {
    let definition::Object {
        fields: _,
        exclusive,
        exactly_one,
        is_closed,
    } = *object;
    let fields = field_rules(object);
    emit!(=>
        &__core::ObjectRules::new(#path, #{digest(ObjectIndex::of(object).digest())}, &[#fields])
        #if (!exclusive.is_empty()) { .exclusive(#emit_groups(exclusive)) }
        #if (!exactly_one.is_empty()) { .exactly_one(#emit_groups(exactly_one)) }
        #if (is_closed) { .closed() }
    )
}

/// Returns `42u64`.
pub(super) fn digest(value: u64) -> Name<String> {
    Name(format!("{value}u64"))
}

/// Writes `&[&["customerId", "customer"]]`.
pub(super) fn emit_groups(groups: &[&[&str]], code: &mut Code) {
    emit!(code => &[#for ((index, group) in groups.iter().enumerate()) { #if (index > 0) { , } &[#group] }]);
}
