//! `POST /v2/paymentmethod/voucher`: a customer tried to redeem a voucher.
//!
//! Generated from `definitions/paymentmethod-voucher.json`. To change it, change that file and run
//! `BLESS=1 cargo test -p voucher-definition --all-features table`.

use crate::model::{Definition, Evidence, Field, Kind, Object, Status};
use crate::pattern::Pattern;

/// The request.
pub static DEFINITION: Definition = Definition {
    name: "paymentmethod/voucher",
    rust_path: "payment_method_voucher",
    fingerprint: 0xbcc8_3615_d320_dcc7,
    method: "POST",
    path: "/v2/paymentmethod/voucher",
    parameters: &[],
    query: &[],
    body: Some(&BODY),
    entity_name: "",
    host: "api",
    is_partial: false,
    deprecated: false,
    description: "a customer tried to redeem a voucher",
    source: "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher",
    read_date: "2026-11-28",
};

/// The request body.
pub static BODY: Field = Field::new("", "_", "", Kind::Object(&BODY_OBJECT))
        .required(Evidence::Documented)
    .documentation("a customer tried to redeem a voucher", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher");

static BODY_OBJECT: Object = Object::new(&[
    &TIMESTAMP,
    &VOUCHER_REDEMPTION,
    &EVENT_TYPE,
    &CUSTOMER_ID,
    &CUSTOMER,
]);

field! {
    TIMESTAMP: "when the event happened; events that arrive out of order are merged by this time", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("timestamp", "timestamp", "", Kind::Time)
        .required(Evidence::Documented)
}

field! {
    VOUCHER_REDEMPTION: "the attempt to redeem a voucher", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("voucherRedemption", "voucher_redemption", "", Kind::Object(&VOUCHER_REDEMPTION_OBJECT))
        .required(Evidence::Documented)
}

field! {
    EVENT_TYPE: "what happened in the merchant's system that caused this event", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("eventType", "event_type", "", Kind::Text)
        .pattern(Pattern::EventType)
}

field! {
    CUSTOMER_ID: "the customer who made the attempt", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("customerId", "customer_id", "", Kind::Identifier)
        .sensitive()
}

field! {
    CUSTOMER: "the customer who made the attempt, as in the `customer` definition", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("customer", "customer", "", Kind::Custom)
        .sensitive()
}

static VOUCHER_REDEMPTION_OBJECT: Object = Object::new(&[
    &PAYMENT_METHOD_ID,
    &VOUCHER_CODE,
    &REDEMPTION_TIME,
    &SUCCESS,
    &VALUE,
    &CURRENCY,
    &VOUCHER_TYPE,
    &REFERRER_ID,
    &EXPIRY,
    &FAILURE_SOURCE,
    &FAILURE_REASON,
    &CUSTOM,
]);

field! {
    PAYMENT_METHOD_ID: "the ID of the voucher as a payment method of this customer; no two customers share one", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("paymentMethodId", "payment_method_id", "/voucherRedemption", Kind::Identifier)
        .required(Evidence::Inferred)
        .sensitive()
}

field! {
    VOUCHER_CODE: "the voucher that the customer tried to redeem", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("voucherCode", "voucher_code", "/voucherRedemption", Kind::Identifier)
        .required(Evidence::Inferred)
        .sensitive()
}

field! {
    REDEMPTION_TIME: "when the customer made the attempt", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("redemptionTime", "redemption_time", "/voucherRedemption", Kind::Time)
        .required(Evidence::Inferred)
}

field! {
    SUCCESS: "whether the voucher was redeemed", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("success", "success", "/voucherRedemption", Kind::Bool)
        .required(Evidence::Inferred)
}

field! {
    VALUE: "the value of the voucher, in minor units", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("value", "value", "/voucherRedemption", Kind::Amount)
        .required(Evidence::Inferred)
}

field! {
    CURRENCY: "the ISO 4217 code of the voucher's currency", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("currency", "currency", "/voucherRedemption", Kind::Currency)
        .required(Evidence::Inferred)
}

field! {
    VOUCHER_TYPE: "the purpose of the voucher", "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
    Field::new("voucherType", "voucher_type", "/voucherRedemption", Kind::Enum)
        .values(&["REFERRAL", "REACTIVATION", "GENERAL", "STAFF"])
        .required(Evidence::Inferred)
}

field! {
    REFERRER_ID: "the customer who created the voucher", "https://github.com/deliveroo/ravelin-ruby";
    Field::new("referrerId", "referrer_id", "/voucherRedemption", Kind::Identifier)
        .status(Status::Unknown, Evidence::Inferred)
        .sensitive()
}

field! {
    EXPIRY: "when the voucher expires", "https://github.com/deliveroo/ravelin-ruby";
    Field::new("expiry", "expiry", "/voucherRedemption", Kind::Time)
        .status(Status::Unknown, Evidence::Inferred)
}

field! {
    FAILURE_SOURCE: "who rejected the attempt, for example `CLIENT`; the full list is not public", "https://github.com/deliveroo/ravelin-ruby";
    Field::new("failureSource", "failure_source", "/voucherRedemption", Kind::Text)
        .status(Status::Unknown, Evidence::Inferred)
}

field! {
    FAILURE_REASON: "why the attempt was rejected, for example `EXPIRED`; the full list is not public", "https://github.com/deliveroo/ravelin-ruby";
    Field::new("failureReason", "failure_reason", "/voucherRedemption", Kind::Text)
        .status(Status::Unknown, Evidence::Inferred)
}

field! {
    CUSTOM: "any other data that is relevant to fraud, as a JSON object", "https://github.com/deliveroo/ravelin-ruby";
    Field::new("custom", "custom", "/voucherRedemption", Kind::Custom)
        .status(Status::Optional, Evidence::Inferred)
}
