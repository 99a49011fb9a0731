//! What stands in the lock: who holds it, and what the index owes.
//!
//! `galley`, a space and the number of the process; then, for each commit that the index has
//! not followed yet, its id, the paths with what is to stand there, and an end. Each part is
//! closed by a zero, so one that was cut short by a power cut is told from one that is whole.

use git2::Oid;

use super::MARK;
use crate::repository::tree::Entry;

/// What the index owes to one commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Debt {
    pub(super) commit: Oid,
    pub(super) paths: Vec<(String, Option<Entry>)>,
}

/// Who holds a lock of ours, and what the index owes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) process: u32,
    pub(super) debts: Vec<Debt>,
}

const END: &str = "end";

impl Debt {
    /// As it stands in the lock, behind what is there.
    pub(super) fn written(&self) -> Vec<u8> {
        let mut text = format!("\0{}\0", self.commit);
        for (path, entry) in &self.paths {
            match entry {
                Some(entry) => text.push_str(&format!("{:o} {} {path}\0", entry.mode, entry.id)),
                None => text.push_str(&format!("- - {path}\0")),
            }
        }
        text.push_str(END);
        text.into_bytes()
    }
}

impl Note {
    /// Reads a lock; `None` when it is another program's. What was not written to its end is
    /// left out: no branch moved on the strength of it.
    pub(super) fn read(bytes: &[u8]) -> Option<Note> {
        let mut parts = bytes.split(|byte| *byte == 0).map(|part| str::from_utf8(part).ok());
        let process = parts.next()??.strip_prefix(MARK)?.trim().parse().ok()?;
        let mut debts = Vec::new();
        while let Some(Some(commit)) = parts.next() {
            let Ok(commit) = Oid::from_str(commit) else { break };
            let mut debt = Debt { commit, paths: Vec::new() };
            let whole = loop {
                match parts.next() {
                    Some(Some(END)) => break true,
                    Some(Some(line)) => match path(line) {
                        Some(path) => debt.paths.push(path),
                        None => break false,
                    },
                    _ => break false,
                }
            };
            if !whole {
                break;
            }
            debts.push(debt);
        }
        Some(Note { process, debts })
    }
}

fn path(line: &str) -> Option<(String, Option<Entry>)> {
    let mut words = line.splitn(3, ' ');
    let (mode, id, path) = (words.next()?, words.next()?, words.next()?);
    let entry = match mode {
        "-" => None,
        mode => {
            Some(Entry { id: Oid::from_str(id).ok()?, mode: i32::from_str_radix(mode, 8).ok()? })
        }
    };
    Some((path.to_owned(), entry))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_note_that_was_cut_short_says_what_is_whole() {
        let id = |letter: &str| Oid::from_str(&letter.repeat(40)).unwrap();
        let entry = Entry { id: id("c"), mode: 0o100755 };
        let first = Debt { commit: id("a"), paths: vec![("a b/c.md".to_owned(), Some(entry))] };
        let second = Debt { commit: id("b"), paths: vec![("gone\n.md".to_owned(), None)] };
        let whole = [b"galley 12".to_vec(), first.written(), second.written()].concat();
        let both = vec![first.clone(), second];
        assert_eq!(Note::read(&whole), Some(Note { process: 12, debts: both.clone() }));
        let one = b"galley 12".len() + first.written().len();
        for length in b"galley 1".len()..whole.len() {
            let note = Note::read(&whole[..length]).unwrap();
            let expected = if length < one { &both[..0] } else { &both[..1] };
            assert_eq!(note.debts, expected, "{length} bytes");
        }
        for foreign in ["", "12", "galley", "galley twelve", "somebody 12"] {
            assert_eq!(Note::read(foreign.as_bytes()), None, "{foreign:?}");
        }
    }
}
