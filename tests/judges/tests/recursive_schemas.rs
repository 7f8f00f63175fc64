//! The schema of a type that contains itself somewhere accepts what the encoder writes, and nothing that the definition rejects.

#![allow(clippy::vec_box)] // a pointer is sent like its value

mod filter;

use filter::{All, Filter, Not};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use voucher_core::{RavelinEvent, RavelinFields, RavelinOneOf};
use voucher_definition::{Definition, read};

const EXPRESSION: &str = include_str!("../../definitions/expression.json");
const BRANCH: &str = include_str!("../../definitions/branch.json");
const TREE: &str = include_str!("../../definitions/tree.json");

#[derive(Clone, Debug, RavelinOneOf)]
#[ravelin(definition = "../definitions/expression.json", field = "root")]
enum Expression {
    String(String),
    Integer(u8),
    Array(Vec<Expression>),
    #[ravelin(rename = "object")]
    Map(BTreeMap<String, Option<Expression>>),
}

/// An enum without all alternatives.
#[derive(Clone, Debug, RavelinOneOf)]
#[ravelin(definition = "../definitions/expression.json", field = "root")]
enum Numbers {
    Integer(u8),
    Array(Vec<Numbers>),
}

#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(definition = "../definitions/expression.json")]
struct Lists {
    root: Vec<Expression>,
    others: Vec<Vec<Box<Expression>>>,
    named: Option<BTreeMap<String, Vec<Numbers>>>,
}

#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(definition = "../definitions/expression.json")]
struct Maps {
    root: BTreeMap<String, Option<Box<Expression>>>,
    others: Option<Vec<BTreeMap<String, Expression>>>,
    named: BTreeMap<String, BTreeMap<String, Numbers>>,
}

#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(definition = "../definitions/expression.json")]
struct Mixed {
    root: Numbers,
    others: Vec<Expression>,
    named: BTreeMap<String, Vec<Box<Expression>>>,
}

#[derive(Clone, Debug, RavelinOneOf)]
#[ravelin(definition = "../definitions/branch.json", field = "tree")]
enum Tree {
    #[ravelin(rename = "string")]
    Leaf(String),
    Array(Vec<Tree>),
    #[ravelin(rename = "object")]
    Branch(Branch),
}

#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "../definitions/branch.json", object = "tree[object]")]
struct Branch {
    name: String,
    child: Box<Tree>,
    children: Option<Vec<Tree>>,
}

/// The same alternatives and the same object, of other types.
#[derive(Clone, Debug, RavelinOneOf)]
#[ravelin(definition = "../definitions/branch.json", field = "tree")]
enum Link {
    #[ravelin(rename = "string")]
    Leaf(String),
    #[ravelin(rename = "object")]
    Chain(Chain),
}

#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "../definitions/branch.json", object = "tree[object]")]
struct Chain {
    name: String,
    child: Box<Link>,
    children: Vec<Tree>,
}

#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(definition = "../definitions/branch.json")]
struct OneBranch {
    tree: Branch,
}

#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(definition = "../definitions/branch.json")]
struct OneChain {
    tree: Chain,
}

#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(definition = "../definitions/branch.json")]
struct Trees {
    tree: Vec<Tree>,
}

#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(definition = "../definitions/branch.json")]
struct Chains {
    tree: Vec<Link>,
}

#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(definition = "../definitions/tree.json")]
struct Changed {
    name: String,
    root: Category,
    before: Option<Box<Before>>,
    filter: All,
}

#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "../definitions/tree.json", object = "root")]
struct Category {
    id: i64,
    parent: Option<Box<Leaf>>,
    children: Vec<Category>,
}

/// A category without the list that the other one always has.
#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "../definitions/tree.json", object = "root")]
struct Leaf {
    id: i64,
}

#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "../definitions/tree.json", object = ".")]
struct Before {
    name: String,
    root: Leaf,
}

fn text() -> impl Strategy<Value = String> {
    "[a-z]{0,4}"
}

fn list<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    proptest::collection::vec(of, 0..3)
}

fn map<T: std::fmt::Debug>(
    of: impl Strategy<Value = T>,
) -> impl Strategy<Value = BTreeMap<String, T>> {
    proptest::collection::btree_map("[a-z]?", of, 0..3)
}

fn expression() -> impl Strategy<Value = Expression> {
    let leaf = prop_oneof![
        text().prop_map(Expression::String),
        (0..12_u8).prop_map(Expression::Integer),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        let values = proptest::option::of(inner.clone());
        prop_oneof![
            list(inner).prop_map(Expression::Array),
            map(values).prop_map(Expression::Map),
        ]
    })
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let leaf = (0..12_u8).prop_map(Numbers::Integer);
    leaf.prop_recursive(3, 8, 2, |inner| list(inner).prop_map(Numbers::Array))
}

fn branch(tree: impl Strategy<Value = Tree> + Clone) -> impl Strategy<Value = Branch> {
    let children = proptest::option::of(list(tree.clone()));
    (text(), tree, children).prop_map(|(name, child, children)| Branch {
        name,
        child: Box::new(child),
        children,
    })
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = text().prop_map(Tree::Leaf);
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            list(inner.clone()).prop_map(Tree::Array),
            branch(inner).prop_map(Tree::Branch),
        ]
    })
}

