//! What a number measures: the sign or words beside it, an age, a year, or the things that it counts.

use super::read::{Reader, Value};
use super::words::AGED;
use super::{Bound, Number, Unit, measure};
use crate::align::tokens::is_stopword;
use crate::article::Span;

impl Reader<'_> {
    /// Finds unit and bound of a value and makes a number of it.
    pub(super) fn with_unit(&self, first: usize, value: &Value) -> Option<Number> {
        let number = Span::new(self.words[first].span.start, self.words[value.next - 1].span.end);
        let (bound, start) = self.bound(first, value);
        let before = self.text[..number.start].chars().next_back();
        let after = self.text[number.end..].chars().next();
        let made = |unit, factor: f64, converted, end| {
            let (value, top) = (value.value.abs() * factor, value.top.abs() * factor);
            // Known only when its words are, in the end.
            let excluded = false;
            let span = Span::new(start.min(number.start), end);
            Some(Number { value, top, unit, bound, excluded, converted, span })
        };
        if value.value < 0.0 {
            return made(Unit::Percent, 100.0, false, number.end);
        }
        if let Some(sign) = before.filter(|c| "$€£¥".contains(*c)) {
            let mut found = made(Unit::Money(sign.to_string()), 1.0, false, number.end)?;
            if found.span.start == number.start {
                found.span.start -= sign.len_utf8();
            }
            return Some(found);
        }
        if after == Some('%') {
            return made(Unit::Percent, 1.0, false, number.end + 1);
        }
        let next = value.next;
        if self.is_close(next) {
            if self.word(next) == "per" && self.word(next + 1) == "cent" {
                return made(Unit::Percent, 1.0, false, self.words[next + 1].span.end);
            }
            let next =
                next + usize::from(self.word(first) == "half" && matches!(self.word(next), "a" | "an"));
            if matches!(self.word(next), "year" | "years") && self.word(next + 1) == "old" {
                return made(Unit::Age, 1.0, false, self.words[next + 1].span.end);
            }
            if let Some(unit) = measure::coin(self.word(next)) {
                return made(unit, 1.0, false, self.words[next].span.end);
            }
            if let Some(found) = self.compound(next) {
                return made(found.unit, found.factor, found.converted, self.words[found.last].span.end);
            }
            if let Some(found) = measure::find(self.word(next), self.gap(next).is_empty()) {
                let (more, end) = match self.more(next + 1) {
                    Some((share, end)) => (share * found.factor, end),
                    None => (0.0, next + 1),
                };
                let number =
                    made((found.unit)(), found.factor, found.converted, self.words[end - 1].span.end)?;
                return Some(Number { value: number.value + more, top: number.top + more, ..number });
            }
            if self.word(next) == "degrees" {
                let fahrenheit = self.word(next + 1) == "fahrenheit";
                let end = next + usize::from(fahrenheit || self.word(next + 1) == "celsius");
                let number = made(Unit::Temperature, 1.0, fahrenheit, self.words[end].span.end)?;
                let celsius = |f: f64| if fahrenheit { (f - 32.0) / 1.8 } else { f };
                return Some(Number { value: celsius(number.value), top: celsius(number.top), ..number });
            }
        }
        let figures = self.text[number.range()].bytes().all(|b| b.is_ascii_digit());
        if super::year(&self.text[number.range()]).is_some() && bound == Bound::Exact {
            let counted =
                self.is_close(next) && self.word(next).ends_with('s') && !is_stopword(self.word(next));
            return if counted { None } else { made(Unit::Year, 1.0, false, number.end) };
        }
        if self.is_age(first, next, value.value) {
            return made(Unit::Age, 1.0, false, number.end);
        }
        // "Boeing 737", "Article 5": part of a name.
        let part_of_name = first > 1 && figures && self.gap(first) == " " && self.is_name(first - 1);
        (!part_of_name).then(|| made(Unit::Things(self.things(next, number.end)), 1.0, false, number.end))?
    }

    fn is_name(&self, at: usize) -> bool {
        let text = &self.text[self.words[at].span.range()];
        text.starts_with(char::is_uppercase) && !is_stopword(self.word(at)) && self.gap(at) == " "
    }

    /// Returns whether a bare number is the age of whoever stands before it: "Lund, 34," or "a man of 71".
    fn is_age(&self, first: usize, next: usize, value: f64) -> bool {
        if !(1.0..=115.0).contains(&value) || first == 0 {
            return false;
        }
        let before = &self.words[first - 1];
        let end = self.words[next - 1].span.end;
        let closed = self.text[end..].chars().next().is_none_or(|c| ",.;)–".contains(c));
        let named = self.text[before.span.range()].starts_with(char::is_uppercase)
            || AGED.contains(&before.text.as_str())
            || before.text == "grandad";
        let apposed = closed && named && [", ", " ("].contains(&self.gap(first));
        let of = before.text == "of" && AGED.contains(&self.back(first, 2));
        apposed || of || before.text == "aged"
    }

    /// Returns up to three words that follow a number in its phrase.
    fn things(&self, next: usize, end: usize) -> Vec<String> {
        let mut out = Vec::new();
        let (mut next, mut end) = (next, end);
        // "Eight out of 14 rhinos" are rhinos.
        let out_of = usize::from(self.word(next) == "out");
        if self.word(next + out_of) == "of"
            && let Some(total) = self.value(next + out_of + 1)
        {
            next = total.next;
            end = self.words[next - 1].span.end;
        }
        for word in self.words[next..].iter().take(4) {
            let gap = &self.text[end..word.span.start];
            if !gap.chars().all(|c| " -\u{a0}".contains(c)) || out.len() == 3 {
                break;
            }
            // "two of them" counts them, whoever they are; "23 of the men" counts men.
            if is_stopword(&word.text)
                && !(out.is_empty() && matches!(word.text.as_str(), "of" | "the" | "more" | "other"))
            {
                break;
            }
            if !is_stopword(&word.text) {
                out.push(word.text.clone());
            }
            end = word.span.end;
        }
        out
    }
}
