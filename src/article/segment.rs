//! Blocks into passages: where a sentence ends, and where a full stop ends none.
//!
//! The scanner looks at every mark that can end a sentence and asks what stands before and behind it. In scripts
//! other than Latin, Greek and Cyrillic the sentence bounds of Unicode (UAX 29) show the marks. The words that
//! decide are data in `assets/abbreviations.txt`; the cases are data in `tests/segment`.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;
use around::Around;

mod around;
pub(super) mod long;
mod words;

/// Returns whether a word in lower case is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    words::is(word, words::MONTH)
}

/// Returns whether a word is the name of a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    words::is(word, words::WEEKDAY)
}

/// Finds the sentences of a text, without the blanks between them; no text without a word stands alone, and a sentence
/// without an end comes in pieces.
pub(super) fn sentences(text: &str, mut found: impl FnMut(Span)) {
    uncut(text, |sentence| long::pieces(text, sentence, &mut found));
}

fn uncut(text: &str, mut found: impl FnMut(Span)) {
    let mut scan = Scan { text, start: 0, last: 0, words: Words::default() };
    let mut open: Option<Span> = None;
    let mut foreign = foreign_ends(text).into_iter().peekable();
    let mut at = 0;
    loop {
        while foreign.next_if(|f| *f <= at).is_some() {}
        let mark = next_mark(text.as_bytes(), at).filter(|m| foreign.peek().is_none_or(|f| m < f));
        let end = match (mark, foreign.peek()) {
            (Some(mark), _) => {
                let end = run_end(text, mark);
                at = end;
                if !scan.ends_at(mark, end) {
                    continue;
                }
                end
            }
            (None, Some(&end)) => {
                at = end;
                scan.count(end, end);
                if scan.words.in_sentence == 0 {
                    continue;
                }
                end
            }
            (None, None) => break,
        };
        if let Some(span) = scan.cut(end) {
            open.replace(span).into_iter().for_each(&mut found);
        }
    }
    let rest = scan.rest();
    match (open, scan.words.in_sentence > 0) {
        // Marks without a word belong to the sentence before them.
        (Some(last), false) => found(last.join(rest)),
        (Some(last), true) => {
            found(last);
            found(rest);
        }
        (None, _) => found(rest),
    }
}

/// Where the scanner stands in a text.
struct Scan<'t> {
    text: &'t str,
    /// Where the open sentence begins.
    start: usize,
    /// Where the last mark that might have ended it stood.
    last: usize,
    words: Words,
}

/// Words since the sentence began and since the last mark, counted up to two: what matters is none, one or more.
#[derive(Debug, Default, Clone, Copy)]
struct Words {
    in_sentence: usize,
    in_piece: usize,
}

impl Scan<'_> {
    /// Returns whether the marks from `mark` to `end` end the open sentence.
    fn ends_at(&mut self, mark: usize, end: usize) -> bool {
        self.count(mark, end);
        let Some(around) = Around::of(self.text, self.start, mark, end) else { return true };
        around.is_end() && !self.is_cry(&around)
    }

    /// Counts the words since the last mark up to `mark`, and goes on at `end`.
    fn count(&mut self, mark: usize, end: usize) {
        let piece = count_words(&self.text[self.last..mark]);
        self.last = end;
        self.words.in_piece = piece;
        self.words.in_sentence += piece;
    }

    /// A sentence of one short word is a cry that belongs to what follows (“Historic! Epic!”), or to the cries before it.
    fn is_cry(&self, around: &Around<'_>) -> bool {
        self.words.in_sentence == 0
            || self.words.in_sentence == 1 && around.word.chars().count() <= 10
            || self.words.in_piece == 1 && !around.closes_quotation() && around.next_is_cry()
    }

    /// Ends the open sentence and returns it.
    fn cut(&mut self, end: usize) -> Option<Span> {
        let span = trimmed(self.text, self.start, end);
        self.start = end;
        self.last = end;
        self.words = Words::default();
        (!span.is_empty()).then_some(span)
    }

    /// Returns what is left behind the last end.
    fn rest(&mut self) -> Span {
        self.count(self.text.len(), self.text.len());
        trimmed(self.text, self.start, self.text.len())
    }
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let piece = &text[start..end];
    let from = start + (piece.len() - piece.trim_start().len());
    Span::new(from, (start + piece.trim_end().len()).max(from))
}

/// Counts words with a letter or digit, up to two; an orphaned `Â` is none.
fn count_words(piece: &str) -> usize {
    let is_word = |w: &&str| w.chars().any(|c| c.is_alphanumeric() && c != 'Â');
    piece.split(' ').filter(is_word).take(2).count()
}

