//! Mutually exclusive fields.

use super::Encoder;
use crate::mapping::PartMapping;
use alloc::borrow::Cow;
use voucher_definition::{Field, Violation, ViolationKind};

/// What a part maps, and whether it has a value for one of the fields, by its name in the API.
type Presence<'p> = (&'static PartMapping, &'p dyn Fn(&str) -> bool);

/// Returns which part has a value for a field; the number of parts if it is the struct itself.
fn place_of(field: &Field, own: &[(&Field, bool)], parts: &[Presence<'_>]) -> Option<usize> {
    let mut own = own.iter();
    if let Some((_, is_present)) = own.find(|(row, _)| field.is_namesake(row)) {
        return is_present.then_some(parts.len());
    }
    let mut parts = parts.iter();
    parts.position(|(part_mapping, is_present)| {
        part_mapping.find(field).is_some() && is_present(field.name)
    })
}

impl Encoder<'_> {
    /// Two fields of which one excludes the other: a violation where both are there.
    pub fn check_exclusive(
        &mut self,
        (first, is_first): (&'static Field, bool),
        (other, is_other): (&'static Field, bool),
    ) {
        if is_first && is_other {
            self.reject(0, other, &ViolationKind::Exclusive { other: first.name });
        }
    }

    /// Reports mutually exclusive fields that are both present and come from different places: the struct (`own`) and its
    /// parts, each with whether it has a value.
    pub fn check_exclusive_across(
        &mut self,
        pairs: &[(&'static Field, &'static Field)],
        own: &[(&'static Field, bool)],
        parts: &[Presence<'_>],
    ) {
        for (first, other) in pairs {
            let places = (place_of(first, own, parts), place_of(other, own, parts));
            if let (Some(one), Some(place)) = places {
                if one != place {
                    let part_mapping = parts.get(place).map(|(part_mapping, _)| *part_mapping);
                    self.report_exclusive(part_mapping, first, other);
                }
            }
        }
    }

    /// A violation of a field that the struct maps, or a part.
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
                .map(|mapped| Cow::Borrowed(mapped.name)),
            None => self.mapping().name(other),
        };
        self.note(match name {
            Some(name) => violation.from_field(name),
            None => violation,
        });
    }
}
