const _: () = {
    use ::voucher_core as __voucher;
    use __voucher::{__ as __inner, kind as __kind};
    use __inner::{voucher_check as __row, Shape as __S};
    #[automatically_derived]
    impl __voucher::RavelinEvent for Check {
        const __PLAN: &'static __inner::Plan = &__inner::Plan {
            definition: &__row::DEFINITION,
            names: &[],
            rows: &["Check.customer_id", "", "Check.code"],
        };
        const __SHAPES: &'static [__S] = &[
            __S::of(<u64 as __kind::Identifier<_>>::TYPE, 1, 0),
            __S::of(<Option<String> as __kind::Identifier<_>>::TYPE, 1, 2),
        ];
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
    const _: () = __kind::assess(<u64 as __kind::Identifier<_>>::TYPE, 1, 0, true);
    const _: () = __kind::assess(
        <Option<String> as __kind::Identifier<_>>::TYPE,
        1,
        2,
        false,
    );
};
