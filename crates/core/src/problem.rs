//! The words of every refusal: what happened, where it is now, what to do next.
//!
//! Errors and refusals are values without sentences everywhere else; here, and only here, they get
//! a code for the interface to act on, one plain sentence and one next step. Both shells, the
//! window and the command line, say the same. No word of the version control underneath and none
//! of the text format stands in a sentence.

use std::io::ErrorKind;
use std::path::Path;

use crate::check::{Finding, HouseError, Rule, Severity};
use crate::desk::{FixError, OpenError, SayError, SendingError, StoryError, WritingError};
use crate::files::PathError;
use crate::keys::DeviceError;
use crate::library::acts::ActError;
use crate::library::{NewError, WatchError};
use crate::manuscript::ManuscriptError;
use crate::metadata::{EditError, KeyPath, ReadError};
use crate::photo::{self, ProvenanceError};
use crate::post::Unreadable;
use crate::publish::{CloneError, PublishError, Refusal};
use crate::repository::{
    self, ApproveError, BeginError, Blocked, HalfDone, PathProblem, StoryFilesError,
};
use crate::sample::SampleError;
use crate::site::{self, HouseSaveError};
use crate::story::FieldError;
use crate::view::{Broken, Problem};

/// A problem from its three parts.
fn problem(code: &str, sentence: impl Into<String>, hint: impl Into<String>) -> Problem {
    Problem { code: code.to_owned(), sentence: sentence.into(), hint: hint.into() }
}

/// A code with what the library said: for whoever looks into it, never on a screen.
fn inside(code: &str, said: &str) -> String {
    format!("{code}: {said}")
}

/// The last part of a path, in quotation marks.
fn named(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    format!("“{}”", visible(&name.to_string_lossy()))
}

/// A name with characters that would not show made visible.
fn visible(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' => {
                format!("⟨U+{:04X}⟩", letter as u32)
            }
            control if control.is_control() => format!("⟨U+{:04X}⟩", control as u32),
            other => other.to_string(),
        })
        .collect()
}

/// What the other side said, on one line.
fn said(message: &str) -> String {
    message.lines().map(visible).collect::<Vec<_>>().join(" ")
}

impl From<&PathError> for Problem {
    fn from(error: &PathError) -> Problem {
        let name = named(&error.path);
        match error.source.kind() {
            ErrorKind::NotFound => problem(
                "not-found",
                format!("{name} is not there any more."),
                "It may have been moved or renamed. Look for it in the folder.",
            ),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => problem(
                "no-permission",
                format!("{name} may not be changed from this account. Your text is kept."),
                "Ask whoever looks after this computer for the right to write there.",
            ),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => problem(
                "disk-full",
                "The disk is full. Your text is kept.",
                "Free some space and we try again.",
            ),
            _ => problem(
                "file",
                format!(
                    "{name} could not be read or written ({}). Your text is kept.",
                    error.source
                ),
                "We try again. If it goes on, restart the computer.",
            ),
        }
    }
}

impl From<&OpenError> for Problem {
    fn from(error: &OpenError) -> Problem {
        match error {
            OpenError::Folder(error) if error.source.kind() == ErrorKind::PermissionDenied => {
                problem(
                    "no-permission",
                    format!("The folder {} may not be read from this account.", named(&error.path)),
                    "Ask whoever looks after this computer for the right to open it.",
                )
            }
            OpenError::Folder(error) if error.source.kind() == ErrorKind::NotADirectory => problem(
                "not-a-folder",
                format!("{} is a file, not a folder.", named(&error.path)),
                "Choose the folder that holds the whole site.",
            ),
            OpenError::Folder(error) => problem(
                "not-found",
                format!("The folder {} is not there any more.", named(&error.path)),
                "Choose it again where it is now.",
            ),
            OpenError::Repository(error) => error.into(),
        }
    }
}

impl From<&repository::OpenError> for Problem {
    fn from(error: &repository::OpenError) -> Problem {
        use repository::OpenError as E;
        match error {
            E::NotARepository { folder } => problem(
                "no-history",
                format!(
                    "The folder {} keeps no earlier versions yet, so nothing in it could be approved or sent.",
                    named(folder)
                ),
                "Galley can begin to keep them. Your files stay as they are.",
            ),
            E::Bare { folder } => problem(
                "bare",
                format!(
                    "{} is where published stories are kept: it has no files to edit.",
                    named(folder)
                ),
                "Choose the folder on this computer in which the site’s stories lie.",
            ),
            E::NotFound { folder } => problem(
                "not-found",
                format!("The folder {} is not there any more.", named(folder)),
                "Choose it again where it is now.",
            ),
            E::NoPermission { folder } => problem(
                "no-permission",
                format!("The folder {} may not be read from this account.", named(folder)),
                "Ask whoever looks after this computer for the right to open it.",
            ),
            E::Unsafe { folder, what } => problem(
                "unsafe",
                format!(
                    "The folder {} has settings that could lead elsewhere ({}), so it was not opened.",
                    named(folder),
                    visible(what)
                ),
                "Ask the person who set the site up to look at them.",
            ),
            E::Form { folder, what } => problem(
                "form",
                format!(
                    "The history of {} is kept in a form that Galley does not read ({}).",
                    named(folder),
                    visible(what)
                ),
                "Ask the person who set the site up for a plain copy of it.",
            ),
            E::Damaged { folder, source } => problem(
                &inside("damaged", source.message()),
                format!("The history of {} is damaged. Nothing was changed.", named(folder)),
                "Get a fresh copy of the site and keep this folder until its stories are in it.",
            ),
        }
    }
}

