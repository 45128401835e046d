//! What a page says of itself: linked data, OpenGraph, meta elements, and what stands above the text.

use dom_query::Document;
use dom_smoothie::Readability;
use rustc_hash::FxHashMap;

use super::super::{Metadata, fold, metadata, normal};
use super::walk;

mod linked;

/// Longest byline, in characters; what is longer is a paragraph.
const BYLINE: usize = 120;
/// Bylines of one place, and headlines, that are looked at.
const LINES: usize = 40;
/// Where bylines stand, the surest first.
const BYLINE_PLACES: [&str; 6] = [
    "[rel~=author]",
    "[itemprop~=author]",
    "[class*=byline], [class*=Byline], [id*=byline]",
    "[class*=author-name], [class*=author_name], [class*=authorName]",
    "[class*=author], [class*=Author]",
    "[class*=contributor], [class*=reporter]",
];

/// What stands in a page's head, and what it shows of it.
pub(super) struct Head {
    pub(super) metadata: Metadata,
    /// The byline as the page shows it, else the author's name.
    pub(super) byline: Option<String>,
    /// Whether the page says nothing of a price.
    pub(super) is_free: bool,
}

/// Reads what a page says of itself; to be called before anything is extracted, which takes the page apart.
pub(super) fn read(readability: &Readability) -> Head {
    let document = &readability.doc;
    let meta = meta_elements(document);
    let first = |names: &[&str]| names.iter().find_map(|n| meta.get(*n).cloned());
    let linked::Linked { metadata: linked, is_free } = linked::read(document);
    let mut found = Metadata {
        title: linked.title.or_else(|| first(&["og:title", "twitter:title", "dc.title", "headline"])),
        source: linked
            .source
            .or_else(|| first(&["og:site_name", "publisher", "dc.publisher", "application-name"])),
        author: linked
            .author
            .or_else(|| first(&["author", "dc.creator", "parsely-author", "byl", "sailthru.author"])),
        published: linked.published.or_else(|| first(PUBLISHED)).as_deref().and_then(metadata::timestamp),
        language: language(document)
            .or(linked.language)
            .or_else(|| first(&["og:locale", "content-language"])),
        url: address(document).or_else(|| first(&["og:url"])).or(linked.url).filter(|u| is_address(u)),
    };
    let on_page = || shown_date(document);
    found.published = found.published.or_else(on_page);
    found.author = found.author.filter(|a| !is_address(a)).map(|a| metadata::names_of(&a));
    found.title = title(readability, found.title, found.source.as_deref());
    let byline = byline(document, found.author.as_deref());
    if found.author.is_none() {
        found.author = byline.as_deref().map(metadata::names_of).filter(|a| a.split(' ').count() <= 6);
    }
    let byline = byline.or_else(|| found.author.clone());
    let is_free = is_free.unwrap_or(true) && !is_closed(&meta);
    Head { metadata: found, byline, is_free }
}

/// Names of meta elements that say when an article was published.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "publish-date",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "og:published_time",
    "article:published",
    "cxenseparse:recs:publishtime",
];

/// Returns whether a meta element says that the article is not for everybody.
fn is_closed(meta: &FxHashMap<String, String>) -> bool {
    let says = |name: &str, values: &[&str]| {
        meta.get(name).is_some_and(|said| values.iter().any(|v| said.eq_ignore_ascii_case(v)))
    };
    says("article:content_tier", &["locked", "metered"]) || says("isaccessibleforfree", &["false"])
}

/// Returns the meta elements by name, property or itemprop in lower case; of several the first.
fn meta_elements(document: &Document) -> FxHashMap<String, String> {
    let mut out = FxHashMap::default();
    for node in document.select("meta[content]").nodes() {
        let content = normal::folded(&node.attr_or("content", ""));
        let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| node.attr(a));
        if let Some(name) = name.filter(|_| !content.is_empty()) {
            out.entry(name.trim().to_lowercase()).or_insert(content);
        }
    }
    out
}

fn language(document: &Document) -> Option<String> {
    let language = document.select_single("html[lang]").attr("lang")?.trim().replace('_', "-");
    (!language.is_empty()).then_some(language)
}

