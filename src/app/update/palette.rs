//! Keys of the palette, and what its commands do.

use jiff::Timestamp;

use crate::app::action::Action;
use crate::app::arrangement::MarksBy;
use crate::app::dialog::{Field, text_area};
use crate::app::effect::Effect;
use crate::app::list::Sort;
use crate::app::palette::{Command, Palette, Pick};
use crate::app::threads::Filter;
use crate::app::{App, Overlay, Tone, View};
use crate::article::Extractor;
use crate::article::ids::slug;
use crate::case::history::Operation;
use crate::case::{OwnKind, Status, kind};

impl App {
    /// Opens the palette.
    pub(super) fn open_palette(&mut self) {
        // Files may have come since.
        self.paths = None;
        let palette = Palette::new(self.context());
        self.overlays.push(Overlay::Palette(Box::new(palette)));
        self.palette_typed();
    }

    /// Opens the palette with a command in its line, for its argument to be typed.
    pub(super) fn open_palette_with(&mut self, command: Command) -> Vec<Effect> {
        self.open_palette_for(command, "")
    }

    /// Opens the palette with a command and its argument in its line.
    pub(super) fn open_palette_for(&mut self, command: Command, argument: &str) -> Vec<Effect> {
        self.open_palette();
        if let Some(palette) = self.palette() {
            palette.text = text_area(&format!("{} {argument}", command.name()));
        }
        self.palette_typed();
        self.paths_wanted()
    }

    /// Asks for the paths of the folder that is being typed, when they are not known yet.
    pub(super) fn paths_wanted(&mut self) -> Vec<Effect> {
        let Some(typed) = self.palette().map(|p| p.typed()) else { return Vec::new() };
        let Some((word, path)) = typed.trim_start().split_once(' ') else { return Vec::new() };
        if !Command::ALL.iter().any(|c| c.name() == word && c.takes_path()) {
            return Vec::new();
        }
        let path = path.trim_start();
        let folder = path.rfind('/').map_or("", |end| &path[..=end]).to_owned();
        if self.paths.as_ref().is_some_and(|(known, _)| *known == folder) {
            return Vec::new();
        }
        self.paths = Some((folder.clone(), Vec::new()));
        vec![Effect::ListPaths(folder)]
    }

    /// Offers the paths of a folder.
    pub(super) fn take_paths(&mut self, folder: String, paths: Vec<String>) {
        if self.paths.as_ref().is_some_and(|(wanted, _)| *wanted == folder) {
            self.paths = Some((folder, paths));
            self.palette_typed();
        }
    }

    fn palette(&mut self) -> Option<&mut Palette> {
        match self.overlays.last_mut() {
            Some(Overlay::Palette(palette)) => Some(palette),
            _ => None,
        }
    }

    /// Finds the entries for what stands in the line now.
    pub(crate) fn palette_typed(&mut self) {
        let Some((typed, under)) = self.palette().map(|p| (p.typed(), p.under)) else { return };
        let entries = self.palette_entries(&typed, under);
        if let Some(palette) = self.palette() {
            palette.entries = entries;
            palette.cursor = 0;
        }
    }

    /// Does what a key says in the palette.
    pub(super) fn act_in_palette(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        let Some(palette) = self.palette() else { return Vec::new() };
        match action {
            Action::PaletteNext => palette.step(1),
            Action::PalettePrevious => palette.step(-1),
            Action::PaletteComplete => {
                palette.complete();
                self.palette_typed();
                return self.paths_wanted();
            }
            Action::PaletteRun => return self.run_entry(now),
            _ => {
                self.overlays.pop();
            }
        }
        Vec::new()
    }

    fn run_entry(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(palette) = self.palette() else { return Vec::new() };
        let Some(entry) = palette.entries.get(palette.cursor).cloned() else { return Vec::new() };
        match entry.pick {
            Pick::Fill(_) => {
                palette.complete();
                self.palette_typed();
                self.paths_wanted()
            }
            Pick::Act(action, count) => {
                self.overlays.pop();
                self.remember_command(action.row().name);
                self.act(action, count, now)
            }
            Pick::Run(command, argument) => {
                self.overlays.pop();
                self.remember_command(&format!("{} {argument}", command.name()));
                self.run_command(command, &argument, now)
            }
        }
    }

