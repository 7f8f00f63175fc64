const _: () = {
    use ::voucher_core as __voucher;
    use __voucher::{__ as __inner, kind as __kind};
    use __inner::{Shape as __S, Verdict as __V};
    use __inner::voucher_check as __row;
    static __PATTERN_1: __inner::Compiled = __inner::Compiled::new(
        "^[A-Z]{2}[0-9]+$",
        const {
            &__inner::Table::<
                15,
            >::unpack(
                b"\x03\0\x0C\0\x01\x05\0/\09\x01@\0Z\x02\xFF\0\0\0\0\0\0\0\0\0\0\0\x06\0\0\0\0\0\t\0\0\0\x0C\0\0\0\0\0\x0C\0\0\0",
            )
        },
    );
    static __ROW_1: __inner::Field = __row::CUSTOMER_ID
        .lengths(1u32, 8u32)
        .and_pattern(__inner::Pattern::Compiled(&__PATTERN_1));
    #[automatically_derived]
    impl __voucher::RavelinEvent for Check {
        const __PLAN: &'static __inner::Plan = &__inner::Plan {
            definition: &__row::DEFINITION,
            names: &[(&__ROW_1, "Check.customer_id")],
            rows: "Check,,timestamp",
        };
        const __SHAPES: &'static __inner::Shapes = &__inner::Shapes {
            types: &[__T0],
            rows: &[1],
            others: &[__S::of(__T1, 0).by(&__ROW_1)],
            ..__inner::Shapes::NONE
        };
        fn __write(&self, __pen: &mut __inner::Pen<'_>) -> __inner::usize {
            let __at = __pen.start();
            let __at = <String as __kind::Identifier<
                _,
            >>::put(&self.customer_id, __pen, __at, &__ROW_1);
            let __at = <Timestamp as __kind::Time<
                _,
            >>::put(&self.timestamp, __pen, __at, &__row::TIMESTAMP);
            __at
        }
    }
    const __T0: __V = <Timestamp as __kind::Time<_>>::TYPE;
    const __T1: __V = <String as __kind::Identifier<_>>::TYPE;
    const _: () = __kind::assess(__T0, 1, 1, false);
    const _: () = __kind::assess(__T1, 1, 0, true);
};
