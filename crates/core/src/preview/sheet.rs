//! The page of a text that is being typed.
//!
//! The text is held in pieces: runs of top-level blocks, cut only where the line before the next
//! block is blank, so that each can be read without the others. A change goes like this:
//!
//! 1. It is put into the pieces that it touches; the bytes of all others stay where they are.
//! 2. The touched pieces are read again, with as many around them as it takes until a cut that
//!    was there before is there again ([`Sheet::read_around`]).
//! 3. Of what was read, blocks whose HTML is as it was keep their ids; only the others are
//!    sanitised ([`Sheet::put`]). Of a text that is being opened no block is until somebody
//!    comes to see it ([`Sheet::page`]).
//! 4. Where a definition changed, the pieces that use it are rendered again.
//!
//! What is not local is read as a whole: footnotes, which count through the text, and a `<figure>`
//! that a blank line divides. The outcome is always that of [`super::render`] over the whole text.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::blocks::{self, End, Parsed, plain_line_ends};
use super::definitions::{Definition, Label, PieceId, Table};
use super::places::{self, Place};
use super::{Pictures, clean};
use crate::figure::Figure;
use crate::view::{Block, Change, Splice};

/// A text in pieces, and its page.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// At least one; their sources, one after the other, are the text.
    #[expect(clippy::vec_box, reason = "a piece more or less in the middle moves pointers only")]
    pieces: Vec<Box<Piece>>,
    /// Of each piece, side by side, so that counting through them is quick: its length in the
    /// editor's offsets, in bytes, and in blocks.
    units: Vec<u32>,
    bytes: Vec<u32>,
    counts: Vec<u32>,
    ids: Vec<PieceId>,
    table: Table,
    words: u32,
    /// Pieces that cannot be read without the others.
    bound: usize,
    next_piece: PieceId,
    next_block: u32,
    /// Whether the text has a page. A file whose header cannot be read has none.
    shown: bool,
}

#[derive(Debug, Clone, Default)]
struct Piece {
    /// As it stands in the file.
    source: String,
    rendered: Vec<Rendered>,
    /// Figures with their places in the piece, in the editor's offsets.
    figures: Vec<(Range<u32>, Figure)>,
    defines: Vec<(Label, Definition)>,
    uses: Vec<Label>,
    words: u32,
    bound: bool,
    /// Whether nothing that follows can belong to its last block.
    closed: bool,
}

/// A block, and the hash of its HTML before sanitising.
#[derive(Debug, Clone)]
struct Rendered {
    id: u32,
    html: Html,
    /// In the editor's offsets.
    length: u32,
    raw: u64,
}

/// The HTML of a block. What leaves the sheet is always clean.
#[derive(Debug, Clone)]
enum Html {
    Clean(String),
    /// As the text says it: nobody has seen the block yet.
    Raw(String),
}

impl Rendered {
    fn block(&self) -> Block {
        let html = match &self.html {
            Html::Clean(html) => html.clone(),
            Html::Raw(html) => clean::clean(html),
        };
        Block { id: self.id, html, length: self.length }
    }

    /// The same, and kept: it is sanitised once.
    fn seen(&mut self) -> Block {
        let block = self.block();
        if matches!(self.html, Html::Raw(_)) {
            self.html = Html::Clean(block.html.clone());
        }
        block
    }
}

/// A change of the text in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// Start, in the text before the change.
    pub from: usize,
    /// End, in the text before the change.
    pub to: usize,
    /// What stands there instead.
    pub insert: String,
}

/// What a change did. Each part is to be applied after the one before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// To the page.
    pub splices: Vec<Splice>,
    /// To the text.
    pub patches: Vec<Patch>,
    /// Whether a figure came, went or changed.
    pub figures: bool,
}

/// A change lies outside the text, inside a pair of UTF-16, or before another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfRange;

/// Changes at most so many pieces apart are made in one go.
const NEAR: usize = 8;

impl Sheet {
    /// The page of a text. Ids count from 1.
    pub fn new(text: &str, pictures: &dyn Pictures) -> Sheet {
        let mut sheet = Sheet::plain(text);
        sheet.put(0..1, text.to_owned(), pictures, &mut Changed::default());
        sheet.shown = true;
        sheet
    }

