//! What is written below the headline of a commit, and read there again.
//!
//! The form is git's own, a *trailer* (`git help interpret-trailers`): lines `Name: value` in the
//! last paragraph of the message, which no other paragraph shares. So `git log` and the pages of
//! other programs show them, and keep them when they write the commit anew.
//!
//! Read are the lines of all paragraphs: a server that makes one commit of several puts their
//! messages one below the other.

use std::fmt::Display;

use git2::Commit;

use super::commit::one_line;

/// Who approved it: `Name <address>`.
pub(crate) const APPROVED_BY: &str = "Approved-by";
/// Who sent it: a name.
pub(crate) const PUBLISHED_BY: &str = "Published-by";
/// The hash of the story's files, as they were reviewed.
pub(crate) const CONTENT: &str = "Galley-Content";
/// The reason for which a finding of the copy desk was left as it is; one line for each.
pub(crate) const LEFT: &str = "Galley-Left";
/// What kind of quick fix it is.
pub(crate) const FIX: &str = "Galley-Fix";
/// The commit of others with which an approved version was put together.
pub(crate) const MERGED_WITH: &str = "Galley-Merged-With";
/// In a commit that takes a story back from readers: the post whose version it takes back, from the
/// work tree's root.
pub(crate) const TAKES_BACK: &str = "Galley-Takes-Back";
/// Beside it: the commit as of which readers have the story again.
pub(crate) const RESTORES: &str = "Galley-Restores";
/// Beside it, where the story comes back from a draft: its post, whose files in the folder are left
/// as they are.
pub(crate) const RETURNS: &str = "Galley-Returns";
/// In a commit that takes a story off the site: its post, from the work tree's root.
pub(crate) const UNPUBLISHES: &str = "Galley-Unpublishes";
/// Beside it: the file that sends its readers on, from the work tree's root.
pub(crate) const SENDS_ON: &str = "Galley-Sends-On";

/// The value of a trailer of a commit, the last one of that name.
pub(crate) fn trailer<'c>(commit: &'c Commit<'_>, name: &str) -> Option<&'c str> {
    value(std::str::from_utf8(commit.message_bytes()).ok()?, name)
}

/// The name of who approved in Galley what a commit brings.
pub(crate) fn approver(commit: &Commit<'_>) -> Option<String> {
    let who = trailer(commit, APPROVED_BY)?;
    Some(who.split(" <").next().unwrap_or(who).trim().to_owned())
}

fn value<'m>(message: &'m str, name: &str) -> Option<&'m str> {
    message.lines().rev().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// A commit's message, to which trailers are added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message(String);

impl Message {
    /// A headline alone.
    pub(crate) fn new(headline: &str) -> Self {
        Self(one_line(headline))
    }

    /// The message that a commit has.
    pub(crate) fn of(commit: &Commit<'_>) -> Self {
        Self(String::from_utf8_lossy(commit.message_bytes()).trim_end().to_owned())
    }

    /// One trailer more, below those that are there.
    pub(crate) fn with(mut self, name: &str, value: impl Display) -> Self {
        let gap = if self.ends_with_trailers() { "\n" } else { "\n\n" };
        self.0.push_str(&format!("{gap}{name}: {}", one_line(&value.to_string())));
        self
    }

    /// The same with each of these values.
    pub(crate) fn with_all<V: Display>(
        self,
        name: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        values.into_iter().fold(self, |message, value| message.with(name, value))
    }

    /// Without the trailers of this name.
    pub(crate) fn without(self, name: &str) -> Self {
        let is = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(": "));
        let lines = self.0.lines().filter(|line| !is(line));
        Self(lines.collect::<Vec<_>>().join("\n").trim_end().to_owned())
    }

    /// As a commit has it.
    pub(crate) fn text(&self) -> String {
        format!("{}\n", self.0)
    }

    /// Whether the last paragraph is one of trailers; the headline's never is.
    fn ends_with_trailers(&self) -> bool {
        let Some((_, last)) = self.0.rsplit_once("\n\n") else { return false };
        let is = |line: &str| {
            line.split_once(':').is_some_and(|(name, _)| {
                let sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
                !name.is_empty() && name.bytes().all(sign)
            })
        };
        // A long value goes on in lines that are set in.
        let mut lines = last.lines();
        lines.next().is_some_and(is) && lines.all(|line| is(line) || line.starts_with([' ', '\t']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailers_stand_in_a_last_paragraph_of_their_own() {
        for (before, after, why) in [
            ("Title", "Title\n\nNew: 1", "below the headline"),
            ("Note: a title", "Note: a title\n\nNew: 1", "the headline is none"),
            ("Title\n\nOld: 0", "Title\n\nOld: 0\nNew: 1", "below another one"),
            ("Title\n\nOld: 0\n  goes on", "Title\n\nOld: 0\n  goes on\nNew: 1", "a long one"),
            ("Title\n\nWords.", "Title\n\nWords.\n\nNew: 1", "below words"),
            ("Title\n\nOld: 0\nWords.", "Title\n\nOld: 0\nWords.\n\nNew: 1", "words among them"),
            (
                "Title\n\nsee https://x.example",
                "Title\n\nsee https://x.example\n\nNew: 1",
                "no name",
            ),
        ] {
            assert_eq!(
                Message(before.to_owned()).with("New", 1).text(),
                format!("{after}\n"),
                "{why}"
            );
        }
        let message = Message::new("Two\nlines").with("A", "x\ny").with_all("B", ["1", "2"]);
        assert_eq!(message.text(), "Two lines\n\nA: x y\nB: 1\nB: 2\n", "each is one line");
        assert_eq!(message.without("A").text(), "Two lines\n\nB: 1\nB: 2\n");
        assert_eq!(Message::new("T").with("A", 1).without("A").with("B", 2).text(), "T\n\nB: 2\n");
    }

    #[test]
    fn a_trailer_is_read_where_it_stands() {
        let message = "Title A: 0\n\n* One\n\nA: 1\nBA: 2\n\n* Two\n\nA: 3\nA : 4\nAB: 5\n";
        assert_eq!(value(message, "A"), Some("3"), "the last one of that name");
        assert_eq!(value(message, "BA"), Some("2"), "of a message within another one");
        assert_eq!(value(message, "C"), None);
    }
}
