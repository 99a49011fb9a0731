//! The index as bytes: paths are replaced in it, and all else is copied as it stands.
//!
//! 1. Header and checksum are looked at; entries of the versions 2 to 4 are walked through once.
//! 2. What stands at a path that is replaced is left out, and the new entry is put where it
//!    belongs. Everything between is copied in one piece each.
//! 3. Of the extensions those are kept that are still right: the remembered trees, without the
//!    ones above a changed path, and what was resolved. Others only save time and are left out;
//!    one that must be understood is no index of ours.
//!
//! Entries are neither parsed whole nor sorted nor written anew for the sake of one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use git2::Oid;
use sha1::{Digest, Sha1};

use crate::repository::tree::Entry;

/// What the index notes of a file, so that git need not look inside: the low 32 bits of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Stat {
    pub(super) changed: (u32, u32),
    pub(super) modified: (u32, u32),
    pub(super) device: u32,
    pub(super) inode: u32,
    pub(super) user: u32,
    pub(super) group: u32,
    pub(super) size: u32,
}

/// What is to stand at each path; `None` is nothing.
pub(super) type Wanted = BTreeMap<String, Option<(Entry, Stat)>>;

/// Why bytes are no index that paths can be replaced in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// An extension that must be understood and is not: its name.
    Form(String),
    /// Cut short, changed, or no index at all.
    Damaged,
}

const HEADER: usize = 12;
const HASH: usize = 20;
/// Stat data, id and flags of an entry.
const FIXED: usize = 62;
const EXTENDED: u16 = 0x4000;
const LONG: usize = 0xfff;
/// No index of a site nests its trees deeper.
const DEEPEST: usize = 256;

/// The index with these paths replaced. `written` is the second in which the old one was: git
/// looks inside files of that second or later, and must go on doing so.
pub(super) fn replaced(old: &[u8], written: u32, wanted: &Wanted) -> Result<Vec<u8>, Unread> {
    check(old)?;
    let mut walk = Walk::new(old)?;
    let cuts = cuts(wanted);
    let mut cuts = cuts.iter().peekable();
    let mut new_ones =
        wanted.iter().filter_map(|(path, new)| Some((path.as_bytes(), (*new)?))).peekable();
    let mut new = Made::new(old, walk.version);
    let mut touched = BTreeSet::new();
    let mut out: HashMap<Vec<u8>, Was> = HashMap::new();
    while walk.step()? {
        let name = walk.name();
        let interesting = new_ones.peek().is_some_and(|(path, _)| *path <= name)
            || cuts.peek().is_some_and(|cut| cut.from.as_slice() <= name);
        if !interesting {
            new.keep(&walk, written);
            continue;
        }
        new.end_run(walk.from, walk.before());
        while let Some((path, entry)) = new_ones.next_if(|(path, _)| *path <= name) {
            new.put(path, entry);
        }
        while cuts.next_if(|cut| cut.to.as_slice() <= name).is_some() {}
        if cuts.peek().is_some_and(|cut| cut.from.as_slice() <= name) {
            let was = out.entry(name.to_owned()).or_insert(Was::Other);
            *was = if walk.stage() == 0 { Was::File(walk.id(), walk.mode()) } else { Was::Other };
        } else {
            new.keep(&walk, written);
        }
    }
    new.end_run(walk.at, walk.name());
    for (path, entry) in new_ones {
        new.put(path, entry);
    }
    for (path, now) in wanted {
        let was = out.remove(path.as_bytes());
        let same = match (was, now) {
            (Some(Was::File(id, mode)), Some((entry, _))) => {
                (id, mode) == (entry.id, entry.mode as u32)
            }
            (None, None) => true,
            _ => false,
        };
        if !same {
            touched.insert(path.as_bytes().to_owned());
        }
    }
    touched.extend(out.into_keys());
    let mut bytes = new.finish();
    for (name, data) in extensions(old, walk.at)? {
        let kept = match &name {
            b"TREE" => trees(data, &touched),
            b"REUC" | b"NAME" => Some(data.to_owned()),
            _ => None,
        };
        if let Some(data) = kept {
            bytes.extend_from_slice(&name);
            bytes.extend_from_slice(&(data.len() as u32).to_be_bytes());
            bytes.extend_from_slice(&data);
        }
    }
    let hash = Sha1::digest(&bytes);
    bytes.extend_from_slice(&hash);
    Ok(bytes)
}

