//! Where a word may be divided, by the patterns of its language.

use hypher::Lang;

use super::cells;
use crate::article::{Article, language};

/// Letters that stand before and after a hyphen at least, and those of a word that is divided at all.
const ENDS: usize = 3;
const LEAST: usize = 2 * ENDS;
/// Letters of a word that is divided at most.
const MOST: usize = 60;

/// The patterns of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hyphens(Lang);

impl Hyphens {
    /// Returns the patterns for an article: those of the language that it states, else of the one that its letters tell.
    ///
    /// There are none where the language has none, or divides words without a hyphen.
    pub fn of(article: &Article) -> Option<Hyphens> {
        language::tag(article).as_deref().and_then(Hyphens::of_tag)
    }

    /// Returns the patterns for a BCP 47 tag.
    pub fn of_tag(tag: &str) -> Option<Hyphens> {
        let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        let code = match primary.as_str() {
            // Norwegian has one set of patterns for both of its forms.
            "nb" | "nn" => "no",
            "eng" => "en",
            code => code,
        };
        let lang = Lang::from_iso(code.as_bytes().try_into().ok()?)?;
        lang.hyphenation_character().map(|_| Hyphens(lang))
    }

    /// Returns the last place at which a word may be divided so that what stands before it, and a hyphen, take at most
    /// `room` cells.
    ///
    /// Names stay whole, since their letters are what a reader compares: all words with a capital, but in German.
    pub fn last_within(self, word: &str, room: usize) -> Option<usize> {
        let mut found = None;
        let mut at = 0;
        // What stands between blanks can be several words and their marks: “non-violent”.
        for run in word.split_inclusive(|c: char| !c.is_alphabetic()) {
            let letters = run.trim_end_matches(|c: char| !c.is_alphabetic());
            let is_name = self.0 != Lang::German && letters.chars().any(char::is_uppercase);
            // What has more letters is no word, and would be divided anew for each of its rows.
            let count = letters.chars().take(MOST + 1).count();
            if (LEAST..=MOST).contains(&count) && !is_name {
                let mut inside = at;
                let (before, after) = self.0.bounds();
                let syllables = hypher::hyphenate_bounded(letters, self.0, before.max(ENDS), after.max(ENDS));
                for syllable in syllables {
                    inside += syllable.len();
                    if inside >= at + letters.len() {
                        break;
                    }
                    if cells::text_width(&word[..inside]) + 1 > room {
                        return found;
                    }
                    found = Some(inside);
                }
            }
            at += run.len();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing;

    #[test]
    fn words_are_divided_by_the_rules_of_their_language_only() {
        let english = Hyphens::of_tag("en-US").unwrap();
        assert_eq!(english.last_within("extensive", 7), Some(5));
        assert_eq!(english.last_within("extensive", 5), None, "two letters are not worth a hyphen");
        assert_eq!(english.last_within("Washington", 9), None, "a name stays whole");
        assert_eq!(english.last_within("“well-extensive”", 13), Some("“well-exten".len()));
        assert_eq!(english.last_within("bridge", 5), None, "no syllable ends within");
        assert_eq!(Hyphens::of_tag("ja"), None);
        assert_eq!(Hyphens::of_tag("hi"), None, "it is divided without a hyphen");
        assert_eq!(Hyphens::of_tag(""), None);
    }

    #[test]
    fn the_language_is_the_stated_one_or_told_by_the_words() {
        let text = "Der Steg an der Mühlengasse wurde am Sonntag gesperrt, nachdem eine Planke gebrochen war und mehrere \
                    Spaziergänger in den Bach gefallen waren. Die Feuerwehr rettete sie aus dem kalten Wasser.";
        let german = testing::article("one", &[text]);
        assert_eq!(Hyphens::of(&german), Hyphens::of_tag("de"));
        let mut stated = (*german).clone();
        stated.metadata.language = Some("xx".into());
        assert_eq!(Hyphens::of(&stated), None, "what the article says of itself counts");
    }
}
