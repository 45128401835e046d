//! Numbers as a reader understands them: value, unit, and how exact they are meant.

use crate::article::Span;

mod bound;
mod measure;
mod read;
mod score;
mod unit;
mod words;

pub use read::find;
pub(super) use words::{digits, is_number_word, is_person};

/// Returns the year that a word may be: "1998".
pub(super) fn year(word: &str) -> Option<u16> {
    let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|year| is_year && (1500..2100).contains(year))
}

/// What a number measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Money, by its sign or name.
    Money(String),
    /// Per cent; shares count as such (`a third` is 33⅓).
    Percent,
    /// A span of time, in minutes.
    Minutes,
    /// A length, in millimetres.
    Length,
    /// An area, in square metres.
    Area,
    /// A speed, in kilometres an hour.
    Speed,
    /// A weight, in grams.
    Weight,
    /// A temperature, in degrees Celsius.
    Temperature,
    /// An age, in years.
    Age,
    /// A year of the calendar.
    Year,
    /// A score: the greater number, and the smaller one as its top.
    Score,
    /// Things: the words that follow, folded; none where the number stands for itself.
    Things(Vec<String>),
}

/// How exact a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// As it stands.
    Exact,
    /// About, around, some; also round numbers in words.
    About,
    /// Nearly, almost.
    Nearly,
    /// At least, more than, over; `dozens`.
    AtLeast,
    /// At most, fewer than, up to.
    AtMost,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its value in the unit's own measure.
    pub value: f64,
    /// The upper end of a range (`20 to 30`); else the value.
    pub top: f64,
    /// What it measures.
    pub unit: Unit,
    /// How exact it is meant.
    pub bound: Bound,
    /// Whether the words exclude the number itself: `more than three` does, `at least three` does not.
    pub excluded: bool,
    /// Whether it was converted from feet, miles, pounds or degrees Fahrenheit.
    pub converted: bool,
    /// The bytes of the number with its unit and the words that bound it.
    pub span: Span,
}

/// How two numbers for one thing stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They say the same, one perhaps more roughly.
    Same,
    /// They differ, but both can be true.
    Room,
    /// They cannot both be true.
    Clash,
}

/// What `about` leaves room for, either way.
const ABOUT: f64 = 0.11;
/// What `nearly` leaves room for, below.
const NEARLY: f64 = 0.15;
/// What rounding loses.
const ROUNDED: f64 = 0.06;
/// What writing a number down loses: less than a second of two hours.
const EXACT: f64 = 1e-5;
/// What a conversion between measures loses.
const CONVERTED: f64 = 0.04;
/// What is lost of areas and speeds, which have many units each: 31 square kilometres and 3,120 hectares, 20 mph and 30 km/h.
const ROUGHLY: f64 = 0.08;
/// What the calendar loses: months and years have no one length; minutes of a month.
const CALENDAR: f64 = 0.03;
const MONTH: f64 = 43_800.0;
/// Times apart up to which an exact number and a bound do not differ.
const NEAR_BOUND: f64 = 1.25;
/// Times the bound beyond which `more than` is no longer meant.
const FAR: f64 = 2.0;

impl Number {
    /// Returns what share of a number is lost in writing it down, or in converting it.
    fn exactness(&self, other: &Number) -> f64 {
        match self.unit {
            Unit::Area | Unit::Speed => ROUGHLY,
            _ if self.converted != other.converted => CONVERTED,
            _ => EXACT,
        }
    }

    /// Returns the least and the greatest value that the words leave room for.
    fn range(&self, other: &Number) -> (f64, f64) {
        let exact = self.exactness(other);
        match self.bound {
            Bound::Exact => (self.value * (1.0 - exact), self.top * (1.0 + exact)),
            Bound::About => (self.value * (1.0 - ABOUT), self.top * (1.0 + ABOUT)),
            Bound::Nearly => (self.value * (1.0 - NEARLY), self.top * (1.0 + exact)),
            Bound::AtLeast => (self.value * (1.0 - exact), self.value * FAR),
            Bound::AtMost => (self.value / FAR, self.top * (1.0 + exact)),
        }
    }

