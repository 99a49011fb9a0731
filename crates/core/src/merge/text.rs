//! The text, paragraph by paragraph, and where both changed one, sentence by sentence.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::slots::{Aligned, Words, align};
use super::{By, Merge, Passage, Piece, Place, Taken, apart};

/// From this share of common words on, a paragraph is another one reworded.
pub(super) const ALIKE: f64 = 0.4;
/// From this share on, one that stands elsewhere was moved.
const MOVED: f64 = 0.75;

/// What a blank line is made of. Other signs that are not seen (a blank that parts no words, a form
/// feed) make a paragraph, as they do for readers.
pub(super) const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// Puts the texts under the headers together.
pub(super) fn merge(merge: &mut Merge, base: &str, ours: &str, theirs: &str) {
    let words = |text: &'_ str| text.trim_end_matches(BLANK).to_owned();
    let (was, mine, yours) = (words(base), words(ours), words(theirs));
    // A text that only one of them changed stands as it is.
    if yours == was || mine == yours || mine == was {
        let text = if mine == was { theirs } else { ours };
        let mut named = Merge::whole("");
        finish(&mut named, pieces(base, ours, theirs));
        merge.taken.append(&mut named.taken);
        return text.clone_into(&mut merge.lead);
    }
    merge.tail = tail(ours).to_owned();
    ours[..lead(ours)].clone_into(&mut merge.lead);
    finish(merge, pieces(base, ours, theirs));
}

/// What the text is made of.
fn pieces(base: &str, ours: &str, theirs: &str) -> Vec<Written> {
    let (base, ours, theirs) = (paragraphs(base), paragraphs(ours), paragraphs(theirs));
    match base.is_empty() {
        true => apart::pieces(&ours, &theirs),
        false => Sides::new(&base, &ours, &theirs).pieces(),
    }
}

pub(super) fn passage(base: &str, ours: &str, theirs: &str) -> Piece {
    Piece::Passage(Passage {
        place: Place::Text,
        base: bare(base).to_owned(),
        ours: bare(ours).to_owned(),
        theirs: bare(theirs).to_owned(),
        before: String::new(),
        after: String::new(),
    })
}

pub(super) fn kept(paragraph: &str) -> Piece {
    Piece::Paragraph(paragraph.to_owned())
}

/// A paragraph without line ends before it and blanks behind it. The blanks before it stay: they
/// say which item of a list it belongs to.
pub(super) fn bare(text: &str) -> &str {
    text.trim_start_matches(['\n', '\r']).trim_end_matches(BLANK)
}

fn tail(text: &str) -> &str {
    &text[text.trim_end_matches(BLANK).len()..]
}

/// How long the blank lines before a text are.
pub(super) fn lead(text: &str) -> usize {
    let blank = text.len() - text.trim_start_matches(BLANK).len();
    match blank == text.len() {
        true => blank,
        false => text[..blank].rfind('\n').map_or(0, |end| end + 1),
    }
}

/// Cuts a text at its blank lines; each paragraph has those that follow it. A fenced block is
/// one paragraph, with the blank lines in it.
pub(super) fn paragraphs(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let text = &text[lead(text)..];
    let (mut start, mut at) = (0, 0);
    let mut fence: Option<(char, usize)> = None;
    let mut blank = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim_matches(BLANK);
        if blank && !content.is_empty() {
            out.push(&text[start..at]);
            start = at;
            blank = false;
        }
        let mark = content.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = mark.map_or(0, |mark| content.chars().take_while(|c| *c == mark).count());
        match (fence, mark) {
            (None, Some(mark)) if length >= 3 => fence = Some((mark, length)),
            (Some((open, least)), Some(mark))
                if mark == open && length >= least && content.chars().count() == length =>
            {
                fence = None;
            }
            _ => {}
        }
        blank |= content.is_empty() && fence.is_none();
        at += line.len();
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

/// A piece with who wrote it, `None` when it is as it was.
pub(super) type Written = (Piece, Option<By>);

/// Both sides beside the base.
struct Sides<'t> {
    base: &'t [&'t str],
    ours: &'t [&'t str],
    theirs: &'t [&'t str],
    our: Aligned,
    their: Aligned,
    /// What was put in and is a paragraph of the base that was moved: its slot.
    our_moves: HashMap<usize, usize>,
    their_moves: HashMap<usize, usize>,
    /// Slots that stand in a passage already.
    done: HashSet<usize>,
}

