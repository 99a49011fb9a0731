//! Computers that are known by their ssh host key.
//!
//! 1. A computer shows its key while a connection is made, before anything secret is said.
//! 2. A key that is known, because a person looked at its fingerprint once or because it is one
//!    of a large host's published ones, is let pass. Another key of a known computer is refused,
//!    and no click waves it through.
//! 3. Of a computer that was never seen, the system's own list decides; where that does not know
//!    it either, the fingerprint is shown and a person decides.
//!
//! The list is a file of lines `host fingerprint`, outside every site.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use ssh2::{CheckResult, KnownHostFileKind};

use crate::files::{self, PathError};

const USUAL_PORT: u16 = 22;

/// An ssh host key as people compare it: `SHA256:` and 43 letters, as OpenSSH and the hosts'
/// own pages print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostKey(String);

impl HostKey {
    /// From the SHA-256 hash of the key's wire form (RFC 4253 §6.6).
    pub fn from_hash(sha256: &[u8; 32]) -> Self {
        Self(format!("SHA256:{}", STANDARD_NO_PAD.encode(sha256)))
    }

    /// From a fingerprint that was shown; `None` when it is none.
    pub fn parse(fingerprint: &str) -> Option<Self> {
        let hash = STANDARD_NO_PAD.decode(fingerprint.strip_prefix("SHA256:")?).ok()?;
        (hash.len() == 32).then(|| Self(fingerprint.to_owned()))
    }

    /// The fingerprint.
    pub fn fingerprint(&self) -> &str {
        &self.0
    }
}

/// What is known of a key that a computer showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knowledge {
    /// It is this computer's key.
    Known,
    /// The computer was never seen.
    Unknown,
    /// The computer has another key.
    Changed,
}

/// Published by the hosts themselves. Who is sent to a false one learns it at the first
/// connection, without having to compare letters.
const PUBLISHED: [(&str, [&str; 3]); 2] = [
    (
        "github.com",
        [
            "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU",
            "SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM",
            "SHA256:uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s",
        ],
    ),
    (
        "gitlab.com",
        [
            "SHA256:eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8",
            "SHA256:HbW3g8zUjNSksFbqTiUWPWg2Bq1x8xdGUrliXFzSnUw",
            "SHA256:ROQFvPThGrW4RuWLoL9tq9I9zJ42fK4XywyRtbOz/EQ",
        ],
    ),
];

/// The list of known computers.
pub struct Hosts {
    file: PathBuf,
    trusted: Mutex<Vec<(String, HostKey)>>,
}

impl Hosts {
    /// Reads the list. A file that is not there is an empty one, and a line that is none is
    /// passed over: a computer that is forgotten is asked about again.
    pub fn read(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let trusted = text
            .lines()
            .filter_map(|line| {
                let (host, fingerprint) = line.trim().split_once(' ')?;
                Some((host.to_owned(), HostKey::parse(fingerprint.trim())?))
            })
            .collect();
        Self { file: file.to_owned(), trusted: Mutex::new(trusted) }
    }

    /// What is known of a key that `host` (or `host:port`) showed.
    pub fn judge(&self, host: &str, shown: &HostKey) -> Knowledge {
        let trusted = self.trusted.lock().unwrap_or_else(PoisonError::into_inner);
        let own = trusted.iter().filter(|(name, _)| name == host).map(|(_, key)| key.fingerprint());
        let published = PUBLISHED.iter().filter(|(name, _)| *name == host);
        let keys: Vec<&str> =
            own.chain(published.flat_map(|(_, keys)| keys.iter().copied())).collect();
        if keys.is_empty() {
            Knowledge::Unknown
        } else if keys.contains(&shown.fingerprint()) {
            Knowledge::Known
        } else {
            Knowledge::Changed
        }
    }

    /// A person looked at the fingerprint and said that it is the right one. Only for a computer
    /// that was never seen: `false` when another key of it is known.
    ///
    /// # Errors
    /// When the list cannot be written. The computer is known in this run all the same.
    pub fn trust(&self, host: &str, key: &HostKey) -> Result<bool, PathError> {
        match self.judge(host, key) {
            Knowledge::Known => return Ok(true),
            Knowledge::Changed => return Ok(false),
            Knowledge::Unknown => {}
        }
        let mut trusted = self.trusted.lock().unwrap_or_else(PoisonError::into_inner);
        trusted.push((host.to_owned(), key.clone()));
        let lines: String =
            trusted.iter().map(|(host, key)| format!("{host} {}\n", key.fingerprint())).collect();
        files::write(&self.file, lines.as_bytes())?;
        Ok(true)
    }
}

/// Where this person's ssh keys and list of known computers are.
pub(crate) fn ssh_folder() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"))?;
    Some(PathBuf::from(home).join(".ssh"))
}

/// What the system's own list knows of the key, in its wire form, that `host` (or `host:port`)
/// showed.
pub(crate) fn of_the_system(host: &str, key: &[u8]) -> Knowledge {
    ssh_folder().map_or(Knowledge::Unknown, |folder| listed(&folder.join("known_hosts"), host, key))
}

