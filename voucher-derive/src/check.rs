//! The rules of a mapping, each by its name. What they find is reported; nothing is changed.

use crate::attr::ConstantValue;
use crate::report::Errors;
use crate::resolve::{Event, Mapped, Place, is_same_row};
use proc_macro2::Span;
use voucher_definition as definition;
use voucher_definition::text::Text;
use voucher_definition::{Evidence, Fault, Kind};

pub(crate) fn check(event: &Event<'_>, errors: &mut Errors) {
    check_now(event, errors);
    check_constants(event, errors);
    check_waived(event, errors);
    check_features(event, errors);
    check_words(event, errors);
    check_mapped_once(event, errors);
    check_keys(event, errors);
    check_required(event, errors);
}

/// `timestamp = now` needs a definition with a timestamp.
fn check_now(event: &Event<'_>, errors: &mut Errors) {
    if let (Some(span), None) = (event.input.words.now, event.now()) {
        let words = format!(
            "`{}` has no timestamp; remove `timestamp = now`",
            event.definition.name
        );
        errors.push_at(span, words);
    }
}

/// A constant that can be read here keeps the rules of its row. (A path's value is known to the compiler alone.)
fn check_constants(event: &Event<'_>, errors: &mut Errors) {
    for (row, constant) in &event.constants {
        let text;
        let checked = match &constant.value {
            ConstantValue::Text(literal) => {
                text = literal.value();
                row.check_text(&text, true)
            }
            ConstantValue::Integer(..) if matches!(row.kind, Kind::Identifier) => Ok(()),
            ConstantValue::Integer(integer, _) => row.check_integer(*integer),
            ConstantValue::Bool(_) => row.check_bool(),
            ConstantValue::Path(_) if matches!(row.kind, Kind::Custom) => Err(Fault::Type {
                expected: row.kind.noun(),
                found: "a constant",
            }),
            ConstantValue::Path(_) => Ok(()),
        };
        if let Err(fault) = checked {
            let name = &constant.name;
            let words = fault.describe(Text::new(), false);
            errors.push_at(constant.value.span(), format!("constant `{name}`: {words}"));
        }
    }
}

/// `optional(…)` waives a requirement that there is, that no page states, and that nothing else answers.
fn check_waived(event: &Event<'_>, errors: &mut Errors) {
    for (at, (row, name)) in event.waived.iter().enumerate() {
        let api = event.definition.name;
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
            format!("`{name}` is said twice in `optional`; keep one")
        } else if !row.is_required() {
            format!("`{api}` does not require `{name}`; remove it from `optional`")
        } else if row.evidence == Evidence::Documented {
            format!(
                "the API itself says that `{name}` is required ({}); map it",
                row.source
            )
        } else if is_constant {
            format!("`{name}` is a constant, so it is always there; remove it from `optional`")
        } else {
            continue;
        };
        errors.push_spanned(name, words);
    }
}

/// A word whose feature is off says which one.
fn check_features(event: &Event<'_>, errors: &mut Errors) {
    if cfg!(feature = "serde") {
        return;
    }
    for field in &event.fields {
        let Some(word) = field.place.needs_serde() else {
            continue;
        };
        let span = match &field.place {
            Place::Custom(_, span) | Place::Extra(_, span) => *span,
            _ => field.input.ident.span(),
        };
        errors.push_at(
            span,
            format!("`{word}` needs the feature `serde` of `voucher-core`; turn it on"),
        );
    }
}

/// No word is accepted and ignored.
fn check_words(event: &Event<'_>, errors: &mut Errors) {
    for field in &event.fields {
        check_required_word(event, field, errors);
        check_kind_words(field, errors);
        if let (Place::Custom(_, span), None) = (&field.place, event.definition.custom()) {
            let words = format!(
                "`{}` has no object `custom`; add `#[ravelin(skip)]`",
                event.definition.name
            );
            errors.push_at(*span, words);
        }
        if let (Place::Skip, Some(with)) = (&field.place, &field.input.words.with) {
            errors.push_spanned(
                with,
                "a field with `skip` is not sent, so `with` has nothing to do; keep one",
            );
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
                event.definition.name, row.name
            )
        }
        Place::Skip => {
            String::from("a field with `skip` is not sent, so it cannot be `required`; keep one")
        }
        Place::Custom(..) | Place::Extra(..) => {
            String::from("`required` is for a field that the API requires; remove it")
        }
    };
    errors.push_at(span, words);
}

