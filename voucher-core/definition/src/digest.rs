//! Digests of the rules of fields and objects, to compare them cheaply.
//!
//! Every member of a definition is named here, so that a new rule does not compile until it is part of the digest.

use crate::model::{
    Alternative, Array, Bounds, Contents, Definition, Field, Kind, Limit, Map, Object, OneOf,
    Selector,
};
use crate::pattern::Pattern;

/// A hash that is the same in every build of one version.
#[derive(Clone, Copy)]
struct Digest(u64);

impl Digest {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds eight bytes at once, because macros run without optimization. Every bit changes about half of the result, as in
    /// the finalizer of `MurmurHash3`, so that digests can be summed.
    const fn word(self, word: u64) -> Self {
        let mut mixed = self.0 ^ word;
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        Self(mixed ^ (mixed >> 33))
    }

    /// Adds a string and its length.
    fn text(mut self, text: &str) -> Self {
        let mut rest = text.as_bytes();
        while let Some(word) = rest.first_chunk() {
            self = self.word(u64::from_le_bytes(*word));
            rest = rest.get(8..).unwrap_or_default();
        }
        if !rest.is_empty() {
            let mut word = 0;
            for byte in rest.iter().rev() {
                word = word << 8 | u64::from(*byte);
            }
            self = self.word(word);
        }
        self.word(text.len() as u64)
    }

    /// Adds digests whose order does not matter.
    fn unordered(self, digests: impl Iterator<Item = Self>) -> Self {
        let add = |(count, sum): (u64, u64), digest: Self| (count + 1, sum.wrapping_add(digest.0));
        let (count, sum) = digests.fold((0, 0), add);
        self.word(count).word(sum)
    }

    /// Adds strings whose order does not matter.
    fn strings(self, strings: &[&str]) -> Self {
        self.unordered(strings.iter().map(|text| Self::new().text(text)))
    }

    /// Adds an optional string.
    fn optional(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.flag(true).text(text),
            None => self.flag(false),
        }
    }

    /// Adds an integer of at most 64 bits.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // keeps the 64 bits
    fn number(self, number: impl Into<i128>) -> Self {
        self.word(number.into() as u64)
    }

    fn flag(self, flag: bool) -> Self {
        self.word(flag.into())
    }

    fn pattern(self, pattern: Option<Pattern>) -> Self {
        self.optional(pattern.map(Pattern::source))
    }

    /// Adds a limit as it is written. Its number follows from that.
    fn limit(self, limit: Option<Limit>) -> Self {
        self.optional(limit.map(|Limit { number: _, text }| text))
    }

    fn bounds(self, bounds: &Bounds) -> Self {
        let Bounds {
            min,
            max,
            above,
            below,
            multiple_of,
        } = *bounds;
        let digest = self.limit(min).limit(max).limit(above).limit(below);
        digest.limit(multiple_of)
    }

    fn kind(self, kind: Kind, is_sensitive: bool) -> Self {
        let digest = self.text(kind.keyword());
        match kind.contents() {
            Contents::None => digest,
            Contents::Fields(object) => digest.number(object.digest()),
            Contents::Elements(array) => {
                let Array {
                    element,
                    min,
                    max,
                    unique,
                } = *array;
                let digest = digest.number(element.digest()).number(min).number(max);
                let digest = digest.flag(unique);
                digest.flag(element.sensitive && !is_sensitive)
            }
            Contents::Values(map) => {
                let Map {
                    key,
                    value,
                    min,
                    max,
                } = *map;
                let digest = digest.number(key.digest()).number(value.digest());
                let digest = digest.number(min).number(max);
                digest.flag(value.sensitive && !is_sensitive)
            }
            Contents::Ancestor(distance) => digest.number(distance),
            Contents::Alternatives(one_of) => digest.one_of(one_of, is_sensitive),
        }
    }

    /// Adds the parameters of a path or query, whose order does not matter: that of the path does.
    fn parameters(self, parameters: &[&Field]) -> Self {
        self.unordered(parameters.iter().map(|field| {
            let digest = Self::new().text(field.name).flag(field.is_required());
            digest.number(field.digest()).flag(field.sensitive)
        }))
    }

    fn one_of(self, one_of: &OneOf, is_sensitive: bool) -> Self {
        let OneOf {
            alternatives,
            selector,
            noun: _, // Follows from the alternatives.
        } = *one_of;
        let digest = match selector {
            Selector::Tag(name) => self.number(0).text(name),
            Selector::Type => self.number(1),
            Selector::Any => self.number(2),
            Selector::One => self.number(3),
        };
        alternatives.iter().fold(digest, |digest, alternative| {
            let Alternative { name, value } = *alternative;
            let digest = digest.text(name).number(value.digest());
            digest.flag(value.sensitive && !is_sensitive)
        })
    }
}

