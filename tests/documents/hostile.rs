//! Files that somebody broke, by chance or on purpose: each is an article or one sentence, and nothing is printed.

use std::time::{Duration, Instant};

use fastrand::Rng;
use variorum::article::{self, Extractor, Format, ReadAs};

use super::files::{assert_sound, docx_of, pdf};
use super::{docx, epub, html};

/// Broken files of each format; `HOSTILE=100000` makes a longer run.
const FILES: u32 = 150;
/// Longest time that a small file may take, on any machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// What breaks a format best: its own words in wrong places.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<li>",
    "<table>",
    "<td>",
    "<a href=x>",
    "</a>",
    "<b>",
    "<title>",
    "<script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&",
    "&#0;",
    "&#x110000;",
    "<w:p>",
    "</w:p>",
    "<w:t>",
    "</w:t>",
    "<w:del>",
    "<w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "\"",
    "'",
    "<",
    ">",
    "/>",
    "=",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "Â",
    "â€™",
    "Ã©",
    "é",
    "\u{301}",
    "obj",
    "endobj",
    "stream\n",
    "endstream",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "0 R",
    "5 0 R",
    "/Do",
    "BT",
    "ET",
    "Tf",
    "Td",
    "-1",
    "99999999999",
    "1e99",
    "<item>",
    "</item>",
    "<entry>",
    "<channel>",
    "{",
    "}",
    "null",
    "\r",
    "\n",
];

fn broken(sound: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut out = sound.to_vec();
    for _ in 0..random.usize(1..6) {
        let at = random.usize(0..=out.len());
        let until = (at + random.usize(0..40)).min(out.len());
        match random.u32(0..5) {
            0 => drop(out.drain(at..until)),
            1 => drop(out.splice(at..until, PIECES[random.usize(..PIECES.len())].bytes())),
            2 => drop(out.splice(at..at, PIECES[random.usize(..PIECES.len())].bytes())),
            3 => {
                let copy = out[at..until].to_vec();
                let to = random.usize(0..=out.len());
                drop(out.splice(to..to, copy));
            }
            _ => {
                if let Some(byte) = out.get_mut(at) {
                    *byte = random.u8(..);
                }
            }
        }
    }
    out
}

fn hold(format: Format, sound: &[u8], wrap: impl Fn(&[u8]) -> Vec<u8>) {
    let many = std::env::var("HOSTILE").ok().and_then(|n| n.parse().ok()).unwrap_or(FILES);
    let mut read = 0;
    for seed in 0..many {
        let mut random = Rng::with_seed(u64::from(seed));
        let bytes = wrap(&broken(sound, &mut random));
        let extractor = if random.bool() { Extractor::Reader } else { Extractor::Plain };
        let how = ReadAs {
            format: Some(format),
            extractor: Some(extractor),
            repair: random.bool(),
            encoding: None,
            ..ReadAs::default()
        };
        let start = Instant::now();
        let name = format.name();
        match article::read_as(&bytes, "broken", &how) {
            Ok(article) => {
                assert_sound(&article);
                read += 1;
            }
            Err(error) => assert!(!error.to_string().is_empty(), "{name} {seed}"),
        }
        assert!(start.elapsed() < PATIENCE, "{name} {seed} took {:?}", start.elapsed());
    }
    assert!(read * 50 >= many, "{}: only {read} of {many} were read, so nothing was tried", format.name());
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn broken_pages_are_read_or_told() {
    hold(Format::Html, html::PAGE.as_bytes(), <[u8]>::to_vec);
}

#[test]
fn broken_books_are_read_or_told() {
    hold(Format::Epub, epub::CHAPTER.as_bytes(), |b| epub::book(&text(b)));
    hold(Format::Epub, &epub::book(epub::CHAPTER), <[u8]>::to_vec);
}

#[test]
fn broken_documents_are_read_or_told() {
    hold(Format::Docx, docx::DOCUMENT.as_bytes(), |b| docx::document(&text(b)));
    hold(Format::Docx, docx::STYLES.as_bytes(), |b| docx_of(&[docx::DOCUMENT, &text(b), &text(b)]));
}

#[test]
fn broken_prints_are_read_or_told() {
    let lines = [
        (72, 720, 18, "Footbridge gives way"),
        (72, 690, 11, "Nine people were hurt."),
        (72, 677, 11, "It is closed."),
    ];
    hold(Format::Pdf, &pdf(&lines), <[u8]>::to_vec);
}

#[test]
fn broken_feeds_are_read_or_told() {
    let rss = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Post</title><item><title>Deck</title>\
        <description>&lt;p&gt;Nine fell.&lt;/p&gt;</description><pubDate>Sat, 14 Mar 2026 18:40:00 GMT</pubDate></item></channel></rss>";
    hold(Format::Feed, rss.as_bytes(), <[u8]>::to_vec);
    let json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Wire\",\"items\":[{\"id\":\"1\",\"content_html\":\"<p>Nine fell.</p>\"}]}";
    hold(Format::Feed, json.as_bytes(), <[u8]>::to_vec);
}
