//! Files on disk, replaced so that at any moment the old or the new one is there, whole.

use std::fmt::Debug;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Links that are followed one after the other before they count as a circle.
const MOST_LINKS: usize = 40;

/// The calls of the operating system that a save makes; each can be made to fail in a test.
///
/// # Errors
/// Every method returns what the operating system says.
pub trait Disk: Debug + Send {
    /// Returns the file behind symbolic links, also where it does not exist yet, or the path itself.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        real_path(path)
    }

    /// Opens a file for a lock, makes it if need be, and waits until nobody else holds its lock.
    fn lock(&self, path: &Path) -> io::Result<File> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match file.lock() {
            // Where the file system knows no locks, reading again before writing has to do.
            Err(error) if error.kind() == ErrorKind::Unsupported => Ok(file),
            locked => locked.map(|()| file),
        }
    }

    /// Reads a file whole.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        refuse_special(path)?;
        fs::read(path)
    }

    /// Returns the mode of a file.
    fn mode(&self, path: &Path) -> io::Result<Permissions> {
        fs::metadata(path).map(|m| m.permissions())
    }

    /// Makes a new temporary file: for its owner alone, or with the mode that a new file gets there.
    fn create(&self, folder: &Path, prefix: &str, private: bool) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix);
        if let Some(mode) = plain_mode().filter(|_| !private) {
            builder.permissions(mode);
        }
        builder.tempfile_in(folder)
    }

    /// Gives a file its mode.
    fn set_mode(&self, file: &File, mode: &Permissions) -> io::Result<()> {
        file.set_permissions(mode.clone())
    }

    /// Writes all bytes.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    /// Waits until a file is on the disk.
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Renames a temporary file over another.
    fn rename(&self, file: NamedTempFile, target: &Path) -> io::Result<()> {
        file.persist(target).map(drop).map_err(|e| e.error)
    }

    /// Renames a temporary file, unless there is a file of that name.
    fn rename_new(&self, file: NamedTempFile, target: &Path) -> io::Result<()> {
        file.persist_noclobber(target).map(drop).map_err(|e| e.error)
    }

    /// Waits until the names in a folder are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        sync_folder(folder)
    }
}

/// The disk as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Real;

impl Disk for Real {}

/// Returns the folder of a file.
pub fn folder(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Takes the lock of a case file; it is held until the file it returns is dropped.
///
/// The lock is the operating system's, on a file beside the case, so a crashed program never leaves one behind. The
/// file stays: whoever removed it could take away the lock that another program waits for.
///
/// # Errors
/// The file of the lock cannot be made or locked.
pub fn lock(disk: &dyn Disk, target: &Path) -> io::Result<File> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    disk.lock(&folder(target).join(format!(".{name}.lock")))
}

/// Replaces a file: a temporary one in its folder is written, synced and renamed, then the folder is synced.
///
/// An old file keeps its mode; a new one gets `mode`, or else what a plain new file gets. Returns what went wrong
/// after the new file was in its place, when the disk did not confirm it.
///
/// # Errors
/// The step that failed; the old file is then untouched.
pub fn replace(
    disk: &dyn Disk,
    target: &Path,
    bytes: &[u8],
    mode: Option<&Permissions>,
) -> Result<Option<io::Error>, (&'static str, io::Error)> {
    let at = |step: &'static str| move |error: io::Error| (step, error);
    let mode = match disk.mode(target) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == ErrorKind::NotFound => mode.cloned(),
        Err(error) => return Err(("reading the mode of the old file", error)),
    };
    let temporary = filled(disk, target, bytes, mode.as_ref())?;
    disk.rename(temporary, target).map_err(at("renaming the new file"))?;
    Ok(disk.sync_folder(folder(target)).err())
}

/// Writes a file that must not exist yet; at no moment is a part of it there.
///
/// # Errors
/// The step that failed; `AlreadyExists` when there is a file of that name, which is then untouched.
pub fn create_new(disk: &dyn Disk, target: &Path, bytes: &[u8]) -> Result<(), (&'static str, io::Error)> {
    let temporary = filled(disk, target, bytes, None)?;
    disk.rename_new(temporary, target).map_err(|error| ("naming the new file", error))
}

/// Makes a temporary file beside a target that has its mode and its bytes and is on the disk.
fn filled(
    disk: &dyn Disk,
    target: &Path,
    bytes: &[u8],
    mode: Option<&Permissions>,
) -> Result<NamedTempFile, (&'static str, io::Error)> {
    let at = |step: &'static str| move |error: io::Error| (step, error);
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!(".{name}.");
    let mut temporary =
        disk.create(folder(target), &prefix, mode.is_some()).map_err(at("creating the new file"))?;
    if let Some(mode) = mode {
        let present = temporary.as_file().metadata().map(|m| m.permissions()).ok();
        // Where all files have one mode, asking for it is refused.
        if present.as_ref() != Some(mode) {
            disk.set_mode(temporary.as_file(), mode).map_err(at("setting the mode of the new file"))?;
        }
    }
    disk.write(temporary.as_file_mut(), bytes).map_err(at("writing the new file"))?;
    disk.sync(temporary.as_file()).map_err(at("syncing the new file"))?;
    Ok(temporary)
}

/// Refuses what would be waited for or read without end: pipes, sockets, devices, folders.
///
/// # Errors
/// It is no file, or there is nothing.
pub fn refuse_special(path: &Path) -> io::Result<()> {
    let kind = fs::metadata(path)?.file_type();
    match (kind.is_file(), kind.is_dir()) {
        (true, _) => Ok(()),
        (_, true) => Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder")),
        _ => Err(io::Error::new(ErrorKind::InvalidInput, "it is a pipe, socket or device, not a file")),
    }
}

fn real_path(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::canonicalize(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            found => return found,
        }
        // The last part may be a link to what does not exist yet.
        match fs::read_link(&path) {
            Ok(link) => path = folder(&path).join(link),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("its symbolic links lead in a circle"))
}

/// Returns the mode that a plain new file asks for; the process's mask takes from it what the reader wants taken.
#[cfg(unix)]
fn plain_mode() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn plain_mode() -> Option<Permissions> {
    None
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    // Some file systems cannot sync a folder, and some folders may be written but not read.
    let cannot = |e: &io::Error| {
        matches!(e.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported | ErrorKind::PermissionDenied)
    };
    match File::open(folder).and_then(|f| f.sync_all()) {
        Err(error) if !cannot(&error) => Err(error),
        _ => Ok(()),
    }
}

/// Other systems have no way to sync a folder; their renames are durable by themselves.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_that_does_not_exist_yet_stays_a_link() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let real = dir.path().join("real.toml");
        symlink("middle.toml", dir.path().join("link.toml")).unwrap();
        symlink(&real, dir.path().join("middle.toml")).unwrap();
        assert_eq!(real_path(&dir.path().join("link.toml")).unwrap(), real);
        symlink("b", dir.path().join("a")).unwrap();
        symlink("a", dir.path().join("b")).unwrap();
        assert!(real_path(&dir.path().join("a")).is_err());
    }

    #[test]
    fn a_file_that_is_there_is_never_written_over_by_a_new_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        create_new(&Real, &path, b"first").unwrap();
        let (_, error) = create_new(&Real, &path, b"second").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left behind");
    }
}
