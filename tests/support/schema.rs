//! The part of JSON Schema that the schema of the case file uses.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value};

/// The words of JSON Schema that are understood here; another one in the schema is an error of the test.
const KNOWN: [&str; 19] = [
    "$schema",
    "$id",
    "$ref",
    "$defs",
    "title",
    "description",
    "type",
    "required",
    "properties",
    "const",
    "enum",
    "minimum",
    "items",
    "prefixItems",
    "minItems",
    "pattern",
    "minLength",
    "maxLength",
    "format",
];

pub struct Schema(Value);

impl Schema {
    /// Reads the schema of the repository.
    pub fn read() -> Schema {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schemas/case.schema.json");
        Schema(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
    }

    /// Returns every key as `annotation.witness.text`.
    pub fn keys(&self) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        self.gather(&self.0, "", &mut out);
        out
    }

    fn gather(&self, schema: &Value, at: &str, out: &mut BTreeSet<String>) {
        let schema = self.resolved(schema);
        if let Some(items) = schema.get("items").filter(|items| items.is_object()) {
            self.gather(items, at, out);
        }
        for (key, below) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let key = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
            self.gather(below, &key, out);
            out.insert(key);
        }
    }

    fn resolved<'s>(&'s self, schema: &'s Value) -> &'s Value {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(name) => self.0.pointer(name.strip_prefix('#').unwrap()).unwrap(),
            None => schema,
        }
    }

    /// Returns what of a document does not fit.
    pub fn problems(&self, document: &Value) -> Vec<String> {
        let mut out = Vec::new();
        self.check(&self.0, document, "", &mut out);
        out
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
        let schema = self.resolved(schema).as_object().unwrap();
        for word in schema.keys() {
            assert!(KNOWN.contains(&word.as_str()), "{word} is not understood by this test");
        }
        let mut fail = |why: String| out.push(format!("{at}: {why}"));
        if let Some(kind) = schema.get("type").and_then(Value::as_str)
            && kind != kind_of(value)
        {
            fail(format!("is {} instead of {kind}", kind_of(value)));
        }
        if let Some(wanted) = schema.get("const").filter(|wanted| *wanted != value) {
            fail(format!("is not {wanted}"));
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array).filter(|w| !w.contains(value)) {
            fail(format!("is none of {words:?}"));
        }
        let number = |word: &str| schema.get(word).and_then(Value::as_i64);
        if value.as_i64().zip(number("minimum")).is_some_and(|(value, least)| value < least) {
            fail("is too small".into());
        }
        if let Some(text) = value.as_str() {
            let length = text.chars().count() as i64;
            if number("minLength").is_some_and(|n| length < n)
                || number("maxLength").is_some_and(|n| length > n)
            {
                fail("has another length".into());
            }
            let pattern = schema.get("pattern").and_then(Value::as_str);
            if pattern.is_some_and(|p| !regex::Regex::new(p).unwrap().is_match(text)) {
                fail("has other characters".into());
            }
        }
        for key in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
            if value.get(key.as_str().unwrap()).is_none() {
                fail(format!("has no {key}"));
            }
        }
        self.check_below(schema, value, at, out);
    }

    fn check_below(&self, schema: &Map<String, Value>, value: &Value, at: &str, out: &mut Vec<String>) {
        for (key, below) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            if let Some(value) = value.get(key) {
                self.check(below, value, &format!("{at}/{key}"), out);
            }
        }
        let Some(list) = value.as_array() else { return };
        if schema.get("minItems").and_then(Value::as_u64).is_some_and(|n| (list.len() as u64) < n) {
            out.push(format!("{at}: is too short"));
        }
        let first = schema.get("prefixItems").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        for (number, item) in list.iter().enumerate() {
            match (first.get(number), schema.get("items")) {
                (Some(below), _) => self.check(below, item, &format!("{at}/{number}"), out),
                (None, Some(Value::Bool(false))) => out.push(format!("{at}: is too long")),
                (None, Some(below)) => self.check(below, item, &format!("{at}/{number}"), out),
                (None, None) => {}
            }
        }
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_i64() || n.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Turns TOML into JSON; dates become strings.
pub fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.clone().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(is) => (*is).into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(list) => list.iter().map(json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
    }
}

/// Returns every key of a document as `annotation.witness.text`.
pub fn keys(document: &Value) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    gather(document, "", &mut out);
    out
}

fn gather(value: &Value, at: &str, out: &mut BTreeSet<String>) {
    for item in value.as_array().into_iter().flatten() {
        gather(item, at, out);
    }
    for (key, below) in value.as_object().into_iter().flatten() {
        let key = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
        gather(below, &key, out);
        out.insert(key);
    }
}

/// Takes a key out of a document, everywhere it stands.
pub fn remove(value: &mut toml::Value, key: &str) {
    match value {
        toml::Value::Array(list) => list.iter_mut().for_each(|item| remove(item, key)),
        toml::Value::Table(table) => match key.split_once('.') {
            None => drop(table.remove(key)),
            Some((first, rest)) => table.get_mut(first).into_iter().for_each(|below| remove(below, rest)),
        },
        _ => {}
    }
}
