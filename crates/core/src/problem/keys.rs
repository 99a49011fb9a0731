//! Signing in, and out again.

use super::{inside, problem, visible};
use crate::keys::DeviceError;
use crate::view::Problem;

/// A token could not be taken out of the keychain.
pub fn not_signed_out(host: &str) -> Problem {
    problem(
        "not-signed-out",
        format!(
            "You are still signed in at “{}”: the keychain kept the access key.",
            visible(host)
        ),
        "Unlock the keychain of this computer, then sign out again.",
    )
}

/// A page could not be opened in the browser.
pub fn no_browser(address: &str) -> Problem {
    problem(
        "no-browser",
        "No browser could be opened.",
        format!("Open one yourself and go to {}", visible(address)),
    )
}

impl From<&DeviceError> for Problem {
    fn from(error: &DeviceError) -> Problem {
        match error {
            DeviceError::NoConnection { host, reason } => problem(
                &inside("no-connection", reason),
                format!("“{}” cannot be reached.", visible(host)),
                "Look whether this computer is online, then try again.",
            ),
            DeviceError::NotOffered { host, reason } => problem(
                &inside("no-codes", reason),
                format!("“{}” gives no codes for signing in.", visible(host)),
                "Sign in with a name and an access key, or ask the person who set the site up.",
            ),
            DeviceError::Denied { host } => problem(
                "denied",
                format!("Signing in was refused at “{}”.", visible(host)),
                "Somebody said no there. Get a new code when it was a mistake.",
            ),
            DeviceError::Expired { host } => problem(
                "expired",
                format!("The code was not typed at “{}” in time.", visible(host)),
                "Get a new one.",
            ),
        }
    }
}
