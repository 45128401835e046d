//! An alignment seen through two of its articles, or through one sort of finding.

use super::{Alignment, Member, PassageRef, Reading, Suspect, Thread};

impl Alignment {
    /// Returns what was found between two articles, with them as the first and the second.
    ///
    /// It was found with all articles at hand: a third one may have led from one to the other.
    pub fn between(&self, a: usize, b: usize) -> Alignment {
        let number = |article: usize| [a, b].iter().position(|x| *x == article);
        let member = |m: &Member| Some(Member { article: number(m.article)?, ..*m });
        let mut new_ids = vec![None; self.threads.len()];
        let mut threads = Vec::new();
        for (thread, new) in self.threads.iter().zip(&mut new_ids) {
            let mut members: Vec<Member> = thread.members.iter().filter_map(member).collect();
            members.sort_unstable();
            if [0, 1].iter().all(|n| members.iter().any(|m| m.article == *n)) {
                *new = Some(threads.len());
                threads.push(Thread { members, silent: Vec::new() });
            }
        }
        let renumbered = |ids: &[usize]| ids.iter().filter_map(|t| new_ids[*t]).collect::<Vec<_>>();
        let links = self.links.iter().filter_map(|link| {
            let (x, y) = (member(&link.a)?, member(&link.b)?);
            let (x, y) = if x.article <= y.article { (x, y) } else { (y, x) };
            Some(super::Link { a: x, b: y, threads: renumbered(&link.threads), ..link.clone() })
        });
        let mut links: Vec<_> = links.collect();
        links.sort_by_key(|l| (l.a, l.b));
        let suspects = self.suspects.iter().filter_map(|suspect| {
            let readings = suspect.readings.iter().map(|reading| Reading {
                says: reading.says.clone(),
                members: reading.members.iter().filter_map(member).collect(),
            });
            let readings: Vec<Reading> = readings.filter(|r| !r.members.is_empty()).collect();
            let threads = renumbered(&suspect.threads);
            (readings.len() > 1).then(|| Suspect { readings, threads, ..suspect.clone() })
        });
        let suspects = suspects.collect();
        let is_shared = |at: PassageRef| {
            let stands = |m: &Member| m.passage_ref() == at;
            threads.iter().any(|t: &Thread| t.members.iter().any(stands))
        };
        // What neither has with the other, whoever else has it, as far as it stood in a thread or alone.
        let alone =
            self.only.iter().filter_map(|at| Some(PassageRef { article: number(at.article)?, ..*at }));
        let elsewhere =
            self.threads.iter().flat_map(|t| &t.members).filter_map(member).map(|m| m.passage_ref());
        let mut only: Vec<PassageRef> = alone.chain(elsewhere.filter(|at| !is_shared(*at))).collect();
        only.sort_unstable();
        only.dedup();
        let copy_of = [a, b].map(|x| self.copy_of.get(x).copied().flatten().and_then(number));
        let copy_of = copy_of.to_vec();
        let languages = [a, b].map(|x| self.languages.get(x).copied().flatten()).to_vec();
        Alignment { links, threads, suspects, only, copy_of, languages, notices: self.notices.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Unwatched, align};
    use super::*;
    use crate::article::read;

    #[test]
    fn two_articles_of_three_are_seen_as_if_they_were_alone() {
        let texts = [
            "Nine people were hurt at the mill bridge on Saturday.\n\nThe mayor thanked the rowers.\n",
            "It rained all night in the valley.\n\nThe mayor thanked the rowers.\n",
            "The fire brigade came late.\n\nTen people were hurt at the mill bridge on Saturday.\n",
        ];
        let articles = texts.map(|t| read(t.as_bytes(), "a.txt").unwrap());
        let refs: Vec<_> = articles.iter().collect();
        let all = align(&refs, &[], &Unwatched);
        let two = all.between(2, 0);
        assert!(two.links.iter().all(|l| (l.a.article, l.b.article) == (0, 1)), "{:?}", two.links);
        assert_eq!(two.threads.len(), 1, "{:?}", two.threads);
        let said: Vec<&str> = two.threads[0]
            .members
            .iter()
            .map(|m| [&articles[2], &articles[0]][m.article].slice(m.span))
            .collect();
        assert!(said[0].starts_with("Ten people") && said[1].starts_with("Nine people"), "{said:?}");
        // What the first has with the second only is here the first's own.
        let thanks = PassageRef { article: 1, passage: 1 };
        assert!(two.only.contains(&thanks), "{:?}", two.only);
        assert!(two.copy_of.iter().flatten().all(|source| *source < 2), "{:?}", two.copy_of);
        let ids =
            two.links.iter().flat_map(|l| &l.threads).chain(two.suspects.iter().flat_map(|s| &s.threads));
        assert!(ids.into_iter().all(|t| *t < two.threads.len()));
    }
}
