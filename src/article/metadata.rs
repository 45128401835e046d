//! What a document says of itself: front matter, and the lines above the text.

use pulldown_cmark::MetadataBlockKind;

use super::normal::folded;
use super::{Block, Metadata, Role};

/// Blocks at the start of an article that may name its author and date.
const HEAD: usize = 12;

/// Reads front matter: plain `key: value` lines of YAML with lists, or TOML.
pub(super) fn from_front_matter(text: &str, kind: MetadataBlockKind, metadata: &mut Metadata) {
    match kind {
        MetadataBlockKind::YamlStyle => from_yaml(text, metadata),
        MetadataBlockKind::PlusesStyle => from_toml(text, metadata),
    }
}

fn from_toml(text: &str, metadata: &mut Metadata) {
    let Ok(table) = text.parse::<toml::Table>() else { return };
    for (key, value) in &table {
        let said = match value {
            toml::Value::String(s) => s.clone(),
            toml::Value::Datetime(d) => d.to_string(),
            toml::Value::Array(all) => all.iter().filter_map(|v| v.as_str()).collect::<Vec<_>>().join(", "),
            _ => continue,
        };
        set(metadata, key, &said);
    }
}

fn from_yaml(text: &str, metadata: &mut Metadata) {
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with([' ', '\t', '#', '-']) {
            continue;
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        let mut items: Vec<String> = match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
            Some(list) => list.split(',').map(unquoted).collect(),
            None if matches!(value, ">" | "|" | ">-" | "|-") => Vec::new(),
            None => vec![unquoted(value)],
        };
        items.retain(|i| !i.is_empty());
        // A list, or text that goes on, is set in below its key.
        let is_list = value.is_empty();
        let mut more = Vec::new();
        while let Some(inner) =
            lines.next_if(|l| l.starts_with([' ', '\t']) || is_list && l.starts_with("- "))
        {
            more.push(unquoted(inner.trim().trim_start_matches("- ")));
        }
        let separator = if is_list { ", " } else { " " };
        items.extend((!more.is_empty()).then(|| more.join(separator)));
        let all = if value.starts_with('[') { items.join(", ") } else { items.join(" ") };
        set(metadata, key.trim(), &all);
    }
}

/// Returns a scalar of YAML without its quotation marks and without a comment behind it.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some((inner, _)) = value.strip_prefix(quote).and_then(|v| v.rsplit_once(quote)) {
            return if quote == '"' { inner.replace("\\\"", "\"") } else { inner.replace("''", "'") };
        }
    }
    value.split(" #").next().unwrap_or_default().trim().to_owned()
}

fn set(metadata: &mut Metadata, key: &str, value: &str) {
    let value = folded(value);
    if value.is_empty() {
        return;
    }
    let field = match key.to_lowercase().as_str() {
        "title" | "headline" => &mut metadata.title,
        "source" | "publication" | "publisher" | "site" | "sitename" => &mut metadata.source,
        "author" | "authors" | "by" | "byline" => &mut metadata.author,
        "date" | "published" | "publishdate" | "publish_date" => &mut metadata.published,
        "lang" | "language" => &mut metadata.language,
        "url" | "link" | "canonical" | "canonical_url" => &mut metadata.url,
        _ => return,
    };
    field.get_or_insert(value);
}

/// Fills author and date, where they are open, from the byline and the dated line above the text.
pub(super) fn from_bylines(text: &str, blocks: &[Block], metadata: &mut Metadata) {
    let head =
        blocks.iter().take(HEAD).take_while(|b| !matches!(b.role, Role::Text | Role::Item | Role::Quotation));
    for block in head.filter(|b| b.role == Role::Boilerplate) {
        let line = text.get(block.span.range()).unwrap_or_default();
        if metadata.author.is_none() {
            metadata.author = author(line);
        }
        if metadata.published.is_none() {
            metadata.published = date(line);
        }
    }
}

/// Returns the names behind `By`, up to what they are or write for.
fn author(line: &str) -> Option<String> {
    let (by, names) = line.split_once(' ')?;
    if !["by", "von", "par", "por", "di", "автор:"].contains(&by.to_lowercase().as_str()) {
        return None;
    }
    let end =
        [",", "|", "•", "·", " – ", " — ", " for ", " in ", ";"].iter().filter_map(|e| names.find(e)).min();
    let names = names[..end.unwrap_or(names.len())].trim();
    (!names.is_empty() && !names.contains(|c: char| c.is_ascii_digit())).then(|| names.to_owned())
}

/// Returns the names in a byline or an author field, without the word that leads to them.
pub(super) fn names_of(line: &str) -> String {
    author(line).unwrap_or_else(|| line.trim().to_owned())
}

/// Returns a time that a document gives as RFC 3339 where it is complete, else as a plain date.
pub(super) fn timestamp(text: &str) -> Option<String> {
    let text = text.trim();
    if text.parse::<jiff::Timestamp>().is_ok() {
        let mut time = text.replacen(' ', "T", 1);
        // Many pages leave out the colon that RFC 3339 has in the offset.
        let is_short = |o: &str| o.starts_with(['+', '-']) && o[1..].bytes().all(|b| b.is_ascii_digit());
        if time.get(time.len().saturating_sub(5)..).is_some_and(is_short) {
            time.insert(time.len() - 2, ':');
        }
        return Some(time);
    }
    let start = text.get(..10).and_then(|t| t.replace('/', "-").parse::<jiff::civil::Date>().ok());
    start.map(|d| d.to_string()).or_else(|| date(text))
}

