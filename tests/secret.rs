//! A voucher code is money: no message and no `Debug` shows it, nor whom the event is about.

use voucher_core::{Currency, RavelinEvent, Timestamp, Voucher};

const CODE: &str = "SECRET-CODE\u{7}";

#[test]
fn no_violation_shows_a_sensitive_value() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check {
        #[ravelin(with = refuse)]
        customer_id: &'static str,
        voucher_code: String,
        #[ravelin(unix = "s")]
        timestamp: i64,
    }
    fn refuse(_: &str) -> Result<String, &'static str> {
        Err("no such customer")
    }
    let check = Check {
        customer_id: "SECRET-1",
        voucher_code: String::new(),
        timestamp: 1,
    };
    let said = format!("{:?} {0}", check.validate().unwrap_err());
    assert!(
        said.contains("no such customer") && said.contains("/voucherCode"),
        "{said}"
    );
    assert!(!said.contains("SECRET"), "{said}");
}

#[test]
fn a_prepared_event_hides_its_body() {
    let voucher = Voucher::new(Timestamp::MIN, CODE, 1, Currency::GBP, Timestamp::MIN);
    let prepared = voucher.prepare().unwrap();
    assert!(prepared.body().contains("SECRET"));
    let shown = format!("{prepared:?} {prepared:#?}");
    assert!(
        !shown.contains("SECRET") && shown.contains("/v2/voucher"),
        "{shown}"
    );
}
