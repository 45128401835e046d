//! What the tour types, waits for and says.

/// A step of the tour.
pub(crate) struct Step {
    /// Keys, as a terminal sends them.
    pub(crate) keys: &'static str,
    /// What the screen shows when it is done.
    pub(crate) shows: &'static str,
    /// What is said about it.
    pub(crate) caption: &'static str,
    /// How long it stays.
    pub(crate) seconds: f32,
    /// The name of the still picture that it makes.
    pub(crate) picture: Option<&'static str>,
}

const fn step(keys: &'static str, shows: &'static str, caption: &'static str, seconds: f32) -> Step {
    Step { keys, shows, caption, seconds, picture: None }
}

const fn picture(keys: &'static str, shows: &'static str, caption: &'static str, name: &'static str) -> Step {
    Step { keys, shows, caption, seconds: 4.0, picture: Some(name) }
}

pub(crate) const STEPS: &[Step] = &[
    step("", " suspects · 0", "Six accounts of one accident. Passages that say the same stand level.", 4.0),
    picture(
        "d",
        "number? 1 of ",
        "d: the first disagreement that was found. Below, every wording of it.",
        "panes",
    ),
    step("a", "new annotation", "a: annotate it. The words that differ are filled in for each article.", 3.0),
    step(
        "nHow many signed?",
        "How many signed?",
        "n: a number. Then the question, and Enter saves into a file of text.",
        3.0,
    ),
    step("\r", "1 annotation", "Saved. † stands beside what is annotated.", 2.5),
    step("d", "? 2 of ", "d: on to the next.", 2.5),
    step("a\r", "2 annotations", "a Enter: annotated without a word; the question can come later.", 2.5),
    step("da\r", "3 annotations", "And on.", 0.7),
    step("da\r", "4 annotations", "And on.", 0.7),
    step("da\r", "5 annotations", "And on.", 0.7),
    picture(
        "gs",
        "synopsis",
        "gs: all threads as rows, all articles as columns, and who is silent.",
        "synopsis",
    ),
    picture(
        "gc",
        "coverage",
        "gc: the map. How much of each article stands elsewhere, and who copies whom.",
        "coverage",
    ),
    picture("ga", "5 annotations", "ga: the annotations, to filter, sort, change and export.", "annotations"),
    step("?", "help", "?: what every key does here.", 3.0),
];
