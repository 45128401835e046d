use super::*;

fn load(text: &str) -> Loaded {
    Loaded::of(Source::new(Path::new("/etc/config.toml"), text))
}

fn told(text: &str) -> Vec<String> {
    load(text).problems.iter().map(ToString::to_string).collect()
}

const EXAMPLE: &str = include_str!("../../config.example.toml");

#[test]
fn the_example_is_what_the_program_does_without_a_file() {
    assert_eq!(load(EXAMPLE), Loaded::default());
}

#[test]
fn the_example_names_every_setting() {
    let settings = toml::Table::try_from(Config::default()).unwrap();
    let example: toml::Table = EXAMPLE.parse().unwrap();
    let mut named: Vec<&String> = example.keys().filter(|k| *k != "keys").collect();
    named.sort();
    assert_eq!(named, settings.keys().collect::<Vec<_>>());
}

#[test]
fn a_slip_costs_only_its_own_item() {
    let loaded = load("theme = \"dark\"\nmin-pane-width = 5\nmargin = 4\n");
    assert_eq!(loaded.config, Config { theme: "dark".into(), margin: 4, ..Config::default() });
    assert_eq!(loaded.problems.len(), 1);
}

#[test]
fn a_number_out_of_its_limits_is_shown_with_the_limits() {
    let expected = "/etc/config.toml:2:18: `min-pane-width`: expected a whole number from 10 to 400; the default is used\n \
                    2 | min-pane-width = 5000\n   |                  ^^^^";
    assert_eq!(told("# é\nmin-pane-width = 5000\n"), [expected]);
}

#[test]
fn a_misspelt_setting_is_named_with_the_right_one() {
    let expected = "/etc/config.toml:1:1: `min-pane-widht` is not known here; did you mean `min-pane-width`?\n \
                    1 | min-pane-widht = 40\n   | ^^^^^^^^^^^^^^";
    assert_eq!(told("min-pane-widht = 40\n"), [expected]);
    assert!(told("zzz = 1\n")[0].contains("known are theme, glyphs, by"));
}

#[test]
fn a_wrong_value_is_shown_with_the_right_ones() {
    assert!(told("glyphs = \"asci\"\n")[0].contains("expected one of `auto`, `unicode`, `ascii`"));
    assert!(told("apparatus = \"yes\"\n")[0].contains("expected a boolean"));
}

#[test]
fn what_is_no_toml_is_shown_and_the_rest_still_holds() {
    let loaded = load("margin = 4\ntheme = dark\nby = \"mk\"\n");
    assert!(loaded.problems[0].to_string().starts_with("/etc/config.toml:2:9: this is not TOML"));
    assert_eq!((loaded.config.margin, loaded.config.by.as_str()), (4, "mk"));
}

#[test]
fn bytes_that_are_no_text_are_reported_with_their_line() {
    let loaded = Loaded::of(Source::new(Path::new("c.toml"), b"margin = 4\nby = \"\xff\"\n".to_vec()));
    assert!(
        loaded
            .problems
            .iter()
            .any(|p| p.short() == "c.toml, line 2: this is no UTF-8; save the file as UTF-8")
    );
    assert_eq!(loaded.config.margin, 4);
}

#[test]
fn keys_come_in_the_order_of_the_file_with_their_lines() {
    let loaded =
        load("[keys.reading]\n\"z\" = \"top\"\n\"b\" = \"zoom\"\n[keys.list]\n\"q\" = 3\n[keys]\nx = 1\n");
    let wishes: Vec<_> = loaded.keys.iter().map(|w| (w.keys.as_str(), w.place.line)).collect();
    assert_eq!(wishes, [("z", 2), ("b", 3)]);
    assert!(loaded.problems.iter().any(|p| p.short().starts_with("config.toml, line 5: expected the name")));
}

#[test]
fn a_file_that_is_not_there_says_nothing_and_one_that_cannot_be_read_says_why() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(Loaded::read(&dir.path().join("config.toml")), Loaded::default());
    let problems = Loaded::read(dir.path()).problems;
    assert!(problems[0].to_string().contains("cannot be read"), "{problems:?}");
}

#[test]
fn a_place_is_marked_below_the_right_cells() {
    let source = Source::new(Path::new("f"), "a = 1\n\"漢字\" = \"x\"");
    let at = source.text.find('x').unwrap();
    let shown = source.problem(at..at + 1, "here").to_string();
    assert_eq!(shown, "f:2:9: here\n 2 | \"漢字\" = \"x\"\n   |           ^");
    assert_eq!(source.problem(999..1200, "end").place.unwrap().line, 2);
}
