//! Short names: what articles are called wherever they are shown, each by a name of its own.

use rustc_hash::FxHashMap;

use super::{Article, fold};
use crate::fetch;

/// Letters of a word that names a paper at least, and bytes of its name at most.
const SHORTEST: usize = 3;
const LONGEST: usize = 20;
/// What files are called that say nothing about who wrote them.
const TELLS_NOTHING: &[&str] = &[
    "article", "copy", "document", "download", "draft", "file", "index", "input", "new", "news", "page",
    "paste", "pasted", "print", "report", "stdin", "story", "text", "untitled", "version",
];

/// What an article can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidates<'a> {
    /// The short name that the reader or the case gave it.
    pub label: Option<&'a str>,
    /// The publication.
    pub source: Option<&'a str>,
    /// The headline.
    pub title: Option<&'a str>,
    /// Its id; no other article has it.
    pub id: &'a str,
    /// Whether it is a file of the reader's, with a name that somebody gave it, and no page from an address.
    pub is_file: bool,
}

/// What a name was taken from, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamedBy {
    /// The label.
    Label,
    /// The publication.
    Source,
    /// The first words of the headline.
    Title,
    /// The id.
    Id,
}

/// What an article is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// What it was taken from.
    pub by: NamedBy,
}

impl Article {
    /// Returns what it can be called.
    pub fn candidates(&self) -> Candidates<'_> {
        let Self { id, label, metadata, path, .. } = self;
        let (source, title) = (metadata.source.as_deref(), metadata.title.as_deref());
        let is_file = is_file(path, metadata.url.as_deref());
        Candidates { label: label.as_deref(), source, title, id, is_file }
    }
}

impl Candidates<'_> {
    /// Returns all names, the best first: the label, else source, the title's first words with `…`, the id; the id before the
    /// title where no source is known and the file is called as somebody calls a paper, `herald.txt`. A label that somebody chose
    /// stays in sight, with the id behind it where another article has it too.
    fn names(&self) -> Vec<Name> {
        let name = |by, text: String| Name { by, text };
        let is_name = |text: &&str| !text.trim().is_empty();
        let mut out = Vec::with_capacity(3);
        if let Some(label) = self.label.filter(is_name) {
            out.push(name(NamedBy::Label, label.to_owned()));
            out.push(name(NamedBy::Label, format!("{label} ({})", self.id)));
        } else {
            let source = self.source.filter(is_name);
            if source.is_none() && self.is_file && is_name_of_a_paper(self.id) {
                return vec![name(NamedBy::Id, self.id.to_owned())];
            }
            out.extend(source.map(|source| name(NamedBy::Source, source.to_owned())));
            out.extend(self.title.filter(is_name).map(|title| name(NamedBy::Title, first_words(title))));
        }
        out.push(name(NamedBy::Id, self.id.to_owned()));
        out
    }
}

/// Returns whether an article is a file of the reader's, and no page from an address.
pub fn is_file(path: &str, url: Option<&str>) -> bool {
    url.is_none() && !fetch::is_address(path)
}

/// Returns whether an id is one or two words that could name a paper: `valley-post`, but no `article`, no `ministers-agree-on-talks`, no
/// `story-2` and no hash.
fn is_name_of_a_paper(id: &str) -> bool {
    let words: Vec<&str> = id.split('-').collect();
    let may_be_a_name = |w: &&str| w.bytes().all(|b| b.is_ascii_lowercase()) && !TELLS_NOTHING.contains(w);
    words.len() <= 2
        && id.len() <= LONGEST
        && words.iter().any(|w| w.len() >= SHORTEST)
        && words.iter().all(may_be_a_name)
}

/// A name that is being looked for.
struct Chain {
    names: Vec<Name>,
    at: usize,
}

impl Chain {
    fn name(&self) -> &Name {
        &self.names[self.at]
    }

    fn can_go_on(&self) -> bool {
        self.at + 1 < self.names.len()
    }
}

/// Names articles, each by another name that is none of those `taken`; their order changes no name.
///
/// Of articles with one name the surest keeps it, when one is surer than all others; each other one gets its next name.
pub fn names(articles: &[Candidates<'_>], taken: &[Name]) -> Vec<Name> {
    let fixed = taken.iter().map(|name| vec![name.clone()]);
    let own = articles.iter().map(Candidates::names);
    let mut chains: Vec<Chain> = fixed.chain(own).map(|names| Chain { names, at: 0 }).collect();
    loop {
        let mut same: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, chain) in chains.iter().enumerate() {
            same.entry(fold::fold_text(&chain.name().text)).or_default().push(at);
        }
        let go_on: Vec<usize> = same.values().flat_map(|group| losers(&chains, group)).collect();
        if go_on.is_empty() {
            break;
        }
        go_on.into_iter().for_each(|at| chains[at].at += 1);
    }
    chains.drain(taken.len()..).map(|mut chain| chain.names.swap_remove(chain.at)).collect()
}

/// Returns those of one name that need another.
fn losers(chains: &[Chain], group: &[usize]) -> Vec<usize> {
    let can = |at: &&usize| chains[**at].can_go_on();
    let surest = group.iter().map(|at| chains[*at].name().by).min();
    let mut best = group.iter().filter(|at| Some(chains[**at].name().by) == surest);
    let is_stuck = group.iter().any(|at| !chains[*at].can_go_on());
    let keeper = best.next().filter(|_| best.next().is_none() && !is_stuck).copied();
    if group.len() < 2 {
        return Vec::new();
    }
    group.iter().filter(can).copied().filter(|at| Some(*at) != keeper).collect()
}

