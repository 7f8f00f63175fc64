//! The JSON Schema of a request body, for any validator of draft 2020-12.

use crate::definition_file::file;
use crate::json::{Json, Object};
use std::collections::BTreeMap;
use voucher_definition::Definition;
use voucher_definition::currency::{LISTED, WITHDRAWN};
use voucher_definition::time::{MAX_MILLIS, MIN_MILLIS};

const OWN: &str = "x-ravelin-";

/// Returns the JSON Schema of a definition's body, in JSON with a line break at the end. `None` if the request has no body.
///
/// Rules that a definition file has only in `x-ravelin-…` keywords are written in keywords of JSON Schema: the range of a
/// time, the codes of a currency, and mutually exclusive fields. Not expressed are that integers have 64 bits, and the
/// depth of values that contain themselves. Only some validators check `format`, and only on request. The `x-ravelin-…`
/// keywords are left out, unless `keeps_keywords` is set.
///
/// # Examples
/// ```
/// use voucher_codegen::schema::schema;
/// use voucher_definition::Definition;
///
/// let voucher = Definition::find("voucher").expect("ships with the toolkit");
/// let schema = schema(voucher, None, false).expect("a body");
/// assert!(schema.contains("\"minimum\": 100000000000"));
/// assert!(!schema.contains("x-ravelin"));
/// ```
#[must_use]
pub fn schema(
    definition: &Definition,
    comment: Option<&str>,
    keeps_keywords: bool,
) -> Option<String> {
    definition.body?;
    let (schema, _, _) = rewritten(definition, comment, keeps_keywords);
    Some(Json::from(schema).to_document())
}

/// The schemas of a request.
pub(crate) struct Parts {
    /// The schema of the body.
    pub(crate) schema: Object,
    /// The schemas of the parameters of the path. Their references lead to the schema of the body.
    pub(crate) parameters: Object,
    /// The schemas of the parameters of the query.
    pub(crate) query: Object,
}

/// Returns the schemas of a request, without the keywords of a document.
pub(crate) fn parts(definition: &Definition) -> Parts {
    let (mut schema, parameters, query) = rewritten(definition, None, false);
    (_, schema) = schema.partition(|name| name == "$schema");
    Parts {
        schema,
        parameters,
        query,
    }
}

/// Returns the schemas of the body, of the parameters of the path, and of those of the query.
fn rewritten(
    definition: &Definition,
    comment: Option<&str>,
    keeps_keywords: bool,
) -> (Object, Object, Object) {
    let mut schema = file(definition, comment, true);
    let currency = free_name(&schema);
    let mut rewriting = Rewriting {
        keeps_keywords,
        currency: &currency,
        has_currency: false,
    };
    let [parameters, query] = ["x-ravelin-parameters", "x-ravelin-query"].map(|keyword| {
        let mut schemas = match schema.get(keyword) {
            Some(Json::Object(schemas)) => schemas.clone(),
            _ => Object::default(),
        };
        for (_, schema) in schemas.iter_mut() {
            rewriting.rewrite_node(schema);
        }
        schemas
    });
    rewriting.rewrite(&mut schema);
    if rewriting.has_currency {
        let mut definitions = match schema.get("$defs") {
            Some(Json::Object(definitions)) => definitions.clone(),
            _ => Object::default(),
        };
        let mut code = Object::default();
        code.set("description", "a code of ISO 4217, in any case");
        code.set("pattern", currency_pattern());
        definitions.set(&currency, code);
        schema.set("$defs", definitions);
    }
    (schema, parameters, query)
}

/// Returns a name for the codes of currencies that no schema in `$defs` has.
fn free_name(schema: &Object) -> String {
    let is_free = |name: &str| match schema.get("$defs") {
        Some(Json::Object(definitions)) => definitions.get(name).is_none(),
        _ => true,
    };
    let numbered = (2..).map(|number: u32| format!("currencyCode{number}"));
    let mut names = core::iter::once("currencyCode".into()).chain(numbered);
    names.find(|name| is_free(name)).unwrap_or_default()
}

