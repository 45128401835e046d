//! An annotation that is being written, as it is kept between two sessions: a page of plain data, made from a dialog and
//! made into one again.
//!
//! Words of articles are kept as quotes and the place as a passage with its words, so a draft outlives changed articles,
//! and a case that was never saved.

use serde::{Deserialize, Serialize};

use super::App;
use super::dialog::{Dialog, DraftPlace, Field, Part, Values, note_area, text_area};
use super::resume::{Place, find, place_of};
use crate::align::PassageRef;
use crate::article::{Article, ScalarSpan, Span};
use crate::case::anchor::Finder;
use crate::case::{Annotation, Confidence, Quote, Severity, Stand, Status, Witness, kind, quote};

/// An annotation that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// When it was last seen to have changed.
    pub typed: String,
    /// Id of the annotation that is edited; empty for a new one.
    pub annotation: String,
    /// Id that it has once it is saved.
    pub id: String,
    /// Whether its reader saved it, and only the disk has not got it yet.
    pub saved: bool,
    /// Name of the field that had the keys.
    pub field: String,
    /// The passage at which a new one was begun.
    pub at: Place,
    /// What the dialog held when it opened.
    pub opened: Fields,
    /// What it holds.
    pub now: Fields,
    /// The articles' parts.
    pub part: Vec<DraftPart>,
}

/// The fields of a dialog.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // They are named after the fields.
pub struct Fields {
    pub kind: Option<String>,
    pub question: String,
    pub severity: String,
    pub confidence: String,
    pub status: String,
    pub tags: String,
    pub evidence: String,
    pub note: String,
    pub checks: String,
    pub verdict: String,
}

/// An article's part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftPart {
    /// Id of the article.
    pub article: String,
    /// How it stands to the question.
    pub stand: String,
    /// The reader's reading of its words.
    pub says: String,
    /// Whether it is taken out.
    pub out: bool,
    /// Whether it was changed in the dialog.
    pub changed: bool,
    /// The words of the witness that it comes from; empty where that is silent, none where there is none.
    pub was: Option<String>,
    /// Its words.
    pub words: Option<Words>,
}

/// Words of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // As in the case file.
pub struct Words {
    pub text: String,
    pub before: String,
    pub after: String,
    pub span: (usize, usize),
}

/// An annotation that was saved in its dialog and is on its way to the disk.
#[derive(Debug, Clone)]
pub struct Unsaved {
    /// Number of the first version that has it.
    pub number: u64,
    /// The dialog in which it was written.
    pub dialog: Box<Dialog>,
}

impl Fields {
    pub(super) fn of(values: &Values) -> Fields {
        Fields {
            kind: values.kind.clone(),
            question: values.question.clone(),
            severity: values.severity.name().into(),
            confidence: values.confidence.name().into(),
            status: values.status.name().into(),
            tags: values.tags.clone(),
            evidence: values.evidence.clone(),
            note: values.note.clone(),
            checks: values.checks.clone(),
            verdict: values.verdict.clone(),
        }
    }

    /// Returns all that is typed; blanks at its ends say nothing.
    pub(super) fn words(&self) -> [&str; 6] {
        [&self.question, &self.tags, &self.evidence, &self.note, &self.checks, &self.verdict]
            .map(|t| t.trim())
    }

