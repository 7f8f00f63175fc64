//! The starters of all shipped definitions and of the files in `definitions`, each in a module. `STARTERS` names a folder with more
//! definition files, of which 200 are chosen. A warning of rustc or rustdoc about one of them fails the build.
#![deny(warnings)]
// Whether a large alternative is worth a `Box` depends on what is sent most, which only the user knows.
#![allow(clippy::large_enum_variant)] // see above

include!(concat!(env!("OUT_DIR"), "/starters.rs"));

/// A starter that was compiled.
pub struct Starter {
    /// The name of a shipped definition, or the path of a definition file.
    pub definition: &'static str,
    /// Whether the file was chosen from the folder that `STARTERS` names.
    pub is_chosen: bool,
    /// The path of the code.
    pub path: &'static str,
    /// Returns the schema of the event.
    pub schema: fn() -> String,
}
