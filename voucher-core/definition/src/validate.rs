//! The run-time validator: checks any JSON value against a definition.
//!
//! It calls the same functions as the encoder, so it has the same result and the same messages.

#[cfg(test)]
#[cfg(feature = "json")]
mod file_tests;
mod object;
mod unknown;
mod value;

use crate::canonical::push_value;
use crate::message::Message;
use crate::model::{
    self, Alternative, Array, Contents, Definition, Field, MAX_LEVELS, OneOf, Selector,
};
use crate::model::{Rule, Violation, ViolationKind, Violations, pointer};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use object::check_object;
use serde_json::{Map, Value};
use value::{check_value, has_type, noun};

impl Definition {
    /// Checks whether a value is a valid body of this request. The parameters of the path and the query are not part of the
    /// body. If the request has no body, every value is accepted.
    ///
    /// A member that is not in the definition is a violation only if its object is closed, because the API may accept more
    /// than the definition lists. See also [`Self::unknown`].
    ///
    /// # Errors
    /// Every rule that the value breaks, in the order of the definition, with the unknown members of an object last.
    /// [`Violation::field`] is `None`.
    pub fn check(&self, body: &Value) -> Result<(), Violations> {
        let mut violations = Vec::new();
        if let Some(field) = self.body {
            check_field(field, body, &Location::Body, &mut violations);
        }
        Violations::check(violations)
    }
}

impl Field {
    /// Checks whether a value can be sent. The JSON Pointers start at the value.
    ///
    /// # Errors
    /// Every rule that the value breaks. [`Violation::field`] is `None`.
    pub fn check(&self, value: &Value) -> Result<(), Violations> {
        let mut violations = Vec::new();
        check_field(self, value, &Location::Body, &mut violations);
        Violations::check(violations)
    }
}

/// The location of a value. Its JSON Pointer is only built for a violation.
enum Location<'p> {
    Body,
    Member(&'p Location<'p>, &'p str),
    Element(&'p Location<'p>, usize),
    /// Within the object or the alternatives of a field.
    Inside(&'p Location<'p>, &'p Field),
    /// At a value with the definition of a value around it, which was at the second location.
    Again(&'p Location<'p>, &'p Location<'p>),
}

impl Location<'_> {
    fn pointer(&self) -> String {
        match self {
            Self::Body => String::new(),
            Self::Member(parent, name) => pointer(&parent.pointer(), name),
            Self::Element(parent, at) => pointer(&parent.pointer(), &at.to_string()),
            Self::Inside(parent, _) | Self::Again(parent, _) => parent.pointer(),
        }
    }

    /// Returns the field of one of the objects and alternatives around the value in its definition, and where it is.
    fn ancestor(&self, mut distance: u32) -> Option<(&Field, &Self)> {
        let mut location = self;
        loop {
            location = match location {
                Self::Body => return None,
                Self::Member(parent, _) | Self::Element(parent, _) => parent,
                // What is around a definition does not depend on where it is used again.
                Self::Again(_, around) => around,
                Self::Inside(parent, field) if distance == 0 => return Some((field, parent)),
                Self::Inside(parent, _) => {
                    distance -= 1;
                    parent
                }
            }
        }
    }

    /// Returns how many values around this one have the definition of a value around them, including the first one.
    fn levels(&self) -> u32 {
        let (mut location, mut levels) = (self, 1);
        loop {
            location = match location {
                Self::Body => return levels,
                Self::Member(parent, _) | Self::Element(parent, _) | Self::Inside(parent, _) => {
                    parent
                }
                Self::Again(parent, _) => {
                    levels += 1;
                    parent
                }
            }
        }
    }

    fn push(
        &self,
        violation_kind: &ViolationKind<'_>,
        sensitive: bool,
        violations: &mut Vec<Violation>,
    ) {
        let message = violation_kind
            .describe(Message::new(), sensitive)
            .to_string();
        let violation = Violation::new(self.pointer(), violation_kind.rule(), message);
        let violation = violation.with_expected(&violation_kind.expected());
        violations.push(match violation_kind {
            ViolationKind::Unknown { nearest } => violation.with_nearest(*nearest),
            _ => violation,
        });
    }

    /// Reports the key of a map.
    fn push_key(
        &self,
        violation_kind: &ViolationKind<'_>,
        sensitive: bool,
        violations: &mut Vec<Violation>,
    ) {
        let message = violation_kind.describe_key(Message::new(), sensitive);
        let violation = Violation::new(self.pointer(), Rule::Members, message.to_string());
        let expected = violation_kind.expected();
        let expected = Message::new()
            .push("a key that is ")
            .push(expected.as_str());
        violations.push(violation.with_expected(&expected));
    }
}

