use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(rename = "voucherCode")]
    code: Option<String>,
}

fn main() {
    let check = Check {
        customer_id: 1,
        code: Some("SPRING-15".into()),
    };
    assert_eq!(
        check.to_json().unwrap(),
        r#"{"customerId":"1","voucherCode":"SPRING-15"}"#
    );
}
