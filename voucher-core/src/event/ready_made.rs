//! The events as structs of their own, for those who have no domain struct to derive on.

use crate::{Currency, RavelinEvent, Timestamp, VoucherCheckType, VoucherType};
use alloc::string::String;

/// A new voucher code exists: `POST /v2/voucher`
/// (<https://developer.ravelin.com/merchant/api/endpoints/voucher>).
///
/// ```
/// use voucher_core::{Currency, RavelinEvent, Timestamp, Voucher};
///
/// let created = Timestamp::from_millis(1_512_828_988_826).unwrap();
/// let mut voucher = Voucher::new(created, "VOUCH-89", 1_000, Currency::GBP, created);
/// voucher.referrer_id = Some("abc-123-ZYZ".into());
/// assert!(voucher.to_json().unwrap().starts_with(r#"{"timestamp":1512828988826,"voucher":{"#));
/// ```
#[derive(Clone, Debug, PartialEq, RavelinEvent)]
#[ravelin(event = "voucher", crate = crate)]
#[non_exhaustive]
pub struct Voucher {
    /// When the event held true.
    pub timestamp: Timestamp,
    /// The code that customers redeem.
    pub voucher_code: String,
    /// What the voucher is worth, in minor units of `currency`.
    pub value: i64,
    /// The currency of `value` and `referral_value`.
    pub currency: Currency,
    /// When the voucher was created.
    pub creation_time: Timestamp,
    /// The customer who gave the voucher away.
    pub referrer_id: Option<String>,
    /// When the voucher ends.
    pub expiry: Option<Timestamp>,
    /// What the referring customer gets for it, in minor units of `currency`.
    pub referral_value: Option<i64>,
    /// What the voucher is for.
    pub voucher_type: Option<VoucherType>,
    /// What made the merchant's system send this.
    pub event_type: Option<String>,
    /// Anything else that may be of use.
    #[cfg(feature = "serde")]
    pub custom: Option<serde_json::Map<String, serde_json::Value>>,
}

/// A customer is about to redeem a voucher; the answer says whether it is abuse: `POST /v2/voucher/check`
/// (<https://developer.ravelin.com/merchant/api/endpoints/voucher-check>).
///
/// ```
/// use voucher_core::{RavelinEvent, VoucherCheck};
///
/// let mut check = VoucherCheck::new("abc-123-ZYZ");
/// check.voucher_code = Some("DISCOUNT-1234".into());
/// assert_eq!(
///     check.to_json().unwrap(),
///     r#"{"customerId":"abc-123-ZYZ","voucherCode":"DISCOUNT-1234"}"#
/// );
/// ```
#[derive(Clone, Debug, PartialEq, RavelinEvent)]
#[ravelin(event = "voucher/check", crate = crate)]
#[non_exhaustive]
pub struct VoucherCheck {
    /// The customer who tries to redeem.
    pub customer_id: String,
    /// When the customer tried.
    pub timestamp: Option<Timestamp>,
    /// The code.
    pub voucher_code: Option<String>,
    /// What the voucher is for.
    pub voucher_type: Option<VoucherCheckType>,
    /// How far the graph of customers is searched, 0 to 10; 0 is the configured depth.
    pub depth: Option<i64>,
    /// How many customers count as abuse; 0 is the configured number.
    pub threshold: Option<i64>,
}

/// A customer tried to redeem a voucher: `POST /v2/paymentmethod/voucher`
/// (<https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher>).
///
/// ```
/// use voucher_core::{Currency, RavelinEvent, Timestamp, VoucherRedemption, VoucherType};
///
/// let now = Timestamp::from_millis(1_512_828_988_826).unwrap();
/// let redemption = VoucherRedemption::new(
///     now, "VOUCH-89-abc-123-ZYZ", "VOUCH-89", now, true, 10_000, Currency::GBP, VoucherType::General,
/// );
/// assert!(redemption.validate().is_ok());
/// ```
#[derive(Clone, Debug, PartialEq, RavelinEvent)]
#[ravelin(event = "paymentmethod/voucher", crate = crate)]
#[non_exhaustive]
pub struct VoucherRedemption {
    /// When the event held true.
    pub timestamp: Timestamp,
    /// The payment method that the redemption is, unique to its customer.
    pub payment_method_id: String,
    /// The code.
    pub voucher_code: String,
    /// When the customer tried.
    pub redemption_time: Timestamp,
    /// Whether the voucher was redeemed.
    pub success: bool,
    /// What was redeemed, in minor units of `currency`.
    pub value: i64,
    /// The currency of `value`.
    pub currency: Currency,
    /// What the voucher is for.
    pub voucher_type: VoucherType,
    /// The customer who gave the voucher away.
    pub referrer_id: Option<String>,
    /// When the voucher ends.
    pub expiry: Option<Timestamp>,
    /// Who refused the redemption.
    pub failure_source: Option<String>,
    /// Why the redemption was refused.
    pub failure_reason: Option<String>,
    /// The customer who tried.
    pub customer_id: Option<String>,
    /// What made the merchant's system send this.
    pub event_type: Option<String>,
    /// The customer, as the endpoint `customer` takes one.
    #[cfg(feature = "serde")]
    pub customer: Option<serde_json::Map<String, serde_json::Value>>,
    /// Anything else that may be of use.
    #[cfg(feature = "serde")]
    pub custom: Option<serde_json::Map<String, serde_json::Value>>,
}

impl Voucher {
    /// What the API requires; the rest is `None`.
    #[must_use]
    pub fn new(
        timestamp: Timestamp,
        voucher_code: impl Into<String>,
        value: i64,
        currency: Currency,
        creation_time: Timestamp,
    ) -> Self {
        Self {
            timestamp,
            voucher_code: voucher_code.into(),
            value,
            currency,
            creation_time,
            referrer_id: None,
            expiry: None,
            referral_value: None,
            voucher_type: None,
            event_type: None,
            #[cfg(feature = "serde")]
            custom: None,
        }
    }
}

impl VoucherCheck {
    /// What the API requires; the rest is `None`.
    #[must_use]
    pub fn new(customer_id: impl Into<String>) -> Self {
        Self {
            customer_id: customer_id.into(),
            timestamp: None,
            voucher_code: None,
            voucher_type: None,
            depth: None,
            threshold: None,
        }
    }
}

impl VoucherRedemption {
    /// What the API requires; the rest is `None`.
    #[must_use]
    #[allow(clippy::too_many_arguments)] // the API requires as many
    pub fn new(
        timestamp: Timestamp,
        payment_method_id: impl Into<String>,
        voucher_code: impl Into<String>,
        redemption_time: Timestamp,
        success: bool,
        value: i64,
        currency: Currency,
        voucher_type: VoucherType,
    ) -> Self {
        Self {
            timestamp,
            payment_method_id: payment_method_id.into(),
            voucher_code: voucher_code.into(),
            redemption_time,
            success,
            value,
            currency,
            voucher_type,
            referrer_id: None,
            expiry: None,
            failure_source: None,
            failure_reason: None,
            customer_id: None,
            event_type: None,
            #[cfg(feature = "serde")]
            customer: None,
            #[cfg(feature = "serde")]
            custom: None,
        }
    }
}
