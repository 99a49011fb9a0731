//! The publishing repository: asked what it has, given what is new.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use git2::Oid;

use super::address::{self, Address};
use super::network::{Amount, Network};
use super::refusal::Refusal;
use super::stop::Stop;
use super::underway::Underway;
use super::{local, network, program};
use crate::keys::Keys;
use crate::repository::{Repository, without_secret};

/// Why a request came to nothing.
#[derive(Debug)]
pub(super) enum Fault {
    /// It said no, and took nothing.
    Refused(Refusal),
    /// Somebody else moved the branch first.
    Raced,
    /// The connection was lost; what happened there is not known.
    Lost(String),
}

impl Fault {
    /// What it means as long as nothing was sent.
    pub(super) fn before_sending(self, server: &Server<'_>) -> Refusal {
        match self {
            Self::Refused(refusal) => refusal,
            Self::Raced => Refusal::TriedTooOften,
            Self::Lost(reason) => Refusal::NoConnection { address: server.shown(), reason },
        }
    }

    pub(super) fn reason(self) -> String {
        match self {
            Self::Refused(refusal) => refusal.to_string(),
            Self::Raced => "the branch is being moved".to_owned(),
            Self::Lost(reason) => reason,
        }
    }
}

/// The branches of the publishing repository.
#[derive(Debug, Default)]
pub(super) struct Heads {
    pub(super) branches: BTreeMap<String, Oid>,
    /// The branch that its own HEAD names.
    pub(super) head: Option<String>,
}

/// A publishing repository.
pub(super) struct Server<'r> {
    repo: &'r Repository,
    remote: String,
    shown: String,
    way: Way<'r>,
}

enum Way<'r> {
    Folder(PathBuf),
    Network(Network<'r>),
}

impl<'r> Server<'r> {
    pub(super) fn of(repo: &'r Repository, keys: &'r dyn Keys) -> Result<Self, Refusal> {
        let remote = repo.publishing_remote().ok_or(Refusal::NoDestination)?;
        let found = repo.git.find_remote(&remote).map_err(|_| Refusal::NoDestination)?;
        let bytes = found.pushurl_bytes().unwrap_or_else(|| found.url_bytes());
        let address = String::from_utf8(bytes.to_owned()).map_err(|_| Refusal::Unsupported {
            address: String::from_utf8_lossy(bytes).into_owned(),
        })?;
        let shown = without_secret(&address);
        let way = match address::parse(&address, repo.root())? {
            // What lies in the site came with it: its checks are nobody's whom this person knows.
            Address::Folder(folder) if lies_in(&folder, repo) => {
                return Err(Refusal::Unsupported { address: shown });
            }
            Address::Folder(folder) => Way::Folder(folder),
            Address::Network { url } => {
                Way::Network(Network::new(&repo.git, url, shown.clone(), keys))
            }
        };
        Ok(Self { repo, remote, shown, way })
    }

    /// Its name in the repository's configuration.
    pub(super) fn remote(&self) -> &str {
        &self.remote
    }

    /// Its address as it may be shown.
    pub(super) fn shown(&self) -> String {
        self.shown.clone()
    }

    /// Asks which branches it has.
    pub(super) fn heads(&self) -> Result<Heads, Fault> {
        match &self.way {
            Way::Folder(folder) => local::heads(&local::open(folder, &self.shown)?),
            Way::Network(network) => network.heads(),
        }
    }

    /// The publishing branch: the upstream, else the branch of the same name, else the one
    /// that its HEAD names; where none of them is there, the same name will be created.
    pub(super) fn branch(&self, repo: &Repository, heads: &Heads) -> Result<String, git2::Error> {
        if let Some(upstream) = repo.upstream_branch(&self.remote) {
            return Ok(upstream);
        }
        let own = repo.head()?.branch.unwrap_or_default();
        let own = own.strip_prefix("refs/heads/").unwrap_or("main").to_owned();
        if heads.branches.contains_key(&own) {
            return Ok(own);
        }
        Ok(match &heads.head {
            Some(head) if heads.branches.contains_key(head) => head.clone(),
            _ => own,
        })
    }

    /// Brings a commit and all that it stands on here. No branch moves.
    pub(super) fn fetch(&self, branch: &str, tip: Oid, stop: &Stop) -> Result<(), Fault> {
        if self.repo.git.find_commit(tip).is_ok() {
            return Ok(());
        }
        match &self.way {
            Way::Folder(folder) => {
                local::fetch(&self.repo.git, &local::open(folder, &self.shown)?, tip)
            }
            Way::Network(network) => {
                network.fetch(branch, Amount::New, &mut |_| !stop.is_stopped())
            }
        }?;
        match self.repo.git.find_commit(tip) {
            Ok(_) => Ok(()),
            // It moved between asking and fetching.
            Err(_) => Err(Fault::Raced),
        }
    }

    /// Brings the whole history of a branch of which only a part is here.
    pub(super) fn fetch_all(&self, branch: &str) -> Result<(), Fault> {
        match &self.way {
            // A folder gives all at once.
            Way::Folder(_) => Ok(()),
            Way::Network(network) => network.fetch(branch, Amount::All, &mut |_| true),
        }
    }

    /// Moves its branch from `old` to `new`, or not at all.
    pub(super) fn push(
        &self,
        branch: &str,
        old: Option<Oid>,
        new: Oid,
        underway: &Underway,
    ) -> Result<(), Fault> {
        match &self.way {
            Way::Folder(folder) => {
                let press = local::open(folder, &self.shown)?;
                underway.unlock(&press.path().join(format!("refs/heads/{branch}.lock")));
                if local::needs_git(&press) {
                    program::push(&self.repo.git, (folder, &self.shown), branch, new)
                } else {
                    local::push(&self.repo.git, &press, branch, old, new)
                }
            }
            Way::Network(network) => network.push(branch, old, new),
        }
    }
}

/// Whether a folder is a part of the site, or of what git keeps of it.
fn lies_in(folder: &Path, repo: &Repository) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else { return false };
    [repo.root(), repo.git.path(), repo.git.commondir()]
        .into_iter()
        .filter_map(|own| fs::canonicalize(own).ok())
        .any(|own| folder.starts_with(own))
}

/// What libgit2's error means on this way.
pub(super) fn fault(error: &git2::Error, shown: &str) -> Fault {
    network::fault(error, shown, None)
}
