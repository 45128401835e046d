//! Words of annotations are found again in articles that were edited, and hardly ever in the wrong place without a word.
//!
//! `cargo test --test anchors -- --nocapture` prints the table.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use fastrand::Rng;
use variorum::article::{self, Article, Span};
use variorum::case::anchor::{self, Found, Place, State};
use variorum::case::{Quote, Witness, quote};

/// What became of the sentence with the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edit {
    Shifted,
    Moved,
    WordChanged,
    Rewritten,
    Deleted,
    PhraseElsewhere,
    NearCopyElsewhere,
}

const EDITS: [Edit; 7] = [
    Edit::Shifted,
    Edit::Moved,
    Edit::WordChanged,
    Edit::Rewritten,
    Edit::Deleted,
    Edit::PhraseElsewhere,
    Edit::NearCopyElsewhere,
];

/// How the words were found: how many of each outcome.
#[derive(Debug, Default)]
struct Tally {
    all: usize,
    /// Applied without a word: in the right place, and in a wrong one.
    right: usize,
    wrong: usize,
    /// Proposed to the reader as changed, or for review; in the right place, and in a wrong one.
    changed: usize,
    changed_wrong: usize,
    review: usize,
    orphan: usize,
}

/// A text as sentences; `None` begins a paragraph.
type Pieces = Vec<Option<String>>;

fn own_texts() -> Vec<Article> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let folders = ["gold/footbridge", "gold/marathon", "gold/tunnel", "demo"];
    let mut files: Vec<_> = folders
        .iter()
        .flat_map(|f| std::fs::read_dir(root.join(f)).unwrap())
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "md"))
        .collect();
    files.sort();
    let read = |p: &std::path::PathBuf| article::read(&std::fs::read(p).unwrap(), "a.txt").unwrap();
    files.iter().map(read).filter(|a| a.passages.len() > 12).collect()
}

fn pieces(article: &Article) -> Pieces {
    let mut out = Vec::new();
    let mut block = usize::MAX;
    for passage in &article.passages {
        if passage.block != block {
            out.push(None);
            block = passage.block;
        }
        out.push(Some(article.slice(passage.span).replace('\n', " ")));
    }
    out
}

/// Joins sentences; returns the text and where the sentence with a number stands in it.
fn join(pieces: &Pieces, wanted: Option<usize>) -> (String, usize) {
    let (mut text, mut at) = (String::new(), 0);
    for (number, piece) in pieces.iter().enumerate() {
        match piece {
            None if !text.is_empty() => text.push_str("\n\n"),
            None => {}
            Some(sentence) => {
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push(' ');
                }
                if wanted == Some(number) {
                    at = text.len();
                }
                text.push_str(sentence);
            }
        }
    }
    (text, at)
}

/// A word of another sentence, or another number.
fn other_word(pieces: &Pieces, word: &str, rng: &mut Rng) -> String {
    if word.chars().any(|c| c.is_ascii_digit()) {
        return word.chars().map(|c| if c.is_ascii_digit() { rng.char('1'..='9') } else { c }).collect();
    }
    loop {
        let sentence = pieces[rng.usize(..pieces.len())].as_deref().unwrap_or_default();
        let words: Vec<&str> = sentence.split(' ').collect();
        let other = words[rng.usize(..words.len())].trim_matches(|c: char| !c.is_alphanumeric());
        if !other.is_empty() && other != word {
            return other.to_owned();
        }
    }
}

/// Replaces a share of the words from `first` to `end`, at least one.
fn reworded(
    pieces: &Pieces,
    words: &[String],
    first: usize,
    end: usize,
    share: f64,
    rng: &mut Rng,
) -> Vec<String> {
    let mut out = words.to_vec();
    let sure = first + rng.usize(..end - first);
    for (i, word) in out.iter_mut().enumerate().take(end).skip(first) {
        if i == sure || rng.f64() < share {
            *word = other_word(pieces, word, rng);
        }
    }
    out
}

