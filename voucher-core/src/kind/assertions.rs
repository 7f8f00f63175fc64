//! The questions that a free `const _` asks of a field's type, and the sentences that fail the build. Hardly any is asked of
//! a running program: each is `#[inline]`, and so in the code of none.

use super::TypeInfo;
use crate::mapping::{Mapped, ObjectMapping, ObjectRules, PartMapping, has_name, is_group_of};
use voucher_definition::const_str::is_same;
use voucher_definition::message::Message;
use voucher_definition::{Definition, Evidence, Field, Kind};

/// Fails the build if no value of the type fits the field, or if a required value may be absent. The field is given by its
/// position, two small numbers: naming its definition makes the compiler measurably slower.
///
/// # Panics
/// At compile time, where that is so.
#[track_caller]
#[inline]
pub const fn assert_type(type_info: TypeInfo, definition: usize, row: usize, is_present: bool) {
    if type_info.needs_check || (is_present && type_info.optional) {
        let (definition, field) = Definition::field_at(definition, row);
        assert_field_of(type_info, field, definition.name, is_present);
    }
}

/// The same of types that are written as ones that fit: `String`, `Option<i64>`. A user may have given such a name to
/// another type, so each is asked as well; but as hardly anybody has, one question serves for all of them. `marks` says of
/// each type how it is written: `!` as one with a value always, `?` as an `Option`, `.` in another way, which has a question of
/// its own.
///
/// # Panics
/// At compile time, where a type is not what its name says.
#[track_caller]
#[must_use]
pub const fn expect<const N: usize>(marks: &str, types: [TypeInfo; N]) -> [TypeInfo; N] {
    let mut at = 0;
    while at < N {
        let (type_info, mark) = (types[at], marks.as_bytes()[at]);
        let is_other = type_info.needs_check || type_info.needs_currency;
        assert!(
            mark == b'.' || !is_other && (mark == b'?' || !type_info.optional),
            "a local type shadows `String`, `bool`, `Option` or a number type; rename it"
        );
        at += 1;
    }
    types
}

/// The same where the row is one of a definition file, which has no place among those that ship.
///
/// # Panics
/// At compile time, where that is so.
#[track_caller]
#[inline]
pub const fn assert_field(type_info: TypeInfo, field: &Field, event: &str, is_present: bool) {
    assert_field_of(type_info, field, event, is_present);
}

/// Fails the build where a type does not map the object that the field is. A type was made for one object, and fits another
/// if its fields have the same rules there, and if what is required there is always present.
///
/// # Panics
/// At compile time, where it does not.
#[track_caller]
#[inline]
pub const fn assert_object(
    type_info: TypeInfo,
    field: &Field,
    event: &str,
    is_present: bool,
    rules: &ObjectRules,
) {
    assert_field_of(type_info, field, event, is_present);
    if let Some(text) = type_mismatch(type_info, field, rules) {
        panic!("{}", text.as_str());
    }
}

/// Why a type does not map the object that the field is, in words; what a conversion gives is asked when it is there.
#[must_use]
#[inline]
pub const fn type_mismatch(
    type_info: TypeInfo,
    field: &Field,
    rules: &ObjectRules,
) -> Option<Message> {
    let Some((part_mapping, object_mapping, _)) = type_info.facts.object else {
        return None;
    };
    let text = about(field).push(" is the object ").quoted(rules.path);
    let Some(object_mapping) = object_mapping else {
        let text = text.push(", and its type maps part of an entity; derive `RavelinFields` with ");
        return Some(with_object(text, rules.path));
    };
    // What is wrong with a type whose digest is 0 is said at its derive.
    if object_mapping.digest == rules.digest || object_mapping.digest == 0 {
        return None;
    }
    let text = text
        .push(", and its type maps ")
        .quoted(object_mapping.object);
    let mut at = 0;
    while at < part_mapping.mapping.names.len() {
        let (row, name) = part_mapping.mapping.names[at];
        let other = mismatch_of(part_mapping, at, rules);
        let text = text.push(", whose ").quoted(row.name);
        let text = text.push(" (").quoted(name).push(")");
        at += 1;
        let text = match other {
            None => continue,
            Some(TypeMismatch::Other) => text.push(" has another kind or other rules there"),
            Some(TypeMismatch::Unknown) => text.push(" is not in this one"),
            Some(TypeMismatch::Closed) => text.push(IS_CLOSED),
            Some(TypeMismatch::Known) => {
                text.push(" is an `extra`, and this object has a field of that name")
            }
            Some(TypeMismatch::Exclusive(other)) => text
                .push(" and ")
                .quoted(other)
                .push(" are mutually exclusive here"),
        };
        let text = text.push("; use a type that is derived with ");
        return Some(with_object(text, rules.path));
    }
    match absent(part_mapping, rules.fields) {
        None => None,
        Some(name) => {
            let text = text.push(", where ").quoted(name);
            let text = text
                .push(" may be absent, and here it is required; use a type that is derived with ");
            Some(with_object(text, rules.path))
        }
    }
}

