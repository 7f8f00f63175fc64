//! The rules of a mapping, each by its name. What they find is reported; nothing is changed.

mod missing;

use crate::attr::{ConstantValue, Limits, Role};
use crate::lookup::{dotted_path, place_of};
use crate::report::Errors;
use crate::resolve::{
    MappedField, Mapping, Target, is_mut_ref, is_same_field_definition, is_string_like,
};
use proc_macro2::Span;
use quote::ToTokens;
use voucher_definition as definition;
use voucher_definition::currency::InvalidCurrency;
use voucher_definition::message::Message;
use voucher_definition::{Evidence, Kind, ViolationKind};

pub(crate) fn check(mapping: &Mapping<'_>, errors: &mut Errors) {
    check_now(mapping, errors);
    check_constants(mapping, errors);
    check_optional(mapping, errors);
    check_features(mapping, errors);
    check_words(mapping, errors);
    check_mut_refs(mapping, errors);
    check_limits(mapping, errors);
    check_parts(mapping, errors);
    check_part_fields(mapping, errors);
    check_mapped_once(mapping, errors);
    check_mutually_exclusive(mapping, errors);
    check_exclusive_custom(mapping, errors);
    check_members(mapping, errors);
    check_closed(mapping, errors);
    missing::check_required(mapping, errors);
}

/// `timestamp = now` needs a definition whose body has a `timestamp` that is a time.
fn check_now(mapping: &Mapping<'_>, errors: &mut Errors) {
    let Some(span) = mapping.input.keys.now else {
        return;
    };
    let name = mapping.name();
    let message = match (mapping.now(), timestamp_location(mapping)) {
        (Some((field_definition, _)), _) if matches!(field_definition.kind, Kind::Time) => return,
        (Some((field_definition, _)), _) => {
            let noun = field_definition.kind.noun();
            let advice = if mapping.is_entity(field_definition.name) {
                "remove `timestamp = now`"
            } else {
                "map a field to `timestamp`"
            };
            format!(
                "`timestamp = now` sends a time, and the `timestamp` of `{name}` is {noun}; {advice}"
            )
        }
        (None, Some(place)) => format!(
            "`timestamp = now` is for a `timestamp` of the body, and that of `{name}` is in {place}; map a field to it"
        ),
        (None, None) => format!("`{name}` has no timestamp; remove `timestamp = now`"),
    };
    errors.push_at(span, message);
}

/// Where a definition has its `timestamp`, if not in the body: in its entity, in its path, or in a nested object.
fn timestamp_location(mapping: &Mapping<'_>) -> Option<String> {
    if mapping.scope.object.field("timestamp").is_some() {
        return Some(format!("`{}`", dotted_path(mapping.parent())));
    }
    let mut parameters = mapping.definition.parameters.iter();
    if parameters.any(|field_definition| field_definition.name == "timestamp") {
        return Some(String::from("the path"));
    }
    let place = place_of(&mapping.definition.body, "timestamp")?;
    Some(format!("`{place}`"))
}

/// A constant that can be read here keeps the rules of its row. (A path's value is known to the compiler alone.)
fn check_constants(mapping: &Mapping<'_>, errors: &mut Errors) {
    for (field_definition, constant) in &mapping.constants {
        let text;
        let (checked, shown) = match &constant.value {
            ConstantValue::String(literal) => {
                text = literal.value();
                let checked = if mapping.is_parameter(field_definition) {
                    field_definition.check_segment(&text)
                } else {
                    field_definition.check_text(&text, true)
                };
                (checked, Some(text.as_str()))
            }
            ConstantValue::Integer(integer, _) => {
                (field_definition.check_converted_integer(*integer), None)
            }
            ConstantValue::Bool(value) => (field_definition.check_bool(value.value), None),
            ConstantValue::Path(_) if matches!(field_definition.kind, Kind::Custom) => {
                let expected = field_definition.kind.noun();
                let found = "a constant";
                (Err(ViolationKind::Type { expected, found }), None)
            }
            ConstantValue::Path(_) => (Ok(()), None),
        };
        if let Err(violation_kind) = checked {
            let message = constant_message(field_definition, &violation_kind, shown);
            errors.push_at(constant.value.span(), message);
        }
    }
}

