use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "byCode[keys]")]
enum Code {
    First,
}

fn main() {}
