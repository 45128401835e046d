//! Errors that are seeded into our own texts and a gospel are found, and what was not touched is left alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(unreachable_pub)] // Also read by an example.
#[path = "support/seeded.rs"]
mod seeded;

#[test]
fn a_swapped_number_name_negation_or_word_of_a_quotation_does_not_get_past() {
    for (seed, tally) in seeded::run() {
        assert!(tally.seeded >= 60, "{seed:?}: only {} were seeded", tally.seeded);
        assert!(tally.recall() >= 0.97, "{seed:?}: {} of {}: {:#?}", tally.found, tally.seeded, tally.missed);
        assert!(tally.alarm_rate() <= 0.01, "{seed:?}: {:#?}", tally.false_alarms);
    }
}
