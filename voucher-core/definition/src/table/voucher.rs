//! `POST /v2/voucher`: a new voucher code exists.

use crate::model::{Definition, Evidence, Field, Kind, Object, Status};
use crate::pattern::Pattern;

const PAGE: &str = "https://developer.ravelin.com/merchant/api/endpoints/voucher";
/// The page with the values of the enum and the pattern of the currency.
const PAGE_OPEN: &str = "https://developer.ravelin.com/api/endpoints/voucher/";

/// The request.
pub static DEFINITION: Definition = Definition {
    name: "voucher",
    module: "voucher",
    method: "POST",
    path: "/v2/voucher",
    parameters: &[],
    body: Object::new(&[&TIMESTAMP, &VOUCHER, &EVENT_TYPE]),
    is_partial: false,
    description: "a new voucher code was created",
    source: PAGE,
};

static ENTITY: Object = Object::new(&[
    &VOUCHER_CODE,
    &VALUE,
    &CURRENCY,
    &CREATION_TIME,
    &REFERRER_ID,
    &EXPIRY,
    &REFERRAL_VALUE,
    &VOUCHER_TYPE,
    &CUSTOM,
]);

row! {
    TIMESTAMP: "when the event held true; events that arrive out of order are merged by it", PAGE;
    Field::new("timestamp", "timestamp", "", Kind::Time).required(Evidence::Documented)
}

row! {
    VOUCHER: "the voucher that was created", PAGE;
    Field::new("voucher", "voucher", "", Kind::Object(&ENTITY)).required(Evidence::Documented)
}

row! {
    EVENT_TYPE: "what happened in the merchant's system that made it send this", PAGE;
    Field::new("eventType", "event_type", "", Kind::Text).pattern(Pattern::EventType)
}

row! {
    VOUCHER_CODE: "the voucher's unique identifier, usually the code that a customer enters", PAGE_OPEN;
    Field::new("voucherCode", "voucher_code", "/voucher", Kind::Identifier)
        .required(Evidence::Inferred)
        .sensitive()
}

row! {
    VALUE: "what the voucher is worth, in minor units", PAGE_OPEN;
    Field::new("value", "value", "/voucher", Kind::Amount).required(Evidence::Inferred)
}

row! {
    CURRENCY: "the ISO 4217 code of the voucher's currency", PAGE_OPEN;
    Field::new("currency", "currency", "/voucher", Kind::Currency).required(Evidence::Inferred)
}

row! {
    CREATION_TIME: "when the voucher was created", PAGE_OPEN;
    Field::new("creationTime", "creation_time", "/voucher", Kind::Time).required(Evidence::Inferred)
}

row! {
    REFERRER_ID: "the customer who created the voucher", PAGE_OPEN;
    Field::new("referrerId", "referrer_id", "/voucher", Kind::Identifier)
        .status(Status::Unknown, Evidence::Inferred)
        .sensitive()
}

row! {
    EXPIRY: "when the voucher can no longer be redeemed", PAGE_OPEN;
    Field::new("expiry", "expiry", "/voucher", Kind::Time).status(Status::Unknown, Evidence::Inferred)
}

row! {
    REFERRAL_VALUE: "what the voucher's owner gets when it is used, in minor units", PAGE_OPEN;
    Field::new("referralValue", "referral_value", "/voucher", Kind::Amount)
        .status(Status::Unknown, Evidence::Inferred)
}

row! {
    VOUCHER_TYPE: "what the voucher is for", PAGE_OPEN;
    Field::new("voucherType", "voucher_type", "/voucher", Kind::Enum)
        .values(&["REFERRAL", "REACTIVATION", "GENERAL", "STAFF"])
        .status(Status::Unknown, Evidence::Inferred)
}

row! {
    CUSTOM: "any JSON object: what the merchant thinks matters for fraud and no field holds", PAGE_OPEN;
    Field::new("custom", "custom", "/voucher", Kind::Custom)
}
