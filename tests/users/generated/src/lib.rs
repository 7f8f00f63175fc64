//! The event that `build.rs` writes.

include!(concat!(env!("OUT_DIR"), "/gift.rs"));

#[cfg(test)]
mod tests {
    use super::{Giver, Type, V1Gift};
    use voucher_core::RavelinEvent;

    #[test]
    fn the_generated_event_is_encoded() {
        let giver = Giver {
            name: String::from("Ada"),
            r#type: Some(Type::Company),
        };
        let mut gift = V1Gift {
            code: String::from("SPRING-24"),
            giver: Some(giver),
        };
        let json = gift.to_json().unwrap();
        assert_eq!(
            json,
            r#"{"code":"SPRING-24","giver":{"name":"Ada","type":"company"}}"#
        );
        gift.code.push_str("-AGAIN");
        let violations = gift.validate().unwrap_err().to_string();
        assert!(violations.contains("code"), "{violations}");
    }
}
