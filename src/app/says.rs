//! What a witness could be said to say: the reader's normalised reading of its words, with values to choose from.

use super::App;
use super::dialog::{Dialog, Part};
use crate::align::number::{self, Bound, Number, Unit};
use crate::article::{Span, fold};
use crate::case::filter::{Choice, Completion};

/// Longest words that are offered as they stand, in scalar values.
const MOST_WORDS: usize = 40;

impl App {
    /// Returns what the witness under the cursor of a dialog could say, as far as it begins as what is typed.
    pub(super) fn offered_says(&self, dialog: &Dialog, typed: &str) -> Completion {
        // What stood there when the line was opened is no beginning of something else.
        let is_old = dialog.parts.get(dialog.part).is_some_and(|part| part.says == typed.trim());
        let begun = if is_old { String::new() } else { fold::plain(typed.trim()) };
        let mut choices: Vec<Choice> = Vec::new();
        for choice in self.readings_of(dialog) {
            let folded = fold::plain(&choice.value);
            if folded.starts_with(&begun) && !choices.iter().any(|c| fold::plain(&c.value) == folded) {
                choices.push(choice);
            }
        }
        Completion { bytes: 0..typed.len(), choices }
    }

    /// Returns all readings that are at hand, likely ones first: of suspects, of numbers in the words, of the other
    /// witnesses, and the words themselves.
    fn readings_of(&self, dialog: &Dialog) -> Vec<Choice> {
        let Some(part) = dialog.parts.get(dialog.part) else { return Vec::new() };
        let choice = |value: String, text: &str| Choice { value, text: text.into() };
        let words = self.words_of(part);
        let mut out: Vec<Choice> = self.said_by_suspects(part).map(|says| choice(says, "suspect")).collect();
        let numbers = number::find(&words);
        out.extend(numbers.iter().filter_map(written).map(|says| choice(says, "number")));
        for (at, other) in dialog.parts.iter().enumerate() {
            if at != dialog.part && !other.says.is_empty() {
                let whose = other.article.map_or_else(String::new, |a| format!("as {}", self.name(a)));
                out.push(choice(other.says.clone(), &whose));
            }
        }
        if !words.is_empty() && words.chars().count() <= MOST_WORDS {
            out.push(choice(words, "words"));
        }
        out
    }

    fn words_of(&self, part: &Part) -> String {
        let open = part.article.zip(part.span).and_then(|(a, span)| Some(self.articles.get(a)?.slice(span)));
        let kept = || part.before.as_ref().and_then(|w| w.quote.as_ref()).map(|q| q.text.as_str());
        open.or_else(kept).unwrap_or_default().replace('\n', " ")
    }

    fn said_by_suspects(&self, part: &Part) -> impl Iterator<Item = String> {
        let place: Option<(usize, Span)> = part.article.zip(part.span);
        let readings = self.index.alignment.suspects.iter().flat_map(|s| &s.readings);
        let touches = move |m: &crate::align::Member| {
            place.is_some_and(|(article, span)| m.article == article && m.span.overlap(span).is_some())
        };
        readings.filter(move |r| r.members.iter().any(touches)).map(|r| r.says.clone())
    }
}

/// Returns a number in figures, with what bounds it; none where the figures would be of another measure than the words.
fn written(number: &Number) -> Option<String> {
    let unit = match number.unit {
        Unit::Percent => " %",
        Unit::Things(_) | Unit::Year | Unit::Age => "",
        _ => return None,
    };
    let bound = match number.bound {
        Bound::Exact => "",
        Bound::About => "about ",
        Bound::Nearly => "nearly ",
        Bound::AtLeast => "at least ",
        Bound::AtMost => "at most ",
    };
    let figure = |value: f64| {
        let text = format!("{value:.2}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let range = if number.top > number.value { format!("–{}", figure(number.top)) } else { String::new() };
    Some(format!("{bound}{}{range}{unit}", figure(number.value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_are_offered_in_figures() {
        let offered =
            |text: &str| number::find(text).iter().filter_map(written).collect::<Vec<_>>().join("|");
        assert_eq!(offered("Nine people were taken to hospital"), "9");
        assert_eq!(offered("at least twelve walkers"), "at least 12");
        assert_eq!(offered("about 40 per cent of them"), "about 40 %");
        assert_eq!(offered("20 to 30 boats"), "20–30");
        assert_eq!(offered("no number at all"), "");
    }
}
