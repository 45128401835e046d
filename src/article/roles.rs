//! What a block is: heading, item, caption, site furniture or text.
//!
//! The patterns are data in `assets/boilerplate.txt` and `assets/captions.txt`.

use super::Role;
use super::project::Draft;

const BOILERPLATE: &str = include_str!("../../assets/boilerplate.txt");
const CAPTIONS: &str = include_str!("../../assets/captions.txt");

/// Longest line, in bytes, that can be site furniture or a caption.
const FURNITURE: usize = 200;
/// Longest heading, in bytes.
const HEADING: usize = 160;

/// Gives a line the role that it has by itself.
pub(super) fn of_line(line: &str) -> Draft {
    let marker = marker(line);
    let role = match () {
        () if marker > 0 => Role::Item,
        () if line.len() <= FURNITURE && is_caption(line) => Role::Caption,
        () if line.len() <= FURNITURE && is_furniture(line) => Role::Boilerplate,
        () if looks_like_heading(line) => Role::Heading,
        () => Role::Text,
    };
    Draft { role, text: line.to_owned(), marker }
}

/// Returns the bytes of an item's marker and the blank behind it; 0 when the line is no item.
pub(super) fn marker(line: &str) -> usize {
    let mut chars = line.chars();
    if let Some(c) = chars.next().filter(|c| "-*•–‣◦▪●·".contains(*c)) {
        return if chars.next() == Some(' ') { c.len_utf8() + 1 } else { 0 };
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=2).contains(&digits)
        && line[digits..].starts_with([')', '.'])
        && line[digits + 1..].starts_with(' ');
    if is_number { digits + 2 } else { 0 }
}

/// Corrects roles by what stands around: repeated headlines, promotion, teasers, credits.
pub(super) fn settle(drafts: &mut [Draft]) {
    let titles = drafts.iter().filter(|d| d.role == Role::Heading).count();
    let has_text = drafts.iter().any(|d| d.role == Role::Text);
    let first_text = drafts.iter().position(|d| d.role == Role::Text).unwrap_or(0);
    let mut seen: Vec<String> = Vec::new();
    for i in 0..drafts.len() {
        if drafts[i].role != Role::Heading {
            continue;
        }
        let folded = super::fold::fold_text(&drafts[i].text);
        let follows = drafts[i + 1..].iter().find(|d| d.role != Role::Caption).map(|d| d.role);
        drafts[i].role = match follows {
            _ if seen.contains(&folded) => Role::Boilerplate,
            _ if i < first_text || (i == 0 && titles == drafts.len()) => Role::Heading,
            _ if is_shouted(&drafts[i].text) || is_teaser(&drafts[i].text) => Role::Boilerplate,
            // A line that ends in mid-sentence before a credit is part of that credit.
            Some(Role::Boilerplate) if ends_open(&drafts[i].text) => Role::Boilerplate,
            Some(Role::Text | Role::Item | Role::Quotation | Role::Heading) => Role::Heading,
            // A short last line heads nothing.
            _ if has_text => Role::Text,
            _ => Role::Heading,
        };
        seen.push(folded);
    }
}

fn patterns(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn is_caption(line: &str) -> bool {
    let folded = super::fold::fold_text(line);
    patterns(CAPTIONS).any(|p| folded.starts_with(p))
}

fn is_furniture(line: &str) -> bool {
    let folded = super::fold::fold_text(line);
    patterns(BOILERPLATE).any(|p| matches(&folded, p))
}

/// Compares a folded line with a pattern of the data file.
fn matches(line: &str, pattern: &str) -> bool {
    let (anchored, pattern) = pattern.strip_prefix('^').map_or((false, pattern), |p| (true, p));
    let mut at = 0;
    for (i, part) in pattern.split('*').map(str::trim).filter(|p| !p.is_empty()).enumerate() {
        match line[at..].find(part) {
            Some(0) => at += part.len(),
            Some(found) if !(anchored && i == 0) => at += found + part.len(),
            _ => return false,
        }
    }
    true
}

/// A short line that does not end as a sentence does and begins with a capital or a quotation mark.
fn looks_like_heading(line: &str) -> bool {
    let words = line.split(' ').count();
    let closed = line.trim_end_matches(['”', '"', '’', '\'', ')', '»', ' ']);
    let open_end = !closed.ends_with(['.', '!', '?', '…', ',', ';', ':', '。', '！', '？']);
    // A question or an exclamation of a few words may head a section too.
    let short_cry = words <= 8 && closed.ends_with(['?', '!']);
    let first = line.chars().find(|c| c.is_alphanumeric());
    line.len() <= HEADING
        && words <= 18
        && (open_end || short_cry)
        && first.is_some_and(|c| !c.is_lowercase())
}

/// All capitals, and long enough that it is no acronym.
fn is_shouted(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic());
    line.split(' ').count() >= 3 && letters.clone().count() >= 8 && letters.clone().all(char::is_uppercase)
}

/// The headline of another story: long, and nearly every longer word has a capital.
fn is_teaser(line: &str) -> bool {
    let long: Vec<&str> = line.split(' ').filter(|w| w.chars().count() >= 4).collect();
    let capital =
        long.iter().filter(|w| w.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())).count();
    line.split(' ').count() >= 7 && capital * 10 >= long.len() * 8
}

fn ends_open(line: &str) -> bool {
    line.ends_with(',') || line.ends_with(" and") || line.ends_with(" with")
}
