//! A publishing repository on another computer, over `https` or `ssh`.
//!
//! Its certificate or host key is judged by the system, and never waved through. Keys go
//! only to the computer that was asked for: redirects are not followed. After two keys that
//! do not open, it gives up.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;

use git2::{
    CertificateCheckStatus, Cred, CredentialType, Direction, ErrorClass, ErrorCode, FetchOptions,
    Oid, PushOptions, RemoteCallbacks, RemoteRedirect, Repository,
};

use super::refusal::{self, Refusal, plain};
use super::server::{Fault, Heads};

const MOST_OBJECTS: usize = 200_000;
const MOST_BYTES: usize = 2 << 30;

/// A user's name and the secret that goes with it.
pub struct Token {
    /// The name; many hosts take any.
    pub user: String,
    /// The token or password. It is handed to libgit2 and kept nowhere else.
    pub secret: String,
}

/// Where tokens for `https` come from: the system's keychain, or what was typed in this run.
pub trait Keys {
    /// The token for this computer, where there is one.
    fn token(&self, host: &str) -> Option<Token>;
}

/// No tokens at all.
pub struct NoKeys;

impl Keys for NoKeys {
    fn token(&self, _: &str) -> Option<Token> {
        None
    }
}

pub(super) struct Network<'r> {
    git: &'r Repository,
    url: String,
    shown: String,
    keys: &'r dyn Keys,
}

/// What one connection learns on its way.
#[derive(Default)]
struct Learned {
    tried: Cell<usize>,
    /// SHA-256 of the ssh host key that was shown.
    host_key: RefCell<Option<String>>,
    /// What the server's own checks print.
    said: RefCell<String>,
    /// The server's word on the branch: taken, or refused with a reason.
    branch: RefCell<Option<Result<(), String>>>,
    raced: Cell<bool>,
}

impl<'r> Network<'r> {
    pub(super) fn new(git: &'r Repository, url: String, shown: String, keys: &'r dyn Keys) -> Self {
        Self { git, url, shown, keys }
    }

    pub(super) fn heads(&self) -> Result<Heads, Fault> {
        let learned = Learned::default();
        let read = || -> Result<Heads, git2::Error> {
            let mut remote = self.git.remote_anonymous(&self.url)?;
            let callbacks = self.callbacks(&learned);
            let connection = remote.connect_auth(Direction::Fetch, Some(callbacks), None)?;
            let mut heads = Heads::default();
            for head in connection.list()? {
                if head.name() == "HEAD" {
                    let target =
                        head.symref_target().and_then(|name| name.strip_prefix("refs/heads/"));
                    heads.head = target.map(str::to_owned);
                } else if let Some(branch) = head.name().strip_prefix("refs/heads/") {
                    heads.branches.insert(branch.to_owned(), head.oid());
                }
            }
            Ok(heads)
        };
        read().map_err(|e| self.fault(&e, &learned))
    }

    pub(super) fn fetch(&self, branch: &str) -> Result<(), Fault> {
        let learned = Learned::default();
        let read = || -> Result<(), git2::Error> {
            let mut remote = self.git.remote_anonymous(&self.url)?;
            let mut callbacks = self.callbacks(&learned);
            callbacks.transfer_progress(|progress| {
                progress.total_objects() <= MOST_OBJECTS && progress.received_bytes() <= MOST_BYTES
            });
            let mut options = FetchOptions::new();
            options.remote_callbacks(callbacks).follow_redirects(RemoteRedirect::None);
            remote.download(&[format!("refs/heads/{branch}")], Some(&mut options))?;
            remote.disconnect()
        };
        read().map_err(|e| self.fault(&e, &learned))
    }

    pub(super) fn push(&self, branch: &str, old: Option<Oid>, new: Oid) -> Result<(), Fault> {
        let learned = Learned::default();
        let name = format!("refs/heads/{branch}");
        let send = || -> Result<(), git2::Error> {
            let mut remote = self.git.remote_anonymous(&self.url)?;
            let mut callbacks = self.callbacks(&learned);
            callbacks.push_negotiation(|updates| {
                let expected = old.unwrap_or(Oid::ZERO_SHA1);
                let as_seen = updates.iter().all(|update| update.src() == expected);
                learned.raced.set(!as_seen);
                if as_seen { Ok(()) } else { Err(git2::Error::from_str("the branch was moved")) }
            });
            callbacks.push_update_reference(|_, status| {
                let word = status.map_or(Ok(()), |status| Err(status.to_owned()));
                *learned.branch.borrow_mut() = Some(word);
                Ok(())
            });
            let mut options = PushOptions::new();
            options.remote_callbacks(callbacks).follow_redirects(RemoteRedirect::None);
            remote.push(&[format!("{new}:{name}")], Some(&mut options))
        };
        let sent = send();
        if learned.raced.get() {
            return Err(Fault::Raced);
        }
        match (learned.branch.take(), sent) {
            (Some(Err(status)), _) => {
                let said = learned.said.take();
                Err(refusal::of_branch(&status, &said).map_or(Fault::Raced, Fault::Refused))
            }
            (_, Err(e)) if e.code() == ErrorCode::NotFastForward => Err(Fault::Raced),
            (_, Err(e)) => Err(self.fault(&e, &learned)),
            (Some(Ok(())), Ok(())) => Ok(()),
            (None, Ok(())) => {
                Err(Fault::Lost("the server did not say what became of it".to_owned()))
            }
        }
    }

