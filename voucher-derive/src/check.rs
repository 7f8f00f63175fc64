//! The rules of a mapping, each by its name. What they find is reported; nothing is changed.

mod missing;

use crate::attr::{ConstantValue, Limits, Role};
use crate::lookup::{dotted, place_of};
use crate::report::Errors;
use crate::resolve::{Event, Mapped, Place, is_exclusive, is_same_row, is_spelt};
use proc_macro2::Span;
use quote::ToTokens;
use voucher_definition as definition;
use voucher_definition::currency::InvalidCurrency;
use voucher_definition::message::Message;
use voucher_definition::{Evidence, Kind, ViolationKind};

pub(crate) fn check(event: &Event<'_>, errors: &mut Errors) {
    check_now(event, errors);
    check_constants(event, errors);
    check_waived(event, errors);
    check_features(event, errors);
    check_words(event, errors);
    check_exclusive(event, errors);
    check_limits(event, errors);
    check_parts(event, errors);
    check_entity(event, errors);
    check_mapped_once(event, errors);
    check_excluded(event, errors);
    check_excluded_custom(event, errors);
    check_keys(event, errors);
    check_closed(event, errors);
    missing::check_required(event, errors);
}

/// `timestamp = now` needs a definition whose body has a `timestamp` that is a time.
fn check_now(event: &Event<'_>, errors: &mut Errors) {
    let Some(span) = event.input.words.now else {
        return;
    };
    let name = event.name();
    let words = match (event.now(), elsewhere(event)) {
        (Some((row, _)), _) if matches!(row.kind, Kind::Time) => return,
        (Some((row, _)), _) => {
            let noun = row.kind.noun();
            let advice = if event.is_entity(row.name) {
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
    errors.push_at(span, words);
}

/// Where a definition has its `timestamp`, if not in the body: in its entity, in its path, or in a nested object.
fn elsewhere(event: &Event<'_>) -> Option<String> {
    if event.scope.object.field("timestamp").is_some() {
        return Some(format!("`{}`", dotted(event.parent())));
    }
    let mut parameters = event.definition.parameters.iter();
    if parameters.any(|row| row.name == "timestamp") {
        return Some(String::from("the path"));
    }
    let place = place_of(&event.definition.body, "timestamp")?;
    Some(format!("`{place}`"))
}

/// A constant that can be read here keeps the rules of its row. (A path's value is known to the compiler alone.)
fn check_constants(event: &Event<'_>, errors: &mut Errors) {
    for (row, constant) in &event.constants {
        let text;
        let (checked, shown) = match &constant.value {
            ConstantValue::Text(literal) => {
                text = literal.value();
                let checked = if event.is_parameter(row) {
                    row.check_segment(&text)
                } else {
                    row.check_text(&text, true)
                };
                (checked, Some(text.as_str()))
            }
            ConstantValue::Integer(integer, _) => (row.check_converted_integer(*integer), None),
            ConstantValue::Bool(value) => (row.check_bool(value.value), None),
            ConstantValue::Path(_) if matches!(row.kind, Kind::Custom) => {
                let expected = row.kind.noun();
                let found = "a constant";
                (Err(ViolationKind::Type { expected, found }), None)
            }
            ConstantValue::Path(_) => (Ok(()), None),
        };
        if let Err(violation_kind) = checked {
            let words = describe(row, &violation_kind, shown);
            errors.push_at(constant.value.span(), words);
        }
    }
}

/// `` `G1P` is not a currency: three letters expected, found `1` at byte 1 ``
fn describe(
    row: &definition::Field,
    violation_kind: &ViolationKind<'_>,
    text: Option<&str>,
) -> String {
    let words = violation_kind.describe(Message::new(), false);
    match (text, violation_kind) {
        (_, ViolationKind::Type { .. }) => format!(
            "constant `{}`: {words}; {}",
            row.rust_name,
            row.kind.constant()
        ),
        (_, ViolationKind::Enum { .. }) | (None, _) => {
            format!("constant `{}`: {words}", row.rust_name)
        }
        (Some(text), ViolationKind::Currency(InvalidCurrency::Unlisted(_))) => format!(
            "{} is not a currency: {words}; a field with `unlisted` takes any three letters",
            Message::new().quoted(text)
        ),
        (Some(text), _) if matches!(row.kind, Kind::Currency) => {
            format!("{} is not a currency: {words}", Message::new().quoted(text))
        }
        (Some(""), _) => format!("an empty text cannot be sent as `{}`: {words}", row.name),
        (Some(text), _) => {
            let text = Message::new().quoted(text);
            format!("{text} cannot be sent as `{}`: {words}", row.name)
        }
    }
}

/// `optional(…)` waives a requirement that there is, that no page states, and that nothing else answers.
fn check_waived(event: &Event<'_>, errors: &mut Errors) {
    for (at, (row, name)) in event.waived.iter().enumerate() {
        let api = event.name();
        let is_constant = event
            .constants
            .iter()
            .any(|(other, _)| is_same_row(other, row));
        let words = if event
            .waived
            .iter()
            .take(at)
            .any(|(other, _)| is_same_row(other, row))
        {
            format!("duplicate `{name}` in `optional`; remove one")
        } else if !row.is_required() {
            format!("`{api}` does not require `{name}`; remove it from `optional`")
        } else if row.evidence == Evidence::Documented {
            let advice = if event.has_source(row) {
                "remove it from `optional`"
            } else {
                "map it"
            };
            let source = match row.source {
                "" => String::new(),
                source => format!(" ({source})"),
            };
            format!("the API itself says that `{name}` is required{source}; {advice}")
        } else if is_constant {
            format!("`{name}` is a constant, so it is always there; remove it from `optional`")
        } else if event.now().is_some_and(|(now, _)| is_same_row(now, row)) {
            format!("`timestamp = now` always sends `{name}`; remove it from `optional`")
        } else {
            continue;
        };
        errors.push_spanned(name, words);
    }
}

/// A word whose feature is off says which one.
fn check_features(event: &Event<'_>, errors: &mut Errors) {
    let mut needs = |word: &str, feature: &str, span| {
        let words = format!("`{word}` needs the feature `{feature}` of `voucher-core`; turn it on");
        errors.push_at(span, words);
    };
    for field in &event.fields {
        if let (Some(span), false) = (field.input.words.span("pattern"), cfg!(feature = "pattern"))
        {
            needs("pattern", "pattern", span);
        }
        let (Some(word), false) = (field.place.needs_serde(), cfg!(feature = "serde")) else {
            continue;
        };
        let span = match &field.place {
            Place::Custom(_, span) | Place::Extra(_, span) => *span,
            _ => field.input.ident.span(),
        };
        needs(word, "serde", span);
    }
}

/// No word is accepted and ignored.
fn check_words(event: &Event<'_>, errors: &mut Errors) {
    for field in &event.fields {
        match &field.place {
            Place::Skip(_) => check_alone(field, "`skip` is not sent", "keep one", errors),
            Place::Part(_) => {
                let why = "`flatten` leaves all to the part";
                check_alone(field, why, "put it on a field of the part", errors);
            }
            _ => {
                check_required_word(event, field, errors);
                check_kind_words(field, errors);
            }
        }
        let Place::Custom(_, span) = &field.place else {
            continue;
        };
        if event.custom().is_none() {
            let name = &field.input.name;
            let mut rows = event.rows().into_iter();
            let advice = if rows.any(|row| [row.rust_name, row.name].contains(&name.as_str())) {
                format!("remove `custom` to send `{name}` as the field of this name")
            } else {
                String::from("add `#[ravelin(skip)]`")
            };
            let words = format!("`{}` has no object `custom`; {advice}", event.name());
            errors.push_at(*span, words);
        }
    }
}

/// `skip` stands alone, and so does `flatten`: the words of a part's fields stand on those.
fn check_alone(field: &Mapped<'_>, why: &str, advice: &str, errors: &mut Errors) {
    for other in [
        "required", "unix", "with", "unlisted", "pattern", "length", "range", "check",
    ] {
        if let Some(span) = field.input.words.span(other) {
            let words =
                format!("a field with {why}, so `{other}` has nothing to do here; {advice}");
            errors.push_at(span, words);
        }
    }
}

/// `required` is for an `Option` that maps to a required field.
fn check_required_word(event: &Event<'_>, field: &Mapped<'_>, errors: &mut Errors) {
    let Some(span) = field.input.words.required else {
        return;
    };
    let words = match &field.place {
        Place::Row(row) if event.is_waived(row) => {
            format!(
                "`{}` is waived by `optional`, which contradicts `required`; keep one",
                row.rust_name
            )
        }
        Place::Row(row) if row.is_required() => return,
        Place::Row(row) => {
            format!(
                "`{}` does not require `{}`; remove `required`",
                event.name(),
                row.name
            )
        }
        _ => String::from("`required` is for a field that the API requires; remove it"),
    };
    errors.push_at(span, words);
}

/// `unix` is the unit of a time, `unlisted` widens a currency, `pattern` and `length` are for text, `range` for
/// integers.
fn check_kind_words(field: &Mapped<'_>, errors: &mut Errors) {
    let words = &field.input.words;
    let kind = field.row().map(|row| row.kind);
    let (is_integer, is_text) = (kind.is_some_and(is_counted), kind.is_some_and(is_spelt));
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
        if let (Some(span), false) = (words.span(word), is_right) {
            errors.push_at(span, misplaced(word, noun, field));
        }
    }
}

/// What has a `range`.
fn is_counted(kind: Kind) -> bool {
    matches!(kind, Kind::Integer | Kind::Amount)
}

fn misplaced(word: &str, noun: &str, field: &Mapped<'_>) -> String {
    let place = match &field.place {
        Place::Row(row) => format!("`{}` is {}", row.name, row.kind.noun()),
        Place::Extra(..) => String::from("an `extra` is sent as it is"),
        _ => String::from("a member of `custom` is sent as it is"),
    };
    let kind = field.row().map(|row| row.kind);
    let advice = match word {
        "range" if kind.is_some_and(is_spelt) => "use `length` for the number of characters",
        "length" if kind.is_some_and(is_counted) => {
            "use `range` for the smallest and largest value"
        }
        _ => "remove it",
    };
    format!("`{word}` is for {noun}, and {place}; {advice}")
}

/// An event is only read.
fn check_exclusive(event: &Event<'_>, errors: &mut Errors) {
    for field in &event.fields {
        if is_exclusive(field.input.ty) && !matches!(field.place, Place::Skip(_)) {
            let words = "an event is only read, and a `&mut` shuts out every other reader; use `&`";
            errors.push_spanned(field.input.ty, words);
        }
    }
}

/// `length` and `range` narrow what the definition takes, and leave something of it.
fn check_limits(event: &Event<'_>, errors: &mut Errors) {
    for field in &event.fields {
        let (Some(row), words) = (field.row(), &field.input.words) else {
            continue;
        };
        if let (Some(limits), true) = (&words.length, is_spelt(row.kind)) {
            let most = i64::from(row.max_length);
            let edges = (i64::from(row.min_length), most, most == i64::from(u32::MAX));
            check_narrow("length", limits, edges, row, errors);
        }
        if let (Some(limits), true) = (&words.range, is_counted(row.kind)) {
            let is_open = row.max == i64::MAX;
            check_narrow("range", limits, (row.min, row.max, is_open), row, errors);
        }
    }
}

fn check_narrow(
    word: &str,
    limits: &Limits,
    (least, most, is_open): (i64, i64, bool),
    row: &definition::Field,
    errors: &mut Errors,
) {
    let name = row.name;
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
        let words = if value < least {
            says("at least", least)
        } else if value > most && is_open {
            format!("a {word} is at most {most} here; use a smaller one")
        } else if value > most {
            says("at most", most)
        } else {
            continue;
        };
        errors.push_at(limit.span, words);
    }
    if let (Some(min), Some(max)) = (limits.min, limits.max) {
        if min.value > max.value {
            let words = format!(
                "`min` is above `max`, so no value fits; exchange {} and {}",
                min.value, max.value
            );
            errors.push_at(limits.span, words);
        }
    }
}

/// What a type parameter maps cannot be known here, so it cannot be flattened.
fn check_parts(event: &Event<'_>, errors: &mut Errors) {
    for field in event.parts() {
        let Place::Part(span) = field.place else {
            continue;
        };
        let name = innermost(field.input.ty).to_token_stream().to_string();
        let mut parameters = event.input.generics.type_params();
        let owner = name.split("::").next().unwrap_or_default().trim();
        if parameters.any(|parameter| parameter.ident == owner) {
            let words = format!(
                "cannot flatten the type parameter `{name}`: the macro cannot see its fields; flatten a type that derives `RavelinFields`"
            );
            errors.push_spanned(field.input.ty, words);
        } else if event.scope.object_path.is_some() {
            let words = "an object flattens no part; map its fields in the struct itself";
            errors.push_at(span, words);
        } else if event.input.role == Role::Part {
            let words = "a part flattens no other part; flatten both in the event";
            errors.push_at(span, words);
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
fn check_entity(event: &Event<'_>, errors: &mut Errors) {
    if event.must_be_complete() {
        return;
    }
    let fields = event.fields.iter().filter_map(|field| {
        let span = match &field.input.words.target {
            Some(target) => target.span(),
            None => field.input.ident.span(),
        };
        Some((field.row()?, span))
    });
    let constants = event.constants.iter();
    let constants = constants.map(|(row, constant)| (*row, constant.name.span()));
    for (row, span) in fields.chain(constants) {
        if row.parent != event.parent() || event.is_parameter(row) {
            let words = format!(
                "`{}` is beside the entity, and a part maps only fields of the entity; map it in the event",
                row.name
            );
            errors.push_at(span, words);
        }
    }
}

/// A row has one source: a field, a constant, or the clock.
fn check_mapped_once(event: &Event<'_>, errors: &mut Errors) {
    let mut sources: Vec<(&definition::Field, String, Span)> = Vec::new();
    // Of a `timestamp` that is not a time, the clock is the mistake and not a second source.
    if let Some((row, span)) = event
        .now()
        .filter(|(row, _)| matches!(row.kind, Kind::Time))
    {
        sources.push((row, String::from("`timestamp = now`"), span));
    }
    for (row, constant) in &event.constants {
        let name = &constant.name;
        sources.push((row, format!("`constant({name})`"), name.span()));
    }
    for field in &event.fields {
        let ident = field.input.ident;
        let span = match &field.input.words.target {
            Some(target) => target.span(),
            None => ident.span(),
        };
        if let Some(row) = field.row() {
            sources.push((row, format!("field `{ident}`"), span));
        }
    }
    for (at, (row, source, span)) in sources.iter().enumerate() {
        let mut before = sources.iter().take(at);
        if let Some((_, first, _)) = before.find(|(other, ..)| is_same_row(other, row)) {
            let name = row.name;
            let words = format!("`{name}` is mapped twice, by {first} and {source}; keep one");
            errors.push_at(*span, words);
        }
    }
}

/// Two constants that exclude each other are both always there, and so are the clock and the entity. (Of fields, the compiler
/// knows.)
fn check_excluded(event: &Event<'_>, errors: &mut Errors) {
    let entity = event
        .definition
        .entity()
        .filter(|_| event.input.role == Role::Event);
    let entity = entity.map(|(row, _)| (row, "is the entity"));
    let now = event.now().map(|(row, _)| (row, "is the clock's"));
    for (row, constant) in &event.constants {
        let name = row.name;
        let mut before = event.constants.iter();
        let before = before.find(|(other, one)| {
            one.name.span().start() < constant.name.span().start() && event.excludes(other, row)
        });
        if let Some((other, _)) = before {
            let words = format!(
                "`{}` and `{name}` exclude each other, and both are constants; keep one",
                other.name
            );
            errors.push_spanned(&constant.name, words);
        }
        let mut always = entity.into_iter().chain(now);
        if let Some((other, why)) = always.find(|(other, _)| event.excludes(other, row)) {
            let words = format!(
                "`{0}` and `{name}` are mutually exclusive, and `{0}`, which {why}, is always sent; remove the constant",
                other.name
            );
            errors.push_spanned(&constant.name, words);
        }
    }
    if let (Some((entity, _)), Some((now, span))) = (entity, event.now()) {
        if event.excludes(entity, now) {
            let (one, other) = (entity.name, now.name);
            let words = format!(
                "`{one}` and `{other}` are mutually exclusive, and the entity `{one}` is always sent; remove `timestamp = now`"
            );
            errors.push_at(span, words);
        }
    }
}

/// Whether a member of `custom` is sent, only its serializer knows: so `custom` excludes no field that may be sent beside it.
fn check_excluded_custom(event: &Event<'_>, errors: &mut Errors) {
    let Some((member, custom)) = event.custom_member() else {
        return;
    };
    let is_partial = event.input.role == Role::Part && event.scope.object_path.is_none();
    let is_open = is_partial || event.parts().next().is_some();
    let rows = event.scope.object.fields.iter();
    let mut rows = rows.filter(|row| event.excludes(custom, row));
    let other = rows.find(|row| is_open || event.is_sent(row));
    if let (Place::Custom(_, span), Some(other)) = (&member.place, other) {
        let words = format!(
            "`custom` and `{}` are mutually exclusive, and whether a member of `custom` is sent is not known before; map `custom` as a whole",
            other.name
        );
        errors.push_at(*span, words);
    }
}

/// A member that no row lists stands once, and is none that a row lists.
fn check_keys(event: &Event<'_>, errors: &mut Errors) {
    let mut seen: Vec<(bool, &str)> = Vec::new();
    for field in &event.fields {
        let (is_custom, key, span) = match &field.place {
            Place::Custom(key, span) => (true, key, *span),
            Place::Extra(key, span) => (false, key, *span),
            _ => continue,
        };
        let rows = event.scope.object.fields.iter();
        let known = rows.copied().find(|row| row.name == *key);
        if let (false, Some(row)) = (is_custom, known) {
            let advice = if event.has_source(row) {
                String::from("it has a source already, so `#[ravelin(skip)]` this one")
            } else {
                format!("write `rename = \"{key}\"`")
            };
            let words = format!(
                "`extra` is for a field that `{}` does not know, and it knows `{key}`; {advice}",
                event.name()
            );
            errors.push_at(span, words);
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
fn check_closed(event: &Event<'_>, errors: &mut Errors) {
    if !event.scope.object.is_closed {
        return;
    }
    let closed = match dotted(event.parent()) {
        parent if parent.is_empty() => format!("the body of `{}`", event.name()),
        parent => format!("`{parent}`"),
    };
    for field in &event.fields {
        let Place::Extra(key, _) = &field.place else {
            continue;
        };
        // Of a field that the definition lists, `check_keys` says what to do.
        if let (Some(span), None) = (
            field.input.words.span("extra"),
            event.scope.object.field(key),
        ) {
            let words = format!(
                "{closed} accepts no other member (`additionalProperties: false`), so `extra` cannot add `{key}`; add it to the definition, or write `skip`"
            );
            errors.push_at(span, words);
        }
    }
}
