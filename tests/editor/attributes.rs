//! What an editor shows inside `#[ravelin(…)]`. One rust-analyzer serves all tests, because it takes long to start.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use voucher_editor::Editor;

/// Returns the editor, with the sample as it is on disk.
fn editor() -> MutexGuard<'static, Editor> {
    static EDITOR: OnceLock<Mutex<Editor>> = OnceLock::new();
    let file = sample();
    let editor = EDITOR.get_or_init(|| {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
        Mutex::new(Editor::open(workspace, &file))
    });
    let mut editor = editor.lock().unwrap_or_else(PoisonError::into_inner);
    let text = std::fs::read_to_string(&file).unwrap();
    if editor.text() != text {
        editor.replace(text);
    }
    editor
}

fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample/lib.rs")
}

/// Returns what a table of the reference says about each key that begins with one of its rows: `` | `skip` | not sent … | ``.
fn meaning(page: &str, example: &str) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../voucher-derive/docs");
    let docs = std::fs::read_to_string(docs.join(page)).unwrap();
    let start = format!("| `{example}` | ");
    let row = docs.lines().find_map(|line| line.strip_prefix(&start));
    row.unwrap().trim_end_matches(" |").to_owned()
}

macro_rules! tests {
    ($($(#[$attribute:meta])* fn $name:ident() $body:block)*) => {$(
        #[test]
        #[cfg_attr(not(analyzer), ignore = "rust-analyzer is not installed: `rustup component add rust-analyzer`")]
        $(#[$attribute])*
        fn $name() $body
    )*};
}

tests! {
    fn hover_on_a_key_shows_the_sentence_of_the_reference() {
        let mut editor = editor();
        for (before, key, page, example) in [
            ("", "event = ", "RavelinEvent.md", r#"event = "voucher""#),
            ("", "timestamp = now", "RavelinEvent.md", "timestamp = now"),
            ("", "constant(", "RavelinEvent.md", "constant(field = value, …)"),
            ("", "rename = \"voucherCode", "RavelinEvent.md", r#"rename = "wireName""#),
            ("", "flatten", "RavelinEvent.md", "flatten"),
            ("currency: Currency", "required", "RavelinEvent.md", "required"),
            ("RavelinEnum)]", "field = ", "RavelinEnum.md", r#"field = "voucherType""#),
            ("RavelinEnum)]", "rename = ", "RavelinEnum.md", r#"rename = "GENERAL""#),
            ("", "definition = ", "RavelinEvent.md", r#"definition = "definitions/order.json""#),
        ] {
            let hover = editor.hover(before, key);
            let meaning = meaning(page, example);
            assert!(hover.contains(&meaning), "{key}: {meaning}\n{hover}");
            assert!(hover.contains(&format!("`{example}`")), "{key}: {hover}");
        }
    }

    fn hover_on_the_name_of_a_field_definition_shows_its_docs() {
        let mut editor = editor();
        for (before, name, expected) in [
            ("", "\"voucherCode", [
                "`voucher.voucherCode`: identifier, required (inferred)",
                "the voucher's unique identifier, usually the code that a customer enters",
                "Rules: at least 1 character, sensitive",
                "<https://developer.ravelin.com/api/endpoints/voucher/>",
            ]),
            ("constant(", "event_type", [
                "`eventType`: text, optional",
                "what happened in the merchant's system that caused this event",
                "Rules: `^[a-zA-Z0-9][a-zA-Z0-9-_]*$`",
                "<https://developer.ravelin.com/merchant/api/endpoints/voucher>",
            ]),
            ("field = ", "\"voucherType", [
                "`voucher.voucherType`: enum, unknown (inferred)",
                "the purpose of the voucher",
                "one of `REFERRAL`, `REACTIVATION`, `GENERAL`, `STAFF`",
                "Source: ",
            ]),
            ("", "\"giftId", [
                "`giftId`: ",
                "integer, required",
                "the number on the parcel",
                "Rules: at least 1",
            ]),
        ] {
            let hover = editor.hover(before, name);
            for expected in expected {
                assert!(hover.contains(expected), "{name}: {expected}\n{hover}");
            }
        }
    }

    fn hover_on_the_name_of_a_definition_shows_its_fields() {
        let mut editor = editor();
        let page = editor.hover("event = ", "\"voucher\"");
        assert!(page.contains("`POST /v2/voucher`"), "{page}");
        assert!(page.contains("`voucher.referralValue`: amount, unknown (inferred)"), "{page}");
        let file = editor.hover("definition = ", "\"definitions/gift.json");
        assert!(file.contains("a gift was sent"), "{file}");
        assert!(file.contains("`giftId`: integer, required"), "{file}");
    }

    fn go_to_definition_leads_from_a_key_and_from_a_name_to_their_docs() {
        let mut editor = editor();
        let file = |(uri, text): &(String, String)| {
            (uri.rsplit('/').next().unwrap_or_default().to_owned(), text.clone())
        };
        for (before, at, expected) in [
            ("", "rename = ", vec![("keys.rs", "rename")]),
            // Next to the name of the definition, and to the table.
            ("event = ", "\"voucher\"", vec![("lib.rs", "="), ("voucher.rs", "DEFINITION")]),
            ("", "\"voucherCode", vec![("lib.rs", "="), ("voucher.rs", "VOUCHER_CODE")]),
            // Next to the name of the definition file, which rust-analyzer cannot open.
            ("", "\"giftId", vec![("lib.rs", "=")]),
        ] {
            let mut targets: Vec<_> = editor.definition(before, at).iter().map(file).collect();
            targets.sort();
            let targets = targets.iter().map(|(file, text)| (file.as_str(), text.as_str()));
            assert!(targets.clone().eq(expected), "{at}: {:?}", targets.collect::<Vec<_>>());
        }
        let constant = editor.definition("constant(", "event_type");
        assert!(constant.iter().any(|target| file(target) == ("voucher.rs".into(), "EVENT_TYPE".into())));
    }

    fn keys_are_completed() {
        let mut editor = editor();
        let sample = editor.text().to_owned();
        // `|` is where the user types.
        for (old, typed, expected, other) in [
            ("(flatten", "(fla|", "flatten", "timestamp"),
            ("Timestamp>,\n    #[ravelin(flatten", "Timestamp>,\n    #[ravelin(|", "rename", "timestamp"),
            ("rename = \"voucherType\"", "rename = \"voucherType\", |", "required", "timestamp"),
            ("(required", "(unix = \"ms\", req|", "required", "timestamp"),
            ("timestamp = now, constant", "time|, constant", "timestamp", "rename"),
            ("Referral,\n    #[ravelin(rename = \"STAFF\"", "Referral,\n    #[ravelin(ren|", "rename", "timestamp"),
            ("constant(event_type", "constant(event|", "event_type", "rename"),
        ] {
            assert!(sample.contains(old), "{old}");
            let (before, after) = typed.split_once('|').unwrap();
            editor.replace(sample.replacen(old, &format!("{before}{after}"), 1));
            let suggested = editor.completions(before);
            let names: Vec<_> = suggested.iter().map(|(name, _)| name.as_str()).collect();
            let found = suggested.iter().find(|(name, _)| name == expected);
            let (_, docs) = found.unwrap_or_else(|| panic!("{typed}: {names:?}"));
            assert!(!docs.is_empty(), "{typed}");
            assert!(!names.contains(&other), "{typed}: {names:?}");
        }
    }

    fn a_type_that_cannot_be_sent_is_reported_while_typing() {
        let mut editor = editor();
        let sample = editor.text().to_owned();
        // The sentence is the one of the compiler.
        let stderr = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/type/float-for-money.stderr");
        let stderr = std::fs::read_to_string(stderr).unwrap();
        let message = stderr.lines().next().unwrap().trim_start_matches("error[E0277]: ").to_owned();
        for ty in ["f64", "Option<f64>"] {
            editor.replace(sample.replace("value: i64", &format!("value: {ty}")));
            assert_eq!(editor.errors(), [(message.clone(), "f64".to_owned())]);
        }
    }
}
