//! Who the reader is, when the settings do not say: the name in git's own settings.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// Asks git on a worker and hands on the name, where there is one.
///
/// # Errors
/// The operating system gives no further thread.
pub(super) fn ask(case: Option<&Path>, post: impl FnOnce(String) -> bool + Send + 'static) -> io::Result<()> {
    let folder = case.map(|path| crate::files::folder(path).to_owned());
    let work = move || {
        if let Some(name) = of_git(folder.as_deref()) {
            post(name);
        }
    };
    thread::Builder::new().name("author".into()).spawn(work).map(drop)
}

/// Returns the reader's name in git's settings for a folder; none without git or a name.
pub(super) fn of_git(folder: Option<&Path>) -> Option<String> {
    let mut git = Command::new("git");
    git.args(["config", "--get", "user.name"]).stdin(Stdio::null()).stderr(Stdio::null());
    if let Some(folder) = folder.filter(|f| f.is_dir()) {
        git.current_dir(folder);
    }
    let output = git.output().ok().filter(|o| o.status.success())?;
    let name = String::from_utf8(output.stdout).ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty() && !name.chars().any(char::is_control))
}
