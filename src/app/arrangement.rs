//! How the articles stand: in which order, how wide, which are hidden; and what the others are read against.

use super::App;
use super::exchange::Shift;
use super::layout::NARROWEST;

/// The usual weight of a pane.
const USUAL: u16 = 1200;
/// Weights that keys give to a pane; the mouse gives any between the first and the last one's double.
const WEIGHTS: [u16; 9] = [400, 600, 800, 1000, USUAL, 1600, 2100, 2800, 3700];
/// Weights that a pane can have.
const LIMITS: (u16, u16) = (50, 20_000);

/// How the articles stand and are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The shown articles, from left to right.
    pub order: Vec<usize>,
    /// How wide each article's pane is beside the others; those behind the end have the usual weight.
    weights: Vec<u16>,
    /// The article against which the others are read; without one the passage under the cursor.
    pub base: Option<usize>,
    /// What is marked where a wording differs.
    pub marks: MarksBy,
    /// Whether everything but the passage under the cursor and its matches is muted.
    pub muted: bool,
}

/// What is marked where a wording differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MarksBy {
    /// Whole words.
    #[default]
    Word,
    /// Characters, to the letter.
    Character,
    /// Nothing.
    Off,
}

impl MarksBy {
    /// All of them, in the order of the key that changes them.
    pub const ALL: [MarksBy; 3] = [MarksBy::Word, MarksBy::Character, MarksBy::Off];

    /// Returns a word for it.
    pub fn name(self) -> &'static str {
        match self {
            MarksBy::Word => "word",
            MarksBy::Character => "character",
            MarksBy::Off => "off",
        }
    }
}

impl Arrangement {
    /// Makes the arrangement of that many articles: all shown, in their order, equally wide.
    pub fn of(articles: usize) -> Arrangement {
        Arrangement { order: (0..articles).collect(), ..Arrangement::default() }
    }

    /// Returns the place of an article from the left; the first one's for a hidden article.
    pub fn place(&self, article: usize) -> usize {
        self.order.iter().position(|a| *a == article).unwrap_or(0)
    }

    /// Returns whether an article is not shown.
    pub fn is_hidden(&self, article: usize) -> bool {
        !self.order.contains(&article)
    }

    /// Returns the weights of the shown panes, from left to right.
    pub fn weights(&self) -> Vec<u16> {
        self.order.iter().map(|a| self.weight(*a)).collect()
    }

    /// Returns how wide a pane is beside the others.
    pub fn weight(&self, article: usize) -> u16 {
        self.weights.get(article).copied().unwrap_or(USUAL)
    }

    /// Sets how wide a pane is beside the others, within what a pane can have.
    pub fn set_weight(&mut self, article: usize, weight: u16) {
        if self.weights.len() <= article {
            self.weights.resize(article + 1, USUAL);
        }
        self.weights[article] = weight.clamp(LIMITS.0, LIMITS.1);
        // Usual ones at the end say nothing, and so two arrangements that look alike are alike.
        while self.weights.last() == Some(&USUAL) {
            self.weights.pop();
        }
    }

    /// Makes a pane wider (`by` > 0) or narrower, by the steps of the keys; returns whether it could.
    pub fn widen(&mut self, article: usize, by: isize) -> bool {
        let old = self.weight(article);
        let mut new = old;
        for _ in 0..by.unsigned_abs().min(WEIGHTS.len()) {
            let mut steps = WEIGHTS.iter();
            let next = if by > 0 { steps.find(|w| **w > new) } else { steps.rfind(|w| **w < new) };
            new = next.copied().unwrap_or(new);
        }
        self.set_weight(article, new);
        new != old
    }

    /// Moves the border behind the pane at `slot` of the shown ones, until that pane ends at the column `edge` of `width`;
    /// only its two neighbours change, and both keep some cells.
    pub fn move_border(&mut self, shown: &[usize], slot: usize, edge: u16, width: u16) {
        let (Some(&left), Some(&right)) = (shown.get(slot), shown.get(slot + 1)) else { return };
        let sum = |articles: &[usize]| articles.iter().map(|a| u64::from(self.weight(*a))).sum::<u64>();
        let (before, all) = (sum(&shown[..slot]), sum(shown));
        let pair = u64::from(self.weight(left)) + u64::from(self.weight(right));
        // The least weight whose pane reaches the column: columns are rounded down.
        let reaching = |cells: u16| (u64::from(cells) * all).div_ceil(u64::from(width.max(1)));
        let least = reaching(NARROWEST).max(u64::from(LIMITS.0));
        if pair < 2 * least {
            return;
        }
        let wanted = reaching(edge).saturating_sub(before).clamp(least, pair - least);
        self.set_weight(left, u16::try_from(wanted).unwrap_or(LIMITS.1));
        self.set_weight(right, u16::try_from(pair - wanted).unwrap_or(LIMITS.1));
    }

    /// Follows articles that came or went; one that came is hidden at first.
    pub(super) fn renumber(&mut self, shift: Shift) {
        self.order = self.order.iter().filter_map(|a| shift.of(*a)).collect();
        self.base = self.base.and_then(|a| shift.of(a));
        match shift {
            Shift::In(at) if at < self.weights.len() => self.weights.insert(at, USUAL),
            Shift::Out(at) if at < self.weights.len() => drop(self.weights.remove(at)),
            Shift::In(_) | Shift::Out(_) => {}
        }
        while self.weights.last() == Some(&USUAL) {
            self.weights.pop();
        }
    }

    /// Makes all panes equally wide again.
    pub fn even(&mut self) {
        self.weights.clear();
    }

    /// Moves a pane over its neighbours; returns whether it could.
    pub fn shift(&mut self, article: usize, by: isize) -> bool {
        let Some(at) = self.order.iter().position(|a| *a == article) else { return false };
        let to = at.saturating_add_signed(by).min(self.order.len() - 1);
        let moved = self.order.remove(at);
        self.order.insert(to, moved);
        to != at
    }

    /// Hides a pane, unless it is the only one; returns the article that stands in its place then.
    pub fn hide(&mut self, article: usize) -> Option<usize> {
        let at = self.order.iter().position(|a| *a == article)?;
        if self.order.len() < 2 {
            return None;
        }
        self.order.remove(at);
        self.order.get(at).or(self.order.last()).copied()
    }

    /// Shows a hidden pane, before the first one with a higher number.
    pub fn show(&mut self, article: usize) {
        if self.is_hidden(article) {
            let at = self.order.iter().position(|a| *a > article).unwrap_or(self.order.len());
            self.order.insert(at, article);
        }
    }
}

impl App {
    /// Returns the shown articles, from left to right.
    pub fn order(&self) -> Vec<usize> {
        self.arrangement.order.clone()
    }

    /// Returns the article against which the others are read: the base, else the first one on the screen.
    pub fn base_article(&self) -> usize {
        self.arrangement.base.or(self.arrangement.order.first().copied()).unwrap_or(0)
    }

    /// Shows the focused article when it is hidden, since where the focus goes is what the reader wants to see, and
    /// remembers where the focus came from.
    pub(crate) fn show_focus(&mut self) {
        if self.focus < self.articles.len() {
            self.arrangement.show(self.focus);
        }
        if self.focus != self.last_focus {
            self.came_from = Some(self.last_focus);
            self.last_focus = self.focus;
        }
    }
}