/// Other edits, in sentences other than that with a number: one deleted, one changed, one new.
fn edit_others(pieces: &mut Pieces, keep: &mut usize, rng: &mut Rng) {
    let pick = |pieces: &Pieces, keep: usize, rng: &mut Rng| loop {
        let i = rng.usize(..pieces.len());
        if i != keep && pieces[i].is_some() {
            return i;
        }
    };
    let changed = pick(pieces, *keep, rng);
    let words: Vec<String> = pieces[changed].as_ref().unwrap().split(' ').map(str::to_owned).collect();
    pieces[changed] = Some(reworded(pieces, &words, 0, words.len(), 0.2, rng).join(" "));
    let gone = pick(pieces, *keep, rng);
    pieces.remove(gone);
    *keep -= usize::from(gone < *keep);
    let new = pick(pieces, *keep, rng);
    let sentence = pieces[new].clone().unwrap();
    let words: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
    let at = pick(pieces, *keep, rng);
    pieces.insert(at, Some(reworded(pieces, &words, 0, words.len(), 0.8, rng).join(" ")));
    *keep += usize::from(at <= *keep);
}

/// Edits a text and finds a quotation of it again; adds to the tally.
fn attempt(article: &Article, sentence: usize, edit: Edit, whole: bool, rng: &mut Rng, tally: &mut Tally) {
    let mut new = pieces(article);
    let words: Vec<String> = new[sentence].as_ref().unwrap().split(' ').map(str::to_owned).collect();
    let count = if whole { words.len() } else { (3 + rng.usize(..6)).min(words.len()) };
    let first = rng.usize(..=words.len() - count);
    let phrase = words[first..first + count].join(" ");
    let before = words[..first].iter().map(|w| w.len() + 1).sum::<usize>();
    let (old_text, at) = join(&new, Some(sentence));
    let old = article::read(old_text.as_bytes(), "a.txt").unwrap();
    let mut places = old.text.match_indices(&old_text[at..at + words.join(" ").len()]).map(|m| m.0);
    // A headline that stands twice has no place of its own.
    let (Some(base), None) = (places.next(), places.next()) else { return };
    let quote: Quote = quote::make(&old, Span::new(base + before, base + before + phrase.len()));
    let mut keep = sentence;
    edit_others(&mut new, &mut keep, rng);
    let mut now = words.clone();
    let mut truth = true;
    match edit {
        Edit::Shifted => {}
        Edit::Moved => {
            let piece = new.remove(keep);
            keep = rng.usize(..=new.len());
            new.insert(keep, piece);
        }
        Edit::WordChanged => {
            let i = first + rng.usize(..count);
            now[i] = other_word(&new, &words[i], rng);
        }
        Edit::Rewritten => now = reworded(&new, &words, 0, words.len(), 0.35, rng),
        Edit::Deleted | Edit::PhraseElsewhere | Edit::NearCopyElsewhere => truth = false,
    }
    if truth {
        new[keep] = Some(now.join(" "));
    } else {
        new.remove(keep);
        let at = loop {
            let i = rng.usize(..new.len());
            if new[i].is_some() {
                break i;
            }
        };
        let there: Vec<String> = new[at].as_ref().unwrap().split(' ').map(str::to_owned).collect();
        match edit {
            Edit::PhraseElsewhere => {
                let cut = rng.usize(..=there.len());
                new[at] =
                    Some([&there[..cut], &words[first..first + count], &there[cut..]].concat().join(" "));
            }
            Edit::NearCopyElsewhere => {
                new.insert(at, Some(reworded(&new, &words, 0, words.len(), 0.1, rng).join(" ")));
            }
            _ => {}
        }
    }
    let (new_text, at) = join(&new, Some(keep));
    let edited = article::read(new_text.as_bytes(), "a.txt").unwrap();
    let witness = Witness { quote: Some(quote.clone()), ..Witness::default() };
    let found = match anchor::places(&edited, &[(&witness, &quote)], false, &mut None)[0] {
        Place::Here(span) => Found { state: State::Exact, span: Some(span) },
        Place::Sought(found) => found,
    };
    let right = truth && {
        let before = now[..first].iter().map(|w| w.len() + 1).sum::<usize>();
        let inside = now[first..first + count].join(" ");
        let line = &new_text[at..at + before + inside.len()];
        // Reading changes no words, so the sentence stands in the text as it was written.
        let base = edited.text.match_indices(line).map(|m| m.0).min_by_key(|m| m.abs_diff(at));
        let span = base.map(|b| Span::new(b + before, b + before + inside.len()));
        let half = |s: Span, f: Span| s.overlap(f).is_some_and(|o| 2 * o.len() >= s.len().max(f.len()));
        span.zip(found.span).is_some_and(|(s, f)| half(s, f))
    };
    tally.all += 1;
    match found.state {
        State::Exact | State::Moved if right => tally.right += 1,
        State::Exact | State::Moved => tally.wrong += 1,
        State::Changed if right => tally.changed += 1,
        State::Changed => tally.changed_wrong += 1,
        State::Review => tally.review += 1,
        State::Orphan => tally.orphan += 1,
    }
}

