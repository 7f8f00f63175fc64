//! Part of an entity: fields that several events share.

use crate::encoder::{Encoder, EventMapping};
use crate::schema_info::SchemaInfo;
use alloc::borrow::ToOwned;
use voucher_definition::const_str::is_same;
use voucher_definition::{Field, voucher};

/// Part of an event's entity. `#[derive(RavelinFields)]` implements it, and nothing else does; an event takes it in with
/// `#[ravelin(flatten)]`. With `object = "order.items"` it maps an object within the body as a whole, for the fields that are
/// that object or an array of it.
///
#[cfg_attr(feature = "derive", doc = "```")]
#[cfg_attr(not(feature = "derive"), doc = "```ignore")]
/// use voucher_core::{Currency, RavelinEvent, RavelinFields, Timestamp, VoucherType};
///
/// #[derive(RavelinFields)]
/// #[ravelin(event = "voucher")]
/// struct Money {
///     value: i64,
///     currency: Currency,
/// }
///
/// #[derive(RavelinEvent)]
/// #[ravelin(event = "voucher", timestamp = now)]
/// struct Created<'p> {
///     voucher_code: &'p str,
///     creation_time: Timestamp,
///     #[ravelin(flatten)]
///     price: &'p Money,
/// }
///
/// // The part serves any other event whose fields of the same names have the same kind and rules.
/// #[derive(RavelinEvent)]
/// #[ravelin(event = "paymentmethod/voucher", timestamp = now)]
/// struct Redeemed<'p> {
///     payment_method_id: u64,
///     voucher_code: &'p str,
///     redemption_time: Timestamp,
///     success: bool,
///     voucher_type: VoucherType,
///     #[ravelin(flatten)]
///     price: &'p Money,
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no part of an event",
    label = "no part",
    note = "add `#[derive(RavelinFields)]` and `#[ravelin(event = \"…\")]` to its struct"
)]
pub trait RavelinFields {
    #[doc(hidden)]
    const __PART: &'static PartMapping;

    /// The object within the body that is mapped as a whole; none by a part.
    #[doc(hidden)]
    const __OBJECT: Option<&'static ObjectMapping> = None;

    #[doc(hidden)]
    const __SCHEMA: &'static SchemaInfo;

    #[doc(hidden)]
    fn __write(&self, encoder: &mut Encoder<'_>, at: usize) -> usize;

    #[doc(hidden)]
    fn __ahead(&self, _: &mut Encoder<'_>) {}

    /// Whether a part has a value for one of its fields that excludes others, by its name in the API.
    #[doc(hidden)]
    fn __is_there(&self, _: &str) -> bool {
        true
    }
}

/// What a part maps of an entity, or a struct of an object within the body.
#[derive(Debug)]
pub struct PartMapping {
    /// Its definition, and each row with the Rust field behind it.
    pub mapping: EventMapping,
    /// For each row, whether there is always a value.
    pub always: &'static [bool],
    /// For each row, the digest of its definition, or what a member has that the definition does not list.
    pub digests: &'static [u64],
    /// The groups of mutually exclusive fields in its object of which it maps at least one.
    pub exclusive: &'static [&'static [&'static str]],
    /// Whether an amount of it needs a currency, which it may have itself.
    pub needs_currency: bool,
    /// Whether an amount of it needs a currency that nothing in it can supply.
    pub lacks_currency: bool,
}

/// The rules of an object that a type has to satisfy which was derived for another one.
#[derive(Clone, Copy, Debug)]
pub struct ObjectRules {
    /// Its path as the attribute has it: `order.items`. Empty for the entity.
    pub path: &'static str,
    /// The digest of its definition.
    pub digest: u64,
    /// Each field: its name, whether it is required, and the digest of its definition.
    pub fields: &'static [(&'static str, bool, u64)],
    /// The groups of mutually exclusive fields.
    pub exclusive: &'static [&'static [&'static str]],
    /// Whether it accepts no other member.
    pub is_closed: bool,
}

impl ObjectRules {
    /// The rules of an open object without mutually exclusive fields.
    #[must_use]
    pub const fn new(
        path: &'static str,
        digest: u64,
        fields: &'static [(&'static str, bool, u64)],
    ) -> Self {
        Self {
            path,
            digest,
            fields,
            exclusive: &[],
            is_closed: false,
        }
    }

