//! Rules about several members of an object.

use super::Outline;
use super::members::Members;
use alloc::string::String;
use alloc::vec::Vec;

impl Outline {
    /// Returns, for each field of a part that may be absent, the fields that are present whenever the part is.
    #[inline]
    pub(super) fn dependent(&self, parent: &str) -> Vec<(&'static str, Vec<&'static str>)> {
        let of_part = self.properties.iter();
        let of_part =
            of_part.filter(|property| property.part.is_some() && property.parent == parent);
        let others = of_part.clone().map(|property| {
            let companions = of_part.clone().filter(|other| {
                let is_companion =
                    other.part == property.part && other.field.name != property.field.name;
                is_companion && other.schema_field.is_always
            });
            let companions = companions.map(|other| other.field.name).collect();
            (property.field.name, companions)
        });
        let others = others.filter(|(_, companions): &(_, Vec<_>)| !companions.is_empty());
        others.collect()
    }

    /// Returns the groups of an object's members of which at least one is present, unless one always is.
    #[inline]
    pub(super) fn any_of_in(&self, parent: &str, members: &Members) -> Vec<Vec<&'static str>> {
        let known = members.names();
        let is_in = |list: &[String], name: &str| list.iter().any(|other| other == name);
        let groups = self.any_of.iter().filter(|(object, _)| object == parent);
        let groups = groups.map(|(_, names)| {
            let names = names.iter().copied();
            names.filter(|name| is_in(&known, name)).collect::<Vec<_>>()
        });
        let is_open = |names: &Vec<&str>| {
            !names.is_empty() && !names.iter().any(|name| is_in(&members.required, name))
        };
        groups.filter(is_open).collect()
    }

    /// Returns the mutually exclusive members of an object.
    #[inline]
    pub(super) fn exclusive_in(&self, parent: &str, names: &[String]) -> Vec<[&'static str; 2]> {
        let is_member = |name: &&str| names.iter().any(|other| other == name);
        let pairs = self.exclusive.iter();
        let pairs = pairs.filter(|pair| pair.parent == parent && pair.names.iter().all(is_member));
        pairs.map(|pair| pair.names).collect()
    }
}
