//! Words attached to an annotation that exists, the list of steps, and the window in which one picks.

use jiff::Timestamp;

use crate::align::differ;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::list::question;
use crate::app::pick::{Pick, Purpose};
use crate::app::{App, Overlay, Tone, cells};
use crate::article::Span;
use crate::case::history::Operation;
use crate::case::{Annotation, Stand, Witness};

/// Cells of the words and of the question in the message.
const WORDS: usize = 28;

impl App {
    /// Attaches the selections, else words of the passage under the cursor, to the annotation at hand; asks to which one
    /// where that is not clear.
    pub(super) fn attach(&mut self, now: Timestamp) -> Vec<Effect> {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        if self.case.annotations.is_empty() {
            let text = self.hint_of(Action::Annotate, "makes one");
            self.say(Tone::Refused, format!("there is no annotation to attach it to; {text}"));
            return Vec::new();
        }
        let selections: Vec<(usize, Span)> =
            self.order().into_iter().filter_map(|a| Some((a, self.panes.get(a)?.selection?))).collect();
        let mut at_hand = self.annotations_here();
        let touched = self.touched.as_ref();
        let touched = touched.and_then(|id| self.case.annotations.iter().position(|a| a.id == *id));
        // Words far from the annotation that was written last may be meant for another one: then the reader is asked.
        let is_near = touched.is_none_or(|t| self.is_near(t));
        at_hand.retain(|a| Some(*a) != touched);
        at_hand.splice(0..0, touched);
        if at_hand.is_empty() && self.case.annotations.len() == 1 {
            at_hand.push(0);
        }
        match at_hand.as_slice() {
            [one] if is_near => self.attach_to(*one, &selections, now),
            _ => {
                let (ids, lines) = self.annotations_to_pick(&at_hand);
                let title = match selections.first() {
                    Some(first) => {
                        format!("attach {} to which annotation?", self.named_words(first, selections.len()))
                    }
                    None => "attach the passage to which annotation?".to_owned(),
                };
                let purpose = Purpose::Attach(ids, selections);
                self.overlays.push(Overlay::Pick(Box::new(Pick { purpose, title, lines, cursor: 0 })));
                Vec::new()
            }
        }
    }

    /// Returns whether an annotation has words that match the passage under the cursor, or are of it.
    fn is_near(&self, annotation: usize) -> bool {
        let here = self.here();
        let matches = self.index.matches(here);
        let mut words = self.witnessed_in(annotation).iter().map(|w| w.member().passage_ref());
        words.any(|w| w == here || matches.iter().any(|m| m.there.passage_ref() == w))
    }

    /// Attaches words to an annotation, as one step.
    fn attach_to(&mut self, at: usize, selections: &[(usize, Span)], now: Timestamp) -> Vec<Effect> {
        let Some(from) = self.case.annotations.get(at).cloned() else { return Vec::new() };
        let words = match selections {
            [] => vec![(self.focus, self.words_for(at))],
            selections => selections.to_vec(),
        };
        let has = |(article, span): &(usize, Span)| {
            self.witnessed_in(at).iter().any(|w| (w.article, w.span) == (*article, *span))
        };
        let new: Vec<(usize, Span)> = words.into_iter().filter(|w| !has(w)).collect();
        let Some(first) = new.first() else {
            self.say(Tone::Refused, "these words are in that annotation already");
            return Vec::new();
        };
        let mut to = Annotation { changed: Some(now), ..from.clone() };
        for (article, span) in &new {
            self.put_in(&mut to, self.witness(*article, *span));
        }
        let named = self.named_words(first, new.len());
        let label = format!("attached {named} to {}", cells::fit(&question(&from), WORDS));
        let id = from.id.clone();
        match self.try_change(Operation::replace(from, to), label) {
            Ok(effects) => {
                for (article, _) in selections {
                    self.panes[*article].selection = None;
                }
                self.selecting = None;
                self.touched = Some(id);
                effects
            }
            Err(error) => {
                self.say(Tone::Wrong, error.to_string());
                Vec::new()
            }
        }
    }

    /// Names words by their pane and the first of them, and says how many more there are.
    fn named_words(&self, (article, span): &(usize, Span), all: usize) -> String {
        let text = self.articles[*article].slice(*span).replace('\n', " ");
        let more = if all > 1 { format!(" and {} more", all - 1) } else { String::new() };
        format!("{} “{}”{more}", article + 1, cells::fit(&text, WORDS))
    }

    /// Puts a witness into an annotation: in the place of the article's silence, else behind its other words.
    fn put_in(&self, annotation: &mut Annotation, witness: Witness) {
        let own = |w: &Witness| w.article == witness.article;
        let silent = annotation.witnesses.iter().position(|w| own(w) && w.stand == Stand::Silent);
        let last = annotation.witnesses.iter().rposition(own);
        match (silent, last) {
            (Some(at), _) => annotation.witnesses[at] = witness,
            (None, Some(last)) => annotation.witnesses.insert(last + 1, witness),
            (None, None) => annotation.witnesses.push(witness),
        }
    }

