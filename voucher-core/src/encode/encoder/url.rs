//! Parameters: values that are sent in the request's path or query instead of its body.

use super::{Encoder, IN_URL};
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
        let before = self.violation_count();
        let value = self.url_values(write).into_iter().next();
        let value = value.unwrap_or_default();
        if let Err(violation_kind) = check_segment(&value) {
            self.cannot_be_sent = true;
            // The value was reported already if there is none.
            return if self.has_no_violations_since(before) {
                self.reject(at, field, &violation_kind)
            } else {
                at
            };
        }
        let parameters = self.url.get_or_insert_default();
        parameters.path.push((field.name, value));
        at
    }

    /// Records a query parameter: a pair for each element of an array, or none for an absent value. `write` writes it with a
    /// separate encoder, also in validate-only mode.
    #[must_use]
    pub fn query_parameter(
        &mut self,
        at: usize,
        field: &'static Field,
        write: impl FnOnce(&mut Encoder<'_>, usize) -> usize,
    ) -> usize {
        let values = self.url_values(write);
        let pairs = values.into_iter().map(|value| (field.name, value));
        self.url.get_or_insert_default().query.extend(pairs);
        at
    }

    /// Returns the values that `write` writes, and adds their violations to those of the event.
    fn url_values(&mut self, write: impl FnOnce(&mut Encoder<'_>, usize) -> usize) -> Vec<String> {
        let mut out = Vec::new();
        let mut encoder = Encoder::at(&mut out, IN_URL, self.mapping, self.clock);
        encoder.currency = self.currency;
        let _ = write(&mut encoder, IN_URL);
        let values = encoder.url.map_or_else(Vec::new, |url| url.values);
        for violation in encoder.violations.into_iter().flatten() {
            self.push_violation(violation);
        }
        values
    }

    /// Returns the last value of the parameter that this encoder writes.
    pub(super) fn last_url_value(&self) -> Option<&str> {
        Some(self.url.as_ref()?.values.last()?)
    }

    /// Adds a value of the parameter that this encoder writes.
    #[cold]
    pub(super) fn put_in_url(&mut self, at: usize, value: &[u8]) -> usize {
        // The values are strings, and numbers in ASCII.
        let value = String::from_utf8_lossy(value).into_owned();
        self.url.get_or_insert_default().values.push(value);
        at
    }
}

/// The parameters of an event, each with its name in generated code: `:id`, `?limit`.
#[derive(Debug, Default)]
pub(crate) struct UrlParameters {
    path: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    /// The values of one parameter, in the encoder that writes it.
    values: Vec<String>,
}

impl UrlParameters {
    /// Returns the path with the percent-encoded parameters in place of their names.
    pub(crate) fn path(&self, template: &str) -> String {
        let mut path = String::with_capacity(template.len() + 32);
        for (index, segment) in template.split('/').enumerate() {
            if index > 0 {
                path.push('/');
            }
            match self.path.iter().find(|(name, _)| *name == segment) {
                Some((_, value)) => push_encoded(&mut path, value),
                None => path.push_str(segment),
            }
        }
        path
    }

    /// Appends the query with its `?`, if there are any parameters.
    pub(crate) fn push_query(&self, target: &mut String) {
        for (index, (name, value)) in self.query.iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            push_encoded(target, name.strip_prefix('?').unwrap_or(name));
            target.push('=');
            push_encoded(target, value);
        }
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
            let parameters = UrlParameters {
                path: alloc::vec![(":id", id.into())],
                ..UrlParameters::default()
            };
            parameters.path("/v2/supplier/:id/labels")
        };
        assert_eq!(path("a-B_9.~"), "/v2/supplier/a-B_9.~/labels");
        assert_eq!(path("a/b ?#%"), "/v2/supplier/a%2Fb%20%3F%23%25/labels");
        assert_eq!(path("\u{e9}\n"), "/v2/supplier/%C3%A9%0A/labels");
    }

    #[test]
    fn a_query_has_its_pairs_in_order() {
        let query = |pairs: &[(&'static str, &str)]| {
            let pairs = pairs.iter().map(|(name, value)| (*name, (*value).into()));
            let parameters = UrlParameters {
                query: pairs.collect(),
                ..UrlParameters::default()
            };
            let mut target = String::from("/v1");
            parameters.push_query(&mut target);
            target
        };
        assert_eq!(query(&[]), "/v1");
        assert_eq!(
            query(&[("?b", "a+b c"), ("?a", ""), ("?a", "&=?#\u{e9}")]),
            "/v1?b=a%2Bb%20c&a=&a=%26%3D%3F%23%C3%A9"
        );
        assert_eq!(query(&[("?filter[tag]", "1")]), "/v1?filter%5Btag%5D=1");
        assert_eq!(query(&[("??", "1")]), "/v1?%3F=1");
    }
}
