//! The ferry with annotations in the list.

use variorum::app::App;

use super::ferry::ferry;
use super::support::{press, type_text};

/// The ferry with four annotations, the last of them under the cursor of the list.
pub fn listed(width: u16, height: u16) -> App {
    let mut app = ferry(width, height);
    press(&mut app, "d a n");
    type_text(&mut app, "How many were on board?");
    press(&mut app, "Enter");
    for (keys, question) in
        [("j j a o", "Who was hurt?"), ("j j a t", "When did it run aground?"), ("G a c", "")]
    {
        press(&mut app, keys);
        type_text(&mut app, question);
        press(&mut app, "Enter");
    }
    assert_eq!(app.case.annotations.len(), 4);
    press(&mut app, "F5");
    app
}
