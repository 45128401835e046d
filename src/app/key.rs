//! Keys and their notation: `j`, `J`, `Ctrl-d`, `Alt-s`, `Enter`, `F2`, and sequences such as `gg`.
//!
//! Parsing and printing are inverses: what help shows can be written into `config.toml`.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// One key as the program knows it, whatever the terminal made of Shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// What was pressed.
    pub code: Code,
    /// Held with Control.
    pub ctrl: bool,
    /// Held with Alt.
    pub alt: bool,
}

/// What was pressed; Shift is part of a character and named for the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character as typed, Shift applied.
    Char(char),
    /// In a binding: any digit from 1 to 9, handed on as the count.
    Digit,
    /// In a binding: any letter from a to z, its number handed on as the count.
    Letter,
    /// A function key.
    F(u8),
    /// A key with a name.
    Named(Named),
}

macro_rules! named {
    ($($variant:ident $word:literal $code:pat => $shift:literal),+ $(,)?) => {
        /// Keys that have a name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Named { $($variant),+ }

        impl Named {
            const ALL: &'static [(Named, &'static str)] = &[$((Named::$variant, $word)),+];

            fn of(code: KeyCode, shift: bool) -> Option<Named> {
                match (code, shift) { $(($code, $shift) => Some(Named::$variant),)+ _ => None }
            }
        }
    };
}

named! {
    Enter "Enter" KeyCode::Enter => false,
    Esc "Esc" KeyCode::Esc => false,
    Tab "Tab" KeyCode::Tab => false,
    BackTab "Shift-Tab" KeyCode::BackTab => true,
    Backspace "Backspace" KeyCode::Backspace => false,
    Delete "Delete" KeyCode::Delete => false,
    Up "Up" KeyCode::Up => false,
    Down "Down" KeyCode::Down => false,
    Left "Left" KeyCode::Left => false,
    Right "Right" KeyCode::Right => false,
    ShiftUp "Shift-Up" KeyCode::Up => true,
    ShiftDown "Shift-Down" KeyCode::Down => true,
    ShiftLeft "Shift-Left" KeyCode::Left => true,
    ShiftRight "Shift-Right" KeyCode::Right => true,
    PageUp "PgUp" KeyCode::PageUp => false,
    PageDown "PgDn" KeyCode::PageDown => false,
    Home "Home" KeyCode::Home => false,
    End "End" KeyCode::End => false,
}

impl Key {
    /// Returns the key of a terminal event; keys that the program never binds give nothing.
    pub fn from_event(event: KeyEvent) -> Option<Key> {
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let code = match event.code {
            // Terminals disagree on whether Shift-a is `a` with Shift, `A` with it, or `A` without.
            KeyCode::Char(c) if shift && c.is_lowercase() => Code::Char(c.to_uppercase().next().unwrap_or(c)),
            KeyCode::Char(c) => Code::Char(c),
            KeyCode::F(n) => Code::F(n),
            // Shift changes nothing on Enter, Esc and the like; legacy terminals send BackTab without it.
            KeyCode::BackTab => Code::Named(Named::BackTab),
            KeyCode::Tab if shift => Code::Named(Named::BackTab),
            other => Code::Named(Named::of(other, shift).or_else(|| Named::of(other, false))?),
        };
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match code {
            // Control ignores case on every terminal without the newer protocols; so do we.
            Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
            code => code,
        };
        Some(Key { code, ctrl, alt: event.modifiers.contains(KeyModifiers::ALT) })
    }

    /// Makes the key of a plain character.
    pub const fn char(c: char) -> Key {
        Key { code: Code::Char(c), ctrl: false, alt: false }
    }

    /// Returns the character that the key types into a text field, when it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(c) => write!(f, "{c}"),
            Code::Digit => f.write_str("<1-9>"),
            Code::Letter => f.write_str("<a-z>"),
            Code::F(n) => write!(f, "F{n}"),
            Code::Named(named) => {
                f.write_str(Named::ALL.iter().find(|(n, _)| *n == named).map_or("?", |(_, w)| w))
            }
        }
    }
}

/// Why a key notation could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotationError {
    /// There is nothing to press.
    #[error("a key sequence is empty; write a key such as `j`, `Ctrl-d` or `gg`")]
    Empty,
    /// A modifier or name is unknown.
    #[error("`{0}` is not a key; write for example `j`, `Ctrl-d`, `Alt-s`, `Enter`, `F2` or `gg`")]
    Unknown(String),
}