impl From<&BeginError> for Problem {
    fn from(error: &BeginError) -> Problem {
        match error {
            BeginError::File(error) => error.into(),
            BeginError::Open(error) => error.into(),
            BeginError::Begun { folder } => problem(
                "begun",
                format!("{} keeps earlier versions already.", named(folder)),
                "Open it again.",
            ),
            BeginError::NotKept => not_kept(),
            BeginError::Git(error) => problem(
                &inside("begin", error.message()),
                "No history could be begun. Your files are as they were.",
                "Check that the folder can be written to and try again.",
            ),
        }
    }
}

fn not_kept() -> Problem {
    problem(
        "not-kept",
        "What was written could not be read back. Nothing was approved; your text is kept.",
        "The disk may be full. Free some space and try again.",
    )
}

impl From<&SampleError> for Problem {
    fn from(error: &SampleError) -> Problem {
        match error {
            SampleError::Write(error) => error.into(),
            SampleError::Begin(error) => error.into(),
            SampleError::Git(error) => problem(
                &inside("sample", error.message()),
                "The sample could not be set up.",
                "Check that there is space on the disk and try again.",
            ),
        }
    }
}

impl From<&WritingError> for Problem {
    fn from(error: &WritingError) -> Problem {
        match error {
            WritingError::NotOpen(_) => {
                problem("not-open", "The story was put away.", "Open it again from the list.")
            }
            WritingError::Gone(name) => problem(
                "gone",
                format!("{} is not there any more.", named(Path::new(name))),
                "Look at the list again.",
            ),
            WritingError::Taken(name) => problem(
                "taken",
                format!("{} is there already; nothing was changed.", named(Path::new(name))),
                "Choose another name.",
            ),
            WritingError::Change(error) => error.into(),
            WritingError::File(error) => error.into(),
            WritingError::Files(error) => error.into(),
            WritingError::Provenance(error) => error.into(),
            WritingError::New(NewError::NoHeadline) => problem(
                "no-headline",
                "A story needs a headline.",
                "Write a few words; you can change them.",
            ),
            WritingError::New(NewError::Write(error)) => error.into(),
        }
    }
}

/// Why something could not be done with a whole story.
pub fn story(error: &StoryError) -> Problem {
    match error {
        StoryError::Writing(error) => error.into(),
        StoryError::Field(error) => error.into(),
        StoryError::Act(ActError::File(error)) => error.into(),
        StoryError::Act(ActError::Changed { path }) => problem(
            "changed-since",
            format!("{} was changed since, so nothing was done.", named(Path::new(path))),
            "What is there now is kept. Look at the story and do it again if it is still wanted.",
        ),
        StoryError::Act(ActError::Gone(_)) => problem(
            "gone",
            "That is no longer kept, or was taken back already.",
            "Look at the list again.",
        ),
        StoryError::Taken(name) => problem(
            "address-taken",
            format!("Another story has the address “{}”.", visible(name)),
            "Choose other words for this one.",
        ),
        StoryError::NoName => problem(
            "no-name",
            "An address needs a letter or a digit.",
            "Write a few words of the headline.",
        ),
        StoryError::ByRule => problem(
            "by-rule",
            "This site makes the address itself, from the headline or the day.",
            "Change the headline; the address follows.",
        ),
        StoryError::Shown(title) => problem(
            "picture-shown",
            format!("“{}” shows this picture.", visible(title)),
            "Take it out of the story first, or put another in its place.",
        ),
        StoryError::NoWay => problem(
            "no-way",
            "This site has no way to send readers of one story to another.",
            "Leave a note at the address instead.",
        ),
        StoryError::Fixed(path) => problem(
            "cannot-move",
            format!(
                "{} lies with the story and cannot be moved from here.",
                named(Path::new(path))
            ),
            "Ask whoever looks after the site to take it out of the folder.",
        ),
        StoryError::Undecided(_) => settle_first(),
    }
}

