//! Why a publish was refused. The stories stay approved, and nothing on the site has changed.

use super::publish::conflict_marks;
use super::repository::blocked;
use super::{problem, said, visible};
use crate::publish::Refusal;
use crate::view::Problem;

/// Why a publish was refused. The stories stay approved, and nothing on the site has changed.
pub fn refusal(refusal: &Refusal) -> Problem {
    use Refusal as R;
    match refusal {
        R::NoDestination => problem(
            "no-destination",
            "This site has no place yet to which stories are sent.",
            "Ask the person who set the site up to add one. Your stories wait here as approved.",
        ),
        R::Unsupported { address } => problem(
            "address",
            format!("Stories cannot be sent to “{}”.", visible(address)),
            "Ask the person who set the site up for an address that Galley can send to.",
        ),
        R::SecretInAddress { address } => problem(
            "secret",
            format!(
                "The address of “{}” has a password in it, where everybody can read it.",
                visible(address)
            ),
            "Ask the person who set the site up to take it out and to replace the password.",
        ),
        R::NotThere { address } => problem(
            "not-there",
            format!("There is nothing at “{}” to send the stories to.", visible(address)),
            "It may have been moved or renamed. Ask the person who set the site up where it is now.",
        ),
        R::NoConnection { address, .. } => problem(
            "no-connection",
            format!("“{}” cannot be reached.", visible(address)),
            "Check the connection and try again. Write, review and approve as usual meanwhile.",
        ),
        R::SignIn { address } => problem(
            "sign-in",
            format!("“{}” does not know you on this computer.", visible(address)),
            "Sign in, or ask the person who set the site up to let this computer in.",
        ),
        R::NoKey { address, locked } => problem(
            "key",
            format!("“{}” does not let this computer in by its key.", visible(address)),
            if *locked {
                "The key on this computer is kept under a passphrase. Open it in the system’s key \
                 agent, then try again."
            } else {
                "Ask the person who set the site up to let this computer in."
            },
        ),
        R::NotAllowed { address, .. } => problem(
            "not-allowed",
            format!("“{}” takes stories from other people only.", visible(address)),
            "Ask somebody who may publish to send them.",
        ),
        R::Certificate { host, .. } => problem(
            "certificate",
            format!(
                "“{}” could not prove that it is what it says, so nothing was sent.",
                visible(host)
            ),
            "If this network wants you to sign in first, do that in the browser and try again. Otherwise somebody may be listening in: try from another network, and tell the person who set the site up.",
        ),
        R::UnknownHost { host, fingerprint } => problem(
            "unknown-host",
            format!("This computer has never sent anything to “{}”.", visible(host)),
            format!(
                "It says that it is {}. Compare that with what the person who set the site up gives you, and go on only if it is the same.",
                visible(fingerprint)
            ),
        ),
        R::OtherHostKey { host, fingerprint } => problem(
            "other-host-key",
            format!("“{}” is not what it was before, so nothing was sent.", visible(host)),
            format!(
                "Somebody may be listening in. It says that it is {}: ask the person who set the site up whether it was changed.",
                visible(fingerprint)
            ),
        ),
        R::Hook { message } => problem(
            "hook",
            format!("A check of the site said no: “{}”", said(message)),
            "Change what it asks for, approve again, and publish.",
        ),
        R::Protected { message } => problem(
            "protected",
            format!("The site does not take stories in this way: “{}”", said(message)),
            "Ask the person who set the site up to let Galley publish.",
        ),
        R::TooLarge { message } => problem(
            "too-large",
            quoting("The site does not take files this large", message),
            "Make the largest picture smaller, approve again, and publish.",
        ),
        R::Full { message } => problem(
            "full",
            quoting("The site has no room left", message),
            "Your stories wait here as approved. Ask the person who set the site up to make room, then publish.",
        ),
        R::Elsewhere { address, .. } => problem(
            "elsewhere",
            format!(
                "Something else answered in place of “{}”, so nothing was sent.",
                visible(address)
            ),
            "Some networks, as in hotels and trains, want you to sign in first: do that in the browser and try again. If it goes on, ask the person who set the site up where it is now.",
        ),
        R::SameStoryChanged { path } => problem(
            "same-story",
            format!("Somebody else published another version of “{}” meanwhile.", visible(path)),
            "Nothing of yours is lost. Open the story and choose which passage readers should get.",
        ),
        R::ConflictMarks { path } => conflict_marks(path),
        R::ChangedSince { path, by } => problem(
            "changed-since",
            format!(
                "{} published another version of “{}” since.",
                if by.is_empty() { "Somebody".to_owned() } else { visible(by) },
                visible(path)
            ),
            "Nothing was taken back. Talk to each other first, or take both versions back.",
        ),
        R::NotArrived { path, by } => problem(
            "not-arrived",
            format!(
                "{} published another version of “{}”, which is not on this computer yet.",
                if by.is_empty() { "Somebody".to_owned() } else { visible(by) },
                visible(path)
            ),
            "Nothing was changed. Bring that version here first, then do this again.",
        ),
        R::BranchGone { address, head } => problem(
            "gone",
            format!(
                "What the site is made from was renamed or taken away at “{}”, so nothing was sent.",
                visible(address)
            ),
            match head {
                Some(head) => format!(
                    "It may be called “{}” now. Ask the person who set the site up. Your stories wait here as approved.",
                    visible(head)
                ),
                None => "Ask the person who set the site up. Your stories wait here as approved."
                    .to_owned(),
            },
        ),
        R::Stuck { address } => problem(
            "stuck",
            format!(
                "“{}” did not take the stories, though nobody else was publishing.",
                visible(address)
            ),
            "Ask the person who set the site up whether something was left locked there, and whether you may write to it.",
        ),
        R::TriedTooOften => problem(
            "busy",
            "Others were publishing at the same moment, three times in a row.",
            "Try again in a minute.",
        ),
        R::Blocked(reason) => blocked(reason),
        R::HistoryRewritten => problem(
            "rewritten",
            "What readers had before is no longer part of the site.",
            "Somebody rewrote what is on the site. Ask the person who set it up; if it was meant, take over what is there now. What you approved and did not send stays.",
        ),
        R::NotApproved { paths } => problem(
            "not-approved",
            format!(
                "Not approved as it stands: {}.",
                paths.iter().map(|path| visible(path)).collect::<Vec<_>>().join(", ")
            ),
            "Review and approve, then publish.",
        ),
        R::NeedsGit => problem(
            "needs-git",
            "This site has checks of its own that Galley cannot run by itself.",
            "Ask the person who set the site up to install what its checks need on this computer.",
        ),
        R::Other { message } => problem(
            "refused",
            format!("The site did not take the stories: “{}”", said(message)),
            "Try again. If it goes on, ask the person who set the site up.",
        ),
    }
}

/// A sentence, with what the other side said where it said anything.
fn quoting(sentence: &str, words: &str) -> String {
    if words.is_empty() {
        format!("{sentence}.")
    } else {
        format!("{sentence}: “{}”", said(words))
    }
}
