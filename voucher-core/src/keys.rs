//! The keys of `#[ravelin(…)]`, for rust-analyzer, which resolves each key to the module of its name. Written by
//! `BLESS=1 cargo test -p voucher-derive --all-features`, from `voucher-derive/src/attr/table.rs`.

/// The keys of a field.
pub mod field {
    /// `rename = "wireName"`
    ///
    /// the wire name. `"order.customerId"` is the entity's field if the envelope has one of the same name, `":id"` the parameter of the path, `"?limit"` the parameter of the query
    pub mod rename {}

    /// `skip`
    ///
    /// not sent. No other key may be next to it
    pub mod skip {}

    /// `custom = "key"`
    ///
    /// a member of the free object `custom`: any `serde::Serialize`. Without `= "key"`, the key is the field's name. A field that maps to `custom` itself is the whole object, and the members are merged into it
    pub mod custom {}

    /// `extra = "wireName"`
    ///
    /// a member that the definition does not list: any `serde::Serialize`. Not allowed if the object is closed (`additionalProperties: false`)
    pub mod extra {}

    /// `body`
    ///
    /// only with `RavelinEvent`, and only if the body is not an object: the whole body. All other fields are parameters
    pub mod body {}

    /// `flatten`
    ///
    /// the field's type, or what it refers to, derives `RavelinFields` and maps some fields of the same entity
    pub mod flatten {}

    /// `required`
    ///
    /// on an `Option`, or a conversion that returns one, for a required field: `None` is then a violation of `Rule::Required` instead of a compile error
    pub mod required {}

    /// `unix = "ms"`
    ///
    /// the unit of an integer time: `"s"`, `"ms"`, `"us"` or `"ns"`. A fraction of a millisecond is rounded down
    pub mod unix {}

    /// `with = path::to::function`
    ///
    /// a conversion, `fn(&T) -> U` or `fn(&T) -> Result<U, impl Display>`, where the field accepts a `U`. An error is a violation of `Rule::Check`
    pub mod with {}

    /// `unlisted`
    ///
    /// on a currency: accepts any three letters, not only codes of ISO 4217
    pub mod unlisted {}

    /// `pattern = "^[A-Z]+$"`
    ///
    /// on a string or identifier: your own pattern, in addition to the definition's. See [Patterns](https://docs.rs/voucher-core/latest/voucher_core/derive.RavelinEvent.html#patterns). Needs the feature `pattern`
    pub mod pattern {}

    /// `length(min = 1, max = 40)`
    ///
    /// on a string or identifier: the number of characters. It can only narrow what the definition accepts
    pub mod length {}

    /// `range(min = 1, max = 40)`
    ///
    /// on an integer or amount (in minor units). It can only narrow what the definition accepts
    pub mod range {}

    /// `check = path::to::function`
    ///
    /// your own rule, `fn(&T) -> Result<(), impl Display>`. It runs only if the value satisfies all other rules
    pub mod check {}
}

/// The keys of an event's struct.
pub mod event {
    /// `event = "voucher"`
    ///
    /// the event: `voucher`, `voucher/check` or `paymentmethod/voucher`; with the feature `definition-file` also every definition file that ships with the toolkit, such as `order` or `v3/login`
    pub mod event {}

    /// `definition = "definitions/order.json"`
    ///
    /// a definition file of your own instead, relative to the folder of your `Cargo.toml`. The crate is rebuilt when the file changes. Needs the feature `definition-file`
    pub mod definition {}

    /// `timestamp = now`
    ///
    /// reads the clock once per encoding, for a `timestamp` of the body that is a time, or a date and time. Without it, map a field to `timestamp`, or leave it out if the definition has it optional
    pub mod timestamp {}

    /// `constant(field = value, …)`
    ///
    /// a field that never changes, by its Rust name. The value is a string, a number (milliseconds for a time), a bool, `null` if the definition allows it, or the path of a `const` that is a `&str`, `i64`, `f64`, `bool`, `Currency`, `Timestamp` or an enum. It is checked at compile time
    pub mod constant {}

    /// `optional(field, …)`
    ///
    /// waives a requirement that no page of the API states: it is inferred, or known only from public clients. A stated requirement cannot be waived
    pub mod optional {}

    /// `relax(field, …)`
    ///
    /// waives what a definition that ships says about a field, in case it is wrong: that the field is required, and all rules of its value (listed values, pattern, length, range). Only its type is left. rustc warns about each field. The rules of a definition file of your own are changed there
    pub mod relax {}

