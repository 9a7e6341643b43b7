//! The shapes of every icon and mark.

/// How a shape takes its colour: from what the elements around it hand down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// Whatever the svg that uses it says: the outline icons.
    Line,
    /// The same with a line of 2.
    Thick,
    /// Filled with the priority's colour.
    Field,
    /// The letter on that field.
    Letter,
    /// The dashed ring of a priority nobody chose.
    Dashed,
    /// The dash inside it.
    Dash,
    /// Filled with the colour of the text.
    Solid,
    /// A tick cut out of a filled disc.
    Tick,
}

impl Paint {
    /// `fill`, `stroke`, `stroke-width`, `stroke-dasharray`; `None` inherits.
    pub(super) const fn attributes(self) -> [Option<&'static str>; 4] {
        match self {
            Self::Line => [None, None, None, None],
            Self::Thick => [None, None, Some("2"), None],
            Self::Field => [Some("var(--p)"), None, None, None],
            Self::Letter => [Some("none"), Some("var(--on-p)"), Some("1.6"), None],
            Self::Dashed => [Some("none"), Some("var(--p)"), Some("1.5"), Some("2.4 2")],
            Self::Dash => [Some("none"), Some("var(--p)"), Some("1.6"), None],
            Self::Solid => [Some("currentColor"), Some("none"), None, None],
            Self::Tick => [None, Some("var(--surface)"), None, None],
        }
    }

    /// `round` for letters and dashes, whose svg does not say so itself.
    pub(super) const fn ends(self) -> Option<&'static str> {
        match self {
            Self::Letter | Self::Dash => Some("round"),
            _ => None,
        }
    }
}

/// The paths of a picture, from back to front.
pub(super) type Shapes = &'static [(Paint, &'static str)];

