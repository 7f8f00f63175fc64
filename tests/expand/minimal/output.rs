const _: () = {
    use ::voucher_core as __voucher;
    use __voucher::{__ as __inner, __::voucher_check as __row, kind as __kind};
    #[automatically_derived]
    impl __voucher::RavelinEvent for Check {
        const __PLAN: &'static __inner::Plan = &__inner::Plan::new(
            &__row::DEFINITION,
            "Check,customer_id,,code",
        );
        const __SHAPES: &'static __inner::Shapes = &__inner::Shapes::of(&__T, "0 2");
        fn __write(&self, __pen: &mut __inner::Pen<'_>) -> __inner::usize {
            let __at = __pen.start();
            let __at = <u64 as __kind::Identifier<
                _,
            >>::put(&self.customer_id, __pen, __at, &__row::CUSTOMER_ID);
            let __at = <Option<
                String,
            > as __kind::Identifier<
                _,
            >>::put(&self.code, __pen, __at, &__row::VOUCHER_CODE);
            __at
        }
    }
    const __T: [__inner::Verdict; 2] = __kind::expect(
        "!?",
        [
            <u64 as __kind::Identifier<_>>::TYPE,
            <Option<String> as __kind::Identifier<_>>::TYPE,
        ],
    );
};