impl From<&ManuscriptError> for Problem {
    fn from(error: &ManuscriptError) -> Problem {
        match error {
            ManuscriptError::Stale { .. } | ManuscriptError::OutOfRange => problem(
                "stale",
                "The text moved on meanwhile.",
                "The story is read again; nothing is lost.",
            ),
            ManuscriptError::ReadOnly(reason) => {
                let broken = broken("", reason);
                problem("read-only", broken.reason, "It can be looked at here, not changed.")
            }
            ManuscriptError::Field(error) => error.into(),
            ManuscriptError::Value(FieldError::NotADate(text)) => problem(
                "not-a-date",
                format!("“{text}” is not a date."),
                "Write it as year, month and day.",
            ),
            ManuscriptError::Value(FieldError::NotANumber(text)) => problem(
                "not-a-number",
                format!("“{text}” is not a number."),
                "Write it in digits, with a point before a fraction.",
            ),
            ManuscriptError::Value(FieldError::NotASwitch(text)) => problem(
                "not-a-switch",
                format!("“{text}” is neither yes nor no."),
                "Say yes or no.",
            ),
            ManuscriptError::Value(FieldError::NotAChoice(text, choices)) => problem(
                "not-a-choice",
                format!("“{text}” is none of those that the site knows here."),
                format!("It is one of: {choices}."),
            ),
            ManuscriptError::Value(FieldError::NoPlace(word)) => problem(
                "no-place-for-word",
                format!("This site has no place for the {word} of its lead pictures."),
                "Its theme finds the picture by the name of its file. Ask the person who set the site up which field shows such words.",
            ),
            ManuscriptError::Value(FieldError::ByName) => problem(
                "leads-by-name",
                "This picture leads by the name of its file.",
                "Take the lead picture out, or put another in its place.",
            ),
            ManuscriptError::Value(FieldError::NotEditable(key)) => problem(
                "not-editable",
                format!("The field “{key}” has parts of its own, so it was not changed here."),
                "Ask the person who set the site up to change it.",
            ),
        }
    }
}

impl From<&EditError> for Problem {
    fn from(error: &EditError) -> Problem {
        let field = |key: &KeyPath| format!("“{key}”");
        match error {
            EditError::Read(error) => {
                problem("header", header(error), "Open the story and repair the line.")
            }
            EditError::Anchored { key, .. } => problem(
                "shared",
                format!(
                    "The field {} is shared with other places in this file, so it was not changed.",
                    field(key)
                ),
                "Ask the person who set the site up to change it.",
            ),
            EditError::Repeated { key } => problem(
                "repeated",
                format!(
                    "The field {} stands twice in this file, so it was not changed.",
                    field(key)
                ),
                "Take one of the two out and try again.",
            ),
            EditError::NoPlace { key }
            | EditError::Unwritable { key }
            | EditError::Layout { key }
            | EditError::NotFaithful { key, .. } => problem(
                "not-faithful",
                format!(
                    "The field {} is written in a way that cannot be changed without touching others, so it was not changed.",
                    field(key)
                ),
                "Ask the person who set the site up to change it.",
            ),
        }
    }
}

impl From<&StoryFilesError> for Problem {
    fn from(error: &StoryFilesError) -> Problem {
        match error {
            StoryFilesError::Read(error) => error.into(),
            StoryFilesError::Refused { path, problem: reason } => {
                let why = match reason {
                    PathProblem::Outside => "does not lie in the site’s folder",
                    PathProblem::Reserved => "has a name that is kept for the site’s history",
                    PathProblem::Unportable => "has a name that some computers cannot hold",
                    PathProblem::TooLong => "has a name that is too long for some computers",
                    PathProblem::Link => "is only a link to another place",
                    PathProblem::NotAFile => "is not a file",
                };
                problem(
                    "story-file",
                    format!("“{}” {why}, so the story cannot be approved.", visible(path)),
                    "Rename it, or put a copy of the file in its place.",
                )
            }
        }
    }
}

impl From<&ApproveError> for Problem {
    fn from(error: &ApproveError) -> Problem {
        match error {
            ApproveError::Blocked(reason) => blocked(reason),
            ApproveError::Files(error) => error.into(),
            ApproveError::Write(error) => error.into(),
            ApproveError::Moved => problem(
                "moved",
                "Another program worked on the site’s history at this moment. Nothing was approved.",
                "Try again.",
            ),
            ApproveError::NotKept => not_kept(),
            ApproveError::Git(error) => problem(
                &inside("approve", error.message()),
                "The approval could not be written. Your text is kept.",
                "Try again. If it goes on, restart the computer.",
            ),
        }
    }
}

/// What must be fixed before a story is approved, if anything must.
pub fn must_be_fixed(findings: &[Finding]) -> Option<Problem> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<&Finding> = errors.collect();
    let first = errors.first()?;
    let hint = match errors.len() {
        1 => "Nothing was approved. Fix it and try again.".to_owned(),
        2 => "Nothing was approved. One more thing must be fixed.".to_owned(),
        more => format!("Nothing was approved. {} more things must be fixed.", more - 1),
    };
    Some(problem("findings", format!("{}: {}", first.place, first.message), hint))
}

/// The address of a story that was taken off the site leads to another one.
pub fn leads_away(title: &str) -> Problem {
    let to = match title {
        "" => "another story".to_owned(),
        title => format!("“{}”", visible(title)),
    };
    problem(
        "leads-away",
        format!("Readers who come to the address of this story are sent to {to}."),
        "Put the story back on the site first: that ends it. Then approve and publish this version.",
    )
}