    /// Puts into a dialog what differs from what an older one held.
    fn put(&self, opened: &Fields, dialog: &mut Dialog) {
        if self.kind != opened.kind {
            // A kind that the case no longer has cannot be picked either.
            let known = |id: &String| dialog.kinds.iter().any(|k| k.id == *id);
            dialog.kind = self.kind.clone().filter(known).or(dialog.kind.take());
        }
        let changed = |now: &String, then: &String| Some(now.clone()).filter(|_| now != then);
        let severity = changed(&self.severity, &opened.severity).and_then(|s| Severity::from_name(&s));
        let confidence = changed(&self.confidence, &opened.confidence);
        let confidence = confidence.and_then(|c| Confidence::from_name(&c));
        let status = changed(&self.status, &opened.status).and_then(|s| Status::from_name(&s));
        dialog.severity = severity.unwrap_or(dialog.severity);
        dialog.confidence = confidence.unwrap_or(dialog.confidence);
        dialog.status = status.unwrap_or(dialog.status);
        for (area, now, then) in [
            (&mut dialog.question, &self.question, &opened.question),
            (&mut dialog.tags, &self.tags, &opened.tags),
            (&mut dialog.evidence, &self.evidence, &opened.evidence),
            (&mut dialog.verdict, &self.verdict, &opened.verdict),
        ] {
            if now != then {
                *area = text_area(now);
            }
        }
        for (area, now, then) in
            [(&mut dialog.note, &self.note, &opened.note), (&mut dialog.checks, &self.checks, &opened.checks)]
        {
            if now != then {
                *area = note_area(now);
            }
        }
    }
}

impl Draft {
    /// Returns whether there is more in a new annotation than a few keys of choices: it was saved, or has words or a changed
    /// witness.
    fn is_worth_keeping(&self) -> bool {
        self.saved || self.now.words() != self.opened.words() || self.part.iter().any(|part| part.changed)
    }
}

impl Words {
    fn of(quote: Quote) -> Words {
        let span = (quote.span.start, quote.span.end);
        Words { text: quote.text, before: quote.before, after: quote.after, span }
    }

    fn quote(&self) -> Quote {
        let span = ScalarSpan { start: self.span.0, end: self.span.1 };
        Quote { text: self.text.clone(), before: self.before.clone(), after: self.after.clone(), span }
    }

    /// Returns where they stand in an article: in their place with what stood around them, else where they surely are now.
    fn find(&self, article: &Article) -> Option<Span> {
        let quote = self.quote();
        let here = quote::locate(article, &quote).filter(|span| quote::make(article, *span) == quote);
        here.or_else(|| {
            let found = Finder::new(article).find_all(&[&quote]);
            found.first().filter(|found| found.state.is_applied()).and_then(|found| found.span)
        })
    }
}

impl Dialog {
    /// Returns in a few words what it is about.
    pub fn about(&self) -> String {
        let texts = [self.question_text(), self.note_text()];
        let says = self.parts.iter().filter(|p| !p.out).map(|p| p.says.clone());
        let tags = self.tags.lines().join(" ");
        let said = texts.into_iter().chain(says).chain([tags]).find(|text| !text.trim().is_empty());
        said.map_or_else(|| "no words yet".into(), |text| text.lines().collect::<Vec<_>>().join(" "))
    }
}

impl App {
    /// Returns all annotations that are being written and not known to be on the disk, as plain data.
    pub fn journal(&mut self, now: jiff::Timestamp) -> Vec<Draft> {
        let open = self.overlays.iter().filter_map(|overlay| overlay.dialog());
        let open = open.filter(|dialog| dialog.is_worth_keeping());
        let kept = self.drafts.iter().map(|(_, dialog)| dialog);
        let drafts = kept.chain(open).map(|dialog| self.draft_of(dialog));
        let saving = self.unsaved.iter().map(|unsaved| self.draft_of(&unsaved.dialog));
        let drafts = drafts.chain(saving.map(|draft| Draft { saved: true, ..draft }));
        let stamped = drafts.map(|draft| {
            let is_it = |old: &&Draft| Draft { typed: String::new(), ..(*old).clone() } == draft;
            let typed = self.journaled.iter().find(is_it).map(|old| old.typed.clone());
            Draft { typed: typed.unwrap_or_else(|| now.to_string()), ..draft }
        });
        self.journaled = stamped.collect();
        // Those whose articles are still being read stay as they were found.
        self.journaled.iter().chain(&self.loading.drafts).cloned().collect()
    }

    /// Returns whether an annotation is being written, or one may be that is not known to be on the disk.
    pub fn is_drafting(&self) -> bool {
        let is_open = self.overlays.iter().any(|overlay| overlay.dialog().is_some());
        is_open || !self.drafts.is_empty() || !self.unsaved.is_empty() || !self.loading.drafts.is_empty()
    }