const IS_CLOSED: &str =
    " is an `extra`, and this object accepts no other member (`additionalProperties: false`)";

/// Why a field of a type that was derived for one object does not fit another one.
enum TypeMismatch {
    /// The object has a field of this name with another kind or other rules.
    Other,
    /// The object does not have a field of this name.
    Unknown,
    /// An `extra`, and the object is closed.
    Closed,
    /// An `extra`, and the object has a field of this name.
    Known,
    /// The object has another field that excludes it, and the type does not know that.
    Exclusive(&'static str),
}

const fn mismatch_of(
    part_mapping: &PartMapping,
    at: usize,
    rules: &ObjectRules,
) -> Option<TypeMismatch> {
    let (row, _) = part_mapping.mapping.names[at];
    match (part_mapping.digest(at), rules.digest_of(row.name)) {
        (Field::DIGEST_OF_EXTRA, None) if rules.is_closed => Some(TypeMismatch::Closed),
        // A member of `custom` fits wherever `custom` itself does.
        (Field::DIGEST_IN_CUSTOM, _) | (Field::DIGEST_OF_EXTRA, None) => None,
        (Field::DIGEST_OF_EXTRA, Some(_)) => Some(TypeMismatch::Known),
        (_, None) => Some(TypeMismatch::Unknown),
        (digest, Some(other)) if digest != other => Some(TypeMismatch::Other),
        _ => match unknown_rival(part_mapping, row.name, rules) {
            Some(rival) => Some(TypeMismatch::Exclusive(rival)),
            None => None,
        },
    }
}

/// Returns a field that a type maps as well, that excludes this one by these rules, and does not where the type was
/// derived: the type would send both.
const fn unknown_rival(
    part_mapping: &PartMapping,
    name: &str,
    rules: &ObjectRules,
) -> Option<&'static str> {
    let mut at = 0;
    while at < part_mapping.mapping.names.len() {
        let (rival, _) = part_mapping.mapping.names[at];
        let is_rival = part_mapping.digest(at) > Field::DIGEST_OF_EXTRA
            && are_exclusive(rules.exclusive, name, rival.name)
            && !are_exclusive(part_mapping.exclusive, name, rival.name);
        if is_rival {
            return Some(rival.name);
        }
        at += 1;
    }
    None
}

/// Checks whether at most one of two fields may be sent.
const fn are_exclusive(groups: &[&[&str]], one: &str, other: &str) -> bool {
    let mut at = 0;
    while at < groups.len() {
        if is_group_of(groups[at], one, other) {
            return true;
        }
        at += 1;
    }
    false
}

/// The first field that is required and that a type does not always have.
const fn absent<'r>(part_mapping: &PartMapping, rows: &[(&'r str, bool, u64)]) -> Option<&'r str> {
    let mut at = 0;
    while at < rows.len() {
        let (name, is_required, _) = rows[at];
        if is_required && !is_always(part_mapping, name) {
            return Some(name);
        }
        at += 1;
    }
    None
}

#[inline]
const fn is_always(part_mapping: &PartMapping, name: &str) -> bool {
    let mut at = 0;
    while at < part_mapping.mapping.names.len() {
        if is_same(part_mapping.mapping.names[at].0.name, name) {
            return part_mapping.always[at];
        }
        at += 1;
    }
    false
}

