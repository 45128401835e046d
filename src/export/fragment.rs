//! Links to words on a web page: text fragments, `#:~:text=…`.

use std::fmt::Write as _;

use super::{is_web, text};
use crate::case::Quote;

/// Words longer than this, in scalar values, are named by how they begin and end.
const WHOLE: usize = 120;
/// Words of a beginning, an end, or what stands beside.
const WORDS: usize = 4;

/// Returns an address that leads a browser to the words; nothing when the article's is not one of the web.
pub(super) fn of(url: &str, quote: &Quote) -> Option<String> {
    let words = quote.text.trim();
    if !is_web(url) || words.is_empty() {
        return None;
    }
    let mut fragment = String::new();
    if let Some(before) = beside(&quote.before, true) {
        let _ = write!(fragment, "{}-,", encoded(&before));
    }
    let all: Vec<&str> = words.split_whitespace().collect();
    // A match in one piece cannot go on from one paragraph into the next.
    if (words.chars().count() > WHOLE || words.contains('\n')) && all.len() > 2 * WORDS {
        let (start, end) = (all[..WORDS].join(" "), all[all.len() - WORDS..].join(" "));
        let _ = write!(fragment, "{},{}", encoded(&start), encoded(&end));
    } else {
        fragment.push_str(&encoded(&all.join(" ")));
    }
    if let Some(after) = beside(&quote.after, false) {
        let _ = write!(fragment, ",-{}", encoded(&after));
    }
    let hash = if url.contains('#') { "" } else { "#" };
    Some(format!("{}{hash}:~:text={fragment}", text::readable_address(url)))
}

/// Returns the whole words that stand beside a quote in its own paragraph; the outermost may be cut off, so it is left out.
fn beside(context: &str, is_before: bool) -> Option<String> {
    let line = if is_before { context.rsplit('\n').next()? } else { context.split('\n').next()? };
    let cut_off = line.len() == context.len();
    let mut words: Vec<&str> = line.split_whitespace().collect();
    if cut_off && !words.is_empty() {
        words.remove(if is_before { 0 } else { words.len() - 1 });
    }
    // A word that touches the quote is a part of it to the browser, but for marks.
    let kept = words.len().min(WORDS);
    let words = if is_before { &words[words.len() - kept..] } else { &words[..kept] };
    let text = words.join(" ");
    text.chars().any(char::is_alphanumeric).then_some(text)
}

/// Encodes what is not a plain letter or figure: `-`, `,` and `&` mean something there.
fn encoded(text: &str) -> String {
    text::percent(text, |c| c.is_ascii_alphanumeric() || "_.~".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(before: &str, text: &str, after: &str) -> Quote {
        Quote { text: text.into(), before: before.into(), after: after.into(), ..Quote::default() }
    }

    #[test]
    fn a_link_leads_to_the_words_and_not_to_others_like_them() {
        let link = |quote: &Quote| of("https://a.example/x", quote);
        assert_eq!(
            link(&quote("ck dropped into it. ", "Nine people", ", two of th")).unwrap(),
            "https://a.example/x#:~:text=dropped%20into%20it.-,Nine%20people,-%2C%20two%20of"
        );
        let long = quote("", &"one-two and, more & ".repeat(9), "");
        assert_eq!(
            link(&long).unwrap(),
            "https://a.example/x#:~:text=one%2Dtwo%20and%2C%20more%20%26,one%2Dtwo%20and%2C%20more%20%26"
        );
        assert_eq!(
            link(&quote("other paragraph\n", "9", "\nnext")).unwrap(),
            "https://a.example/x#:~:text=9",
            "what stands in another paragraph does not stand beside it"
        );
        assert_eq!(
            of("https://a.example/#top", &quote("", "9", "")).unwrap(),
            "https://a.example/#top:~:text=9"
        );
        assert_eq!(
            of("https://a.example/ö\u{202e}\u{200b}", &quote("", "9", "")).unwrap(),
            "https://a.example/ö%E2%80%AE%E2%80%8B#:~:text=9"
        );
        assert_eq!(of("javascript:alert(1)", &quote("", "9", "")), None);
    }
}