    fn draft_of(&self, dialog: &Dialog) -> Draft {
        let (annotation, at) = match &dialog.place {
            DraftPlace::Old(id) => (id.clone(), self.first_place(dialog)),
            DraftPlace::New(at) => (String::new(), self.draft_place(*at)),
        };
        let parts = dialog.parts.iter().enumerate();
        let part =
            parts.map(|(i, part)| self.draft_part(part, dialog.opened.parts.get(i) != Some(part))).collect();
        let (opened, now) = (Fields::of(&dialog.opened), Fields::of(&dialog.values()));
        let field = dialog.field.label().to_owned();
        let (typed, saved) = (String::new(), false);
        Draft { typed, annotation, id: dialog.id.clone(), saved, field, at, opened, now, part }
    }

    fn draft_place(&self, at: PassageRef) -> Place {
        self.articles.get(at.article).map(|article| place_of(article, at.passage)).unwrap_or_default()
    }

    /// Returns the passage of the first words of a dialog.
    fn first_place(&self, dialog: &Dialog) -> Place {
        let mut parts = dialog.parts.iter().filter(|p| !p.out);
        let first = parts.find_map(|part| {
            let (article, span) = (part.article?, part.span?);
            Some(PassageRef { article, passage: self.articles.get(article)?.passage_at(span.start)? })
        });
        first.map(|at| self.draft_place(at)).unwrap_or_default()
    }

    fn draft_part(&self, part: &Part, changed: bool) -> DraftPart {
        let article = part.article.and_then(|at| self.articles.get(at));
        let before = part.before.as_ref();
        let was_words = before.and_then(|w| w.quote.as_ref());
        let here = article.zip(part.span).map(|(article, span)| quote::make(article, span));
        let id = article.map(|a| a.id.clone()).or_else(|| before.map(|w| w.article.clone()));
        DraftPart {
            article: id.unwrap_or_default(),
            stand: part.stand.name().into(),
            says: part.says.clone(),
            out: part.out,
            changed,
            was: before.map(|_| was_words.map_or_else(String::new, |q| q.text.clone())),
            words: here.or_else(|| was_words.cloned()).map(Words::of),
        }
    }

    /// Takes in drafts that an earlier session left once all articles that they name are whole or known to be missing;
    /// returns whether there were any. Those that turned out to be saved are dropped.
    pub(super) fn take_drafts(&mut self) -> bool {
        let drafts = std::mem::take(&mut self.loading.drafts);
        let names = |draft: &Draft, id: &String| {
            draft.at.article == *id || draft.part.iter().any(|p| p.article == *id)
        };
        let (waiting, ready): (Vec<Draft>, Vec<Draft>) =
            drafts.into_iter().partition(|draft| self.loading.open.iter().any(|id| names(draft, id)));
        self.loading.drafts = waiting;
        let before = self.drafts.len();
        for draft in &ready {
            if let Some(dialog) = self.dialog_of(draft) {
                self.drafts.push((dialog.place.clone(), dialog));
            }
        }
        self.drafts.len() > before
    }

