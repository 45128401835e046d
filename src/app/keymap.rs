//! The live keymap: which keys do what in which context, with counts and pending prefixes.

use std::collections::BTreeMap;

use super::action::{ACTIONS, Action, Context};
use super::key::{self, Code, Key, NotationError};

/// A key sequence bound to an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The keys, in order.
    pub keys: Vec<Key>,
    /// What they do.
    pub action: Action,
}

/// All bindings, by context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: BTreeMap<Context, Vec<Binding>>,
}

/// What the keys pressed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// They are bound; a digit that the binding asked for comes along.
    Found(Action, Option<usize>),
    /// More keys may follow.
    Prefix,
    /// They mean nothing here.
    Nothing,
}

/// A wish of the reader's about one key, from `[keys.CONTEXT]` of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Name of the context.
    pub context: String,
    /// The keys, as written.
    pub keys: String,
    /// Name of the action, or `none` to free the keys.
    pub action: String,
}

/// Why a wish was not granted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// The context does not exist.
    #[error("[keys.{0}] is not a context; the contexts are {all}", all = context_names())]
    Context(String),
    /// The action does not exist.
    #[error("`{0}` is not an action; `variorum keys` lists them")]
    Action(String),
    /// The action is not one of this context.
    #[error("`{action}` works in [keys.{right}], not in [keys.{wrong}]")]
    Misplaced {
        /// The action's name.
        action: String,
        /// Where it was written.
        wrong: String,
        /// Where it belongs.
        right: &'static str,
    },
    /// The keys cannot be read.
    #[error("{0}")]
    Notation(#[from] NotationError),
    /// Two bindings cannot both be reached.
    #[error("`{keys}` is bound to `{first}` and to `{second}`; rebind one of them, or free it with \"none\"")]
    Conflict {
        /// The keys that clash.
        keys: String,
        /// One action.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
}

fn context_names() -> String {
    Context::ALL.iter().map(|c| c.name()).collect::<Vec<_>>().join(", ")
}

impl Keymap {
    /// Makes the default keymap of the action table.
    ///
    /// Rows whose notation cannot be read or that clash are left out; a test shows that there are none.
    pub fn defaults() -> Keymap {
        let mut map = Keymap { bindings: BTreeMap::new() };
        for row in ACTIONS {
            for keys in row.keys.iter().filter_map(|k| key::parse(k).ok()) {
                map.bindings.entry(row.context).or_default().push(Binding { keys, action: row.action });
            }
        }
        map
    }

    /// Grants the reader's wishes over the defaults; each that cannot be granted is returned with its reason.
    ///
    /// Keys are freed first, so that the order of the wishes does not decide whether two clash.
    pub fn with(mut self, wishes: &[Wish]) -> (Keymap, Vec<(Wish, KeymapError)>) {
        let mut refused = Vec::new();
        let (freeing, binding): (Vec<&Wish>, Vec<&Wish>) = wishes.iter().partition(|w| w.action == "none");
        for wish in freeing.into_iter().chain(binding) {
            if let Err(error) = self.grant(wish) {
                refused.push((wish.clone(), error));
            }
        }
        (self, refused)
    }

    fn grant(&mut self, wish: &Wish) -> Result<(), KeymapError> {
        let context = Context::ALL.iter().find(|c| c.name() == wish.context);
        let &context = context.ok_or_else(|| KeymapError::Context(wish.context.clone()))?;
        let keys = key::parse(&wish.keys)?;
        let bindings = self.bindings.entry(context).or_default();
        if wish.action == "none" {
            bindings.retain(|b| b.keys != keys);
            return Ok(());
        }
        let action =
            Action::from_name(&wish.action).ok_or_else(|| KeymapError::Action(wish.action.clone()))?;
        let home = action.row().context;
        if !layers(context).contains(&home) || !is_read(context, home, &keys, action) {
            let (action, wrong) = (wish.action.clone(), wish.context.clone());
            return Err(KeymapError::Misplaced { action, wrong, right: home.name() });
        }
        // The same keys are taken over; a longer or shorter sequence would make one of the two unreachable.
        if let Some(other) = bindings.iter().find(|b| b.keys != keys && shadows(&b.keys, &keys)) {
            let (first, second) = (other.action.row().name, action.row().name);
            return Err(KeymapError::Conflict { keys: key::print(&keys), first, second });
        }
        bindings.retain(|b| b.keys != keys);
        bindings.push(Binding { keys, action });
        Ok(())
    }

    /// Looks up keys pressed one after the other.
    pub fn look_up(&self, context: Context, pressed: &[Key]) -> Lookup {
        let mut prefix = false;
        for layer in layers(context) {
            for binding in self.read_in(context, *layer) {
                match matches(&binding.keys, pressed) {
                    Some(digit) if binding.keys.len() == pressed.len() => {
                        return Lookup::Found(binding.action, digit);
                    }
                    Some(_) => prefix = true,
                    None => {}
                }
            }
            // A prefix of this layer hides what lower layers bind to the same keys.
            if prefix {
                return Lookup::Prefix;
            }
        }
        Lookup::Nothing
    }

    /// Returns what may follow the keys pressed so far: the missing keys and the action.
    pub fn following(&self, context: Context, pressed: &[Key]) -> Vec<(String, Action)> {
        let bindings = layers(context).iter().flat_map(|l| self.read_in(context, *l));
        bindings
            .filter(|b| b.keys.len() > pressed.len() && matches(&b.keys, pressed).is_some())
            .map(|b| (key::print(&b.keys[pressed.len()..]), b.action))
            .collect()
    }

    /// Returns the bindings of one context, without those of the layers below it.
    pub fn in_context(&self, context: Context) -> &[Binding] {
        self.bindings.get(&context).map_or(&[], Vec::as_slice)
    }

    /// Returns the bindings of a layer that are read in a context.
    fn read_in(&self, context: Context, layer: Context) -> impl Iterator<Item = &Binding> {
        self.in_context(layer).iter().filter(move |b| is_read(context, layer, &b.keys, b.action))
    }

    /// Returns the keys of an action that are read in a context, as text, in the order of their binding.
    pub fn keys_here(&self, context: Context, action: Action) -> Vec<String> {
        let bindings = self.read_in(context, action.row().context);
        bindings.filter(|b| b.action == action).map(|b| key::print(&b.keys)).collect()
    }

    /// Returns the keys of an action, as text, in the order of their binding.
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        let bindings = self.in_context(action.row().context);
        bindings.iter().filter(|b| b.action == action).map(|b| key::print(&b.keys)).collect()
    }
}