/// Whether paths could be replaced in these bytes. What is only damaged is not looked for.
pub(super) fn form(old: &[u8]) -> Result<(), Unread> {
    let mut walk = Walk::new(old)?;
    while walk.step()? {}
    extensions(old, walk.at).map(drop)
}

/// The ids that the index has at these paths, where nothing is in conflict.
pub(super) fn ids<'p>(
    old: &[u8],
    paths: &BTreeSet<&'p str>,
) -> Result<HashMap<&'p str, Oid>, Unread> {
    check(old)?;
    let mut walk = Walk::new(old)?;
    let mut paths = paths.iter().peekable();
    let mut ids = HashMap::new();
    while walk.step()? {
        while paths.next_if(|path| path.as_bytes() < walk.name()).is_some() {}
        if let Some(path) = paths.peek().filter(|path| path.as_bytes() == walk.name())
            && walk.stage() == 0
        {
            ids.insert(**path, walk.id());
        }
    }
    Ok(ids)
}

/// What stood at a path.
enum Was {
    File(Oid, u32),
    /// Sides of a conflict.
    Other,
}

/// The whole of an index, and not another's bytes at its end. Some are written without a hash.
fn check(old: &[u8]) -> Result<(), Unread> {
    let split = old.len().checked_sub(HASH).filter(|at| *at >= HEADER).ok_or(Unread::Damaged)?;
    let (bytes, hash) = old.split_at(split);
    let none = hash.iter().all(|byte| *byte == 0);
    if none || Sha1::digest(bytes)[..] == *hash { Ok(()) } else { Err(Unread::Damaged) }
}

/// Names from one on, up to another that is not among them.
struct Cut {
    from: Vec<u8>,
    to: Vec<u8>,
}

/// What has to go: what stood at a path, what lay below it when it becomes a file, and a file
/// that becomes a folder on the way to it. In order, none in another.
fn cuts(wanted: &Wanted) -> Vec<Cut> {
    let exactly = |path: &str| Cut {
        from: path.as_bytes().to_owned(),
        to: [path.as_bytes(), b"\0"].concat(),
    };
    let mut cuts = Vec::new();
    for (path, new) in wanted {
        cuts.push(exactly(path));
        if new.is_some() {
            cuts.extend(path.match_indices('/').map(|(at, _)| exactly(&path[..at])));
            // `0` is what follows `/`.
            cuts.push(Cut {
                from: format!("{path}/").into_bytes(),
                to: format!("{path}0").into_bytes(),
            });
        }
    }
    cuts.sort_by(|one, other| one.from.cmp(&other.from));
    let mut apart: Vec<Cut> = Vec::with_capacity(cuts.len());
    for cut in cuts {
        match apart.last_mut() {
            Some(last) if cut.from < last.to => last.to = std::mem::take(&mut last.to).max(cut.to),
            _ => apart.push(cut),
        }
    }
    apart
}

/// Goes through the entries, in their order.
struct Walk<'b> {
    bytes: &'b [u8],
    version: u32,
    left: u32,
    /// Where the entry begins, and where its name.
    from: usize,
    name_from: usize,
    name_to: usize,
    /// Where the next one begins.
    at: usize,
    /// In version 4 a name is told by how it differs from the one before.
    built: Vec<u8>,
    built_before: Vec<u8>,
}

impl<'b> Walk<'b> {
    fn new(bytes: &'b [u8]) -> Result<Self, Unread> {
        if bytes.len() < HEADER + HASH || &bytes[..4] != b"DIRC" {
            return Err(Unread::Damaged);
        }
        let version = number(bytes, 4)?;
        if !(2..=4).contains(&version) {
            return Err(Unread::Damaged);
        }
        Ok(Self {
            bytes: &bytes[..bytes.len() - HASH],
            version,
            left: number(bytes, 8)?,
            from: HEADER,
            name_from: HEADER,
            name_to: HEADER,
            at: HEADER,
            built: Vec::new(),
            built_before: Vec::new(),
        })
    }

