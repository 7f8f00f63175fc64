//! Path parameters: values that are sent in the request's path instead of its body.

use super::{Encoder, IN_PATH};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;
use voucher_definition::{Field, check_segment};

impl Encoder<'_> {
    /// Records a path parameter. `write` writes it with a separate encoder, also in validate-only mode.
    #[must_use]
    pub fn path_parameter(
        &mut self,
        at: usize,
        field: &'static Field,
        write: impl FnOnce(&mut Encoder<'_>, usize) -> usize,
    ) -> usize {
        let mut out = Vec::new();
        let mut encoder = Encoder::at(&mut out, IN_PATH, self.mapping, self.clock);
        let _ = write(&mut encoder, IN_PATH);
        let violations = encoder.violations;
        let value = String::from_utf8(out).unwrap_or_default();
        if let Some(violations) = violations {
            violations
                .into_iter()
                .for_each(|violation| self.push_violation(violation));
            return at;
        }
        if let Err(violation_kind) = check_segment(&value) {
            return self.reject(at, field, &violation_kind);
        }
        let parameters = self.path.get_or_insert_default();
        parameters.push(field.name, value);
        at
    }
}

/// The path parameters of an event, each with its name in the path: `:id`.
#[derive(Debug, Default)]
pub(crate) struct PathParameters(Vec<(&'static str, String)>);

impl PathParameters {
    fn push(&mut self, name: &'static str, value: String) {
        self.0.push((name, value));
    }

    /// Returns the path with the percent-encoded parameters in place of their names.
    pub(crate) fn path(&self, template: &str) -> String {
        let mut path = String::with_capacity(template.len() + 32);
        for (index, segment) in template.split('/').enumerate() {
            if index > 0 {
                path.push('/');
            }
            match self.0.iter().find(|(name, _)| *name == segment) {
                Some((_, value)) => push_encoded(&mut path, value),
                None => path.push_str(segment),
            }
        }
        path
    }
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
fn push_encoded(path: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(path, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_are_not_percent_encoded() {
        let path = |id: &str| {
            PathParameters(alloc::vec![(":id", id.into())]).path("/v2/supplier/:id/labels")
        };
        assert_eq!(path("a-B_9.~"), "/v2/supplier/a-B_9.~/labels");
        assert_eq!(path("a/b ?#%"), "/v2/supplier/a%2Fb%20%3F%23%25/labels");
        assert_eq!(path("\u{e9}\n"), "/v2/supplier/%C3%A9%0A/labels");
    }
}