fn chain() -> impl Strategy<Value = Chain> {
    let leaf = text().prop_map(|name| Chain {
        name: name.clone(),
        child: Box::new(Link::Leaf(name)),
        children: Vec::new(),
    });
    leaf.prop_recursive(2, 4, 2, |inner| {
        let chain = (text(), inner, list(tree()));
        chain.prop_map(|(name, child, children)| Chain {
            name,
            child: Box::new(Link::Chain(child)),
            children,
        })
    })
}

fn leaf() -> impl Strategy<Value = Leaf> {
    (0..11_i64).prop_map(|id| Leaf { id })
}

fn category() -> impl Strategy<Value = Category> {
    let first = (0..11_i64).prop_map(|id| Category {
        id,
        parent: None,
        children: Vec::new(),
    });
    first.prop_recursive(3, 6, 2, |inner| {
        let parent = proptest::option::of(leaf().prop_map(Box::new));
        (0..11_i64, parent, list(inner)).prop_map(|(id, parent, children)| Category {
            id,
            parent,
            children,
        })
    })
}

fn all() -> impl Strategy<Value = All> {
    let filter = text().prop_map(Filter::String);
    let filter = filter.prop_recursive(3, 6, 2, |inner| {
        let not = inner.clone().prop_map(|of| Not { of: Box::new(of) });
        let all = list(inner).prop_map(|of| All { op: "and", of });
        prop_oneof![not.prop_map(Filter::Not), all.prop_map(Filter::All)]
    });
    list(filter).prop_map(|of| All { op: "or", of })
}

/// Replaces the value at a position, counted from the outside in.
fn replace(value: &mut Value, position: &mut usize, with: &Value) {
    if *position == 0 {
        *value = with.clone();
    }
    *position = position.wrapping_sub(1);
    match value {
        Value::Array(elements) => {
            for element in elements {
                replace(element, position, with);
            }
        }
        Value::Object(members) => {
            for member in members.values_mut() {
                replace(member, position, with);
            }
        }
        _ => {}
    }
}

fn other() -> impl Strategy<Value = Value> {
    proptest::sample::select(vec![
        json!(null),
        json!(""),
        json!("abcdef"),
        json!(3),
        json!(10),
        json!(true),
        json!([]),
        json!([[], 1, "a", 2]),
        json!({}),
        json!({ "name": "abc", "child": "a" }),
        json!({ "op": "not", "of": "a" }),
        json!({ "op": "xor", "of": ["a"] }),
        json!({ "id": 1 }),
    ])
}

/// Checks an event, and its body with another value somewhere.
fn check<T: RavelinEvent>(
    event: &T,
    file: &str,
    (position, with): (usize, Value),
) -> Result<(), TestCaseError> {
    let definition: &Definition = read(file.as_bytes()).unwrap().leak();
    let schema: Value = serde_json::from_str(&T::schema()).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let (prepared, violations) = event.prepare_reporting().unwrap();
    let mut body: Value = serde_json::from_str(prepared.body()).unwrap();
    prop_assert_eq!(schema.is_valid(&body), violations.is_none(), "{}", body);
    prop_assert_eq!(definition.check(&body).is_ok(), violations.is_none());
    replace(&mut body, &mut { position }, &with);
    if schema.is_valid(&body) {
        let found = definition.check(&body);
        prop_assert!(found.is_ok(), "{} {:?}", body, found);
    }
    Ok(())
}

macro_rules! conforms {
    ($($name:ident: $event:expr, $file:ident;)*) => {
        proptest! {
            $(
                #[test]
                fn $name(event in $event, position in 0..20_usize, with in other()) {
                    check(&event, $file, (position, with))?;
                }
            )*
        }
    };
}

conforms! {
    lists_of_alternatives_are_described:
        (list(expression()), list(list(expression().prop_map(Box::new))), proptest::option::of(map(list(numbers()))))
            .prop_map(|(root, others, named)| Lists { root, others, named }),
        EXPRESSION;
    maps_of_alternatives_are_described:
        (
            map(proptest::option::of(expression().prop_map(Box::new))),
            proptest::option::of(list(map(expression()))),
            map(map(numbers())),
        )
            .prop_map(|(root, others, named)| Maps { root, others, named }),
        EXPRESSION;
    two_enums_of_the_same_alternatives_are_described:
        (numbers(), list(expression()), map(list(expression().prop_map(Box::new))))
            .prop_map(|(root, others, named)| Mixed { root, others, named }),
        EXPRESSION;
    an_object_of_alternatives_is_described: branch(tree().boxed()).prop_map(|tree| OneBranch { tree }), BRANCH;
    two_structs_of_the_same_object_are_described: chain().prop_map(|tree| OneChain { tree }), BRANCH;
    a_list_of_objects_and_others_is_described: list(tree()).prop_map(|tree| Trees { tree }), BRANCH;
    a_list_of_objects_is_described: list(chain().prop_map(Link::Chain)).prop_map(|tree| Chains { tree }), BRANCH;
    a_struct_for_the_body_is_described:
        (text(), category(), proptest::option::of((text(), leaf())), all()).prop_map(|(name, root, before, filter)| {
            let before = before.map(|(name, root)| Box::new(Before { name, root }));
            Changed { name, root, before, filter }
        }),
        TREE;
}
