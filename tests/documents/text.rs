//! `variorum text`, as a user has it.

use std::fs;
use std::process::{Command, Output};

use super::files::{file, pdf};
use super::html;

fn text(bytes: &[u8], name: &str, options: &[&str]) -> Output {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(name), bytes).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command.current_dir(dir.path()).arg("text").arg(name).args(options).output().unwrap()
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn an_article_is_printed_as_it_is_read_and_the_whole_page_on_request() {
    let page = html::PAGE.as_bytes();
    let reader = printed(&text(page, "deck.html", &[]));
    assert!(
        reader.starts_with("Footbridge gives way\nBy Maria Ode, Chief Reporter\nNine people"),
        "{reader}"
    );
    assert!(!reader.contains("Copyright"));
    assert!(printed(&text(page, "deck.html", &["--extract", "plain"])).contains("Copyright"));
    let passages = printed(&text(page, "deck.html", &["--passages"]));
    assert!(passages.starts_with("0\theading\t0\t20\tFootbridge gives way\n"), "{passages}");
    assert!(
        passages.contains("\tquotation\t")
            && passages.contains("\tcaption\t")
            && passages.contains("\titem\t")
    );
}

#[test]
fn an_extractor_that_there_is_not_is_a_slip_of_the_user() {
    let output = text(html::PAGE.as_bytes(), "deck.html", &["--extract", "magic"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("reader, plain, best"), "{output:?}");
}

#[test]
fn damaged_text_is_mended_only_when_asked_and_each_change_can_be_seen_first() {
    let damaged = "Ashcombe\u{a0}â The bridgeâ€™s deck fell.Â\nNine were hurt.".as_bytes();
    assert!(printed(&text(damaged, "a.txt", &[])).contains("bridgeâ€™s"));
    let mended = "Ashcombe — The bridge’s deck fell.\nNine were hurt.\n";
    assert_eq!(printed(&text(damaged, "a.txt", &["--repair"])), mended);
    let changes = printed(&text(damaged, "a.txt", &["--repair", "--changes"]));
    let lines: Vec<&str> = changes.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[1].starts_with("0\tâ€™\t’\t") && lines[1].contains("bridge[â€™→’]s deck"), "{changes}");
    let output = text(damaged, "a.txt", &["--changes"]);
    assert_eq!(output.status.code(), Some(2), "a preview of nothing would mislead: {output:?}");
}

#[test]
fn the_encoding_is_the_reader_s_to_choose() {
    assert_eq!(printed(&text(b"caf\xe9 na\xefve", "a.txt", &["--encoding", "iso-8859-2"])), "café naďve\n");
    let output = text(b"x", "a.txt", &["--encoding", "klingon"]);
    assert!(said(&output).contains("klingon") && output.status.code() == Some(1));
}

#[test]
fn a_print_is_read_with_a_warning_and_a_broken_one_says_so_in_one_line() {
    let output = text(&pdf(&[(72, 720, 11, "Nine people were hurt.")]), "a.pdf", &[]);
    assert_eq!(printed(&output), "Nine people were hurt.\n");
    assert!(said(&output).contains("a.pdf: a PDF does not say"), "{output:?}");
    // Its library gives up on a picture that is not there.
    let broken = file(&[
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>".into(),
        "<< /Length 5 >>\nstream\n/A Do\nendstream".into(),
        "<< >>".into(),
    ]);
    let output = text(&broken, "b.pdf", &[]);
    assert_eq!((output.status.code(), said(&output).lines().count()), (Some(1), 1), "{output:?}");
    assert!(said(&output).contains("b.pdf: is a PDF file that cannot be read"), "{output:?}");
}

#[test]
fn files_that_are_no_articles_say_what_they_are() {
    let sheet = super::files::zip_of(&[("xl/workbook.xml", "<x/>")]);
    for (bytes, name, what) in [
        (sheet.as_slice(), "a.docx", "a spreadsheet"),
        (b"{\\rtf1 x", "a.txt", "an RTF file"),
        (b"PK\x03\x04", "a.epub", "a ZIP file"),
    ] {
        let output = text(bytes, name, &[]);
        assert!(said(&output).contains(what) && output.status.code() == Some(1), "{output:?}");
    }
}
