//! IPTC-IIM (version 4.2) inside Photoshop's image resources.

use super::Group;
use super::inventory::Inventory;

/// Photoshop's resource block, as far as it matters.
#[derive(Default)]
pub(super) struct Photoshop {
    pub(super) iim: Vec<u8>,
    digest: Option<Vec<u8>>,
}

impl Photoshop {
    /// Whether IIM was edited after XMP: the digest that was stored beside it no longer fits.
    pub(super) fn iim_is_newer(&self) -> bool {
        match self.digest.as_deref() {
            // All zeros stand for "unknown".
            None => false,
            Some(digest) if digest.iter().all(|&byte| byte == 0) => false,
            Some(digest) => digest != md5(&self.iim),
        }
    }
}

/// Reads `8BIM` resources: id, Pascal string padded to even, length, data padded to even.
pub(super) fn photoshop(block: &[u8], inventory: &mut Inventory) -> Photoshop {
    let mut found = Photoshop::default();
    if block.first() == Some(&0x1C) {
        // Some programs leave the resource frame out.
        found.iim = block.to_vec();
        return found;
    }
    let mut at = 0;
    while let Some((id, data, next)) = resource(block, at) {
        match id {
            0x0404 => found.iim.extend_from_slice(data),
            0x0425 => found.digest = Some(data.to_vec()),
            0x0409 | 0x040C => inventory.remove("Photoshop:ThumbnailImage", Group::Thumbnail),
            0x0424 => inventory.remove("Photoshop:XMP", Group::Other),
            0x03ED
            | 0x03E8..=0x03EC
            | 0x03F3
            | 0x0406
            | 0x0408
            | 0x040D
            | 0x0411
            | 0x0414
            | 0x0419
            | 0x041A
            | 0x041E
            | 0x0426
            | 0x0428
            | 0x2710 => {
                inventory.remove(&format!("Photoshop:0x{id:04x}"), Group::Technical);
            }
            _ => inventory.remove(&format!("Photoshop:0x{id:04x}"), Group::EditingHistory),
        }
        at = next;
    }
    found
}

fn resource(block: &[u8], at: usize) -> Option<(u16, &[u8], usize)> {
    let rest = block.get(at..)?.strip_prefix(b"8BIM")?;
    let id = u16::from_be_bytes([*rest.first()?, *rest.get(1)?]);
    let name = usize::from(*rest.get(2)?) + 1;
    let name = name + name % 2;
    let length = rest.get(2 + name..6 + name)?;
    let length = u32::from_be_bytes([length[0], length[1], length[2], length[3]]) as usize;
    let data = rest.get(6 + name..(6 + name).checked_add(length)?)?;
    Some((id, data, at + 4 + 6 + name + length + length % 2))
}

/// One value of a data set.
pub(super) struct Text {
    pub(super) value: String,
    /// Whether it fills its field, so that something may be missing.
    pub(super) was_cut: bool,
}

/// The editorial record (2) of an IIM block.
#[derive(Default)]
pub(super) struct Iim {
    sets: Vec<(u8, Vec<Text>)>,
    pub(super) guessed_letters: bool,
}

impl Iim {
    /// All values of a data set, in order.
    pub(super) fn all(&self, set: u8) -> &[Text] {
        self.sets.iter().find(|(number, _)| *number == set).map_or(&[], |(_, values)| values)
    }

    /// The first value of a data set.
    pub(super) fn one(&self, set: u8) -> Option<&Text> {
        self.all(set).first()
    }
}

/// The greatest length in bytes of the data sets that are read.
pub(super) fn greatest_length(set: u8) -> usize {
    match set {
        80 | 85 | 90 | 92 | 95 | 110 | 115 => 32,
        116 | 118 => 128,
        105 | 40 => 256,
        120 => 2000,
        _ => 64,
    }
}

/// Reads data sets: 0x1C, record, number, length, value.
pub(super) fn read(block: &[u8], inventory: &mut Inventory) -> Iim {
    let mut raw: Vec<(u8, &[u8])> = Vec::new();
    let mut utf8 = None;
    let mut at = 0;
    while let Some((record, set, value, next)) = data_set(block, at) {
        at = next;
        match (record, set) {
            // Coded character set: ESC % G is UTF-8.
            (1, 90) => utf8 = Some(value.starts_with(b"\x1B%G")),
            (2, 80 | 110 | 115 | 116 | 120) => raw.push((set, value)),
            (2, 37 | 105 | 40) => {
                raw.push((set, value));
                let (name, group) = named(set);
                inventory.remove(&format!("IPTC:{name}"), group);
            }
            (1, 0) | (2, 0) => {}
            (2, _) => {
                let (name, group) = named(set);
                inventory.remove(&format!("IPTC:{name}"), group);
            }
            _ => inventory.remove(&format!("IPTC:{record}:{set}"), Group::Other),
        }
    }
    let mut iim = Iim::default();
    for (set, bytes) in raw {
        let value = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // Cut off inside a letter.
            Err(error) if utf8 == Some(true) || error.error_len().is_none() => {
                String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
            }
            Err(_) => {
                iim.guessed_letters = true;
                super::windows_1252(bytes)
            }
        };
        // A limit in bytes may cut up to three bytes earlier, between letters.
        let was_cut = bytes.len() + 3 >= greatest_length(set);
        let value = Text { value: value.trim_matches('\0').to_owned(), was_cut };
        match iim.sets.iter_mut().find(|(number, _)| *number == set) {
            Some((_, values)) => values.push(value),
            None => iim.sets.push((set, vec![value])),
        }
    }
    iim
}