/// What keeps an approved story from readers: a picture that may not be shown any more. Days pass
/// between an approval and a publication.
pub fn may_not_be_shown(title: &str, findings: &[Finding]) -> Option<Problem> {
    let ended = findings
        .iter()
        .find(|finding| finding.rule == Rule::I11 && finding.severity == Severity::Error)?;
    Some(problem(
        "rights-ended",
        format!("“{}” was not sent. {}", visible(title), ended.message),
        "Nothing was sent. Take another picture, or write down the new last day in the picture’s form.",
    ))
}

/// Whether what stands in the way of a publication passes by itself, so that stories can wait for it.
pub fn passes(problem: &Problem) -> bool {
    matches!(problem.code.as_str(), "no-connection" | "elsewhere")
}

/// Why a fix of what readers have cannot be sent.
pub fn fix(error: &FixError) -> Problem {
    match error {
        FixError::Writing(error) => error.into(),
        FixError::Field(error) => error.into(),
        FixError::Moved(_) => problem(
            "moved",
            "This story has another address here than readers know it by.",
            "Publish that first, or take the new address back.",
        ),
        FixError::Changed => problem(
            "changed",
            "Readers have another version by now.",
            "Nothing was sent. Open the fix anew; what you sent before is among the earlier versions.",
        ),
        FixError::Nothing => problem(
            "nothing",
            "Nothing was changed.",
            "Change a word of the text above, then publish the fix.",
        ),
        FixError::Untold => problem(
            "untold",
            "Readers are not told yet what was corrected or updated.",
            "Say it in a sentence, or call it a small fix.",
        ),
        FixError::OwnStory(finding) => problem(
            "own-story",
            finding.message.clone(),
            "Nothing was sent. Say why it is right all the same.",
        ),
        FixError::Undecided => decide_first(),
        FixError::MustBeFixed(found) => problem(
            &found.code,
            found.sentence.clone(),
            "Nothing was sent. Change it above and try again.",
        ),
    }
}

impl From<&FixError> for Problem {
    fn from(error: &FixError) -> Problem {
        fix(error)
    }
}

/// House rules that cannot be read or written.
pub fn house(error: &HouseError) -> Problem {
    match error {
        HouseError::File(error) => error.into(),
        HouseError::Damaged { line, reason } => problem(
            &inside("house-rules", reason),
            match line {
                Some(line) => {
                    format!(
                        "The house rules cannot be read: line {line} of .galley/site.toml is damaged."
                    )
                }
                None => "The house rules cannot be read: .galley/site.toml is damaged.".to_owned(),
            },
            "The usual rules hold until somebody repairs it.",
        ),
        HouseError::Moved => problem(
            "house-rules-moved",
            "Somebody else wrote the house rules at the same moment. Nothing was changed.",
            "Look at them again and try once more.",
        ),
    }
}

/// Why nothing can be approved or sent at the moment.
pub fn blocked(reason: &Blocked) -> Problem {
    let ask = "Ask the person who set the site up, or finish it in the program that began it.";
    let sentence = match reason {
        Blocked::DetachedHead => {
            "An earlier state of the site is open in another program, so nothing can be approved or sent.".to_owned()
        }
        Blocked::HalfDone(what) => format!(
            "Another program began to {} here and has not finished, so nothing can be approved or sent.",
            match what {
                HalfDone::Merge => "join two lines of work",
                HalfDone::Rebase => "put work in another order",
                HalfDone::CherryPick => "copy a change",
                HalfDone::Revert => "take a change back",
                HalfDone::Bisect => "look for a change",
            }
        ),
        Blocked::Locked(_) => {
            return problem(
                "locked",
                "Another program is using the site’s history. Nothing was approved or sent; your text is kept.",
                "Close that program, or wait a moment, and try again.",
            );
        }
        Blocked::Lfs { path } => {
            format!("“{}” is kept in a store for large files, which Galley does not write to yet.", visible(path))
        }
        Blocked::Program { path, .. } => {
            format!("“{}” goes through a program before it is stored, which Galley does not run.", visible(path))
        }
        Blocked::Elsewhere { path } => {
            format!("“{}” lies in a folder that is kept by itself, apart from the site.", visible(path))
        }
        Blocked::Signing => {
            "This site wants every approval signed, which Galley does not do yet.".to_owned()
        }
        Blocked::IndexForm(_) => {
            "This site’s history is kept in a form that Galley does not write.".to_owned()
        }
    };
    problem("blocked", sentence, ask)
}

impl From<&HouseError> for Problem {
    fn from(error: &HouseError) -> Problem {
        house(error)
    }
}

impl From<&photo::Refusal> for Problem {
    fn from(refusal: &photo::Refusal) -> Problem {
        picture("The picture", refusal)
    }
}

