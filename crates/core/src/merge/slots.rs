//! Three lists of passages side by side: each passage of the base has a slot, in which stands
//! what became of it on either side; between the slots stands what was put in.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// How many passages of a changed region are compared with how many.
const MOST_COMPARED: usize = 40_000;

/// What one side made of the base.
pub(super) struct Aligned {
    /// For each passage of the base the one of this side that became of it.
    pub(super) kept: Vec<Option<usize>>,
    /// For each gap, the one before the first passage first, what this side put in there.
    pub(super) put_in: Vec<Vec<usize>>,
}

/// Finds what became of each passage. `alike` says from which share of common words on two
/// passages are taken for one that was reworded; above 1, only equal ones are.
pub(super) fn align(base: &[&str], side: &[&str], alike: f64) -> Aligned {
    let keys =
        |list: &[&str]| -> Vec<String> { list.iter().map(|p| p.trim().to_owned()).collect() };
    let (old, new) = (keys(base), keys(side));
    let mut kept = vec![None; base.len()];
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                (0..len).for_each(|n| kept[old_index + n] = Some(new_index + n));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len }
                if old_len * new_len <= MOST_COMPARED && alike <= 1.0 =>
            {
                let gone = &old[old_index..old_index + old_len];
                let come = &new[new_index..new_index + new_len];
                // What stands elsewhere as it was is that, and no rewording of something else.
                let moved = |one: &String, all: &[String]| all.contains(one);
                let gone_stays: Vec<bool> = gone.iter().map(|one| moved(one, &new)).collect();
                let come_stood: Vec<bool> = come.iter().map(|one| moved(one, &old)).collect();
                let apart = |from: usize, to: usize| gone_stays[from] || come_stood[to];
                for (from, to) in pair(gone, come, alike, apart) {
                    kept[old_index + from] = Some(new_index + to);
                }
            }
            _ => {}
        }
    }
    let mut put_in = vec![Vec::new(); base.len() + 1];
    let owner: HashMap<usize, usize> =
        kept.iter().enumerate().filter_map(|(slot, to)| Some(((*to)?, slot))).collect();
    let mut gap = 0;
    for index in 0..side.len() {
        match owner.get(&index) {
            Some(slot) => gap = slot + 1,
            None => put_in[gap].push(index),
        }
    }
    Aligned { kept, put_in }
}

/// Pairs passages in order, so that what is common is most.
fn pair(
    gone: &[String],
    come: &[String],
    alike: f64,
    apart: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let old: Vec<Words<'_>> = gone.iter().map(|passage| Words::of(passage)).collect();
    let new: Vec<Words<'_>> = come.iter().map(|passage| Words::of(passage)).collect();
    let width = new.len() + 1;
    let mut best = vec![0.0_f64; (old.len() + 1) * width];
    let mut likeness = vec![0.0_f64; old.len() * new.len()];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let common = if apart(i, j) { 0.0 } else { old[i].common(&new[j]) };
            likeness[i * new.len() + j] = common;
            let paired = if common >= alike { common + best[(i + 1) * width + j + 1] } else { 0.0 };
            best[i * width + j] =
                paired.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < old.len() && j < new.len() {
        let common = likeness[i * new.len() + j];
        let here = best[i * width + j];
        if common >= alike && here == common + best[(i + 1) * width + j + 1] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// The words of a passage, counted.
pub(super) struct Words<'t> {
    counts: HashMap<&'t str, usize>,
    all: usize,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut counts = HashMap::new();
        let mut all = 0;
        for word in text.unicode_words() {
            *counts.entry(word).or_insert(0) += 1;
            all += 1;
        }
        Self { counts, all }
    }

    /// Which share of the words of both is common to both, from 0 to 1.
    pub(super) fn common(&self, other: &Self) -> f64 {
        let both = self.all + other.all;
        if both == 0 {
            return 0.0;
        }
        let of_other = |word: &&str| other.counts.get(*word).copied().unwrap_or(0);
        let common: usize = self.counts.iter().map(|(word, n)| (*n).min(of_other(word))).sum();
        2.0 * common as f64 / both as f64
    }
}
