//! `POST /v2/paymentmethod/voucher`: a customer tried to redeem a voucher.

use crate::field::{Definition, Evidence, Field, Kind, Object, Status};
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
    body: Object {
        fields: &[
            &TIMESTAMP,
            &VOUCHER_REDEMPTION,
            &EVENT_TYPE,
            &CUSTOMER_ID,
            &CUSTOMER,
        ],
    },
    description: "a customer tried to redeem a voucher",
    source: PAGE,
};

static ENTITY: Object = Object {
    fields: &[
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
    ],
};

/// `timestamp`
pub static TIMESTAMP: Field = Field::new("timestamp", "timestamp", "", Kind::Time)
    .required(Evidence::Documented)
    .says(
        "when the event held true; events that arrive out of order are merged by it",
        PAGE,
    );

/// `voucherRedemption`
pub static VOUCHER_REDEMPTION: Field = Field::new(
    "voucherRedemption",
    "voucher_redemption",
    "",
    Kind::Object(&ENTITY),
)
.required(Evidence::Documented)
.says("the attempt to redeem", PAGE);

/// `eventType`
pub static EVENT_TYPE: Field = Field::new("eventType", "event_type", "", Kind::Text)
    .pattern(Pattern::EventType)
    .says(
        "what happened in the merchant's system that made it send this",
        PAGE,
    );

/// `customerId`
pub static CUSTOMER_ID: Field = Field::new("customerId", "customer_id", "", Kind::Identifier)
    .sensitive()
    .says("the customer who tried", PAGE);

/// `customer`: its own fields are another definition's.
pub static CUSTOMER: Field = Field::new("customer", "customer", "", Kind::Custom)
    .sensitive()
    .says(
        "the customer who tried, as an object of the customer definition",
        PAGE,
    );

/// `voucherRedemption.paymentMethodId`
pub static PAYMENT_METHOD_ID: Field = Field::new(
    "paymentMethodId",
    "payment_method_id",
    "/voucherRedemption",
    Kind::Identifier,
)
.required(Evidence::Inferred)
.sensitive()
.says(
    "the voucher as a means of payment of this customer; no two customers share one",
    PAGE,
);

/// `voucherRedemption.voucherCode`
pub static VOUCHER_CODE: Field = Field::new(
    "voucherCode",
    "voucher_code",
    "/voucherRedemption",
    Kind::Identifier,
)
.required(Evidence::Inferred)
.sensitive()
.says("the voucher that the customer tried to redeem", PAGE);

/// `voucherRedemption.redemptionTime`
pub static REDEMPTION_TIME: Field = Field::new(
    "redemptionTime",
    "redemption_time",
    "/voucherRedemption",
    Kind::Time,
)
.required(Evidence::Inferred)
.says("when the customer tried", PAGE);

/// `voucherRedemption.success`
pub static SUCCESS: Field = Field::new("success", "success", "/voucherRedemption", Kind::Bool)
    .required(Evidence::Inferred)
    .says("whether the voucher was redeemed", PAGE);

/// `voucherRedemption.value`
pub static VALUE: Field = Field::new("value", "value", "/voucherRedemption", Kind::Amount)
    .required(Evidence::Inferred)
    .says("what the voucher is worth, in minor units", PAGE);

/// `voucherRedemption.currency`
pub static CURRENCY: Field =
    Field::new("currency", "currency", "/voucherRedemption", Kind::Currency)
        .required(Evidence::Inferred)
        .says("the ISO 4217 code of the voucher's currency", PAGE);

/// `voucherRedemption.voucherType`
pub static VOUCHER_TYPE: Field = Field::new(
    "voucherType",
    "voucher_type",
    "/voucherRedemption",
    Kind::Enum,
)
.values(&["REFERRAL", "REACTIVATION", "GENERAL", "STAFF"])
.required(Evidence::Inferred)
.says("what the voucher is for", PAGE);

/// `voucherRedemption.referrerId`
pub static REFERRER_ID: Field = Field::new(
    "referrerId",
    "referrer_id",
    "/voucherRedemption",
    Kind::Identifier,
)
.status(Status::Unknown, Evidence::Inferred)
.sensitive()
.says("the customer who created the voucher", CLIENT);

/// `voucherRedemption.expiry`
pub static EXPIRY: Field = Field::new("expiry", "expiry", "/voucherRedemption", Kind::Time)
    .status(Status::Unknown, Evidence::Inferred)
    .says("when the voucher can no longer be redeemed", CLIENT);

/// `voucherRedemption.failureSource`
pub static FAILURE_SOURCE: Field = Field::new(
    "failureSource",
    "failure_source",
    "/voucherRedemption",
    Kind::Text,
)
.status(Status::Unknown, Evidence::Inferred)
.says(
    "who refused, for example `CLIENT`; the full list is on no page",
    CLIENT,
);

/// `voucherRedemption.failureReason`
pub static FAILURE_REASON: Field = Field::new(
    "failureReason",
    "failure_reason",
    "/voucherRedemption",
    Kind::Text,
)
.status(Status::Unknown, Evidence::Inferred)
.says(
    "why it was refused, for example `EXPIRED`; the full list is on no page",
    CLIENT,
);

/// `voucherRedemption.custom`
pub static CUSTOM: Field = Field::new("custom", "custom", "/voucherRedemption", Kind::Custom)
    .status(Status::Optional, Evidence::Inferred)
    .says(
        "any JSON object: what the merchant thinks matters for fraud and no field holds",
        CLIENT,
    );