    /// Goes to the next entry; `false` after the last.
    fn step(&mut self) -> Result<bool, Unread> {
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        self.from = self.at;
        let flags = self.bytes.get(self.from + 60..self.from + 62).ok_or(Unread::Damaged)?;
        let flags = u16::from_be_bytes([flags[0], flags[1]]);
        let extended = flags & EXTENDED != 0;
        if extended && self.version < 3 {
            return Err(Unread::Damaged);
        }
        self.name_from = self.from + FIXED + if extended { 2 } else { 0 };
        if self.version == 4 {
            return self.built_name();
        }
        let length = usize::from(flags) & LONG;
        self.name_to = match length {
            LONG => self.end_of_text(self.name_from)?,
            _ => self.name_from + length,
        };
        if self.bytes.get(self.name_to) != Some(&0) || self.name_to == self.name_from {
            return Err(Unread::Damaged);
        }
        // One to eight zeros, up to a multiple of eight.
        self.at = self.from + ((self.name_to - self.from + 8) & !7);
        if self.at > self.bytes.len() { Err(Unread::Damaged) } else { Ok(true) }
    }

    fn built_name(&mut self) -> Result<bool, Unread> {
        let mut at = self.name_from;
        let mut byte = || {
            let byte = self.bytes.get(at).copied().ok_or(Unread::Damaged)?;
            at += 1;
            Ok(byte)
        };
        let mut last = byte()?;
        let mut strip = usize::from(last & 127);
        while last & 128 != 0 {
            last = byte()?;
            strip = strip
                .checked_add(1)
                .and_then(|strip| strip.checked_mul(128))
                .map(|strip| strip + usize::from(last & 127))
                .ok_or(Unread::Damaged)?;
        }
        let end = self.end_of_text(at)?;
        let kept = self.built.len().checked_sub(strip).ok_or(Unread::Damaged)?;
        self.built_before.clear();
        self.built_before.extend_from_slice(&self.built);
        self.built.truncate(kept);
        self.built.extend_from_slice(&self.bytes[at..end]);
        self.at = end + 1;
        if self.built.is_empty() { Err(Unread::Damaged) } else { Ok(true) }
    }

    fn end_of_text(&self, from: usize) -> Result<usize, Unread> {
        let rest = self.bytes.get(from..).ok_or(Unread::Damaged)?;
        Ok(from + rest.iter().position(|byte| *byte == 0).ok_or(Unread::Damaged)?)
    }

    fn name(&self) -> &[u8] {
        match self.version {
            4 => &self.built,
            _ => &self.bytes[self.name_from..self.name_to],
        }
    }

    /// The name of the entry before. Only version 4 needs to know.
    fn before(&self) -> &[u8] {
        &self.built_before
    }

    fn stage(&self) -> u8 {
        (self.bytes[self.from + 60] >> 4) & 3
    }

    fn id(&self) -> Oid {
        let id = &self.bytes[self.from + 40..self.from + 60];
        Oid::from_bytes(id).unwrap_or(Oid::ZERO_SHA1)
    }

    fn mode(&self) -> u32 {
        number(self.bytes, self.from + 24).unwrap_or(0)
    }
}

/// The index that is being made.
struct Made<'b> {
    old: &'b [u8],
    version: u32,
    out: Vec<u8>,
    count: u32,
    /// Where in the old one copying began, if it goes on.
    run: Option<usize>,
    /// Where sizes stand, in the old one from where copying began, that git must not believe.
    racy: Vec<usize>,
    /// In version 4, the name before.
    last: Vec<u8>,
}

impl<'b> Made<'b> {
    fn new(old: &'b [u8], version: u32) -> Self {
        let mut out = Vec::with_capacity(old.len() + 4096);
        out.extend_from_slice(&old[..HEADER]);
        Self { old, version, out, count: 0, run: None, racy: Vec::new(), last: Vec::new() }
    }

    fn keep(&mut self, walk: &Walk<'_>, written: u32) {
        self.count += 1;
        let modified = number(self.old, walk.from + 8).unwrap_or(0);
        let racy = modified >= written && modified != 0;
        if self.run.is_some() || self.version != 4 {
            self.run.get_or_insert(walk.from);
            if racy {
                self.racy.push(walk.from + 36);
            }
            return;
        }
        let at = self.out.len();
        self.out.extend_from_slice(&self.old[walk.from..walk.name_from]);
        if racy {
            self.out[at + 36..at + 40].fill(0);
        }
        self.told_by_difference(walk.name());
        self.run = Some(walk.at);
    }

    /// Copying ends before this place; the entry before it has this name.
    fn end_run(&mut self, before: usize, name: &[u8]) {
        let Some(from) = self.run.take() else { return };
        let at = self.out.len();
        self.out.extend_from_slice(&self.old[from..before]);
        for size in self.racy.drain(..) {
            let at = at + (size - from);
            self.out[at..at + 4].fill(0);
        }
        if self.version == 4 {
            name.clone_into(&mut self.last);
        }
    }

