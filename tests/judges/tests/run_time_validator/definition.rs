//! Definitions with random schemas.

use serde_json::Value;
use voucher_definition::{Definition, read};

/// Returns a definition file whose body has a schema, and the definition. `None` if the reader rejects it.
pub(crate) fn definition(schema: &Value) -> Option<(Value, &'static Definition)> {
    let mut file = schema.clone();
    file.as_object_mut()?
        .insert("x-ravelin-path".into(), "/a".into());
    let model = read(file.to_string().as_bytes()).ok()?;
    Some((file, model.leak()))
}
