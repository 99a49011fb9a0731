//! Tokens in the system's keychain.
//!
//! 1. A token that a person types goes into the keychain of the system: Keychain, Credential
//!    Manager, or the Secret Service, filed under the computer that it is for.
//! 2. Where there is no keychain, or it is locked, the token is kept for this run, and the
//!    person is told so. It is never written into a file of Galley's own.
//! 3. It is looked for in this run's first, then in the keychain.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use keyring::v1::{Entry, Error};
use zeroize::Zeroizing;

use super::{HostKey, Hosts, Keys, Knowledge, Token};

/// What the entries of Galley are called in the keychain.
const SERVICE: &str = "Galley";

/// Where a token is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In the system's keychain: it is there after a restart.
    Keychain,
    /// In memory only, until Galley ends.
    ThisRun,
}

/// A place for secrets that outlives the app. The system's, but for tests.
pub trait Store: Send + Sync {
    /// Keeps a secret; `false` when it cannot.
    fn put(&self, host: &str, secret: &str) -> bool;
    /// The secret, where it has one and lets it be read.
    fn get(&self, host: &str) -> Option<Zeroizing<String>>;
    /// Forgets a secret; `false` when it may still be there.
    fn forget(&self, host: &str) -> bool;
}

/// The system's own keychain.
pub struct System;

impl Store for System {
    fn put(&self, host: &str, secret: &str) -> bool {
        Entry::new(SERVICE, host).and_then(|entry| entry.set_password(secret)).is_ok()
    }

    fn get(&self, host: &str) -> Option<Zeroizing<String>> {
        Entry::new(SERVICE, host).ok()?.get_password().ok().map(Zeroizing::new)
    }

    fn forget(&self, host: &str) -> bool {
        let gone = Entry::new(SERVICE, host).and_then(|entry| entry.delete_credential());
        matches!(gone, Ok(()) | Err(Error::NoEntry | Error::NoDefaultStore))
    }
}

/// Tokens and known computers of this person.
pub struct Keychain {
    store: Box<dyn Store>,
    this_run: Mutex<HashMap<String, Token>>,
    hosts: Hosts,
}

impl Keychain {
    /// The system's keychain, and the list of known computers.
    pub fn new(hosts: Hosts) -> Self {
        Self::with(Box::new(System), hosts)
    }

    /// Another place for secrets.
    pub fn with(store: Box<dyn Store>, hosts: Hosts) -> Self {
        Self { store, this_run: Mutex::default(), hosts }
    }

    /// Keeps the token for a computer (`host`, or `host:port`), instead of one that was there.
    pub fn keep(&self, host: &str, mut token: Token) -> Kept {
        // What is copied from a page often brings a blank along.
        token.secret = Zeroizing::new(token.secret.trim().to_owned());
        // One entry holds both: a name beside it would be a setting that tells who signs in where.
        let both = Zeroizing::new(format!("{}\n{}", token.user, *token.secret));
        let stored = self.store.put(host, &both);
        let mut this_run = self.this_run.lock().unwrap_or_else(PoisonError::into_inner);
        if stored {
            this_run.remove(host);
            return Kept::Keychain;
        }
        this_run.insert(host.to_owned(), token);
        Kept::ThisRun
    }

    /// Who is signed in at a computer, and where the token is kept.
    pub fn signed_in(&self, host: &str) -> Option<(String, Kept)> {
        if let Some(token) = self.of_this_run(host) {
            return Some((token.user, Kept::ThisRun));
        }
        self.stored(host).map(|token| (token.user, Kept::Keychain))
    }

    /// Forgets the token for a computer; `false` when it may still be in the keychain.
    pub fn forget(&self, host: &str) -> bool {
        let mut this_run = self.this_run.lock().unwrap_or_else(PoisonError::into_inner);
        let of_this_run = this_run.remove(host).is_some();
        // What was kept for this run was not in a keychain that is locked, nor in one that is none.
        self.store.forget(host) || of_this_run
    }