/// `` `G1P` is not a currency: three letters expected, found `1` at byte 1 ``
fn constant_message(
    field_definition: &definition::Field,
    violation_kind: &ViolationKind<'_>,
    text: Option<&str>,
) -> String {
    let message = violation_kind.describe(Message::new(), false);
    match (text, violation_kind) {
        (_, ViolationKind::Type { .. }) => format!(
            "constant `{}`: {message}; {}",
            field_definition.rust_name,
            field_definition.kind.constant()
        ),
        (_, ViolationKind::Enum { .. }) | (None, _) => {
            format!("constant `{}`: {message}", field_definition.rust_name)
        }
        (Some(text), ViolationKind::Currency(InvalidCurrency::Unlisted(_))) => format!(
            "{} is not a currency: {message}; a field with `unlisted` takes any three letters",
            Message::new().quoted(text)
        ),
        (Some(text), _) if matches!(field_definition.kind, Kind::Currency) => {
            format!(
                "{} is not a currency: {message}",
                Message::new().quoted(text)
            )
        }
        (Some(""), _) => format!(
            "an empty text cannot be sent as `{}`: {message}",
            field_definition.name
        ),
        (Some(text), _) => {
            let text = Message::new().quoted(text);
            format!(
                "{text} cannot be sent as `{}`: {message}",
                field_definition.name
            )
        }
    }
}

/// `optional(…)` waives a requirement that there is, that no page states, and that nothing else answers.
fn check_optional(mapping: &Mapping<'_>, errors: &mut Errors) {
    for (at, (field_definition, name)) in mapping.waived.iter().enumerate() {
        let api = mapping.name();
        let is_constant = mapping
            .constants
            .iter()
            .any(|(other, _)| is_same_field_definition(other, field_definition));
        let message = if mapping
            .waived
            .iter()
            .take(at)
            .any(|(other, _)| is_same_field_definition(other, field_definition))
        {
            format!("duplicate `{name}` in `optional`; remove one")
        } else if !field_definition.is_required() {
            format!("`{api}` does not require `{name}`; remove it from `optional`")
        } else if field_definition.evidence == Evidence::Documented {
            let advice = if mapping.has_source(field_definition) {
                "remove it from `optional`"
            } else {
                "map it"
            };
            let source = match field_definition.source {
                "" => String::new(),
                source => format!(" ({source})"),
            };
            format!("the API itself says that `{name}` is required{source}; {advice}")
        } else if is_constant {
            format!("`{name}` is a constant, so it is always there; remove it from `optional`")
        } else if mapping
            .now()
            .is_some_and(|(now, _)| is_same_field_definition(now, field_definition))
        {
            format!("`timestamp = now` always sends `{name}`; remove it from `optional`")
        } else {
            continue;
        };
        errors.push_spanned(name, message);
    }
}

/// A word whose feature is off says which one.
fn check_features(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut needs = |word: &str, feature: &str, span| {
        let message =
            format!("`{word}` needs the feature `{feature}` of `voucher-core`; turn it on");
        errors.push_at(span, message);
    };
    for field in &mapping.fields {
        if let (Some(span), false) = (field.input.keys.span("pattern"), cfg!(feature = "pattern")) {
            needs("pattern", "pattern", span);
        }
        let (Some(word), false) = (field.target.needs_serde(), cfg!(feature = "serde")) else {
            continue;
        };
        let span = match &field.target {
            Target::Custom(_, span) | Target::Extra(_, span) => *span,
            _ => field.input.ident.span(),
        };
        needs(word, "serde", span);
    }
}

/// No word is accepted and ignored.
fn check_words(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in &mapping.fields {
        match &field.target {
            Target::Skip(_) => check_standalone(field, "`skip` is not sent", "keep one", errors),
            Target::Part(_) => {
                let why = "`flatten` leaves all to the part";
                check_standalone(field, why, "put it on a field of the part", errors);
            }
            _ => {
                check_required_key(mapping, field, errors);
                check_kind_keys(field, errors);
            }
        }
        let Target::Custom(_, span) = &field.target else {
            continue;
        };
        if mapping.custom().is_none() {
            let name = &field.input.name;
            let mut field_definitions = mapping.field_definitions().into_iter();
            let advice = if field_definitions.any(|field_definition| {
                [field_definition.rust_name, field_definition.name].contains(&name.as_str())
            }) {
                format!("remove `custom` to send `{name}` as the field of this name")
            } else {
                String::from("add `#[ravelin(skip)]`")
            };
            let message = format!("`{}` has no object `custom`; {advice}", mapping.name());
            errors.push_at(*span, message);
        }
    }
}

/// `skip` stands alone, and so does `flatten`: the words of a part's fields stand on those.
fn check_standalone(field: &MappedField<'_>, why: &str, advice: &str, errors: &mut Errors) {
    for other in [
        "required", "unix", "with", "unlisted", "pattern", "length", "range", "check",
    ] {
        if let Some(span) = field.input.keys.span(other) {
            let message =
                format!("a field with {why}, so `{other}` has nothing to do here; {advice}");
            errors.push_at(span, message);
        }
    }
}

