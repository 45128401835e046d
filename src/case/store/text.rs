//! The text of a case file, and the way back to its bytes.

use std::path::Path;

use similar::{ChangeTag, TextDiff};

use super::StoreError;

/// A file's text without its byte order mark and with plain line ends.
pub(super) struct Text {
    pub(super) body: String,
    bom: bool,
    /// Of each line, whether it ends in CRLF.
    crlf: Vec<bool>,
}

impl Text {
    /// Takes the text from bytes.
    ///
    /// # Errors
    /// They are no UTF-8: read some other way, the next save would write something else.
    pub(super) fn of(path: &Path, bytes: &[u8]) -> Result<Text, StoreError> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            StoreError::NotUtf8 { path: path.into(), line }
        })?;
        let (bom, text) = text.strip_prefix('\u{feff}').map_or((false, text), |t| (true, t));
        let crlf = text.split_inclusive('\n').map(|line| line.ends_with("\r\n")).collect();
        Ok(Text { body: text.replace("\r\n", "\n"), bom, crlf })
    }

    /// Returns the bytes of a changed body: lines that are still there end as they did, new ones as most others.
    pub(super) fn back(&self, body: &str) -> Vec<u8> {
        let mut out = String::with_capacity(body.len() + self.crlf.len());
        out.push_str(if self.bom { "\u{feff}" } else { "" });
        let with = self.crlf.iter().filter(|crlf| **crlf).count();
        let most = with * 2 > self.crlf.len();
        let mut push = |line: &str, crlf: bool| match line.strip_suffix('\n') {
            Some(line) if crlf => out.extend([line, "\r\n"]),
            _ => out.push_str(line),
        };
        let last_is_open = !self.body.ends_with('\n');
        if with == 0 || with + usize::from(last_is_open) >= self.crlf.len() {
            body.split_inclusive('\n').for_each(|line| push(line, most));
        } else {
            for change in TextDiff::from_lines(self.body.as_str(), body).iter_all_changes() {
                if change.tag() != ChangeTag::Delete {
                    let ended = change.old_index().and_then(|at| self.crlf.get(at)).copied();
                    push(change.value(), ended.unwrap_or(most));
                }
            }
        }
        out.into_bytes()
    }
}
