//! The check of the key `export`.

use crate::report::Errors;
use crate::resolve::Mapping;
use std::path::Path;
use syn::GenericParam;

/// The exported schema is that of one type, and its path is relative to the package.
pub(super) fn check_export(mapping: &Mapping<'_>, errors: &mut Errors) {
    let input = mapping.input;
    let Some(path) = &input.keys.export else {
        return;
    };
    for parameter in &input.generics.params {
        let (kind, name) = match parameter {
            GenericParam::Lifetime(_) => continue,
            GenericParam::Type(parameter) => ("type", &parameter.ident),
            GenericParam::Const(parameter) => ("const", &parameter.ident),
        };
        let message = format!(
            "`export` writes the schema of one type, but `{}` has the {kind} parameter `{name}`; remove `export`, or the parameter",
            input.name()
        );
        errors.push_at(name.span(), message);
    }
    let value = path.value();
    if Path::new(&value).is_absolute() || value.starts_with(['/', '\\']) {
        let message = "expected a path relative to the folder of `Cargo.toml`, found an absolute path; write `export = \"schemas/promo.json\"`";
        errors.push_at(path.span(), message);
    }
}
