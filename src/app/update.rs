//! Changes the model: keys become actions, actions change the model and ask the shell for effects.

use super::action::{Action, Context};
use super::effect::{Effect, Message};
use super::key::{Code, Key, Named};
use super::keymap::Lookup;
use super::{App, Overlay, Tone, View};
use jiff::Timestamp;

mod aligning;
mod annotating;
mod answering;
mod arranging;
mod articles;
mod bulk;
mod changing;
mod clashing;
mod clicking;
mod copying;
mod dialog;
mod differently;
mod drafting;
mod exporting;
mod filling;
mod following;
mod going;
mod helping;
mod joining;
mod judging;
mod jumping;
mod line;
mod listing;
mod loading;
mod merging;
mod mouse;
mod moving;
mod palette;
mod pasting;
mod picking;
mod rows;
mod saving;
mod searching;
mod selecting;
mod tying;
mod witnessing;

impl App {
    /// Takes in a message and returns what the shell must do.
    pub fn update(&mut self, message: Message, now: Timestamp) -> Vec<Effect> {
        self.loading.touched |=
            matches!(message, Message::Key(_) | Message::Act(..) | Message::Run(..) | Message::Mouse(_));
        let mut effects = match message {
            Message::Key(event) => Key::from_event(event).map_or_else(Vec::new, |key| self.press(key, now)),
            Message::Act(action, count) => self.perform(action, count, now),
            Message::Run(command, argument) => {
                self.status = None;
                self.run_command(command, &argument, now)
            }
            Message::Mouse(mouse) => self.point(mouse, now),
            Message::StillHeld => {
                self.go_on_dragging();
                Vec::new()
            }
            Message::Paste(text) => self.paste(&text),
            Message::Resize(width, height) => {
                (self.size.width, self.size.height) = (width, height);
                self.keep_cursor_visible();
                // Several changes may arrive as one that ends at the old size, with the screen cut meanwhile.
                vec![Effect::Redraw]
            }
            Message::Progress { generation, done } => {
                if generation == self.generation && self.aligning.is_some() {
                    self.aligning = Some(done);
                }
                Vec::new()
            }
            Message::Aligned { generation, index } => {
                if generation == self.generation {
                    self.take_alignment(index);
                }
                Vec::new()
            }
            Message::Found { generation, article, hits } => {
                self.found(generation, article, hits);
                Vec::new()
            }
            Message::NotAligned { generation, error } => {
                if generation == self.generation {
                    self.aligning = None;
                    self.say(Tone::Wrong, format!("nothing is matched: the alignment failed ({error})"));
                }
                Vec::new()
            }
            Message::Came { id, arrived } => self.came(id, arrived),
            Message::StillReading => {
                self.loading.shown = true;
                self.start_alignment()
            }
            Message::Paths { folder, paths } => {
                self.take_paths(folder, paths);
                Vec::new()
            }
            Message::Read { purpose, result } => self.take_in(purpose, result, now),
            Message::Exported { number, result } => {
                self.exported(number, result);
                Vec::new()
            }
            Message::Written(write, result) => {
                self.written(write, result);
                Vec::new()
            }
            Message::Saved { number, result } => self.saved(number, result),
            Message::Disk(disk) => self.disk_changed(disk),
            Message::NotKept(why) => self.not_kept(why),
            Message::NotCopied(words) => self.copy_by_terminal(words),
            Message::Told(status) => {
                self.status = Some(status);
                Vec::new()
            }
            Message::Edited(result) => {
                self.edited(result);
                Vec::new()
            }
            Message::Author(name) => {
                self.settings.by.get_or_insert(name);
                Vec::new()
            }
            Message::Terminate => vec![Effect::Quit],
        };
        effects.extend(self.take_late());
        effects.extend(self.take_waiting(now));
        effects.extend(self.follow_entries(now));
        effects.extend(self.follow_ties());
        self.refresh();
        effects
    }

    /// Takes a key: first as a count, then as a part of a sequence, then as text.
    fn press(&mut self, key: Key, now: Timestamp) -> Vec<Effect> {
        let context = self.context();
        self.tour = false;
        self.let_go();
        if self.pressed.is_empty() && self.takes_counts() && self.take_digit(key) {
            return Vec::new();
        }
        if let Some(effects) = self.pick_kind(key) {
            return effects;
        }
        self.pressed.push(key);
        match self.keymap.look_up(context, &self.pressed) {
            Lookup::Prefix => Vec::new(),
            Lookup::Found(action, digit) => {
                self.pressed.clear();
                let count = digit.or(self.count.take());
                self.count = None;
                self.perform(action, count, now)
            }
            Lookup::Nothing => {
                let unfinished = self.pressed.len() > 1;
                self.pressed.clear();
                self.count = None;
                if context.is_text() && !unfinished {
                    return self.type_key(key);
                } else if unfinished && key.code == Code::Named(Named::Esc) {
                    self.status = None;
                } else if unfinished {
                    // The sequence led nowhere; the last key may still mean something by itself.
                    return self.press(key, now);
                } else {
                    self.say(Tone::Refused, format!("{key} does nothing here; {}", self.help_hint()));
                }
                Vec::new()
            }
        }
    }