    /// Returns how two numbers for one thing stand to each other.
    pub fn against(&self, other: &Number) -> Verdict {
        if self.unit == Unit::Score && other.unit == Unit::Score {
            return if (self.value, self.top) == (other.value, other.top) {
                Verdict::Same
            } else {
                Verdict::Clash
            };
        }
        let (a, b) = (self.range(other), other.range(self));
        // A month is 30 days, or 31.
        if self.unit == Unit::Minutes
            && other.unit == Unit::Minutes
            && self.is_calendar() != other.is_calendar()
            && (self.value - other.value).abs() <= CALENDAR * self.value.max(other.value)
            && [self, other].iter().all(|n| matches!(n.bound, Bound::Exact | Bound::About))
        {
            return Verdict::Same;
        }
        let rough = |n: &Number| n.unit == Unit::Percent && matches!(n.bound, Bound::About | Bound::Nearly);
        // "About 24 per cent" and "one in four".
        if rough(self)
            && rough(other)
            && (self.value - other.value).abs() <= ROUNDED * self.value.max(other.value)
        {
            return Verdict::Same;
        }
        if self.stays_short_of(other) || other.stays_short_of(self) {
            return Verdict::Same;
        }
        let opposed = matches!(
            (self.bound, other.bound),
            (Bound::AtLeast, Bound::AtMost) | (Bound::AtMost, Bound::AtLeast)
        );
        let exact = self.exactness(other);
        let near = |x: f64, y: f64, share: f64| (x - y).abs() <= share * x.abs().max(y.abs());
        if near(self.value, other.value, exact) && near(self.top, other.top, exact) {
            return if opposed { Verdict::Clash } else { Verdict::Same };
        }
        let rounded = !opposed && self.unit == other.unit && (self.rounds_to(other) || other.rounds_to(self));
        if !rounded && (opposed || a.1 < b.0 || b.1 < a.0) {
            return Verdict::Clash;
        }
        if rounded || self.rounds_to(other) || other.rounds_to(self) { Verdict::Same } else { Verdict::Room }
    }

    /// Returns whether the other number is nearly this one, and this one exact: "37", "almost forty".
    fn stays_short_of(&self, nearly: &Number) -> bool {
        let counts = |n: &Number| matches!(n.unit, Unit::Things(_));
        let exact = self.bound == Bound::Exact && self.value == self.top && counts(self) && counts(nearly);
        let room = (1.0 - ABOUT) * nearly.value..=nearly.value;
        exact && nearly.bound == Bound::Nearly && room.contains(&self.value)
    }

    /// Returns whether it counts months or years.
    fn is_calendar(&self) -> bool {
        self.value % MONTH == 0.0
    }

    /// Returns whether the other number is this one said more roughly: 612 and six hundred.
    fn rounds_to(&self, rough: &Number) -> bool {
        let whole = rough.value.fract() == 0.0 && rough.bound == Bound::Exact && rough.value > 1.0;
        if whole && self.value.fract() != 0.0 && self.value.round() == rough.value {
            return true;
        }
        let far = (self.value - rough.value).abs() > ROUNDED * rough.value;
        if !matches!(rough.bound, Bound::About | Bound::Nearly)
            || rough.value < 1.0
            || self.bound == Bound::Nearly
            || far
        {
            return false;
        }
        let mut step = 1.0;
        while (rough.value / (step * 10.0)).fract() == 0.0 {
            step *= 10.0;
        }
        (self.value / step).round() * step == rough.value
    }

    /// Returns whether both numbers say the same of one thing, as far as units tell.
    pub(super) fn says_the_same(&self, other: &Number) -> bool {
        // "At least three" is not "three", though both may be true.
        let open = |n: &Number| matches!(n.bound, Bound::AtLeast | Bound::AtMost);
        let alike = open(self) == open(other);
        alike && self.unit_like(other) && self.against(other) == Verdict::Same && !self.is_bounded_by(other)
    }

