//! Changes a definition file at random.

use serde_json::{Map, Value, json};
use voucher_definition::pointer;

/// `SplitMix64`.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(count.max(1)).unwrap()).unwrap()
    }

    pub(crate) fn choose<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}

type Schema = Map<String, Value>;
/// Changes a schema at random, if it can.
type Mutation = fn(&mut Schema, &mut Random) -> bool;

/// The mutations of a schema, with their names.
const MUTATIONS: [(&str, Mutation); 29] = [
    ("remove a field", remove_field),
    ("add a field", |schema, _| {
        add_field(schema, json!({"type": "string"}), false)
    }),
    ("add an important field", |schema, _| {
        add_field(
            schema,
            json!({"type": "string", "x-ravelin-status": "important"}),
            false,
        )
    }),
    ("add a required field", |schema, _| {
        add_field(schema, json!({"type": "integer"}), true)
    }),
    ("add an object", |schema, _| {
        add_field(
            schema,
            json!({"type": "object", "properties": {"a": {"type": "string"}}}),
            false,
        )
    }),
    ("rename a field", rename_field),
    ("require a field", require),
    ("do not require a field", do_not_require),
    ("accept null", accept_null),
    ("reject null", reject_null),
    ("close", |schema, _| {
        is_object(schema) && set(schema, "additionalProperties", json!(false))
    }),
    ("open", |schema, _| {
        is_object(schema) && schema.remove("additionalProperties").is_some()
    }),
    ("exclude", exclude),
    ("do not exclude", |schema, _| {
        schema.remove("x-ravelin-exclusive").is_some()
    }),
    ("require one", require_one),
    ("another type", another_type),
    ("another kind", another_kind),
    ("limit a length", |schema, random| {
        limit(schema, random, "string", ["minLength", "maxLength"])
    }),
    ("limit a number", |schema, random| {
        let of = if random.below(2) == 0 {
            "integer"
        } else {
            "number"
        };
        limit(schema, random, of, ["minimum", "maximum"])
    }),
    ("limit an array", |schema, random| {
        limit(schema, random, "array", ["minItems", "maxItems"])
    }),
    ("remove a limit", remove_limit),
    ("add a multiple", |schema, random| {
        is(schema, "integer")
            && is_plain(schema)
            && set(schema, "multipleOf", json!(2 + random.below(5)))
    }),
    ("add a pattern", add_pattern),
    ("remove a value", remove_value),
    ("add a value", add_value),
    ("unique elements", |schema, _| {
        is(schema, "array") && set(schema, "uniqueItems", json!(true))
    }),
    ("remove an alternative", remove_alternative),
    ("document", document),
    ("another Rust name", |schema, random| {
        let name = format!("renamed_{}", random.below(10));
        schema.contains_key("type") && set(schema, "x-ravelin-rust-name", json!(name))
    }),
];

/// Changes a definition file at random. Returns what was changed.
pub(crate) fn mutate(file: &mut Value, random: &mut Random) -> Option<String> {
    if random.below(12) == 0 {
        return mutate_request(file, random);
    }
    let (name, mutation) = *random.choose(&MUTATIONS)?;
    let mut places = Vec::new();
    schemas(file, "", &mut places);
    for _ in 0..places.len() {
        let place = random.choose(&places)?;
        let is_property = place.rsplit('/').nth(1) == Some("properties");
        if name == "another Rust name" && !is_property {
            continue;
        }
        let schema = file.pointer_mut(place)?.as_object_mut()?;
        if mutation(schema, random) {
            return Some(format!("{name} at {place}"));
        }
    }
    None
}

fn mutate_request(file: &mut Value, random: &mut Random) -> Option<String> {
    let file = file.as_object_mut()?;
    let name = match random.below(6) {
        0 => set(file, "x-ravelin-method", json!("PUT")).then_some("method"),
        1 => set(file, "x-ravelin-host", json!("other")).then_some("host"),
        2 => {
            let path = format!("{}/more", file.get("x-ravelin-path")?.as_str()?);
            set(file, "x-ravelin-path", json!(path)).then_some("path")
        }
        3 => {
            let path = format!("{}/:more", file.get("x-ravelin-path")?.as_str()?);
            let parameters = file
                .entry("x-ravelin-parameters")
                .or_insert_with(|| json!({}));
            parameters
                .as_object_mut()?
                .insert("more".into(), json!({"type": "string"}));
            set(file, "x-ravelin-path", json!(path)).then_some("new parameter")
        }
        4 => {
            let status = *random.choose(&["optional", "required"])?;
            let query = file.entry("x-ravelin-query").or_insert_with(|| json!({}));
            query.as_object_mut()?.insert(
                "page".into(),
                json!({"type": "integer", "x-ravelin-status": status}),
            );
            Some("new query")
        }
        _ => {
            let query = file.get_mut("x-ravelin-query")?.as_object_mut()?;
            let name = query.keys().next()?.clone();
            query.remove(&name).map(|_| "removed query")
        }
    };
    name.map(str::to_owned)
}

