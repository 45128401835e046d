//! What is searched for: the reader's words turned into a pattern.
//!
//! Words are found whatever their quotation marks and dashes look like, in any case unless a capital was typed, and
//! with any accents unless one was typed. A regular expression is matched to the letter, but for the same rule on case.

use regex::{Regex, RegexBuilder};
use unicode_normalization::UnicodeNormalization;

use crate::article::{Span, fold};

/// Characters that a search may have.
const MOST_CHARACTERS: usize = 1000;
/// Bytes that a compiled pattern may take, so that none freezes the screen.
const MOST_BYTES: usize = 1 << 21;

/// What the reader asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The text as typed.
    pub text: String,
    /// Whether it is a regular expression.
    pub regex: bool,
    /// Whether only whole words are meant.
    pub words: bool,
}

/// Something that can be looked for.
#[derive(Debug, Clone)]
pub struct Query {
    /// What it was made of.
    pub asked: Asked,
    pattern: Regex,
}

/// Why something cannot be looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// It is too long.
    #[error("the search is longer than 1,000 characters; shorten it")]
    Long,
    /// The regular expression is not one, or not yet.
    #[error("this is no regular expression: {0}")]
    Broken(String),
    /// The regular expression would take too much memory.
    #[error("this regular expression is too large; repeat less in it")]
    Large,
}

impl Query {
    /// Makes a pattern of what the reader asked for.
    ///
    /// # Errors
    /// It is too long, or a regular expression that cannot be read or is too large.
    pub fn new(asked: Asked) -> Result<Query, QueryError> {
        if asked.text.chars().count() > MOST_CHARACTERS {
            return Err(QueryError::Long);
        }
        let inner = if asked.regex { asked.text.clone() } else { literal(&asked.text) };
        let source = if asked.words {
            format!(r"\b{{start-half}}(?:{inner})\b{{end-half}}")
        } else {
            // By itself, so that a broken one is reported as the reader typed it.
            inner
        };
        let built = RegexBuilder::new(&source)
            .case_insensitive(!has_capital(&asked.text, asked.regex))
            .size_limit(MOST_BYTES)
            .build();
        match built {
            Ok(pattern) => Ok(Query { asked, pattern }),
            Err(regex::Error::CompiledTooBig(_)) => Err(QueryError::Large),
            Err(error) => Err(QueryError::Broken(reason(&error))),
        }
    }

    /// Finds all places in a text, in order; places without a character are left out.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Span> + 't {
        self.pattern.find_iter(text).map(|m| Span::new(m.start(), m.end())).filter(|s| !s.is_empty())
    }
}

/// Returns the last line of an error, which says what is wrong; the others draw where.
fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let line = text.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or_default();
    line.trim().trim_start_matches("error: ").to_owned()
}

/// Returns whether a capital was typed; `\W` and the like are none.
fn has_capital(text: &str, regex: bool) -> bool {
    let mut escaped = false;
    text.chars().any(|c| {
        let skip = escaped;
        escaped = regex && !skip && c == '\\';
        !skip && c.is_uppercase()
    })
}

/// Turns words into a pattern that finds them in all their spellings.
fn literal(text: &str) -> String {
    let text: String = text.nfc().collect();
    let plain = !text.chars().any(|c| bare(c).is_some());
    let mut out = String::new();
    for c in text.chars() {
        match spellings(c, plain) {
            Some(class) => {
                out.push('[');
                out.extend(class);
                out.push(']');
            }
            None => out.push_str(&regex::escape(&c.to_string())),
        }
    }
    out
}

