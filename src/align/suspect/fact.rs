//! Facts: the numbers and times that a passage states.

use jiff::civil::Date;

use super::moment::{self, Moment};
use crate::align::cues::Cues;
use crate::align::number::{self, Number, Unit, is_person};
use crate::align::tokens::{fold_word, words};
use crate::article::{Article, Role, Span};

/// Passages at the head of an article in which its date may stand.
const HEAD: usize = 6;

/// Bytes of a dateline at most.
const DATELINE: usize = 80;

/// Words from an article to its noun at most.
const SINGLE: usize = 3;
/// Nouns for people that are no singular, though they do not end in an s.
const PLURAL: &[&str] = &[
    "people", "men", "women", "children", "staff", "wounded", "injured", "dead", "hurt", "missing", "killed",
    "family",
];

/// What a fact states.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A count, a sum, a measure, an age.
    Number(Number),
    /// A point in time.
    Moment(Moment),
    /// One person, told by an article: "a customs officer".
    Single,
}

/// A number or a time with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    /// Bytes of the article.
    pub(super) span: Span,
    pub(super) value: Value,
    /// Whether it counts all, or a part.
    pub(super) part: Part,
}

/// What a number counts of what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What it says.
    Whole,
    /// What another number is a part of: "eight out of 14".
    Total,
    /// What is left beside somebody else: "twelve others".
    Others,
}

/// Finds the facts of a passage; `cues` are those of all its words.
pub(super) fn of_passage(article: &Article, passage: usize, cues: Cues, date: Option<Date>) -> Vec<Fact> {
    // "At least a year" has no number word.
    let numbered = cues.has(Cues::NUMBER.or(Cues::LENGTH));
    if !numbered && !cues.has(Cues::TIME.or(Cues::PERSON)) {
        return Vec::new();
    }
    let start = article.passages[passage].span.start;
    let text = article.passage_text(passage);
    let mut moments =
        if cues.has(Cues::NUMBER.or(Cues::TIME)) { moment::find(text, date) } else { Vec::new() };
    let dateline = dateline(article, passage);
    let at_head = |span: Span| span.end <= dateline;
    let numbers = if numbered { number::find(text) } else { Vec::new() };
    let whole = |span: Span, value| Fact { span: span.shift(start), value, part: Part::Whole };
    let mut facts: Vec<Fact> = Vec::new();
    for number in numbers {
        if at_head(number.span) || moments.iter().any(|(s, _)| s.overlap(number.span).is_some()) {
            continue;
        }
        let span = number.span.shift(start);
        let value = match &number.unit {
            Unit::Year => Value::Moment(Moment::of_year(number.value as i16)),
            _ => Value::Number(number.clone()),
        };
        facts.push(Fact { span, value, part: part_of(text, number.span) });
    }
    if cues.has(Cues::PERSON) {
        facts.extend(singles(text).map(|s| whole(s, Value::Single)));
    }
    moments.retain(|(s, _)| !at_head(*s));
    facts.extend(moments.into_iter().map(|(s, m)| whole(s, Value::Moment(m))));
    facts.sort_by_key(|f| f.span);
    facts
}

/// Returns where the dateline of a report ends, in bytes: "LISSA, June 13 (Tidewater Press) – ". Its date is not the event's.
fn dateline(article: &Article, passage: usize) -> usize {
    let text = article.passage_text(passage);
    if passage > HEAD || article.passages[passage].role == Role::Heading {
        return 0;
    }
    let dash = |mark: &&str| text.find(*mark).filter(|at| *at <= DATELINE);
    let Some(end) = [" – ", " — ", " - ", " -- "].iter().filter_map(dash).min() else { return 0 };
    let head = &text[..end];
    let place = head.split([',', '(']).next().unwrap_or_default();
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    let high = |c: char| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’');
    let rest = head[place.len()..].trim();
    let (date, agency) = rest.split_once('(').unwrap_or((rest, ""));
    let agency = agency.trim_end_matches(')');
    let is_agency = agency.is_empty() || is_day(agency) || !agency.contains(|c: char| c.is_ascii_digit());
    let date = date.trim_matches([',', ' ']);
    let is_date = date.is_empty() || is_day(date);
    if letters > 1 && place.chars().all(high) && !rest.is_empty() && is_agency && is_date { end } else { 0 }
}

