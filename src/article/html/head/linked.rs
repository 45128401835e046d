//! Linked data: the JSON that a page carries for search engines.

use dom_query::Document;
use rustc_hash::FxHashMap;
use serde_json::Value;

use super::super::super::{Metadata, normal};

/// Objects of one page that are looked at.
const MOST: usize = 10_000;
/// Names of one article that are looked at.
const NAMES: usize = 40;

/// What a page's linked data says.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// What the first article says of itself.
    pub(super) metadata: Metadata,
    /// Whether everybody may read it, where that is said.
    pub(super) is_free: Option<bool>,
}

/// Returns what the linked data of a page says of its article.
pub(super) fn read(document: &Document) -> Linked {
    let scripts: Vec<Value> = document
        .select("script[type=\"application/ld+json\"]")
        .nodes()
        .iter()
        .filter_map(|script| parsed(&script.text()))
        .collect();
    let Some((article, all)) = scripts.iter().find_map(|all| Some((article(all)?, all))) else {
        return Linked { is_free: is_page_free(None, &Metadata::default(), &scripts), ..Linked::default() };
    };
    let metadata = metadata(article, all);
    Linked { is_free: is_page_free(Some(article), &metadata, &scripts), metadata }
}

fn parsed(script: &str) -> Option<Value> {
    let text = script.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
    // Some pages leave line breaks within strings, which JSON forbids.
    let parsed =
        serde_json::from_str(text).or_else(|_| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " ")));
    parsed.ok()
}

/// Returns whether a page's article is for everybody: what the article says of itself, else what the page says, else
/// what any other object says. Some pages say it in another script than that of the article.
fn is_page_free(article: Option<&Value>, known: &Metadata, scripts: &[Value]) -> Option<bool> {
    let all: Vec<&Value> = scripts.iter().flat_map(objects).collect();
    let is_page = |object: &&&Value| types(object).any(|name| name == "WebPage");
    let said_by_page = || all.iter().filter(is_page).find_map(|o| is_free(o));
    let said_by_any = || all.iter().find_map(|o| is_free(o).filter(|_| !is_another(known, o)));
    article.and_then(is_free).or_else(said_by_page).or_else(said_by_any)
}

/// Returns whether an object has both another title and another address than the page's article, as one it leads to.
fn is_another(own: &Metadata, object: &Value) -> bool {
    let differ = |own: &Option<String>, its: Option<String>| own.is_some() && its.is_some() && *own != its;
    differ(&own.title, title(object)) && differ(&own.url, url(object))
}

/// Returns whether an article or page is for everybody, where it says so of itself or of a part.
fn is_free(object: &Value) -> Option<bool> {
    let said = |object: &Value| match object.get("isAccessibleForFree")? {
        Value::Bool(free) => Some(*free),
        Value::String(word) => match word.rsplit('/').next()?.trim().to_ascii_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        _ => None,
    };
    if !types(object).any(|name| is_article(name) || name == "WebPage") {
        return None;
    }
    let parts = match object.get("hasPart") {
        Some(Value::Array(parts)) => parts.as_slice(),
        Some(part) => std::slice::from_ref(part),
        None => &[],
    };
    let closed = said(object) == Some(false) || parts.iter().any(|part| said(part) == Some(false));
    if closed { Some(false) } else { said(object) }
}

/// Finds the first object that is an article.
fn article(value: &Value) -> Option<&Value> {
    objects(value).into_iter().find(|o| types(o).any(is_article))
}

/// Returns the objects in a value, in order.
fn objects(value: &Value) -> Vec<&Value> {
    let mut out = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(all) => open.extend(all.iter().rev()),
            Value::Object(map) => {
                out.push(value);
                open.extend(map.values().rev().filter(|v| v.is_object() || v.is_array()));
            }
            _ => {}
        }
        if out.len() >= MOST {
            break;
        }
    }
    out
}

fn types(value: &Value) -> impl Iterator<Item = &str> {
    let (one, many) = match value.get("@type") {
        Some(Value::String(one)) => (Some(one.as_str()), [].as_slice()),
        Some(Value::Array(many)) => (None, many.as_slice()),
        _ => (None, [].as_slice()),
    };
    one.into_iter().chain(many.iter().filter_map(Value::as_str))
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article") || name.ends_with("BlogPosting") || matches!(name, "Report" | "Review")
}

fn metadata(article: &Value, all: &Value) -> Metadata {
    let known = names_by_id(all);
    Metadata {
        title: title(article),
        source: article.get("publisher").and_then(|p| names(p, &known)),
        author: article.get("author").or_else(|| article.get("creator")).and_then(|a| names(a, &known)),
        published: text(article, "datePublished"),
        language: text(article, "inLanguage"),
        url: url(article),
    }
}

