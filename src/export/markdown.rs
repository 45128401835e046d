//! Markdown for an editor: the articles, a summary table, and a section for each annotation; in the flavor of GitHub, of
//! pandoc or of Obsidian.

use std::io::{self, Write};

use super::record::{Annotation, Check, Record, Source, Witness};
use super::{is_web, text};
pub use escape::inline;
use escape::{address, shortened};

mod escape;
mod gfm;
mod obsidian;
mod pandoc;

/// Whose Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flavor {
    /// GitHub's.
    #[default]
    Gfm,
    /// Pandoc's, with footnotes, divisions and definition lists.
    Pandoc,
    /// Obsidian's, with properties, callouts and tags.
    Obsidian,
}

/// Writes a record in a flavor of Markdown.
///
/// # Errors
/// Only what `out` returns.
pub fn write(out: &mut impl Write, record: &Record, flavor: Flavor) -> io::Result<()> {
    match flavor {
        Flavor::Gfm => gfm::write(out, record),
        Flavor::Pandoc => pandoc::write(out, record),
        Flavor::Obsidian => obsidian::write(out, record),
    }
}

/// Escapes a text in one line.
type Escape = fn(&str) -> String;

/// Writes the table of the disagreements; `lead` makes a link of a heading.
fn write_summary(
    out: &mut impl Write,
    record: &Record,
    escape: Escape,
    between: &str,
    lead: impl Fn(&Annotation) -> String,
) -> io::Result<()> {
    if record.annotations.is_empty() {
        return writeln!(out, "No annotations yet.");
    }
    writeln!(
        out,
        "|  | Question | Kind | Readings | Not found in | Severity | Status |\n|--:|---|---|---|---|---|---|"
    )?;
    for a in &record.annotations {
        let said = a.readings.iter().map(|r| {
            let who: Vec<String> = r.names.iter().map(|n| escape(n)).collect();
            format!("**{}**: {}", escape(&shortened(&r.says)), who.join(", "))
        });
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            a.number,
            lead(a),
            escape(&a.kind_label),
            said.collect::<Vec<_>>().join(between),
            escape(&a.silent.join(", ")),
            a.severity,
            a.status,
        )?;
    }
    writeln!(out)
}

/// Returns what is known of an article besides its names, for one line.
fn facts(article: &Source, escape: Escape) -> Vec<String> {
    let parts = [&article.author, &article.source, &article.published, &article.language];
    let mut out: Vec<String> = parts.into_iter().flatten().map(|p| escape(p)).collect();
    match article.url.as_deref() {
        Some(url) if is_web(url) => out.push(format!("<{}>", address(url))),
        Some(other) => out.push(escape(other)),
        None => {}
    }
    out.extend(article.sha256.as_ref().map(|hash| format!("SHA-256 {}", escape(hash))));
    if !article.readable {
        out.push("its file could not be read".into());
    }
    out
}

/// Returns the name of a witness with its reading and stand.
fn who(witness: &Witness, escape: Escape) -> String {
    let says = witness.says.as_deref().map_or_else(String::new, |s| format!(" — {}", escape(s)));
    let stand = if witness.stand == "agrees" { " (agrees)" } else { "" };
    format!("**{}**{says}{stand}", escape(&witness.name))
}

/// Returns where the words of a witness stand, in a sentence without its point.
fn place(witness: &Witness, escape: Escape) -> String {
    let mut parts = Vec::new();
    parts.extend(witness.block.map(|block| format!("paragraph {}", block + 1)));
    if let (Some(start), Some(end)) = (witness.start, witness.end) {
        parts.push(format!("characters {start}–{end}"));
    }
    parts.extend(witness.link.as_deref().map(|link| format!("[on the web](<{}>)", address(link))));
    for (side, context) in [
        ("after", witness.before.as_deref().map(text::before)),
        ("before", witness.after.as_deref().map(text::after)),
    ] {
        let context = context.map(|words| escape(&words)).filter(|words| !words.is_empty());
        parts.extend(context.map(|words| format!("{side} “{words}”")));
    }
    parts.extend(witness.anchor.as_deref().map(|state| became(state).to_owned()));
    parts.join(", ")
}

fn quoted(text: &str, escape: Escape, before: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("{before}{}", escape(line))).collect();
    lines.join("\n")
}

/// Returns who wrote an annotation, and when.
fn signed(a: &Annotation, escape: Escape) -> Vec<String> {
    let day = |text: &String| escape(&text.chars().take(10).collect::<String>());
    let mut out = Vec::new();
    out.extend(a.by.as_ref().map(|by| format!("by {}", escape(by))));
    out.extend(a.created.as_ref().map(day));
    out.extend(a.changed.as_ref().map(|at| format!("changed {}", day(at))));
    out
}

fn looked_up(check: &Check, escape: Escape) -> String {
    check.parts().map(escape).collect::<Vec<_>>().join(" · ")
}

fn evidence(link: &str, escape: Escape) -> String {
    if is_web(link) { format!("<{}>", address(link)) } else { escape(link) }
}

/// Returns lines of the reader's, each escaped, as lines and paragraphs where they are.
fn lines(text: &str, escape: Escape) -> String {
    let mut out = String::new();
    let mut lines = text.trim().lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(&escape(line));
        match lines.peek() {
            // Without two blanks at its end a line flows into the next one.
            Some(next) if !line.trim().is_empty() && !next.trim().is_empty() => out.push_str("  \n"),
            Some(_) => out.push('\n'),
            None => {}
        }
    }
    out
}

/// Returns what became of words since they were quoted.
fn became(state: &str) -> &'static str {
    match state {
        "orphan" => "**no longer found in the article**",
        "moved" => "in another place of the article now",
        "review" => "**not surely found in the article now**",
        _ => "**the article has other words there now**",
    }
}
