//! Words of annotations in articles that have changed: their list, and what the reader makes of each.

use jiff::Timestamp;

use crate::align::Member;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::pick::{Choice, Line, Pick, Purpose};
use crate::app::witnesses::{Anchored, ChangedWords};
use crate::app::{App, Overlay, Tone, View, cells};
use crate::case::anchor::State;
use crate::case::history::Operation;
use crate::case::{Annotation, Quote, Stand, Witness, entry, ids, quote};

/// Cells of old and of new words in a line.
const WORDS: usize = 36;

impl App {
    /// Opens the list of words that are not what, or not where, they were.
    pub(super) fn open_changed(&mut self) {
        let listed: Vec<(String, usize)> =
            self.anchors.list.iter().filter_map(|a| self.changed_witness(a)).collect();
        if listed.is_empty() {
            self.say(Tone::Refused, "all words of annotations stand where they stood");
            return;
        }
        let lines = self.anchors.list.iter().map(|a| self.changed_line(a)).collect();
        let title = "words of annotations that are not where they were".to_owned();
        let purpose = Purpose::Changed(listed);
        self.overlays.push(Overlay::Pick(Box::new(Pick { purpose, title, lines, cursor: 0 })));
    }

    /// Names a witness by its annotation's id and its number in it: what is undone or merged meanwhile moves neither.
    fn changed_witness(&self, anchored: &Anchored) -> Option<(String, usize)> {
        Some((self.case.annotations.get(anchored.annotation)?.id.clone(), anchored.witness))
    }

    fn changed_line(&self, anchored: &Anchored) -> Line {
        let words = self.changed_words(anchored);
        let shown = |text: &str| cells::fit(&text.replace('\n', " "), WORDS);
        let text = match &words.now {
            None => format!("“{}”", shown(&words.old)),
            Some(now) => format!("“{}” → “{}”", shown(&words.old), shown(now)),
        };
        let note = format!("{}, {}", self.name(anchored.article), words.state);
        Line { text, note, is_muted: anchored.found.state.is_applied() }
    }

    /// Returns what became of the words of a witness.
    pub(crate) fn changed_words(&self, anchored: &Anchored) -> ChangedWords {
        let state = match anchored.found.state {
            State::Exact | State::Moved => "elsewhere now",
            State::Changed => "other words now",
            State::Review => "perhaps there",
            State::Orphan => "not found",
        };
        let old = self.quote_of(anchored).map_or_else(String::new, |q| q.text.clone());
        let now = self.words_now(anchored).filter(|_| !anchored.found.state.is_applied());
        ChangedWords { old, now, state }
    }

    fn quote_of(&self, anchored: &Anchored) -> Option<&Quote> {
        self.case.annotations.get(anchored.annotation)?.witnesses.get(anchored.witness)?.quote.as_ref()
    }

    fn words_now(&self, anchored: &Anchored) -> Option<String> {
        let article = self.articles.get(anchored.article)?;
        anchored.found.span.map(|span| article.slice(span).to_owned())
    }

    /// Returns where the words of a witness stand, when that is not where they stood.
    pub(crate) fn anchored(&self, (id, witness): &(String, usize)) -> Option<Anchored> {
        let at = self.case.annotations.iter().position(|a| a.id == *id)?;
        self.anchors.list.iter().find(|a| a.annotation == at && a.witness == *witness).copied()
    }

