//! Markdown for an editor: the articles, a summary table, and a section for each annotation.

use std::io::{self, Write};

use super::{Notes, question, readings};
use crate::article::visible;
use crate::case::{Annotation, Stand, Witness, kind};

/// Writes the notes as GitHub Flavored Markdown.
///
/// # Errors
/// Only what `out` returns.
pub fn write(out: &mut impl Write, notes: &Notes<'_>) -> io::Result<()> {
    let title = notes.case.title.as_deref().unwrap_or("Notes on the accounts");
    writeln!(out, "# {}\n", inline(title))?;
    write_articles(out, notes)?;
    write_summary(out, notes)?;
    for (number, annotation) in notes.case.annotations.iter().enumerate() {
        write_annotation(out, notes, number + 1, annotation)?;
    }
    Ok(())
}

fn write_articles(out: &mut impl Write, notes: &Notes<'_>) -> io::Result<()> {
    writeln!(out, "## Articles\n\n|  | Article | Title | Source | Published |\n|--:|---|---|---|---|")?;
    for (number, entry) in notes.entries().iter().enumerate() {
        let title = inline(entry.title.as_deref().unwrap_or("—"));
        let linked = match &entry.url {
            Some(url) if is_web(url) => format!("[{title}](<{}>)", address(url)),
            _ => title,
        };
        writeln!(
            out,
            "| {} | {} | {linked} | {} | {} |",
            number + 1,
            inline(&notes.name(&entry.id)),
            inline(entry.source.as_deref().unwrap_or("—")),
            inline(entry.published.as_deref().unwrap_or("—")),
        )?;
    }
    writeln!(out)
}

fn write_summary(out: &mut impl Write, notes: &Notes<'_>) -> io::Result<()> {
    let annotations = &notes.case.annotations;
    writeln!(out, "## Disagreements\n")?;
    if annotations.is_empty() {
        return writeln!(out, "No annotations yet.");
    }
    writeln!(
        out,
        "|  | Question | Kind | Readings | Not found in | Severity | Status |\n|--:|---|---|---|---|---|---|"
    )?;
    for (number, annotation) in annotations.iter().enumerate() {
        let readings = readings(annotation);
        let said = readings.iter().map(|r| {
            let who: Vec<String> = r.witnesses.iter().map(|w| inline(&notes.name(&w.article))).collect();
            format!("**{}**: {}", inline(&shortened(&r.says)), who.join(", "))
        });
        let said: Vec<String> = said.collect();
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            number + 1,
            inline(&question(annotation)),
            inline(&kind_label(notes, annotation)),
            said.join("<br>"),
            inline(&silent(notes, annotation).join(", ")),
            annotation.severity.name(),
            annotation.status.name(),
        )?;
    }
    writeln!(out)
}

fn write_annotation(
    out: &mut impl Write,
    notes: &Notes<'_>,
    number: usize,
    annotation: &Annotation,
) -> io::Result<()> {
    writeln!(out, "## {number}. {}\n", inline(&question(annotation)))?;
    let mut facts = vec![
        format!("**{}**", inline(&kind_label(notes, annotation))),
        format!("severity {}", annotation.severity.name()),
        format!("confidence {}", annotation.confidence.name()),
        format!("status {}", annotation.status.name()),
    ];
    if !annotation.tags.is_empty() {
        facts.push(format!("tags {}", inline(&annotation.tags.join(", "))));
    }
    if let Some(by) = &annotation.by {
        facts.push(format!("by {}", inline(by)));
    }
    if let Some(created) = annotation.created {
        facts.push(created.strftime("%Y-%m-%d").to_string());
    }
    writeln!(out, "{}\n", facts.join(" · "))?;
    for reading in readings(annotation) {
        for witness in reading.witnesses {
            write_witness(out, notes, witness)?;
        }
    }
    let silent = silent(notes, annotation);
    if !silent.is_empty() {
        writeln!(out, "Not found in: {}.\n", inline(&silent.join(", ")))?;
    }
    write_block(out, "Note", &annotation.note)?;
    for check in &annotation.checks {
        let parts =
            [check.on.as_deref(), Some(check.source.as_str()), check.how.as_deref(), check.found.as_deref()];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).map(inline).collect();
        writeln!(out, "Checked: {}\n", parts.join(" · "))?;
    }
    if !annotation.evidence.is_empty() {
        writeln!(out, "Evidence:\n")?;
        for link in &annotation.evidence {
            if is_web(link) {
                writeln!(out, "- <{}>", address(link))?;
            } else {
                writeln!(out, "- {}", inline(link))?;
            }
        }
        writeln!(out)?;
    }
    write_block(out, "Verdict", annotation.verdict.as_deref().unwrap_or_default())
}

fn write_witness(out: &mut impl Write, notes: &Notes<'_>, witness: &Witness) -> io::Result<()> {
    let Some(quote) = &witness.quote else { return Ok(()) };
    let says = witness
        .says
        .as_deref()
        .filter(|s| !s.is_empty())
        .map_or_else(String::new, |s| format!(" — {}", inline(s)));
    let stand = if witness.stand == Stand::Agrees { " (agrees)" } else { "" };
    writeln!(out, "**{}**{says}{stand}\n", inline(&notes.name(&witness.article)))?;
    for line in quote.text.lines() {
        writeln!(out, "> {}", inline(line))?;
    }
    writeln!(out)?;
    if let Some(now) = witness.now.as_deref().filter(|n| *n != quote.text) {
        writeln!(out, "The article now says: {}\n", inline(now))?;
    }
    Ok(())
}

fn write_block(out: &mut impl Write, label: &str, text: &str) -> io::Result<()> {
    let mut lines = text.trim().lines();
    let Some(first) = lines.next() else { return Ok(()) };
    writeln!(out, "{label}: {}", inline(first))?;
    for line in lines {
        writeln!(out, "{}", inline(line))?;
    }
    writeln!(out)
}

/// Returns the names of the articles that are silent by the reader's word.
fn silent(notes: &Notes<'_>, annotation: &Annotation) -> Vec<String> {
    let silent = annotation.witnesses.iter().filter(|w| w.stand == Stand::Silent);
    silent.map(|w| notes.name(&w.article)).collect()
}

fn kind_label(notes: &Notes<'_>, annotation: &Annotation) -> String {
    let kinds = kind::all(&notes.case.kinds);
    kinds
        .iter()
        .find(|k| k.id == annotation.kind)
        .map_or_else(|| annotation.kind.clone(), |k| k.label.clone())
}

/// Cuts a long reading for the table; the section has all of it.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    let cut: String = text.chars().take(58).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

/// Escapes text so that Markdown shows it as it stands; what would command a terminal becomes a symbol.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(visible(c).unwrap_or(c)),
        }
    }
    // What begins a list or a rule does so only at the start of a line.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    if out.starts_with(['-', '+', '=']) {
        out.insert(0, '\\');
    } else if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

fn is_web(address: &str) -> bool {
    ["http://", "https://"].iter().any(|s| address.starts_with(s))
        && !address.chars().any(char::is_whitespace)
}

/// Keeps an address within its angle brackets.
fn address(url: &str) -> String {
    url.replace('<', "%3C").replace('>', "%3E").replace('|', "%7C")
}