    /// The list of known computers.
    pub fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    fn of_this_run(&self, host: &str) -> Option<Token> {
        self.this_run.lock().unwrap_or_else(PoisonError::into_inner).get(host).cloned()
    }

    fn stored(&self, host: &str) -> Option<Token> {
        let both = self.store.get(host)?;
        let (user, secret) = both.split_once('\n')?;
        Some(Token { user: user.to_owned(), secret: Zeroizing::new(secret.to_owned()) })
    }
}

impl Keys for Keychain {
    fn token(&self, host: &str) -> Option<Token> {
        self.of_this_run(host).or_else(|| self.stored(host))
    }

    fn host_key(&self, host: &str, shown: &HostKey) -> Knowledge {
        self.hosts.judge(host, shown)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::path::Path;
    use std::sync::Arc;

    use super::*;

    /// A keychain in memory that can be locked.
    #[derive(Default)]
    struct Strongbox {
        secrets: Mutex<HashMap<String, String>>,
        locked: Mutex<bool>,
    }

    impl Store for Arc<Strongbox> {
        fn put(&self, host: &str, secret: &str) -> bool {
            let open = !*self.locked.lock().unwrap();
            if open {
                self.secrets.lock().unwrap().insert(host.to_owned(), secret.to_owned());
            }
            open
        }

        fn get(&self, host: &str) -> Option<Zeroizing<String>> {
            if *self.locked.lock().unwrap() {
                return None;
            }
            self.secrets.lock().unwrap().get(host).cloned().map(Zeroizing::new)
        }

        fn forget(&self, host: &str) -> bool {
            let open = !*self.locked.lock().unwrap();
            if open {
                self.secrets.lock().unwrap().remove(host);
            }
            open
        }
    }

    fn token(user: &str, secret: &str) -> Token {
        Token { user: user.to_owned(), secret: Zeroizing::new(secret.to_owned()) }
    }

    #[test]
    fn a_token_is_kept_for_one_computer() {
        let store = Arc::new(Strongbox::default());
        let keys = Keychain::with(Box::new(store.clone()), Hosts::read(Path::new("none")));
        assert_eq!(keys.keep("press.example", token("ana", "one\ntwo")), Kept::Keychain);
        assert_eq!(*keys.token("press.example").unwrap().secret, "one\ntwo", "as it was typed");
        assert!(keys.token("press.example:8443").is_none(), "another port, another server");
        assert!(keys.token("example").is_none());
        assert_eq!(keys.signed_in("press.example"), Some(("ana".to_owned(), Kept::Keychain)));
        *store.locked.lock().unwrap() = true;
        assert!(!keys.forget("press.example"), "it is still in the keychain, and that is told");
        *store.locked.lock().unwrap() = false;
        assert_eq!(keys.signed_in("press.example"), Some(("ana".to_owned(), Kept::Keychain)));
        assert!(keys.forget("press.example"));
        assert!(keys.token("press.example").is_none() && store.secrets.lock().unwrap().is_empty());
    }

    #[test]
    fn without_a_keychain_it_is_kept_for_this_run() {
        let store = Arc::new(Strongbox::default());
        *store.locked.lock().unwrap() = true;
        let keys = Keychain::with(Box::new(store.clone()), Hosts::read(Path::new("none")));
        assert_eq!(keys.keep("press.example", token("ana", "hush")), Kept::ThisRun);
        assert_eq!(keys.token("press.example").unwrap().user, "ana");
        assert!(store.secrets.lock().unwrap().is_empty());
        assert!(keys.forget("press.example"), "there is nothing in the keychain to be told of");
        assert_eq!(keys.keep("press.example", token("ana", "hush")), Kept::ThisRun);
        *store.locked.lock().unwrap() = false;
        assert_eq!(keys.keep("press.example", token("bo", "hush")), Kept::Keychain, "unlocked");
        assert_eq!(keys.token("press.example").unwrap().user, "bo", "the newer one");
    }
}
