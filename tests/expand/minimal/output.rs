const _: () = {
    use ::voucher_core as __voucher;
    #[allow(unused_imports)]
    use __voucher::__::{Always as _, Sure as _};
    #[automatically_derived]
    impl __voucher::RavelinEvent for Check {
        const ENDPOINT: __voucher::Endpoint = __voucher::Endpoint::of(
            &__voucher::__::voucher_check::DEFINITION,
        );
        const PLAN: &'static __voucher::__::Plan = &__voucher::__::Plan {
            definition: &__voucher::__::voucher_check::DEFINITION,
            names: &[
                (&__voucher::__::voucher_check::CUSTOMER_ID, "Check.customer_id"),
                (&__voucher::__::voucher_check::VOUCHER_CODE, "Check.code"),
            ],
        };
        fn write(&self, __pen: &mut __voucher::__::Pen<'_>) -> __voucher::__::usize {
            let __at = __pen.start();
            let __at = <u64 as __voucher::__::IdentifierSlot<
                _,
                __voucher::__::Typed,
            >>::put(
                &self.customer_id,
                __pen,
                __at,
                &__voucher::__::voucher_check::CUSTOMER_ID,
            );
            let __at = <Option<
                String,
            > as __voucher::__::IdentifierSlot<
                _,
                __voucher::__::Typed,
            >>::put(
                &self.code,
                __pen,
                __at,
                &__voucher::__::voucher_check::VOUCHER_CODE,
            );
            __at
        }
    }
    const _: () = __voucher::__::assess(
        <u64 as __voucher::__::IdentifierSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher_check::CUSTOMER_ID,
        "voucher/check",
    );
    const _: () = __voucher::__::assess_present(
        <u64 as __voucher::__::IdentifierSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher_check::CUSTOMER_ID,
    );
    const _: () = __voucher::__::assess(
        <Option<String> as __voucher::__::IdentifierSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher_check::VOUCHER_CODE,
        "voucher/check",
    );
};