impl Field {
    /// Stands for the digest of a member of `custom`, which has no rules.
    pub const DIGEST_IN_CUSTOM: u64 = 0;

    /// Stands for the digest of an `extra`, a member that is not in the definition.
    pub const DIGEST_OF_EXTRA: u64 = 1;

    /// Returns a digest of the kind and the rules of the field, at any depth. It does not depend on the field's name, location,
    /// status and documentation. It is never one of the two constants above.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let Self {
            // The name, the location, and what follows from them.
            name: _,
            rust_name: _,
            parent: _,
            key: _,
            // Rules of the object that contains the field.
            status: _,
            evidence: _,
            // Follows from the range and the multiple.
            fast_range: _,
            deprecated: _,
            read_only: _,
            value_notes: _,
            description: _,
            source: _,
            // Depends on its object: see `Object::digest_of`.
            sensitive,
            kind,
            nullable,
            pattern,
            second_pattern,
            values,
            integers,
            min,
            max,
            min_length,
            max_length,
            multiple_of,
            bounds,
            is_timestamp,
        } = *self;
        let digest = Digest::new().kind(kind, sensitive);
        let digest = digest.pattern(pattern).pattern(second_pattern);
        let integers = integers.iter();
        let integers = integers.map(|integer| Digest::new().number(*integer));
        let digest = digest.strings(values).unordered(integers);
        let digest = digest.flag(nullable).number(min).number(max);
        let digest = digest.number(min_length).number(max_length);
        let digest = digest.number(multiple_of).bounds(bounds);
        digest.flag(is_timestamp).0.max(2)
    }

    /// Returns whether two field definitions have the same kind and rules.
    #[must_use]
    pub fn is_alike(&self, other: &Self) -> bool {
        self.digest() == other.digest()
    }
}

impl Definition {
    /// Returns a digest of everything that decides which requests are valid and where they go. It does not depend on the name
    /// and the documentation.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let Self {
            // Compared on its own.
            name: _,
            // Follows from the name.
            rust_path: _,
            // The result of this function.
            fingerprint: _,
            deprecated: _,
            description: _,
            source: _,
            read_date: _,
            method,
            path,
            parameters,
            query,
            body,
            entity_name,
            host,
            is_partial,
        } = *self;
        let digest = Digest::new().text(method).text(path).text(host);
        let digest = digest.text(entity_name).flag(is_partial);
        let digest = digest.parameters(parameters).parameters(query);
        let digest = digest.flag(body.is_some());
        digest.number(body.map_or(0, Field::digest)).0
    }
}

impl Object {
    /// Returns a digest of the fields of the object, of their rules, and of which fields are required or mutually exclusive.
    /// It does not depend on their order.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let Self {
            fields,
            exclusive,
            exactly_one,
            is_closed,
            min_members,
            max_members,
        } = *self;
        let fields = fields.iter().map(|field| {
            let digest = Digest::new().text(field.name).flag(field.is_required());
            digest.number(self.digest_of(field))
        });
        let digest = Digest::new().flag(is_closed).unordered(fields);
        let groups = |groups: &'static [&'static [&'static str]]| {
            let groups = groups.iter();
            groups.map(|group| Digest::new().strings(group))
        };
        let digest = digest.unordered(groups(exclusive));
        let digest = digest.unordered(groups(exactly_one));
        if self.has_limits() {
            return digest.number(min_members).number(max_members).0;
        }
        digest.0
    }
}

