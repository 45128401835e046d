//! The record put into a template: one of ours, or the reader's own (the language of Jinja).
//!
//! A template is given what the JSON export prints, under the same names. What it puts out is escaped as the ending of
//! its name says: `.html`, `.xml`, `.json`; in any other format it gets symbols for what would command a terminal.

use std::io::{self, Write};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, escape_formatter,
};
use serde::Serialize;

use super::{is_web, json, markdown, text};
use crate::article::visible;

/// Steps after which a template is taken to go on for ever.
const MOST_STEPS: u64 = 200_000_000;

/// A template by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template<'a> {
    /// What messages call it; its ending says how it escapes.
    pub name: &'a str,
    /// The template itself.
    pub source: &'a str,
}

/// The templates that a reader can name without having them: the name, and the template.
pub const BUNDLED: [(&str, Template<'static>); 3] = [
    ("org", Template { name: "notes.org", source: include_str!("../../assets/templates/notes.org") }),
    ("text", Template { name: "notes.txt", source: include_str!("../../assets/templates/notes.txt") }),
    (
        "claimreview",
        Template {
            name: "claimreview.json",
            source: include_str!("../../assets/templates/claimreview.json"),
        },
    ),
];

/// The apparatus of TEI.
pub const TEI: Template<'static> =
    Template { name: "notes.tei.xml", source: include_str!("../../assets/templates/notes.tei.xml") };

/// Why a template gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// It is wrong, or asks for what is not there.
    #[error("{name}: {what}; docs/exports.md lists what a template is given")]
    Wrong {
        /// The template.
        name: String,
        /// What is wrong, with the line.
        what: String,
    },
    /// It could not be written; the cause is seen in the chain, since a reader that has seen enough is no fault.
    #[error("writing failed")]
    Io(#[from] io::Error),
}

/// Writes what a template makes of the data.
///
/// # Errors
/// The template is wrong, or what `out` returns.
pub fn write(
    out: &mut impl Write,
    template: Template<'_>,
    data: &impl Serialize,
) -> Result<(), TemplateError> {
    let environment = environment();
    let wrong = |error: Error| {
        let what = said(&error, template.source);
        TemplateError::Wrong { name: template.name.to_owned(), what }
    };
    let made = environment.template_from_named_str(template.name, template.source).map_err(wrong)?;
    let text = made.render(Value::from(Serde(data))).map_err(wrong)?;
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Says in a sentence what is wrong, and where.
fn said(error: &Error, source: &str) -> String {
    let line = error.line().map_or_else(String::new, |line| format!("line {line}: "));
    let there = error.range().and_then(|range| source.get(range)).map(text::line);
    let what = match error.kind() {
        ErrorKind::UndefinedError => "it asks for what there is not".to_owned(),
        ErrorKind::OutOfFuel => format!("it does not end within {MOST_STEPS} steps"),
        kind => kind.to_string(),
    };
    // What there is not is named by its place already.
    let detail = error.detail().filter(|_| error.kind() != ErrorKind::UndefinedError || there.is_none());
    let detail = detail.map_or_else(String::new, |detail| format!(", {}", text::line(detail)));
    let there = there.map_or_else(String::new, |there| format!(" in `{there}`"));
    format!("{line}{what}{there}{detail}")
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_debug(true);
    environment.set_fuel(Some(MOST_STEPS));
    // These delimiters clash with nothing.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
        Some("html" | "htm") => AutoEscape::Html,
        Some("xml") => AutoEscape::Custom("xml".into()),
        Some("json" | "jsonld") => AutoEscape::Json,
        _ => AutoEscape::None,
    });
    environment.set_formatter(put);
    environment.add_filter("md", |value: Value| of_text(&value, markdown::inline));
    environment.add_filter("line", |value: Value| of_text(&value, text::line));
    // The blanks without width that this puts in are not to become symbols.
    environment.add_filter("org", |state: &State<'_, '_>, value: Value| match state.auto_escape() {
        AutoEscape::None => Value::from_safe_string(of_text(&value, org)),
        _ => Value::from(of_text(&value, org)),
    });
    environment.add_filter("literal", |value: Value| of_text(&value, literal));
    environment.add_filter("before", |value: Value| of_text(&value, text::before));
    environment.add_filter("after", |value: Value| of_text(&value, text::after));
    environment.add_filter("tag", |value: Value| of_text(&value, tag));
    environment.add_filter("name", |value: Value| of_text(&value, name));
    environment.add_filter("day", |value: Value| of_text(&value, |t| t.chars().take(10).collect()));
    environment.add_filter("uri", |value: Value| of_text(&value, text::address));
    environment.add_test("moment", |value: Value| value.as_str().is_some_and(is_moment));
    environment.add_test("tag", |value: Value| value.as_str().is_some_and(is_language_tag));
    environment.add_test("web", |value: Value| value.as_str().is_some_and(is_web));
    environment
}

