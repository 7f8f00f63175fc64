//! The paths that attributes have: `order.items`, `paymentMethod[card].scheme`.

/// A name in a path, with the names of alternatives after it: `paymentMethod[card]`.
pub(crate) struct Segment<'p> {
    pub(crate) name: &'p str,
    pub(crate) alternatives: Vec<&'p str>,
    /// The segment as written.
    pub(crate) source: &'p str,
}

/// Splits a path into its segments. A dot within brackets is part of the name of an alternative.
///
/// # Errors
/// What is wrong with the brackets.
pub(crate) fn parse_path(path: &str) -> Result<Vec<Segment<'_>>, String> {
    let mut depth = 0_usize;
    let segments = path.split(|character| {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == '.' && depth == 0
    });
    segments.map(parse_segment).collect()
}

fn parse_segment(source: &str) -> Result<Segment<'_>, String> {
    let (name, mut rest) = match source.find('[') {
        Some(at) => source.split_at(at),
        None => (source, ""),
    };
    let mut alternatives = Vec::new();
    while !rest.is_empty() {
        let alternative = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let Some((alternative, after)) = alternative else {
            return Err(format!(
                "expected `[` and `]` around the name of each alternative, found `{source}`; write `{name}[…]`"
            ));
        };
        alternatives.push(alternative);
        rest = after;
    }
    Ok(Segment {
        name,
        alternatives,
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::parse_path;

    fn parsed(path: &str) -> Option<Vec<(&str, Vec<&str>)>> {
        let segments = parse_path(path).ok()?.into_iter();
        Some(
            segments
                .map(|segment| (segment.name, segment.alternatives))
                .collect(),
        )
    }

    #[test]
    fn a_dot_within_brackets_does_not_end_a_name() {
        let expected = [("a", vec!["v1.card", "x"]), ("b", vec![]), ("", vec![])];
        assert_eq!(parsed("a[v1.card][x].b."), Some(expected.into()));
        assert_eq!(parsed("order.items").map(|path| path.len()), Some(2));
    }

    #[test]
    fn brackets_are_closed_and_at_the_end() {
        for path in ["a[b", "a[b.c", "a[b]c", "a[b]c[d]", "a]b[", "a[b]]"] {
            assert_eq!(parsed(path), None, "{path}");
        }
    }
}
