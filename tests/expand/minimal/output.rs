const _: () = {
    use ::voucher_core as __voucher;
    use __voucher::{__ as __inner, kind as __kind};
    use __inner::{Shape as __S, Verdict as __V};
    use __inner::voucher_check as __row;
    #[automatically_derived]
    impl __voucher::RavelinEvent for Check {
        const __PLAN: &'static __inner::Plan = &__inner::Plan {
            definition: &__row::DEFINITION,
            names: &[],
            rows: "Check,customer_id,,code",
        };
        const __SHAPES: &'static __inner::Shapes = &__inner::Shapes {
            types: &[__T0, __T1],
            rows: &[0, 2],
            ..__inner::Shapes::NONE
        };
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
    const __T0: __V = <u64 as __kind::Identifier<_>>::TYPE;
    const __T1: __V = <Option<String> as __kind::Identifier<_>>::TYPE;
    const _: () = __kind::assess(__T0, 1, 0, true);
    const _: () = __kind::assess(__T1, 1, 2, false);
};