#[test]
fn words_are_hardly_ever_taken_to_stand_where_they_do_not() {
    let mut rng = Rng::with_seed(20_260_315);
    let texts = own_texts();
    let mut tallies: BTreeMap<Edit, Tally> = BTreeMap::new();
    for article in &texts {
        let pieces = pieces(article);
        let sentences: Vec<usize> = (0..pieces.len())
            .filter(|i| pieces[*i].as_ref().is_some_and(|p| p.split(' ').count() >= 4))
            .collect();
        for sentence in sentences {
            for edit in EDITS {
                for whole in [true, false, false] {
                    attempt(article, sentence, edit, whole, &mut rng, tallies.entry(edit).or_default());
                }
            }
        }
    }
    let mut table = String::from(
        "| edit | quotations | right | changed | for review | orphan | changed, wrong | silently wrong |\n",
    );
    let share = |n: usize, t: &Tally| 100.0 * n as f64 / t.all as f64;
    for (edit, t) in &tallies {
        let [right, changed, review, orphan, changed_wrong, wrong] =
            [t.right, t.changed, t.review, t.orphan, t.changed_wrong, t.wrong].map(|n| share(n, t));
        writeln!(
            table,
            "| {edit:?} | {} | {right:.1} | {changed:.1} | {review:.1} | {orphan:.1} | {changed_wrong:.1} | {wrong:.2} |",
            t.all
        )
        .unwrap();
    }
    println!("{table}");
    for (edit, t) in &tallies {
        assert!(t.all > 700, "{edit:?}: enough to measure half a per cent");
        if *edit != Edit::NearCopyElsewhere {
            assert!(share(t.wrong, t) <= 0.5, "silently wrong\n{table}");
        }
        let least = match edit {
            Edit::Shifted => share(t.right, t) >= 95.0,
            Edit::Moved => share(t.right + t.review, t) >= 97.0,
            Edit::WordChanged => share(t.right + t.changed + t.review, t) >= 90.0,
            Edit::Rewritten => share(t.right + t.changed + t.review, t) >= 60.0,
            Edit::Deleted => share(t.orphan, t) >= 90.0,
            Edit::PhraseElsewhere | Edit::NearCopyElsewhere => true,
        };
        assert!(least, "{edit:?} is found less often\n{table}");
    }
}

/// Three sentences go from one place to another: the one in the middle has moved, and nothing else has.
#[test]
fn what_moved_with_its_neighbours_is_called_moved_and_what_stayed_is_not() {
    let mut rng = Rng::with_seed(20_260_316);
    let (mut all, mut moved) = (0, 0);
    for old in own_texts() {
        let pieces: Vec<String> = pieces(&old).into_iter().flatten().collect();
        if pieces.len() < 12 {
            continue;
        }
        for _ in 0..20 {
            let from = rng.usize(..pieces.len() - 3);
            let mut rest = pieces.clone();
            let block: Vec<String> = rest.drain(from..from + 3).collect();
            let to = rng.usize(..=rest.len());
            if to.abs_diff(from) < 5 {
                continue;
            }
            let at = |sentences: &[String], number: usize| {
                sentences[..number].iter().map(|s| s.len() + 1).sum::<usize>()
            };
            let now: Vec<String> = [&rest[..to], &block, &rest[to..]].concat();
            let whole = article::read(pieces.join(" ").as_bytes(), "a.txt").unwrap();
            let edited = article::read(now.join(" ").as_bytes(), "a.txt").unwrap();
            let quote =
                |n: usize| quote::make(&whole, Span::new(at(&pieces, n), at(&pieces, n) + pieces[n].len()));
            let quotes: Vec<Quote> = (0..pieces.len()).map(quote).collect();
            let found = anchor::Finder::new(&edited).find_all(&quotes.iter().collect::<Vec<_>>());
            for (number, found) in found.iter().enumerate() {
                let middle = number == from + 1;
                all += usize::from(middle);
                moved += usize::from(middle && found.state == State::Moved);
                let in_block = (from..from + 3).contains(&number);
                assert!(found.state != State::Moved || in_block, "{number} of {from} to {to}: {found:?}");
            }
        }
    }
    assert!(all > 50 && moved * 10 >= all * 9, "{moved} of {all}");
}
