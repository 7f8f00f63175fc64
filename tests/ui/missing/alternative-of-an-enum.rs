use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/alternatives.json", field = "status")]
enum Status {
    Open,
}

fn main() {}
