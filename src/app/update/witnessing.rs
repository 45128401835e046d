//! The witnesses of the dialog: taken out and put in, narrowed and widened.

use crate::align::{PassageRef, differ};
use crate::app::action::Action;
use crate::app::dialog::{Dialog, Part};
use crate::app::line::Purpose;
use crate::app::{App, select};
use crate::article::{Article, Span};
use crate::case::Stand;

impl Action {
    /// Returns whether it changes the witness under the cursor of the dialog, or goes to another.
    pub(super) fn is_about_witnesses(self) -> bool {
        matches!(
            self,
            Action::WitnessNext
                | Action::WitnessPrevious
                | Action::WitnessOut
                | Action::WitnessStand
                | Action::WitnessNarrow
                | Action::WitnessWiden
                | Action::WitnessNarrowStart
                | Action::WitnessWidenStart
                | Action::WitnessDiffering
                | Action::WitnessSentence
                | Action::WitnessSays
        )
    }
}

impl App {
    /// Changes the witness under the cursor of the dialog, or goes to another; several times for a count.
    pub(super) fn change_witness(&mut self, action: Action, count: usize) {
        let differing = if action == Action::WitnessDiffering { self.differing_words() } else { Vec::new() };
        let articles = self.articles.clone();
        let Some(dialog) = self.dialog() else { return };
        let last = dialog.parts.len().saturating_sub(1);
        match action {
            Action::WitnessNext => dialog.part = dialog.part.saturating_add(count).min(last),
            Action::WitnessPrevious => dialog.part = dialog.part.saturating_sub(count),
            Action::WitnessOut => {
                if let Some(part) = dialog.parts.get_mut(dialog.part) {
                    part.out = !part.out;
                }
            }
            Action::WitnessStand => next_stand(dialog),
            Action::WitnessSays => {
                let says = dialog.parts.get(dialog.part).map(|p| p.says.clone());
                self.open_line_with(Purpose::Says, &says.unwrap_or_default());
            }
            _ => {
                let Some(part) = dialog.parts.get_mut(dialog.part) else { return };
                let article = part.article.and_then(|a| articles.get(a));
                let (Some(article), Some(span)) = (article, part.span) else {
                    dialog.problem = Some(NO_WORDS.into());
                    return;
                };
                part.span = match action {
                    Action::WitnessDiffering => next_run(&differing, span),
                    _ => Some(resized(article, span, action, count)),
                };
                if part.span.is_none() {
                    part.span = Some(span);
                    dialog.problem =
                        Some("no differing words were found in it; [ narrows it word by word".into());
                }
            }
        }
    }

    /// Returns the runs of words in which the witness under the cursor of the dialog differs: what a suspect says of
    /// them, else what the first comparable witness has not.
    fn differing_words(&mut self) -> Vec<Span> {
        let Some(dialog) = self.dialog() else { return Vec::new() };
        let (parts, at) = (dialog.parts.clone(), dialog.part);
        let Some((here, passage)) = parts.get(at).and_then(|p| self.passage_of(p)) else { return Vec::new() };
        let suspects = self.index.suspects(here).iter();
        let suspects = suspects.filter_map(|s| self.index.alignment.suspects.get(*s as usize));
        let members = suspects.flat_map(|s| &s.readings).flat_map(|r| &r.members);
        let mut said: Vec<Span> = members.filter(|m| m.passage_ref() == here).map(|m| m.span).collect();
        if !said.is_empty() {
            said.sort_unstable();
            said.dedup();
            return said;
        }
        let own = self.articles[here.article].slice(passage);
        let others = parts.iter().enumerate().filter(|(i, p)| *i != at && p.stand != Stand::Silent);
        // Those that are in come before those that are only offered.
        let (offered, taken): (Vec<_>, Vec<_>) = others.map(|(_, p)| p).partition(|p| p.out);
        let others = taken.into_iter().chain(offered).filter_map(|p| self.passage_of(p));
        let mut compared =
            others.map(|(other, span)| differ::compare(own, self.articles[other.article].slice(span)));
        let found = compared.find(|c| !c.reworded && !c.base_only.is_empty());
        found.map_or_else(Vec::new, |c| c.base_only.iter().map(|s| s.shift(passage.start)).collect())
    }

    /// Returns the passage in which a part's words begin.
    fn passage_of(&self, part: &Part) -> Option<(PassageRef, Span)> {
        let (article, span) = (part.article?, part.span?);
        let passage = self.articles.get(article)?.passage_at(span.start)?;
        Some((PassageRef { article, passage }, self.passage_span(article, passage)))
    }
}

const NO_WORDS: &str = "no words of this article were found; select some with v and press a";

fn next_stand(dialog: &mut Dialog) {
    let Some(part) = dialog.parts.get_mut(dialog.part) else { return };
    if part.out {
        part.out = false;
        return;
    }
    let has_words = part.span.is_some() || part.before.as_ref().is_some_and(|w| w.quote.is_some());
    part.stand = match part.stand {
        Stand::Differs => Stand::Agrees,
        Stand::Agrees => Stand::Silent,
        Stand::Silent if has_words => Stand::Differs,
        Stand::Silent => {
            dialog.problem = Some(NO_WORDS.into());
            Stand::Silent
        }
    };
}

/// Returns what comes after the present words: first all differing words together, then each run of them.
fn next_run(runs: &[Span], present: Span) -> Option<Span> {
    let all = runs.iter().copied().reduce(Span::join)?;
    let mut choices = vec![all];
    choices.extend(runs.iter().copied().filter(|r| *r != all));
    let at = choices.iter().position(|c| *c == present);
    choices.get(at.map_or(0, |at| (at + 1) % choices.len())).copied()
}

fn resized(article: &Article, span: Span, action: Action, times: usize) -> Span {
    let once = |span: Span| match action {
        Action::WitnessNarrow => select::resize_end(article, span, false),
        Action::WitnessWiden => select::resize_end(article, span, true),
        Action::WitnessNarrowStart => select::resize_start(article, span, false),
        Action::WitnessWidenStart => select::resize_start(article, span, true),
        Action::WitnessSentence => select::sentences(article, span),
        _ => span,
    };
    let mut span = span;
    for _ in 0..times {
        let next = once(span);
        if next == span {
            break;
        }
        span = next;
    }
    span
}
