//! Stories on their way to readers, fixes of what readers have, and what others sent.

use super::repository::{blocked, not_kept};
use super::{inside, named, problem, visible};
use crate::desk::{FixError, SendingError};
use crate::publish::{CloneError, PublishError, Refusal};
use crate::repository::Blocked;
use crate::view::Problem;

/// Whether what stands in the way of a publication passes by itself, so that stories can wait for it.
pub fn passes(problem: &Problem) -> bool {
    matches!(problem.code.as_str(), "no-connection" | "elsewhere")
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
            CloneError::Refused(refusal) => super::refusal(refusal),
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
