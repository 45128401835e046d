//! A line to type in: a filter over the list of annotations, tags to add or take away, what a witness says.

use std::ops::Range;

use tui_textarea::{CursorMove, TextArea};

use super::App;
use super::dialog::text_area;
use crate::article::fold;
use crate::case::filter::{Choice, Completion, complete};

/// What a line is typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Which annotations are shown.
    Filter,
    /// Tags that the selected annotations get.
    Tag,
    /// Tags that they lose.
    Untag,
    /// What the witness under the cursor of the dialog says, in short.
    Says,
    /// What a pasted text is called that becomes an article.
    NewArticle,
}

impl Purpose {
    /// Returns what stands before the line.
    pub fn label(self) -> &'static str {
        match self {
            Purpose::Filter => "filter:",
            Purpose::Tag => "add tags:",
            Purpose::Untag => "take tags away:",
            Purpose::Says => "it says:",
            Purpose::NewArticle => "its short name:",
        }
    }
}

/// The line while it is open.
#[derive(Debug)]
pub struct Line {
    /// What it is typed for.
    pub purpose: Purpose,
    /// What is typed.
    pub text: TextArea<'static>,
    /// Why it cannot be understood, when it is no beginning of something either.
    pub problem: Option<String>,
    /// What could stand at the cursor.
    pub offered: Completion,
    /// The choice that was put in.
    pub chosen: Option<usize>,
    /// What is given back when the line is closed without being kept.
    pub before: String,
    /// The text that was pasted, of a new article.
    pub pasted: Option<String>,
    /// What was typed before the first choice was put in.
    base: String,
    /// The remembered line that is shown; an index from the newest back.
    recalled: Option<usize>,
}

impl Line {
    /// Makes a line that says `text` already.
    pub fn new(purpose: Purpose, text: &str) -> Line {
        let mut area = text_area(text);
        area.move_cursor(CursorMove::End);
        Line {
            purpose,
            text: area,
            problem: None,
            offered: Completion::default(),
            chosen: None,
            before: text.to_owned(),
            pasted: None,
            base: String::new(),
            recalled: None,
        }
    }

    /// Returns what is typed.
    pub fn typed(&self) -> String {
        self.text.lines().join(" ")
    }

    /// Returns the byte of the cursor.
    pub fn at(&self) -> usize {
        let typed = self.typed();
        let column = self.text.cursor().1;
        typed.char_indices().nth(column).map_or(typed.len(), |(at, _)| at)
    }

    /// Puts the next choice (`by` > 0) or the one before it into the line; returns whether there was one.
    pub fn choose(&mut self, by: isize) -> bool {
        let count = self.offered.choices.len();
        if count == 0 {
            return false;
        }
        if self.chosen.is_none() {
            self.base = self.typed();
        }
        let next = match self.chosen {
            Some(chosen) => (chosen as isize + by).rem_euclid(count as isize) as usize,
            None if by < 0 => count - 1,
            None => 0,
        };
        let (line, at) = self.offered.put(&self.base, &self.offered.choices[next]);
        self.set(&line, at);
        self.chosen = Some(next);
        true
    }

    /// Shows an older (`by` > 0) or newer one of the remembered lines, at the end what stood there first.
    pub fn recall(&mut self, remembered: &[String], by: isize) {
        let at = self.recalled.map_or(-1, |r| r as isize) + by;
        let at = at.clamp(-1, remembered.len() as isize - 1);
        self.recalled = usize::try_from(at).ok();
        let line = self.recalled.and_then(|back| remembered.iter().rev().nth(back)).unwrap_or(&self.before);
        let line = line.clone();
        self.set(&line, line.len());
    }

    fn set(&mut self, line: &str, at: usize) {
        let column = line.get(..at).unwrap_or(line).chars().count();
        self.text = text_area(line);
        self.text.move_cursor(CursorMove::Jump(0, u16::try_from(column).unwrap_or(u16::MAX)));
    }
}

impl App {
    /// Returns what could stand at the cursor of a line.
    pub(crate) fn offered_in(&self, line: &Line) -> Completion {
        let (typed, at) = (line.typed(), line.at());
        match line.purpose {
            Purpose::NewArticle => Completion::default(),
            Purpose::Filter => complete(&typed, at, &self.vocabulary()),
            Purpose::Tag => tags(&typed, at, &self.vocabulary().tags),
            Purpose::Says => {
                self.dialog_beneath().map_or_else(Completion::default, |d| self.offered_says(d, &typed))
            }
            Purpose::Untag => {
                let records = self.targets().into_iter().filter_map(|a| self.case.annotations.get(a));
                let mut own: Vec<String> = records.flat_map(|r| r.tags.iter().cloned()).collect();
                own.sort();
                own.dedup();
                tags(&typed, at, &own)
            }
        }
    }
}

/// Returns the tags that begin as the one at a byte of a list of tags does.
fn tags(typed: &str, at: usize, known: &[String]) -> Completion {
    let bytes = tag_at(typed, at);
    let begun = fold::plain(typed.get(bytes.start..at).unwrap_or_default());
    let others: Vec<String> = typed.split(',').map(fold::plain).collect();
    let fits = |tag: &&String| {
        let folded = fold::plain(tag);
        folded.starts_with(&begun) && !others.contains(&folded)
    };
    let choices = known.iter().filter(fits).map(|t| Choice { value: t.clone(), text: String::new() });
    Completion { choices: choices.collect(), bytes }
}

/// Returns the bytes of the tag at a byte, blanks around it left out.
fn tag_at(typed: &str, at: usize) -> Range<usize> {
    let (before, after) = typed.split_at_checked(at).unwrap_or((typed, ""));
    let start = before.rfind(',').map_or(0, |comma| comma + 1);
    let start = (start + before[start..].len() - before[start..].trim_start().len()).min(at);
    let end = after.find(',').map_or(typed.len(), |comma| at + comma);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<String> {
        ["call", "casualties", "to check"].map(str::to_owned).to_vec()
    }

    #[test]
    fn the_tag_under_the_cursor_is_completed_and_none_is_offered_twice() {
        let offered = |typed: &str| {
            let found = tags(typed, typed.len(), &known());
            let values: Vec<String> = found.choices.iter().map(|c| c.value.clone()).collect();
            (values.join("|"), found.choices.first().map(|c| found.put(typed, c).0))
        };
        assert_eq!(offered(""), ("call|casualties|to check".into(), Some("call ".into())));
        assert_eq!(offered("cas"), ("casualties".into(), Some("casualties ".into())));
        assert_eq!(offered("call, ca"), ("casualties".into(), Some("call, casualties ".into())));
        assert_eq!(offered("call, To"), ("to check".into(), Some("call, to check ".into())));
        assert_eq!(offered("x"), (String::new(), None));
    }

    #[test]
    fn choices_come_one_after_the_other_in_place_of_what_was_typed() {
        let mut line = Line::new(Purpose::Tag, "ca");
        line.offered = tags("ca", 2, &known());
        let mut seen = Vec::new();
        for by in [1, 1, 1, -1] {
            assert!(line.choose(by));
            seen.push(line.typed());
        }
        assert_eq!(seen, ["call ", "casualties ", "call ", "casualties "]);
        line.recall(&["older".into(), "newer".into()], 1);
        assert_eq!(line.typed(), "newer");
        line.recall(&["older".into(), "newer".into()], 5);
        assert_eq!(line.typed(), "older");
        line.recall(&["older".into(), "newer".into()], -9);
        assert_eq!(line.typed(), "ca");
    }
}
