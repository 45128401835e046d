//! `:export`: notes are made on a worker, shown, and written when the reader says so.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::action::Action;
use crate::app::effect::{Effect, Write};
use crate::app::exporting::{Made, Preview, Request, Unwritten};
use crate::app::{App, Confirm, Overlay, Then, Tone};
use crate::case::Case;
use crate::case::filter::Filter;
use crate::export::format::Format;

/// Before the filter, as on the command line.
const WHERE: &str = "--where";

impl App {
    /// Has notes made: a format, a file, `--where` and a filter; without one that of the list of annotations holds.
    pub(super) fn export(&mut self, argument: &str) -> Vec<Effect> {
        let (asked, filter) = match argument.split_once(WHERE) {
            Some((asked, filter)) => (asked.trim(), filter.trim().to_owned()),
            None => (argument.trim(), self.list.filter.clone()),
        };
        let (name, file) = asked.split_once(char::is_whitespace).unwrap_or((asked, ""));
        let Some(format) = Format::from_name(name) else {
            let names: Vec<&str> = Format::ALL.iter().map(|f| f.name()).collect();
            self.say(Tone::Refused, format!("`{name}` is no format; there are {}", names.join(", ")));
            return Vec::new();
        };
        let case = match self.meant(&filter) {
            Ok(case) => case,
            Err(why) => {
                self.say(Tone::Refused, why);
                return Vec::new();
            }
        };
        if self.articles.iter().any(|a| !a.is_whole()) || !self.loading.open.is_empty() {
            self.say(Tone::Refused, "articles are still being read; export when all are there");
            return Vec::new();
        }
        let own = || format!("notes.{}", format.ending());
        let path = PathBuf::from(Some(file.trim()).filter(|f| !f.is_empty()).map_or_else(own, str::to_owned));
        self.exports += 1;
        let title = self.export_title(format, &case, &filter);
        self.overlays.push(Overlay::Export(Box::new(Preview {
            number: self.exports,
            path,
            title,
            notes: None,
            top: 0,
        })));
        // What was found in other articles is no help.
        let index = (self.aligning.is_none() && self.articles.len() > 1).then(|| Arc::clone(&self.index));
        let (number, articles) = (self.exports, self.articles.clone());
        vec![Effect::Export(Box::new(Request { number, format, case, articles, index }))]
    }

    /// Returns the case with the annotations that a filter means.
    fn meant(&self, filter: &str) -> Result<Case, String> {
        let words = self.vocabulary();
        let parsed = Filter::parse(filter, &words).map_err(|error| error.to_string())?;
        let mut case = self.case.clone();
        case.annotations.retain(|a| parsed.matches(a));
        if case.annotations.is_empty() && !self.case.annotations.is_empty() {
            let advice = parsed.advice(&words).map_or_else(String::new, |a| format!(" ({a})"));
            return Err(format!("no annotation passes the filter `{filter}`{advice}"));
        }
        Ok(case)
    }

    fn export_title(&self, format: Format, case: &Case, filter: &str) -> String {
        let (some, all) = (case.annotations.len(), self.case.annotations.len());
        let annotations = match all {
            1 => "1 annotation".to_owned(),
            _ if some < all => format!("{some} of {all} annotations"),
            _ => format!("{all} annotations"),
        };
        let filter = if filter.is_empty() { String::new() } else { format!(" where {filter}") };
        format!("{}: {annotations}{filter}", format.name())
    }

    /// Puts notes into the window that waits for them.
    pub(super) fn exported(&mut self, number: u64, result: Result<Made, String>) {
        let is_it = |o: &Overlay| matches!(o, Overlay::Export(p) if p.number == number);
        let Some(at) = self.overlays.iter().position(is_it) else { return };
        match result {
            Ok(made) => {
                if let Some(Overlay::Export(preview)) = self.overlays.get_mut(at) {
                    preview.notes = Some(made);
                }
            }
            Err(why) => {
                self.overlays.remove(at);
                self.say(Tone::Wrong, format!("nothing is exported: {why}"));
            }
        }
    }

    /// Does what a key says in the window.
    pub(super) fn act_in_export(&mut self, action: Action) -> Vec<Effect> {
        let screen = self.size;
        let page = screen.height.saturating_sub(6).max(1) as isize;
        let Some(Overlay::Export(preview)) = self.overlays.last_mut() else { return Vec::new() };
        match action {
            Action::ExportDown => preview.scroll(1, screen),
            Action::ExportUp => preview.scroll(-1, screen),
            Action::ExportPageDown => preview.scroll(page, screen),
            Action::ExportPageUp => preview.scroll(-page, screen),
            Action::ExportWrite => match &preview.notes {
                Some(made) => {
                    let (path, bytes) = (preview.path.clone(), Arc::clone(&made.bytes));
                    let number = preview.number;
                    return vec![Effect::Write(Write { number, path, bytes, replace: false })];
                }
                None => self.say(Tone::Refused, "the notes are still being made"),
            },
            _ => {
                self.overlays.pop();
                self.say(Tone::Done, "nothing is written");
            }
        }
        Vec::new()
    }

    /// Says what became of notes that were to be written; an older file is asked about.
    pub(super) fn written(&mut self, write: Write, result: Result<(), Unwritten>) {
        let is_it = |o: &Overlay| matches!(o, Overlay::Export(p) if p.number == write.number);
        let shown = write.path.display().to_string();
        match result {
            Ok(()) => {
                self.overlays.retain(|o| !is_it(o));
                self.say(Tone::Done, format!("written into {shown}"));
            }
            Err(Unwritten::Exists) if self.overlays.last().is_some_and(is_it) => {
                let question = format!("{shown} exists already. Overwrite it?");
                self.overlays.push(Overlay::Confirm(Confirm { question, then: Then::Overwrite(write) }));
            }
            Err(Unwritten::Exists) => {
                self.say(Tone::Refused, format!("{shown} exists already; nothing is written"));
            }
            Err(Unwritten::Failed(why)) => self.say(Tone::Wrong, why),
        }
    }
}
