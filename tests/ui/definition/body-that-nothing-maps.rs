use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/batch.json")]
struct Batch {
    dry_run: Option<bool>,
}

fn main() {}
