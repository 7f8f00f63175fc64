const _: () = {
    use ::voucher_core::__ as __inner;
    const _: &[__inner::u8] = __inner::include_bytes!(
        __inner::concat!(__inner::env!("CARGO_MANIFEST_DIR"), "/definitions/shop.json")
    );
    static __FIELD_0: __inner::Field = __inner::Field::new(
            "timestamp",
            "timestamp",
            "",
            __inner::Kind::Time,
        )
        .required(__inner::Evidence::Documented);
    static __FIELD_1: __inner::Field = __inner::Field::new(
        "customerId",
        "customer_id",
        "",
        __inner::Kind::Identifier,
    );
    static __FIELD_2: __inner::Field = __inner::Field::new(
        "customer",
        "customer",
        "",
        __inner::Kind::Object(&__inner::OBJECT),
    );
    static __FIELD_3: __inner::Field = __inner::Field::new(
            "order",
            "order",
            "",
            __inner::Kind::Object(&__inner::OBJECT),
        )
        .required(__inner::Evidence::Documented);
    static __DEFINITION: __inner::Definition = __inner::Definition::new(
        "shop",
        "f3a7e85c50968c66",
        "POST",
        "/v2/shop",
        &[],
    );
    #[automatically_derived]
    impl __inner::RavelinEvent for Shop {
        const __MAPPING: &'static __inner::EventMapping = &__inner::EventMapping {
            names: &[
                (&__FIELD_2, "Shop.customer"),
                (&__FIELD_1, "Shop.buyer"),
                (&__FIELD_3, "Shop.order"),
            ],
            ..__inner::EventMapping::new(&__DEFINITION, "")
        };
        const __SCHEMA: &'static __inner::SchemaInfo = &__inner::SchemaInfo {
            others: &[
                __inner::SchemaField::position(0).by(&__FIELD_0).always(),
                __inner::SchemaField::of(__T[0], 0).by(&__FIELD_2),
                __inner::SchemaField::of(__T[1], 0).by(&__FIELD_1),
                __inner::SchemaField::of(__T[2], 0).by(&__FIELD_3),
                __inner::SchemaField::exclusive(&__FIELD_1, &__FIELD_2),
            ],
            ..__inner::SchemaInfo::NONE
        };
        fn __write(&self, __encoder: &mut __inner::Encoder<'_>) -> __inner::usize {
            let __at = __encoder.start();
            let __at = __encoder.now(__at, &__FIELD_0);
            let __at = <Option<
                u64,
            > as __inner::Identifier<_>>::put(&self.buyer, __encoder, __at, &__FIELD_1);
            let __at = <Option<
                Customer,
            > as __inner::Object<_>>::put(&self.customer, __encoder, __at, &__FIELD_2);
            __encoder
                .check_exclusive(
                    (
                        &__FIELD_1,
                        <Option<u64> as __inner::Identifier<_>>::is_present(&self.buyer),
                    ),
                    (
                        &__FIELD_2,
                        <Option<
                            Customer,
                        > as __inner::Object<_>>::is_present(&self.customer),
                    ),
                );
            let __at = <Order as __inner::Object<
                _,
            >>::put(&self.order, __encoder, __at, &__FIELD_3);
            __at
        }
    }
    const __T: [__inner::TypeInfo; 3] = __inner::assert_plain_types(
        ".?.",
        [
            <Option<Customer> as __inner::Object<_>>::TYPE,
            <Option<u64> as __inner::Identifier<_>>::TYPE,
            <Order as __inner::Object<_>>::TYPE,
        ],
    );
    const _: () = __inner::assert_exclusive_pair(
        <Option<u64> as __inner::Identifier<_>>::TYPE,
        <Option<Customer> as __inner::Object<_>>::TYPE,
        "customerId",
        "customer",
    );
    const _: () = __inner::assert_currency(
        __T[2],
        "order",
        &["order.currency", "order.items.currency"],
        &[],
    );
    const _: () = __inner::assert_object(
        <Option<Customer> as __inner::Object<_>>::TYPE,
        &__FIELD_2,
        "shop",
        false,
        &__inner::ObjectRules::new(
            "customer",
            14473751640724728112u64,
            &[
                ("customerId", true, 6203402048266955575u64),
                ("location", false, 11410976527979997098u64),
            ],
        ),
    );
    const _: () = __inner::assert_object(
        <Order as __inner::Object<_>>::TYPE,
        &__FIELD_3,
        "shop",
        true,
        &__inner::ObjectRules::new(
            "order",
            13818674698223488305u64,
            &[
                ("orderId", true, 6203402048266955575u64),
                ("currency", false, 8365770319492742897u64),
                ("items", true, 8111543560732681391u64),
                ("from", false, 11410976527979997098u64),
                ("to", false, 11410976527979997098u64),
                ("matrix", false, 6504099649097375236u64),
                ("isGift", false, 182321785086258782u64),
                ("version", false, 9427309877934432970u64),
                ("custom", false, 15817033291569529216u64),
            ],
        ),
    );
};
const _: () = {
    use ::voucher_core::__ as __inner;
    const _: &[__inner::u8] = __inner::include_bytes!(
        __inner::concat!(__inner::env!("CARGO_MANIFEST_DIR"), "/definitions/shop.json")
    );
    static __FIELD_0: __inner::Field = __inner::Field::new(
            "customerId",
            "customer_id",
            "/customer",
            __inner::Kind::Identifier,
        )
        .required(__inner::Evidence::Documented);
    static __DEFINITION: __inner::Definition = __inner::Definition::new(
        "shop",
        "f3a7e85c50968c66",
        "POST",
        "/v2/shop",
        &[],
    );
    #[automatically_derived]
    impl __inner::RavelinFields for Customer {
        const __PART: &'static __inner::PartMapping = &__inner::PartMapping {
            mapping: __inner::EventMapping {
                names: &[(&__FIELD_0, "Customer.customer_id")],
                ..__inner::EventMapping::new(&__DEFINITION, "")
            },
            always: &[true],
            digests: &[6203402048266955575],
            exclusive: &[],
            needs_currency: false,
            lacks_currency: false,
        };
        const __SCHEMA: &'static __inner::SchemaInfo = &__inner::SchemaInfo {
            others: &[__inner::SchemaField::of(__T[0], 0).by(&__FIELD_0)],
            ..__inner::SchemaInfo::NONE
        };
        const __OBJECT: __inner::Option<&'static __inner::ObjectMapping> = __inner::Some(
            &__inner::ObjectMapping {
                object: "customer",
                pointer: "/customer",
                digest: 14473751640724728112,
            },
        );
        fn __write(
            &self,
            __encoder: &mut __inner::Encoder<'_>,
            __at: __inner::usize,
        ) -> __inner::usize {
            let __at = <u64 as __inner::Identifier<
                _,
            >>::put(&self.customer_id, __encoder, __at, &__FIELD_0);
            __at
        }
    }
    const __T: [__inner::TypeInfo; 1] = __inner::assert_plain_types(
        "!",
        [<u64 as __inner::Identifier<_>>::TYPE],
    );
};
const _: () = {
    use ::voucher_core::__ as __inner;
    const _: &[__inner::u8] = __inner::include_bytes!(
        __inner::concat!(__inner::env!("CARGO_MANIFEST_DIR"), "/definitions/shop.json")
    );
    static __FIELD_0: __inner::Field = __inner::Field::new(
            "orderId",
            "order_id",
            "/order",
            __inner::Kind::Identifier,
        )
        .required(__inner::Evidence::Documented);
    static __FIELD_1_ELEMENT: __inner::Field = __inner::Field::element(
        "/order/items",
        __inner::Kind::Object(&__inner::OBJECT),
    );
    static __FIELD_1: __inner::Field = __inner::Field::new(
            "items",
            "items",
            "/order",
            __inner::Kind::Array(
                &__inner::ArrayOf {
                    element: &__FIELD_1_ELEMENT,
                    min: 0,
                    max: 3,
                },
            ),
        )
        .required(__inner::Evidence::Documented);
    static __DEFINITION: __inner::Definition = __inner::Definition::new(
        "shop",
        "f3a7e85c50968c66",
        "POST",
        "/v2/shop",
        &[],
    );
    #[automatically_derived]
    impl __inner::RavelinFields for Order {
        const __PART: &'static __inner::PartMapping = &__inner::PartMapping {
            mapping: __inner::EventMapping {
                names: &[(&__FIELD_0, "Order.order_id"), (&__FIELD_1, "Order.items")],
                ..__inner::EventMapping::new(&__DEFINITION, "")
            },
            always: &[true, true],
            digests: &[6203402048266955575, 8111543560732681391],
            exclusive: &[],
            needs_currency: __T[1].needs_currency,
            lacks_currency: __inner::lacks_currency(__T[1]),
        };
        const __SCHEMA: &'static __inner::SchemaInfo = &__inner::SchemaInfo {
            others: &[
                __inner::SchemaField::of(__T[0], 0).by(&__FIELD_0),
                __inner::SchemaField::of(__T[1], 0).by(&__FIELD_1),
            ],
            ..__inner::SchemaInfo::NONE
        };
        const __OBJECT: __inner::Option<&'static __inner::ObjectMapping> = __inner::Some(
            &__inner::ObjectMapping {
                object: "order",
                pointer: "/order",
                digest: 13818674698223488305,
            },
        );
        fn __write(
            &self,
            __encoder: &mut __inner::Encoder<'_>,
            __at: __inner::usize,
        ) -> __inner::usize {
            let __at = <u64 as __inner::Identifier<
                _,
            >>::put(&self.order_id, __encoder, __at, &__FIELD_0);
            let __at = <Vec<
                Item,
            > as __inner::Array<
                __inner::OfObject,
                _,
            >>::put(&self.items, __encoder, __at, &__FIELD_1);
            __at
        }
    }
    const __T: [__inner::TypeInfo; 2] = __inner::assert_plain_types(
        "!.",
        [
            <u64 as __inner::Identifier<_>>::TYPE,
            <Vec<Item> as __inner::Array<__inner::OfObject, _>>::TYPE,
        ],
    );
    const _: () = __inner::assert_object(
        <Vec<Item> as __inner::Array<__inner::OfObject, _>>::TYPE,
        &__FIELD_1,
        "order",
        true,
        &__inner::ObjectRules::new(
            "order.items",
            13152619177358567390u64,
            &[
                ("sku", true, 700207161457525423u64),
                ("price", false, 16781754897132427732u64),
                ("currency", false, 8365770319492742897u64),
                ("quantity", false, 15615623810980946487u64),
                ("category", false, 11134673933476318069u64),
                ("weight", false, 12290586728136556007u64),
                ("labels", false, 6808526470596673593u64),
                ("old", false, 6617638115887145809u64),
            ],
        ),
    );
};
const _: () = {
    use ::voucher_core::__ as __inner;
    const _: &[__inner::u8] = __inner::include_bytes!(
        __inner::concat!(__inner::env!("CARGO_MANIFEST_DIR"), "/definitions/shop.json")
    );
    static __FIELD_0: __inner::Field = __inner::Field::new(
            "sku",
            "sku",
            "/order/items/*",
            __inner::Kind::Text,
        )
        .required(__inner::Evidence::Documented)
        .lengths(1, 4294967295)
        .sensitive();
    static __FIELD_1: __inner::Field = __inner::Field::new(
            "category",
            "category",
            "/order/items/*",
            __inner::Kind::Enum,
        )
        .values(&["FOOD", "TOYS"]);
    static __FIELD_2_ELEMENT: __inner::Field = __inner::Field::element(
            "/order/items/*/labels",
            __inner::Kind::Text,
        )
        .lengths(0, 4);
    static __FIELD_2: __inner::Field = __inner::Field::new(
        "labels",
        "labels",
        "/order/items/*",
        __inner::Kind::Array(
            &__inner::ArrayOf {
                element: &__FIELD_2_ELEMENT,
                min: 1,
                max: 4294967295,
            },
        ),
    );
    static __DEFINITION: __inner::Definition = __inner::Definition::new(
        "shop",
        "f3a7e85c50968c66",
        "POST",
        "/v2/shop",
        &[],
    );
    use __inner::NotImplemented as __NotImplemented;
    type __Check1 = <__inner::EnumTraits<
        { __inner::FieldTraits::<Category>::__ENUM },
        { __inner::FieldTraits::<Category>::__TEXT },
    > as __inner::Implemented>::Check;
    #[automatically_derived]
    impl __inner::RavelinFields for Item {
        const __PART: &'static __inner::PartMapping = &__inner::PartMapping {
            mapping: __inner::EventMapping {
                names: &[
                    (&__FIELD_0, "Item.sku"),
                    (&__FIELD_1, "Item.category"),
                    (&__FIELD_2, "Item.labels"),
                ],
                ..__inner::EventMapping::new(&__DEFINITION, "")
            },
            always: &[true, !__T[1].optional, !__T[2].optional],
            digests: &[700207161457525423, 11134673933476318069, 6808526470596673593],
            exclusive: &[],
            needs_currency: false,
            lacks_currency: false,
        };
        const __SCHEMA: &'static __inner::SchemaInfo = &__inner::SchemaInfo {
            others: &[
                __inner::SchemaField::of(__T[0], 0).by(&__FIELD_0),
                __inner::SchemaField::of(__T[1], 0).by(&__FIELD_1),
                __inner::SchemaField::of(__T[2], 0).by(&__FIELD_2),
            ],
            ..__inner::SchemaInfo::NONE
        };
        const __OBJECT: __inner::Option<&'static __inner::ObjectMapping> = __inner::Some(
            &__inner::ObjectMapping {
                object: "order.items",
                pointer: "/order/items/*",
                digest: 13152619177358567390,
            },
        );
        fn __write(
            &self,
            __encoder: &mut __inner::Encoder<'_>,
            __at: __inner::usize,
        ) -> __inner::usize {
            let __at = <String as __inner::Text<
                _,
            >>::put(&self.sku, __encoder, __at, &__FIELD_0);
            let __at = <Category as __inner::Enum<
                _,
                __Check1,
            >>::put(&self.category, __encoder, __at, &__FIELD_1);
            let __at = <Option<
                [&'static str; 2],
            > as __inner::Array<
                __inner::OfText,
                _,
            >>::put(&self.labels, __encoder, __at, &__FIELD_2);
            __at
        }
    }
    const __T: [__inner::TypeInfo; 3] = __inner::assert_plain_types(
        "!..",
        [
            <String as __inner::Text<_>>::TYPE,
            <Category as __inner::Enum<_, __Check1>>::TYPE,
            <Option<[&'static str; 2]> as __inner::Array<__inner::OfText, _>>::TYPE,
        ],
    );
    const _: () = __inner::assert_field(
        <Category as __inner::Enum<_, __Check1>>::TYPE,
        &__FIELD_1,
        "order.items",
        false,
    );
    const _: () = __inner::assert_field(
        <Option<[&'static str; 2]> as __inner::Array<__inner::OfText, _>>::TYPE,
        &__FIELD_2,
        "order.items",
        false,
    );
};
const _: () = {
    use ::voucher_core::__ as __inner;
    const _: &[__inner::u8] = __inner::include_bytes!(
        __inner::concat!(__inner::env!("CARGO_MANIFEST_DIR"), "/definitions/shop.json")
    );
    #[automatically_derived]
    impl __inner::EnumField for Category {
        const VALUES: &'static [&'static __inner::str] = &["FOOD"];
        fn value(&self) -> &'static __inner::str {
            match self {
                Self::Food => "FOOD",
            }
        }
    }
};