    /// A text without a page.
    pub fn plain(text: &str) -> Sheet {
        Sheet {
            pieces: vec![Box::new(Piece { source: text.to_owned(), ..Piece::default() })],
            units: vec![places::units(text)],
            bytes: vec![text.len() as u32],
            counts: vec![0],
            ids: vec![0],
            table: Table::default(),
            words: 0,
            bound: 0,
            next_piece: 1,
            next_block: 1,
            shown: false,
        }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.length());
        self.pieces.iter().for_each(|piece| text.push_str(&piece.source));
        text
    }

    /// Its length in bytes.
    pub fn length(&self) -> usize {
        sum(&self.bytes)
    }

    /// Whether the text is this one.
    pub fn is(&self, text: &[u8]) -> bool {
        let mut rest = text;
        self.length() == text.len()
            && self.pieces.iter().all(|piece| {
                let (here, after) = rest.split_at(piece.source.len());
                rest = after;
                here == piece.source.as_bytes()
            })
    }

    /// The blocks of the page.
    pub fn blocks(&self) -> Vec<Block> {
        let rendered = self.pieces.iter().flat_map(|piece| &piece.rendered);
        rendered.map(Rendered::block).collect()
    }

    /// Some of them: at most so many, from one on.
    pub fn page(&mut self, from: usize, most: usize) -> Vec<Block> {
        let rendered = self.pieces.iter_mut().flat_map(|piece| &mut piece.rendered);
        rendered.skip(from).take(most).map(Rendered::seen).collect()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        sum(&self.counts)
    }

    /// Words as readers count them (UAX #29), without marks and addresses.
    pub fn words(&self) -> u32 {
        self.words
    }

    /// The figures with their places in the editor.
    pub fn figures(&self) -> Vec<(Range<u32>, Figure)> {
        let mut start = 0;
        let mut figures = Vec::new();
        for (piece, units) in self.pieces.iter().zip(&self.units) {
            figures.extend(
                piece
                    .figures
                    .iter()
                    .map(|(at, figure)| (start + at.start..start + at.end, figure.clone())),
            );
            start += units;
        }
        figures
    }

    /// Changes the text. The changes are in order and do not overlap; `line_end` is written for
    /// each `\n` in them.
    pub fn edit(
        &mut self,
        changes: &[Change],
        line_end: &str,
        pictures: &dyn Pictures,
    ) -> Result<Changed, OutOfRange> {
        let mut located = Vec::with_capacity(changes.len());
        let mut done = 0;
        for change in changes {
            if change.from < done || change.to < change.from {
                return Err(OutOfRange);
            }
            done = change.to;
            let from = self.place(change.from, true)?;
            let to = if change.to == change.from { from } else { self.place(change.to, false)? };
            located.push((from, to, change));
        }
        let mut changed = Changed::default();
        // From the end, so that the places before stay right.
        while let Some((from, to, _)) = located.last() {
            let (mut first, last) = (from.piece, to.piece);
            let mut begin = located.len() - 1;
            while begin > 0 && located[begin - 1].1.piece + NEAR >= first {
                begin -= 1;
                first = located[begin].0.piece;
            }
            let group = located.split_off(begin);
            self.change(first, last, &group, line_end, pictures, &mut changed);
        }
        Ok(changed)
    }

    /// Renders all of it again: pictures came or went.
    pub fn render(&mut self, pictures: &dyn Pictures) -> Vec<Splice> {
        let mut changed = Changed::default();
        if self.shown {
            let text = self.text();
            self.put(0..self.pieces.len(), text, pictures, &mut changed);
        }
        changed.splices
    }

    /// Makes changes that all lie in the pieces from `first` to `last`.
    fn change(
        &mut self,
        first: usize,
        last: usize,
        changes: &[(Place, Place, &Change)],
        line_end: &str,
        pictures: &dyn Pictures,
        changed: &mut Changed,
    ) {
        let old = self.sources(first..last + 1);
        let within = |place: &Place| sum(&self.bytes[first..place.piece]) + place.byte;
        let before = first.checked_sub(1).map(|before| &*self.pieces[before].source);
        let mut new = Joined::after(before);
        let mut done = 0;
        for (from, to, change) in changes {
            new.push(&old[done..within(from)]);
            if line_end == "\n" {
                new.push(&change.insert);
            } else {
                new.push(&change.insert.replace('\n', line_end));
            }
            done = within(to);
        }
        new.push(&old[done..]);
        let new = new.text;
        if new == old {
            return;
        }
        let start = sum(&self.bytes[..first]);
        changed.patches.push(Patch::between(start, &old, &new));
        if !self.shown {
            (self.units[first], self.bytes[first]) = (places::units(&new), new.len() as u32);
            self.pieces[first].source = new;
            return;
        }
        let (window, source, parsed) = self.read_around(first, last, new, pictures);
        self.put_parsed(window, source, parsed, pictures, changed);
    }

    /// Reads a changed text in the place of the pieces from `first` to `last`, and as many pieces
    /// around them as are affected. Returns which ones, what stands there, and what was read.
    fn read_around(
        &self,
        first: usize,
        last: usize,
        new: String,
        pictures: &dyn Pictures,
    ) -> (Range<usize>, String, Parsed) {
        let whole = 0..self.pieces.len();
        let before = first.checked_sub(1).map(|before| &self.pieces[before]);
        let mut window = if self.bound > 0 || is_bound(&new) {
            whole.clone()
        } else if before.is_none_or(|before| before.closed) || is_outdented(&new) {
            first..last + 1
        } else {
            first.saturating_sub(2)..last + 1
        };
        let mut reach = 1;
        loop {
            let mut source = self.sources(window.start..first.max(window.start));
            source.push_str(&new);
            source.push_str(&self.sources(last + 1..window.end.max(last + 1)));
            let parsed = self.parse(&window, &source, pictures);
            let settled = window.end == whole.end || self.meets(&window, last, &source, &parsed);
            if window == whole || (settled && !parsed.blocks.is_empty()) {
                return (window, source, parsed);
            }
            if parsed.blocks.is_empty() {
                window.start = window.start.saturating_sub(reach);
            }
            window.end = (window.end + reach).min(whole.end);
            reach *= 2;
        }
    }

    /// Whether what follows a window that was read again is as it was.
    fn meets(&self, window: &Range<usize>, last: usize, source: &str, parsed: &Parsed) -> bool {
        let Some(end) = parsed.blocks.last() else { return false };
        if window.end == last + 1 {
            let next = &*self.pieces[window.end].source;
            let ended = match end.end {
                End::Blank => true,
                End::Outdented => is_outdented(next),
                End::Open => false,
            };
            return ended && ends_blank(&plain_line_ends(source));
        }
        // The last piece is an old one: it must begin where it began.
        let own = &*self.pieces[window.end - 1].source;
        let start = plain_line_ends(source).len() - plain_line_ends(own).len();
        cuts(&plain_line_ends(source), parsed).contains(&start)
    }

    /// Reads a part of the text as the whole text would have it read.
    fn parse(&self, window: &Range<usize>, source: &str, pictures: &dyn Pictures) -> Parsed {
        let text = plain_line_ends(source);
        let elsewhere = |label: &Label| self.winner(label, window).map(|(_, found)| found.clone());
        let parsed = blocks::parse(&text, 0, &elsewhere, pictures);
        if self.table.is_empty() {
            return parsed;
        }
        // Definitions further up in the text count before those in the part.
        let mut above = String::new();
        let labels: BTreeSet<String> = parsed
            .defines
            .iter()
            .filter_map(|label| {
                let (at, found) = self.winner(label, window)?;
                (at < window.start).then(|| found.spelled(label))
            })
            .collect();
        labels.iter().for_each(|line| above.push_str(line));
        if above.is_empty() {
            return parsed;
        }
        let skip = above.len();
        above.push_str(&text);
        blocks::parse(&above, skip, &elsewhere, pictures)
    }

    /// The definition of a label that counts outside a window, and its piece.
    fn winner(&self, label: &Label, window: &Range<usize>) -> Option<(usize, &Definition)> {
        let pieces = self.table.defined_in(label).iter();
        let at =
            pieces.filter_map(|id| self.index_of(*id)).filter(|at| !window.contains(at)).min()?;
        let (_, found) = self.pieces[at].defines.iter().find(|(one, _)| one == label)?;
        Some((at, found))
    }

    fn index_of(&self, id: PieceId) -> Option<usize> {
        self.ids.iter().position(|one| *one == id)
    }

    /// Puts a text in the place of some pieces.
    fn put(
        &mut self,
        window: Range<usize>,
        source: String,
        pictures: &dyn Pictures,
        changed: &mut Changed,
    ) {
        let parsed = self.parse(&window, &source, pictures);
        self.put_parsed(window, source, parsed, pictures, changed);
    }

    fn put_parsed(
        &mut self,
        window: Range<usize>,
        source: String,
        parsed: Parsed,
        pictures: &dyn Pictures,
        changed: &mut Changed,
    ) {
        let new = pieces(&source, parsed);
        let old = &self.pieces[window.clone()];
        let moved = old.iter().chain(new.iter().map(|(piece, _)| piece));
        let touched: HashSet<Label> = if window == (0..self.pieces.len()) {
            // All that could use them is new.
            HashSet::new()
        } else {
            moved.flat_map(|piece| piece.defines.iter().map(|(label, _)| label.clone())).collect()
        };
        let none = 0..0;
        let counted = |sheet: &Sheet| -> Vec<Option<Definition>> {
            touched.iter().map(|label| Some(sheet.winner(label, &none)?.1.clone())).collect()
        };
        let before = counted(self);
        let end = self.exchange(window.clone(), new, changed);
        if touched.is_empty() {
            return;
        }
        let after = counted(self);
        let mut stale: BTreeSet<PieceId> = BTreeSet::new();
        for ((label, before), after) in touched.iter().zip(before).zip(after) {
            if before != after {
                stale.extend(self.table.users(label));
            }
        }
        for at in window.start..end {
            stale.remove(&self.ids[at]);
        }
        for id in stale {
            let Some(at) = self.index_of(id) else { continue };
            let source = self.pieces[at].source.clone();
            let parsed = self.parse(&(at..at + 1), &source, pictures);
            let mut new = pieces(&source, parsed);
            // What a piece is cut into does not hang on what is defined elsewhere.
            debug_assert_eq!(new.len(), 1);
            new.truncate(1);
            self.exchange(at..at + 1, new, changed);
        }
    }

    /// Exchanges pieces, and says what that does to the page. Returns where the new ones end.
    fn exchange(
        &mut self,
        window: Range<usize>,
        new: Vec<(Box<Piece>, Vec<Fresh>)>,
        changed: &mut Changed,
    ) -> usize {
        let mut rendered = Vec::new();
        for at in window.clone() {
            let piece = &mut self.pieces[at];
            rendered.append(&mut piece.rendered);
            changed.figures |= !piece.figures.is_empty();
            let labels = piece.defines.iter().map(|(label, _)| label);
            self.table.remove(self.ids[at], labels, piece.uses.iter());
            self.words -= piece.words;
            self.bound -= usize::from(piece.bound);
        }
        let fresh: Vec<&Fresh> = new.iter().flat_map(|(_, fresh)| fresh).collect();
        let (blocks, splice) = settle(rendered, &fresh, &mut self.next_block, self.shown);
        if let Some(mut splice) = splice {
            splice.from += sum(&self.counts[..window.start]) as u32;
            changed.splices.push(splice);
        }
        let mut blocks = blocks.into_iter();
        let mut pieces = Vec::with_capacity(new.len());
        let mut ids = Vec::with_capacity(new.len());
        for (mut piece, fresh) in new {
            piece.rendered = blocks.by_ref().take(fresh.len()).collect();
            let id = self.next_piece;
            self.next_piece += 1;
            let labels = piece.defines.iter().map(|(label, _)| label);
            self.table.add(id, labels, piece.uses.iter());
            self.words += piece.words;
            self.bound += usize::from(piece.bound);
            changed.figures |= !piece.figures.is_empty();
            ids.push(id);
            pieces.push(piece);
        }
        let end = window.start + pieces.len();
        let each = |of: fn(&Piece) -> u32| pieces.iter().map(|piece| of(piece)).collect::<Vec<_>>();
        self.units.splice(window.clone(), each(|piece| places::units(&piece.source)));
        self.bytes.splice(window.clone(), each(|piece| piece.source.len() as u32));
        self.counts.splice(window.clone(), each(|piece| piece.rendered.len() as u32));
        self.ids.splice(window.clone(), ids);
        self.pieces.splice(window, pieces);
        end
    }

    fn sources(&self, pieces: Range<usize>) -> String {
        let mut text = String::new();
        self.pieces[pieces].iter().for_each(|piece| text.push_str(&piece.source));
        text
    }

    /// Where an offset of the editor is. Between two pieces it is at the `start` of the second,
    /// or else at the end of the first.
    fn place(&self, unit: u32, start: bool) -> Result<Place, OutOfRange> {
        let mut rest = unit;
        let last = self.units.len() - 1;
        for (piece, &units) in self.units.iter().enumerate() {
            if rest < units || piece == last || (!start && rest == units) {
                let byte = places::byte_of(&self.pieces[piece].source, rest).ok_or(OutOfRange)?;
                return Ok(Place { piece, byte });
            }
            rest -= units;
        }
        Err(OutOfRange)
    }
}

