//! Every definition that ships can be mapped as a whole: structs with all its fields compile.

#[path = "diff_changes/compile.rs"]
mod compile;
#[allow(dead_code)] // other styles are for `diff_changes`
#[path = "diff_changes/structs.rs"]
mod structs;

use compile::Crate;
use structs::{Style, structs};
use voucher_judges::shipped;

#[test]
fn structs_that_map_all_fields_of_a_shipped_definition_compile() {
    let mut package = Crate::new("shipped-structs");
    let mut count = 0;
    for (definition, _) in shipped() {
        let source = structs(definition, "FILE", Style::Full);
        let event = format!("event = {:?}", definition.name);
        let source = source.replace("definition = \"FILE\"", &event);
        count += source.matches("pub r#").count();
        package.add_module(definition.rust_path, source);
    }
    let failures = package.failures();
    let shown: Vec<_> = failures.values().map(String::as_str).collect();
    assert!(failures.is_empty(), "{}", shown.join("\n"));
    assert!(count > 1_000, "{count}");
}
