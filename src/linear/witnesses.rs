//! The witnesses in the dialog: said one by one, and changed by a line.

use jiff::Timestamp;

use super::{Linear, sentence};
use crate::app::action::Action;
use crate::app::dialog::{Dialog, Part};
use crate::app::query::{Asked, Query};
use crate::article::{Article, Span};
use crate::case::Stand;

impl Linear {
    /// Says every witness with its number.
    pub(super) fn say_witnesses(&mut self) {
        let Some(dialog) = self.app.dialog() else { return };
        let parts = dialog.parts.clone();
        self.say("Witnesses:");
        for (i, part) in parts.iter().enumerate() {
            let line = self.witness_line(part);
            self.say(format!("{}. {line}", i + 1));
        }
    }

    fn witness_line(&self, part: &Part) -> String {
        let name = match part.article {
            Some(article) => self.app.name(article),
            None => part.before.as_ref().map_or_else(String::new, |w| self.app.name_of_id(&w.article)),
        };
        let words = self.words_of(part);
        let says = if part.says.trim().is_empty() { String::new() } else { format!(", says {}", part.says) };
        let quoted = words.as_ref().map_or_else(String::new, |w| format!(", words: “{w}”"));
        match (part.out, part.stand) {
            (true, _) if words.is_some() => format!("{name}: left out{quoted}."),
            (true, _) => format!("{name}: left out."),
            (false, Stand::Silent) => format!("{name}: not found."),
            (false, stand) => format!("{name}: {}{says}{quoted}.", stand.name()),
        }
    }

    /// Returns the words of a part: those of the article, else those of the witness that it comes from.
    fn words_of(&self, part: &Part) -> Option<String> {
        let own = part.article.zip(part.span);
        let own = own.and_then(|(a, span)| Some(self.app.articles.get(a)?.slice(span).to_owned()));
        own.or_else(|| Some(part.before.as_ref()?.quote.as_ref()?.text.clone()))
    }

    /// Changes a witness as a line says: its number, what changes, and to what.
    pub(super) fn change_witness(&mut self, line: &str, now: Timestamp) {
        let (number, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let (what, text) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
        let text = text.trim();
        let Some(dialog) = self.app.dialog() else { return };
        let at =
            number.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < dialog.parts.len());
        let Some(at) = at else {
            let total = dialog.parts.len();
            self.say(format!(
                "“{number}” is no witness; type a number from 1 to {total} and what changes, or ?."
            ));
            return;
        };
        dialog.part = at;
        match what {
            "says" => {
                dialog.parts[at].says = text.to_owned();
                dialog.parts[at].out = false;
            }
            "words" => return self.set_words(at, text),
            "differs" | "agrees" | "silent" => set_stand(dialog, at, what),
            "out" => dialog.parts[at].out = true,
            "in" => dialog.parts[at].out = false,
            "sentence" => self.act(Action::WitnessSentence, None, now),
            "differing" => self.act(Action::WitnessDiffering, None, now),
            "" => {}
            other => {
                self.say(format!(
                    "“{other}” changes nothing; there are says, words, differs, agrees, silent, out, in, sentence \
                     and differing."
                ));
                return;
            }
        }
        self.say_changed(at);
    }

    fn say_changed(&mut self, at: usize) {
        let Some(dialog) = self.app.dialog() else { return };
        let (problem, part) = (dialog.problem.take(), dialog.parts.get(at).cloned());
        if problem.is_some() {
            // Which key would do what the problem proposes is for the screen.
            let problem = problem.as_deref().and_then(|p| p.split(';').next()).unwrap_or_default();
            self.say(sentence(problem));
        }
        if let Some(part) = part {
            let line = self.witness_line(&part);
            self.say(format!("{}. {line}", at + 1));
        }
    }

    /// Makes words of the article the witness: those of its passage first, else the first ones anywhere in it.
    fn set_words(&mut self, at: usize, text: &str) {
        let Some(part) = self.app.dialog().and_then(|d| d.parts.get(at)).cloned() else { return };
        let open = part.article.and_then(|a| Some((a, self.app.articles.get(a)?.clone())));
        let Some((number, article)) = open.filter(|_| !text.is_empty()) else {
            self.say(if text.is_empty() {
                "Type words of the article behind it."
            } else {
                "The article of this witness is not open."
            });
            return;
        };
        let Ok(query) = Query::new(Asked { text: text.to_owned(), ..Asked::default() }) else {
            self.say("Those are too many words; type the first and widen them with sentence.");
            return;
        };
        let Some(span) = find(&article, &query, part.span) else {
            self.say(format!("“{text}” does not stand in {}.", self.app.name(number)));
            return;
        };
        if let Some(part) = self.app.dialog().and_then(|d| d.parts.get_mut(at)) {
            part.span = Some(span);
            part.out = false;
            if part.stand == Stand::Silent {
                part.stand = Stand::Differs;
            }
        }
        self.say_changed(at);
    }
}

fn set_stand(dialog: &mut Dialog, at: usize, name: &str) {
    let Some(stand) = Stand::from_name(name) else { return };
    let part = &mut dialog.parts[at];
    let has_words = part.span.is_some() || part.before.as_ref().is_some_and(|w| w.quote.is_some());
    if stand != Stand::Silent && !has_words {
        dialog.problem = Some("no words of this article were found, so it stays silent".into());
        return;
    }
    (part.stand, part.out) = (stand, false);
}

/// Finds words in the passage in which a witness stands, else in the whole article.
fn find(article: &Article, query: &Query, present: Option<Span>) -> Option<Span> {
    let passage = present.and_then(|s| article.passage_at(s.start)).and_then(|p| article.passages.get(p));
    let near = passage.and_then(|p| Some(query.find(article.slice(p.span)).next()?.shift(p.span.start)));
    near.or_else(|| query.find(&article.text).next())
}
