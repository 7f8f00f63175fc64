//! The recommendation of `voucher/check`, from the remembered events.

use super::integer;
use super::memory::Memory;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::string::ToString;

/// How `voucher/check` counts uses of a voucher. The API's pages disagree.
///
/// Both pages count within the customer's network, up to `depth` steps away. The sandbox does not receive the events that
/// connect customers, so it treats all customers as one network and ignores `depth`. A check without a `voucherCode` is
/// always OK. A `threshold` that is 0 or missing means the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckRule {
    /// Counts successful redemptions of the code. It is abuse if they reach the threshold, 3 by default
    /// (<https://developer.ravelin.com/merchant/api/endpoints/voucher-check/>, the newer page).
    #[default]
    Uses,
    /// Counts the code's owner (its `referrerId`) and the customers who redeemed it. It is abuse if they exceed the threshold,
    /// 2 by default (<https://developer.ravelin.com/api/endpoints/voucher-check/>, the older page).
    OwnerAndUsers,
}

impl CheckRule {
    /// Returns whether the check with this body is answered with `ABUSE`.
    pub(super) fn is_abuse(self, memory: &Memory, body: &Value) -> bool {
        let Some(code) = body["voucherCode"].as_str() else {
            return false;
        };
        let threshold = integer(&body["threshold"]).filter(|count| *count != 0);
        match self {
            Self::Uses => count(uses(memory, code)) >= threshold.unwrap_or(3),
            Self::OwnerAndUsers => {
                let voucher = memory.entity("voucher", code);
                let owner = voucher.and_then(|voucher| voucher.member("referrerId"));
                let owner = owner.map(|owner| Person::Customer(owner.into()));
                let people: BTreeSet<_> = uses(memory, code).chain(owner).collect();
                count(people) > threshold.unwrap_or(2)
            }
        }
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Person<'m> {
    /// A customer's id, as a JSON string.
    Customer(Cow<'m, str>),
    /// The unknown customer who redeemed with this payment method; customers do not share one.
    PaymentMethod(&'m str),
}

/// Returns the customer of each successful redemption of a code.
fn uses<'m>(memory: &'m Memory, code: &str) -> impl Iterator<Item = Person<'m>> {
    let code = Value::from(code).to_string();
    let redemptions = memory.entities("voucherRedemption");
    let uses = redemptions.filter(move |(_, redemption)| {
        redemption.member("voucherCode") == Some(&code)
            && redemption.member("success") == Some("true")
    });
    uses.map(|(id, redemption)| {
        if let Some(customer) = redemption.body_member("customerId") {
            return Person::Customer(customer.into());
        }
        let customer = redemption.body_member("customer").unwrap_or_default();
        let customer: Value = serde_json::from_str(customer).unwrap_or_default();
        match &customer["customerId"] {
            Value::Null => Person::PaymentMethod(id),
            customer => Person::Customer(customer.to_string().into()),
        }
    })
}

fn count<'m>(people: impl IntoIterator<Item = Person<'m>>) -> i64 {
    i64::try_from(people.into_iter().count()).unwrap_or(i64::MAX)
}
