//! Words found again in an article whose file has changed.
//!
//! Candidates are the places where the same words stand, else those that look most like them (`near`). A place is judged by
//! three similarities: of the words (q), and of what stands before and after them (p, s); a side that does not exist is
//! left out. Only *exact* and *moved* are applied without asking. How often that is silently wrong is measured by
//! `tests/anchors.rs`; the thresholds are those of `DESIGN.md` section 6, found on edited news texts.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::article::{Article, Span};
use crate::case::{Quote, Witness, quote};

mod near;
mod text;

use near::Hit;
pub use text::Folded;

/// How words were found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The same words, with what stood around them, in the same order as the others.
    Exact,
    /// The same, in another place among the others.
    Moved,
    /// Other words in what is surely the same place.
    Changed,
    /// Something that may be it; the reader decides.
    Review,
    /// Nothing that could be it.
    Orphan,
}

impl State {
    /// Returns the state's name in the case file.
    pub fn name(self) -> &'static str {
        match self {
            State::Exact => "exact",
            State::Moved => "moved",
            State::Changed => "changed",
            State::Review => "review",
            State::Orphan => "orphan",
        }
    }

    /// Returns whether the words are taken to stand there without asking the reader.
    pub fn is_applied(self) -> bool {
        matches!(self, State::Exact | State::Moved)
    }
}

/// Where words were found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// How sure that is.
    pub state: State,
    /// The bytes of the article, except for an orphan.
    pub span: Option<Span>,
}

/// Similarity from which a side bears words out that have not changed, and how far the next place must be behind.
const BORNE_OUT: f64 = 0.75;
const AHEAD: f64 = 0.05;
/// Words that have changed: similarity of words with one side borne out, or of words and both sides.
const CHANGED: f64 = 0.70;
const CHANGED_LITTLE: f64 = 0.85;
const SIDES_OF_LITTLE: f64 = 0.45;
/// What the reader is asked about: similarity of words, and of both sides.
const REVIEW: f64 = 0.60;
const SIDES_OF_REVIEW: f64 = 0.50;

/// Finds words in one article, each of them once.
#[derive(Debug)]
pub struct Finder {
    folded: Folded,
    known: FxHashMap<Quote, Found>,
}

impl Finder {
    /// Makes an article ready to be searched.
    pub fn new(article: &Article) -> Finder {
        Finder { folded: Folded::new(&article.text), known: FxHashMap::default() }
    }

    /// Finds the words of the article's witnesses; the result has their order.
    pub fn find_all(&mut self, quotes: &[&Quote]) -> Vec<Found> {
        let new: Vec<&Quote> = quotes.iter().copied().filter(|q| !self.known.contains_key(*q)).collect();
        let found: Vec<Found> = new.par_iter().map(|quote| find(&self.folded, quote)).collect();
        self.known.extend(new.into_iter().cloned().zip(found));
        let mut all: Vec<Found> = quotes.iter().map(|q| self.known[*q]).collect();
        mark_moved(quotes, &mut all);
        all
    }
}

/// Where the words of a witness stand in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Where the case says.
    Here(Span),
    /// Not there: what a search for them found.
    Sought(Found),
}

/// Says where the words of an article's witnesses stand, in their order. Only when some do not stand where the case says is
/// the article searched, by a finder that is made then and can be kept for the next time.
///
/// `is_same` tells whether the article's file has the bytes that it had when it came into the case.
pub fn places(
    article: &Article,
    cited: &[(&Witness, &Quote)],
    is_same: bool,
    finder: &mut Option<Finder>,
) -> Vec<Place> {
    let here: Vec<Option<Span>> =
        cited.iter().map(|(witness, _)| quote::locate_witness(article, witness, is_same)).collect();
    let found = match here.iter().all(Option::is_some) {
        true => Vec::new(),
        false => {
            let quotes: Vec<&Quote> = cited.iter().map(|c| c.1).collect();
            finder.get_or_insert_with(|| Finder::new(article)).find_all(&quotes)
        }
    };
    let place = |(i, here): (usize, Option<Span>)| here.map_or_else(|| Place::Sought(found[i]), Place::Here);
    here.into_iter().enumerate().map(place).collect()
}

/// Finds words by themselves; whether they have moved shows only beside others.
fn find(folded: &Folded, quote: &Quote) -> Found {
    let mut hits = near::hits(folded, quote);
    hits.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.start.cmp(&b.start)));
    let Some(best) = hits.first() else { return Found { state: State::Orphan, span: None } };
    let next = hits.get(1).map(Hit::score);
    let state = judge(best, next);
    let span = (state != State::Orphan).then(|| folded.original(best.start..best.end));
    Found { state, span }
}

fn judge(best: &Hit, next: Option<f64>) -> State {
    // A side that does not exist says nothing, for or against.
    let sides: Vec<f64> = [best.before, best.after].into_iter().flatten().collect();
    let most = sides.iter().copied().fold(f64::NAN, f64::max);
    let mean = sides.iter().sum::<f64>() / sides.len() as f64;
    let none = sides.is_empty();
    let is_ahead = next.is_none_or(|next| best.score() - next >= AHEAD);
    match best.words {
        q if q >= 1.0 && is_ahead && (none || most >= BORNE_OUT) => State::Exact,
        q if q >= 1.0 => State::Review,
        q if is_ahead
            && (q >= CHANGED && most >= BORNE_OUT || q >= CHANGED_LITTLE && mean >= SIDES_OF_LITTLE) =>
        {
            State::Changed
        }
        q if q >= REVIEW && (none || mean >= SIDES_OF_REVIEW) => State::Review,
        _ => State::Orphan,
    }
}

