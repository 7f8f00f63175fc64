//! `POST /v2/voucher`: a new voucher code exists.

use crate::field::{Definition, Evidence, Field, Kind, Object, Status};
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
    body: Object {
        fields: &[&TIMESTAMP, &VOUCHER, &EVENT_TYPE],
    },
    description: "a new voucher code was created",
    source: PAGE,
};

static ENTITY: Object = Object {
    fields: &[
        &VOUCHER_CODE,
        &VALUE,
        &CURRENCY,
        &CREATION_TIME,
        &REFERRER_ID,
        &EXPIRY,
        &REFERRAL_VALUE,
        &VOUCHER_TYPE,
        &CUSTOM,
    ],
};

/// `timestamp`
pub static TIMESTAMP: Field = Field::new("timestamp", "timestamp", "", Kind::Time)
    .required(Evidence::Documented)
    .says(
        "when the event held true; events that arrive out of order are merged by it",
        PAGE,
    );

/// `voucher`
pub static VOUCHER: Field = Field::new("voucher", "voucher", "", Kind::Object(&ENTITY))
    .required(Evidence::Documented)
    .says("the voucher that was created", PAGE);

/// `eventType`
pub static EVENT_TYPE: Field = Field::new("eventType", "event_type", "", Kind::Text)
    .pattern(Pattern::EventType)
    .says(
        "what happened in the merchant's system that made it send this",
        PAGE,
    );

/// `voucher.voucherCode`
pub static VOUCHER_CODE: Field =
    Field::new("voucherCode", "voucher_code", "/voucher", Kind::Identifier)
        .required(Evidence::Inferred)
        .sensitive()
        .says(
            "the voucher's unique identifier, usually the code that a customer enters",
            PAGE_OPEN,
        );

/// `voucher.value`
pub static VALUE: Field = Field::new("value", "value", "/voucher", Kind::Amount)
    .required(Evidence::Inferred)
    .says("what the voucher is worth, in minor units", PAGE_OPEN);

/// `voucher.currency`
pub static CURRENCY: Field = Field::new("currency", "currency", "/voucher", Kind::Currency)
    .required(Evidence::Inferred)
    .says("the ISO 4217 code of the voucher's currency", PAGE_OPEN);

/// `voucher.creationTime`
pub static CREATION_TIME: Field =
    Field::new("creationTime", "creation_time", "/voucher", Kind::Time)
        .required(Evidence::Inferred)
        .says("when the voucher was created", PAGE_OPEN);

/// `voucher.referrerId`
pub static REFERRER_ID: Field =
    Field::new("referrerId", "referrer_id", "/voucher", Kind::Identifier)
        .status(Status::Unknown, Evidence::Inferred)
        .sensitive()
        .says("the customer who created the voucher", PAGE_OPEN);

/// `voucher.expiry`
pub static EXPIRY: Field = Field::new("expiry", "expiry", "/voucher", Kind::Time)
    .status(Status::Unknown, Evidence::Inferred)
    .says("when the voucher can no longer be redeemed", PAGE_OPEN);

/// `voucher.referralValue`
pub static REFERRAL_VALUE: Field =
    Field::new("referralValue", "referral_value", "/voucher", Kind::Amount)
        .status(Status::Unknown, Evidence::Inferred)
        .says(
            "what the voucher's owner gets when it is used, in minor units",
            PAGE_OPEN,
        );

/// `voucher.voucherType`
pub static VOUCHER_TYPE: Field = Field::new("voucherType", "voucher_type", "/voucher", Kind::Enum)
    .values(&["REFERRAL", "REACTIVATION", "GENERAL", "STAFF"])
    .status(Status::Unknown, Evidence::Inferred)
    .says("what the voucher is for", PAGE_OPEN);

/// `voucher.custom`
pub static CUSTOM: Field = Field::new("custom", "custom", "/voucher", Kind::Custom).says(
    "any JSON object: what the merchant thinks matters for fraud and no field holds",
    PAGE_OPEN,
);
