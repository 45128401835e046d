//! Lists to pick from and questions with several answers: the windows in which one picks on the screen.

use jiff::Timestamp;

use super::{Linear, Listed, count, sentence};
use crate::app::Overlay;
use crate::app::action::Action;
use crate::app::pick::{Choice, Judged, Pick, Purpose};
use crate::case::Witness;

impl Linear {
    /// Lists what a window would offer; a number picks while other lines can be typed.
    pub(super) fn list_window(&mut self, action: Action, now: Timestamp) {
        self.act(action, None, now);
        let pick = match self.app.overlays.pop() {
            Some(Overlay::Pick(pick)) => pick,
            _ => return self.say_status(),
        };
        self.app.refresh();
        let lines: Vec<(usize, String)> = match &pick.purpose {
            Purpose::Changed(listed) => {
                let lines = listed.iter().filter_map(|which| self.changed_line(which));
                lines.enumerate().collect()
            }
            Purpose::Judged(judged) => judged.iter().map(|j| self.judged_line(j)).enumerate().collect(),
            _ => pick.lines.iter().map(|l| line_of(&l.text, &l.note)).enumerate().collect(),
        };
        self.say(format!(
            "{}: {}; a number shows one.",
            sentence(&pick.title).trim_end_matches('.'),
            lines.len()
        ));
        self.list(lines, Listed::Pick(pick));
    }

    /// Picks a line of such a list; what is then asked is answered next.
    pub(super) fn pick_line(&mut self, pick: Pick, number: usize, now: Timestamp) {
        let Some(cursor) = number.checked_sub(1).filter(|at| *at < pick.lines.len()) else {
            self.say(format!("There is no number {number} in that list; it has {}.", pick.lines.len()));
            return;
        };
        let before = self.app.here();
        self.app.overlays.push(Overlay::Pick(Box::new(Pick { cursor, ..pick.clone() })));
        self.act(Action::PickDone, None, now);
        self.say_status();
        if self.app.here() != before {
            self.say_place();
        }
        self.listed = Listed::Pick(Box::new(pick));
    }

    /// Says a question with several answers, once it is there.
    pub(super) fn ask_pick(&mut self) {
        let pick = match self.app.overlays.last() {
            Some(Overlay::Pick(pick)) => Some(pick.as_ref().clone()),
            _ => None,
        };
        let purpose = pick.as_ref().map(|p| p.purpose.clone());
        if purpose != self.asked {
            self.asked = purpose;
            if let Some(pick) = pick {
                self.say_question(&pick);
            }
        }
    }

    fn say_question(&mut self, pick: &Pick) {
        match &pick.purpose {
            Purpose::Repair => return self.say_repair(),
            Purpose::ChangedWhat(which, _) => {
                let line = self.changed_line(which).unwrap_or_default();
                self.say(line);
            }
            Purpose::JudgedWhat(judged) => {
                let line = self.judged_line(judged);
                self.say(line);
            }
            _ => self.say(sentence(&pick.title)),
        }
        for (at, line) in pick.lines.iter().enumerate() {
            let text = match &pick.purpose {
                // Words are not selected here, but typed into the annotation.
                Purpose::ChangedWhat((id, _), choices) if choices.get(at) == Some(&Choice::Show) => {
                    let number = self.app.case.annotations.iter().position(|a| a.id == *id).unwrap_or(0) + 1;
                    line_of(&line.text, &format!("edit {number} gives it other words"))
                }
                _ => line_of(&line.text, &line.note),
            };
            self.say(format!("{}. {text}", at + 1));
        }
    }

    /// Returns what stands before the answer.
    pub(super) fn pick_prompt(pick: &Pick) -> String {
        match pick.purpose {
            Purpose::Repair => "yes or no: ".into(),
            _ => format!("A number from 1 to {} (leave it): ", pick.lines.len()),
        }
    }

    /// Takes the answer to a question.
    pub(super) fn answer_pick(&mut self, line: &str, now: Timestamp) {
        let Some(Overlay::Pick(pick)) = self.app.overlays.last_mut() else { return };
        let word = line.trim().to_lowercase();
        let is_repair = pick.purpose == Purpose::Repair;
        let number = word.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let picked = number.filter(|at| !is_repair && *at < pick.lines.len());
        let action = match word.as_str() {
            "y" | "yes" if is_repair => Action::PickDone,
            "n" | "no" => Action::PickClose,
            "" | "/cancel" if !is_repair => Action::PickClose,
            "?" => {
                let pick = pick.clone();
                return self.say_question(&pick);
            }
            _ if picked.is_some() => Action::PickDone,
            other => {
                let wanted = match is_repair {
                    true => "yes or no".to_owned(),
                    false => format!("a number from 1 to {}, or nothing to leave it", pick.lines.len()),
                };
                return self.say(format!("“{other}” is no answer; type {wanted}."));
            }
        };
        pick.cursor = picked.unwrap_or(pick.cursor);
        let shows = matches!(&pick.purpose, Purpose::ChangedWhat(_, choices)
            if action == Action::PickDone && choices.get(pick.cursor) == Some(&Choice::Show));
        self.act(action, None, now);
        let told = self.app.status.is_some();
        self.say_status();
        if shows {
            // The list stays, so that one line after the other can be gone through.
            let listed = self.listed.clone();
            self.say_here();
            self.listed = listed;
        } else if !told {
            self.say("Left as it is.");
        }
    }

    /// Shows each place that would be mended, and asks.
    fn say_repair(&mut self) {
        let Some(article) = self.app.offered_reading() else { return };
        let lines: Vec<String> = article
            .mended
            .iter()
            .map(|c| {
                let was = format!("{}{}{}", c.left.trim_start(), c.before, c.right.trim_end());
                let becomes = format!("{}{}{}", c.left.trim_start(), c.after, c.right.trim_end());
                format!("Paragraph {}: “{was}” becomes “{becomes}”.", c.block + 1)
            })
            .collect();
        let id = article.id.clone();
        let at = self.app.articles.iter().position(|a| a.id == id).unwrap_or(self.app.focus);
        lines.iter().for_each(|line| self.say(line));
        self.say(format!("Mend {} in {}?", count(lines.len(), "place"), self.article(at)));
    }

    /// Returns what became of the words of a witness.
    fn changed_line(&self, which: &(String, usize)) -> Option<String> {
        let anchored = self.app.anchored(which)?;
        let words = self.app.changed_words(&anchored);
        let now = words.now.map_or_else(String::new, |now| format!(": “{now}”"));
        let number = anchored.annotation + 1;
        let name = self.article(anchored.article);
        Some(format!("“{}”, in annotation {number} of {name}: {}{now}.", words.old, words.state))
    }

    fn judged_line(&self, judged: &Judged) -> String {
        let said = |w: &Witness| {
            let at = self.app.articles.iter().position(|a| a.id == w.article);
            let name = at.map_or_else(|| self.app.name_of_id(&w.article), |a| self.article(a));
            format!("{name} “{}”", w.quote.as_ref().map_or("", |q| &q.text))
        };
        let words: Vec<String> = judged.witnesses().iter().map(said).collect();
        format!("{}: {}.", sentence(&self.app.judged_note(judged)).trim_end_matches('.'), words.join("; "))
    }
}

/// Returns a line of a window as a sentence.
fn line_of(text: &str, note: &str) -> String {
    match note {
        "" => sentence(text),
        note => sentence(&format!("{text}; {note}")),
    }
}
