//! Two texts that began without each other, or whose common beginning nobody has any more: what
//! both have stands, and only what differs is asked about.
//!
//! 1. Paragraphs that both have are the frame, in the order in which they stand here.
//! 2. Two that are much alike are one passage that both wrote.
//! 3. Between those, what only one of them has stays. Where both have something of their own, it is
//!    one passage.

use super::slots::align;
use super::text::{ALIKE, BLANK, Written, bare, kept, passage};
use super::{By, Piece};

/// Puts the paragraphs of two texts together.
pub(super) fn pieces(ours: &[&str], theirs: &[&str]) -> Vec<Written> {
    let aligned = align(ours, theirs, ALIKE);
    let mut both = Both { ours, theirs, out: Vec::new() };
    // Ours that has no counterpart since the last paragraph that has one.
    let mut alone = Vec::new();
    let mut put_in = Vec::new();
    for index in 0..=ours.len() {
        put_in.extend_from_slice(&aligned.put_in[index]);
        match aligned.kept.get(index).copied().flatten() {
            None if index < ours.len() => alone.push(index),
            counterpart => {
                both.between(&std::mem::take(&mut alone), &std::mem::take(&mut put_in));
                if let Some(other) = counterpart {
                    both.pair(ours[index], theirs[other]);
                }
            }
        }
    }
    both.out
}

struct Both<'t> {
    ours: &'t [&'t str],
    theirs: &'t [&'t str],
    out: Vec<Written>,
}

impl Both<'_> {
    /// Two paragraphs that are the same, or nearly.
    fn pair(&mut self, ours: &str, theirs: &str) {
        let piece = match bare(ours) == bare(theirs) {
            true => kept(ours),
            false => passage("", ours, theirs),
        };
        self.out.push((piece, None));
    }

    /// What stands on either side between two paragraphs that both have.
    fn between(&mut self, ours: &[usize], theirs: &[usize]) {
        // What both have stands where it was put here, and is no part of what differs.
        let has = |list: &[&str], text: &str| {
            list.iter().any(|other| other.trim_matches(BLANK) == text.trim_matches(BLANK))
        };
        let of = |list: &[usize], from: &[&'_ str], other: &[&str]| -> Vec<usize> {
            list.iter().copied().filter(|index| !has(other, from[*index])).collect()
        };
        let mine = of(ours, self.ours, self.theirs);
        let yours = of(theirs, self.theirs, self.ours);
        let text = |list: &[usize], from: &[&str]| -> String {
            list.iter().map(|index| bare(from[*index])).collect::<Vec<_>>().join("\n\n")
        };
        let differs = !mine.is_empty() && !yours.is_empty();
        for index in ours {
            if !mine.contains(index) {
                self.out.push((kept(self.ours[*index]), None));
            } else if !differs {
                self.out.push((kept(self.ours[*index]), Some(By::Ours)));
            } else if *index == mine[0] {
                let piece = passage("", &text(&mine, self.ours), &text(&yours, self.theirs));
                self.out.push((piece, None));
            }
        }
        if !differs {
            let alone = yours.iter().map(|index| kept(self.theirs[*index]));
            self.out.extend(alone.map(|piece: Piece| (piece, Some(By::Theirs))));
        }
    }
}
