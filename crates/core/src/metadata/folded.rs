//! Texts on lines of their own: the literal (`|`) and folded (`>`) scalars of YAML.

use std::ops::Range;

use super::scalar::is_unprintable;
use super::tree::{Form, Node, line_after, line_start};

/// Where the parts of a block scalar are.
pub(super) struct BlockScalar {
    /// `|` or `>` with what belongs to it.
    pub(super) header: Range<usize>,
    /// Where its last line ends, before the line end.
    pub(super) end: usize,
}

/// Finds the parts; `origin` is just after the colon or dash.
pub(super) fn parts(inner: &str, origin: usize, node: &Node) -> Option<BlockScalar> {
    let start = origin + inner[origin..].find(|c: char| !c.is_ascii_whitespace())?;
    let len = inner[start..].find(|c: char| !"|>+-0123456789".contains(c));
    let header = start..len.map_or(inner.len(), |len| start + len);
    if !inner[header.clone()].starts_with(['|', '>']) {
        return None;
    }
    let content = &inner[..node.span.end.max(header.end)];
    let end = if inner[header.clone()].contains('+') {
        // Blank lines at the end belong to it, the indentation of a comment after it does not.
        content.rfind('\n').map_or(header.end, |i| content[..i].trim_end_matches('\r').len())
    } else {
        content.trim_end_matches([' ', '\t', '\r', '\n']).len()
    };
    Some(BlockScalar { end: end.max(header.end), header })
}

/// The header and the lines of `text` in the same style, or `None` where that style cannot
/// hold it.
pub(super) fn rewrite(
    inner: &str,
    node: &Node,
    old: &BlockScalar,
    text: &str,
    eol: &str,
) -> Option<(String, String)> {
    let first = line_after(inner, old.header.end);
    if first > node.span.start || inner[old.header.clone()].contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let indent = &inner[line_start(inner, node.span.start)..node.span.start];
    if indent.is_empty() || !indent.bytes().all(|b| b == b' ') {
        return None;
    }
    let (body, chomp) = match text.strip_suffix('\n') {
        Some(body) => (body, ""),
        None => (text, "-"),
    };
    let unfit = |line: &str| line.starts_with([' ', '\t']) || line.chars().any(is_unprintable);
    if body.is_empty()
        || body.starts_with('\n')
        || body.ends_with('\n')
        || body.split('\n').any(unfit)
    {
        return None;
    }
    let mut lines: Vec<&str> = Vec::new();
    let mark = if node.form == Form::Folded {
        let old_lines: Vec<&str> = inner[first..old.end].lines().map(str::trim_start).collect();
        for (i, line) in body.split('\n').enumerate() {
            if i > 0 {
                lines.push("");
            }
            break_as(&old_lines, line, &mut lines);
        }
        '>'
    } else {
        lines.extend(body.split('\n'));
        '|'
    };
    let mut out = String::new();
    for line in lines {
        if !line.is_empty() {
            out.push_str(indent);
            out.push_str(line);
        }
        out.push_str(eol);
    }
    Some((format!("{mark}{chomp}"), out))
}

/// Breaks a scalar that is written on one line as `old`, in its place, was broken. Only a plain
/// or quoted scalar folds so.
pub(super) fn wrap(old: &str, new: &str, eol: &str) -> String {
    let mut old_lines: Vec<&str> = old.lines().collect();
    let indent = &old_lines[1][..old_lines[1].len() - old_lines[1].trim_start_matches(' ').len()];
    for line in &mut old_lines {
        *line = line.trim_ascii();
    }
    let mut lines = Vec::new();
    break_as(&old_lines, new, &mut lines);
    // A mark at the margin would end the header.
    if lines.iter().any(|line| line.starts_with("---") || line.starts_with("...")) {
        return new.to_owned();
    }
    lines.join(&format!("{eol}{indent}"))
}

/// Breaks `new` where the old lines were broken, as far as both begin and end alike. A line that
/// got much longer than any was is broken too; what was on one line stays on one.
fn break_as<'a>(old: &[&str], new: &'a str, lines: &mut Vec<&'a str>) {
    if old.len() < 2 || old.contains(&"") {
        lines.push(new);
        return;
    }
    let joined = old.join(" ");
    let (a, b) = (joined.as_bytes(), new.as_bytes());
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let rest = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(x, y)| x == y).count();
    let width = old.iter().map(|line| line.chars().count()).max().unwrap_or(0).max(72);
    let mut push = |line: &'a str| match line.chars().count() {
        length if length > width + 24 => fold(line, width, lines),
        _ => lines.push(line),
    };
    let (mut at, mut from) = (0, 0);
    for line in &old[..old.len() - 1] {
        at += line.len() + 1;
        let space = at - 1;
        let position = if space < start {
            space
        } else if space >= a.len() - end {
            space + b.len() - a.len()
        } else {
            continue;
        };
        push(&new[from..position]);
        from = position + 1;
    }
    push(&new[from..]);
}

/// Breaks a line at single spaces, as late as `width` characters allow.
fn fold<'a>(line: &'a str, width: usize, lines: &mut Vec<&'a str>) {
    let mut start = 0;
    let mut last_break = None;
    let mut count = 0;
    let bytes = line.as_bytes();
    for (i, c) in line.char_indices() {
        if c == ' ' && i > 0 && bytes[i - 1] != b' ' && bytes.get(i + 1).is_some_and(|b| *b != b' ')
        {
            last_break = Some(i);
        }
        if count >= width
            && let Some(at) = last_break.take()
        {
            lines.push(&line[start..at]);
            start = at + 1;
            count = line[start..i.max(start)].chars().count();
            if at == i {
                continue;
            }
        }
        count += 1;
    }
    lines.push(&line[start..]);
}