    /// Adds the groups of mutually exclusive fields.
    #[must_use]
    pub const fn exclusive(mut self, groups: &'static [&'static [&'static str]]) -> Self {
        self.exclusive = groups;
        self
    }

    /// Accepts no other member.
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.is_closed = true;
        self
    }

    /// Returns the digest of the field with this name.
    #[must_use]
    pub const fn digest_of(&self, name: &str) -> Option<u64> {
        let mut at = 0;
        while at < self.fields.len() {
            let (field, _, digest) = self.fields[at];
            if is_same(field, name) {
                return Some(digest);
            }
            at += 1;
        }
        None
    }
}

/// Checks whether a group of names has both of these.
#[must_use]
pub(crate) const fn is_group_of(group: &[&str], one: &str, other: &str) -> bool {
    has_name(group, one) && has_name(group, other) && !is_same(one, other)
}

/// Checks whether a list of names has this one.
#[must_use]
pub(crate) const fn has_name(names: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < names.len() {
        if is_same(names[at], name) {
            return true;
        }
        at += 1;
    }
    false
}

/// An object within the body, which one struct maps as a whole.
#[derive(Clone, Copy, Debug)]
pub struct ObjectMapping {
    /// Its path as the attribute says it: `order.items`.
    pub object: &'static str,
    /// Its JSON Pointer; `*` stands for an index: `/order/items/*`.
    pub pointer: &'static str,
    /// What tells it from an object with other fields or other rules.
    pub digest: u64,
}

impl ObjectMapping {
    /// What is wrong with it is said at its derive.
    pub const UNKNOWN: Self = Self {
        object: "",
        pointer: "",
        digest: 0,
    };
}

/// A row that a part maps.
#[derive(Clone, Copy, Debug)]
pub struct Mapped {
    /// The Rust field.
    pub name: &'static str,
    /// Whether there is always a value.
    pub is_always: bool,
}

impl PartMapping {
    /// A type that maps nothing.
    pub const NONE: Self = Self {
        mapping: EventMapping::new(&voucher::DEFINITION, ""),
        always: &[],
        digests: &[],
        exclusive: &[],
        needs_currency: false,
        lacks_currency: false,
    };

    /// Returns the digest of the row at this place.
    #[must_use]
    pub const fn digest(&self, at: usize) -> u64 {
        if at < self.digests.len() {
            self.digests[at]
        } else {
            Field::DIGEST_IN_CUSTOM
        }
    }

    /// The JSON Pointer of the entity that a part maps.
    #[must_use]
    pub const fn pointer(&self) -> &'static str {
        self.mapping.definition.entity_pointer()
    }

    /// How the part maps a row, if it does.
    #[must_use]
    pub const fn find(&self, row: &Field) -> Option<Mapped> {
        let mut at = 0;
        while at < self.mapping.names.len() {
            let (mapped, name) = self.mapping.names[at];
            if row.is_namesake(mapped) {
                let is_always = self.always[at];
                return Some(Mapped { name, is_always });
            }
            at += 1;
        }
        None
    }
}

macro_rules! pointer {
    ($($pointer:ty $(where $bound:ident)?;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: RavelinFields $(+ $bound)? + ?Sized> RavelinFields for $pointer {
                const __PART: &'static PartMapping = T::__PART;
                const __SCHEMA: &'static SchemaInfo = T::__SCHEMA;
                const __OBJECT: Option<&'static ObjectMapping> = T::__OBJECT;

                fn __write(&self, encoder: &mut Encoder<'_>, at: usize) -> usize {
                    (**self).__write(encoder, at)
                }

                fn __ahead(&self, encoder: &mut Encoder<'_>) {
                    (**self).__ahead(encoder);
                }

                fn __is_there(&self, name: &str) -> bool {
                    (**self).__is_there(name)
                }
            }
        )*
    };
}

pointer! {
    &T;
    alloc::boxed::Box<T>;
    alloc::rc::Rc<T>;
    alloc::sync::Arc<T>;
    alloc::borrow::Cow<'_, T> where ToOwned;
}
