//! EXIF: the three tags that a figure can use, and the names of all others.

use exif::{Context, Field, In, Reader, Tag, Value};

use super::Group;
use super::inventory::Inventory;

/// What EXIF says, as written.
#[derive(Default)]
pub(super) struct Exif {
    pub(super) description: Option<String>,
    pub(super) artist: Option<String>,
    pub(super) copyright: Option<String>,
    pub(super) maker: Option<String>,
}

/// More than this is no metadata.
const LARGEST: usize = 4 * 1024 * 1024;

impl Exif {
    /// Reads a block that begins with the TIFF header. What comes first counts.
    pub(super) fn read(&mut self, block: &[u8], inventory: &mut Inventory) {
        if block.len() > LARGEST {
            inventory.remove("EXIF", Group::Other);
            return;
        }
        let parsed = Reader::new()
            .continue_on_error(true)
            .read_raw(block.to_vec())
            .or_else(|error| error.distill_partial_result(|_| {}));
        let Ok(parsed) = parsed else {
            inventory.remove("EXIF", Group::Other);
            return;
        };
        let mut fields: Vec<&Field> = parsed.fields().collect();
        fields.sort_by_key(|field| (field.ifd_num.index(), field.tag.number()));
        for field in fields {
            let kept = field.ifd_num == In::PRIMARY;
            let told = match field.tag {
                Tag::ImageDescription if kept => &mut self.description,
                Tag::Artist if kept => &mut self.artist,
                // Photographer's and editor's notices, one after the other.
                Tag::Copyright if kept => &mut self.copyright,
                tag => {
                    let (name, group) = classify(field);
                    inventory.remove(&format!("EXIF:{name}"), group);
                    if tag != Tag::Make {
                        continue;
                    }
                    &mut self.maker
                }
            };
            if told.is_none() {
                *told = text(&field.value);
            }
        }
    }
}

fn classify(field: &Field) -> (String, Group) {
    let tag = field.tag;
    if field.ifd_num == In::THUMBNAIL {
        return ("ThumbnailImage".to_owned(), Group::Thumbnail);
    }
    let name = match (tag.context(), tag.number()) {
        (Context::Exif, 0xa431) => "SerialNumber".to_owned(),
        (Context::Exif, 0xa430) => "OwnerName".to_owned(),
        (Context::Tiff, number) => match number {
            0x9c9b => "XPTitle".to_owned(),
            0x9c9c => "XPComment".to_owned(),
            0x9c9d => "XPAuthor".to_owned(),
            0x9c9e => "XPKeywords".to_owned(),
            0x9c9f => "XPSubject".to_owned(),
            0xc4a5 => "PrintIM".to_owned(),
            _ => tag.to_string(),
        },
        _ => tag.to_string(),
    };
    let name = match name.strip_prefix("Tag(") {
        Some(_) => format!("0x{:04x}", tag.number()),
        None => name,
    };
    let group = match (tag.context(), tag.number()) {
        // Which version of GPS tags would follow: cameras write it where no place is known.
        (Context::Gps, 0) => Group::Technical,
        (Context::Gps, _) => Group::Location,
        (Context::Exif, 0xa420 | 0xa430 | 0xa431 | 0xa435) | (Context::Tiff, 0xc62f) => {
            Group::CameraSerial
        }
        (Context::Tiff, 0x0132)
        | (Context::Exif, 0x9003 | 0x9004 | 0x9010..=0x9012 | 0x9290..=0x9292) => Group::DateTaken,
        (Context::Exif, 0x9286) | (Context::Tiff, 0x9c9c) => Group::Comment,
        (Context::Tiff, 0x000b | 0x0131 | 0x013c) => Group::EditingHistory,
        (Context::Tiff, 0x010f | 0x0110) => Group::CameraSettings,
        (Context::Tiff, 0x9c9b | 0x9c9d..=0x9c9f) => Group::Other,
        (Context::Tiff, 0x0100..=0x0103 | 0x0106 | 0x0112 | 0x0115 | 0x011a..=0x011c | 0x0128)
        | (Context::Tiff, 0x0211..=0x0214 | 0x013e | 0x013f | 0xc4a5)
        | (Context::Exif, 0x9000 | 0x9101 | 0x9102 | 0xa000..=0xa003 | 0xa005)
        | (Context::Interop, _) => Group::Technical,
        (Context::Exif, _) => Group::CameraSettings,
        _ => Group::Other,
    };
    (name, group)
}

fn text(value: &Value) -> Option<String> {
    let parts: Vec<String> = match value {
        Value::Ascii(parts) => parts.iter().map(|part| letters(part)).collect(),
        Value::Byte(bytes) | Value::Undefined(bytes, _) => vec![letters(bytes)],
        _ => return None,
    };
    let parts: Vec<&str> =
        parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// EXIF says ASCII; programs write UTF-8, old ones Latin-1.
fn letters(bytes: &[u8]) -> String {
    let bytes = bytes.split(|&byte| byte == 0).next().unwrap_or_default();
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => super::windows_1252(bytes),
    }
}
