//! Reads the items of a table one by one, so that a slip in one leaves the others alone.

use std::ops::Range;

use serde::de::{self, DeserializeOwned, Deserializer, Visitor, value};
use serde::forward_to_deserialize_any;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

use super::KeyWish;
use super::place::{Problem, Source, nearest};

/// Parses a file; what cannot be parsed is reported, and what can is returned.
pub(super) fn table<'s>(source: &'s Source, problems: &mut Vec<Problem>) -> DeTable<'s> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if let Some(at) = source.broken_at {
        problems.push(source.problem(at..at, "this is no UTF-8; save the file as UTF-8"));
    }
    problems.extend(errors.into_iter().map(|e| {
        let text = format!("this is not TOML: {}", e.message().replace('\n', ", "));
        source.problem(e.span().unwrap_or(0..0), text)
    }));
    table.into_inner()
}

/// Reads a table as a struct: unknown items and items with a wrong value are reported and left at their default.
pub(super) fn read<T: DeserializeOwned + Default>(
    table: DeTable<'_>,
    source: &Source,
    problems: &mut Vec<Problem>,
) -> T {
    let known = fields::<T>();
    let mut good = DeTable::new();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if !known.contains(&name) {
            problems.push(source.problem(key.span(), unknown(name, known)));
            continue;
        }
        let mut alone = DeTable::new();
        alone.insert(key.clone(), value.clone());
        match from_table::<T>(alone) {
            Ok(_) => drop(good.insert(key, value)),
            Err(error) => problems.push(source.problem(span_of(&error, &value), of_error(name, &error))),
        }
    }
    // Each item was accepted alone, and none depends on another.
    from_table(good).unwrap_or_default()
}

fn from_table<T: DeserializeOwned>(table: DeTable<'_>) -> Result<T, Error> {
    T::deserialize(ValueDeserializer::from(Spanned::new(0..0, DeValue::Table(table))))
}

fn span_of(error: &Error, value: &Spanned<DeValue<'_>>) -> Range<usize> {
    error.span().filter(|s| !s.is_empty()).unwrap_or_else(|| value.span())
}

fn of_error(name: &str, error: &Error) -> String {
    format!("`{name}`: {}; the default is used", error.message())
}

fn unknown(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("`{name}` is not known here; did you mean `{near}`?"),
        None => format!("`{name}` is not known here; known are {}", known.join(", ")),
    }
}

/// Reads `[keys.CONTEXT]` tables.
pub(super) fn keys(
    value: Spanned<DeValue<'_>>,
    source: &Source,
    problems: &mut Vec<Problem>,
) -> Vec<KeyWish> {
    let mut wishes = Vec::new();
    for (context, bindings) in sub_table("keys", value, source, problems) {
        let name = context.get_ref().as_ref();
        for (keys, action) in sub_table(&format!("keys.{name}"), bindings, source, problems) {
            let place = source.place(keys.span());
            match action.get_ref().as_str() {
                Some(action) => wishes.push(KeyWish {
                    context: name.to_owned(),
                    keys: keys.get_ref().as_ref().to_owned(),
                    action: action.to_owned(),
                    place,
                }),
                None => problems.push(source.problem(
                    action.span(),
                    "expected the name of an action in quotes, or \"none\"; `variorum keys` lists the actions",
                )),
            }
        }
    }
    wishes.sort_by_key(|w| (w.place.line, w.place.column));
    wishes
}

/// Returns the entries of a table within a table, or reports that it is none.
pub(super) fn sub_table<'s>(
    name: &str,
    value: Spanned<DeValue<'s>>,
    source: &Source,
    problems: &mut Vec<Problem>,
) -> DeTable<'s> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(table) => table,
        _ => {
            problems.push(source.problem(span, format!("`{name}` has to be a table: [{name}]")));
            DeTable::new()
        }
    }
}

/// Returns the names of a struct's fields, as its `Deserialize` knows them.
fn fields<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut names = Names(&[]);
    // It always fails, once it has the names.
    let _ = T::deserialize(&mut names);
    names.0
}

struct Names(&'static [&'static str]);

impl<'de> Deserializer<'de> for &mut Names {
    type Error = value::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0 = fields;
        Err(de::Error::custom("only the names were asked for"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Self::Error> {
        Err(de::Error::custom("only a struct has names"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