    /// Returns whether both numbers measure in the same unit, or count.
    fn unit_like(&self, other: &Number) -> bool {
        matches!((&self.unit, &other.unit), (Unit::Things(_), Unit::Things(_))) || self.unit == other.unit
    }

    /// Returns whether one number is the bound that the other stays short of: "more than three" is not "three".
    pub(super) fn is_bounded_by(&self, other: &Number) -> bool {
        let exact = |n: &Number| !n.excluded && n.bound == Bound::Exact;
        let one = self.excluded && exact(other) || other.excluded && exact(self);
        let told = match (&self.unit, &other.unit) {
            (Unit::Things(s), Unit::Things(t)) => s.iter().any(|w| t.contains(w)),
            (Unit::Age | Unit::Year, _) => false,
            (p, q) => p == q,
        };
        one && told && self.value == other.value && self.top == other.top
    }

    /// Returns whether one number is exact, and the other bounds it closely: "25 minutes", "less than half an hour".
    pub(super) fn is_near_bound(&self, other: &Number) -> bool {
        let exact = |n: &Number| n.bound == Bound::Exact && n.value == n.top;
        let bound = |n: &Number| matches!(n.bound, Bound::AtLeast | Bound::AtMost);
        let one = exact(self) && bound(other) || bound(self) && exact(other);
        one && self.value.max(other.value) <= NEAR_BOUND * self.value.min(other.value)
    }

