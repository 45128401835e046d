//! Everything a key can do: one table that feeds the keymap, help, hint line, palette and README.

pub use context::Context;

mod context;

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// What is done.
    pub action: Action,
    /// Its name in `config.toml` and the palette.
    pub name: &'static str,
    /// Where its keys are read.
    pub context: Context,
    /// Its default keys.
    pub keys: &'static [&'static str],
    /// A few words for the hint line.
    pub hint: &'static str,
    /// A line for help and README.
    pub text: &'static str,
}

macro_rules! actions {
    ($($context:ident { $($variant:ident $name:literal [$($key:literal)*] $hint:literal $text:literal)+ })+) => {
        /// Something the program can be told to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs)] // The table's `text` says what each does.
        pub enum Action { $($($variant),+),+ }

        /// All actions, in the order of help.
        pub const ACTIONS: &[Row] = &[$($(
            Row {
                action: Action::$variant,
                name: $name,
                context: Context::$context,
                keys: &[$($key),*],
                hint: $hint,
                text: $text,
            },
        )+)+];
    };
}

actions! {
    Reading {
        NextPassage "next-passage" ["j" "Down"] "next" "next passage"
        PreviousPassage "previous-passage" ["k" "Up"] "previous" "previous passage"
        NextParagraph "next-paragraph" ["J" "}"] "paragraph" "next paragraph"
        PreviousParagraph "previous-paragraph" ["K" "{"] "paragraph" "previous paragraph"
        PaneLeft "pane-left" ["h" "Left" "Shift-Tab"] "pane" "pane to the left"
        PaneRight "pane-right" ["l" "Right" "Tab"] "pane" "pane to the right"
        GoToPane "go-to-pane" ["g<1-9>" "gp"] "pane" "pane of that number"
        Follow "follow" ["Enter"] "follow" "next member of the thread, article by article"
        NextThread "next-thread" ["t"] "thread" "next passage that another article has too"
        PreviousThread "previous-thread" ["T"] "thread" "previous passage that another article has too"
        NextSuspect "next-suspect" ["d"] "next suspect" "next open suspect, a disagreement that is proposed"
        PreviousSuspect "previous-suspect" ["D"] "suspect" "previous open suspect"
        NextOnly "next-only" ["o"] "only here" "next passage that was found only here"
        PreviousOnly "previous-only" ["O"] "only here" "previous passage that was found only here"
        NextAnnotation "next-annotation" ["r"] "annotation" "next annotation"
        PreviousAnnotation "previous-annotation" ["R"] "annotation" "previous annotation"
        HalfPageDown "half-page-down" ["Ctrl-d"] "scroll" "half a page down"
        HalfPageUp "half-page-up" ["Ctrl-u"] "scroll" "half a page up"
        PageDown "page-down" ["PgDn" "Space"] "scroll" "a page down"
        PageUp "page-up" ["PgUp"] "scroll" "a page up"
        Top "top" ["gg" "Home"] "top" "first passage"
        Bottom "bottom" ["G" "End"] "end" "last passage, or the passage of that number"
        ScrollLock "scroll-lock" ["s"] "lock" "panes move together, or each alone"
        Apparatus "apparatus" ["p"] "apparatus" "show or hide the apparatus"
        Zoom "zoom" ["z"] "zoom" "this pane alone, or all"
        Annotate "annotate" ["a"] "annotate" "annotate the selections, the suspect or the thread"
        Edit "edit" ["e"] "edit" "edit the annotation under the cursor"
        Delete "delete" ["X"] "delete" "delete the annotation under the cursor"
        Attach "attach" ["A"] "attach" "attach selections or words to an annotation"
        SetAside "set-aside" ["x"] "set aside" "set the suspect aside: it is not proposed again"
        Select "select" ["v"] "select words" "select words of the passage"
        SelectPassage "select-passage" ["V"] "select passage" "select the whole passage"
        DropSelection "drop-selection" ["Esc Esc"] "drop selections" "drop all selections and the marks of the search"
        Search "search" ["/"] "search" "search all articles"
        NextHit "next-hit" ["n"] "next hit" "next hit of the search, on through all articles"
        PreviousHit "previous-hit" ["N"] "previous hit" "previous hit of the search"
        Back "back" ["Ctrl-o"] "back" "back to where a jump began"
        Forward "forward" ["go"] "forward" "forward again"
        SetMark "set-mark" ["m<a-z>"] "mark" "mark the place with a letter"
        GoToMark "go-to-mark" ["'<a-z>" "`<a-z>"] "to mark" "go to the place of that letter"
        Articles "articles" ["gl"] "list" "list of the articles"
        Details "details" ["i"] "details" "what is known about the article"
        Reload "reload" ["gr"] "read again" "read the article again: its file, or its address"
        Repair "repair" ["gd"] "mend" "mend damaged text after a look at it; again: not"
        ExtractOtherwise "extract-otherwise" ["ge"] "read otherwise" "read the web page another way: all of it, …"
        Remove "remove" [] "remove" "take the article, or that of a number, out of the comparison"
        Copy "copy" ["y"] "copy" "copy the selections or the passage, with source"
        Same "same" ["+"] "same" "tie two passages as the same claim"
        Different "different" ["-"] "not the same" "keep two matched passages apart"
        Base "base" ["b"] "base" "read the others against this article, or no longer"
        MarksBy "marks-by" ["c"] "marks" "mark what differs by word, by character, not at all"
        Mute "mute" ["f"] "focus" "mute all but the passage and its matches"
        Narrower "narrower" ["<"] "narrower" "make the pane narrower"
        Wider "wider" [">"] "wider" "make the pane wider"
        EvenWidths "even-widths" ["="] "even" "make all panes equally wide"
        MovePaneLeft "move-pane-left" ["H"] "move" "move the pane to the left"
        MovePaneRight "move-pane-right" ["L"] "move" "move the pane to the right"
        HidePane "hide-pane" ["gh"] "hide" "hide the pane"
        ShowPanes "show-panes" ["gH"] "show all" "show all hidden panes"
        Map "map" ["gm"] "map" "show or hide the map at the edge of the panes"
        Justify "justify" [] "justify" "stretch rows to end below each other, or no longer"
        Hyphenate "hyphenate" [] "hyphens" "divide words at the ends of rows, or no longer"
    }
    Select {
        SelectNextWord "select-next-word" ["w" "e" "Right"] "a word more" "to the next word"
        SelectPreviousWord "select-previous-word" ["b" "Left"] "a word less" "to the previous word"
        SelectStart "select-start" ["0" "^"] "start" "to the start of the passage"
        SelectEnd "select-end" ["$"] "end" "to the end of the passage"
        SelectSwap "select-swap" ["o"] "other end" "move the other end"
        CarryForward "carry-forward" ["W" "Shift-Right"] "carry on" "carry the selection a word forward"
        CarryBack "carry-back" ["B" "Shift-Left"] "carry back" "carry the selection a word back"
        SelectWord "select-word" ["iw" "aw"] "word" "the word alone"
        SelectSentence "select-sentence" ["as" "is" "V"] "passage" "the whole passage"
        SelectParagraph "select-paragraph" ["ap" "ip"] "paragraph" "the whole paragraph"
        SelectNextPassage "select-next-passage" ["j" "Down"] "passage" "on into the next passage"
        SelectPreviousPassage "select-previous-passage" ["k" "Up"] "passage" "back into the previous passage"
        SelectDone "select-done" ["Esc" "v"] "keep" "keep the selection and go on reading"
        SelectAnnotate "select-annotate" ["Enter"] "annotate" "annotate the selections"
        SelectAttach "select-attach" ["A"] "attach" "attach the selections to an annotation"
        SelectDrop "select-drop" ["x"] "drop" "drop this selection"
        SelectCopy "select-copy" ["y"] "copy" "copy the selections with their sources"
    }
    List {
        ListNext "list-next" ["j" "Down"] "next" "next annotation"
        ListPrevious "list-previous" ["k" "Up"] "previous" "previous annotation"
        ListPageDown "list-page-down" ["PgDn" "Ctrl-d"] "page" "a page down"
        ListPageUp "list-page-up" ["PgUp" "Ctrl-u"] "page" "a page up"
        ListTop "list-top" ["gg" "Home"] "first" "first annotation"
        ListBottom "list-bottom" ["G" "End"] "last" "last annotation, or the annotation of that row"
        ListJump "list-jump" ["Enter"] "to its words" "show its words in the articles"
        ListEdit "list-edit" ["e"] "edit" "edit the annotation"
        ListSelect "list-select" ["Space"] "select" "select the annotation or give it up, and go on"
        ListRange "list-range" ["v"] "range" "select from here to the cursor; again: keep the range"
        ListAll "list-all" ["*"] "all" "select all that are shown, or none"
        ListStatus "list-status" ["s"] "status" "next status of what is selected; 3s: the third"
        ListStatusBack "list-status-back" ["S"] "status" "the status before"
        ListTag "list-tag" ["+"] "tag" "add tags to what is selected"
        ListUntag "list-untag" ["-"] "untag" "take tags away from what is selected"
        ListDelete "list-delete" ["X" "Delete"] "delete" "delete what is selected"
        ListFilter "list-filter" ["f" "gf"] "filter" "show only some: kind:number status:open words"
        ListFilterOff "list-filter-off" ["F"] "all again" "show all again"
        ListSort "list-sort" ["o"] "order" "sort by place, status, kind, last change"
        ListReverse "list-reverse" ["O"] "turn round" "turn the order round"
        ListJoin "list-join" ["m"] "put together" "put what is selected into the annotation under the cursor"
        ListSplit "list-split" ["|"] "part" "give one reading an annotation of its own"
        ListCopy "list-copy" ["y"] "copy" "copy what is selected, with words and sources"
        ListSearch "list-search" ["/"] "search" "search questions, words and notes"
        ListNextHit "list-next-hit" ["n"] "next hit" "next annotation in which it was found"
        ListPreviousHit "list-previous-hit" ["N"] "previous hit" "the one before in which it was found"
        ListPreviewDown "list-preview-down" ["J"] "preview" "preview down"
        ListPreviewUp "list-preview-up" ["K"] "preview" "preview up"
        ListClose "list-close" ["Esc"] "back" "drop the selection, the search; then back"
    }
    Dialog {
        DialogNext "dialog-next" ["Tab" "Down"] "next field" "next field"
        DialogPrevious "dialog-previous" ["Shift-Tab" "Up"] "previous field" "previous field"
        DialogLess "dialog-less" ["Left"] "less" "previous value"
        DialogMore "dialog-more" ["Right"] "more" "next value"
        WitnessNext "witness-next" ["j"] "next" "next witness"
        WitnessPrevious "witness-previous" ["k"] "previous" "previous witness"
        WitnessOut "witness-out" ["x" "Delete"] "in or out" "take the witness out, or put it in"
        WitnessStand "witness-stand" ["s" "Space"] "stand" "differs, agrees, silent"
        WitnessNarrow "witness-narrow" ["["] "narrow" "narrow the witness by a word at its end; 3[ by 3"
        WitnessWiden "witness-widen" ["]"] "widen" "widen the witness by a word at its end"
        WitnessNarrowStart "witness-narrow-start" ["{"] "narrow start" "narrow the witness by a word at its start"
        WitnessWidenStart "witness-widen-start" ["}"] "widen start" "widen the witness by a word at its start"
        WitnessDiffering "witness-differing" ["("] "differing" "narrow it to what differs; again: run by run"
        WitnessSentence "witness-sentence" [")"] "sentence" "widen it to the whole sentence"
        WitnessSays "witness-says" ["="] "what it says" "write what the witness says in short: 9"
        DialogSave "dialog-save" ["Enter" "Ctrl-s" "Alt-s"] "save" "save the annotation"
        DialogClose "dialog-close" ["Esc"] "close, keep draft" "close and keep what was typed as a draft"
        DialogDiscard "dialog-discard" ["Ctrl-x"] "discard" "close and throw the draft away"
    }
    Field {
        FieldSave "field-save" ["Enter" "Ctrl-s" "Alt-s"] "save" "save the annotation"
        FieldNext "field-next" ["Tab" "Down"] "next field" "next field"
        FieldPrevious "field-previous" ["Shift-Tab" "Up"] "previous field" "previous field"
        FieldClose "field-close" ["Esc"] "close, keep draft" "close and keep what was typed as a draft"
        FieldDiscard "field-discard" ["Ctrl-x"] "discard" "close and throw the draft away"
        TextLeft "text-left" ["Left" "Ctrl-b"] "left" "a character to the left"
        TextRight "text-right" ["Right" "Ctrl-f"] "right" "a character to the right"
        TextWordLeft "text-word-left" ["Alt-b" "Shift-Left"] "word left" "a word to the left"
        TextWordRight "text-word-right" ["Alt-f" "Shift-Right"] "word right" "a word to the right"
        TextHome "text-home" ["Home" "Ctrl-a"] "start" "start of the line"
        TextEnd "text-end" ["End" "Ctrl-e"] "end" "end of the line"
        TextBackspace "text-backspace" ["Backspace" "Ctrl-h"] "" "delete the character before"
        TextDelete "text-delete" ["Delete" "Ctrl-d"] "" "delete the character after"
        TextDeleteWord "text-delete-word" ["Ctrl-w" "Alt-Backspace"] "" "delete the word before"
        TextDeleteLine "text-delete-line" ["Ctrl-u"] "" "delete to the start of the line"
        TextDeleteEnd "text-delete-end" ["Ctrl-k"] "" "delete to the end of the line"
        TextUndo "text-undo" ["Ctrl-z"] "" "undo in the text"
        TextRedo "text-redo" ["Ctrl-y" "Ctrl-r"] "" "redo in the text"
    }
    Note {
        NoteNewline "note-newline" ["Enter"] "new line" "new line"
        NoteUp "note-up" ["Up" "Ctrl-p"] "up" "a line up"
        NoteDown "note-down" ["Down" "Ctrl-n"] "down" "a line down"
        NoteEditor "note-editor" ["Ctrl-g" "Alt-e"] "editor" "write it in your editor: $VISUAL or $EDITOR"
        NoteSave "note-save" ["Ctrl-s" "Alt-s"] "save" "save the annotation"
    }
    Help {
        HelpDown "help-down" ["j" "Down"] "down" "a line down"
        HelpUp "help-up" ["k" "Up"] "up" "a line up"
        HelpPageDown "help-page-down" ["PgDn" "Space" "Ctrl-d"] "page" "a page down"
        HelpPageUp "help-page-up" ["PgUp" "Ctrl-u"] "page" "a page up"
        HelpTop "help-top" ["gg" "Home"] "top" "to the top"
        HelpBottom "help-bottom" ["G" "End"] "end" "to the end"
        HelpClose "help-close" ["Esc" "q" "?" "F1"] "close" "close help"
    }
    Export {
        ExportWrite "export-write" ["Enter"] "write" "write the notes into the file"
        ExportDown "export-down" ["j" "Down"] "down" "a line down"
        ExportUp "export-up" ["k" "Up"] "up" "a line up"
        ExportPageDown "export-page-down" ["PgDn" "Space" "Ctrl-d"] "page" "a page down"
        ExportPageUp "export-page-up" ["PgUp" "Ctrl-u"] "page" "a page up"
        ExportClose "export-close" ["Esc" "q"] "leave" "write nothing"
    }
    Confirm {
        Yes "yes" ["y" "Enter"] "yes" "yes"
        No "no" ["n" "Esc"] "no" "no"
        Retry "retry" ["w"] "save again" "try again to save what is not saved"
    }
    Search {
        SearchDone "search-done" ["Enter"] "keep" "keep the hits; an empty line repeats the last search"
        SearchCancel "search-cancel" ["Esc"] "back" "give the place back"
        SearchRegex "search-regex" ["Alt-r" "Ctrl-t"] "pattern" "a regular expression, or plain words"
        SearchWords "search-words" ["Alt-w" "Ctrl-o"] "whole words" "whole words only, or parts of words too"
        SearchOlder "search-older" ["Up" "Ctrl-p"] "older" "the search before"
        SearchNewer "search-newer" ["Down" "Ctrl-n"] "newer" "the search after"
    }
    Rows {
        RowNext "row-next" ["j" "Down" "t"] "next" "next thread"
        RowPrevious "row-previous" ["k" "Up" "T"] "previous" "previous thread"
        ColumnLeft "column-left" ["h" "Left" "Shift-Tab"] "article" "article to the left"
        ColumnRight "column-right" ["l" "Right" "Tab"] "article" "article to the right"
        RowPageDown "row-page-down" ["PgDn" "Space" "Ctrl-d"] "page" "a page down"
        RowPageUp "row-page-up" ["PgUp" "Ctrl-u"] "page" "a page up"
        RowTop "row-top" ["gg" "Home"] "first" "first thread"
        RowBottom "row-bottom" ["G" "End"] "last" "last thread, or the thread of that row"
        RowShow "row-show" ["Enter"] "to the articles" "show the thread in the articles"
        RowFold "row-fold" ["z"] "fold" "fold the row to one line, or unfold it"
        RowFoldAll "row-fold-all" ["Z"] "fold all" "fold all rows, or unfold them"
        RowSuspect "row-suspect" ["d"] "next suspect" "next suspect"
        RowSuspectBack "row-suspect-back" ["D"] "suspect" "previous suspect"
        RowAnnotate "row-annotate" ["a"] "annotate" "annotate the suspect or the thread"
        RowEdit "row-edit" ["e"] "edit" "edit the annotation of the passage"
        RowAttach "row-attach" ["A"] "attach" "attach the article's words to an annotation"
        RowAside "row-aside" ["x"] "set aside" "set the suspect aside"
        RowCopy "row-copy" ["y"] "copy" "copy all wordings of the thread, with sources"
        RowBase "row-base" ["b"] "base" "read the others against this article, or no longer"
        RowsClose "rows-close" ["Esc"] "back" "back to the articles"
    }
    Palette {
        PaletteRun "palette-run" ["Enter"] "do it" "do what the entry says"
        PaletteNext "palette-next" ["Down" "Ctrl-n"] "next" "next entry"
        PalettePrevious "palette-previous" ["Up" "Ctrl-p"] "previous" "previous entry"
        PaletteComplete "palette-complete" ["Tab"] "complete" "put the entry into the line"
        PaletteClose "palette-close" ["Esc"] "close" "close the palette"
    }
    Articles {
        ArticleNext "article-next" ["j" "Down"] "next" "next article"
        ArticlePrevious "article-previous" ["k" "Up"] "previous" "previous article"
        ArticleGo "article-go" ["Enter"] "go there" "go to the article"
        ArticleHide "article-hide" ["Space" "h"] "hide or show" "hide the article's pane, or show it"
        ArticleDetails "article-details" ["i"] "details" "details alone, or the list"
        ArticleScrollDown "article-scroll-down" ["PgDn" "Ctrl-d"] "scroll" "details down"
        ArticleScrollUp "article-scroll-up" ["PgUp" "Ctrl-u"] "scroll" "details up"
        ArticlesClose "articles-close" ["Esc" "q"] "close" "close the list"
    }
    Line {
        LineDone "line-done" ["Enter"] "keep" "keep what is typed"
        LineCancel "line-cancel" ["Esc"] "back" "give up what is typed"
        LineOffered "line-offered" ["Tab"] "complete" "put in what could stand here; again: the next"
        LineOfferedBack "line-offered-back" ["Shift-Tab"] "" "the one before"
        LineOlder "line-older" ["Up" "Ctrl-p"] "older" "the filter before"
        LineNewer "line-newer" ["Down" "Ctrl-n"] "newer" "the filter after"
    }
    Pick {
        PickNext "pick-next" ["j" "Down"] "next" "next line"
        PickPrevious "pick-previous" ["k" "Up"] "previous" "previous line"
        PickPageDown "pick-page-down" ["PgDn" "Ctrl-d"] "page" "a page down"
        PickPageUp "pick-page-up" ["PgUp" "Ctrl-u"] "page" "a page up"
        PickTop "pick-top" ["gg" "Home"] "first" "first line"
        PickBottom "pick-bottom" ["G" "End"] "last" "last line"
        PickDone "pick-done" ["Enter"] "this one" "attach to this annotation, or go to this step"
        PickClose "pick-close" ["Esc" "q"] "close" "close and change nothing"
    }
    Global {
        ViewPanes "view-panes" ["gv" "F2"] "panes" "the articles"
        ViewSynopsis "view-synopsis" ["gs" "F3"] "synopsis" "the synopsis: threads as rows, articles as columns"
        ViewCoverage "view-coverage" ["gc" "F4"] "coverage" "the coverage: a map of threads by articles"
        FilterThreads "filter-threads" ["gf"] "filter" "next filter of threads: everywhere, one article, …"
        FilterThreadsBack "filter-threads-back" ["gF"] "filter back" "the filter before"
        ViewAnnotations "view-annotations" ["ga" "F5"] "annotations" "the list of annotations"
        Palette "palette" [":"] "palette" "find and do anything by its name"
        Undo "undo" ["u"] "undo" "undo"
        Redo "redo" ["Ctrl-r"] "redo" "redo"
        Steps "steps" ["gu"] "steps" "the steps of this session: undo or redo to any"
        ChangedWords "changed-words" ["gw"] "changed words" "words of annotations whose article has changed"
        Judged "judged" ["gx"] "set aside, ties" "suspects that were set aside, and ties; to take back"
        Help "help" ["?" "F1"] "help" "what the keys do here"
        Mouse "mouse" ["M"] "mouse" "give the mouse to the terminal, or take it back"
        Redraw "redraw" ["Ctrl-l"] "redraw" "draw the screen anew"
        Suspend "suspend" ["Ctrl-z"] "suspend" "suspend the program"
        Cancel "cancel" ["Ctrl-c"] "cancel" "cancel what is pending; twice quits"
        Quit "quit" ["q"] "quit" "quit"
    }
}

impl Action {
    /// Returns the action's row of the table.
    pub fn row(self) -> &'static Row {
        // The enum and the table come from the same macro in the same order.
        &ACTIONS[self as usize]
    }

    /// Returns whether it works in windows too, of the actions for everywhere.
    pub fn works_in_windows(self) -> bool {
        matches!(self, Action::Help | Action::Redraw | Action::Suspend | Action::Cancel)
    }

    /// Returns the action of that name.
    pub fn from_name(name: &str) -> Option<Action> {
        ACTIONS.iter().find(|r| r.name == name).map(|r| r.action)
    }
}
