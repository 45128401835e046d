//! Reads the gold of `assets/gold` and derives its links; `assets/gold/README.md` has the rules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Deserialize;
use variorum::article::{self, Article, Span};

/// Least run of equal words of a verbatim link.
const RUN: usize = 6;
/// Percent of a passage's words below which a claim is only one of several.
const PART: usize = 60;

/// Words by article.
pub type ByArticle = BTreeMap<String, Vec<String>>;

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub format: String,
    pub version: u32,
    pub title: String,
    pub folder: PathBuf,
    pub articles: Vec<String>,
    /// Whether no rule was written with it in view.
    #[serde(default)]
    pub held_out: bool,
    #[serde(default)]
    pub copy: Vec<Copied>,
    #[serde(default)]
    pub ignore: Vec<Snippet>,
    pub thread: Vec<Thread>,
    pub disagreement: Vec<Disagreement>,
    #[serde(default)]
    pub negative: Vec<Negative>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copied {
    pub article: String,
    pub of: String,
}

/// Exact words of an article.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snippet {
    #[serde(rename = "in")]
    pub article: String,
    pub text: String,
    pub nth: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    pub id: String,
    pub claim: String,
    #[serde(default)]
    pub at: ByArticle,
    #[serde(default)]
    pub doubtful: ByArticle,
    #[serde(default)]
    pub apart: Vec<Pair>,
    #[serde(default)]
    pub relation: Vec<Override>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub a: Snippet,
    pub b: Snippet,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    pub a: Snippet,
    pub b: Snippet,
    pub is: Relation,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disagreement {
    pub id: String,
    pub kind: String,
    #[serde(default)]
    pub mechanical: bool,
    pub threads: Vec<String>,
    pub question: String,
    pub readings: Vec<Reading>,
    #[serde(default)]
    pub silent: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    pub says: String,
    pub at: ByArticle,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Negative {
    pub why: String,
    pub a: Snippet,
    pub b: Snippet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    Verbatim,
    Paraphrase,
    Partial,
}

/// A passage: the article's number and the passage's.
pub type At = (usize, usize);

/// Two passages that share a claim; `a` is in the article named first.
#[derive(Debug)]
pub struct Link {
    pub a: At,
    pub b: At,
    pub relation: Relation,
    /// Whether an editor is sure; other links count neither for nor against.
    pub certain: bool,
    /// Numbers of the threads that both stand in.
    pub threads: Vec<usize>,
}

/// A cluster with its articles read.
#[derive(Debug)]
pub struct Gold {
    pub name: String,
    pub file: File,
    pub articles: Vec<Article>,
    ignored: Vec<(usize, Span)>,
}

/// A member of a thread, found in its article.
struct Member<'a> {
    article: usize,
    span: Span,
    text: &'a str,
    certain: bool,
}

/// What two passages share through one thread: where each says it.
struct Shared {
    thread: usize,
    certain: bool,
    a: Span,
    b: Span,
}

/// Where clusters have their links, threads and disagreements in full, and where the disagreements alone.
pub const GOLD: &str = "assets/gold";
pub const DISAGREEMENTS: &str = "assets/disagreements";