    /// Returns the words of the passage under the cursor that belong into an annotation: those of a suspect, else those
    /// in which the passage differs from the annotation's own words, else all of it.
    fn words_for(&self, annotation: usize) -> Span {
        let here = self.here();
        let passage = self.passage_span(here.article, here.passage);
        let words = self.witnessed_in(annotation);
        // A suspect that is looked at, or one that the annotation is about.
        let about = |s: &usize| {
            let suspect = self.index.alignment.suspects.get(*s);
            let mut members = suspect.into_iter().flat_map(|s| &s.readings).flat_map(|r| &r.members);
            self.suspect == Some(*s)
                || members
                    .any(|m| words.iter().any(|w| w.article == m.article && w.span.overlap(m.span).is_some()))
        };
        let suspects = self.suspect.into_iter().chain(self.index.suspects(here).iter().map(|s| *s as usize));
        let mut suspects = suspects.filter(about).filter_map(|s| self.index.alignment.suspects.get(s));
        let said = suspects.find_map(|s| {
            let mut members = s.members();
            members.find(|m| m.passage_ref() == here).map(|m| m.span)
        });
        let own = self.articles.get(here.article).map_or("", |a| a.slice(passage));
        let matches = self.index.matches(here);
        let differing = || {
            let words = self.witnessed_in(annotation).iter();
            let beside =
                words.filter(|w| matches.iter().any(|m| m.there.passage_ref() == w.member().passage_ref()));
            let mut compared = beside.map(|w| {
                let other = self.passage_span(w.article, w.passage);
                differ::compare(own, self.articles[w.article].slice(other))
            });
            let found = compared.find(|c| !c.reworded && !c.base_only.is_empty())?;
            found.base_only.iter().copied().reduce(Span::join).map(|s| s.shift(passage.start))
        };
        said.or_else(differing).unwrap_or(passage)
    }

    /// Opens the list of what was done in this session.
    pub(super) fn open_steps(&mut self) {
        let (lines, cursor) = self.steps_to_pick();
        if lines.len() < 2 {
            self.say(Tone::Refused, "nothing was changed in this session");
            return;
        }
        let title = "steps of this session".to_owned();
        self.overlays.push(Overlay::Pick(Box::new(Pick { purpose: Purpose::Step, title, lines, cursor })));
    }

    /// Does what a key says in the window.
    pub(super) fn act_in_pick(
        &mut self,
        action: Action,
        count: Option<usize>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let times = super::times(count);
        let page = isize::try_from(self.size.height / 2).unwrap_or(1).max(1);
        let Some(Overlay::Pick(pick)) = self.overlays.last_mut() else { return Vec::new() };
        match action {
            Action::PickNext => pick.step(times),
            Action::PickPrevious => pick.step(-times),
            Action::PickPageDown => pick.step(page * times),
            Action::PickPageUp => pick.step(-page * times),
            Action::PickTop => pick.cursor = 0,
            Action::PickBottom => pick.step(isize::MAX),
            Action::PickDone => return self.pick(now),
            _ => {
                let is_draft = pick.purpose == Purpose::Draft;
                self.overlays.pop();
                self.offered_reading = None;
                if is_draft {
                    self.tell_drafts();
                }
            }
        }
        Vec::new()
    }

    fn pick(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(Overlay::Pick(pick)) = self.overlays.pop() else { return Vec::new() };
        match &pick.purpose {
            Purpose::Attach(ids, selections) => {
                let id = ids.get(pick.cursor);
                let at = id.and_then(|id| self.case.annotations.iter().position(|a| a.id == *id));
                match at {
                    Some(at) => self.attach_to(at, selections, now),
                    None => {
                        self.say(Tone::Refused, "that annotation is no longer in the case");
                        Vec::new()
                    }
                }
            }
            Purpose::Changed(listed) => {
                if let Some(which) = listed.get(pick.cursor) {
                    self.ask_about_changed(which);
                }
                Vec::new()
            }
            Purpose::ChangedWhat(which, choices) => match choices.get(pick.cursor) {
                Some(choice) => self.make_of_changed(which, *choice, now),
                None => Vec::new(),
            },
            Purpose::Clash(ids, choices) => match choices.get(pick.cursor) {
                Some(keep) => self.keep_of_clash(ids, *keep),
                None => Vec::new(),
            },
            Purpose::Draft => {
                self.open_draft(pick.cursor);
                Vec::new()
            }
            Purpose::Repair => self.mend(now),
            Purpose::Step => self.go_to_step(pick.cursor),
            Purpose::Split(id, groups) => match groups.get(pick.cursor) {
                Some(goes) => self.split(id, goes, now),
                None => Vec::new(),
            },
            Purpose::Judged(judged) => {
                if let Some(judged) = judged.get(pick.cursor) {
                    self.ask_about_judged(judged.clone());
                }
                Vec::new()
            }
            Purpose::JudgedWhat(judged) if pick.cursor == 1 => self.take_back(judged.clone()),
            Purpose::JudgedWhat(_) => Vec::new(),
        }
    }
}
