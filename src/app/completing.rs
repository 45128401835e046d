//! What a tag or a source being typed could go on as, from those that the case has.

use super::App;
use super::dialog::{Dialog, Field};
use crate::article::fold;

impl App {
    /// Returns what would complete the tag or source before the cursor of a dialog's field; only at the field's end.
    pub(crate) fn completion(&self, dialog: &Dialog) -> Option<String> {
        let records = || self.case.annotations.iter();
        let (text, mark, known): (_, _, Vec<&str>) = match dialog.field {
            Field::Tags => (&dialog.tags, ',', records().flat_map(|a| &a.tags).map(String::as_str).collect()),
            Field::Evidence => {
                (&dialog.evidence, ';', records().flat_map(|a| &a.evidence).map(String::as_str).collect())
            }
            _ => return None,
        };
        let typed = text.lines().join(" ");
        if text.cursor().1 < typed.chars().count() {
            return None;
        }
        let (before, begun) = typed.rsplit_once(mark).unwrap_or(("", &typed));
        let taken: Vec<String> = before.split(mark).map(fold::plain).collect();
        rest_of(begun.trim_start(), &known, &taken)
    }
}

/// Returns the rest of the known word that was used most of those that begin so and are not taken, the first of equals.
fn rest_of(begun: &str, known: &[&str], taken: &[String]) -> Option<String> {
    let length = begun.chars().count();
    let begins = |word: &str| {
        let lower =
            |text: &mut dyn Iterator<Item = char>| text.flat_map(char::to_lowercase).collect::<String>();
        lower(&mut word.chars().take(length)) == lower(&mut begun.chars()) && word.chars().count() > length
    };
    let fits = |word: &&&str| length > 0 && begins(word) && !taken.contains(&fold::plain(word));
    let uses = |word: &str| known.iter().filter(|k| **k == word).count();
    let mut best: Option<(&str, usize)> = None;
    for word in known.iter().filter(fits) {
        let uses = uses(word);
        if best.is_none_or(|(_, most)| uses > most) {
            best = Some((word, uses));
        }
    }
    best.map(|(word, _)| word.chars().skip(length).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_was_used_most_completes_what_is_typed() {
        let known = ["casualties", "call", "Call", "call", "to check"];
        let rest = |begun: &str, taken: &[&str]| {
            rest_of(begun, &known, &taken.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(rest("c", &[]).as_deref(), Some("all"));
        assert_eq!(rest("C", &["call"]).as_deref(), Some("asualties"));
        assert_eq!(rest("call", &[]), None);
        assert_eq!(rest("", &[]), None);
        assert_eq!(rest("to ", &[]).as_deref(), Some("check"));
    }
}