/// The names of the clusters in a folder of the project.
pub fn clusters(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap().map(|e| e.unwrap());
    let mut names: Vec<String> = entries
        .filter(|e| e.path().join("gold.toml").is_file())
        .map(|e| e.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

impl Gold {
    /// Reads all clusters in a folder of the project.
    pub fn all(folder: &str) -> Vec<Gold> {
        clusters(folder).iter().map(|name| Gold::read(folder, name)).collect()
    }

    /// Reads a cluster.
    pub fn read(folder: &str, name: &str) -> Gold {
        let folder = root().join(folder).join(name);
        let file: File = toml::from_str(&std::fs::read_to_string(folder.join("gold.toml")).unwrap())
            .unwrap_or_else(|error| panic!("{name}/gold.toml: {error}"));
        let folder = folder.join(&file.folder);
        let read = |name: &String| article::read(&std::fs::read(folder.join(name)).unwrap(), name).unwrap();
        let articles = file.articles.iter().map(read).collect();
        let mut gold = Gold { name: name.into(), file, articles, ignored: Vec::new() };
        let place = |s: &Snippet| {
            let article = gold.article(&s.article);
            let found = occurrences(&gold.articles[article].text, &s.text);
            (article, found[s.nth.unwrap_or(1) - 1])
        };
        let ignored = gold.file.ignore.iter().map(place).collect();
        gold.ignored = ignored;
        gold
    }

    /// Returns the number of an article.
    pub fn article(&self, id: &str) -> usize {
        let found = self.articles.iter().position(|a| a.id == id);
        found.unwrap_or_else(|| panic!("{}: no article is called {id}", self.name))
    }

    /// Returns every place of the words outside what is ignored.
    pub fn places(&self, article: usize, text: &str) -> Vec<Span> {
        let mut found = occurrences(&self.articles[article].text, text);
        found.retain(|s| !self.ignored.iter().any(|(a, i)| *a == article && i.covers(*s)));
        found
    }

    /// Returns the one place of a snippet.
    pub fn place(&self, article: usize, text: &str) -> Span {
        self.places(article, text)[0]
    }

    /// Returns whether the passage is left out of account.
    pub fn is_ignored(&self, at: At) -> bool {
        let span = self.articles[at.0].passages[at.1].span;
        self.ignored.iter().any(|(a, i)| *a == at.0 && i.overlap(span).is_some())
    }

    /// Returns the passages that a place touches.
    pub fn passages(&self, article: usize, span: Span) -> Vec<At> {
        let passages = self.articles[article].passages.iter().enumerate();
        let touched = passages.filter(|(_, p)| p.span.overlap(span).is_some());
        touched.map(|(passage, _)| (article, passage)).collect()
    }

    fn members<'a>(&self, thread: &'a Thread) -> Vec<Member<'a>> {
        let found = |words: &'a ByArticle, certain: bool| {
            let all = words.iter().flat_map(|(id, texts)| texts.iter().map(move |t| (id, t)));
            let member = move |(id, text): (&'a String, &'a String)| {
                let article = self.article(id);
                Member { article, span: self.place(article, text), text, certain }
            };
            all.map(member).collect::<Vec<_>>()
        };
        let mut members = found(&thread.at, true);
        members.extend(found(&thread.doubtful, false));
        members
    }

    /// Derives the links, in order of their passages.
    pub fn links(&self) -> Vec<Link> {
        let mut shared: BTreeMap<(At, At), Vec<Shared>> = BTreeMap::new();
        for (number, thread) in self.file.thread.iter().enumerate() {
            let members = self.members(thread);
            for (a, b) in pairs(&members) {
                let apart = thread.apart.iter().any(|p| is_pair(&p.a, &p.b, a.text, b.text));
                for pa in self.passages(a.article, a.span).into_iter().filter(|_| !apart) {
                    for pb in self.passages(b.article, b.span) {
                        let certain = a.certain && b.certain;
                        let claim = Shared { thread: number, certain, a: a.span, b: b.span };
                        shared.entry((pa, pb)).or_default().push(claim);
                    }
                }
            }
        }
        let link = |((a, b), claims): ((At, At), Vec<Shared>)| {
            let threads: BTreeSet<usize> = claims.iter().map(|c| c.thread).collect();
            let of_a: Vec<Span> = claims.iter().map(|c| c.a).collect();
            let of_b: Vec<Span> = claims.iter().map(|c| c.b).collect();
            let ruled = self.overridden(&threads, a, b);
            let relation = ruled.unwrap_or_else(|| self.relation((a, &of_a), (b, &of_b)));
            let certain = claims.iter().any(|c| c.certain);
            Link { a, b, relation, certain, threads: threads.into_iter().collect() }
        };
        shared.into_iter().map(link).collect()
    }

    fn overridden(&self, threads: &BTreeSet<usize>, a: At, b: At) -> Option<Relation> {
        let stands = |s: &Snippet, at: At| {
            let article = self.article(&s.article);
            self.passages(article, self.place(article, &s.text)).contains(&at)
        };
        let all = threads.iter().flat_map(|t| &self.file.thread[*t].relation);
        let mut fitting =
            all.filter(|o| stands(&o.a, a) && stands(&o.b, b) || stands(&o.a, b) && stands(&o.b, a));
        fitting.next().map(|o| o.is)
    }

    fn relation(&self, a: (At, &[Span]), b: (At, &[Span])) -> Relation {
        let text = |at: At| self.articles[at.0].passage_text(at.1);
        let claim = |(at, spans): (At, &[Span])| -> Vec<String> {
            let passage = self.articles[at.0].passages[at.1].span;
            let words = word_spans(text(at)).into_iter();
            let inside = |s: &Span| spans.iter().any(|c| c.covers(s.shift(passage.start)));
            words.filter(inside).map(|s| text(at)[s.range()].to_lowercase()).collect()
        };
        let (ca, cb) = (claim(a), claim(b));
        let content = |words: &[String]| words.iter().filter(|w| !is_common(w)).count();
        let run = longest_run(&words(text(a.0)), &words(text(b.0)));
        if run.len() >= RUN && content(&run) * 2 >= content(&ca).min(content(&cb)) {
            return Relation::Verbatim;
        }
        let is_part = |claim: &[String], at: At| claim.len() * 100 < words(text(at)).len() * PART;
        if is_part(&ca, a.0) || is_part(&cb, b.0) { Relation::Partial } else { Relation::Paraphrase }
    }
}

/// Pairs of members of different articles, the one of the earlier article first.
fn pairs<'m, 'a>(members: &'m [Member<'a>]) -> impl Iterator<Item = (&'m Member<'a>, &'m Member<'a>)> {
    let all = members.iter().flat_map(|a| members.iter().map(move |b| (a, b)));
    all.filter(|(a, b)| a.article < b.article)
}

fn is_pair(one: &Snippet, other: &Snippet, a: &str, b: &str) -> bool {
    (one.text == a && other.text == b) || (one.text == b && other.text == a)
}

fn occurrences(text: &str, words: &str) -> Vec<Span> {
    text.match_indices(words).map(|(at, found)| Span::new(at, at + found.len())).collect()
}

fn word_spans(text: &str) -> Vec<Span> {
    let starts_word = |c: char| c.is_alphanumeric() || c == '\'';
    let mut out: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| starts_word(*c)) {
        match out.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => out.push(Span::new(at, at + c.len_utf8())),
        }
    }
    out
}

fn words(text: &str) -> Vec<String> {
    word_spans(text).into_iter().map(|s| text[s.range()].to_lowercase()).collect()
}

fn is_common(word: &str) -> bool {
    include_str!("../../assets/stopwords.txt").split_whitespace().any(|w| w == word)
}

fn longest_run(a: &[String], b: &[String]) -> Vec<String> {
    let run = |i: usize, j: usize| a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
    let starts = (0..a.len()).flat_map(|i| (0..b.len()).map(move |j| (i, j)));
    let longest = starts.map(|(i, j)| (run(i, j), i)).max_by_key(|(length, _)| *length);
    longest.map_or(Vec::new(), |(length, i)| a[i..i + length].to_vec())
}
