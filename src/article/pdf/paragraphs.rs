//! Lines on pages become paragraphs, by their places, sizes and ends.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::Role;
use super::super::blocks::Blocks;
use super::super::roles;
use super::lines::Line;

/// Letters that are so much larger than those of the text stand in a heading.
const LARGER: f64 = 1.15;
/// Longest heading, in bytes.
const HEADING: usize = 300;
/// Lines further apart than this many usual distances are apart.
const APART: f64 = 1.35;
/// A first line is set in by at least this much of its letters' size.
const SET_IN: f64 = 0.8;
/// Pages that repeat a line at their edge before it counts as the page's and not the text's.
const REPEATS: usize = 3;
/// Lines before and behind one that show how wide its column is; more would be gone over for every line again.
const NEAR: usize = 25;
/// Shortest parts of a compound, in bytes, that keep their hyphen at the end of a line.
const PART: usize = 3;

/// Puts the paragraphs of all pages into blocks.
pub(super) fn put(pages: &[Vec<Line>], blocks: &mut Blocks) {
    let style = Style::of(pages);
    let mut open: Vec<&Line> = Vec::new();
    let mut margins: Vec<&Line> = Vec::new();
    for page in pages {
        for (at, line) in page.iter().enumerate() {
            if style.is_margin(page, at) {
                margins.push(line);
                continue;
            }
            let runs_on = open.last().is_some_and(|last| style.runs_on(near(page, at), &open, last, line));
            if !runs_on {
                style.close(&mut open, &mut margins, blocks);
            }
            open.push(line);
        }
    }
    style.close(&mut open, &mut margins, blocks);
}

/// Returns the lines around one, among which the right edge of its column is sought.
fn near(page: &[Line], at: usize) -> &[Line] {
    &page[at.saturating_sub(NEAR)..page.len().min(at + NEAR)]
}

/// How a file is set.
struct Style {
    /// Size of most letters.
    size: f64,
    /// Distance of most lines.
    leading: f64,
    /// All words that stand within lines, in lower case; those at their edges may be broken.
    words: FxHashSet<String>,
    /// Lines at the edges of pages, by their letters, and on how many pages they stand.
    edges: FxHashMap<String, usize>,
}

impl Style {
    fn of(pages: &[Vec<Line>]) -> Style {
        let (mut sizes, mut leadings) = (FxHashMap::default(), FxHashMap::default());
        let mut edges: FxHashMap<String, usize> = FxHashMap::default();
        let mut words = FxHashSet::default();
        for page in pages {
            for line in page {
                *sizes.entry(tenths(line.size)).or_insert(0) += line.text.len();
                words.extend(inner_words(&line.text));
            }
            for pair in page.windows(2) {
                let apart = pair[1].y - pair[0].y;
                if apart > 0.0 && apart < pair[0].size * 3.0 {
                    *leadings.entry(tenths(apart)).or_insert(0) += 1;
                }
            }
            let mut seen: Vec<String> =
                page.first().into_iter().chain(page.last()).map(|l| edge(&l.text)).collect();
            seen.dedup();
            for line in seen {
                *edges.entry(line).or_default() += 1;
            }
        }
        Style { size: most(&sizes), leading: most(&leadings), words, edges }
    }

    /// Returns whether a line stands at a page's edge and belongs to the page: its number, its running head.
    fn is_margin(&self, page: &[Line], at: usize) -> bool {
        if at != 0 && at + 1 != page.len() {
            return false;
        }
        let text = edge(&page[at].text);
        text.is_empty() || self.edges.get(&text).is_some_and(|n| *n >= REPEATS)
    }

    /// Returns whether a line goes on with the open paragraph, of which `last` is the last line.
    fn runs_on(&self, near: &[Line], open: &[&Line], last: &Line, line: &Line) -> bool {
        let ratio = line.size / last.size.max(0.1);
        if !(0.9..1.12).contains(&ratio) {
            return false;
        }
        let apart = line.y - last.y;
        let size = line.size;
        if apart <= 0.0 || apart > size * 6.0 || (line.left - last.left).abs() > size * 12.0 {
            // Another column or page: only what is in the middle of a sentence goes on there.
            return !ends_sentence(&last.text) && line.text.trim_start().starts_with(char::is_lowercase)
                || is_broken(&last.text, &line.text);
        }
        if apart > self.leading.max(size) * APART {
            return false;
        }
        let is_heading = last.size > self.size * LARGER;
        if is_heading {
            return true;
        }
        if roles::marker(line.text.trim_start()) > 0 && ends_sentence(&last.text) {
            return false;
        }
        let is_set_in = line.left > last.left + size * SET_IN;
        if is_set_in && (open.len() > 1 || ends_sentence(&last.text)) && roles::marker(&open[0].text) == 0 {
            return false;
        }
        // A short line that ends a sentence ends its paragraph.
        let edge = near
            .iter()
            .filter(|l| (l.left - last.left).abs() < size * 4.0)
            .map(|l| l.right)
            .fold(0.0, f64::max);
        let is_short = edge - last.right > (edge - last.left) * 0.2;
        !(is_short && ends_sentence(&last.text))
    }

