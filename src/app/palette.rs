//! The palette: every action that works here, found by a few letters, and commands that take a word or a number.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_textarea::TextArea;

use super::App;
use super::action::{ACTIONS, Action, Context};
use super::arrangement::MarksBy;
use super::dialog::text_area;
use super::keymap::layers;
use super::list::Sort;
use super::threads::Filter;
use crate::article::Extractor;
use crate::case::{Status, kind};
use crate::config::theme;
use crate::export::format::Format;

/// Encodings that are offered; any other that the WHATWG standard names can be typed.
const ENCODINGS: [&str; 16] = [
    "utf-8",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "iso-8859-2",
    "koi8-r",
    "utf-16le",
    "utf-16be",
    "shift_jis",
    "euc-jp",
    "gb18030",
    "big5",
];
/// Lines that are remembered.
const MOST_REMEMBERED: usize = 50;

macro_rules! commands {
    ($($variant:ident $name:literal $argument:literal $text:literal)+) => {
        /// Something to do that takes a word or a number.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)] // The table's texts say what each does.
        pub enum Command { $($variant),+ }

        impl Command {
            /// All commands.
            pub const ALL: &'static [Command] = &[$(Command::$variant),+];

            /// Returns the word before its argument.
            pub fn name(self) -> &'static str {
                match self { $(Command::$variant => $name),+ }
            }

            /// Returns what it takes, in capitals.
            pub fn argument(self) -> &'static str {
                match self { $(Command::$variant => $argument),+ }
            }

            /// Returns what it does.
            pub fn text(self) -> &'static str {
                match self { $(Command::$variant => $text),+ }
            }
        }
    };
}

commands! {
    Pane "pane" "NUMBER" "go to the article of that number"
    Passage "passage" "NUMBER" "go to the passage of that number"
    Threads "threads" "FILTER" "show and walk only some threads"
    Kind "kind" "KIND" "annotate, as that kind of disagreement"
    NewKind "new-kind" "KEY LABEL" "add a kind of disagreement: new-kind g Technical cause"
    Base "base-article" "NUMBER" "read the others against that article"
    Hide "hide" "NUMBER" "hide the pane of that article"
    Show "show" "NUMBER" "show the hidden pane of that article"
    Marks "marks" "HOW" "mark what differs by word, by character, or off"
    Find "find" "WORDS" "search all articles for these words"
    List "list" "FILTER" "list the annotations that are meant: kind:number status:open words"
    Sort "sort" "HOW" "sort the annotations by place, status, kind, changed"
    Status "status" "STATUS" "give the annotations that are selected a status"
    Theme "theme" "NAME" "colours and emphasis"
    Export "export" "FORMAT [FILE]" "write the annotations into a file, shown first: export html notes.html --where status:open"
    Add "add" "PATH" "add an article to the case: a file, a folder of them, or an address"
    Extract "extract" "HOW" "read the focused web page another way: reader, plain or best"
    Encoding "encoding" "NAME" "read the focused article in another encoding"
    Rename "rename" "NAME" "give the focused article another short name"
    Locate "locate" "PATH" "say where the file of a missing article is now"
}

impl Command {
    /// Returns whether it takes the path of a file.
    pub fn takes_path(self) -> bool {
        matches!(self, Command::Add | Command::Locate)
    }

    /// Returns whether it changes the case at once, which no click does.
    pub fn is_for_keys_only(self) -> bool {
        matches!(
            self,
            Command::NewKind
                | Command::Status
                | Command::Add
                | Command::Extract
                | Command::Encoding
                | Command::Rename
                | Command::Locate
        )
    }
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// Does an action.
    Act(Action, Option<usize>),
    /// Puts a command into the line, for its argument to be typed.
    Fill(Command),
    /// Does a command with an argument.
    Run(Command, String),
}

impl Pick {
    /// Returns whether it changes or throws away something at once.
    pub(crate) fn is_for_keys_only(&self) -> bool {
        match self {
            Pick::Act(action, _) => action.is_for_keys_only(),
            Pick::Run(command, _) => command.is_for_keys_only(),
            Pick::Fill(_) => false,
        }
    }
}

/// An entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What is typed for it.
    pub name: String,
    /// What it does, in words.
    pub text: String,
    /// Its keys.
    pub keys: String,
    /// Letters of the name that were typed, as indexes of characters.
    pub marked: Vec<u32>,
    /// What it does.
    pub pick: Pick,
}

/// The palette while it is open.
#[derive(Debug)]
pub struct Palette {
    /// What is typed.
    pub text: TextArea<'static>,
    /// What fits to it, best first.
    pub entries: Vec<Entry>,
    /// Index of the entry under the cursor.
    pub cursor: usize,
    /// The context below, whose actions are offered.
    pub under: Context,
}

