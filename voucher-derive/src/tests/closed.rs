//! `extra` is rejected at its key wherever the object that it would be written to is closed.

use super::mistake::DefinitionFile;
use crate::attr::Role;

const NOTE: &str = r#""note": { "type": "string" }"#;

/// A body in which one object is closed, or open.
type Body<'b> = &'b dyn Fn(bool) -> String;

/// An object with a note and these other properties.
fn object(is_closed: bool, properties: &str) -> String {
    let separator = if properties.is_empty() { "" } else { "," };
    format!(
        r#"{{ "type": "object", "additionalProperties": {}, "properties": {{ {NOTE}{separator} {properties} }} }}"#,
        !is_closed
    )
}

fn file(body: &str) -> String {
    body.replacen('{', r#"{ "x-ravelin-path": "/v1/book", "#, 1)
}

/// The object that each pair of words maps, in a body in which only that one is closed, or open.
#[test]
fn an_extra_is_for_an_open_object_at_any_depth() {
    let array = |items: &str| format!(r#"{{ "type": "array", "items": {items} }}"#);
    let required = |body: &str| body.replacen('{', r#"{ "required": ["page"], "#, 1);
    let page = |is_closed| format!(r#""page": {}"#, object(is_closed, ""));
    let pages = |is_closed| format!(r#""pages": {}"#, array(&array(&object(is_closed, ""))));
    let (event, part) = (Role::Event, Role::Part);
    let flat: Body<'_> = &|is_closed| object(is_closed, "");
    let entity: Body<'_> = &|is_closed| required(&object(!is_closed, &page(is_closed)));
    let nested: Body<'_> = &|is_closed| object(!is_closed, &page(is_closed));
    let element: Body<'_> = &|is_closed| object(!is_closed, &pages(is_closed));
    let deep: Body<'_> = &|is_closed| {
        let within = format!(r#""a": {}"#, object(!is_closed, &pages(is_closed)));
        object(!is_closed, &within)
    };
    let cases: [(Body<'_>, Role, &str, &str); 7] = [
        (flat, event, "", "the body of `v1/book`"),
        (flat, part, "", "the body of `v1/book`"),
        (entity, event, "", "`page`"),
        (entity, part, "", "`page`"),
        (nested, part, r#", object = "page""#, "`page`"),
        (element, part, r#", object = "pages""#, "`pages`"),
        (deep, part, r#", object = "a.pages""#, "`a.pages`"),
    ];
    for (at, (body, role, words, named)) in cases.into_iter().enumerate() {
        for is_closed in [true, false] {
            let body = file(&body(is_closed));
            let file = DefinitionFile::new(&format!("closed-{at}-{is_closed}"), &body);
            let source = format!(
                r#"#[ravelin(definition = "FILE"{words})]
                struct Book {{ #[ravelin(extra = "shelf")] shelf: u8 }}"#
            );
            let found = file.mistakes(role, &source);
            if !is_closed {
                assert_eq!(found, [], "{body}, {words}");
                continue;
            }
            let [(message, underlined)] = found.as_slice() else {
                panic!("{body}, {words}: {found:?}");
            };
            assert_eq!(underlined, "extra");
            assert!(message.starts_with(named), "{message}");
        }
    }
}

#[test]
fn an_extra_that_a_closed_object_lists_is_one_mistake() {
    let file = DefinitionFile::new("listed", &file(&object(true, "")));
    let source =
        r#"#[ravelin(definition = "FILE")] struct Book { #[ravelin(extra = "note")] shelf: u8 }"#;
    let found = file.mistakes(Role::Event, source);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, "\"note\"");
}

#[test]
fn a_member_of_custom_needs_a_closed_object_to_list_custom() {
    let custom = r#""custom": { "type": "object" }"#;
    for (properties, count) in [(custom, 0), ("", 1)] {
        let file =
            DefinitionFile::new(&format!("custom-{count}"), &file(&object(true, properties)));
        let source =
            r#"#[ravelin(definition = "FILE")] struct Book { #[ravelin(custom)] shelf: u8 }"#;
        assert_eq!(file.mistakes(Role::Event, source).len(), count);
    }
}
