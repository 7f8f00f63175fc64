use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Price {
    #[ravelin(rename = "eventType")]
    kind: String,
}

fn main() {}
