//! Quotation marks in pairs: which one opens a quotation, and which one ends it.

/// Returns whether a mark can open a quotation.
pub fn opens(mark: char) -> bool {
    matches!(mark, '“' | '„' | '«' | '"')
}

/// Returns whether a mark ends a quotation that another one has opened: the mark that opens in English ends in German. Typed
/// and curly marks are mixed often enough.
fn closes(mark: char, opened: char) -> bool {
    match opened {
        '„' => matches!(mark, '“' | '”' | '"'),
        '«' => mark == '»',
        _ => matches!(mark, '”' | '"'),
    }
}

/// Returns the mark of the quotation in which what follows a character stands; `open` is that in which the character stands.
pub fn behind(open: Option<char>, c: char) -> Option<char> {
    match open {
        None => Some(c).filter(|c| opens(*c)),
        Some(opened) => Some(opened).filter(|opened| !closes(c, *opened)),
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