/// Returns the first words of a title, with `…` where it goes on: cut off plainly they would say something else.
fn first_words(title: &str) -> String {
    let mut words = title.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(3).collect();
    let more = if words.next().is_some() { "…" } else { "" };
    let first = first.join(" ");
    // A quotation that begins here and ends beyond would look like a slip.
    let first = match first.strip_prefix(['"', '“']) {
        Some(bare) if !bare.contains(['"', '”']) => bare,
        _ => &first,
    };
    format!("{first}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article<'a>(label: &'a str, source: &'a str, title: &'a str, id: &'a str) -> Candidates<'a> {
        let some = |text: &'a str| Some(text).filter(|t| !t.is_empty());
        Candidates { label: some(label), source: some(source), title: some(title), id, is_file: true }
    }

    fn called(articles: &[Candidates<'_>]) -> Vec<String> {
        names(articles, &[]).into_iter().map(|n| n.text).collect()
    }

    #[test]
    fn a_name_has_no_quotation_mark_without_its_other_half() {
        assert_eq!(first_words("“As if our night had been stolen”"), "As if our…");
        assert_eq!(first_words("\"Not us\", says mayor"), "\"Not us\", says…");
        assert_eq!(first_words("“Never again”"), "“Never again”");
    }

    #[test]
    fn a_file_that_is_called_like_a_paper_is_not_called_by_its_headline() {
        let title = "Court convicts former mayor";
        for (id, name) in [
            ("herald", "herald"),
            ("valley-post", "valley-post"),
            ("article", "Court convicts former…"),
            ("story-2", "Court convicts former…"),
            ("a", "Court convicts former…"),
            ("court-convicts-mayor", "Court convicts former…"),
            ("000_ed4371a18439dc34", "Court convicts former…"),
        ] {
            assert_eq!(called(&[article("", "", title, id)]), [name]);
        }
        assert_eq!(called(&[article("", "The Valley Post", title, "post")]), ["The Valley Post"]);
        let page = Candidates { is_file: false, ..article("", "", title, "convicted") };
        assert_eq!(called(&[page]), ["Court convicts former…"], "what ends an address names no paper");
    }

    #[test]
    fn two_articles_never_look_like_one() {
        let cases: &[(&[Candidates<'_>], &[&str])] = &[
            // Nothing is the same: label, else source, else the title's first words, else the id.
            (
                &[
                    article("Post", "The Valley Post", "Deck falls", "a"),
                    article("", "Wire", "Deck falls", "b"),
                    article("", "", "Nine hurt as deck falls", "c"),
                    article("", "", "", "d"),
                ],
                &["Post", "Wire", "Nine hurt as…", "d"],
            ),
            // One source: the titles tell them apart, where they do.
            (
                &[
                    article("", "Wire", "Deck falls", "a"),
                    article("", "Wire", "Nine hurt", "b"),
                    article("", "WIRE", "", "c"),
                ],
                &["Deck falls", "Nine hurt", "c"],
            ),
            (
                &[
                    article("", "Wire", "Nine hurt as deck falls", "wire"),
                    article("", "Wire", "Nine hurt as bridge falls", "wire-2"),
                ],
                &["wire", "wire-2"],
            ),
            // A label that the reader chose is never given up for what another page calls itself.
            (
                &[article("Wire", "", "Deck falls", "a"), article("", "Wire", "Nine hurt", "b")],
                &["Wire", "Nine hurt"],
            ),
            (
                &[article("Wire", "", "", "a"), article("Wire", "", "", "b"), article("", "", "", "wire")],
                &["Wire (a)", "Wire (b)", "wire"],
            ),
            // Somebody else's id.
            (&[article("b", "", "", "a"), article("", "", "", "b")], &["b (a)", "b"]),
        ];
        for (articles, expected) in cases {
            assert_eq!(called(articles), *expected);
            let turned: Vec<Candidates<'_>> = articles.iter().rev().copied().collect();
            let mut turned = called(&turned);
            turned.reverse();
            assert_eq!(turned, *expected, "their order changes no name");
        }
    }

    #[test]
    fn a_name_that_another_article_has_already_is_not_given_again() {
        let open = names(&[article("", "Wire", "Deck falls", "a")], &[]);
        let missing = [article("", "Wire", "Nine hurt", "b"), article("", "Post", "", "c")];
        let named: Vec<String> = names(&missing, &open).into_iter().map(|n| n.text).collect();
        assert_eq!(named, ["Nine hurt", "Post"]);
    }

    #[test]
    fn whatever_articles_are_called_their_names_differ() {
        let words = ["", "a", "b", "A", "a (a)", "b (a)", "c"];
        let mut chance = fastrand::Rng::with_seed(7);
        for _ in 0..2000 {
            let ids = ["a", "b", "c", "d", "a-2"];
            let mut pick = || words[chance.usize(..words.len())];
            let articles: Vec<Candidates<'_>> =
                ids.iter().map(|id| article(pick(), pick(), pick(), id)).collect();
            let named = called(&articles);
            let mut once = named.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), named.len(), "{articles:?}: {named:?}");
        }
    }
}
