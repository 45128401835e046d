//! Finds the numbers of a text: in figures, in words, with fractions, ranges and sums, with what bounds them.

use super::words::{MANY, MONTHS, is_counted_alone, plain, scale, share_of, small};
use super::{Bound, Number, Unit, bound, measure};
use crate::align::tokens::{fold_word, is_stopword, words};
use crate::article::Span;

/// The second number of "three in five": others count something else.
const OF_ALL: &[f64] = &[2.0, 3.0, 4.0, 5.0, 10.0, 20.0];

/// A word with its place, folded.
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) text: String,
}

/// A value that was read: from which word to which, and how it is meant.
pub(super) struct Value {
    pub(super) value: f64,
    pub(super) top: f64,
    pub(super) next: usize,
    pub(super) many: bool,
    pub(super) round: bool,
}

impl Value {
    /// Makes a value that is meant as it stands.
    fn of(value: f64, next: usize) -> Value {
        Value { value, top: value, next, many: false, round: false }
    }
}

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) words: Vec<Word>,
}

/// Finds the numbers of a text.
pub fn find(text: &str) -> Vec<Number> {
    let mut list = Vec::new();
    for (span, word) in words(text) {
        // "60ft" and "2km" are a number and its unit.
        let digits =
            word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c)).len();
        let unit = word.get(digits..).unwrap_or_default();
        let is_glued = digits > 0 && measure::find(&unit.to_lowercase(), true).is_some();
        // "$2m" are millions.
        let money = text[..span.start].ends_with(['$', '€', '£', '¥']);
        if is_glued && !money && (!matches!(unit, "m" | "g") || unit == "m" && digits < 4) {
            let cut = span.start + digits;
            list.push(Word {
                span: Span::new(span.start, cut),
                text: fold_word(&word[..digits]).into_owned(),
            });
            list.push(Word { span: Span::new(cut, span.end), text: unit.to_lowercase() });
        } else {
            list.push(Word { span, text: fold_word(word).into_owned() });
        }
    }
    let reader = Reader { text, words: list };
    let mut out: Vec<Number> = Vec::new();
    let mut at = 0;
    while at < reader.words.len() {
        let Some((number, next)) = reader.number_at(at) else {
            at += 1;
            continue;
        };
        at = next;
        let Some(number) = number else { continue };
        match out.last_mut() {
            Some(last) if reader.continues(last, &number) => {
                last.value += number.value;
                last.top = last.value;
                last.span = last.span.join(number.span);
                if matches!(last.unit, Unit::Things(_)) {
                    last.unit = number.unit;
                }
            }
            _ => out.push(number),
        }
    }
    out.retain(|n| n.value > 0.0);
    for number in &mut out {
        let (before, words) = (&text[..number.span.start], &text[number.span.range()]);
        number.excluded = bound::excludes(before, words, number);
    }
    out
}

