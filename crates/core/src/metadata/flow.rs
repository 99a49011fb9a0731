//! Adding and taking out elements between brackets, in any of the three notations.

use std::ops::Range;

use super::tree::{line_after, line_start, replaced};

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

    /// Takes the element at `at` out, with one comma. Comments that are about others stay: an
    /// element with a line of its own goes with this line and no other.
    pub(super) fn remove(&self, text: &str, at: usize) -> String {
        let element = &self.elements[at];
        let line = self.own_line(text, at);
        if let Some(next) = self.elements.get(at + 1) {
            let gap = &text[element.end..next.start];
            let own = line.or_else(|| {
                // The end of its line, where the next one's comments are below.
                let (own, below) = gap.split_once('\n')?;
                let end = element.end + own.trim_end_matches('\r').len();
                (own.trim_start().starts_with(',') && below.contains('#'))
                    .then_some(element.start..end)
            });
            let range = own.unwrap_or(element.start..next.start);
            return replaced(text, &[(range, String::new())]);
        }
        if let Some(before) = at.checked_sub(1).map(|before| &self.elements[before]) {
            let gap = &text[before.end..element.start];
            let comma = before.end + gap.len() - gap.trim_start().len();
            let needed = text[comma..].starts_with(',');
            if needed && (line.is_some() || gap.contains('#')) {
                // Where a comma stands behind the last one, it may stand behind the one before.
                let behind = &text[element.end..self.close];
                let trailing = behind.trim_start().starts_with(',');
                let comma = comma..comma + usize::from(!trailing);
                let own = if trailing { behind.find(',').map_or(0, |at| at + 1) } else { 0 };
                let range = line.unwrap_or(element.start..element.end + own);
                return replaced(text, &[(comma, String::new()), (range, String::new())]);
            }
        }
        let alone = self.open..self.close;
        let range =
            at.checked_sub(1).map_or(alone, |before| self.elements[before].end..element.end);
        replaced(text, &[(range, String::new())])
    }

    /// The lines on which nothing but this element, its comma and its comment stands.
    fn own_line(&self, text: &str, at: usize) -> Option<Range<usize>> {
        let element = &self.elements[at];
        let (start, end) = (line_start(text, element.start), line_after(text, element.end));
        if start < self.open || end > self.close {
            return None;
        }
        let rest = text[element.end..end].trim_start();
        let behind = rest.strip_prefix(',');
        let alone = |rest: &str| rest.trim_start().is_empty() || rest.trim_start().starts_with('#');
        // A comma at the start of the next line is that of the next element.
        let whole = behind.is_some() || at + 1 == self.elements.len();
        (whole
            && alone(behind.unwrap_or(rest))
            && text[start..element.start].trim_ascii().is_empty())
        .then_some(start..end)
    }
}
