use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "byTier[keys]")]
enum Tier {
    Gold,
    Platinum,
}

fn main() {}
