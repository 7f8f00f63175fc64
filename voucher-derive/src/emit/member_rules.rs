//! What a type must satisfy that maps the members of a value: the `ObjectRules` of a nested object, and the `OneOfRules` of
//! alternatives.

use super::object_rules::{digest, emit_groups, emit_rules, field_rules};
use super::paths::FieldPath;
use crate::code_buffer::Code;
use crate::index::{self, ObjectIndex};
use crate::lookup::{
    Ancestor, alternative_names, ancestor, innermost_element, object_in, one_of_in, path_of,
    path_within,
};
use crate::lower::{Lowered, LoweredField};
use crate::resolve::Mapping;
use crate::template::emit;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use voucher_definition as definition;
use voucher_definition::{Contents, Kind};

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

/// Returns the function that asserts that the type of a field suits, and the rules that it needs.
pub(super) fn emit_assertion(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    field_definition: &'static definition::Field,
) -> (&'static str, Option<TokenStream>) {
    let rules = emit_rules_of(lowered.mapping, field_definition);
    match rules.filter(|_| field.conversion.is_none()) {
        Some(rules) => (rules.assertion, Some(rules.tokens)),
        None => ("assert_field", None),
    }
}

/// Whether a field is an object or has alternatives, or its arrays or maps contain such values.
pub(super) fn has_members(field_definition: &'static definition::Field) -> bool {
    let kind = field_definition.kind;
    let is_ancestor = matches!(innermost_element(field_definition).kind, Kind::Ancestor(_));
    is_ancestor || object_in(kind).is_some() || one_of_in(kind).is_some()
}

/// Wraps the call that writes the result of a conversion. If an object or alternatives are expected, the result's type must
/// map them.
///
/// ```text
/// // Output:
/// match __core::object_mismatch(
///     <_ as __core::Object<_, __core::Unchecked>>::type_info(&__value_0),
///     &__FIELD_0,
///     &__core::ObjectRules::new(…),
/// ) {
///     __core::Some(__message) => __encoder.type_mismatch(__at, &__FIELD_0, __message.as_str()),
///     __core::None => …,
/// }
/// ```
pub(super) fn emit_write(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    path: &FieldPath,
    type_info: &TokenStream,
    put: TokenStream,
    generated_span: Span,
) -> TokenStream {
    let field_definition = field.field_definition();
    let rules = field_definition
        .and_then(|field_definition| emit_rules_of(lowered.mapping, field_definition));
    let Some(Rules {
        mismatch, tokens, ..
    }) = rules
    else {
        return put;
    };
    let mismatch = Ident::new(mismatch, generated_span);
    quote_spanned! {generated_span=>
        match __core::#mismatch(#type_info, #path, #tokens) {
            __core::Some(__message) => __encoder.type_mismatch(__at, #path, __message.as_str()),
            __core::None => #put,
        }
    }
}

/// Writes what the mapping of a nested object says about the object.
///
/// ```text
/// // Output:
/// const __OBJECT: __core::Option<&'static __core::ObjectMapping> = __core::Some(&__core::ObjectMapping {
///     object: "order.items",
///     pointer: "/order/items/*",
///     digest: 42,
/// });
/// ```
pub(super) fn emit_object_mapping(lowered: &Lowered<'_>, code: &mut Code) {
    let Some(path) = &lowered.mapping.object.nested_path else {
        return;
    };
    let (pointer, digest) = (
        &lowered.mapping.object.pointer,
        lowered.mapping.object.index.digest(),
    );
    emit!(code =>
        const __OBJECT: __core::Option<&'static __core::ObjectMapping> = __core::Some(&__core::ObjectMapping {
            object: #path,
            pointer: #pointer,
            digest: #digest,
        });
    );
}

/// Returns the rules of the members in the value of a field, if it has any.
fn emit_rules_of(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
) -> Option<Rules> {
    let path = match &mapping.object.nested_path {
        Some(_) => path_within(&mapping.object.path, field_definition.name),
        None => path_of(field_definition),
    };
    emit_rules_at(mapping.definition, field_definition, &path)
}

/// Returns the rules of the members in the value of a field or alternative at a path.
pub(super) fn emit_rules_at(
    definition: &definition::Definition,
    field_definition: &'static definition::Field,
    path: &str,
) -> Option<Rules> {
    if let Some(ancestor) = ancestor(definition, field_definition) {
        return Some(Rules {
            assertion: "assert_ancestor",
            mismatch: "ancestor_mismatch",
            tokens: emit!(=> &#emit_ancestor(&ancestor)),
        });
    }
    if let Some((one_of, _)) = one_of_in(field_definition.kind) {
        return Some(Rules {
            assertion: "assert_one_of",
            mismatch: "one_of_mismatch",
            tokens: emit!(=> #emit_one_of(definition, one_of, path)),
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
fn emit_one_of(
    definition: &definition::Definition,
    one_of: &'static definition::OneOf,
    path: &str,
    code: &mut Code,
) {
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
        elements: #emit_elements(definition, array),
        values: #emit_elements(definition, map),
    });
}

/// Writes the rules of values with the definition of a value around them.
fn emit_ancestor(ancestor: &Ancestor, code: &mut Code) {
    let (path, digest) = (&ancestor.path, digest(ancestor.digest()));
    let key = match ancestor.contents {
        Contents::Alternatives(_) => "field",
        Contents::None
        | Contents::Fields(_)
        | Contents::Elements(_)
        | Contents::Values(_)
        | Contents::Ancestor(_) => "object",
    };
    emit!(code => __core::AncestorRules { path: #path, key: #key, digest: #digest });
}

/// Writes the rules of the elements of an array, or of the values of a map.
fn emit_elements(
    definition: &definition::Definition,
    list: Option<&(String, &'static definition::Field)>,
    code: &mut Code,
) {
    let ancestor = list.and_then(|(_, value)| ancestor(definition, value));
    if let Some(ancestor) = ancestor {
        return emit!(code => __core::ElementRules::Ancestor(#emit_ancestor(&ancestor)));
    }
    let list = list.map(|(path, value)| (path, innermost_element(value).kind));
    match list {
        Some((path, Kind::Object(object))) => {
            emit!(code => __core::ElementRules::Object(#emit_literal(object, path)));
        }
        Some((path, Kind::OneOf(one_of))) => {
            emit!(code => __core::ElementRules::OneOf(#emit_one_of(definition, one_of, path)));
        }
        Some(_) | None => emit!(code => __core::ElementRules::None),
    }
}

/// Whether the rules of an object are only its digest: it has many fields, or a type that was derived for another object does
/// not count the members.
fn is_large(object: &definition::Object) -> bool {
    object.fields.len() > MAX_LISTED || object.has_limits()
}

/// Returns the rules of a nested object. Those of a large one are only its digest, because every struct that contains the
/// object has them.
///
/// ```text
/// // Output:
/// &__core::ObjectRules::large("order.items", 42)
/// ```
fn emit_rules_of_nested(object: &'static definition::Object, path: &str) -> TokenStream {
    if is_large(object) {
        let digest = digest(ObjectIndex::of(object).digest());
        return emit!(=> &__core::ObjectRules::large(#path, #digest));
    }
    emit_rules(object, path)
}

/// Writes the rules of an object as a literal, because a reference to the result of a function is not `'static`.
fn emit_literal(object: &'static definition::Object, path: &str, code: &mut Code) {
    let is_large = is_large(object);
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
        // Such an object is large.
        min_members: _,
        max_members: _,
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
