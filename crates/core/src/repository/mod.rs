//! What was approved: the site's own git repository.
//!
//! Everything that is ever written here is one act, *replace these paths in that tree*:
//!
//! 1. the bytes become blobs (`convert` where the site's attributes ask for it);
//! 2. the trees on their path are rebuilt (`tree`), and one commit holds them (`commit`);
//! 3. the branch moves to it, if it still stands where it stood;
//! 4. the index follows under its own lock (`index`), so that another git program sees
//!    exactly this and nothing else as changed. Nobody has to wait for that.
//!
//! No file of the work tree is touched by an approval, nothing is ever checked out over an
//! author's work, and what the answer costs does not depend on how many files the site has.
//!
//! Two facts about libgit2 shape the code. It reports a commit as written although the disk
//! was full, so a commit is read back before anybody is told of it. It does not flush what
//! it writes to the disk unless asked, so it is asked, once, before the first repository is
//! opened (`flush`).

mod approve;
mod aside;
mod blocked;
pub(crate) mod commit;
pub(crate) mod convert;
mod earlier;
pub(crate) mod files;
pub(crate) mod flush;
mod gone;
mod history;
pub(crate) mod index;
pub(crate) mod link;
mod open;
mod state;
#[cfg(test)]
pub(crate) mod test_desk;
#[cfg(test)]
mod tests;
mod touched;
pub(crate) mod trailers;
pub(crate) mod tree;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use git2::Oid;

pub use approve::{Approval, ApproveError};
pub use aside::Kept;
pub use blocked::{Blocked, HalfDone};
pub use earlier::ApprovedText;
#[cfg(test)]
pub(crate) use files::portable;
pub use files::{ContentHash, PathProblem, StoryFiles, StoryFilesError};
pub use gone::Shows;
pub(crate) use history::REWRITTEN;
pub use history::{ApprovalRecord, Sent};
pub use index::{Owed, let_all_follow};
pub use open::{BeginError, OpenError};
pub use state::{Standing, StatusError};

use crate::view::Person;

/// A site and the git repository that it lives in.
///
/// It can be sent to another thread but not shared between two: put it behind a lock.
pub struct Repository {
    pub(crate) git: git2::Repository,
    /// The site's folder, absolute, without symbolic links.
    site: PathBuf,
    /// The site's folder inside the work tree: empty, or with `/` at its end.
    prefix: String,
    known: RefCell<state::Known>,
    touched: RefCell<touched::Touched>,
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Repository")
            .field("site", &self.site)
            .field("prefix", &self.prefix)
            .finish()
    }
}

/// Where HEAD stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    /// Full name of the branch; `None` when HEAD is detached.
    pub(crate) branch: Option<String>,
    /// The commit; `None` before the first one.
    pub(crate) commit: Option<Oid>,
}

/// Where publishing goes, as far as this computer knows without asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The name under which the repository keeps the address ("origin").
    pub remote: String,
    /// The address, without any secret in it.
    pub address: String,
    /// The branch that readers' pages are built from, where known ("main").
    pub branch: Option<String>,
}

impl Repository {
    /// The site's folder.
    pub fn site(&self) -> &Path {
        &self.site
    }

    /// Lets the index follow what another run of Galley could not finish, if there is such.
    /// A lock of another program is left alone.
    pub fn catch_up(&self) {
        if index::is_ours(self.git.path()) {
            // What cannot be done now is with the next act. No lock is old at this time.
            let _ = index::bring_up(&self.git, jiff::Timestamp::MIN);
        }
    }

    /// Name and address that the person's git configuration gives (`user.name`, `user.email`).
    pub fn identity(&self) -> Option<Person> {
        let config = self.git.config().ok()?;
        let name = config.get_string("user.name").ok()?.trim().to_owned();
        let email = config.get_string("user.email").unwrap_or_default().trim().to_owned();
        (!name.is_empty()).then_some(Person { name, email })
    }

    /// Where publishing goes; `None` when the repository names no destination.
    pub fn destination(&self) -> Option<Destination> {
        let remote = self.publishing_remote()?;
        let address = self.git.find_remote(&remote).ok().and_then(|r| {
            let bytes = r.pushurl_bytes().unwrap_or_else(|| r.url_bytes()).to_owned();
            String::from_utf8(bytes).ok()
        })?;
        let branch = self.tracking_branch(&remote).map(|(branch, _)| branch);
        Some(Destination { remote, address: without_secret(&address), branch })
    }

    /// Where a path of the site lies in the work tree.
    pub(crate) fn in_tree(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The path of the site that lies at this place in the work tree, if it is in the site.
    pub(crate) fn in_site<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(self.prefix.as_str())
    }

