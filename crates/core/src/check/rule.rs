//! The rules of the copy desk: what each is called, and how much it weighs.

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Must be fixed: blocks approval.
    Error,
    /// Worth a look: may be left as it is, with a reason that is kept.
    Warning,
    /// Advice, never in the way.
    Info,
}

impl Severity {
    /// Its name on the command line and in the house rules.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    /// The severity of that name.
    pub fn named(name: &str) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Info].into_iter().find(|s| s.name() == name)
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $severity:ident,)*) => {
        /// A rule, by its number: T headline, D dek, A byline, P dates, S address, I picture and
        /// its words, F picture file, L links, C language, M what generators make of it, W the way
        /// to the reader, G what leaves this computer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// All rules, in order.
            pub const ALL: &[Rule] = &[$(Rule::$name,)*];

            /// Its number, as printed.
            pub fn id(self) -> &'static str {
                match self {
                    $(Rule::$name => stringify!($name),)*
                }
            }

            /// What it weighs unless the house says otherwise.
            pub fn severity(self) -> Severity {
                match self {
                    $(Rule::$name => Severity::$severity,)*
                }
            }
        }
    };
}

rules! {
    /// The headline is empty.
    T1 Error,
    /// The headline is longer than any site takes.
    T2 Error,
    /// The headline is longer than search and social show.
    T3 Warning,
    /// The headline ends with a full stop or is all capitals.
    T4 Warning,
    /// The text begins with the headline.
    T5 Warning,
    /// Another story has this headline.
    T6 Info,
    /// The dek is empty.
    D1 Error,
    /// The dek is very short or very long.
    D2 Warning,
    /// The dek says what the headline or the first paragraph says.
    D3 Warning,
    /// There is no byline.
    A1 Error,
    /// A byline is more than a name.
    A2 Warning,
    /// The name behind a pen name.
    A3 Error,
    /// There is no date, or none that can be read, or no offset where the site writes one.
    P1 Error,
    /// The date is yet to come.
    P2 Error,
    /// The update is dated before the story, or has no note.
    P3 Warning,
    /// Words like “tomorrow”.
    P4 Warning,
    /// Weekday and date disagree.
    P5 Error,
    /// The address is not valid, or another story has it.
    S1 Error,
    /// The address of a live story changed, and this site leads nobody on from the old one.
    S2 Error,
    /// The address of a live story changed.
    S3 Warning,
    /// A picture has no credit.
    I1 Error,
    /// The credit is a stock agency and nothing else.
    I2 Warning,
    /// It is not said how a picture came to the site.
    I3 Info,
    /// A picture has no description.
    I4 Error,
    /// The description holds the credit.
    I5 Error,
    /// The description begins with “image of”.
    I6 Warning,
    /// The description is a file name, the caption again, or very long.
    I7 Warning,
    /// The description is blank space.
    I8 Error,
    /// The description reads like the words of a flyer.
    I9 Info,
    /// Caption and text spell a name differently, or the text has not got it.
    I10 Warning,
    /// The licence ended, or does not cover the web.
    I11 Error,
    /// Made by a model, and the credit does not say so.
    I12 Error,
    /// The same picture has another credit elsewhere.
    I13 Warning,
    /// There is no lead picture.
    I14 Warning,
    /// The file still holds where, who or with what.
    F1 Error,
    /// The file cannot be read.
    F2 Error,
    /// The file is large.
    F3 Error,
    /// The lead picture is small.
    F4 Error,
    /// The file is not what its name says, or of no kind that is shown everywhere.
    F5 Error,
    /// The file is missing, or is there and not used.
    F6 Error,
    /// The link leads nowhere, to this computer, or behind a door.
    L1 Error,
    /// The link leads to a story that this site has not got.
    L2 Warning,
    /// The words of a link do not say where it goes.
    L3 Warning,
    /// The address of a link follows readers around.
    L4 Info,
    /// A quotation or bracket is not closed.
    C1 Warning,
    /// Slips of the keyboard.
    C2 Info,
    /// A placeholder.
    C3 Error,
    /// Two spellings of one name.
    C4 Warning,
    /// The house writes it otherwise.
    C5 Info,
    /// The levels of headings skip.
    C6 Warning,
    /// Private data, perhaps.
    C7 Warning,
    /// A name that the house does not print.
    C8 Error,
    /// Braces that the site would run.
    M1 Error,
    /// HTML that the site drops.
    M2 Error,
    /// The fields do not read back.
    M3 Error,
    /// The site does not know this value.
    M4 Error,
    /// Emphasis inside a caption.
    M6 Warning,
    /// Embargoed.
    W2 Error,
    /// On hold.
    W3 Error,
    /// The author approves their own story.
    W4 Warning,
    /// A correction is recorded and not told, or the reverse.
    W6 Error,
    /// A private field.
    G3 Error,
}

impl Rule {
    /// The rule of that number.
    pub fn of(id: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}