    fn close(&self, open: &mut Vec<&Line>, margins: &mut Vec<&Line>, blocks: &mut Blocks) {
        let size = open.iter().map(|l| l.size).fold(0.0, f64::max);
        let text = self.joined(open);
        open.clear();
        let marker = roles::marker(&text);
        if size > self.size * LARGER && text.len() <= HEADING {
            blocks.begin(Role::Heading);
            blocks.add(&text);
        } else if marker > 0 {
            blocks.begin_marked(text[..marker].to_owned());
            blocks.add(&text[marker..]);
        } else {
            blocks.add(&text);
        }
        blocks.end();
        for line in margins.drain(..) {
            blocks.begin(Role::Boilerplate);
            blocks.add(&line.text);
            blocks.end();
        }
    }
}

impl Style {
    /// Joins the lines of a paragraph; a hyphen that only broke a word becomes a soft one, which vanishes there.
    fn joined(&self, lines: &[&Line]) -> String {
        let mut out = String::new();
        for (at, line) in lines.iter().enumerate() {
            let text = spelt_out(line.text.trim());
            let next = lines.get(at + 1).map_or("", |l| l.text.trim());
            match text.strip_suffix('-') {
                Some(text) if is_broken(&line.text, next) && self.is_one_word(text, next) => {
                    out.extend([text, "\u{ad}"]);
                }
                _ => out.push_str(&text),
            }
            out.push('\n');
        }
        out.truncate(out.trim_end_matches('\n').len());
        out
    }

    /// Returns whether two parts of a word are one without a hyphen: it stands so elsewhere, or they are no words.
    fn is_one_word(&self, line: &str, next: &str) -> bool {
        let letter = |c: char| !c.is_alphanumeric();
        let first = line.rsplit(letter).next().unwrap_or_default().to_lowercase();
        let second = next.split(letter).next().unwrap_or_default().to_lowercase();
        let is_word = |word: &String| word.len() >= PART && self.words.contains(word);
        self.words.contains(&format!("{first}{second}")) || !(is_word(&first) && is_word(&second))
    }
}

fn inner_words(line: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let inner = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().map(|w| w.to_lowercase()).collect::<Vec<_>>().into_iter()
}

fn tenths(length: f64) -> i64 {
    (length * 10.0).round() as i64
}

/// Returns the length that most speak for.
fn most(votes: &FxHashMap<i64, usize>) -> f64 {
    let best = votes.iter().max_by_key(|(length, votes)| (**votes, -**length));
    best.map_or(0.0, |(length, _)| *length as f64 / 10.0)
}

/// A line at a page's edge without what changes from page to page.
fn edge(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Returns whether a word is broken at the end of a line.
fn is_broken(line: &str, next: &str) -> bool {
    let mut tail = line.trim_end().chars().rev();
    matches!(tail.next(), Some('-' | '\u{ad}' | '‐'))
        && tail.next().is_some_and(char::is_lowercase)
        && next.trim_start().starts_with(char::is_lowercase)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(['”', '"', '’', '\'', ')', '»', ']', '“'])
        .ends_with(['.', '!', '?', '…', ':', '。'])
}

/// Spells out letters that are printed as one: they are ink, and no reader writes them.
fn spelt_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            '‐' => out.push('-'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_very_many_lines_is_read_at_once() {
        let line =
            |i: usize| Line { y: i as f64 * 1.2, size: 1.0, left: 10.0, right: 12.0, text: "abc".into() };
        let page: Vec<Line> = (0..40_000).map(line).collect();
        let mut blocks = Blocks::default();
        let start = std::time::Instant::now();
        put(&[page], &mut blocks);
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
        assert_eq!(blocks.finish().text.matches("abc").count(), 40_000);
    }
}
