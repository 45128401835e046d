//! GitHub Flavored Markdown.

use std::io::{self, Write};

use super::{
    Annotation, Record, Witness, address, evidence, inline, is_web, lines, looked_up, place, quoted, signed,
    who, write_summary,
};

pub(super) fn write(out: &mut impl Write, record: &Record) -> io::Result<()> {
    writeln!(out, "# {}\n", inline(&record.case.title))?;
    if let Some(exported) = &record.exported {
        writeln!(out, "Written out on {exported}.\n")?;
    }
    write_articles(out, record)?;
    writeln!(out, "## Disagreements\n")?;
    write_summary(out, record, inline, "<br>", |a| inline(&a.heading))?;
    record.annotations.iter().try_for_each(|a| write_annotation(out, a))
}

fn write_articles(out: &mut impl Write, record: &Record) -> io::Result<()> {
    writeln!(out, "## Articles\n")?;
    writeln!(
        out,
        "|  | Article | Title | Source | Author | Published | SHA-256 |\n|--:|---|---|---|---|---|---|"
    )?;
    for article in &record.articles {
        let or_dash = |text: &Option<String>| inline(text.as_deref().unwrap_or("—"));
        let title = or_dash(&article.title);
        let linked = match &article.url {
            Some(url) if is_web(url) => format!("[{title}](<{}>)", address(url)),
            _ => title,
        };
        writeln!(
            out,
            "| {} | {} | {linked} | {} | {} | {} | {} |",
            article.number,
            inline(&article.name),
            or_dash(&article.source),
            or_dash(&article.author),
            or_dash(&article.published),
            or_dash(&article.sha256),
        )?;
    }
    writeln!(out)
}

fn write_annotation(out: &mut impl Write, a: &Annotation) -> io::Result<()> {
    writeln!(out, "## {}. {}\n", a.number, inline(&a.heading))?;
    let mut facts = vec![
        format!("**{}**", inline(&a.kind_label)),
        format!("severity {}", a.severity),
        format!("confidence {}", a.confidence),
        format!("status {}", a.status),
    ];
    if !a.tags.is_empty() {
        facts.push(format!("tags {}", inline(&a.tags.join(", "))));
    }
    facts.extend(signed(a, inline));
    facts.push(inline(&a.id));
    writeln!(out, "{}\n", facts.join(" · "))?;
    // Witnesses that say the same stand together.
    for at in a.readings.iter().flat_map(|r| &r.witnesses) {
        write_witness(out, &a.witnesses[*at])?;
    }
    if !a.silent.is_empty() {
        writeln!(out, "Not found in: {}.\n", inline(&a.silent.join(", ")))?;
    }
    write_block(out, "Note", &a.note)?;
    for check in &a.checks {
        writeln!(out, "Checked: {}\n", looked_up(check, inline))?;
    }
    if !a.evidence.is_empty() {
        writeln!(out, "Evidence:\n")?;
        for link in &a.evidence {
            writeln!(out, "- {}", evidence(link, inline))?;
        }
        writeln!(out)?;
    }
    write_block(out, "Verdict", a.verdict.as_deref().unwrap_or_default())
}

fn write_witness(out: &mut impl Write, w: &Witness) -> io::Result<()> {
    let Some(text) = &w.text else { return Ok(()) };
    writeln!(out, "{}\n\n{}\n", who(w, inline), quoted(text, inline, "> "))?;
    writeln!(out, "In {}.\n", place(w, inline))?;
    match w.now.as_deref().filter(|now| now != text) {
        Some(now) => writeln!(out, "The article now says:\n\n{}\n", quoted(now, inline, "> ")),
        None => Ok(()),
    }
}

fn write_block(out: &mut impl Write, label: &str, text: &str) -> io::Result<()> {
    if text.trim().is_empty() { Ok(()) } else { writeln!(out, "{label}: {}\n", lines(text, inline)) }
}
