const _: () = {
    use ::voucher_core::__ as __core;
    const _: &[__core::u8] = __core::include_bytes!(
        __core::concat!(__core::env!("CARGO_MANIFEST_DIR"), "/definitions/payment.json")
    );
    static __FIELD_0_ALTERNATIVE_0: __core::Field = __core::Field::new(
            "reference",
            "reference",
            "",
            __core::Kind::Text,
        )
        .lengths(1, 4294967295);
    static __FIELD_0_ALTERNATIVE_1: __core::Field = __core::Field::new(
            "reference",
            "reference",
            "",
            __core::Kind::Integer,
        )
        .range(1, 9223372036854775807);
    static __FIELD_1_ALTERNATIVE_0: __core::Field = __core::Field::new(
        "paymentMethod",
        "payment_method",
        "",
        __core::Kind::Object(&__core::OBJECT),
    );
    static __FIELD_1_ALTERNATIVE_1: __core::Field = __core::Field::new(
        "paymentMethod",
        "payment_method",
        "",
        __core::Kind::Object(&__core::OBJECT),
    );
    static __FIELD_1_ALTERNATIVE_2: __core::Field = __core::Field::new(
        "paymentMethod",
        "payment_method",
        "",
        __core::Kind::Object(&__core::OBJECT),
    );
    static __FIELD_1_ALTERNATIVE_3: __core::Field = __core::Field::new(
        "paymentMethod",
        "payment_method",
        "",
        __core::Kind::Object(&__core::OBJECT),
    );
    static __FIELDS: [__core::Field; 2] = [
        __core::Field::new(
            "reference",
            "reference",
            "",
            __core::Kind::OneOf(
                &__core::OneOfAlternatives {
                    alternatives: &[
                        __core::Alternative {
                            name: "string",
                            value: &__FIELD_0_ALTERNATIVE_0,
                        },
                        __core::Alternative {
                            name: "integer",
                            value: &__FIELD_0_ALTERNATIVE_1,
                        },
                    ],
                    selector: __core::Selector::Type,
                    noun: "a string or an integer",
                },
            ),
        ),
        __core::Field::new(
                "paymentMethod",
                "payment_method",
                "",
                __core::Kind::OneOf(
                    &__core::OneOfAlternatives {
                        alternatives: &[
                            __core::Alternative {
                                name: "card",
                                value: &__FIELD_1_ALTERNATIVE_0,
                            },
                            __core::Alternative {
                                name: "paypal",
                                value: &__FIELD_1_ALTERNATIVE_1,
                            },
                            __core::Alternative {
                                name: "cash",
                                value: &__FIELD_1_ALTERNATIVE_2,
                            },
                            __core::Alternative {
                                name: "3",
                                value: &__FIELD_1_ALTERNATIVE_3,
                            },
                        ],
                        selector: __core::Selector::Tag("methodType"),
                        noun: "an object",
                    },
                ),
            )
            .required(__core::Evidence::Documented),
    ];
    static __DEFINITION: __core::Definition = __core::Definition::new(
        "v1/payment",
        7335202268255786008,
        "POST",
        "/v1/payment",
        __core::Some(&__core::OBJECT_BODY),
    );
    #[automatically_derived]
    impl __core::RavelinEvent for Payment {
        const __MAPPING: &'static __core::EventMapping = &__core::EventMapping {
            definition: &__DEFINITION,
            type_name: "Payment",
            renamed: &[
                __core::FieldMapping::new("reference", "/reference"),
                __core::FieldMapping::new("payment_method", "/paymentMethod"),
            ],
        };
        const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
            fields: &__FIELDS,
            ..__core::SchemaInfo::of(&__TYPES, &["/reference", "/paymentMethod"])
        };
        fn __write(&self, __encoder: &mut __core::Encoder<'_>) -> __core::usize {
            let __at = __encoder.start();
            let __at = <u64 as __core::OneOf<
                __core::ByType<
                    __core::OfText,
                    __core::OfInteger,
                    __core::No,
                    __core::No,
                    __core::No,
                >,
                _,
            >>::put(&self.reference, __encoder, __at, &__FIELDS[0]);
            let __at = <PaymentMethod as __core::OneOf<
                __core::ByType<
                    __core::No,
                    __core::No,
                    __core::No,
                    __core::No,
                    __core::OfObject,
                >,
                _,
            >>::put(&self.payment_method, __encoder, __at, &__FIELDS[1]);
            __at
        }
    }
    const __TYPES: [__core::TypeInfo; 2] = [
        <u64 as __core::OneOf<
            __core::ByType<
                __core::OfText,
                __core::OfInteger,
                __core::No,
                __core::No,
                __core::No,
            >,
            _,
        >>::TYPE,
        <PaymentMethod as __core::OneOf<
            __core::ByType<
                __core::No,
                __core::No,
                __core::No,
                __core::No,
                __core::OfObject,
            >,
            _,
        >>::TYPE,
    ];
    const _: () = __core::assert_one_of(
        <u64 as __core::OneOf<
            __core::ByType<
                __core::OfText,
                __core::OfInteger,
                __core::No,
                __core::No,
                __core::No,
            >,
            _,
        >>::TYPE,
        &__FIELDS[0],
        "v1/payment",
        false,
        &__core::OneOfRules {
            path: "reference",
            digest: 13786338629012582130u64,
            objects: &[],
            elements: __core::ElementRules::None,
            values: __core::ElementRules::None,
        },
    );
    const _: () = __core::assert_one_of(
        <PaymentMethod as __core::OneOf<
            __core::ByType<
                __core::No,
                __core::No,
                __core::No,
                __core::No,
                __core::OfObject,
            >,
            _,
        >>::TYPE,
        &__FIELDS[1],
        "v1/payment",
        true,
        &__core::OneOfRules {
            path: "paymentMethod",
            digest: 1636688837576349874u64,
            objects: &[
                &__core::ObjectRules {
                    path: "paymentMethod[card]",
                    digest: 7643473480632815011u64,
                    fields: &[
                        ("methodType", true, 1373599143180202394u64),
                        ("cardBin", true, 13828018472205526526u64),
                        ("scheme", false, 12084048164503421095u64),
                    ],
                    exclusive: &[],
                    exactly_one: &[],
                    is_closed: false,
                    is_large: false,
                },
                &__core::ObjectRules {
                    path: "paymentMethod[paypal]",
                    digest: 6298415347630789440u64,
                    fields: &[
                        ("methodType", true, 8057563212624187819u64),
                        ("email", true, 518236778316836219u64),
                    ],
                    exclusive: &[],
                    exactly_one: &[],
                    is_closed: false,
                    is_large: false,
                },
                &__core::ObjectRules {
                    path: "paymentMethod[cash]",
                    digest: 15219144904565311264u64,
                    fields: &[("methodType", true, 3408425969266790181u64)],
                    exclusive: &[],
                    exactly_one: &[],
                    is_closed: false,
                    is_large: false,
                },
                &__core::ObjectRules {
                    path: "paymentMethod[3]",
                    digest: 14740322325395037942u64,
                    fields: &[
                        ("methodType", true, 11139949445767354946u64),
                        ("days", false, 15028237375978872442u64),
                    ],
                    exclusive: &[],
                    exactly_one: &[],
                    is_closed: false,
                    is_large: false,
                },
            ],
            elements: __core::ElementRules::None,
            values: __core::ElementRules::None,
        },
    );
};
const _: () = {
    use ::voucher_core::__ as __core;
    const _: &[__core::u8] = __core::include_bytes!(
        __core::concat!(__core::env!("CARGO_MANIFEST_DIR"), "/definitions/payment.json")
    );
    static __ALTERNATIVE_0: __core::Field = __core::Field::new(
        "paymentMethod",
        "payment_method",
        "",
        __core::Kind::Object(&__core::OBJECT),
    );
    static __ALTERNATIVE_1: __core::Field = __core::Field::new(
        "paymentMethod",
        "payment_method",
        "",
        __core::Kind::Object(&__core::OBJECT),
    );
    static __ALTERNATIVE_2: __core::Field = __core::Field::new(
        "paymentMethod",
        "payment_method",
        "",
        __core::Kind::Object(&__core::OBJECT),
    );
    #[automatically_derived]
    impl __core::RavelinOneOf for PaymentMethod {
        const __ANCESTOR: &'static __core::ObjectMapping = &__core::ObjectMapping {
            object: "paymentMethod",
            pointer: "",
            digest: 1636688837576349874u64,
        };
        const __ELEMENT: __core::Option<&'static __core::Field> = __core::None;
        const __ONE_OF: &'static __core::OneOfMapping = &__core::OneOfMapping {
            path: "paymentMethod",
            digest: 1636688837576349874u64,
            variants: &[
                (0usize, <Card as __core::Object<_>>::TYPE),
                (1usize, <PayPal as __core::Object<_>>::TYPE),
                (2usize, <__Cash as __core::Object<_>>::TYPE),
            ],
        };
        fn __write(
            &self,
            __encoder: &mut __core::Encoder<'_>,
            __at: __core::usize,
            __field: &'static __core::Field,
        ) -> __core::usize {
            match self {
                Self::Card(__value) => {
                    <Card as __core::Object<
                        _,
                    >>::put(
                        __value,
                        __encoder,
                        __at,
                        __core::alternative(__field, 0usize),
                    )
                }
                Self::Wallet(__value) => {
                    <PayPal as __core::Object<
                        _,
                    >>::put(
                        __value,
                        __encoder,
                        __at,
                        __core::alternative(__field, 1usize),
                    )
                }
                Self::Cash => {
                    <__Cash as __core::Object<
                        _,
                    >>::put(
                        &__Cash {},
                        __encoder,
                        __at,
                        __core::alternative(__field, 2usize),
                    )
                }
            }
        }
    }
    const _: () = {
        __core::assert_variant(<Card as __core::Object<_>>::TYPE, "paymentMethod[card]");
        __core::assert_object(
            <Card as __core::Object<_>>::TYPE,
            &__ALTERNATIVE_0,
            "paymentMethod[card]",
            false,
            &__core::ObjectRules::new(
                "paymentMethod[card]",
                7643473480632815011u64,
                &[
                    ("methodType", true, 1373599143180202394u64),
                    ("cardBin", true, 13828018472205526526u64),
                    ("scheme", false, 12084048164503421095u64),
                ],
            ),
        );
    };
    const _: () = {
        __core::assert_variant(
            <PayPal as __core::Object<_>>::TYPE,
            "paymentMethod[paypal]",
        );
        __core::assert_object(
            <PayPal as __core::Object<_>>::TYPE,
            &__ALTERNATIVE_1,
            "paymentMethod[paypal]",
            false,
            &__core::ObjectRules::new(
                "paymentMethod[paypal]",
                6298415347630789440u64,
                &[
                    ("methodType", true, 8057563212624187819u64),
                    ("email", true, 518236778316836219u64),
                ],
            ),
        );
    };
    struct __Cash {}
    const _: () = {
        use ::voucher_core::__ as __core;
        const _: &[__core::u8] = __core::include_bytes!(
            __core::concat!(__core::env!("CARGO_MANIFEST_DIR"),
            "/definitions/payment.json")
        );
        static __FIELDS: [__core::Field; 1] = [
            __core::Field::new(
                    "methodType",
                    "method_type",
                    "/paymentMethod",
                    __core::Kind::Enum,
                )
                .required(__core::Evidence::Documented)
                .values(&["cash"]),
        ];
        static __DEFINITION: __core::Definition = __core::Definition::new(
            "v1/payment",
            7335202268255786008,
            "POST",
            "/v1/payment",
            __core::Some(&__core::OBJECT_BODY),
        );
        #[automatically_derived]
        impl __core::RavelinFields for __Cash {
            const __PART: &'static __core::PartMapping = &__core::PartMapping {
                mapping: __core::EventMapping {
                    definition: &__DEFINITION,
                    type_name: "__Cash",
                    renamed: &[],
                },
                pointer: "/paymentMethod",
                fields: &[
                    __core::PartField {
                        name: "methodType",
                        source: "__Cash.method_type",
                        is_always: true,
                        digest: 3408425969266790181,
                    },
                ],
                exclusive: &[],
                exactly_one: &[],
                has_currency: false,
                needs_currency: false,
                lacks_currency: false,
            };
            const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
                fields: &__FIELDS,
                strings: &[("/paymentMethod/methodType", "cash")],
                ..__core::SchemaInfo::NONE
            };
            const __OBJECT: __core::Option<&'static __core::ObjectMapping> = __core::Some(
                &__core::ObjectMapping {
                    object: "paymentMethod[cash]",
                    pointer: "/paymentMethod",
                    digest: 15219144904565311264,
                },
            );
            fn __write(
                &self,
                __encoder: &mut __core::Encoder<'_>,
                __at: __core::usize,
            ) -> __core::usize {
                let __at = __core::const_value("cash")
                    .put(__encoder, __at, &__FIELDS[0]);
                __at
            }
        }
    };
};
const _: () = {
    use ::voucher_core::__ as __core;
    const _: &[__core::u8] = __core::include_bytes!(
        __core::concat!(__core::env!("CARGO_MANIFEST_DIR"), "/definitions/payment.json")
    );
    static __FIELDS: [__core::Field; 2] = [
        __core::Field::new(
                "methodType",
                "method_type",
                "/paymentMethod",
                __core::Kind::Enum,
            )
            .required(__core::Evidence::Documented)
            .values(&["card"]),
        __core::Field::new("cardBin", "card_bin", "/paymentMethod", __core::Kind::Text)
            .required(__core::Evidence::Documented)
            .lengths(6, 8),
    ];
    static __DEFINITION: __core::Definition = __core::Definition::new(
        "v1/payment",
        7335202268255786008,
        "POST",
        "/v1/payment",
        __core::Some(&__core::OBJECT_BODY),
    );
    #[automatically_derived]
    impl __core::RavelinFields for Card {
        const __PART: &'static __core::PartMapping = &__core::PartMapping {
            mapping: __core::EventMapping {
                definition: &__DEFINITION,
                type_name: "Card",
                renamed: &[],
            },
            pointer: "/paymentMethod",
            fields: &[
                __core::PartField {
                    name: "methodType",
                    source: "Card.method_type",
                    is_always: true,
                    digest: 1373599143180202394,
                },
                __core::PartField {
                    name: "cardBin",
                    source: "Card.card_bin",
                    is_always: true,
                    digest: 13828018472205526526,
                },
            ],
            exclusive: &[],
            exactly_one: &[],
            has_currency: false,
            needs_currency: false,
            lacks_currency: false,
        };
        const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
            fields: &__FIELDS,
            strings: &[("/paymentMethod/methodType", "card")],
            ..__core::SchemaInfo::of(&__TYPES, &["/paymentMethod/cardBin"])
        };
        const __OBJECT: __core::Option<&'static __core::ObjectMapping> = __core::Some(
            &__core::ObjectMapping {
                object: "paymentMethod[card]",
                pointer: "/paymentMethod",
                digest: 7643473480632815011,
            },
        );
        fn __write(
            &self,
            __encoder: &mut __core::Encoder<'_>,
            __at: __core::usize,
        ) -> __core::usize {
            let __at = __core::const_value("card").put(__encoder, __at, &__FIELDS[0]);
            let __at = <String as __core::Text<
                _,
            >>::put(&self.card_bin, __encoder, __at, &__FIELDS[1]);
            __at
        }
    }
    const __TYPES: [__core::TypeInfo; 1] = [
        __core::plain(<String as __core::Text<_>>::TYPE),
    ];
};
const _: () = {
    use ::voucher_core::__ as __core;
    const _: &[__core::u8] = __core::include_bytes!(
        __core::concat!(__core::env!("CARGO_MANIFEST_DIR"), "/definitions/payment.json")
    );
    static __FIELDS: [__core::Field; 2] = [
        __core::Field::new(
                "methodType",
                "method_type",
                "/paymentMethod",
                __core::Kind::Enum,
            )
            .required(__core::Evidence::Documented)
            .values(&["paypal"]),
        __core::Field::new("email", "email", "/paymentMethod", __core::Kind::Text)
            .required(__core::Evidence::Documented),
    ];
    static __DEFINITION: __core::Definition = __core::Definition::new(
        "v1/payment",
        7335202268255786008,
        "POST",
        "/v1/payment",
        __core::Some(&__core::OBJECT_BODY),
    );
    #[automatically_derived]
    impl __core::RavelinFields for PayPal {
        const __PART: &'static __core::PartMapping = &__core::PartMapping {
            mapping: __core::EventMapping {
                definition: &__DEFINITION,
                type_name: "PayPal",
                renamed: &[],
            },
            pointer: "/paymentMethod",
            fields: &[
                __core::PartField {
                    name: "methodType",
                    source: "PayPal.method_type",
                    is_always: true,
                    digest: 8057563212624187819,
                },
                __core::PartField {
                    name: "email",
                    source: "PayPal.email",
                    is_always: true,
                    digest: 518236778316836219,
                },
            ],
            exclusive: &[],
            exactly_one: &[],
            has_currency: false,
            needs_currency: false,
            lacks_currency: false,
        };
        const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
            fields: &__FIELDS,
            strings: &[("/paymentMethod/methodType", "paypal")],
            ..__core::SchemaInfo::of(&__TYPES, &["/paymentMethod/email"])
        };
        const __OBJECT: __core::Option<&'static __core::ObjectMapping> = __core::Some(
            &__core::ObjectMapping {
                object: "paymentMethod[paypal]",
                pointer: "/paymentMethod",
                digest: 6298415347630789440,
            },
        );
        fn __write(
            &self,
            __encoder: &mut __core::Encoder<'_>,
            __at: __core::usize,
        ) -> __core::usize {
            let __at = __core::const_value("paypal").put(__encoder, __at, &__FIELDS[0]);
            let __at = <String as __core::Text<
                _,
            >>::put(&self.email, __encoder, __at, &__FIELDS[1]);
            __at
        }
    }
    const __TYPES: [__core::TypeInfo; 1] = [
        __core::plain(<String as __core::Text<_>>::TYPE),
    ];
};
