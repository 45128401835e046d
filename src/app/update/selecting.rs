//! Selecting words in the focused pane.

use jiff::Timestamp;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::select::{self, Selecting};
use crate::app::{App, Tone};
use crate::article::Span;

impl App {
    /// Starts selecting: where the pane's selection was, else at the words that a search found, else at the suspect's, else at
    /// the first word.
    pub(super) fn start_selecting(&mut self, whole_passage: bool) {
        let here = self.here();
        let Some(article) = self.articles.get(here.article) else { return };
        let passage = self.passage_span(here.article, here.passage);
        let words = select::words(article, passage);
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else {
            self.say(Tone::Refused, "this passage has no words to select");
            return;
        };
        let kept = self.panes[here.article].selection.filter(|s| s.overlap(passage).is_some());
        let suspected = self.suspected_words(here.article, passage);
        let searched = self.searched_words(here.article, passage);
        let selecting = match kept.or(searched).or(suspected) {
            _ if whole_passage => Selecting { anchor: first, head: last },
            Some(span) => {
                ends(&select::words(article, span)).unwrap_or(Selecting { anchor: first, head: first })
            }
            None => Selecting { anchor: first, head: first },
        };
        self.selecting = Some(selecting);
        self.mark_selection(if whole_passage { passage } else { selecting.span() });
    }

    /// Returns the words in the passage that the search stands on.
    fn searched_words(&self, article: usize, passage: Span) -> Option<Span> {
        let (found_in, _) = self.search.current?;
        self.search.span().filter(|span| found_in == article && passage.covers(*span))
    }

    /// Returns the words by which the current suspect touches the passage.
    fn suspected_words(&self, article: usize, passage: Span) -> Option<Span> {
        let suspect = self.index.alignment.suspects.get(self.suspect?)?;
        let mut members = suspect.members();
        members.find(|m| m.article == article && passage.covers(m.span)).map(|m| m.span)
    }

    fn mark_selection(&mut self, span: Span) {
        if let Some(pane) = self.panes.get_mut(self.focus) {
            pane.selection = Some(span);
        }
    }

    /// Does what a key says while words are selected.
    pub(super) fn select(&mut self, action: Action, count: Option<usize>, now: Timestamp) -> Vec<Effect> {
        let Some(mut selecting) = self.selecting else { return Vec::new() };
        let Some(article) = self.articles.get(self.focus).cloned() else { return Vec::new() };
        let here = self.here();
        let block = article.passages.get(here.passage).map_or(0, |p| p.block);
        let passage = article.passage_at(selecting.head.start).unwrap_or(here.passage);
        let mut whole = None;
        for _ in 0..count.unwrap_or(1).min(10_000) {
            let Selecting { anchor, head } = selecting;
            let after = |s| select::word_after(&article, s);
            let before = |s| select::word_before(&article, s);
            selecting = match action {
                Action::SelectNextWord => Selecting { anchor, head: after(head).unwrap_or(head) },
                Action::SelectPreviousWord => Selecting { anchor, head: before(head).unwrap_or(head) },
                Action::SelectSwap => Selecting { anchor: head, head: anchor },
                Action::CarryForward => shifted(after(anchor), after(head), selecting),
                Action::CarryBack => shifted(before(anchor), before(head), selecting),
                Action::SelectWord => Selecting { anchor: head, head },
                Action::SelectStart | Action::SelectEnd => {
                    let words = select::words(&article, article.passages[passage].span);
                    let to = if action == Action::SelectStart { words.first() } else { words.last() };
                    Selecting { anchor, head: to.copied().unwrap_or(head) }
                }
                Action::SelectNextPassage | Action::SelectPreviousPassage => {
                    let on = if action == Action::SelectNextPassage {
                        passage + 1
                    } else {
                        passage.saturating_sub(1)
                    };
                    let words =
                        article.passages.get(on).map(|p| select::words(&article, p.span)).unwrap_or_default();
                    let to = if action == Action::SelectNextPassage { words.last() } else { words.first() };
                    Selecting { anchor, head: to.copied().unwrap_or(head) }
                }
                Action::SelectSentence | Action::SelectParagraph => {
                    let passages = article.passages_of(block);
                    let range =
                        if action == Action::SelectSentence { passage..passage + 1 } else { passages };
                    let spans = range.filter_map(|i| article.passages.get(i)).map(|p| p.span);
                    whole = spans.reduce(Span::join);
                    whole.and_then(|w| ends(&select::words(&article, w))).unwrap_or(selecting)
                }
                Action::SelectDone => {
                    self.selecting = None;
                    return Vec::new();
                }
                Action::SelectAnnotate => {
                    self.selecting = None;
                    return self.act(Action::Annotate, None, now);
                }
                Action::SelectAttach => {
                    self.selecting = None;
                    return self.act(Action::Attach, None, now);
                }
                Action::SelectCopy => {
                    self.selecting = None;
                    return self.copy();
                }
                Action::SelectDrop => {
                    self.selecting = None;
                    self.panes[self.focus].selection = None;
                    return Vec::new();
                }
                _ => selecting,
            };
        }
        self.selecting = Some(selecting);
        self.mark_selection(whole.unwrap_or(selecting.span()));
        self.follow_selection(selecting.head);
        Vec::new()
    }

    /// Keeps the moving end on the screen, and the cursor on its passage.
    fn follow_selection(&mut self, head: Span) {
        let passage = self.articles.get(self.focus).and_then(|a| a.passage_at(head.start));
        if let (Some(passage), Some(pane)) = (passage, self.panes.get_mut(self.focus)) {
            pane.cursor = passage;
        }
        let margin = self.settings.margin;
        self.with_pane(self.focus, |pane, wrapped, height| pane.reveal(wrapped, head, height, margin, 0));
    }

    pub(super) fn drop_selections(&mut self) {
        let had = self.panes.iter_mut().filter_map(|p| p.selection.take()).count();
        self.end_search();
        if had > 0 {
            self.say(Tone::Done, "selections dropped");
        }
    }
}

fn ends(words: &[Span]) -> Option<Selecting> {
    Some(Selecting { anchor: *words.first()?, head: *words.last()? })
}

/// Carries both ends along, or neither when one would leave the article.
fn shifted(anchor: Option<Span>, head: Option<Span>, old: Selecting) -> Selecting {
    match (anchor, head) {
        (Some(anchor), Some(head)) => Selecting { anchor, head },
        _ => old,
    }
}
