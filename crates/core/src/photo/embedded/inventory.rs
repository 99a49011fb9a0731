//! What was taken out of a file and what was left in, by tag.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{Embedded, Origin, Told};

/// Something that was in the original and is not published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// The tag: "EXIF:GPSLatitude", "XMP-photoshop:City", "IPTC:City".
    pub name: String,
    /// What kind of thing it is.
    pub group: Group,
}

/// What kind of thing was taken out. The order is the one in which a person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Group {
    /// Coordinates.
    Location,
    /// Names of places.
    Place,
    /// Names of people, and where they are in the picture.
    PeopleShown,
    /// What ties pictures to one camera or its owner.
    CameraSerial,
    /// When it was taken.
    DateTaken,
    /// A small or earlier version of the picture, which may show what was cropped or blurred.
    Thumbnail,
    /// Programs and steps.
    EditingHistory,
    /// Lens, exposure, maker's notes.
    CameraSettings,
    /// Free text.
    Comment,
    /// More pictures than one.
    Animation,
    /// How the bytes are to be read. Not worth telling.
    Technical,
    /// Anything else.
    Other,
}

impl Group {
    /// Whether it tells where, who or with which camera, or shows what was cut away.
    pub fn is_private(self) -> bool {
        matches!(
            self,
            Group::Location
                | Group::Place
                | Group::PeopleShown
                | Group::CameraSerial
                | Group::Thumbnail
        )
    }
}

/// Something that was in the original and is published with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The tag that it was found in: "XMP-photoshop:Credit".
    pub name: String,
    /// What it is.
    pub field: Field,
}

/// The keep-list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// Creators.
    Creator,
    /// Credit line.
    Credit,
    /// Source.
    Source,
    /// Copyright notice.
    Copyright,
    /// Rights usage terms.
    UsageTerms,
    /// Address of the licence.
    WebStatement,
    /// Who gives licences.
    LicensorName,
    /// Where a licence can be had.
    LicensorUrl,
    /// Caption.
    Description,
    /// Alternative text.
    AltText,
    /// How it came about.
    DigitalSourceType,
    /// What its colours mean.
    ColourProfile,
}

impl Field {
    /// Those that are text: all but the colour profile.
    pub const TEXTS: [Field; 11] = [
        Field::Creator,
        Field::Credit,
        Field::Source,
        Field::Copyright,
        Field::UsageTerms,
        Field::WebStatement,
        Field::LicensorName,
        Field::LicensorUrl,
        Field::Description,
        Field::AltText,
        Field::DigitalSourceType,
    ];

    /// The tags in EXIF, XMP and IIM that hold it.
    fn tags(self) -> [&'static str; 3] {
        match self {
            Field::Creator => ["EXIF:Artist", "XMP-dc:Creator", "IPTC:By-line"],
            Field::Credit => ["", "XMP-photoshop:Credit", "IPTC:Credit"],
            Field::Source => ["", "XMP-photoshop:Source", "IPTC:Source"],
            Field::Copyright => ["EXIF:Copyright", "XMP-dc:Rights", "IPTC:CopyrightNotice"],
            Field::UsageTerms => ["", "XMP-xmpRights:UsageTerms", ""],
            Field::WebStatement => ["", "XMP-xmpRights:WebStatement", ""],
            Field::LicensorName => ["", "XMP-plus:LicensorName", ""],
            Field::LicensorUrl => ["", "XMP-plus:LicensorURL", ""],
            Field::Description => {
                ["EXIF:ImageDescription", "XMP-dc:Description", "IPTC:Caption-Abstract"]
            }
            Field::AltText => ["", "XMP-iptcCore:AltTextAccessibility", ""],
            Field::DigitalSourceType => ["", "XMP-iptcExt:DigitalSourceType", ""],
            Field::ColourProfile => ["", "", ""],
        }
    }

