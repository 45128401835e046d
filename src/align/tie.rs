//! The reader's ties: two passages are the same claim, or they are not, whatever the scores say.

use super::{Link, Member, Relation, Score, Tie, Tier};

/// Makes the links that the reader asks for certain, and takes out those that the reader denies.
pub(super) fn obey(links: &mut Vec<Link>, ties: &[Tie]) {
    for tie in ties.iter().filter(|t| t.a.article != t.b.article) {
        let (a, b) = if tie.a < tie.b { (tie.a, tie.b) } else { (tie.b, tie.a) };
        let is_it = |l: &Link| l.ends() == (a.passage_ref(), b.passage_ref());
        if !tie.same {
            links.retain(|l| !is_it(l));
        } else if let Some(link) = links.iter_mut().find(|l| is_it(l)) {
            (link.tier, link.score) = (Tier::Certain, Score(10_000));
        } else {
            links.push(tied(a, b));
        }
    }
    links.sort_by_key(|l| (l.a, l.b));
}

fn tied(a: Member, b: Member) -> Link {
    Link {
        a,
        b,
        relation: Relation::Paraphrase,
        tier: Tier::Certain,
        score: Score(10_000),
        threads: Vec::new(),
    }
}
