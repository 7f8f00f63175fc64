//! `POST /v2/voucher/check`: checks whether a customer abuses vouchers, before one is redeemed.
//!
//! Generated from `definitions/voucher-check.json`. To change it, change that file and run
//! `BLESS=1 cargo test -p voucher-definition --all-features table`.

use crate::model::{Definition, Evidence, Field, Kind, Object};

/// The request.
pub static DEFINITION: Definition = Definition {
    name: "voucher/check",
    rust_path: "voucher_check",
    fingerprint: 0x6676_17a4_46d2_6668,
    method: "POST",
    path: "/v2/voucher/check",
    parameters: &[],
    query: &[],
    body: Some(&BODY),
    entity_name: "",
    host: "api",
    is_partial: false,
    deprecated: false,
    description: "checks whether a customer abuses vouchers, before one is redeemed",
    source: "https://developer.ravelin.com/merchant/api/endpoints/voucher-check/",
    read_date: "2026-11-28",
};

/// The request body.
pub static BODY: Field = Field::new("", "_", "", Kind::Object(&BODY_OBJECT))
        .required(Evidence::Documented)
    .documentation("checks whether a customer abuses vouchers, before one is redeemed", "https://developer.ravelin.com/merchant/api/endpoints/voucher-check/");

static BODY_OBJECT: Object = Object::new(&[
    &CUSTOMER_ID,
    &TIMESTAMP,
    &VOUCHER_CODE,
    &VOUCHER_TYPE,
    &DEPTH,
    &THRESHOLD,
]);

field! {
    CUSTOMER_ID: "the customer who wants to redeem the voucher", "https://developer.ravelin.com/merchant/api/endpoints/voucher-check/";
    Field::new("customerId", "customer_id", "", Kind::Identifier)
        .required(Evidence::Documented)
        .sensitive()
}

field! {
    TIMESTAMP: "when the customer made the attempt", "https://developer.ravelin.com/merchant/api/endpoints/voucher-check/";
    Field::new("timestamp", "timestamp", "", Kind::Time)
}

field! {
    VOUCHER_CODE: "the voucher that the customer wants to redeem", "https://developer.ravelin.com/merchant/api/endpoints/voucher-check/";
    Field::new("voucherCode", "voucher_code", "", Kind::Identifier)
        .sensitive()
}

field! {
    VOUCHER_TYPE: "the purpose of the voucher", "https://developer.ravelin.com/merchant/api/endpoints/voucher-check/";
    Field::new("voucherType", "voucher_type", "", Kind::Enum)
        .values(&["GENERAL", "REFERRAL", "REACTIVATION"])
}

field! {
    DEPTH: "how many connections to follow from the customer; 0 means the default of the account, or 10", "https://developer.ravelin.com/merchant/api/endpoints/voucher-check/";
    Field::new("depth", "depth", "", Kind::Integer)
        .range(0, 10)
}

field! {
    THRESHOLD: "the number of redemptions that count as abuse; 0 means the default of the account", "https://developer.ravelin.com/merchant/api/endpoints/voucher-check/";
    Field::new("threshold", "threshold", "", Kind::Integer)
        .range(0, i64::MAX)
}
