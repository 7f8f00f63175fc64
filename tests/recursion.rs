//! Alternatives may contain themselves in an array or a map, without an object between them.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use voucher_core::{RavelinEvent, RavelinFields, RavelinOneOf, Violations};
use voucher_definition::read;

const EXPRESSION: &str = include_str!("definitions/expression.json");
const BRANCH: &str = include_str!("definitions/branch.json");

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/expression.json", field = "root")]
enum Expression {
    String(&'static str),
    Integer(u8),
    Array(Vec<Expression>),
    #[ravelin(rename = "object")]
    Map(BTreeMap<&'static str, Option<Expression>>),
}

use Expression::{Array, Integer, Map, String as Text};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/expression.json")]
struct Event {
    root: Expression,
    others: Option<Vec<Expression>>,
    named: Option<BTreeMap<String, Box<Expression>>>,
}

impl Event {
    fn new(root: Expression) -> Self {
        Self {
            root,
            others: None,
            named: None,
        }
    }
}

/// Returns the body, or the JSON Pointers of an event's violations. The run-time validator finds the same ones.
fn checked(event: &impl RavelinEvent, file: &str) -> Result<Value, Vec<String>> {
    let definition = read(file.as_bytes()).unwrap().leak();
    let (prepared, violations) = event.prepare_reporting().unwrap();
    let body: Value = serde_json::from_str(prepared.body()).unwrap();
    let shown = |violations: Option<Violations>| {
        let mut shown = Vec::new();
        for violation in violations.iter().flatten() {
            shown.push(format!("{} {}", violation.pointer(), violation.message()));
        }
        shown
    };
    let found = shown(violations);
    assert_eq!(found, shown(definition.check(&body).err()));
    assert_eq!(found, shown(event.validate().err()));
    if found.is_empty() {
        Ok(body)
    } else {
        Err(found)
    }
}

#[test]
fn alternatives_contain_themselves_in_arrays_and_maps() {
    let pair = Array(vec![Text("a"), Integer(9)]);
    let map = Map(BTreeMap::from([
        ("x", Some(pair)),
        ("y", None),
        ("z", Some(Map(BTreeMap::new()))),
    ]));
    let event = Event {
        root: Array(vec![Array(vec![]), map, Integer(0)]),
        others: Some(vec![Text("b"), Array(vec![Array(vec![Integer(1)])])]),
        named: Some(BTreeMap::from([(
            "n".into(),
            Box::new(Array(vec![Text("c")])),
        )])),
    };
    let expected = json!({
        "root": [[], { "x": ["a", 9], "y": null, "z": {} }, 0],
        "others": ["b", [[1]]],
        "named": { "n": ["c"] },
    });
    assert_eq!(checked(&event, EXPRESSION), Ok(expected));
}

#[test]
fn a_violation_at_any_depth_has_its_pointer() {
    let four = || Array(vec![Integer(1), Integer(2), Integer(3), Integer(4)]);
    let map = Map(BTreeMap::from([
        ("a/b", Some(Text(""))),
        ("c", Some(four())),
    ]));
    let event = Event {
        root: Array(vec![Integer(10), Array(vec![map, Text("")])]),
        others: Some(vec![Array(vec![four()])]),
        named: Some(BTreeMap::from([("n".into(), Box::new(Integer(11)))])),
    };
    let found = checked(&event, EXPRESSION).unwrap_err();
    let pointers: Vec<_> = found
        .iter()
        .filter_map(|found| found.split_once(' '))
        .map(|(pointer, _)| pointer)
        .collect();
    assert_eq!(
        pointers,
        [
            "/root/0",
            "/root/1/0/a~1b",
            "/root/1/0/c",
            "/root/1/1",
            "/others/0/0",
            "/named/n",
        ]
    );
}

#[test]
fn nesting_is_limited() {
    let nested = |levels| (0..levels).fold(Integer(1), |inner, _| Array(vec![inner]));
    assert!(checked(&Event::new(nested(63)), EXPRESSION).is_ok());
    let event = Event::new(nested(64));
    let violations = event.validate().unwrap_err();
    assert_eq!(violations.len(), 1);
    let message = violations.first().message();
    assert!(message.contains("64 levels"), "{message}");
}

#[test]
fn the_schema_refers_to_the_alternatives() {
    let schema: Value = serde_json::from_str(&Event::schema()).unwrap();
    let root = &schema["properties"]["root"];
    assert_eq!(root["oneOf"][2]["items"]["$ref"], "#/properties/root");
    let value = &root["oneOf"][3]["additionalProperties"];
    assert!(value.to_string().contains("#/properties/root"), "{value}");
    let others = &schema["properties"]["others"]["items"]["oneOf"][2];
    assert_eq!(others["items"]["$ref"], "#/properties/others/items");
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/branch.json")]
struct Branches {
    tree: Tree,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/branch.json", field = "tree")]
enum Tree {
    #[ravelin(rename = "string")]
    Leaf(&'static str),
    Array(Vec<Tree>),
    #[ravelin(rename = "object")]
    Branch(Branch),
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/branch.json", object = "tree[object]")]
struct Branch {
    name: &'static str,
    child: Box<Tree>,
    children: Option<Vec<Tree>>,
}

#[test]
fn alternatives_contain_themselves_in_an_array_and_in_an_object() {
    let branch = |name, child, children| {
        Tree::Branch(Branch {
            name,
            child: Box::new(child),
            children,
        })
    };
    let leaf = Tree::Leaf;
    let event = Branches {
        tree: branch(
            "ab",
            Tree::Array(vec![leaf("c"), branch("de", leaf("f"), None)]),
            Some(vec![Tree::Array(vec![leaf("g")])]),
        ),
    };
    let expected = json!({ "tree": {
        "name": "ab", "child": ["c", { "name": "de", "child": "f" }], "children": [["g"]],
    }});
    assert_eq!(checked(&event, BRANCH), Ok(expected));
    let event = Branches {
        tree: Tree::Array(vec![
            branch("a", Tree::Array(vec![leaf("")]), None),
            branch("ab", leaf("c"), Some(vec![Tree::Array(vec![])])),
        ]),
    };
    let found = checked(&event, BRANCH).unwrap_err();
    let pointers: Vec<_> = found
        .iter()
        .filter_map(|found| found.split_once(' '))
        .map(|(pointer, _)| pointer)
        .collect();
    assert_eq!(
        pointers,
        ["/tree/0/name", "/tree/0/child/0", "/tree/1/children/0"]
    );
}

/// A type that fits one alternative contains the enum.
#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/expression.json")]
struct OnlyLists {
    root: Vec<Expression>,
}

#[test]
fn a_list_of_the_alternatives_is_sent_as_one_of_them() {
    let event = OnlyLists {
        root: vec![Array(vec![Text("a")]), Integer(2)],
    };
    assert_eq!(
        checked(&event, EXPRESSION),
        Ok(json!({ "root": [["a"], 2] }))
    );
    let schema: Value = serde_json::from_str(&OnlyLists::schema()).unwrap();
    let expected = json!({ "type": "array", "maxItems": 3, "items": { "$ref": "#/$defs/root" } });
    assert_eq!(schema["properties"]["root"], expected);
    let array = json!({ "type": "array", "maxItems": 3, "items": { "$ref": "#/$defs/root" } });
    assert_eq!(schema["$defs"]["root"]["oneOf"][2], array);
}
