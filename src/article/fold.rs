//! Folding for comparison only: case, quotation marks and dashes; what is shown and stored stays as it is.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds one character; most stay as they are.
pub fn fold_char(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '`' | '´' | 'ʼ' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        c => c,
    }
}

/// Folds a text: lower case, plain quotation marks and dashes.
pub fn fold_text(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(fold_char).collect()
}

/// Folds a text further, for words that somebody types: accents go, and white space of any length is one blank.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return one_blank(&text.to_ascii_lowercase());
    }
    let bare = text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>();
    one_blank(&fold_text(&bare))
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
