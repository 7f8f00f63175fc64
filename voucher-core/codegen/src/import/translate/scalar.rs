//! The rules of a schema's own keywords, apart from those of objects.

use super::super::document::Place;
use super::super::merge::{checked_format, parse_count, tighter};
use super::super::pattern::without_case_flag;
use super::super::set::{Arrays, Limit, Listed, Numbers, Set, Strings, Type};
use super::Translator;
use crate::json::Json;
use std::collections::HashSet;
use voucher_definition::{Decimal, pattern, suggest};

/// The keywords whose value is a limit of numbers: inclusive, exclusive.
const LOWER: (&str, &str) = ("minimum", "exclusiveMinimum");
const UPPER: (&str, &str) = ("maximum", "exclusiveMaximum");

impl<'d> Translator<'d> {
    /// Returns the values that the own keywords of a schema accept.
    pub(super) fn own_rules(&mut self, place: &Place<'d>) -> Set<'d> {
        let mut set = self.types(place);
        let is_integer = set
            .numbers
            .as_ref()
            .is_some_and(|numbers| numbers.is_integer);
        set.strings = self.if_allowed(place, set.strings.is_some(), Type::String, Self::strings);
        set.numbers = self.if_allowed(
            place,
            set.numbers.is_some(),
            Type::Number,
            |translator, place| translator.numbers(place, is_integer),
        );
        set.arrays = self.if_allowed(place, set.arrays.is_some(), Type::Array, Self::arrays);
        let objects = self.if_allowed(place, !set.objects.is_empty(), Type::Object, Self::objects);
        set.objects = objects.into_iter().collect();
        self.intersect_listed(place, set)
    }

    /// Returns the rules of a type, or reports that its keywords have no effect.
    fn if_allowed<T>(
        &mut self,
        place: &Place<'d>,
        is_allowed: bool,
        of: Type,
        rules: impl FnOnce(&mut Self, &Place<'d>) -> Option<T>,
    ) -> Option<T> {
        if is_allowed {
            return rules(self, place);
        }
        for keyword in keywords_of(of) {
            if place.node.get(keyword).is_some() {
                let note = format!(
                    "only applies to {}, which are not valid here; left out",
                    of.plural()
                );
                self.translated(&place.pointer, keyword, note);
            }
        }
        None
    }

    /// Returns all values of the types in `type`.
    fn types(&mut self, place: &Place<'d>) -> Set<'d> {
        let names: Vec<&Json> = match place.node.get("type") {
            None => {
                if place.node.get("nullable").is_some() {
                    self.translated(
                        &place.pointer,
                        "nullable",
                        "has no effect without `type`; left out",
                    );
                }
                return Set::everything();
            }
            Some(Json::Array(names)) => names.iter().collect(),
            Some(name) => vec![name],
        };
        self.keep(&place.pointer, "type");
        let mut set = Set::nothing();
        for name in names {
            match name.as_str() {
                Some("null") => set.null = true,
                Some("boolean") => set.bools = vec![true, false],
                Some("integer") => {
                    set.numbers = set.numbers.or(Some(Numbers {
                        is_integer: true,
                        ..Numbers::default()
                    }));
                }
                Some("number") => set.numbers = Some(Numbers::default()),
                Some("string") => set.strings = Some(Strings::default()),
                Some("array") => set.arrays = Some(Arrays::default()),
                Some("object") => set.objects = Set::everything().objects,
                Some("any") => set = Set::everything(),
                _ => {
                    self.lost(
                        &place.pointer,
                        "type",
                        "is not a type of JSON Schema; any value is accepted",
                    );
                    return Set::everything();
                }
            }
        }
        if let Some(nullable) = place.node.get("nullable") {
            set.null |= *nullable == Json::Bool(true);
            self.translated(&place.pointer, "nullable", "written as the type `null`");
        }
        set
    }

    fn strings(&mut self, place: &Place<'d>) -> Option<Strings> {
        let min = self.count(place, "minLength").unwrap_or(0);
        let max = self.count(place, "maxLength");
        let pattern = place.node.get("pattern");
        let pattern = pattern.and_then(|pattern| self.pattern(place, pattern));
        let strings = Strings {
            min,
            max,
            pattern,
            format: self.format(place),
            listed: None,
        };
        strings.normalized()
    }

    /// Returns the pattern, if a definition may have it and it restricts strings.
    fn pattern(&mut self, place: &Place<'d>, pattern: &Json) -> Option<String> {
        const KEYWORD: &str = "pattern";
        let Some(source) = pattern.as_str() else {
            self.lost(&place.pointer, KEYWORD, "expected a string; left out");
            return None;
        };
        match pattern::compile(source) {
            Ok(compiled) if compiled.is_any() => {
                let note = "matches every string; left out";
                self.translated(&place.pointer, KEYWORD, note);
                None
            }
            Ok(_) => {
                self.keep(&place.pointer, KEYWORD);
                Some(source.into())
            }
            Err(_) if pattern::compile_without_count(source).is_some() => {
                self.keep(&place.pointer, KEYWORD);
                Some(source.into())
            }
            Err(error) => {
                let other = without_case_flag(source);
                let other = other.filter(|other| pattern::compile(other).is_ok());
                match &other {
                    Some(_) => {
                        let note = "written with both cases instead of the flag `(?i)`";
                        self.translated(&place.pointer, KEYWORD, note);
                    }
                    None => self.lost(&place.pointer, KEYWORD, error.to_string()),
                }
                other
            }
        }
    }

    /// Returns the format, if a definition may have it.
    fn format(&mut self, place: &Place<'d>) -> Option<String> {
        let format = place.node.str("format")?;
        if checked_format(format).is_some() {
            self.keep(&place.pointer, "format");
            return Some(format.into());
        }
        let is_near = suggest::distance(format, "date-time").is_some()
            || ["date", "uuid", "guid"]
                .iter()
                .any(|near| suggest::distance(format, near) == Some(0));
        if is_near {
            self.translated(
                &place.pointer,
                "format",
                "is not a format of JSON Schema and restricts nothing; left out",
            );
            return None;
        }
        if format == "password" {
            self.translated(&place.pointer, "format", "written as `x-ravelin-sensitive`");
            return None;
        }
        let is_plain = format.len() <= 40 && format.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_plain {
            self.translated(&place.pointer, "format", "restricts nothing; left out");
            return None;
        }
        self.keep(&place.pointer, "format");
        Some(format.into())
    }

    fn numbers(&mut self, place: &Place<'d>, is_integer: bool) -> Option<Numbers> {
        let min = self.limit(place, LOWER);
        let max = self.limit(place, UPPER);
        let multiple_of = self.multiple_of(place, is_integer);
        if place.node.get("format").is_some() && place.node.get("type").is_some() {
            let is_string = has_string(place);
            if !is_string {
                self.translated(&place.pointer, "format", "restricts nothing; left out");
            }
        }
        let numbers = Numbers {
            is_integer,
            min,
            max,
            multiple_of,
            listed: None,
        };
        numbers.normalized()
    }

    /// Returns the limit that two keywords set. In older formats, the second one is a bool.
    fn limit(&mut self, place: &Place<'d>, (inclusive, exclusive): (&str, &str)) -> Option<Limit> {
        let is_exclusive = place.node.is_true(exclusive);
        let mut limits =
            [(inclusive, is_exclusive), (exclusive, true)].map(|(keyword, is_exclusive)| {
                let value = place.node.get(keyword)?;
                match value {
                    Json::Number(number) if Decimal::parse(number).is_some() => {
                        self.keep(&place.pointer, keyword);
                        Some(Limit {
                            number: number.clone(),
                            is_exclusive,
                        })
                    }
                    Json::Bool(_) if keyword == exclusive => {
                        let note =
                            format!("written with the number of `{inclusive}`, or without effect");
                        self.translated(&place.pointer, keyword, note);
                        None
                    }
                    _ => {
                        self.lost(
                            &place.pointer,
                            keyword,
                            "expected a number of at most 96 bits; left out",
                        );
                        None
                    }
                }
            });
        let [one, other] = &mut limits;
        tighter(
            one.take(),
            other.take(),
            inclusive == LOWER.0,
            &mut Vec::new(),
        )
    }

    fn multiple_of(&mut self, place: &Place<'d>, is_integer: bool) -> Option<String> {
        let value = place.node.get("multipleOf")?;
        let number = match value {
            Json::Number(number) => Decimal::parse(number)
                .filter(|number| number.is_positive())
                .map(|of| (number, of)),
            _ => None,
        };
        let Some((number, of)) = number else {
            self.lost(
                &place.pointer,
                "multipleOf",
                "expected a number above 0; left out",
            );
            return None;
        };
        if is_integer && Decimal::parse("1").is_some_and(|one| one.is_multiple_of(of)) {
            self.translated(
                &place.pointer,
                "multipleOf",
                "every integer is a multiple; left out",
            );
            return None;
        }
        self.keep(&place.pointer, "multipleOf");
        Some(number.clone())
    }

    fn arrays(&mut self, place: &Place<'d>) -> Option<Arrays<'d>> {
        let min = self.count(place, "minItems").unwrap_or(0);
        let max = self.count(place, "maxItems");
        let is_unique = place.node.is_true("uniqueItems");
        if place.node.get("uniqueItems").is_some() {
            self.keep(&place.pointer, "uniqueItems");
        }
        let arrays = Arrays {
            items: self.items(place),
            min,
            max,
            is_unique,
        };
        arrays
            .max
            .is_none_or(|max| max >= arrays.min)
            .then_some(arrays)
    }

    fn items(&mut self, place: &Place<'d>) -> Vec<Place<'d>> {
        let tuple = place.node.get("prefixItems").is_some();
        if tuple {
            self.lost(
                &place.pointer,
                "prefixItems",
                "a definition has one schema for all elements; any element is accepted",
            );
        }
        let Some(items) = place.child("items") else {
            return Vec::new();
        };
        if items.node.as_array().is_some() {
            self.lost(
                &place.pointer,
                "items",
                "a definition has one schema for all elements; any element is accepted",
            );
            if place.node.get("additionalItems").is_some() {
                self.lost(
                    &place.pointer,
                    "additionalItems",
                    "a definition has one schema for all elements",
                );
            }
            return Vec::new();
        }
        if tuple {
            self.lost(
                &place.pointer,
                "items",
                "a definition has one schema for all elements; any element is accepted",
            );
            return Vec::new();
        }
        if place.node.get("additionalItems").is_some() {
            self.translated(
                &place.pointer,
                "additionalItems",
                "has no effect here; left out",
            );
        }
        self.keep(&place.pointer, "items");
        vec![items]
    }

    /// Reads a count. `None` if there is none, or if it excludes nothing.
    pub(super) fn count(&mut self, place: &Place<'d>, keyword: &str) -> Option<u64> {
        let value = place.node.get(keyword)?;
        let count = match value {
            Json::Number(number) => parse_count(number),
            _ => None,
        };
        let is_upper = keyword.starts_with("max");
        match count {
            Some(count) if u32::try_from(count).is_ok() => {
                self.keep(&place.pointer, keyword);
                Some(count)
            }
            Some(_) if is_upper => {
                self.translated(&place.pointer, keyword, "no value is longer; left out");
                None
            }
            _ => {
                self.lost(
                    &place.pointer,
                    keyword,
                    "expected an integer from 0 to 4294967295; left out",
                );
                None
            }
        }
    }

    /// Restricts a set to the values in `enum` and `const`.
    fn intersect_listed(&mut self, place: &Place<'d>, mut set: Set<'d>) -> Set<'d> {
        for keyword in ["enum", "const"] {
            let values = match (place.node.get(keyword), keyword) {
                (None, _) => continue,
                (Some(Json::Array(values)), "enum") => &values[..],
                (Some(value), "const") => std::slice::from_ref(value),
                (Some(_), _) => {
                    self.lost(&place.pointer, keyword, "expected an array; left out");
                    continue;
                }
            };
            self.keep(&place.pointer, keyword);
            set = self.listed_values(place, keyword, values, set);
        }
        set
    }

    /// Accepts any arrays or objects instead of listed ones.
    fn lose_composed(
        &mut self,
        place: &Place<'d>,
        keyword: &str,
        set: &Set<'d>,
        listed: &mut Set<'d>,
    ) {
        if set.arrays.is_some() || !set.objects.is_empty() {
            let note =
                "a definition cannot list arrays and objects; any array and any object is accepted";
            self.lost(&place.pointer, keyword, note);
            listed.arrays = Some(Arrays::default());
            listed.objects = Set::everything().objects;
        }
    }

    fn listed_values(
        &mut self,
        place: &Place<'d>,
        keyword: &str,
        values: &[Json],
        set: Set<'d>,
    ) -> Set<'d> {
        let mut listed = Set::nothing();
        let (mut strings, mut numbers) = (Vec::<Listed>::new(), Vec::<Listed>::new());
        let (mut seen, mut seen_numbers) = (HashSet::new(), HashSet::new());
        for value in values {
            match value {
                Json::Null => listed.null = true,
                Json::Bool(value) => {
                    if !listed.bools.contains(value) {
                        listed.bools.push(*value);
                    }
                }
                Json::String(value) => {
                    let new = seen.insert(value).then(|| listed_value(place, value));
                    strings.extend(new);
                }
                Json::Number(value) => {
                    let is_new =
                        Decimal::parse(value).is_none_or(|number| seen_numbers.insert(number));
                    numbers.extend(is_new.then(|| listed_value(place, value)));
                }
                Json::Array(_) | Json::Object(_) => {
                    self.lose_composed(place, keyword, &set, &mut listed);
                }
            }
        }
        listed.strings = (!strings.is_empty()).then(|| Strings {
            listed: Some(strings),
            ..Strings::default()
        });
        listed.numbers = (!numbers.is_empty()).then(|| Numbers {
            listed: Some(numbers),
            ..Numbers::default()
        });
        set.intersect(listed, &mut Vec::new())
    }
}

/// Returns whether a schema accepts strings, as far as `type` shows it.
fn has_string(place: &Place<'_>) -> bool {
    match place.node.get("type") {
        Some(Json::Array(names)) => names.iter().any(|name| name.as_str() == Some("string")),
        Some(name) => name.as_str() == Some("string"),
        None => true,
    }
}

/// Returns a listed value with its description, if the vendor keyword `x-enumDescriptions` or `x-enum-descriptions` has one.
fn listed_value(place: &Place<'_>, value: &str) -> Listed {
    let descriptions = ["x-enumDescriptions", "x-enum-descriptions"];
    let described = descriptions
        .iter()
        .find_map(|keyword| place.node.get(keyword)?.str(value));
    Listed {
        value: value.into(),
        description: described.map(super::annotation::one_line),
        is_deprecated: false,
    }
}

/// Returns the keywords that only apply to one type.
fn keywords_of(of: Type) -> &'static [&'static str] {
    match of {
        Type::String => &["minLength", "maxLength", "pattern"],
        Type::Number => &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        Type::Bool => &[],
        Type::Array => &[
            "items",
            "prefixItems",
            "additionalItems",
            "minItems",
            "maxItems",
            "uniqueItems",
        ],
        Type::Object => &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "discriminator",
        ],
    }
}