/// Checks a value. The recursion is limited by [`MAX_LEVELS`], whatever the value.
fn check_field(
    field: &Field,
    value: &Value,
    location: &Location<'_>,
    violations: &mut Vec<Violation>,
) {
    if field.nullable && value.is_null() {
        return;
    }
    match (field.kind.contents(), value) {
        (Contents::Fields(object), Value::Object(members)) => {
            let location = &Location::Inside(location, field);
            check_object(object, members, field.sensitive, location, violations);
        }
        (Contents::Elements(array), Value::Array(elements)) => {
            check_array(array, elements, field.sensitive, location, violations);
        }
        (Contents::Values(map), Value::Object(members)) => {
            check_map(map, members, field.sensitive, location, violations);
        }
        (Contents::Alternatives(one_of), _) => {
            let location = &Location::Inside(location, field);
            check_one_of(one_of, field, value, location, violations);
        }
        (Contents::Ancestor(distance), _) => {
            check_again(distance, value, location, violations);
        }
        (Contents::None | Contents::Fields(_) | Contents::Elements(_) | Contents::Values(_), _) => {
            if let Err(violation_kind) = check_value(field, value) {
                location.push(&violation_kind, field.sensitive, violations);
            }
        }
    }
}

/// Checks a value that has the definition of a value around it.
fn check_again(
    distance: u32,
    value: &Value,
    location: &Location<'_>,
    violations: &mut Vec<Violation>,
) {
    if location.levels() >= MAX_LEVELS {
        let violation_kind = ViolationKind::TooDeep { max: MAX_LEVELS };
        location.push(&violation_kind, false, violations);
    } else if let Some((field, around)) = location.ancestor(distance) {
        // Whether `null` is valid depends on the field that refers to the ancestor.
        if value.is_null() {
            let (expected, found) = (field.kind.json(), noun(value));
            location.push(&ViolationKind::Type { expected, found }, false, violations);
            return;
        }
        let location = Location::Again(location, around);
        check_field(field, value, &location, violations);
    }
}

fn check_array(
    array: &Array,
    elements: &[Value],
    is_sensitive: bool,
    location: &Location<'_>,
    violations: &mut Vec<Violation>,
) {
    if let Err(violation_kind) = array.check_count(elements.len()) {
        location.push(&violation_kind, is_sensitive, violations);
    }
    let mut first_of = BTreeMap::new();
    for (index, element) in elements.iter().enumerate() {
        let location = Location::Element(location, index);
        let count = violations.len();
        check_field(array.element, element, &location, violations);
        // As in the encoder, an invalid element is not compared.
        if array.unique && violations.len() == count {
            let mut canonical = String::new();
            push_value(&mut canonical, element);
            let first = *first_of.entry(canonical).or_insert(index);
            if first != index {
                location.push(
                    &ViolationKind::Duplicate { first },
                    is_sensitive,
                    violations,
                );
            }
        }
    }
}

/// Checks a map. The pointer of a sensitive key contains the position of the member instead. All keys of a sensitive map are
/// sensitive.
fn check_map(
    map: &model::Map,
    members: &Map<String, Value>,
    is_sensitive: bool,
    location: &Location<'_>,
    violations: &mut Vec<Violation>,
) {
    if let Err(violation_kind) = map.check_count(members.len()) {
        location.push(&violation_kind, is_sensitive, violations);
    }
    let is_sensitive = is_sensitive || map.key.sensitive;
    for (index, (key, value)) in members.iter().enumerate() {
        let location = if is_sensitive {
            Location::Element(location, index)
        } else {
            Location::Member(location, key)
        };
        if let Err(violation_kind) = map.key.check_text(key, true) {
            location.push_key(&violation_kind, is_sensitive, violations);
        }
        check_field(map.value, value, &location, violations);
    }
}

