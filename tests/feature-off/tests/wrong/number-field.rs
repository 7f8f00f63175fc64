use voucher_core::{Number, NumberField};

struct Celsius(f32);

impl NumberField for Celsius {
    fn number(&self) -> Number {
        self.0.into()
    }
}

fn main() {
    Celsius(1.5).number();
}
