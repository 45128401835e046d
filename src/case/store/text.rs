//! The text of a case file, and the way back to its bytes.

use std::path::Path;

use super::StoreError;

/// A file's text without its byte order mark and with plain line ends.
pub(super) struct Text {
    pub(super) body: String,
    bom: bool,
    crlf: bool,
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
        let ends = text.matches('\n').count();
        let crlf = ends > 0 && text.matches("\r\n").count() == ends;
        let body = if crlf { text.replace("\r\n", "\n") } else { text.to_owned() };
        Ok(Text { body, bom, crlf })
    }

    /// Returns the bytes of a changed body.
    pub(super) fn back(&self, body: &str) -> Vec<u8> {
        let body = if self.crlf { body.replace('\n', "\r\n") } else { body.to_owned() };
        let bom = if self.bom { "\u{feff}" } else { "" };
        format!("{bom}{body}").into_bytes()
    }
}