/// `unix` is the unit of a time, `unlisted` widens a currency.
fn check_kind_words(field: &Mapped<'_>, errors: &mut Errors) {
    let words = &field.input.words;
    let kind = field.row().map(|row| row.kind);
    if let (Some(unit), false) = (&words.unix, matches!(kind, Some(Kind::Time))) {
        errors.push_at(unit.span(), misplaced("unix", "a time", field));
    }
    if let (Some(span), false) = (words.unlisted, matches!(kind, Some(Kind::Currency))) {
        errors.push_at(span, misplaced("unlisted", "a currency", field));
    }
}

fn misplaced(word: &str, noun: &str, field: &Mapped<'_>) -> String {
    match &field.place {
        Place::Row(row) => format!(
            "`{word}` is for {noun}, and `{}` is {}; remove it",
            row.name,
            row.kind.noun()
        ),
        Place::Skip => {
            format!("a field with `skip` is not sent, so `{word}` has nothing to do; keep one")
        }
        Place::Custom(..) => {
            format!("`{word}` is for {noun}, and a member of `custom` is sent as it is; remove it")
        }
        Place::Extra(..) => {
            format!("`{word}` is for {noun}, and an `extra` is sent as it is; remove it")
        }
    }
}

/// A row has one source: a field, a constant, or the clock.
fn check_mapped_once(event: &Event<'_>, errors: &mut Errors) {
    let now = event
        .now()
        .map(|(row, span)| (row, String::from("`timestamp = now`"), span));
    let constants = event.constants.iter().map(|(row, constant)| {
        (
            *row,
            format!("`constant({})`", constant.name),
            constant.name.span(),
        )
    });
    let fields = event.fields.iter().filter_map(|field| {
        Some((
            field.row()?,
            format!("field `{}`", field.input.ident),
            field.input.ident.span(),
        ))
    });
    let sources: Vec<(&definition::Field, String, Span)> =
        now.into_iter().chain(constants).chain(fields).collect();
    for (at, (row, source, span)) in sources.iter().enumerate() {
        let before = sources
            .iter()
            .take(at)
            .find(|(other, ..)| is_same_row(other, row));
        if let Some((_, first, _)) = before {
            errors.push_at(
                *span,
                format!(
                    "`{}` is mapped twice, by {first} and {source}; keep one",
                    row.name
                ),
            );
        }
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
        let known = event
            .definition
            .fields()
            .find(|row| row.name == *key && row.parent == event.parent());
        if let (false, Some(row)) = (is_custom, known) {
            let words = format!(
                "`extra` is for a field that `{}` does not know, and it knows `{key}`; write `rename = \"{}\"`",
                event.definition.name, row.name
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

/// Every required row has a source, or a waiver where no page states the requirement.
fn check_required(event: &Event<'_>, errors: &mut Errors) {
    if event.is_partial {
        return;
    }
    let has = |row: &definition::Field| {
        event.now().is_some_and(|(now, _)| is_same_row(now, row))
            || event
                .constants
                .iter()
                .any(|(other, _)| is_same_row(other, row))
            || event
                .fields
                .iter()
                .filter_map(Mapped::row)
                .any(|other| is_same_row(other, row))
            || event.meant.iter().any(|other| is_same_row(other, row))
            || event.is_waived(row)
    };
    let missing: Vec<_> = event
        .definition
        .fields()
        .filter(|row| row.is_required() && !has(row))
        .collect();
    if missing.is_empty() {
        return;
    }
    let names: Vec<_> = missing.iter().map(|row| row.rust_name).collect();
    let advice = match missing.as_slice() {
        [row] => format!(
            "add a field of that name, or `#[ravelin(rename = \"{}\")]` to the one that holds it",
            row.name
        ),
        _ => String::from(
            "add fields of these names, or `#[ravelin(rename = \"…\")]` to those that hold them",
        ),
    };
    let now = if names.contains(&"timestamp") {
        "; `timestamp = now` on the struct reads the clock"
    } else {
        ""
    };
    let words = format!(
        "`{}` requires `{}`; {advice}{now}",
        event.definition.name,
        names.join("`, `")
    );
    errors.push_spanned(event.input.ident, words);
}
