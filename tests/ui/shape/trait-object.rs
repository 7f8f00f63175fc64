use voucher_core::RavelinEvent;

fn send(event: &dyn RavelinEvent) {
    let _ = event;
}

fn main() {}
