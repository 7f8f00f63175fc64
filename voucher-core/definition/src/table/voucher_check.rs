//! `POST /v2/voucher/check`: may this customer redeem this voucher?

use crate::model::{Definition, Evidence, Field, Kind, Object};

const PAGE: &str = "https://developer.ravelin.com/merchant/api/endpoints/voucher-check/";

/// The request; flat, there is no entity.
pub static DEFINITION: Definition = Definition {
    name: "voucher/check",
    module: "voucher_check",
    method: "POST",
    path: "/v2/voucher/check",
    parameters: &[],
    body: Object::new(&[
        &CUSTOMER_ID,
        &TIMESTAMP,
        &VOUCHER_CODE,
        &VOUCHER_TYPE,
        &DEPTH,
        &THRESHOLD,
    ]),
    is_partial: false,
    description: "asks whether a customer abuses vouchers, before one is redeemed",
    source: PAGE,
};

row! {
    CUSTOMER_ID: "the customer who tries to redeem", PAGE;
    Field::new("customerId", "customer_id", "", Kind::Identifier).required(Evidence::Documented).sensitive()
}

row! {
    TIMESTAMP: "when the customer tried", PAGE;
    Field::new("timestamp", "timestamp", "", Kind::Time)
}

row! {
    VOUCHER_CODE: "the voucher that the customer wants to redeem", PAGE;
    Field::new("voucherCode", "voucher_code", "", Kind::Identifier).sensitive()
}

row! {
    // There is no `STAFF` here, unlike on `voucher`.
    VOUCHER_TYPE: "what the voucher is for", PAGE;
    Field::new("voucherType", "voucher_type", "", Kind::Enum).values(&["GENERAL", "REFERRAL", "REACTIVATION"])
}

row! {
    DEPTH: "how far to walk the customer's connections; 0 is what the account has set, or 10", PAGE;
    Field::new("depth", "depth", "", Kind::Integer).range(0, 10)
}

row! {
    // A count: the page has 0 for the default, and nothing below it.
    THRESHOLD: "how many redemptions are abuse; 0 is what the account has set", PAGE;
    Field::new("threshold", "threshold", "", Kind::Integer).range(0, i64::MAX)
}
