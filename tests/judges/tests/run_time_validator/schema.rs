//! Random schemas of every keyword that the reader supports.

use crate::choices::Choices;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

pub(crate) const NAMES: [&str; 7] = ["a", "bB", "größe", "a/b", "x~y", "3ds", "SECRET"];
const PATTERNS: [&str; 8] = [
    "a",
    "^[a-zA-Z]{3}$",
    "^[a-zA-Z0-9][a-zA-Z0-9-_]*$",
    "^a+b?$",
    "b$",
    "^(a|bb)*$",
    "^[^a]{1,2}$",
    "^[ab1]{2}$",
];
/// The property that tells alternatives apart.
const TAG: &str = "tag";

/// Returns the values that `enum` and `const` list.
pub(crate) fn scalars() -> Vec<Value> {
    vec![
        json!("a"),
        json!("b c"),
        json!(""),
        json!("1"),
        json!("true"),
        json!(1),
        json!(2),
        json!(-2.0),
        json!(0),
        json!(true),
        json!(false),
        json!(null),
        json!(0.5),
        json!(1.0),
    ]
}

pub(crate) fn integer(choices: &mut Choices<'_>) -> Value {
    match choices.below(10) {
        8 => choices.value(&[json!(i64::MIN), json!(i64::MAX), json!(1_i64 << 53)]),
        9 => decimal(choices),
        _ => json!(choices.one(&[0, 1, 2, 3, -1, -2, 4, 5, 6, 7, 8, -5, -9])),
    }
}

/// Returns a number that a float represents exactly, or one that it does not.
pub(crate) fn decimal(choices: &mut Choices<'_>) -> Value {
    let odd = [0.5, 1e300, -1e300, 1e-9, 2.0, 0.07];
    if choices.percent(12) {
        return json!(choices.one(&odd));
    }
    let tenths = u32::try_from(choices.below(100)).unwrap_or_default();
    json!((f64::from(tenths) - 50.0) / 10.0)
}

/// Returns a schema with `$defs`.
pub(crate) fn document(choices: &mut Choices<'_>) -> Value {
    let definitions = choices.below(4);
    let mut generator = Generator {
        choices,
        next: 0,
        definitions,
    };
    let schema = generator.schema(3);
    let Value::Object(mut schema) = schema else {
        return schema;
    };
    let defined = (0..definitions).map(|at| {
        // A definition only uses later ones.
        generator.next = at + 1;
        (format!("d{at}"), generator.definition(2))
    });
    let defined: Map<_, _> = defined.collect();
    if !defined.is_empty() {
        schema.insert("$defs".into(), defined.into());
    }
    schema.into()
}

struct Generator<'c, 'w> {
    choices: &'c mut Choices<'w>,
    /// The first definition that a reference can lead to.
    next: usize,
    definitions: usize,
}