/// Puts out a value: nothing for none, a text as the format of the template needs it.
fn put(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let escape = state.auto_escape();
    if *escape == AutoEscape::Json && !value.is_undefined() && !value.is_safe() {
        return out.write_str(&json::string(value)).map_err(Error::from);
    }
    let Some(words) = value.as_str().filter(|_| !value.is_safe()) else {
        return match (value.is_none(), escape) {
            (true, _) => Ok(()),
            // A list or number; texts in it are not for XML and such as they stand.
            (false, AutoEscape::Custom(_)) => {
                out.write_str(&markup(&value.to_string(), visible)).map_err(Error::from)
            }
            (false, _) => escape_formatter(out, state, value),
        };
    };
    let words = match escape {
        AutoEscape::Html => markup(words, visible),
        AutoEscape::Custom(_) => {
            markup(words, |c| if is_xml(c) { None } else { visible(c).or(Some('\u{fffd}')) })
        }
        _ => text::plain(words),
    };
    out.write_str(&words).map_err(Error::from)
}

/// Escapes a text for HTML and XML; `symbol` stands for characters that cannot be there.
fn markup(text: &str, symbol: impl Fn(char) -> Option<char>) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            c => match symbol(c) {
                Some(symbol) => out.push(symbol),
                // What is in a text but not to be seen in it is written by its number.
                None if visible(c).is_some() => out.push_str(&format!("&#x{:X};", u32::from(c))),
                None => out.push(c),
            },
        }
    }
    out
}

/// Returns whether XML 1.0 can hold a character.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

fn of_text(value: &Value, change: impl Fn(&str) -> String) -> String {
    value.as_str().map_or_else(|| if value.is_none() { String::new() } else { value.to_string() }, change)
}

/// Returns a text in one line that Org takes for no link, target, macro or timestamp.
fn org(words: &str) -> String {
    let mut out = String::new();
    let mut last = ' ';
    for c in text::line(words).chars() {
        // The blank without width is what Org's manual names for this.
        if matches!((last, c), ('[', '[') | ('<', '<' | '0'..='9') | ('{', '{') | ('\\', 'a'..='z' | 'A'..='Z'))
        {
            out.push('\u{200b}');
        }
        out.push(c);
        last = c;
    }
    out
}

/// Returns lines for a literal block of Org: what would end it is quoted with a comma, as Org does it.
fn literal(words: &str) -> String {
    let quoted = |line: &str| {
        let rest = line.trim_start().trim_start_matches(',');
        if rest.starts_with('*') || rest.starts_with("#+") { format!(",{line}") } else { line.to_owned() }
    };
    text::plain(words).lines().map(quoted).collect::<Vec<_>>().join("\n")
}

/// Returns a word that can be a tag in Org and elsewhere.
fn tag(words: &str) -> String {
    words.trim().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

/// Returns a name for XML: other characters than letters and figures are written by their numbers, so that no two
/// texts have one name. It stands behind a letter.
fn name(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => out.push(c),
            c => out.push_str(&format!("_{:x}.", u32::from(c))),
        }
    }
    out
}

/// Returns whether a text looks like a tag of BCP 47.
fn is_language_tag(text: &str) -> bool {
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic()) && text.split('-').all(is_part)
}

/// Returns whether a text is a date or moment as XML Schema writes it.
fn is_moment(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok() || text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(name: &str, source: &str, data: &impl Serialize) -> Result<String, String> {
        let mut out = Vec::new();
        write(&mut out, Template { name, source }, data).map_err(|e| e.to_string())?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_hostile_text_stays_text_in_every_format() {
        let data = serde_json::json!({ "x": "<b>&\"'\u{1b}\u{202e}\u{ffff}\n", "none": null });
        let of = |name: &str| made(name, "{{ x }}{{ none }}", &data).unwrap();
        assert_eq!(of("a.html"), "&lt;b&gt;&amp;&quot;&#39;␛←\u{ffff}\n");
        assert_eq!(of("a.xml"), "&lt;b&gt;&amp;&quot;&#39;␛&#x202E;\u{fffd}\n");
        assert_eq!(of("a.json"), "\"<b>&\\\"'\\u001b\\u202e\u{ffff}\\n\"null\n");
        assert_eq!(of("a.txt"), "<b>&\"'␛←\u{ffff}\n");
    }

    #[test]
    fn a_slip_in_a_template_is_named_with_its_line() {
        let data = serde_json::json!({ "case": {} });
        let wrong = |source: &str| made("mine.txt", source, &data).unwrap_err();
        assert_eq!(
            wrong("a\n{{ case.titel }}"),
            "mine.txt: line 2: it asks for what there is not in `case.titel`; docs/exports.md lists what a template is given"
        );
        assert!(wrong("{% for a in %}").contains("line 1"), "{}", wrong("{% for a in %}"));
        assert!(wrong("{{ 1 | shout }}").contains("shout"));
    }

    #[test]
    fn a_block_of_org_ends_where_it_should() {
        assert_eq!(literal("* a\n#+end_example\n,* b\nc"), ",* a\n,#+end_example\n,,* b\nc");
        assert_eq!(org("[[a]] <<b>> {{{c}}}"), "[\u{200b}[a]] <\u{200b}<b>> {\u{200b}{\u{200b}{c}}}");
    }

    #[test]
    fn no_two_texts_have_one_name_in_xml() {
        let names = ["a b", "a_20.b", "a-b", "ä"].map(name);
        assert_eq!(names, ["a_20.b", "a_5f.20_2e.b", "a-b", "_e4."]);
    }
}
