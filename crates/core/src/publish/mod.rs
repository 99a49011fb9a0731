//! Sending what was approved, and telling the truth about it.
//!
//! 1. Check: the repository is in no state that forbids it, the destination is known and
//!    safe, every chosen story is approved as it stands.
//! 2. Fetch the publishing branch (`server`). What was known of it must still be in it.
//! 3. Put the chosen stories on top of it (`compose`). When nothing else was approved and
//!    nobody else published, the approvals themselves are what is sent.
//! 4. Push, unless somebody stopped it until now (`stop`). Never by force. When somebody else was
//!    faster, begin again at 2.
//! 5. Read the publishing branch back. Only what is seen there was sent; neither a lost
//!    connection nor a friendly answer decides.
//! 6. Only then remember what the branch holds, bring the own branch after it, and let the
//!    stories of others arrive in the folder (`arrive`).
//!
//! Taking a publication back (`undo`) is the same with other files put on top: those that
//! readers had before. So is taking a story off the site (`unpublish`).

mod address;
mod arrive;
mod clone;
mod compose;
mod copy;
mod fix;
mod local;
#[cfg(test)]
mod measure;
mod network;
mod page;
mod program;
mod refusal;
mod server;
mod stop;
#[cfg(test)]
mod tests;
mod together;
mod underway;
mod undo;
mod unpublish;

use std::thread;
use std::time::Duration;

use git2::Oid;
use jiff::Timestamp;

pub use clone::{CloneError, Received, clone, the_rest};
pub use fix::Fix;
pub use page::Page;
pub use refusal::Refusal;
pub use stop::Stop;
pub use undo::TakeBack;
pub use unpublish::{Rewrite, Unpublish};

use crate::files::PathError;
use crate::keys::Keys;
use crate::merge;
use crate::repository::commit::CommitError;
use crate::repository::{REWRITTEN, Repository, StatusError, StoryFiles, tracking_ref};
use crate::view::{Person, State, Step};
use compose::Composed;
use server::{Fault, Server};
use underway::{Left, Underway};

/// The log of what is known of the publishing branch says this of what was only seen there.
const SEEN: &str = "galley: seen in the publishing repository";

/// How often the chosen stories are put on top again when others publish meanwhile.
const TRIES: usize = 4;

/// What came of a publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Publication {
    /// The publishing branch was read back and holds the stories.
    Sent {
        /// The commit that it holds them by.
        commit: String,
        /// The stories that were sent: their post files, relative to the site.
        paths: Vec<String>,
    },
    /// It held them already, or none was chosen.
    NothingNew,
    /// It took nothing. The stories stay approved.
    Refused(Refusal),
    /// Somebody stopped it before anything was sent.
    Stopped,
    /// The connection was lost while sending, and the branch could not be read back.
    /// Publishing again is safe.
    Unknown {
        /// What the connection said last.
        reason: String,
    },
}

/// What came of looking for the stories of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// The folder is in step; these files came, went or changed, relative to the site.
    InStep {
        /// Files that were written or removed in the folder.
        paths: Vec<String>,
    },
    /// Others sent a file that cannot be written on every computer, or the two histories cannot
    /// be put together. What readers have is known; the folder is as it was.
    Apart {
        /// The file, from the repository's root; none where it is the histories.
        path: Option<String>,
    },
    /// So many stories would go from the folder that somebody has to say so first. Nothing was
    /// done.
    ManyGone {
        /// How many.
        count: usize,
    },
    /// The publishing repository could not be read.
    Refused(Refusal),
}

/// Why publishing broke off on this computer. Nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The history cannot be read or written.
    #[error("the history cannot be read or written: {0}")]
    Git(#[from] git2::Error),
    /// What was written could not be read back: the disk may be full.
    #[error("what was written could not be read back")]
    NotKept,
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] PathError),
    /// Another program, or another publication, writes to the repository.
    #[error("another program is writing to the repository")]
    Busy,
}

impl From<StatusError> for PublishError {
    fn from(error: StatusError) -> Self {
        Self::Git(error.into())
    }
}

impl From<CommitError> for PublishError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Git(e) => Self::Git(e),
            CommitError::NotKept => Self::NotKept,
            CommitError::Moved | CommitError::Locked(_) => Self::Busy,
        }
    }
}

/// One errand to the publishing repository.
pub struct Errand<'a> {
    /// In whose name.
    pub who: &'a Person,
    /// When.
    pub now: Timestamp,
    /// What opens the repository and proves that it is the right one.
    pub keys: &'a dyn Keys,
    /// Is told of each step.
    pub step: &'a mut dyn FnMut(Step),
    /// Stops it until it is sent.
    pub stop: &'a Stop,
}