impl Patch {
    /// The one stretch in which two texts that stand at `start` differ.
    pub fn between(start: usize, old: &str, new: &str) -> Patch {
        let mut head = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(head) || !new.is_char_boundary(head) {
            head -= 1;
        }
        let most = old.len().min(new.len()) - head;
        let mut tail =
            old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(old.len() - tail) || !new.is_char_boundary(new.len() - tail) {
            tail -= 1;
        }
        Patch {
            from: start + head,
            to: start + old.len() - tail,
            insert: new[head..new.len() - tail].to_owned(),
        }
    }
}

/// Text that is put together without ever making one line end of two: a lone `\r` that comes to
/// stand before a `\n` would.
struct Joined {
    text: String,
    after_return: bool,
}

impl Joined {
    fn after(before: Option<&str>) -> Joined {
        Joined {
            text: String::new(),
            after_return: before.is_some_and(|text| text.ends_with('\r')),
        }
    }

    fn push(&mut self, mut part: &str) {
        if part.is_empty() {
            return;
        }
        if self.after_return {
            while let Some(rest) = part.strip_prefix('\n') {
                self.text.push('\r');
                part = rest;
            }
        }
        self.text.push_str(part);
        self.after_return = self.text.ends_with('\r');
    }
}

/// A block that was just read.
struct Fresh {
    html: String,
    raw: u64,
    length: u32,
}

