//! What a picture file says about itself.
//!
//! Four standards say the same things in different places: EXIF, IPTC-IIM, XMP, and what the
//! container adds. They are read in the order of the Metadata Working Group's guidelines 2.0:
//!
//! - description, creator and copyright: EXIF, if it is not blank; then XMP; then IIM. When the
//!   stored digest of the IIM block is not that of the block, IIM was edited later and comes
//!   before XMP;
//! - credit line and source: XMP and IIM by the same rule; EXIF has no such tags;
//! - everything else: XMP.
//!
//! What a PNG says in plain text comes last. An IIM value that was cut off at its greatest length gives way to the XMP value that begins
//! with it. What cameras put in by themselves ("OWNER", the maker's name) counts as blank.

mod container;
mod exif;
mod inventory;
mod iptc;
mod write;
mod xmp;

#[cfg(feature = "heic")]
pub(super) use container::Blocks;
pub(super) use container::orientation;
pub(super) use inventory::Inventory;
pub use inventory::{Field, Group, Kept, Removed};
pub(super) use write::{PNG_XMP_KEYWORD, iim_segment, packet};

use serde::{Deserialize, Serialize};

use super::header::Format;
use crate::view::OtherWords;

/// Where a value was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// Written by the camera, or by a program in its stead.
    Exif,
    /// XMP, the newest of the three.
    Xmp,
    /// IPTC-IIM, the oldest, cut off at 32 bytes in most fields.
    Iim,
    /// A text of a PNG that says itself what it is.
    Text,
}

/// A value, where it was found, and what the other places say instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told<T = String> {
    /// The value that counts.
    pub value: T,
    /// Where it was found.
    pub from: Origin,
    /// Values that differ: a person has to choose.
    pub others: Vec<(Origin, T)>,
}

/// What a picture file says about itself, as far as it may be published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embedded {
    /// Description or caption.
    pub description: Option<Told>,
    /// Headline. Not written back.
    pub headline: Option<Told>,
    /// Alternative text.
    pub alt: Option<Told>,
    /// Creators (by-lines), in order.
    pub creators: Option<Told<Vec<String>>>,
    /// The credit line that the supplier requires.
    pub credit: Option<Told>,
    /// Who supplied it.
    pub source: Option<Told>,
    /// Copyright notice.
    pub copyright: Option<Told>,
    /// Rights usage terms.
    pub usage_terms: Option<Told>,
    /// Address of the licence (web statement of rights).
    pub web_statement: Option<Told>,
    /// Who gives licences.
    pub licensor_name: Option<Told>,
    /// Address where a licence can be had.
    pub licensor_url: Option<Told>,
    /// How it came about, an address of the IPTC vocabulary.
    pub digital_source_type: Option<Told>,
    /// Instructions of the supplier to the editor. Not written back.
    pub instructions: Option<Told>,
    /// The last day on which it may be shown, as written. Not written back.
    pub ends: Option<Told>,
    /// Set when letters were read in a guessed alphabet: IIM text without a character set that
    /// is not UTF-8.
    pub guessed_letters: bool,
}

/// All that was found in a file.
pub(super) struct Found {
    pub(super) embedded: Embedded,
    pub(super) removed: Vec<Removed>,
    pub(super) kept: Vec<Kept>,
    pub(super) has_profile: bool,
}

/// What a file says about itself, as far as it may be published; of its beginning alone, that
/// much. None where it is no picture.
pub fn of(bytes: &[u8]) -> Option<Embedded> {
    let format = super::header::recognise(bytes).ok()?;
    super::guarded(|| Ok(read(format, bytes).embedded)).ok()
}

