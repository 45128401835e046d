//! Back and forward, marks, and the window of the articles.

use crate::app::action::Action;
use crate::app::articles::Articles;
use crate::app::effect::Effect;
use crate::app::palette::Command;
use crate::app::{App, Overlay, Tone, View};

impl App {
    /// Goes back to where the reader was before a jump, several times for a count.
    pub(super) fn go_back(&mut self, times: isize) {
        for _ in 0..times {
            let here = self.place();
            match self.places.back(here) {
                Some(place) => self.return_to_place(place),
                None => return self.say(Tone::Refused, "there is nothing further back"),
            }
        }
    }

    /// Goes forward again.
    pub(super) fn go_forward(&mut self, times: isize) {
        for _ in 0..times {
            match self.places.forward() {
                Some(place) => self.return_to_place(place),
                None => return self.say(Tone::Refused, "there is nothing further on"),
            }
        }
    }

    /// Marks the place under the cursor with a letter, given as its number.
    pub(super) fn set_mark(&mut self, letter: Option<usize>) {
        let Some(letter) = letter.and_then(letter_of) else { return };
        let place = self.place();
        self.places.mark(letter, place);
        let text = self.hint_of(Action::GoToMark, "leads back here").replace("<a-z>", &letter.to_string());
        self.say(Tone::Done, text);
    }

    /// Goes to the place of a letter.
    pub(super) fn go_to_mark(&mut self, letter: Option<usize>) {
        let Some(letter) = letter.and_then(letter_of) else { return };
        match self.places.marked(letter) {
            Some(place) => self.return_to_place(place),
            None => {
                let text =
                    self.hint_of(Action::SetMark, "marks a place").replace("<a-z>", &letter.to_string());
                self.say(Tone::Refused, format!("no place is marked {letter}; {text}"));
            }
        }
    }

    /// Opens the window of the articles on the focused one.
    pub(super) fn open_articles(&mut self, details: bool) {
        let cursor = self.listed_articles().iter().position(|a| *a == self.focus).unwrap_or(0);
        self.overlays.push(Overlay::Articles(Articles { cursor, details, top: 0 }));
    }

    /// Does what a key says in the window of the articles.
    pub(super) fn act_in_articles(&mut self, action: Action, count: Option<usize>) -> Vec<Effect> {
        let listed = self.listed_articles();
        let last = self.listed_lines().saturating_sub(1);
        let times = super::times(count);
        let page = (self.size.height / 2).max(1) as isize;
        let Some(Overlay::Articles(window)) = self.overlays.last_mut() else { return Vec::new() };
        let article = listed.get(window.cursor).copied();
        let mut go = |by: isize| {
            window.cursor = window.cursor.saturating_add_signed(by).min(last);
            window.top = 0;
        };
        match action {
            Action::ArticleNext => go(times),
            Action::ArticlePrevious => go(-times),
            Action::ArticleDetails => (window.details, window.top) = (!window.details, 0),
            Action::ArticleScrollDown => self.scroll_details(page),
            Action::ArticleScrollUp => self.scroll_details(-page),
            Action::ArticleHide => {
                if let Some(article) = article {
                    self.hide_or_show(article);
                }
            }
            Action::ArticleGo if article.is_none() => return self.open_palette_with(Command::Locate),
            Action::ArticleGo => {
                self.overlays.pop();
                if let Some(article) = article {
                    self.arrangement.show(article);
                    self.show(View::Panes);
                    self.focus_on(article);
                }
            }
            _ => {
                self.overlays.pop();
            }
        }
        Vec::new()
    }

    /// Hides a pane, or shows it again; the cursor of the window stays on it.
    fn hide_or_show(&mut self, article: usize) {
        if self.arrangement.is_hidden(article) {
            self.arrangement.show(article);
        } else {
            self.hide_pane(article);
        }
        self.keep_cursor_visible();
        self.level();
        let cursor = self.listed_articles().iter().position(|a| *a == article).unwrap_or(0);
        if let Some(Overlay::Articles(window)) = self.overlays.last_mut() {
            window.cursor = cursor;
        }
    }
}

fn letter_of(number: usize) -> Option<char> {
    ('a'..='z').nth(number.checked_sub(1)?)
}
