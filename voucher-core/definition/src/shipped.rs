//! The definition files that ship with the toolkit, in `definitions/`.

use crate::model::Definition;
#[cfg(feature = "json")]
use crate::read::read;
#[cfg(feature = "json")]
use std::sync::OnceLock;

/// Lists the name of each definition beside its file.
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
    "customer/:id/labels": "customer-id-labels.json",
    "supplier/allocation": "supplier-allocation.json",
    "lookup/credentials/check": "lookup-credentials-check.json",
    "connect": "connect.json",
    "psp/transaction": "psp-transaction.json",
    "psp/dispute": "psp-dispute.json",
    "psp/dispute/async": "psp-dispute-async.json",
    "3ds/version": "3ds-version.json",
    "3ds/authenticate": "3ds-authenticate.json",
    "3ds/result": "3ds-result.json",
    "label/customer/:id": "label-customer-id.json",
    "labels/customer/:id": "labels-customer-id.json",
    "tag/customer/:id": "tag-customer-id.json",
    "tag/customer/delete": "tag-customer-delete.json",
    "psp/transaction/:id/score/:scoreId": "psp-transaction-id-score-scoreId.json",
    "auth/checktoken": "auth-checktoken.json",
}

/// Returns the shipped definition of this name. Each file is read once, when it is first needed.
#[cfg(feature = "json")]
pub(crate) fn find(name: &str) -> Option<&'static Definition> {
    let index = SHIPPED.iter().position(|shipped| *shipped == name)?;
    definition(index)
}

/// Returns the shipped definitions whose requests go to this path.
#[cfg(feature = "json")]
pub(crate) fn at(path: &str) -> impl Iterator<Item = &'static Definition> {
    (0..FILES.len())
        .filter_map(definition)
        .filter(move |definition| definition.is_at(path))
}

#[cfg(feature = "json")]
fn definition(index: usize) -> Option<&'static Definition> {
    static DEFINITIONS: [OnceLock<Option<&Definition>>; FILES.len()] =
        [const { OnceLock::new() }; FILES.len()];

    let (definition, file) = (DEFINITIONS.get(index)?, FILES.get(index)?);
    // A test reads every file, so none has a mistake.
    *definition.get_or_init(|| read(file.as_bytes()).ok().map(|model| model.leak()))
}

#[cfg(not(feature = "json"))]
pub(crate) fn find(_: &str) -> Option<&'static Definition> {
    None
}

#[cfg(not(feature = "json"))]
pub(crate) fn at(_: &str) -> impl Iterator<Item = &'static Definition> {
    core::iter::empty()
}

#[cfg(test)]
#[cfg(feature = "json")]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_is_a_definition_that_is_read_once() {
        for (name, file) in SHIPPED.iter().zip(FILES) {
            if let Err(mistakes) = read(file.as_bytes()) {
                panic!("{name}: {mistakes}");
            }
            let definition = find(name).unwrap();
            assert_eq!(definition.name, *name);
            assert!(core::ptr::eq(definition, find(name).unwrap()));
        }
    }
}
