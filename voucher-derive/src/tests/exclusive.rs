//! Two mutually exclusive fields that are always sent are one mistake, if the macro can tell without rustc.

use super::mistake::DefinitionFile;
use crate::attr::Role;

const FILE: &str = r#"{
    "x-ravelin-path": "/v1/note",
    "type": "object",
    "required": ["note"],
    "x-ravelin-exclusive": [["timestamp", "at"], ["note", "memo"]],
    "properties": {
        "timestamp": { "type": "integer", "x-ravelin-kind": "time" },
        "at": { "type": "string" },
        "memo": { "type": "string" },
        "note": {
            "type": "object",
            "x-ravelin-exclusive": [["text", "code", "custom"]],
            "properties": {
                "text": { "type": "string" },
                "code": { "type": "integer" },
                "custom": { "type": "object" }
            }
        }
    }
}"#;

/// The role of a struct, its keys, its fields, and what is underlined. `None` if the two are not both always sent.
#[rustfmt::skip]
const CASES: [(Role, &str, &str, Option<&str>); 12] = [
    (Role::Event, "constant(text = \"a\", code = 1)", "", Some("code")),
    (Role::Event, "constant(code = 1, text = \"a\")", "", Some("text")),
    (Role::Part, "constant(text = \"a\", code = 1)", "", Some("code")),
    // The clock and the entity are always sent.
    (Role::Event, "timestamp = now, constant(at = \"a\")", "", Some("at")),
    (Role::Event, "constant(memo = \"a\")", "", Some("memo")),
    // Whether a member of `custom` is sent is known only at run time.
    (Role::Event, "constant(code = 1)", "#[ravelin(custom)] shelf: u8", Some("custom")),
    (Role::Event, "", "#[ravelin(custom)] shelf: u8, text: Option<String>", Some("custom")),
    (Role::Event, "", "#[ravelin(custom)] shelf: u8, #[ravelin(flatten)] more: More", Some("custom")),
    (Role::Part, "", "#[ravelin(custom)] shelf: u8", Some("custom")),
    (Role::Event, "", "#[ravelin(custom)] shelf: u8", None),
    (Role::Event, "timestamp = now, constant(text = \"a\")", "", None),
    (Role::Event, "", "custom: Option<Map>, text: Option<String>", None),
];

#[test]
fn two_exclusive_fields_that_are_always_sent_are_one_mistake() {
    let file = DefinitionFile::new("exclusive", FILE);
    for (role, keys, fields, underlined) in CASES {
        let source =
            format!(r#"#[ravelin(definition = "FILE", {keys})] struct Note {{ {fields} }}"#);
        let found = file.mistakes(role, &source);
        let found = found.iter().map(|(_, underlined)| underlined.as_str());
        assert_eq!(
            found.collect::<Vec<_>>(),
            Vec::from_iter(underlined),
            "{source}"
        );
    }
}
