//! Doc comments from descriptions that someone else wrote.
//!
//! A description is plain text here. Whatever Markdown, HTML or rustdoc would do with it is escaped, except for code in single
//! backticks and for addresses, which become links.

/// The maximum number of characters of a description that are shown.
const MAX_LENGTH: usize = 2_000;

/// The maximum number of characters in a line, without the indentation and `/// `.
const MAX_WIDTH: usize = 90;

/// Returns the lines of a description in Markdown, without `///`. There are none if the description is blank.
pub(super) fn doc_lines(description: &str) -> Vec<String> {
    let mut characters = description.char_indices();
    let (shown, more) = match characters.nth(MAX_LENGTH) {
        Some((end, _)) => (description.get(..end).unwrap_or_default(), " …"),
        None => (description, ""),
    };
    let mut lines = Vec::new();
    for paragraph in format!("{shown}{more}").split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let atoms = atoms(paragraph);
        let is_after_blank = lines.last().is_none_or(String::is_empty);
        if !(atoms.is_empty() && is_after_blank) {
            wrap(&atoms, &mut lines);
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Returns a name as code: `` `order.items` ``. One that cannot be code is escaped.
pub(super) fn code(name: &str) -> String {
    let is_code = |character: char| character != '`' && !is_hidden(character);
    if !name.is_empty() && name.trim() == name && name.chars().all(is_code) {
        return format!("`{name}`");
    }
    format!("\"{}\"", doc_lines(name).join(" "))
}

/// Returns whether a character is invisible or changes the direction of text.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Puts words into lines. A blank paragraph is an empty line.
fn wrap(atoms: &[String], lines: &mut Vec<String>) {
    let mut line = String::new();
    for atom in atoms {
        let is_full = line.chars().count() + atom.chars().count() >= MAX_WIDTH;
        if !line.is_empty() && is_full {
            lines.push(escape_start(&line));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(atom);
    }
    lines.push(escape_start(&line));
}

/// Splits a line into words, each escaped. Code in backticks is one word.
fn atoms(line: &str) -> Vec<String> {
    let visible = |character| if is_hidden(character) { ' ' } else { character };
    let line: String = line.chars().map(visible).collect();
    let has_code = !line.contains("``") && line.matches('`').count() % 2 == 0;
    if !has_code {
        return line.split_whitespace().map(escape_word).collect();
    }
    let mut atoms: Vec<String> = Vec::new();
    // Whether the next piece continues the last word.
    let mut is_joined = false;
    for (index, piece) in line.split('`').enumerate() {
        let pieces: Vec<String> = if index % 2 == 0 {
            piece.split_whitespace().map(escape_word).collect()
        } else {
            let words: Vec<_> = piece.split_whitespace().collect();
            vec![format!("`{}`", words.join(" "))]
        };
        is_joined &= !piece.starts_with(char::is_whitespace) || index % 2 == 1;
        for piece in pieces {
            match atoms.last_mut() {
                Some(last) if is_joined => last.push_str(&piece),
                _ => atoms.push(piece),
            }
            is_joined = false;
        }
        is_joined = index % 2 == 1 || !piece.is_empty() && !piece.ends_with(char::is_whitespace);
    }
    atoms.into_iter().map(without_empty_code).collect()
}

/// Two backticks without anything between them would begin other code.
fn without_empty_code(atom: String) -> String {
    if atom.contains("``") {
        return atom.replace('`', "\\`");
    }
    atom
}

/// Escapes a word. An address becomes a link.
fn escape_word(word: &str) -> String {
    let Some(start) = address(word) else {
        return escape(word);
    };
    let (before, address) = word.split_at(start);
    let is_trailing = |character| {
        matches!(
            character,
            '.' | ',' | ';' | ':' | '!' | '?' | ')' | '\'' | '"' | ']' | '}'
        )
    };
    let end = address.find(['<', '>', '`', '\\']).unwrap_or(address.len());
    let link = address.get(..end).unwrap_or_default();
    let link = link.trim_end_matches(is_trailing);
    let after = address.get(link.len()..).unwrap_or_default();
    format!("{}<{link}>{}", escape(before), escape(after))
}

/// Returns where an address starts that rustdoc would ask to make a link of.
fn address(word: &str) -> Option<usize> {
    let found = ["https://", "http://"].map(|scheme| {
        let at = word.find(scheme)?;
        let host = word.get(at + scheme.len()..)?;
        let is_host = host.starts_with(|first: char| first.is_alphanumeric());
        is_host.then_some(at)
    });
    found.into_iter().flatten().min()
}

/// Escapes what Markdown or HTML would interpret.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut previous: Option<char> = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let is_inside = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
        let needs_escape = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '|' | '~' => true,
            '_' => !is_inside(previous) || !is_inside(next),
            _ => false,
        };
        if needs_escape {
            escaped.push('\\');
        }
        escaped.push(character);
        previous = Some(character);
    }
    escaped
}

/// Escapes what has a meaning at the start of a line: headings, lists and underlines.
fn escape_start(line: &str) -> String {
    if line.starts_with(['#', '-', '+', '=']) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{number}\\{rest}");
    }
    line.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_interpret_is_escaped() {
        for (description, expected) in [
            ("an id", "an id"),
            ("see [order] */ \\d", "see \\[order\\] \\*/ \\\\d"),
            ("`order_id` of `a b`, <b>", "`order_id` of `a b`, \\<b\\>"),
            ("```rust", "\\`\\`\\`rust"),
            ("one ` only", "one \\` only"),
            ("see https://a.b/c_[d]. It", "see <https://a.b/c_[d>\\]. It"),
            ("(http://a.b)", "(<http://a.b>)"),
            ("- item", "\\- item"),
            ("1. item", "1\\. item"),
            ("# title", "\\# title"),
            ("    code", "code"),
            ("_a_ snake_case", "\\_a\\_ snake_case"),
            ("a\u{202e}b\tc", "a b c"),
            ("a`b`c", "a`b`c"),
            ("`a``b`", "\\`a\\`\\`b\\`"),
            ("` `", "\\`\\`"),
        ] {
            assert_eq!(doc_lines(description), [expected], "{description}");
        }
    }

    #[test]
    fn a_long_description_is_wrapped_and_cut() {
        let lines = doc_lines(&"word ".repeat(200_000));
        assert!(lines.len() < 30 && lines.iter().all(|line| line.len() <= MAX_WIDTH));
        assert!(lines.last().unwrap().ends_with('…'));
        assert_eq!(doc_lines(" \n a \n\n\n b \n"), ["a", "", "b"]);
        assert_eq!(doc_lines(""), Vec::<String>::new());
    }
}
