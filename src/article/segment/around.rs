//! What stands before and behind a mark that may end a sentence, and what it tells.

use super::words::{self, is};
use super::{is_closer, is_opener};

/// Bytes that are looked at before a mark; no word that matters is longer.
const BEFORE: usize = 64;
/// Bytes in which a bracket must close for the marks in it to be passed over.
const BRACKET: usize = 200;

/// A mark with its surroundings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'t> {
    text: &'t str,
    /// Start of the open sentence.
    start: usize,
    /// First byte of the marks.
    mark: usize,
    /// The marks and the closing marks behind them.
    run: &'t str,
    /// The word before the marks, without what opens before it.
    pub(super) word: &'t str,
    /// What follows, without blanks.
    after: &'t str,
    /// Whether a blank follows.
    blank: bool,
    /// The first word that follows, without what opens before it.
    next: &'t str,
}

/// Returns at most `bytes` of a text before a place.
pub(super) fn back(text: &str, place: usize, bytes: usize) -> &str {
    let mut from = place.saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..place]
}

fn last_word(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or_default()
}

fn without_openers(word: &str) -> &str {
    word.trim_start_matches(|c: char| is_opener(c) || matches!(c, '—' | '–' | '-' | '/' | '*'))
}

/// `l’av.` and `d'env.` are the words behind the apostrophe.
fn without_article(word: &str) -> &str {
    match word.split_once(['’', '\'']) {
        Some((article, rest)) if article.chars().count() <= 2 && !rest.is_empty() => rest,
        _ => word,
    }
}

fn first_word(text: &str) -> &str {
    let body =
        text.trim_start_matches(|c: char| is_opener(c) || matches!(c, '—' | '–' | '-' | '…' | ' ' | '.'));
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '’' | '\'');
    let end = body.char_indices().find(|(_, c)| !inner(*c)).map_or(body.len(), |(i, _)| i);
    body[..end].trim_end_matches(['\'', '’', '-'])
}

impl<'t> Around<'t> {
    /// Looks around the marks from `mark` to `end`; none at the end of the text.
    pub(super) fn of(text: &'t str, start: usize, mark: usize, end: usize) -> Option<Self> {
        let rest = &text[end..];
        let after = rest.trim_start();
        if after.is_empty() {
            return None;
        }
        let before = back(text, mark, BEFORE.min(mark - start));
        let word = without_article(without_openers(last_word(before)));
        let blank = after.len() < rest.len();
        Some(Self { text, start, mark, run: &text[mark..end], word, after, blank, next: first_word(after) })
    }

    /// Returns whether a sentence ends here.
    pub(super) fn is_end(&self) -> bool {
        if !self.blank && !self.lacks_blank() || !self.starts_sentence() || self.is_in_bracket() {
            return false;
        }
        if self.is_stop() && self.is_abbreviation() || self.is_ellipsis() && self.runs_on() {
            return false;
        }
        !(self.run.contains(['!', '?']) && self.closes_quotation() && self.is_attributed())
    }

    /// Returns whether the marks end with a quotation mark.
    pub(super) fn closes_quotation(&self) -> bool {
        self.run.ends_with(['"', '”', '’', '\'', '»', '“'])
    }

    /// Returns whether one word with a mark behind it follows, as in “Who? What? Why?”.
    pub(super) fn next_is_cry(&self) -> bool {
        let behind = self.after.find(self.next).and_then(|i| self.after.get(i + self.next.len()..));
        !self.next.is_empty()
            && behind.is_some_and(|b| b.starts_with(['!', '?', '.']) && !self.is_known_word(self.next))
    }

    fn is_known_word(&self, word: &str) -> bool {
        is(word, words::NEVER | words::SELDOM) || word.chars().count() == 1
    }

    /// A single full stop, closing marks aside.
    fn is_stop(&self) -> bool {
        self.run.trim_end_matches(|c| is_closer(c) || c == 'Â') == "."
    }

    fn is_ellipsis(&self) -> bool {
        self.run.contains('…') || self.run.contains("..") || self.run.contains(". .")
    }

    /// The next words begin with a capital, a digit or a letter without case.
    fn starts_sentence(&self) -> bool {
        let first = self.after.chars().next().unwrap_or(' ');
        if matches!(first, ',' | ';' | ':' | ')' | ']' | '/' | '.' | '!' | '?') {
            return false;
        }
        // `iPhone` and `al-Shabaab` have their capital later.
        let Some(initial) = self.next.chars().next() else { return !matches!(first, '—' | '–' | '-') };
        !initial.is_lowercase() || self.next.chars().any(char::is_uppercase)
    }

    /// `States.The`: a word before, a capital and a small letter behind; but not `U.S.A`, `node.js` or `Example.Com`.
    fn lacks_blank(&self) -> bool {
        let closed = self.run.ends_with(is_closer) || self.run.contains(']');
        let opens = self.after.starts_with(is_opener);
        let mut next = self.next.chars();
        let (first, second) = (next.next().unwrap_or(' '), next.next());
        if !first.is_uppercase() || self.is_ellipsis() && !closed {
            return closed && opens && first.is_alphanumeric() && !first.is_lowercase();
        }
        let is_starter = is(self.next, words::STARTER);
        let capitalised = second.is_none_or(char::is_lowercase) && (second.is_some() || is_starter);
        let last = self.word.chars().next_back().unwrap_or(' ');
        let letters = self.word.chars().filter(|c| c.is_alphabetic()).count();
        let plain = !self.word.contains(['.', '/', '@', ':', '_', '#']);
        let behind = self
            .after
            .find(self.next)
            .and_then(|i| self.after.get(i + self.next.len()..))
            .unwrap_or_default();
        // `System.Out.Println`, `Docs.Example/x`.
        let is_name = behind.starts_with(['.', '/', '@', '_'])
            && behind[1..].starts_with(|c: char| c.is_alphanumeric())
            && !is_starter;
        let year = self.word.len() == 4 && self.word.bytes().all(|b| b.is_ascii_digit());
        let word = letters >= 3 && (last.is_lowercase() || is_starter)
            || letters == 2 && last.is_lowercase() && is_starter;
        let sound = closed || opens && letters >= 2 || plain && (word || year);
        sound && capitalised && !is_name && (is_starter || !is(self.next, words::DOMAIN))
    }