/// Why a picture was not added.
pub fn picture(name: &str, refusal: &photo::Refusal) -> Problem {
    use photo::Refusal as R;
    let name = visible(name);
    let not_added = |why: String| format!("“{name}” was not added. {why}");
    match refusal {
        R::NotAPicture { .. } => problem(
            "not-a-picture",
            not_added("It is not a picture, whatever its name says.".to_owned()),
            "Choose a JPEG, PNG, WebP, GIF or HEIC file.",
        ),
        R::UnsupportedFormat(format) => problem(
            "format",
            not_added(format!("Pictures in the form {format} cannot be read here.")),
            "Export it as JPEG and drop it again.",
        ),
        R::ForPrinting => problem(
            "for-printing",
            not_added("It is stored for printing, and its colours would change.".to_owned()),
            "Save it as RGB and drop it again.",
        ),
        R::TooLarge(_) => problem(
            "too-large",
            not_added(
                "It is larger than 40 MB, 12,000 pixels a side or 108 million pixels.".to_owned(),
            ),
            "Make it smaller and drop it again.",
        ),
        R::Damaged { .. } => problem(
            "damaged",
            not_added("Its data are damaged.".to_owned()),
            "Get the file again from where it came, and drop it again.",
        ),
        R::Unfinished(photo::Trouble::TookTooLong) => problem(
            "too-slow",
            not_added("It could not be read within 20 seconds.".to_owned()),
            "Export it as JPEG and drop it again.",
        ),
        R::Unfinished(photo::Trouble::BrokeOff) => problem(
            "broke-off",
            not_added("Reading it broke off; nothing else was touched.".to_owned()),
            "Export it as JPEG and drop it again.",
        ),
        R::Unfinished(photo::Trouble::NotBegun) => problem(
            "not-begun",
            not_added("This computer could not begin to read it.".to_owned()),
            "Close some programs and drop it again.",
        ),
        R::Unfinished(photo::Trouble::Cancelled) => {
            problem("cancelled", not_added("You stopped it.".to_owned()), "")
        }
        R::CannotBeCleaned { .. } => problem(
            "not-clean",
            not_added("What it tells of place and camera could not be taken out.".to_owned()),
            "Export it as JPEG and drop it again.",
        ),
    }
}

/// Why the file of a picture was not taken.
pub fn original(name: &str, error: &photo::OriginalError) -> Problem {
    match error {
        photo::OriginalError::File(error) => error.into(),
        photo::OriginalError::Refused(refusal) => picture(name, refusal),
    }
}