    /// Does an action that the reader asked for, and remembers where a jump began.
    fn perform(&mut self, action: Action, count: Option<usize>, now: Timestamp) -> Vec<Effect> {
        if action != Action::Cancel {
            self.leaving = false;
        }
        self.status = None;
        let left = self.place_to_leave(action);
        let effects = self.act(action, count, now);
        self.note_jump(left);
        effects
    }

    /// Returns whether digits before a key are a count; on the field of kinds they may be a kind's key.
    fn takes_counts(&self) -> bool {
        let on_witnesses = |d: &super::dialog::Dialog| d.field == super::dialog::Field::Witnesses;
        self.context().takes_counts()
            || matches!(self.overlays.last(), Some(Overlay::Dialog(d)) if on_witnesses(d))
    }

    fn help_hint(&self) -> String {
        let keys = self.keymap.keys_here(self.context(), Action::Help);
        keys.first().map_or_else(String::new, |k| format!("{k} shows the keys"))
    }

    fn take_digit(&mut self, key: Key) -> bool {
        let digit = key.typed().and_then(|c| c.to_digit(10));
        match (digit, self.count) {
            (Some(0), None) | (None, _) => false,
            (Some(d), count) => {
                // Counts beyond any article's length mean the same as the largest.
                self.count = Some((count.unwrap_or(0) * 10 + d as usize).min(9_999_999));
                true
            }
        }
    }

    /// Does what an action says.
    pub fn act(&mut self, action: Action, count: Option<usize>, now: Timestamp) -> Vec<Effect> {
        match action.row().context {
            Context::Reading => self.read(action, count, now),
            Context::Select => self.select(action, count, now),
            Context::List => self.act_in_list(action, count, now),
            Context::Search => self.act_in_search(action),
            Context::Rows => self.act_on_rows(action, count, now),
            Context::Palette => self.act_in_palette(action, now),
            Context::Line => self.act_in_line(action, now),
            Context::Pick => self.act_in_pick(action, count, now),
            Context::Export => self.act_in_export(action),
            Context::Articles => self.act_in_articles(action, count),
            Context::Dialog | Context::Field | Context::Note => self.act_in_dialog(action, count, now),
            Context::Help => {
                self.act_in_help(action);
                Vec::new()
            }
            Context::Confirm => self.answer(action),
            Context::Global => self.act_globally(action, now),
        }
    }

    fn read(&mut self, action: Action, count: Option<usize>, now: Timestamp) -> Vec<Effect> {
        let times = count.unwrap_or(1) as isize;
        match action {
            Action::NextPassage => self.move_passages(times),
            Action::PreviousPassage => self.move_passages(-times),
            Action::NextParagraph => self.move_paragraphs(times),
            Action::PreviousParagraph => self.move_paragraphs(-times),
            Action::PaneLeft => self.move_focus(-times),
            Action::PaneRight => self.move_focus(times),
            Action::GoToPane => self.go_to_pane(count),
            Action::Follow => self.follow(times),
            Action::NextThread => self.jump_thread(times),
            Action::PreviousThread => self.jump_thread(-times),
            Action::NextSuspect => self.jump_suspect(times),
            Action::PreviousSuspect => self.jump_suspect(-times),
            Action::NextOnly => self.jump_only(times),
            Action::PreviousOnly => self.jump_only(-times),
            Action::NextAnnotation => self.jump_annotation(times),
            Action::PreviousAnnotation => self.jump_annotation(-times),
            Action::HalfPageDown => self.scroll_pages(1, 2, times),
            Action::HalfPageUp => self.scroll_pages(-1, 2, times),
            Action::PageDown => self.scroll_pages(1, 1, times),
            Action::PageUp => self.scroll_pages(-1, 1, times),
            Action::Top => self.go_to_passage(count.map_or(0, |n| n.saturating_sub(1))),
            Action::Bottom => self.go_to_passage(count.map_or(usize::MAX, |n| n.saturating_sub(1))),
            Action::ScrollLock => self.toggle_lock(),
            Action::Apparatus => self.toggle_apparatus(),
            Action::Zoom => self.toggle_zoom(),
            Action::Annotate => self.annotate(),
            Action::Edit => self.edit_here(),
            Action::Delete => self.ask_delete_here(),
            Action::SetAside => return self.set_aside(now),
            Action::Attach => return self.attach(now),
            Action::Select => self.start_selecting(false),
            Action::SelectPassage => self.start_selecting(true),
            Action::DropSelection => self.drop_selections(),
            Action::Search => self.open_search(),
            Action::Copy => return self.copy(),
            Action::Same => return self.tie(true),
            Action::Different => return self.tie(false),
            Action::Back => self.go_back(times),
            Action::Forward => self.go_forward(times),
            Action::SetMark => self.set_mark(count),
            Action::GoToMark => self.go_to_mark(count),
            Action::Articles => self.open_articles(false),
            Action::Details => self.open_articles(true),
            Action::Reload => return self.reload(count, now),
            Action::Remove => return self.remove_article(count),
            Action::Repair => return self.turn_repair(now),
            Action::ExtractOtherwise => return self.extract_otherwise(now),
            Action::Base
            | Action::MarksBy
            | Action::Mute
            | Action::Narrower
            | Action::Wider
            | Action::EvenWidths
            | Action::MovePaneLeft
            | Action::MovePaneRight
            | Action::HidePane
            | Action::ShowPanes
            | Action::Map
            | Action::Justify
            | Action::Hyphenate => self.arrange(action, times),
            Action::NextHit => return self.step_to_hit(times),
            Action::PreviousHit => return self.step_to_hit(-times),
            _ => {}
        }
        Vec::new()
    }

