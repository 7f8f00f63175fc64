//! `POST /v2/voucher/check`: may this customer redeem this voucher?

use crate::field::{Definition, Evidence, Field, Kind, Object};

const PAGE: &str = "https://developer.ravelin.com/merchant/api/endpoints/voucher-check/";

/// The request; flat, there is no entity.
pub static DEFINITION: Definition = Definition {
    name: "voucher/check",
    module: "voucher_check",
    method: "POST",
    path: "/v2/voucher/check",
    body: Object {
        fields: &[
            &CUSTOMER_ID,
            &TIMESTAMP,
            &VOUCHER_CODE,
            &VOUCHER_TYPE,
            &DEPTH,
            &THRESHOLD,
        ],
    },
    description: "asks whether a customer abuses vouchers, before one is redeemed",
    source: PAGE,
};

/// `customerId`
pub static CUSTOMER_ID: Field = Field::new("customerId", "customer_id", "", Kind::Identifier)
    .required(Evidence::Documented)
    .sensitive()
    .says("the customer who tries to redeem", PAGE);

/// `timestamp`
pub static TIMESTAMP: Field =
    Field::new("timestamp", "timestamp", "", Kind::Time).says("when the customer tried", PAGE);

/// `voucherCode`
pub static VOUCHER_CODE: Field = Field::new("voucherCode", "voucher_code", "", Kind::Identifier)
    .sensitive()
    .says("the voucher that the customer wants to redeem", PAGE);

/// `voucherType`: no `STAFF` here, unlike on `voucher`.
pub static VOUCHER_TYPE: Field = Field::new("voucherType", "voucher_type", "", Kind::Enum)
    .values(&["GENERAL", "REFERRAL", "REACTIVATION"])
    .says("what the voucher is for", PAGE);

/// `depth`
pub static DEPTH: Field = Field::new("depth", "depth", "", Kind::Integer)
    .range(0, 10)
    .says(
        "how far to walk the customer's connections; 0 is what the account has set, or 10",
        PAGE,
    );

/// `threshold`
pub static THRESHOLD: Field = Field::new("threshold", "threshold", "", Kind::Integer).says(
    "how many redemptions are abuse; 0 is what the account has set",
    PAGE,
);
