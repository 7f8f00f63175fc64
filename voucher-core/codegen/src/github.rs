//! Annotations of files on GitHub, as commands that a workflow prints.

use std::fmt::{self, Display, Formatter};

/// How severe an annotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Red.
    Error,
    /// Yellow.
    Warning,
    /// Gray.
    Notice,
}

/// An annotation. Its `Display` is one line, whatever the strings contain.
///
/// ```
/// use voucher_codegen::github::{Annotation, Severity};
///
/// let annotation = Annotation {
///     severity: Severity::Error,
///     file: Some("src/a,b.rs"),
///     place: Some((7, 1)),
///     title: "broken",
///     message: "100 %\n::error::injected",
/// };
/// let line = "::error file=src/a%2Cb.rs,line=7,col=1,title=broken::100 %25%0A::error::injected";
/// assert_eq!(annotation.to_string(), line);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Annotation<'a> {
    /// How severe it is.
    pub severity: Severity,
    /// The file that it is shown in.
    pub file: Option<&'a str>,
    /// The line and the column in the file, from 1.
    pub place: Option<(u64, u64)>,
    /// The title.
    pub title: &'a str,
    /// The message.
    pub message: &'a str,
}

impl Display for Annotation<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let command = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Notice => "notice",
        };
        write!(f, "::{command} ")?;
        if let Some(file) = self.file {
            write!(f, "file={},", Property(file))?;
        }
        if let Some((line, column)) = self.place {
            write!(f, "line={line},col={column},")?;
        }
        write!(
            f,
            "title={}::{}",
            Property(self.title),
            Message(self.message)
        )
    }
}

/// The value of a property, in which more characters are escaped than in a message.
struct Property<'s>(&'s str);

struct Message<'s>(&'s str);

impl Display for Property<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let message = Message(self.0).to_string();
        f.write_str(&message.replace(':', "%3A").replace(',', "%2C"))
    }
}

impl Display for Message<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let message = self.0.replace('%', "%25");
        f.write_str(&message.replace('\r', "%0D").replace('\n', "%0A"))
    }
}
