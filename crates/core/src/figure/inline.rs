//! A caption as a person types it, and the pieces that it consists of.
//!
//! Only `[text](address)` and `**strong**` are marks. `\*`, `\[` and `\]` stand for the sign
//! itself; any other backslash is a backslash. [`caption`] chooses the plainest text that has
//! the given pieces, so that a text without those three pairs comes back as it was.

/// A stretch of a caption.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// Plain text.
    pub text: String,
    /// Whether it is strong.
    pub strong: bool,
    /// Where it leads, when it is (part of) a link.
    pub link: Option<String>,
}

/// Links with longer texts than this are read as plain text: it bounds the search for their end.
const LONGEST_LINK_TEXT: usize = 1000;
const LONGEST_ADDRESS: usize = 2000;

/// What a caption consists of. The space in it is squeezed first.
pub fn pieces(caption: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    collect(&squeeze(caption), false, None, &mut out);
    out
}

/// The text of a caption without its marks.
pub fn plain(caption: &str) -> String {
    pieces(caption).into_iter().map(|piece| piece.text).collect()
}

/// One line without control characters, double spaces, or space at its ends.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for sign in text.trim().chars() {
        if sign == ' ' || sign.is_control() || sign == '\u{2028}' || sign == '\u{2029}' {
            gap = true;
        } else {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(sign);
        }
    }
    out
}

/// The plainest caption that has these pieces.
pub(super) fn caption(pieces_in: &[Piece]) -> String {
    let wanted = tidy(pieces_in);
    let plainest = spell(&wanted, Escapes::WhereABackslashStands);
    if pieces(&plainest) == wanted {
        return plainest;
    }
    let careful = spell(&wanted, Escapes::Everywhere);
    if pieces(&careful) == wanted {
        return careful;
    }
    // Marks that cannot stand where they are (strong ending inside a word) are given up.
    let text = Piece { text: wanted.iter().map(|p| p.text.as_str()).collect(), ..Piece::default() };
    spell(&[text], Escapes::Everywhere)
}

/// Joins neighbours that are marked alike, squeezes space and cuts it off at both ends.
pub(super) fn tidy(pieces: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut gap = true;
    for piece in pieces {
        let mut text = String::with_capacity(piece.text.len());
        for sign in piece.text.chars() {
            let space = sign == ' ' || sign.is_control();
            if !space {
                text.push(sign);
            } else if !gap {
                text.push(' ');
            }
            gap = space;
        }
        if text.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(last) if last.strong == piece.strong && last.link == piece.link => {
                last.text.push_str(&text);
            }
            _ => out.push(Piece { text, ..piece.clone() }),
        }
    }
    if let Some(first) = out.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    while let Some(last) = out.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        out.pop();
    }
    out.retain(|piece| !piece.text.is_empty());
    out
}

/// Runs `with` over the longest stretches of pieces that share a mark: `text` for plain text,
/// `open` and `close` round strong and links.
pub(super) fn nest(pieces: &[Piece], signs: &mut dyn Signs) {
    let mut rest = pieces;
    while let Some(first) = rest.first() {
        let same = |alike: &dyn Fn(&Piece) -> bool| rest.iter().take_while(|p| alike(p)).count();
        let strong = if first.strong { same(&|p| p.strong) } else { 0 };
        let link = if first.link.is_some() { same(&|p| p.link == first.link) } else { 0 };
        let bare = |group: &[Piece], strong: bool, link: bool| -> Vec<Piece> {
            let mut group = group.to_vec();
            for piece in &mut group {
                piece.strong &= !strong;
                piece.link = piece.link.take().filter(|_| !link);
            }
            group
        };
        let taken = if strong == 0 && link == 0 {
            let leads = rest.get(1).is_some_and(|next| next.link.is_some());
            signs.text(&first.text, leads);
            1
        } else if strong >= link {
            signs.strong(true);
            nest(&bare(&rest[..strong], true, false), signs);
            signs.strong(false);
            strong
        } else {
            let address = first.link.clone().unwrap_or_default();
            signs.link(&address, true);
            nest(&bare(&rest[..link], false, true), signs);
            signs.link(&address, false);
            link
        };
        rest = &rest[taken..];
    }
}

/// How text and marks are spelled.
pub(super) trait Signs {
    /// Plain text; `before_link` when a link follows at once.
    fn text(&mut self, text: &str, before_link: bool);
    /// Strong begins or ends.
    fn strong(&mut self, begins: bool);
    /// A link begins or ends.
    fn link(&mut self, address: &str, begins: bool);
}

#[derive(Clone, Copy, PartialEq)]
enum Escapes {
    WhereABackslashStands,
    Everywhere,
}

struct Typed {
    out: String,
    escapes: Escapes,
}

impl Signs for Typed {
    fn text(&mut self, text: &str, _before_link: bool) {
        for sign in text.chars() {
            if matches!(sign, '*' | '[' | ']')
                && (self.escapes == Escapes::Everywhere || self.out.ends_with('\\'))
            {
                self.out.push('\\');
            }
            self.out.push(sign);
        }
    }

