//! Holds suspects against the disagreements that careful editors found.

use std::collections::BTreeSet;

use variorum::align::{Alignment, Member};
use variorum::article::Span;

use super::gold::{self, Gold};

/// The suspects held against the disagreements that a rule can find.
#[derive(Default)]
pub struct Suspects {
    pub right: usize,
    pub all: usize,
    pub wanted: usize,
    pub met: BTreeSet<String>,
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
        let mut out = Suspects {
            all: found.suspects.len(),
            wanted: gold.file.disagreement.iter().filter(|d| d.mechanical).count(),
            ..Self::default()
        };
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
            let met: Vec<&gold::Disagreement> = gold.file.disagreement.iter().filter(meets).collect();
            if met.is_empty() {
                out.wrong.push(number);
            } else {
                out.right += 1;
                out.met.extend(met.iter().filter(|d| d.mechanical).map(|d| d.id.clone()));
            }
        }
        let mechanical = gold.file.disagreement.iter().filter(|d| d.mechanical);
        out.missed = mechanical
            .filter(|d| !out.met.contains(&d.id))
            .map(|d| format!("{}: {}", d.kind, d.id))
            .collect();
        out
    }

    pub fn precision(&self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }

    pub fn recall(&self) -> f64 {
        self.met.len() as f64 / self.wanted.max(1) as f64
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
