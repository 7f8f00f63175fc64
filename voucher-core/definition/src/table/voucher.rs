//! `POST /v2/voucher`: a new voucher code was created.
//!
//! Generated from `definitions/voucher.json`. To change it, change that file and run
//! `BLESS=1 cargo test -p voucher-definition --all-features table`.

use crate::model::{Definition, Evidence, Field, Kind, Object, Status};
use crate::pattern::Pattern;

/// The request.
pub static DEFINITION: Definition = Definition {
    name: "voucher",
    rust_path: "voucher",
    fingerprint: 0xdae0_d818_8ea5_cc46,
    method: "POST",
    path: "/v2/voucher",
    parameters: &[],
    query: &[],
    body: Some(&BODY),
    entity_name: "",
    host: "api",
    is_partial: false,
    deprecated: false,
    description: "a new voucher code was created",
    source: "https://developer.ravelin.com/merchant/api/endpoints/voucher",
    read_date: "2026-11-28",
};

/// The request body.
pub static BODY: Field = Field::new("", "_", "", Kind::Object(&BODY_OBJECT))
        .required(Evidence::Documented)
    .documentation("a new voucher code was created", "https://developer.ravelin.com/merchant/api/endpoints/voucher");

static BODY_OBJECT: Object = Object::new(&[
    &TIMESTAMP,
    &VOUCHER,
    &EVENT_TYPE,
]);

field! {
    TIMESTAMP: "when the event happened; events that arrive out of order are merged by this time", "https://developer.ravelin.com/merchant/api/endpoints/voucher";
    Field::new("timestamp", "timestamp", "", Kind::Time)
        .required(Evidence::Documented)
}

field! {
    VOUCHER: "the voucher that was created", "https://developer.ravelin.com/merchant/api/endpoints/voucher";
    Field::new("voucher", "voucher", "", Kind::Object(&VOUCHER_OBJECT))
        .required(Evidence::Documented)
}

field! {
    EVENT_TYPE: "what happened in the merchant's system that caused this event", "https://developer.ravelin.com/merchant/api/endpoints/voucher";
    Field::new("eventType", "event_type", "", Kind::Text)
        .pattern(Pattern::EventType)
}

static VOUCHER_OBJECT: Object = Object::new(&[
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

field! {
    VOUCHER_CODE: "the voucher's unique identifier, usually the code that a customer enters", "https://developer.ravelin.com/api/endpoints/voucher/";
    Field::new("voucherCode", "voucher_code", "/voucher", Kind::Identifier)
        .required(Evidence::Inferred)
        .sensitive()
}

field! {
    VALUE: "the value of the voucher, in minor units", "https://developer.ravelin.com/api/endpoints/voucher/";
    Field::new("value", "value", "/voucher", Kind::Amount)
        .required(Evidence::Inferred)
}

field! {
    CURRENCY: "the ISO 4217 code of the voucher's currency", "https://developer.ravelin.com/api/endpoints/voucher/";
    Field::new("currency", "currency", "/voucher", Kind::Currency)
        .required(Evidence::Inferred)
}

field! {
    CREATION_TIME: "when the voucher was created", "https://developer.ravelin.com/api/endpoints/voucher/";
    Field::new("creationTime", "creation_time", "/voucher", Kind::Time)
        .required(Evidence::Inferred)
}

field! {
    REFERRER_ID: "the customer who created the voucher", "https://developer.ravelin.com/api/endpoints/voucher/";
    Field::new("referrerId", "referrer_id", "/voucher", Kind::Identifier)
        .status(Status::Unknown, Evidence::Inferred)
        .sensitive()
}

field! {
    EXPIRY: "when the voucher expires", "https://developer.ravelin.com/api/endpoints/voucher/";
    Field::new("expiry", "expiry", "/voucher", Kind::Time)
        .status(Status::Unknown, Evidence::Inferred)
}

field! {
    REFERRAL_VALUE: "what the owner of the voucher receives when it is used, in minor units", "https://developer.ravelin.com/api/endpoints/voucher/";
    Field::new("referralValue", "referral_value", "/voucher", Kind::Amount)
        .status(Status::Unknown, Evidence::Inferred)
}

field! {
    VOUCHER_TYPE: "the purpose of the voucher", "https://developer.ravelin.com/api/endpoints/voucher/";
    Field::new("voucherType", "voucher_type", "/voucher", Kind::Enum)
        .values(&["REFERRAL", "REACTIVATION", "GENERAL", "STAFF"])
        .status(Status::Unknown, Evidence::Inferred)
}

field! {
    CUSTOM: "any other data that is relevant to fraud, as a JSON object", "https://developer.ravelin.com/api/endpoints/voucher/";
    Field::new("custom", "custom", "/voucher", Kind::Custom)
}