impl Object {
    /// Returns a digest of the kind and the rules of a field of this object, and of whether it is sensitive.
    ///
    /// If every field of the object is sensitive, that is left out. The encoder then hides all values, whatever their field
    /// definitions say, so a type that was derived for another object can be used.
    #[must_use]
    pub fn digest_of(&self, field: &Field) -> u64 {
        let is_sensitive = field.sensitive && !self.is_sensitive();
        let digest = Digest::new().number(field.digest());
        digest.flag(is_sensitive).0.max(2)
    }
}

impl OneOf {
    /// Returns a digest of the alternatives and of how they are selected.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut alternatives = self.alternatives.iter();
        // If all are sensitive, that depends on the field that has the alternatives.
        let is_sensitive = alternatives.all(|alternative| alternative.value.sensitive);
        Digest::new().one_of(self, is_sensitive).0.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Key;
    use crate::model::{Evidence, Status, ValueNote};
    use alloc::boxed::Box;

    /// Returns the names of all members. A new member does not compile until it is listed, and then fails the test until the
    /// table has it.
    macro_rules! members {
        ($type:ident { $($member:ident),* }, $value:expr) => {{
            let $type { $($member: _),* } = $value;
            [$(stringify!($member)),*]
        }};
    }

    const FIELD: Field = Field::new("code", "code", "/a", Kind::Text);
    static OTHER: Field = Field::new("code", "code", "/a", Kind::Identifier);

    const NOTES: [ValueNote; 1] = [ValueNote {
        value: "A",
        description: "the first",
        deprecated: false,
    }];

    const ONE: Option<Limit> = Some(Limit {
        number: 1.0,
        text: "1",
    });

    #[test]
    fn each_member_of_a_field_is_a_rule_or_documentation() {
        static BOUNDED: Bounds = Bounds {
            min: ONE,
            ..Bounds::ANY
        };
        let bounds = &BOUNDED;
        let (rule, documentation) = (false, true);
        #[rustfmt::skip]
        let table = [
            ("name", Field { name: "other", ..FIELD }, documentation),
            ("rust_name", Field { rust_name: "other", ..FIELD }, documentation),
            ("parent", Field { parent: "/b/*", ..FIELD }, documentation),
            ("key", Field { key: Key::new("other"), ..FIELD }, documentation),
            ("kind", Field { kind: Kind::Bool, ..FIELD }, rule),
            ("nullable", Field { nullable: true, ..FIELD }, rule),
            ("status", Field { status: Status::Required, ..FIELD }, documentation),
            ("evidence", Field { evidence: Evidence::Inferred, ..FIELD }, documentation),
            ("pattern", Field { pattern: Some(Pattern::Currency), ..FIELD }, rule),
            ("second_pattern", Field { second_pattern: Some(Pattern::Currency), ..FIELD }, rule),
            ("values", Field { values: &["A"], ..FIELD }, rule),
            ("integers", Field { integers: &[1], ..FIELD }, rule),
            ("value_notes", Field { value_notes: &NOTES, ..FIELD }, documentation),
            ("min", Field { min: 1, ..FIELD }, rule),
            ("max", Field { max: 1, ..FIELD }, rule),
            ("min_length", Field { min_length: 1, ..FIELD }, rule),
            ("max_length", Field { max_length: 1, ..FIELD }, rule),
            ("multiple_of", Field { multiple_of: 2, ..FIELD }, rule),
            ("fast_range", Field { fast_range: (1, 0), ..FIELD }, documentation),
            ("bounds", Field { bounds, ..FIELD }, rule),
            ("is_timestamp", Field { is_timestamp: true, ..FIELD }, rule),
            ("sensitive", Field { sensitive: true, ..FIELD }, documentation),
            ("deprecated", Field { deprecated: true, ..FIELD }, documentation),
            ("read_only", Field { read_only: true, ..FIELD }, documentation),
            ("description", Field { description: "a code", ..FIELD }, documentation),
            ("source", Field { source: "a page", ..FIELD }, documentation),
        ];
        let members = members!(
            Field {
                name,
                rust_name,
                parent,
                key,
                kind,
                nullable,
                status,
                evidence,
                pattern,
                second_pattern,
                values,
                integers,
                value_notes,
                min,
                max,
                min_length,
                max_length,
                multiple_of,
                fast_range,
                bounds,
                is_timestamp,
                sensitive,
                deprecated,
                read_only,
                description,
                source
            },
            FIELD
        );
        assert_eq!(table.map(|(name, ..)| name), members);
        for (name, changed, is_alike) in table {
            assert_ne!(changed, FIELD, "{name}");
            assert_eq!(changed.is_alike(&FIELD), is_alike, "{name}");
            assert_eq!(FIELD.is_alike(&changed), is_alike, "{name}");
        }
    }

