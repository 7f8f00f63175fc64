//! Types in whose attributes the test looks for docs and names.

use voucher_core::{Currency, RavelinEnum, RavelinEvent, RavelinFields, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(event_type = "promo"))]
pub struct Promo {
    #[ravelin(rename = "voucherCode")]
    pub code: String,
    pub value: i64,
    pub currency: Currency,
    #[ravelin(required)]
    pub creation_time: Option<Timestamp>,
    #[ravelin(flatten)]
    pub referral: Referral,
}

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
pub struct Referral {
    #[ravelin(rename = "voucherType")]
    pub purpose: Option<Purpose>,
}

#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
pub enum Purpose {
    Referral,
    #[ravelin(rename = "STAFF")]
    Colleagues,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/gift.json")]
pub struct Gift {
    #[ravelin(rename = "giftId")]
    pub id: u64,
}
