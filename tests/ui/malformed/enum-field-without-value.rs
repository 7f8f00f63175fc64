use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field)]
enum Reason {
    General,
}

fn main() {}
