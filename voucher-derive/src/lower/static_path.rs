//! The name of a static in generated code.

/// The path of a static that holds a field definition.
#[derive(Clone)]
pub(crate) struct StaticPath {
    /// Whether it is in `voucher_core`, and not in the generated code.
    pub(crate) is_in_core: bool,
    pub(crate) name: String,
    /// The index of the field definition in the static, if that is an array.
    pub(crate) index: Option<usize>,
}

impl StaticPath {
    pub(super) fn core(name: String) -> Self {
        Self {
            is_in_core: true,
            name,
            index: None,
        }
    }

    pub(super) fn generated(name: String) -> Self {
        Self {
            is_in_core: false,
            name,
            index: None,
        }
    }

    /// Returns the path of a field definition of a file, by its index among those that the generated code contains.
    #[cfg(feature = "definition-file")]
    pub(crate) fn of_file(index: usize) -> Self {
        Self {
            index: Some(index),
            ..Self::generated(String::from("__FIELDS"))
        }
    }

    /// Whether it holds a field definition that is made for a field of the struct.
    pub(crate) fn is_new(&self) -> bool {
        !self.is_in_core && self.index.is_none()
    }

    /// Returns the path of a field definition that is made for a field of the struct, by the field's index.
    pub(super) fn new_field(index: usize) -> Self {
        Self::generated(format!("__NEW_FIELD_{index}"))
    }
}
