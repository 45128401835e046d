use std::collections::BTreeSet;

use super::*;

fn modifiers(styles: &[&StyleData]) -> BTreeSet<Modifier> {
    styles.iter().flat_map(|s| s.modifiers.iter().flatten().copied()).collect()
}

fn distinct(theme: &str, group: &str, looks: &[(&str, BTreeSet<Modifier>)]) {
    for (i, (a, look)) in looks.iter().enumerate() {
        for (b, other) in &looks[i + 1..] {
            assert_ne!(look, other, "{theme}: {a} and {b} look the same without colour ({group})");
        }
    }
}

#[test]
fn bundled_themes_are_read_without_a_problem() {
    for (at, (name, text)) in BUILT_IN.iter().enumerate() {
        let mut problems = Vec::new();
        read(&Source::new(Path::new(name), *text), &BUILT_IN[..at], &mut problems);
        assert_eq!(problems, [], "{name}");
    }
}

#[test]
fn marked_words_can_be_told_apart_without_colour() {
    for name in names() {
        let t = built_in(name).unwrap();
        let plain = StyleData::default();
        for role in [&t.text, &t.heading, &t.boilerplate, &t.quotation] {
            for passage in [&plain, &t.cursor, &t.matching] {
                let look = |mark| modifiers(&[role, passage, mark]);
                let looks = [
                    ("plain", look(&plain)),
                    ("differs", look(&t.differs)),
                    ("suspect", look(&t.suspect)),
                    ("annotation", look(&t.annotation)),
                    ("damage", look(&t.damage)),
                    ("found", look(&t.found)),
                    ("selection", look(&t.selection)),
                ];
                distinct(name, "marks", &looks);
            }
        }
    }
}

#[test]
fn states_of_heads_lists_and_messages_can_be_told_apart_without_colour() {
    for name in names() {
        let t = built_in(name).unwrap();
        let look = |s: &StyleData| modifiers(&[s]);
        distinct(name, "heads", &[("head", look(&t.head)), ("focused", look(&t.head_focused))]);
        distinct(name, "lists", &[("text", look(&t.text)), ("picked", look(&t.picked))]);
        distinct(name, "witnesses", &[("text", look(&t.text)), ("silent", look(&t.silent))]);
        distinct(name, "map", &[("high", look(&t.heat_high)), ("low", look(&t.heat_low))]);
        distinct(name, "hints", &[("key", look(&t.hint_key)), ("what", look(&t.muted))]);
        distinct(name, "roles", &[("text", look(&t.text)), ("heading", look(&t.heading))]);
        let messages = [("done", look(&t.done)), ("refused", look(&t.refused)), ("wrong", look(&t.wrong))];
        distinct(name, "messages", &messages);
    }
}

#[test]
fn mono_has_no_colour_and_ansi_only_those_of_the_terminal() {
    let colors = |name| {
        let styles = built_in(name).unwrap();
        let all: Vec<Color> = styles.named().into_iter().flat_map(|(_, s)| [s.fg, s.bg]).flatten().collect();
        all
    };
    assert_eq!(colors("mono"), []);
    assert!(colors("ansi").iter().all(|c| matches!(c, Color::Ansi(_))));
}

/// Returns the relative luminance of a fixed colour, as WCAG 2.1 defines it.
fn luminance(color: Color) -> f64 {
    let cube = |level: u8| if level == 0 { 0 } else { 55 + 40 * level };
    let (r, g, b) = match color {
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Indexed(n @ 16..=231) => (cube((n - 16) / 36), cube((n - 16) / 6 % 6), cube((n - 16) % 6)),
        Color::Indexed(n @ 232..) => (8 + 10 * (n - 232), 8 + 10 * (n - 232), 8 + 10 * (n - 232)),
        other => panic!("{other:?} looks different in every terminal"),
    };
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

#[test]
fn nothing_in_the_fixed_themes_is_too_faint_to_read() {
    let mut faint = Vec::new();
    for (name, paper) in [("dark", Color::Rgb(30, 30, 30)), ("light", Color::Rgb(250, 250, 250))] {
        let styles = built_in(name).unwrap();
        let backgrounds = [paper, styles.cursor.bg.unwrap(), styles.window.bg.unwrap()];
        for (meaning, style) in styles.named() {
            let Some(color) = style.fg else { continue };
            // Lines and dots are no text; they need the contrast of graphics only.
            let least = if meaning.contains("border") || meaning == "gutter_off" { 2.5 } else { 4.0 };
            for background in backgrounds {
                let (a, b) = (luminance(color), luminance(background));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                if contrast < least {
                    faint.push(format!("{name}: {meaning} on {background:?} has {contrast:.2}"));
                }
            }
        }
    }
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

#[test]
fn the_automatic_theme_follows_the_environment() {
    let plain = Environment { term: "xterm-256color".into(), ..Environment::default() };
    let with = |change: fn(&mut Environment)| {
        let mut environment = plain.clone();
        change(&mut environment);
        automatic(&environment)
    };
    assert_eq!(with(|_| ()), "ansi");
    assert_eq!(with(|e| e.no_color = true), "mono");
    assert_eq!(with(|e| e.term = "dumb".into()), "mono");
    assert_eq!(with(|e| e.colorfgbg = "15;0".into()), "dark");
    assert_eq!(with(|e| e.colorfgbg = "0;default;15".into()), "light");
    assert_eq!(with(|e| e.colorfgbg = "default;default".into()), "ansi");
    assert_eq!(
        with(|e| {
            e.colorfgbg = "0;15".into();
            e.term = "xterm".into();
        }),
        "ansi"
    );
}

#[test]
fn a_theme_of_the_readers_own_changes_what_it_names_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let environment = Environment { config_dir: Some(dir.path().into()), ..Environment::default() };
    fs::create_dir(dir.path().join("themes")).unwrap();
    let text =
        "inherits = \"dark\"\n[styles]\ndiffers = { fg = \"#ff8800\" }\nborder = { fg = 300 }\ncursr = {}\n";
    fs::write(dir.path().join("themes/dusk.toml"), text).unwrap();
    let (styles, problems) = find("dusk", &environment).unwrap();
    let dark = built_in("dark").unwrap();
    assert_eq!(styles.differs.fg, Some(Color::Rgb(255, 136, 0)));
    assert_eq!(styles.differs.modifiers, dark.differs.modifiers);
    assert_eq!(Styles { differs: dark.differs.clone(), ..styles }, dark);
    let told: Vec<String> = problems.iter().map(Problem::short).collect();
    assert!(told[0].starts_with("dusk.toml, line 4: `border`: invalid value: integer `300`"), "{told:?}");
    assert!(told[1].contains("did you mean `cursor`?"), "{told:?}");
}

#[test]
fn a_theme_that_does_not_exist_is_an_error_that_helps() {
    let environment = Environment::default();
    assert_eq!(find("drak", &environment).unwrap_err(), "`drak` is no theme; did you mean `dark`?");
    assert!(find("../../secret", &environment).unwrap_err().contains("there are auto, mono"));
}
