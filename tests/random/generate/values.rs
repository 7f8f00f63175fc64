//! Implements `Random` for the types of a starter.

use std::fmt::Write;
use syn::{Fields, Item};

/// Returns an implementation for each struct and enum of the code.
///
/// ```ignore
/// // Output, for `pub struct Event { pub id: String }` and `pub enum To { Text(String), Nothing }`:
/// impl crate::Random for Event {
///     fn random(choices: &mut crate::Choices<'_>, depth: u32) -> Option<Self> {
///         let depth = depth.checked_sub(1)?;
///         Some(Self { id: crate::Random::random(choices, depth)? })
///     }
/// }
/// impl crate::Random for To {
///     fn random(choices: &mut crate::Choices<'_>, depth: u32) -> Option<Self> {
///         let depth = depth.checked_sub(1)?;
///         Some(match choices.below(2) {
///             0 => Self::Text(crate::Random::random(choices, depth)?),
///             _ => Self::Nothing,
///         })
///     }
/// }
/// ```
pub(crate) fn values(code: &str) -> syn::Result<String> {
    let mut out = String::new();
    for item in syn::parse_file(code)?.items {
        let (name, value) = match item {
            Item::Struct(item) => (item.ident, construct("Self", &item.fields)),
            Item::Enum(item) => {
                let last = item.variants.len().saturating_sub(1);
                let mut value = format!("match choices.below({}) {{\n", item.variants.len());
                for (index, variant) in item.variants.iter().enumerate() {
                    let pattern = if index == last {
                        "_".into()
                    } else {
                        index.to_string()
                    };
                    let path = format!("Self::{}", variant.ident);
                    let _ = writeln!(value, "{pattern} => {},", construct(&path, &variant.fields));
                }
                (item.ident, value + "}")
            }
            _ => continue,
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "impl crate::Random for {name} {{\nfn random(choices: &mut crate::Choices<'_>, depth: u32) -> Option<Self> {{\n\
             let depth = depth.checked_sub(1)?;\nSome({value})\n}}\n}}"
        );
    }
    Ok(out)
}

/// Returns an expression that creates a struct or a variant with random values.
fn construct(path: &str, fields: &Fields) -> String {
    const VALUE: &str = "crate::Random::random(choices, depth)?";
    match fields {
        Fields::Unit => path.into(),
        Fields::Unnamed(fields) => {
            format!("{path}({})", vec![VALUE; fields.unnamed.len()].join(", "))
        }
        Fields::Named(fields) => {
            let names = fields.named.iter().filter_map(|field| field.ident.as_ref());
            let values: Vec<_> = names.map(|name| format!("{name}: {VALUE}")).collect();
            format!("{path} {{ {} }}", values.join(", "))
        }
    }
}
