//! Checks as lines to type: the day, primary or secondary, the source, and what was found, with bars between.
//!
//! `2026-03-15 | primary | Hospital press desk, by phone | Nine admitted` is a whole line; the day and the sort of source may
//! be left out, and the day is then that on which the line was typed.

use crate::case::Check;

/// What parts the pieces of a line.
const BAR: char = '|';

/// Sorts of sources.
pub const HOW: [&str; 2] = ["primary", "secondary"];

/// Returns the line of each check.
pub fn lines(checks: &[Check]) -> String {
    checks.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Returns the checks of what was typed; a line that still is that of a check from before is that check, to the letter.
pub fn read(typed: &str, today: &str, before: &[Check]) -> Vec<Check> {
    let mut left: Vec<&Check> = before.iter().collect();
    let typed = typed.lines().map(str::trim).filter(|l| !l.is_empty());
    let check = |text: &str| match left.iter().position(|known| line(known).trim() == text) {
        Some(at) => left.remove(at).clone(),
        None => of_line(text, today),
    };
    typed.map(check).collect()
}

fn line(check: &Check) -> String {
    let pieces =
        [check.on.as_deref(), check.how.as_deref(), Some(check.source.as_str()), check.found.as_deref()];
    let flat = |piece: &str| piece.split_whitespace().collect::<Vec<_>>().join(" ");
    pieces.into_iter().flatten().map(flat).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" | ")
}

fn of_line(text: &str, today: &str) -> Check {
    let mut check = Check { on: Some(today.to_owned()), ..Check::default() };
    let mut pieces: Vec<&str> = text.split(BAR).map(str::trim).filter(|p| !p.is_empty()).collect();
    if let Some(day) = pieces.first().filter(|p| is_day(p)) {
        check.on = Some((*day).to_owned());
        pieces.remove(0);
    }
    if let Some(at) = pieces.iter().take(2).position(|p| HOW.iter().any(|how| p.eq_ignore_ascii_case(how))) {
        check.how = Some(pieces.remove(at).to_lowercase());
    }
    let mut pieces = pieces.into_iter();
    check.source = pieces.next().unwrap_or_default().to_owned();
    let found = pieces.collect::<Vec<_>>().join(" | ");
    check.found = Some(found).filter(|f| !f.is_empty());
    check
}

fn is_day(piece: &str) -> bool {
    let day = piece.get(..10).unwrap_or(piece);
    day.parse::<jiff::civil::Date>().is_ok() && !piece.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-03-16";

    #[test]
    fn a_check_is_typed_as_short_as_one_likes() {
        let read = |text: &str| read(text, TODAY, &[]).remove(0);
        let check = read("Hospital press desk");
        assert_eq!(
            (check.on.as_deref(), check.source.as_str(), check.found),
            (Some(TODAY), "Hospital press desk", None)
        );
        let check = read("2026-03-15 | Primary | Press desk, by phone | Nine admitted | three treated");
        assert_eq!(check.on.as_deref(), Some("2026-03-15"));
        assert_eq!(check.how.as_deref(), Some("primary"));
        assert_eq!(check.source, "Press desk, by phone");
        assert_eq!(check.found.as_deref(), Some("Nine admitted | three treated"));
        let check = read("press desk | secondary | nine");
        assert_eq!((check.how.as_deref(), check.found.as_deref()), (Some("secondary"), Some("nine")));
    }

    #[test]
    fn a_check_that_was_not_touched_stays_to_the_letter() {
        let odd = Check {
            on: None,
            source: "primary".into(),
            how: Some("by letter".into()),
            found: Some("two\nlines | and a bar".into()),
        };
        let other = Check { on: Some("1979-05-27".into()), source: "archive".into(), ..Check::default() };
        let before = [odd.clone(), other.clone()];
        let typed = lines(&before);
        assert_eq!(read(&typed, TODAY, &before), before);
        let longer = format!("{typed}\n\n  a neighbour | saw ten  ");
        let now = read(&longer, TODAY, &before);
        assert_eq!((&now[0], &now[1], now.len()), (&odd, &other, 3));
        assert_eq!(now[2].found.as_deref(), Some("saw ten"));
    }
}
