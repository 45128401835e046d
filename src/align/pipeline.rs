//! The steps of an alignment, one after the other, and side by side where they need nothing of each other.

use super::score::Space;
use super::table::Table;
use super::tokens::Corpus;
use super::{
    Alignment, Link, Tie, Watch, candidates, context, cues, judge, language, link, notice, suspect, synonyms,
    thread, tie,
};
use crate::article::Article;

/// Aligns articles that stand in an order of their contents; incomplete when cancelled.
pub(super) fn run(articles: &[&Article], ties: &[Tie], watch: &dyn Watch) -> Alignment {
    // What needs nothing of each other is done side by side: of short articles no stage by itself keeps all workers busy.
    let (corpus, ()) = rayon::join(|| Corpus::new(articles), read_lists);
    let ((space, lexicon), languages) = rayon::join(
        || rayon::join(|| Space::new(&corpus), || cues::Lexicon::new(&corpus)),
        || language::of_all(articles, &corpus),
    );
    let notices = notice::of(articles, &corpus, &languages);
    let mut alignment = Alignment { languages, notices, ..Alignment::default() };
    watch.progress(0.3);
    if watch.cancelled() {
        return alignment;
    }
    let (links, scene) = rayon::join(
        || links(articles, &space, &lexicon, watch),
        || (!watch.cancelled()).then(|| suspect::Scene::new(articles, &corpus, &lexicon)),
    );
    let Some((links, scene)) = links.zip(scene) else { return alignment };
    alignment.links = links;
    tie::obey(&mut alignment.links, ties);
    let found = suspect::find(&scene, &alignment.links);
    let told = link::of_claims(&corpus, &space, articles, &found.claims);
    link::add(&mut alignment.links, told);
    // Among them may be what the reader denies; this puts all of them in order too.
    tie::obey(&mut alignment.links, ties);
    alignment.threads = thread::grow(articles, &mut alignment.links, ties);
    alignment.only = thread::only(articles, &alignment);
    alignment.copy_of = thread::copies(articles, &alignment.links);
    alignment.suspects = found.suspects;
    thread::note(&mut alignment.suspects, &alignment.links);
    alignment.notices.extend(found.notice);
    alignment
}

/// Reads the lists of words, which are read once.
fn read_lists() {
    cues::read_lists();
    synonyms::read_lists();
}

/// Links the passages that share a claim, as far as words, places and third articles tell; nothing when cancelled.
fn links(
    articles: &[&Article],
    space: &Space,
    lexicon: &cues::Lexicon,
    watch: &dyn Watch,
) -> Option<Vec<Link>> {
    let corpus = space.corpus();
    let mut table = Table::score(space);
    if !candidates::are_complete(corpus) {
        table = table.with_neighbours(space);
    }
    watch.progress(0.7);
    if watch.cancelled() {
        return None;
    }
    let table = context::correct(corpus, &table);
    let table = judge::judge(corpus, space, lexicon, articles, &table);
    watch.progress(0.85);
    Some(link::of_table(corpus, space, articles, &table))
}
