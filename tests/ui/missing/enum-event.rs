use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
enum Reason {
    General,
}

fn main() {}
