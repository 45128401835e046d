//! Suspects, case by case: small groups of invented sentences with what must be raised about them, and nothing else.
//!
//! `tests/suspects/*.toml` holds the cases. The texts of a case are articles of which the first passages are tied, so
//! that the cases are about the rules and not about links; `untied` leaves that to the aligner.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use serde::Deserialize;
use variorum::align::{self, Member, Suspect, Tie, Unwatched};
use variorum::article::{self, Article};

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What a reader would lose.
    why: String,
    texts: Vec<String>,
    /// The day on which the articles were published, where it matters.
    published: Option<String>,
    #[serde(default)]
    untied: bool,
    /// All that must be raised.
    #[serde(default)]
    raised: Vec<Raised>,
}

#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord, Debug, Clone)]
#[serde(deny_unknown_fields)]
struct Raised {
    kind: String,
    /// The words marked in the articles, one of them per reading, in any order.
    readings: Vec<String>,
}

fn read(case: &Case) -> Vec<Article> {
    let articles = case.texts.iter().enumerate().map(|(i, text)| {
        let mut article = article::read(text.as_bytes(), &format!("a{i}.txt")).unwrap();
        article.metadata.published.clone_from(&case.published);
        article
    });
    articles.collect()
}

fn ties(articles: &[Article]) -> Vec<Tie> {
    let first = |article: usize| Member { article, passage: 0, span: articles[article].passages[0].span };
    let pairs = (0..articles.len()).flat_map(|a| (a + 1..articles.len()).map(move |b| (a, b)));
    pairs.map(|(a, b)| Tie { a: first(a), b: first(b), same: true }).collect()
}

fn raised(articles: &[Article], suspect: &Suspect) -> Raised {
    let words = |m: &Member| articles[m.article].slice(m.span).to_owned();
    let readings = suspect.readings.iter().map(|r| r.members.iter().map(words).collect::<BTreeSet<_>>());
    let mut readings: Vec<String> = readings.map(|r| r.into_iter().collect::<Vec<_>>().join(" / ")).collect();
    readings.sort();
    Raised { kind: suspect.kind.id().to_owned(), readings }
}

fn run(name: &str) {
    let text = std::fs::read_to_string(format!("tests/suspects/{name}.toml")).unwrap();
    let file: File = toml::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    for case in &file.case {
        let articles = read(case);
        let refs: Vec<&Article> = articles.iter().collect();
        let ties = if case.untied { Vec::new() } else { ties(&articles) };
        let found = align::align(&refs, &ties, &Unwatched);
        let mut have: Vec<Raised> = found.suspects.iter().map(|s| raised(&articles, s)).collect();
        let mut want = case.raised.clone();
        want.iter_mut().for_each(|r| r.readings.sort());
        want.sort();
        have.sort();
        if have != want {
            wrong.push(format!(
                "{}\n  {}\n  want {want:?}\n  have {have:?}",
                case.why,
                case.texts.join("\n  ")
            ));
        }
    }
    let count = file.case.len();
    assert!(wrong.is_empty(), "{name}: {} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}

macro_rules! cases {
    ($($name:ident),*) => { $(#[test] fn $name() { run(stringify!($name)); })* };
}

cases!(number, time, place, who, what, certainty, attribution, quotation);

#[test]
fn there_are_cases_for_every_kind_both_ways() {
    let mut all = 0;
    for entry in std::fs::read_dir("tests/suspects").unwrap() {
        let path = entry.unwrap().path();
        let file: File = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        all += file.case.len();
        let raised = file.case.iter().filter(|c| !c.raised.is_empty()).count();
        assert!(raised > 3 && file.case.len() - raised > 3, "{}", path.display());
    }
    assert!(all >= 120, "{all} cases");
}