fn check_one_of(
    one_of: &'static OneOf,
    field: &Field,
    value: &Value,
    location: &Location<'_>,
    violations: &mut Vec<Violation>,
) {
    if let (Selector::One, Value::Object(_)) = (one_of.selector, value) {
        if let Err(violation_kind) = check_only_one(one_of, value, location) {
            location.push(&violation_kind, field.sensitive, violations);
        }
        return;
    }
    if let (Selector::Any, Value::Object(members)) = (one_of.selector, value) {
        return check_any(one_of, field, (value, members), location, violations);
    }
    if let Some(alternative) = select(one_of, value, location) {
        check_field(alternative, value, location, violations);
        return;
    }
    let wrong_type = ViolationKind::Type {
        expected: one_of.noun,
        found: noun(value),
    };
    let has_object = alternatives_for(one_of, value).next().is_some();
    match (one_of.selector, value) {
        (Selector::Tag(name), Value::Object(members)) if has_object => {
            let location = Location::Member(location, name);
            let violation_kind = if members.contains_key(name) {
                ViolationKind::NoAlternative(one_of)
            } else {
                ViolationKind::Missing
            };
            location.push(&violation_kind, field.sensitive, violations);
        }
        (Selector::Tag(_) | Selector::Type | Selector::Any | Selector::One, _) => {
            location.push(&wrong_type, field.sensitive, violations);
        }
    }
}

/// Checks an object that no property assigns to one of the alternatives: it is valid if any of them accepts it. If none does,
/// the violations are those of the alternative that the object was written for, if that can be seen.
fn check_any(
    one_of: &'static OneOf,
    field: &Field,
    (value, members): (&Value, &Map<String, Value>),
    location: &Location<'_>,
    violations: &mut Vec<Violation>,
) {
    let mut closest = Closest::None;
    let mut is_object = false;
    for alternative in alternatives_for(one_of, value) {
        is_object = true;
        let mut found = Vec::new();
        check_field(alternative.value, value, location, &mut found);
        if found.is_empty() {
            return;
        }
        if let Some(unknown) = count_unknown(alternative.value, members) {
            closest = closest.or((unknown, found.len()), found);
        }
    }
    match closest {
        Closest::One(_, found) => violations.extend(found),
        Closest::None | Closest::Several(_) if is_object => {
            let violation_kind = ViolationKind::NoAlternative(one_of);
            location.push(&violation_kind, field.sensitive, violations);
        }
        Closest::None | Closest::Several(_) => {
            let (expected, found) = (one_of.noun, noun(value));
            let violation_kind = ViolationKind::Type { expected, found };
            location.push(&violation_kind, field.sensitive, violations);
        }
    }
}

/// The alternative of which an object has all required members, and the fewest unknown members and violations.
enum Closest {
    None,
    One((usize, usize), Vec<Violation>),
    Several((usize, usize)),
}

impl Closest {
    /// Returns the closer one of this and another alternative.
    fn or(self, distance: (usize, usize), violations: Vec<Violation>) -> Self {
        match &self {
            Self::One(least, _) | Self::Several(least) if *least < distance => self,
            Self::One(least, _) | Self::Several(least) if *least == distance => {
                Self::Several(distance)
            }
            Self::None | Self::One(..) | Self::Several(_) => Self::One(distance, violations),
        }
    }
}

/// Returns how many members of an object an alternative does not define. Returns `None` if a required one is missing.
fn count_unknown(alternative: &Field, members: &Map<String, Value>) -> Option<usize> {
    let Contents::Fields(object) = alternative.kind.contents() else {
        return Some(0);
    };
    let mut fields = object.fields.iter();
    let is_complete = fields.all(|field| !field.is_required() || members.contains_key(field.name));
    if !is_complete {
        return None;
    }
    let names: BTreeSet<_> = object.fields.iter().map(|field| field.name).collect();
    let unknown = members.keys().filter(|name| !names.contains(name.as_str()));
    Some(unknown.count())
}

impl OneOf {
    /// Returns the alternative that a value is, by its type or by the property that selects one; without such a property, the
    /// first one that accepts it.
    #[must_use]
    pub fn alternative_of(&self, value: &Value) -> Option<&'static Field> {
        select(self, value, &Location::Body)
    }

    /// Checks whether exactly one alternative accepts an object. `json` is the object as JSON.
    ///
    /// # Errors
    /// No alternative accepts it, several do, or it is nested too deeply to be checked.
    pub fn check_only_one(&'static self, json: &[u8]) -> Result<(), ViolationKind<'static>> {
        match serde_json::from_slice(json) {
            Ok(value) => check_only_one(self, &value, &Location::Body),
            Err(_) => Err(ViolationKind::TooDeep { max: MAX_LEVELS }),
        }
    }
}

