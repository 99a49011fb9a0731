//! Signing in from the command line: a secret out of a file or from standard input, for the one
//! computer that the command is about; else the keychain and the list of known computers, which
//! the window keeps too.

use std::io::Read;
use std::path::{Path, PathBuf};

use galley_core::keys::{self, HostKey, Hosts, Keychain, Keys, Knowledge, Token};

use crate::{Words, Wrong};

/// Where this command's keys come from.
pub(crate) struct Given {
    host: Option<String>,
    token: Option<Token>,
    keychain: Keychain,
}

impl Given {
    /// For an address.
    pub(crate) fn for_address(address: &str, words: &Words) -> Result<Self, Wrong> {
        let token = match &words.secret_from {
            None => None,
            Some(file) => Some(Token {
                user: words.user.clone().unwrap_or_else(|| "git".to_owned()),
                secret: secret(file)?.into(),
            }),
        };
        let keychain = Keychain::new(Hosts::read(&data().join("hosts")));
        Ok(Self { host: keys::host_of(address), token, keychain })
    }
}

impl Keys for Given {
    fn token(&self, host: &str) -> Option<Token> {
        match &self.token {
            Some(token) if self.host.as_deref() == Some(host) => Some(token.clone()),
            Some(_) => None,
            None => self.keychain.token(host),
        }
    }

    fn host_key(&self, host: &str, shown: &HostKey) -> Knowledge {
        self.keychain.host_key(host, shown)
    }
}

fn secret(file: &Path) -> Result<String, Wrong> {
    let mut text = String::new();
    let read = if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_string(&mut text))
    };
    match read {
        Ok(_) => Ok(text.trim_end_matches(['\r', '\n']).to_owned()),
        Err(error) => Err(Wrong::usage(format!("{}: {error}.", file.display()))),
    }
}

/// Where the window keeps what is its own.
pub(crate) fn data() -> PathBuf {
    dirs::data_dir().unwrap_or_default().join("example.galley.desk")
}
