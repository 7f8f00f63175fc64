use std::marker::PhantomData;
use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher")]
struct Promo<'p, Id: ?Sized, Money = i64, const N: usize = 2>
where
    Id: 'p,
{
    timestamp: Timestamp,
    voucher_code: &'p Id,
    value: Money,
    currency: &'p str,
    creation_time: &'p Timestamp,
    referrer_id: Option<&'p Id>,
    #[ravelin(custom)]
    shelves: [u8; 2],
    #[ravelin(skip)]
    _rest: PhantomData<[u8; N]>,
}

fn main() {
    let moment = Timestamp::from_millis(1_512_828_988_826).unwrap();
    let promo: Promo<'_, str> = Promo {
        timestamp: moment,
        voucher_code: "SPRING-15",
        value: 1_500,
        currency: "GBP",
        creation_time: &moment,
        referrer_id: Some("USER-1234"),
        shelves: [1, 2],
        _rest: PhantomData,
    };
    assert_eq!(
        promo.to_json().unwrap(),
        r#"{"timestamp":1512828988826,"voucher":{"voucherCode":"SPRING-15","value":1500,"currency":"GBP","creationTime":1512828988826,"referrerId":"USER-1234","custom":{"shelves":[1,2]}}}"#
    );
}
