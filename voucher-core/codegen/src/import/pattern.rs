//! Regular expressions with flags, which a definition does not have.

/// Returns an equivalent pattern without the flag `(?i)`: `(?i)ab[c-e]` is `[aA][bB][c-eC-E]`. `None` if there is another flag, or
/// if the pattern has something else whose case cannot be seen.
pub(super) fn without_case_flag(source: &str) -> Option<String> {
    let mut rewriter = Rewriter {
        rest: source,
        out: String::new(),
        groups: Vec::new(),
        ignores_case: false,
    };
    while !rewriter.rest.is_empty() {
        rewriter.step()?;
    }
    Some(rewriter.out)
}

struct Rewriter<'s> {
    rest: &'s str,
    out: String,
    /// Whether case is ignored around each open group.
    groups: Vec<bool>,
    ignores_case: bool,
}

impl Rewriter<'_> {
    fn skip(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    /// Copies one character or construct.
    fn step(&mut self) -> Option<()> {
        if self.skip("(?i)") {
            self.ignores_case = true;
        } else if self.skip("(?i:") {
            self.open("(?:");
            self.ignores_case = true;
        } else if self.skip("(?") {
            let kinds = [":", "=", "!", "<=", "<!"];
            let kind = kinds.into_iter().find(|kind| self.skip(kind))?;
            self.open("(?");
            self.out.push_str(kind);
        } else if self.skip("(") {
            self.open("(");
        } else if self.skip(")") {
            self.ignores_case = self.groups.pop()?;
            self.out.push(')');
        } else if self.skip("[") {
            self.class()?;
        } else if self.rest.starts_with('\\') {
            self.escape()?;
        } else {
            let one = self.next()?;
            self.literal(one)?;
        }
        Some(())
    }

    fn open(&mut self, group: &str) {
        self.groups.push(self.ignores_case);
        self.out.push_str(group);
    }

    fn literal(&mut self, one: char) -> Option<()> {
        if self.ignores_case && one.is_ascii_alphabetic() {
            let (lower, upper) = (one.to_ascii_lowercase(), one.to_ascii_uppercase());
            self.out.extend(['[', lower, upper, ']']);
            return Some(());
        }
        self.out.push(one);
        (one.is_ascii() || !self.ignores_case).then_some(())
    }

    /// Copies an escape, unless it denotes a character with a case.
    fn escape(&mut self) -> Option<()> {
        self.rest = self.rest.strip_prefix('\\')?;
        let one = self.next()?;
        let has_case = one.is_ascii_alphabetic() && !"dDsSwWbBnrtfv".contains(one);
        self.out.extend(['\\', one]);
        (!self.ignores_case || !has_case).then_some(())
    }

    /// Copies the rest of a class of characters, with the other case of each letter.
    fn class(&mut self) -> Option<()> {
        self.out.push('[');
        if self.skip("^") {
            self.out.push('^');
        }
        while !self.skip("]") {
            if self.rest.starts_with('\\') {
                self.escape()?;
                continue;
            }
            let first = self.next()?;
            let mut ahead = self.rest.chars();
            let last = match (ahead.next(), ahead.next()) {
                (Some('-'), Some(last)) if last != ']' => {
                    self.rest = ahead.as_str();
                    last
                }
                _ => first,
            };
            self.range(first, last)?;
        }
        self.out.push(']');
        Some(())
    }

    fn range(&mut self, first: char, last: char) -> Option<()> {
        let has_letter = (first..=last).any(char::is_alphabetic);
        let is_lower = first.is_ascii_lowercase() && last.is_ascii_lowercase();
        let is_upper = first.is_ascii_uppercase() && last.is_ascii_uppercase();
        self.push_range(first, last);
        if !self.ignores_case || !has_letter {
            return (last != '\\' || !self.ignores_case).then_some(());
        }
        if !is_lower && !is_upper {
            return None;
        }
        let swap = |one: char| {
            if is_lower {
                one.to_ascii_uppercase()
            } else {
                one.to_ascii_lowercase()
            }
        };
        self.push_range(swap(first), swap(last));
        Some(())
    }

    fn push_range(&mut self, first: char, last: char) {
        self.out.push(first);
        if first != last {
            self.out.extend(['-', last]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::without_case_flag;

    #[test]
    fn letters_get_both_cases_where_the_flag_applies() {
        for (source, expected) in [
            ("(?i)^(pay|x9)$", Some("^([pP][aA][yY]|[xX]9)$")),
            ("a(?i:b(c))d", Some("a(?:[bB]([cC]))d")),
            (
                r"([^\s]+(\.(?i)(jpg))x)$",
                Some(r"([^\s]+(\.([jJ][pP][gG]))x)$"),
            ),
            (r"(a(?i)b)c", Some("(a[bB])c")),
            (r"(?i)[a-f0-9\-]{2,}", Some(r"[a-fA-F0-9\-]{2,}")),
            ("(?i)[^x]", Some("[^xX]")),
            ("(?i)[A-z]", None),
            ("(?i)é", None),
            (r"(?i)\x41", None),
            ("(?s).", None),
            ("(?i)(", Some("(")),
        ] {
            assert_eq!(without_case_flag(source).as_deref(), expected, "{source}");
        }
    }
}
