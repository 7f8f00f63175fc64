const _: () = {
    use ::voucher_core::__::voucher_check as __core;
    static __PATTERN_1: __core::Compiled<'static> = __core::Compiled {
        source: "^[A-Z]{2}[0-9]+$",
        classes: b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
        transitions: &__core::transitions::<
            15,
        >(
            b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x06\x00\x00\x00\x00\x00\t\x00\x00\x00\x0c\x00\x00\x00\x00\x00\x0c\x00\x00\x00",
        ),
        start: 3,
        accepting: 12,
        is_plain: true,
    };
    static __NEW_FIELD_1: __core::Field = __core::CUSTOMER_ID
        .lengths(1, 8)
        .and_pattern(__core::Pattern::Compiled(&__PATTERN_1));
    #[automatically_derived]
    impl __core::RavelinEvent for Check {
        const __MAPPING: &'static __core::EventMapping = &__core::EventMapping {
            definition: &__core::DEFINITION,
            type_name: "Check",
            renamed: &[],
        };
        const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
            new_fields: &[&__NEW_FIELD_1],
            ..__core::SchemaInfo::of(&__TYPES, &["/timestamp", "/customerId"])
        };
        fn __write(&self, __encoder: &mut __core::Encoder<'_>) -> __core::usize {
            let __at = __encoder.start();
            let __at = <String as __core::Identifier<
                _,
            >>::put(&self.customer_id, __encoder, __at, &__NEW_FIELD_1);
            let __at = <Timestamp as __core::Time<
                _,
            >>::put(&self.timestamp, __encoder, __at, &__core::TIMESTAMP);
            __at
        }
    }
    const __TYPES: [__core::TypeInfo; 2] = [
        <Timestamp as __core::Time<_>>::TYPE,
        __core::plain(<String as __core::Identifier<_>>::TYPE),
    ];
    const _: () = __core::assert_field(
        <Timestamp as __core::Time<_>>::TYPE,
        &__core::TIMESTAMP,
        "voucher/check",
        false,
    );
};
