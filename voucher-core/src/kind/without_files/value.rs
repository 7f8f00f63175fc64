//! Without definition files: no field is an array, so nothing is a value of any kind.

/// Defines the marker of a kind.
macro_rules! value_of {
    ($(#[$attribute:meta])* $of:ident: $kind:ident) => {
        $(#[$attribute])*
        #[derive(Debug)]
        pub enum $of {}
    };
}

pub(crate) use value_of;
