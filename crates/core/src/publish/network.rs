//! A publishing repository on another computer, over `https` or `ssh`.
//!
//! Its certificate is judged by the system, its host key by [`Keys`] and then the system, and
//! neither is waved through. Keys go only to the computer that was asked for: no redirect leads to
//! another one. After two keys that do not open, it gives up.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::PathBuf;

use git2::{
    CertificateCheckStatus, Cred, CredentialType, ErrorClass, ErrorCode, FetchOptions, Oid,
    PushOptions, RemoteCallbacks, RemoteRedirect, Repository,
};

use super::clone::Received;
use super::refusal::{self, Refusal, plain};
use super::server::{Fault, Heads};
use crate::keys::{HostKey, Keys, Knowledge, host_of, hosts};

const MOST_OBJECTS: usize = 200_000;
/// Of a whole history, which grows for as long as the newsroom works.
const MOST_OF_ALL: usize = 5_000_000;
const MOST_BYTES: usize = 2 << 30;
/// What no publishing repository has.
const NOWHERE: &str = "refs/galley/nowhere";

/// How much of a branch's history is brought.
#[derive(Debug, Clone, Copy)]
pub(super) enum Amount {
    /// What is not here yet.
    New,
    /// Its newest commit alone.
    Newest,
    /// All of it, where only a part is here.
    All,
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
    /// The ssh host key that was shown, and what was known of it.
    host_key: RefCell<Option<(HostKey, Knowledge)>>,
    /// What the server's own checks print.
    said: RefCell<String>,
    /// The server's word on the branch.
    branch: RefCell<Option<Word>>,
    raced: Cell<bool>,
}

/// What a server says of a branch that it was asked to move.
enum Word {
    Taken,
    /// With the reason as the server gives it.
    Refused(String),
}

impl<'r> Network<'r> {
    pub(super) fn new(git: &'r Repository, url: String, shown: String, keys: &'r dyn Keys) -> Self {
        Self { git, url, shown, keys }
    }

    pub(super) fn heads(&self) -> Result<Heads, Fault> {
        let learned = Learned::default();
        let read = || -> Result<Heads, git2::Error> {
            let mut remote = self.git.remote_anonymous(&self.url)?;
            let mut options = FetchOptions::new();
            options
                .remote_callbacks(self.callbacks(&learned))
                .follow_redirects(RemoteRedirect::None);
            // Merely connecting follows a first redirect, and the list that another computer
            // gives would be believed. Asked for what no server has, this brings nothing.
            remote.download(&[NOWHERE], Some(&mut options))?;
            let mut heads = Heads::default();
            for head in remote.list()? {
                if head.name() == "HEAD" {
                    let target =
                        head.symref_target().and_then(|name| name.strip_prefix("refs/heads/"));
                    heads.head = target.map(str::to_owned);
                } else if let Some(branch) = head.name().strip_prefix("refs/heads/") {
                    heads.branches.insert(branch.to_owned(), head.oid());
                }
            }
            remote.disconnect()?;
            Ok(heads)
        };
        read().map_err(|e| self.fault(&e, &learned))
    }

