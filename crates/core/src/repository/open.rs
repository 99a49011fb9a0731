//! Opening a site's repository, and beginning one.
//!
//! Opening writes nothing. A repository is taken from the chosen folder itself; from a folder
//! above only when that one already keeps the chosen folder. A folder that came from elsewhere
//! may carry a `.git` that was made to mislead: a work tree in another place, addresses that
//! are rewritten, settings read from another file. Such a repository is not opened.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use git2::{ConfigLevel, ErrorCode, IndexAddOption, RepositoryInitOptions, RepositoryOpenFlags};
use jiff::Timestamp;

use super::commit::{self, CommitError, signature};
use super::tree::Lookup;
use super::{Repository, flush};
use crate::files::{At, PathError};
use crate::view::Person;

/// Why a site's repository was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder has no history, and no folder above keeps it.
    #[error("{} is not kept in a repository", folder.display())]
    NotARepository {
        /// The site.
        folder: PathBuf,
    },
    /// The folder is a publishing repository: it has no files to edit.
    #[error("{} is a bare repository", folder.display())]
    Bare {
        /// The site.
        folder: PathBuf,
    },
    /// There is no such folder.
    #[error("{} is not there", folder.display())]
    NotFound {
        /// The site.
        folder: PathBuf,
    },
    /// The system does not let this person read it.
    #[error("{} may not be read", folder.display())]
    NoPermission {
        /// The site.
        folder: PathBuf,
    },
    /// The repository's own settings lead elsewhere.
    #[error("{} is not safe to open: {what}", folder.display())]
    Unsafe {
        /// The site.
        folder: PathBuf,
        /// The setting or file.
        what: String,
    },
    /// A form of repository that libgit2 does not read (SHA-256, reftable, partial clone).
    #[error("{} has a form that is not understood: {what}", folder.display())]
    Form {
        /// The site.
        folder: PathBuf,
        /// What git calls it.
        what: String,
    },
    /// The history cannot be read.
    #[error("the history of {} is damaged: {source}", folder.display())]
    Damaged {
        /// The site.
        folder: PathBuf,
        /// What libgit2 said.
        source: git2::Error,
    },
}

