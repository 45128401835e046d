//! Files on disk, replaced so that at any moment the old or the new one is there, whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Returns the file behind a symbolic link, or the path itself.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(real) => Ok(real),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.into()),
        Err(error) => Err(error),
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Takes the lock of a case file; it is held until the file it returns is dropped.
///
/// The lock is the operating system's, on a file beside the case, so a crashed program never leaves one behind.
pub fn lock(target: &Path) -> io::Result<File> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let path = folder(target).join(format!(".{name}.lock"));
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
    file.lock()?;
    Ok(file)
}

/// Replaces a file: a temporary one in its folder is written, synced and renamed, then the folder is synced.
///
/// # Errors
/// The step that failed; the old file is then untouched.
pub fn replace(target: &Path, bytes: &[u8]) -> Result<(), (&'static str, io::Error)> {
    let folder = folder(target);
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let at = |step: &'static str| move |error: io::Error| (step, error);
    let mut temporary = tempfile::Builder::new()
        .prefix(&format!(".{name}."))
        .tempfile_in(folder)
        .map_err(at("creating the new file"))?;
    temporary.write_all(bytes).map_err(at("writing the new file"))?;
    let mode = match fs::metadata(target) {
        Ok(old) => Some(old.permissions()),
        Err(_) => new_mode(),
    };
    if let Some(mode) = mode {
        temporary.as_file().set_permissions(mode).map_err(at("setting the mode of the new file"))?;
    }
    temporary.as_file().sync_all().map_err(at("syncing the new file"))?;
    temporary.persist(target).map_err(|e| ("renaming the new file", e.error))?;
    sync_folder(folder).map_err(at("syncing the folder"))
}

/// Returns the mode that a new file has by custom; a temporary one is for its owner alone.
#[cfg(unix)]
fn new_mode() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn new_mode() -> Option<fs::Permissions> {
    None
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Other systems have no way to sync a folder; their renames are durable by themselves.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
