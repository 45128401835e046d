//! The windows over the view.

use super::articles::Articles;
use super::dialog::Dialog;
use super::effect::Write;
use super::exporting::Preview;
use super::help::Help;
use super::line::Line;
use super::palette::Palette;
use super::pick::Pick;
use super::search::Prompt;
use crate::align::Member;

/// A window over the view.
#[derive(Debug)]
pub enum Overlay {
    /// What the keys do.
    Help(Help),
    /// An annotation being written.
    Dialog(Box<Dialog>),
    /// A question with yes and no.
    Confirm(Confirm),
    /// A search being typed.
    Search(Box<Prompt>),
    /// Every action by its name.
    Palette(Box<Palette>),
    /// The list of the articles.
    Articles(Articles),
    /// A filter or tags being typed.
    Line(Box<Line>),
    /// An annotation or a step to pick.
    Pick(Box<Pick>),
    /// Notes that are shown before they are written.
    Export(Box<Preview>),
}

impl Overlay {
    /// Returns the annotation that is being written in it.
    pub fn dialog(&self) -> Option<&Dialog> {
        match self {
            Overlay::Dialog(dialog) => Some(dialog),
            _ => None,
        }
    }
}

/// A question and what a yes does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// The question, one line.
    pub question: String,
    /// What a yes does.
    pub then: Then,
}

/// What a confirmed question does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// Deletes the annotations of these ids.
    Delete(Vec<String>),
    /// Ties two passages, as the same claim or as two.
    Tie(Member, Member, bool),
    /// Quits although something could not be saved.
    Quit,
    /// Writes notes over a file that exists.
    Overwrite(Write),
}
