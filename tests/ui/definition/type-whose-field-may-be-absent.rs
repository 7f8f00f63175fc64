use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/trip.json", object = "trip.via")]
struct Place {
    city: Option<String>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/trip.json", object = "trip")]
struct Trip {
    via: Option<Place>,
    home: Place,
}

fn main() {}
