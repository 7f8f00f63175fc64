//! Values of the generated types, as Rust code and as the JSON that is expected of the encoder.

use super::types::{EventType, Form, Member, Place, Struct, Type};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fmt::Write;
use std::ptr;
use voucher_definition::{Kind, Object};

/// A time in milliseconds, and the number of elements of arrays that may have any number.
const TIME: i64 = 1_512_828_988_826;
const ELEMENTS: u32 = 2;

/// A value of an event.
pub(crate) struct EventValue {
    pub(crate) code: String,
    pub(crate) target: String,
    pub(crate) body: String,
}

/// Generates values until every alternative has been chosen.
pub(crate) struct Generator {
    is_minimal: bool,
    /// How often each type has got a value and each field was sent, by address.
    counts: HashMap<usize, usize>,
    /// Whether strings need no percent-encoding.
    is_in_url: bool,
}

impl Generator {
    pub(crate) fn new(is_minimal: bool) -> Self {
        Self {
            is_minimal,
            counts: HashMap::new(),
            is_in_url: false,
        }
    }

    /// Returns the next value of an event.
    pub(crate) fn event(&mut self, event: &EventType) -> EventValue {
        let chosen = self.chosen(&event.members, &event.objects);
        let (mut code, mut query) = (String::from("Event {\n"), Vec::new());
        let (mut body, mut path) = (Map::new(), event.definition.path.to_owned());
        if let Some((entity, _)) = event
            .definition
            .entity()
            .filter(|(entity, _)| entity.is_required())
        {
            body.insert(entity.name.to_owned(), json!({}));
        }
        for member in &event.members {
            if !is_in(&chosen, member) {
                let _ = writeln!(code, "        r#{}: None,", member.rust_name);
                continue;
            }
            self.is_in_url = matches!(member.place, Place::Path | Place::Query);
            let (value, json) = self.member(member);
            let _ = writeln!(code, "        r#{}: {value},", member.rust_name);
            let name = member.ty.field.name;
            match member.place {
                Place::Path => path = path.replace(&format!(":{name}"), &plain(&json)),
                Place::Query => query.extend(pairs(name, &json)),
                Place::Object => _ = body.insert(name.to_owned(), json),
                Place::Entity(entity) => {
                    let entity = body.entry(entity).or_insert_with(|| json!({}));
                    let entity = entity.as_object_mut().expect("an object");
                    entity.insert(name.to_owned(), json);
                }
            }
        }
        if !query.is_empty() {
            path = format!("{path}?{}", query.join("&"));
        }
        let has_body = event.definition.body.is_some();
        EventValue {
            code: code + "    }",
            target: path,
            body: if has_body {
                Value::Object(body).to_string()
            } else {
                String::new()
            },
        }
    }

    /// Checks whether every alternative of an event has been chosen.
    pub(crate) fn is_complete(&self, event: &EventType) -> bool {
        self.are_complete(&event.members, &event.objects)
    }

    fn count<T>(&self, of: &T) -> usize {
        self.counts.get(&address(of)).copied().unwrap_or(0)
    }

    fn next<T>(&mut self, of: &T) -> usize {
        let count = self.counts.entry(address(of)).or_default();
        *count += 1;
        *count - 1
    }

