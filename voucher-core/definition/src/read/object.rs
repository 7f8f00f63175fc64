//! Reads a schema of `"type": "object"` or `"type": "array"`.

use super::field::Place;
use super::json::{Json, Member};
use super::mistake::shown;
use super::owned::{Body, ModelKind, Row};
use super::schema::{Reader, Said};
use crate::model::{Kind, Status};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::rc::Rc;
use alloc::vec::Vec;

impl<'t> Reader<'t> {
    pub(super) fn array_row(&mut self, said: &Said<'t>, place: &Place) -> Option<ModelKind> {
        self.kind_word(said, "array");
        let (min, max) = (said.get("minItems"), said.get("maxItems"));
        let min = min.and_then(|member| self.count(member)).unwrap_or(0);
        let greatest = max
            .and_then(|member| self.count(member))
            .unwrap_or(u32::MAX);
        if let Some(member) = max.filter(|_| greatest < min) {
            self.refuse(
                member,
                "`maxItems` is below `minItems`, so no value can be sent",
            );
        }
        let Some(items) = said.get("items") else {
            let words = "an array without `items` takes any entries; say what an entry is";
            match said.get("type") {
                Some(member) => self.refuse(member, words),
                None => self.found.push(place.at, None, words),
            }
            return None;
        };
        let entry = self.row(&items.node, &place.entry(items.node.at))?;
        Some(ModelKind::Array(Box::new(entry), min, greatest))
    }

    pub(super) fn object_row(&mut self, said: &Said<'t>, place: &Place) -> Option<ModelKind> {
        let is_closed = match said.get("additionalProperties") {
            Some(member) => self.closed(member),
            None => false,
        };
        let required = match said.get("required") {
            Some(member) => self.texts(member).unwrap_or_default(),
            None => Vec::new(),
        };
        let Some(properties) = said.get("properties") else {
            return Some(self.free_row(said, &required, is_closed));
        };
        self.kind_word(said, "object");
        let Json::Object(_) = &properties.node.value else {
            self.refuse_value(properties, "an object of schemas");
            return None;
        };
        let is_missing = |name: &&Rc<str>| properties.node.member(name).is_none();
        for name in required.iter().filter(is_missing) {
            self.refuse_required(said, name);
        }
        let required = required.into_iter().collect();
        let rows = self.member_rows(properties, &required, place);
        let exclusive = match said.get("x-ravelin-exclusive") {
            Some(member) => self.exclusive(member, &rows),
            None => Vec::new(),
        };
        Some(ModelKind::Object(Body {
            rows,
            exclusive,
            is_closed,
        }))
    }

    /// An object without `properties`: any, or an empty one.
    fn free_row(&mut self, said: &Said<'t>, required: &[Rc<str>], is_closed: bool) -> ModelKind {
        if let Some(name) = required.first() {
            self.refuse_required(said, name);
        }
        if let Some(member) = said.get("x-ravelin-exclusive") {
            let words = "`x-ravelin-exclusive` is of an object's `properties`, and here are none";
            self.refuse(member, words);
        }
        if is_closed {
            self.kind_word(said, "object");
            return ModelKind::Object(Body {
                rows: Vec::new(),
                exclusive: Vec::new(),
                is_closed,
            });
        }
        self.kind(said, &[Kind::Custom]);
        ModelKind::Plain(Kind::Custom)
    }

    fn refuse_required(&mut self, said: &Said<'t>, name: &str) {
        if let Some(member) = said.get("required") {
            let words = format!(
                "`required` lists {}, which `properties` do not have",
                shown(name)
            );
            self.refuse(member, words);
        }
    }

    fn closed(&mut self, member: &'t Member) -> bool {
        match &member.node.value {
            Json::Bool(is_open) => !is_open,
            Json::Object(object) if object.members.is_empty() => false,
            _ => {
                self.refuse_value(
                    member,
                    "`true` or `false` here; what members are, `properties` say",
                );
                false
            }
        }
    }

    /// Groups of fields that exclude each other.
    fn exclusive(&mut self, member: &'t Member, rows: &[Row]) -> Vec<Vec<Rc<str>>> {
        let Json::Array(groups) = &member.node.value else {
            self.refuse_value(member, "an array of groups, each an array of names");
            return Vec::new();
        };
        let rows: BTreeMap<_, _> = rows.iter().map(|row| (&row.name, row.status)).collect();
        let mut read = Vec::new();
        for group in groups {
            if self.is_full() {
                break;
            }
            let Some(names) = self.texts_of(member, group) else {
                continue;
            };
            let of: Vec<_> = names.iter().map(|name| rows.get(name).copied()).collect();
            let required = of
                .iter()
                .filter(|of| **of == Some(Status::Required))
                .count();
            let words = if let Some((name, _)) = names.iter().zip(&of).find(|(_, of)| of.is_none())
            {
                format!("{} is not in `properties`", shown(name))
            } else if names.len() < 2 {
                "a group names two fields at least".into()
            } else if required > 1 {
                "two fields of this group are required, so they cannot exclude each other".into()
            } else {
                read.push(names);
                continue;
            };
            self.found.push(group.at, Some(&member.name), words);
        }
        read
    }
}
