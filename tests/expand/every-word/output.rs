const _: () = {
    use voucher_core as __voucher;
    #[allow(unused_imports)]
    use __voucher::__::{Always as _, Sure as _};
    static __MEMBER_6: __voucher::__::Field = __voucher::__::Field::member(
        "campaign",
        "/voucher/custom",
    );
    static __MEMBER_7: __voucher::__::Field = __voucher::__::Field::member(
        "shelf no.",
        "/voucher/custom",
    );
    static __MEMBER_9: __voucher::__::Field = __voucher::__::Field::member(
        "campaignId",
        "/voucher",
    );
    #[automatically_derived]
    impl __voucher::RavelinEvent for Promo {
        const ENDPOINT: __voucher::Endpoint = __voucher::Endpoint::of(
            &__voucher::__::voucher::DEFINITION,
        );
        const PLAN: &'static __voucher::__::Plan = &__voucher::__::Plan {
            definition: &__voucher::__::voucher::DEFINITION,
            names: &[
                (&__voucher::__::voucher::EVENT_TYPE, "Promo.event_type"),
                (&__voucher::__::voucher::REFERRAL_VALUE, "Promo.referral_value"),
                (&__voucher::__::voucher::VOUCHER_CODE, "Promo.code"),
                (&__voucher::__::voucher::VALUE, "Promo.value"),
                (&__voucher::__::voucher::CURRENCY, "Promo.currency"),
                (&__voucher::__::voucher::CREATION_TIME, "Promo.creation_time"),
                (&__voucher::__::voucher::EXPIRY, "Promo.expiry"),
                (&__voucher::__::voucher::VOUCHER_TYPE, "Promo.voucher_type"),
                (&__MEMBER_6, "Promo.campaign"),
                (&__MEMBER_7, "Promo.shelf"),
                (&__voucher::__::voucher::CUSTOM, "Promo.custom"),
                (&__MEMBER_9, "Promo.id"),
            ],
        };
        fn write(&self, __pen: &mut __voucher::__::Pen<'_>) -> __voucher::__::usize {
            let __at = __pen.start();
            let __at = __pen.now(__at, &__voucher::__::voucher::TIMESTAMP);
            let __at = __pen.open(__at, &__voucher::__::voucher::VOUCHER);
            let __entity = __at;
            let __at = <Option<
                String,
            > as __voucher::__::IdentifierSlot<
                _,
                __voucher::__::Typed,
            >>::put_required(
                &self.code,
                __pen,
                __at,
                &__voucher::__::voucher::VOUCHER_CODE,
            );
            if true {
                __pen
                    .ahead(|__pen| {
                        let __at = 0;
                        let __at = <String as __voucher::__::UnlistedSlot<
                            _,
                            __voucher::__::Typed,
                        >>::put(
                            &self.currency,
                            __pen,
                            __at,
                            &__voucher::__::voucher::CURRENCY,
                        );
                        __at
                    });
            }
            let __at = match __voucher::__::Inside(&self.value).inside() {
                __voucher::__::Some(__value) => {
                    match __voucher::__::Outcome(pence(__value)).outcome() {
                        __voucher::__::Ok(__value) => {
                            <_ as __voucher::__::AmountSlot<
                                _,
                                __voucher::__::Converted,
                            >>::put_required(
                                &__value,
                                __pen,
                                __at,
                                &__voucher::__::voucher::VALUE,
                            )
                        }
                        __voucher::__::Err(__error) => {
                            __pen.refused(__at, &__voucher::__::voucher::VALUE, &__error)
                        }
                    }
                }
                __voucher::__::None => __pen.absent(__at, &__voucher::__::voucher::VALUE),
            };
            let __at = <String as __voucher::__::UnlistedSlot<
                _,
                __voucher::__::Typed,
            >>::put(&self.currency, __pen, __at, &__voucher::__::voucher::CURRENCY);
            let __at = <Option<
                Timestamp,
            > as __voucher::__::TimeSlot<
                _,
                __voucher::__::Typed,
            >>::put(
                &self.creation_time,
                __pen,
                __at,
                &__voucher::__::voucher::CREATION_TIME,
            );
            let __at = <i64 as __voucher::__::UnixSlot<
                _,
                __voucher::__::Typed,
            >>::put(
                &self.expiry,
                __pen,
                __at,
                &__voucher::__::voucher::EXPIRY,
                __voucher::__::Unit::Seconds,
            );
            let __at = __voucher::__::Given(REWARD)
                .put(__pen, __at, &__voucher::__::voucher::REFERRAL_VALUE);
            let __at = <Reason as __voucher::__::EnumSlot<
                _,
                __voucher::__::Typed,
            >>::put(
                &self.voucher_type,
                __pen,
                __at,
                &__voucher::__::voucher::VOUCHER_TYPE,
            );
            let __before = __at;
            let __at = __pen.open(__at, &__voucher::__::voucher::CUSTOM);
            let __custom = __at;
            let __at = <&'static str as __voucher::__::MemberSlot>::put(
                &self.campaign,
                __pen,
                __at,
                &__MEMBER_6,
            );
            let __at = <u8 as __voucher::__::MemberSlot>::put(
                &self.shelf,
                __pen,
                __at,
                &__MEMBER_7,
            );
            let __at = <std::collections::BTreeMap<
                String,
                bool,
            > as __voucher::__::CustomSlot<
                _,
                __voucher::__::Typed,
            >>::put(
                &self.custom,
                __pen,
                __at,
                &__voucher::__::voucher::CUSTOM,
                &["campaign", "shelf no."],
            );
            let __at = __pen.close_custom(__before, __custom, __at);
            let __at = <Option<
                u8,
            > as __voucher::__::MemberSlot>::put(&self.id, __pen, __at, &__MEMBER_9);
            let __at = __pen.close(__entity, __at);
            let __at = __voucher::__::Given("promo-created")
                .put(__pen, __at, &__voucher::__::voucher::EVENT_TYPE);
            __at
        }
    }
    const _: () = __voucher::__::Given(REWARD)
        .check(&__voucher::__::voucher::REFERRAL_VALUE);
    const _: () = __voucher::__::assess(
        <Option<String> as __voucher::__::IdentifierSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::VOUCHER_CODE,
        "voucher",
    );
    const _: () = __voucher::__::assess_optional(
        <Option<String> as __voucher::__::IdentifierSlot<_, __voucher::__::Typed>>::TYPE,
        "required",
    );
    const _: () = __voucher::__::assess_present(
        __voucher::__::Inside::<'static, f64>::TYPE,
        &__voucher::__::voucher::VALUE,
    );
    const _: () = __voucher::__::assess(
        <String as __voucher::__::UnlistedSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::CURRENCY,
        "voucher",
    );
    const _: () = __voucher::__::assess_present(
        <String as __voucher::__::UnlistedSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::CURRENCY,
    );
    const _: () = __voucher::__::assess(
        <Option<Timestamp> as __voucher::__::TimeSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::CREATION_TIME,
        "voucher",
    );
    const _: () = __voucher::__::assess_optional(
        <Option<Timestamp> as __voucher::__::TimeSlot<_, __voucher::__::Typed>>::TYPE,
        "optional",
    );
    const _: () = __voucher::__::assess(
        <i64 as __voucher::__::UnixSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::EXPIRY,
        "voucher",
    );
    const _: () = __voucher::__::assess(
        <Reason as __voucher::__::EnumSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::VOUCHER_TYPE,
        "voucher",
    );
    const _: () = __voucher::__::assess(
        <std::collections::BTreeMap<
            String,
            bool,
        > as __voucher::__::CustomSlot<_, __voucher::__::Typed>>::TYPE,
        &__voucher::__::voucher::CUSTOM,
        "voucher",
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