/// Calls moved what is exact and does not stand in the order in which most of the others stand.
fn mark_moved(quotes: &[&Quote], found: &mut [Found]) {
    let mut exact: Vec<(usize, usize, usize)> = found
        .iter()
        .enumerate()
        .filter(|(_, f)| f.state == State::Exact)
        .filter_map(|(i, f)| Some((quotes[i].span.start, f.span?.start, i)))
        .collect();
    exact.sort_unstable();
    let places: Vec<usize> = exact.iter().map(|e| e.1).collect();
    let mut keeps = longest_rising(&places).into_iter().peekable();
    for (n, (_, _, i)) in exact.iter().enumerate() {
        if keeps.next_if_eq(&n).is_none() {
            found[*i].state = State::Moved;
        }
    }
}

/// Returns the indexes of a longest part of a list that never falls, in order.
fn longest_rising(list: &[usize]) -> Vec<usize> {
    // `ends[k]` is the index of the least value that ends a rising part of length k + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; list.len()];
    for (i, value) in list.iter().enumerate() {
        let at = ends.partition_point(|e| list[*e] <= *value);
        before[i] = at.checked_sub(1).map(|b| ends[b]);
        match ends.get_mut(at) {
            Some(end) => *end = i,
            None => ends.push(i),
        }
    }
    let mut out: Vec<usize> = std::iter::successors(ends.last().copied(), |i| before[*i]).collect();
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;
    use proptest::prelude::*;

    const TEXT: &str = "The deck dropped into the stream at noon. Nine people were taken to hospital, two of them with broken \
        bones. The council closed the path behind the mill. It will stay closed until the spring, an engineer said.";

    fn again(new: &str, words: &str) -> (State, Option<String>) {
        let old = read(TEXT.as_bytes(), "a.txt").unwrap();
        let start = old.text.find(words).unwrap();
        let quote = quote::make(&old, Span::new(start, start + words.len()));
        let article = read(new.as_bytes(), "a.txt").unwrap();
        let found = Finder::new(&article).find_all(&[&quote])[0];
        (found.state, found.span.map(|s| article.slice(s).to_owned()))
    }

    #[test]
    fn words_are_found_again_as_what_became_of_them() {
        let words = "Nine people were taken to hospital";
        let same = Some(words.to_owned());
        assert_eq!(again(TEXT, words), (State::Exact, same.clone()));
        let longer = format!("Updated on Monday.\n\n{TEXT}\n\nMore follows.");
        assert_eq!(again(&longer, words), (State::Exact, same.clone()));
        let typeset = TEXT.replace("Nine people were", "Nine  people\u{a0}were");
        assert_eq!(again(&typeset, words).0, State::Exact, "blanks are no words");
        let changed = TEXT.replace("Nine people", "Twelve people");
        assert_eq!(
            again(&changed, words),
            (State::Changed, Some("Twelve people were taken to hospital".to_owned()))
        );
        let gone = TEXT.replace("Nine people were taken to hospital, two of them with broken bones. ", "");
        assert_eq!(again(&gone, words), (State::Orphan, None));
        let elsewhere =
            format!("{gone} In another year nine boats sank. Nine people were taken to hospital then too.");
        assert_eq!(
            again(&elsewhere, words),
            (State::Review, same),
            "the same words, with nothing to bear them out"
        );
    }

    proptest! {
        /// Any edit of any text: nothing panics, and what is found is cut between characters.
        #[test]
        fn any_text_is_searched_after_any_edit(
            text in "([a-z]{1,6}[ …€.“”\n漢é\u{301}]{1,2}){2,30}", from in 0usize..200, len in 1usize..40,
            cut in 0usize..200, gone in 0usize..20, new in "[a-zéé…€ ]{0,12}",
        ) {
            let Ok(old) = read(text.as_bytes(), "a.txt") else { return Ok(()) };
            let near = |text: &str, at: usize| (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
            let (start, end) = (near(&old.text, from), near(&old.text, from + len));
            prop_assume!(start < end);
            let quote = quote::make(&old, Span::new(start, end));
            let (a, b) = (near(&old.text, cut), near(&old.text, cut + gone));
            let edited = format!("{}{new}{}", &old.text[..a], &old.text[b..]);
            let Ok(article) = read(edited.as_bytes(), "a.txt") else { return Ok(()) };
            let found = Finder::new(&article).find_all(&[&quote])[0];
            prop_assert!(found.span.is_none_or(|s| article.text.get(s.range()).is_some()));
        }
    }

    #[test]
    fn what_stands_in_another_order_is_called_moved_and_nothing_else() {
        let old = read(
            b"Alpha went first today. Beta came in second place. Gamma was the third one. Delta was last.",
            "a.txt",
        )
        .unwrap();
        let new = read(
            b"Gamma was the third one. Delta was last. Alpha went first today. Beta came in second place.",
            "a.txt",
        )
        .unwrap();
        let quotes: Vec<Quote> = old.passages.iter().map(|p| quote::make(&old, p.span)).collect();
        let found = Finder::new(&new).find_all(&quotes.iter().collect::<Vec<_>>());
        let states: Vec<State> = found.iter().map(|f| f.state).collect();
        assert_eq!(states, [State::Moved, State::Moved, State::Exact, State::Exact]);
        assert_eq!(longest_rising(&[3, 4, 1, 2, 5]), [2, 3, 4]);
        assert_eq!(longest_rising(&[]), [0usize; 0]);
    }
}
