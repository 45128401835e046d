//! The tour as a recording for terminals: asciicast, version 2.

use crate::Frame;

/// Returns the recording: a line for what it is, then a line for each change of the screen.
pub(crate) fn of(frames: &[Frame]) -> serde_json::Result<String> {
    let Some(first) = frames.first() else { return Ok(String::new()) };
    let (rows, columns) = first.screen.size();
    let head =
        serde_json::json!({ "version": 2, "width": columns, "height": rows, "title": "Variorum, a tour" });
    let mut out = format!("{}\n", serde_json::to_string(&head)?);
    let mut at = 0.0;
    for (n, frame) in frames.iter().enumerate() {
        let bytes = match n.checked_sub(1) {
            Some(before) => frame.screen.contents_diff(&frames[before].screen),
            None => frame.screen.contents_formatted(),
        };
        let event = serde_json::json!([at, "o", bytes]);
        out += &format!("{}\n", serde_json::to_string(&event)?);
        at += frame.seconds;
    }
    Ok(out)
}