/// Why a publish was refused. The stories stay approved, and nothing on the site has changed.
pub fn refusal(refusal: &Refusal) -> Problem {
    use Refusal as R;
    match refusal {
        R::NoDestination => problem(
            "no-destination",
            "This site has no place yet to which stories are sent.",
            "Ask the person who set the site up to add one. Your stories wait here as approved.",
        ),
        R::Unsupported { address } => problem(
            "address",
            format!("Stories cannot be sent to “{}”.", visible(address)),
            "Ask the person who set the site up for an address that Galley can send to.",
        ),
        R::SecretInAddress { address } => problem(
            "secret",
            format!(
                "The address of “{}” has a password in it, where everybody can read it.",
                visible(address)
            ),
            "Ask the person who set the site up to take it out and to replace the password.",
        ),
        R::NotThere { address } => problem(
            "not-there",
            format!("There is nothing at “{}” to send the stories to.", visible(address)),
            "It may have been moved or renamed. Ask the person who set the site up where it is now.",
        ),
        R::NoConnection { address, .. } => problem(
            "no-connection",
            format!("“{}” cannot be reached.", visible(address)),
            "Check the connection and try again. Write, review and approve as usual meanwhile.",
        ),
        R::SignIn { address } => problem(
            "sign-in",
            format!("“{}” does not know you on this computer.", visible(address)),
            "Sign in, or ask the person who set the site up to let this computer in.",
        ),
        R::NoKey { address, locked } => problem(
            "key",
            format!("“{}” does not let this computer in by its key.", visible(address)),
            if *locked {
                "The key on this computer is kept under a passphrase. Open it in the system’s key \
                 agent, then try again."
            } else {
                "Ask the person who set the site up to let this computer in."
            },
        ),
        R::NotAllowed { address, .. } => problem(
            "not-allowed",
            format!("“{}” takes stories from other people only.", visible(address)),
            "Ask somebody who may publish to send them.",
        ),
        R::Certificate { host, .. } => problem(
            "certificate",
            format!(
                "“{}” could not prove that it is what it says, so nothing was sent.",
                visible(host)
            ),
            "If this network wants you to sign in first, do that in the browser and try again. Otherwise somebody may be listening in: try from another network, and tell the person who set the site up.",
        ),
        R::UnknownHost { host, fingerprint } => problem(
            "unknown-host",
            format!("This computer has never sent anything to “{}”.", visible(host)),
            format!(
                "It says that it is {}. Compare that with what the person who set the site up gives you, and go on only if it is the same.",
                visible(fingerprint)
            ),
        ),
        R::OtherHostKey { host, fingerprint } => problem(
            "other-host-key",
            format!("“{}” is not what it was before, so nothing was sent.", visible(host)),
            format!(
                "Somebody may be listening in. It says that it is {}: ask the person who set the site up whether it was changed.",
                visible(fingerprint)
            ),
        ),
        R::Hook { message } => problem(
            "hook",
            format!("A check of the site said no: “{}”", said(message)),
            "Change what it asks for, approve again, and publish.",
        ),
        R::Protected { message } => problem(
            "protected",
            format!("The site does not take stories in this way: “{}”", said(message)),
            "Ask the person who set the site up to let Galley publish.",
        ),
        R::TooLarge { message } => problem(
            "too-large",
            quoting("The site does not take files this large", message),
            "Make the largest picture smaller, approve again, and publish.",
        ),
        R::Full { message } => problem(
            "full",
            quoting("The site has no room left", message),
            "Your stories wait here as approved. Ask the person who set the site up to make room, then publish.",
        ),
        R::Elsewhere { address, .. } => problem(
            "elsewhere",
            format!(
                "Something else answered in place of “{}”, so nothing was sent.",
                visible(address)
            ),
            "Some networks, as in hotels and trains, want you to sign in first: do that in the browser and try again. If it goes on, ask the person who set the site up where it is now.",
        ),
        R::SameStoryChanged { path } => problem(
            "same-story",
            format!("Somebody else published another version of “{}” meanwhile.", visible(path)),
            "Nothing of yours is lost. Open the story and choose which passage readers should get.",
        ),
        R::ConflictMarks { path } => conflict_marks(path),
        R::ChangedSince { path, by } => problem(
            "changed-since",
            format!(
                "{} published another version of “{}” since.",
                if by.is_empty() { "Somebody".to_owned() } else { visible(by) },
                visible(path)
            ),
            "Nothing was taken back. Talk to each other first, or take both versions back.",
        ),
        R::NotArrived { path, by } => problem(
            "not-arrived",
            format!(
                "{} published another version of “{}”, which is not on this computer yet.",
                if by.is_empty() { "Somebody".to_owned() } else { visible(by) },
                visible(path)
            ),
            "Nothing was changed. Bring that version here first, then do this again.",
        ),
        R::BranchGone { address, head } => problem(
            "gone",
            format!(
                "What the site is made from was renamed or taken away at “{}”, so nothing was sent.",
                visible(address)
            ),
            match head {
                Some(head) => format!(
                    "It may be called “{}” now. Ask the person who set the site up. Your stories wait here as approved.",
                    visible(head)
                ),
                None => "Ask the person who set the site up. Your stories wait here as approved."
                    .to_owned(),
            },
        ),
        R::Stuck { address } => problem(
            "stuck",
            format!(
                "“{}” did not take the stories, though nobody else was publishing.",
                visible(address)
            ),
            "Ask the person who set the site up whether something was left locked there, and whether you may write to it.",
        ),
        R::TriedTooOften => problem(
            "busy",
            "Others were publishing at the same moment, three times in a row.",
            "Try again in a minute.",
        ),
        R::Blocked(reason) => blocked(reason),
        R::HistoryRewritten => problem(
            "rewritten",
            "What readers had before is no longer part of the site.",
            "Somebody rewrote what is on the site. Ask the person who set it up; if it was meant, take over what is there now. What you approved and did not send stays.",
        ),
        R::NotApproved { paths } => problem(
            "not-approved",
            format!(
                "Not approved as it stands: {}.",
                paths.iter().map(|path| visible(path)).collect::<Vec<_>>().join(", ")
            ),
            "Review and approve, then publish.",
        ),
        R::NeedsGit => problem(
            "needs-git",
            "This site has checks of its own that Galley cannot run by itself.",
            "Ask the person who set the site up to install what its checks need on this computer.",
        ),
        R::Other { message } => problem(
            "refused",
            format!("The site did not take the stories: “{}”", said(message)),
            "Try again. If it goes on, ask the person who set the site up.",
        ),
    }
}

/// A sentence, with what the other side said where it said anything.
fn quoting(sentence: &str, words: &str) -> String {
    if words.is_empty() {
        format!("{sentence}.")
    } else {
        format!("{sentence}: “{}”", said(words))
    }
}