impl<'t> Sides<'t> {
    fn new(base: &'t [&'t str], ours: &'t [&'t str], theirs: &'t [&'t str]) -> Self {
        let (our, their) = (align(base, ours, ALIKE), align(base, theirs, ALIKE));
        let mut our_moves = moves(base, ours, &our);
        let mut their_moves = moves(base, theirs, &their);
        // What both have word for word was put in by both, unless both moved the same there.
        let twin = |text: &str, side: &[&str], of: (&Aligned, &HashMap<usize, usize>), slot| {
            let (aligned, moves) = of;
            let same = |index: &usize| side[*index].trim_matches(BLANK) == text.trim_matches(BLANK);
            let here =
                |index| aligned.kept[slot] == Some(index) || moves.get(&index) == Some(&slot);
            (0..side.len()).filter(same).any(|index| !here(index))
        };
        let all = their_moves.clone();
        their_moves.retain(|index, slot| !twin(theirs[*index], ours, (&our, &our_moves), *slot));
        our_moves.retain(|index, slot| !twin(ours[*index], theirs, (&their, &all), *slot));
        Self { base, ours, theirs, our, their, our_moves, their_moves, done: HashSet::new() }
    }

    fn pieces(mut self) -> Vec<Written> {
        let mut pieces = Vec::new();
        for slot in 0..=self.base.len() {
            self.gap(slot, &mut pieces);
            if slot < self.base.len() {
                self.slot(slot, &mut pieces);
            }
        }
        pieces
    }

    /// Where a side has a paragraph of the base by now.
    fn moved(moves: &HashMap<usize, usize>, slot: usize) -> Option<usize> {
        moves.iter().find(|(_, from)| **from == slot).map(|(index, _)| *index)
    }

    /// One paragraph of the base.
    fn slot(&mut self, slot: usize, out: &mut Vec<Written>) {
        // One that somebody moved stands where it was put.
        let moved = Self::moved(&self.our_moves, slot).or(Self::moved(&self.their_moves, slot));
        if moved.is_some() || self.done.contains(&slot) {
            return;
        }
        let ours = self.our.kept[slot].map(|index| self.ours[index]);
        let theirs = self.their.kept[slot].map(|index| self.theirs[index]);
        self.three(slot, ours, theirs, out);
    }

    /// What becomes of a paragraph of the base and of what the two made of it.
    fn three(
        &mut self,
        slot: usize,
        ours: Option<&str>,
        theirs: Option<&str>,
        out: &mut Vec<Written>,
    ) {
        let base = self.base[slot];
        let same = |a: Option<&str>, b: Option<&str>| a.map(bare) == b.map(bare);
        let mut take = |text: Option<&str>, by: Option<By>| match text {
            Some(text) => out.push((kept(text), by)),
            None => out.push((kept(""), by)),
        };
        if same(ours, theirs) {
            return take(ours, (!same(ours, Some(base))).then_some(By::Both));
        }
        if same(theirs, Some(base)) {
            return take(ours, Some(By::Ours));
        }
        if same(ours, Some(base)) {
            return take(theirs, Some(By::Theirs));
        }
        if let (Some(ours), Some(theirs)) = (ours, theirs)
            && let Some(text) = sentences(base, ours, theirs)
        {
            out.push((kept(&text), Some(By::Both)));
            return;
        }
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        out.push((passage(base, &text(ours), &text(theirs)), None));
    }

    /// What was put in before a slot.
    fn gap(&mut self, slot: usize, out: &mut Vec<Written>) {
        let (ours, theirs) = (self.our.put_in[slot].clone(), self.their.put_in[slot].clone());
        if self.replaced(slot, &ours, &theirs, out) {
            return;
        }
        let text = |list: &[usize], from: &[&str]| -> Vec<String> {
            list.iter().map(|index| bare(from[*index]).to_owned()).collect()
        };
        let (old, new) = (text(&ours, self.ours), text(&theirs, self.theirs));
        for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
            match op {
                DiffOp::Equal { old_index, len, .. } => {
                    for index in &ours[old_index..old_index + len] {
                        self.put(true, *index, out);
                    }
                }
                op => {
                    let (mine, yours) = (&ours[op.old_range()], &theirs[op.new_range()]);
                    self.both_put_in(mine, yours, out);
                }
            }
        }
    }

    /// Whether something else was put in the place of the paragraph in this slot, which both
    /// changed: then that is asked about, with what stands there now.
    fn replaced(
        &mut self,
        slot: usize,
        ours: &[usize],
        theirs: &[usize],
        out: &mut Vec<Written>,
    ) -> bool {
        let new = |list: &[usize], moves: &HashMap<usize, usize>| -> Vec<usize> {
            list.iter().copied().filter(|index| !moves.contains_key(index)).collect()
        };
        let mine = new(ours, &self.our_moves);
        let yours = new(theirs, &self.their_moves);
        let text = |list: &[usize], from: &[&str]| -> String {
            list.iter().map(|index| bare(from[*index])).collect::<Vec<_>>().join("\n\n")
        };
        let (mine, yours) = (text(&mine, self.ours), text(&yours, self.theirs));
        let stood = self.base.get(slot).copied();
        let state = |kept: &[Option<usize>], side: &[&'t str], moves: &HashMap<usize, usize>| {
            let moved = Self::moved(moves, slot).is_some();
            let now = kept.get(slot).copied().flatten().map(|index| bare(side[index]));
            (now, !moved && stood.is_some() && now.is_none(), now != stood.map(bare))
        };
        let (our_now, our_gone, our_changed) = state(&self.our.kept, self.ours, &self.our_moves);
        let (their_now, their_gone, their_changed) =
            state(&self.their.kept, self.theirs, &self.their_moves);
        let moved = Self::moved(&self.our_moves, slot).or(Self::moved(&self.their_moves, slot));
        let instead = |now: Option<&str>, put: &str| now.unwrap_or(put).to_owned();
        let both_replaced = our_gone && their_gone && !mine.is_empty() && !yours.is_empty();
        let one_replaced = moved.is_none()
            && ((our_gone && !mine.is_empty() && their_now.is_some() && their_changed)
                || (their_gone && !yours.is_empty() && our_now.is_some() && our_changed));
        if mine == yours || !(both_replaced || one_replaced) {
            return false;
        }
        for (is_ours, list) in [(true, ours), (false, theirs)] {
            for index in list {
                let moves = if is_ours { &self.our_moves } else { &self.their_moves };
                let in_passage = if is_ours { our_now.is_none() } else { their_now.is_none() };
                if moves.contains_key(index) || !in_passage {
                    self.put(is_ours, *index, out);
                }
            }
        }
        let passage = passage(
            stood.unwrap_or_default(),
            &instead(our_now, &mine),
            &instead(their_now, &yours),
        );
        out.push((passage, None));
        self.done.insert(slot);
        true
    }

    /// Both put something in here: both stay, ours first. Two that are nearly the same are one
    /// passage that both wrote.
    fn both_put_in(&mut self, ours: &[usize], theirs: &[usize], out: &mut Vec<Written>) {
        let mut left: Vec<usize> = theirs.to_vec();
        for index in ours {
            let free = !self.our_moves.contains_key(index);
            let words = Words::of(self.ours[*index]);
            let twin = left.iter().position(|other| {
                free && !self.their_moves.contains_key(other)
                    && words.common(&Words::of(self.theirs[*other])) >= MOVED
            });
            match twin {
                Some(place) => {
                    let other = left.remove(place);
                    out.push((passage("", self.ours[*index], self.theirs[other]), None));
                }
                None => self.put(true, *index, out),
            }
        }
        for index in left {
            self.put(false, index, out);
        }
    }

    /// One paragraph that a side put in, or moved here.
    fn put(&mut self, ours: bool, index: usize, out: &mut Vec<Written>) {
        let moves = if ours { &self.our_moves } else { &self.their_moves };
        let Some(slot) = moves.get(&index).copied() else {
            let (text, by, other) = match ours {
                true => (self.ours[index], By::Ours, self.theirs),
                false => (self.theirs[index], By::Theirs, self.ours),
            };
            let both = other.iter().any(|one| one.trim_matches(BLANK) == text.trim_matches(BLANK));
            // What both wrote stands where it was put here.
            if ours || !both {
                out.push((kept(text), Some(if both { By::Both } else { by })));
            }
            return;
        };
        let mine = Self::moved(&self.our_moves, slot).or(self.our.kept[slot]);
        let yours = Self::moved(&self.their_moves, slot).or(self.their.kept[slot]);
        // Moved by both: it stands where it was put here.
        if !ours && self.our_moves.values().any(|from| *from == slot) {
            return;
        }
        let both = ours && self.their_moves.values().any(|from| *from == slot);
        let (mine, yours) = (mine.map(|i| self.ours[i]), yours.map(|i| self.theirs[i]));
        self.three(slot, mine, yours, out);
        let mover = match (both, ours) {
            (true, _) => By::Both,
            (false, true) => By::Ours,
            (false, false) => By::Theirs,
        };
        // Who moved it has a hand in it too, unless it is gone.
        if let Some((Piece::Paragraph(text), by)) = out.last_mut()
            && !text.is_empty()
        {
            *by = Some(by.filter(|by| *by != mover).map_or(mover, |_| By::Both));
        }
    }
}

