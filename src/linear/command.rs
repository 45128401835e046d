//! What can be typed: one table that feeds the reading of commands, their help and the suggestions.

use crate::config::place::nearest;

macro_rules! commands {
    ($($title:literal { $($variant:ident $name:literal $short:literal $argument:literal $text:literal)+ })+) => {
        /// Something that can be typed at the main prompt.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)] // The table's texts say what each does.
        pub enum Command { $($($variant),+),+ }

        /// All commands under their headings, in the order of help.
        pub const COMMANDS: &[(&str, &[Row])] = &[$(($title, &[$(
            Row {
                command: Command::$variant,
                name: $name,
                short: $short,
                argument: $argument,
                text: $text,
            },
        )+])),+];
    };
}

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// What is done.
    pub command: Command,
    /// The word that is typed for it.
    pub name: &'static str,
    /// The key that does the same on the screen, or another short word; may be empty.
    pub short: &'static str,
    /// What may follow, in capitals.
    pub argument: &'static str,
    /// A line for help.
    pub text: &'static str,
}

commands! {
    "Reading" {
        Next "next" "j" "[COUNT]" "the next passage; an empty line does the same"
        Previous "previous" "k" "[COUNT]" "the passage before"
        Read "read" "" "[COUNT]" "read on: ten passages, or that many"
        Here "here" "." "" "the passage again, and who else says it"
        Passage "passage" "" "NUMBER" "the passage of that number"
        Article "article" "" "NUMBER" "the article of that number"
        Articles "articles" "gl" "" "list the articles"
        Details "details" "i" "" "what is known about this article"
        Back "back" "" "" "back to where the last jump began"
    }
    "Articles" {
        Add "add" "" "INPUT" "add an article to the case: a file, a folder of them, or an address"
        Remove "remove" "" "[NUMBER]" "take this article, or that of a number, out of the comparison; annotations stay"
        Rename "rename" "" "NAME" "give this article another short name"
        Reload "reload" "gr" "[NUMBER]" "read this article, or that of a number, again: its file, or its address"
        ChangedWords "changed-words" "gw" "" "list words of annotations whose article has changed, to decide on each"
        Locate "locate" "" "[NUMBER] PATH" "say where the file of a missing article is now"
        Repair "repair" "gd" "" "mend damaged text of this article after a look at it; again: not"
        Extract "extract" "ge" "[HOW]" "read this web page another way: reader, plain or best"
        Encoding "encoding" "" "NAME" "read this article in another encoding"
    }
    "Comparing" {
        Compare "compare" "c" "" "how each article says this passage, and in which words they differ"
        Follow "follow" "f" "" "the same claim in the next article that has it"
        NextThread "shared" "t" "" "the next passage that another article has too"
        PreviousThread "shared-before" "T" "" "the last such passage before this one"
        NextOnly "only" "o" "" "the next passage that was found only here"
        PreviousOnly "only-before" "O" "" "the last such passage before this one"
        Suspects "suspects" "" "" "list the open suspects: disagreements that are proposed"
        NextSuspect "suspect" "d" "[NUMBER]" "the next open suspect, or that of the list"
        PreviousSuspect "suspect-before" "D" "" "the open suspect before"
        SetAside "aside" "x" "" "set the suspect here aside: it is not proposed again"
        Threads "threads" "gs" "[FILTER]" "list the threads: all, everywhere, one-article, conflicting or one-source"
        Same "same" "+" "ARTICLE PASSAGE" "this passage and that one say the same"
        Different "different" "-" "ARTICLE PASSAGE" "this passage and that one do not say the same"
        Judged "judged" "gx" "" "list suspects that were set aside, and ties; each can be taken back"
        Wait "wait" "" "" "wait until the articles are compared"
    }
    "Searching" {
        Search "search" "/" "WORDS" "list where any article has these words"
        NextHit "hit" "n" "" "the next place that the search found"
        PreviousHit "hit-before" "N" "" "the place before"
    }
    "Annotating" {
        Annotate "annotate" "a" "" "write an annotation: of the suspect here, or of what all articles say of it"
        Annotations "annotations" "ga" "[WORDS]" "list the annotations, or those of a status, kind or words"
        Annotation "annotation" "r" "[NUMBER]" "the next annotation in the text, or that of the list"
        Edit "edit" "e" "[NUMBER]" "edit the annotation here, or that of the list"
        Status "status" "" "NUMBER STATUS" "make an annotation open, checking, resolved or dismissed"
        Delete "delete" "X" "[NUMBER]" "delete the annotation here, or that of the list"
        Undo "undo" "u" "" "take the last change back"
        Redo "redo" "" "" "do it again"
    }
    "The rest" {
        More "more" "" "" "go on with a long list"
        Save "save" "" "" "say what is saved, or try again; every change is saved at once"
        Export "export" "" "[FILE]" "write the annotations as Markdown into a new file, or print them"
        Help "help" "?" "" "this list"
        Quit "quit" "q" "" "leave; what is not saved is asked about"
    }
}