/// `required` is for an `Option` that maps to a required field.
fn check_required_key(mapping: &Mapping<'_>, field: &MappedField<'_>, errors: &mut Errors) {
    let Some(span) = field.input.keys.required else {
        return;
    };
    let message = match &field.target {
        Target::Field(field_definition) if mapping.is_waived(field_definition) => {
            format!(
                "`{}` is waived by `optional`, which contradicts `required`; keep one",
                field_definition.rust_name
            )
        }
        Target::Field(field_definition) if field_definition.is_required() => return,
        Target::Field(field_definition) => {
            format!(
                "`{}` does not require `{}`; remove `required`",
                mapping.name(),
                field_definition.name
            )
        }
        _ => String::from("`required` is for a field that the API requires; remove it"),
    };
    errors.push_at(span, message);
}

/// `unix` is the unit of a time, `unlisted` widens a currency, `pattern` and `length` are for text, `range` for
/// integers.
fn check_kind_keys(field: &MappedField<'_>, errors: &mut Errors) {
    let keys = &field.input.keys;
    let kind = field
        .field_definition()
        .map(|field_definition| field_definition.kind);
    let (is_integer, is_text) = (
        kind.is_some_and(is_integer_like),
        kind.is_some_and(is_string_like),
    );
    let is_time = matches!(kind, Some(Kind::Time));
    let is_currency = matches!(kind, Some(Kind::Currency));
    let all = [
        ("unix", "a time", is_time),
        ("unlisted", "a currency", is_currency),
        ("pattern", "text", is_text),
        ("length", "text", is_text),
        ("range", "an integer", is_integer),
    ];
    for (word, noun, is_right) in all {
        if let (Some(span), false) = (keys.span(word), is_right) {
            errors.push_at(span, misplaced_message(word, noun, field));
        }
    }
}

/// What has a `range`.
fn is_integer_like(kind: Kind) -> bool {
    matches!(kind, Kind::Integer | Kind::Amount)
}

fn misplaced_message(word: &str, noun: &str, field: &MappedField<'_>) -> String {
    let place = match &field.target {
        Target::Field(field_definition) => format!(
            "`{}` is {}",
            field_definition.name,
            field_definition.kind.noun()
        ),
        Target::Extra(..) => String::from("an `extra` is sent as it is"),
        _ => String::from("a member of `custom` is sent as it is"),
    };
    let kind = field
        .field_definition()
        .map(|field_definition| field_definition.kind);
    let advice = match word {
        "range" if kind.is_some_and(is_string_like) => "use `length` for the number of characters",
        "length" if kind.is_some_and(is_integer_like) => {
            "use `range` for the smallest and largest value"
        }
        _ => "remove it",
    };
    format!("`{word}` is for {noun}, and {place}; {advice}")
}

/// An event is only read.
fn check_mut_refs(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in &mapping.fields {
        if is_mut_ref(field.input.ty) && !matches!(field.target, Target::Skip(_)) {
            let message =
                "an event is only read, and a `&mut` shuts out every other reader; use `&`";
            errors.push_spanned(field.input.ty, message);
        }
    }
}

/// `length` and `range` narrow what the definition takes, and leave something of it.
fn check_limits(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in &mapping.fields {
        let (Some(field_definition), keys) = (field.field_definition(), &field.input.keys) else {
            continue;
        };
        if let (Some(limits), true) = (&keys.length, is_string_like(field_definition.kind)) {
            let most = i64::from(field_definition.max_length);
            let edges = (
                i64::from(field_definition.min_length),
                most,
                most == i64::from(u32::MAX),
            );
            check_narrow("length", limits, edges, field_definition, errors);
        }
        if let (Some(limits), true) = (&keys.range, is_integer_like(field_definition.kind)) {
            let is_open = field_definition.max == i64::MAX;
            check_narrow(
                "range",
                limits,
                (field_definition.min, field_definition.max, is_open),
                field_definition,
                errors,
            );
        }
    }
}

