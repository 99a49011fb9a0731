//! One commit, written and read back, and the branch that moves to it.

use git2::{Commit, ErrorCode, ObjectType, Oid, Signature, Time};
use jiff::Timestamp;

use crate::view::Person;

/// Why a commit did not come about. Nothing points at what was written of it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommitError {
    #[error("the branch was moved by another program")]
    Moved,
    #[error("{0} is locked by another program")]
    Locked(String),
    #[error("what was written could not be read back")]
    NotKept,
    #[error(transparent)]
    Git(#[from] git2::Error),
}

/// A person as git wants one. A name never stays empty, and neither does an address.
pub(crate) fn signature(person: &Person, at: Time) -> Result<Signature<'static>, git2::Error> {
    let plain = |text: &str| {
        let kept: String = text
            .chars()
            .map(|c| if c.is_control() || matches!(c, '<' | '>') { ' ' } else { c })
            .collect();
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut name = plain(&person.name);
    if name.is_empty() {
        name = "Unnamed".to_owned();
    }
    let mut email = plain(&person.email);
    if email.is_empty() {
        email = format!("{}@localhost", slug(&name));
    }
    Signature::new(&name, &email, &at)
}

fn slug(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = name
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "unnamed".to_owned() } else { parts.join("-") }
}

/// The moment that a commit bears: now, and always later than what it stands on, whatever
/// the computer's clock says.
pub(crate) fn moment(now: Timestamp, parent: Option<&Commit<'_>>) -> Time {
    let earliest = parent.map_or(i64::MIN, |p| p.time().seconds().saturating_add(1));
    Time::new(now.as_second().max(earliest), 0)
}

/// Writes a commit object and reads it back. No branch moves.
pub(crate) fn write(
    git: &git2::Repository,
    tree: Oid,
    parents: &[Oid],
    author: &Signature<'_>,
    committer: &Signature<'_>,
    message: &str,
) -> Result<Oid, CommitError> {
    let content = git.find_tree(tree)?;
    let parents = parents.iter().map(|id| git.find_commit(*id)).collect::<Result<Vec<_>, _>>()?;
    let parents: Vec<&Commit<'_>> = parents.iter().collect();
    let buffer = git.commit_create_buffer(author, committer, message, &content, &parents)?;
    let odb = git.odb()?;
    let id = odb.write(ObjectType::Commit, &buffer)?;
    let kept = odb.read(id).map_err(|_| CommitError::NotKept)?;
    if kept.data() != &*buffer { Err(CommitError::NotKept) } else { Ok(id) }
}

/// Moves a branch, if it still stands where it stood, and reads it back.
pub(crate) fn move_branch(
    git: &git2::Repository,
    branch: &str,
    from: Option<Oid>,
    to: Oid,
    why: &str,
) -> Result<(), CommitError> {
    let moved = match from {
        Some(from) if from == to => return Ok(()),
        Some(from) => git.reference_matching(branch, to, true, from, why),
        None => git.reference(branch, to, false, why),
    };
    // What the branch says decides, not what was reported: libgit2 has been seen to report
    // success with the disk full, and failure with the branch moved.
    if git.refname_to_id(branch).ok() == Some(to) {
        return Ok(());
    }
    match moved {
        Ok(_) => Err(CommitError::NotKept),
        Err(e) => Err(match e.code() {
            ErrorCode::Modified | ErrorCode::Exists | ErrorCode::NotFound => CommitError::Moved,
            ErrorCode::Locked => CommitError::Locked(branch.to_owned()),
            _ => e.into(),
        }),
    }
}

/// A headline as the first line of a commit.
pub(crate) fn one_line(title: &str) -> String {
    let plain: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
