const _: () = {
    use voucher_core as __voucher;
    use __voucher::__::voucher as __row;
    use __voucher::__::{Always as __Always, Sure as __Sure};
    fn __both<__A: __Always<'static>, __S: __Sure>() {}
    static __ROW_6: __voucher::__::Field = __voucher::__::Field::member(
        "campaign",
        "/voucher/custom",
    );
    static __ROW_7: __voucher::__::Field = __voucher::__::Field::member(
        "shelf no.",
        "/voucher/custom",
    );
    static __ROW_9: __voucher::__::Field = __voucher::__::Field::member(
        "campaignId",
        "/voucher",
    );
    #[automatically_derived]
    impl __voucher::RavelinEvent for Promo {
        const __PLAN: &'static __voucher::__::Plan = &__voucher::__::Plan {
            definition: &__row::DEFINITION,
            names: &[
                (&__row::EVENT_TYPE, "Promo.event_type"),
                (&__row::REFERRAL_VALUE, "Promo.referral_value"),
                (&__row::VOUCHER_CODE, "Promo.code"),
                (&__row::VALUE, "Promo.value"),
                (&__row::CURRENCY, "Promo.currency"),
                (&__row::CREATION_TIME, "Promo.creation_time"),
                (&__row::EXPIRY, "Promo.expiry"),
                (&__row::VOUCHER_TYPE, "Promo.voucher_type"),
                (&__ROW_6, "Promo.campaign"),
                (&__ROW_7, "Promo.shelf"),
                (&__row::CUSTOM, "Promo.custom"),
                (&__ROW_9, "Promo.id"),
            ],
        };
        fn __write(&self, __pen: &mut __voucher::__::Pen<'_>) -> __voucher::__::usize {
            let __at = __pen.start();
            let __at = __pen.now(__at, &__row::TIMESTAMP);
            let __at = __pen.open(__at, &__row::VOUCHER);
            let __entity = __at;
            if true {
                __pen
                    .ahead(|__pen| {
                        let __at = 0;
                        let __at = <String as __voucher::kind::Unlisted<
                            _,
                        >>::put(&self.currency, __pen, __at, &__row::CURRENCY);
                    });
            }
            let __at = <Option<
                String,
            > as __voucher::kind::Identifier<
                _,
            >>::put_required(&self.code, __pen, __at, &__row::VOUCHER_CODE);
            let __at = match __voucher::__::Inside(&self.value).__inside() {
                __voucher::__::Some(__value) => {
                    match __voucher::__::Outcome(pence(__value)).__outcome() {
                        __voucher::__::Ok(__value) => {
                            <_ as __voucher::kind::Amount<
                                _,
                                __voucher::kind::Converted,
                            >>::put_present(&__value, __pen, __at, &__row::VALUE)
                        }
                        __voucher::__::Err(__error) => {
                            __pen.refused(__at, &__row::VALUE, &__error)
                        }
                    }
                }
                __voucher::__::None => __pen.absent(__at, &__row::VALUE),
            };
            let __at = <String as __voucher::kind::Unlisted<
                _,
            >>::put(&self.currency, __pen, __at, &__row::CURRENCY);
            let __at = <Option<
                Timestamp,
            > as __voucher::kind::Time<
                _,
            >>::put(&self.creation_time, __pen, __at, &__row::CREATION_TIME);
            let __at = <i64 as __voucher::kind::Unix<
                _,
            >>::put(
                &self.expiry,
                __pen,
                __at,
                &__row::EXPIRY,
                __voucher::__::Unit::Seconds,
            );
            let __at = __voucher::__::given(REWARD)
                .put(__pen, __at, &__row::REFERRAL_VALUE);
            let __at = <Reason as __voucher::kind::Enum<
                _,
            >>::put(&self.voucher_type, __pen, __at, &__row::VOUCHER_TYPE);
            let __before = __at;
            let __at = __pen.open(__at, &__row::CUSTOM);
            let __custom = __at;
            let __at = <&'static str as __voucher::kind::Member>::put(
                &self.campaign,
                __pen,
                __at,
                &__ROW_6,
            );
            let __at = <u8 as __voucher::kind::Member>::put(
                &self.shelf,
                __pen,
                __at,
                &__ROW_7,
            );
            let __at = <std::collections::BTreeMap<
                String,
                bool,
            > as __voucher::kind::Custom<
                _,
            >>::put(
                &self.custom,
                __pen,
                __at,
                &__row::CUSTOM,
                &["campaign", "shelf no."],
            );
            let __at = __pen.close_custom(__before, __custom, __at);
            let __at = <Option<
                u8,
            > as __voucher::kind::Member>::put(&self.id, __pen, __at, &__ROW_9);
            let __at = __pen.close(__entity, __at);
            let __at = __voucher::__::given("promo-created")
                .put(__pen, __at, &__row::EVENT_TYPE);
            __at
        }
    }
    const _: () = __voucher::__::given(REWARD).check(&__row::REFERRAL_VALUE);
    const _: () = __voucher::kind::assess(
        <Option<String> as __voucher::kind::Identifier<_>>::TYPE,
        &__row::VOUCHER_CODE,
        "voucher",
        false,
    );
    const _: () = __voucher::kind::assess_optional(
        <Option<String> as __voucher::kind::Identifier<_>>::TYPE,
        "required",
    );
    const _: () = __voucher::kind::assess(
        __voucher::__::Inside::<f64>::__TYPE,
        &__row::VALUE,
        "voucher",
        true,
    );
    const _: () = __voucher::kind::assess(
        <String as __voucher::kind::Unlisted<_>>::TYPE,
        &__row::CURRENCY,
        "voucher",
        true,
    );
    const _: () = __voucher::kind::assess(
        <Option<Timestamp> as __voucher::kind::Time<_>>::TYPE,
        &__row::CREATION_TIME,
        "voucher",
        false,
    );
    const _: () = __voucher::kind::assess_optional(
        <Option<Timestamp> as __voucher::kind::Time<_>>::TYPE,
        "optional",
    );
    const _: () = __voucher::kind::assess(
        <i64 as __voucher::kind::Unix<_>>::TYPE,
        &__row::EXPIRY,
        "voucher",
        false,
    );
    const _: () = __voucher::kind::assess(
        <Reason as __voucher::kind::Enum<_>>::TYPE,
        &__row::VOUCHER_TYPE,
        "voucher",
        false,
    );
    const _: () = __voucher::kind::assess(
        <std::collections::BTreeMap<String, bool> as __voucher::kind::Custom<_>>::TYPE,
        &__row::CUSTOM,
        "voucher",
        false,
    );
};
const _: () = {
    use ::voucher_core as __voucher;
    #[automatically_derived]
    impl __voucher::EnumField for Reason {
        const VALUES: &'static [&'static __voucher::__::str] = &["REFERRAL", "GENERAL"];
        fn value(&self) -> &'static __voucher::__::str {
            match self {
                Self::Referral => "REFERRAL",
                Self::_Newsletter => "GENERAL",
            }
        }
    }
};