    #[test]
    #[allow(clippy::too_many_lines)] // a table of all kinds
    fn no_two_kinds_are_alike() {
        static OBJECT: Object = Object::new(&[]);
        static ARRAY: Array = Array {
            element: &FIELD,
            min: 0,
            max: 1,
            unique: false,
        };
        static MAP: Map = Map {
            key: &FIELD,
            value: &OTHER,
            min: 0,
            max: 1,
        };
        static ONE_OF: OneOf = OneOf {
            alternatives: &[],
            selector: Selector::Type,
            noun: "",
        };
        let kinds = [
            Kind::Text,
            Kind::Identifier,
            Kind::Integer,
            Kind::Amount,
            Kind::Currency,
            Kind::Time,
            Kind::Enum,
            Kind::Bool,
            Kind::Custom,
            Kind::Number,
            Kind::DateTime,
            Kind::Date,
            Kind::Uuid,
            Kind::Any,
            Kind::Object(&OBJECT),
            Kind::Array(&ARRAY),
            Kind::Map(&MAP),
            Kind::OneOf(&ONE_OF),
            Kind::Ancestor(0),
            Kind::Ancestor(1),
        ];
        for (at, one) in kinds.into_iter().enumerate() {
            for (other_at, other) in kinds.into_iter().enumerate() {
                let (one, other) = (
                    Field { kind: one, ..FIELD },
                    Field {
                        kind: other,
                        ..FIELD
                    },
                );
                assert_eq!(one.is_alike(&other), at == other_at);
            }
        }
    }

    #[test]
    fn each_limit_of_a_number_is_a_rule() {
        const ANY: Bounds = Bounds::ANY;
        #[rustfmt::skip]
        let table = [
            ("min", Bounds { min: ONE, ..ANY }),
            ("max", Bounds { max: ONE, ..ANY }),
            ("above", Bounds { above: ONE, ..ANY }),
            ("below", Bounds { below: ONE, ..ANY }),
            ("multiple_of", Bounds { multiple_of: ONE, ..ANY }),
        ];
        #[rustfmt::skip]
        let members = members!(Bounds { min, max, above, below, multiple_of }, ANY);
        assert_eq!(table.each_ref().map(|(name, _)| *name), members);
        let digest = |bounds: &Bounds| Digest::new().bounds(bounds).0;
        for (at, (name, one)) in table.iter().enumerate() {
            assert_ne!(digest(one), digest(&ANY), "{name}");
            for (_, other) in table.iter().skip(at + 1) {
                assert_ne!(digest(one), digest(other), "{name}");
            }
        }
    }

    #[test]
    fn each_member_of_an_array_is_a_rule() {
        const ARRAY: Array = Array {
            element: &FIELD,
            min: 0,
            max: 9,
            unique: false,
        };
        #[rustfmt::skip]
        let table = [
            ("element", Array { element: &OTHER, ..ARRAY }),
            ("min", Array { min: 1, ..ARRAY }),
            ("max", Array { max: 1, ..ARRAY }),
            ("unique", Array { unique: true, ..ARRAY }),
        ];
        #[rustfmt::skip]
        let members = members!(Array { element, min, max, unique }, ARRAY);
        assert_eq!(table.each_ref().map(|(name, _)| *name), members);
        let digest =
            |array: Array| Digest::new().kind(Kind::Array(Box::leak(Box::new(array))), false);
        for (name, array) in table {
            assert_ne!(digest(array).0, digest(ARRAY).0, "{name}");
        }
    }