    fn put(&mut self, path: &[u8], (entry, stat): (Entry, Stat)) {
        self.count += 1;
        let from = self.out.len();
        let Stat { changed, modified, device, inode, user, group, size } = stat;
        let mode = entry.mode as u32;
        for number in
            [changed.0, changed.1, modified.0, modified.1, device, inode, mode, user, group, size]
        {
            self.out.extend_from_slice(&number.to_be_bytes());
        }
        self.out.extend_from_slice(entry.id.as_bytes());
        self.out.extend_from_slice(&(path.len().min(LONG) as u16).to_be_bytes());
        if self.version == 4 {
            self.told_by_difference(path);
            return;
        }
        self.out.extend_from_slice(path);
        let length = self.out.len() - from;
        self.out.resize(from + ((length + 8) & !7), 0);
    }

    fn told_by_difference(&mut self, name: &[u8]) {
        let same = self.last.iter().zip(name).take_while(|(one, other)| one == other).count();
        let mut strip = self.last.len() - same;
        let mut digits = vec![(strip & 127) as u8];
        while strip >= 128 {
            strip = (strip >> 7) - 1;
            digits.push(128 | (strip & 127) as u8);
        }
        self.out.extend(digits.iter().rev());
        self.out.extend_from_slice(&name[same..]);
        self.out.push(0);
        name.clone_into(&mut self.last);
    }

    fn finish(mut self) -> Vec<u8> {
        self.out[8..12].copy_from_slice(&self.count.to_be_bytes());
        self.out
    }
}

type Extension<'b> = ([u8; 4], &'b [u8]);

fn extensions(old: &[u8], from: usize) -> Result<Vec<Extension<'_>>, Unread> {
    let mut rest = old.get(from..old.len() - HASH).ok_or(Unread::Damaged)?;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let name: [u8; 4] =
            rest.get(..4).and_then(|name| name.try_into().ok()).ok_or(Unread::Damaged)?;
        let size = number(rest, 4)? as usize;
        let data = rest[8..].get(..size).ok_or(Unread::Damaged)?;
        if !name[0].is_ascii_uppercase() {
            return Err(Unread::Form(String::from_utf8_lossy(&name).into_owned()));
        }
        found.push((name, data));
        rest = &rest[8 + size..];
    }
    Ok(found)
}

/// The remembered trees, those above a touched path marked as unknown.
fn trees(data: &[u8], touched: &BTreeSet<Vec<u8>>) -> Option<Vec<u8>> {
    let mut new = Vec::with_capacity(data.len());
    let mut rest = data;
    one_tree(&mut rest, &mut Vec::new(), 0, touched, &mut new)?;
    rest.is_empty().then_some(new)
}

fn one_tree(
    rest: &mut &[u8],
    folder: &mut Vec<u8>,
    depth: usize,
    touched: &BTreeSet<Vec<u8>>,
    new: &mut Vec<u8>,
) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    let name = up_to(rest, 0)?;
    let count = up_to(rest, b' ')?;
    let below = up_to(rest, b'\n')?;
    let known = count != b"-1";
    let id = if known { rest.split_off(..HASH)? } else { &[] };
    let before = folder.len();
    if depth > 0 {
        folder.extend_from_slice(name);
        folder.push(b'/');
    }
    let is_touched =
        touched.range(folder.clone()..).next().is_some_and(|path| path.starts_with(folder));
    new.extend_from_slice(name);
    new.push(0);
    new.extend_from_slice(if is_touched { b"-1" } else { count });
    new.push(b' ');
    new.extend_from_slice(below);
    new.push(b'\n');
    if !is_touched {
        new.extend_from_slice(id);
    }
    let below: usize = std::str::from_utf8(below).ok()?.parse().ok()?;
    for _ in 0..below {
        one_tree(rest, folder, depth + 1, touched, new)?;
    }
    folder.truncate(before);
    Some(())
}

fn up_to<'b>(rest: &mut &'b [u8], end: u8) -> Option<&'b [u8]> {
    let at = rest.iter().position(|byte| *byte == end)?;
    let found = rest.split_off(..at)?;
    rest.split_off_first()?;
    Some(found)
}

fn number(bytes: &[u8], at: usize) -> Result<u32, Unread> {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    four.map(u32::from_be_bytes).ok_or(Unread::Damaged)
}
