const _: () = {
    use ::voucher_core::__::voucher_check as __core;
    #[automatically_derived]
    impl __core::RavelinEvent for Check {
        const __MAPPING: &'static __core::EventMapping = &__core::EventMapping {
            definition: &__core::DEFINITION,
            type_name: "Check",
            renamed: &[__core::FieldMapping::new("code", "/voucherCode")],
        };
        const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo::of(
            &__TYPES,
            &["/customerId", "/voucherCode"],
        );
        fn __write(&self, __encoder: &mut __core::Encoder<'_>) -> __core::usize {
            let __at = __encoder.start();
            let __at = <u64 as __core::Identifier<
                _,
            >>::put(&self.customer_id, __encoder, __at, &__core::CUSTOMER_ID);
            let __at = <Option<
                String,
            > as __core::Identifier<
                _,
            >>::put(&self.code, __encoder, __at, &__core::VOUCHER_CODE);
            __at
        }
    }
    const __TYPES: [__core::TypeInfo; 2] = [
        __core::plain(<u64 as __core::Identifier<_>>::TYPE),
        __core::plain_option(<Option<String> as __core::Identifier<_>>::TYPE),
    ];
};