/// Returns the contexts that are asked in turn.
pub fn layers(context: Context) -> &'static [Context] {
    match context {
        Context::Global => &[Context::Global],
        Context::Reading => &[Context::Reading, Context::Global],
        Context::Select => &[Context::Select, Context::Global],
        Context::List => &[Context::List, Context::Global],
        Context::Dialog => &[Context::Dialog, Context::Global],
        Context::Field => &[Context::Field, Context::Global],
        Context::Note => &[Context::Note, Context::Field, Context::Global],
        Context::Help => &[Context::Help, Context::Global],
        Context::Confirm => &[Context::Confirm, Context::Global],
        Context::Search => &[Context::Search, Context::Field, Context::Global],
        Context::Rows => &[Context::Rows, Context::Global],
        Context::Palette => &[Context::Palette, Context::Field, Context::Global],
        Context::Articles => &[Context::Articles, Context::Global],
        Context::Export => &[Context::Export, Context::Global],
        Context::Pick => &[Context::Pick, Context::Global],
        Context::Line => &[Context::Line, Context::Field, Context::Global],
    }
}

/// Returns whether a binding of a layer is read in a context: in windows few of the bindings for everywhere are, and
/// in a text none that would type a character.
fn is_read(context: Context, layer: Context, keys: &[Key], action: Action) -> bool {
    let types = || context.is_text() && keys.first().is_some_and(|k| k.typed().is_some());
    layer != Context::Global || !context.is_window() || (action.works_in_windows() && !types())
}

/// Returns whether `pressed` begins the binding, and the digit that a `<1-9>` of it took, or the number of the letter
/// that a `<a-z>` took.
fn matches(binding: &[Key], pressed: &[Key]) -> Option<Option<usize>> {
    if pressed.len() > binding.len() {
        return None;
    }
    let mut digit = None;
    for (bound, key) in binding.iter().zip(pressed) {
        match bound.code {
            Code::Digit | Code::Letter => digit = Some(taken(*bound, *key)?),
            _ if bound == key => {}
            _ => return None,
        }
    }
    Some(digit)
}

/// Returns the digit that a `<1-9>` takes, or the number of the letter that a `<a-z>` takes.
fn taken(bound: Key, key: Key) -> Option<usize> {
    let Code::Char(c) = key.code else { return None };
    let place = match bound.code {
        Code::Digit => ('1'..='9').position(|d| d == c),
        Code::Letter => ('a'..='z').position(|l| l == c),
        _ => None,
    };
    place.filter(|_| !key.ctrl && !key.alt).map(|place| place + 1)
}

