//! What the reader set up, put together from the configuration, the options and the environment.

use super::{Options, Usage};
use crate::app::Settings;
use crate::app::keymap::{Keymap, Wish};
use crate::config::environment::Environment;
use crate::config::place::Problem;
use crate::config::{Characters, Config, KeyWish, Loaded, theme};
use crate::ui::{Glyphs, Look, Theme, glyphs};

/// What the reader set up.
#[derive(Debug)]
pub(super) struct Setup {
    /// The settings, with the options over them.
    pub(super) config: Config,
    /// The live keymap.
    pub(super) keymap: Keymap,
    /// Styles and characters.
    pub(super) look: Look,
    /// What is wrong with the configuration.
    pub(super) problems: Vec<Problem>,
}

impl Setup {
    /// Reads the configuration; a slip in it is a problem, a slip in an option is an error.
    pub(super) fn read(options: &Options, environment: &Environment) -> Result<Setup, Usage> {
        let Loaded { mut config, keys, mut problems } =
            environment.config_file().map(|f| Loaded::read(&f)).unwrap_or_default();
        let (keymap, refused) = Keymap::defaults().with(&wishes(&keys));
        for (wish, error) in refused {
            let written = keys.iter().find(|k| k.context == wish.context && k.keys == wish.keys);
            problems.extend(written.map(|w| Problem::at(w.place.clone(), error.to_string())));
        }
        if let Some(name) = &options.glyphs {
            config.glyphs = characters(name)?;
        }
        let styles = match &options.theme {
            Some(name) => {
                config.theme.clone_from(name);
                theme::find(name, environment).map_err(Usage)?
            }
            None => theme::find(&config.theme, environment).or_else(|error| {
                let file = environment.config_file().unwrap_or_default();
                problems.push(Problem::of_file(&file, format!("{error}; `auto` is used")));
                theme::find("auto", environment).map_err(Usage)
            })?,
        };
        problems.extend(styles.1);
        let look = Look { theme: Theme::of(&styles.0), glyphs: glyphs(config.glyphs, environment) };
        Ok(Setup { config, keymap, look, problems })
    }

    /// Returns the part of the settings that the model needs.
    pub(super) fn settings(&self) -> Settings {
        Settings {
            min_pane_width: self.config.min_pane_width,
            max_text_width: self.config.max_text_width,
            apparatus_share: self.config.apparatus_share,
            margin: self.config.margin,
            mouse: self.config.mouse,
            map: self.config.map,
            justify: self.config.justify,
            hyphenate: self.config.hyphenate,
            bidi: self.config.bidi,
            by: Some(self.config.by.trim()).filter(|by| !by.is_empty()).map(str::to_owned),
        }
    }
}

/// Returns the wishes as the keymap takes them.
fn wishes(keys: &[KeyWish]) -> Vec<Wish> {
    let wish =
        |k: &KeyWish| Wish { context: k.context.clone(), keys: k.keys.clone(), action: k.action.clone() };
    keys.iter().map(wish).collect()
}

fn characters(name: &str) -> Result<Characters, Usage> {
    match name {
        "auto" => Ok(Characters::Auto),
        "unicode" => Ok(Characters::Unicode),
        "ascii" => Ok(Characters::Ascii),
        other => Err(Usage(format!("`{other}` names no characters; write auto, unicode or ascii"))),
    }
}

fn glyphs(characters: Characters, environment: &Environment) -> Glyphs {
    match characters {
        Characters::Unicode => glyphs::UNICODE,
        Characters::Auto if environment.has_unicode() => glyphs::UNICODE,
        Characters::Auto | Characters::Ascii => glyphs::ASCII,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::place::Source;

    fn home(config: &str) -> (tempfile::TempDir, Environment) {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("config.toml"), config).unwrap();
        let environment = Environment { config_dir: Some(dir.path().into()), ..Environment::default() };
        (dir, environment)
    }

    fn options(theme: Option<&str>) -> Options {
        Options { theme: theme.map(str::to_owned), ..Options::default() }
    }

    #[test]
    fn the_keys_that_the_example_shows_can_be_bound_as_shown() {
        let text = include_str!("../../config.example.toml").replace("# \"", "\"");
        let loaded = Loaded::of(Source::new(Path::new("config.example.toml"), text));
        assert!(loaded.keys.len() >= 6, "{:?}", loaded.keys);
        assert_eq!(loaded.problems, []);
        let (_, refused) = Keymap::defaults().with(&wishes(&loaded.keys));
        assert_eq!(refused, []);
    }

    #[test]
    fn a_key_that_cannot_be_bound_is_shown_with_its_line() {
        let (_dir, environment) = home("[keys.reading]\n\"jj\" = \"zoom\"\n");
        let setup = Setup::read(&options(None), &environment).unwrap();
        let problem = setup.problems[0].short();
        assert!(problem.starts_with("config.toml, line 2: "), "{problem}");
        assert!(problem.contains("next-passage") && problem.contains("zoom"), "{problem}");
    }

    #[test]
    fn a_wrong_theme_in_the_file_is_told_and_one_in_the_options_is_refused() {
        let (_dir, environment) = home("theme = \"lihgt\"\n");
        let setup = Setup::read(&options(None), &environment).unwrap();
        assert!(setup.problems[0].short().contains("did you mean `light`?; `auto` is used"));
        assert_eq!(setup.look.theme, Theme::ansi());
        let error = Setup::read(&options(Some("drak")), &environment).unwrap_err();
        assert!(error.to_string().contains("did you mean `dark`?"));
    }

    #[test]
    fn an_option_wins_over_the_file_and_over_no_color() {
        let (_dir, mut environment) = home("theme = \"light\"\nby = \" mk \"\nmargin = 5\n");
        environment.no_color = true;
        let setup = Setup::read(&options(Some("dark")), &environment).unwrap();
        let dark = theme::built_in("dark").unwrap();
        assert_eq!(setup.look.theme, Theme::of(&dark));
        assert_eq!((setup.settings().by.as_deref(), setup.settings().margin), (Some("mk"), 5));
        assert_eq!(setup.problems, []);
    }

    #[test]
    fn settings_without_a_file_are_those_of_the_model() {
        let setup = Setup::read(&options(None), &Environment::default()).unwrap();
        assert_eq!(setup.settings(), Settings::default());
    }
}
