//! Characters at places on a page become lines.

use std::mem;

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// Most characters of a file.
const MAX_CHARS: usize = 20_000_000;

/// A line of a page: its text, and where it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Left edge, from the left of the page.
    pub(super) left: f64,
    pub(super) right: f64,
    /// Base line, from the top of the page.
    pub(super) y: f64,
    /// Size of its letters.
    pub(super) size: f64,
}

/// Gathers the lines of a file.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pages: Vec<Vec<Line>>,
    line: Line,
    top: f64,
    chars: usize,
}

impl Lines {
    /// Returns whether anything was read.
    pub(super) fn has_text(&self) -> bool {
        self.pages.iter().any(|p| !p.is_empty())
    }

    /// Returns the lines of each page.
    pub(super) fn finish(mut self) -> Vec<Vec<Line>> {
        self.end();
        self.pages
    }

    fn end(&mut self) {
        let line = mem::take(&mut self.line);
        if !line.text.trim().is_empty()
            && let Some(page) = self.pages.last_mut()
        {
            page.push(line);
        }
    }
}

impl OutputDev for Lines {
    fn begin_page(
        &mut self,
        _: u32,
        page: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.end();
        self.top = page.ury;
        self.pages.push(Vec::new());
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.end();
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        char: &str,
    ) -> Result<(), OutputError> {
        self.chars += 1;
        if self.chars > MAX_CHARS {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let size = font_size * (place.m11 * place.m22 - place.m12 * place.m21).abs().sqrt();
        let (x, y) = (place.m31, self.top - place.m32);
        let line = &mut self.line;
        let is_same = (y - line.y).abs() < size.max(line.size) * 0.5
            && x > line.right - size * 2.0
            && x < line.right + size * 2.5;
        if line.text.is_empty() || !is_same {
            self.end();
            self.line = Line { left: x, right: x, y, size, ..Line::default() };
        } else if x > line.right + size * 0.15 && !line.text.ends_with(' ') {
            line.text.push(' ');
        }
        let line = &mut self.line;
        line.text.push_str(char);
        line.right = x + width * size;
        line.size = line.size.max(size);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