/// Which of the paragraphs that were put in are some of the base that stood elsewhere.
fn moves(base: &[&str], side: &[&str], aligned: &Aligned) -> HashMap<usize, usize> {
    let mut gone: Vec<usize> =
        (0..base.len()).filter(|slot| aligned.kept[*slot].is_none()).collect();
    let mut moves = HashMap::new();
    let same = |index: usize, slot: usize| {
        base[slot].trim_matches(BLANK) == side[index].trim_matches(BLANK)
    };
    let like =
        |index: usize, slot: usize| Words::of(side[index]).common(&Words::of(base[slot])) >= MOVED;
    // Those that are as they were first: none of them is another one reworded.
    for is in [&same as &dyn Fn(usize, usize) -> bool, &like] {
        for index in aligned.put_in.iter().flatten().copied() {
            let open = !moves.contains_key(&index);
            let place = gone.iter().position(|slot| open && is(index, *slot));
            if let Some(place) = place {
                moves.insert(index, gone.remove(place));
            }
        }
    }
    moves
}

/// The sentences of a paragraph; the lines of one whose lines are more than their words, a table
/// or code.
fn parts(text: &str, by_lines: bool) -> Vec<&str> {
    let text = bare(text);
    match by_lines {
        true => text.split_inclusive('\n').collect(),
        false => text.split_sentence_bounds().collect(),
    }
}

