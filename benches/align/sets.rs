//! The articles that are measured.

use std::path::{Path, PathBuf};
use std::time::Instant;

use variorum::align::{self, Unwatched};
use variorum::article::{self, Article};

use crate::floor;
use crate::made::{Made, Wish, make};

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Size {
    Small,
    Usual,
    Big,
}

impl Size {
    pub(crate) fn of(name: &str) -> Size {
        match name {
            "small" => Size::Small,
            "usual" => Size::Usual,
            "big" => Size::Big,
            _ => panic!("--sets takes small, usual or big, not {name}"),
        }
    }
}

/// Articles as files, and what is known of them when they were made.
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) files: Vec<PathBuf>,
    pub(crate) made: Option<Made>,
}

/// The made sets: least size, articles, words.
const MADE: &[(Size, usize, usize)] = &[
    (Size::Small, 20, 1_000),
    (Size::Usual, 20, 10_000),
    (Size::Small, 2, 10_000),
    (Size::Usual, 2, 100_000),
    (Size::Big, 2, 1_000_000),
    (Size::Big, 5, 1_000_000),
];

/// Five accounts of one invented event, about 3,000 words.
const SHORT: &[&str] = &["bulletin.txt", "courier.txt", "post.md", "radio.md", "wire.txt"];

/// Makes the sets that are wanted, those that must be written in a folder.
pub(crate) fn wanted(size: Size, texts: Option<&Path>, folder: &Path) -> Vec<Set> {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo");
    let files = SHORT.iter().map(|f| demo.join(f)).collect();
    let mut sets = vec![Set { name: "five short articles".to_owned(), files, made: None }];
    for &(_, articles, words) in MADE.iter().filter(|m| m.0 <= size) {
        let name = format!("{articles} x {words}");
        let made = make(Wish { articles, words, seed: 1 });
        let place = folder.join(name.replace(' ', ""));
        std::fs::create_dir(&place).unwrap();
        let write = |(number, text): (usize, &String)| {
            let file = place.join(format!("a{number:02}.txt"));
            std::fs::write(&file, text).unwrap();
            file
        };
        let files = made.texts.iter().enumerate().map(write).collect();
        sets.push(Set { name, files, made: Some(made) });
    }
    if let Some(texts) = texts {
        let mut files: Vec<PathBuf> = std::fs::read_dir(texts).unwrap().map(|f| f.unwrap().path()).collect();
        files.sort();
        let name = texts.file_name().map_or("texts".to_owned(), |n| n.to_string_lossy().into_owned());
        sets.push(Set { name, files, made: None });
    }
    sets
}

impl Set {
    /// Returns how many words all articles have.
    pub(crate) fn words(&self) -> usize {
        self.files.iter().map(|f| floor::words(f)).sum()
    }

    /// Returns how often it is measured: short runs strike luck, long ones cost patience.
    pub(crate) fn runs(&self) -> usize {
        match self.files.iter().map(|f| std::fs::metadata(f).unwrap().len()).sum::<u64>() {
            ..1_000_000 => 15,
            1_000_000..10_000_000 => 7,
            _ => 3,
        }
    }
}

/// Reads one file as an article.
pub(crate) fn read(file: &Path) -> Article {
    article::read(&std::fs::read(file).unwrap(), &file.to_string_lossy()).unwrap()
}

/// Returns the seconds that reading and aligning all articles takes, and opening the last when the others are open.
pub(crate) fn reopen(set: &Set) -> (f64, f64) {
    let (last, others) = set.files.split_last().unwrap();
    let mut times = Vec::new();
    for _ in 0..3 {
        let start = Instant::now();
        let mut open: Vec<Article> = others.iter().map(|f| read(f)).collect();
        let reading = start.elapsed().as_secs_f64();
        let start = Instant::now();
        open.push(read(last));
        let articles: Vec<&Article> = open.iter().collect();
        let found = align::align(&articles, &[], &Unwatched);
        let more = start.elapsed().as_secs_f64();
        assert!(!found.links.is_empty(), "{} has links", set.name);
        times.push((reading + more, more));
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    times[1]
}