fn address(document: &Document) -> Option<String> {
    let link = document.select_single("link[rel~=canonical][href]").attr("href")?;
    Some(link.trim().to_owned()).filter(|l| is_address(l))
}

fn is_address(text: &str) -> bool {
    ["http://", "https://"].iter().any(|s| text.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)))
}

/// Returns the date that an element of the page gives to machines.
fn shown_date(document: &Document) -> Option<String> {
    let places = [
        ("[itemprop~=datePublished][datetime]", "datetime"),
        ("[itemprop~=datePublished][content]", "content"),
        ("article time[datetime], main time[datetime]", "datetime"),
        ("time[datetime]", "datetime"),
    ];
    places.iter().find_map(|(place, attribute)| {
        document.select_single(place).attr(attribute).and_then(|d| metadata::timestamp(&d))
    })
}

/// Returns the headline: as the page shows it where it does, else as its head says.
fn title(readability: &Readability, said: Option<String>, source: Option<&str>) -> Option<String> {
    let window = readability.get_article_title().to_string();
    let is_told = said.is_some();
    let said = said.unwrap_or_else(|| window.clone());
    let said = normal::folded(&without_site(&said, source));
    let headings = readability.doc.select("h1");
    let shown: Vec<String> = headings.nodes().iter().take(LINES).map(walk::short_line_of).collect();
    let same = shown.iter().find(|h| is_same_headline(h, &said)).cloned();
    // The title of the window is short for its tab; a headline on the page is the article's own.
    let own = shown.iter().find(|h| !is_told && is_headline(h, &window, source)).cloned();
    let only = || shown.iter().find(|h| !h.is_empty()).cloned();
    same.or(own).or(Some(said)).filter(|t| !t.is_empty()).or_else(only)
}

/// Returns whether a heading of the first order is a headline rather than the name of the site.
fn is_headline(shown: &str, window: &str, source: Option<&str>) -> bool {
    let key = walk::key(shown);
    let is_site = source.is_some_and(|s| walk::key(s) == key) || walk::key(window).ends_with(&key);
    shown.split_whitespace().count() >= 3 && !is_site
}

/// Returns a title without the name of the site behind it.
fn without_site(title: &str, source: Option<&str>) -> String {
    let Some(source) = source.map(walk::key).filter(|s| !s.is_empty()) else { return title.into() };
    for mark in [" | ", " - ", " – ", " — ", " • ", " :: "] {
        if let Some((before, after)) = title.rsplit_once(mark)
            && walk::key(after) == source
        {
            return before.into();
        }
    }
    title.into()
}

/// Returns whether a heading on the page is the headline that its head names, in the same or nearly the same words.
fn is_same_headline(shown: &str, said: &str) -> bool {
    let (a, b) = (walk::key(shown), walk::key(said));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    long.contains(short.as_str()) && short.len() * 2 > long.len() || strsim::sorensen_dice(&a, &b) > 0.8
}

/// Returns the byline as the page shows it.
fn byline(document: &Document, author: Option<&str>) -> Option<String> {
    let author = author.map(fold::fold_text).filter(|a| !a.is_empty());
    for place in BYLINE_PLACES {
        let lines = document.select(place);
        let lines = lines.nodes().iter().take(LINES).map(walk::short_line_of);
        let found = lines.filter(|l| is_byline(l)).find(|l| match &author {
            Some(author) => names(l, author),
            None => place != BYLINE_PLACES[4],
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Returns whether a line has a name by itself, and not with another word right behind it.
fn names(line: &str, author: &str) -> bool {
    let line = fold::fold_text(line);
    line.find(author).is_some_and(|at| !line[at + author.len()..].starts_with(char::is_alphanumeric))
}

fn is_byline(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters > 2 && line.chars().count() <= BYLINE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_within_headings_are_not_read_again_for_each() {
        let inner = "<div class=author><h1>".repeat(20) + &"<b>Nine people fell.</b>".repeat(40_000);
        let page = format!("<title>Deck falls at Velm</title><h1>Deck falls at Velm</h1>{inner}");
        let readability = Readability::new(page, None, None).unwrap();
        let start = std::time::Instant::now();
        let head = read(&readability);
        assert_eq!(head.metadata.title.as_deref(), Some("Deck falls at Velm"));
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }
}
