//! Text that is pasted while no text field is open: a new article, once the reader says so.

use jiff::Timestamp;

use crate::app::effect::Effect;
use crate::app::line::Purpose;
use crate::app::palette::Command;
use crate::app::reader::{self, What};
use crate::app::{App, Tone};
use crate::fetch;

impl App {
    /// Asks whether pasted text is to be an article, and what it is called; an address is put behind `:add`.
    pub(super) fn ask_about_pasted(&mut self, text: &str) -> Vec<Effect> {
        if !self.overlays.is_empty() {
            self.say(Tone::Refused, "text can be pasted into fields, or into the articles as a new one");
            return Vec::new();
        }
        if text.trim().is_empty() {
            self.say(Tone::Refused, "there is no text in what was pasted");
            return Vec::new();
        }
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        let line = text.trim();
        if fetch::is_address(line) && !line.contains(char::is_whitespace) {
            return self.open_palette_for(Command::Add, line);
        }
        self.status = None;
        self.open_line_with(Purpose::NewArticle, "");
        if let Some(line) = self.line() {
            line.pasted = Some(text.to_owned());
        }
        Vec::new()
    }

    /// Adds the pasted text as an article.
    pub(super) fn add_pasted(&mut self, name: &str, text: String, now: Timestamp) -> Vec<Effect> {
        let what = What::Pasted { name: name.trim().to_owned(), text };
        self.ask_to_read(reader::Purpose::Add, what, self.case.articles.clone(), now)
    }
}
