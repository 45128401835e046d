//! Feeds: the newest entry that has its full text.

use feed_rs::model::{Entry, Feed, Text};

use super::blocks::Blocks;
use super::read::Content;
use super::{Metadata, ReadError, Role, html, normal};

const KIND: &str = "a feed";
/// Shortest text, in characters, that is an article and not the first lines of one.
const FULL: usize = 400;

/// An entry with its text.
struct Candidate<'f> {
    entry: &'f Entry,
    body: &'f str,
    is_full: bool,
}

/// Reads a feed.
///
/// # Errors
/// It is damaged, or has no entries with text.
pub(super) fn read(text: &str, repair: bool) -> Result<Content, ReadError> {
    // The text is decoded already, whatever it says it was.
    let text = without_declaration(text);
    let parser = feed_rs::parser::Builder::new().build();
    let feed = parser.parse(text.as_bytes()).map_err(|e| ReadError::Broken(KIND, e.to_string()))?;
    let candidate = newest(&feed).ok_or(ReadError::Empty)?;
    let metadata = metadata(&feed, candidate.entry);
    let mut blocks = Blocks::new(candidate.body.len(), repair);
    for (role, line) in [(Role::Heading, &metadata.title), (Role::Boilerplate, &metadata.author)] {
        if let Some(line) = line {
            blocks.begin(role);
            blocks.add(line);
            blocks.end();
        }
    }
    let document = html::parse(candidate.body)?;
    html::walk::walk(&html::body(&document), &mut blocks);
    let notice = notice(&feed, &candidate);
    Ok(Content { projection: blocks.finish(), metadata, notice, ..Content::default() })
}

fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let end = text.strip_prefix("<?xml").and_then(|rest| rest.find("?>"));
    end.map_or(text, |end| &text["<?xml".len() + end + "?>".len()..])
}

/// Returns the newest entry with a full text, else the newest with any; of equals the first.
fn newest(feed: &Feed) -> Option<Candidate<'_>> {
    let mut best: Option<Candidate<'_>> = None;
    for candidate in feed.entries.iter().filter_map(candidate) {
        let rank = |c: &Candidate<'_>| (c.is_full, c.entry.published.or(c.entry.updated));
        if best.as_ref().is_none_or(|b| rank(&candidate) > rank(b)) {
            best = Some(candidate);
        }
    }
    best
}

fn candidate(entry: &Entry) -> Option<Candidate<'_>> {
    let content = entry.content.as_ref().and_then(|c| c.body.as_deref());
    let summary = entry.summary.as_ref().map(|s| s.content.as_str());
    let body = [content, summary].into_iter().flatten().max_by_key(|b| b.len())?;
    (!body.trim().is_empty()).then(|| Candidate { entry, body, is_full: body.chars().count() >= FULL })
}

fn metadata(feed: &Feed, entry: &Entry) -> Metadata {
    let line = |text: &Option<Text>| text.as_ref().map(|t| line(&t.content)).filter(|t| !t.is_empty());
    let authors = if entry.authors.is_empty() { &feed.authors } else { &entry.authors };
    let authors: Vec<&str> =
        authors.iter().filter_map(|a| a.name.as_deref()).filter(|n| !n.is_empty()).collect();
    let link = entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|r| r == "alternate"));
    let time = entry.published.or(entry.updated);
    Metadata {
        title: line(&entry.title),
        source: line(&feed.title),
        author: (!authors.is_empty()).then(|| normal::folded(&authors.join(", "))),
        published: time.and_then(|t| timestamp(t.timestamp())),
        language: entry.language.clone().or_else(|| feed.language.clone()),
        url: link.map(|l| l.href.clone()),
    }
}

fn timestamp(seconds: i64) -> Option<String> {
    jiff::Timestamp::from_second(seconds).ok().map(|t| t.to_string())
}

/// Returns a title as a reader sees it; some are written as HTML.
fn line(text: &str) -> String {
    match html::parse(text) {
        Ok(document) if text.contains(['<', '&']) => html::walk::line_of(&html::body(&document)),
        _ => normal::folded(text),
    }
}

/// Says which entry was taken, and whether it is all of the article.
fn notice(feed: &Feed, taken: &Candidate<'_>) -> Option<String> {
    let count = feed.entries.len();
    let part = if taken.is_full { "" } else { ", and only the summary that the feed has of it" };
    match (count, taken.is_full) {
        (1, true) => None,
        (1, false) => Some(
            "this feed has only a summary of its entry; open the address of the entry for all of it".into(),
        ),
        _ => {
            let whole = if taken.is_full { " that is whole" } else { "" };
            Some(format!(
                "this feed has {count} entries, of which the newest{whole} is shown{part}; save others as files to open them"
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Role, read};

    fn long(text: &str) -> String {
        format!("&lt;p&gt;{text}&lt;/p&gt;&lt;p&gt;{}&lt;/p&gt;", "The council met on Monday. ".repeat(20))
    }

    #[test]
    fn the_newest_full_entry_of_a_feed_is_the_article_and_that_is_said() {
        let rss = format!(
            "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss version=\"2.0\"><channel><title>Valley Post</title><language>en</language>\
             <item><title>Old</title><pubDate>Fri, 13 Mar 2026 08:00:00 GMT</pubDate><description>{}</description></item>\
             <item><title>Footbridge &amp;amp; deck</title><link>https://post.example/deck</link><author>M. Ode</author>\
             <pubDate>Sat, 14 Mar 2026 18:40:00 GMT</pubDate><description>{}</description></item>\
             <item><title>Newer, but short</title><pubDate>Sun, 15 Mar 2026 08:00:00 GMT</pubDate><description>More soon.</description></item>\
             </channel></rss>",
            long("Nothing."),
            long("Nine fell at the caf\u{e9}.")
        );
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&rss);
        let article = read(&bytes, "feed.xml").unwrap();
        assert_eq!(article.reading.format, Format::Feed);
        let seen: Vec<(Role, &str)> =
            article.blocks.iter().map(|b| (b.role, article.slice(b.span))).collect();
        assert_eq!(seen[0], (Role::Heading, "Footbridge & deck"));
        assert!(seen.contains(&(Role::Text, "Nine fell at the café.")), "{seen:?}");
        assert_eq!(article.metadata.source.as_deref(), Some("Valley Post"));
        assert_eq!(article.metadata.published.as_deref(), Some("2026-03-14T18:40:00Z"));
        assert_eq!(article.metadata.url.as_deref(), Some("https://post.example/deck"));
        assert!(article.notice.unwrap().contains("3 entries"));
    }

    #[test]
    fn an_entry_of_a_json_feed_is_read() {
        let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Wire\", \"items\": [{\"id\": \"1\", \
            \"title\": \"Deck\", \"content_html\": \"<p>Nine fell.</p><ul><li>Closed</li></ul>\", \"date_published\": \"2026-03-14T18:40:00Z\"}]}";
        let article = read(json.as_bytes(), "feed.json").unwrap();
        assert_eq!(article.text, "Deck\nNine fell.\n• Closed");
        assert!(article.notice.unwrap().contains("only a summary"));
    }

    #[test]
    fn a_damaged_feed_is_told() {
        let error = read(b"<rss version=\"2.0\"><channel><item>", "a.rss").unwrap_err().to_string();
        assert!(error.contains("feed") || error.contains("no text"), "{error}");
    }
}
