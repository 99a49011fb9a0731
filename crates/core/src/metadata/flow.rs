//! Adding and taking out elements between brackets, in any of the three notations.

use std::ops::Range;

use super::tree::{line_after, line_start};

/// A list or map in brackets.
pub(super) struct Flow {
    /// Just after the opening bracket.
    pub(super) open: usize,
    /// Just before the closing bracket.
    pub(super) close: usize,
    /// The elements, in order.
    pub(super) elements: Vec<Range<usize>>,
    /// What goes between the brackets and a first element: nothing or a space.
    pub(super) pad: &'static str,
}

impl Flow {
    /// Puts `new` before the element at `at`, laid out like its neighbours.
    pub(super) fn insert(&self, text: &str, at: usize, new: &str, eol: &str) -> String {
        let Some(first) = self.elements.first() else { return self.fill(text, new, eol) };
        let own_line = |element: &Range<usize>| {
            text[line_start(text, element.start)..element.start].trim_ascii().is_empty()
        };
        let sample = if self.elements.len() > 1 { &self.elements[1] } else { first };
        let (position, inserted) = if own_line(sample) {
            let indent = &text[line_start(text, sample.start)..sample.start];
            if at == 0 {
                (first.start, format!("{new},{eol}{indent}"))
            } else {
                return self.insert_line(text, at, new, indent, eol);
            }
        } else {
            let between = match &self.elements[..] {
                [a, b, ..] => &text[a.end..b.start],
                _ => ", ",
            };
            let between = if between.contains(['\n', '#']) { ", " } else { between };
            if at == 0 {
                (first.start, format!("{new}{between}"))
            } else {
                (self.elements[at - 1].end, format!("{between}{new}"))
            }
        };
        format!("{}{inserted}{}", &text[..position], &text[position..])
    }

    fn insert_line(&self, text: &str, at: usize, new: &str, indent: &str, eol: &str) -> String {
        let end = self.elements[at - 1].end;
        let next = self.elements.get(at).map_or(self.close, |e| e.start);
        let comma =
            text[end..next].find(',').filter(|i| text[end..end + i].trim_ascii().is_empty());
        let after = match comma {
            Some(i) => end + i + 1,
            None => end,
        };
        // Behind a comment that ends the line, unless something else is still on it.
        let line = line_after(text, after);
        let position =
            if line <= next { text[..line].trim_end_matches(['\n', '\r']).len() } else { after };
        let tail = if comma.is_some() { "," } else { "" };
        let separator = if comma.is_some() { "" } else { "," };
        format!(
            "{}{separator}{}{eol}{indent}{new}{tail}{}",
            &text[..after],
            &text[after..position],
            &text[position..]
        )
    }

    fn fill(&self, text: &str, new: &str, eol: &str) -> String {
        let inside = &text[self.open..self.close];
        let (from, to, new) = match inside.rfind('\n') {
            None => (self.open, self.close, format!("{pad}{new}{pad}", pad = self.pad)),
            Some(i) => {
                let closing = &inside[i + 1..];
                (self.open + i + 1, self.open + i + 1, format!("{closing}  {new}{eol}"))
            }
        };
        format!("{}{new}{}", &text[..from], &text[to..])
    }

    /// Takes the element at `at` out, with one comma.
    pub(super) fn remove(&self, text: &str, at: usize) -> String {
        let range = match (at.checked_sub(1), self.elements.get(at + 1)) {
            (_, Some(next)) => self.elements[at].start..next.start,
            (Some(previous), None) => self.elements[previous].end..self.elements[at].end,
            (None, None) => self.open..self.close,
        };
        format!("{}{}", &text[..range.start], &text[range.end..])
    }
}
