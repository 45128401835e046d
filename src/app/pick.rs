//! A window with a list of things to pick one from: an annotation to attach words to, a step to go back to.

use super::App;
use super::list::question;
use crate::article::Span;
use crate::case::{Aside, Tie, Witness};

/// The window while it is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// What is picked.
    pub purpose: Purpose,
    /// The title of the window.
    pub title: String,
    /// What there is to pick.
    pub lines: Vec<Line>,
    /// Index of the line under the cursor.
    pub cursor: usize,
}

/// What is picked.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// The annotation to which words are attached; an id for each line, and the words where the reader selected them.
    Attach(Vec<String>, Vec<(usize, Span)>),
    /// The words that are not where they were; annotation and number of the witness for each line.
    Changed(Vec<(String, usize)>),
    /// What is to be made of such words, a choice for each line.
    ChangedWhat((String, usize), Vec<Choice>),
    /// Which version of an annotation is kept that two programs changed; ids of ours and theirs, a choice for each line.
    Clash(Box<(String, String)>, Vec<Keep>),
    /// The draft that is opened; a line for each of them.
    Draft,
    /// The reading that gets an annotation of its own: the annotation's id, and the witnesses of each line.
    Split(String, Vec<Vec<usize>>),
    /// A judgement on what was found.
    Judged(Vec<Judged>),
    /// Whether a judgement holds: the first line leaves it, the second takes it back.
    JudgedWhat(Judged),
    /// Whether damaged text is mended; a line for each place.
    Repair,
    /// The step after which the session is to stand; the first line is its beginning.
    Step,
}

/// What the reader said of something that was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Judged {
    /// A suspect was set aside.
    Aside(Aside),
    /// Two passages were tied, or kept apart.
    Tie(Tie),
}

impl Judged {
    /// Returns the words that it is about.
    pub fn witnesses(&self) -> &[Witness] {
        match self {
            Judged::Aside(aside) => &aside.witnesses,
            Judged::Tie(tie) => &tie.witnesses,
        }
    }

    /// Returns who said it.
    pub fn by(&self) -> Option<&str> {
        match self {
            Judged::Aside(aside) => aside.by.as_deref(),
            Judged::Tie(tie) => tie.by.as_deref(),
        }
    }
}

/// What can be made of changed words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The annotation notes what the article says today, beside the words that it said.
    Take,
    /// The same, and an annotation of its own says that the article was changed.
    Revision,
    /// The article is shown there, so that other words can be selected and attached.
    Show,
    /// It stays as it is.
    Leave,
}

/// What is kept of two versions of an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Both, as two annotations.
    Both,
    /// The version of this program.
    Ours,
    /// The version of the other program.
    Theirs,
}

/// A line of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub text: String,
    /// What is to be known about it beside that.
    pub note: String,
    /// Whether it stands back: a step that is undone.
    pub is_muted: bool,
}

impl Pick {
    /// Moves the cursor, up to the ends.
    pub fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.lines.len().saturating_sub(1));
    }

    /// Returns the first line that is shown on so many rows.
    pub fn top(&self, height: u16) -> usize {
        let height = usize::from(height).max(1);
        let last = self.lines.len().saturating_sub(height);
        self.cursor.saturating_sub(height / 2).min(last)
    }
}

impl App {
    /// Makes the list of annotations to pick from, those first that are likely meant.
    pub(crate) fn annotations_to_pick(&self, first: &[usize]) -> (Vec<String>, Vec<Line>) {
        let others = (0..self.case.annotations.len()).rev().filter(|a| !first.contains(a));
        let records = first.iter().copied().chain(others).filter_map(|a| self.case.annotations.get(a));
        let line = |record: &crate::case::Annotation| {
            let note = format!("{}, {}", record.kind, record.status.name());
            (record.id.clone(), Line { text: question(record), note, is_muted: false })
        };
        records.map(line).unzip()
    }

    /// Makes the list of steps, oldest first, and says on which of its lines the session stands.
    pub(crate) fn steps_to_pick(&self) -> (Vec<Line>, usize) {
        let (done, undone) = self.history.steps();
        let beginning =
            if self.history.is_full() { "before the oldest step" } else { "as the session began" };
        let line = |text: &str, note: &str, is_muted| Line { text: text.into(), note: note.into(), is_muted };
        let at = done.len();
        let mut lines = vec![line(beginning, "", false)];
        lines.extend(done.into_iter().map(|text| line(text, "", false)));
        lines.extend(undone.into_iter().map(|text| line(text, "undone", true)));
        if let Some(here) = lines.get_mut(at) {
            here.note = "now".into();
        }
        (lines, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_among_the_lines_that_are_shown() {
        let line = Line { text: "x".into(), note: String::new(), is_muted: false };
        let mut pick =
            Pick { purpose: Purpose::Step, title: String::new(), lines: vec![line; 30], cursor: 0 };
        for (cursor, height) in (0..30).flat_map(|c| (1..40).map(move |h| (c, h))) {
            pick.cursor = cursor;
            let top = pick.top(height);
            assert!((top..top + usize::from(height)).contains(&cursor), "{cursor} {height}");
        }
        pick.step(100);
        assert_eq!(pick.cursor, 29);
    }
}