/// Returns the alternative of a value.
fn select(one_of: &OneOf, value: &Value, location: &Location<'_>) -> Option<&'static Field> {
    let mut alternatives = alternatives_for(one_of, value);
    let found = alternatives.find(|alternative| match (one_of.selector, value) {
        (Selector::Tag(name), Value::Object(members)) => {
            let tag = alternative.tag(one_of.selector).zip(members.get(name));
            tag.is_some_and(|(tag, value)| tag.check(value).is_ok())
        }
        (Selector::Any | Selector::One, Value::Object(_)) => accepts(alternative, value, location),
        (Selector::Type | Selector::Tag(_) | Selector::Any | Selector::One, _) => true,
    });
    found.map(|alternative| alternative.value)
}

fn accepts(alternative: &Alternative, value: &Value, location: &Location<'_>) -> bool {
    let mut violations = Vec::new();
    check_field(alternative.value, value, location, &mut violations);
    violations.is_empty()
}

/// Checks whether exactly one alternative accepts an object.
fn check_only_one(
    one_of: &'static OneOf,
    value: &Value,
    location: &Location<'_>,
) -> Result<(), ViolationKind<'static>> {
    let mut alternatives = alternatives_for(one_of, value).peekable();
    if alternatives.peek().is_none() {
        return Err(ViolationKind::Type {
            expected: one_of.noun,
            found: noun(value),
        });
    }
    let mut accepting = alternatives.filter(|alternative| accepts(alternative, value, location));
    match (accepting.next(), accepting.next()) {
        (None, _) => Err(ViolationKind::NoAlternative(one_of)),
        (Some(_), None) => Ok(()),
        (Some(one), Some(other)) => Err(ViolationKind::SeveralAlternatives {
            names: [one.name, other.name],
        }),
    }
}

