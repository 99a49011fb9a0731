//! Why a publishing repository took nothing, each reason by its name.

use git2::{ErrorClass, ErrorCode};

use crate::repository::Blocked;

/// Why nothing was sent. The stories stay approved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The repository names no place to publish to.
    #[error("there is no place to publish to")]
    NoDestination,
    /// The address is of a kind that is not published to.
    #[error("{address} is no address that can be published to")]
    Unsupported {
        /// Without secrets.
        address: String,
    },
    /// A password or token stands in the address, where everybody can read it.
    #[error("the address of {address} has a password in it")]
    SecretInAddress {
        /// Without it.
        address: String,
    },
    /// Nothing is there.
    #[error("there is no repository at {address}")]
    NotThere {
        /// Without secrets.
        address: String,
    },
    /// The computer there cannot be reached.
    #[error("{address} cannot be reached: {reason}")]
    NoConnection {
        /// Without secrets.
        address: String,
        /// What the connection said.
        reason: String,
    },
    /// It wants to know who is asking, and no key or token of this person opens it.
    #[error("{address} wants a key or token")]
    SignIn {
        /// Without secrets.
        address: String,
    },
    /// It knows who is asking and does not let this person write.
    #[error("{address} does not let you publish: {reason}")]
    NotAllowed {
        /// Without secrets.
        address: String,
        /// What it said.
        reason: String,
    },
    /// It does not know the key of this computer, or none is at hand.
    #[error("{address} does not take the key of this computer")]
    NoKey {
        /// Without secrets.
        address: String,
        /// Whether there is a key that only its passphrase opens.
        locked: bool,
    },
    /// It could not prove to be who it says.
    #[error("{host} could not prove who it is: {reason}")]
    Certificate {
        /// The computer.
        host: String,
        /// What is wrong with the proof.
        reason: String,
    },
    /// Its ssh key was never seen before.
    #[error("the key of {host} is not known: {fingerprint}")]
    UnknownHost {
        /// The computer, as keys are filed.
        host: String,
        /// The key that it showed, as [`HostKey`](crate::keys::HostKey) prints it.
        fingerprint: String,
    },
    /// Its ssh key is another one than before.
    #[error("the key of {host} is another one than before: {fingerprint}")]
    OtherHostKey {
        /// The computer, as keys are filed.
        host: String,
        /// The key that it showed.
        fingerprint: String,
    },
    /// A check of the publishing repository's own said no.
    #[error("the publishing repository said: {message}")]
    Hook {
        /// Its words.
        message: String,
    },
    /// The branch is protected.
    #[error("the publishing branch is protected: {message}")]
    Protected {
        /// Its words.
        message: String,
    },
    /// A file, or all together, is too large for it.
    #[error("too large: {message}")]
    TooLarge {
        /// Its words; empty where it only gave a number.
        message: String,
    },
    /// It has no room left for more.
    #[error("no room left: {message}")]
    Full {
        /// Its words; empty where it only gave a number.
        message: String,
    },
    /// Something answered that is no repository: the page on which a network wants people to
    /// sign in, or a place that sends on to another one.
    #[error("{address} answered with something else: {reason}")]
    Elsewhere {
        /// Without secrets.
        address: String,
        /// What came instead.
        reason: String,
    },
    /// Somebody else published another version of this story.
    #[error("{path} was published by somebody else meanwhile")]
    SameStoryChanged {
        /// The post file, relative to the site.
        path: String,
    },
    /// Somebody else published a version of this story that has not arrived here.
    #[error("{path} was published by {by} and has not arrived here")]
    NotArrived {
        /// The file, relative to the site.
        path: String,
        /// Who.
        by: String,
    },
    /// Another program left its marks in the text where it could not put two versions together.
    #[error("{path} has marks in its text that another program left")]
    ConflictMarks {
        /// The post file, relative to the site.
        path: String,
    },
    /// Somebody else published a story again after what is to be taken back.
    #[error("{path} was published again by {by} since")]
    ChangedSince {
        /// The post file, relative to the site.
        path: String,
        /// Who wrote that version.
        by: String,
    },
    /// The publishing branch is not there any more.
    #[error("the publishing branch is gone from {address}")]
    BranchGone {
        /// Without secrets.
        address: String,
        /// The branch that its HEAD names now.
        head: Option<String>,
    },
    /// Nobody else published, and it did not move the branch all the same: a lock was left there,
    /// or this account may not write.
    #[error("{address} does not move its branch")]
    Stuck {
        /// Without secrets.
        address: String,
    },
    /// Others published each time in between.
    #[error("others were publishing at the same time")]
    TriedTooOften,
    /// A state of the repository in which nothing is written.
    #[error(transparent)]
    Blocked(Blocked),
    /// What readers had is no longer part of the publishing branch.
    #[error("the history of the publishing branch was rewritten")]
    HistoryRewritten,
    /// These were chosen and are not approved as they stand.
    #[error("not approved: {}", paths.join(", "))]
    NotApproved {
        /// Their post files, relative to the site.
        paths: Vec<String>,
    },
    /// The publishing repository has checks that only the `git` program runs, and it is not
    /// installed here.
    #[error("publishing there needs the git program")]
    NeedsGit,
    /// Anything else, in its own words.
    #[error("{message}")]
    Other {
        /// Its words.
        message: String,
    },
}