fn check_narrow(
    word: &str,
    limits: &Limits,
    (least, most, is_open): (i64, i64, bool),
    field_definition: &definition::Field,
    errors: &mut Errors,
) {
    let name = field_definition.name;
    let long = |edge| match (word, edge) {
        ("length", 1) => " character long",
        ("length", _) => " characters long",
        _ => "",
    };
    for limit in [limits.min, limits.max].into_iter().flatten() {
        let value = limit.value;
        let says = |side, edge| {
            let long = long(edge);
            format!(
                "the definition says that `{name}` is {side} {edge}{long}, so {value} does nothing; remove it"
            )
        };
        let message = if value < least {
            says("at least", least)
        } else if value > most && is_open {
            format!("a {word} is at most {most} here; use a smaller one")
        } else if value > most {
            says("at most", most)
        } else {
            continue;
        };
        errors.push_at(limit.span, message);
    }
    if let (Some(min), Some(max)) = (limits.min, limits.max) {
        if min.value > max.value {
            let message = format!(
                "`min` is above `max`, so no value fits; exchange {} and {}",
                min.value, max.value
            );
            errors.push_at(limits.span, message);
        }
    }
}

/// What a type parameter maps cannot be known here, so it cannot be flattened.
fn check_parts(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in mapping.parts() {
        let Target::Part(span) = field.target else {
            continue;
        };
        let name = innermost(field.input.ty).to_token_stream().to_string();
        let mut parameters = mapping.input.generics.type_params();
        let owner = name.split("::").next().unwrap_or_default().trim();
        if parameters.any(|parameter| parameter.ident == owner) {
            let message = format!(
                "cannot flatten the type parameter `{name}`: the macro cannot see its fields; flatten a type that derives `RavelinFields`"
            );
            errors.push_spanned(field.input.ty, message);
        } else if mapping.scope.object_path.is_some() {
            let message = "an object flattens no part; map its fields in the struct itself";
            errors.push_at(span, message);
        } else if mapping.input.role == Role::Part {
            let message = "a part flattens no other part; flatten both in the event";
            errors.push_at(span, message);
        }
    }
}

/// The type behind references, groups and parentheses.
fn innermost(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Reference(reference) => innermost(&reference.elem),
        syn::Type::Group(group) => innermost(&group.elem),
        syn::Type::Paren(paren) => innermost(&paren.elem),
        other => other,
    }
}

/// A part maps the entity: what stands beside it is the event's.
fn check_part_fields(mapping: &Mapping<'_>, errors: &mut Errors) {
    if mapping.must_be_complete() {
        return;
    }
    let fields = mapping.fields.iter().filter_map(|field| {
        let span = match &field.input.keys.target {
            Some(target) => target.span(),
            None => field.input.ident.span(),
        };
        Some((field.field_definition()?, span))
    });
    let constants = mapping.constants.iter();
    let constants =
        constants.map(|(field_definition, constant)| (*field_definition, constant.name.span()));
    for (field_definition, span) in fields.chain(constants) {
        if field_definition.parent != mapping.parent() || mapping.is_parameter(field_definition) {
            let message = format!(
                "`{}` is beside the entity, and a part maps only fields of the entity; map it in the event",
                field_definition.name
            );
            errors.push_at(span, message);
        }
    }
}

/// A row has one source: a field, a constant, or the clock.
fn check_mapped_once(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut sources: Vec<(&definition::Field, String, Span)> = Vec::new();
    // Of a `timestamp` that is not a time, the clock is the mistake and not a second source.
    if let Some((field_definition, span)) = mapping
        .now()
        .filter(|(field_definition, _)| matches!(field_definition.kind, Kind::Time))
    {
        sources.push((field_definition, String::from("`timestamp = now`"), span));
    }
    for (field_definition, constant) in &mapping.constants {
        let name = &constant.name;
        sources.push((field_definition, format!("`constant({name})`"), name.span()));
    }
    for field in &mapping.fields {
        let ident = field.input.ident;
        let span = match &field.input.keys.target {
            Some(target) => target.span(),
            None => ident.span(),
        };
        if let Some(field_definition) = field.field_definition() {
            sources.push((field_definition, format!("field `{ident}`"), span));
        }
    }
    for (at, (field_definition, source, span)) in sources.iter().enumerate() {
        let mut before = sources.iter().take(at);
        if let Some((_, first, _)) =
            before.find(|(other, ..)| is_same_field_definition(other, field_definition))
        {
            let name = field_definition.name;
            let message = format!("`{name}` is mapped twice, by {first} and {source}; keep one");
            errors.push_at(*span, message);
        }
    }
}

