//! What the process was started in: directories and what is known about the terminal.

use std::env;
use std::path::PathBuf;

use directories::ProjectDirs;

/// What the process was started in, read once and handed on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    /// The folder of `config.toml` and `themes`; none when the reader has no home.
    pub config_dir: Option<PathBuf>,
    /// The folder for what a session leaves behind: the state directory, else the one for local data.
    pub state_dir: Option<PathBuf>,
    /// `TERM`.
    pub term: String,
    /// `COLORTERM`.
    pub colorterm: String,
    /// `COLORFGBG`: palette numbers of the terminal's text and background, as some terminals tell them.
    pub colorfgbg: String,
    /// Whether `NO_COLOR` is set to anything.
    pub no_color: bool,
    /// The locale of characters.
    pub locale: String,
}

impl Environment {
    /// Reads the environment of the process.
    pub fn of_process() -> Environment {
        let variable = |name: &str| env::var_os(name).unwrap_or_default().to_string_lossy().into_owned();
        let dirs = ProjectDirs::from("", "", "variorum");
        let locales = ["LC_ALL", "LC_CTYPE", "LANG"].map(variable);
        Environment {
            config_dir: dirs.as_ref().map(|d| d.config_dir().to_owned()),
            state_dir: dirs.as_ref().map(|d| d.state_dir().unwrap_or_else(|| d.data_local_dir()).to_owned()),
            term: variable("TERM"),
            colorterm: variable("COLORTERM"),
            colorfgbg: variable("COLORFGBG"),
            no_color: !variable("NO_COLOR").is_empty(),
            locale: locales.into_iter().find(|l| !l.is_empty()).unwrap_or_default(),
        }
    }

    /// Returns the configuration file.
    pub fn config_file(&self) -> Option<PathBuf> {
        self.config_dir.as_ref().map(|d| d.join("config.toml"))
    }

    /// Returns whether the terminal can be trusted with more than ASCII.
    pub fn has_unicode(&self) -> bool {
        let locale = self.locale.to_lowercase().replace('-', "");
        let console = self.term == "linux" || self.term == "dumb";
        // A locale that is not set at all says nothing; most terminals of today are UTF-8.
        !console && (locale.is_empty() || locale.contains("utf8"))
    }

    /// Returns whether the terminal has 256 colours.
    pub fn has_palette(&self) -> bool {
        !self.colorterm.is_empty() || ["256", "direct"].iter().any(|m| self.term.contains(m))
    }

    /// Returns whether the terminal's background is dark, when the terminal told.
    pub fn is_dark(&self) -> Option<bool> {
        let background: u8 = self.colorfgbg.rsplit(';').next()?.parse().ok()?;
        // The palette's first eight are dark but for white; of the bright ones only grey is.
        (background < 16).then_some(background < 7 || background == 8)
    }
}
