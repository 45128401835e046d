//! Annotations of which two programs changed the same key: both versions are kept, and the reader is asked.

use crate::app::effect::{Effect, Merge};
use crate::app::list::question;
use crate::app::pick::{Keep, Line, Pick, Purpose};
use crate::app::{App, Overlay, Tone, cells};
use crate::case::history::Operation;
use crate::case::{Annotation, Check, Witness};

/// Cells of a value in a line.
const WORDS: usize = 42;
/// Scalar values that two values may share before the place where they differ is shown.
const SHARED: usize = 12;

impl App {
    /// Asks which version is kept of each annotation that a merge kept twice.
    pub(super) fn ask_about_clashes(&mut self, merge: &Merge) {
        for (theirs, ours) in &merge.renamed.annotations {
            self.ask_about_clash(ours, theirs);
        }
    }

    /// Asks which of two versions of an annotation is kept. The question comes below what is open: words that are being
    /// typed go on.
    pub(super) fn ask_about_clash(&mut self, ours: &str, theirs: &str) {
        if self.line_by_line {
            return;
        }
        let find = |id: &str| self.case.annotations.iter().find(|a| a.id == id);
        let (Some(our), Some(their)) = (find(ours), find(theirs)) else { return };
        let line = |text: String, note: &str| Line { text, note: note.into(), is_muted: false };
        let lines = vec![
            line("keep both, as two annotations".into(), ""),
            line(version("keep yours", our, their), ""),
            line(version("keep the other one", their, our), ""),
        ];
        let choices = vec![Keep::Both, Keep::Ours, Keep::Theirs];
        let title = format!("two programs changed “{}”", cells::fit(&question(their), WORDS));
        let purpose = Purpose::Clash(Box::new((ours.to_owned(), theirs.to_owned())), choices);
        let pick = Overlay::Pick(Box::new(Pick { purpose, title, lines, cursor: 0 }));
        self.overlays.insert(0, pick);
    }

    /// Keeps what was chosen of two versions; the id under which the other program knows it stays.
    pub(super) fn keep_of_clash(&mut self, (ours, theirs): &(String, String), keep: Keep) -> Vec<Effect> {
        let find = |id: &str| self.case.annotations.iter().find(|a| a.id == *id).cloned();
        let (our, their) = match (find(ours), find(theirs)) {
            (Some(our), Some(their)) => (our, their),
            _ => {
                self.say(Tone::Refused, "one of the two versions is no longer in the case");
                return Vec::new();
            }
        };
        let take_out = |id: &str| Operation::RemoveAnnotation { id: id.to_owned() };
        match keep {
            Keep::Both => {
                self.say(Tone::Done, "both versions are kept");
                Vec::new()
            }
            Keep::Ours => {
                let to = Annotation { id: their.id.clone(), ..our };
                let operations = vec![Operation::replace(their, to), take_out(ours)];
                self.change(Operation::Batch { operations }, "kept your version alone".into())
            }
            Keep::Theirs => self.change(take_out(ours), "kept the other version alone".into()),
        }
    }
}

/// Returns what a version says where the other says something else.
fn version(what: &str, own: &Annotation, other: &Annotation) -> String {
    let (own, other) = (told(own), told(other));
    let mut differing = own.into_iter().zip(other).filter(|(own, other)| own != other);
    let Some(((key, own), (_, other))) = differing.next() else { return what.to_owned() };
    let more = differing.count();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{what}: {key} {}{more}", shown(&own, &other))
}

/// Returns the values that can clash, as text.
fn told(annotation: &Annotation) -> [(&'static str, String); 8] {
    let witness = |w: &Witness| {
        let words = w.quote.as_ref().map_or("", |q| q.text.as_str());
        format!("{} {} {} {words}", w.article, w.stand.name(), w.says.as_deref().unwrap_or_default())
    };
    let check = |c: &Check| format!("{} {}", c.source, c.found.as_deref().unwrap_or_default());
    [
        ("question", annotation.question.clone()),
        ("note", annotation.note.clone()),
        ("kind", annotation.kind.clone()),
        ("status", annotation.status.name().into()),
        ("severity", format!("{}, {}", annotation.severity.name(), annotation.confidence.name())),
        ("verdict", annotation.verdict.clone().unwrap_or_default()),
        ("witnesses", annotation.witnesses.iter().map(witness).collect::<Vec<_>>().join("; ")),
        ("checks", annotation.checks.iter().map(check).collect::<Vec<_>>().join("; ")),
    ]
}

/// Returns a value from shortly before the place where it differs from another.
fn shown(value: &str, other: &str) -> String {
    let same = value.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let skipped = if same > SHARED { same - SHARED / 2 } else { 0 };
    let rest: String = value.chars().skip(skipped).collect();
    let begun = if skipped > 0 { "…" } else { "" };
    let line = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() && begun.is_empty() {
        "empty".into()
    } else {
        format!("“{begun}{}”", cells::fit(&line, WORDS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_long_notes_that_differ_at_their_ends_can_be_told_apart() {
        let note = |end: &str| Annotation {
            note: format!("{} {end}", "The Courier counts people taken to hospital. ".repeat(4)),
            ..Annotation::default()
        };
        let (our, their) = (note("Nine."), note("Twelve."));
        assert!(version("keep yours", &our, &their).contains("Nine."));
        assert!(version("keep the other one", &their, &our).contains("Twelve."));
        let empty = Annotation::default();
        assert_eq!(version("keep yours", &empty, &our), "keep yours: note empty");
    }
}
