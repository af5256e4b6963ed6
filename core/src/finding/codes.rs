//! The macro that makes the list of codes.
//!
//! This module may not name a code, see [`super::code`].

/// Makes an enum whose every variant has a name for programs outside Rust, beside each other
/// so that none can be forgotten.
macro_rules! codes {
    ($(#[$of_enum:meta])* $enum:ident { $($(#[$of_code:meta])* $code:ident = $name:literal,)* }) => {
        $(#[$of_enum])*
        pub enum $enum {
            $($(#[$of_code])* $code,)*
        }

        impl $enum {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// The code as programs outside Rust read it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)*
                }
            }
        }
    };
}

pub(super) use codes;
