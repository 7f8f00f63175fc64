use voucher_core::{RavelinEnum, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(
    event = "voucher",
    timestamp = now,
    constant(event_type = "promo-created", referral_value = REWARD),
    optional(creation_time),
    export = "schemas/promo.json",
    crate = voucher_core
)]
struct Promo {
    #[ravelin(rename = "voucherCode", required)]
    code: Option<String>,
    #[ravelin(with = pence)]
    value: f64,
    #[ravelin(unlisted)]
    currency: String,
    creation_time: Option<Timestamp>,
    #[ravelin(unix = "s")]
    expiry: i64,
    voucher_type: Reason,
    #[ravelin(custom)]
    campaign: &'static str,
    #[ravelin(custom = "shelf no.")]
    shelf: u8,
    custom: std::collections::BTreeMap<String, bool>,
    #[ravelin(extra = "campaignId")]
    id: Option<u8>,
    #[ravelin(skip)]
    _note: String,
}

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
enum Reason {
    Referral,
    #[ravelin(rename = "GENERAL")]
    _Newsletter,
}

const REWARD: i64 = 10;

fn pence(pounds: &f64) -> Result<i64, &'static str> {
    let pence = (pounds * 100.0).round();
    format!("{pence}").parse().map_err(|_| "not a sum of money")
}

fn main() {
    let promo = Promo {
        code: Some("SPRING-15".into()),
        value: 15.0,
        currency: "xbt".into(),
        creation_time: None,
        expiry: 1_512_828_988,
        voucher_type: Reason::Referral,
        campaign: "spring",
        shelf: 3,
        custom: std::collections::BTreeMap::new(),
        id: Some(7),
        _note: String::new(),
    };
    let now = Timestamp::from_millis(1_512_828_988_826).unwrap();
    assert_eq!(
        promo.prepare_at(now).unwrap().body(),
        r#"{"timestamp":1512828988826,"voucher":{"voucherCode":"SPRING-15","value":1500,"currency":"XBT","expiry":1512828988000,"referralValue":10,"voucherType":"REFERRAL","custom":{"campaign":"spring","shelf no.":3},"campaignId":7},"eventType":"promo-created"}"#
    );
}
