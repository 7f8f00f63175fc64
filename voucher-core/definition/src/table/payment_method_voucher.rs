//! `POST /v2/paymentmethod/voucher`: a customer tried to redeem a voucher.

use crate::model::{Definition, Evidence, Field, Kind, Object, Status};
use crate::pattern::Pattern;

const PAGE: &str = "https://developer.ravelin.com/merchant/api/endpoints/payment-method-voucher";
/// A client that sends these; no page lists them.
const CLIENT: &str = "https://github.com/deliveroo/ravelin-ruby";

/// The request.
pub static DEFINITION: Definition = Definition {
    name: "paymentmethod/voucher",
    module: "payment_method_voucher",
    method: "POST",
    path: "/v2/paymentmethod/voucher",
    parameters: &[],
    body: Object::new(&[
        &TIMESTAMP,
        &VOUCHER_REDEMPTION,
        &EVENT_TYPE,
        &CUSTOMER_ID,
        &CUSTOMER,
    ]),
    is_partial: false,
    description: "a customer tried to redeem a voucher",
    source: PAGE,
};

static ENTITY: Object = Object::new(&[
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

row! {
    TIMESTAMP: "when the event held true; events that arrive out of order are merged by it", PAGE;
    Field::new("timestamp", "timestamp", "", Kind::Time).required(Evidence::Documented)
}

row! {
    VOUCHER_REDEMPTION: "the attempt to redeem", PAGE;
    Field::new("voucherRedemption", "voucher_redemption", "", Kind::Object(&ENTITY))
        .required(Evidence::Documented)
}

row! {
    EVENT_TYPE: "what happened in the merchant's system that made it send this", PAGE;
    Field::new("eventType", "event_type", "", Kind::Text).pattern(Pattern::EventType)
}

row! {
    CUSTOMER_ID: "the customer who tried", PAGE;
    Field::new("customerId", "customer_id", "", Kind::Identifier).sensitive()
}

row! {
    // Its own fields are another definition's.
    CUSTOMER: "the customer who tried, as an object of the customer definition", PAGE;
    Field::new("customer", "customer", "", Kind::Custom).sensitive()
}

row! {
    PAYMENT_METHOD_ID: "the voucher as a means of payment of this customer; no two customers share one", PAGE;
    Field::new("paymentMethodId", "payment_method_id", "/voucherRedemption", Kind::Identifier)
        .required(Evidence::Inferred)
        .sensitive()
}

row! {
    VOUCHER_CODE: "the voucher that the customer tried to redeem", PAGE;
    Field::new("voucherCode", "voucher_code", "/voucherRedemption", Kind::Identifier)
        .required(Evidence::Inferred)
        .sensitive()
}

row! {
    REDEMPTION_TIME: "when the customer tried", PAGE;
    Field::new("redemptionTime", "redemption_time", "/voucherRedemption", Kind::Time)
        .required(Evidence::Inferred)
}

row! {
    SUCCESS: "whether the voucher was redeemed", PAGE;
    Field::new("success", "success", "/voucherRedemption", Kind::Bool).required(Evidence::Inferred)
}

row! {
    VALUE: "what the voucher is worth, in minor units", PAGE;
    Field::new("value", "value", "/voucherRedemption", Kind::Amount).required(Evidence::Inferred)
}

row! {
    CURRENCY: "the ISO 4217 code of the voucher's currency", PAGE;
    Field::new("currency", "currency", "/voucherRedemption", Kind::Currency).required(Evidence::Inferred)
}

row! {
    VOUCHER_TYPE: "what the voucher is for", PAGE;
    Field::new("voucherType", "voucher_type", "/voucherRedemption", Kind::Enum)
        .values(&["REFERRAL", "REACTIVATION", "GENERAL", "STAFF"])
        .required(Evidence::Inferred)
}

row! {
    REFERRER_ID: "the customer who created the voucher", CLIENT;
    Field::new("referrerId", "referrer_id", "/voucherRedemption", Kind::Identifier)
        .status(Status::Unknown, Evidence::Inferred)
        .sensitive()
}

row! {
    EXPIRY: "when the voucher can no longer be redeemed", CLIENT;
    Field::new("expiry", "expiry", "/voucherRedemption", Kind::Time)
        .status(Status::Unknown, Evidence::Inferred)
}

row! {
    FAILURE_SOURCE: "who refused, for example `CLIENT`; the full list is on no page", CLIENT;
    Field::new("failureSource", "failure_source", "/voucherRedemption", Kind::Text)
        .status(Status::Unknown, Evidence::Inferred)
}

row! {
    FAILURE_REASON: "why it was refused, for example `EXPIRED`; the full list is on no page", CLIENT;
    Field::new("failureReason", "failure_reason", "/voucherRedemption", Kind::Text)
        .status(Status::Unknown, Evidence::Inferred)
}

row! {
    CUSTOM: "any JSON object: what the merchant thinks matters for fraud and no field holds", CLIENT;
    Field::new("custom", "custom", "/voucherRedemption", Kind::Custom)
        .status(Status::Optional, Evidence::Inferred)
}
