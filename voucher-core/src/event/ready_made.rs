//! Ready-made events, for programs without their own structs to derive on.

use crate::{Currency, RavelinEvent, Timestamp, VoucherCheckType, VoucherType};
use alloc::string::String;

/// A voucher was created: `POST /v2/voucher`
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
    /// When the event happened.
    pub timestamp: Timestamp,
    /// The code that customers redeem.
    pub voucher_code: String,
    /// The value of the voucher, in minor units of `currency`.
    pub value: i64,
    /// The currency of `value` and `referral_value`.
    pub currency: Currency,
    /// When the voucher was created.
    pub creation_time: Timestamp,
    /// The customer who gave the voucher away.
    pub referrer_id: Option<String>,
    /// When the voucher expires.
    pub expiry: Option<Timestamp>,
    /// What the referring customer receives, in minor units of `currency`.
    pub referral_value: Option<i64>,
    /// The purpose of the voucher.
    pub voucher_type: Option<VoucherType>,
    /// What caused the merchant's system to send the event.
    pub event_type: Option<String>,
    /// Any other data.
    #[cfg(feature = "serde")]
    pub custom: Option<serde_json::Map<String, serde_json::Value>>,
}

/// A customer is about to redeem a voucher, and the response says whether that is abuse: `POST /v2/voucher/check`
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
    /// When the customer tried to redeem it.
    pub timestamp: Option<Timestamp>,
    /// The voucher's code.
    pub voucher_code: Option<String>,
    /// The purpose of the voucher.
    pub voucher_type: Option<VoucherCheckType>,
    /// How many links deep the graph of customers is searched, 0 to 10. 0 means the configured depth.
    pub depth: Option<i64>,
    /// How many linked customers count as abuse. 0 means the configured number.
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
    /// When the event happened.
    pub timestamp: Timestamp,
    /// The payment method that the redemption represents, unique per customer.
    pub payment_method_id: String,
    /// The voucher's code.
    pub voucher_code: String,
    /// When the customer tried to redeem it.
    pub redemption_time: Timestamp,
    /// Whether the voucher was redeemed.
    pub success: bool,
    /// The redeemed value, in minor units of `currency`.
    pub value: i64,
    /// The currency of `value`.
    pub currency: Currency,
    /// The purpose of the voucher.
    pub voucher_type: VoucherType,
    /// The customer who gave the voucher away.
    pub referrer_id: Option<String>,
    /// When the voucher expires.
    pub expiry: Option<Timestamp>,
    /// Who rejected the redemption.
    pub failure_source: Option<String>,
    /// Why the redemption was rejected.
    pub failure_reason: Option<String>,
    /// The customer who tried to redeem it.
    pub customer_id: Option<String>,
    /// What caused the merchant's system to send the event.
    pub event_type: Option<String>,
    /// The customer, as in the event `customer`.
    #[cfg(feature = "serde")]
    pub customer: Option<serde_json::Map<String, serde_json::Value>>,
    /// Any other data.
    #[cfg(feature = "serde")]
    pub custom: Option<serde_json::Map<String, serde_json::Value>>,
}

impl Voucher {
    /// Creates the event from the fields that the API requires. All others are `None`.
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
    /// Creates the event from the fields that the API requires. All others are `None`.
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
    /// Creates the event from the fields that the API requires. All others are `None`.
    #[must_use]
    #[allow(clippy::too_many_arguments)] // the API requires that many
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
