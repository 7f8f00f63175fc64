use voucher_core::{RavelinEvent, Rule, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    timestamp: Timestamp,
    #[ravelin(pattern = "^[A-Z]{2}[0-9]+$", length(max = 8))]
    customer_id: String,
}

fn main() {
    let check = |customer_id: &str| Check {
        timestamp: Timestamp::MIN,
        customer_id: customer_id.into(),
    };
    assert!(check("GB0012").validate().is_ok());
    for (customer, rule) in [("GB-12", Rule::Pattern), ("GB1234567", Rule::Length)] {
        let violations = check(customer).validate().unwrap_err();
        assert_eq!(violations.first().rule(), rule);
    }
}
