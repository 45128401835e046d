//! Sentences without an end: what is longer than any sentence is cut where a reader would draw breath.
//!
//! A transcript without full stops, a table in one line or a file of one word repeated would otherwise be one passage
//! that matches nothing and costs the square of its length.

use unicode_segmentation::UnicodeSegmentation;

use crate::article::{Article, Passage, Span};

/// Bytes beyond which a sentence is cut; the longest sentences of printed prose have about as many.
pub const LONGEST: usize = 2_000;
/// Bytes of a piece at most, unless a single word is longer: as much as a long sentence.
const PIECE: usize = 300;

/// Hands on a sentence, in pieces when it is longer than [`LONGEST`]; a single word is never cut.
pub(in crate::article) fn pieces(text: &str, sentence: Span, mut found: impl FnMut(Span)) {
    if sentence.len() <= LONGEST {
        return Some(sentence).filter(|s| !s.is_empty()).into_iter().for_each(found);
    }
    let mut rest = sentence;
    let mut open: Option<Span> = None;
    while !rest.is_empty() {
        let end = if rest.len() > PIECE { breath(text, rest) } else { rest.end };
        let piece = super::trimmed(text, rest.start, end);
        let blanks = &text[end..rest.end];
        rest.start = end + (blanks.len() - blanks.trim_start().len());
        // Marks without a word belong to the piece before them.
        open = match open {
            Some(last) if !has_word(&text[piece.range()]) => Some(last.join(piece)),
            _ => {
                open.into_iter().for_each(&mut found);
                Some(piece)
            }
        };
    }
    open.into_iter().for_each(found);
}

/// Returns where the first piece of a long text ends: behind a mark, else before a blank, else between two words of a
/// script without blanks, else behind the word.
fn breath(text: &str, rest: Span) -> usize {
    let mut limit = rest.start + PIECE;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let window = &text[rest.start..limit];
    let half = window.len() / 2;
    let behind_mark = |marks: &[char]| {
        let blanks = window.rmatch_indices(' ').map(|b| b.0).take_while(|b| *b > half);
        let mut ends = blanks.filter(|b| window[..*b].ends_with(marks));
        ends.next()
    };
    let bound = || window.split_word_bound_indices().next_back().map(|b| b.0).filter(|b| *b > 0);
    let end = behind_mark(&[';', ':', '—', '–'])
        .or_else(|| behind_mark(&[',', ')', '”', '"']))
        .or_else(|| window.rfind(' ').filter(|b| *b > 0))
        .or_else(bound)
        .or_else(|| text[limit..rest.end].find(' ').map(|b| window.len() + b));
    end.map_or(rest.end, |end| rest.start + end)
}

fn has_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

/// Returns at how many places of an article a sentence that was too long is cut.
pub fn cuts(article: &Article) -> usize {
    let ends_nothing =
        |c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | ':' | '—' | '–' | ')' | '”' | '"');
    let goes_on = |piece: &Passage, next: &Passage| {
        piece.block == next.block && article.slice(piece.span).ends_with(ends_nothing)
    };
    let sentences = article.passages.chunk_by(goes_on);
    let is_long = |pieces: &&[Passage]| match pieces {
        [first, .., last] => first.span.join(last.span).len() > LONGEST,
        _ => false,
    };
    sentences.filter(is_long).map(|pieces| pieces.len() - 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        pieces(text, Span::new(0, text.len()), |s| out.push(&text[s.range()]));
        out
    }

    #[test]
    fn a_speech_without_full_stops_is_cut_where_one_draws_breath() {
        let speech = "and then we went on along the shore, ".repeat(200);
        let speech = speech.trim_end();
        let pieces = cut(speech);
        assert_eq!(pieces.join(" "), speech);
        assert!(pieces.iter().all(|p| p.len() <= PIECE && p.ends_with(',')), "{pieces:?}");
        assert!(pieces.len() <= speech.len() * 2 / PIECE + 1);
    }

    #[test]
    fn what_has_no_blanks_is_cut_between_words_and_never_within_one() {
        let japanese = "船は岸に着いた".repeat(500);
        let pieces = cut(&japanese);
        assert!(pieces.len() > 5 && pieces.iter().all(|p| p.len() <= PIECE));
        assert_eq!(pieces.concat(), japanese);
        let word = "a".repeat(50_000);
        assert_eq!(cut(&format!("{word} b {word}")), [word.as_str(), "b", word.as_str()]);
        assert_eq!(cut(&word), [word.as_str()]);
    }

    #[test]
    fn sentences_of_usual_length_and_marks_without_words_are_left_alone() {
        let long = format!("One sentence{}, as it stands.", " and more".repeat(180));
        assert_eq!(cut(&long), [long.as_str()]);
        let marks = format!("word{}", " —".repeat(2_000));
        assert_eq!(cut(&marks), [marks.as_str()]);
        assert!(cut("").is_empty());
    }
}
