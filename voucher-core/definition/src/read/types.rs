//! Finds the JSON types that a schema accepts.

use super::json::{Json, Member, Node};
use super::keyword::{applies_to, is_assertion};
use super::listed::Listed;
use super::mistake::quoted;
use super::schema::{Keywords, Reader};
use crate::model::JsonType;
use alloc::format;
use alloc::vec::Vec;

/// The JSON types that a schema accepts.
pub(super) enum Types {
    /// Any value.
    Any,
    /// Values of these types, without duplicates and without an integer beside a number. Empty if only `null` is accepted.
    Only { types: Vec<JsonType>, null: bool },
}

impl Types {
    fn only(found: impl IntoIterator<Item = JsonType>, null: bool) -> Self {
        let mut types = Vec::new();
        for json_type in found {
            if !types.contains(&json_type) {
                types.push(json_type);
            }
        }
        // Every integer is a number.
        if types.contains(&JsonType::Number) {
            types.retain(|json_type| *json_type != JsonType::Integer);
        }
        Self::Only { types, null }
    }
}

impl<'t> Reader<'t> {
    /// Returns the types of a schema without alternatives, and reports the keywords that apply to none of them.
    pub(super) fn types_of(
        &mut self,
        keywords: &Keywords<'t>,
        listed: Option<&Listed<'t>>,
        is_key: bool,
    ) -> Option<Types> {
        if let (Some(nullable), None) = (keywords.get("nullable"), keywords.get("type")) {
            if listed.is_none() || self.bool(nullable)? {
                self.reject(nullable, "`nullable` without `type`; add `\"type\": …`");
                return None;
            }
        }
        let types = match (keywords.get("type"), listed) {
            (Some(member), _) => self.declared_types(member, keywords)?,
            (None, Some(listed)) => Types::only(listed.types(), listed.null),
            // The key of a map is always a string.
            (None, None) if is_key => Types::only([JsonType::String], false),
            (None, None) => self.implied_types(keywords)?,
        };
        let Types::Only { types, null } = types else {
            return Some(types);
        };
        self.check_applicable(keywords, &types);
        let Some(listed) = listed else {
            return Some(Types::Only { types, null });
        };
        self.check_listed_types(listed, &types, null);
        // Only the types of the listed values remain.
        let is_listed = |of: &JsonType| {
            let mut listed = listed.types();
            listed.any(|listed| {
                listed == *of || listed == JsonType::Integer && *of == JsonType::Number
            })
        };
        let types = types.into_iter().filter(is_listed).collect();
        Some(Types::Only { types, null })
    }

    /// Reports the keywords that apply to none of the types.
    fn check_applicable(&mut self, keywords: &Keywords<'t>, types: &[JsonType]) {
        for member in keywords.members() {
            if types.iter().any(|of| applies_to(&member.name, *of)) {
                continue;
            }
            let mut all_types = JsonType::ALL.into_iter();
            let is_of_any_type = all_types.all(|of| applies_to(&member.name, of));
            if is_of_any_type || !is_assertion(&member.name) {
                continue;
            }
            let message = match types {
                [of] => format!(
                    "`{}` does not apply to `\"type\": \"{}\"`; remove it",
                    member.name,
                    of.name()
                ),
                _ => format!("`{}` applies to none of the types; remove it", member.name),
            };
            self.reject(member, message);
        }
        if let Some(format) = keywords.get("format") {
            if !types.contains(&JsonType::String) {
                self.string(format);
            }
        }
    }

    /// Reports a listed value that has none of the types.
    fn check_listed_types(&mut self, listed: &Listed<'t>, types: &[JsonType], null: bool) {
        let name = &listed.member.name;
        let is_accepted = |of| match of {
            JsonType::Integer => types.contains(&of) || types.contains(&JsonType::Number),
            _ => types.contains(&of),
        };
        if let Some(of) = listed.types().find(|of| !is_accepted(*of)) {
            let message = format!("`{name}` has {}, but `type` does not allow it", of.noun());
            self.reject(listed.member, message);
        }
        if listed.null && !null {
            let message = format!(
                "`{name}` has `null`, but `type` does not allow it; write `\"type\": [\"…\", \"null\"]`"
            );
            self.reject(listed.member, message);
        }
    }

    /// Reads `type`, and `nullable` of `OpenAPI` 3.0.
    pub(super) fn declared_types(
        &mut self,
        member: &'t Member,
        keywords: &Keywords<'t>,
    ) -> Option<Types> {
        let nodes = match &member.node.value {
            Json::Array(nodes) if nodes.is_empty() => {
                self.reject(member, "`type` is empty, so no value is valid");
                return None;
            }
            Json::Array(nodes) => &nodes[..],
            _ => core::slice::from_ref(&member.node),
        };
        let nullable = keywords.get("nullable");
        let nullable = nullable.and_then(|member| self.bool(member));
        let (mut types, mut null) = (Vec::new(), nullable.unwrap_or(false));
        for node in nodes {
            match node.string().map(|name| &**name) {
                Some("null") => null = true,
                _ => types.push(self.declared_type(member, node)?),
            }
        }
        Some(Types::only(types, null))
    }

    fn declared_type(&mut self, member: &'t Member, node: &'t Node) -> Option<JsonType> {
        let message = match &node.value {
            Json::String(name) => {
                if let Some(of) = JsonType::find(name) {
                    return Some(of);
                }
                match JsonType::nearest_name(name) {
                    Some(near) => format!("unknown type {}; did you mean `{near}`?", quoted(name)),
                    None => format!(
                        "unknown type {}; expected `string`, `integer`, `number`, `boolean`, `object`, `array` or `null`",
                        quoted(name)
                    ),
                }
            }
            _ => format!("expected a string, found {}", node.noun()),
        };
        self.reject(member, message);
        None
    }

    /// Returns the types of a schema without `type`, `const` and `enum`: any, if it restricts nothing. In a definition file,
    /// keywords that apply to one type imply it.
    fn implied_types(&mut self, keywords: &Keywords<'t>) -> Option<Types> {
        let Some(first) = keywords.assertions().next() else {
            // If not, the reason is already reported.
            let is_valid = !keywords.is_invalid() && !keywords.has_rejected();
            return is_valid.then_some(Types::Any);
        };
        let is_implied = |of: &JsonType| {
            let mut assertions = keywords.assertions();
            assertions.all(|member| applies_to(&member.name, *of))
        };
        let implied = JsonType::ALL.into_iter().filter(is_implied);
        match Types::only(implied, false) {
            Types::Only { types, null } if types.len() == 1 && self.infers_types => {
                Some(Types::Only { types, null })
            }
            _ => {
                let message = format!("`{}` without `type`; add `\"type\": …`", first.name);
                self.reject(first, message);
                None
            }
        }
    }

    /// Returns whether a keyword that restricts values is beside alternatives.
    pub(super) fn beside_alternatives(keywords: &Keywords<'t>) -> Option<&'t Member> {
        let mut members = keywords.members();
        members.find(|member| is_assertion(&member.name) && &*member.name != "type")
    }
}