/// Collects the JSON Pointers of all schemas.
fn schemas(schema: &Value, at: &str, found: &mut Vec<String>) {
    let Some(members) = schema.as_object() else {
        return;
    };
    found.push(at.to_owned());
    for (name, value) in members {
        let at = pointer(at, name);
        match (&**name, value) {
            (
                "properties" | "$defs" | "x-ravelin-parameters" | "x-ravelin-query",
                Value::Object(inner),
            ) => {
                for (name, schema) in inner {
                    schemas(schema, &pointer(&at, name), found);
                }
            }
            ("items" | "additionalProperties", schema) => schemas(schema, &at, found),
            ("oneOf" | "anyOf", Value::Array(inner)) => {
                for (index, schema) in inner.iter().enumerate() {
                    schemas(schema, &format!("{at}/{index}"), found);
                }
            }
            _ => {}
        }
    }
}

fn set(schema: &mut Schema, keyword: &str, value: Value) -> bool {
    schema.insert(keyword.to_owned(), value.clone()) != Some(value)
}

fn is(schema: &Schema, json_type: &str) -> bool {
    schema.get("type").is_some_and(|only| only == json_type)
}

/// Returns whether a value has no list of values, kind or format.
fn is_plain(schema: &Schema) -> bool {
    ["enum", "const", "x-ravelin-kind", "format"]
        .iter()
        .all(|keyword| !schema.contains_key(*keyword))
}

fn is_object(schema: &Schema) -> bool {
    schema.get("properties").is_some_and(Value::is_object)
}

fn properties(schema: &mut Schema) -> Option<&mut Schema> {
    schema.get_mut("properties")?.as_object_mut()
}

fn property_names(schema: &Schema) -> Vec<String> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties
        .into_iter()
        .flat_map(Map::keys)
        .cloned()
        .collect()
}

fn required(schema: &mut Schema) -> &mut Vec<Value> {
    schema
        .entry("required")
        .or_insert_with(|| json!([]))
        .as_array_mut()
        .unwrap()
}

fn remove_field(schema: &mut Schema, random: &mut Random) -> bool {
    let Some(name) = random.choose(&property_names(schema)).cloned() else {
        return false;
    };
    properties(schema).unwrap().remove(&name);
    required(schema).retain(|other| *other != name);
    for keyword in ["x-ravelin-exclusive", "x-ravelin-exactly-one"] {
        if schema
            .get(keyword)
            .is_some_and(|groups| groups.to_string().contains(&format!("{name:?}")))
        {
            schema.remove(keyword);
        }
    }
    true
}

fn add_field(schema: &mut Schema, field: Value, is_required: bool) -> bool {
    let Some(properties) = properties(schema) else {
        return false;
    };
    if properties.insert("brandNew".into(), field).is_some() {
        return false;
    }
    if is_required {
        required(schema).push(json!("brandNew"));
    }
    true
}

fn rename_field(schema: &mut Schema, random: &mut Random) -> bool {
    let Some(name) = random.choose(&property_names(schema)).cloned() else {
        return false;
    };
    let field = properties(schema).unwrap().remove(&name).unwrap();
    let new = format!("{name}New");
    properties(schema).unwrap().insert(new.clone(), field);
    for other in required(schema).iter_mut().filter(|other| **other == name) {
        *other = json!(new);
    }
    true
}

fn require(schema: &mut Schema, random: &mut Random) -> bool {
    let Some(name) = random.choose(&property_names(schema)).cloned() else {
        return false;
    };
    if required(schema).contains(&json!(name)) {
        return false;
    }
    if let Some(field) = properties(schema).unwrap()[&name].as_object_mut() {
        field.remove("x-ravelin-status");
    }
    required(schema).push(json!(name));
    true
}

fn do_not_require(schema: &mut Schema, random: &mut Random) -> bool {
    let count = required(schema).len();
    if count == 0 {
        return false;
    }
    let name = required(schema).remove(random.below(count));
    if let Some(field) =
        properties(schema).and_then(|all| all.get_mut(name.as_str()?)?.as_object_mut())
    {
        field.remove("x-ravelin-status");
        field.remove("x-ravelin-evidence");
    }
    true
}

fn accept_null(schema: &mut Schema, _: &mut Random) -> bool {
    // A list of values would need `null`, too.
    if schema.contains_key("enum")
        || schema.contains_key("const")
        || schema.contains_key("x-ravelin-path")
    {
        return false;
    }
    let Some(only @ Value::String(_)) = schema.get_mut("type") else {
        return false;
    };
    *only = json!([only.take(), "null"]);
    true
}

fn reject_null(schema: &mut Schema, _: &mut Random) -> bool {
    let Some(Value::Array(types)) = schema.get_mut("type") else {
        return false;
    };
    let count = types.len();
    types.retain(|only| only != "null");
    types.len() < count
}

fn exclude(schema: &mut Schema, random: &mut Random) -> bool {
    two_optional(schema, random).is_some_and(|group| {
        let new = !schema.contains_key("x-ravelin-exclusive");
        new && set(schema, "x-ravelin-exclusive", json!([group]))
    })
}