    /// The work tree's root.
    pub(crate) fn root(&self) -> &Path {
        self.git.workdir().expect("a bare repository is refused when it is opened")
    }

    pub(crate) fn head(&self) -> Result<Head, git2::Error> {
        let head = self.git.find_reference("HEAD")?;
        let branch = head.symbolic_target()?.map(str::to_owned);
        let commit = match &branch {
            None => head.target(),
            Some(name) => found(self.git.refname_to_id(name))?,
        };
        Ok(Head { branch, commit })
    }

    /// The publishing branch as last read back.
    pub(crate) fn live(&self) -> Option<Oid> {
        let remote = self.publishing_remote()?;
        self.tracking_branch(&remote).map(|(_, commit)| commit)
    }

    pub(crate) fn tree_of(&self, commit: Oid) -> Result<Oid, git2::Error> {
        Ok(self.git.find_commit(commit)?.tree_id())
    }

    /// The current branch's upstream, else `origin`, else the only remote.
    pub(crate) fn publishing_remote(&self) -> Option<String> {
        if let Some(branch) = self.head().ok()?.branch
            && let Ok(name) = self.git.branch_upstream_remote(&branch)
        {
            let name = name.as_str().ok().filter(|name| *name != ".").map(str::to_owned);
            if name.is_some() {
                return name;
            }
        }
        let names = self.git.remotes().ok()?;
        let names: Vec<&str> = names.iter().filter_map(|name| name.ok().flatten()).collect();
        match names.as_slice() {
            [only] => Some((*only).to_owned()),
            several => {
                several.iter().find(|name| **name == "origin").map(|name| (*name).to_owned())
            }
        }
    }

    /// The branch at the remote that the current branch is set up to follow.
    pub(crate) fn upstream_branch(&self, remote: &str) -> Option<String> {
        let branch = self.head().ok()?.branch?;
        let own = self.git.branch_upstream_remote(&branch).ok()?;
        if own.as_str().ok() != Some(remote) {
            return None;
        }
        let merge = self.git.branch_upstream_merge(&branch).ok()?;
        Some(merge.as_str().ok()?.strip_prefix("refs/heads/")?.to_owned())
    }

    /// The publishing branch's name at the remote and where it was last seen: the upstream,
    /// else the branch of the same name, else the remote's own HEAD, else its only branch.
    fn tracking_branch(&self, remote: &str) -> Option<(String, Oid)> {
        let seen = |branch: &str| {
            let commit = self.git.refname_to_id(&tracking_ref(remote, branch)).ok()?;
            Some((branch.to_owned(), commit))
        };
        if let Some(branch) = self.upstream_branch(remote) {
            return seen(&branch);
        }
        let own = self.head().ok()?.branch?;
        if let Some(same) = own.strip_prefix("refs/heads/").and_then(seen) {
            return Some(same);
        }
        let base = format!("refs/remotes/{remote}/");
        if let Ok(head) = self.git.find_reference(&format!("{base}HEAD")) {
            let target = head.symbolic_target().ok().flatten().and_then(|t| t.strip_prefix(&base));
            if let Some(found) = target.and_then(seen) {
                return Some(found);
            }
        }
        let all = self.git.references_glob(&format!("{base}*")).ok()?;
        let mut names =
            all.flatten().filter_map(|r| Some(r.name().ok()?.strip_prefix(&base)?.to_owned()));
        match (names.next(), names.next()) {
            (Some(only), None) => seen(&only),
            _ => None,
        }
    }
}

/// Where this computer keeps what it saw of a remote branch.
pub(crate) fn tracking_ref(remote: &str, branch: &str) -> String {
    format!("refs/remotes/{remote}/{branch}")
}

/// "Not found" is an answer here, not an error.
pub(crate) fn found<T>(result: Result<T, git2::Error>) -> Result<Option<T>, git2::Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(e) if matches!(e.code(), git2::ErrorCode::NotFound | git2::ErrorCode::UnbornBranch) => {
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

/// An address as it may be shown: whatever stands before the `@` of a URL is left out,
/// save for the plain user name of ssh.
pub(crate) fn without_secret(address: &str) -> String {
    match url::Url::parse(address) {
        Ok(mut url) if url.has_host() => {
            let secret = url.password().is_some() || url.scheme() != "ssh";
            if secret && (url.set_password(None).is_err() || url.set_username("").is_err()) {
                return url.host_str().unwrap_or_default().to_owned();
            }
            url.to_string()
        }
        _ => address.to_owned(),
    }
}