    /// Inside a bracket that opened in the middle of the sentence and closes soon nothing ends.
    fn is_in_bracket(&self) -> bool {
        let before = back(self.text, self.mark, BRACKET.min(self.mark - self.start));
        let Some(open) = before.rfind(['(', '[']) else { return false };
        let is_first = before[..open].trim().is_empty();
        if is_first || before[open..].contains([')', ']']) || self.run.contains([')', ']']) {
            return false;
        }
        let mut ahead = BRACKET.min(self.after.len());
        while !self.after.is_char_boundary(ahead) {
            ahead -= 1;
        }
        let close = self.after[..ahead].find([')', ']']);
        close.is_some_and(|c| !self.after[..c].contains(['(', '[']))
    }

    /// Returns whether the full stop belongs to the word before it.
    fn is_abbreviation(&self) -> bool {
        let word = self.word;
        let starts = is(self.next, words::STARTER);
        let digit = self.next.starts_with(|c: char| c.is_ascii_digit());
        if is(word, words::NEVER) {
            return true;
        }
        if is(word, words::CLOCK) && self.is_hour(word) {
            return self.is_zone();
        }
        if is(word, words::NUMBER) && digit {
            return true;
        }
        if (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()) {
            return word.len() < 3 && is(self.next, words::MONTH) && !starts || self.is_ordinal() && !starts;
        }
        if self.is_one_of_several() {
            return self.next_is_letter() || !starts;
        }
        if self.is_initial() {
            return self.initial_goes_on(starts);
        }
        (is(word, words::SELDOM) || is_dotted(word)) && !starts
    }

    /// `am` without stops is an hour only behind a digit.
    fn is_hour(&self, word: &str) -> bool {
        word.contains('.') || self.word_before().ends_with(|c: char| c.is_ascii_digit())
    }

    fn is_zone(&self) -> bool {
        let acronym = (2..=4).contains(&self.next.len()) && self.next.bytes().all(|b| b.is_ascii_uppercase());
        let behind = self.after.get(self.next.len()..).unwrap_or_default().trim_start();
        acronym || behind.starts_with("time") || is(self.next, words::ZONE | words::MONTH | words::WEEKDAY)
    }

    fn is_ordinal(&self) -> bool {
        is(self.word_before(), words::ORDINAL)
    }

    /// The word before the word before the mark.
    fn word_before(&self) -> &'t str {
        let before = back(self.text, self.mark, BEFORE.min(self.mark - self.start));
        let trimmed = before[..before.len() - last_word(before).len()].trim_end();
        without_openers(last_word(trimmed))
    }

    /// A single capital letter, or the last of several as in `J.R.R.` and `A.-M.`.
    fn is_initial(&self) -> bool {
        let last = self.word.rsplit(['.', '-']).next().unwrap_or_default();
        let mut chars = last.chars();
        let single = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
        single && !self.word.contains('.')
    }

    /// A small letter of an abbreviation that is set with blanks: `z. B.`, `d. M.`, `h. c.`.
    fn is_one_of_several(&self) -> bool {
        let is_letter = |word: &str| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_lowercase) && letters.next().is_none()
        };
        let is_second = || self.word_before().strip_suffix('.').is_some_and(is_letter);
        is_letter(self.word) && (self.next_is_letter() || is_second())
    }

    /// A single letter with a full stop follows.
    fn next_is_letter(&self) -> bool {
        let behind = self.after.strip_prefix(self.next);
        self.next.chars().count() == 1
            && self.next.starts_with(char::is_alphabetic)
            && behind.is_some_and(|b| b.starts_with('.'))
    }

    fn initial_goes_on(&self, starts: bool) -> bool {
        let before = self.word_before();
        let is_label =
            is(before, words::LABELLED) || self.word == "I" && before.starts_with(char::is_lowercase);
        !is_label && (!starts || is(self.next, words::PARTICLE) && !before.is_empty())
    }

    /// Behind an ellipsis a sentence goes on with `I`, or with anything but a first word where blanks stand around it.
    fn runs_on(&self) -> bool {
        let after_blank = back(self.text, self.mark, 1) == " ";
        let me = self.next == "I" || self.next.starts_with("I'") || self.next.starts_with("I’");
        me || after_blank && !is(self.next, words::STARTER) && !self.closes_quotation()
    }

    /// `“Why?” Anna Berg asked`: names and a verb of saying follow the quotation.
    fn is_attributed(&self) -> bool {
        for (names, word) in self.after.split_whitespace().take(5).enumerate() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            // `“Why?” He said nothing.`
            if names == 0 && is(bare, words::STARTER) && bare != "The" {
                return false;
            }
            if is(bare, words::SAYS) {
                return names > 0;
            }
            let ends =
                word.ends_with(['.', '!', '?', ':']) && !is(bare, words::NEVER) && bare.chars().count() > 1;
            if !bare.starts_with(char::is_uppercase) || ends {
                return false;
            }
        }
        false
    }
}

/// Letters with full stops between them: `U.S`, `e.g`, `z.B`.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .map(|p| p.trim_start_matches('-'))
            .all(|p| (1..=2).contains(&p.chars().count()) && p.chars().all(char::is_alphabetic))
}