/// What a server says, as it may be shown: no control characters, no escape sequences, and
/// not endless.
pub(super) fn plain(message: &str) -> String {
    let mut kept = String::new();
    let mut chars = message.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' if chars.next_if_eq(&'[').is_some() => {
                while chars.next().is_some_and(|c| !c.is_ascii_alphabetic()) {}
            }
            '\n' => kept.push('\n'),
            c if c.is_control() => {}
            c => kept.push(c),
        }
        if kept.len() > 2000 {
            break;
        }
    }
    let lines: Vec<&str> = kept.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// What a refused branch means. `status` is git's word on the branch, `said` what the
/// repository's own checks printed. `None`: somebody else was faster.
pub(super) fn of_branch(status: &str, said: &str, address: &str) -> Option<Refusal> {
    let both = format!("{status}\n{said}").to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| both.contains(word));
    // What git adds to the words of a check says nothing to people.
    let own =
        |line: &&str| !line.contains("refs/heads/") && !line.starts_with("error: hook declined");
    let message = match plain(said).lines().filter(own).collect::<Vec<_>>().join("\n") {
        said if said.is_empty() => plain(status),
        said => said,
    };
    if has(&[
        "fetch first",
        "non-fast-forward",
        "failed to update ref",
        "cannot lock ref",
        "incorrect old value",
        "failed to lock",
        "stale info",
        "reference already exists",
    ]) && !has(&["hook declined", "denying non-fast"])
    {
        return None;
    }
    Some(
        if has(&[
            "quota",
            "no space left",
            "disk full",
            "storage limit",
            "storage is full",
            "insufficient storage",
        ]) {
            Refusal::Full { message }
        } else if has(&["gh001", "file size limit", "exceeds maximum", "larger than", "too large"])
        {
            Refusal::TooLarge { message }
        } else if has(&[
            "protected branch",
            "gh006",
            "gh013",
            "currently checked out",
            "deny updating",
            "prohibited",
            "denying",
        ]) {
            Refusal::Protected { message }
        } else if has(&["hook declined", "declined"]) {
            Refusal::Hook { message }
        } else if has(&["unpacker error", "insufficient permission", "permission denied"]) {
            Refusal::NotAllowed { address: address.to_owned(), reason: message }
        } else {
            Refusal::Other { message }
        },
    )
}

/// What libgit2's error means before anything was sent. `None`: the connection was lost.
pub(super) fn of_error(error: &git2::Error, address: &str) -> Option<Refusal> {
    let words = error.message().to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let address = address.to_owned();
    let reason = plain(error.message());
    Some(match (error.code(), error.class()) {
        (ErrorCode::Auth, _) => Refusal::SignIn { address },
        (_, _) if has(&["401", "authentication", "too many redirects or auth"]) => {
            Refusal::SignIn { address }
        }
        // It answered, proved itself, and did not take the key.
        (_, ErrorClass::Ssh) if has(&["authenticate ssh session", "private key", "public key"]) => {
            Refusal::SignIn { address }
        }
        (ErrorCode::Certificate, _) => Refusal::Certificate { host: address, reason },
        // Where the callback leaves the judgement to the system, the code is lost on the way.
        (_, ErrorClass::Ssl | ErrorClass::Http) if has(&["certificate"]) => {
            Refusal::Certificate { host: address, reason }
        }
        (ErrorCode::Owner, _) => Refusal::NotAllowed { address, reason },
        _ if has(&["403", "permission denied", "write access", "read-only"]) => {
            Refusal::NotAllowed { address, reason }
        }
        _ if has(&[
            "404",
            "not found",
            "does not appear to be a git repository",
            "could not find repository",
            "no such file",
        ]) =>
        {
            Refusal::NotThere { address }
        }
        _ if has(&["code: 413"]) => Refusal::TooLarge { message: String::new() },
        _ if has(&["code: 507"]) => Refusal::Full { message: String::new() },
        _ if has(&["too large"]) => Refusal::TooLarge { message: reason },
        _ if has(&["redirect", "content-type"]) => Refusal::Elsewhere { address, reason },
        (ErrorCode::Timeout, _) => return None,
        (
            _,
            ErrorClass::Net | ErrorClass::Os | ErrorClass::Ssh | ErrorClass::Http | ErrorClass::Ssl,
        ) => return None,
        _ => Refusal::Other { message: reason },
    })
}
