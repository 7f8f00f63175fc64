const _: () = {
    use ::voucher_core::__::voucher_check as __inner;
    #[automatically_derived]
    impl __inner::RavelinEvent for Check {
        const __MAPPING: &'static __inner::EventMapping = &__inner::EventMapping::new(
            &__inner::DEFINITION,
            "Check,customer_id,,code",
        );
        const __SCHEMA: &'static __inner::SchemaInfo = &__inner::SchemaInfo::of(
            &__T,
            "0 2",
        );
        fn __write(&self, __encoder: &mut __inner::Encoder<'_>) -> __inner::usize {
            let __at = __encoder.start();
            let __at = <u64 as __inner::Identifier<
                _,
            >>::put(&self.customer_id, __encoder, __at, &__inner::CUSTOMER_ID);
            let __at = <Option<
                String,
            > as __inner::Identifier<
                _,
            >>::put(&self.code, __encoder, __at, &__inner::VOUCHER_CODE);
            __at
        }
    }
    const __T: [__inner::TypeInfo; 2] = __inner::assert_plain_types(
        "!?",
        [
            <u64 as __inner::Identifier<_>>::TYPE,
            <Option<String> as __inner::Identifier<_>>::TYPE,
        ],
    );
};