#[inline]
const fn with_object(text: Message, object: &str) -> Message {
    text.push("`object = \"").push(object).push("\"`")
}

/// Fails the build where two fields exclude each other and both always have a value.
///
/// # Panics
/// At compile time, where that is so.
#[track_caller]
#[inline]
pub const fn assert_exclusive_pair(
    first: TypeInfo,
    other: TypeInfo,
    first_name: &str,
    other_name: &str,
) {
    if !first.optional && !other.optional {
        let text = Message::new()
            .quoted(first_name)
            .push(" and ")
            .quoted(other_name);
        let text = text.push(" exclude each other, and both always have a value; ");
        panic!(
            "{}",
            text.push("map one of them, or make both an `Option`")
                .as_str()
        );
    }
}

/// Fails the build if a part always sends a field that excludes one which the struct (`own`) or a part `before` always
/// sends, or if a part of another definition cannot say whether it sends such a field.
///
/// # Panics
/// At compile time, if that is so.
#[track_caller]
#[inline]
pub const fn assert_exclusive(
    pairs: &[(&Field, &Field)],
    own: &[(&Field, TypeInfo)],
    before: &[(TypeInfo, &PartMapping)],
    this: (TypeInfo, &PartMapping),
) {
    let mut at = 0;
    while at < pairs.len() {
        let (one, other) = pairs[at];
        assert_pair(this, one, presence_in(own, before, other), other);
        assert_pair(this, other, presence_in(own, before, one), one);
        at += 1;
    }
}

/// What the compiler knows about a field that is mapped.
#[derive(Clone, Copy)]
struct Presence {
    is_always: bool,
    /// Whether the running program can tell if there is a value.
    is_tellable: bool,
}

/// Returns how the struct or one of the parts maps a field, if it does.
const fn presence_in(
    own: &[(&Field, TypeInfo)],
    parts: &[(TypeInfo, &PartMapping)],
    field: &Field,
) -> Option<Presence> {
    let mut at = 0;
    while at < own.len() {
        if field.is_namesake(own[at].0) {
            return Some(Presence {
                is_always: !own[at].1.optional,
                is_tellable: true,
            });
        }
        at += 1;
    }
    at = 0;
    while at < parts.len() {
        if let Some(presence) = presence_of(parts[at], field) {
            return Some(presence);
        }
        at += 1;
    }
    None
}

const fn presence_of(
    (type_info, part_mapping): (TypeInfo, &PartMapping),
    field: &Field,
) -> Option<Presence> {
    let Some(mapped) = part_mapping.find(field) else {
        return None;
    };
    let mut is_tellable = mapped.is_always;
    let mut at = 0;
    while at < part_mapping.exclusive.len() {
        is_tellable |= has_name(part_mapping.exclusive[at], field.name);
        at += 1;
    }
    Some(Presence {
        is_always: mapped.is_always && !type_info.optional,
        is_tellable,
    })
}

#[track_caller]
const fn assert_pair(
    this: (TypeInfo, &PartMapping),
    field: &Field,
    other: Option<Presence>,
    other_field: &Field,
) {
    let (Some(presence), Some(other)) = (presence_of(this, field), other) else {
        return;
    };
    let text = about(field).push(" of the part and ");
    let text = text
        .quoted(other_field.name)
        .push(" are mutually exclusive");
    if presence.is_always && other.is_always {
        let text = text.push(", and both always have a value; ");
        let text = text.push("map one of them, or make both an `Option`");
        panic!("{}", text.as_str());
    }
    if !presence.is_tellable || !other.is_tellable {
        let text = text.push(", which is not so where a part was derived; ");
        let text = text.push("derive the part for this definition");
        panic!("{}", text.as_str());
    }
}

