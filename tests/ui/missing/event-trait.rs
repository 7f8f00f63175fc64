use voucher_core::RavelinEvent;

struct Plain;

fn send(_: &impl RavelinEvent) {}

fn main() {
    send(&Plain);
}