    #[test]
    fn each_member_of_a_map_is_a_rule() {
        const MAP: Map = Map {
            key: &FIELD,
            value: &FIELD,
            min: 0,
            max: 9,
        };
        #[rustfmt::skip]
        let table = [
            ("key", Map { key: &OTHER, ..MAP }),
            ("value", Map { value: &OTHER, ..MAP }),
            ("min", Map { min: 1, ..MAP }),
            ("max", Map { max: 1, ..MAP }),
        ];
        #[rustfmt::skip]
        let members = members!(Map { key, value, min, max }, MAP);
        assert_eq!(table.each_ref().map(|(name, _)| *name), members);
        let digest = |map: Map| Digest::new().kind(Kind::Map(Box::leak(Box::new(map))), false);
        for (name, map) in table {
            assert_ne!(digest(map).0, digest(MAP).0, "{name}");
        }
    }

    #[test]
    fn the_selector_and_each_alternative_are_rules() {
        const ONE: Alternative = Alternative {
            name: "one",
            value: &FIELD,
        };
        const ONE_OF: OneOf = OneOf {
            alternatives: &[ONE],
            selector: Selector::Type,
            noun: "",
        };
        const OTHER_NAME: Alternative = Alternative { name: "two", ..ONE };
        const OTHER_VALUE: Alternative = Alternative {
            value: &OTHER,
            ..ONE
        };
        #[rustfmt::skip]
        let changed = [
            OneOf { alternatives: &[], ..ONE_OF },
            OneOf { alternatives: &[OTHER_NAME], ..ONE_OF },
            OneOf { alternatives: &[OTHER_VALUE], ..ONE_OF },
            OneOf { selector: Selector::Any, ..ONE_OF },
            OneOf { selector: Selector::One, ..ONE_OF },
            OneOf { selector: Selector::Tag("type"), ..ONE_OF },
            OneOf { selector: Selector::Tag("kind"), ..ONE_OF },
        ];
        let digest = |one_of: OneOf| {
            Digest::new()
                .kind(Kind::OneOf(Box::leak(Box::new(one_of))), false)
                .0
        };
        for one_of in changed {
            assert_ne!(digest(one_of), digest(ONE_OF), "{one_of:?}");
        }
    }

    #[test]
    fn each_member_of_an_object_is_a_rule_and_so_is_what_is_required() {
        const OBJECT: Object = Object::new(&[&FIELD]);
        static REQUIRED: Field = FIELD.required(Evidence::Documented);
        static OTHERS: [&Field; 1] = [&OTHER];
        static ALL_REQUIRED: [&Field; 1] = [&REQUIRED];
        #[rustfmt::skip]
        let table = [
            ("fields", Object { fields: &OTHERS, ..OBJECT }),
            ("exclusive", Object { exclusive: &[&["code", "other"]], ..OBJECT }),
            ("exactly_one", Object { exactly_one: &[&["code", "other"]], ..OBJECT }),
            ("is_closed", Object { is_closed: true, ..OBJECT }),
            ("min_members", Object { min_members: 1, ..OBJECT }),
            ("max_members", Object { max_members: 1, ..OBJECT }),
        ];
        #[rustfmt::skip]
        let members = members!(Object { fields, exclusive, exactly_one, is_closed, min_members, max_members }, OBJECT);
        assert_eq!(table.each_ref().map(|(name, _)| *name), members);
        for (name, object) in table {
            assert_ne!(object.digest(), OBJECT.digest(), "{name}");
        }
        for fields in [&ALL_REQUIRED[..], &[]] {
            assert_ne!(Object { fields, ..OBJECT }.digest(), OBJECT.digest());
        }
    }

