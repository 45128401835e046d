//! Pandoc's Markdown: definition lists, divisions with classes, and a footnote for each place.

use std::io::{self, Write};

use super::escape::pandoc as escape;
use super::{
    Annotation, Record, Witness, evidence, facts, lines, looked_up, place, quoted, who, write_summary,
};

pub(super) fn write(out: &mut impl Write, record: &Record) -> io::Result<()> {
    // Texts of the head are Markdown too; a string of JSON is one of YAML.
    let title = serde_json::to_string(&escape(&record.case.title))?;
    writeln!(out, "---\ntitle: {title}\nlang: en")?;
    if let Some(exported) = &record.exported {
        writeln!(out, "date: {}", serde_json::to_string(exported)?)?;
    }
    writeln!(out, "---\n\n# Articles {{#articles}}\n")?;
    for article in &record.articles {
        let title = article.title.as_deref().map(|t| format!("*{}*", escape(t)));
        let known: Vec<String> = title.into_iter().chain(facts(article, escape)).collect();
        let known = if known.is_empty() { "—".to_owned() } else { known.join(", ") };
        writeln!(out, "{}\\. {}\n:   {known}\n", article.number, escape(&article.name))?;
    }
    writeln!(out, "# Disagreements {{#disagreements}}\n")?;
    write_summary(out, record, escape, "; ", |a| format!("[{}](#n{})", escape(&a.heading), a.number))?;
    record.annotations.iter().try_for_each(|a| write_annotation(out, a))
}

fn write_annotation(out: &mut impl Write, a: &Annotation) -> io::Result<()> {
    let (severity, status) = (a.severity, a.status);
    let heading = escape(&a.heading);
    writeln!(
        out,
        "# {}\\. {heading} {{#n{} .annotation .severity-{severity} .status-{status}}}\n",
        a.number, a.number
    )?;
    let day = |text: &String| escape(&text.chars().take(10).collect::<String>());
    let tags: Vec<String> = a.tags.iter().map(|t| escape(t)).collect();
    for (term, text) in [
        ("Kind", Some(escape(&a.kind_label))),
        ("Severity", Some(severity.to_owned())),
        ("Confidence", Some(a.confidence.to_owned())),
        ("Status", Some(status.to_owned())),
        ("Tags", Some(tags.join(", "))),
        ("By", a.by.as_deref().map(escape)),
        ("Created", a.created.as_ref().map(day)),
        ("Changed", a.changed.as_ref().map(day)),
        ("Id", Some(escape(&a.id))),
    ] {
        if let Some(text) = text.filter(|t| !t.is_empty()) {
            writeln!(out, "{term}\n:   {text}\n")?;
        }
    }
    for at in a.readings.iter().flat_map(|r| &r.witnesses) {
        write_witness(out, &a.witnesses[*at], &format!("n{}-{}", a.number, at + 1))?;
    }
    if !a.silent.is_empty() {
        let silent: Vec<String> = a.silent.iter().map(|n| escape(n)).collect();
        writeln!(out, "Not found in: {}.\n", silent.join(", "))?;
    }
    write_division(out, "note", "Note", &lines(&a.note, escape))?;
    let checks: Vec<String> = a.checks.iter().map(|c| format!("- {}", looked_up(c, escape))).collect();
    write_division(out, "checks", "Checked", &listed(&checks))?;
    let links: Vec<String> = a.evidence.iter().map(|e| format!("- {}", evidence(e, escape))).collect();
    write_division(out, "evidence", "Evidence", &listed(&links))?;
    write_division(out, "verdict", "Verdict", &lines(a.verdict.as_deref().unwrap_or_default(), escape))
}

fn write_witness(out: &mut impl Write, w: &Witness, footnote: &str) -> io::Result<()> {
    let Some(text) = &w.text else { return Ok(()) };
    let words = quoted(text, escape, "> ");
    writeln!(out, "::: {{.witness .{}}}\n{}\n\n{words}[^{footnote}]", w.stand, who(w, escape))?;
    if let Some(now) = w.now.as_deref().filter(|now| now != text) {
        writeln!(out, "\nThe article now says:\n\n{}", quoted(now, escape, "> "))?;
    }
    writeln!(out, ":::\n\n[^{footnote}]: In {}.\n", place(w, escape))
}

/// Returns a list with a blank line before it, without which it would belong to the line before.
fn listed(items: &[String]) -> String {
    if items.is_empty() { String::new() } else { format!("\n\n{}", items.join("\n")) }
}

fn write_division(out: &mut impl Write, class: &str, label: &str, text: &str) -> io::Result<()> {
    if text.is_empty() { Ok(()) } else { writeln!(out, "::: {{.{class}}}\n**{label}:** {text}\n:::\n") }
}
