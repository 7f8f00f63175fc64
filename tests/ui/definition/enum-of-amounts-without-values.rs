use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "fee")]
enum Fee {
    #[ravelin(rename = "500")]
    Low,
}

fn main() {}
