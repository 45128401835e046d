//! Linked data: the JSON that a page carries for search engines.

use dom_query::Document;
use serde_json::Value;

use super::super::super::{Metadata, normal};

/// Objects of one page that are looked at.
const MOST: usize = 10_000;

/// Returns what the first article in a page's linked data says of itself.
pub(super) fn read(document: &Document) -> Metadata {
    for script in document.select("script[type=\"application/ld+json\"]").nodes() {
        let text = script.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        // Some pages leave line breaks within strings, which JSON forbids.
        let parsed = serde_json::from_str(text)
            .or_else(|_| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " ")));
        if let Ok(value) = parsed
            && let Some(article) = article(&value)
        {
            return metadata(article, &value);
        }
    }
    Metadata::default()
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
    let text = |key: &str| article.get(key).and_then(Value::as_str).and_then(clean);
    Metadata {
        title: text("headline").or_else(|| text("name")),
        source: article.get("publisher").and_then(|p| names(p, all)),
        author: article.get("author").or_else(|| article.get("creator")).and_then(|a| names(a, all)),
        published: text("datePublished"),
        language: text("inLanguage"),
        url: text("url").or_else(|| match article.get("mainEntityOfPage") {
            Some(Value::String(url)) => clean(url),
            Some(page) => page.get("@id").and_then(Value::as_str).and_then(clean),
            None => None,
        }),
    }
}

/// Returns the names of persons or organisations, joined; some are only told by an id that stands elsewhere.
fn names(value: &Value, all: &Value) -> Option<String> {
    let each: Vec<&Value> = match value {
        Value::Array(many) => many.iter().collect(),
        one => vec![one],
    };
    let name = |value: &Value| match value {
        Value::String(name) => clean(name),
        object => named(object).or_else(|| {
            let id = object.get("@id")?;
            objects(all).into_iter().filter(|o| o.get("@id") == Some(id)).find_map(named)
        }),
    };
    let mut names: Vec<String> = each.into_iter().filter_map(name).collect();
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
