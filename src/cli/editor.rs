//! A text in the reader's own editor.

use std::fs;
use std::io::{self, Write};
use std::process::Command;

/// Lets the reader's editor have a text and returns what became of it.
///
/// # Errors
/// One sentence: there is no editor, it cannot be started, it ended with a failure, or its text cannot be read.
pub(super) fn edit(text: &str) -> Result<String, String> {
    let Some(editor) = wanted(&|name| std::env::var(name).ok()) else {
        return Err("no editor is set: put one into VISUAL or EDITOR, as in EDITOR=nano".into());
    };
    let failed = |step: &str, error: io::Error| format!("{step} failed ({error}); the text is as it was");
    let file = tempfile::Builder::new().prefix("variorum-note-").suffix(".md").tempfile();
    let mut file = file.map_err(|error| failed("making a file for the editor", error))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.flush())
        .map_err(|error| failed("writing the text for the editor", error))?;
    // The editor may replace the file, so only its path is kept.
    let path = file.into_temp_path();
    let status =
        command(&editor, &path).status().map_err(|error| failed(&format!("starting {editor}"), error))?;
    if !status.success() {
        return Err(format!("{editor} ended with a failure ({status}); the text is as it was"));
    }
    let bytes = fs::read(&path).map_err(|error| failed("reading what the editor wrote", error))?;
    String::from_utf8(bytes).map_err(|_| format!("{editor} wrote no UTF-8; the text is as it was"))
}

/// Returns the editor that the reader wants.
fn wanted(variable: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    ["VISUAL", "EDITOR"].iter().filter_map(|name| variable(name)).find(|v| !v.trim().is_empty())
}

/// Runs the editor as git does, by the shell, so that it may have arguments and quotation marks.
#[cfg(unix)]
fn command(editor: &str, path: &std::path::Path) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\"")).arg(editor).arg(path);
    command
}

#[cfg(not(unix))]
fn command(editor: &str, path: &std::path::Path) -> Command {
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(editor));
    command.args(words).arg(path);
    command
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_editor_may_have_arguments_and_quotation_marks() {
        let dir = tempfile::tempdir().unwrap();
        let script = dir.path().join("my editor");
        fs::write(&script, "#!/bin/sh\nprintf '%s, ' \"$1\" >> \"$2\"\n").unwrap();
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        let file = dir.path().join("note");
        fs::write(&file, "kept ").unwrap();
        let editor = format!("'{}' 'two words'", script.display());
        assert!(command(&editor, &file).status().unwrap().success());
        assert_eq!(fs::read_to_string(file).unwrap(), "kept two words, ");
    }

    #[test]
    fn visual_comes_before_editor_and_empty_ones_do_not_count() {
        let set = |pairs: &'static [(&str, &str)]| {
            wanted(&move |name| pairs.iter().find(|p| p.0 == name).map(|p| p.1.to_owned()))
        };
        assert_eq!(set(&[("EDITOR", "nano"), ("VISUAL", "vim -f")]).as_deref(), Some("vim -f"));
        assert_eq!(set(&[("EDITOR", "nano"), ("VISUAL", " ")]).as_deref(), Some("nano"));
        assert_eq!(set(&[]), None);
    }
}