/// Whether a text holds what cannot be read without the rest: footnotes, a `<figure>` that may end
/// further down.
fn is_bound(source: &str) -> bool {
    let count = |words: [&str; 2]| words.iter().map(|word| source.matches(word).count()).sum();
    let last = |words: [&str; 2]| words.iter().filter_map(|word| source.rfind(word)).max();
    const OPEN: [&str; 2] = ["<figure", "<FIGURE"];
    const CLOSE: [&str; 2] = ["</figure>", "</FIGURE>"];
    let (opened, closed): (usize, usize) = (count(OPEN), count(CLOSE));
    source.contains("[^") || opened > closed || last(OPEN) > last(CLOSE)
}

/// Where a part of a text can be cut: at the lines after blank ones on which a block begins that
/// no figure goes on into.
fn cuts(text: &str, parsed: &Parsed) -> Vec<usize> {
    let pairs = parsed.blocks.windows(2).map(|pair| (pair[0].start, pair[1].start));
    let mut cuts: Vec<usize> = pairs
        // Two blocks may begin on one line: a note whose text is on the next, say.
        .filter(|(before, start)| before < start && ends_blank(&text[..*start]))
        .map(|(_, start)| start)
        .collect();
    for figure in &parsed.figures {
        cuts.retain(|cut| !(figure.span.start < *cut && *cut < figure.span.end));
    }
    cuts
}

