//! What `voucher/check` recommends, from what was sent.

use super::integer;
use super::memory::Memory;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::string::ToString;

/// How `voucher/check` counts. The API's own pages disagree.
///
/// Both count over the customer's network, up to `depth` steps away. What ties customers to each other is in events that
/// the sandbox does not take, so here everybody is in everybody's network, and `depth` changes nothing. Without a
/// `voucherCode` there is nothing to count. A `threshold` of 0 or none is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckRule {
    /// Each successful redemption of the code is a use, and as many uses as the threshold are abuse; 3 by default
    /// (<https://developer.ravelin.com/merchant/api/endpoints/voucher-check/>, the newer page).
    #[default]
    Uses,
    /// The code's owner, who is its `referrerId`, and each customer who redeemed it are counted, and more than the
    /// threshold are abuse; 2 by default (<https://developer.ravelin.com/api/endpoints/voucher-check/>, the older page).
    OwnerAndUsers,
}

impl CheckRule {
    /// Whether a check's body asks for what is abuse.
    pub(super) fn is_abuse(self, memory: &Memory, body: &Value) -> bool {
        let Some(code) = body["voucherCode"].as_str() else {
            return false;
        };
        let threshold = integer(&body["threshold"]).filter(|count| *count != 0);
        match self {
            Self::Uses => count(uses(memory, code)) >= threshold.unwrap_or(3),
            Self::OwnerAndUsers => {
                let voucher = memory.entity("voucher", code);
                let owner = voucher.and_then(|voucher| voucher.within("referrerId"));
                let owner = owner.map(|owner| Person::Customer(owner.into()));
                let people: BTreeSet<_> = uses(memory, code).chain(owner).collect();
                count(people) > threshold.unwrap_or(2)
            }
        }
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Person<'m> {
    /// An id, as JSON text.
    Customer(Cow<'m, str>),
    /// Whoever redeemed by this means of payment; no two customers share one.
    Of(&'m str),
}

/// Who redeemed a code, once for each time.
fn uses<'m>(memory: &'m Memory, code: &str) -> impl Iterator<Item = Person<'m>> {
    let code = Value::from(code).to_string();
    let redemptions = memory.entities("voucherRedemption");
    let uses = redemptions.filter(move |(_, redemption)| {
        redemption.within("voucherCode") == Some(&code)
            && redemption.within("success") == Some("true")
    });
    uses.map(|(id, redemption)| {
        if let Some(customer) = redemption.beside("customerId") {
            return Person::Customer(customer.into());
        }
        let customer = redemption.beside("customer").unwrap_or_default();
        let customer: Value = serde_json::from_str(customer).unwrap_or_default();
        match &customer["customerId"] {
            Value::Null => Person::Of(id),
            customer => Person::Customer(customer.to_string().into()),
        }
    })
}

fn count<'m>(people: impl IntoIterator<Item = Person<'m>>) -> i64 {
    i64::try_from(people.into_iter().count()).unwrap_or(i64::MAX)
}