    fn callbacks<'c>(&'c self, learned: &'c Learned) -> RemoteCallbacks<'c> {
        let mut callbacks = RemoteCallbacks::new();
        callbacks.credentials(move |url, user, allowed| {
            // Naming the user is no attempt yet.
            if allowed == CredentialType::USERNAME {
                return Cred::username(user.unwrap_or("git"));
            }
            learned.tried.set(learned.tried.get() + 1);
            self.credential(learned.tried.get(), url, user, allowed)
        });
        callbacks.certificate_check(move |certificate, _| {
            let key = certificate.as_hostkey().and_then(|key| key.hash_sha256());
            let hex = key.map(|hash| hash.iter().map(|byte| format!("{byte:02x}")).collect());
            *learned.host_key.borrow_mut() = hex;
            Ok(CertificateCheckStatus::CertificatePassthrough)
        });
        callbacks.sideband_progress(move |bytes| {
            let mut said = learned.said.borrow_mut();
            if said.len() < 64 * 1024 {
                said.push_str(&String::from_utf8_lossy(bytes));
            }
            true
        });
        callbacks
    }

    /// The agent first, then the person's own key file; for `https` the token.
    fn credential(
        &self,
        attempt: usize,
        url: &str,
        user: Option<&str>,
        allowed: CredentialType,
    ) -> Result<Cred, git2::Error> {
        let give_up = || git2::Error::new(ErrorCode::Auth, ErrorClass::Callback, "no key opens it");
        if allowed.contains(CredentialType::SSH_KEY) {
            let user = user.unwrap_or("git");
            return match attempt {
                1 if std::env::var_os("SSH_AUTH_SOCK").is_some() => Cred::ssh_key_from_agent(user),
                1 | 2 => {
                    let key = key_file().ok_or_else(give_up)?;
                    Cred::ssh_key(user, None, &key, None)
                }
                _ => Err(give_up()),
            };
        }
        if allowed.contains(CredentialType::USER_PASS_PLAINTEXT) && attempt == 1 {
            // Only to the computer that was asked for, and only unseen by others.
            let asked = url::Url::parse(&self.url).ok();
            let asking = url::Url::parse(url).ok();
            let same =
                |a: &url::Url, b: &url::Url| a.scheme() == "https" && a.origin() == b.origin();
            if let (Some(asked), Some(asking)) = (asked, asking)
                && same(&asked, &asking)
            {
                let token =
                    asked.host_str().and_then(|host| self.keys.token(host)).ok_or_else(give_up)?;
                return Cred::userpass_plaintext(&token.user, &token.secret);
            }
        }
        Err(give_up())
    }

    fn fault(&self, error: &git2::Error, learned: &Learned) -> Fault {
        fault(error, &self.shown, learned.host_key.take())
    }
}

/// What libgit2's error means: a refusal by name, or a lost connection.
pub(super) fn fault(error: &git2::Error, shown: &str, host_key: Option<String>) -> Fault {
    if error.code() == ErrorCode::Certificate && host_key.is_some() {
        return Fault::Refused(Refusal::UnknownHost { host: host(shown), fingerprint: host_key });
    }
    match refusal::of_error(error, shown) {
        Some(refusal) => Fault::Refused(refusal),
        None => Fault::Lost(plain(error.message())),
    }
}

/// The computer in an address of either form.
fn host(address: &str) -> String {
    match url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)) {
        Some(host) => host,
        None => {
            let host = address.split(':').next().unwrap_or(address);
            host.rsplit('@').next().unwrap_or(host).to_owned()
        }
    }
}

fn key_file() -> Option<PathBuf> {
    let home = PathBuf::from(std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"))?);
    ["id_ed25519", "id_ecdsa", "id_rsa"]
        .into_iter()
        .map(|name| home.join(".ssh").join(name))
        .find(|path| path.is_file())
}