/// Whether a text begins at the margin and with no entry of a list: after a blank line it belongs
/// to no list or code that stands before it.
fn is_outdented(text: &str) -> bool {
    let mark = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let is_mark = |marks: &[char]| {
        mark.strip_prefix(marks)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
    };
    let entry =
        if mark.len() == text.len() { is_mark(&['-', '+', '*']) } else { is_mark(&['.', ')']) };
    !entry && !text.is_empty() && !text.starts_with([' ', '\t', '\n', '\r'])
}

/// Whether the last line of a text is blank.
fn ends_blank(text: &str) -> bool {
    let Some(text) = text.strip_suffix('\n') else { return false };
    let line = text.rfind('\n').map_or(text, |at| &text[at + 1..]);
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// Cuts a part that was read into pieces, each with its blocks.
fn pieces(source: &str, parsed: Parsed) -> Vec<(Box<Piece>, Vec<Fresh>)> {
    let text = plain_line_ends(source);
    let mut bounds = vec![0];
    bounds.extend(cuts(&text, &parsed));
    bounds.push(text.len());
    let mut blocks = parsed.blocks.into_iter().peekable();
    let mut figures = parsed.figures.into_iter().peekable();
    let mut looks_up = parsed.looks_up;
    looks_up.sort_by_key(|(at, _)| *at);
    let mut asked = looks_up.into_iter().peekable();
    let mut byte = 0;
    bounds
        .windows(2)
        .map(|bound| {
            let [start, end] = [bound[0], bound[1]];
            let part = &text[start..end];
            let length = places::bytes_of_plain(&source[byte..], part);
            let mut piece =
                Piece { source: source[byte..byte + length].to_owned(), ..Piece::default() };
            byte += length;
            let mut own = Vec::new();
            while let Some(block) = blocks.next_if(|block| block.start < end) {
                own.push(block);
            }
            let mut fresh = Vec::with_capacity(own.len());
            for (place, block) in own.iter().enumerate() {
                let from = if place == 0 { start } else { block.start };
                let to = own.get(place + 1).map_or(end, |next| next.start);
                piece.words += block.words;
                let raw = hash(&block.html);
                fresh.push((raw, places::units(&text[from..to])));
            }
            let last = own.last().map(|block| block.end);
            let fresh = own
                .into_iter()
                .zip(fresh)
                .map(|(block, (raw, length))| Fresh { html: block.html, raw, length })
                .collect();
            while let Some(figure) = figures.next_if(|figure| figure.span.start < end) {
                let from = places::units(&text[start..figure.span.start]);
                let to = from + places::units(&text[figure.span.clone()]);
                piece.figures.push((from..to, figure));
            }
            piece.defines = blocks::definitions(part);
            let is_last = end == text.len();
            while let Some((_, label)) = asked.next_if(|(at, _)| *at < end || is_last) {
                piece.uses.push(label);
            }
            piece.uses.extend(piece.defines.iter().map(|(label, _)| label.clone()));
            piece.bound = is_bound(&piece.source);
            piece.closed = last == Some(End::Blank) && ends_blank(part);
            (Box::new(piece), fresh)
        })
        .collect()
}

/// Gives blocks their ids: one whose HTML was there keeps the id that it had. Returns them all,
/// and what to do to those that were there, if they are `shown`.
fn settle(
    mut old: Vec<Rendered>,
    new: &[&Fresh],
    next: &mut u32,
    shown: bool,
) -> (Vec<Rendered>, Option<Splice>) {
    let same = |a: &Rendered, b: &Fresh| a.raw == b.raw && a.length == b.length;
    let head = old.iter().zip(new).take_while(|(a, b)| same(a, b)).count();
    let most = old.len().min(new.len()) - head;
    let pairs = old.iter().rev().zip(new.iter().rev()).take(most);
    let tail = pairs.take_while(|(a, b)| same(a, b)).count();
    let mut ids: HashMap<u64, Vec<&Rendered>> = HashMap::new();
    for gone in &old[head..old.len() - tail] {
        ids.entry(gone.raw).or_default().push(gone);
    }
    let mut middle: Vec<Rendered> = new[head..new.len() - tail]
        .iter()
        .map(|fresh| {
            let Fresh { html, raw, length } = *fresh;
            match ids.get_mut(raw).and_then(Vec::pop) {
                Some(kept) => Rendered { length: *length, ..kept.clone() },
                None => {
                    let id = *next;
                    *next += 1;
                    Rendered { id, html: Html::Raw(html.clone()), length: *length, raw: *raw }
                }
            }
        })
        .collect();
    let remove = old.len() - head - tail;
    let splice = (shown && (remove > 0 || !middle.is_empty())).then(|| Splice {
        from: head as u32,
        remove: remove as u32,
        insert: middle.iter_mut().map(Rendered::seen).collect(),
    });
    old.splice(head..head + remove, middle);
    (old, splice)
}

fn hash(html: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    html.hash(&mut hasher);
    hasher.finish()
}

fn sum(lengths: &[u32]) -> usize {
    lengths.iter().map(|length| *length as usize).sum()
}

#[cfg(test)]
mod tests;
