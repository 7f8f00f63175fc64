const _: () = {
    use ::voucher_core::__ as __core;
    const _: &[__core::u8] = __core::include_bytes!(
        __core::concat!(__core::env!("CARGO_MANIFEST_DIR"), "/definitions/shop.json")
    );
    static __FIELDS: [__core::Field; 4] = [
        __core::Field::new("timestamp", "timestamp", "", __core::Kind::Time)
            .required(__core::Evidence::Documented),
        __core::Field::new("customerId", "customer_id", "", __core::Kind::Identifier),
        __core::Field::new(
            "customer",
            "customer",
            "",
            __core::Kind::Object(&__core::OBJECT),
        ),
        __core::Field::new("order", "order", "", __core::Kind::Object(&__core::OBJECT))
            .required(__core::Evidence::Documented),
    ];
    static __DEFINITION: __core::Definition = __core::Definition::new(
        "shop",
        1856203090230813077,
        "POST",
        "/v2/shop",
        __core::Some(&__core::OBJECT_BODY),
    );
    #[automatically_derived]
    impl __core::RavelinEvent for Shop {
        const __MAPPING: &'static __core::EventMapping = &__core::EventMapping {
            definition: &__DEFINITION,
            type_name: "Shop",
            renamed: &[
                __core::FieldMapping::new("customer", "/customer"),
                __core::FieldMapping::new("buyer", "/customerId"),
                __core::FieldMapping::new("order", "/order"),
            ],
        };
        const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
            fields: &__FIELDS,
            always: &["/timestamp"],
            others: &[__core::SchemaField::exclusive(&__FIELDS[1], &__FIELDS[2])],
            ..__core::SchemaInfo::of(&__TYPES, &["/customer", "/customerId", "/order"])
        };
        fn __write(&self, __encoder: &mut __core::Encoder<'_>) -> __core::usize {
            let __at = __encoder.start();
            let __at = __encoder.now(__at, &__FIELDS[0]);
            let __at = <Option<
                u64,
            > as __core::Identifier<_>>::put(&self.buyer, __encoder, __at, &__FIELDS[1]);
            let __at = <Option<
                Customer,
            > as __core::Object<_>>::put(&self.customer, __encoder, __at, &__FIELDS[2]);
            __encoder
                .check_exclusive(
                    (
                        &__FIELDS[1],
                        <Option<u64> as __core::Identifier<_>>::is_present(&self.buyer),
                    ),
                    (
                        &__FIELDS[2],
                        <Option<
                            Customer,
                        > as __core::Object<_>>::is_present(&self.customer),
                    ),
                );
            let __at = <Order as __core::Object<
                _,
            >>::put(&self.order, __encoder, __at, &__FIELDS[3]);
            __at
        }
    }
    const __TYPES: [__core::TypeInfo; 3] = [
        <Option<Customer> as __core::Object<_>>::TYPE,
        __core::plain_option(<Option<u64> as __core::Identifier<_>>::TYPE),
        <Order as __core::Object<_>>::TYPE,
    ];
    const _: () = __core::assert_exclusive_pair(
        <Option<u64> as __core::Identifier<_>>::TYPE,
        <Option<Customer> as __core::Object<_>>::TYPE,
        "customerId",
        "customer",
    );
    const _: () = __core::assert_currency(
        __TYPES[2],
        "order",
        &["order.currency", "order.items.currency"],
        &[],
    );
    const _: () = __core::assert_object(
        <Option<Customer> as __core::Object<_>>::TYPE,
        &__FIELDS[2],
        "shop",
        false,
        &__core::ObjectRules::new(
            "customer",
            9660404818140604637u64,
            &[
                ("customerId", true, 14010109784504539140u64),
                ("location", false, 7492881959117914096u64),
            ],
        ),
    );
    const _: () = __core::assert_object(
        <Order as __core::Object<_>>::TYPE,
        &__FIELDS[3],
        "shop",
        true,
        &__core::ObjectRules::new(
            "order",
            11996748305439744187u64,
            &[
                ("orderId", true, 14010109784504539140u64),
                ("currency", false, 12804549553674894861u64),
                ("items", true, 2416261480461635163u64),
                ("from", false, 7492881959117914096u64),
                ("to", false, 7492881959117914096u64),
                ("matrix", false, 9659814995570251955u64),
                ("isGift", false, 14799634249057687711u64),
                ("version", false, 8512073749515906344u64),
                ("custom", false, 12576180885637787850u64),
            ],
        ),
    );
};
const _: () = {
    use ::voucher_core::__ as __core;
    const _: &[__core::u8] = __core::include_bytes!(
        __core::concat!(__core::env!("CARGO_MANIFEST_DIR"), "/definitions/shop.json")
    );
    static __FIELDS: [__core::Field; 1] = [
        __core::Field::new(
                "customerId",
                "customer_id",
                "/customer",
                __core::Kind::Identifier,
            )
            .required(__core::Evidence::Documented),
    ];
    static __DEFINITION: __core::Definition = __core::Definition::new(
        "shop",
        1856203090230813077,
        "POST",
        "/v2/shop",
        __core::Some(&__core::OBJECT_BODY),
    );
    #[automatically_derived]
    impl __core::RavelinFields for Customer {
        const __PART: &'static __core::PartMapping = &__core::PartMapping {
            mapping: __core::EventMapping {
                definition: &__DEFINITION,
                type_name: "Customer",
                renamed: &[],
            },
            pointer: "/customer",
            fields: &[
                __core::PartField {
                    name: "customerId",
                    source: "Customer.customer_id",
                    is_always: true,
                    digest: 14010109784504539140,
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
            ..__core::SchemaInfo::of(&__TYPES, &["/customer/customerId"])
        };
        const __OBJECT: __core::Option<&'static __core::ObjectMapping> = __core::Some(
            &__core::ObjectMapping {
                object: "customer",
                pointer: "/customer",
                digest: 9660404818140604637,
            },
        );
        fn __write(
            &self,
            __encoder: &mut __core::Encoder<'_>,
            __at: __core::usize,
        ) -> __core::usize {
            let __at = <u64 as __core::Identifier<
                _,
            >>::put(&self.customer_id, __encoder, __at, &__FIELDS[0]);
            __at
        }
    }
    const __TYPES: [__core::TypeInfo; 1] = [
        __core::plain(<u64 as __core::Identifier<_>>::TYPE),
    ];
};
const _: () = {
    use ::voucher_core::__ as __core;
    const _: &[__core::u8] = __core::include_bytes!(
        __core::concat!(__core::env!("CARGO_MANIFEST_DIR"), "/definitions/shop.json")
    );
    static __FIELD_1_ELEMENT: __core::Field = __core::Field::element(
        "/order/items",
        __core::Kind::Object(&__core::OBJECT),
    );
    static __FIELDS: [__core::Field; 4] = [
        __core::Field::new("orderId", "order_id", "/order", __core::Kind::Identifier)
            .required(__core::Evidence::Documented),
        __core::Field::new(
                "items",
                "items",
                "/order",
                __core::Kind::Array(
                    &__core::ArrayOf {
                        element: &__FIELD_1_ELEMENT,
                        min: 0,
                        max: 3,
                        unique: false,
                    },
                ),
            )
            .required(__core::Evidence::Documented),
        __core::Field::new("isGift", "is_gift", "/order", __core::Kind::Bool)
            .values(&["true"]),
        __core::Field::new("version", "version", "/order", __core::Kind::Integer)
            .range(3, 3),
    ];
    static __DEFINITION: __core::Definition = __core::Definition::new(
        "shop",
        1856203090230813077,
        "POST",
        "/v2/shop",
        __core::Some(&__core::OBJECT_BODY),
    );
    #[automatically_derived]
    impl __core::RavelinFields for Order {
        const __PART: &'static __core::PartMapping = &__core::PartMapping {
            mapping: __core::EventMapping {
                definition: &__DEFINITION,
                type_name: "Order",
                renamed: &[],
            },
            pointer: "/order",
            fields: &[
                __core::PartField {
                    name: "orderId",
                    source: "Order.order_id",
                    is_always: true,
                    digest: 14010109784504539140,
                },
                __core::PartField {
                    name: "items",
                    source: "Order.items",
                    is_always: true,
                    digest: 2416261480461635163,
                },
                __core::PartField {
                    name: "isGift",
                    source: "Order.is_gift",
                    is_always: __TYPES[2].options == 0,
                    digest: 14799634249057687711,
                },
                __core::PartField {
                    name: "version",
                    source: "Order.version",
                    is_always: __TYPES[3].options == 0,
                    digest: 8512073749515906344,
                },
            ],
            exclusive: &[],
            exactly_one: &[],
            has_currency: false,
            needs_currency: __TYPES[1].needs_currency,
            lacks_currency: __core::lacks_currency(__TYPES[1]),
        };
        const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
            fields: &__FIELDS,
            ..__core::SchemaInfo::of(
                &__TYPES,
                &["/order/orderId", "/order/items", "/order/isGift", "/order/version"],
            )
        };
        const __OBJECT: __core::Option<&'static __core::ObjectMapping> = __core::Some(
            &__core::ObjectMapping {
                object: "order",
                pointer: "/order",
                digest: 11996748305439744187,
            },
        );
        fn __write(
            &self,
            __encoder: &mut __core::Encoder<'_>,
            __at: __core::usize,
        ) -> __core::usize {
            let [__field_0, _, __field_2, __field_3, ..] = &__FIELDS;
            let __at = <u64 as __core::Identifier<
                _,
            >>::put(&self.order_id, __encoder, __at, __field_0);
            let __at = <Vec<
                Item,
            > as __core::Array<
                __core::OfObject,
                _,
            >>::put(&self.items, __encoder, __at, &__FIELDS[1]);
            let __at = <Option<
                bool,
            > as __core::Bool<_>>::put(&self.is_gift, __encoder, __at, __field_2);
            let __at = <Option<
                i64,
            > as __core::Integer<_>>::put(&self.version, __encoder, __at, __field_3);
            __at
        }
    }
    const __TYPES: [__core::TypeInfo; 4] = [
        __core::plain(<u64 as __core::Identifier<_>>::TYPE),
        <Vec<Item> as __core::Array<__core::OfObject, _>>::TYPE,
        __core::plain_option(<Option<bool> as __core::Bool<_>>::TYPE),
        __core::plain_option(<Option<i64> as __core::Integer<_>>::TYPE),
    ];
    const _: () = __core::assert_object(
        <Vec<Item> as __core::Array<__core::OfObject, _>>::TYPE,
        &__FIELDS[1],
        "order",
        true,
        &__core::ObjectRules::new(
            "order.items",
            14772951805897266300u64,
            &[
                ("sku", true, 15543113048471226686u64),
                ("price", false, 1147216642190482539u64),
                ("currency", false, 12804549553674894861u64),
                ("quantity", false, 14773429954046203620u64),
                ("category", false, 11081800291445645180u64),
                ("weight", false, 945638731386138763u64),
                ("labels", false, 10553571240080302850u64),
                ("old", false, 518236778316836219u64),
            ],
        ),
    );
};
const _: () = {
    use ::voucher_core::__ as __core;
    const _: &[__core::u8] = __core::include_bytes!(
        __core::concat!(__core::env!("CARGO_MANIFEST_DIR"), "/definitions/shop.json")
    );
    static __FIELD_2_ELEMENT: __core::Field = __core::Field::element(
            "/order/items/*/labels",
            __core::Kind::Text,
        )
        .lengths(0, 4);
    static __FIELDS: [__core::Field; 3] = [
        __core::Field::new("sku", "sku", "/order/items/*", __core::Kind::Text)
            .required(__core::Evidence::Documented)
            .lengths(1, 4294967295)
            .sensitive(),
        __core::Field::new("category", "category", "/order/items/*", __core::Kind::Enum)
            .values(&["FOOD", "TOYS"]),
        __core::Field::new(
            "labels",
            "labels",
            "/order/items/*",
            __core::Kind::Array(
                &__core::ArrayOf {
                    element: &__FIELD_2_ELEMENT,
                    min: 1,
                    max: 4294967295,
                    unique: false,
                },
            ),
        ),
    ];
    static __DEFINITION: __core::Definition = __core::Definition::new(
        "shop",
        1856203090230813077,
        "POST",
        "/v2/shop",
        __core::Some(&__core::OBJECT_BODY),
    );
    use __core::NotImplemented as __NotImplemented;
    type __Check1 = <__core::EnumTraits<
        { __core::FieldTraits::<Category>::__ENUM },
        { __core::FieldTraits::<Category>::__TEXT },
    > as __core::Implemented>::Check;
    #[automatically_derived]
    impl __core::RavelinFields for Item {
        const __PART: &'static __core::PartMapping = &__core::PartMapping {
            mapping: __core::EventMapping {
                definition: &__DEFINITION,
                type_name: "Item",
                renamed: &[],
            },
            pointer: "/order/items/*",
            fields: &[
                __core::PartField {
                    name: "sku",
                    source: "Item.sku",
                    is_always: true,
                    digest: 15543113048471226686,
                },
                __core::PartField {
                    name: "category",
                    source: "Item.category",
                    is_always: __TYPES[1].options == 0,
                    digest: 11081800291445645180,
                },
                __core::PartField {
                    name: "labels",
                    source: "Item.labels",
                    is_always: __TYPES[2].options == 0,
                    digest: 10553571240080302850,
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
            ..__core::SchemaInfo::of(
                &__TYPES,
                &[
                    "/order/items/*/sku",
                    "/order/items/*/category",
                    "/order/items/*/labels",
                ],
            )
        };
        const __OBJECT: __core::Option<&'static __core::ObjectMapping> = __core::Some(
            &__core::ObjectMapping {
                object: "order.items",
                pointer: "/order/items/*",
                digest: 14772951805897266300,
            },
        );
        fn __write(
            &self,
            __encoder: &mut __core::Encoder<'_>,
            __at: __core::usize,
        ) -> __core::usize {
            let __at = <String as __core::Text<
                _,
            >>::put(&self.sku, __encoder, __at, &__FIELDS[0]);
            let __at = <Category as __core::Enum<
                _,
                __Check1,
            >>::put(&self.category, __encoder, __at, &__FIELDS[1]);
            let __at = <Option<
                [&'static str; 2],
            > as __core::Array<
                __core::OfText,
                _,
            >>::put(&self.labels, __encoder, __at, &__FIELDS[2]);
            __at
        }
    }
    const __TYPES: [__core::TypeInfo; 3] = [
        __core::plain(<String as __core::Text<_>>::TYPE),
        <Category as __core::Enum<_, __Check1>>::TYPE,
        <Option<[&'static str; 2]> as __core::Array<__core::OfText, _>>::TYPE,
    ];
    const _: () = __core::assert_field(
        <Category as __core::Enum<_, __Check1>>::TYPE,
        &__FIELDS[1],
        "order.items",
        false,
    );
    const _: () = __core::assert_field(
        <Option<[&'static str; 2]> as __core::Array<__core::OfText, _>>::TYPE,
        &__FIELDS[2],
        "order.items",
        false,
    );
};
const _: () = {
    use ::voucher_core::__ as __core;
    const _: &[__core::u8] = __core::include_bytes!(
        __core::concat!(__core::env!("CARGO_MANIFEST_DIR"), "/definitions/shop.json")
    );
    #[automatically_derived]
    impl __core::EnumField for Category {
        const VALUES: &'static [&'static __core::str] = &["FOOD"];
        const __IS_GENERATED: __core::bool = true;
        fn value(&self) -> &'static __core::str {
            match self {
                Self::Food => "FOOD",
            }
        }
    }
};
