//! What in a case needs the reader: articles that are missing or not what they were, words that are not found, slips.

use rustc_hash::FxHashSet;

use super::anchor::{self, Place, State};
use super::{ArticleEntry, Case, Quote, Witness, entry, kind, tied};
use crate::article::Article;

/// Something that needs the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// What sort.
    pub what: What,
    /// Id of the article, where it is about one.
    pub article: Option<String>,
    /// Id of the annotation, where it is about one.
    pub annotation: Option<String>,
    /// One sentence for the reader: what, and what to do.
    pub text: String,
}

/// Sorts of needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// An article's file cannot be read.
    Missing,
    /// An article's file has other bytes than when it came into the case.
    Changed,
    /// The same bytes are read as another text than when words were taken from it.
    ReadDifferently,
    /// Words of an annotation do not stand where they stood.
    Anchor,
    /// Words of a tie do not stand where they stood, so it is not obeyed.
    Tie,
    /// An article has characters that were broken on their way.
    Damaged,
    /// Two annotations, or two articles, have one id.
    DuplicateId,
    /// An annotation has a kind that nobody defined.
    UnknownKind,
    /// An annotation cites an article that the case does not have.
    UnknownArticle,
}

impl What {
    /// Returns the sort's name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            What::Missing => "missing",
            What::Changed => "changed",
            What::ReadDifferently => "read-differently",
            What::Anchor => "anchor",
            What::Tie => "tie",
            What::Damaged => "damaged",
            What::DuplicateId => "duplicate-id",
            What::UnknownKind => "unknown-kind",
            What::UnknownArticle => "unknown-article",
        }
    }
}

/// Finds all that needs the reader; `articles` are those of the case, in its order, or why they cannot be read, and `repeated`
/// the ids that stand several times in its file.
pub fn needs(case: &Case, articles: &[Result<Article, String>], repeated: &[(&str, String)]) -> Vec<Need> {
    let mut out = Vec::new();
    for (known, article) in case.articles.iter().zip(articles) {
        match article {
            Ok(article) => out.extend(of_article(case, known, article)),
            // What the reader took out needs no file.
            Err(_) if known.gone => {}
            Err(why) => out.push(about(What::Missing, known, why.clone())),
        }
    }
    out.extend(twice(repeated));
    let kinds: Vec<String> = kind::all(&case.kinds).into_iter().map(|k| k.id).collect();
    let ids: FxHashSet<&str> = case.articles.iter().map(|a| a.id.as_str()).collect();
    for annotation in &case.annotations {
        let need = |what, article: Option<String>, text| Need {
            what,
            article,
            annotation: Some(annotation.id.clone()),
            text,
        };
        let id = &annotation.id;
        if !kinds.contains(&annotation.kind) {
            let text = format!(
                "annotation {id} has the kind {:?}, which is not defined; add a [[kind]] or change it",
                annotation.kind
            );
            out.push(need(What::UnknownKind, None, text));
        }
        let strangers: FxHashSet<&str> =
            annotation.witnesses.iter().map(|w| w.article.as_str()).filter(|a| !ids.contains(a)).collect();
        let mut strangers: Vec<&str> = strangers.into_iter().collect();
        strangers.sort_unstable();
        for article in strangers {
            let text = format!("annotation {id} cites the article {article:?}, which the case does not have");
            out.push(need(What::UnknownArticle, Some(article.to_owned()), text));
        }
    }
    out
}

fn about(what: What, known: &ArticleEntry, text: String) -> Need {
    Need { what, article: Some(known.id.clone()), annotation: None, text }
}

/// Finds what is wrong with one article and with the words that were taken from it.
fn of_article(case: &Case, known: &ArticleEntry, article: &Article) -> Vec<Need> {
    let mut out = Vec::new();
    let path = &known.path;
    let has_changed = entry::has_changed(known, article);
    let is_as_it_was = entry::is_as_it_was(known, article);
    if has_changed {
        out.push(about(What::Changed, known, format!("{path}: has changed since it came into the case")));
    }
    if !article.damage.is_empty() {
        let count = article.damage.len();
        let places = if count == 1 { "one place".to_owned() } else { format!("{count} places") };
        let at = article.passage_at(article.damage[0].start);
        let first =
            at.map_or_else(String::new, |p| format!(", the first in “{}”", short(article.passage_text(p))));
        let text = format!("{path}: characters were broken on their way in {places}{first}");
        out.push(about(What::Damaged, known, text));
    }
    let cited = case.annotations.iter().flat_map(|a| a.witnesses.iter().map(move |w| (a, w)));
    let cited = cited.filter(|(_, w)| w.article == known.id);
    let cited: Vec<(&str, &Witness, &Quote)> =
        cited.filter_map(|(a, w)| Some((a.id.as_str(), w, w.quote.as_ref()?))).collect();
    let words: Vec<(&Witness, &Quote)> = cited.iter().map(|c| (c.1, c.2)).collect();
    let mut finder = None;
    let places = anchor::places(article, &words, is_as_it_was, &mut finder);
    let ends = tied::ends(case, article, &mut finder);
    let is_same = !has_changed && known.previous.is_empty();
    let is_elsewhere = |place: &Place| matches!(place, Place::Sought(_));
    if is_same && places.iter().chain(ends.iter().map(|end| &end.place)).any(is_elsewhere) {
        let text =
            format!("{path}: the same file is read as another text than when words were taken from it");
        out.push(about(What::ReadDifferently, known, text));
    }
    for ((id, _, quote), place) in cited.iter().zip(places) {
        // What stands where it stood, or surely elsewhere, needs nobody.
        let Place::Sought(found) = place else { continue };
        if found.state.is_applied() {
            continue;
        }
        let words = short(&quote.text);
        let now = found.span.map(|s| short(article.slice(s)));
        let text = match (found.state, now) {
            (State::Changed, Some(now)) => format!("annotation {id}: {path} says “{now}” now, not “{words}”"),
            (_, Some(now)) => format!("annotation {id}: “{words}” may be “{now}” in {path} now; look at it"),
            (_, None) => format!("annotation {id}: “{words}” is not found in {path} any more"),
        };
        out.push(Need {
            what: What::Anchor,
            article: Some(known.id.clone()),
            annotation: Some((*id).to_owned()),
            text,
        });
    }
    for end in ends.iter().filter(|end| end.span().is_none()) {
        let tie = &case.ties[end.tie];
        let words = tie.witnesses[end.witness].quote.as_ref().map_or_else(String::new, |q| short(&q.text));
        let says = if tie.same { "the same" } else { "not the same" };
        let text = format!(
            "a tie ({says}) no longer holds: “{words}” is not surely found in {path}; take it back and tie the passages again"
        );
        out.push(about(What::Tie, known, text));
    }
    out
}

/// Tells ids that several records of one sort have; reading has given all but the first another one.
fn twice(repeated: &[(&str, String)]) -> impl Iterator<Item = Need> {
    repeated.iter().map(|(sort, id)| Need {
        what: What::DuplicateId,
        article: (*sort == "article").then(|| id.clone()),
        annotation: (*sort == "annotation").then(|| id.clone()),
        text: format!(
            "several {sort}s have the id {id:?}; the next save gives all but the first another one"
        ),
    })
}

/// Scalar values of words that are shown.
const SHOWN: usize = 60;

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}
