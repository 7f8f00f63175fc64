//! Reads a schema of `"type": "object"` or `"type": "array"`.

use super::field::Location;
use super::json::{Json, Member, Node};
use super::mistake::quoted;
use super::owned::{OwnedField, OwnedKind, OwnedObject};
use super::schema::{Keywords, Reader};
use crate::model::{Kind, Status};
use crate::suggest::nearest;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// The keywords that restrict the members of a map.
pub(super) const MAP_KEYWORDS: [&str; 3] = ["minProperties", "maxProperties", "propertyNames"];

/// The maximum number of fields in a group. A value can have a violation for each two of them.
const MAX_GROUP: usize = 64;

/// The members that are not in `properties`.
enum Additional<'t> {
    Any,
    None,
    Schema(&'t Node),
}

impl<'t> Reader<'t> {
    pub(super) fn read_array(
        &mut self,
        keywords: &Keywords<'t>,
        location: &Location,
    ) -> Option<OwnedKind> {
        self.check_kind(keywords, "array");
        let (min_items, max_items) = (keywords.get("minItems"), keywords.get("maxItems"));
        let min = min_items.and_then(|it| self.count(it)).unwrap_or(0);
        let max = max_items.and_then(|it| self.count(it)).unwrap_or(u32::MAX);
        if let Some(member) = max_items.filter(|_| max < min) {
            let message = "`maxItems` is below `minItems`, so no value is valid";
            self.reject(member, message);
        }
        let unique = keywords.get("uniqueItems");
        let unique = unique.and_then(|member| self.bool(member));
        let element = match keywords.get("items") {
            Some(items) => self.field(&items.node, &location.element(items.node.at))?,
            None => self.any(&location.element(location.at))?,
        };
        let element = Box::new(element);
        Some(OwnedKind::Array {
            element,
            min,
            max,
            unique: unique.unwrap_or(false),
        })
    }

    pub(super) fn read_object(
        &mut self,
        keywords: &Keywords<'t>,
        location: &Location,
    ) -> Option<OwnedKind> {
        let additional = self.additional(keywords);
        let required = match keywords.get("required") {
            Some(member) => self.strings(member).unwrap_or_default(),
            None => Vec::new(),
        };
        let Some(properties) = keywords.get("properties") else {
            return self.read_object_without_properties(keywords, &required, additional, location);
        };
        let Json::Object(_) = &properties.node.value else {
            self.reject_value(properties, "an object of schemas");
            return None;
        };
        if let Additional::Schema(_) = additional {
            if properties.node.members().is_empty() {
                return self
                    .read_object_without_properties(keywords, &required, additional, location);
            }
            if let Some(member) = keywords.get("additionalProperties") {
                let message =
                    "a schema beside `properties` is not supported; write `true` or `false`";
                self.reject(member, message);
            }
        }
        let is_closed = matches!(additional, Additional::None);
        let limits = self.member_limits(keywords, properties, &required, is_closed);
        self.check_kind(keywords, "object");
        let required = self.required_members(keywords, properties, &required);
        let fields = self.member_fields(properties, &required, location);
        let mut groups = |keyword| match keywords.get(keyword) {
            Some(member) => self.exclusive_groups(member, &fields),
            None => Vec::new(),
        };
        let (mut exclusive, exactly_one) = (
            groups("x-ravelin-exclusive"),
            groups("x-ravelin-exactly-one"),
        );
        exclusive.extend(exactly_one.iter().cloned());
        Some(OwnedKind::Object(OwnedObject {
            fields,
            exclusive,
            exactly_one,
            is_closed,
            min_members: limits.0,
            max_members: limits.1,
            schemas: keywords.offsets(),
        }))
    }

    /// Returns for each of the `properties` whether it is required. Reports the names in `required` that are not among them.
    fn required_members(
        &mut self,
        keywords: &Keywords<'t>,
        properties: &Member,
        required: &[Rc<str>],
    ) -> Vec<bool> {
        let mut is_required = vec![false; properties.node.members().len()];
        let names: Vec<&str> = properties
            .node
            .members()
            .iter()
            .map(|it| &*it.name)
            .collect();
        for name in required {
            let position = properties.node.position(name);
            match position.and_then(|position| is_required.get_mut(position)) {
                Some(is_required) => *is_required = true,
                None if self.is_full() => {}
                None => self.reject_required(keywords, name, &names),
            }
        }
        is_required
    }

    /// Reads an object without `properties`: a map, a free object, or, if it is closed, an empty one.
    fn read_object_without_properties(
        &mut self,
        keywords: &Keywords<'t>,
        required: &[Rc<str>],
        additional: Additional<'t>,
        location: &Location,
    ) -> Option<OwnedKind> {
        if let Some(name) = required.first() {
            self.reject_required(keywords, name, &[]);
        }
        for keyword in ["x-ravelin-exclusive", "x-ravelin-exactly-one"] {
            if let Some(member) = keywords.get(keyword) {
                let message =
                    format!("`{keyword}` only applies to an object with `properties`; remove it");
                self.reject(member, message);
            }
        }
        let restricted = MAP_KEYWORDS
            .iter()
            .find_map(|keyword| keywords.get(keyword));
        match (additional, restricted) {
            (Additional::None, restricted) => {
                if let Some(member) = restricted {
                    let message = format!(
                        "`{}` has no effect on an object without members; remove it",
                        member.name
                    );
                    self.reject(member, message);
                }
                self.check_kind(keywords, "object");
                Some(OwnedKind::Object(OwnedObject {
                    fields: Vec::new(),
                    exclusive: Vec::new(),
                    exactly_one: Vec::new(),
                    is_closed: true,
                    min_members: 0,
                    max_members: u32::MAX,
                    schemas: keywords.offsets(),
                }))
            }
            (Additional::Any, None) => {
                self.kind(keywords, &[Kind::Custom]);
                Some(OwnedKind::Scalar(Kind::Custom))
            }
            (Additional::Any, Some(_)) => self.read_map(keywords, None, location),
            (Additional::Schema(schema), _) => self.read_map(keywords, Some(schema), location),
        }
    }

