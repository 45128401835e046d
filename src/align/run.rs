//! The longest run of words that two passages have in common.

use super::tokens::Token;

/// A run of equal words: where it begins in the first passage and how many words it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) a: usize,
    pub(super) length: usize,
}

/// Finds the longest run, of equally long ones the first; the work grows with the equal words, not with the lengths.
pub(super) fn longest(a: &[Token], b: &[Token]) -> Run {
    let mut places: Vec<(u32, usize)> = b.iter().enumerate().map(|(j, token)| (token.stem, j)).collect();
    places.sort_unstable();
    let mut best = Run { a: 0, length: 0 };
    // Where in `b` the runs stand that end with the word before, in order, with their lengths.
    let mut before: Vec<(usize, usize)> = Vec::new();
    let mut here: Vec<(usize, usize)> = Vec::new();
    for (i, token) in a.iter().enumerate() {
        let from = places.partition_point(|p| p.0 < token.stem);
        let mut open = before.iter().peekable();
        here.clear();
        for &(_, j) in places[from..].iter().take_while(|p| p.0 == token.stem) {
            while open.next_if(|run| run.0 + 1 < j).is_some() {}
            let length = 1 + open.next_if(|run| run.0 + 1 == j).map_or(0, |run| run.1);
            here.push((j, length));
            if length > best.length {
                best = Run { a: i + 1 - length, length };
            }
        }
        std::mem::swap(&mut before, &mut here);
    }
    best
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
        let run = longest(&tokens(a), &tokens(b));
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
    }
}