impl Reader<'_> {
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| w.text.as_str())
    }

    pub(super) fn back(&self, at: usize, by: usize) -> &str {
        at.checked_sub(by).map_or("", |i| self.word(i))
    }

    /// Returns what stands between a word and the one before it.
    pub(super) fn gap(&self, at: usize) -> &str {
        match (at.checked_sub(1).and_then(|i| self.words.get(i)), self.words.get(at)) {
            (Some(a), Some(b)) => &self.text[a.span.end..b.span.start],
            _ => "",
        }
    }

    pub(super) fn is_close(&self, at: usize) -> bool {
        at > 0 && at < self.words.len() && self.gap(at).chars().all(|c| " -\u{2011}\u{a0}".contains(c))
    }

    /// Reads the number that begins at a word; `None` inside where figures are no number. Returns the next word.
    fn number_at(&self, at: usize) -> Option<(Option<Number>, usize)> {
        if let Some(found) = self
            .stopwatch(at)
            .or_else(|| self.part_of_unit(at))
            .or_else(|| self.so_many_in(at))
            .or_else(|| self.score(at))
        {
            return Some(found);
        }
        let mut value = self.value(at)?;
        if self.is_no_count(at, value.next) {
            return Some((None, value.next));
        }
        if !self.is_change(at) && !self.are_years(at, value.next) {
            self.range(&mut value);
        }
        let next = value.next;
        let number = self.with_unit(at, &value);
        let next = number
            .as_ref()
            .map_or(next, |n| next.max(self.words.partition_point(|w| w.span.start < n.span.end)));
        Some((number, next))
    }

    /// Reads the time of a race: `2:21:07`.
    fn stopwatch(&self, at: usize) -> Option<(Option<Number>, usize)> {
        let part = |i: usize| {
            let word = self.word(i);
            (word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse::<f64>().ok())?
        };
        let (hours, minutes, seconds) = (part(at)?, part(at + 1)?, part(at + 2)?);
        if self.gap(at + 1) != ":" || self.gap(at + 2) != ":" {
            return None;
        }
        let value = hours * 60.0 + minutes + seconds / 60.0;
        let span = self.words[at].span.join(self.words[at + 2].span);
        let bound = Bound::Exact;
        let (unit, excluded) = (Unit::Minutes, false);
        let number = Number { value, top: value, unit, bound, excluded, converted: false, span };
        Some((Some(number), at + 3))
    }

    /// Reads a part of one unit: "three-quarters of an hour".
    fn part_of_unit(&self, at: usize) -> Option<(Option<Number>, usize)> {
        let count = match self.word(at) {
            "a" | "one" => 1.0,
            "three" => 3.0,
            "two" => 2.0,
            _ => return None,
        };
        let share = share_of(self.word(at + 1)).filter(|_| self.is_close(at + 1))? * count;
        let of_one = self.word(at + 2) == "of" && matches!(self.word(at + 3), "a" | "an" | "one");
        let found = measure::find(self.word(at + 4), false).filter(|_| of_one)?;
        let (bound, start) = self.bound(at, &Value::of(share, at + 2));
        let span = Span::new(start.min(self.words[at].span.start), self.words[at + 4].span.end);
        let (value, unit) = (share * found.factor, (found.unit)());
        let number =
            Number { value, top: value, unit, bound, excluded: false, converted: found.converted, span };
        Some((Some(number), at + 5))
    }

    /// Reads a share in small numbers: "three in five members", "almost four in ten".
    fn so_many_in(&self, at: usize) -> Option<(Option<Number>, usize)> {
        let of_all = |i: usize| plain(self.word(i)).filter(|n| n.fract() == 0.0 && *n >= 1.0);
        let (some, all) = (of_all(at)?, of_all(at + 2)?);
        let close = self.word(at + 1) == "in" && self.is_close(at + 1) && self.is_close(at + 2);
        let behind = self.word(at + 3);
        let other =
            measure::find(behind, false).is_some() || scale(behind).is_some() || MONTHS.contains(&behind);
        let counted =
            ["killed", "kills", "injured", "hurt", "scored", "won", "lost"].contains(&self.back(at, 1));
        if !close
            || counted
            || some >= all
            || !OF_ALL.contains(&all)
            || self.gap(at + 3) != " "
            || other
            || self.is_no_count(at + 2, at + 3)
        {
            return None;
        }
        let (bound, start) = self.bound(at, &Value::of(some, at + 1));
        let bound = if bound == Bound::Exact { Bound::About } else { bound };
        let span = Span::new(start.min(self.words[at].span.start), self.words[at + 2].span.end);
        let (value, unit) = (100.0 * some / all, Unit::Percent);
        let number = Number { value, top: value, unit, bound, excluded: false, converted: false, span };
        Some((Some(number), at + 3))
    }

    /// Reads the value that begins at a word.
    pub(super) fn value(&self, at: usize) -> Option<Value> {
        let first = self.word(at);
        let done = Value::of;
        if let Some((_, value)) = MANY.iter().find(|(w, _)| *w == first) {
            return Some(Value { many: true, ..done(*value, at + 1) });
        }
        if matches!(first, "a" | "an") {
            // "a dozen", "a hundred", "a third of"; "a" alone is no number.
            if let Some(scale) = scale(self.word(at + 1)) {
                return Some(self.larger(scale, at + 2, true));
            }
            // "An hour and a half", "at least a year".
            let is_more = self.more(at + 2).is_some();
            let is_bounded = || self.bound(at, &done(1.0, at + 1)).0 != Bound::Exact;
            if measure::find(self.word(at + 1), false).is_some() && (is_more || is_bounded()) {
                return Some(done(1.0, at + 1));
            }
            let share = matches!(self.word(at + 1), "third" | "quarter") && self.is_close(at + 1);
            let of = matches!(self.word(at + 2), "of" | "off" | "more" | "less" | "fewer");
            let found = share_of(self.word(at + 1)).filter(|_| share && (of || self.is_change_by(at)));
            return found.map(|share| Value { round: true, ..done(-share, at + 2) });
        }
        if first == "half" && matches!(self.word(at + 1), "a" | "an") {
            let unit =
                measure::find(self.word(at + 2), false).is_some() || scale(self.word(at + 2)).is_some();
            return unit.then(|| {
                let scale = scale(self.word(at + 2));
                Value {
                    round: true,
                    ..done(0.5 * scale.unwrap_or(1.0), at + 2 + usize::from(scale.is_some()))
                }
            });
        }
        let value = plain(first)?;
        if let Some(share) = share_of(self.word(at + 1)).filter(|_| first != "one" && self.is_close(at + 1)) {
            return Some(done(-value * share, at + 2));
        }
        // "one" is more often a pronoun than a count.
        if first == "one"
            && self.more(at + 1).is_none()
            && scale(self.word(at + 1)).is_none()
            && !is_counted_alone(self.word(at + 1))
        {
            return None;
        }
        Some(self.larger(value, at + 1, !first.starts_with(|c: char| c.is_ascii_digit())))
    }

    /// Takes in the scales, tens and fractions that follow a value.
    fn larger(&self, mut value: f64, mut next: usize, words: bool) -> Value {
        while next < self.words.len() {
            let gap = self.gap(next);
            let tens = (20.0..100.0).contains(&(value % 100.0)) && value % 10.0 == 0.0;
            match (scale(self.word(next)), small(self.word(next))) {
                (Some(scale), _) if gap.trim_matches(['-', ' ', '\u{a0}']).is_empty() => value *= scale,
                (None, Some(unit)) if gap == "-" && tens && unit < 10.0 => value += unit,
                // "one-hundred-thirty-three"
                (None, Some(rest)) if gap == "-" && words && value >= 100.0 && value % 100.0 == 0.0 => {
                    value += rest
                }
                (None, None) if self.word(next) == "and" && self.is_close(next) => {
                    match self.fraction(next + 1) {
                        Some((fraction, end)) => {
                            value += fraction;
                            next = end - 1;
                        }
                        None => match small(self.word(next + 1)) {
                            Some(rest) if value >= 100.0 && words => {
                                value += rest;
                                next += 1;
                            }
                            _ => break,
                        },
                    }
                }
                _ => break,
            }
            next += 1;
        }
        let round = words && value >= 100.0 && value % 100.0 == 0.0;
        Value { value, top: value, next, many: false, round }
    }

    /// Reads "a half", "a quarter"; returns it with the next word.
    fn fraction(&self, at: usize) -> Option<(f64, usize)> {
        let name = self.word(at + usize::from(self.word(at) == "a"));
        let share = share_of(name).filter(|_| self.word(at) == "a" || name.starts_with("three"))?;
        Some((share, at + 2))
    }

    /// Reads "and a half"; returns the fraction with the next word.
    pub(super) fn more(&self, at: usize) -> Option<(f64, usize)> {
        self.fraction(at + 1).filter(|_| self.word(at) == "and")
    }

    /// Figures that are no count: scores, hours, days of a month, telephone numbers, names with a number.
    fn is_no_count(&self, at: usize, next: usize) -> bool {
        let is_plain = |i: usize| plain(self.word(i)).is_some();
        let marks = |gap: &str| !gap.is_empty() && gap.chars().all(|c| "/:.,".contains(c));
        let figures = self.word(at).starts_with(|c: char| c.is_ascii_digit());
        let glued_after = next < self.words.len() && is_plain(next) && marks(self.gap(next));
        let glued_before = at > 0 && is_plain(at - 1) && marks(self.gap(at));
        let score = |i: usize| figures && i > 0 && is_plain(i) && is_plain(i - 1) && self.gap(i) == "-";
        let spaced = |i: usize| figures && i > 0 && is_plain(i) && is_plain(i - 1) && self.gap(i) == " ";
        let month = |i: usize| MONTHS.contains(&self.word(i)) || self.is_may(i);
        let of_month = plain(self.word(at)).is_some_and(|v| v <= 31.0)
            && (month(next) && self.gap(next) == " "
                || at > 0 && month(at - 1) && self.gap(at).trim() != ",");
        let hour = matches!(self.word(next), "o'clock" | "am" | "pm" | "noon")
            || matches!(self.word(next), "a" | "p")
                && self.word(next + 1) == "m"
                && self.gap(next + 1) == ".";
        glued_after
            || glued_before
            || score(at)
            || score(next)
            || spaced(at)
            || spaced(next)
            || of_month
            || hour
            || self.is_postcode(at, next)
    }

    /// Returns whether five figures are a postcode: "Sunbury, PA 17801", "Sunbury (17801)".
    fn is_postcode(&self, at: usize, next: usize) -> bool {
        let text = |i: usize| &self.text[self.words[i].span.range()];
        let state = |i: usize| text(i).len() == 2 && text(i).bytes().all(|b| b.is_ascii_uppercase());
        let figures = next == at + 1 && text(at).len() == 5 && text(at).bytes().all(|b| b.is_ascii_digit());
        let span = self.words[at].span;
        let alone = self.text[..span.start].ends_with('(') && self.text[span.end..].starts_with(')');
        figures && (alone || at > 0 && state(at - 1) && self.gap(at) == " ")
    }

    fn is_may(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| &self.text[w.span.range()] == "May")
    }

    /// Returns whether a number is what something changed from: "rose from ten to twenty", "doubled, from ten to twenty".
    fn is_change(&self, at: usize) -> bool {
        let verb = self.back(at, 2);
        let changed = verb.ends_with("ed")
            || matches!(verb, "rose" | "rise" | "fell" | "fall" | "cut" | "grew" | "went" | "up" | "down");
        self.back(at, 1) == "from" && (changed || self.gap(at - 1).contains(','))
    }

    /// Returns whether something changed by a share: "cut by a third", "by almost a quarter", and not "by a third person".
    fn is_change_by(&self, at: usize) -> bool {
        let by = (1..=3).any(|back| self.back(at, back) == "by");
        let after = at + 2;
        let ends = after >= self.words.len() || !self.is_close(after) || is_stopword(self.word(after));
        by && ends
    }

    /// Returns whether two years stand around a joint: "between 2018 and 2023".
    fn are_years(&self, at: usize, next: usize) -> bool {
        let is_year =
            |i: usize| self.words.get(i).is_some_and(|w| super::year(&self.text[w.span.range()]).is_some());
        next == at + 1 && is_year(at) && is_year(at + 2)
    }

    /// Takes in the upper end of "20 to 30", "between 20 and 30", "20–30".
    fn range(&self, value: &mut Value) {
        let next = value.next;
        let joint = matches!(self.word(next), "to" | "or")
            || self.word(next) == "and"
                && self.words[..next].iter().rev().take(4).any(|w| w.text == "between");
        let Some(upper) = self.value(next + 1).filter(|_| joint && self.is_close(next)) else { return };
        if upper.value > value.value && !upper.many && value.value > 0.0 && upper.value < value.value * 10.0 {
            (value.top, value.next) = (upper.value, upper.next);
        }
    }
}