fn is_of_lines(text: &str) -> bool {
    text.lines().any(|line| {
        ["|", "```", "~~~"].iter().any(|mark| line.trim_matches(BLANK).starts_with(mark))
    })
}

/// A paragraph that both changed, sentence by sentence; `None` when both changed the same
/// one, or one of them kept none.
fn sentences(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let by_lines = [base, ours, theirs].into_iter().any(is_of_lines);
    let [base, ours, theirs] = [base, ours, theirs].map(|text| parts(text, by_lines));
    let (our, their) = (align(&base, &ours, ALIKE), align(&base, &theirs, ALIKE));
    // What one of them wrote anew has no place for a sentence of the other one's.
    if [&our, &their].iter().any(|side| side.kept.iter().all(Option::is_none)) {
        return None;
    }
    let mut out = String::new();
    let mut put = |list: &[&str], index: usize| {
        // The last sentence of a paragraph has nothing behind it, and what begins a line (an item,
        // a quote) begins one here too: it is parted as it is where it comes from.
        let before = index.checked_sub(1).map_or(" ", |before| tail(list[before]));
        let end = out.trim_end_matches(BLANK).len();
        if end > 0 && (out.len() == end || before.contains('\n') && !out[end..].contains('\n')) {
            out.truncate(end);
            out.push_str(before);
        }
        out.push_str(list[index]);
    };
    for slot in 0..=base.len() {
        let (mine, yours) = (&our.put_in[slot], &their.put_in[slot]);
        let text = |list: &[&str], of: &[usize]| -> String {
            of.iter().map(|index| bare(list[*index])).collect::<Vec<_>>().join(" ")
        };
        let same = text(&ours, mine) == text(&theirs, yours);
        if !mine.is_empty() && !yours.is_empty() && !same {
            return None;
        }
        mine.iter().for_each(|index| put(&ours, *index));
        if mine.is_empty() {
            yours.iter().for_each(|index| put(&theirs, *index));
        }
        if slot == base.len() {
            break;
        }
        let (mine, yours) = (our.kept[slot], their.kept[slot]);
        let words = |list: &[&'_ str], index: Option<usize>| -> Option<String> {
            index.map(|index| bare(list[index]).to_owned())
        };
        let was = Some(bare(base[slot]).to_owned());
        let (m, y) = (words(&ours, mine), words(&theirs, yours));
        if m == y || y == was {
            if let Some(index) = mine {
                put(&ours, index);
            }
        } else if m == was {
            if let Some(index) = yours {
                put(&theirs, index);
            }
        } else {
            return None;
        }
    }
    Some(out)
}

