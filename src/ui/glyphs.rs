//! The characters of marks and borders: Unicode ones, or ASCII for a console that has no others.

/// The characters of marks and borders; each takes one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// Beside the cursor's passage.
    pub cursor: &'static str,
    /// Beside passages that match it.
    pub matching: &'static str,
    /// The article has the passage.
    pub has: &'static str,
    /// It was not found there.
    pub not: &'static str,
    /// A suspect touches the passage.
    pub suspect: &'static str,
    /// An annotation touches the passage.
    pub annotation: &'static str,
    /// Between panes.
    pub border: &'static str,
    /// In headings of strips and windows.
    pub rule: &'static str,
    /// Matches above the visible rows.
    pub above: &'static str,
    /// Matches below the visible rows.
    pub below: &'static str,
    /// The line under the cursor in lists.
    pub pointer: &'static str,
    /// A line that is selected.
    pub selected: &'static str,
    /// The upper half of a cell.
    pub upper: &'static str,
    /// The lower half of a cell.
    pub lower: &'static str,
    /// A whole cell.
    pub both: &'static str,
    /// Between parts of a line.
    pub dot: &'static str,
    /// Cells of a map, by what they hold: 1 and 2, other articles have its upper or lower spot too; 4 and 8, that spot is on
    /// the screen.
    pub map: [&'static str; 16],
    /// On a map, where the passage under the cursor or a match of it stands.
    pub place: &'static str,
    /// Before a number of times.
    pub times: &'static str,
}

/// The usual characters.
pub const UNICODE: Glyphs = Glyphs {
    cursor: "▌",
    matching: "│",
    has: "■",
    not: "·",
    suspect: "≠",
    annotation: "†",
    border: "│",
    rule: "─",
    above: "↑",
    below: "↓",
    pointer: "▸",
    selected: "●",
    upper: "▀",
    lower: "▄",
    both: "█",
    dot: "·",
    map: [" ", "▘", "▖", "▌", "▝", "▀", "▞", "▛", "▗", "▚", "▄", "▙", "▐", "▜", "▟", "█"],
    place: "◆",
    times: "×",
};

/// Characters that every console has.
pub const ASCII: Glyphs = Glyphs {
    cursor: ">",
    matching: ":",
    has: "#",
    not: ".",
    suspect: "!",
    annotation: "+",
    border: "|",
    rule: "-",
    above: "^",
    below: "v",
    pointer: ">",
    selected: "*",
    upper: "'",
    lower: ",",
    both: "#",
    dot: "-",
    map: [" ", "'", ".", ":", "|", "]", "]", "#", "|", "]", "]", "#", "|", "]", "]", "#"],
    place: "*",
    times: "x",
};
