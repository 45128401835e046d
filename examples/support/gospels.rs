//! Reads four accounts of the same events, the verses of each a line, and which pericopes each verse belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use variorum::article::{self, Article};

const NAMES: [&str; 4] = ["Matthew", "Mark", "Luke", "John"];

/// A pericope: by gospel the verses, from chapter and verse to chapter and verse.
#[derive(Debug, Deserialize)]
struct Pericope {
    refs: BTreeMap<String, Vec<[u32; 4]>>,
}

/// A passage: the article's number and the passage's.
type At = (usize, usize);

/// Returns the articles, and by passage the numbers of the pericopes that two or more of them tell.
pub fn read(folder: &Path) -> (Vec<Article>, BTreeMap<At, BTreeSet<usize>>) {
    let text = |name: String| std::fs::read_to_string(folder.join(name)).unwrap();
    let pericopes: Vec<Pericope> = serde_json::from_str(&text("parallels.json".into())).unwrap();
    let mut articles = Vec::new();
    let mut told: BTreeMap<At, BTreeSet<usize>> = BTreeMap::new();
    for (number, name) in NAMES.iter().enumerate() {
        let file = format!("{name}.txt");
        let article = article::read(text(file.clone()).as_bytes(), &file).unwrap();
        let verses: Vec<(u32, u32)> = text(format!("{name}.lines.tsv")).lines().map(verse).collect();
        for (passage, info) in article.passages.iter().enumerate() {
            let at = verses[info.block];
            let tells = |p: &Pericope| {
                let ranges = p.refs.get(*name).map_or(&[][..], Vec::as_slice);
                p.refs.len() > 1 && ranges.iter().any(|[c1, v1, c2, v2]| (*c1, *v1) <= at && at <= (*c2, *v2))
            };
            let of = (0..pericopes.len()).filter(|p| tells(&pericopes[*p]));
            told.entry((number, passage)).or_default().extend(of);
        }
        articles.push(article);
    }
    told.retain(|_, of| !of.is_empty());
    (articles, told)
}

fn verse(line: &str) -> (u32, u32) {
    let (chapter, verse) = line.split_once('\t').unwrap();
    (chapter.parse().unwrap(), verse.trim().parse().unwrap())
}