#[track_caller]
#[inline]
const fn assert_field_of(type_info: TypeInfo, field: &Field, event: &str, is_present: bool) {
    if !type_info.facts.wrong.is_empty() {
        let text = about(field).push(match field.kind {
            Kind::Array(_) => " is an array; ",
            _ => ": ",
        });
        panic!("{}", text.push(type_info.facts.wrong).as_str());
    }
    if let (Kind::Array(array), Some(count)) = (field.kind, type_info.facts.count) {
        if let Err(fault) = array.check_count(count) {
            let text = about(field).push(": its type always has ");
            let text = fault.describe(text, false);
            panic!("{}", text.push("; use a list of another length").as_str());
        }
    }
    let mut at = 0;
    while at < type_info.facts.values.len() {
        let listed = listed(field);
        if !has_name(listed, type_info.facts.values[at]) {
            let text = Message::new()
                .quoted(type_info.facts.values[at])
                .push(" is not a listed value of ");
            let text = text.quoted(field.name).push(" in ").quoted(event);
            let text = text.push(", which lists ").names(listed);
            panic!(
                "{}",
                text.push("; use an enum that holds no other").as_str()
            );
        }
        at += 1;
    }
    if is_present && type_info.optional {
        let text = about(field).push(" is required, and an `Option` may be `None`; ");
        let text = match field.evidence {
            Evidence::Documented => text.push("take the value itself, or"),
            Evidence::Inferred => text
                .push("take the value itself, add `optional(")
                .push(field.rust_name)
                .push(")` to the struct, or"),
        };
        panic!(
            "{}",
            text.push(" add `required` to make `None` a violation")
                .as_str()
        );
    }
}

/// Fails the build where a word is for an `Option` and there is none.
///
/// # Panics
/// At compile time, where there is none.
#[track_caller]
#[inline]
pub const fn assert_optional(type_info: TypeInfo, word: &str) {
    if !type_info.optional && type_info.facts.wrong.is_empty() {
        let text = Message::new()
            .quoted(word)
            .push(" is for an `Option`, and this field always has a value; ");
        panic!("{}", text.push("remove the word").as_str());
    }
}

/// Fails the build where a part does not fit into an event: it maps an object instead, what it maps is mapped already (by
/// `own` rows, or by one of the parts `before`), is not in the event's definition or has other rules there, or is required and may be absent with
/// the whole part.
///
/// # Panics
/// At compile time, where it does not fit.
#[track_caller]
#[inline]
pub const fn assert_part(
    type_info: TypeInfo,
    part_mapping: &PartMapping,
    definition: &Definition,
    rules: &ObjectRules,
    own: &[&Field],
    before: &[&PartMapping],
    waived: &[&str],
) {
    assert!(
        type_info.facts.wrong.is_empty(),
        "{}",
        type_info.facts.wrong
    );
    if let Some((_, Some(object_mapping), _)) = type_info.facts.object {
        assert_no_object(object_mapping);
    }
    let mut at = 0;
    while at < part_mapping.mapping.names.len() {
        let (row, name) = part_mapping.mapping.names[at];
        let text = Message::new()
            .push("field ")
            .quoted(row.name)
            .push(" of the part (")
            .quoted(name)
            .push(")");
        if maps(own, row) {
            let text = text.push(" is mapped by the struct as well; keep one");
            panic!("{}", text.as_str());
        }
        let mut earlier = 0;
        while earlier < before.len() {
            if let Some(other) = before[earlier].find(row) {
                let text = text.push(" is mapped by another part as well (");
                let text = text.quoted(other.name).push("); keep one");
                panic!("{}", text.as_str());
            }
            earlier += 1;
        }
        assert_namesake(part_mapping, at, definition, rules, text);
        let target = definition.entity_field(row.name);
        if let (true, Some(target)) = (type_info.optional, target) {
            if target.is_required() && !has_name(waived, target.rust_name) {
                let text = text.push(" is required by ").quoted(definition.name);
                let text = text.push(", and an `Option` of the part may be `None`; ");
                panic!("{}", text.push("take the part itself").as_str());
            }
        }
        at += 1;
    }
}

/// A struct for an object has the JSON Pointers of that object, so it cannot write the entity's fields.
#[track_caller]
#[inline]
const fn assert_no_object(object_mapping: &ObjectMapping) {
    // A derive that failed reports its own mistakes.
    if !object_mapping.object.is_empty() {
        let text =
            Message::new().push("expected a part of an event, found a struct for the object ");
        let text = text.quoted(object_mapping.object);
        let text = text.push("; remove `flatten`, or remove `object` at its derive");
        panic!("{}", text.as_str());
    }
}