/// One mark: its id, the side of its square view box, its paths.
pub(super) type Mark = (&'static str, u8, Shapes);

macro_rules! icons {
    ($($name:ident $paint:ident $path:literal;)+) => {
        /// Every outline icon. A picture never stands alone: a word or a label goes with it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the names are the documentation")]
        pub enum IconName { $($name,)+ }

        impl IconName {
            /// How it is drawn, in a view box of 16.
            pub(super) const fn shape(self) -> (Paint, &'static str) {
                match self { $(Self::$name => (Paint::$paint, $path),)+ }
            }

            #[cfg(test)]
            pub(super) const ALL: &[Self] = &[$(Self::$name,)+];
        }
    };
}

icons! {
    ArrowRight Line "M3 8h10M9.25 4.25 13 8l-3.75 3.75";
    Bars Line "M3 13V8.5M8 13V3M13 13V6";
    Bookmark Line "M4 2.75h8v10.75l-4-3-4 3Z";
    Building Line "M3.25 13.5V3.25a.75.75 0 0 1 .75-.75h5a.75.75 0 0 1 .75.75V13.5M9.75 6.5H12a.75.75 0 0 1 .75.75v6.25M1.75 13.5h12.5M5.5 5.25h2M5.5 8h2M5.5 10.75h2";
    Case Line "M3.5 5h9a1.25 1.25 0 0 1 1.25 1.25v5.75a1.25 1.25 0 0 1-1.25 1.25h-9a1.25 1.25 0 0 1-1.25-1.25v-5.75a1.25 1.25 0 0 1 1.25-1.25zM5.75 5V3.75A1.25 1.25 0 0 1 7 2.5h2a1.25 1.25 0 0 1 1.25 1.25V5M2.5 8.75h11";
    Check Line "m3.25 8.5 3 3 6.5-7";
    CheckCircle Line "M13.75 8a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 1 1 11.5 0zM5.4 8.2l1.8 1.8 3.4-3.8";
    ChevronDown Line "m4.5 6.25 3.5 3.5 3.5-3.5";
    ChevronLeft Line "m9.75 4.5-3.5 3.5 3.5 3.5";
    ChevronRight Line "m6.25 4.5 3.5 3.5-3.5 3.5";
    Attachment Line "m12.75 7.5-4.9 4.9a3 3 0 0 1-4.25-4.25l5.2-5.2a2 2 0 0 1 2.85 2.85L6.5 10.95a1 1 0 0 1-1.45-1.4l4.45-4.45";
    Clock Line "M13.75 8a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 1 1 11.5 0zM8 4.75V8l2.25 1.5";
    Columns Line "M3.75 3h8.5a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-8.5a1.5 1.5 0 0 1-1.5-1.5v-7a1.5 1.5 0 0 1 1.5-1.5zM6.25 3v10M10 3v10";
    Comment Line "M2.5 4.5A1.5 1.5 0 0 1 4 3h8a1.5 1.5 0 0 1 1.5 1.5v5A1.5 1.5 0 0 1 12 11H7.5l-3 2.5V11H4a1.5 1.5 0 0 1-1.5-1.5Z";
    Copy Line "M7 5.5h5a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1-1.5 1.5h-5a1.5 1.5 0 0 1-1.5-1.5v-5a1.5 1.5 0 0 1 1.5-1.5zM10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5";
    Process Line "M5 4h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM6.5 1.75V4M9.5 1.75V4M6.5 12v2.25M9.5 12v2.25M1.75 6.5H4M1.75 9.5H4M12 6.5h2.25M12 9.5h2.25";
    Customers Line "M3.25 2.25h2.75a1 1 0 0 1 1 1v2.75a1 1 0 0 1-1 1h-2.75a1 1 0 0 1-1-1v-2.75a1 1 0 0 1 1-1zM10 2.25h2.75a1 1 0 0 1 1 1v2.75a1 1 0 0 1-1 1h-2.75a1 1 0 0 1-1-1v-2.75a1 1 0 0 1 1-1zM3.25 9h2.75a1 1 0 0 1 1 1v2.75a1 1 0 0 1-1 1h-2.75a1 1 0 0 1-1-1v-2.75a1 1 0 0 1 1-1zM10 9h2.75a1 1 0 0 1 1 1v2.75a1 1 0 0 1-1 1h-2.75a1 1 0 0 1-1-1v-2.75a1 1 0 0 1 1-1z";
    Density Line "M2.5 3.5h11M2.5 6.5h11M2.5 9.5h11M2.5 12.5h11";
    More Thick "M3.5 8h.01M8 8h.01M12.5 8h.01";
    Download Line "M8 2.5v7.25M4.75 6.75 8 10l3.25-3.25M2.75 13.25h10.5";
    Edit Line "m10.5 3.25 2.25 2.25-7 7-2.75.5.5-2.75Z";
    EyeOff Line "M6.3 4A6 6 0 0 1 8 3.75c4 0 6.25 4.25 6.25 4.25a11 11 0 0 1-1.6 2.15M4.1 5.1A10.8 10.8 0 0 0 1.75 8S4 12.25 8 12.25a6 6 0 0 0 3-.8M2.5 2.5l11 11";
    Filter Line "M2.5 4h11M4.75 8h6.5M6.75 12h2.5";
    Folder Line "M2.25 4.25a1 1 0 0 1 1-1h3l1.5 1.75h5a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-9.5a1 1 0 0 1-1-1Z";
    Globe Line "M13.75 8a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 1 1 11.5 0zM2.5 8h11M8 2.25c2 2 2.5 3.75 2.5 5.75s-.5 3.75-2.5 5.75c-2-2-2.5-3.75-2.5-5.75S6 4.25 8 2.25Z";
    Group Line "M3.25 2.75h9.5a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1h-9.5a1 1 0 0 1-1-1v-2a1 1 0 0 1 1-1zM4.5 9.5h9M4.5 12.75h9";
    Help Line "M13.75 8a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 1 1 11.5 0zM6.4 6.3c.1-1 .8-1.55 1.65-1.55.9 0 1.65.6 1.65 1.5 0 1.25-1.65 1.35-1.65 2.5M8.05 11.1v.01";
    History Line "M2.75 8a5.25 5.25 0 1 0 1.6-3.75L2.75 5.75M2.75 2.75v3H5.75M8 5.25V8l2 1.25";
    Home Line "M2.25 7.25 8 2.5l5.75 4.75M3.75 6.25v7.25h8.5V6.25M6.5 13.25V9.5h3v3.75";
    Info Line "M13.75 8a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 1 1 11.5 0zM8 7.5v3.5M8 5.1v.01";
    Key Line "M8.25 10.5a2.75 2.75 0 1 1-5.5 0 2.75 2.75 0 1 1 5.5 0zM7.5 8.5l5.75-5.75M10.75 5.25l2 2";
    Leave Line "M6.5 13.25h-3a1 1 0 0 1-1-1v-8.5a1 1 0 0 1 1-1h3M10 5l3 3-3 3M13 8H6.25";
    Link Line "M6.75 9.25a2.5 2.5 0 0 0 3.55 0l2-2a2.5 2.5 0 0 0-3.55-3.55l-.75.75M9.25 6.75a2.5 2.5 0 0 0-3.55 0l-2 2a2.5 2.5 0 0 0 3.55 3.55l.75-.75";
    List Line "M6 4h7.5M6 8h7.5M6 12h7.5M2.75 4h.01M2.75 8h.01M2.75 12h.01";
    Lock Line "M4.75 7h6.5a1.5 1.5 0 0 1 1.5 1.5v3.5a1.5 1.5 0 0 1-1.5 1.5h-6.5a1.5 1.5 0 0 1-1.5-1.5v-3.5a1.5 1.5 0 0 1 1.5-1.5zM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2";
    Merge Line "M4 3v10M4 6c0 3 3 3.5 7 3.5M9 7.25l2.25 2.25L9 11.75";
    Minus Line "M4 8h8";
    Moon Line "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5Z";
    Pin Line "M9.75 2.25 13.75 6.25 11 7l-2.5 2.5-.25 3L3.5 7.75l3-.25L9 5ZM5.75 10.25 2.5 13.5";
    Play Line "M5 3.5v9l7-4.5Z";
    Plus Line "M8 3.25v9.5M3.25 8h9.5";
    Refresh Line "M13.25 8A5.25 5.25 0 1 1 11.5 4.1L13.25 5.75M13.25 2.5v3.25H10";
    Search Line "M11.25 7a4.25 4.25 0 1 1-8.5 0 4.25 4.25 0 1 1 8.5 0zM10.25 10.25l3 3";
    Server Line "M3.5 2.75h9a1 1 0 0 1 1 1v2.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-2.5a1 1 0 0 1 1-1zM3.5 8.75h9a1 1 0 0 1 1 1v2.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-2.5a1 1 0 0 1 1-1zM5 5h.01M5 11h.01";
    Shield Line "M8 2.25 13 4v4c0 3-2 5-5 6-3-1-5-3-5-6V4Z";
    Sliders Line "M2.5 5h5.5M11.5 5h2M2.5 11h2M8 11h5.5M11.5 5a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 1 1 3.5 0zM8 11a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 1 1 3.5 0z";
    SortDown Line "M8 3v10M4.5 9.5 8 13l3.5-3.5";
    SortUp Line "M8 13V3M4.5 6.5 8 3l3.5 3.5";
    Star Line "m8 2.25 1.75 3.6 3.95.55-2.85 2.8.65 3.95L8 11.3l-3.5 1.85.65-3.95L2.3 6.4l3.95-.55Z";
    Table Line "M3.75 2.75h8.5a1.5 1.5 0 0 1 1.5 1.5v7.5a1.5 1.5 0 0 1-1.5 1.5h-8.5a1.5 1.5 0 0 1-1.5-1.5v-7.5a1.5 1.5 0 0 1 1.5-1.5zM2.5 6.25h11M6.5 6.5v6.5";
    Terminal Line "M3.5 3h9a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-9a1.5 1.5 0 0 1-1.5-1.5v-7a1.5 1.5 0 0 1 1.5-1.5zM4.75 6.25l2 1.75-2 1.75M8.5 10h2.75";
    Undo Line "M5.75 3 2.75 6l3 3M3 6h6.25a4 4 0 0 1 0 8H6.5";
    UpDown Line "m5 6 3-3 3 3M5 10l3 3 3-3";
    User Line "M10.75 5.25a2.75 2.75 0 1 1-5.5 0 2.75 2.75 0 1 1 5.5 0zM2.75 13.75c.5-2.75 2.6-4 5.25-4s4.75 1.25 5.25 4";
    Users Line "M8.5 5.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 1 1 5 0zM1.5 13c.4-2.4 2.2-3.5 4.5-3.5s4.1 1.1 4.5 3.5M10.75 3.25a2.5 2.5 0 0 1 0 4.5M12 9.75c1.4.5 2.25 1.6 2.5 3.25";
    Warn Line "M8 2.5 14 13H2ZM8 6.5v3M8 11.25v.01";
    Cross Line "m4.25 4.25 7.5 7.5M11.75 4.25l-7.5 7.5";
    CrossCircle Line "M13.75 8a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 1 1 11.5 0zM6 6l4 4M10 6l-4 4";
}

/// Priorities (`p-`) and statuses (`s-`): shape first, colour second.
pub(super) const MARKS: &[Mark] = &[
    (
        "p-critical",
        18,
        &[
            (Paint::Field, "M5.7 1h6.6L17 5.7v6.6L12.3 17H5.7L1 12.3V5.7Z"),
            (Paint::Letter, "M11.2 7.2A2.7 2.7 0 1 0 11.2 10.8"),
        ],
    ),
    ("p-high", 18, &[(Paint::Field, "M9 .2 17.8 9 9 17.8.2 9Z"), (Paint::Letter, "M7.2 6.5v5M10.8 6.5v5M7.2 9h3.6")]),
    (
        "p-low",
        18,
        &[(Paint::Field, "M16.8 9a7.8 7.8 0 1 1-15.6 0 7.8 7.8 0 1 1 15.6 0z"), (Paint::Letter, "M7.6 6.3v5.3h3.2")],
    ),
    (
        "p-medium",
        18,
        &[
            (
                Paint::Field,
                "M4.3 1.8h9.4a2.5 2.5 0 0 1 2.5 2.5v9.4a2.5 2.5 0 0 1-2.5 2.5h-9.4a2.5 2.5 0 0 1-2.5-2.5v-9.4a2.5 2.5 0 0 1 2.5-2.5z",
            ),
            (Paint::Letter, "M6.3 11.7V6.5L9 9.6l2.7-3.1v5.2"),
        ],
    ),
    ("p-unspecified", 18, &[(Paint::Dashed, "M16 9a7 7 0 1 1-14 0 7 7 0 1 1 14 0z"), (Paint::Dash, "M6.7 9h4.6")]),
    (
        "s-closed",
        16,
        &[
            (Paint::Solid, "M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 1 1 12.5 0z"),
            (Paint::Tick, "m5.25 8.25 2 2 3.5-4.2"),
        ],
    ),
    (
        "s-investigating",
        16,
        &[(Paint::Line, "M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 1 1 11 0z"), (Paint::Solid, "M8 4.5a3.5 3.5 0 0 1 0 7Z")],
    ),
    ("s-open", 16, &[(Paint::Line, "M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 1 1 11 0z")]),
    ("s-waiting", 16, &[(Paint::Line, "M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 1 1 11 0zM6.5 6.25v3.5M9.5 6.25v3.5")]),
];