    /// `check = path::to::function`
    ///
    /// your own rule across fields, `fn(&Self) -> Result<(), impl Display>`. It runs only if every field is valid. An error is a violation of `Rule::Check` at the body
    pub mod check {}

    /// `export = "schemas/promo.json"`
    ///
    /// only with `RavelinEvent`, on a struct without type and const parameters: a test compares the schema of the struct with this file, relative to the folder of your `Cargo.toml`. See [Exported schemas](https://docs.rs/voucher-core/latest/voucher_core/derive.RavelinEvent.html#exported-schemas)
    pub mod export {}

    /// `crate = path::to::voucher_core`
    ///
    /// the path of `voucher_core`, if it is not `::voucher_core`
    pub mod crate_ {}
}

/// The keys of a part's struct.
pub mod part {
    /// `event = "voucher"`
    ///
    /// the event: `voucher`, `voucher/check` or `paymentmethod/voucher`; with the feature `definition-file` also every definition file that ships with the toolkit, such as `order` or `v3/login`
    pub mod event {}

    /// `definition = "definitions/order.json"`
    ///
    /// a definition file of your own instead, relative to the folder of your `Cargo.toml`. The crate is rebuilt when the file changes. Needs the feature `definition-file`
    pub mod definition {}

    /// `object = "order.items"`
    ///
    /// only with `RavelinFields`: the object inside the body that the struct maps, or each element of that array. If the body itself is an array, `"[]"` is each of its elements, and `"[].address"` an object in each of them
    pub mod object {}

    /// `constant(field = value, …)`
    ///
    /// a field that never changes, by its Rust name. The value is a string, a number (milliseconds for a time), a bool, `null` if the definition allows it, or the path of a `const` that is a `&str`, `i64`, `f64`, `bool`, `Currency`, `Timestamp` or an enum. It is checked at compile time
    pub mod constant {}

    /// `optional(field, …)`
    ///
    /// waives a requirement that no page of the API states: it is inferred, or known only from public clients. A stated requirement cannot be waived
    pub mod optional {}

    /// `relax(field, …)`
    ///
    /// waives what a definition that ships says about a field, in case it is wrong: that the field is required, and all rules of its value (listed values, pattern, length, range). Only its type is left. rustc warns about each field. The rules of a definition file of your own are changed there
    pub mod relax {}

    /// `check = path::to::function`
    ///
    /// your own rule across fields, `fn(&Self) -> Result<(), impl Display>`. It runs only if every field is valid. An error is a violation of `Rule::Check` at the body
    pub mod check {}

    /// `crate = path::to::voucher_core`
    ///
    /// the path of `voucher_core`, if it is not `::voucher_core`
    pub mod crate_ {}
}

/// The keys of an enum.
pub mod enumeration {
    /// `event = "voucher"`
    ///
    /// the event whose field lists the values
    pub mod event {}

    /// `definition = "definitions/order.json"`
    ///
    /// a definition file of your own instead. Needs the feature `definition-file`
    pub mod definition {}

    /// `field = "voucherType"`
    ///
    /// the field that lists the values; `"order.items.category"` is a field of an object inside the body, `"?sort"` a parameter of the query, and `"body"` a body that is not an object. For a map, it is the values, or the keys if only those are listed; `"prices[keys]"` is always the keys
    pub mod field {}

    /// `crate = path::to::voucher_core`
    ///
    /// the path of `voucher_core`, if it is not `::voucher_core`
    pub mod crate_ {}
}

/// The keys of a variant.
pub mod variant {
    /// `rename = "GENERAL"`
    ///
    /// on a variant: the string that it maps onto
    pub mod rename {}

    /// `value = 3`
    ///
    /// on a variant: the integer that it maps onto. Every variant of an enum needs one if the field lists integers
    pub mod value {}
}

/// The keys of an enum of alternatives.
pub mod one_of {
    /// `event = "order"`
    ///
    /// the event whose field has the alternatives
    pub mod event {}

    /// `definition = "definitions/payment.json"`
    ///
    /// a definition file of your own instead
    pub mod definition {}

    /// `field = "paymentMethod"`
    ///
    /// the field that has the alternatives; `"order.payments"` is a field of an object inside the body, and `"body"` a body that is not an object. For an array or a map, the alternatives are those of its elements or values
    pub mod field {}

    /// `crate = path::to::voucher_core`
    ///
    /// the path of `voucher_core`, if it is not `::voucher_core`
    pub mod crate_ {}
}

/// The keys of an alternative's variant.
pub mod alternative {
    /// `rename = "card"`
    ///
    /// on a variant: the name of the alternative
    pub mod rename {}
}
