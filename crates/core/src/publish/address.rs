//! Which addresses are published to.
//!
//! `https`, `ssh` and folders of this computer. Everything else either says aloud what is
//! sent (`http`, `git`) or runs a program of the address's choosing (`ext`).

use std::path::{Path, PathBuf};

use super::refusal::Refusal;
use crate::repository::without_secret;

/// Where a publishing repository is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// A folder that this computer can reach.
    Folder(PathBuf),
    /// Another computer.
    Network {
        /// The whole address, for libgit2.
        url: String,
    },
}

/// Whether a token stands where the user's name belongs, as it often does. A name alone, as some
/// hosts write it into the addresses that they give out, is no secret.
fn is_secret(user: &str) -> bool {
    const BEGINNINGS: [&str; 9] =
        ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "atbb", "atctt"];
    const LONGEST_NAME: usize = 39;
    let lower = user.to_ascii_lowercase();
    let mixed = lower.len() >= 20
        && lower.contains(|c: char| c.is_ascii_digit())
        && lower.contains(|c: char| c.is_ascii_alphabetic())
        && !lower.contains(['-', '.', '_', '@', '%']);
    mixed || user.len() > LONGEST_NAME || BEGINNINGS.iter().any(|begin| lower.starts_with(begin))
}

/// Reads an address; a relative folder is relative to the work tree.
pub(super) fn parse(address: &str, work_tree: &Path) -> Result<Address, Refusal> {
    let shown = || without_secret(address);
    let unsupported = || Refusal::Unsupported { address: shown() };
    if address.is_empty() || address.starts_with('-') || address.chars().any(char::is_control) {
        return Err(unsupported());
    }
    if let Some((scheme, rest)) = address.split_once("://") {
        let Ok(url) = url::Url::parse(address) else { return Err(unsupported()) };
        return match scheme.to_ascii_lowercase().as_str() {
            "file" => url.to_file_path().map(Address::Folder).map_err(|()| unsupported()),
            "https" | "ssh"
                if rest.starts_with('-') || url.host_str().is_none_or(|h| h.starts_with('-')) =>
            {
                Err(unsupported())
            }
            "https" | "ssh" if url.password().is_some() => {
                Err(Refusal::SecretInAddress { address: shown() })
            }
            "https" if is_secret(url.username()) => {
                Err(Refusal::SecretInAddress { address: shown() })
            }
            "https" | "ssh" => Ok(Address::Network { url: address.to_owned() }),
            _ => Err(unsupported()),
        };
    }
    if address.contains("::") {
        return Err(unsupported());
    }
    // `user@host:path`, as git reads it: a colon before the first slash, and no drive letter.
    let host = address.split('/').next().unwrap_or_default();
    let drive = host.len() == 2
        && host.ends_with(':')
        && host.starts_with(|c: char| c.is_ascii_alphabetic());
    if host.contains(':') && !drive && !work_tree.join(address).exists() {
        return Ok(Address::Network { url: address.to_owned() });
    }
    Ok(Address::Folder(work_tree.join(address)))
}