/// What a list of OpenSSH's form says. One that cannot be read knows nobody.
fn listed(list: &Path, host: &str, key: &[u8]) -> Knowledge {
    let look = || -> Result<CheckResult, ssh2::Error> {
        let mut known = ssh2::Session::new()?.known_hosts()?;
        known.read_file(list, KnownHostFileKind::OpenSSH)?;
        Ok(match host.split_once(':').and_then(|(name, port)| Some((name, port.parse().ok()?))) {
            Some((name, port)) => known.check_port(name, port, key),
            None => known.check_port(host, USUAL_PORT, key),
        })
    };
    match look() {
        Ok(CheckResult::Match) => Knowledge::Known,
        Ok(CheckResult::Mismatch) => Knowledge::Changed,
        _ => Knowledge::Unknown,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn key(byte: u8) -> HostKey {
        HostKey::from_hash(&[byte; 32])
    }

    #[test]
    fn a_key_is_judged_by_what_is_known_of_its_computer() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("hosts");
        let hosts = Hosts::read(&file);
        assert_eq!(hosts.judge("press.example", &key(1)), Knowledge::Unknown);
        assert!(hosts.trust("press.example", &key(1)).unwrap());
        let github = HostKey::parse(PUBLISHED[0].1[0]).unwrap();
        for (host, key, knowledge, why) in [
            ("press.example", key(1), Knowledge::Known, "a person said so"),
            ("press.example", key(2), Knowledge::Changed, "it shows another key"),
            ("press.example:2222", key(1), Knowledge::Unknown, "another port, another server"),
            ("github.com", github.clone(), Knowledge::Known, "published"),
            ("github.com", key(1), Knowledge::Changed, "not one of the published keys"),
            ("elsewhere.example", github, Knowledge::Unknown, "a key belongs to one computer"),
        ] {
            assert_eq!(hosts.judge(host, &key), knowledge, "{why}");
            assert_eq!(Hosts::read(&file).judge(host, &key), knowledge, "after a restart: {why}");
        }
        assert!(!hosts.trust("press.example", &key(2)).unwrap(), "no click replaces a known key");
        assert!(!hosts.trust("github.com", &key(2)).unwrap(), "nor a published one");
        assert_eq!(hosts.judge("press.example", &key(2)), Knowledge::Changed);
    }

    #[test]
    fn the_list_of_the_system_tells_a_strange_computer_from_one_with_another_key() {
        let wire = |byte: u8| -> Vec<u8> {
            let parts: [&[u8]; 2] = [b"ssh-ed25519", &[byte; 32]];
            let sized =
                |part: &[u8]| [&u32::try_from(part.len()).unwrap().to_be_bytes(), part].concat();
            parts.iter().flat_map(|part| sized(part)).collect()
        };
        let letters = base64::engine::general_purpose::STANDARD.encode(wire(1));
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("known_hosts");
        let hidden = "|1|AAECAwQFBgcICQoLDA0ODxAREhM=|MJEUo4WUWbckjybblNIlfYof1Cg=";
        let names = ["press.example", "[press.example]:2222", hidden];
        let lines = names.map(|name| format!("{name} ssh-ed25519 {letters}\n")).concat();
        std::fs::write(&file, lines).unwrap();
        for (host, key, knowledge, why) in [
            ("press.example", 1, Knowledge::Known, "its key"),
            ("press.example", 2, Knowledge::Changed, "another one"),
            ("press.example:2222", 1, Knowledge::Known, "another port"),
            ("press.example:2222", 2, Knowledge::Changed, "another port, another key"),
            ("hidden.example", 1, Knowledge::Known, "its name is not in the list for all to read"),
            ("hidden.example", 2, Knowledge::Changed, "nor is it here"),
            ("strange.example", 1, Knowledge::Unknown, "never seen"),
        ] {
            assert_eq!(listed(&file, host, &wire(key)), knowledge, "{why}: {host}");
        }
        assert_eq!(listed(&folder.path().join("none"), "a", &wire(1)), Knowledge::Unknown);
    }

    #[test]
    fn a_damaged_list_forgets_and_never_mistakes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("hosts");
        let good = key(7);
        let lines = format!("nonsense\npress.example MD5:aa\na b c\nok.example {}\n", good.0);
        std::fs::write(&file, lines).unwrap();
        let hosts = Hosts::read(&file);
        assert_eq!(hosts.judge("press.example", &good), Knowledge::Unknown);
        assert_eq!(hosts.judge("ok.example", &good), Knowledge::Known);
    }

    #[test]
    fn a_fingerprint_is_read_as_it_is_printed() {
        for (text, is_one) in [
            (PUBLISHED[0].1[0], true),
            ("SHA256:short", false),
            ("+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU", false),
            ("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU=", false),
            ("", false),
        ] {
            assert_eq!(HostKey::parse(text).is_some(), is_one, "{text}");
        }
    }
}
