//! Reads a schema of `"type": "object"` or `"type": "array"`.

use super::field::Location;
use super::json::{Json, Member};
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
use alloc::vec::Vec;

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
        let Some(items) = keywords.get("items") else {
            let message = "missing `items`; add the schema of an element";
            match keywords.get("type") {
                Some(member) => self.reject(member, message),
                None => self.mistakes.push(location.at, None, message),
            }
            return None;
        };
        let element = self.field(&items.node, &location.element(items.node.at))?;
        let element = Box::new(element);
        Some(OwnedKind::Array {
            element,
            min,
            max,
            unique: false,
        })
    }

    pub(super) fn read_object(
        &mut self,
        keywords: &Keywords<'t>,
        location: &Location,
    ) -> Option<OwnedKind> {
        let is_closed = match keywords.get("additionalProperties") {
            Some(member) => self.is_closed(member),
            None => false,
        };
        let required = match keywords.get("required") {
            Some(member) => self.strings(member).unwrap_or_default(),
            None => Vec::new(),
        };
        let Some(properties) = keywords.get("properties") else {
            return Some(self.read_object_without_properties(keywords, &required, is_closed));
        };
        self.check_kind(keywords, "object");
        let Json::Object(_) = &properties.node.value else {
            self.reject_value(properties, "an object of schemas");
            return None;
        };
        let names: Vec<&str> = properties
            .node
            .members()
            .iter()
            .map(|it| &*it.name)
            .collect();
        for name in &required {
            if properties.node.member(name).is_none() && !self.is_full() {
                self.reject_required(keywords, name, &names);
            }
        }
        let required = required.into_iter().collect();
        let fields = self.member_fields(properties, &required, location);
        let exclusive = match keywords.get("x-ravelin-exclusive") {
            Some(member) => self.exclusive_groups(member, &fields),
            None => Vec::new(),
        };
        Some(OwnedKind::Object(OwnedObject {
            fields,
            exclusive,
            exactly_one: Vec::new(),
            is_closed,
        }))
    }

    /// Reads an object without `properties`: a free one, or, if it is closed, an empty one.
    fn read_object_without_properties(
        &mut self,
        keywords: &Keywords<'t>,
        required: &[Rc<str>],
        is_closed: bool,
    ) -> OwnedKind {
        if let Some(name) = required.first() {
            self.reject_required(keywords, name, &[]);
        }
        if let Some(member) = keywords.get("x-ravelin-exclusive") {
            let message =
                "`x-ravelin-exclusive` only applies to an object with `properties`; remove it";
            self.reject(member, message);
        }
        if is_closed {
            self.check_kind(keywords, "object");
            return OwnedKind::Object(OwnedObject {
                fields: Vec::new(),
                exclusive: Vec::new(),
                exactly_one: Vec::new(),
                is_closed,
            });
        }
        self.kind(keywords, &[Kind::Custom]);
        OwnedKind::Scalar(Kind::Custom)
    }

    /// Reports a name in `required` that is not among the `properties`.
    fn reject_required(&mut self, keywords: &Keywords<'t>, name: &str, names: &[&str]) {
        if let Some(member) = keywords.get("required") {
            self.reject(member, unknown_field(name, "required", names));
        }
    }

    fn is_closed(&mut self, member: &'t Member) -> bool {
        match &member.node.value {
            Json::Bool(is_open) => !is_open,
            // A schema that accepts everything, as `true`.
            Json::Object(object) if object.members.is_empty() => false,
            _ => {
                self.reject_value(member, "`true` or `false`");
                false
            }
        }
    }

    /// Reads `x-ravelin-exclusive`: groups of mutually exclusive fields.
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
            match check_group(&names, &statuses) {
                Ok(()) => valid.push(names),
                Err(message) => self.mistakes.push(group.at, Some(&member.name), message),
            }
        }
        valid
    }
}

/// Checks a group of mutually exclusive fields.
fn check_group(names: &[Rc<str>], statuses: &BTreeMap<&str, Status>) -> Result<(), String> {
    if let Some(unknown) = names.iter().find(|name| !statuses.contains_key(&***name)) {
        let fields: Vec<_> = statuses.keys().copied().collect();
        return Err(unknown_field(unknown, "x-ravelin-exclusive", &fields));
    }
    if names.len() < 2 {
        return Err("expected at least two fields in a group".into());
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
