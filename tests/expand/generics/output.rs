const _: () = {
    use ::voucher_core::__::voucher as __core;
    static __NEW_FIELD_6: __core::Field = __core::Field::member(
        "shelves",
        "/voucher/custom",
    );
    #[automatically_derived]
    impl<'p, Id: ?Sized, Money, const N: usize> __core::RavelinEvent
    for Promo<'p, Id, Money, N>
    where
        Id: 'p,
        Id: __core::TextField,
        Money: __core::AmountField,
    {
        const __MAPPING: &'static __core::EventMapping = &__core::EventMapping {
            definition: &__core::DEFINITION,
            type_name: "Promo",
            renamed: &[__core::FieldMapping::new("shelves", "/voucher/custom/shelves")],
        };
        const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
            new_fields: &[&__NEW_FIELD_6],
            others: &[__core::SchemaField::member("/voucher/custom/shelves")],
            ..__core::SchemaInfo::of(
                &[
                    __TYPES[0],
                    <&'p Id as __core::Identifier<_, __core::Unchecked>>::TYPE,
                    <Money as __core::Amount<_, __core::Unchecked>>::TYPE,
                    __TYPES[1],
                    __TYPES[2],
                    <Option<&'p Id> as __core::Identifier<_, __core::Unchecked>>::TYPE,
                ],
                &[
                    "/timestamp",
                    "/voucher/voucherCode",
                    "/voucher/value",
                    "/voucher/currency",
                    "/voucher/creationTime",
                    "/voucher/referrerId",
                ],
            )
        };
        fn __write(&self, __encoder: &mut __core::Encoder<'_>) -> __core::usize {
            let __at = __encoder.start();
            let __at = <Timestamp as __core::Time<
                _,
            >>::put(&self.timestamp, __encoder, __at, &__core::TIMESTAMP);
            let __at = __encoder.open(__at, &__core::VOUCHER);
            let __entity = __at;
            if const {
                <Money as __core::Amount<_, __core::Unchecked>>::TYPE.needs_currency
            } {
                __encoder
                    .read_currency(|__encoder| {
                        let __at = __encoder.start();
                        let __at = <&'_ str as __core::Currency<
                            _,
                        >>::put(&self.currency, __encoder, __at, &__core::CURRENCY);
                    });
            }
            let __at = <&'p Id as __core::Identifier<
                _,
                __core::Unchecked,
            >>::put_required(&self.voucher_code, __encoder, __at, &__core::VOUCHER_CODE);
            let __at = <Money as __core::Amount<
                _,
                __core::Unchecked,
            >>::put_required(&self.value, __encoder, __at, &__core::VALUE);
            let __at = <&'_ str as __core::Currency<
                _,
            >>::put(&self.currency, __encoder, __at, &__core::CURRENCY);
            let __at = <&'_ Timestamp as __core::Time<
                _,
            >>::put(&self.creation_time, __encoder, __at, &__core::CREATION_TIME);
            let __at = <Option<
                &'p Id,
            > as __core::Identifier<
                _,
                __core::Unchecked,
            >>::put(&self.referrer_id, __encoder, __at, &__core::REFERRER_ID);
            let __before = __at;
            let __at = __encoder.open(__at, &__core::CUSTOM);
            let __custom = __at;
            let __at = <[u8; 2] as __core::Member>::put(
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
    const __TYPES: [__core::TypeInfo; 3] = [
        <Timestamp as __core::Time<_>>::TYPE,
        <&'_ str as __core::Currency<_>>::TYPE,
        <&'_ Timestamp as __core::Time<_>>::TYPE,
    ];
    const _: () = __core::assert_field(
        <Timestamp as __core::Time<_>>::TYPE,
        &__core::TIMESTAMP,
        "voucher",
        true,
    );
    const _: () = __core::assert_field(
        <&'_ str as __core::Currency<_>>::TYPE,
        &__core::CURRENCY,
        "voucher",
        true,
    );
    const _: () = __core::assert_field(
        <&'_ Timestamp as __core::Time<_>>::TYPE,
        &__core::CREATION_TIME,
        "voucher",
        true,
    );
};
