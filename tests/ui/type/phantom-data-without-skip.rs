use std::marker::PhantomData;
use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check<T> {
    customer_id: u64,
    voucher_code: PhantomData<T>,
}

fn main() {}