    pub(super) fn run_command(&mut self, command: Command, argument: &str, now: Timestamp) -> Vec<Effect> {
        match command {
            Command::Pane => match argument.parse() {
                Ok(number) => self.go_to_pane(Some(number)),
                Err(_) => self.not_a_number(argument),
            },
            Command::Passage => match argument.parse::<usize>() {
                Ok(number) => self.go_to_passage(number.saturating_sub(1)),
                Err(_) => self.not_a_number(argument),
            },
            Command::Threads => match Filter::ALL.iter().find(|f| f.name() == argument) {
                Some(filter) => self.filter_by(*filter),
                None => {
                    let names: Vec<&str> = Filter::ALL.iter().map(|f| f.name()).collect();
                    self.say(
                        Tone::Refused,
                        format!("`{argument}` is no filter; there are {}", names.join(", ")),
                    );
                }
            },
            Command::Base => match self.article_of(argument) {
                Some(article) => self.set_base(Some(article)),
                None => self.no_article(argument),
            },
            Command::Hide => match self.article_of(argument) {
                Some(article) => self.hide_pane(article),
                None => self.no_article(argument),
            },
            Command::Show => match self.article_of(argument) {
                Some(article) => self.arrangement.show(article),
                None => self.no_article(argument),
            },
            Command::Marks => match MarksBy::ALL.iter().find(|m| m.name() == argument) {
                Some(marks) => self.set_marks(*marks),
                None => self.say(Tone::Refused, format!("`{argument}` is not word, character or off")),
            },
            Command::Kind => self.annotate_as(argument),
            Command::NewKind => return self.add_kind(argument),
            Command::List => self.filter_list(argument),
            Command::Sort => match Sort::from_name(argument) {
                Some(sort) => {
                    self.show(View::Annotations);
                    self.sort_by(Some(sort));
                }
                None => {
                    self.say(Tone::Refused, format!("`{argument}` is not place, status, kind or changed"));
                }
            },
            Command::Status => match Status::from_name(argument) {
                Some(status) => return self.set_status(status, now),
                None => {
                    let text = format!("`{argument}` is not open, checking, resolved or dismissed");
                    self.say(Tone::Refused, text);
                }
            },
            Command::Find => return self.search_for(argument),
            Command::Export => return self.export(argument),
            Command::Add => return self.add_article(argument, now),
            Command::Extract => match Extractor::from_name(argument) {
                Some(extractor) => return self.extract_by(extractor, now),
                None => self.say(Tone::Refused, format!("`{argument}` is not reader, plain or best")),
            },
            Command::Encoding => return self.read_in(argument, now),
            Command::Rename => return self.rename_article(argument),
            Command::Locate => return self.locate_article(argument, now),
            Command::Theme => return vec![Effect::Theme(argument.to_owned())],
        }
        Vec::new()
    }

    fn article_of(&self, number: &str) -> Option<usize> {
        let number: usize = number.parse().ok()?;
        number.checked_sub(1).filter(|a| *a < self.articles.len())
    }

    pub(super) fn no_article(&mut self, argument: &str) {
        let text = format!("there is no article {argument}; there are {}", self.articles.len());
        self.say(Tone::Refused, text);
    }

    fn not_a_number(&mut self, argument: &str) {
        self.say(Tone::Refused, format!("`{argument}` is no number"));
    }

    /// Adds a kind of the reader's own to the case: its key, and its name.
    fn add_kind(&mut self, argument: &str) -> Vec<Effect> {
        if let Some(reason) = self.may_not_write() {
            self.say(Tone::Refused, reason);
            return Vec::new();
        }
        let mut letters = argument.chars();
        let (Some(key), label) = (letters.next(), letters.as_str()) else { return Vec::new() };
        if !label.starts_with(' ') || label.trim().is_empty() {
            self.say(Tone::Refused, "a key and a name, as in: new-kind g Technical cause");
            return Vec::new();
        }
        let kind = OwnKind { id: slug(label), label: Some(label.trim().to_owned()), key: Some(key) };
        let is_known = kind::all(&self.case.kinds).iter().any(|k| k.id == kind.id);
        let own: Vec<OwnKind> = self.case.kinds.iter().cloned().chain([kind.clone()]).collect();
        match kind::check(&own) {
            _ if is_known => self.say(Tone::Refused, format!("there is a kind `{}` already", kind.id)),
            Err(error) => self.say(Tone::Refused, error.to_string()),
            Ok(_) => {
                let label = format!("added the kind {} with the key {key}", kind.id);
                return self.change(Operation::AddKind { kind }, label);
            }
        }
        Vec::new()
    }

    /// Opens the dialog for a new annotation with its kind picked.
    fn annotate_as(&mut self, id: &str) {
        if !kind::all(&self.case.kinds).iter().any(|k| k.id == id) {
            self.say(Tone::Refused, format!("`{id}` is no kind; :kind lists them"));
            return;
        }
        if let Some(item) = self.threads.item().filter(|_| self.view.has_rows()) {
            self.focus_on_row(item);
        }
        self.annotate();
        if let Some(Overlay::Dialog(dialog)) = self.overlays.last_mut() {
            dialog.kind = Some(id.to_owned());
            dialog.field = Field::Question;
        }
    }
}