impl Palette {
    /// Makes an empty palette over a context.
    pub fn new(under: Context) -> Palette {
        Palette { text: text_area(""), entries: Vec::new(), cursor: 0, under }
    }

    /// Returns what is typed.
    pub fn typed(&self) -> String {
        self.text.lines().join(" ")
    }

    /// Moves the cursor, round at the ends.
    pub fn step(&mut self, by: isize) {
        let count = self.entries.len().max(1) as isize;
        self.cursor = (self.cursor as isize + by).rem_euclid(count) as usize;
    }

    /// Returns whether the entry under the cursor changes or throws away something at once.
    pub(crate) fn is_for_keys_only(&self) -> bool {
        self.entries.get(self.cursor).is_some_and(|entry| entry.pick.is_for_keys_only())
    }

    /// Puts the entry under the cursor into the line.
    pub fn complete(&mut self) {
        let Some(entry) = self.entries.get(self.cursor) else { return };
        let line = match &entry.pick {
            Pick::Fill(command) => format!("{} ", command.name()),
            Pick::Run(..) | Pick::Act(..) => entry.name.clone(),
        };
        self.text = text_area(&line);
    }
}

impl App {
    /// Finds the entries for what is typed in a palette.
    pub(crate) fn palette_entries(&self, typed: &str, under: Context) -> Vec<Entry> {
        let typed = typed.trim_start();
        if let Some((word, rest)) = typed.split_once(' ') {
            let rest = rest.trim();
            if let Some(command) = Command::ALL.iter().copied().find(|c| c.name() == word) {
                return self.arguments(command, rest);
            }
            // A number behind an action is its count.
            let row = self.offered(under).find(|r| r.name == word).zip(rest.parse::<usize>().ok());
            if let Some((row, count)) = row {
                let entry = Entry { name: typed.to_owned(), ..self.entry(row.action, under) };
                return vec![Entry { pick: Pick::Act(row.action, Some(count)), ..entry }];
            }
        }
        let typed = typed.trim();
        if typed.is_empty() {
            let mut entries: Vec<Entry> =
                self.commands_done.iter().rev().filter_map(|line| self.recent(line, under)).collect();
            let all = self.all_entries(under).filter(|e| !entries.iter().any(|r| r.name == e.name));
            let rest: Vec<Entry> = all.collect();
            entries.extend(rest);
            return entries;
        }
        ranked(typed, self.all_entries(under))
    }

