//! Quotation marks in pairs: which one opens a quotation, and which one ends it.

/// Returns whether a mark can open a quotation.
pub fn opens(mark: char) -> bool {
    matches!(mark, '“' | '„' | '«' | '"')
}

/// Returns whether a mark ends a quotation that another one has opened: the mark that opens in English ends in German. Typed
/// and curly marks are mixed often enough.
pub fn closes(mark: char, opened: char) -> bool {
    match opened {
        '„' => matches!(mark, '“' | '”' | '"'),
        '«' => mark == '»',
        _ => matches!(mark, '”' | '"'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_mark_opens_here_and_ends_there() {
        assert!(opens('“') && opens('„') && !opens('”') && !opens('»'));
        assert!(
            closes('”', '“') && closes('“', '„') && closes('”', '„') && closes('»', '«') && closes('"', '"')
        );
        assert!(closes('"', '“') && closes('”', '"'), "mixed");
        assert!(!closes('“', '“') && !closes('”', '«'));
    }
}
