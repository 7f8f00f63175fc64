//! What the compiler is asked before there is a value: one const a question, where a const can name the type.

use super::conversion::expand_sent;
use super::kind_trait::KindTrait;
use super::mapping::mapped_paths;
use super::names::{expand_definition, field_path};
use super::paths::{parenthesized, spanned_call};
use super::type_info::{expand_type_info, has_plain_type, is_present};
use super::type_name::are_parts_concrete;
use super::{currency, exclusive, object_rules, type_name};
use crate::attr::{ConstantValue, Role};
use crate::code_buffer::{Code, generated_span};
use crate::lookup::object_in;
use crate::resolve::{MappedField, Mapping, is_same_field_definition};
use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;
use voucher_definition::{Evidence, Kind};

/// The questions that stand beside the impl: `cargo check` sees them.
pub(super) fn push_assertions(mapping: &Mapping<'_>, code: &mut Code) {
    code.push_tokens(expand_own_fields(mapping).unwrap_or_default());
    for questions in [
        expand_constants(mapping, true),
        parts_if(mapping, true),
        exclusive::expand_assertions(mapping, true),
        currency::expand_assertions(mapping, true),
    ] {
        for question in questions {
            code.push("const _: () =");
            code.push_tokens(question);
            code.push(";");
        }
    }
    for field in &mapping.fields {
        if type_name::is_concrete_type(mapping, field) {
            for question in expand_assertion(mapping, field) {
                code.push_tokens(question);
            }
        }
    }
}

/// The questions that name the struct's own type parameters: `cargo build` sees them, where the event is used.
pub(super) fn push_deferred_assertions(mapping: &Mapping<'_>, code: &mut Code) {
    let mut questions = expand_constants(mapping, false);
    questions.extend(parts_if(mapping, false));
    questions.extend(expand_generic_objects(mapping));
    questions.extend(exclusive::expand_assertions(mapping, false));
    questions.extend(currency::expand_assertions(mapping, false));
    for question in questions {
        let mut asked = Code::default();
        asked.push_tokens(question);
        code.push("const");
        code.push_group(Delimiter::Brace, asked);
        code.push(";");
    }
}

