//! Documents of ours held against the schemas that describe them.
#![allow(unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

/// Holds a document against a schema of the repository.
pub fn held_against_schema(name: &str, value: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schemas").join(name);
    let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    held_against(&schema, &schema, value, "$");
}

/// Holds a value against the words of JSON Schema that ours uses; a field that the schema does not have is a fault too.
fn held_against(root: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        return held_against(root, root.pointer(name.trim_start_matches('#')).unwrap(), value, at);
    }
    if let Some(wanted) = schema.get("const") {
        assert_eq!(value, wanted, "{at}");
    }
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{at}: {value}");
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.clone(),
        Value::Null => return,
        one => vec![one.clone()],
    };
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{at}: the test does not know the type {other}"),
    };
    assert!(types.iter().any(|t| is(t.as_str().unwrap())), "{at}: {value}");
    if let Some(object) = value.as_object() {
        let described: BTreeSet<&String> = schema["properties"].as_object().unwrap().keys().collect();
        assert_eq!(object.keys().collect::<BTreeSet<_>>(), described, "{at}");
        assert_eq!(schema["required"].as_array().unwrap().len(), described.len(), "{at}");
        for (key, value) in object {
            held_against(root, &schema["properties"][key], value, &format!("{at}.{key}"));
        }
    }
    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
        held_against(root, &schema["items"], value, &format!("{at}[{index}]"));
    }
}