/// Returns the alternatives with the JSON type of a value.
fn alternatives_for(one_of: &OneOf, value: &Value) -> impl Iterator<Item = &'static Alternative> {
    let alternatives = one_of.alternatives.iter();
    alternatives.filter(move |alternative| has_type(alternative.value, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use serde_json::json;
    use std::borrow::ToOwned;

    fn check(name: &str, body: &Value) -> Vec<(String, Rule)> {
        let result = Definition::find(name).unwrap().check(body);
        let violations = result.err().into_iter().flatten();
        violations
            .map(|violation| (violation.pointer().to_owned(), violation.rule()))
            .collect()
    }

    fn example() -> Value {
        json!({
            "timestamp": 1_512_828_988_826_i64,
            "voucher": {
                "voucherCode": "VOUCH-89",
                "value": 20,
                "currency": "GBP",
                "creationTime": 1_512_828_988_826_i64,
            },
        })
    }

    #[test]
    fn the_example_is_valid_and_each_invalid_change_is_reported() {
        assert_eq!(check("voucher", &example()), []);
        for (pointer, value, rule) in [
            ("/timestamp", json!(1_512_828_988), Rule::Time),
            ("/timestamp", json!(null), Rule::Type),
            ("/timestamp", json!("2017-12-09T14:16:28Z"), Rule::Type),
            ("/timestamp", json!(1_512_828_988_826.5), Rule::Type),
            ("/timestamp", json!(u64::MAX), Rule::Range),
            ("/timestamp", json!(-1e30), Rule::Range),
            ("/voucher", json!([]), Rule::Type),
            ("/voucher/voucherCode", json!(""), Rule::Length),
            ("/voucher/voucherCode", json!(12), Rule::Type),
            ("/voucher/value", json!(20.5), Rule::Type),
            ("/voucher/value", json!(true), Rule::Type),
            // 2^63, and the float before -2^63.
            (
                "/voucher/value",
                json!(9_223_372_036_854_775_808.0),
                Rule::Range,
            ),
            (
                "/voucher/value",
                json!(-9_223_372_036_854_777_856.0),
                Rule::Range,
            ),
            ("/voucher/currency", json!("POUND"), Rule::Pattern),
            ("/voucher/currency", json!("ABC"), Rule::Currency),
        ] {
            let mut body = example();
            *body.pointer_mut(pointer).unwrap() = value;
            assert_eq!(
                check("voucher", &body),
                [(pointer.to_owned(), rule)],
                "{body}"
            );
        }
        for value in [
            json!(20.0),
            json!(-3),
            json!(i64::MIN),
            json!(1e3),
            json!(-9_223_372_036_854_775_808.0),
            json!(9_223_372_036_854_774_784.0),
        ] {
            let mut body = example();
            *body.pointer_mut("/voucher/value").unwrap() = value;
            assert_eq!(check("voucher", &body), [], "{body}");
        }
    }

    #[test]
    fn violations_are_in_the_order_of_the_definition() {
        let body = json!({"eventType": "a b", "voucher": {"custom": 1, "voucherType": "general"}});
        let rules: Vec<_> = check("voucher", &body)
            .into_iter()
            .map(|(pointer, _)| pointer)
            .collect();
        assert_eq!(
            rules,
            [
                "/timestamp",
                "/voucher/voucherCode",
                "/voucher/value",
                "/voucher/currency",
                "/voucher/creationTime",
                "/voucher/voucherType",
                "/voucher/custom",
                "/eventType",
            ]
        );
        assert_eq!(
            check("voucher/check", &json!([])),
            [(String::new(), Rule::Type)]
        );
        assert_eq!(
            check(
                "voucher/check",
                &json!({"customerId": "a", "depth": 11, "voucherType": "STAFF"})
            ),
            [
                ("/voucherType".to_owned(), Rule::Enum),
                ("/depth".to_owned(), Rule::Range)
            ]
        );
    }

    #[test]
    fn an_unknown_member_is_reported_with_a_suggestion() {
        let body =
            json!({"vouchr": 1, "voucher": {"vouchercode": "x", "custom": {"any": 1}, "a/b": 2}});
        let unknown = Definition::find("voucher").unwrap().unknown(&body);
        let mut shown: Vec<_> = unknown.iter().map(ToString::to_string).collect();
        // The order is that of the value's own map, which a feature of serde_json decides.
        shown.sort();
        assert_eq!(
            shown,
            [
                "/voucher/a~1b: not in the definition",
                "/voucher/vouchercode: not in the definition; did you mean `voucherCode`?",
                // `voucher` is present, so it is not suggested.
                "/vouchr: not in the definition",
            ]
        );
    }

    #[test]
    fn a_suggested_field_is_absent_or_spelled_differently() {
        for (body, expected) in [
            (json!({"voucher": {"curency": 1}}), Some("currency")),
            (json!({"voucher": {"voucher_code": 1}}), Some("voucherCode")),
            (json!({"voucher": {"expiry": 1, "expirey": 1}}), None),
            // `voucherCode` is nearer, but present.
            (
                json!({"voucher": {"voucherCode": 1, "voucherCope": 1}}),
                Some("voucherType"),
            ),
            (
                json!({"voucher": {"voucherCode": 1, "voucher_code": 1}}),
                Some("voucherCode"),
            ),
            (json!({"voucher": {"colour": 1}}), None),
        ] {
            let unknown = Definition::find("voucher").unwrap().unknown(&body);
            let [unknown] = unknown.as_slice() else {
                panic!("{body}: {unknown:?}");
            };
            let suggestion = unknown.message().split('`').nth(1);
            assert_eq!(suggestion, expected, "{body}");
            assert_eq!(unknown.nearest(), expected, "{body}");
        }
    }

    #[test]
    fn an_object_has_the_wrong_type_if_no_alternative_is_an_object() {
        const TEXT: OneOf = OneOf {
            alternatives: &[Alternative {
                name: "text",
                value: &Field::new("text", "text", "", Kind::Text),
            }],
            selector: Selector::Type,
            noun: "a string",
        };
        #[rustfmt::skip]
        static ONE_OF: [OneOf; 4] = [
            TEXT,
            OneOf { selector: Selector::Tag("type"), ..TEXT },
            OneOf { selector: Selector::Any, ..TEXT },
            OneOf { selector: Selector::One, ..TEXT },
        ];
        for one_of in &ONE_OF {
            let field = Field::new("value", "value", "", Kind::OneOf(one_of));
            assert!(field.check(&json!("a")).is_ok());
            let violations = field.check(&json!({})).unwrap_err();
            assert_eq!(
                violations.to_string(),
                "body: expected a string, found an object"
            );
        }
    }

    #[test]
    fn a_voucher_code_is_never_shown() {
        let body = json!({"timestamp": 1, "voucher": {"voucherCode": ["SECRET"], "referrerId": {"SECRET": 1}}});
        let error = Definition::find("voucher")
            .unwrap()
            .check(&body)
            .unwrap_err();
        assert!(!error.to_string().contains("SECRET"), "{error}");
    }
}
