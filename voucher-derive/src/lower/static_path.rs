//! The name of a static in generated code.

/// The path of a static that holds a field definition.
#[derive(Clone)]
pub(crate) struct StaticPath {
    /// Whether it is in `voucher_core`, and not in the generated code.
    pub(crate) is_in_core: bool,
    pub(crate) name: String,
}

impl StaticPath {
    pub(super) fn core(name: String) -> Self {
        Self {
            is_in_core: true,
            name,
        }
    }

    pub(super) fn generated(name: String) -> Self {
        Self {
            is_in_core: false,
            name,
        }
    }

    /// Returns the path of a field definition of a file, by its index among those that the generated code contains.
    #[cfg(feature = "definition-file")]
    pub(crate) fn of_file(index: usize) -> Self {
        Self::generated(format!("__FIELD_{index}"))
    }

    /// Returns the path of a field definition that is made for a field of the struct, by the field's index.
    pub(super) fn new_field(index: usize) -> Self {
        Self::generated(format!("__NEW_FIELD_{index}"))
    }
}
