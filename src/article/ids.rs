//! Names of articles for case files and JSON.

use std::path::Path;

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest id, in bytes.
const LONGEST: usize = 60;

/// Returns the id that a path or `-` suggests: its file stem in ASCII and lower case.
pub fn of_name(name: &str) -> String {
    if name == "-" {
        return "stdin".into();
    }
    slug(Path::new(name).file_stem().and_then(|s| s.to_str()).unwrap_or_default())
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
    if name.is_empty() { "article".into() } else { name.into() }
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
