const _: () = {
    use ::voucher_core::__::voucher_check as __inner;
    static __PATTERN_1: __inner::Compiled<'static> = __inner::Compiled {
        source: "^[A-Z]{2}[0-9]+$",
        classes: b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
        transitions: b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x06\x00\x00\x00\x00\x00\t\x00\x00\x00\x0c\x00\x00\x00\x00\x00\x0c\x00\x00\x00",
        start: 3,
        accepting: 12,
        is_plain: true,
    };
    static __NEW_FIELD_1: __inner::Field = __inner::CUSTOMER_ID
        .lengths(1, 8)
        .and_pattern(__inner::Pattern::Compiled(&__PATTERN_1));
    #[automatically_derived]
    impl __inner::RavelinEvent for Check {
        const __MAPPING: &'static __inner::EventMapping = &__inner::EventMapping {
            names: &[(&__NEW_FIELD_1, "Check.customer_id")],
            ..__inner::EventMapping::new(&__inner::DEFINITION, "Check,,timestamp")
        };
        const __SCHEMA: &'static __inner::SchemaInfo = &__inner::SchemaInfo {
            others: &[__inner::SchemaField::of(__T[1], 0).by(&__NEW_FIELD_1)],
            ..__inner::SchemaInfo::of(&[__T[0]], "1")
        };
        fn __write(&self, __encoder: &mut __inner::Encoder<'_>) -> __inner::usize {
            let __at = __encoder.start();
            let __at = <String as __inner::Identifier<
                _,
            >>::put(&self.customer_id, __encoder, __at, &__NEW_FIELD_1);
            let __at = <Timestamp as __inner::Time<
                _,
            >>::put(&self.timestamp, __encoder, __at, &__inner::TIMESTAMP);
            __at
        }
    }
    const __T: [__inner::TypeInfo; 2] = __inner::assert_plain_types(
        ".!",
        [<Timestamp as __inner::Time<_>>::TYPE, <String as __inner::Identifier<_>>::TYPE],
    );
    const _: () = __inner::assert_type(
        <Timestamp as __inner::Time<_>>::TYPE,
        1,
        1,
        false,
    );
};
