//! Ties: the reader's own word that two passages are the same claim, or not.

use crate::align::{Member, PassageRef};
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::index::whole;
use crate::app::{App, Confirm, Overlay, Then, Tone, cells};
use crate::case::history::Operation;
use crate::case::{Tie, tied};

/// Cells of a passage's words where two are named, and how few they are on a narrow screen.
const WORDS: usize = 24;
const FEWEST: usize = 12;
/// Cells of a message that are not words, and of the hint beside it.
const OTHERS: usize = 80;

impl App {
    /// Ties two passages: the selections of two panes, else the one under the cursor and its counterpart.
    pub(super) fn tie(&mut self, same: bool) -> Vec<Effect> {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        match self.pair(same) {
            Ok((a, b)) if self.is_unsure(a, b, same) => {
                let says = if same { "the same claim" } else { "two claims" };
                let question = format!("Are {} and {} {says}?", self.named(a, WORDS), self.named(b, WORDS));
                self.overlays.push(Overlay::Confirm(Confirm { question, then: Then::Tie(a, b, same) }));
                Vec::new()
            }
            Ok((a, b)) => self.tie_pair(a, b, same),
            Err(reason) => {
                self.say(Tone::Refused, reason);
                Vec::new()
            }
        }
    }

    /// Returns whether two passages may not be those that are meant: nobody selected them, and nothing matches them, or another pane
    /// shows a match too.
    fn is_unsure(&self, a: Member, b: Member, same: bool) -> bool {
        let open =
            if same { !self.ties_between(a, b).iter().any(|t| t.same) } else { self.matching().len() > 1 };
        open && self.selected(a.article).is_none()
    }

    /// Returns the passages of the other articles on which their panes stand.
    fn beside(&self) -> Vec<Member> {
        let here = self.here();
        let others = (0..self.articles.len()).filter(|a| *a != here.article);
        let at = others
            .filter_map(|article| Some(PassageRef { article, passage: self.panes.get(article)?.cursor }));
        at.map(|at| whole(&self.articles, at)).collect()
    }

    /// Returns those of them that match the one under the cursor.
    fn matching(&self) -> Vec<Member> {
        let matches = self.index.matches(self.here());
        let is_match = |m: &Member| matches.iter().any(|f| f.there.passage_ref() == m.passage_ref());
        self.beside().into_iter().filter(is_match).collect()
    }

    /// Returns the two passages that are meant, or why it is not clear which.
    fn pair(&self, same: bool) -> Result<(Member, Member), String> {
        let selected: Vec<Member> = (0..self.articles.len()).filter_map(|a| self.selected(a)).collect();
        match selected.as_slice() {
            [a, b] => return Ok((*a, *b)),
            [_] => return Err("select words in a second pane too".into()),
            [] => {}
            many => {
                return Err(format!(
                    "a tie is between two passages; words are selected in {} panes",
                    many.len()
                ));
            }
        }
        let own = whole(&self.articles, self.here());
        let last = |members: &[Member]| {
            let came = members.iter().find(|m| Some(m.article) == self.came_from);
            came.or(if let [only] = members { Some(only) } else { None }).copied()
        };
        let found = if same {
            last(&self.beside())
        } else {
            let matching = self.matching();
            if matching.is_empty() {
                return Err("nothing is matched with this passage".into());
            }
            last(&matching)
        };
        found.map(|other| (own, other)).ok_or_else(|| {
            let pane = self.hint_of(Action::PaneRight, "goes from pane to pane");
            format!("with which passage? come from its pane ({pane}), or select words in two panes")
        })
    }

    fn selected(&self, article: usize) -> Option<Member> {
        let span = self.panes.get(article)?.selection?;
        let passage = self.articles.get(article)?.passage_at(span.start)?;
        Some(Member { article, passage, span })
    }

    /// Returns the ties between two passages.
    fn ties_between(&self, a: Member, b: Member) -> Vec<&Tie> {
        let is_end = |tie: usize, member: Member| {
            let ends = self.tie_ends.get(member.article).into_iter().flatten().filter(|end| end.tie == tie);
            let mut at =
                ends.filter_map(|end| end.member(member.article, self.articles.get(member.article)?));
            at.any(|end| end.passage_ref() == member.passage_ref())
        };
        let ties = self.case.ties.iter().enumerate();
        ties.filter(|(at, _)| is_end(*at, a) && is_end(*at, b)).map(|(_, tie)| tie).collect()
    }

    pub(super) fn tie_pair(&mut self, a: Member, b: Member, same: bool) -> Vec<Effect> {
        let known: Vec<Tie> = self.ties_between(a, b).into_iter().cloned().collect();
        if known.iter().any(|t| t.same == same) {
            let text = if same { "these two are tied already" } else { "these two are kept apart already" };
            self.say(Tone::Refused, text);
            return Vec::new();
        }
        let witnesses = [a, b].map(|m| self.witness(m.article, m.span)).to_vec();
        let tie = Tie { same, by: self.settings.by.clone(), witnesses };
        let taken_back = known.into_iter().map(|tie| Operation::RemoveTie { tie });
        let operations: Vec<Operation> = taken_back.chain([Operation::AddTie { tie }]).collect();
        let says = if same { "the same" } else { "not the same" };
        let label = |words| format!("{says}: {} and {}", self.named(a, words), self.named(b, words));
        let room = usize::from(self.size.width).saturating_sub(OTHERS) / 2;
        let back = self.hint_of(Action::Undo, "takes it back");
        let message = format!("{} · {back}", label(room.clamp(FEWEST, WORDS)));
        let label = label(WORDS);
        for pane in &mut self.panes {
            pane.selection = None;
        }
        let effects = self.change(Operation::Batch { operations }, label);
        // Often nothing is asked before two are kept apart, so the message has to say which.
        if !effects.is_empty() {
            self.say(Tone::Done, message);
        }
        effects
    }

    /// Names a passage by the number of its pane and its first words.
    fn named(&self, member: Member, words: usize) -> String {
        let text = self.articles[member.article].slice(member.span);
        format!("{} “{}”", member.article + 1, cells::fit(&text.replace('\n', " "), words))
    }

    /// Asks for a new alignment when the ties are others than those of the last one.
    pub(super) fn follow_ties(&mut self) -> Vec<Effect> {
        let now = tied::found(&self.articles, &self.case, &self.tie_ends);
        if self.tied == now { Vec::new() } else { self.start_alignment() }
    }
}
