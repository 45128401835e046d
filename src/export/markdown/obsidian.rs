//! Obsidian's Markdown: properties, a callout for each voice, tags, and a block id for each annotation.

use std::io::{self, Write};

use super::escape::obsidian as escape;
use super::escape::tag;
use super::{Annotation, Record, evidence, facts, looked_up, place, quoted, signed, write_summary};

pub(super) fn write(out: &mut impl Write, record: &Record) -> io::Result<()> {
    write_properties(out, record)?;
    writeln!(out, "# {}\n\n## Articles\n", escape(&record.case.title))?;
    for article in &record.articles {
        let name = format!("**{}**", escape(&article.name));
        let title = article.title.as_deref().map(|t| format!("*{}*", escape(t)));
        let known: Vec<String> = [name].into_iter().chain(title).chain(facts(article, escape)).collect();
        writeln!(out, "{}. {}", article.number, known.join(", "))?;
    }
    writeln!(out, "\n## Disagreements\n")?;
    write_summary(out, record, escape, "<br>", |a| format!("[{}](#^n{})", escape(&a.heading), a.number))?;
    record.annotations.iter().try_for_each(|a| write_annotation(out, a))
}

fn write_properties(out: &mut impl Write, record: &Record) -> io::Result<()> {
    writeln!(out, "---\ntitle: {}", yaml(&record.case.title)?)?;
    if !record.case.id.is_empty() {
        writeln!(out, "case: {}", yaml(&record.case.id)?)?;
    }
    for (key, moment) in [("created", &record.case.created), ("exported", &record.exported)] {
        if let Some(moment) = moment {
            writeln!(out, "{key}: {}", moment.trim_end_matches('Z'))?;
        }
    }
    writeln!(out, "articles:")?;
    for article in &record.articles {
        writeln!(out, "  - {}", yaml(&article.name)?)?;
    }
    let mut tags: Vec<String> = record.annotations.iter().flat_map(|a| &a.tags).map(|t| tag(t)).collect();
    tags.sort_unstable();
    tags.dedup();
    writeln!(out, "tags:\n  - variorum")?;
    for tag in tags.iter().filter(|t| !t.is_empty()) {
        writeln!(out, "  - {}", yaml(tag)?)?;
    }
    writeln!(out, "---\n")
}

/// Returns a text as YAML: a string of JSON is one.
fn yaml(text: &str) -> io::Result<String> {
    Ok(serde_json::to_string(&crate::export::text::line(text))?)
}

fn write_annotation(out: &mut impl Write, a: &Annotation) -> io::Result<()> {
    writeln!(out, "## {}. {}\n", a.number, escape(&a.heading))?;
    let mut tags = vec![
        format!("#kind/{}", tag(&a.kind)),
        format!("#severity/{}", a.severity),
        format!("#confidence/{}", a.confidence),
        format!("#status/{}", a.status),
    ];
    tags.extend(a.tags.iter().map(|t| tag(t)).filter(|t| !t.is_empty()).map(|t| format!("#{t}")));
    let mut facts = vec![escape(&a.kind_label)];
    facts.extend(signed(a, escape));
    facts.push(escape(&a.id));
    writeln!(out, "{}\n\n{} ^n{}\n", tags.join(" "), facts.join(" · "), a.number)?;
    for w in a.readings.iter().flat_map(|r| &r.witnesses).map(|at| &a.witnesses[*at]) {
        let Some(text) = &w.text else { continue };
        let says = w.says.as_deref().map_or_else(String::new, |s| format!(" — {}", escape(s)));
        let stand = if w.stand == "agrees" { " (agrees)" } else { "" };
        let mut body = format!("{}\n\nIn {}.", quoted(text, escape, ""), place(w, escape));
        if let Some(now) = w.now.as_deref().filter(|now| now != text) {
            body.push_str(&format!("\n\nThe article now says: {}", quoted(now, escape, "")));
        }
        write_callout(out, "quote", &format!("{}{says}{stand}", escape(&w.name)), &body)?;
    }
    if !a.silent.is_empty() {
        write_callout(out, "missing", "Not found", &escape(&a.silent.join(", ")))?;
    }
    write_callout(out, "note", "Note", &quoted(a.note.trim(), escape, ""))?;
    let checks: Vec<String> = a.checks.iter().map(|c| format!("- {}", looked_up(c, escape))).collect();
    write_callout(out, "check", "Checked", &checks.join("\n"))?;
    let links: Vec<String> = a.evidence.iter().map(|e| format!("- {}", evidence(e, escape))).collect();
    write_callout(out, "info", "Evidence", &links.join("\n"))?;
    let verdict = a.verdict.as_deref().unwrap_or_default();
    write_callout(out, "success", "Verdict", &quoted(verdict.trim(), escape, ""))
}

fn write_callout(out: &mut impl Write, kind: &str, title: &str, body: &str) -> io::Result<()> {
    if body.is_empty() {
        return Ok(());
    }
    writeln!(out, "> [!{kind}] {title}")?;
    for line in body.lines() {
        writeln!(out, "{}", format!("> {line}").trim_end())?;
    }
    writeln!(out)
}
