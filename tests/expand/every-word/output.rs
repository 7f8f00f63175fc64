const _: () = {
    use voucher_core as __voucher;
    use __voucher::__::voucher as __inner;
    use __inner::{NotOption as __NotOption, NotResult as __NotResult};
    fn __both<__O: __NotOption<'static>, __R: __NotResult>() {}
    static __NEW_FIELD_6: __inner::Field = __inner::Field::member(
        "campaign",
        "/voucher/custom",
    );
    static __NEW_FIELD_7: __inner::Field = __inner::Field::member(
        "shelf no.",
        "/voucher/custom",
    );
    static __NEW_FIELD_9: __inner::Field = __inner::Field::member(
        "campaignId",
        "/voucher",
    );
    use __inner::NotImplemented as __NotImplemented;
    type __Check5 = <__inner::EnumTraits<
        { __inner::FieldTraits::<Reason>::__ENUM },
        { __inner::FieldTraits::<Reason>::__TEXT },
    > as __inner::Implemented>::Check;
    #[automatically_derived]
    impl __inner::RavelinEvent for Promo {
        const __MAPPING: &'static __inner::EventMapping = &__inner::EventMapping {
            names: &[
                (&__NEW_FIELD_6, "Promo.campaign"),
                (&__NEW_FIELD_7, "Promo.shelf"),
                (&__NEW_FIELD_9, "Promo.id"),
            ],
            ..__inner::EventMapping::new(
                &__inner::DEFINITION,
                "Promo,,code,value,currency,creation_time,,expiry,referral_value,voucher_type,custom,event_type",
            )
        };
        const __SCHEMA: &'static __inner::SchemaInfo = &__inner::SchemaInfo {
            always: &[0],
            strings: &[(10, "promo-created")],
            others: &[
                __inner::SchemaField::const_value(
                    7,
                    |__encoder, __at| {
                        __inner::const_value(REWARD)
                            .put(__encoder, __at, &__inner::REFERRAL_VALUE)
                    },
                ),
                __inner::SchemaField::of(__T[0], 1).always(),
                __inner::SchemaField::position(2).always(),
                __inner::SchemaField::of(__T[1], 3).unlisted(),
                __inner::SchemaField::member(&__NEW_FIELD_6),
                __inner::SchemaField::member(&__NEW_FIELD_7),
                __inner::SchemaField::member(&__NEW_FIELD_9),
            ],
            ..__inner::SchemaInfo::of(&[__T[2], __T[3], __T[4], __T[5]], "4 6 8 9")
        };
        fn __write(&self, __encoder: &mut __inner::Encoder<'_>) -> __inner::usize {
            let __at = __encoder.start();
            let __at = __encoder.now(__at, &__inner::TIMESTAMP);
            let __at = __encoder.open(__at, &__inner::VOUCHER);
            let __entity = __at;
            let __at = <Option<
                String,
            > as __inner::Identifier<
                _,
            >>::put_required(&self.code, __encoder, __at, &__inner::VOUCHER_CODE);
            let __at = match __inner::OptionProbe(&self.value).__as_option() {
                __inner::Some(__argument_1) => {
                    match __inner::ResultProbe(pence(__argument_1)).__into_result() {
                        __inner::Ok(__value_1) => {
                            if <_ as __inner::Amount<
                                _,
                                __inner::Unchecked,
                            >>::type_info(&__value_1)
                                .needs_currency
                            {
                                __encoder
                                    .read_currency(|__encoder| {
                                        let __at = __encoder.start();
                                        let __at = <String as __inner::Unlisted<
                                            _,
                                        >>::put(
                                            &self.currency,
                                            __encoder,
                                            __at,
                                            &__inner::CURRENCY,
                                        );
                                    });
                            }
                            <_ as __inner::Present>::at(
                                <_ as __inner::Amount<
                                    _,
                                    __inner::Unchecked,
                                >>::put_present(
                                    &__value_1,
                                    __encoder,
                                    __at,
                                    &__inner::VALUE,
                                ),
                            )
                        }
                        __inner::Err(__error) => {
                            <_ as __inner::ConversionError>::report(
                                &__error,
                                __encoder,
                                __at,
                                &__inner::VALUE,
                            )
                        }
                    }
                }
                __inner::None => __encoder.absent(__at, &__inner::VALUE),
            };
            let __at = <String as __inner::Unlisted<
                _,
            >>::put(&self.currency, __encoder, __at, &__inner::CURRENCY);
            let __at = <Option<
                Timestamp,
            > as __inner::Time<
                _,
            >>::put(&self.creation_time, __encoder, __at, &__inner::CREATION_TIME);
            let __at = <i64 as __inner::Unix<
                _,
            >>::put(
                &self.expiry,
                __encoder,
                __at,
                &__inner::EXPIRY,
                __inner::Unit::Seconds,
            );
            let __at = __inner::const_value(REWARD)
                .put(__encoder, __at, &__inner::REFERRAL_VALUE);
            let __at = <Reason as __inner::Enum<
                _,
                __Check5,
            >>::put(&self.voucher_type, __encoder, __at, &__inner::VOUCHER_TYPE);
            let __before = __at;
            let __at = __encoder.open(__at, &__inner::CUSTOM);
            let __custom = __at;
            let __at = <&'static str as __inner::Member>::put(
                &self.campaign,
                __encoder,
                __at,
                &__NEW_FIELD_6,
            );
            let __at = <u8 as __inner::Member>::put(
                &self.shelf,
                __encoder,
                __at,
                &__NEW_FIELD_7,
            );
            let __at = <std::collections::BTreeMap<
                String,
                bool,
            > as __inner::Custom<
                _,
            >>::put(
                &self.custom,
                __encoder,
                __at,
                &__inner::CUSTOM,
                &["campaign", "shelf no."],
            );
            let __at = __encoder.close_custom(__before, __custom, __at);
            let __at = <Option<
                u8,
            > as __inner::Member>::put(&self.id, __encoder, __at, &__NEW_FIELD_9);
            let __at = __encoder.close(__entity, __at);
            let __at = __inner::const_value("promo-created")
                .put(__encoder, __at, &__inner::EVENT_TYPE);
            __at
        }
    }
    const __T: [__inner::TypeInfo; 6] = __inner::assert_plain_types(
        "?!.!..",
        [
            <Option<String> as __inner::Identifier<_>>::TYPE,
            <String as __inner::Unlisted<_>>::TYPE,
            <Option<Timestamp> as __inner::Time<_>>::TYPE,
            <i64 as __inner::Unix<_>>::TYPE,
            <Reason as __inner::Enum<_, __Check5>>::TYPE,
            <std::collections::BTreeMap<String, bool> as __inner::Custom<_>>::TYPE,
        ],
    );
    const _: () = __inner::const_value(REWARD).check(&__inner::REFERRAL_VALUE);
    const _: () = __inner::assert_optional(
        <Option<String> as __inner::Identifier<_>>::TYPE,
        "required",
    );
    const _: () = __inner::assert_type(__inner::OptionProbe::<f64>::__TYPE, 0, 2, true);
    const _: () = __inner::assert_type(
        <Option<Timestamp> as __inner::Time<_>>::TYPE,
        0,
        4,
        false,
    );
    const _: () = __inner::assert_optional(
        <Option<Timestamp> as __inner::Time<_>>::TYPE,
        "optional",
    );
    const _: () = __inner::assert_type(
        <Reason as __inner::Enum<_, __Check5>>::TYPE,
        0,
        8,
        false,
    );
    const _: () = __inner::assert_type(
        <std::collections::BTreeMap<String, bool> as __inner::Custom<_>>::TYPE,
        0,
        9,
        false,
    );
};
const _: () = {
    use ::voucher_core::__ as __inner;
    #[automatically_derived]
    impl __inner::EnumField for Reason {
        const VALUES: &'static [&'static __inner::str] = &["REFERRAL", "GENERAL"];
        fn value(&self) -> &'static __inner::str {
            match self {
                Self::Referral => "REFERRAL",
                Self::_Newsletter => "GENERAL",
            }
        }
    }
};
