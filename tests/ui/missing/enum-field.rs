use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher")]
enum Reason {
    General,
}

fn main() {}