fn require_one(schema: &mut Schema, random: &mut Random) -> bool {
    two_optional(schema, random).is_some_and(|group| {
        let new = !schema.contains_key("x-ravelin-exactly-one");
        new && set(schema, "x-ravelin-exactly-one", json!([group]))
    })
}

fn two_optional(schema: &mut Schema, random: &mut Random) -> Option<[String; 2]> {
    if !is_object(schema) {
        return None;
    }
    let required = required(schema).clone();
    let mut names = property_names(schema);
    names.retain(|name| !required.contains(&json!(name)));
    if names.len() < 2 {
        return None;
    }
    let one = names.remove(random.below(names.len()));
    let other = random.choose(&names)?.clone();
    Some([one, other])
}

fn another_type(schema: &mut Schema, random: &mut Random) -> bool {
    const TYPES: [&str; 4] = ["string", "integer", "number", "boolean"];
    let old = schema
        .get("type")
        .and_then(Value::as_str)
        .map(str::to_owned);
    if !old.is_some_and(|old| TYPES.contains(&&*old)) || schema.contains_key("x-ravelin-path") {
        return false;
    }
    let kept = [
        "description",
        "x-ravelin-status",
        "x-ravelin-source",
        "x-ravelin-rust-name",
        "x-ravelin-evidence",
    ];
    schema.retain(|keyword, _| kept.contains(&&**keyword));
    match random.below(3) {
        0 => set(schema, "type", json!(["string", "integer"])),
        _ => set(schema, "type", json!(random.choose(&TYPES))),
    }
}

fn another_kind(schema: &mut Schema, random: &mut Random) -> bool {
    if schema.keys().any(|keyword| {
        ["enum", "const", "pattern", "minimum", "minLength", "format"].contains(&&**keyword)
    }) {
        return false;
    }
    if is(schema, "string") {
        let kinds = ["text", "identifier", "currency"];
        set(schema, "x-ravelin-kind", json!(random.choose(&kinds)))
    } else if is(schema, "integer") {
        let kinds = ["integer", "amount"];
        set(schema, "x-ravelin-kind", json!(random.choose(&kinds)))
    } else {
        false
    }
}

fn limit(schema: &mut Schema, random: &mut Random, of: &str, [min, max]: [&str; 2]) -> bool {
    let is_plain = is_plain(schema)
        || schema
            .get("x-ravelin-kind")
            .is_some_and(|kind| kind == "amount");
    if !is(schema, of) || !is_plain {
        return false;
    }
    match random.below(2) {
        0 => set(schema, min, json!(1 + random.below(3))),
        _ => set(schema, max, json!(5 + random.below(60))),
    }
}

fn remove_limit(schema: &mut Schema, random: &mut Random) -> bool {
    const LIMITS: [&str; 9] = [
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "pattern",
        "uniqueItems",
        "multipleOf",
    ];
    let present: Vec<_> = LIMITS
        .iter()
        .filter(|limit| schema.contains_key(**limit))
        .collect();
    random
        .choose(&present)
        .is_some_and(|limit| schema.remove(**limit).is_some())
}

fn add_pattern(schema: &mut Schema, random: &mut Random) -> bool {
    const PATTERNS: [&str; 6] = [
        "^[a-z0-9-]+$",
        "^[A-Z]{2,8}$",
        "^[^/]*$",
        "[0-9]",
        "^.{1,20}$",
        "^(?:a|b)?[a-z]*$",
    ];
    is(schema, "string")
        && is_plain(schema)
        && set(schema, "pattern", json!(random.choose(&PATTERNS)))
}

fn remove_value(schema: &mut Schema, random: &mut Random) -> bool {
    let Some(Value::Array(values)) = schema.get_mut("enum") else {
        return false;
    };
    values.len() > 1 && !values.remove(random.below(values.len())).is_null()
}

fn add_value(schema: &mut Schema, _: &mut Random) -> bool {
    match schema.get_mut("enum") {
        Some(Value::Array(values)) if values.iter().all(Value::is_string) => {
            values.push(json!("BRAND_NEW"));
            true
        }
        _ => false,
    }
}

fn remove_alternative(schema: &mut Schema, random: &mut Random) -> bool {
    let lists = ["oneOf", "anyOf"]
        .into_iter()
        .find(|keyword| schema.contains_key(*keyword));
    let Some(Value::Array(alternatives)) = lists.and_then(|keyword| schema.get_mut(keyword)) else {
        return false;
    };
    if alternatives.len() < 3 {
        return false;
    }
    alternatives.remove(random.below(alternatives.len()));
    true
}

fn document(schema: &mut Schema, random: &mut Random) -> bool {
    match random.below(4) {
        0 => set(schema, "description", json!("described anew")),
        1 => set(schema, "deprecated", json!(true)),
        2 => !schema.contains_key("x-ravelin-path") && set(schema, "readOnly", json!(true)),
        _ => {
            !schema.contains_key("x-ravelin-path")
                && set(schema, "x-ravelin-sensitive", json!(true))
        }
    }
}