/// Returns the next byte at which a mark begins that may end a sentence.
fn next_mark(bytes: &[u8], from: usize) -> Option<usize> {
    let plain = memchr::memchr3(b'.', b'!', b'?', &bytes[from..]).map(|i| from + i);
    // `…` is E2 80 A6; curly quotes share its first bytes, so its last is looked for.
    let mut at = from;
    let limit = plain.unwrap_or(bytes.len());
    while let Some(found) = memchr::memchr(0xa6, &bytes[at..limit]).map(|i| at + i) {
        if found >= from + 2 && bytes[found - 2..found] == [0xe2, 0x80] {
            return Some(found - 2);
        }
        at = found + 1;
    }
    plain
}

/// Returns the ends of sentences in scripts with marks of their own, in order; none for Latin, Greek and Cyrillic.
fn foreign_ends(text: &str) -> Vec<usize> {
    // From D6 on lead bytes are of Armenian and all that follows; E2 has the punctuation of all scripts.
    if text.bytes().fold(true, |own, b| own & (b < 0xd6 || b == 0xe2)) {
        return Vec::new();
    }
    let mut ends = Vec::new();
    for (start, piece) in text.split_sentence_bound_indices() {
        let body = piece.trim_end();
        // `。“` and `。（`: what opens belongs to what follows; Unicode's bounds leave it here.
        let body = body.trim_end_matches(['「', '『', '（', '《', '〈', '【', '“', '‘']);
        let mark = body.trim_end_matches(is_closer).chars().next_back();
        let end = start + body.len();
        // `「…。」と述べた`: behind the closing bracket kana carry the sentence on.
        let runs_on =
            body.ends_with(is_closer) && text[end..].starts_with(|c| matches!(c, '\u{3041}'..='\u{3096}'));
        if mark.is_some_and(|m| !m.is_ascii() && !m.is_alphanumeric() && m != '…') && !runs_on {
            ends.push(end);
        }
    }
    ends
}

/// Returns the end of a run of marks and of the closing marks behind it; damage behind them counts as closing.
fn run_end(text: &str, mark: usize) -> usize {
    let mut rest = text[mark..].trim_start_matches(['.', '!', '?', '…']);
    // `. . .` is one ellipsis.
    while let Some(more) = rest.strip_prefix(" .").filter(|r| !r.starts_with(char::is_alphanumeric)) {
        rest = more;
    }
    loop {
        let c = rest.chars().next().unwrap_or(' ');
        let next = rest[c.len_utf8().min(rest.len())..].chars().next().unwrap_or(' ');
        let length = match c {
            // A straight mark before a letter opens when none is open: `said."The`.
            '"' | '\'' | '“' | '«'
                if next.is_alphanumeric() && !is_quote_open(text, text.len() - rest.len(), c) =>
            {
                0
            }
            '«' if !is_quote_open(text, text.len() - rest.len(), c) => 0,
            c if is_closer(c) => c.len_utf8(),
            // French sets a blank before the closing mark.
            ' ' if next == '»' => 3,
            'Â' if !next.is_alphanumeric() => c.len_utf8(),
            'â' if next == '€' => rest.find([' ', '.']).unwrap_or(rest.len()).min(8),
            '[' => footnote(rest),
            _ => 0,
        };
        if length == 0 || rest.is_empty() {
            return text.len() - rest.len();
        }
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// Returns the bytes of the mark of a footnote, such as `[12]`.
fn footnote(text: &str) -> usize {
    let digits = text[1..].bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) && text[1 + digits..].starts_with(']') { digits + 2 } else { 0 }
}

/// Returns whether a quotation that `quote` could close stands open before byte `at`, as far as the last few hundred
/// bytes tell: a straight mark closes its like, `“` closes `„`, `«` closes `»`.
fn is_quote_open(text: &str, at: usize, quote: char) -> bool {
    let before = around::back(text, at, 400);
    match quote {
        '“' => before.rfind(['„', '“', '”']).is_some_and(|i| before[i..].starts_with('„')),
        '«' => before.rfind(['«', '»']).is_some_and(|i| before[i..].starts_with('»')),
        _ => before.matches(quote).count() % 2 == 1,
    }
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '」' | '』' | '）' | '》' | '“' | '‘' | '«')
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '‘' | '„' | '‚' | '«' | '»' | '‹' | '(' | '[' | '¿' | '¡' | '「' | '『' | '（'
    )
}