    fn told(self, embedded: &Embedded) -> Option<&Told> {
        match self {
            Field::Credit => embedded.credit.as_ref(),
            Field::Source => embedded.source.as_ref(),
            Field::Copyright => embedded.copyright.as_ref(),
            Field::UsageTerms => embedded.usage_terms.as_ref(),
            Field::WebStatement => embedded.web_statement.as_ref(),
            Field::LicensorName => embedded.licensor_name.as_ref(),
            Field::LicensorUrl => embedded.licensor_url.as_ref(),
            Field::Description => embedded.description.as_ref(),
            Field::AltText => embedded.alt.as_ref(),
            Field::DigitalSourceType => embedded.digital_source_type.as_ref(),
            Field::Creator | Field::ColourProfile => None,
        }
    }

    /// Its values as they are written into a file: without control characters, and cut off at
    /// lengths that no honest value reaches. Where a file names other creators or holders of rights
    /// in another of its places, all of them stay: nobody but a person can say which is right.
    pub(super) fn values(self, embedded: &Embedded) -> Vec<String> {
        const LONGEST: usize = 4000;
        const MOST: usize = 20;
        let settled = |text: &String| {
            let text: String = text
                .chars()
                .filter(|sign| !sign.is_control() || matches!(sign, '\n' | '\t'))
                .filter(|sign| !matches!(sign, '\u{FFFE}' | '\u{FFFF}'))
                .collect();
            let mut end = text.len().min(LONGEST);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text[..end].trim().to_owned()
        };
        let once = |all: &mut Vec<String>, text: &String| {
            let text = settled(text);
            if !text.is_empty() && !all.contains(&text) {
                all.push(text);
            }
        };
        let mut values = Vec::new();
        if self == Field::Creator {
            let told = embedded.creators.iter();
            let names = told.flat_map(|told| {
                told.value.iter().chain(told.others.iter().flat_map(|(_, names)| names))
            });
            names.take(MOST).for_each(|name| once(&mut values, name));
        } else if let Some(told) = self.told(embedded) {
            once(&mut values, &told.value);
            if self == Field::Copyright && !values.is_empty() {
                told.others.iter().for_each(|(_, text)| once(&mut values, text));
                values = vec![settled(&values.join("; "))];
            }
        }
        values
    }

    /// Its values in the oldest standard. A credit line and a source are printed as they are, so
    /// that two that disagree are not put into one: what does not count stays in this other place.
    pub(super) fn values_for_iim(self, embedded: &Embedded) -> Vec<String> {
        let other = self.told(embedded).filter(|_| matches!(self, Field::Credit | Field::Source));
        let other = other.and_then(|told| told.others.first()).map(|(from, text)| Told {
            value: text.clone(),
            from: *from,
            others: Vec::new(),
        });
        match (self, other) {
            (Field::Credit, Some(credit)) => {
                self.values(&Embedded { credit: Some(credit), ..Embedded::default() })
            }
            (Field::Source, Some(source)) => {
                self.values(&Embedded { source: Some(source), ..Embedded::default() })
            }
            _ => self.values(embedded),
        }
    }
}

/// What will be written back, and where it was found.
pub(super) fn kept(embedded: &Embedded) -> Vec<Kept> {
    Field::TEXTS
        .into_iter()
        .filter(|field| !field.values(embedded).is_empty())
        .filter_map(|field| {
            let from = match field {
                Field::Creator => embedded.creators.as_ref()?.from,
                _ => field.told(embedded)?.from,
            };
            let [exif, xmp, iim] = field.tags();
            let name = match from {
                Origin::Exif => exif,
                Origin::Xmp => xmp,
                Origin::Iim => iim,
                Origin::Text if field == Field::Creator => "PNG:Author",
                Origin::Text => "PNG:Copyright",
            };
            Some(Kept { name: name.to_owned(), field })
        })
        .collect()
}

/// Collects what is in a file beyond the keep-list.
#[derive(Default)]
pub(in crate::photo) struct Inventory {
    pub(super) removed: Vec<Removed>,
    named: HashSet<String>,
}

impl Inventory {
    /// More tags than this are not listed one by one; they are gone all the same.
    const MOST: usize = 2000;

    pub(in crate::photo) fn remove(&mut self, name: &str, group: Group) {
        if self.removed.len() < Self::MOST && self.named.insert(name.to_owned()) {
            self.removed.push(Removed { name: name.to_owned(), group });
        }
    }
}
