const _: () = {
    use ::voucher_core as __voucher;
    #[allow(unused_imports)]
    use __voucher::__::{Always as _, Sure as _};
    static __MEMBER_6: __voucher::__::Field = __voucher::__::Field::member(
        "shelves",
        "/voucher/custom",
    );
    #[automatically_derived]
    impl<'p, Id: ?Sized, Money, const N: usize> __voucher::RavelinEvent
    for Promo<'p, Id, Money, N>
    where
        Id: 'p,
        Id: __voucher::TextField,
        Money: __voucher::AmountField,
    {
        const ENDPOINT: __voucher::Endpoint = __voucher::Endpoint::of(
            &__voucher::__::voucher::DEFINITION,
        );
        const PLAN: &'static __voucher::__::Plan = &__voucher::__::Plan {
            definition: &__voucher::__::voucher::DEFINITION,
            names: &[
                (&__voucher::__::voucher::TIMESTAMP, "Promo.timestamp"),
                (&__voucher::__::voucher::VOUCHER_CODE, "Promo.voucher_code"),
                (&__voucher::__::voucher::VALUE, "Promo.value"),
                (&__voucher::__::voucher::CURRENCY, "Promo.currency"),
                (&__voucher::__::voucher::CREATION_TIME, "Promo.creation_time"),
                (&__voucher::__::voucher::REFERRER_ID, "Promo.referrer_id"),
                (&__MEMBER_6, "Promo.shelves"),
            ],
        };
        fn write(&self, __pen: &mut __voucher::__::Pen<'_>) -> __voucher::__::usize {
            let __at = __pen.start();
            let __at = <Timestamp as __voucher::__::TimeSlot<
                _,
                __voucher::__::Typed,
            >>::put(&self.timestamp, __pen, __at, &__voucher::__::voucher::TIMESTAMP);
            let __at = __pen.open(__at, &__voucher::__::voucher::VOUCHER);
            let __entity = __at;
            let __at = <&'p Id as __voucher::__::IdentifierSlot<
                _,
                __voucher::__::Typed,
            >>::put_required(
                &self.voucher_code,
                __pen,
                __at,
                &__voucher::__::voucher::VOUCHER_CODE,
            );
            if <Money as __voucher::__::AmountSlot<_, __voucher::__::Typed>>::TYPE
                .needs_currency
            {
                __pen
                    .ahead(|__pen| {
                        let __at = 0;
                        let __at = <&'p str as __voucher::__::CurrencySlot<
                            _,
                            __voucher::__::Typed,
                        >>::put(
                            &self.currency,
                            __pen,
                            __at,
                            &__voucher::__::voucher::CURRENCY,
                        );
                        __at
                    });
            }
            let __at = <Money as __voucher::__::AmountSlot<
                _,
                __voucher::__::Typed,
            >>::put_required(&self.value, __pen, __at, &__voucher::__::voucher::VALUE);
            let __at = <&'p str as __voucher::__::CurrencySlot<
                _,
                __voucher::__::Typed,
            >>::put(&self.currency, __pen, __at, &__voucher::__::voucher::CURRENCY);
            let __at = <&'p Timestamp as __voucher::__::TimeSlot<
                _,
                __voucher::__::Typed,
            >>::put(
                &self.creation_time,
                __pen,
                __at,
                &__voucher::__::voucher::CREATION_TIME,
            );
            let __at = <Option<
                &'p Id,
            > as __voucher::__::IdentifierSlot<
                _,
                __voucher::__::Typed,
            >>::put(
                &self.referrer_id,
                __pen,
                __at,
                &__voucher::__::voucher::REFERRER_ID,
            );
            let __before = __at;
            let __at = __pen.open(__at, &__voucher::__::voucher::CUSTOM);
            let __custom = __at;
            let __at = <[u8; 2] as __voucher::__::MemberSlot>::put(
                &self.shelves,
                __pen,
                __at,
                &__MEMBER_6,
            );
            let __at = __pen.close_custom(__before, __custom, __at);
            let __at = __pen.close(__entity, __at);
            __at
        }
    }
    const _: () = __voucher::__::assess(
        <Timestamp as __voucher::__::TimeSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::TIMESTAMP,
        "voucher",
    );
    const _: () = __voucher::__::assess_present(
        <Timestamp as __voucher::__::TimeSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::TIMESTAMP,
    );
    const _: () = __voucher::__::assess(
        <&'static str as __voucher::__::CurrencySlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::CURRENCY,
        "voucher",
    );
    const _: () = __voucher::__::assess_present(
        <&'static str as __voucher::__::CurrencySlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::CURRENCY,
    );
    const _: () = __voucher::__::assess(
        <&'static Timestamp as __voucher::__::TimeSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::CREATION_TIME,
        "voucher",
    );
    const _: () = __voucher::__::assess_present(
        <&'static Timestamp as __voucher::__::TimeSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::CREATION_TIME,
    );
};
