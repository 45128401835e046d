//! Questions on the terminal, before the screen is taken.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::Result;

use super::Options;
use crate::article::visible_text;

/// The key that leaves, in every question.
const LEAVE: char = 'q';

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// The letter of a choice.
    Key(char),
    /// The reader wants none of it.
    Leave,
    /// There is no terminal to ask on.
    NoTerminal,
}

/// Asks for one of several letters; line by line the answer may come through a pipe as all lines do.
pub(super) fn ask(question: &str, choices: &[(char, &str)], options: &Options) -> Result<Answer> {
    if options.linear {
        return ask_on(&mut io::stdout().lock(), question, choices);
    }
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(Answer::NoTerminal);
    }
    ask_on(&mut io::stderr().lock(), question, choices)
}

fn ask_on(out: &mut impl Write, question: &str, choices: &[(char, &str)]) -> Result<Answer> {
    let shown: Vec<String> = choices.iter().map(|(key, text)| format!("[{key}] {text}")).collect();
    loop {
        write!(out, "{}\n{}  ", visible_text(question), shown.join("  "))?;
        out.flush()?;
        let mut line = Vec::new();
        io::stdin().lock().read_until(b'\n', &mut line)?;
        if let Some(answer) = answer(&String::from_utf8_lossy(&line), choices) {
            return Ok(answer);
        }
    }
}

/// Reads an answer; nothing when it is none of the choices.
fn answer(line: &str, choices: &[(char, &str)]) -> Option<Answer> {
    let typed = line.trim();
    // Escape, an arrow key or the end of input come from someone who wants out.
    if line.is_empty() || typed.contains(char::is_control) {
        return Some(Answer::Leave);
    }
    let first = choices.first().map_or(LEAVE, |(key, _)| *key);
    match typed.chars().flat_map(char::to_lowercase).next().unwrap_or(first) {
        LEAVE => Some(Answer::Leave),
        key => choices.iter().any(|(c, _)| *c == key).then_some(Answer::Key(key)),
    }
}

/// Returns names as a sentence has them, with the verb after them: `a, b and c are`.
pub(super) fn are(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} is"),
        [most @ .., last] => format!("{} and {last} are", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_wants_out_of_a_question_gets_out() {
        let choices = [('a', "add"), ('o', "open"), ('q', "leave")];
        let read = |line: &str| answer(line, &choices);
        for out in ["q\n", "Quit\n", "\u{1b}\n", "\u{1b}[A\n", "a\u{1b}\n", ""] {
            assert_eq!(read(out), Some(Answer::Leave), "{out:?}");
        }
        assert_eq!((read("\n"), read(" O\n")), (Some(Answer::Key('a')), Some(Answer::Key('o'))));
        assert_eq!(read("x\n"), None, "the question comes again");
    }

    #[test]
    fn one_is_and_several_are() {
        assert_eq!(are(&["a.txt"]), "a.txt is");
        assert_eq!(are(&["a.txt", "b.txt"]), "a.txt and b.txt are");
        assert_eq!(are(&["a.txt", "b.txt", "c.txt"]), "a.txt, b.txt and c.txt are");
    }
}