/// Reads everything that is embedded in a file.
pub(super) fn read(format: Format, bytes: &[u8]) -> Found {
    let mut inventory = Inventory::default();
    let blocks = container::blocks(format, bytes, &mut inventory);
    let mut exif = exif::Exif::default();
    for block in &blocks.exif {
        exif.read(block, &mut inventory);
    }
    let mut xmp = xmp::Xmp::default();
    for packet in &blocks.xmp {
        xmp.read(packet, &mut inventory);
    }
    let photoshop = iptc::photoshop(&blocks.photoshop, &mut inventory);
    let iim = iptc::read(&photoshop.iim, &mut inventory);
    let mut embedded = decide(&exif, &xmp, &iim, photoshop.iim_is_newer());
    embedded.creators = or_text(embedded.creators, blocks.author.map(|name| vec![name]));
    embedded.copyright = or_text(embedded.copyright, blocks.copyright);
    let kept = inventory::kept(&embedded);
    Found { embedded, removed: inventory.removed, kept, has_profile: blocks.has_profile }
}

impl Embedded {
    /// Words for a figure, as a suggestion: description, caption, label and credit. The credit is
    /// what the supplier asks for, else `Creator/Source`.
    pub fn words(&self) -> (String, String, String, String) {
        let text = |told: &Option<Told>| {
            told.as_ref().map(|told| one_line(&told.value)).unwrap_or_default()
        };
        let mut caption = text(&self.description);
        if caption.is_empty() {
            caption = text(&self.headline);
        }
        let creators = self.creators.as_ref().map(|told| told.value.join(", ")).unwrap_or_default();
        let (credit, source) = (text(&self.credit), text(&self.source));
        let mut credit = match (credit.is_empty(), creators.is_empty(), source.is_empty()) {
            (false, ..) => credit,
            (true, false, false) if creators != source => format!("{creators}/{source}"),
            (true, false, _) => creators,
            (true, true, _) => source,
        };
        let made = text(&self.digital_source_type).to_lowercase();
        let mut label = match made.rsplit('/').next() {
            Some("screencapture") => "Screenshot",
            Some("digitalcreation" | "digitalart" | "algorithmicmedia" | "datadrivenmedia") => {
                "Illustration"
            }
            _ => "Photo",
        };
        if made.contains("trainedalgorithmicmedia") {
            // Readers are told, whatever the credit says.
            label = "Illustration";
            if !credit.to_lowercase().contains("ai-generated") {
                let gap = if credit.is_empty() { "" } else { "/" };
                credit = format!("AI-generated{gap}{credit}");
            }
        }
        let label = if credit.is_empty() { String::new() } else { label.to_owned() };
        (text(&self.alt), caption, label, credit)
    }

    /// What other places of the file say instead of a caption or a credit that [`Embedded::words`]
    /// suggests.
    pub fn disagreements(&self) -> Vec<OtherWords> {
        let mut others: Vec<OtherWords> = Vec::new();
        let (_, caption, _, credit) = self.words();
        // Two of the standards often say the same, and lines are broken in one and not in the other.
        let mut tell = |field: &str, texts: Vec<String>| {
            let chosen = if field == "caption" { &caption } else { &credit };
            for text in texts {
                let text = one_line(&text);
                let known = others.iter().any(|one| one.field == field && one.text == text);
                if !known && text != *chosen {
                    others.push(OtherWords { field: field.to_owned(), text });
                }
            }
        };
        let of = |told: &Option<Told>| {
            let others = told.iter().flat_map(|told| &told.others);
            others.map(|(_, text)| text.clone()).collect::<Vec<_>>()
        };
        tell("caption", of(&self.description));
        tell("credit", of(&self.credit));
        // With a name goes who supplied the picture: that is asked for, or stands there beside it.
        let supplier = self.credit.as_ref().or(self.source.as_ref());
        let supplier = supplier.map(|told| one_line(&told.value)).unwrap_or_default();
        let named = |names: &Vec<String>| match names.join(", ") {
            names if supplier.is_empty() || names == supplier => names,
            names => format!("{names}/{supplier}"),
        };
        if let Some(told) = &self.creators {
            let all =
                std::iter::once(&told.value).chain(told.others.iter().map(|(_, names)| names));
            let unsaid =
                all.filter(|names| !names.iter().all(|name| credit.contains(&one_line(name))));
            tell("credit", unsaid.map(named).collect());
        }
        others
    }

