//! The definition files that ship with the toolkit, in `definitions/`.

/// Names, and each the file that holds it.
macro_rules! shipped {
    ($($name:literal: $file:literal,)*) => {
        /// The names of the definition files that ship with the toolkit.
        pub const SHIPPED: &[&str] = &[$($name),*];

        #[cfg(feature = "json")]
        const FILES: [&str; SHIPPED.len()] = [$(include_str!(concat!("../definitions/", $file))),*];
    };
}

shipped! {
    "order": "order.json",
    "customer": "customer.json",
    "transaction": "transaction.json",
    "pretransaction": "pretransaction.json",
    "login": "login.json",
    "v3/login": "v3-login.json",
    "supplier/:id/labels": "supplier-id-labels.json",
    "reclaim": "reclaim.json",
    "dispute": "dispute.json",
    "chargeback": "chargeback.json",
    "paymentmethod": "paymentmethod.json",
    "checkout": "checkout.json",
    "refund": "refund.json",
    "label/customer": "label-customer.json",
    "tag/customer": "tag-customer.json",
    "registration": "registration.json",
    "supplier": "supplier.json",
    "payout": "payout.json",
}

#[cfg(feature = "json")]
mod read {
    use super::{FILES, SHIPPED};
    use crate::field::Definition;
    use crate::read::read;
    use std::sync::OnceLock;

    static READ: [OnceLock<Option<&Definition>>; FILES.len()] =
        [const { OnceLock::new() }; FILES.len()];

    /// The text of the file that holds a definition.
    fn file(at: usize) -> Option<&'static Definition> {
        let (read_once, text) = (READ.get(at)?, FILES.get(at)?);
        // A test reads each.
        *read_once.get_or_init(|| read(text.as_bytes()).ok().map(|model| model.leak()))
    }

    /// The definition of a file, read when it is first asked for.
    pub(crate) fn find(name: &str) -> Option<&'static Definition> {
        let at = SHIPPED.iter().position(|shipped| *shipped == name)?;
        file(at)
    }

    /// The definition of the file whose path this is.
    pub(crate) fn at(path: &str) -> Option<&'static Definition> {
        (0..FILES.len())
            .filter_map(file)
            .find(|definition| definition.is_at(path))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn each_file_is_read_and_found_by_its_name_and_its_path() {
            for (name, text) in SHIPPED.iter().zip(FILES) {
                if let Err(mistakes) = read(text.as_bytes()) {
                    panic!("{name}: {mistakes}");
                }
                let definition = Definition::find(name).unwrap();
                assert_eq!(definition.name, *name);
                assert_eq!(
                    Definition::at(&definition.path.replace(':', "")),
                    Some(definition)
                );
                assert!(core::ptr::eq(definition, find(name).unwrap()), "read twice");
            }
        }

        #[test]
        fn a_parameter_is_any_segment_that_can_be_sent() {
            let named = |path| Definition::at(path).map(|definition| definition.name);
            assert_eq!(
                named("/v2/supplier/a%2Fb/labels"),
                Some("supplier/:id/labels")
            );
            for path in [
                "/v2/supplier//labels",
                "/v2/supplier/./labels",
                "/v2/supplier/../labels",
                "/v2/supplier/labels",
                "/v2/supplier/a/b/labels",
                "/v2/supplier/a/labels/",
                "/v3/supplier/a/labels",
                "v2/order",
                "",
            ] {
                assert_eq!(named(path), None, "{path}");
            }
        }
    }
}

#[cfg(feature = "json")]
pub(crate) use read::{at, find};

#[cfg(not(feature = "json"))]
mod none {
    use crate::field::Definition;

    pub(crate) fn find(_: &str) -> Option<&'static Definition> {
        None
    }

    pub(crate) fn at(_: &str) -> Option<&'static Definition> {
        None
    }
}

#[cfg(not(feature = "json"))]
pub(crate) use none::{at, find};
