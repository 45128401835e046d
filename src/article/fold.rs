//! Folding for comparison only: case, quotation marks and dashes; what is shown and stored stays as it is.

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
