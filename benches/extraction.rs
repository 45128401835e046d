//! How well the article on a page is found, on any folder in the format of the article extraction benchmark
//! (https://github.com/scrapinghub/article-extraction-benchmark): `ground-truth.json` and `html/*.html.gz`.
//!
//! `cargo bench --bench extraction -- DIR [--extract NAME] [--worst N] [--show ID]`
//!
//! Scores are those of its `evaluate.py`: multisets of four words in a row, normalised for each page, precision and
//! recall averaged over the pages. Truths there have neither headline nor byline, so the first heading and blocks
//! of boilerplate are left out of ours.
#![allow(clippy::print_stdout)]

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use regex::Regex;
use variorum::article::{self, Article, Extractor, ReadAs, Role};

/// Words in a row that are compared.
const SHINGLE: usize = 4;
/// Shortest text, in bytes, of which one block alone is a page glued together.
const LONG: usize = 1500;

struct Page {
    id: String,
    article: Option<Article>,
    precision: f64,
    recall: f64,
    glued: bool,
    took: Duration,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let value = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let Some(folder) = arguments.first().filter(|a| !a.starts_with('-')).map(PathBuf::from) else {
        println!("skipped: name a folder with ground-truth.json and html/*.html.gz");
        return Ok(());
    };
    let extractor = value("--extract").map_or(Some(Extractor::Reader), |n| Extractor::from_name(n));
    let how = ReadAs { extractor, ..ReadAs::default() };
    let truth: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&fs::read_to_string(folder.join("ground-truth.json"))?)?;
    let word = Regex::new(r"\w+")?;
    let mut pages = Vec::new();
    for (id, page) in &truth {
        let truth = page["articleBody"].as_str().unwrap_or_default();
        if value("--show").is_some_and(|s| !id.starts_with(s.as_str())) {
            continue;
        }
        pages.push(score(&folder, id, truth, &how, &word)?);
    }
    if value("--show").is_some() {
        for page in &pages {
            let truth = truth[&page.id]["articleBody"].as_str().unwrap_or_default();
            show(page, truth);
        }
        return Ok(());
    }
    report(&mut pages, value("--worst").map_or(Ok(0), |n| n.parse())?);
    Ok(())
}

fn score(folder: &Path, id: &str, truth: &str, how: &ReadAs, word: &Regex) -> Result<Page, Box<dyn Error>> {
    let mut bytes = Vec::new();
    let path = folder.join("html").join(format!("{id}.html.gz"));
    GzDecoder::new(File::open(path)?).read_to_end(&mut bytes)?;
    let start = Instant::now();
    let article = match article::read_as(&bytes, "page.html", how) {
        Ok(article) => Some(article),
        Err(error) => {
            println!("{id}: {error}");
            None
        }
    };
    let took = start.elapsed();
    let body = article.as_ref().map(body).unwrap_or_default();
    let (precision, recall) = compare(&shingles(truth, word), &shingles(&body, word));
    let many = truth.lines().filter(|l| !l.trim().is_empty()).count() > 2;
    let glued = many && body.len() > LONG && !body.trim().contains('\n');
    Ok(Page { id: id.to_owned(), article, precision, recall, glued, took })
}

/// Returns the text of an article without headline and boilerplate.
fn body(article: &Article) -> String {
    let headline = article.blocks.iter().position(|b| b.role == Role::Heading).filter(|at| *at == 0);
    let blocks = article.blocks.iter().enumerate();
    let kept = blocks.filter(|(at, b)| Some(*at) != headline && b.role != Role::Boilerplate);
    kept.map(|(_, b)| article.slice(b.span)).collect::<Vec<_>>().join("\n")
}

fn shingles(text: &str, word: &Regex) -> HashMap<Vec<String>, f64> {
    let words: Vec<String> = word.find_iter(text).map(|m| m.as_str().to_owned()).collect();
    let mut out = HashMap::new();
    let length = SHINGLE.min(words.len());
    if length > 0 {
        for shingle in words.windows(length) {
            *out.entry(shingle.to_vec()).or_insert(0.0) += 1.0;
        }
    }
    out
}

/// Returns precision and recall of a page.
fn compare(truth: &HashMap<Vec<String>, f64>, ours: &HashMap<Vec<String>, f64>) -> (f64, f64) {
    let keys: HashSet<&Vec<String>> = truth.keys().chain(ours.keys()).collect();
    let (mut both, mut extra, mut missing) = (0.0, 0.0, 0.0);
    for key in keys {
        let (t, o) = (truth.get(key).copied().unwrap_or(0.0), ours.get(key).copied().unwrap_or(0.0));
        both += f64::min(t, o);
        extra += f64::max(0.0, o - t);
        missing += f64::max(0.0, t - o);
    }
    let of = |wrong: f64| if both + wrong > 0.0 { both / (both + wrong) } else { 0.0 };
    (of(extra), of(missing))
}

fn report(pages: &mut [Page], worst: usize) {
    let count = pages.len() as f64;
    let mean = |value: fn(&Page) -> f64| pages.iter().map(value).sum::<f64>() / count;
    let (precision, recall) = (mean(|p| p.precision), mean(|p| p.recall));
    let with =
        |has: fn(&Article) -> bool| pages.iter().filter(|p| p.article.as_ref().is_some_and(has)).count();
    let holds = |a: &Article, part: &Option<String>| {
        let letters = |t: &str| {
            t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
        };
        part.as_ref().is_none_or(|p| letters(&a.text).contains(&letters(p)))
    };
    let lost_titles =
        pages.iter().filter_map(|p| p.article.as_ref()).filter(|a| !holds(a, &a.metadata.title)).count();
    let lost_authors =
        pages.iter().filter_map(|p| p.article.as_ref()).filter(|a| !holds(a, &a.metadata.author)).count();
    let mut times: Vec<Duration> = pages.iter().map(|p| p.took).collect();
    times.sort();
    println!("pages      {}", pages.len());
    println!("F1         {:.4}", 2.0 * precision * recall / (precision + recall));
    println!("precision  {precision:.4}\nrecall     {recall:.4}");
    println!("failed     {}", pages.iter().filter(|p| p.article.is_none()).count());
    println!("glued      {}", pages.iter().filter(|p| p.glued).count());
    println!("whole page {}", with(|a| a.notice.is_some()));
    println!(
        "title      {} known, {lost_titles} of them not in the text",
        with(|a| a.metadata.title.is_some())
    );
    println!(
        "author     {} known, {lost_authors} of them not in the text",
        with(|a| a.metadata.author.is_some())
    );
    println!("date       {} known", with(|a| a.metadata.published.is_some()));
    println!("source     {} known", with(|a| a.metadata.source.is_some()));
    println!("time       median {:?}, longest {:?}", times[times.len() / 2], times[times.len() - 1]);
    let f1 = |p: &Page| 2.0 * p.precision * p.recall / (p.precision + p.recall).max(1e-9);
    pages.sort_by(|a, b| f1(a).total_cmp(&f1(b)));
    for page in pages.iter().take(worst) {
        let title = page.article.as_ref().and_then(|a| a.metadata.title.clone()).unwrap_or_default();
        println!(
            "{}  p {:.2} r {:.2}  {title}",
            &page.id[..12.min(page.id.len())],
            page.precision,
            page.recall
        );
    }
}

fn show(page: &Page, truth: &str) {
    println!("== truth {}\n{truth}\n== ours", page.id);
    let Some(article) = &page.article else { return };
    println!("{:?} {:?}", article.metadata, article.notice);
    for block in &article.blocks {
        println!("{:?}\t{}", block.role, article.slice(block.span));
    }
}