    fn act_globally(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        match action {
            Action::ViewPanes => self.show(View::Panes),
            Action::ViewSynopsis => self.show(View::Synopsis),
            Action::ViewCoverage => self.show(View::Coverage),
            Action::FilterThreads => self.turn_filter(1),
            Action::FilterThreadsBack => self.turn_filter(-1),
            Action::Palette => self.open_palette(),
            Action::ViewAnnotations => self.show(View::Annotations),
            Action::Undo => return self.undo(now),
            Action::Redo => return self.redo(now),
            Action::Steps => self.open_steps(),
            Action::ChangedWords => self.open_changed(),
            Action::Judged => self.open_judged(),
            Action::Help => {
                let help = super::help::Help::new(&self.keymap, self.context());
                self.overlays.push(Overlay::Help(help));
            }
            Action::Mouse => return self.toggle_mouse(),
            Action::Redraw => return vec![Effect::Redraw],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Cancel => return self.cancel(),
            Action::Quit => return self.quit(),
            _ => {}
        }
        Vec::new()
    }

    /// Shows a view; the cursor stays on its passage, or on that of its row or annotation.
    pub(crate) fn show(&mut self, view: View) {
        let had_rows = self.view.has_rows();
        if had_rows && !view.has_rows() {
            self.leave_rows();
        }
        let leaves_list = self.view == View::Annotations && view != View::Annotations;
        let places = if leaves_list { self.leave_list() } else { Vec::new() };
        let had = std::mem::replace(&mut self.view, view);
        self.selecting = None;
        match view {
            View::Panes => {
                self.keep_cursor_visible();
                if had_rows {
                    self.level();
                }
                self.level_members(&places);
            }
            View::Synopsis | View::Coverage if !had_rows => self.open_rows(),
            View::Annotations if had != View::Annotations => self.open_list(),
            View::Synopsis | View::Coverage | View::Annotations => {}
        }
    }

    /// Cancels what is pending; a second cancel with nothing pending quits.
    fn cancel(&mut self) -> Vec<Effect> {
        if matches!(self.overlays.last(), Some(Overlay::Search(_))) {
            self.leaving = false;
            return self.act_in_search(Action::SearchCancel);
        }
        if matches!(self.overlays.last(), Some(Overlay::Dialog(_))) {
            self.leaving = false;
            self.close_dialog(true);
            return Vec::new();
        }
        if matches!(self.overlays.last(), Some(Overlay::Line(_))) {
            self.leaving = false;
            self.cancel_line();
            return Vec::new();
        }
        if self.overlays.pop().is_some() {
            self.leaving = false;
        } else if self.selecting.take().is_some() || self.view != View::Panes {
            self.leaving = false;
            self.show(View::Panes);
        } else if self.leaving {
            return self.quit();
        } else {
            self.leaving = true;
            self.say(Tone::Refused, "once more to quit");
        }
        Vec::new()
    }
}

/// Returns how often a key is to be done in a list or window: no list is longer than the most.
fn times(count: Option<usize>) -> isize {
    count.unwrap_or(1).min(1_000_000) as isize
}
