//! How long 1,000 quotations take to be found again in an article of 100,000 words that was edited, beside reading it.
//!
//! usage: cargo bench --bench anchors
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)] // A tool for developers.

use std::time::Instant;

use variorum::article;
use variorum::case::{Quote, anchor, quote};

#[path = "../tests/support/made.rs"]
mod made;

const WORDS: usize = 100_000;
const QUOTES: usize = 1_000;

fn main() {
    let made = made::make(made::Wish { articles: 2, words: WORDS, seed: 1 });
    let old = article::read(made.texts[0].as_bytes(), "a.txt").unwrap();
    let step = old.passages.len() / QUOTES;
    let quotes: Vec<Quote> =
        old.passages.iter().step_by(step.max(1)).take(QUOTES).map(|p| quote::make(&old, p.span)).collect();
    // Every third sentence loses a word, every twentieth is gone.
    let mut text = String::new();
    for (n, passage) in old.passages.iter().enumerate().filter(|(n, _)| n % 20 != 7) {
        let words: Vec<&str> = old.slice(passage.span).split(' ').collect();
        let gone = if n % 3 == 0 { words.len() / 2 } else { words.len() };
        let kept: Vec<&str> = words.iter().enumerate().filter(|(i, _)| *i != gone).map(|w| *w.1).collect();
        text += &kept.join(" ");
        text.push_str(if n % 4 == 0 { "\n\n" } else { " " });
    }
    let start = Instant::now();
    let new = article::read(text.as_bytes(), "a.txt").unwrap();
    let reading = start.elapsed().as_secs_f64();
    let quotes: Vec<&Quote> = quotes.iter().collect();
    let start = Instant::now();
    let found = anchor::Finder::new(&new).find_all(&quotes);
    let finding = start.elapsed().as_secs_f64();
    let applied = found.iter().filter(|f| f.state.is_applied()).count();
    println!(
        "{} quotations, {applied} stand: {:.0} ms, {:.1} times the {:.0} ms of reading the article",
        found.len(),
        finding * 1e3,
        finding / reading,
        reading * 1e3
    );
}