    /// Returns the actions that a palette offers: those whose keys would be read there.
    fn offered(&self, under: Context) -> impl Iterator<Item = &'static super::action::Row> {
        let offered = |r: &&super::action::Row| {
            // The last three wait for a digit or a letter.
            !matches!(r.action, Action::Palette | Action::GoToPane | Action::SetMark | Action::GoToMark)
        };
        ACTIONS.iter().filter(move |r| layers(under).contains(&r.context)).filter(offered)
    }

    fn all_entries(&self, under: Context) -> impl Iterator<Item = Entry> {
        let actions = self.offered(under).map(move |r| self.entry(r.action, under));
        let commands = Command::ALL.iter().map(|c| Entry {
            name: c.name().to_owned(),
            text: c.text().to_owned(),
            keys: c.argument().to_owned(),
            marked: Vec::new(),
            pick: Pick::Fill(*c),
        });
        commands.chain(actions)
    }

    fn entry(&self, action: Action, under: Context) -> Entry {
        let row = action.row();
        Entry {
            name: row.name.to_owned(),
            text: row.text.to_owned(),
            keys: self.keymap.keys_here(under, action).join("  "),
            marked: Vec::new(),
            pick: Pick::Act(action, None),
        }
    }

    /// Returns the entry of a line that was done before, when it can be done here.
    fn recent(&self, line: &str, under: Context) -> Option<Entry> {
        if let Some((word, rest)) = line.split_once(' ') {
            let command = Command::ALL.iter().copied().find(|c| c.name() == word);
            let run = |command| Entry {
                name: line.to_owned(),
                text: format!("again: {}", Command::text(command)),
                keys: String::new(),
                marked: Vec::new(),
                pick: Pick::Run(command, rest.to_owned()),
            };
            return command.map(run);
        }
        self.offered(under).find(|r| r.name == line).map(|r| self.entry(r.action, under))
    }

    /// Returns the arguments of a command that fit, or the one that is typed.
    fn arguments(&self, command: Command, typed: &str) -> Vec<Entry> {
        let entry = |(value, text): (String, String)| Entry {
            name: format!("{} {value}", command.name()),
            text,
            keys: String::new(),
            marked: Vec::new(),
            pick: Pick::Run(command, value),
        };
        let choices = self.choices(command).into_iter().map(entry);
        // Of files the one that is typed is meant, and none whose name only looks like it.
        let begins = |e: &Entry| matches!(&e.pick, Pick::Run(_, path) if path.starts_with(typed));
        let mut found = match typed {
            "" => choices.collect(),
            _ if command.takes_path() => choices.filter(begins).collect(),
            _ => ranked(typed, choices),
        };
        // What is typed to the letter comes first.
        let line = format!("{} {typed}", command.name());
        found.sort_by_key(|e| e.name != line);
        if found.is_empty() && !typed.is_empty() {
            found.push(entry((typed.to_owned(), command.text().to_owned())));
        }
        if found.is_empty() {
            let text = format!("{}: {}", command.argument(), command.text());
            found.push(Entry {
                name: format!("{} …", command.name()),
                text,
                keys: String::new(),
                marked: Vec::new(),
                pick: Pick::Fill(command),
            });
        }
        found
    }

    /// Returns what a command can take, where that is a choice.
    fn choices(&self, command: Command) -> Vec<(String, String)> {
        let own = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let articles = || (0..self.articles.len()).map(|a| ((a + 1).to_string(), self.name(a)));
        match command {
            Command::Pane | Command::Base => articles().collect(),
            Command::Hide => articles().filter(|(n, _)| self.is_shown(n)).collect(),
            Command::Show => articles().filter(|(n, _)| !self.is_shown(n)).collect(),
            Command::Marks => MarksBy::ALL.iter().map(|m| own(m.name(), "")).collect(),
            Command::Threads => Filter::ALL.iter().map(|f| own(f.name(), f.text())).collect(),
            Command::Kind => {
                let kinds = kind::all(&self.case.kinds).into_iter();
                kinds.map(|k| (k.id, format!("annotate: {}", k.label.to_lowercase()))).collect()
            }
            Command::Extract => {
                let built = Extractor::ALL.iter().filter(|e| e.is_built_in());
                built.map(|e| own(e.name(), e.text())).collect()
            }
            Command::Encoding => ENCODINGS.iter().map(|name| own(name, "")).collect(),
            Command::Theme => {
                let names = std::iter::once("auto").chain(theme::names());
                names.map(|n| own(n, "this theme, until the program ends")).collect()
            }
            Command::Sort => Sort::ALL.iter().map(|s| own(s.name(), s.text(false))).collect(),
            Command::Status => Status::ALL.iter().map(|s| own(s.name(), "")).collect(),
            Command::Passage | Command::Find | Command::List | Command::NewKind | Command::Rename => {
                Vec::new()
            }
            Command::Export => Format::ALL.iter().map(|f| own(f.name(), f.text())).collect(),
            Command::Add | Command::Locate => {
                let is_open = |path: &&String| self.articles.iter().any(|a| a.path == **path);
                let paths = self.paths.iter().flat_map(|(_, paths)| paths).filter(|p| !is_open(p));
                paths.map(|path| own(path, command.text())).collect()
            }
        }
    }

    fn is_shown(&self, number: &str) -> bool {
        number.parse::<usize>().is_ok_and(|n| !self.arrangement.is_hidden(n.wrapping_sub(1)))
    }

    /// Remembers a line that was done, the newest last.
    pub(crate) fn remember_command(&mut self, line: &str) {
        self.commands_done.retain(|l| l != line);
        self.commands_done.push(line.to_owned());
        if self.commands_done.len() > MOST_REMEMBERED {
            self.commands_done.remove(0);
        }
    }
}

/// Returns the entries that fit to what is typed, best first: by its keys, its name, or words of its text.
fn ranked(typed: &str, entries: impl Iterator<Item = Entry>) -> Vec<Entry> {
    let pattern = |kind| Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, kind);
    let (letters, words) = (pattern(AtomKind::Fuzzy), pattern(AtomKind::Substring));
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut found: Vec<(u32, Entry)> = Vec::new();
    for mut entry in entries {
        let mut marked = Vec::new();
        let whole = entry.name == typed || entry.keys.split("  ").any(|k| k == typed);
        let by_keys = whole.then_some(100_000);
        let name = Utf32Str::new(&entry.name, &mut buffer);
        let by_name = letters.indices(name, &mut matcher, &mut marked).map(|score| score + 1000);
        let by_text = words.score(Utf32Str::new(&entry.text, &mut buffer), &mut matcher);
        let Some(score) = by_keys.or(by_name).or(by_text) else { continue };
        marked.sort_unstable();
        marked.dedup();
        entry.marked = marked;
        found.push((score, entry));
    }
    // Equally good ones keep their order.
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, entry)| entry).collect()
}