/// Why no history was begun. The folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// The folder has a history already.
    #[error("{} has a history already", folder.display())]
    Begun {
        /// The site.
        folder: PathBuf,
    },
    /// A file or folder cannot be read or written.
    #[error(transparent)]
    File(#[from] PathError),
    /// The first commit did not come about.
    #[error("the history could not be begun: {0}")]
    Git(#[from] git2::Error),
    /// What was written could not be read back.
    #[error("what was written could not be read back")]
    NotKept,
    /// It was begun and could then not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Never part of a site, whatever its own ignore file says.
const NEVER: &str = "# Left there by systems, editors and builds.\n.DS_Store\nThumbs.db\ndesktop.ini\n*~\n.*.sw?\n.*.tmp\nnode_modules/\n_site/\n.jekyll-cache/\n.hugo_build.lock\n";

impl Repository {
    /// Opens the repository of a site. Nothing is written.
    ///
    /// # Errors
    /// Each reason not to open it is a variant of [`OpenError`].
    pub fn open(site: &Path) -> Result<Self, OpenError> {
        flush::to_disk();
        let folder = site.to_owned();
        let site = match fs::canonicalize(site) {
            Ok(path) if path.is_dir() => path,
            Err(e) if e.kind() == io::ErrorKind::PermissionDenied => {
                return Err(OpenError::NoPermission { folder });
            }
            _ => return Err(OpenError::NotFound { folder }),
        };
        let dot_git = site.join(".git");
        match fs::symlink_metadata(&dot_git) {
            Ok(meta) => {
                safe_folder(&site, &dot_git, &meta)?;
                let git = at(&site, &site)?;
                Self::checked(git, site, String::new())
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => Self::below(site),
            Err(_) => Err(OpenError::NoPermission { folder: site }),
        }
    }

    /// Begins a history: `git init`, branch `main`, and a first commit of everything that is
    /// not ignored.
    ///
    /// # Errors
    /// See [`BeginError`]; no `.git` is left behind.
    pub fn begin(folder: &Path, who: &Person, now: Timestamp) -> Result<Self, BeginError> {
        flush::to_disk();
        let site = fs::canonicalize(folder).at(folder)?;
        let dot_git = site.join(".git");
        match fs::create_dir(&dot_git) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                return Err(BeginError::Begun { folder: site });
            }
            Err(e) => return Err(PathError { path: dot_git, source: e }.into()),
        }
        match first_commit(&site, who, now) {
            Ok(()) => Ok(Self::open(&site)?),
            Err(e) => {
                fs::remove_dir_all(&dot_git).at(&dot_git)?;
                Err(e)
            }
        }
    }

    /// A site in a folder that the repository above it keeps.
    fn below(site: PathBuf) -> Result<Self, OpenError> {
        let none = || OpenError::NotARepository { folder: site.clone() };
        if site.join("HEAD").is_file()
            && site.join("objects").is_dir()
            && site.join("refs").is_dir()
        {
            return Err(OpenError::Bare { folder: site });
        }
        let above =
            site.ancestors().skip(1).find(|above| above.join(".git").exists()).ok_or_else(none)?;
        let dot_git = above.join(".git");
        let meta = fs::symlink_metadata(&dot_git).map_err(|_| none())?;
        let git = safe_folder(&site, &dot_git, &meta).and_then(|()| at(above, &site)).map_err(
            |e| match e {
                // A damaged or foreign repository further up is none of this site's.
                OpenError::Damaged { .. } | OpenError::Form { .. } => none(),
                other => other,
            },
        )?;
        let inside = site.strip_prefix(above).ok().and_then(Path::to_str).ok_or_else(none)?;
        let inside = inside.replace(std::path::MAIN_SEPARATOR, "/");
        if !keeps(&git, &inside).unwrap_or(false) {
            return Err(none());
        }
        Self::checked(git, site, format!("{inside}/"))
    }

    fn checked(git: git2::Repository, site: PathBuf, prefix: String) -> Result<Self, OpenError> {
        if git.is_bare() {
            return Err(OpenError::Bare { folder: site });
        }
        let root = git.workdir().and_then(|root| fs::canonicalize(root).ok());
        if root.as_deref().map(|root| root.join(prefix.trim_end_matches('/'))) != Some(site.clone())
        {
            let what = "core.worktree".to_owned();
            return Err(OpenError::Unsafe { folder: site, what });
        }
        if let Some(what) = misleading(&git) {
            return Err(OpenError::Unsafe { folder: site, what });
        }
        let repository =
            Self { git, site, prefix, known: Default::default(), touched: Default::default() };
        let readable = repository.head().and_then(|head| {
            head.commit.map(|id| repository.git.find_commit(id)?.tree().map(drop)).transpose()
        });
        match readable {
            Ok(_) => Ok(repository),
            Err(source) => Err(OpenError::Damaged { folder: repository.site, source }),
        }
    }
}

fn at(folder: &Path, site: &Path) -> Result<git2::Repository, OpenError> {
    let no_ceiling: [&Path; 0] = [];
    git2::Repository::open_ext(folder, RepositoryOpenFlags::NO_SEARCH, no_ceiling).map_err(
        |source| {
            let folder = site.to_owned();
            let message = source.message();
            match source.code() {
                ErrorCode::Owner => {
                    OpenError::Unsafe { folder, what: "it belongs to another user".to_owned() }
                }
                ErrorCode::NotFound => OpenError::Damaged { folder, source },
                _ if message.contains("unsupported")
                    || message.contains("unknown object format") =>
                {
                    OpenError::Form { folder, what: message.to_owned() }
                }
                _ => OpenError::Damaged { folder, source },
            }
        },
    )
}

/// `.git` is a folder, or a file that leads to a linked work tree which leads back here.
fn safe_folder(site: &Path, dot_git: &Path, meta: &fs::Metadata) -> Result<(), OpenError> {
    let refuse = |what: &str| OpenError::Unsafe { folder: site.to_owned(), what: what.to_owned() };
    if meta.is_dir() {
        // Two repositories share no objects without both knowing it.
        let shared = ["commondir", "objects/info/alternates"];
        return match shared.into_iter().find(|name| dot_git.join(name).exists()) {
            Some(name) => Err(refuse(&format!(".git/{name}"))),
            None => Ok(()),
        };
    }
    if !meta.is_file() {
        return Err(refuse("the folder .git is a link"));
    }
    let leads = fs::read_to_string(dot_git).ok();
    let leads = leads.as_deref().and_then(|text| text.trim().strip_prefix("gitdir: "));
    let back =
        leads.and_then(|to| fs::read_to_string(dot_git.with_file_name(to).join("gitdir")).ok());
    let here = fs::canonicalize(dot_git).ok();
    let mutual = back.and_then(|text| fs::canonicalize(text.trim()).ok());
    if mutual.is_some() && mutual == here {
        Ok(())
    } else {
        Err(refuse("the file .git leads elsewhere"))
    }
}

/// The first setting of the repository's own that would make git go somewhere else.
fn misleading(git: &git2::Repository) -> Option<String> {
    let config = git.config().ok()?.open_level(ConfigLevel::Local).ok()?;
    let mut entries = config.entries(None).ok()?;
    while let Some(entry) = entries.next() {
        let Some(name) = entry.ok().and_then(|entry| Some(entry.name().ok()?.to_lowercase()))
        else {
            continue;
        };
        let rewrites = name.starts_with("url.") && name.ends_with("insteadof");
        let includes = name == "include.path" || name.starts_with("includeif.");
        if rewrites || includes {
            return Some(name);
        }
    }
    None
}

/// Whether HEAD or the index has anything in this folder.
fn keeps(git: &git2::Repository, folder: &str) -> Result<bool, git2::Error> {
    if let Some(head) = super::found(git.head())? {
        let tree = head.peel_to_commit()?.tree()?;
        if tree.get_path(Path::new(folder)).is_ok() {
            return Ok(true);
        }
    }
    Ok(git.index()?.find_prefix(format!("{folder}/")).is_ok())
}

fn first_commit(site: &Path, who: &Person, now: Timestamp) -> Result<(), BeginError> {
    let mut options = RepositoryInitOptions::new();
    options.initial_head("main").external_template(false).mkdir(false);
    let git = git2::Repository::init_opts(site, &options)?;
    let info = git.path().join("info");
    fs::create_dir_all(&info).at(&info)?;
    let exclude = info.join("exclude");
    fs::write(&exclude, NEVER).at(&exclude)?;
    let mut index = git.index()?;
    index.add_all(["*"], IndexAddOption::DEFAULT, None)?;
    index.write()?;
    let tree = index.write_tree()?;
    let who = signature(who, commit::moment(now, None))?;
    let kept = commit::write(&git, tree, &[], &who, &who, "Begin the history of this site\n")
        .and_then(|id| {
            commit::move_branch(&git, "refs/heads/main", None, id, "commit (initial)").map(|()| id)
        });
    match kept {
        Ok(id) => {
            Lookup::of(&git, Some(id))?;
            Ok(())
        }
        Err(CommitError::Git(e)) => Err(e.into()),
        Err(_) => Err(BeginError::NotKept),
    }
}
