//! Random bodies from a schema, and changes to them. They need not be valid: both validators check them.

#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)] // random values
#![allow(clippy::cast_precision_loss)] // random values

use serde_json::{Map, Value, json};

/// A small random number generator (`SplitMix64`) with a fixed sequence.
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % end.max(1) as u64) as usize
    }

    fn is_one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'v, T>(&mut self, values: &'v [T]) -> Option<&'v T> {
        values.get(self.below(values.len()))
    }
}

/// Generates values from the schemas of a document.
pub(crate) struct Bodies<'v> {
    pub(crate) root: &'v Value,
    pub(crate) random: Random,
    /// The number of values so far, so that recursive schemas end.
    budget: usize,
}

impl<'v> Bodies<'v> {
    pub(crate) fn new(root: &'v Value, seed: u64) -> Self {
        Self {
            root,
            random: Random(seed),
            budget: 0,
        }
    }

    /// Returns a value that is probably valid for a schema.
    pub(crate) fn body(&mut self, schema: &'v Value) -> Value {
        self.budget = 400;
        self.value(&[schema], 0)
    }

    /// Adds a schema, its references, the parts of `allOf`, and one alternative, which all apply to the same value.
    fn collect(&mut self, schema: &'v Value, depth: usize, all: &mut Vec<&'v Value>) {
        if depth > 24 {
            return;
        }
        all.push(schema);
        if let Some(target) = schema["$ref"]
            .as_str()
            .and_then(|reference| self.find(reference))
        {
            self.collect(target, depth + 1, all);
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.collect(part, depth + 1, all);
        }
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = schema[keyword]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            if let Some(one) = self.random.pick(alternatives) {
                self.collect(one, depth + 1, all);
            }
        }
    }

    fn find(&self, reference: &str) -> Option<&'v Value> {
        let fragment = reference
            .strip_prefix('#')?
            .replace("%7B", "{")
            .replace("%7D", "}")
            .replace("%24", "$");
        self.root.pointer(&fragment)
    }

    fn value(&mut self, schemas: &[&'v Value], depth: usize) -> Value {
        let mut all = Vec::new();
        for schema in schemas {
            self.collect(schema, depth, &mut all);
        }
        self.budget = self.budget.saturating_sub(1);
        let listed = all
            .iter()
            .find_map(|schema| match schema["enum"].as_array() {
                Some(values) => Some(values.as_slice()),
                None => schema.get("const").map(std::slice::from_ref),
            });
        if let Some(value) = listed.and_then(|values| self.random.pick(values)) {
            return value.clone();
        }
        let types = all.iter().find_map(|schema| match &schema["type"] {
            Value::String(name) => Some(vec![name.as_str()]),
            Value::Array(names) => Some(names.iter().filter_map(Value::as_str).collect()),
            _ => None,
        });
        let implied = if all.iter().any(|schema| schema.get("properties").is_some()) {
            "object"
        } else {
            "any"
        };
        let types = types.unwrap_or_else(|| vec![implied]);
        match self.random.pick(&types).copied().unwrap_or("any") {
            "object" => self.object(&all, depth),
            "array" => self.array(&all, depth),
            "string" => self.string(&all),
            "integer" => self.number(&all, true),
            "number" => self.number(&all, false),
            "boolean" => Value::Bool(self.random.is_one_in(2)),
            "null" => Value::Null,
            _ => self.other(),
        }
    }

    fn object(&mut self, all: &[&'v Value], depth: usize) -> Value {
        let mut object = Map::new();
        let required: Vec<&str> = all
            .iter()
            .flat_map(|schema| schema["required"].as_array().into_iter().flatten())
            .filter_map(Value::as_str)
            .collect();
        // A small share of the optional members, or most of them.
        let share = [1, 2, 6][self.random.below(3)];
        let mut schemas: Vec<(&str, Vec<&'v Value>)> = Vec::new();
        for (name, schema) in all
            .iter()
            .flat_map(|schema| schema["properties"].as_object().into_iter().flatten())
        {
            match schemas.iter_mut().find(|(other, _)| other == name) {
                Some((_, schemas)) => schemas.push(schema),
                None => schemas.push((name, vec![schema])),
            }
        }
        for name in &required {
            if !schemas.iter().any(|(other, _)| other == name) {
                schemas.push((name, Vec::new()));
            }
        }
        for (name, schemas) in schemas {
            let is_wanted = self.random.is_one_in(share) && depth < 6 && self.budget > 0;
            if required.contains(&name) && depth < 12 || is_wanted {
                object.insert(name.into(), self.value(&schemas, depth + 1));
            }
        }
        self.add_members(all, depth, &mut object);
        if self.random.is_one_in(12) {
            object.insert("zzUnknown".into(), self.other());
        }
        object.into()
    }

    /// Adds members that `additionalProperties` describes.
    fn add_members(&mut self, all: &[&'v Value], depth: usize, object: &mut Map<String, Value>) {
        let map = all
            .iter()
            .find(|schema| schema["additionalProperties"].is_object());
        let minimum = all
            .iter()
            .filter_map(|schema| schema["minProperties"].as_u64())
            .max()
            .unwrap_or(0);
        if let Some(map) = map {
            for name in ["a", "key-1"]
                .iter()
                .take(self.random.below(3).max(minimum.min(2) as usize))
            {
                object.insert(
                    (*name).into(),
                    self.value(&[&map["additionalProperties"]], depth + 1),
                );
            }
        }
    }

    fn array(&mut self, all: &[&'v Value], depth: usize) -> Value {
        let bound = |keyword: &str| {
            all.iter()
                .filter_map(|schema| schema[keyword].as_u64())
                .max()
        };
        let min = bound("minItems").unwrap_or(0).min(5) as usize;
        let max = bound("maxItems").unwrap_or(3).min(3) as usize;
        let count = if depth > 6 || self.budget == 0 {
            min
        } else {
            min + self.random.below(max.saturating_sub(min) + 1)
        };
        let items: Vec<_> = all
            .iter()
            .filter_map(|schema| schema.get("items"))
            .collect();
        (0..count).map(|_| self.value(&items, depth + 1)).collect()
    }

    fn string(&mut self, all: &[&'v Value]) -> Value {
        let format = all.iter().find_map(|schema| schema["format"].as_str());
        match format {
            Some("date-time") => return "2024-02-29T12:30:00Z".into(),
            Some("date") => return "2024-02-29".into(),
            Some("uuid") => return "67e55044-10b1-426f-9247-bb680e5fe0c8".into(),
            _ => {}
        }
        let example = all
            .iter()
            .find_map(|schema| schema.get("example").or(schema["examples"].get(0)));
        if let (Some(example @ Value::String(_)), true) = (example, self.random.is_one_in(2)) {
            return example.clone();
        }
        let min = all
            .iter()
            .filter_map(|schema| schema["minLength"].as_u64())
            .max()
            .unwrap_or(0)
            .min(5000) as usize;
        let max = all
            .iter()
            .filter_map(|schema| schema["maxLength"].as_u64())
            .min()
            .unwrap_or(12)
            .min(5000) as usize;
        let length = match self.random.below(4) {
            0 => min,
            1 => max,
            _ => min.max(3).min(max),
        };
        let alphabets = ["A", "7", "a", "a1 é", "-", "https://example.com/"];
        let alphabet = alphabets[self.random.below(alphabets.len())];
        alphabet
            .chars()
            .cycle()
            .take(length)
            .collect::<String>()
            .into()
    }

    fn number(&mut self, all: &[&'v Value], is_integer: bool) -> Value {
        let limit = |keyword: &str| all.iter().find_map(|schema| schema[keyword].as_i64());
        let min = limit("minimum").or(limit("exclusiveMinimum").map(|min| min.saturating_add(1)));
        let max = limit("maximum").or(limit("exclusiveMaximum").map(|max| max.saturating_sub(1)));
        let value = match (min, max, self.random.below(4)) {
            (Some(min), _, 0) => min,
            (_, Some(max), 1) => max,
            (Some(min), None, _) => min.saturating_add(self.random.below(100) as i64),
            (min, Some(max), _) => min.unwrap_or(0).min(max),
            (None, None, _) => self.random.below(100_000) as i64,
        };
        if is_integer || self.random.is_one_in(2) {
            json!(value)
        } else {
            json!(value as f64 + 0.5)
        }
    }

    /// Returns any value.
    fn other(&mut self) -> Value {
        let values = [
            json!(null),
            json!(true),
            json!(0),
            json!(-1),
            json!(1.5),
            json!(""),
            json!("x"),
            json!([]),
            json!({}),
            json!([1, "a"]),
            json!({"a": 1}),
            json!(["x".repeat(300)]),
        ];
        values[self.random.below(values.len())].clone()
    }

    /// Changes one random place of a value.
    pub(crate) fn mutate(&mut self, value: &mut Value) {
        let mut places = Vec::new();
        collect_places(value, &mut String::new(), &mut places);
        let place = places[self.random.below(places.len())].clone();
        let new = self.other();
        let Some(target) = value.pointer_mut(&place) else {
            return;
        };
        match (target, self.random.below(4)) {
            (Value::Object(object), 0) => {
                let names: Vec<_> = object.keys().cloned().collect();
                if let Some(name) = self.random.pick(&names) {
                    object.remove(name);
                }
            }
            (Value::Object(object), 1) => {
                object.insert("zzUnknown".into(), new);
            }
            (Value::Array(array), 0) => {
                let copy = array.first().cloned().unwrap_or(new);
                array.push(copy);
            }
            (Value::String(text), 0 | 1) => {
                let changes = [
                    String::new(),
                    format!("{text}{text}{text}"),
                    format!("{text} "),
                    text.to_uppercase(),
                    text.chars().take(1).collect(),
                    "é\n".into(),
                    text.repeat(60),
                ];
                text.clone_from(&changes[self.random.below(changes.len())]);
            }
            (Value::Number(number), 0 | 1) => {
                let base = number.as_f64().unwrap_or(0.0);
                let changes = [
                    json!(-1),
                    json!(0),
                    json!(base + 0.5),
                    json!(number.as_i64().unwrap_or(0).saturating_add(1)),
                    json!(number.as_i64().unwrap_or(0).saturating_sub(1)),
                    json!(1_000_000_000_000_i64),
                ];
                let change = changes[self.random.below(changes.len())].clone();
                *value.pointer_mut(&place).unwrap() = change;
            }
            (target, _) => *target = new,
        }
    }
}

fn collect_places(value: &Value, pointer: &mut String, places: &mut Vec<String>) {
    places.push(pointer.clone());
    let length = pointer.len();
    let mut visit = |name: &str, value: &Value| {
        pointer.push('/');
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        collect_places(value, pointer, places);
        pointer.truncate(length);
    };
    match value {
        Value::Object(object) => object.iter().for_each(|(name, value)| visit(name, value)),
        Value::Array(array) => array
            .iter()
            .enumerate()
            .for_each(|(at, value)| visit(&at.to_string(), value)),
        _ => {}
    }
}