/// Whether each constant that is a path can stand for its field.
fn expand_constants(mapping: &Mapping<'_>, is_concrete: bool) -> Vec<TokenStream> {
    let mut questions = Vec::new();
    for (field_definition, constant) in &mapping.constants {
        let ConstantValue::Path(path) = &constant.value else {
            continue;
        };
        let value = path.to_token_stream();
        if matches!(field_definition.kind, Kind::Custom)
            || type_name::is_concrete(mapping, &value) != is_concrete
        {
            continue;
        }
        let user_span = path.span();
        let value = type_name::concrete_tokens(mapping, &value);
        let arguments = parenthesized(
            path,
            field_path(mapping, field_definition, user_span).to_token_stream(),
        );
        questions.push(quote_spanned!(user_span=> __inner::const_value(#value).check #arguments));
    }
    questions
}

/// The questions about the parts, if consts can name the types of all of them, or if they cannot.
fn parts_if(mapping: &Mapping<'_>, is_concrete: bool) -> Vec<TokenStream> {
    if are_parts_concrete(mapping) == is_concrete {
        expand_parts(mapping)
    } else {
        Vec::new()
    }
}

fn expand_assertion(mapping: &Mapping<'_>, field: &MappedField<'_>) -> Vec<TokenStream> {
    let Some(field_definition) = field.field_definition() else {
        return Vec::new();
    };
    let (user_span, keys) = (field.user_span(), &field.input.keys);
    let is_present = is_present(mapping, field);
    // What a conversion gives has another type; of the field's own only the `Option` matters.
    let is_asked = (keys.with.is_none() || is_present) && !has_plain_type(mapping, field);
    let waiver = mapping
        .waived
        .iter()
        .find(|(other, _)| is_same_field_definition(other, field_definition));
    let waiver = waiver.filter(|_| field_definition.evidence == Evidence::Inferred);
    let keys = [
        ("required", keys.required),
        ("optional", waiver.map(|(_, name)| name.span())),
    ];
    let keys = keys.into_iter().filter(|_| field_definition.is_required());
    let keys: Vec<_> = keys
        .filter_map(|(word, user_span)| Some((word, user_span?)))
        .collect();
    if !is_asked && keys.is_empty() {
        return Vec::new();
    }
    let Some(type_info) = expand_type_info(mapping, field) else {
        return Vec::new();
    };
    let asked = is_asked.then(|| {
        let call = expand_assertion_call(mapping, field, field_definition, &type_info, is_present);
        quote_spanned!(user_span=> const _: () = #call;)
    });
    let sent =
        expand_sent(mapping, field).filter(|_| type_name::is_concrete_conversion(mapping, field));
    let keys = keys.into_iter().filter_map(|(word, user_span)| {
        let sent = sent.as_ref()?;
        Some(quote_spanned!(user_span=> const _: () = __inner::assert_optional(#sent, #word);))
    });
    asked.into_iter().chain(keys).collect()
}

/// The question about a field: whether its type can stand for the row, and maps the object that this is or holds.
fn expand_assertion_call(
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
    field_definition: &'static definition::Field,
    type_info: &TokenStream,
    is_present: bool,
) -> TokenStream {
    let user_span = field.user_span();
    let (mut function, place) = expand_place(mapping, field_definition, user_span);
    let object =
        object_rules::expand_object(field_definition).filter(|_| field.input.keys.with.is_none());
    let object = object.map(|object| {
        function = "assert_object";
        quote_spanned!(user_span=> , #object)
    });
    let arguments = quote_spanned!(user_span=> #type_info, #place, #is_present #object);
    spanned_call(field, function, &arguments)
}

/// The questions about objects whose types no const item can name.
fn expand_generic_objects(mapping: &Mapping<'_>) -> impl Iterator<Item = TokenStream> {
    mapping.fields.iter().filter_map(|field| {
        let field_definition = field
            .field_definition()
            .filter(|field_definition| object_in(field_definition.kind).is_some())?;
        let is_asked =
            field.input.keys.with.is_none() && !type_name::is_concrete_type(mapping, field);
        let kind = KindTrait::of(mapping, field).filter(|_| is_asked)?;
        let (ty, kind) = (&field.input.ty, kind.unchecked_path(field.user_span()));
        let type_info = quote_spanned!(field.user_span()=> <#ty as #kind>::TYPE);
        Some(expand_assertion_call(
            mapping,
            field,
            field_definition,
            &type_info,
            false,
        ))
    })
}

/// Who asks about a row, and where the row is found: by two numbers where it stands in a table of the toolkit's.
fn expand_place(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
    user_span: Span,
) -> (&'static str, TokenStream) {
    if mapping.file.is_some() {
        let (path, name) = (
            field_path(mapping, field_definition, user_span),
            mapping.name(),
        );
        return ("assert_field", quote_spanned!(user_span=> #path, #name));
    }
    let (definition, place) = mapping.definition.position_of(field_definition);
    let place = [definition, place].map(Literal::usize_unsuffixed);
    ("assert_type", quote_spanned!(user_span=> #(#place),*))
}

/// Makes rustc warn, at the user's field, that the definition deprecates what it maps to. The warning names an item, so one is
/// made whose name is the field's: "use of deprecated field `_::Definition::old`: …".
pub(super) fn push_deprecated(mapping: &Mapping<'_>, code: &mut Code) {
    for field in &mapping.fields {
        if let Some(field_definition) = field.field_definition() {
            push_warning(mapping, field_definition, field.input.ident.span(), code);
        }
    }
    for (field_definition, constant) in &mapping.constants {
        push_warning(mapping, field_definition, constant.name.span(), code);
    }
    if let Some((field_definition, user_span)) = mapping.now() {
        push_warning(mapping, field_definition, user_span, code);
    }
}

fn push_warning(
    mapping: &Mapping<'_>,
    field_definition: &definition::Field,
    user_span: Span,
    code: &mut Code,
) {
    if !field_definition.deprecated {
        return;
    }
    let name = field_name(field_definition.rust_name);
    let mut note = format!(
        "the definition of `{}` deprecates `{}`",
        mapping.name(),
        field_definition.name
    );
    if !field_definition.description.is_empty() {
        note = format!("{note}: {}", field_definition.description);
    }
    // rustc reports only a use with the user's span: it is silent about code that a macro wrote.
    let used = Ident::new(&name, user_span);
    let mut item = Code::default();
    item.push(&format!(
        "#[allow(dead_code)] struct Definition {{ #[deprecated(note = {note:?})] {name}: () }} \
        const _: fn(Definition) ="
    ));
    item.push_tokens(quote_spanned!(user_span=> |__definition| __definition.#used));
    item.push(";");
    code.push("const _: () =");
    code.push_group(Delimiter::Brace, item);
    code.push(";");
}

/// The name as that of a struct's field.
fn field_name(name: &str) -> String {
    if syn::parse_str::<Ident>(name).is_ok() {
        name.to_string()
    } else {
        format!("{name}_")
    }
}

/// The rows that the struct itself maps, for the questions about its parts.
fn expand_own_fields(mapping: &Mapping<'_>) -> Option<TokenStream> {
    mapping.parts().find(|part| !part.has_error)?;
    let generated_span = generated_span();
    let paths = mapped_paths(mapping).map(|(path, _)| path);
    let custom = mapping
        .custom_member()
        .map(|(_, field_definition)| field_definition);
    let now = mapping.now().map(|(field_definition, _)| field_definition);
    let others = custom.into_iter().chain(now);
    let paths = paths.chain(
        others.map(|field_definition| field_path(mapping, field_definition, generated_span)),
    );
    let rules = object_rules::expand_rules(mapping.object.definition, "");
    Some(quote_spanned! {generated_span=>
        const __OWN: &[&__inner::Field] = &[#(#paths),*];
        const __RULES: &__inner::ObjectRules = #rules;
    })
}

/// Whether each part fits, and whether the parts and the struct map all that is required.
fn expand_parts(mapping: &Mapping<'_>) -> Vec<TokenStream> {
    let mut questions = Vec::new();
    let mut part_mappings: Vec<TokenStream> = Vec::new();
    let waived = mapping
        .waived
        .iter()
        .map(|(field_definition, _)| *field_definition);
    let waived = waived.chain(mapping.suggested.iter().copied());
    let waived: Vec<_> = waived
        .map(|field_definition| field_definition.rust_name)
        .collect();
    for part in mapping.parts().filter(|part| !part.has_error) {
        let user_span = part.user_span();
        let definition = expand_definition(mapping);
        let ty = type_name::field_type(mapping, part);
        let kind = quote_spanned!(user_span=> <#ty as __inner::Part<_>>);
        let arguments = quote_spanned! {user_span=>
            #kind::TYPE, #kind::MAPPING, #definition, __RULES, __OWN, &[#(#part_mappings),*], &[#(#waived),*]
        };
        questions.push(spanned_call(part, "assert_part", &arguments));
        part_mappings.push(quote_spanned!(user_span=> #kind::MAPPING));
    }
    if !part_mappings.is_empty() && !mapping.has_unparsed_field && mapping.input.role == Role::Event
    {
        let user_span = mapping.input.ident.span();
        let definition = expand_definition(mapping);
        questions.push(quote_spanned! {user_span=>
            __inner::assert_complete(#definition, __OWN, &[#(#part_mappings),*], &[#(#waived),*])
        });
    }
    questions
}