impl From<&CloneError> for Problem {
    fn from(error: &CloneError) -> Problem {
        match error {
            CloneError::Refused(Refusal::NotThere { address }) => problem(
                "not-there",
                format!("There is no site at “{}”, or it is not shown to you.", visible(address)),
                "Look at the address again, or ask the person who set the site up.",
            ),
            CloneError::Refused(Refusal::NotAllowed { address, .. }) => problem(
                "not-allowed",
                format!("“{}” does not give you the site.", visible(address)),
                "Ask the person who set the site up to let you in.",
            ),
            CloneError::Refused(refusal) => self::refusal(refusal),
            CloneError::Occupied { folder } => problem(
                "occupied",
                format!("There is something at {} already.", named(folder)),
                "Choose another folder, or open the site that is there.",
            ),
            CloneError::Empty { address } => problem(
                "empty",
                format!("There is nothing at “{}” yet.", visible(address)),
                "Ask the person who set the site up whether the address is right.",
            ),
            CloneError::Hostile { path } => problem(
                "hostile",
                format!(
                    "The site has a file that not every computer can hold: “{}”. Nothing of it was kept.",
                    visible(path)
                ),
                "Ask the person who set the site up to rename it.",
            ),
            CloneError::Stopped => problem("stopped", "It was stopped.", ""),
            CloneError::File(error) => error.into(),
            CloneError::Git(error) => problem(
                &inside("clone", error.message()),
                "The site could not be put into that folder.",
                "Choose another folder, or try again.",
            ),
        }
    }
}

/// A token could not be taken out of the keychain.
pub fn not_signed_out(host: &str) -> Problem {
    problem(
        "not-signed-out",
        format!(
            "You are still signed in at “{}”: the keychain kept the access key.",
            visible(host)
        ),
        "Unlock the keychain of this computer, then sign out again.",
    )
}

/// A page could not be opened in the browser.
pub fn no_browser(address: &str) -> Problem {
    problem(
        "no-browser",
        "No browser could be opened.",
        format!("Open one yourself and go to {}", visible(address)),
    )
}

impl From<&DeviceError> for Problem {
    fn from(error: &DeviceError) -> Problem {
        match error {
            DeviceError::NoConnection { host, reason } => problem(
                &inside("no-connection", reason),
                format!("“{}” cannot be reached.", visible(host)),
                "Look whether this computer is online, then try again.",
            ),
            DeviceError::NotOffered { host, reason } => problem(
                &inside("no-codes", reason),
                format!("“{}” gives no codes for signing in.", visible(host)),
                "Sign in with a name and an access key, or ask the person who set the site up.",
            ),
            DeviceError::Denied { host } => problem(
                "denied",
                format!("Signing in was refused at “{}”.", visible(host)),
                "Somebody said no there. Get a new code when it was a mistake.",
            ),
            DeviceError::Expired { host } => problem(
                "expired",
                format!("The code was not typed at “{}” in time.", visible(host)),
                "Get a new one.",
            ),
        }
    }
}

impl From<&SendingError> for Problem {
    fn from(error: &SendingError) -> Problem {
        match error {
            SendingError::Open(error) => error.into(),
            SendingError::Publish(error) => error.into(),
        }
    }
}

impl From<&PublishError> for Problem {
    fn from(error: &PublishError) -> Problem {
        match error {
            PublishError::Git(error) => problem(
                &inside("publish", error.message()),
                "Nothing was sent: the site’s history could not be read.",
                "Try again. If it goes on, restart the computer.",
            ),
            PublishError::NotKept => not_kept(),
            PublishError::File(error) => error.into(),
            PublishError::Busy => blocked(&Blocked::Locked(std::path::PathBuf::new())),
        }
    }
}

/// What people said of a site cannot be read: it counts for nothing until it can.
pub fn said_of_site(error: &site::HouseError) -> Problem {
    let hint = "Correct “site.toml” in the folder “.galley”, or take it away. Until then Galley \
                goes by what it found itself.";
    match error {
        site::HouseError::Broken { line, .. } => problem(
            "house-broken",
            format!(
                "What was said about this site cannot be read: line {line} of “site.toml” is wrong."
            ),
            hint,
        ),
        site::HouseError::Wrong { key } => problem(
            "house-wrong",
            format!(
                "One thing that was said about this site makes no sense: “{}” in “site.toml”.",
                visible(key)
            ),
            hint,
        ),
        site::HouseError::Closed => problem(
            "house-closed",
            "What was said about this site cannot be read: “site.toml” cannot be opened.",
            hint,
        ),
    }
}

impl From<&ProvenanceError> for Problem {
    fn from(error: &ProvenanceError) -> Problem {
        match error {
            ProvenanceError::Broken { path } => problem(
                "provenance-broken",
                format!("{} cannot be read.", named(path)),
                "It says where a picture comes from, and was left as it is. Mend it, or take it away.",
            ),
            ProvenanceError::Changed { .. } => problem(
                "provenance-changed",
                "Somebody else changed what is said of this picture at the same moment.",
                "Nothing was changed here. Look at it again.",
            ),
            ProvenanceError::NoFile(error) => error.into(),
            ProvenanceError::Write(error) => error.into(),
        }
    }
}

impl From<&HouseSaveError> for Problem {
    fn from(error: &HouseSaveError) -> Problem {
        match error {
            HouseSaveError::Broken { source, .. } => said_of_site(source),
            HouseSaveError::Changed { .. } => problem(
                "house-changed",
                "Somebody else changed what is said about this site at the same moment.",
                "Nothing was changed here. Look at it again, then choose.",
            ),
            HouseSaveError::Write(error) => error.into(),
        }
    }
}