/// Numbers the paragraphs, says who wrote which, and gives each passage its neighbours.
fn finish(merge: &mut Merge, written: Vec<Written>) {
    let mut number = 0;
    for (piece, by) in written {
        let text = match &piece {
            Piece::Paragraph(text) => text.trim_matches(BLANK).to_owned(),
            Piece::Passage(_) => String::new(),
        };
        let gone = matches!(piece, Piece::Paragraph(_)) && text.is_empty();
        number += usize::from(!gone);
        if let Some(by) = by {
            merge.taken.push(Taken { place: Place::Text, paragraph: number.max(1), by, text });
        }
        if !gone {
            merge.body.push(piece);
        }
    }
    let shown: Vec<String> = merge
        .body
        .iter()
        .map(|piece| match piece {
            Piece::Paragraph(text) => text.trim_matches(BLANK).to_owned(),
            Piece::Passage(passage) => passage.base.clone(),
        })
        .collect();
    for (index, piece) in merge.body.iter_mut().enumerate() {
        if let Piece::Passage(passage) = piece {
            let before = index.checked_sub(1).and_then(|before| shown.get(before));
            passage.before = before.cloned().unwrap_or_default();
            passage.after = shown.get(index + 1).cloned().unwrap_or_default();
        }
    }
}

/// Paragraphs one below the other.
pub(super) struct Assembly {
    text: String,
    /// Where the paragraphs begin.
    begins: usize,
}

impl Assembly {
    pub(super) fn new(header: String) -> Self {
        Self { begins: header.len(), text: header }
    }

    /// Whether no paragraph has come yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.len() == self.begins
    }

    /// One more paragraph, with a blank line before it. Says where it stands.
    pub(super) fn push(&mut self, paragraph: &str) -> Range<usize> {
        if paragraph.trim_matches(BLANK).is_empty() {
            return self.text.len()..self.text.len();
        }
        if self.text.len() > self.begins {
            let end = self.text.trim_end_matches(BLANK).len();
            let ends = self.text[end..].matches('\n').count();
            (ends..2).for_each(|_| self.text.push('\n'));
        }
        let start = self.text.len();
        self.text.push_str(paragraph);
        start..self.text.len()
    }

    /// All of it, with what it is to end with.
    pub(super) fn end(mut self, tail: &str) -> String {
        if self.text.len() > self.begins {
            let end = self.text.trim_end_matches(BLANK).len().max(self.begins);
            self.text.truncate(end);
            self.text.push_str(tail);
        }
        self.text
    }
}