/// Returns the date that a line names, as in `15 March 2026`, `March 15, 2026` or `2026-03-15`, in the last form.
fn date(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split([' ', ',', '.', 'T', '/']).filter(|w| !w.is_empty()).collect();
    for (i, word) in words.iter().enumerate() {
        let number = |at: Option<usize>| at.and_then(|i| words.get(i)).and_then(|w| w.parse::<u32>().ok());
        if let Some(written) = word.parse::<jiff::civil::Date>().ok().filter(|_| word.len() == 10) {
            return Some(written.to_string());
        }
        let Some(month) = month(word) else { continue };
        let before = number(i.checked_sub(1)).filter(|d| (1..=31).contains(d));
        let (day, year) = match before {
            Some(day) => (day, number(Some(i + 1))),
            None => (number(Some(i + 1))?, number(Some(i + 2))),
        };
        let year = year.filter(|y| (1800..2200).contains(y))?;
        let [day, year] = [day, year].map(|n| i16::try_from(n).unwrap_or_default());
        let date = jiff::civil::Date::new(year, month, i8::try_from(day).unwrap_or_default()).ok()?;
        return Some(date.to_string());
    }
    None
}

/// Returns the number of a month by the first letters of its name, in six languages.
fn month(word: &str) -> Option<i8> {
    const FIRST: [&[&str]; 12] = [
        &["jan", "jän", "ene", "gen", "янв"],
        &["feb", "fév", "fev", "фев"],
        &["mar", "mär", "mrz", "мар"],
        &["apr", "avr", "abr", "апр"],
        &["may", "mai", "mag", "мая", "май"],
        &["jun", "juin", "giu", "июн"],
        &["jul", "juil", "lug", "июл"],
        &["aug", "aoû", "ago", "авг"],
        &["sep", "set", "сен"],
        &["oct", "okt", "ott", "окт"],
        &["nov", "ноя"],
        &["dec", "dez", "déc", "dic", "дек"],
    ];
    let word = word.to_lowercase();
    let known =
        word.chars().count() <= 4 && word.chars().all(char::is_alphabetic) || super::segment::is_month(&word);
    let at = FIRST.iter().position(|names| names.iter().any(|n| word.starts_with(n)))?;
    i8::try_from(at + 1).ok().filter(|_| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_of_both_kinds_is_read() {
        let yaml = "title: \"Deck: \\\"gave way\\\"\"\nauthor:\n  - M. Ode\n  - B. Lund\ndate: 2026-03-14 # Saturday\nsource: >\n  The Valley\n  Post\nlang: en\ntags: [a, b]";
        let toml = "headline = \"Deck: \\\"gave way\\\"\"\nauthors = [\"M. Ode\", \"B. Lund\"]\ndate = 2026-03-14\npublisher = \"The Valley Post\"\nlanguage = \"en\"";
        for (text, kind) in [(yaml, MetadataBlockKind::YamlStyle), (toml, MetadataBlockKind::PlusesStyle)] {
            let mut seen = Metadata::default();
            from_front_matter(text, kind, &mut seen);
            let said = |s: &str| Some(s.to_owned());
            let expected = Metadata {
                title: said("Deck: \"gave way\""),
                source: said("The Valley Post"),
                author: said("M. Ode, B. Lund"),
                published: said("2026-03-14"),
                language: said("en"),
                url: None,
            };
            assert_eq!(seen, expected);
        }
    }

    #[test]
    fn a_time_is_kept_whole_where_it_is_one() {
        for (said, kept) in [
            ("2026-03-14T18:40:00Z", Some("2026-03-14T18:40:00Z")),
            ("2026-03-14T18:40:00+0530", Some("2026-03-14T18:40:00+05:30")),
            ("2026-03-14 18:40:00-05:00", Some("2026-03-14T18:40:00-05:00")),
            ("2026-03-14T18:40", Some("2026-03-14")),
            ("2026/03/14", Some("2026-03-14")),
            ("Sat, 14 Mar 2026 18:40:00 GMT", Some("2026-03-14")),
            ("yesterday", None),
        ] {
            assert_eq!(timestamp(said).as_deref(), kept, "{said}");
        }
    }

    #[test]
    fn author_and_date_are_taken_from_the_lines_above_the_text() {
        assert_eq!(author("By JOAN PETTIFER, Chief Reporter").as_deref(), Some("JOAN PETTIFER"));
        assert_eq!(author("By 10 o'clock"), None);
        for line in [
            "Courier, Sunday 15 March 2026",
            "Mar. 15, 2026, 6pm",
            "15. März 2026",
            "Updated 2026-03-15",
            "15 марта 2026",
        ] {
            assert_eq!(date(line).as_deref(), Some("2026-03-15"), "{line}");
        }
        assert_eq!(date("March of 2026"), None);
    }
}
