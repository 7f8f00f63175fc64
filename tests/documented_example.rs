//! Derived structs are sent as the examples on the API's pages.

use serde_json::Value;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use voucher_core::{
    Currency, RavelinEvent, Timestamp, Voucher, VoucherCheck, VoucherCheckType, VoucherRedemption,
    VoucherType,
};

const TIME: i64 = 1_512_828_988_826;

fn json(event: &impl RavelinEvent) -> Value {
    serde_json::from_str(&event.to_json().unwrap()).unwrap()
}

#[test]
fn a_users_struct_is_sent_as_the_documented_voucher() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher")]
    struct Promo<'p> {
        #[ravelin(rename = "timestamp")]
        sent: SystemTime,
        #[ravelin(rename = "voucherCode")]
        code: &'p str,
        value: u32,
        currency: &'p str,
        #[ravelin(rename = "creationTime", unix = "ms")]
        created: u64,
        #[ravelin(rename = "referrerId")]
        owner: String,
        expiry: Option<Timestamp>,
        referral_value: Option<i64>,
        voucher_type: VoucherType,
    }
    let promo = Promo {
        sent: UNIX_EPOCH + Duration::from_millis(1_512_828_988_826),
        code: "DISCOUNT-1234",
        value: 20,
        currency: "gbp",
        created: 1_512_828_988_826,
        owner: "USER-1234".into(),
        expiry: Timestamp::from_millis(TIME).ok(),
        referral_value: Some(10),
        voucher_type: VoucherType::General,
    };
    let example: Value = serde_json::from_str(include_str!("api/example/voucher.json")).unwrap();
    assert_eq!(json(&promo), example);
    assert_eq!(Promo::ENDPOINT.to_string(), "POST /v2/voucher");
}

#[test]
fn a_flat_struct_is_sent_as_the_documented_check() {
    #[derive(RavelinEvent)]
    #[ravelin(
        event = "voucher/check",
        constant(depth = 10, threshold = 2, voucher_type = "GENERAL")
    )]
    struct Check {
        #[ravelin(rename = "customerId")]
        customer: String,
        timestamp: Timestamp,
        voucher_code: String,
    }
    let check = Check {
        customer: "abc-123-ZYZ".into(),
        timestamp: Timestamp::from_millis(TIME).unwrap(),
        voucher_code: "DISCOUNT-1234".into(),
    };
    let example: Value =
        serde_json::from_str(include_str!("api/example/voucher_check.json")).unwrap();
    assert_eq!(json(&check), example);
    assert_eq!(Check::ENDPOINT.to_string(), "POST /v2/voucher/check");
}

#[test]
fn a_struct_with_a_customer_is_sent_as_the_documented_redemption() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "paymentmethod/voucher", constant(currency = Currency::GBP))]
    struct Redeemed {
        timestamp: Timestamp,
        customer_id: &'static str,
        payment_method_id: &'static str,
        voucher_code: &'static str,
        redemption_time: Timestamp,
        success: bool,
        value: i64,
        voucher_type: VoucherType,
    }
    let time = Timestamp::from_millis(TIME).unwrap();
    let redeemed = Redeemed {
        timestamp: time,
        customer_id: "abc-123-ZYZ",
        payment_method_id: "VOUCH-89-abc-123-ZYZ",
        voucher_code: "VOUCH-89",
        redemption_time: time,
        success: true,
        value: 10_000,
        voucher_type: VoucherType::General,
    };
    let example: Value =
        serde_json::from_str(include_str!("api/example/payment_method_voucher.json")).unwrap();
    assert_eq!(json(&redeemed), example);
    assert_eq!(
        Redeemed::ENDPOINT.to_string(),
        "POST /v2/paymentmethod/voucher"
    );
}

#[test]
fn the_ready_made_events_are_sent_as_documented() {
    let time = Timestamp::from_millis(TIME).unwrap();
    let mut voucher = Voucher::new(time, "DISCOUNT-1234", 20, Currency::GBP, time);
    voucher.referrer_id = Some("USER-1234".into());
    voucher.expiry = Some(time);
    voucher.referral_value = Some(10);
    voucher.voucher_type = Some(VoucherType::General);
    let example: Value = serde_json::from_str(include_str!("api/example/voucher.json")).unwrap();
    assert_eq!(json(&voucher), example);

    let mut check = VoucherCheck::new("abc-123-ZYZ");
    check.timestamp = Some(time);
    check.voucher_code = Some("DISCOUNT-1234".into());
    check.voucher_type = Some(VoucherCheckType::General);
    check.depth = Some(10);
    check.threshold = Some(2);
    let example: Value =
        serde_json::from_str(include_str!("api/example/voucher_check.json")).unwrap();
    assert_eq!(json(&check), example);

    let mut redemption = VoucherRedemption::new(
        time,
        "VOUCH-89-abc-123-ZYZ",
        "VOUCH-89",
        time,
        true,
        10_000,
        Currency::GBP,
        VoucherType::General,
    );
    redemption.customer_id = Some("abc-123-ZYZ".into());
    let example: Value =
        serde_json::from_str(include_str!("api/example/payment_method_voucher.json")).unwrap();
    assert_eq!(json(&redemption), example);
}
