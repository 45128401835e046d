//! Places that the reader can go back to: those that were left by a jump, and those that were marked.
//!
//! A place is a byte of an article, so it survives every change of width and arrangement.

use super::App;
use super::action::Action;

/// Places that are remembered.
const MOST: usize = 200;

/// A place in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Index of the article.
    pub article: usize,
    /// The first byte of the passage under the cursor.
    pub byte: usize,
    /// The row on which it stood, below the top of its pane.
    pub row: i32,
}

impl Place {
    fn is_at(self, other: Place) -> bool {
        (self.article, self.byte) == (other.article, other.byte)
    }
}

/// Where the reader was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// Places that were left, oldest first.
    trail: Vec<Place>,
    /// How many places of the trail lie behind the present one.
    at: usize,
    /// Marked places, by letter.
    marks: Vec<(char, Place)>,
}

impl Places {
    /// Remembers a place that is left; what lay ahead of it is forgotten, as it would be in a book.
    pub fn leave(&mut self, place: Place) {
        self.trail.truncate(self.at);
        self.trail.retain(|p| !p.is_at(place));
        self.trail.push(place);
        if self.trail.len() > MOST {
            self.trail.remove(0);
        }
        self.at = self.trail.len();
    }

    /// Goes back from a place; nothing when there is nothing before it.
    pub fn back(&mut self, here: Place) -> Option<Place> {
        if self.at == self.trail.len() && !self.trail.last().is_some_and(|p| p.is_at(here)) {
            // The place that is left lies ahead from now on.
            self.trail.push(here);
        } else if self.trail.get(self.at.wrapping_sub(1)).is_some_and(|p| p.is_at(here)) {
            self.at -= 1;
        }
        let place = *self.trail.get(self.at.checked_sub(1)?)?;
        self.at -= 1;
        Some(place)
    }

    /// Goes forward again; nothing when there is nothing ahead.
    pub fn forward(&mut self) -> Option<Place> {
        let place = *self.trail.get(self.at + 1)?;
        self.at += 1;
        Some(place)
    }

    /// Puts other places in the stead of all, or takes them out.
    pub(crate) fn carry(&mut self, mut to: impl FnMut(Place) -> Option<Place>) {
        let behind = self.trail.iter().take(self.at).filter_map(|p| to(*p)).count();
        self.trail = self.trail.iter().filter_map(|p| to(*p)).collect();
        self.at = behind;
        self.marks = self.marks.iter().filter_map(|(letter, p)| Some((*letter, to(*p)?))).collect();
    }

    /// Gives a place a letter.
    pub fn mark(&mut self, letter: char, place: Place) {
        self.marks.retain(|(l, _)| *l != letter);
        self.marks.push((letter, place));
        self.marks.sort_by_key(|(l, _)| *l);
    }

    /// Returns the place of a letter.
    pub fn marked(&self, letter: char) -> Option<Place> {
        self.marks.iter().find(|(l, _)| *l == letter).map(|(_, p)| *p)
    }

    /// Returns the letters that have a place.
    pub fn letters(&self) -> Vec<char> {
        self.marks.iter().map(|(l, _)| *l).collect()
    }
}

impl Action {
    /// Returns whether it may lead far away, so that the place before it is remembered.
    pub fn is_jump(self) -> bool {
        matches!(
            self,
            Action::GoToPane
                | Action::Follow
                | Action::NextThread
                | Action::PreviousThread
                | Action::NextSuspect
                | Action::PreviousSuspect
                | Action::NextOnly
                | Action::PreviousOnly
                | Action::NextAnnotation
                | Action::PreviousAnnotation
                | Action::Top
                | Action::Bottom
                | Action::NextHit
                | Action::PreviousHit
                | Action::GoToMark
                | Action::RowShow
                | Action::RowsClose
                | Action::ViewPanes
                | Action::ListJump
                | Action::ListClose
                | Action::SearchDone
                | Action::PaletteRun
                | Action::ArticleGo
        )
    }
}

impl App {
    /// Returns the place of the cursor.
    pub(crate) fn place(&mut self) -> Place {
        let here = self.here();
        let byte = self.passage_span(here.article, here.passage).start;
        let row = self.with_pane(here.article, |pane, wrapped, _| pane.row_of(wrapped, byte));
        Place { article: here.article, byte, row: row.unwrap_or(0) }
    }

    /// Returns the place that an action leaves: the cursor's, or the one from which a search or the rows were opened.
    pub(crate) fn place_to_leave(&mut self, action: Action) -> Option<Place> {
        match self.overlays.last() {
            Some(super::Overlay::Search(prompt)) if action == Action::SearchDone => {
                let (article, panes) = (prompt.origin.focus, &prompt.origin.panes);
                let pane = panes.get(article)?;
                let byte = self.passage_span(article, pane.cursor).start;
                Some(Place { article, byte, row: pane.at })
            }
            _ if self.view.has_rows() && action.is_jump() => self.threads.opened_at,
            _ => action.is_jump().then(|| self.place()),
        }
    }

    /// Remembers the place that an action left, when it went elsewhere.
    pub(crate) fn note_jump(&mut self, left: Option<Place>) {
        let here = self.place();
        if let Some(place) = left.filter(|p| !p.is_at(here)) {
            self.places.leave(place);
        }
    }

    /// Puts the cursor on a place, on the row on which it stood if it is on the screen now.
    pub(crate) fn return_to_place(&mut self, place: Place) {
        let Some(article) = self.articles.get(place.article) else { return };
        let passage = article.passage_at(place.byte).unwrap_or(0);
        self.focus = place.article;
        let (_, height) = self.text_size(place.article);
        if (0..i32::from(height)).contains(&place.row) {
            self.put_level(place.article, passage, place.row);
        }
        self.go_to_passage(passage);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(byte: usize) -> Place {
        Place { article: 0, byte, row: 0 }
    }

    #[test]
    fn back_and_forward_are_the_same_way() {
        let mut places = Places::default();
        for byte in [1, 2, 3] {
            places.leave(place(byte));
        }
        // The reader stands at 4 now.
        let back: Vec<usize> = [4, 3, 2].map(|b| places.back(place(b)).unwrap().byte).to_vec();
        assert_eq!(back, [3, 2, 1]);
        assert_eq!(places.back(place(1)), None);
        assert_eq!(places.back(place(1)), None);
        let forward: Vec<usize> = (0..3).map(|_| places.forward().unwrap().byte).collect();
        assert_eq!(forward, [2, 3, 4]);
        assert_eq!(places.forward(), None);
        assert_eq!(places.back(place(4)).map(|p| p.byte), Some(3));
    }

    #[test]
    fn a_jump_from_the_middle_forgets_what_lay_ahead() {
        let mut places = Places::default();
        for byte in [1, 2, 3] {
            places.leave(place(byte));
        }
        places.back(place(4));
        places.back(place(3));
        places.leave(place(2));
        assert_eq!(places.forward(), None);
        assert_eq!(places.back(place(9)).map(|p| p.byte), Some(2));
    }

    #[test]
    fn a_place_is_remembered_once() {
        let mut places = Places::default();
        for byte in [1, 2, 1, 2, 1] {
            places.leave(place(byte));
        }
        assert_eq!(places.back(place(5)).map(|p| p.byte), Some(1));
        assert_eq!(places.back(place(1)).map(|p| p.byte), Some(2));
        assert_eq!(places.back(place(2)), None);
    }
}