/// Sends the chosen stories.
///
/// # Errors
/// When the repository on this computer cannot be read or written; nothing was sent then.
/// What the publishing repository refuses is a [`Publication::Refused`].
pub fn publish(
    repo: &Repository,
    stories: &[StoryFiles],
    errand: Errand<'_>,
) -> Result<Publication, PublishError> {
    let who = errand.who;
    let mut put_on_top = |on: &On<'_>| compose::compose(repo, stories, on.tip, on.known, who);
    deliver(repo, stories, errand, undo::PUBLISHED, &mut put_on_top)
}

/// Takes back what was published: readers get what they had before. The stories stay here as
/// they were approved; see [`TakeBack`].
///
/// # Errors
/// As [`publish`].
pub fn undo(
    repo: &Repository,
    what: &TakeBack<'_>,
    errand: Errand<'_>,
) -> Result<Publication, PublishError> {
    let (who, now) = (errand.who, errand.now);
    let mut take_back = |on: &On<'_>| {
        let Some(tip) = on.tip else { return Ok(Composed::Nothing) };
        let composed = undo::compose(repo, what, (tip, on), who, now)?;
        if let Composed::Ready { commit, .. } = &composed
            && *commit != tip
        {
            undo::mark(repo, tip, *commit)?;
        }
        Ok(composed)
    };
    deliver(repo, &[], errand, undo::TAKEN_BACK, &mut take_back)
}

/// Takes a story off the site. It stays here as a draft; see [`Unpublish`].
///
/// # Errors
/// As [`publish`].
pub fn unpublish(
    repo: &Repository,
    what: &Unpublish<'_>,
    errand: Errand<'_>,
) -> Result<Publication, PublishError> {
    let (who, now) = (errand.who, errand.now);
    let mut take_off = |on: &On<'_>| {
        let composed = unpublish::compose(repo, what, on, who, now)?;
        if let (Composed::Ready { commit, .. }, Some(tip)) = (&composed, on.tip) {
            undo::mark(repo, tip, *commit)?;
        }
        Ok(composed)
    };
    deliver(repo, &[], errand, undo::PUBLISHED, &mut take_off)
}

/// Sends a fix of what readers have; see [`Fix`].
///
/// # Errors
/// As [`publish`].
pub fn fix(
    repo: &Repository,
    what: &Fix<'_>,
    errand: Errand<'_>,
) -> Result<Publication, PublishError> {
    let (who, now) = (errand.who, errand.now);
    let mut mend = |on: &On<'_>| fix::compose(repo, what, on, who, now);
    deliver(repo, &[], errand, undo::PUBLISHED, &mut mend)
}

/// Where the publishing branch stands when something is put on top of it.
struct On<'a> {
    tip: Option<Oid>,
    /// Where it was last seen before.
    known: Option<Oid>,
    /// The remote and the branch.
    branch: (&'a str, &'a str),
    /// What one that died was about to send.
    left: Option<Left>,
}

type PutOnTop<'c> = dyn FnMut(&On<'_>) -> Result<Composed, PublishError> + 'c;