    /// Returns whether both numbers can be true of one thing.
    pub fn agrees(&self, other: &Number) -> bool {
        self.against(other) != Verdict::Clash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(f64, Bound, &str)> {
        find(text).into_iter().map(|n| (n.value, n.bound, &text[n.span.range()])).collect()
    }

    fn one(text: &str) -> Number {
        find(text).remove(0)
    }

    #[test]
    fn numbers_are_read_as_a_reader_reads_them() {
        use Bound::{About, AtLeast, AtMost, Exact, Nearly};
        for (text, value, bound, words) in [
            ("Nine people fell", 9.0, Exact, "Nine"),
            ("at least two dozen walkers", 24.0, AtLeast, "at least two dozen"),
            ("a 30-day truce", 43200.0, Exact, "30-day"),
            ("almost two hours", 120.0, Nearly, "almost two hours"),
            ("some 1,200 homes", 1200.0, About, "some 1,200"),
            ("$3.5 million", 3.5e6, Exact, "$3.5 million"),
            ("more than $2m", 2e6, AtLeast, "more than $2m"),
            ("twenty-three boats", 23.0, Exact, "twenty-three"),
            ("12 per cent", 12.0, Exact, "12 per cent"),
            ("a hundred and five sheep", 105.0, Exact, "a hundred and five"),
            ("three hours and forty minutes", 220.0, Exact, "three hours and forty minutes"),
            ("in 2 hours 21 minutes", 141.0, Exact, "2 hours 21 minutes"),
            ("three and a half metres", 3500.0, Exact, "three and a half metres"),
            ("half a kilometre", 500_000.0, About, "half a kilometre"),
            ("a call of an hour and a half with", 90.0, Exact, "an hour and a half"),
            ("three-quarters of an hour after", 45.0, Exact, "three-quarters of an hour"),
            ("about a quarter of an hour", 15.0, About, "about a quarter of an hour"),
            ("take at least a year, the", 525_600.0, AtLeast, "at least a year"),
            ("in barely ten minutes", 10.0, AtMost, "barely ten minutes"),
            ("one and a half hours", 90.0, Exact, "one and a half hours"),
            ("almost a year and a half", 788_400.0, Nearly, "almost a year and a half"),
            ("gusts of 120 km/h tore", 120.0, Exact, "120 km/h"),
            ("gusts of 50 kilometres an hour", 50.0, Exact, "50 kilometres an hour"),
            ("about 300 hectares of forest", 3e6, About, "about 300 hectares"),
            ("five square kilometres of", 5e6, Exact, "five square kilometres"),
            ("a 60ft stretch", 18_288.0, Exact, "60ft"),
            ("640,000 crowns", 640_000.0, Exact, "640,000 crowns"),
            ("a third off the fee", 100.0 / 3.0, About, "a third"),
            ("cut by a quarter in May", 25.0, About, "a quarter"),
            ("a man of 71 who", 71.0, Exact, "71"),
            ("a 71-year-old man", 71.0, Exact, "71-year-old"),
            ("Bea Lund, 34, said", 34.0, Exact, "34"),
            ("no less than 40 boats", 40.0, AtLeast, "no less than 40"),
            ("up to 40 boats", 40.0, AtMost, "up to 40"),
            ("they add up to 40 boats", 40.0, Exact, "40"),
            ("fell from twenty", 20.0, Exact, "twenty"),
            ("under two metres of snow", 2000.0, Exact, "two metres"),
            ("within two days", 2880.0, AtMost, "within two days"),
            ("between 20 and 30 boats", 20.0, Exact, "20 and 30"),
            ("Six hundred residents", 600.0, About, "Six hundred"),
            ("dozens of them", 24.0, AtLeast, "dozens"),
            ("four and twelve others", 16.0, Exact, "four and twelve"),
            ("three in five members", 60.0, About, "three in five"),
            ("almost four in ten voted", 40.0, Nearly, "almost four in ten"),
            ("they won 2-1 at home", 2.0, Exact, "2-1"),
            ("won in 2:09:44", 129.0 + 44.0 / 60.0, Exact, "2:09:44"),
        ] {
            let found = values(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!((found[0].0 - value).abs() < 1e-6, "{text}: {found:?}");
            assert_eq!((found[0].1, found[0].2), (bound, words), "{text}");
        }
    }

    #[test]
    fn what_is_no_count_is_left_alone() {
        for text in [
            "one of them",
            "an hour and a bit",
            "twice a year",
            "a line of 2-1 at home",
            "won 2-1-1 at home",
            "won by 20-30 metres",
            "at 10:30 they",
            "the first day",
            "a man",
            "on 9 February",
            "on June 30, they",
            "call 555 0142",
            "at nine o'clock",
            "at 10.40am",
            "at 11 a.m. sharp",
            "one in the morning",
            "in Sunbury, PA 17801, on",
            "in Sunbury (17801) on",
        ] {
            assert_eq!(values(text), [], "{text}");
        }
    }

    #[test]
    fn bounds_that_leave_room_do_not_clash() {
        use Verdict::{Clash, Room, Same};
        for (a, b, verdict) in [
            ("more than 30 boats", "35 boats", Room),
            ("more than 30 boats", "25 boats", Clash),
            ("12 metres", "40 feet", Same),
            ("they won 2-1", "they were beaten 1-2", Same),
            ("they won 2-1", "they won 3-1", Clash),
            ("120 km/h", "75 mph", Same),
            ("120 km/h", "90 miles an hour", Clash),
            ("300 hectares", "740 acres", Same),
            ("35 knots", "40 mph", Same),
            ("20 mph", "30 km/h", Same),
            ("50,000 acres", "78 square miles", Same),
            ("five square miles", "13 square kilometres", Same),
            ("nine people", "at least twelve people", Clash),
            ("nine people", "about ten people", Room),
            ("a dozen people", "at least twelve people", Same),
            ("Six hundred residents", "612 residents", Same),
            ("some 340 people", "more than 400 walkers", Clash),
            ("at least 40 boats", "up to 40 boats", Clash),
            ("almost two hours", "at least 90 minutes", Room),
            ("9,412 finishers", "almost 9,500 finishers", Same),
            ("37 people", "almost forty people", Same),
            ("30 people", "almost forty people", Clash),
            ("about three metres", "three and a half metres", Clash),
            ("£18,400", "£18,000", Clash),
            ("about a month", "30 days", Same),
            ("two months", "60 days", Same),
            ("30 days", "31 days", Clash),
            ("about 24 per cent of them", "one in four of them", Same),
            ("about 15 per cent of them", "one in five of them", Clash),
        ] {
            assert_eq!(one(a).against(&one(b)), verdict, "{a} / {b}");
            assert_eq!(one(b).against(&one(a)), verdict, "{b} / {a}");
        }
    }
}
