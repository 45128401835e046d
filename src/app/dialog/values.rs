//! What a dialog holds: held against what it opened with, and carried over to a dialog on a newer record.

use tui_textarea::TextArea;

use super::{Dialog, Part};
use crate::app::draft::Fields;
use crate::case::{Confidence, Severity, Status};

/// Everything that can be changed in the dialog.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)] // They are named after the fields.
pub struct Values {
    pub kind: Option<String>,
    pub question: String,
    pub parts: Vec<Part>,
    pub severity: Severity,
    pub confidence: Confidence,
    pub status: Status,
    pub tags: String,
    pub evidence: String,
    pub note: String,
    pub checks: String,
    pub verdict: String,
}

impl Dialog {
    /// Returns what the dialog holds now.
    pub fn values(&self) -> Values {
        let text = |area: &TextArea<'_>| area.lines().join("\n");
        Values {
            kind: self.kind.clone(),
            question: text(&self.question),
            parts: self.parts.clone(),
            severity: self.severity,
            confidence: self.confidence,
            status: self.status,
            tags: text(&self.tags),
            evidence: text(&self.evidence),
            note: text(&self.note),
            checks: text(&self.checks),
            verdict: text(&self.verdict),
        }
    }

    /// Returns whether closing would lose something: of a new annotation typed words or a changed witness, not the few keys
    /// of choices.
    pub fn is_worth_keeping(&self) -> bool {
        let (now, then) = (self.values(), &self.opened);
        match self.before {
            Some(_) => now != *then,
            None => Fields::of(&now).words() != Fields::of(then).words() || now.parts != then.parts,
        }
    }

    /// Takes over what was changed in a draft of the same annotation, and nothing else of it.
    pub fn carry(&mut self, draft: Dialog) {
        let (then, now) = (&draft.opened, draft.values());
        if self.before.is_none() {
            self.id.clone_from(&draft.id);
        }
        if now.kind != then.kind {
            self.kind = now.kind;
        }
        if now.severity != then.severity {
            self.severity = now.severity;
        }
        if now.confidence != then.confidence {
            self.confidence = now.confidence;
        }
        if now.status != then.status {
            self.status = now.status;
        }
        for (i, part) in draft.parts.iter().enumerate() {
            if then.parts.get(i) != Some(part) {
                self.carry_part(part, &draft.parts);
            }
        }
        for (own, drafted, changed) in [
            (&mut self.question, draft.question, now.question != then.question),
            (&mut self.tags, draft.tags, now.tags != then.tags),
            (&mut self.evidence, draft.evidence, now.evidence != then.evidence),
            (&mut self.note, draft.note, now.note != then.note),
            (&mut self.checks, draft.checks, now.checks != then.checks),
            (&mut self.verdict, draft.verdict, now.verdict != then.verdict),
        ] {
            if changed {
                *own = drafted;
            }
        }
        self.field = draft.field;
        self.part = draft.part.min(self.parts.len().saturating_sub(1));
    }

    /// Takes over a part that was changed: into the part of the same witness, else of the same article.
    fn carry_part(&mut self, part: &Part, drafted: &[Part]) {
        let same = |own: &Part, other: &Part| own.before.is_some() && own.before == other.before;
        let at = self.parts.iter().position(|own| same(own, part)).or_else(|| {
            let is_other = |own: &Part| drafted.iter().any(|d| same(own, d));
            let fits = |own: &Part| own.article == part.article && own.article.is_some();
            self.parts.iter().position(|own| fits(own) && !is_other(own))
        });
        match at.and_then(|at| self.parts.get_mut(at)) {
            // Words that the draft quotes and that nobody finds any more are in no other part.
            Some(own) => {
                let before = own.before.take().or_else(|| part.before.clone());
                *own = Part { before, ..part.clone() };
            }
            None => self.parts.push(part.clone()),
        }
    }
}

/// Splits tags at commas.
pub fn tags(text: &str) -> Vec<String> {
    distinct(text.split([',', '\n']))
}

/// Splits evidence at semicolons and line ends; a semicolon within an address is a part of it.
pub fn evidence(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, ';' | '\n')) {
        if mark == '\n' || !is_in_address(&text[start..at], &text[at + 1..]) {
            pieces.push(&text[start..at]);
            start = at + 1;
        }
    }
    pieces.push(&text[start..]);
    distinct(pieces.into_iter())
}

fn is_in_address(before: &str, after: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let next = after.split(|c: char| c.is_whitespace() || c == ';').next().unwrap_or_default();
    word.contains("://") && !next.is_empty() && !next.contains("://")
}

fn distinct<'a>(pieces: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for piece in pieces.map(str::trim).filter(|p| !p.is_empty()) {
        if !out.iter().any(|known| known == piece) {
            out.push(piece.to_owned());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_may_hold_blanks() {
        assert_eq!(
            tags("call duration, phone call,, call duration ,x"),
            ["call duration", "phone call", "x"]
        );
        assert_eq!(tags(" "), [""; 0]);
    }

    #[test]
    fn evidence_may_hold_blanks_commas_and_addresses_with_semicolons() {
        let typed =
            "White House readout, 18 March; https://example.org/a,b;v=1?x;https://example.org/c;a call";
        let wanted = [
            "White House readout, 18 March",
            "https://example.org/a,b;v=1?x",
            "https://example.org/c;a call",
        ];
        assert_eq!(evidence(typed), wanted);
        assert_eq!(evidence("one\ntwo; three;"), ["one", "two", "three"]);
    }
}
