const _: () = {
    use voucher_core as __voucher;
    use __voucher::{__ as __inner, __::voucher as __row, kind as __kind};
    use __inner::{Always as __Always, Sure as __Sure};
    fn __both<__A: __Always<'static>, __S: __Sure>() {}
    static __ROW_6: __inner::Field = __inner::Field::member(
        "campaign",
        "/voucher/custom",
    );
    static __ROW_7: __inner::Field = __inner::Field::member(
        "shelf no.",
        "/voucher/custom",
    );
    static __ROW_9: __inner::Field = __inner::Field::member("campaignId", "/voucher");
    #[automatically_derived]
    impl __voucher::RavelinEvent for Promo {
        const __PLAN: &'static __inner::Plan = &__inner::Plan {
            names: &[
                (&__ROW_6, "Promo.campaign"),
                (&__ROW_7, "Promo.shelf"),
                (&__ROW_9, "Promo.id"),
            ],
            ..__inner::Plan::new(
                &__row::DEFINITION,
                "Promo,,code,value,currency,creation_time,,expiry,referral_value,voucher_type,custom,event_type",
            )
        };
        const __SHAPES: &'static __inner::Shapes = &__inner::Shapes {
            always: &[0],
            texts: &[(10, "promo-created")],
            others: &[
                __inner::Shape::given(
                    7,
                    |__pen, __at| {
                        __kind::given(REWARD).put(__pen, __at, &__row::REFERRAL_VALUE)
                    },
                ),
                __inner::Shape::of(__T[0], 1).always(),
                __inner::Shape::row(2).always(),
                __inner::Shape::of(__T[1], 3).unlisted(),
                __inner::Shape::member(&__ROW_6),
                __inner::Shape::member(&__ROW_7),
                __inner::Shape::member(&__ROW_9),
            ],
            ..__inner::Shapes::of(&[__T[2], __T[3], __T[4], __T[5]], "4 6 8 9")
        };
        fn __write(&self, __pen: &mut __inner::Pen<'_>) -> __inner::usize {
            let __at = __pen.start();
            let __at = __pen.now(__at, &__row::TIMESTAMP);
            let __at = __pen.open(__at, &__row::VOUCHER);
            let __entity = __at;
            let __at = <Option<
                String,
            > as __kind::Identifier<
                _,
            >>::put_required(&self.code, __pen, __at, &__row::VOUCHER_CODE);
            let __at = match __inner::Inside(&self.value).__inside() {
                __inner::Some(__value) => {
                    match __inner::Outcome(pence(__value)).__outcome() {
                        __inner::Ok(__value) => {
                            if <_ as __kind::Amount<
                                _,
                                __kind::Unseen,
                            >>::verdict(&__value)
                                .needs_currency
                            {
                                __pen
                                    .ahead(|__pen| {
                                        let __at = __pen.start();
                                        let __at = <String as __kind::Unlisted<
                                            _,
                                        >>::put(&self.currency, __pen, __at, &__row::CURRENCY);
                                    });
                            }
                            <_ as __kind::Present>::at(
                                <_ as __kind::Amount<
                                    _,
                                    __kind::Unseen,
                                >>::put_present(&__value, __pen, __at, &__row::VALUE),
                            )
                        }
                        __inner::Err(__error) => {
                            <_ as __kind::Reason>::refuse(
                                &__error,
                                __pen,
                                __at,
                                &__row::VALUE,
                            )
                        }
                    }
                }
                __inner::None => __pen.absent(__at, &__row::VALUE),
            };
            let __at = <String as __kind::Unlisted<
                _,
            >>::put(&self.currency, __pen, __at, &__row::CURRENCY);
            let __at = <Option<
                Timestamp,
            > as __kind::Time<
                _,
            >>::put(&self.creation_time, __pen, __at, &__row::CREATION_TIME);
            let __at = <i64 as __kind::Unix<
                _,
            >>::put(&self.expiry, __pen, __at, &__row::EXPIRY, __inner::Unit::Seconds);
            let __at = __kind::given(REWARD).put(__pen, __at, &__row::REFERRAL_VALUE);
            let __at = <Reason as __kind::Enum<
                _,
            >>::put(&self.voucher_type, __pen, __at, &__row::VOUCHER_TYPE);
            let __before = __at;
            let __at = __pen.open(__at, &__row::CUSTOM);
            let __custom = __at;
            let __at = <&'static str as __kind::Member>::put(
                &self.campaign,
                __pen,
                __at,
                &__ROW_6,
            );
            let __at = <u8 as __kind::Member>::put(&self.shelf, __pen, __at, &__ROW_7);
            let __at = <std::collections::BTreeMap<
                String,
                bool,
            > as __kind::Custom<
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
            > as __kind::Member>::put(&self.id, __pen, __at, &__ROW_9);
            let __at = __pen.close(__entity, __at);
            let __at = __kind::given("promo-created")
                .put(__pen, __at, &__row::EVENT_TYPE);
            __at
        }
    }
    const __T: [__inner::Verdict; 6] = __kind::expect(
        "?!.!..",
        [
            <Option<String> as __kind::Identifier<_>>::TYPE,
            <String as __kind::Unlisted<_>>::TYPE,
            <Option<Timestamp> as __kind::Time<_>>::TYPE,
            <i64 as __kind::Unix<_>>::TYPE,
            <Reason as __kind::Enum<_>>::TYPE,
            <std::collections::BTreeMap<String, bool> as __kind::Custom<_>>::TYPE,
        ],
    );
    const _: () = __kind::given(REWARD).check(&__row::REFERRAL_VALUE);
    const _: () = __kind::assess_optional(
        <Option<String> as __kind::Identifier<_>>::TYPE,
        "required",
    );
    const _: () = __kind::assess(__inner::Inside::<f64>::__TYPE, 0, 2, true);
    const _: () = __kind::assess(
        <Option<Timestamp> as __kind::Time<_>>::TYPE,
        0,
        4,
        false,
    );
    const _: () = __kind::assess_optional(
        <Option<Timestamp> as __kind::Time<_>>::TYPE,
        "optional",
    );
    const _: () = __kind::assess(<Reason as __kind::Enum<_>>::TYPE, 0, 8, false);
    const _: () = __kind::assess(
        <std::collections::BTreeMap<String, bool> as __kind::Custom<_>>::TYPE,
        0,
        9,
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