/// Returns whether words are those of a day: "June 13", "13 June", "Tuesday".
fn is_day(words: &str) -> bool {
    let name =
        |w: &str| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || c == '.');
    let figures = |w: &str| w.len() <= 2 && w.bytes().all(|b| b.is_ascii_digit());
    match words.split_whitespace().collect::<Vec<_>>()[..] {
        [day] => moment::is_name(day),
        [p, q] | [p, q, _] => {
            name(p) && figures(q.trim_end_matches(',')) || figures(p) && name(q.trim_end_matches(','))
        }
        _ => false,
    }
}

/// Returns the day an article was published: what it says of itself, else the first full date at its head.
pub(super) fn date_of(article: &Article) -> Option<Date> {
    let published = article.metadata.published.as_deref();
    let stated = published.and_then(|p| p.get(..10)).and_then(|p| p.parse::<Date>().ok());
    stated.or_else(|| {
        let head = (0..article.passages.len().min(HEAD)).map(|p| article.passage_text(p));
        head.flat_map(|text| moment::find(text, None)).find_map(|(_, m)| m.day())
    })
}

/// Returns whether "of" and another number stand before a number, or "others" behind it.
fn part_of(text: &str, number: Span) -> Part {
    let behind = words(&text[number.end..]).next();
    if behind.is_some_and(|(at, w)| at.start <= 1 && matches!(w, "other" | "others" | "more" | "further")) {
        return Part::Others;
    }
    let Some(before) = text[..number.start].strip_suffix(" of ") else { return Part::Whole };
    let before = before.strip_suffix(" out").unwrap_or(before);
    let total = before.rsplit(' ').next().is_some_and(|w| number::is_number_word(&fold_word(w)));
    if total { Part::Total } else { Part::Whole }
}

/// Finds the people that are told of singly: an article and a noun in the singular, with two words between at most.
fn singles(text: &str) -> impl Iterator<Item = Span> {
    let list: Vec<(Span, &str)> = words(text).collect();
    let mut out = Vec::new();
    for (i, (start, word)) in list.iter().enumerate() {
        if !matches!(*word, "a" | "an" | "A" | "An") {
            continue;
        }
        let close = |k: &usize| text[list[k - 1].0.end..list[*k].0.start] == *" ";
        let near = (i + 1..list.len().min(i + 1 + SINGLE)).take_while(close);
        let noun =
            near.map(|k| list[k]).find(|(_, w)| is_person(w) && !w.ends_with('s') && !PLURAL.contains(w));
        out.extend(noun.map(|(end, _)| start.join(end)));
    }
    out.into_iter()
}

/// Returns the words of a fact as they are shown: in small letters, but for months and days.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for (span, word) in words(text).filter(|(_, word)| moment::is_name(word)) {
        out += &text[end..span.start].to_lowercase();
        out += word;
        end = span.end;
    }
    out + &text[end..].to_lowercase()
}

/// Returns a number by which facts of like value stand near each other: thousandths; times stand apart.
pub(super) fn key(value: &Value) -> i64 {
    match value {
        Value::Number(number) => (number.value * 1000.0).clamp(0.0, 1e17) as i64,
        Value::Moment(_) => -1,
        Value::Single => -2,
    }
}

/// Returns the least and the greatest key of facts that may say the same.
pub(super) fn key_range(value: &Value) -> (i64, i64) {
    let key = key(value);
    if key < 0 { (key, key) } else { (key - key / 8 - 1, key + key / 8 + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_days_keep_their_capitals_and_nothing_else_does() {
        for (text, shown) in [
            ("Three people", "three people"),
            ("Sunday, March 9", "Sunday, March 9"),
            ("On 9 May", "on 9 May"),
            ("Almost Two Hours", "almost two hours"),
            ("SUNDAY’S", "sunday’s"),
            ("İstanbul", "i\u{307}stanbul"),
        ] {
            assert_eq!(plain(text), shown);
        }
    }
}
