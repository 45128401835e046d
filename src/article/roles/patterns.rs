//! The lines that give a block away: site furniture, captions, bylines; patterns as data.

use std::sync::LazyLock;

use crate::article::fold;

/// Longest line, in bytes, that can be site furniture or a caption.
const LONGEST: usize = 280;

/// What a line's words say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Site furniture.
    Boilerplate,
    /// The caption or credit of a picture.
    Caption,
    /// Who wrote it or when; site furniture above the text, a sentence elsewhere.
    Byline,
}

/// Lists of patterns, each sorted by the byte it starts with; see the head of the data files for their form.
struct Patterns {
    lists: [(Kind, Vec<Pattern>, Vec<Pattern>); 3],
}

struct Pattern {
    parts: Vec<&'static str>,
    /// Whether the line must end where the last part does.
    to_the_end: bool,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let read = |kind, data: &'static str| {
        let lines = data.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let (anchored, free): (Vec<_>, Vec<_>) = lines.partition(|l| l.starts_with('^'));
        let mut anchored: Vec<Pattern> = anchored.into_iter().map(|l| Pattern::new(&l[1..])).collect();
        anchored.sort_by_key(Pattern::first);
        (kind, anchored, free.into_iter().map(Pattern::new).collect())
    };
    Patterns {
        lists: [
            read(Kind::Caption, include_str!("../../../assets/captions.txt")),
            read(Kind::Boilerplate, include_str!("../../../assets/boilerplate.txt")),
            read(Kind::Byline, include_str!("../../../assets/bylines.txt")),
        ],
    }
});

impl Pattern {
    fn new(line: &'static str) -> Self {
        let (body, to_the_end) = line.strip_suffix('$').map_or((line, false), |body| (body, true));
        Self { parts: body.split('*').collect(), to_the_end }
    }

    fn first(&self) -> Option<u8> {
        self.parts.first().and_then(|p| p.bytes().next())
    }

    /// Returns whether the pattern's parts stand in the line in order, the first at its start if `anchored`.
    fn matches(&self, line: &str, anchored: bool) -> bool {
        let mut rest = line;
        for (i, part) in self.parts.iter().enumerate() {
            let is_last = i + 1 == self.parts.len();
            let found = match () {
                () if i == 0 && anchored => rest.strip_prefix(part),
                () if is_last && self.to_the_end => rest.ends_with(part).then_some(""),
                () => rest.find(part).map(|at| &rest[at + part.len()..]),
            };
            let Some(after) = found else { return false };
            rest = after;
        }
        !self.to_the_end || rest.is_empty()
    }
}

/// Returns what a line's words say it is, or nothing for ordinary words.
pub(super) fn kind_of(line: &str) -> Option<Kind> {
    if line.len() > LONGEST {
        return None;
    }
    let folded = fold::fold_text(line);
    let first = folded.bytes().next();
    let found = PATTERNS.lists.iter().find(|(_, anchored, free)| {
        let from = anchored.partition_point(|p| p.first() < first);
        let to = anchored.partition_point(|p| p.first() <= first);
        anchored[from..to].iter().any(|p| p.matches(&folded, true))
            || free.iter().any(|p| p.matches(&folded, false))
    });
    found.map(|(kind, ..)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_at_start_end_and_over_gaps() {
        let matches = |pattern, line| Pattern::new(pattern).matches(line, false);
        assert!(matches("press ctrl", "then press ctrl and enter"));
        assert!(matches("reporting by *editing by", "reporting by a; editing by b"));
        assert!(!matches("reporting by *editing by", "editing by b"));
        assert!(matches("/reuters$", "anna berg/reuters"));
        assert!(!matches("/reuters$", "anna berg/reuters said"));
        assert!(Pattern::new("comments$").matches("comments", true));
        assert!(!Pattern::new("comments$").matches("comments were few", true));
    }
}
