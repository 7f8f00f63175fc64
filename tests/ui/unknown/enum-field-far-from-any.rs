use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "reason")]
enum Reason {
    General,
}

fn main() {}
