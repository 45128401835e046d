//! Colours as they are written in themes.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, IntoDeserializer, Visitor, value};

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// The terminal's own, without a colour set.
    Default,
    /// One of the sixteen that the terminal's owner chose.
    Ansi(Ansi),
    /// One of 256; those from 16 on look alike everywhere.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// The sixteen colours of the terminal's palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // They are their names.
pub enum Ansi {
    Black,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    White,
    BrightBlack,
    BrightRed,
    BrightGreen,
    BrightYellow,
    BrightBlue,
    BrightMagenta,
    BrightCyan,
    BrightWhite,
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Color, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

struct Written;

impl Visitor<'_> for Written {
    type Value = Color;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a colour: \"default\", a name such as \"red\" or \"bright-red\", 0 to 255, or \"#rrggbb\"")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Color, E> {
        let invalid = || E::invalid_value(de::Unexpected::Signed(number), &self);
        u8::try_from(number).map(Color::Indexed).map_err(|_| invalid())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Color, E> {
        let named = || {
            let name: value::StrDeserializer<'_, value::Error> = text.into_deserializer();
            Ansi::deserialize(name).ok().map(Color::Ansi)
        };
        let found = match text {
            "default" => Some(Color::Default),
            _ if text.starts_with('#') => rgb(&text[1..]),
            _ => named(),
        };
        found.ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

fn rgb(digits: &str) -> Option<Color> {
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    (digits.len() == 6 && !digits.starts_with('+')).then_some(Color::Rgb(red, green, blue))
}