    /// Brings what a branch holds. `progress` answers whether to go on.
    pub(super) fn fetch(
        &self,
        branch: &str,
        amount: Amount,
        progress: &mut dyn FnMut(Received) -> bool,
    ) -> Result<(), Fault> {
        let learned = Learned::default();
        let most = match amount {
            Amount::New | Amount::Newest => MOST_OBJECTS,
            Amount::All => MOST_OF_ALL,
        };
        let mut read = || -> Result<(), git2::Error> {
            let mut remote = self.git.remote_anonymous(&self.url)?;
            let mut callbacks = self.callbacks(&learned);
            callbacks.transfer_progress(|stats| {
                let received = Received {
                    objects: stats.received_objects(),
                    of: stats.total_objects(),
                    bytes: stats.received_bytes(),
                };
                received.of <= most && received.bytes <= MOST_BYTES && progress(received)
            });
            let mut options = FetchOptions::new();
            options.remote_callbacks(callbacks).follow_redirects(RemoteRedirect::None);
            match amount {
                Amount::New => {}
                Amount::Newest => _ = options.depth(1),
                Amount::All => _ = options.depth(i32::MAX),
            }
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
                let word = status.map_or(Word::Taken, |status| Word::Refused(status.to_owned()));
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
            (Some(Word::Refused(status)), _) => {
                let said = learned.said.take();
                Err(refusal::of_branch(&status, &said, &self.shown)
                    .map_or(Fault::Raced, Fault::Refused))
            }
            (_, Err(e)) if e.code() == ErrorCode::NotFastForward => Err(Fault::Raced),
            (_, Err(e)) => Err(self.fault(&e, &learned)),
            (Some(Word::Taken), Ok(())) => Ok(()),
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
        callbacks.certificate_check(move |certificate, host| {
            let Some(key) = certificate.as_hostkey() else {
                return Ok(CertificateCheckStatus::CertificatePassthrough);
            };
            // Without a hash there is nothing to know it by.
            let hash = key.hash_sha256().ok_or_else(|| git2::Error::from_str("no host key"))?;
            let shown = HostKey::from_hash(hash);
            let asked = host_of(&self.url).unwrap_or_else(|| host.to_owned());
            let knowledge = match self.keys.host_key(&asked, &shown) {
                // libgit2 tells a key that is unknown and one that is another apart no more.
                Knowledge::Unknown => key
                    .hostkey()
                    .map_or(Knowledge::Unknown, |key| hosts::of_the_system(&asked, key)),
                known => known,
            };
            *learned.host_key.borrow_mut() = Some((shown, knowledge));
            match knowledge {
                Knowledge::Known => Ok(CertificateCheckStatus::CertificateOk),
                Knowledge::Unknown => Ok(CertificateCheckStatus::CertificatePassthrough),
                Knowledge::Changed => Err(git2::Error::new(
                    ErrorCode::Certificate,
                    ErrorClass::Ssh,
                    "the host key is another one than before",
                )),
            }
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
            let agent = std::env::var_os("SSH_AUTH_SOCK").is_some();
            if attempt == 1 && agent {
                return Cred::ssh_key_from_agent(user);
            }
            let files = attempt - 1 - usize::from(agent);
            let key = key_files(false).into_iter().nth(files).ok_or_else(give_up)?;
            return Cred::ssh_key(user, None, &key, None);
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
                let host = host_of(&self.url).ok_or_else(give_up)?;
                let token = self.keys.token(&host).ok_or_else(give_up)?;
                return Cred::userpass_plaintext(&token.user, &token.secret);
            }
        }
        Err(give_up())
    }

    fn fault(&self, error: &git2::Error, learned: &Learned) -> Fault {
        let fault = fault(error, &self.shown, learned.host_key.take());
        let ssh = !self.url.starts_with("https://");
        match fault {
            // A name and a word open nothing there.
            Fault::Refused(Refusal::SignIn { address }) if ssh => {
                Fault::Refused(Refusal::NoKey { address, locked: !key_files(true).is_empty() })
            }
            other => other,
        }
    }
}

/// What libgit2's error means: a refusal by name, or a lost connection.
pub(super) fn fault(
    error: &git2::Error,
    shown: &str,
    host_key: Option<(HostKey, Knowledge)>,
) -> Fault {
    if error.code() == ErrorCode::Certificate
        && let Some((key, knowledge)) = host_key
    {
        let host = host_of(shown).unwrap_or_else(|| shown.to_owned());
        let fingerprint = key.fingerprint().to_owned();
        return Fault::Refused(match knowledge {
            Knowledge::Changed => Refusal::OtherHostKey { host, fingerprint },
            _ => Refusal::UnknownHost { host, fingerprint },
        });
    }
    match refusal::of_error(error, shown) {
        Some(refusal) => Fault::Refused(refusal),
        None => Fault::Lost(plain(error.message())),
    }
}

/// The person's own key files: those that a passphrase opens, or those that need none.
fn key_files(locked: bool) -> Vec<PathBuf> {
    let Some(folder) = hosts::ssh_folder() else { return Vec::new() };
    let names = ["id_ed25519", "id_ecdsa", "id_rsa"].into_iter().map(|name| folder.join(name));
    let text = |path: &PathBuf| fs::read_to_string(path).ok();
    names.filter(|path| text(path).is_some_and(|key| is_locked(&key) == locked)).collect()
}

/// Whether a key file is kept under a passphrase: PEM says so in words, and OpenSSH's own form
/// begins with the name of its cipher.
fn is_locked(key: &str) -> bool {
    /// `openssh-key-v1`, and the cipher `none`.
    const OPEN: &str = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmU";
    let own = key.contains("BEGIN OPENSSH PRIVATE KEY");
    if own { !key.contains(OPEN) } else { key.contains("ENCRYPTED") }
}

#[cfg(test)]
mod tests {
    use super::is_locked;

    #[test]
    fn a_key_under_a_passphrase_is_known_by_its_first_line() {
        const OWN: &str = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
        for (key, locked, why) in [
            (format!("{OWN}b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ"), false, "OpenSSH, open"),
            (format!("{OWN}b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAA"), true, "OpenSSH, locked"),
            ("-----BEGIN RSA PRIVATE KEY-----\nMIIE".to_owned(), false, "PEM"),
            (
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES".to_owned(),
                true,
                "PEM, locked",
            ),
            ("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIF".to_owned(), true, "PKCS #8, locked"),
        ] {
            assert_eq!(is_locked(&key), locked, "{why}");
        }
    }
}
