//! The scores of two articles' passages against each other, sparse, and their correction.

/// Passages that are ever compared with one passage in one other article, once articles are long.
pub(super) const MOST_CANDIDATES: usize = 24;
/// Weight of the correction for hubs: passages that are a little like everything.
const HUB: f64 = 0.3;
/// Weight of what the neighbours say.
const CONTEXT: f64 = 0.2;
/// Sides shorter than this have no hubs worth correcting.
const HUB_SIDE: usize = 8;

/// Scores by row and column.
#[derive(Debug, Clone, Default)]
pub(super) struct Matrix {
    /// Per row the columns in ascending order, each with its score.
    pub(super) rows: Vec<Vec<(u32, f64)>>,
    columns: usize,
}

impl Matrix {
    pub(super) fn new(rows: Vec<Vec<(u32, f64)>>, columns: usize) -> Matrix {
        Matrix { rows, columns }
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        let Some(entries) = self.rows.get(row) else { return 0.0 };
        let column = column as u32;
        entries.binary_search_by_key(&column, |e| e.0).map_or(0.0, |i| entries[i].1)
    }

    /// Returns the scores after both corrections.
    pub(super) fn corrected(self) -> Matrix {
        let without_hubs = self.without_hubs();
        without_hubs.with_context()
    }

    /// Takes from each score what row and column share with their best three anyway (cross-domain local scaling).
    fn without_hubs(self) -> Matrix {
        if self.rows.len() < HUB_SIDE || self.columns < HUB_SIDE {
            return self;
        }
        let rows: Vec<f64> = self.rows.iter().map(|r| top_mean(r.iter().map(|e| e.1))).collect();
        let mut by_column: Vec<Vec<f64>> = vec![Vec::new(); self.columns];
        for (column, score) in self.rows.iter().flatten() {
            by_column[*column as usize].push(*score);
        }
        let columns: Vec<f64> = by_column.into_iter().map(|c| top_mean(c.into_iter())).collect();
        self.map(|row, column, s| s + HUB * (2.0 * s - rows[row] - columns[column]))
    }

    /// Adds what the best two of the eight neighbours say, whichever way they run.
    fn with_context(self) -> Matrix {
        let plain = self.clone();
        self.map(|row, column, s| {
            let mut best = [0.0f64; 2];
            for i in row.saturating_sub(1)..=row + 1 {
                for j in column.saturating_sub(1)..=column + 1 {
                    if (i, j) != (row, column) {
                        let near = plain.at(i, j);
                        if near > best[0] {
                            best = [near, best[0]];
                        } else if near > best[1] {
                            best[1] = near;
                        }
                    }
                }
            }
            s + CONTEXT * (best[0] + best[1]) / 2.0
        })
    }

    fn map(mut self, change: impl Fn(usize, usize, f64) -> f64) -> Matrix {
        for (row, entries) in self.rows.iter_mut().enumerate() {
            for (column, score) in entries {
                *score = change(row, *column as usize, *score);
            }
        }
        self
    }
}

fn top_mean(scores: impl Iterator<Item = f64>) -> f64 {
    let mut best = [0.0f64; 3];
    for score in scores {
        if score > best[2] {
            best[2] = score;
            best.sort_by(|a, b| b.total_cmp(a));
        }
    }
    best.iter().sum::<f64>() / 3.0
}