    /// Makes the dialog of a draft; none when all that is in it is in the case.
    fn dialog_of(&self, draft: &Draft) -> Option<Dialog> {
        let find = |id: &str| self.case.annotations.iter().position(|a| a.id == id && !id.is_empty());
        if draft.annotation.is_empty() && find(&draft.id).is_some() {
            return None;
        }
        let edited = find(&draft.annotation).and_then(|at| self.edit_dialog(at));
        let mut dialog = match edited {
            Some(mut dialog) => {
                draft.now.put(&draft.opened, &mut dialog);
                draft.part.iter().filter(|p| p.changed).for_each(|part| self.put_part(part, &mut dialog));
                dialog
            }
            // A new one, or one whose annotation was deleted since: all that was in it is worth keeping.
            None => {
                let parts = draft.part.iter().map(|part| self.part_of(part, None)).collect();
                let kinds = kind::all(&self.case.kinds);
                let mut dialog =
                    Dialog::new(DraftPlace::New(self.passage_of_place(&draft.at)), kinds, None, parts);
                dialog.id.clone_from(&draft.id);
                draft.now.put(&Fields::default(), &mut dialog);
                // Nothing of it counts as having stood there when it opened, so that opening it again carries all of it.
                dialog.opened = Values::default();
                dialog
            }
        };
        // Blanks at ends and between tags do not count: they are not saved either.
        let record = find(&draft.annotation).and_then(|at| self.case.annotations.get(at));
        let typed = draft.typed.parse().unwrap_or_default();
        let is_saved =
            |record: &Annotation| self.annotation_of(&dialog, record.clone(), typed).as_ref() == Ok(record);
        if record.is_some_and(is_saved) {
            return None;
        }
        dialog.field = Field::ALL.into_iter().find(|f| f.label() == draft.field).unwrap_or(dialog.field);
        let is_new = draft.annotation.is_empty();
        let is_worth_it = if is_new { draft.is_worth_keeping() } else { dialog.is_worth_keeping() };
        is_worth_it.then_some(dialog)
    }

    fn passage_of_place(&self, place: &Place) -> PassageRef {
        let article = self.articles.iter().position(|a| a.id == place.article);
        let at = article.map(|article| PassageRef { article, passage: find(&self.articles[article], place) });
        at.unwrap_or(PassageRef { article: 0, passage: 0 })
    }

    /// Puts a part that was changed into the one of the same witness, else of the same article, else beside them.
    fn put_part(&self, part: &DraftPart, dialog: &mut Dialog) {
        let words = |own: &Part| {
            own.before.as_ref().map(|w| w.quote.as_ref().map_or_else(String::new, |q| q.text.clone()))
        };
        let article = |own: &Part| {
            let open = own.article.and_then(|at| self.articles.get(at)).map(|a| a.id.as_str());
            open == Some(part.article.as_str())
                || own.before.as_ref().is_some_and(|w| w.article == part.article)
        };
        let at = dialog.parts.iter().position(|own| article(own) && words(own) == part.was);
        match at.and_then(|at| dialog.parts.get_mut(at)) {
            Some(own) => *own = self.part_of(part, own.before.take()),
            None => {
                let drafted = self.part_of(part, None);
                let says = |p: &Part| (p.article, p.span, p.stand, p.says.clone());
                // Where the edit was saved already, the annotation has this witness in the place of the old one.
                let is_there = dialog.parts.iter().any(|own| !own.out && says(own) == says(&drafted));
                let is_gone = part.out && part.was.is_some();
                if !(is_there || is_gone) {
                    dialog.parts.push(drafted);
                }
            }
        }
    }

    fn part_of(&self, part: &DraftPart, before: Option<Witness>) -> Part {
        let article = self.articles.iter().position(|a| a.id == part.article);
        let words = part.words.as_ref();
        let span = article.zip(words).and_then(|(at, words)| words.find(&self.articles[at]));
        // Words that are nowhere to be found are kept as words that were quoted once.
        let quote = words.filter(|_| span.is_none()).map(Words::quote);
        let is_other = |w: &Witness| quote.is_some() && w.quote != quote;
        let before = match before {
            Some(own) if is_other(&own) => {
                Some(Witness { quote: quote.clone(), anchor: None, now: None, ..own })
            }
            own => own,
        };
        let before = before.or_else(|| {
            // An article that is not open is known by its id alone.
            let is_lost = quote.is_some() || article.is_none();
            let stand = Stand::from_name(&part.stand).unwrap_or_default();
            is_lost.then(|| Witness { article: part.article.clone(), stand, quote, ..Witness::default() })
        });
        let stand = Stand::from_name(&part.stand).unwrap_or_default();
        Part { article, span, stand, says: part.says.clone(), out: part.out, before }
    }
}
