//! What tells one object of a definition from another in a few bytes, so that a struct which maps an object need not
//! carry its rows into every struct that holds it.

use voucher_definition as definition;
use voucher_definition::Kind;

/// FNV-1a, which any two builds of one version compute alike.
#[derive(Clone, Copy)]
struct Digest(u64);

impl Digest {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self
    }

    /// A text, and where it ends.
    fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes()).bytes(&[0xff])
    }

    fn number(self, number: i64) -> Self {
        self.bytes(&number.to_le_bytes())
    }
}

/// Two rows with one digest take the same values: they have the same kind and rules. Never 0.
pub(crate) fn of_row(row: &definition::Field) -> u64 {
    let mut digest = Digest::new().text(row.kind.word());
    digest = digest.text(row.pattern.map_or("", |pattern| pattern.source()));
    for value in row.values {
        digest = digest.text(value);
    }
    for number in [
        row.least,
        row.most,
        row.least_length.into(),
        row.most_length.into(),
        row.multiple_of,
    ] {
        digest = digest.number(number);
    }
    for limit in [
        row.bounds.least,
        row.bounds.most,
        row.bounds.above,
        row.bounds.below,
        row.bounds.multiple_of,
    ] {
        digest = digest.text(limit.map_or("", |limit| limit.text));
    }
    let within = match row.kind {
        Kind::Object(object) => of_object(object),
        Kind::Array(array) => {
            digest = digest.number(array.least.into()).number(array.most.into());
            of_row(array.entry)
        }
        _ => 0,
    };
    digest.bytes(&within.to_le_bytes()).0.max(1)
}

/// Two objects with one digest have the same fields with the same rules, of which the same are required.
pub(crate) fn of_object(object: &definition::Object) -> u64 {
    // By their names, whatever the order in which they are written.
    let mut rows: Vec<&definition::Field> = Vec::new();
    for row in object.fields {
        rows.insert(rows.partition_point(|other| other.name < row.name), row);
    }
    let mut digest = Digest::new();
    for row in rows {
        digest = digest.text(row.name).number(row.is_required().into());
        digest = digest.bytes(&of_row(row).to_le_bytes());
    }
    for group in object.exclusive {
        digest = digest.number(i64::MAX);
        for name in *group {
            digest = digest.text(name);
        }
    }
    digest.number(object.is_closed.into()).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use voucher_definition::{Evidence, Field, Object};

    #[test]
    fn what_takes_other_values_has_another_digest() {
        static CODE: Field = Field::new("code", "code", "/a", Kind::Text);
        static ELSEWHERE: Field =
            Field::new("code", "code", "/b/*", Kind::Text).says("the code", "");
        static LONGER: Field = Field::new("code", "code", "/a", Kind::Text).lengths(2, 9);
        static REQUIRED: Field =
            Field::new("code", "code", "/a", Kind::Text).required(Evidence::Documented);
        static LISTED: Field = Field::new("tag", "tag", "/a", Kind::Enum).values(&["A", "B"]);
        static RELISTED: Field = Field::new("tag", "tag", "/a", Kind::Enum).values(&["AB"]);
        static ONE: Object = Object::new(&[&CODE, &LISTED]);
        static TURNED: Object = Object::new(&[&LISTED, &ELSEWHERE]);
        static STRICTER: Object = Object::new(&[&REQUIRED, &LISTED]);
        static SMALLER: Object = Object::new(&[&CODE]);
        assert_eq!(of_row(&CODE), of_row(&ELSEWHERE));
        for other in [&LONGER, &LISTED, &RELISTED] {
            assert_ne!(of_row(&CODE), of_row(other));
        }
        assert_ne!(of_row(&LISTED), of_row(&RELISTED));
        assert_eq!(of_object(&ONE), of_object(&TURNED));
        assert_ne!(of_object(&ONE), of_object(&STRICTER));
        assert_ne!(of_object(&ONE), of_object(&SMALLER));
    }
}