fn title(object: &Value) -> Option<String> {
    text(object, "headline").or_else(|| text(object, "name"))
}

fn url(object: &Value) -> Option<String> {
    text(object, "url").or_else(|| match object.get("mainEntityOfPage")? {
        Value::String(url) => clean(url),
        page => text(page, "@id"),
    })
}

fn text(object: &Value, key: &str) -> Option<String> {
    object.get(key).and_then(Value::as_str).and_then(clean)
}

/// Returns the names of all objects that have an id; of several with one id the first.
fn names_by_id(all: &Value) -> FxHashMap<&str, String> {
    let mut out = FxHashMap::default();
    for object in objects(all) {
        if let Some(id) = object.get("@id").and_then(Value::as_str)
            && !out.contains_key(id)
            && let Some(name) = named(object)
        {
            out.insert(id, name);
        }
    }
    out
}

/// Returns the names of persons or organisations, joined; some are only told by an id that stands elsewhere.
fn names(value: &Value, known: &FxHashMap<&str, String>) -> Option<String> {
    let each = match value {
        Value::Array(many) => many.as_slice(),
        one => std::slice::from_ref(one),
    };
    let name = |value: &Value| match value {
        Value::String(name) => clean(name),
        object => named(object).or_else(|| known.get(object.get("@id")?.as_str()?).cloned()),
    };
    let mut names: Vec<String> = each.iter().take(NAMES).filter_map(name).collect();
    names.dedup();
    (!names.is_empty()).then(|| names.join(", "))
}

fn named(object: &Value) -> Option<String> {
    match object.get("name")? {
        Value::String(name) => clean(name),
        Value::Array(names) => names.first().and_then(Value::as_str).and_then(clean),
        _ => None,
    }
}

/// Returns a text of linked data as a page would show it; some hold references to characters.
fn clean(text: &str) -> Option<String> {
    let text = if text.contains('&') { without_references(text) } else { text.to_owned() };
    Some(normal::folded(&text)).filter(|t| !t.is_empty())
}

/// Returns a text with its references to characters resolved.
fn without_references(text: &str) -> String {
    Document::fragment(text).text().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(data: &str) -> Metadata {
        linked(data).metadata
    }

    fn linked(data: &str) -> Linked {
        read(&Document::from(format!("<script type=\"application/ld+json\">{data}</script>").as_str()))
    }

    #[test]
    fn what_is_not_free_is_known_however_it_is_written() {
        let own = |said: &str| {
            linked(&format!(r#"{{"@type":"NewsArticle","isAccessibleForFree":{said}}}"#)).is_free
        };
        let said = ["false", r#""False""#, r#""https://schema.org/False""#, "true", r#""True""#, r#""?""#];
        let free = [Some(false), Some(false), Some(false), Some(true), Some(true), None];
        assert_eq!(said.map(own), free);
        let part = r#"{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":".more"}"#;
        for parts in [part.to_owned(), format!("[{part}]")] {
            let data = format!(r#"[{{"@type":"Report","isAccessibleForFree":true,"hasPart":{parts}}}]"#);
            assert_eq!(linked(&data).is_free, Some(false), "{data}");
        }
        // What else is sold on the page says nothing of the article.
        let shop = r#"[{"@type":"Product","isAccessibleForFree":false},{"@type":"NewsArticle"}]"#;
        assert_eq!(linked(shop).is_free, None);
        // The first of several articles is the page's own.
        let more = r#"[{"@type":"NewsArticle","isAccessibleForFree":true},{"@type":"NewsArticle","isAccessibleForFree":false}]"#;
        assert_eq!(linked(more).is_free, Some(true));
    }

    #[test]
    fn an_author_whose_name_stands_elsewhere_is_named() {
        let data = r##"[{"@type":"NewsArticle","headline":"Deck","author":[{"@id":"#a"},{"@id":"#b"}]},
            {"@id":"#b","name":"M. Ode"},{"@id":"#a"},{"@id":"#a","name":"T. Lark"},{"@id":"#a","name":"No"}]"##;
        assert_eq!(page(data).author.as_deref(), Some("T. Lark, M. Ode"));
    }

    #[test]
    fn very_many_authors_cost_no_more_than_some() {
        let authors: Vec<String> = (0..4000).map(|i| format!(r##"{{"@id":"#{i}"}}"##)).collect();
        let people: Vec<String> =
            (0..4000).rev().map(|i| format!(r##"{{"@id":"#{i}","name":"P {i}"}}"##)).collect();
        let data =
            format!(r#"[{{"@type":"NewsArticle","author":[{}]}},{}]"#, authors.join(","), people.join(","));
        let start = std::time::Instant::now();
        let author = page(&data).author.unwrap();
        assert_eq!(author.split(", ").count(), NAMES);
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }
}