    #[test]
    #[allow(clippy::too_many_lines)] // a table of all members
    fn each_member_of_a_definition_is_a_rule_or_documentation() {
        static PARAMETER: Field = Field::new("id", "id", "", Kind::Text);
        static REQUIRED: Field = PARAMETER.required(Evidence::Documented);
        static PARAMETERS: [&Field; 1] = [&PARAMETER];
        static ALL_REQUIRED: [&Field; 1] = [&REQUIRED];
        static BODY: Field = Field::new("", "", "", Kind::Object(&Object::EMPTY));
        static OTHER_BODY: Field = Field::new("", "", "", Kind::Text);
        const BASE: Definition = Definition::new("a", 1, "POST", "/a", Some(&BODY));
        let (rule, documentation) = (false, true);
        #[rustfmt::skip]
        let table = [
            ("name", Definition { name: "b", ..BASE }, documentation),
            ("rust_path", Definition { rust_path: "b", ..BASE }, documentation),
            ("fingerprint", Definition { fingerprint: 2, ..BASE }, documentation),
            ("method", Definition { method: "PUT", ..BASE }, rule),
            ("path", Definition { path: "/b", ..BASE }, rule),
            ("parameters", Definition { parameters: &PARAMETERS, ..BASE }, rule),
            ("query", Definition { query: &PARAMETERS, ..BASE }, rule),
            ("body", Definition { body: Some(&OTHER_BODY), ..BASE }, rule),
            ("entity_name", Definition { entity_name: "b", ..BASE }, rule),
            ("host", Definition { host: "3ds", ..BASE }, rule),
            ("is_partial", Definition { is_partial: true, ..BASE }, rule),
            ("deprecated", Definition { deprecated: true, ..BASE }, documentation),
            ("description", Definition { description: "b", ..BASE }, documentation),
            ("source", Definition { source: "b", ..BASE }, documentation),
            ("read_date", Definition { read_date: "2026-11-28", ..BASE }, documentation),
        ];
        #[rustfmt::skip]
        let members = members!(Definition {
            name, rust_path, fingerprint, method, path, parameters, query, body, entity_name, host, is_partial,
            deprecated, description, source, read_date
        }, BASE);
        assert_eq!(table.map(|(name, ..)| name), members);
        for (name, changed, is_alike) in table {
            assert_eq!(changed.digest() == BASE.digest(), is_alike, "{name}");
        }
        let others = [
            Definition { body: None, ..BASE },
            Definition {
                query: &ALL_REQUIRED,
                ..BASE
            },
            Definition {
                query: &PARAMETERS,
                ..BASE
            },
            Definition {
                parameters: &PARAMETERS,
                ..BASE
            },
        ];
        for (at, one) in others.iter().enumerate() {
            for other in &others[at + 1..] {
                assert_ne!(one.digest(), other.digest());
            }
        }
    }

    #[test]
    fn the_order_in_which_names_are_written_does_not_matter() {
        static LISTED: Field = Field::new("tag", "tag", "/a", Kind::Enum).values(&["A", "B"]);
        static TURNED: Field = Field::new("tag", "tag", "/a", Kind::Enum).values(&["B", "A"]);
        static JOINED: Field = Field::new("tag", "tag", "/a", Kind::Enum).values(&["AB"]);
        const OBJECT: Object = Object {
            fields: &[&FIELD, &LISTED],
            exclusive: &[&["a", "b"], &["c", "d"]],
            exactly_one: &[&["c", "d"]],
            ..Object::EMPTY
        };
        const SAME: Object = Object {
            fields: &[&TURNED, &FIELD],
            exclusive: &[&["d", "c"], &["b", "a"]],
            exactly_one: &[&["d", "c"]],
            ..Object::EMPTY
        };
        const OTHER_GROUPS: Object = Object {
            exclusive: &[&["a", "b", "c", "d"]],
            ..OBJECT
        };
        assert!(LISTED.is_alike(&TURNED));
        assert!(!LISTED.is_alike(&JOINED));
        assert_eq!(OBJECT.digest(), SAME.digest());
        assert_ne!(OBJECT.digest(), OTHER_GROUPS.digest());
    }
}
