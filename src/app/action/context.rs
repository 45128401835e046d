//! The places in which keys are read.

/// Where keys are read: each context has its own bindings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere but in text fields.
    Global,
    /// The articles.
    Reading,
    /// The articles while words are being selected.
    Select,
    /// The list of annotations.
    List,
    /// The annotation dialog, outside its text fields.
    Dialog,
    /// A text field of one line.
    Field,
    /// The note, a text field of many lines.
    Note,
    /// The help window.
    Help,
    /// A question with a yes and a no.
    Confirm,
    /// The line in which a search is typed.
    Search,
    /// The synopsis and the coverage.
    Rows,
    /// The palette.
    Palette,
    /// The window of the articles.
    Articles,
    /// A line over the list of annotations: a filter, or tags.
    Line,
    /// The window of annotations or steps to pick from.
    Pick,
    /// The window of notes that are to be written.
    Export,
}

impl Context {
    /// All contexts, in the order of help.
    pub const ALL: &'static [Context] = &[
        Context::Reading,
        Context::Select,
        Context::Rows,
        Context::List,
        Context::Dialog,
        Context::Field,
        Context::Note,
        Context::Help,
        Context::Confirm,
        Context::Search,
        Context::Palette,
        Context::Articles,
        Context::Line,
        Context::Pick,
        Context::Export,
        Context::Global,
    ];

    /// Returns the name in `config.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Context::Global => "global",
            Context::Reading => "reading",
            Context::Select => "select",
            Context::List => "list",
            Context::Dialog => "dialog",
            Context::Field => "field",
            Context::Note => "note",
            Context::Help => "help",
            Context::Confirm => "confirm",
            Context::Search => "search",
            Context::Rows => "rows",
            Context::Palette => "palette",
            Context::Articles => "articles",
            Context::Line => "line",
            Context::Pick => "pick",
            Context::Export => "export",
        }
    }

    /// Returns the heading in help.
    pub fn title(self) -> &'static str {
        match self {
            Context::Global => "Everywhere",
            Context::Reading => "Reading",
            Context::Select => "Selecting words",
            Context::List => "Annotations",
            Context::Dialog => "Annotation dialog",
            Context::Field => "Text field",
            Context::Note => "Note",
            Context::Help => "Help",
            Context::Confirm => "Question",
            Context::Search => "Typing a search",
            Context::Rows => "Synopsis and coverage",
            Context::Palette => "Palette",
            Context::Articles => "List of articles",
            Context::Line => "Typing a filter or tags",
            Context::Export => "Notes to be written",
            Context::Pick => "Picking an annotation or a step",
        }
    }

    /// Returns whether digits before a key are a count.
    pub fn takes_counts(self) -> bool {
        matches!(
            self,
            Context::Reading
                | Context::Select
                | Context::Rows
                | Context::List
                | Context::Help
                | Context::Articles
                | Context::Pick
        )
    }

    /// Returns whether characters are typed into a text.
    pub fn is_text(self) -> bool {
        matches!(self, Context::Field | Context::Note | Context::Search | Context::Palette | Context::Line)
    }

    /// Returns whether it is a window over the view, in which of the actions for everywhere only a few work.
    pub fn is_window(self) -> bool {
        matches!(
            self,
            Context::Dialog
                | Context::Field
                | Context::Note
                | Context::Help
                | Context::Confirm
                | Context::Search
                | Context::Palette
                | Context::Articles
                | Context::Line
                | Context::Pick
                | Context::Export
        )
    }
}
