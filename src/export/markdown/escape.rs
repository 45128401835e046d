//! Texts of others in Markdown: what they are, and nothing that they would do.

use crate::export::text;

/// What means something in every flavor.
const EVERYWHERE: &str = "\\`*_[]<>|~#&$";

/// Escapes text so that Markdown shows it as it stands, in one line; what would command a terminal becomes a symbol.
pub fn inline(words: &str) -> String {
    escaped(words, "")
}

/// The same for pandoc, which also makes curly quotation marks, dashes, citations and attributes of plain characters.
pub(super) fn pandoc(words: &str) -> String {
    let escaped = escaped(words, "^@\"'{}=%:!");
    let mut out = String::with_capacity(escaped.len());
    for c in escaped.chars() {
        // Dashes and ellipses.
        if matches!(c, '-' | '.') && out.ends_with(c) {
            out.push('\\');
        }
        out.push(c);
    }
    // Pandoc counts with letters and Roman numbers too, and with brackets on both sides.
    if out.starts_with('(') {
        out.insert(0, '\\');
    }
    let word = out.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if word > 0 && out[word..].starts_with(['.', ')']) {
        out.insert(word, '\\');
    }
    out
}

/// The same for Obsidian, which also has highlights, comments and block ids.
pub(super) fn obsidian(words: &str) -> String {
    escaped(words, "=%^{}")
}

fn escaped(words: &str, more: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in text::line(words).chars() {
        if EVERYWHERE.contains(c) || more.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    // What begins a list or a rule does so only at the start of a line.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    if out.starts_with(['-', '+', '=']) {
        out.insert(0, '\\');
    } else if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

/// Characters of a reading in the table at most: a sentence of a paper has less, and what matters often stands at its end.
const IN_TABLE: usize = 160;

/// Cuts a long reading for the table; the section has all of it.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= IN_TABLE {
        return text.to_owned();
    }
    let cut: String = text.chars().take(IN_TABLE - 2).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

/// Keeps an address within its angle brackets, and shows all of it.
pub(super) fn address(url: &str) -> String {
    text::readable_address(url)
}

/// Returns a word that can be a tag.
pub(super) fn tag(words: &str) -> String {
    let parts = words.split(|c: char| !c.is_alphanumeric() && !"_/".contains(c));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_an_article_says_becomes_markup() {
        let hostile = "- *a* [b](c) <script> a|b `c` #d\n1. $e$ \u{1b}\u{202e}";
        let plain = "\\- \\*a\\* \\[b\\](c) \\<script\\> a\\|b \\`c\\` \\#d 1. \\$e\\$ ␛←";
        assert_eq!(inline(hostile), plain);
        assert_eq!(inline("1. a"), "1\\. a");
        assert_eq!(
            pandoc("(a) \"b\" --- c... [@d] {.e}"),
            "\\(a) \\\"b\\\" -\\-\\- c.\\.\\. \\[\\@d\\] \\{.e\\}"
        );
        assert_eq!(pandoc("iv. a"), "iv\\. a");
        assert_eq!(obsidian("==a== %%b%%"), "\\=\\=a\\=\\= \\%\\%b\\%\\%");
        assert_eq!(tag("two words #x"), "two-words-x");
        assert_eq!(address("https://a/<b>|c"), "https://a/%3Cb%3E%7Cc");
        assert_eq!(
            address("https://a/мост\u{202e}\u{200b}\u{1b}é#b"),
            "https://a/мост%E2%80%AE%E2%80%8B%1Bé#b"
        );
    }

    #[test]
    fn a_long_rule_of_dashes_is_gone_over_once() {
        let start = std::time::Instant::now();
        assert_eq!(pandoc(&"-".repeat(300_000)).len(), 600_000);
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }
}
