//! Holds suspects against the disagreements that careful editors found.

use std::collections::BTreeSet;
use std::ops::AddAssign;

use variorum::align::{Alignment, Member};
use variorum::article::Span;

use super::gold::{self, Gold};

/// How many suspects there are and are right, how many disagreements a rule can find and does.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    pub all: usize,
    pub right: usize,
    pub wanted: usize,
    pub met: usize,
}

impl Counts {
    pub fn precision(self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.met as f64 / self.wanted.max(1) as f64
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Counts) {
        self.all += more.all;
        self.right += more.right;
        self.wanted += more.wanted;
        self.met += more.met;
    }
}

/// The suspects held against the disagreements that a rule can find.
pub struct Suspects {
    pub counts: Counts,
    wrong: Vec<usize>,
    missed: Vec<String>,
}

impl Suspects {
    /// Judges what was found in a cluster: right is what tells two readings of a disagreement apart.
    pub fn judge(gold: &Gold, found: &Alignment) -> Suspects {
        let readings = |d: &gold::Disagreement| -> Vec<Vec<(usize, Span)>> {
            let of = |r: &gold::Reading| {
                let all = r.at.iter().flat_map(|(id, texts)| texts.iter().map(move |t| (id, t)));
                all.map(|(id, text)| (gold.article(id), gold.place(gold.article(id), text))).collect()
            };
            d.readings.iter().map(of).collect()
        };
        let (mut met, mut wrong) = (BTreeSet::new(), Vec::new());
        for (number, suspect) in found.suspects.iter().enumerate() {
            let meets = |d: &&gold::Disagreement| {
                let readings = readings(d);
                let of = |m: &Member| {
                    readings
                        .iter()
                        .position(|r| r.iter().any(|(a, s)| *a == m.article && s.overlap(m.span).is_some()))
                };
                let sides: BTreeSet<usize> =
                    suspect.readings.iter().filter_map(|r| r.members.iter().find_map(of)).collect();
                sides.len() >= 2
            };
            let fitting: Vec<&gold::Disagreement> = gold.file.disagreement.iter().filter(meets).collect();
            if fitting.is_empty() {
                wrong.push(number);
            }
            met.extend(fitting.into_iter().filter(|d| d.mechanical).map(|d| d.id.as_str()));
        }
        let mechanical = || gold.file.disagreement.iter().filter(|d| d.mechanical);
        let missed = mechanical().filter(|d| !met.contains(d.id.as_str()));
        let missed = missed.map(|d| format!("{}: {}", d.kind, d.id)).collect();
        let all = found.suspects.len();
        let counts = Counts { all, right: all - wrong.len(), wanted: mechanical().count(), met: met.len() };
        Suspects { counts, wrong, missed }
    }

    /// Prints what was missed and what is wrong.
    pub fn list(&self, gold: &Gold, found: &Alignment) {
        for missed in &self.missed {
            println!("missed suspect {missed}");
        }
        for number in &self.wrong {
            let suspect = &found.suspects[*number];
            println!("wrong suspect {} ({}) {}", suspect.kind.id(), suspect.rule, suspect.score.0);
            for reading in &suspect.readings {
                for m in &reading.members {
                    println!(
                        "    {}: {} | {}",
                        reading.says,
                        gold.articles[m.article].slice(m.span),
                        gold.articles[m.article].passage_text(m.passage)
                    );
                }
            }
        }
    }
}
