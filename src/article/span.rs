//! Places in an article's text: byte ranges inside the program, scalar values in files.

use std::ops::Range;

/// A byte range in an article's text, end excluded, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// The same range counted in Unicode scalar values: the form that files and JSON use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ScalarSpan {
    /// First scalar value.
    pub start: usize,
    /// The scalar value after the last.
    pub end: usize,
}

impl Span {
    /// Makes a span of two byte offsets.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns the span as a range for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns the length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Returns whether the span holds nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Returns whether the byte lies in the span.
    pub const fn contains(self, byte: usize) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Returns whether all of `other` lies in this span.
    pub const fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns the bytes that both spans hold, when there are any.
    pub fn overlap(self, other: Span) -> Option<Span> {
        let both = Span::new(self.start.max(other.start), self.end.min(other.end));
        (!both.is_empty()).then_some(both)
    }

    /// Returns the smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Returns the span moved on by `bytes`.
    pub const fn shift(self, bytes: usize) -> Span {
        Span::new(self.start + bytes, self.end + bytes)
    }
}

/// Bytes between two entries of a [`ScalarIndex`].
const STEP: usize = 256;

/// Converts between byte offsets and scalar values of one text in constant time.
#[derive(Debug, Clone, Default)]
pub struct ScalarIndex {
    /// Scalar values that start before byte `k * STEP`.
    before: Vec<usize>,
    total: usize,
}

impl ScalarIndex {
    /// Indexes a text.
    pub fn new(text: &str) -> Self {
        let starts = |chunk: &[u8]| chunk.iter().filter(|&&b| (b as i8) >= -0x40).count();
        let mut total = 0;
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        for chunk in text.as_bytes().chunks(STEP) {
            before.push(total);
            total += starts(chunk);
        }
        Self { before, total }
    }

    /// Returns the number of scalar values in the text.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Converts a byte offset on a character boundary of `text`, the indexed text, to a scalar offset.
    pub fn to_scalar(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        // Plain ASCII needs no counting.
        if self.total == text.len() {
            return byte;
        }
        let step = byte / STEP;
        let Some(&base) = self.before.get(step) else { return self.total };
        let rest = &text.as_bytes()[step * STEP..byte];
        base + rest.iter().filter(|&&b| (b as i8) >= -0x40).count()
    }

    /// Converts a scalar offset to a byte offset of `text`, the indexed text; past the end it is the end.
    pub fn to_byte(&self, text: &str, scalar: usize) -> usize {
        if scalar >= self.total {
            return text.len();
        }
        let step = self.before.partition_point(|&n| n <= scalar).saturating_sub(1);
        let mut left = scalar - self.before.get(step).copied().unwrap_or(0);
        for (i, &b) in text.as_bytes().iter().enumerate().skip(step * STEP) {
            if (b as i8) >= -0x40 {
                if left == 0 {
                    return i;
                }
                left -= 1;
            }
        }
        text.len()
    }

    /// Converts a byte span to scalar values.
    pub fn to_scalars(&self, text: &str, span: Span) -> ScalarSpan {
        ScalarSpan { start: self.to_scalar(text, span.start), end: self.to_scalar(text, span.end) }
    }

    /// Converts a span in scalar values to bytes.
    pub fn to_bytes(&self, text: &str, span: ScalarSpan) -> Span {
        Span::new(self.to_byte(text, span.start), self.to_byte(text, span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_span_written_to_a_file_comes_back_as_the_same_bytes(text in "\\PC{0,40}", many in 1usize..200) {
            let text = text.repeat(many);
            let index = ScalarIndex::new(&text);
            prop_assert_eq!(index.total(), text.chars().count());
            for (scalar, (byte, _)) in text.char_indices().enumerate().step_by(7) {
                prop_assert_eq!(index.to_scalar(&text, byte), scalar);
                prop_assert_eq!(index.to_byte(&text, scalar), byte);
            }
            prop_assert_eq!(index.to_byte(&text, index.total()), text.len());
        }
    }
}
