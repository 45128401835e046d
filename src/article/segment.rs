//! Blocks into passages: where a sentence ends, and where a full stop ends none.
//!
//! The scanner looks at every mark that can end a sentence and asks what stands before and behind it. The
//! abbreviations are data in `assets/abbreviations.txt`; the cases are data in `tests/segment`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Span;

/// Finds the sentences of a text, without the blanks between them.
pub(super) fn sentences(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(mark) = next_mark(bytes, at) {
        let end = run_end(text, mark);
        if ends_sentence(text, start, mark, end) {
            push(text, start, end, &mut out);
            start = end;
        }
        at = end.max(mark + 1);
    }
    push(text, start, text.len(), &mut out);
    out
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    if trimmed.is_empty() {
        return;
    }
    let from = start + (piece.len() - piece.trim_start().len());
    let span = Span::new(from, from + trimmed.len());
    // Marks without a word belong to the sentence before them.
    match out.last_mut() {
        Some(last) if !trimmed.chars().any(|c| c.is_alphanumeric() && c != 'Â') => *last = last.join(span),
        _ => out.push(span),
    }
}

/// Returns the next byte at which a mark begins that may end a sentence.
fn next_mark(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        // `…` is E2 80 A6, `。` E3 80 82, `！` EF BC 81, `？` EF BC 9F.
        let plain = memchr::memchr3(b'.', b'!', b'?', &bytes[at..]).map(|i| at + i);
        let wide =
            memchr::memchr3(0xe2, 0xe3, 0xef, &bytes[at..plain.unwrap_or(bytes.len())]).map(|i| at + i);
        let Some(wide) = wide else { return plain };
        match bytes.get(wide..wide + 3) {
            Some([0xe2, 0x80, 0xa6] | [0xe3, 0x80, 0x82] | [0xef, 0xbc, 0x81 | 0x9f]) => return Some(wide),
            _ => at = wide + 1,
        }
    }
    None
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）')
}

fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '„' | '«' | '(' | '[' | '¿' | '¡' | '「' | '『' | '（')
}

/// Returns the end of a run of terminators and of the closing marks behind it; an orphaned `Â` counts as one.
fn run_end(text: &str, mark: usize) -> usize {
    let mut end = mark;
    let mut closing = false;
    let mut chars = text[mark..].chars().peekable();
    while let Some(c) = chars.next() {
        let is_orphan = c == 'Â' && chars.peek().is_none_or(|n| !n.is_alphabetic());
        if is_terminator(c) && !closing {
            end += c.len_utf8();
        } else if is_closer(c) || is_orphan {
            // A quotation mark after a blank opens; directly after the full stop it closes.
            closing = true;
            end += c.len_utf8();
        } else {
            break;
        }
    }
    end
}

fn ends_sentence(text: &str, start: usize, mark: usize, end: usize) -> bool {
    let run = &text[mark..end];
    if run.starts_with(['。', '！', '？']) {
        return true;
    }
    let rest = &text[end..];
    let after = rest.trim_start();
    let Some(next) = after.chars().next() else { return true };
    if after.len() == rest.len() && !is_missing_blank(text, mark, rest) {
        return false;
    }
    let sentence = text[start..mark].trim_start();
    if !starts_sentence(after, next) || !has_words(sentence) {
        return false;
    }
    let stop_only = run.trim_end_matches(is_closer) == ".";
    if stop_only && is_abbreviation(sentence, after) {
        return false;
    }
    !(run.contains(['!', '?']) && run.contains(['"', '”', '’', '\'', '»']) && is_attribution(after))
}

/// A sentence of one short word is a cry that belongs to what follows; so is an ellipsis before its sentence.
fn has_words(sentence: &str) -> bool {
    let mut words = sentence.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric));
    let first = words.next();
    first.is_some_and(|w| words.next().is_some() || w.chars().count() > 10)
}

/// `States.The`: a small letter or a closing mark before, a capital and then a small letter behind.
fn is_missing_blank(text: &str, mark: usize, rest: &str) -> bool {
    let word: String = text[..mark].chars().rev().take_while(|c| !c.is_whitespace()).collect();
    let before = word.chars().next();
    let mut after = rest.chars().skip_while(|c| is_opener(*c));
    let (first, second) = (after.next(), after.next());
    let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let capital = first.is_some_and(char::is_uppercase);
    let long = word.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !word.contains(['.', '/', '@']);
    let closed = before.is_some_and(|c| small(Some(c)) || c.is_ascii_digit() && long);
    closed && long && capital && (small(second) || second.is_some_and(char::is_whitespace))
}

fn starts_sentence(after: &str, next: char) -> bool {
    if is_opener(next) || next == '…' || matches!(next, '—' | '–' | '-') {
        let word = after.chars().find(|c| c.is_alphanumeric());
        return word.is_some_and(|c| !c.is_lowercase());
    }
    !next.is_lowercase() && !matches!(next, ',' | ';' | ':' | ')' | ']' | '.')
}

/// Abbreviations by class.
struct Abbreviations {
    classes: FxHashMap<&'static str, Vec<&'static str>>,
}

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| {
    let mut classes: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
    let mut class = "";
    for line in include_str!("../../assets/abbreviations.txt").lines().filter(|l| !l.starts_with('#')) {
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(name) => class = name,
            None => classes.entry(class).or_default().extend(line.split_whitespace()),
        }
    }
    for words in classes.values_mut() {
        words.sort_unstable();
    }
    Abbreviations { classes }
});

impl Abbreviations {
    fn has(&self, class: &str, word: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.binary_search(&word).is_ok())
    }
}

/// Returns whether the full stop after `sentence` belongs to its last word.
fn is_abbreviation(sentence: &str, after: &str) -> bool {
    let last = sentence.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = last.trim_start_matches(|c: char| is_opener(c) || matches!(c, '—' | '–' | '-' | '/'));
    let word = word.to_lowercase();
    let next: String =
        after.chars().skip_while(|c| is_opener(*c)).take_while(|c| c.is_alphanumeric()).collect();
    let next_lower = next.to_lowercase();
    let lists = &*ABBREVIATIONS;
    let next_is_digit = next.starts_with(|c: char| c.is_ascii_digit());
    if lists.has("never", &word) {
        // Shorter words than these are words too ("no", "st") when a sentence's first word follows.
        return word.len() > 2
            || !lists.has("starters", &next_lower)
            || next.chars().next().is_some_and(char::is_lowercase);
    }
    if lists.has("number", &word) && next_is_digit {
        return true;
    }
    let is_day = word.len() <= 2 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    if is_day && lists.has("months", &next_lower) {
        return true;
    }
    let initials = word.split('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic));
    let is_initial =
        initials && last.chars().rev().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    (is_initial || initials && word.contains('.') || lists.has("seldom", &word))
        && !lists.has("starters", &next_lower)
}

/// `“Why?” Anna Berg asked`: a name or two and a verb of saying follow the quotation.
fn is_attribution(after: &str) -> bool {
    const VERBS: &[&str] = &[
        "said", "says", "asked", "asks", "wrote", "added", "told", "replied", "shouted", "cried", "tweeted",
        "posted",
    ];
    let words = after.split_whitespace().take(4);
    for (names, word) in words.enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if VERBS.contains(&bare) {
            return names > 0;
        }
        if !bare.starts_with(char::is_uppercase) {
            return false;
        }
    }
    false
}
