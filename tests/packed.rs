//! A packed struct is sent like any other if its fields are `Copy`, with every kind of field.
#![allow(clippy::repr_packed_without_abi)] // the form without `C` is one of the cases

use voucher_core::{Currency, RavelinEvent, RavelinFields, Timestamp, VoucherType};

const TIME: Timestamp = match Timestamp::from_secs(1_512_828_988) {
    Ok(time) => time,
    Err(_) => Timestamp::MIN,
};

const EXPECTED: &str = r#"{"timestamp":1512828988000,"voucher":{"voucherCode":"7","value":1500,"currency":"GBP","creationTime":1512828988000,"referrerId":"U","referralValue":200,"voucherType":"STAFF","custom":{"first":1,"count":3,"a":"7"},"more":[4,5]}}"#;

fn pence(pounds: &i128) -> i64 {
    i64::try_from(*pounds).unwrap_or(i64::MAX) * 100
}

fn small(value: &u128) -> Result<(), &'static str> {
    if *value > 9 { Err("too many") } else { Ok(()) }
}

fn whole<T>(value: &T) -> Result<(), &'static str> {
    if size_of_val(value) == 0 {
        Err("nothing")
    } else {
        Ok(())
    }
}

/// Tests the same fields with each `repr`.
macro_rules! same {
    ($($name:ident: $(#[$repr:meta])?;)*) => {
        $(
            #[test]
            fn $name() {
                #[derive(Clone, Copy, RavelinFields)]
                #[ravelin(event = "voucher", check = whole)]
                $(#[$repr])?
                struct Money<C: Copy> {
                    #[ravelin(with = pence)]
                    value: i128,
                    currency: C,
                }
                #[derive(Clone, Copy, RavelinEvent)]
                #[ravelin(event = "voucher", check = whole)]
                $(#[$repr])?
                struct Promo<'p, Id: Copy, C: Copy> {
                    #[ravelin(custom)]
                    first: u8,
                    timestamp: Timestamp,
                    voucher_code: &'p Id,
                    #[ravelin(flatten)]
                    money: Money<C>,
                    #[ravelin(unix = "s")]
                    creation_time: i64,
                    #[ravelin(length(max = 4))]
                    referrer_id: Option<&'p str>,
                    voucher_type: VoucherType,
                    #[ravelin(with = pence)]
                    referral_value: Option<i128>,
                    #[ravelin(custom, check = small)]
                    count: u128,
                    custom: Option<&'p std::collections::BTreeMap<&'p str, Id>>,
                    #[ravelin(extra = "more")]
                    more: [u16; 2],
                }
                let custom = [("a", "7")].into();
                let promo = Promo {
                    first: 1,
                    timestamp: TIME,
                    voucher_code: &"7",
                    money: Money { value: 15, currency: Currency::GBP },
                    creation_time: 1_512_828_988,
                    referrer_id: Some("U"),
                    voucher_type: VoucherType::Staff,
                    referral_value: Some(2),
                    count: 3,
                    custom: Some(&custom),
                    more: [4, 5],
                };
                assert_eq!(promo.to_json().unwrap(), EXPECTED);
                let wrong = Promo { count: 10, referrer_id: Some("USERS"), ..promo };
                assert_eq!(wrong.validate().unwrap_err().len(), 2);
            }
        )*
    };
}

same! {
    not_packed: ;
    packed: #[repr(packed)];
    packed_to_two: #[repr(packed(2))];
    packed_like_c: #[repr(C, packed)];
    packed_like_c_to_four: #[repr(packed(4), C)];
}