    /// Reads `additionalProperties`.
    fn additional(&mut self, keywords: &Keywords<'t>) -> Additional<'t> {
        let Some(member) = keywords.get("additionalProperties") else {
            return Additional::Any;
        };
        match &member.node.value {
            Json::Bool(true) => Additional::Any,
            Json::Bool(false) => Additional::None,
            // A schema that accepts everything, as `true`.
            Json::Object(object) if object.members.is_empty() => Additional::Any,
            Json::Object(_) => Additional::Schema(&member.node),
            _ => {
                self.reject_value(member, "`true`, `false` or a schema");
                Additional::Any
            }
        }
    }

    /// Returns the minimum and maximum number of members beside `properties`, unless they follow from the other keywords. Rejects
    /// `propertyNames`.
    fn member_limits(
        &mut self,
        keywords: &Keywords<'t>,
        properties: &Member,
        required: &[Rc<str>],
        is_closed: bool,
    ) -> (u32, u32) {
        if let Some(member) = keywords.get("propertyNames") {
            let message = "`propertyNames` beside `properties` is not supported; remove it, and check the rule with `#[ravelin(check = …)]`";
            self.reject(member, message);
        }
        let (min_member, max_member) =
            (keywords.get("minProperties"), keywords.get("maxProperties"));
        let min = min_member.and_then(|member| self.count(member));
        let max = max_member.and_then(|member| self.count(member));
        let (fewest, most) = (required.len(), properties.node.members().len());
        let is_above = |min: u32| min as usize > most && is_closed;
        if let Some(member) = min_member.filter(|_| min.is_some_and(is_above)) {
            let message =
                "`minProperties` is above the number of `properties`, so no value is valid";
            self.reject(member, message);
        }
        if let Some(member) = max_member.filter(|_| max.is_some_and(|max| (max as usize) < fewest))
        {
            let message =
                "`maxProperties` is below the number of `required` fields, so no value is valid";
            self.reject(member, message);
        }
        let (min, max) = (min.unwrap_or(0), max.unwrap_or(u32::MAX));
        if let Some(member) = max_member.filter(|_| max < min) {
            let message = "`maxProperties` is below `minProperties`, so no value is valid";
            self.reject(member, message);
        }
        let is_min_implied = min as usize <= fewest;
        let is_max_implied = is_closed && max as usize >= most;
        (
            if is_min_implied { 0 } else { min },
            if is_max_implied { u32::MAX } else { max },
        )
    }

    /// Reports a name in `required` that is not among the `properties`.
    fn reject_required(&mut self, keywords: &Keywords<'t>, name: &str, names: &[&str]) {
        if let Some(member) = keywords.get("required") {
            self.reject(member, unknown_field(name, "required", names));
        }
    }

    /// Reads `x-ravelin-exclusive` or `x-ravelin-exactly-one`: groups of mutually exclusive fields.
    fn exclusive_groups(&mut self, member: &'t Member, fields: &[OwnedField]) -> Vec<Vec<Rc<str>>> {
        let Json::Array(groups) = &member.node.value else {
            self.reject_value(member, "an array of groups, each an array of names");
            return Vec::new();
        };
        let statuses: BTreeMap<&str, Status> = fields
            .iter()
            .map(|field| (&*field.name, field.status))
            .collect();
        let mut valid = Vec::new();
        for group in groups {
            if self.is_full() {
                break;
            }
            let Some(names) = self.strings_in(member, group) else {
                continue;
            };
            match check_group(&member.name, &names, &statuses) {
                Ok(()) => valid.push(names),
                Err(message) => self.mistakes.push(group.at, Some(&member.name), message),
            }
        }
        valid
    }
}

/// Checks a group of mutually exclusive fields.
fn check_group(
    keyword: &str,
    names: &[Rc<str>],
    statuses: &BTreeMap<&str, Status>,
) -> Result<(), String> {
    if let Some(unknown) = names.iter().find(|name| !statuses.contains_key(&***name)) {
        let fields: Vec<_> = statuses.keys().copied().collect();
        return Err(unknown_field(unknown, keyword, &fields));
    }
    if names.len() < 2 {
        return Err("expected at least two fields in a group".into());
    }
    if names.len() > MAX_GROUP {
        let found = names.len();
        return Err(format!(
            "expected at most {MAX_GROUP} fields in a group, found {found}"
        ));
    }
    let statuses = names.iter().map(|name| statuses.get(&**name));
    let required = statuses.filter(|status| *status == Some(&Status::Required));
    if required.count() > 1 {
        let message = "two fields of this group are required, so they cannot be mutually exclusive";
        return Err(message.into());
    }
    Ok(())
}

/// Returns the message for a name in a list that is not among the `properties`.
fn unknown_field(name: &str, list: &str, fields: &[&str]) -> String {
    let name_quoted = quoted(name);
    match nearest(name, fields) {
        Some(near) => format!("unknown field {name_quoted} in `{list}`; did you mean `{near}`?"),
        None => format!("unknown field {name_quoted} in `{list}`; add it to `properties`"),
    }
}
