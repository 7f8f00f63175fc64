//! The code of an event that maps a whole definition, and of values of it.

mod types;
mod values;

use std::fmt::Write;
use types::Writer;
use values::Generator;
use voucher_definition::Definition;

/// More values than any definition needs until each of its alternatives has been chosen.
const MAX_VALUES: usize = 200;

/// Returns the content of a module with the event, and with enough values that each listed value, alternative and optional field
/// is in one of them.
pub(crate) fn event(definition: &'static Definition) -> String {
    let mut writer = Writer::new(definition.name);
    let event = writer.event(definition);
    let (mut code, mut values) = (writer.into_code(), String::new());
    let mut index = 0;
    for is_minimal in [false, true] {
        let mut generator = Generator::new(is_minimal);
        loop {
            let value = generator.event(&event);
            let _ = write!(
                code,
                "fn value_{index}() -> Event {{\n    {}\n}}\n",
                value.code
            );
            let _ = writeln!(
                values,
                "    Value {{ prepare: || value_{index}().prepare(), is_minimal: {is_minimal}, target: {:?}, body: {:?} }},",
                value.target, value.body
            );
            index += 1;
            assert!(index < MAX_VALUES, "{}: too many values", definition.name);
            if generator.is_complete(&event) {
                break;
            }
        }
    }
    let _ = writeln!(
        code,
        "pub(super) const EVENT: super::Event = super::Event {{\n    definition: {:?},\n    schema: Event::schema,\n    \
         values: &[\n{values}    ],\n}};",
        definition.name
    );
    code
}