/// A row of another definition is accepted where its namesake has the same kind and rules.
#[track_caller]
#[inline]
const fn assert_namesake(
    part_mapping: &PartMapping,
    at: usize,
    into: &Definition,
    rules: &ObjectRules,
    text: Message,
) {
    let from = part_mapping.mapping.definition;
    if is_same(from.name, into.name) && is_same(from.module, into.module) {
        return;
    }
    let Some(type_mismatch) = mismatch_of(part_mapping, at, rules) else {
        return;
    };
    let text = match type_mismatch {
        TypeMismatch::Unknown => {
            let text = text.push(" is not in ").quoted(into.name);
            text.push("; flatten a part without it")
        }
        TypeMismatch::Closed => {
            let text = text.push(" is an `extra`, and ").quoted(into.name);
            let text = text.push(" accepts no other member (`additionalProperties: false`)");
            text.push("; flatten a part without it")
        }
        TypeMismatch::Known => {
            let text = text.push(" is an `extra`, and ").quoted(into.name);
            let text = text.push(" has a field of that name; flatten a part of ");
            text.quoted(into.name)
        }
        TypeMismatch::Exclusive(other) => {
            let text = text.push(" and ").quoted(other);
            let text = text.push(" are mutually exclusive in ").quoted(into.name);
            text.push("; flatten a part of ").quoted(into.name)
        }
        TypeMismatch::Other => {
            let text = text.push(" is another in ").quoted(into.name);
            let text = text.push(" than in ").quoted(from.name).push(": ");
            let text = differing(part_mapping.mapping.names[at].0, into, text);
            let text = text.push("; flatten a part of ").quoted(into.name);
            text.push(", or map the field in the struct")
        }
    };
    panic!("{}", text.as_str());
}

/// What differs between two fields of one name: their listed values, or anything else.
const fn differing(row: &Field, into: &Definition, text: Message) -> Message {
    match into.entity_field(row.name) {
        Some(other) if !other.values.is_empty() && !row.values.is_empty() => text
            .names(row.values)
            .push(" there and ")
            .names(other.values)
            .push(" here"),
        _ => text.push("kind or rules differ"),
    }
}

/// Fails the build where a required field has no source: neither one of the `own` rows nor a part.
///
/// # Panics
/// At compile time, where one has none.
#[track_caller]
#[inline]
pub const fn assert_complete(
    definition: &Definition,
    own: &[&Field],
    parts: &[&PartMapping],
    waived: &[&str],
) {
    let (mut missing, mut count) = (Message::new(), 0);
    let mut objects = [definition.body.fields, &[]];
    if let Some((_, entity)) = definition.entity() {
        objects[1] = entity.fields;
    }
    let mut object = 0;
    while object < objects.len() {
        let mut at = 0;
        while at < objects[object].len() {
            let row = objects[object][at];
            at += 1;
            if !row.is_required()
                || matches!(row.kind, Kind::Object(_))
                || maps(own, row)
                || has_name(waived, row.rust_name)
            {
                continue;
            }
            match source(parts, row) {
                Some(mapped) if mapped.is_always => {}
                Some(mapped) => {
                    let text = about(row).push(" is required by ").quoted(definition.name);
                    let text = text.push(", and ").quoted(mapped.name);
                    let text = text.push(" of the part may be `None`; take the value itself there");
                    panic!("{}", text.as_str());
                }
                None => {
                    missing = if count > 0 {
                        missing.push(", ")
                    } else {
                        missing
                    };
                    missing = missing.quoted(row.rust_name);
                    count += 1;
                }
            }
        }
        object += 1;
    }
    if count > 0 {
        let text = Message::new().quoted(definition.name).push(" requires ");
        let text = text
            .push(missing.as_str())
            .push(", which neither the struct nor its parts map; add ");
        let text = text.push(if count == 1 { "it" } else { "them" });
        panic!("{}", text.push(" to one of these").as_str());
    }
}

/// Checks whether a value of the type needs a currency that the type itself cannot supply.
#[must_use]
#[inline]
pub const fn lacks_currency(type_info: TypeInfo) -> bool {
    match type_info.facts.object {
        Some((part_mapping, ..)) => part_mapping.lacks_currency,
        None => type_info.needs_currency,
    }
}

