//! `extra` is rejected, at the key, if the object that it would add a member to is closed.

use super::mistake::DefinitionFile;
use crate::attr::Role;

const NOTE: &str = r#""note": { "type": "string" }"#;

/// Returns a body in which one object is closed, or open.
type Body<'b> = &'b dyn Fn(bool) -> String;

/// Returns an object with a note and these other properties.
fn object(is_closed: bool, properties: &str) -> String {
    let separator = if properties.is_empty() { "" } else { "," };
    format!(
        r#"{{ "type": "object", "additionalProperties": {}, "properties": {{ {NOTE}{separator} {properties} }} }}"#,
        !is_closed
    )
}

/// Returns the definition file of a body.
fn file(body: &str) -> String {
    body.replacen('{', r#"{ "x-ravelin-path": "/v1/book", "#, 1)
}

/// In each body, only the object that the keys select is closed, or only that one is open.
#[test]
fn extra_is_rejected_in_a_closed_object_at_any_depth() {
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
        let outer = format!(r#""a": {}"#, object(!is_closed, &pages(is_closed)));
        object(!is_closed, &outer)
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
    for (index, (body, role, keys, name)) in cases.into_iter().enumerate() {
        for is_closed in [true, false] {
            let body = file(&body(is_closed));
            let file = DefinitionFile::new(&format!("closed-{index}-{is_closed}"), &body);
            let source = format!(
                r#"#[ravelin(definition = "FILE"{keys})]
                struct Book {{ #[ravelin(extra = "shelf")] shelf: u8 }}"#
            );
            let found = file.mistakes(role, &source);
            if !is_closed {
                assert_eq!(found, [], "{body}, {keys}");
                continue;
            }
            let [(message, underlined)] = found.as_slice() else {
                panic!("{body}, {keys}: {found:?}");
            };
            assert_eq!(underlined, "extra");
            assert!(message.starts_with(name), "{message}");
        }
    }
}

#[test]
fn extra_with_the_name_of_a_defined_field_is_one_mistake() {
    let file = DefinitionFile::new("listed", &file(&object(true, "")));
    let source =
        r#"#[ravelin(definition = "FILE")] struct Book { #[ravelin(extra = "note")] shelf: u8 }"#;
    let found = file.mistakes(Role::Event, source);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, "\"note\"");
}

#[test]
fn a_closed_object_has_custom_members_only_if_it_defines_custom() {
    let custom = r#""custom": { "type": "object" }"#;
    for (properties, count) in [(custom, 0), ("", 1)] {
        let file =
            DefinitionFile::new(&format!("custom-{count}"), &file(&object(true, properties)));
        let source =
            r#"#[ravelin(definition = "FILE")] struct Book { #[ravelin(custom)] shelf: u8 }"#;
        assert_eq!(file.mistakes(Role::Event, source).len(), count);
    }
}
