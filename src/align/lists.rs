//! Lists of many rows, one after the other in memory: texts of a million words have as many rows as passages, and an
//! allocation a row would cost more than what is done with it.

use std::ops::Range;

use rayon::prelude::*;

/// Rows that one worker takes at a time, and fewer where there are few, so that all workers have some.
const AT_ONCE: usize = 256;
const AT_ONCE_LEAST: usize = 8;
/// Turns that each worker has then.
const TURNS: usize = 4;

/// A list a row.
#[derive(Debug, Clone)]
pub(super) struct Lists<T> {
    all: Vec<T>,
    /// Where each row begins, and the end.
    starts: Vec<usize>,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { all: Vec::new(), starts: vec![0] }
    }
}

impl<T: Copy + Send> Lists<T> {
    /// Makes as many rows as are wanted, on all workers: `append` appends those of a row, with a scratch of its worker.
    pub(super) fn of<S>(
        rows: usize,
        scratch: impl Fn() -> S + Sync + Send,
        append: impl Fn(&mut S, usize, &mut Vec<T>) + Sync + Send,
    ) -> Lists<T> {
        let read = |scratch: &mut S, rows: Range<usize>| {
            let (mut all, mut ends) = (Vec::new(), Vec::with_capacity(rows.len()));
            for row in rows {
                append(scratch, row, &mut all);
                ends.push(all.len());
            }
            (all, ends)
        };
        let parts: Vec<(Vec<T>, Vec<usize>)> = parts(rows).into_par_iter().map_init(scratch, read).collect();
        let mut lists = Lists {
            all: Vec::with_capacity(parts.iter().map(|p| p.0.len()).sum()),
            starts: Vec::with_capacity(rows + 1),
        };
        lists.starts.push(0);
        for (all, ends) in parts {
            let offset = lists.all.len();
            lists.starts.extend(ends.into_iter().map(|end| end + offset));
            lists.all.extend(all);
        }
        lists
    }

    /// Makes rows of known lengths, empty of meaning as yet.
    pub(super) fn of_lengths(lengths: impl Iterator<Item = usize>, empty: T) -> Lists<T> {
        let mut starts = vec![0];
        let mut end = 0;
        starts.extend(lengths.map(|length| {
            end += length;
            end
        }));
        Lists { all: vec![empty; end], starts }
    }
}

impl<T> Lists<T> {
    /// Returns the number of rows.
    pub(super) fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns where the things of a row stand among all.
    pub(super) fn place(&self, row: usize) -> Range<usize> {
        self.starts[row]..self.starts[row + 1]
    }

    /// Returns where the things of some rows stand among all.
    pub(super) fn span(&self, rows: Range<usize>) -> Range<usize> {
        self.starts[rows.start]..self.starts[rows.end]
    }

    /// Returns a row.
    pub(super) fn row(&self, row: usize) -> &[T] {
        &self.all[self.place(row)]
    }

    /// Returns all rows' things.
    pub(super) fn all(&self) -> &[T] {
        &self.all
    }

    /// Returns all rows' things, to be changed.
    pub(super) fn all_mut(&mut self) -> &mut [T] {
        &mut self.all
    }

    /// Takes all rows' things.
    pub(super) fn into_all(self) -> Vec<T> {
        self.all
    }

    /// Cuts the rows into a share a worker, about as long as each other, to be filled.
    pub(super) fn shares(&mut self) -> Vec<Share<'_, T>> {
        let workers = rayon::current_num_threads();
        let mut rest = self.all.as_mut_slice();
        let mut shares = Vec::with_capacity(workers);
        let mut first = 0;
        for worker in 1..=workers {
            let wanted = self.starts[self.starts.len() - 1] * worker / workers;
            let end = match worker == workers {
                true => self.starts.len() - 1,
                false => self.starts.partition_point(|s| *s < wanted).clamp(first, self.starts.len() - 1),
            };
            let starts = &self.starts[first..end];
            let (all, after) = rest.split_at_mut(self.starts[end] - self.starts[first]);
            rest = after;
            shares.push(Share { first, next: starts.iter().map(|s| s - self.starts[first]).collect(), all });
            first = end;
        }
        shares
    }

    /// Cuts what belongs to the things of all rows, one each, into what belongs to some rows each, for workers.
    pub(super) fn cut<'a, U>(&self, all: &'a mut [U]) -> Vec<(Range<usize>, &'a mut [U])> {
        let mut rest = all;
        let cut = |rows: Range<usize>| {
            let (part, after) = std::mem::take(&mut rest).split_at_mut(self.span(rows.clone()).len());
            rest = after;
            (rows, part)
        };
        parts(self.rows()).into_iter().map(cut).collect()
    }
}

impl<A: Copy, B: Copy> Lists<(A, B)> {
    /// Takes two things apart that stand together: lists of the first, and the second of all rows.
    pub(super) fn unzipped(self) -> (Lists<A>, Vec<B>) {
        let (first, second) = self.all.iter().copied().unzip();
        (Lists { all: first, starts: self.starts }, second)
    }
}

/// Some rows of lists that are filled one thing after the other.
pub(super) struct Share<'a, T> {
    first: usize,
    /// By row the place of the next thing.
    next: Vec<usize>,
    all: &'a mut [T],
}

impl<T> Share<'_, T> {
    /// Puts a thing at the end of what a row has so far; nothing happens when the row is none of this share.
    pub(super) fn push(&mut self, row: usize, thing: T) {
        if let Some(next) = self.next.get_mut(row.wrapping_sub(self.first)) {
            self.all[*next] = thing;
            *next += 1;
        }
    }
}

fn parts(rows: usize) -> Vec<Range<usize>> {
    let at_once = (rows / (TURNS * rayon::current_num_threads())).clamp(AT_ONCE_LEAST, AT_ONCE);
    (0..rows).step_by(at_once).map(|first| first..rows.min(first + at_once)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_own_whatever_worker_read_it() {
        let rows = 3 * AT_ONCE + 5;
        let lists = Lists::of(rows, || (), |(), row, out| out.extend(std::iter::repeat_n(row, row % 3)));
        assert_eq!(lists.rows(), rows);
        assert!((0..rows).all(|row| lists.row(row) == vec![row; row % 3]));
        let mut seen = vec![0; lists.all().len()];
        for (rows, part) in lists.cut(&mut seen) {
            part.fill(rows.start + 1);
        }
        let parts = parts(rows);
        let first_of = |row: usize| parts.iter().rfind(|p| p.start <= row).map_or(0, |p| p.start + 1);
        assert!((0..rows).all(|row| seen[lists.place(row)].iter().all(|first| *first == first_of(row))));
        assert_eq!(parts.iter().map(|p| p.len()).sum::<usize>(), rows);
        assert_eq!(Lists::<u8>::default().rows(), 0);
    }
}
