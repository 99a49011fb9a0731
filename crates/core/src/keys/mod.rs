//! What opens a publishing repository, and what proves that it is the right one.
//!
//! 1. Over `https` the computer proves itself by its certificate; the system judges that. Then
//!    it may ask for a name and a token: they come from the system's keychain, or were typed in
//!    this run ([`keychain`]). Where the newsroom registered a client, a code that is typed in a
//!    browser brings the token ([`device`]).
//! 2. Over `ssh` it proves itself by its host key, which must be one that is known ([`hosts`]).
//!    Then an agent or the person's key file answers, and neither lets the secret out.
//!
//! A token belongs to one computer and goes nowhere else. It stands in no address, no setting,
//! no log and no argument of a program.

pub mod device;
pub mod hosts;
pub mod keychain;

use zeroize::Zeroizing;

pub use device::{Code, DeviceError};
pub use hosts::{HostKey, Hosts, Knowledge};
pub use keychain::{Kept, Keychain};

/// A user's name and the secret that goes with it.
#[derive(Clone)]
pub struct Token {
    /// The name; many hosts take any.
    pub user: String,
    /// The token or password, wiped from memory when it is done with.
    pub secret: Zeroizing<String>,
}

impl std::fmt::Debug for Token {
    /// Without the secret: what is printed ends up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token").field("user", &self.user).finish_non_exhaustive()
    }
}

/// Where tokens come from and who is known.
pub trait Keys: Sync {
    /// The token for a computer (`host`, or `host:port`), where there is one.
    fn token(&self, host: &str) -> Option<Token>;

    /// What is known of the ssh key that a computer showed. By default nothing, and then the
    /// system's own list decides.
    fn host_key(&self, host: &str, shown: &HostKey) -> Knowledge {
        let _ = (host, shown);
        Knowledge::Unknown
    }
}

/// No tokens, and nobody known but to the system.
pub struct NoKeys;

impl Keys for NoKeys {
    fn token(&self, _: &str) -> Option<Token> {
        None
    }
}

/// The computer in an address, as keys are filed under it: `host`, or `host:port` where the
/// port is not the usual one. `None` for a folder of this computer.
pub fn host_of(address: &str) -> Option<String> {
    if let Ok(url) = url::Url::parse(address)
        && matches!(url.scheme(), "https" | "ssh")
    {
        let host = url.host_str()?.to_ascii_lowercase();
        let usual = if url.scheme() == "https" { 443 } else { 22 };
        return Some(match url.port() {
            Some(port) if port != usual => format!("{host}:{port}"),
            _ => host,
        });
    }
    if address.contains("://") {
        return None;
    }
    // `user@host:path`, as git writes it.
    let (host, _) = address.split_once(':')?;
    let host = host.rsplit('@').next().unwrap_or(host);
    (host.len() > 1 && !host.contains(['/', '\\'])).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn keys_are_filed_under_the_computer() {
        for (address, host, why) in [
            ("https://Press.example/site.git", Some("press.example"), "case means nothing"),
            ("https://press.example:8443/site", Some("press.example:8443"), "another port"),
            ("https://press.example:443/site", Some("press.example"), "the usual port"),
            ("ssh://git@press.example/site", Some("press.example"), "ssh"),
            ("ssh://git@press.example:2222/site", Some("press.example:2222"), "ssh, another port"),
            ("git@press.example:site.git", Some("press.example"), "git's short form"),
            ("/srv/site.git", None, "a folder"),
            ("file:///srv/site.git", None, "a folder's address"),
            ("C:\\site.git", None, "a drive is no computer"),
            ("http://press.example/site", None, "nothing is sent in the open"),
        ] {
            assert_eq!(host_of(address).as_deref(), host, "{why}: {address}");
        }
    }

    #[test]
    fn a_token_is_not_printed() {
        let token = Token { user: "ana".to_owned(), secret: Zeroizing::new("hush".to_owned()) };
        assert_eq!(format!("{token:?}"), r#"Token { user: "ana", .. }"#);
    }
}
