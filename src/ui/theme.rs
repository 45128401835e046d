//! Styles by meaning.

use ratatui::style::{Color, Modifier, Style};

/// A style for every meaning; no two that can stand beside each other differ by colour alone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // They are named after what they mean.
pub struct Theme {
    pub text: Style,
    pub muted: Style,
    pub heading: Style,
    pub boilerplate: Style,
    pub quotation: Style,
    pub cursor: Style,
    pub matching: Style,
    pub differs: Style,
    pub suspect: Style,
    pub annotation: Style,
    pub damage: Style,
    pub selection: Style,
    pub title: Style,
    pub head: Style,
    pub head_focused: Style,
    pub border: Style,
    pub border_focused: Style,
    pub window: Style,
    pub gutter_on: Style,
    pub gutter_off: Style,
    pub status: Style,
    pub hint_key: Style,
    pub done: Style,
    pub refused: Style,
    pub wrong: Style,
    pub silent: Style,
    pub picked: Style,
}

impl Theme {
    /// The theme that leaves the colours to the terminal's own palette.
    pub fn ansi() -> Theme {
        let plain = Style::new();
        let fg = |c| Style::new().fg(c);
        Theme {
            text: plain,
            muted: fg(Color::DarkGray),
            heading: plain.add_modifier(Modifier::BOLD),
            boilerplate: fg(Color::DarkGray).add_modifier(Modifier::DIM),
            quotation: plain.add_modifier(Modifier::ITALIC),
            cursor: plain,
            matching: fg(Color::Green),
            differs: fg(Color::Yellow).add_modifier(Modifier::BOLD),
            suspect: fg(Color::Magenta).add_modifier(Modifier::BOLD | Modifier::REVERSED),
            annotation: plain.add_modifier(Modifier::UNDERLINED),
            damage: fg(Color::Red).add_modifier(Modifier::CROSSED_OUT),
            selection: plain.add_modifier(Modifier::REVERSED),
            title: plain.add_modifier(Modifier::BOLD),
            head: plain.add_modifier(Modifier::BOLD),
            head_focused: plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            border: fg(Color::DarkGray),
            border_focused: fg(Color::Cyan),
            window: plain,
            gutter_on: fg(Color::Green),
            gutter_off: fg(Color::DarkGray),
            status: plain,
            hint_key: fg(Color::Cyan).add_modifier(Modifier::BOLD),
            done: fg(Color::Green),
            refused: fg(Color::Yellow),
            wrong: fg(Color::Red).add_modifier(Modifier::BOLD),
            silent: fg(Color::DarkGray).add_modifier(Modifier::ITALIC),
            picked: plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
        }
    }
}
