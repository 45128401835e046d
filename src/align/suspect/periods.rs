//! One period with another beginning or end: "between 2018 and 2023" here, "from 2016 to 2023" there.

use super::fact::{Fact, Value};
use super::finding::Finding;
use super::moment::{Grain, Moment};
use super::pair::Pair;
use super::scene::Scene;
use super::text::Text;
use crate::align::SuspectKind;
use crate::align::number::Verdict;
use crate::article::Span;

/// Words that tell that a time became another, and how close before it they stand.
const CHANGED: (&[&str], usize) = (
    &["moved", "postponed", "shifted", "forward", "changed", "delayed", "rescheduled", "put", "back", "off"],
    3,
);
/// What a finding is worth.
const WORTH: f64 = 0.7;

/// Adds periods of two linked passages that share one end only, where each passage tells of one period.
pub(super) fn compare(scene: &Scene, pair: &Pair, out: &mut Vec<Finding>) {
    let (Some(x), Some(y)) = (period(scene, pair.a), period(scene, pair.b)) else { return };
    let verdicts = [0, 1].map(|end| x[end].1.against(y[end].1));
    for (end, other) in [(0, 1), (1, 0)] {
        if verdicts[end] == Some(Verdict::Clash) && verdicts[other] == Some(Verdict::Same) {
            let sides = [scene.said(pair.a.unit, x[end].0), scene.said(pair.b.unit, y[end].0)];
            let rule = if end == 0 { "same period, other beginning" } else { "same period, other end" };
            out.push(Finding {
                kind: SuspectKind::Time,
                rule,
                clash: true,
                weight: WORTH,
                group: None,
                sides,
            });
        }
    }
}

type End<'a> = (&'a Fact, &'a Moment);

/// Returns the two ends of the period that a passage tells of, where it is the only one.
fn period<'a>(scene: &'a Scene, text: &Text) -> Option<[End<'a>; 2]> {
    let times: Vec<End> = scene.facts[text.unit]
        .iter()
        .filter_map(|fact| match &fact.value {
            Value::Moment(moment) if moment.grain() != Grain::Vague => Some((fact, moment)),
            _ => None,
        })
        .collect();
    let start = text.words.first()?.span.start;
    let is_period = |ends: &&[End]| {
        let between = text.info.slice(Span::new(ends[0].0.span.end, ends[1].0.span.start));
        let before = text.info.text[start..ends[0].0.span.start].trim_end();
        let opens = |word: &str| before.ends_with(word);
        // "Moved from Monday to Friday".
        let changed = before.rsplit(' ').take(CHANGED.1).any(|word| CHANGED.0.contains(&word));
        match between {
            " and " => opens("between") || opens("Between"),
            " to " | " until " | " till " => !changed,
            "–" | "-" | " – " => true,
            _ => false,
        }
    };
    let mut found = times.windows(2).filter(is_period);
    let first = found.next()?;
    let same_sort = first[0].1.grain() == first[1].1.grain();
    (found.next().is_none() && same_sort).then_some([first[0], first[1]])
}