impl From<&SayError> for Problem {
    fn from(error: &SayError) -> Problem {
        match error {
            SayError::NoSuchChoice { .. } => problem(
                "no-such-choice",
                "This site cannot keep its stories that way.",
                "Nothing was changed. Choose one of what is offered.",
            ),
            SayError::Save(error) => error.into(),
            SayError::Site(error) => error.into(),
        }
    }
}

impl From<&WatchError> for Problem {
    fn from(error: &WatchError) -> Problem {
        problem(
            "watch",
            format!("Changes made outside in {} are not seen at once.", named(&error.path)),
            "Galley looks again when its window comes to the front.",
        )
    }
}

/// Why a story cannot be read, for its row and its page.
pub fn broken(path: &str, reason: &Unreadable) -> Broken {
    let name = file_name(path);
    let (reason_text, line) = match reason {
        Unreadable::Header(error) => (header(error), error.line.map(|line| line as u32)),
        Unreadable::Encoding { line } => (
            format!(
                "{name} is not written in UTF-8: line {line} holds letters in another encoding. It can be read, not changed. Save it as UTF-8 in another program to go on."
            ),
            Some(*line),
        ),
        Unreadable::NotText => {
            (format!("{name} is not a text. Give it the ending that belongs to what it is."), None)
        }
        Unreadable::TooLarge { size } => (
            format!(
                "{name} has {} MB. Files over 4 MB can be read, not changed. Split it into several stories.",
                size / (1024 * 1024)
            ),
            None,
        ),
        Unreadable::Link => (
            format!(
                "{name} is a link to another place, and is not opened. Put a copy of the file there."
            ),
            None,
        ),
        Unreadable::NotFile => (
            format!(
                "{name} is a folder, a pipe or a device and not a file, and is not opened. Take it out of the site, or give it another name."
            ),
            None,
        ),
        Unreadable::Refused { kind } => (
            match kind {
                ErrorKind::PermissionDenied => format!(
                    "{name} may not be read from this account. Ask whoever looks after this computer for the right to."
                ),
                ErrorKind::NotFound => format!("{name} is not there any more."),
                other => format!("{name} cannot be read ({other})."),
            },
            None,
        ),
    };
    Broken { reason: reason_text, line, repairable: reason.is_repairable() }
}

/// A story's file as people know it: its own name, or its folder's where every story is called
/// `index.md`.
fn file_name(path: &str) -> String {
    let shown = path.strip_suffix("/index.md").unwrap_or(path);
    match path {
        "" => "This file".to_owned(),
        _ => named(Path::new(shown)),
    }
}

/// A damaged header, in a sentence.
fn header(error: &ReadError) -> String {
    match error.line {
        Some(line) => {
            format!("The fields above the text cannot be read: line {line} {}.", error.reason)
        }
        None => format!(
            "The fields above the text cannot be read: the part above the text {}.",
            error.reason
        ),
    }
}

/// A story that cannot be read cannot be approved.
pub fn cannot_approve(path: &str, reason: &Unreadable) -> Problem {
    problem("broken", broken(path, reason).reason, "Repair it first; then it can be approved.")
}

/// A story in whose text another program left its marks.
pub fn conflict_marks(path: &str) -> Problem {
    problem(
        "marks",
        format!(
            "In “{}” stand lines of “<<<<<<<”, “=======” and “>>>>>>>”, which another program left where it could not decide.",
            visible(path)
        ),
        "Choose between the passages, take those lines out, approve again, and publish.",
    )
}

/// A story with two texts cannot be approved.
pub fn settle_first() -> Problem {
    problem(
        "settle",
        "This story was also changed outside Galley.",
        "Choose in the story which text goes on; then it can be approved.",
    )
}

/// A story of which others published another version cannot be approved before somebody chose.
pub fn decide_first() -> Problem {
    problem(
        "undecided",
        "Somebody else published another version of this story, and one passage was changed by both.",
        "Choose which readers should get; then it can be approved.",
    )
}

/// Many stories would go from the folder.
pub fn many_gone(count: usize) -> Problem {
    problem(
        "many-gone",
        format!("{count} stories are gone from the site, and would go from this computer too."),
        "Ask who took them out. Until you say so, they stay here as they are.",
    )
}

/// What others published cannot be taken over, because of the file at `path` where one is named.
pub fn apart(path: Option<&str>) -> Problem {
    match path {
        Some(path) => problem(
            "apart",
            format!(
                "What others published does not arrive here: not every computer can hold the file “{}”.",
                visible(path)
            ),
            "Ask the person who set the site up to rename it or take it out. Your own stories can be sent meanwhile.",
        ),
        None => problem(
            "apart",
            "What others published cannot be put together with what is here. Nothing was changed.",
            "Ask the person who set the site up to look at it.",
        ),
    }
}

/// The connection was lost while sending.
pub fn unknown() -> Problem {
    problem(
        "unknown",
        "We lost the connection while sending and could not ask the site whether it arrived. Nothing is sent twice.",
        "Publish again when the connection is back: we look first.",
    )
}
