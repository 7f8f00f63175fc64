use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/notice.json", field = "notice")]
enum Content {
    String(String),
}

fn main() {}