    /// Whether this has every value of `wanted` that is on the keep-list.
    pub(super) fn keeps(&self, wanted: &Embedded) -> bool {
        Field::TEXTS.iter().all(|field| field.values(self) == field.values(wanted))
    }
}

/// What a file or a person says, on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Chooses among the values that the three standards give.
fn decide(exif: &exif::Exif, xmp: &xmp::Xmp, iim: &iptc::Iim, iim_is_newer: bool) -> Embedded {
    let maker = exif.maker.as_deref().unwrap_or_default();
    let filled = |text: Option<&String>| {
        text.map(|text| text.trim()).filter(|text| !is_blank(text)).map(str::to_owned)
    };
    // Only the camera writes its maker's name there; a person may credit the maker.
    let by_camera = |text: Option<&String>| filled(text).filter(|text| !is_of_camera(text, maker));
    let choose = |exif: Option<&String>, xmp: Option<&String>, iim: Option<&iptc::Text>| {
        let xmp = filled(xmp);
        let exif = by_camera(exif).map(|text| unmangled(text, xmp.iter()));
        let iim = iim.and_then(|text| {
            let value = filled(Some(&text.value))?;
            // Cut off at the field's length: the longer value is the same one, whole.
            let whole = xmp.as_ref().filter(|long| text.was_cut && long.starts_with(&value));
            Some(whole.cloned().unwrap_or(value))
        });
        let order = if iim_is_newer {
            [(Origin::Exif, exif), (Origin::Iim, iim), (Origin::Xmp, xmp)]
        } else {
            [(Origin::Exif, exif), (Origin::Xmp, xmp), (Origin::Iim, iim)]
        };
        first_of(order)
    };
    let lists = |exif: Vec<String>, xmp: &[String], iim: &[iptc::Text]| {
        let xmp: Vec<String> = xmp.iter().filter_map(|name| filled(Some(name))).collect();
        let iim: Vec<String> = iim
            .iter()
            .filter_map(|text| {
                let value = filled(Some(&text.value))?;
                let whole = xmp.iter().find(|long| text.was_cut && long.starts_with(&value));
                Some(whole.cloned().unwrap_or(value))
            })
            .collect();
        let some = |list: Vec<String>| (!list.is_empty()).then_some(list);
        let whole = |name: &String| by_camera(Some(name)).map(|name| unmangled(name, xmp.iter()));
        let exif = some(exif.iter().filter_map(whole).collect());
        let order = if iim_is_newer {
            [(Origin::Exif, exif), (Origin::Iim, some(iim)), (Origin::Xmp, some(xmp))]
        } else {
            [(Origin::Exif, exif), (Origin::Xmp, some(xmp)), (Origin::Iim, some(iim))]
        };
        first_of(order)
    };
    let artists =
        exif.artist.iter().flat_map(|names| names.split(';')).map(str::to_owned).collect();
    let only = |value: Option<&String>| first_of([(Origin::Xmp, filled(value))]);
    Embedded {
        description: choose(exif.description.as_ref(), xmp.description(), iim.one(120)),
        headline: choose(None, xmp.headline(), iim.one(105)),
        alt: only(xmp.alt()),
        creators: lists(artists, &xmp.creators(), iim.all(80)),
        credit: choose(None, xmp.credit(), iim.one(110)),
        source: choose(None, xmp.source(), iim.one(115)),
        copyright: choose(exif.copyright.as_ref(), xmp.rights(), iim.one(116)),
        usage_terms: only(xmp.usage_terms()),
        web_statement: only(xmp.web_statement()),
        licensor_name: only(xmp.licensor_name()),
        licensor_url: only(xmp.licensor_url()),
        digital_source_type: only(xmp.digital_source_type()),
        instructions: choose(None, xmp.instructions(), iim.one(40)),
        ends: choose(None, xmp.licence_end(), iim.one(37)),
        guessed_letters: iim.guessed_letters,
    }
}

