//! Units of measure, and how many of the common measure each holds.

use super::Unit;
use super::read::Reader;

/// A unit: its names, what it measures, how many of the common measure it holds, whether conversion rounds it.
pub(super) struct Measure {
    names: &'static [&'static str],
    pub(super) unit: fn() -> Unit,
    pub(super) factor: f64,
    pub(super) converted: bool,
}

const fn metric(names: &'static [&'static str], unit: fn() -> Unit, factor: f64) -> Measure {
    Measure { names, unit, factor, converted: false }
}

const fn imperial(names: &'static [&'static str], unit: fn() -> Unit, factor: f64) -> Measure {
    Measure { names, unit, factor, converted: true }
}

const MEASURES: &[Measure] = &[
    metric(&["second", "seconds", "sec", "secs"], || Unit::Minutes, 1.0 / 60.0),
    metric(&["minute", "minutes", "min", "mins"], || Unit::Minutes, 1.0),
    metric(&["hour", "hours", "hr", "hrs"], || Unit::Minutes, 60.0),
    metric(&["day", "days"], || Unit::Minutes, 1440.0),
    metric(&["week", "weeks"], || Unit::Minutes, 10_080.0),
    metric(&["month", "months"], || Unit::Minutes, 43_800.0),
    metric(&["year", "years"], || Unit::Minutes, 525_600.0),
    metric(&["decade", "decades"], || Unit::Minutes, 5_256_000.0),
    metric(&["millimetre", "millimetres", "millimeter", "millimeters", "mm"], || Unit::Length, 1.0),
    metric(&["centimetre", "centimetres", "centimeter", "centimeters", "cm"], || Unit::Length, 10.0),
    metric(&["metre", "metres", "meter", "meters", "m"], || Unit::Length, 1000.0),
    metric(&["kilometre", "kilometres", "kilometer", "kilometers", "km", "kms"], || Unit::Length, 1e6),
    imperial(&["inch", "inches", "in"], || Unit::Length, 25.4),
    imperial(&["foot", "feet", "ft"], || Unit::Length, 304.8),
    imperial(&["yard", "yards", "yd", "yds"], || Unit::Length, 914.4),
    imperial(&["mile", "miles"], || Unit::Length, 1_609_344.0),
    metric(&["gram", "grams", "g"], || Unit::Weight, 1.0),
    metric(&["kilogram", "kilograms", "kilo", "kilos", "kg"], || Unit::Weight, 1000.0),
    metric(&["ton", "tons", "tonne", "tonnes"], || Unit::Weight, 1e6),
    imperial(&["ounce", "ounces", "oz"], || Unit::Weight, 28.35),
    imperial(&["pound", "pounds", "lb", "lbs"], || Unit::Weight, 453.6),
    metric(&["hectare", "hectares", "ha"], || Unit::Area, 10_000.0),
    imperial(&["acre", "acres"], || Unit::Area, 4_046.86),
    metric(&["kmh", "kph"], || Unit::Speed, 1.0),
    imperial(&["mph"], || Unit::Speed, 1.609_344),
    imperial(&["knot", "knots"], || Unit::Speed, 1.852),
    metric(&["percent", "percentage", "pct"], || Unit::Percent, 1.0),
    metric(&["dollar", "dollars"], || Unit::Money("$".into()), 1.0),
    metric(&["euro", "euros"], || Unit::Money("€".into()), 1.0),
];

/// Currencies that share no sign, by their plural.
const COINS: &[&str] = &[
    "crowns",
    "kroner",
    "kronor",
    "krona",
    "francs",
    "yen",
    "yuan",
    "rupees",
    "rubles",
    "roubles",
    "pesos",
    "florins",
    "guilders",
    "shillings",
    "dinars",
    "dirhams",
    "lira",
    "liras",
    "zlotys",
    "zloty",
    "baht",
    "forints",
    "rials",
    "riyals",
];

/// Returns the measure that goes by a folded name; a lone letter counts only when it is glued to its number.
pub(super) fn find(name: &str, glued: bool) -> Option<&'static Measure> {
    if !glued && matches!(name, "m" | "g" | "in") {
        return None;
    }
    MEASURES.iter().find(|m| m.names.contains(&name))
}

/// A measure in several words: what it measures, how many of the common measure it holds, whether conversion rounds it, and
/// its last word.
pub(super) struct Compound {
    pub(super) unit: Unit,
    pub(super) factor: f64,
    pub(super) converted: bool,
    pub(super) last: usize,
}

impl Reader<'_> {
    /// Reads a measure in several words: "square miles", "kilometres per hour", "km/h".
    pub(super) fn compound(&self, at: usize) -> Option<Compound> {
        let length = |at: usize| {
            find(self.word(at), self.gap(at).is_empty()).filter(|found| (found.unit)() == Unit::Length)
        };
        if matches!(self.word(at), "square" | "sq") {
            let found = length(at + 1).filter(|_| matches!(self.gap(at + 1), " " | ". "))?;
            let metres = found.factor / 1000.0;
            let (factor, converted) = (metres * metres, found.converted);
            return Some(Compound { unit: Unit::Area, factor, converted, last: at + 1 });
        }
        let found = length(at)?;
        let hour = |at: usize| matches!(self.word(at), "hour" | "hr" | "h");
        let last = match self.word(at + 1) {
            "per" | "an" if hour(at + 2) => at + 2,
            _ if hour(at + 1) && self.gap(at + 1) == "/" => at + 1,
            _ => return None,
        };
        // Millimetres are kilometres by the million.
        let (factor, converted) = (found.factor / 1e6, found.converted);
        Some(Compound { unit: Unit::Speed, factor, converted, last })
    }
}

/// Returns the money that goes by a folded name.
pub(super) fn coin(name: &str) -> Option<Unit> {
    COINS.contains(&name).then(|| Unit::Money(name.trim_end_matches('s').into()))
}
