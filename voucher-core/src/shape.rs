//! What a type can send in each row, as far as the compiler knows it. Only `schema()` asks; nothing of it is in a program
//! that does not.

use crate::kind::Verdict;
use crate::part::Share;
use crate::pen::Pen;
use voucher_definition::{Definition, Field};

/// One row, or something that stands beside the rows.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub(crate) source: Source,
    /// The rows' place: that of the definition, and the row's own.
    place: (usize, usize),
    /// The row, where it is none of a definition's own: a member, or one that the user narrowed.
    own: Option<&'static Field>,
    /// Whether there is a value in every event.
    pub(crate) is_always: bool,
    /// Whether a currency may be any three letters.
    pub(crate) is_unlisted: bool,
    /// The user's own function that is asked of the value; empty where there is none.
    pub(crate) check: &'static str,
}

/// Where a row's value is from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// A type of which this is known.
    Type(Verdict),
    /// A constant, by what writes it.
    Constant(fn(&mut Pen<'_>, usize) -> usize),
    /// A part's rows.
    Part(&'static Share, &'static [Shape]),
    /// The whole event, or the whole part: only asked.
    Whole,
}

impl Shape {
    const fn new(source: Source, definition: usize, row: usize) -> Self {
        Self {
            source,
            place: (definition, row),
            own: None,
            is_always: false,
            is_unlisted: false,
            check: "",
        }
    }

    /// A value of a type; there is one in every event, unless the type is an `Option`.
    #[must_use]
    pub const fn of(verdict: Verdict, definition: usize, row: usize) -> Self {
        let mut shape = Self::new(Source::Type(verdict), definition, row);
        shape.is_always = !verdict.optional;
        shape
    }

    /// A value of which nothing is known, not even whether there is one.
    #[must_use]
    pub const fn row(definition: usize, row: usize) -> Self {
        Self::new(Source::Type(Verdict::RIGHT), definition, row)
    }

    /// A value that never changes.
    #[must_use]
    pub const fn constant(
        definition: usize,
        row: usize,
        write: fn(&mut Pen<'_>, usize) -> usize,
    ) -> Self {
        Self::new(Source::Constant(write), definition, row).always()
    }

    /// A member that no definition lists. Whether it is a `None`, only its serializer knows.
    #[must_use]
    pub const fn member(row: &'static Field) -> Self {
        Self::row(0, 0).by(row)
    }

    /// The rows of a part.
    #[must_use]
    pub const fn part(verdict: Verdict, share: &'static Share, shapes: &'static [Self]) -> Self {
        let mut shape = Self::new(Source::Part(share, shapes), 0, 0);
        shape.is_always = !verdict.optional;
        shape
    }

    /// The whole event, or the whole part, which a function of the user's is asked about.
    #[must_use]
    pub const fn whole(check: &'static str) -> Self {
        Self::new(Source::Whole, 0, 0).checked(check)
    }

    /// There is a value in every event.
    #[must_use]
    pub const fn always(mut self) -> Self {
        self.is_always = true;
        self
    }

    /// By the rules of another row than the definition's.
    #[must_use]
    pub const fn by(mut self, row: &'static Field) -> Self {
        self.own = Some(row);
        self
    }

    /// A currency of any three letters.
    #[must_use]
    pub const fn unlisted(mut self) -> Self {
        self.is_unlisted = true;
        self
    }

    /// A function of the user's is asked about the value.
    #[must_use]
    pub const fn checked(mut self, check: &'static str) -> Self {
        self.check = check;
        self
    }

    /// The row.
    pub(crate) fn field(&self) -> &'static Field {
        let (definition, row) = self.place;
        self.own
            .unwrap_or_else(|| Definition::row_at(definition, row).1)
    }
}