/// Steps 2 to 6, for whatever is put on top.
fn deliver(
    repo: &Repository,
    approved: &[StoryFiles],
    errand: Errand<'_>,
    act: &str,
    put_on_top: &mut PutOnTop<'_>,
) -> Result<Publication, PublishError> {
    let Errand { now, keys, step, stop, .. } = errand;
    step(Step::Checking);
    if let Some(refusal) = check(repo, approved)? {
        return Ok(Publication::Refused(refusal));
    }
    let server = match Server::of(repo, keys) {
        Ok(server) => server,
        Err(refusal) => return Ok(Publication::Refused(refusal)),
    };
    let mut underway = Underway::begin(repo, now)?;
    let mut stood = None;
    let mut moved = false;
    for attempt in 0..TRIES {
        let known = repo.live();
        let fetched = fetch(repo, &server, known, (stop, &underway))?;
        if stop.is_stopped() {
            return Ok(Publication::Stopped);
        }
        let Fetched { branch, tip } = match fetched {
            Ok(fetched) => fetched,
            Err(refusal) => return Ok(Publication::Refused(refusal)),
        };
        moved |= stood.replace(tip).is_some_and(|stood| stood != tip);
        let on = On { tip, known, branch: (server.remote(), &branch), left: underway.left() };
        let (commit, stories) = match put_on_top(&on)? {
            Composed::Nothing => {
                follow(repo, &server, &branch, tip, now);
                return Ok(Publication::NothingNew);
            }
            Composed::Refused(refusal) => return Ok(Publication::Refused(refusal)),
            Composed::Ready { commit, stories } => (commit, stories),
        };
        if !stop.sends() {
            undo::unmark_unsent(repo, tip)?;
            return Ok(Publication::Stopped);
        }
        step(Step::Sending);
        underway.sending(commit, tip)?;
        let answer = server.push(&branch, tip, commit, &underway);
        if let Err(Fault::Refused(refusal)) = answer {
            undo::unmark_unsent(repo, tip)?;
            return Ok(Publication::Refused(refusal));
        }
        step(Step::Received);
        match read_back(repo, &server, &branch, commit)? {
            Ok(Some(seen)) => {
                let _ = remember(repo, &server, &branch, commit, act);
                follow(repo, &server, &branch, Some(seen), now);
                return Ok(Publication::Sent { commit: commit.to_string(), paths: stories });
            }
            Ok(None) => match answer {
                Err(Fault::Lost(reason)) => {
                    let address = server.shown();
                    undo::unmark_unsent(repo, tip)?;
                    underway.unsure(commit, tip);
                    return Ok(Publication::Refused(Refusal::NoConnection { address, reason }));
                }
                // Somebody else was faster, or was let in between taking and reading back.
                _ => {
                    stop.was_not_taken();
                    step(Step::Checking);
                    if attempt + 1 < TRIES {
                        thread::sleep(pause(commit, attempt));
                    }
                }
            },
            Err(fault) => {
                underway.unsure(commit, tip);
                return Ok(Publication::Unknown { reason: fault.reason() });
            }
        }
    }
    undo::unmark_unsent(repo, repo.live())?;
    Ok(Publication::Refused(if moved {
        Refusal::TriedTooOften
    } else {
        Refusal::Stuck { address: server.shown() }
    }))
}

/// How long to wait before another attempt: twenty who were late together would be so again. The
/// commit's own bytes spread them, each time over twice as long.
fn pause(commit: Oid, attempt: usize) -> Duration {
    let share = commit.as_bytes()[attempt % commit.as_bytes().len()];
    Duration::from_millis(u64::from(share) << attempt.min(3))
}

/// Reads the publishing branch and lets what others published arrive in the folder. A story
/// that is modified here is put together with theirs where nobody has to be asked, and else
/// left as it is. What arrived half way before is finished, also without a connection.
/// `anyway`: although many stories go, or although somebody rewrote what readers had: then what is
/// there now is taken over, and what was approved here and not sent goes on from it.
///
/// # Errors
/// When the repository on this computer cannot be read or written.
pub fn keep_in_step(
    repo: &Repository,
    keys: &dyn Keys,
    now: Timestamp,
    anyway: bool,
) -> Result<Arrival, PublishError> {
    if let Some(blocked) = repo.blocked() {
        return Ok(Arrival::Refused(Refusal::Blocked(blocked)));
    }
    let server = match Server::of(repo, keys) {
        Ok(server) => server,
        Err(refusal) => return Ok(Arrival::Refused(refusal)),
    };
    let underway = Underway::begin(repo, now)?;
    let (known, stop) = (repo.live(), Stop::default());
    let mut anyway = anyway;
    let mut fetched = fetch(repo, &server, known, (&stop, &underway))?;
    if let (Err(Refusal::HistoryRewritten), Some(known), true) = (&fetched, known, anyway) {
        repo.git.reference(REWRITTEN, known, true, "galley: rewritten")?;
        fetched = fetch(repo, &server, None, (&stop, &underway))?;
        // That many stories go with it is another question.
        anyway = false;
    }
    match fetched {
        Ok(Fetched { tip: Some(tip), .. }) => arrive::arrive(repo, tip, now, anyway),
        Ok(Fetched { tip: None, .. }) => Ok(Arrival::InStep { paths: Vec::new() }),
        Err(refusal) => {
            if let (Some(live), Refusal::NoConnection { .. }) = (repo.live(), &refusal) {
                arrive::arrive(repo, live, now, anyway)?;
            }
            Ok(Arrival::Refused(refusal))
        }
    }
}