/// Returns a regular expression that matches each code of ISO 4217, in any case.
fn currency_pattern() -> String {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for code in LISTED.iter().chain(&WITHDRAWN) {
        if let Some((start, end)) = code.split_at_checked(2) {
            groups.entry(start).or_default().push(end);
        }
    }
    let any_case = |letters: &str| format!("{letters}{}", letters.to_lowercase());
    let groups = groups.into_iter().map(|(start, mut ends)| {
        ends.sort_unstable();
        let letters = start.split("").filter(|letter| !letter.is_empty());
        let letters = letters.map(|letter| format!("[{}]", any_case(letter)));
        letters.collect::<String>() + &format!("[{}]", any_case(&ends.concat()))
    });
    format!("^(?:{})$", groups.collect::<Vec<_>>().join("|"))
}

struct Rewriting<'n> {
    keeps_keywords: bool,
    /// The name of the schema of currencies in `$defs`.
    currency: &'n str,
    has_currency: bool,
}

impl Rewriting<'_> {
    fn rewrite(&mut self, schema: &mut Object) {
        self.rewrite_inner(schema);
        let kind = match schema.get("x-ravelin-kind") {
            Some(Json::String(kind)) => kind.clone(),
            _ => String::new(),
        };
        match kind.as_str() {
            "time" => {
                schema.set("minimum", MIN_MILLIS);
                schema.set("maximum", MAX_MILLIS);
            }
            "identifier" if schema.get("minLength").is_none() => schema.set("minLength", 1),
            "currency" => {
                self.has_currency = true;
                schema.set("$ref", format!("#/$defs/{}", self.currency));
            }
            _ => {}
        }
        let rules = exclusive_rules(schema);
        if !rules.is_empty() {
            schema.set("allOf", Json::Array(rules));
        }
        if !self.keeps_keywords {
            let old = core::mem::take(schema);
            (_, *schema) = old.partition(|name| name.starts_with(OWN));
        }
    }

    fn rewrite_inner(&mut self, schema: &mut Object) {
        for (keyword, value) in schema.iter_mut() {
            match (keyword, value) {
                ("properties" | "$defs", Json::Object(schemas)) => {
                    for (_, schema) in schemas.iter_mut() {
                        self.rewrite_node(schema);
                    }
                }
                ("oneOf" | "anyOf", Json::Array(schemas)) => {
                    for schema in schemas {
                        self.rewrite_node(schema);
                    }
                }
                ("items" | "additionalProperties" | "propertyNames", schema) => {
                    self.rewrite_node(schema);
                }
                _ => {}
            }
        }
    }

    fn rewrite_node(&mut self, schema: &mut Json) {
        if let Json::Object(schema) = schema {
            self.rewrite(schema);
        }
    }
}

/// Returns schemas for the groups of mutually exclusive fields of an object.
fn exclusive_rules(schema: &Object) -> Vec<Json> {
    let groups = |keyword| match schema.get(keyword) {
        Some(Json::Array(groups)) => groups.iter().map(names).collect(),
        _ => Vec::new(),
    };
    let exactly_one = groups("x-ravelin-exactly-one");
    let exclusive = groups("x-ravelin-exclusive");
    let mut rules = Vec::new();
    for group in exclusive.iter().chain(&exactly_one) {
        for (at, name) in group.iter().enumerate() {
            for other in group.iter().skip(at + 1) {
                let mut not = Object::default();
                not.set("not", required(&[name, other]));
                rules.push(not.into());
            }
        }
    }
    for group in &exactly_one {
        let any = group.iter().map(|name| required(&[name]).into());
        let mut rule = Object::default();
        rule.set("anyOf", Json::Array(any.collect()));
        rules.push(rule.into());
    }
    rules
}

fn names(group: &Json) -> Vec<String> {
    let Json::Array(names) = group else {
        return Vec::new();
    };
    let names = names.iter().filter_map(|name| match name {
        Json::String(name) => Some(name.clone()),
        _ => None,
    });
    names.collect()
}

fn required(names: &[&str]) -> Object {
    let mut schema = Object::default();
    schema.set("required", Json::strings(names.iter().copied()));
    schema
}