/// Returns whether one sequence begins the other, also where one has a `<1-9>` or `<a-z>` that takes the other's key.
fn shadows(a: &[Key], b: &[Key]) -> bool {
    a.iter().zip(b).all(|(x, y)| x == y || taken(*x, *y).is_some() || taken(*y, *x).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(context: &str, keys: &str, action: &str) -> Wish {
        Wish { context: context.into(), keys: keys.into(), action: action.into() }
    }

    #[test]
    fn every_default_key_reaches_its_action() {
        let map = Keymap::defaults();
        for row in ACTIONS {
            for notation in row.keys {
                let keys = key::parse(notation).unwrap();
                let pressed: Vec<Key> = keys
                    .iter()
                    .map(|k| match k.code {
                        Code::Digit => Key::char('3'),
                        Code::Letter => Key::char('c'),
                        _ => *k,
                    })
                    .collect();
                let digit = keys.iter().any(|k| matches!(k.code, Code::Digit | Code::Letter)).then_some(3);
                assert_eq!(
                    map.look_up(row.context, &pressed),
                    Lookup::Found(row.action, digit),
                    "{notation}"
                );
                for cut in 1..pressed.len() {
                    assert_eq!(map.look_up(row.context, &pressed[..cut]), Lookup::Prefix, "{notation}");
                }
            }
        }
    }

    #[test]
    fn names_of_actions_are_unique_and_lead_back() {
        for row in ACTIONS {
            assert_eq!(Action::from_name(row.name), Some(row.action));
            assert_eq!(row.action.row().name, row.name);
        }
    }

    #[test]
    fn a_key_that_is_bound_anew_does_the_new_thing_only() {
        let (map, refused) =
            Keymap::defaults().with(&[wish("reading", "j", "zoom"), wish("reading", "k", "none")]);
        assert_eq!(refused, []);
        assert_eq!(map.look_up(Context::Reading, &[Key::char('j')]), Lookup::Found(Action::Zoom, None));
        assert_eq!(map.look_up(Context::Reading, &[Key::char('k')]), Lookup::Nothing);
    }

    #[test]
    fn help_redraw_and_cancel_work_in_windows_and_what_would_leave_them_does_not() {
        let map = Keymap::defaults();
        let look_up = |context, keys: &str| map.look_up(context, &key::parse(keys).unwrap());
        for context in Context::ALL.iter().filter(|c| c.is_window()) {
            assert_eq!(look_up(*context, "Ctrl-c"), Lookup::Found(Action::Cancel, None), "{context:?}");
            assert_eq!(look_up(*context, "Ctrl-l"), Lookup::Found(Action::Redraw, None), "{context:?}");
            assert_ne!(look_up(*context, "u"), Lookup::Found(Action::Undo, None), "{context:?}");
            assert_ne!(look_up(*context, "q"), Lookup::Found(Action::Quit, None), "{context:?}");
        }
        assert_eq!(look_up(Context::Dialog, "?"), Lookup::Found(Action::Help, None));
        assert_eq!(look_up(Context::Field, "?"), Lookup::Nothing, "it is typed");
        assert_eq!(look_up(Context::Note, "F1"), Lookup::Found(Action::Help, None));
        assert_eq!(look_up(Context::Dialog, "Ctrl-z"), Lookup::Found(Action::Suspend, None));
        assert_eq!(look_up(Context::Note, "Ctrl-z"), Lookup::Found(Action::TextUndo, None));
        let (_, refused) = Keymap::defaults().with(&[wish("dialog", "Q", "quit")]);
        assert!(refused[0].1.to_string().contains("[keys.global]"), "{refused:?}");
    }

    #[test]
    fn a_conflict_names_both_actions() {
        let (_, refused) = Keymap::defaults().with(&[wish("reading", "jj", "zoom")]);
        let text = refused[0].1.to_string();
        assert!(text.contains("next-passage") && text.contains("zoom"), "{text}");
    }

    #[test]
    fn a_key_that_could_never_be_reached_is_refused() {
        for (keys, first) in [("ma", "set-mark"), ("g1", "go-to-pane"), ("'z", "go-to-mark"), ("m<a-z>", "")]
        {
            let (map, refused) = Keymap::defaults().with(&[wish("reading", keys, "zoom")]);
            let told: Vec<String> = refused.iter().map(|(_, error)| error.to_string()).collect();
            assert!(
                told.iter().all(|t| t.contains(first)) && told.is_empty() == first.is_empty(),
                "{told:?}"
            );
            assert_eq!(map.keys_of(Action::Zoom).contains(&keys.to_owned()), told.is_empty(), "{keys}");
        }
        let free = [wish("reading", "m<a-z>", "none"), wish("reading", "ma", "zoom")];
        let (map, refused) = Keymap::defaults().with(&free);
        assert_eq!(refused, []);
        let keys = key::parse("ma").unwrap();
        assert_eq!(map.look_up(Context::Reading, &keys), Lookup::Found(Action::Zoom, None));
        for keys in ["mA", "g0", "m1"] {
            assert_eq!(Keymap::defaults().with(&[wish("reading", keys, "zoom")]).1, [], "{keys}");
        }
    }

    #[test]
    fn slips_in_the_config_are_explained() {
        let wishes = [
            wish("readin", "j", "zoom"),
            wish("reading", "j", "zoo"),
            wish("dialog", "j", "zoom"),
            wish("list", "Ctrl-", "quit"),
        ];
        let (map, refused) = Keymap::defaults().with(&wishes);
        assert_eq!(map, Keymap::defaults());
        let kinds: Vec<_> = refused.iter().map(|(_, e)| e.to_string()).collect();
        assert!(kinds[0].contains("contexts are"), "{kinds:?}");
        assert!(kinds[1].contains("variorum keys"), "{kinds:?}");
        assert!(kinds[2].contains("[keys.reading]"), "{kinds:?}");
        assert!(kinds[3].contains("Ctrl-"), "{kinds:?}");
    }
}