/// Step 1, without asking anybody.
fn check(repo: &Repository, stories: &[StoryFiles]) -> Result<Option<Refusal>, PublishError> {
    if let Some(blocked) = repo.blocked() {
        return Ok(Some(Refusal::Blocked(blocked)));
    }
    for story in stories {
        let path = || story.post.clone();
        if repo.undecided(&story.post).is_some() {
            return Ok(Some(Refusal::SameStoryChanged { path: path() }));
        }
        let text = repo.approved_text(&story.post).unwrap_or_default();
        if merge::has_conflict_marks(&String::from_utf8_lossy(&text)) {
            return Ok(Some(Refusal::ConflictMarks { path: path() }));
        }
    }
    if stories.is_empty() {
        return Ok(None);
    }
    let states = repo.states(stories)?;
    let unapproved = |state: State| matches!(state, State::Writing | State::LiveWithChanges);
    let paths: Vec<String> = stories
        .iter()
        .zip(states)
        .filter(|(_, state)| unapproved(*state))
        .map(|(story, _)| story.post.clone())
        .collect();
    Ok((!paths.is_empty()).then_some(Refusal::NotApproved { paths }))
}

struct Fetched {
    branch: String,
    /// `None` when the publishing repository has no such branch yet.
    tip: Option<Oid>,
}

/// Step 2: what the publishing branch holds is here, and remembered.
fn fetch(
    repo: &Repository,
    server: &Server<'_>,
    known: Option<Oid>,
    (stop, underway): (&Stop, &Underway),
) -> Result<Result<Fetched, Refusal>, PublishError> {
    let heads = match server.heads() {
        Ok(heads) => heads,
        Err(fault) => return Ok(Err(fault.before_sending(server))),
    };
    let branch = server.branch(repo, &heads)?;
    let Some(tip) = heads.branches.get(&branch).copied() else {
        if known.is_some() {
            let head = heads.head.filter(|head| heads.branches.contains_key(head));
            return Ok(Err(Refusal::BranchGone { address: server.shown(), head }));
        }
        return Ok(Ok(Fetched { branch, tip: None }));
    };
    if let Err(fault) = server.fetch(&branch, tip, stop) {
        return Ok(Err(fault.before_sending(server)));
    }
    if known.is_some_and(|known| !within(repo, known, tip)) {
        return Ok(Err(Refusal::HistoryRewritten));
    }
    // What arrived although the one who sent it died was this computer's all the same.
    let new = |left: &Oid| !known.is_some_and(|known| within(repo, *left, known));
    let left = underway.left().map(|left| left.commit);
    underway.looked();
    if let Some(left) = left.filter(|left| new(left) && within(repo, *left, tip)) {
        remember(repo, server, &branch, left, undo::act_of(repo, left))?;
    }
    remember(repo, server, &branch, tip, SEEN)?;
    Ok(Ok(Fetched { branch, tip: Some(tip) }))
}

/// Step 5: what the branch holds now, if that includes the commit; `Err` when nobody could
/// be asked.
fn read_back(
    repo: &Repository,
    server: &Server<'_>,
    branch: &str,
    commit: Oid,
) -> Result<Result<Option<Oid>, Fault>, PublishError> {
    let mut heads = server.heads();
    if heads.is_err() {
        heads = server.heads();
    }
    let seen = match heads {
        Ok(heads) => heads.branches.get(branch).copied(),
        Err(fault) => return Ok(Err(fault)),
    };
    match seen {
        Some(seen) if seen == commit => Ok(Ok(Some(seen))),
        // Others may have published on top of it already.
        Some(seen) => Ok(server
            .fetch(branch, seen, &Stop::default())
            .map(|()| within(repo, commit, seen).then_some(seen))),
        None => Ok(Ok(None)),
    }
}

/// Whether `tip` is `commit` or stands on it.
fn within(repo: &Repository, commit: Oid, tip: Oid) -> bool {
    commit == tip || repo.git.graph_descendant_of(tip, commit).unwrap_or(false)
}

fn remember(
    repo: &Repository,
    server: &Server<'_>,
    branch: &str,
    tip: Oid,
    why: &str,
) -> Result<(), git2::Error> {
    let name = tracking_ref(server.remote(), branch);
    if repo.git.refname_to_id(&name).ok() != Some(tip) {
        repo.git.reference(&name, tip, true, why)?;
    }
    // Where the own branch has another name, nothing here says yet that this is the one.
    if repo.live().is_none() {
        let head = tracking_ref(server.remote(), "HEAD");
        repo.git.reference_symbolic(&head, &name, true, SEEN)?;
    }
    Ok(())
}

/// Step 6. The stories are with readers whatever happens here: what could not be remembered
/// is read back, and a folder that could not be brought after them is, the next time.
fn follow(repo: &Repository, server: &Server<'_>, branch: &str, tip: Option<Oid>, now: Timestamp) {
    if let Some(tip) = tip {
        let _ = remember(repo, server, branch, tip, SEEN);
        let _ = arrive::arrive(repo, tip, now, false);
    }
}
