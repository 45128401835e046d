//! Annotations of the W3C (<https://www.w3.org/TR/annotation-model/>): one for each of ours, with a target for each witness.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::record::{Annotation, Record, Source, Witness};
use super::{address, is_web, json};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// The model has this purpose, the context of the W3C forgot its short name: without the prefix it would be lost.
const ASSESSING: &str = "oa:assessing";

/// Writes a collection of annotations.
///
/// `texts` is the folder, as an address relative to the file written, in which the articles' plain texts lie beside it: only
/// in those do offsets say where words stand.
///
/// # Errors
/// Only what `out` returns.
pub fn write(out: &mut impl Write, record: &Record, texts: Option<&str>) -> io::Result<()> {
    let mut collection = Map::new();
    collection.insert("@context".into(), CONTEXT.into());
    collection.insert("id".into(), name(&[&record.case.id]).into());
    collection.insert("type".into(), "AnnotationCollection".into());
    collection.insert("label".into(), record.case.title.as_str().into());
    collection.insert("generator".into(), json!({ "type": "Software", "name": "Variorum" }));
    put(&mut collection, "created", record.case.created.as_deref());
    put(&mut collection, "generated", record.exported.as_deref());
    collection.insert("total".into(), record.annotations.len().into());
    if !record.annotations.is_empty() {
        let items: Vec<Value> = record.annotations.iter().map(|a| annotation(record, a, texts)).collect();
        let page = json!({
            "id": name(&[&record.case.id, "page"]),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        });
        collection.insert("first".into(), page);
    }
    json::write_value(out, &collection)
}

fn annotation(record: &Record, a: &Annotation, texts: Option<&str>) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), name(&[&record.case.id, &a.id, &a.number.to_string()]).into());
    out.insert("type".into(), "Annotation".into());
    out.insert("motivation".into(), "questioning".into());
    if let Some(by) = &a.by {
        out.insert("creator".into(), json!({ "type": "Person", "name": by }));
    }
    put(&mut out, "created", a.created.as_deref());
    put(&mut out, "modified", a.changed.as_deref());
    out.insert("body".into(), bodies(a).into());
    let said = a.witnesses.iter().filter(|w| w.text.is_some());
    let mut targets: Vec<Value> = said.map(|w| target(record, w, texts)).collect();
    // Every annotation has a target: what is nowhere said is said of the articles themselves.
    if targets.is_empty() {
        targets = record.articles.iter().map(|s| source(record, s, texts)).collect();
    }
    out.insert("target".into(), targets.into());
    Value::Object(out)
}

/// What is said of the targets: bodies of text, each with its purpose.
fn bodies(a: &Annotation) -> Vec<Value> {
    let mut out = Vec::new();
    let mut add = |purpose: &str, text: String| {
        if !text.trim().is_empty() {
            out.push(
                json!({ "type": "TextualBody", "format": "text/plain", "purpose": purpose, "value": text }),
            );
        }
    };
    add("questioning", a.question.clone());
    add("classifying", a.kind.clone());
    for (name, value) in [("severity", a.severity), ("confidence", a.confidence), ("status", a.status)] {
        add("tagging", format!("{name}:{value}"));
    }
    a.tags.iter().for_each(|tag| add("tagging", tag.clone()));
    a.readings.iter().for_each(|r| add("describing", format!("{}: {}", r.names.join(", "), r.says)));
    for w in a.witnesses.iter().filter(|w| w.stand == "agrees") {
        add("describing", format!("{} agrees", w.name));
    }
    if !a.silent.is_empty() {
        add("describing", format!("not found in {}", a.silent.join(", ")));
    }
    for w in &a.witnesses {
        if let Some(now) = &w.now {
            add("describing", format!("{} now says: {now}", w.name));
        }
    }
    add("commenting", a.note.trim().to_owned());
    a.checks.iter().for_each(|c| add(ASSESSING, c.parts().collect::<Vec<_>>().join("; ")));
    add(ASSESSING, a.verdict.clone().unwrap_or_default());
    let (web, other): (Vec<&String>, Vec<&String>) = a.evidence.iter().partition(|e| is_web(e));
    other.into_iter().for_each(|e| add("linking", e.clone()));
    let link = |e: &String| json!({ "type": "SpecificResource", "purpose": "linking", "source": address(e) });
    out.extend(web.into_iter().map(link));
    out
}

fn target(record: &Record, w: &Witness, texts: Option<&str>) -> Value {
    let mut quote = Map::new();
    quote.insert("type".into(), "TextQuoteSelector".into());
    put(&mut quote, "exact", w.text.as_deref());
    put(&mut quote, "prefix", w.before.as_deref());
    put(&mut quote, "suffix", w.after.as_deref());
    let mut selectors = vec![Value::Object(quote)];
    let article = record.article(&w.article);
    // Words that were not found where the case says are in the text under other offsets, if at all.
    let is_there = w.block.is_some() && w.now.is_none() && article.is_some_and(|a| a.readable);
    if let (Some(_), Some(start), Some(end), true) = (texts, w.start, w.end, is_there) {
        selectors.push(json!({ "type": "TextPositionSelector", "start": start, "end": end }));
    }
    let source = match article {
        Some(article) => source(record, article, texts),
        None => json!({ "id": name(&[&record.case.id, &w.article, "article"]), "type": "Text" }),
    };
    json!({ "type": "SpecificResource", "source": source, "selector": selectors })
}

/// Describes an article: the text beside the file, else its address on the web, else its bytes by their hash.
fn source(record: &Record, a: &Source, texts: Option<&str>) -> Value {
    let mut out = Map::new();
    let beside = texts.filter(|_| a.readable).map(|folder| format!("{folder}/{}", a.text_name()));
    let on_the_web = a.url.as_deref().filter(|url| is_web(url)).map(address);
    let bytes = || a.sha256.as_ref().map(|hash| format!("nih:sha-256;{hash}"));
    if beside.is_some() {
        out.insert("format".into(), "text/plain".into());
        put(&mut out, "dcterms:source", on_the_web.as_deref());
    }
    let id = beside.or(on_the_web).or_else(bytes);
    out.insert("id".into(), id.unwrap_or_else(|| name(&[&record.case.id, &a.id, "article"])).into());
    out.insert("type".into(), "Text".into());
    put(&mut out, "language", a.language.as_deref());
    put(&mut out, "dcterms:title", a.title.as_deref().or(Some(&a.name)));
    put(&mut out, "dcterms:publisher", a.source.as_deref());
    put(&mut out, "dc:creator", a.author.as_deref());
    put(&mut out, "dcterms:issued", a.published.as_deref());
    put(&mut out, "dcterms:identifier", a.sha256.as_ref().map(|h| format!("sha-256:{h}")).as_deref());
    Value::Object(out)
}

fn put(map: &mut Map<String, Value>, key: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|v| !v.is_empty()) {
        map.insert(key.into(), value.into());
    }
}

/// Names a thing of a case for ever: a UUID (version 8) of the hash of its ids.
fn name(ids: &[&str]) -> String {
    let hash = Sha256::digest(ids.join("\0"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut out = String::from("urn:uuid:");
    for (at, byte) in bytes.iter().enumerate() {
        let dash = if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" };
        let _ = write!(out, "{dash}{byte:02x}");
    }
    out
}
