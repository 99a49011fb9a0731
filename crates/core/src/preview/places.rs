//! The editor's offsets and the file's bytes.
//!
//! The editor counts UTF-16 units, and every line end (`\n`, `\r\n`, a lone `\r`) as one.

/// A place in a text that is held in pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Which piece.
    pub(super) piece: usize,
    /// Byte in it.
    pub(super) byte: usize,
}

/// Length of a text in the editor's offsets.
pub(crate) fn units(text: &str) -> u32 {
    let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    let pairs = if text.contains('\r') { text.matches("\r\n").count() } else { 0 };
    (units - pairs) as u32
}

/// The byte at an offset of the editor; none past the end or inside a pair of UTF-16.
pub(super) fn byte_of(text: &str, unit: u32) -> Option<usize> {
    let mut byte = 0;
    let mut at = 0;
    while at < unit {
        let (bytes, units) = step(text, byte)?;
        byte += bytes;
        at += units;
    }
    (at == unit).then_some(byte)
}

/// How many bytes of `source` make `plain`, its beginning with `\n` for every line end.
pub(super) fn bytes_of_plain(source: &str, plain: &str) -> usize {
    // No further than it can reach: the rest of a long text is none of its concern.
    if source.as_bytes().get(..plain.len()).is_some_and(|own| !own.contains(&b'\r')) {
        return plain.len();
    }
    let (mut byte, mut seen) = (0, 0);
    while seen < plain.len() {
        let Some((bytes, _)) = step(source, byte) else { break };
        seen += if source.as_bytes()[byte] == b'\r' { 1 } else { bytes };
        byte += bytes;
    }
    byte
}

/// Bytes and units of the letter or line end at `byte`.
fn step(text: &str, byte: usize) -> Option<(usize, u32)> {
    let bytes = text.as_bytes();
    let first = *bytes.get(byte)?;
    if first == b'\r' && bytes.get(byte + 1) == Some(&b'\n') {
        return Some((2, 1));
    }
    if first < 0x80 {
        return Some((1, 1));
    }
    let letter = text[byte..].chars().next()?;
    Some((letter.len_utf8(), letter.len_utf16() as u32))
}