    /// Goes to the words of a line and asks what to make of them.
    pub(super) fn ask_about_changed(&mut self, which: &(String, usize)) {
        let Some(anchored) = self.anchored(which) else {
            return self.say(Tone::Refused, "these words stand where they stood");
        };
        self.show_changed(&anchored);
        let old = self.quote_of(&anchored).map_or_else(String::new, |q| cells::fit(&q.text, WORDS));
        if anchored.found.state.is_applied() {
            return self.say(Tone::Done, format!("“{old}” stands here now"));
        }
        let take = match anchored.found.span {
            Some(_) => "note these words as what it says today",
            None => "note that it does not say this any more",
        };
        let choices = [
            (Choice::Take, take, "the old ones stay"),
            (Choice::Revision, "the same, and a new annotation: the article was changed", "revision"),
            (Choice::Show, "leave it and look at the article", "select and attach other words"),
            (Choice::Leave, "leave it", ""),
        ];
        let line = |text: &str, note: &str| Line { text: text.into(), note: note.into(), is_muted: false };
        let lines = choices.iter().map(|(_, text, note)| line(text, note)).collect();
        let purpose = Purpose::ChangedWhat(which.clone(), choices.map(|c| c.0).to_vec());
        let now = self.words_now(&anchored).unwrap_or_else(|| "not found".into());
        let title = format!("“{old}” → “{}”", cells::fit(&now.replace('\n', " "), WORDS));
        self.overlays.push(Overlay::Pick(Box::new(Pick { purpose, title, lines, cursor: 0 })));
    }

    fn show_changed(&mut self, anchored: &Anchored) {
        let Some(span) = anchored.found.span else { return };
        let passage = self.articles.get(anchored.article).and_then(|a| a.passage_at(span.start));
        if let Some(passage) = passage {
            self.show(View::Panes);
            self.visit(Member { article: anchored.article, passage, span });
        }
    }

    /// Does what was chosen.
    pub(super) fn make_of_changed(
        &mut self,
        which: &(String, usize),
        choice: Choice,
        now: Timestamp,
    ) -> Vec<Effect> {
        if matches!(choice, Choice::Leave | Choice::Show) {
            return Vec::new();
        }
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        let Some(anchored) = self.anchored(which) else { return Vec::new() };
        let Some(from) = self.case.annotations.get(anchored.annotation).cloned() else { return Vec::new() };
        let mut to = Annotation { changed: Some(now), ..from.clone() };
        let Some(witness) = self.noted(&anchored, &from) else { return Vec::new() };
        to.witnesses[anchored.witness] = witness.clone();
        let name = self.name(anchored.article);
        let change = Operation::replace(from, to);
        if choice == Choice::Take {
            let effects = self.change(change, format!("noted what {name} says today"));
            let article = self.articles.get(anchored.article);
            let known = article.and_then(|a| Some((self.case.articles.iter().find(|e| e.id == a.id)?, a)));
            if known.is_some_and(|(entry, article)| entry::has_changed(entry, article)) {
                let reload = self.hint_of(Action::Reload, "takes the changed file into the case");
                self.say(Tone::Done, format!("noted what {name} says today; {reload}"));
            }
            return effects;
        }
        let question = match (&witness.quote, &witness.now) {
            (Some(quote), Some(now)) => format!("“{}” became “{now}”", quote.text),
            (Some(quote), None) => format!("“{}” is gone", quote.text),
            _ => String::new(),
        };
        let revision = Annotation {
            id: ids::annotation(&self.case, self.seed),
            kind: "revision".into(),
            question: question.replace('\n', " "),
            by: self.settings.by.clone(),
            created: Some(now),
            witnesses: vec![Witness { stand: Stand::Differs, says: None, ..witness }],
            ..Annotation::default()
        };
        let operations = vec![change, Operation::AddAnnotation { annotation: Box::new(revision) }];
        self.change(Operation::Batch { operations }, format!("noted that {name} was changed"))
    }

    /// Returns the witness with what its article says today; the words that it said stay as they are.
    fn noted(&self, anchored: &Anchored, annotation: &Annotation) -> Option<Witness> {
        let article = self.articles.get(anchored.article)?;
        let old = annotation.witnesses.get(anchored.witness)?;
        let anchor = Some(anchored.found.state.name().to_owned());
        let Some(span) = anchored.found.span else {
            return Some(Witness { anchor, now: None, ..old.clone() });
        };
        let quote = quote::moved(old.quote.clone()?, article, span);
        Some(Witness { anchor, now: Some(article.slice(span).to_owned()), quote: Some(quote), ..old.clone() })
    }
}