/// Returns all rows of the table.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    COMMANDS.iter().flat_map(|(_, rows)| rows.iter())
}

impl Command {
    /// Returns the command's row of the table.
    pub fn row(self) -> Option<&'static Row> {
        rows().find(|r| r.command == self)
    }
}

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A command and what follows it.
    Do(Command, String),
    /// A number alone: a pick from the list shown last.
    Pick(usize),
    /// Nothing that is known; one sentence says so.
    Unknown(String),
}

/// Reads a line that was typed at the main prompt.
pub fn read(line: &str) -> Asked {
    // Who knows the screen types a colon before the word.
    let line = line.trim();
    let line = line.strip_prefix(':').unwrap_or(line).trim_start();
    if line.is_empty() {
        return Asked::Do(Command::Next, String::new());
    }
    if let Ok(number) = line.parse() {
        return Asked::Pick(number);
    }
    // Signs need no blank behind them, as on the screen.
    for row in rows().filter(|r| matches!(r.short, "/" | "+" | "-")) {
        if let Some(rest) = line.strip_prefix(row.short) {
            return Asked::Do(row.command, rest.trim().to_owned());
        }
    }
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let lower = word.to_lowercase();
    let found = rows().find(|r| r.short == word).or_else(|| rows().find(|r| r.name == lower));
    match found {
        Some(row) => Asked::Do(row.command, rest.trim().to_owned()),
        None => Asked::Unknown(unknown(word)),
    }
}

fn unknown(word: &str) -> String {
    match nearest(word, rows().map(|r| r.name)) {
        Some(near) => format!("“{word}” is no command; did you mean {near}? A question mark lists them."),
        None => format!("“{word}” is no command; a question mark lists them."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_word_of_its_own() {
        let mut words: Vec<&str> = rows().flat_map(|r| [r.name, r.short]).filter(|w| !w.is_empty()).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all, "{words:?}");
    }

    #[test]
    fn a_line_is_read_as_whoever_typed_it_meant_it() {
        let did = |c, rest: &str| Asked::Do(c, rest.to_owned());
        for (line, expected) in [
            ("", did(Command::Next, "")),
            ("  Next  ", did(Command::Next, "")),
            ("t", did(Command::NextThread, "")),
            ("T", did(Command::PreviousThread, "")),
            ("/lock bridge", did(Command::Search, "lock bridge")),
            ("search  lock bridge ", did(Command::Search, "lock bridge")),
            ("+ 2 3", did(Command::Same, "2 3")),
            ("-2 3", did(Command::Different, "2 3")),
            ("12", Asked::Pick(12)),
            ("?", did(Command::Help, "")),
            (":add late news.html", did(Command::Add, "late news.html")),
        ] {
            assert_eq!(read(line), expected, "{line:?}");
        }
        let Asked::Unknown(sentence) = read("suspcts now") else { panic!("that is no command") };
        assert!(sentence.contains("did you mean suspects?"), "{sentence}");
        let Asked::Unknown(sentence) = read("99999999999999999999999") else { panic!("that is no number") };
        assert!(!sentence.contains("mean"), "{sentence}");
    }
}