/// Reads a sequence of keys: names and keys with modifiers stand apart by spaces, characters may touch.
///
/// # Errors
/// The sequence is empty or names a key that does not exist.
pub fn parse(notation: &str) -> Result<Vec<Key>, NotationError> {
    let mut keys = Vec::new();
    for word in notation.split_whitespace() {
        match parse_one(word) {
            Some(key) => keys.push(key),
            None if word.contains("Ctrl-") || word.contains("Alt-") || word.contains("Shift-") => {
                return Err(NotationError::Unknown(word.into()));
            }
            None => keys.extend(parse_touching(word)),
        }
    }
    if keys.is_empty() { Err(NotationError::Empty) } else { Ok(keys) }
}

fn parse_touching(word: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("<1-9>") {
            keys.push(Key { code: Code::Digit, ctrl: false, alt: false });
            rest = after;
        } else if let Some(after) = rest.strip_prefix("<a-z>") {
            keys.push(Key { code: Code::Letter, ctrl: false, alt: false });
            rest = after;
        } else {
            keys.push(Key::char(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    keys
}

fn parse_one(word: &str) -> Option<Key> {
    let (ctrl, word) = strip(word, "Ctrl-");
    let (alt, word) = strip(word, "Alt-");
    let mut chars = word.chars();
    let code = match (chars.next(), chars.next()) {
        (Some(c), None) => Code::Char(if ctrl { c.to_ascii_lowercase() } else { c }),
        _ if word == "Space" => Code::Char(' '),
        _ if word == "<1-9>" => Code::Digit,
        _ if word == "<a-z>" => Code::Letter,
        _ => match word.strip_prefix('F').and_then(|n| n.parse::<u8>().ok()) {
            Some(n) if (1..=24).contains(&n) => Code::F(n),
            _ => Code::Named(Named::ALL.iter().find(|(_, name)| *name == word)?.0),
        },
    };
    Some(Key { code, ctrl, alt })
}

fn strip<'a>(word: &'a str, prefix: &str) -> (bool, &'a str) {
    match word.strip_prefix(prefix) {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, word),
    }
}

/// Writes a sequence of keys so that [`parse`] reads it back: characters touch unless they would spell a name.
pub fn print(keys: &[Key]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut touching = false;
    for key in keys {
        let text = key.to_string();
        let single = text.chars().count() == 1 || matches!(key.code, Code::Digit | Code::Letter);
        match words.last_mut() {
            Some(word) if touching && single && parse_one(&format!("{word}{text}")).is_none() => {
                word.push_str(&text)
            }
            _ => words.push(text),
        }
        touching = single;
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_key() -> impl Strategy<Value = Key> {
        let names = (0..Named::ALL.len()).prop_map(|i| Code::Named(Named::ALL[i].0));
        let chars = prop_oneof!["[!-~]", "[а-я]"].prop_filter_map("a character", |s| s.chars().next());
        let code = prop_oneof![
            chars.prop_map(Code::Char),
            Just(Code::Char(' ')),
            (1u8..=12).prop_map(Code::F),
            names
        ];
        (code, any::<bool>(), any::<bool>()).prop_map(|(code, ctrl, alt)| match code {
            Code::Char(c) if ctrl => Key { code: Code::Char(c.to_ascii_lowercase()), ctrl, alt },
            code => Key { code, ctrl, alt },
        })
    }

    proptest! {
        #[test]
        fn a_key_that_help_shows_can_be_written_into_the_config(keys in prop::collection::vec(any_key(), 1..4)) {
            let shown = print(&keys);
            prop_assert_eq!(parse(&shown), Ok(keys));
        }
    }

    #[test]
    fn shift_means_the_same_on_every_terminal() {
        let event = |code, mods| Key::from_event(KeyEvent::new(code, mods));
        let upper = Some(Key::char('J'));
        assert_eq!(event(KeyCode::Char('j'), KeyModifiers::SHIFT), upper);
        assert_eq!(event(KeyCode::Char('J'), KeyModifiers::SHIFT), upper);
        assert_eq!(event(KeyCode::Char('J'), KeyModifiers::NONE), upper);
        assert_eq!(event(KeyCode::Tab, KeyModifiers::SHIFT), event(KeyCode::BackTab, KeyModifiers::NONE));
    }

    #[test]
    fn a_slip_in_a_key_is_named() {
        assert_eq!(parse("Ctrl-Entr"), Err(NotationError::Unknown("Ctrl-Entr".into())));
        assert_eq!(parse("  "), Err(NotationError::Empty));
        assert_eq!(parse("g<1-9>").map(|k| k.len()), Ok(2));
    }
}
