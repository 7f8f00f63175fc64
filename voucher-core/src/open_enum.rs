//! Enums of the values that the API sends.

/// Defines an enum of the strings that a member of an answer can have.
macro_rules! open_enum {
    (
        $(#[$about:meta])*
        $name:ident { $($(#[$about_variant:meta])* $variant:ident = $value:literal,)* }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$about_variant])* $variant,)*
            /// A value that this version of the crate does not know.
            Other(std::string::String),
        }

        impl $name {
            pub(crate) fn read(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::Other(other.into()),
                }
            }

            /// Returns the value as the API sends it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Other(value) => value,
                }
            }
        }
    };
}

pub(crate) use open_enum;
