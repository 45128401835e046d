//! Styles by meaning, as the terminal library wants them.

use ratatui::style::{Color, Modifier, Style};

use crate::config::theme::{self as data, Ansi, Meanings, StyleData};

/// A style for every meaning; no two that can stand beside each other differ by colour alone.
pub type Theme = Meanings<Style>;

impl Theme {
    /// Makes a theme of its data.
    pub fn of(styles: &data::Styles) -> Theme {
        styles.map(style)
    }

    /// Returns the theme that leaves the colours to the terminal's own palette.
    pub fn ansi() -> Theme {
        Theme::of(&data::built_in("ansi").unwrap_or_default())
    }
}

fn style(data: &StyleData) -> Style {
    let modifiers = data.modifiers.iter().flatten().map(|m| modifier(*m)).collect();
    Style { fg: data.fg.map(color), bg: data.bg.map(color), add_modifier: modifiers, ..Style::new() }
}

fn modifier(data: data::Modifier) -> Modifier {
    match data {
        data::Modifier::Bold => Modifier::BOLD,
        data::Modifier::Dim => Modifier::DIM,
        data::Modifier::Italic => Modifier::ITALIC,
        data::Modifier::Underlined => Modifier::UNDERLINED,
        data::Modifier::Reversed => Modifier::REVERSED,
        data::Modifier::CrossedOut => Modifier::CROSSED_OUT,
    }
}

fn color(data: data::Color) -> Color {
    match data {
        data::Color::Default => Color::Reset,
        data::Color::Indexed(number) => Color::Indexed(number),
        data::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        data::Color::Ansi(ansi) => match ansi {
            Ansi::Black => Color::Black,
            Ansi::Red => Color::Red,
            Ansi::Green => Color::Green,
            Ansi::Yellow => Color::Yellow,
            Ansi::Blue => Color::Blue,
            Ansi::Magenta => Color::Magenta,
            Ansi::Cyan => Color::Cyan,
            Ansi::White => Color::Gray,
            Ansi::BrightBlack => Color::DarkGray,
            Ansi::BrightRed => Color::LightRed,
            Ansi::BrightGreen => Color::LightGreen,
            Ansi::BrightYellow => Color::LightYellow,
            Ansi::BrightBlue => Color::LightBlue,
            Ansi::BrightMagenta => Color::LightMagenta,
            Ansi::BrightCyan => Color::LightCyan,
            Ansi::BrightWhite => Color::White,
        },
    }
}