    /// Chooses the fields to send: as many as are not mutually exclusive, those that were sent least first.
    fn chosen<'m>(
        &mut self,
        members: &'m [Member],
        objects: &[&'static Object],
    ) -> Vec<&'m Member> {
        let (always, mut others): (Vec<_>, Vec<_>) =
            members.iter().partition(|member| member.is_always);
        others.retain(|member| self.is_wanted(member, objects));
        others.sort_by_key(|member| self.count(*member));
        let mut chosen: Vec<&Member> = Vec::new();
        for member in always.into_iter().chain(others) {
            let name = member.ty.field.name;
            let mut together = chosen.iter().filter(|other| other.place == member.place);
            let is_excluded = together.any(|other| {
                let other = other.ty.field.name;
                objects.iter().any(|object| object.excludes(name, other))
            });
            if !is_excluded {
                self.next(member);
                chosen.push(member);
            }
        }
        chosen
    }

    /// Checks whether a field may be sent: in a minimal value, only if the object is not valid without a field of its group.
    fn is_wanted(&self, member: &Member, objects: &[&'static Object]) -> bool {
        let name = member.ty.field.name;
        let mut groups = objects.iter().flat_map(|object| object.exactly_one);
        !self.is_minimal || member.is_always || groups.any(|group| group.contains(&name))
    }

    fn are_complete(&self, members: &[Member], objects: &[&'static Object]) -> bool {
        let mut wanted = members
            .iter()
            .filter(|member| self.is_wanted(member, objects));
        wanted.all(|member| self.count(member) > 0 && self.is_type_complete(&member.ty))
    }

    fn is_type_complete(&self, ty: &Type) -> bool {
        let field = ty.field;
        let has_null = usize::from(field.nullable);
        let count = self.count(ty);
        match &ty.form {
            Form::Listed(_) => count >= field.values.len() + field.integers.len() + has_null,
            Form::Scalar if field.kind == Kind::Bool && field.values.is_empty() => {
                count >= 2 + has_null
            }
            Form::Scalar => count > has_null,
            Form::Struct(object) => self.are_complete(&object.members, &[object.object]),
            Form::Vec(element) if self.is_minimal => match field.kind {
                Kind::Array(array) => array.min == 0 || self.is_type_complete(element),
                _ => true,
            },
            Form::Map(_) if self.is_minimal => true,
            Form::Vec(element) | Form::Map(element) => self.is_type_complete(element),
            Form::Alternatives(_, types) => types.iter().all(|ty| self.is_alternative_complete(ty)),
        }
    }

    fn is_alternative_complete(&self, ty: &Type) -> bool {
        self.count(&ty.form) > 0 && self.is_type_complete(ty)
    }

    /// Returns a field's value, with the `Option` of its type.
    fn member(&mut self, member: &Member) -> (String, Value) {
        let (code, json) = self.nullable(&member.ty);
        let code = if member.is_always {
            code
        } else {
            format!("Some({code})")
        };
        (code, json)
    }

    /// Returns a value, with an `Option` if it may be `null`.
    fn nullable(&mut self, ty: &Type) -> (String, Value) {
        if !ty.field.nullable {
            return self.value(ty);
        }
        if self.count(ty) == 1 {
            self.next(ty);
            return ("None".into(), Value::Null);
        }
        let (code, json) = self.value(ty);
        (format!("Some({code})"), json)
    }

    fn value(&mut self, ty: &Type) -> (String, Value) {
        let count = self.next(ty);
        match &ty.form {
            Form::Scalar => self.scalar(ty, count),
            Form::Listed(name) => {
                let field = ty.field;
                let values = field.values.iter().map(|value| json!(value));
                let integers = field.integers.iter().map(|integer| json!(integer));
                let values: Vec<_> = values.chain(integers).collect();
                let index = count % values.len();
                (format!("{name}::Variant{index}"), values[index].clone())
            }
            Form::Struct(object) => self.object(object),
            Form::Vec(element) => self.array(ty, element),
            Form::Map(value) => self.map(ty, value),
            Form::Alternatives(name, types) => self.alternative(name, types),
        }
    }

    fn object(&mut self, of: &Struct) -> (String, Value) {
        let chosen = self.chosen(&of.members, &[of.object]);
        let (mut code, mut json) = (format!("{} {{ ", of.name), Map::new());
        if let Some(tag) = of.tag {
            json.insert(tag.name.to_owned(), json!(tag.values[0]));
        }
        for member in &of.members {
            if is_in(&chosen, member) {
                let (value, member_json) = self.member(member);
                let _ = write!(code, "r#{}: {value}, ", member.rust_name);
                json.insert(member.ty.field.name.to_owned(), member_json);
            } else {
                let _ = write!(code, "r#{}: None, ", member.rust_name);
            }
        }
        (code + "}", json.into())
    }

    fn array(&mut self, ty: &Type, element: &Type) -> (String, Value) {
        let Kind::Array(array) = ty.field.kind else {
            panic!("not an array")
        };
        let count = if self.is_minimal {
            array.min
        } else {
            ELEMENTS.clamp(array.min, array.max)
        };
        let elements: Vec<_> = (0..count).map(|_| self.nullable(element)).collect();
        let (codes, values): (Vec<_>, Vec<_>) = elements.into_iter().unzip();
        (format!("vec![{}]", codes.join(", ")), values.into())
    }

    fn map(&mut self, ty: &Type, value: &Type) -> (String, Value) {
        let Kind::Map(map) = ty.field.kind else {
            panic!("not a map")
        };
        let count = if self.is_minimal {
            map.min
        } else {
            ELEMENTS.clamp(map.min, map.max)
        };
        let (mut codes, mut json) = (Vec::new(), Map::new());
        for index in 0..count {
            let key = format!("key-{index}");
            assert_eq!(map.key.check(&json!(key)), Ok(()), "expected another key");
            let (code, value) = self.nullable(value);
            codes.push(format!("({key:?}.to_owned(), {code})"));
            json.insert(key, value);
        }
        let code = format!("BTreeMap::from([{}])", codes.join(", "));
        (code, json.into())
    }

    /// Chooses an alternative of which something has not been chosen yet, and the least used of those.
    fn alternative(&mut self, name: &str, types: &[Type]) -> (String, Value) {
        let key = |ty: &Type| (self.is_alternative_complete(ty), self.count(&ty.form));
        let indices = types.iter().enumerate();
        let (index, ty) = indices.min_by_key(|(_, ty)| key(ty)).expect("alternatives");
        self.next(&ty.form);
        let (code, json) = self.value(ty);
        (format!("{name}::Variant{index}({code})"), json)
    }

    fn scalar(&self, ty: &Type, count: usize) -> (String, Value) {
        let candidates = self.candidates(ty, count);
        let all = candidates.len();
        let accepted = candidates
            .into_iter()
            .filter(|(_, json)| ty.field.check(json).is_ok());
        let mut accepted: Vec<_> = accepted.collect();
        let field = ty.field;
        assert!(
            !accepted.is_empty(),
            "none of {all} values fits `{}` of `{}`; add one that does",
            field.name,
            field.parent
        );
        accepted.swap_remove(count % accepted.len())
    }

    /// Returns values of a type, of which some may not fit the field, each as code and as JSON.
    fn candidates(&self, ty: &Type, count: usize) -> Vec<(String, Value)> {
        let field = ty.field;
        let string = |text: String| (format!("{text:?}"), json!(text));
        let number = i64::try_from(count).unwrap_or_default();
        match field.kind {
            Kind::Bool => [true, false]
                .map(|bool| (bool.to_string(), json!(bool)))
                .into(),
            Kind::Integer | Kind::Amount => {
                let integers = [
                    number + 1,
                    field.min.max(-9_007_199_254_740_991),
                    field.max.min(9_007_199_254_740_991),
                    0,
                    field.multiple_of,
                ];
                let code = |integer: i64| (integer.to_string(), json!(integer));
                integers.map(code).into()
            }
            Kind::Number => [51.5_f64, -0.125, 0.5]
                .map(|number| (number.to_string(), json!(number)))
                .into(),
            Kind::Time => {
                let millis = TIME + number;
                let code = format!("voucher_core::Timestamp::from_millis({millis}).unwrap()");
                vec![(code, json!(millis))]
            }
            Kind::Currency => ["GBP", "EUR", "JPY"].map(|code| string(code.into())).into(),
            Kind::DateTime => vec![string("2026-11-28T10:00:00.123Z".into())],
            Kind::Date => vec![string("2026-11-28".into())],
            Kind::Uuid => vec![string("67e55044-10b1-426f-9247-bb680e5fe0c8".into())],
            Kind::Custom | Kind::Any => {
                let json =
                    json!({"seats": [count, "é\"\\"], "isGift": false, "inner": {"size": 1.5}});
                vec![(format!("serde_json::json!({json})"), json)]
            }
            _ => self.strings(ty, count).into_iter().map(string).collect(),
        }
    }

    fn strings(&self, ty: &Type, count: usize) -> Vec<String> {
        let field = ty.field;
        let length = |length: u32| "z".repeat(length.min(1_000) as usize);
        let mut strings = vec![format!("{}-{count}", field.rust_name)];
        if !self.is_in_url {
            strings.push(format!("Zoë \"{count}\" \\ </script>\u{1}\u{2028}😀"));
        }
        strings.push(length(field.min_length));
        strings.push(length(field.max_length));
        strings.push(format!("name{count}.example"));
        for digits in [4, 6, 8, 14, 23] {
            strings.push("1".repeat(digits));
        }
        strings.push("0a".repeat(32));
        strings
    }
}

fn is_in(chosen: &[&Member], member: &Member) -> bool {
    chosen.iter().any(|chosen| ptr::eq(*chosen, member))
}

fn address<T>(of: &T) -> usize {
    ptr::from_ref(of).addr()
}

fn plain(json: &Value) -> String {
    json.as_str().map_or_else(|| json.to_string(), String::from)
}

/// Returns the parameters of a query, one for each element of an array.
fn pairs(name: &str, json: &Value) -> Vec<String> {
    let elements = json
        .as_array()
        .map_or(std::slice::from_ref(json), Vec::as_slice);
    let pairs = elements.iter();
    pairs
        .map(|value| format!("{name}={}", plain(value)))
        .collect()
}