fn data_set(block: &[u8], at: usize) -> Option<(u8, u8, &[u8], usize)> {
    let head = block.get(at..at + 5)?;
    if head[0] != 0x1C {
        return None;
    }
    let short = usize::from(u16::from_be_bytes([head[3], head[4]]));
    let (length, start) = if short & 0x8000 == 0 {
        (short, at + 5)
    } else {
        let count = short & 0x7FFF;
        let digits = block.get(at + 5..at + 5 + count).filter(|_| count <= 4)?;
        (digits.iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte)), at + 5 + count)
    };
    let end = start.checked_add(length)?;
    Some((head[1], head[2], block.get(start..end)?, end))
}

fn named(set: u8) -> (String, Group) {
    let (name, group) = match set {
        5 => ("ObjectName", Group::Other),
        10 => ("Urgency", Group::Other),
        15 => ("Category", Group::Other),
        20 => ("SupplementalCategories", Group::Other),
        25 => ("Keywords", Group::Other),
        37 => ("ExpirationDate", Group::Other),
        40 => ("SpecialInstructions", Group::Other),
        55 => ("DateCreated", Group::DateTaken),
        60 => ("TimeCreated", Group::DateTaken),
        62 => ("DigitalCreationDate", Group::DateTaken),
        63 => ("DigitalCreationTime", Group::DateTaken),
        65 => ("OriginatingProgram", Group::EditingHistory),
        70 => ("ProgramVersion", Group::EditingHistory),
        85 => ("By-lineTitle", Group::Other),
        90 => ("City", Group::Place),
        92 => ("Sub-location", Group::Place),
        95 => ("Province-State", Group::Place),
        100 => ("Country-PrimaryLocationCode", Group::Place),
        101 => ("Country-PrimaryLocationName", Group::Place),
        26 | 27 => ("ContentLocation", Group::Place),
        103 => ("OriginalTransmissionReference", Group::Other),
        105 => ("Headline", Group::Other),
        118 => ("Contact", Group::Other),
        122 => ("Writer-Editor", Group::Other),
        202 => ("ObjectPreviewData", Group::Thumbnail),
        _ => return (format!("2:{set:02}"), Group::Other),
    };
    (name.to_owned(), group)
}

/// MD5 (RFC 1321): what the IPTC digest is made with. Not for anything that must be safe.
fn md5(data: &[u8]) -> [u8; 16] {
    const TURNS: [u32; 16] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
    let mut state: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    let mut padded = data.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64), 0);
    if padded.len() - data.len() < 9 {
        padded.resize(padded.len() + 64, 0);
    }
    let end = padded.len() - 8;
    padded[end..].copy_from_slice(&(data.len() as u64).wrapping_mul(8).to_le_bytes());
    for block in padded.chunks_exact(64) {
        let word = |at: usize| {
            let at = at * 4;
            u32::from_le_bytes([block[at], block[at + 1], block[at + 2], block[at + 3]])
        };
        let [mut a, mut b, mut c, mut d] = state;
        for step in 0..64_usize {
            let (mixed, at) = match step / 16 {
                0 => (b & c | !b & d, step),
                1 => (d & b | !d & c, (5 * step + 1) % 16),
                2 => (b ^ c ^ d, (3 * step + 5) % 16),
                _ => (c ^ (b | !d), 7 * step % 16),
            };
            let sine = ((step as f64 + 1.0).sin().abs() * 4_294_967_296.0) as u32;
            let sum = a.wrapping_add(mixed).wrapping_add(sine).wrapping_add(word(at));
            let turned = sum.rotate_left(TURNS[step / 16 * 4 + step % 4]);
            (a, d, c, b) = (d, c, b, b.wrapping_add(turned));
        }
        for (sum, part) in state.iter_mut().zip([a, b, c, d]) {
            *sum = sum.wrapping_add(part);
        }
    }
    let mut out = [0; 16];
    for (bytes, part) in out.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&part.to_le_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_as_the_standard_says() {
        let hex =
            |data: &[u8]| md5(data).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(hex(b""), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(hex(b"message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
        assert_eq!(hex(&b"1234567890".repeat(8)), "57edf4a22be3c955ac49da2e2107b67a");
    }
}