    fn strong(&mut self, _begins: bool) {
        self.out.push_str("**");
    }

    fn link(&mut self, address: &str, begins: bool) {
        if begins {
            self.out.push('[');
            return;
        }
        let bare = !address.is_empty()
            && !address.starts_with('<')
            && !address.contains(char::is_whitespace)
            && balanced(address);
        self.out.push_str(if bare { "](" } else { "](<" });
        self.out.push_str(address);
        self.out.push_str(if bare { ")" } else { ">)" });
    }
}

fn spell(pieces: &[Piece], escapes: Escapes) -> String {
    let mut typed = Typed { out: String::new(), escapes };
    nest(pieces, &mut typed);
    typed.out
}

/// Whether every bracket in an address is closed, in order.
pub(super) fn balanced(address: &str) -> bool {
    let mut depth = 0_i32;
    for byte in address.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

fn collect(text: &str, strong: bool, link: Option<&str>, out: &mut Vec<Piece>) {
    let mut open = String::new();
    let mut at = 0;
    let mut no_more_strong = strong;
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        if sign == '\\' && rest[1..].starts_with(['*', '[', ']']) {
            open.push_str(&rest[1..2]);
            at += 2;
            continue;
        }
        if sign == '*' && !no_more_strong && opens_strong(text, at) {
            if let Some(end) = strong_end(text, at + 2) {
                push(&mut open, strong, link, out);
                collect(&text[at + 2..end], true, link, out);
                at = end + 2;
                continue;
            }
            no_more_strong = true;
        }
        if sign == '['
            && link.is_none()
            && let Some((inner, address, length)) = link_at(rest)
        {
            push(&mut open, strong, link, out);
            collect(inner, strong, Some(address), out);
            at += length;
            continue;
        }
        open.push(sign);
        at += sign.len_utf8();
    }
    push(&mut open, strong, link, out);
}

fn push(text: &mut String, strong: bool, link: Option<&str>, out: &mut Vec<Piece>) {
    if text.is_empty() {
        return;
    }
    let piece = Piece { text: std::mem::take(text), strong, link: link.map(str::to_owned) };
    match out.last_mut() {
        Some(last) if last.strong == piece.strong && last.link == piece.link => {
            last.text.push_str(&piece.text);
        }
        _ => out.push(piece),
    }
}

/// CommonMark's rule for a left-flanking `**`, so that what counts as strong here does on the page.
fn opens_strong(text: &str, at: usize) -> bool {
    let Some(after) = text[at..].strip_prefix("**").and_then(|rest| rest.chars().next()) else {
        return false;
    };
    !after.is_whitespace() && (!is_sign(after) || text[..at].chars().next_back().is_none_or(breaks))
}

fn closes_strong(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].chars().next_back() else { return false };
    !before.is_whitespace()
        && (!is_sign(before) || text[at + 2..].chars().next().is_none_or(breaks))
}

fn is_sign(letter: char) -> bool {
    !letter.is_alphanumeric() && !letter.is_whitespace()
}

fn breaks(letter: char) -> bool {
    letter.is_whitespace() || is_sign(letter)
}

fn strong_end(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        if sign == '\\' && rest[1..].starts_with(['*', '[', ']']) {
            at += 2;
        } else if sign == '['
            && let Some((_, _, length)) = link_at(rest)
        {
            at += length;
        } else if rest.starts_with("**") && at > from && closes_strong(text, at) {
            return Some(at);
        } else {
            at += sign.len_utf8();
        }
    }
    None
}

/// A link at the start of `text`: its text, its address, and the bytes that it takes.
fn link_at(text: &str) -> Option<(&str, &str, usize)> {
    let mut depth = 0;
    let mut close = None;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().take(LONGEST_LINK_TEXT) {
        match byte {
            b'[' if !escaped => depth += 1,
            b']' if !escaped => depth -= 1,
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
        if depth == 0 {
            close = Some(at);
            break;
        }
    }
    let close = close?;
    let inner = &text[1..close];
    let target = text[close + 1..].strip_prefix('(')?;
    let (address, length) = if let Some(bracketed) = target.strip_prefix('<') {
        let end = bracketed.find(">)")?;
        (&bracketed[..end], end + 3)
    } else {
        let mut depth = 0;
        let mut end = None;
        for (at, byte) in target.bytes().enumerate().take(LONGEST_ADDRESS) {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => {
                    end = Some(at);
                    break;
                }
                b')' => depth -= 1,
                b' ' => return None,
                _ => {}
            }
        }
        let end = end?;
        (&target[..end], end + 1)
    };
    if inner.trim().is_empty() || address.is_empty() || address.len() > LONGEST_ADDRESS {
        return None;
    }
    Some((inner, address, close + 2 + length))
}
