//! Mutually exclusive fields, and groups of fields of which exactly one is sent.

use super::{Encoder, Scope};
use crate::mapping::PartMapping;
use alloc::borrow::Cow;
use voucher_definition::message::Message;
use voucher_definition::{Field, Violation, ViolationKind};

/// The mapping of a part, and a function that returns whether the part has a value for the field with an API name.
type PartPresence<'p> = (&'static PartMapping, &'p dyn Fn(&str) -> bool);

/// Returns the index of the part that has a value for a field, or the number of parts if the struct itself has it.
fn source_of(
    field: &Field,
    fields: &[(&Field, bool)],
    parts: &[PartPresence<'_>],
) -> Option<usize> {
    let mut fields = fields.iter();
    if let Some((_, is_present)) = fields.find(|(mapped, _)| field.is_namesake(mapped)) {
        return is_present.then_some(parts.len());
    }
    let mut parts = parts.iter();
    parts.position(|(part_mapping, is_present)| {
        part_mapping.find(field).is_some() && is_present(field.name)
    })
}

impl Encoder<'_> {
    /// Reports two mutually exclusive fields if both are present.
    pub fn check_exclusive(
        &mut self,
        (first, is_first): (&'static Field, bool),
        (other, is_other): (&'static Field, bool),
    ) {
        if is_first && is_other {
            self.reject(0, other, &ViolationKind::Exclusive { other: first.name });
        }
    }

    /// Reports mutually exclusive fields that are both present and come from different sources. The sources are the
    /// `fields` of the struct itself, each with whether it is present, and the `parts`.
    pub fn check_exclusive_across(
        &mut self,
        pairs: &[(&'static Field, &'static Field)],
        fields: &[(&'static Field, bool)],
        parts: &[PartPresence<'_>],
    ) {
        for (first, other) in pairs {
            let sources = (
                source_of(first, fields, parts),
                source_of(other, fields, parts),
            );
            if let (Some(first_source), Some(source)) = sources {
                if first_source != source {
                    let part_mapping = parts.get(source).map(|(part_mapping, _)| *part_mapping);
                    self.report_exclusive(part_mapping, first, other);
                }
            }
        }
    }

    /// Reports a group of fields of which exactly one is sent, unless one is present. `field` is one of them.
    pub fn check_exactly_one(
        &mut self,
        field: &'static Field,
        names: &'static [&'static str],
        is_present: bool,
    ) {
        if !is_present {
            self.report_none_of(field, names);
        }
    }

    /// Reports a group of fields of which exactly one is sent, unless one is present in the struct itself or in one of the
    /// `parts`.
    pub fn check_exactly_one_across(
        &mut self,
        fields: &[&'static Field],
        names: &'static [&'static str],
        is_present: bool,
        parts: &[PartPresence<'_>],
    ) {
        let mut others = fields.iter();
        let is_present = is_present || others.any(|field| source_of(field, &[], parts).is_some());
        if let Some(field) = fields.first() {
            self.check_exactly_one(field, names, is_present);
        }
    }

    /// Reports at their object that all fields of a group are absent.
    #[cold]
    fn report_none_of(&mut self, field: &'static Field, names: &'static [&'static str]) {
        let violation_kind = ViolationKind::NoneOf { names };
        let message = violation_kind.describe(Message::new(), self.is_hidden(field));
        let violation = Violation::new(
            field.parent.into(),
            violation_kind.rule(),
            message.as_str().into(),
        );
        let type_name = self.type_name();
        self.push_violation(violation.from_field(type_name));
    }

    /// Returns the Rust name of the struct whose fields are written.
    pub(super) fn type_name(&self) -> &'static str {
        match self.scope {
            Scope::Event => self.mapping.type_name,
            Scope::Part(part_mapping) | Scope::Object(part_mapping, _) => {
                part_mapping.mapping.type_name
            }
        }
    }

    /// Reports the field `other`, which a part or the struct itself maps.
    #[cold]
    fn report_exclusive(
        &mut self,
        part_mapping: Option<&PartMapping>,
        first: &Field,
        other: &'static Field,
    ) {
        let violation_kind = ViolationKind::Exclusive { other: first.name };
        let violation = Violation::of(other, &violation_kind);
        let name = match part_mapping {
            Some(part_mapping) => part_mapping
                .find(other)
                .map(|mapped| Cow::Borrowed(mapped.source)),
            None => self.source_name(other),
        };
        self.push_violation(match name {
            Some(name) => violation.from_field(name),
            None => violation,
        });
    }
}
