//! Strings of requests, as they are shown.

use crate::redact::redact;
use maud::{Markup, PreEscaped, html};

/// Returns a string as it is shown: escaped, without tokens, and with invisible characters as their code points.
pub(super) fn shown(text: &str) -> Markup {
    let redacted = redact(text);
    let mut markup = String::new();
    let mut rest = &*redacted;
    while let Some((at, character)) = rest
        .char_indices()
        .find(|(_, character)| is_invisible(*character))
    {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let code = format!("U+{:04X}", u32::from(character));
        let escaped = html! { (before) span.escape { (code) } };
        markup.push_str(&escaped.into_string());
        rest = after.get(character.len_utf8()..).unwrap_or_default();
    }
    markup.push_str(&html! { (rest) }.into_string());
    PreEscaped(markup)
}

/// Returns a message as it is shown, with what is between backticks as code.
pub(super) fn prose(text: &str) -> Markup {
    let parts: Vec<_> = text.split('`').collect();
    if parts.len() % 2 == 0 {
        return shown(text);
    }
    html! {
        @for (at, part) in parts.iter().enumerate() {
            @if at % 2 == 1 { code { (shown(part)) } } @else { (shown(part)) }
        }
    }
}

/// Returns whether a character is a control character, or changes the direction or the look of others without being seen.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Shortens a string for the page.
pub(super) fn cut(text: &str, max: usize) -> String {
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(max).collect();
    match characters.count() {
        0 => start,
        rest => format!("{start}… ({rest} more characters)"),
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, prose, shown};

    #[test]
    fn what_is_between_backticks_is_code() {
        let text = "expected `<b>`, found ``; send `x`";
        let expected = "expected <code>&lt;b&gt;</code>, found <code></code>; send <code>x</code>";
        assert_eq!(prose(text).into_string(), expected);
        assert_eq!(prose("one ` only").into_string(), "one ` only");
    }

    #[test]
    fn no_string_is_markup_or_changes_the_direction_of_others() {
        for (text, expected) in [
            (
                "<script>alert(1)</script>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
            ),
            ("\"'&</textarea>", "&quot;'&amp;&lt;/textarea&gt;"),
            ("a\u{202e}b", "a<span class=\"escape\">U+202E</span>b"),
            ("\u{0}", "<span class=\"escape\">U+0000</span>"),
            ("é 👩‍👩‍👧 שלום", "é 👩‍👩‍👧 שלום"),
            ("sk_live_secret", "sk_live_…"),
        ] {
            assert_eq!(shown(text).into_string(), expected);
        }
    }

    #[test]
    fn a_long_string_is_cut_at_a_character() {
        assert_eq!(cut("äöü", 3), "äöü");
        assert_eq!(cut("äöü", 2), "äö… (1 more characters)");
    }
}
