//! The longest run of words that two passages have in common.

use super::tokens::Token;

/// A run of equal words: where it begins in the first passage and how many words it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) a: usize,
    pub(super) length: usize,
}

/// A passage whose runs with others are looked for: its words are put in order once, when the first is asked for.
#[derive(Debug)]
pub(super) struct Runs<'t> {
    tokens: &'t [Token],
    /// Its stems in order, with the places where they stand; empty at first.
    places: Vec<(u32, usize)>,
    /// Where in it the runs stand that end with the word before, and with this one, in order, with their lengths.
    before: Vec<(usize, usize)>,
    here: Vec<(usize, usize)>,
}

impl<'t> Runs<'t> {
    /// Takes a passage.
    pub(super) fn new(tokens: &'t [Token]) -> Runs<'t> {
        Runs { tokens, places: Vec::new(), before: Vec::new(), here: Vec::new() }
    }

    /// Finds the longest run with another passage, of equally long ones the first in the passage itself; the work grows with the
    /// equal words, not with the lengths.
    pub(super) fn longest(&mut self, other: &[Token]) -> Run {
        if self.places.is_empty() {
            self.places.extend(self.tokens.iter().enumerate().map(|(i, token)| (token.stem, i)));
            self.places.sort_unstable();
        }
        let mut best = Run { a: 0, length: 0 };
        self.before.clear();
        for token in other {
            let from = self.places.partition_point(|p| p.0 < token.stem);
            let mut open = self.before.iter().peekable();
            self.here.clear();
            for &(_, i) in self.places[from..].iter().take_while(|p| p.0 == token.stem) {
                while open.next_if(|run| run.0 + 1 < i).is_some() {}
                let length = 1 + open.next_if(|run| run.0 + 1 == i).map_or(0, |run| run.1);
                self.here.push((i, length));
                let run = Run { a: i + 1 - length, length };
                if (length, best.a) > (best.length, run.a) {
                    best = run;
                }
            }
            std::mem::swap(&mut self.before, &mut self.here);
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;

    fn tokens(stems: &[u32]) -> Vec<Token> {
        stems
            .iter()
            .map(|&stem| Token { stem, content: true, goes_on: false, span: Span::new(0, 1) })
            .collect()
    }

    fn run(a: &[u32], b: &[u32]) -> (usize, usize) {
        let run = Runs::new(&tokens(a)).longest(&tokens(b));
        (run.a, run.length)
    }

    #[test]
    fn the_longest_common_run_is_found_wherever_it_stands() {
        assert_eq!(run(&[1, 2, 3, 4], &[9, 2, 3, 8]), (1, 2));
        assert_eq!(run(&[5, 5, 5], &[5, 5]), (0, 2));
        assert_eq!(run(&[1, 2, 1, 2, 3], &[1, 2, 3, 1]), (2, 3));
        assert_eq!(run(&[1, 2], &[3]), (0, 0));
        assert_eq!(run(&[], &[1]), (0, 0));
        assert_eq!(run(&[1, 2, 9, 3, 4], &[3, 4, 1, 2]), (0, 2), "of equal ones the first");
        assert_eq!(run(&[1, 9, 3, 4], &[1, 3, 4, 1]), (2, 2), "a longer one after a shorter");
    }
}
