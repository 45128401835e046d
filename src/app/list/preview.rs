//! What the annotation under the cursor says: its readings with the words of each article, its note, what was looked up.

use super::super::action::Action;
use super::super::witnesses::Anchored;
use super::super::{App, cells, rows};
use crate::article::fold;
use crate::case::{Annotation, Stand, Witness};
use crate::export;

/// Cells that an article's name takes before its words, at least and at most.
const NAME: (usize, usize) = (11, 20);

/// A row of the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What stands before the text: the name of an article, or what the text is.
    pub lead: String,
    /// Cells before the text.
    pub indent: usize,
    /// The text.
    pub text: String,
    /// What it is.
    pub part: Part,
}

/// What a row of the preview is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Kind, status and the like.
    Facts,
    /// What the words below say, as the reader put it.
    Says,
    /// Words of an article.
    Words,
    /// Articles in which it was not found.
    Silent,
    /// What the reader wrote.
    Note,
    /// Sources.
    Source,
}

/// Puts quotation marks around words that do not begin with one.
fn in_marks(words: &str) -> String {
    if words.starts_with(['“', '"', '„', '«']) { words.to_owned() } else { format!("“{words}”") }
}

struct Page {
    width: usize,
    rows: Vec<Row>,
}

impl Page {
    /// Puts a text, wrapped, with a lead before its first row.
    fn put(&mut self, lead: &str, indent: usize, text: &str, part: Part) {
        let width = self.width.saturating_sub(indent).max(1);
        let mut lead = cells::fit(lead, indent.saturating_sub(1));
        let rows = &mut self.rows;
        for line in text.lines() {
            rows::wrap(line, width, &mut |a, b| {
                let lead = std::mem::take(&mut lead);
                rows.push(Row { lead, indent, text: line[a..b].to_owned(), part });
            });
        }
    }
}

impl App {
    /// Says what an article has in place of a witness's words now, where nobody has looked at that yet.
    fn changed_since(&self, record: &Annotation, witness: &Witness) -> Option<String> {
        let is_it = |a: &&Anchored| {
            let of = self.case.annotations.get(a.annotation);
            of.is_some_and(|r| r.id == record.id) && record.witnesses.get(a.witness) == Some(witness)
        };
        let anchored = self.anchors.list.iter().find(is_it).filter(|a| !a.found.state.is_applied())?;
        let key = self.hint_of(Action::ChangedWords, "asks about it");
        match anchored.found.span {
            Some(span) => {
                let now = self.articles.get(anchored.article)?.slice(span).replace('\n', " ");
                Some(format!("the article has {} now; {key}", in_marks(&now)))
            }
            None => Some("not found in the article any more".to_owned()),
        }
    }

    /// Returns the rows of the preview of an annotation at a width.
    pub fn preview(&self, record: &Annotation, width: u16) -> Vec<Row> {
        let width = usize::from(width);
        let mut page = Page { width, rows: Vec::new() };
        // On a narrow screen the number has to do.
        let wide = width >= 50;
        let names = record.witnesses.iter().map(|w| cells::text_width(&self.article_of_id(&w.article)) + 2);
        let name = if wide { names.max().unwrap_or(0).clamp(NAME.0, NAME.1) } else { 4 };
        for reading in export::readings(record) {
            let words = |w: &Witness| w.quote.as_ref().map(|q| q.text.clone()).unwrap_or_default();
            // Words that stand for themselves need no heading.
            let says = fold::fold_text(&reading.says);
            if reading.witnesses.iter().any(|w| fold::fold_text(&words(w)) != says) {
                page.put("", 0, &reading.says, Part::Says);
            }
            for witness in reading.witnesses {
                let agrees = if witness.stand == Stand::Agrees { "(agrees) " } else { "" };
                let text = format!("{agrees}{}", in_marks(&words(witness)));
                let article = self.article_of_id(&witness.article);
                let lead =
                    if wide { article.as_str() } else { article.split(' ').next().unwrap_or_default() };
                page.put(lead, name, &text, Part::Words);
                if let Some(text) = self.changed_since(record, witness) {
                    page.put("", name, &text, Part::Source);
                }
                if let Some(now) = witness.now.as_deref().filter(|now| *now != words(witness)) {
                    page.put("", name, &format!("now: {}", in_marks(now)), Part::Source);
                }
                if let Some(anchor) = witness.anchor.as_deref().filter(|_| witness.now.is_none()) {
                    page.put("", name, &format!("anchor: {anchor}"), Part::Source);
                }
            }
        }
        let silent: Vec<String> = record
            .witnesses
            .iter()
            .filter(|w| w.stand == Stand::Silent)
            .map(|w| self.article_of_id(&w.article))
            .collect();
        if !silent.is_empty() {
            page.put("", 0, &format!("not found in {}", silent.join(", ")), Part::Silent);
        }
        let lead = |word: &'static str| if wide { word } else { "" };
        page.put(lead("note"), name, record.note.trim(), Part::Note);
        for check in &record.checks {
            let parts =
                [check.on.as_deref(), Some(&check.source), check.how.as_deref(), check.found.as_deref()];
            let parts: Vec<&str> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
            page.put(lead("checked"), name, &parts.join(" · "), Part::Source);
        }
        for source in &record.evidence {
            page.put(lead("evidence"), name, source, Part::Source);
        }
        page.put(lead("verdict"), name, record.verdict.as_deref().unwrap_or_default().trim(), Part::Note);
        page.put("", 0, &self.facts(record, width), Part::Facts);
        page.rows
    }

    fn facts(&self, record: &Annotation, width: usize) -> String {
        let mut facts = vec![
            record.kind.clone(),
            record.status.name().to_owned(),
            format!("severity {}", record.severity.name()),
            format!("confidence {}", record.confidence.name()),
        ];
        if !record.tags.is_empty() {
            facts.push(format!("tags {}", record.tags.join(", ")));
        }
        facts.extend(record.by.as_ref().map(|by| format!("by {by}")));
        facts.extend(record.created.map(|at| format!("made {}", at.strftime("%Y-%m-%d"))));
        let changed = record.changed.filter(|c| Some(*c) != record.created);
        facts.extend(changed.map(|at| format!("changed {}", at.strftime("%Y-%m-%d"))));
        if width >= 100 {
            facts.push(record.id.clone());
        }
        facts.retain(|f| !f.is_empty());
        facts.join(" · ")
    }

    /// Returns number and short name of an article by its id, also of one that is not open.
    fn article_of_id(&self, id: &str) -> String {
        match self.articles.iter().position(|a| a.id == id) {
            Some(article) => format!("{} {}", article + 1, self.name(article)),
            None => format!("{} (not open)", self.name_of_id(id)),
        }
    }
}