/// Returns all spellings of a character that has several; none of them means anything within brackets but `-`.
fn spellings(c: char, accents: bool) -> Option<Vec<char>> {
    let folded = fold::fold_char(c);
    let all = |marks: &[char]| Some(marks.to_vec());
    match folded {
        '\'' => all(&['\'', '‘', '’', '‚', '‛', '`', '´', 'ʼ']),
        '"' => all(&['"', '“', '”', '„', '‟', '«', '»']),
        '-' => all(&['\\', '-', '‐', '‑', '‒', '–', '—', '―', '−']),
        ' ' => all(&[' ', '\u{a0}', '\u{202f}', '\u{2009}']),
        letter if accents && letter.is_ascii_alphabetic() => {
            let latin = ('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}');
            let mut class: Vec<char> = latin.filter(|c| bare(*c) == Some(letter)).collect();
            class.insert(0, letter);
            Some(class)
        }
        _ => None,
    }
}

/// Returns the letter below the accents of a Latin letter that has some.
fn bare(c: char) -> Option<char> {
    let base = match c {
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        'ı' => 'i',
        _ => std::iter::once(c).nfd().next()?,
    };
    (base != c && base.is_ascii_alphabetic()).then_some(base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found<'t>(text: &'t str, asked: &str, regex: bool, words: bool) -> Vec<&'t str> {
        let query = Query::new(Asked { text: asked.into(), regex, words }).unwrap();
        query.find(text).map(|s| &text[s.range()]).collect::<Vec<_>>()
    }

    #[test]
    fn words_are_found_in_the_spelling_of_each_article() {
        let text = "“We felt it,” said Mr Erdoğan — the President’s café re‑opened.";
        assert_eq!(found(text, "\"we felt", false, false), ["“We felt"]);
        assert_eq!(found(text, "president's cafe re-opened", false, false), ["President’s café re‑opened"]);
        assert_eq!(found(text, "erdogan", false, false), ["Erdoğan"]);
        assert_eq!(
            found(text, "cafè", false, false),
            Vec::<&str>::new(),
            "an accent that was typed is meant"
        );
        assert_eq!(found("a.b a-b a]b", "a]b", false, false), ["a]b"]);
        assert_eq!(found("a.b axb", "a.b", false, false), ["a.b"]);
        assert_eq!(found("a-b", "a-b", false, false), ["a-b"]);
        assert_eq!(found(r"a\b ab", r"a\b", false, false), [r"a\b"]);
    }

    #[test]
    fn a_capital_is_meant_and_an_escape_is_none() {
        let text = "Us or us?";
        assert_eq!(found(text, "us", false, false), ["Us", "us"]);
        assert_eq!(found(text, "Us", false, false), ["Us"]);
        assert_eq!(found(text, r"\bU", true, false), ["U"]);
        assert_eq!(found(text, r"us\W", true, false), ["Us ", "us?"]);
    }

    #[test]
    fn whole_words_are_not_found_within_others() {
        assert_eq!(found("ten, often, ten", "ten", false, true), ["ten", "ten"]);
        assert_eq!(found("He said: (ten).", "(ten)", false, true), ["(ten)"]);
        assert_eq!(found("cat concat", "cat|dog", true, true), ["cat"]);
    }

    #[test]
    fn a_broken_pattern_is_one_sentence() {
        let error = |text: &str| {
            let asked = Asked { text: text.into(), regex: true, words: false };
            Query::new(asked).unwrap_err().to_string()
        };
        assert_eq!(error("(nine"), "this is no regular expression: unclosed group");
        assert!(!error("[").contains('\n'));
        assert_eq!(error(r"(\w{500}){500}"), QueryError::Large.to_string());
        assert_eq!(error(&"a".repeat(1001)), QueryError::Long.to_string());
        assert_eq!(found("abc", "x*", true, false), Vec::<&str>::new(), "nothing is no hit");
    }

    proptest! {
        #[test]
        fn any_words_of_a_text_are_found_in_it(text in "\\PC{1,30}", regex: bool, words: bool) {
            let query = Query::new(Asked { text: text.clone(), regex, words });
            let Ok(query) = query else { prop_assert!(regex); return Ok(()) };
            for span in query.find(&text) {
                prop_assert!(text.get(span.range()).is_some());
            }
            let composed: String = text.nfc().collect();
            if !regex && !words {
                prop_assert_eq!(query.find(&composed).next().map(|s| s.start), Some(0));
            }
        }
    }
}