/// Two constants that exclude each other are both always there, and so are the clock and the entity. (Of fields, the compiler
/// knows.)
fn check_mutually_exclusive(mapping: &Mapping<'_>, errors: &mut Errors) {
    let entity = mapping
        .definition
        .entity()
        .filter(|_| mapping.input.role == Role::Event);
    let entity = entity.map(|(field_definition, _)| (field_definition, "is the entity"));
    let now = mapping
        .now()
        .map(|(field_definition, _)| (field_definition, "is the clock's"));
    for (field_definition, constant) in &mapping.constants {
        let name = field_definition.name;
        let mut before = mapping.constants.iter();
        let before = before.find(|(other, one)| {
            one.name.span().start() < constant.name.span().start()
                && mapping.are_exclusive(other, field_definition)
        });
        if let Some((other, _)) = before {
            let message = format!(
                "`{}` and `{name}` exclude each other, and both are constants; keep one",
                other.name
            );
            errors.push_spanned(&constant.name, message);
        }
        let mut always = entity.into_iter().chain(now);
        if let Some((other, why)) =
            always.find(|(other, _)| mapping.are_exclusive(other, field_definition))
        {
            let message = format!(
                "`{0}` and `{name}` are mutually exclusive, and `{0}`, which {why}, is always sent; remove the constant",
                other.name
            );
            errors.push_spanned(&constant.name, message);
        }
    }
    if let (Some((entity, _)), Some((now, span))) = (entity, mapping.now()) {
        if mapping.are_exclusive(entity, now) {
            let (one, other) = (entity.name, now.name);
            let message = format!(
                "`{one}` and `{other}` are mutually exclusive, and the entity `{one}` is always sent; remove `timestamp = now`"
            );
            errors.push_at(span, message);
        }
    }
}

/// Whether a member of `custom` is sent, only its serializer knows: so `custom` excludes no field that may be sent beside it.
fn check_exclusive_custom(mapping: &Mapping<'_>, errors: &mut Errors) {
    let Some((member, custom)) = mapping.custom_member() else {
        return;
    };
    let has_unparsed_field =
        mapping.input.role == Role::Part && mapping.scope.object_path.is_none();
    let is_open = has_unparsed_field || mapping.parts().next().is_some();
    let field_definitions = mapping.scope.object.fields.iter();
    let mut field_definitions = field_definitions
        .filter(|field_definition| mapping.are_exclusive(custom, field_definition));
    let other =
        field_definitions.find(|field_definition| is_open || mapping.is_sent(field_definition));
    if let (Target::Custom(_, span), Some(other)) = (&member.target, other) {
        let message = format!(
            "`custom` and `{}` are mutually exclusive, and whether a member of `custom` is sent is not known before; map `custom` as a whole",
            other.name
        );
        errors.push_at(*span, message);
    }
}

/// A member that no row lists stands once, and is none that a row lists.
fn check_members(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut seen: Vec<(bool, &str)> = Vec::new();
    for field in &mapping.fields {
        let (is_custom, key, span) = match &field.target {
            Target::Custom(key, span) => (true, key, *span),
            Target::Extra(key, span) => (false, key, *span),
            _ => continue,
        };
        let field_definitions = mapping.scope.object.fields.iter();
        let known = field_definitions
            .copied()
            .find(|field_definition| field_definition.name == *key);
        if let (false, Some(field_definition)) = (is_custom, known) {
            let advice = if mapping.has_source(field_definition) {
                String::from("it has a source already, so `#[ravelin(skip)]` this one")
            } else {
                format!("write `rename = \"{key}\"`")
            };
            let message = format!(
                "`extra` is for a field that `{}` does not know, and it knows `{key}`; {advice}",
                mapping.name()
            );
            errors.push_at(span, message);
        }
        if seen.contains(&(is_custom, key)) {
            let parent = if is_custom { "`custom`" } else { "the entity" };
            errors.push_at(
                span,
                format!("member `{key}` of {parent} is mapped twice; keep one"),
            );
        }
        seen.push((is_custom, key));
    }
}

/// A closed object accepts no member that its definition does not list.
fn check_closed(mapping: &Mapping<'_>, errors: &mut Errors) {
    if !mapping.scope.object.is_closed {
        return;
    }
    let closed = match dotted_path(mapping.parent()) {
        parent if parent.is_empty() => format!("the body of `{}`", mapping.name()),
        parent => format!("`{parent}`"),
    };
    for field in &mapping.fields {
        let Target::Extra(key, _) = &field.target else {
            continue;
        };
        // Of a field that the definition lists, `check_keys` says what to do.
        if let (Some(span), None) = (
            field.input.keys.span("extra"),
            mapping.scope.object.field(key),
        ) {
            let message = format!(
                "{closed} accepts no other member (`additionalProperties: false`), so `extra` cannot add `{key}`; add it to the definition, or write `skip`"
            );
            errors.push_at(span, message);
        }
    }
}
