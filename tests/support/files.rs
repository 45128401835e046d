//! Files that tests make, and what must hold of what is read from them; for the suite and for the fuzzer.
#![allow(dead_code, unreachable_pub)] // Each test file uses its part.

use std::io::{Cursor, Write};

use variorum::article::{self, Article, Extractor, Format, ReadAs};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Makes a ZIP file of named texts.
pub fn zip_of(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Makes a PDF of one page that shows lines, each at a place and a size.
pub fn pdf(lines: &[(u32, u32, u32, &str)]) -> Vec<u8> {
    let mut content = String::new();
    for (x, y, size, text) in lines {
        content.push_str(&format!("BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"));
    }
    file(&[
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".into(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".into(),
        "<< /Title (Footbridge gives way) /Author (M. Ode) /CreationDate (D:20260314184000Z) >>".into(),
    ])
}

/// Makes a PDF of numbered objects; the last one says what the file says of itself.
pub fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let table = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|p| out.push_str(&format!("{p:010} 00000 n \n")));
    let (size, info) = (objects.len() + 1, objects.len());
    out.push_str(&format!(
        "trailer << /Size {size} /Root 1 0 R /Info {info} 0 R >>\nstartxref\n{table}\n%%EOF\n"
    ));
    out.into_bytes()
}

/// Reads bytes as a format by all of its extractors; what comes of them must be sound, and the same each time.
pub fn assert_reads(bytes: &[u8], format: Format) {
    let extractors: &[Option<Extractor>] = match format {
        Format::Html => &[Some(Extractor::Reader), Some(Extractor::Plain)],
        _ => &[None],
    };
    for extractor in extractors.iter().copied() {
        assert_reads_as(bytes, &ReadAs { format: Some(format), extractor, ..ReadAs::default() });
    }
}

/// Reads bytes in one way; returns the article, which must be sound.
pub fn assert_reads_as(bytes: &[u8], how: &ReadAs) -> Option<Article> {
    let article = article::read_as(bytes, "fuzzed", how).ok()?;
    assert_sound(&article);
    Some(article)
}

/// Makes a DOCX file of the texts of its parts, of which the last ones may be missing.
pub fn docx_of(parts: &[&str]) -> Vec<u8> {
    let names = [
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/footnotes.xml",
        "docProps/core.xml",
    ];
    zip_of(&names.into_iter().zip(parts.iter().copied()).collect::<Vec<_>>())
}

/// Makes an EPUB file of a package document and a chapter, of which any may be missing.
pub fn epub_of(parts: &[&str]) -> Vec<u8> {
    let container = "<container><rootfile full-path=\"book.opf\"/></container>";
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    zip_of(&[("META-INF/container.xml", container), ("book.opf", part(0)), ("a.xhtml", part(1))])
}

/// What must hold of every article, whatever it was read from.
pub fn assert_sound(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        assert!(
            block.span.start >= end
                && !block.span.is_empty()
                && article.text.get(block.span.range()).is_some()
        );
        end = block.span.end;
    }
    for passage in &article.passages {
        assert!(
            article.blocks[passage.block].span.covers(passage.span)
                && !article.slice(passage.span).is_empty()
        );
    }
    assert!(!article.text.contains('\r') && !article.blocks.is_empty());
}
