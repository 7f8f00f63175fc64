const _: () = {
    use ::voucher_core::__::voucher as __inner;
    static __NEW_FIELD_6: __inner::Field = __inner::Field::member(
        "shelves",
        "/voucher/custom",
    );
    #[automatically_derived]
    impl<'p, Id: ?Sized, Money, const N: usize> __inner::RavelinEvent
    for Promo<'p, Id, Money, N>
    where
        Id: 'p,
        Id: __inner::TextField,
        Money: __inner::AmountField,
    {
        const __MAPPING: &'static __inner::EventMapping = &__inner::EventMapping {
            names: &[(&__NEW_FIELD_6, "Promo.shelves")],
            ..__inner::EventMapping::new(
                &__inner::DEFINITION,
                "Promo,timestamp,voucher_code,value,currency,creation_time,referrer_id",
            )
        };
        const __SCHEMA: &'static __inner::SchemaInfo = &__inner::SchemaInfo {
            others: &[__inner::SchemaField::member(&__NEW_FIELD_6)],
            ..__inner::SchemaInfo::of(
                &[
                    __T[0],
                    <&'p Id as __inner::Identifier<_, __inner::Unchecked>>::TYPE,
                    <Money as __inner::Amount<_, __inner::Unchecked>>::TYPE,
                    __T[1],
                    __T[2],
                    <Option<&'p Id> as __inner::Identifier<_, __inner::Unchecked>>::TYPE,
                ],
                "0 1 2 3 4 5",
            )
        };
        fn __write(&self, __encoder: &mut __inner::Encoder<'_>) -> __inner::usize {
            let __at = __encoder.start();
            let __at = <Timestamp as __inner::Time<
                _,
            >>::put(&self.timestamp, __encoder, __at, &__inner::TIMESTAMP);
            let __at = __encoder.open(__at, &__inner::VOUCHER);
            let __entity = __at;
            if const {
                <Money as __inner::Amount<_, __inner::Unchecked>>::TYPE.needs_currency
            } {
                __encoder
                    .read_currency(|__encoder| {
                        let __at = __encoder.start();
                        let __at = <&'_ str as __inner::Currency<
                            _,
                        >>::put(&self.currency, __encoder, __at, &__inner::CURRENCY);
                    });
            }
            let __at = <&'p Id as __inner::Identifier<
                _,
                __inner::Unchecked,
            >>::put_required(
                &self.voucher_code,
                __encoder,
                __at,
                &__inner::VOUCHER_CODE,
            );
            let __at = <Money as __inner::Amount<
                _,
                __inner::Unchecked,
            >>::put_required(&self.value, __encoder, __at, &__inner::VALUE);
            let __at = <&'_ str as __inner::Currency<
                _,
            >>::put(&self.currency, __encoder, __at, &__inner::CURRENCY);
            let __at = <&'_ Timestamp as __inner::Time<
                _,
            >>::put(&self.creation_time, __encoder, __at, &__inner::CREATION_TIME);
            let __at = <Option<
                &'p Id,
            > as __inner::Identifier<
                _,
                __inner::Unchecked,
            >>::put(&self.referrer_id, __encoder, __at, &__inner::REFERRER_ID);
            let __before = __at;
            let __at = __encoder.open(__at, &__inner::CUSTOM);
            let __custom = __at;
            let __at = <[u8; 2] as __inner::Member>::put(
                &self.shelves,
                __encoder,
                __at,
                &__NEW_FIELD_6,
            );
            let __at = __encoder.close_custom(__before, __custom, __at);
            let __at = __encoder.close(__entity, __at);
            __at
        }
    }
    const __T: [__inner::TypeInfo; 3] = [
        <Timestamp as __inner::Time<_>>::TYPE,
        <&'_ str as __inner::Currency<_>>::TYPE,
        <&'_ Timestamp as __inner::Time<_>>::TYPE,
    ];
    const _: () = __inner::assert_type(
        <Timestamp as __inner::Time<_>>::TYPE,
        0,
        0,
        true,
    );
    const _: () = __inner::assert_type(
        <&'_ str as __inner::Currency<_>>::TYPE,
        0,
        3,
        true,
    );
    const _: () = __inner::assert_type(
        <&'_ Timestamp as __inner::Time<_>>::TYPE,
        0,
        4,
        true,
    );
};