/// A text that was forced into ASCII ("Y?cel") gives way to the same text with its letters.
fn unmangled<'a>(text: String, mut whole: impl Iterator<Item = &'a String>) -> String {
    let same = |other: &&String| {
        text.contains('?')
            && text.chars().count() == other.chars().count()
            && text.chars().zip(other.chars()).all(|(a, b)| a == b || (a == '?' && !b.is_ascii()))
    };
    whole.find(same).cloned().unwrap_or(text)
}

fn first_of<T: PartialEq, const N: usize>(order: [(Origin, Option<T>); N]) -> Option<Told<T>> {
    let mut given = order.into_iter().filter_map(|(from, value)| Some((from, value?)));
    let (from, value) = given.next()?;
    let mut others: Vec<(Origin, T)> = Vec::new();
    for (origin, other) in given {
        if other != value {
            others.push((origin, other));
        }
    }
    Some(Told { value, from, others })
}

/// A value, else what a PNG says in plain text.
fn or_text<T: PartialEq>(told: Option<Told<T>>, text: Option<T>) -> Option<Told<T>> {
    let Some(text) = text else { return told };
    let Some(mut told) = told else {
        return Some(Told { value: text, from: Origin::Text, others: Vec::new() });
    };
    if told.value != text {
        told.others.push((Origin::Text, text));
    }
    Some(told)
}

/// What cameras and programs put where a person's words belong.
fn is_blank(text: &str) -> bool {
    const DEFAULTS: &[&str] = &[
        "owner",
        "owner name",
        "camera owner",
        "unknown",
        "none",
        "n/a",
        "default",
        "untitled",
        "artist",
        "photographer",
        "copyright",
        "your name",
        "user",
        "dcim",
        "dav",
        "hdr",
        "sony dsc",
        "mde",
        "ptr",
        "exif_jpeg_picture",
        "exif jpeg picture",
        "jpeg picture",
        "charset=ascii",
        "binary comment",
        "screenshot",
        "(c)",
        "©",
    ];
    let plain = text.trim().trim_matches('\0').to_lowercase();
    let few = plain.split_whitespace().count() <= 4;
    plain.is_empty()
        || !plain.contains(char::is_alphanumeric)
        || DEFAULTS.contains(&plain.as_str())
        || (few && plain.ends_with("digital camera"))
}

/// What cameras and telephones write into EXIF of their own accord: their maker, a file's name,
/// the code of a picture mode, the program that a filter came from.
fn is_of_camera(text: &str, maker: &str) -> bool {
    const MODES: &[&str] = &[
        "cof", "cofnm", "oznor", "oznorco", "oznordo", "fbt", "hdrpl", "edf", "sdr", "nor", "rpt",
        "burst", "samsung", "lge", "xiaomi", "huawei", "vivo", "oppo",
    ];
    let plain = text.trim().trim_matches('\0').to_lowercase();
    let maker = maker.trim().to_lowercase();
    let name = plain.rsplit(['\\', '/']).next().unwrap_or(&plain);
    let numbered = |prefix: &str| {
        name.strip_prefix(prefix).is_some_and(|rest| {
            let stem = rest.split('.').next().unwrap_or(rest);
            !stem.is_empty() && stem.chars().all(|c| c.is_ascii_digit() || c == '_')
        })
    };
    MODES.contains(&plain.as_str())
        || plain.starts_with("dcim\\")
        || plain.starts_with("dcim/")
        || plain.starts_with("processed with ")
        || ["dji_", "img_", "dsc_", "dsc", "dscf", "dscn", "pxl_", "gopr", "imgp"]
            .into_iter()
            .any(numbered)
        || plain == maker
        || (!maker.is_empty() && maker.split(' ').next() == Some(plain.as_str()))
}

/// Text of old programs: Latin-1 with the signs that Windows put where it has none.
fn windows_1252(bytes: &[u8]) -> String {
    // WHATWG Encoding Standard, index windows-1252, from 0x80; unassigned ones stay controls.
    const SIGNS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let sign = |&byte: &u8| match byte {
        0x80..=0x9f => SIGNS[usize::from(byte - 0x80)],
        other => char::from(other),
    };
    bytes.iter().map(sign).collect()
}