impl Generator<'_, '_> {
    /// Adds a keyword in some cases.
    fn maybe(
        &mut self,
        schema: &mut Value,
        name: &str,
        value: impl FnOnce(&mut Choices<'_>) -> Value,
    ) {
        if self.choices.percent(35) {
            schema[name] = value(self.choices);
        }
    }

    fn count(&mut self, schema: &mut Value, min: &str, max: &str) {
        self.maybe(schema, min, |choices| choices.below(3).into());
        self.maybe(schema, max, |choices| (choices.below(3) + 1).into());
    }

    fn schema(&mut self, depth: usize) -> Value {
        let mut schema = self.bare(depth);
        let Value::Object(members) = &mut schema else {
            return schema;
        };
        if self.choices.percent(5) {
            members.insert("x-ravelin-sensitive".into(), true.into());
        }
        if self.choices.percent(5) {
            members.insert("description".into(), "about it".into());
        }
        if members.contains_key("type") {
            if self.choices.percent(4) {
                members.insert("nullable".into(), true.into());
            }
            if self.choices.percent(4) {
                members.remove("type");
            }
        }
        schema
    }

    fn bare(&mut self, depth: usize) -> Value {
        let count = if depth == 0 { 10 } else { 17 };
        match self.choices.below(count) {
            0 | 1 => self.string(),
            2 => self.ranged("integer", integer),
            3 => self.ranged("number", decimal),
            5 | 6 => self.listed(),
            7 => self.choices.value(&[
                json!({}),
                json!(true),
                json!({"type": "null"}),
                json!({"const": null}),
                json!({"type": "object"}),
                json!(false),
            ]),
            8 => self.types(depth),
            9 if self.next < self.definitions => self.reference(),
            4 | 9 => json!({"type": "boolean"}),
            10 => self.array(depth),
            11 | 12 => self.object(depth),
            13 => self.map(depth),
            14 => self.tagged(depth),
            15 if self.next + 1 < self.definitions => self.discriminated(),
            _ => self.alternatives(depth),
        }
    }

    fn string(&mut self) -> Value {
        let mut schema = json!({"type": "string"});
        self.text_rules(&mut schema);
        schema
    }

    fn text_rules(&mut self, schema: &mut Value) {
        self.count(schema, "minLength", "maxLength");
        self.maybe(schema, "pattern", |choices| {
            (*choices.one(&PATTERNS)).into()
        });
        if self.choices.percent(30) {
            let formats = ["date", "uuid", "date-time", "email", "x"];
            schema["format"] = (*self.choices.one(&formats)).into();
        }
    }

    fn ranged(&mut self, of: &str, edge: fn(&mut Choices<'_>) -> Value) -> Value {
        let mut schema = json!({ "type": of });
        let multiples = [json!(1), json!(2), json!(5.0), json!(0.1), json!(2.5)];
        for name in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
            if self.choices.percent(25) {
                schema[name] = edge(self.choices);
            }
        }
        self.maybe(&mut schema, "multipleOf", |choices| {
            choices.value(&multiples)
        });
        schema
    }

    fn listed(&mut self) -> Value {
        if self.choices.percent(40) {
            return json!({ "const": self.choices.value(&scalars()) });
        }
        let mut values = Vec::new();
        for _ in 0..=self.choices.below(4) {
            let value = self.choices.value(&scalars());
            let is_new = !values.contains(&value) || self.choices.percent(2);
            values.extend(is_new.then_some(value));
        }
        let mut schema = json!({ "enum": values });
        if self.choices.percent(30) {
            schema["type"] = self.type_list();
        }
        if self.choices.percent(10) {
            self.text_rules(&mut schema);
        }
        schema
    }

    fn type_list(&mut self) -> Value {
        let types = [
            "string", "integer", "null", "number", "boolean", "object", "array",
        ];
        let mut list = BTreeSet::new();
        for _ in 0..=self.choices.below(3) {
            list.insert(*self.choices.one(&types));
        }
        list.into_iter().collect()
    }

    /// Generates a schema of several types with the keywords of all of them.
    fn types(&mut self, depth: usize) -> Value {
        let list = self.type_list();
        let mut schema = json!({ "type": list });
        for of in list.as_array().into_iter().flatten() {
            let keywords = match of.as_str() {
                Some("string") => self.string(),
                Some("integer") => self.ranged("integer", integer),
                Some("array") if depth > 0 => self.array(depth),
                Some("object") if depth > 0 && self.choices.percent(50) => self.object(depth),
                Some("object") if depth > 0 => self.map(depth),
                _ => continue,
            };
            for (name, value) in keywords.as_object().into_iter().flatten() {
                if name != "type" {
                    schema[name] = value.clone();
                }
            }
        }
        schema
    }

    fn reference(&mut self) -> Value {
        if self.choices.percent(20) {
            // It may be recursive.
            let at = self.choices.below(self.definitions + 1);
            let target = match at.checked_sub(1) {
                Some(at) => format!("#/$defs/d{at}"),
                None => "#".into(),
            };
            return json!({ "$ref": target });
        }
        let at = self.next + self.choices.below(self.definitions - self.next);
        json!({"$ref": format!("#/$defs/d{at}"), "title": "used"})
    }

    fn array(&mut self, depth: usize) -> Value {
        let mut schema = json!({"type": "array"});
        if self.choices.percent(85) {
            schema["items"] = self.schema(depth - 1);
        }
        self.count(&mut schema, "minItems", "maxItems");
        self.maybe(&mut schema, "uniqueItems", |choices| {
            (choices.below(4) > 0).into()
        });
        schema
    }

    fn object(&mut self, depth: usize) -> Value {
        let (mut properties, mut required) = (Map::new(), BTreeSet::new());
        for _ in 0..self.choices.below(4) {
            let name = *self.choices.one(&NAMES);
            properties.insert(name.into(), self.schema(depth - 1));
            if self.choices.percent(50) {
                required.insert(name);
            }
        }
        let mut schema = json!({"type": "object", "properties": properties, "required": required});
        self.maybe(&mut schema, "additionalProperties", |choices| {
            choices.value(&[json!(false), json!(true), json!({})])
        });
        if self.choices.percent(10) {
            self.count(&mut schema, "minProperties", "maxProperties");
        }
        schema
    }

    fn map(&mut self, depth: usize) -> Value {
        let mut schema = json!({"type": "object"});
        if self.choices.percent(80) {
            schema["additionalProperties"] = self.schema(depth - 1);
        }
        self.count(&mut schema, "minProperties", "maxProperties");
        if self.choices.percent(40) {
            schema["propertyNames"] = match self.choices.below(6) {
                0 => json!({"minLength": 2}),
                1 => json!({"enum": NAMES}),
                2 => json!({"pattern": "^[a-zA-Z0-9][a-zA-Z0-9-_]*$", "maxLength": 2}),
                3 => json!({"anyOf": [{"const": "a"}, {"type": "string", "enum": ["bB"]}]}),
                4 => json!(true),
                _ => self.schema(0),
            };
        }
        schema
    }

    /// Generates a definition. Most are objects with the same property.
    fn definition(&mut self, depth: usize) -> Value {
        if self.choices.percent(30) {
            return self.schema(depth);
        }
        let mut schema = self.object(depth);
        let tag = match self.choices.below(5) {
            0 => json!({"type": "string"}),
            1 => json!({"const": self.choices.below(3).to_string()}),
            2 => json!({"enum": [self.choices.below(3).to_string(), "x"]}),
            3 => json!(true),
            _ => self.schema(0),
        };
        schema["properties"][TAG] = tag;
        if self.choices.percent(60) {
            if let Some(required) = schema["required"].as_array_mut() {
                required.push(TAG.into());
            }
        }
        schema
    }

    /// Generates objects that a property tells apart, or nearly.
    fn tagged(&mut self, depth: usize) -> Value {
        let mut alternatives = Vec::new();
        let is_integer = self.choices.percent(20);
        for at in 0..2 + self.choices.below(2) {
            let mut object = self.object(depth - 1 + usize::from(depth == 1));
            let at = if self.choices.percent(5) { 0 } else { at };
            let value = if is_integer {
                json!(at)
            } else {
                json!(at.to_string())
            };
            object["properties"][TAG] = match self.choices.below(4) {
                3 => json!({"enum": [value, format!("other{at}")]}),
                _ => json!({ "const": value }),
            };
            if !self.choices.percent(5) {
                if let Some(required) = object["required"].as_array_mut() {
                    required.push(TAG.into());
                }
            }
            alternatives.push(object);
        }
        if self.choices.percent(20) {
            alternatives.push(json!({"type": ["string", "null"]}));
        }
        let keyword = *self.choices.one(&["oneOf", "anyOf"]);
        json!({ keyword: alternatives })
    }

    /// Generates references to all definitions that can be used, with a `discriminator`.
    fn discriminated(&mut self) -> Value {
        let range = self.next..self.definitions;
        let references = range
            .clone()
            .map(|at| json!({"$ref": format!("#/$defs/d{at}")}));
        let keyword = *self.choices.one(&["oneOf", "anyOf"]);
        let mut schema = json!({
            keyword: references.collect::<Vec<_>>(),
            "discriminator": {"propertyName": TAG},
        });
        if self.choices.percent(50) {
            let mapping = range.map(|at| (at.to_string(), format!("#/$defs/d{at}").into()));
            let mapping: Map<_, _> = mapping.collect();
            schema["discriminator"]["mapping"] = mapping.into();
        }
        schema
    }

    fn alternatives(&mut self, depth: usize) -> Value {
        let keyword = *self.choices.one(&["anyOf", "oneOf"]);
        let mut alternatives = Vec::new();
        for _ in 0..=self.choices.below(3) {
            alternatives.push(self.schema(depth - 1));
        }
        if self.choices.percent(20) {
            alternatives.push(json!({"type": "null"}));
        }
        let mut schema = json!({ keyword: alternatives });
        if self.choices.percent(10) {
            schema["type"] = self.type_list();
        }
        schema
    }
}
