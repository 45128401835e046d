//! Any articles: what is aligned must be sound, and the same in any order and by any number of workers.
//!
//! Bytes stand for words, marks and odd characters, so that most inputs share passages: random letters would not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::align::{self, Unwatched};
use variorum::article::{self, Article};

#[path = "../../tests/support/holds.rs"]
mod holds;

/// What begins another article.
const NEXT: u8 = 255;
/// Articles at most.
const MOST: usize = 6;
/// What all other bytes stand for, by their remainder.
const PIECES: &[&str] = &[
    "nine ", "twelve ", "about ", "at least ", "12 ", "1,200 ", "3.5 percent ", "$1.2 million ", "two dozen ", "people ",
    "were ", "was ", "not ", "may ", "will ", "taken ", "to ", "hospital ", "when ", "the ", "ferry ", "ran ", "aground ",
    "on ", "Monday ", "Tuesday ", "3 May 2021 ", "at 5 pm ", "in ", "Ada Holm ", "Adah Holm ", "Holm ", "Mr. ", "captain ",
    "said ", "that ", "they ", "had ", "left ", "at once ", "coast ", "guard ", "light ", "rock ", "denied ", "confirmed ",
    "“", "” ", "\"", "‘", "’ ", "… ", "[…] ", ". ", ". ", "! ", "? ", ", ", ", ", "; ", ": ", "— ", "(", ") ", "\n", "\n\n",
    "# ", "- ", "> ", "\u{301}", "\u{c2}", "\u{fffd}", "\u{202e}", "\u{200d}", "👩‍🚒 ", "船は。", "ß", "ŉ", "İ", "ﬁ", "\u{feff}",
    "\u{a0}", "\t", "\r\n", "\0", "x", "ferries ", "passengers ", "reportedly ", "according to ", "police ", "Berlin ",
    "nobody ", "arrested ", "first ", "second ", "woman ", "an hour and a half ", "three-quarters of an hour ", "from ", "if ",
    "without conditions ", "Mayor ", "governor ", "the deputy ", "minister ", "lasted ", "for ", "6.40 ", "in the morning ",
    "open ", "closed ", "killed ", "dead ", "injured ", "missing ", "lost their lives ", "LISSA, June 13 (Wire) – ", "he said", "she said",
    "Ida Brock, who leads, ", "between 2018 and 2023 ", "from Monday to Friday ", "considering whether to ", "has opened ", "ruled out ",
    "it was ", "who ", "asked for ", "asked ", "won 2-1 ", "6-4, 6-3 ", "three in five ", "acres ", "km/h ", "mph ", "square miles ",
    "19 years old ", "general secretary ", "superintendent ", "union president ", "cancelled ", "canceled ", "over ", "seven days' ",
    "three-day ", "strike ", "PA 17801 ", "florins ", "almost forty ", "late ", "told ", "of the ", "up to ", "add ",
];

fuzz_target!(|bytes: &[u8]| {
    let text = |part: &[u8]| part.iter().map(|b| PIECES[usize::from(*b) % PIECES.len()]).collect::<String>();
    let read = |(number, part): (usize, &[u8])| {
        let name = if number % 3 == 2 { format!("a{number}.md") } else { format!("a{number}.txt") };
        article::read(text(part).as_bytes(), &name).ok()
    };
    let articles: Vec<Article> =
        bytes.split(|b| *b == NEXT).take(MOST).enumerate().filter_map(read).collect();
    let articles: Vec<&Article> = articles.iter().collect();
    holds::assert_sound(&articles, &align::align(&articles, &[], &Unwatched));
    let turn = bytes.first().map_or(0, |b| usize::from(*b));
    holds::assert_order_free(&articles, turn, |a| align::align(a, &[], &Unwatched));
});
