//! Names of articles for case files and JSON.

use std::path::Path;

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::fetch;

/// What an article is called whose name has no letter that is left.
const NOTHING: &str = "article";
/// Longest id, in bytes.
const LONGEST: usize = 60;

/// Names of pages that say nothing about what stands on them.
const NAMELESS: [&str; 4] = ["index", "default", "home", "amp"];

/// Returns the id that a path, an address or `-` suggests: its file stem, the last part of its path that says something, else
/// its host, in ASCII and lower case.
pub fn of_name(name: &str) -> String {
    if name == "-" {
        return "stdin".into();
    }
    if let Some((host, path)) = fetch::host_and_path(name) {
        return of_address(host, path);
    }
    slug(Path::new(name).file_stem().and_then(|s| s.to_str()).unwrap_or_default())
}

fn of_address<'a>(host: &'a str, path: impl DoubleEndedIterator<Item = &'a str>) -> String {
    // Escapes other than those of bytes beyond ASCII would only be turned into hyphens anyway.
    let stem = |part: &str| {
        let plain = percent_decode_str(part).decode_utf8_lossy();
        Path::new(&*plain).file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned()
    };
    let says = |stem: &String| !NAMELESS.contains(&stem.to_lowercase().as_str()) && slug(stem) != NOTHING;
    let named = path.rev().map(stem).find(says);
    slug(&named.unwrap_or_else(|| host.trim_start_matches("www.").to_owned()))
}

/// Makes an ASCII name: lower case, accents dropped, Latin ligatures spelt out, all else turned to single hyphens.
pub fn slug(stem: &str) -> String {
    let mut out = String::new();
    for c in stem.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match spelt_out(c) {
            Some(letters) => out.push_str(letters),
            None if c.is_ascii_alphanumeric() || c == '_' => out.push(c),
            None if out.is_empty() || out.ends_with('-') => {}
            None => out.push('-'),
        }
        if out.len() >= LONGEST {
            break;
        }
    }
    let name = out.trim_end_matches('-');
    if name.is_empty() { NOTHING.into() } else { name.into() }
}

fn spelt_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// Returns a name that is not yet in use: `base`, else `base-2`, `base-3`, …; it is in use from now on.
pub fn unused(base: &str, used: &mut FxHashSet<String>) -> String {
    let mut name = base.to_owned();
    let mut number = 1;
    while !used.insert(name.clone()) {
        number += 1;
        name = format!("{base}-{number}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_page_and_else_its_host() {
        for (address, id) in [
            (
                "https://www.paper.example/2026/03/footbridge-gives-way.html?from=feed#top",
                "footbridge-gives-way",
            ),
            ("https://paper.example/news/footbridge/", "footbridge"),
            ("https://paper.example/news/mill/index.html", "mill"),
            ("https://paper.example/news/caf%C3%A9%20brand%C3.php", "cafe-brand"),
            ("http://www.paper.example:8080", "paper-example"),
            ("http://paper.example/?p=12", "paper-example"),
            ("http://me:secret@paper.example/---/", "paper-example"),
        ] {
            assert_eq!(of_name(address), id, "{address}");
        }
    }

    #[test]
    fn a_path_gives_a_name_that_a_script_can_use() {
        let names = ["a/Straße nach Łódź.txt", "Valley Post (2).md", "-", "новости.txt", "..", "a_b.c.txt"];
        let ids = ["strasse-nach-lodz", "valley-post-2", "stdin", "article", "article", "a_b-c"];
        assert_eq!(names.map(of_name), ids);
    }

    #[test]
    fn a_clash_never_takes_a_name_that_is_in_use() {
        let mut used = FxHashSet::from_iter(["post".into(), "post-2".into()]);
        assert_eq!(unused("post", &mut used), "post-3");
        assert_eq!(unused("wire", &mut used), "wire");
        assert_eq!(unused("wire", &mut used), "wire-2");
    }
}
