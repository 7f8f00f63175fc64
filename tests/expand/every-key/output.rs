const _: () = {
    use voucher_core as __voucher;
    use __voucher::__::voucher as __core;
    use __core::{NotOption as __NotOption, NotResult as __NotResult};
    fn __both<__O: __NotOption<'static>, __R: __NotResult>() {}
    static __NEW_FIELD_6: __core::Field = __core::Field::member(
        "campaign",
        "/voucher/custom",
    );
    static __NEW_FIELD_7: __core::Field = __core::Field::member(
        "shelf no.",
        "/voucher/custom",
    );
    static __NEW_FIELD_9: __core::Field = __core::Field::member(
        "campaignId",
        "/voucher",
    );
    use __core::NotImplemented as __NotImplemented;
    type __Check5 = <__core::EnumTraits<
        { __core::FieldTraits::<Reason>::__ENUM },
        { __core::FieldTraits::<Reason>::__TEXT },
    > as __core::Implemented>::Check;
    #[automatically_derived]
    impl __core::RavelinEvent for Promo {
        const __MAPPING: &'static __core::EventMapping = &__core::EventMapping {
            definition: &__core::DEFINITION,
            type_name: "Promo",
            renamed: &[
                __core::FieldMapping::new("code", "/voucher/voucherCode"),
                __core::FieldMapping::new("campaign", "/voucher/custom/campaign"),
                __core::FieldMapping::new("shelf", "/voucher/custom/shelf no."),
                __core::FieldMapping::new("custom", "/voucher/custom"),
                __core::FieldMapping::new("id", "/voucher/campaignId"),
            ],
        };
        const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
            new_fields: &[&__NEW_FIELD_6, &__NEW_FIELD_7, &__NEW_FIELD_9],
            always: &["/timestamp"],
            strings: &[("/eventType", "promo-created")],
            others: &[
                __core::SchemaField::const_value(
                    "/voucher/referralValue",
                    |__encoder, __at| {
                        __core::const_value(REWARD)
                            .put(__encoder, __at, &__core::REFERRAL_VALUE)
                    },
                ),
                __core::SchemaField::of(__TYPES[0], "/voucher/voucherCode").always(),
                __core::SchemaField::unknown("/voucher/value").always(),
                __core::SchemaField::of(__TYPES[1], "/voucher/currency").unlisted(),
                __core::SchemaField::member("/voucher/custom/campaign"),
                __core::SchemaField::member("/voucher/custom/shelf no."),
                __core::SchemaField::member("/voucher/campaignId"),
            ],
            ..__core::SchemaInfo::of(
                &[__TYPES[2], __TYPES[3], __TYPES[4], __TYPES[5]],
                &[
                    "/voucher/creationTime",
                    "/voucher/expiry",
                    "/voucher/voucherType",
                    "/voucher/custom",
                ],
            )
        };
        fn __write(&self, __encoder: &mut __core::Encoder<'_>) -> __core::usize {
            let __at = __encoder.start();
            let __at = __encoder.now(__at, &__core::TIMESTAMP);
            let __at = __encoder.open(__at, &__core::VOUCHER);
            let __entity = __at;
            let __at = <Option<
                String,
            > as __core::Identifier<
                _,
            >>::put_required(&self.code, __encoder, __at, &__core::VOUCHER_CODE);
            let __at = match __core::OptionProbe(&self.value).__as_option() {
                __core::Some(__argument_1) => {
                    match __core::ResultProbe(pence(__argument_1)).__into_result() {
                        __core::Ok(__value_1) => {
                            if <_ as __core::Amount<
                                _,
                                __core::Unchecked,
                            >>::type_info(&__value_1)
                                .needs_currency
                            {
                                __encoder
                                    .read_currency(|__encoder| {
                                        let __at = __encoder.start();
                                        let __at = <String as __core::Unlisted<
                                            _,
                                        >>::put(&self.currency, __encoder, __at, &__core::CURRENCY);
                                    });
                            }
                            <_ as __core::Present>::at(
                                <_ as __core::Amount<
                                    _,
                                    __core::Unchecked,
                                >>::put_present(&__value_1, __encoder, __at, &__core::VALUE),
                            )
                        }
                        __core::Err(__error) => {
                            <_ as __core::ConversionError>::report(
                                &__error,
                                __encoder,
                                __at,
                                &__core::VALUE,
                            )
                        }
                    }
                }
                __core::None => __encoder.absent(__at, &__core::VALUE),
            };
            let __at = <String as __core::Unlisted<
                _,
            >>::put(&self.currency, __encoder, __at, &__core::CURRENCY);
            let __at = <Option<
                Timestamp,
            > as __core::Time<
                _,
            >>::put(&self.creation_time, __encoder, __at, &__core::CREATION_TIME);
            let __at = <i64 as __core::Unix<
                _,
            >>::put(
                &self.expiry,
                __encoder,
                __at,
                &__core::EXPIRY,
                __core::Unit::Seconds,
            );
            let __at = __core::const_value(REWARD)
                .put(__encoder, __at, &__core::REFERRAL_VALUE);
            let __at = <Reason as __core::Enum<
                _,
                __Check5,
            >>::put(&self.voucher_type, __encoder, __at, &__core::VOUCHER_TYPE);
            let __before = __at;
            let __at = __encoder.open(__at, &__core::CUSTOM);
            let __custom = __at;
            let __at = <&'static str as __core::Member>::put(
                &self.campaign,
                __encoder,
                __at,
                &__NEW_FIELD_6,
            );
            let __at = <u8 as __core::Member>::put(
                &self.shelf,
                __encoder,
                __at,
                &__NEW_FIELD_7,
            );
            let __at = <std::collections::BTreeMap<
                String,
                bool,
            > as __core::Custom<
                _,
            >>::put(
                &self.custom,
                __encoder,
                __at,
                &__core::CUSTOM,
                &["campaign", "shelf no."],
            );
            let __at = __encoder.close_custom(__before, __custom, __at);
            let __at = <Option<
                u8,
            > as __core::Member>::put(&self.id, __encoder, __at, &__NEW_FIELD_9);
            let __at = __encoder.close(__entity, __at);
            let __at = __core::const_value("promo-created")
                .put(__encoder, __at, &__core::EVENT_TYPE);
            __at
        }
    }
    const __TYPES: [__core::TypeInfo; 6] = [
        __core::plain_option(<Option<String> as __core::Identifier<_>>::TYPE),
        __core::plain(<String as __core::Unlisted<_>>::TYPE),
        <Option<Timestamp> as __core::Time<_>>::TYPE,
        __core::plain(<i64 as __core::Unix<_>>::TYPE),
        <Reason as __core::Enum<_, __Check5>>::TYPE,
        <std::collections::BTreeMap<String, bool> as __core::Custom<_>>::TYPE,
    ];
    const _: () = __core::const_value(REWARD).check(&__core::REFERRAL_VALUE);
    const _: () = __core::assert_optional(
        <Option<String> as __core::Identifier<_>>::TYPE,
        "required",
    );
    const _: () = __core::assert_field(
        __core::OptionProbe::<f64>::__TYPE,
        &__core::VALUE,
        "voucher",
        true,
    );
    const _: () = __core::assert_field(
        <Option<Timestamp> as __core::Time<_>>::TYPE,
        &__core::CREATION_TIME,
        "voucher",
        false,
    );
    const _: () = __core::assert_optional(
        <Option<Timestamp> as __core::Time<_>>::TYPE,
        "optional",
    );
    const _: () = __core::assert_field(
        <Reason as __core::Enum<_, __Check5>>::TYPE,
        &__core::VOUCHER_TYPE,
        "voucher",
        false,
    );
    const _: () = __core::assert_field(
        <std::collections::BTreeMap<String, bool> as __core::Custom<_>>::TYPE,
        &__core::CUSTOM,
        "voucher",
        false,
    );
};
#[cfg(test)]
#[::core::prelude::v1::test]
#[allow(non_snake_case)]
fn __ravelin_export_Promo() {
    use voucher_core as __voucher;
    use __voucher::__ as __core;
    __core::export!(
        Promo, "Promo", "schemas/promo.json", [__core::FieldMapping::new("event_type",
        "/eventType"), __core::FieldMapping::new("referral_value",
        "/voucher/referralValue"), __core::FieldMapping::new("code",
        "/voucher/voucherCode"), __core::FieldMapping::new("value", "/voucher/value"),
        __core::FieldMapping::new("currency", "/voucher/currency"),
        __core::FieldMapping::new("creation_time", "/voucher/creationTime"),
        __core::FieldMapping::new("expiry", "/voucher/expiry"),
        __core::FieldMapping::new("voucher_type", "/voucher/voucherType"),
        __core::FieldMapping::new("campaign", "/voucher/custom/campaign"),
        __core::FieldMapping::new("shelf", "/voucher/custom/shelf no."),
        __core::FieldMapping::new("custom", "/voucher/custom"),
        __core::FieldMapping::new("id", "/voucher/campaignId"),]
    );
}
const _: () = {
    use ::voucher_core::__ as __core;
    #[automatically_derived]
    impl __core::EnumField for Reason {
        const VALUES: &'static [&'static __core::str] = &["REFERRAL", "GENERAL"];
        const __IS_GENERATED: __core::bool = true;
        fn value(&self) -> &'static __core::str {
            match self {
                Self::Referral => "REFERRAL",
                Self::_Newsletter => "GENERAL",
            }
        }
    }
};