/// Fails the build if an amount in major units can only be a violation, since nothing supplies its currency. `currencies`
/// are the fields that could.
///
/// # Panics
/// At compile time, if that is so.
#[track_caller]
#[inline]
pub const fn assert_currency(
    type_info: TypeInfo,
    field: &str,
    currencies: &[&str],
    parts: &[&PartMapping],
) {
    let mut at = 0;
    while at < parts.len() {
        if has_currency(parts[at]) {
            return;
        }
        at += 1;
    }
    if !lacks_currency(type_info) {
        return;
    }
    let text = Message::new().push("field ").quoted(field);
    let text = text.push(if type_info.facts.object.is_some() {
        " holds an amount in major units"
    } else {
        " is an amount in major units"
    });
    let text = if currencies.is_empty() {
        text.push(", and the definition has no currency to convert it with; ")
    } else {
        let text = text.push(", and no field or constant maps its currency (");
        text.names(currencies).push("); map it, or ")
    };
    let text = text.push("use minor units: an integer, or `Amount`");
    panic!("{}", text.as_str());
}

/// Fails the build if a conversion gives amounts in major units, and nothing in the event supplies a currency.
///
#[cfg_attr(
    all(
        feature = "derive",
        feature = "definition-file",
        feature = "rust_decimal"
    ),
    doc = "```compile_fail,E0080"
)]
#[cfg_attr(
    not(all(
        feature = "derive",
        feature = "definition-file",
        feature = "rust_decimal"
    )),
    doc = "```ignore"
)]
/// use rust_decimal::Decimal;
/// use voucher_core::{RavelinEvent, RavelinFields};
///
/// #[derive(RavelinFields)]
/// #[ravelin(event = "order", object = "order.items")]
/// struct Line {
///     sku: &'static str,
///     price: Decimal,
///     quantity: u8,
/// }
///
/// fn lines(skus: &[&'static str]) -> Vec<Line> {
///     let line = |sku: &&'static str| Line { sku, price: Decimal::ONE, quantity: 1 };
///     skus.iter().map(line).collect()
/// }
///
/// #[derive(RavelinEvent)]
/// #[ravelin(event = "order", timestamp = now)]
/// struct Order {
///     #[ravelin(rename = "customerId")]
///     customer: u8,
///     order_id: u8,
///     #[ravelin(with = lines)]
///     items: Vec<&'static str>,
/// }
///
/// let order = Order { customer: 1, order_id: 2, items: vec!["a"] };
/// assert!(order.to_json().is_err());
/// ```
///
/// # Panics
/// At compile time, if that is so.
#[track_caller]
#[inline]
pub(super) const fn assert_converted(type_info: TypeInfo) {
    assert!(
        !lacks_currency(type_info),
        "a conversion gives an amount in major units, and no field or constant maps a currency; map it, or give minor units: an integer, or `Amount`"
    );
}

/// Checks whether a part maps a currency.
const fn has_currency(part_mapping: &PartMapping) -> bool {
    let mut at = 0;
    while at < part_mapping.mapping.names.len() {
        if matches!(part_mapping.mapping.names[at].0.kind, Kind::Currency) {
            return true;
        }
        at += 1;
    }
    false
}

/// The first part's mapping of a row.
#[inline]
const fn source(parts: &[&PartMapping], row: &Field) -> Option<Mapped> {
    let mut at = 0;
    while at < parts.len() {
        if let Some(mapped) = parts[at].find(row) {
            return Some(mapped);
        }
        at += 1;
    }
    None
}

/// What a field lists, or each entry of it.
#[inline]
const fn listed(field: &Field) -> &'static [&'static str] {
    match field.kind {
        Kind::Array(array) => listed(array.element),
        _ => field.values,
    }
}

#[inline]
const fn about(field: &Field) -> Message {
    Message::new().push("field ").quoted(field.name)
}

/// Whether one of the rows has the name of this one. (Entities keep names apart from those of the envelope.)
#[inline]
const fn maps(rows: &[&Field], row: &Field) -> bool {
    let mut at = 0;
    while at < rows.len() {
        if row.is_namesake(rows[at]) {
            return true;
        }
        at += 1;
    }
    false
}
