//! XMP: RDF in XML. Properties are read by namespace, whatever prefix they carry.

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::Event;
use quick_xml::name::{NamespaceResolver, QName, ResolveResult};

use super::Group;
use super::inventory::Inventory;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const PLUS: &str = "http://ns.useplus.org/ldf/xmp/1.0/";
const CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
const EXT: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";

const CC: &str = "http://creativecommons.org/ns#";

/// Names of namespaces as people know them.
const PREFIXES: &[(&str, &str)] = &[
    (DC, "dc"),
    (PHOTOSHOP, "photoshop"),
    (RIGHTS, "xmpRights"),
    (PLUS, "plus"),
    (CORE, "iptcCore"),
    (EXT, "iptcExt"),
    (CC, "cc"),
    ("http://ns.adobe.com/xap/1.0/", "xmp"),
    ("http://ns.adobe.com/xap/1.0/mm/", "xmpMM"),
    ("http://ns.adobe.com/exif/1.0/", "exif"),
    ("http://cipa.jp/exif/1.0/", "exifEX"),
    ("http://ns.adobe.com/exif/1.0/aux/", "aux"),
    ("http://ns.adobe.com/tiff/1.0/", "tiff"),
    ("http://ns.adobe.com/camera-raw-settings/1.0/", "crs"),
    ("http://www.metadataworkinggroup.com/schemas/regions/", "mwg-rs"),
    ("http://ns.microsoft.com/photo/1.2/", "MP"),
    ("http://ns.adobe.com/lightroom/1.0/", "lr"),
    ("http://ns.adobe.com/xmp/note/", "xmpNote"),
    ("http://ns.google.com/photos/1.0/camera/", "GCamera"),
];

/// A property of the picture.
#[derive(Debug, Default)]
struct Property {
    space: String,
    name: String,
    /// Language and text, in order; one without language when it is no list.
    values: Vec<(String, String)>,
    /// Named values inside it.
    fields: Vec<(String, String, String)>,
}

/// What the packets of a file say.
#[derive(Debug, Default)]
pub(super) struct Xmp {
    properties: Vec<Property>,
    creators: Vec<String>,
}

impl Xmp {
    pub(super) fn description(&self) -> Option<&String> {
        self.text(DC, "description")
    }

    pub(super) fn rights(&self) -> Option<&String> {
        self.text(DC, "rights")
    }

    /// The creators; where none is named, whom the licence wants named.
    pub(super) fn creators(&self) -> Vec<String> {
        let attributed = || self.text(CC, "attributionName").cloned().into_iter().collect();
        if self.creators.is_empty() { attributed() } else { self.creators.clone() }
    }

    pub(super) fn credit(&self) -> Option<&String> {
        self.text(PHOTOSHOP, "Credit")
    }

    pub(super) fn source(&self) -> Option<&String> {
        self.text(PHOTOSHOP, "Source")
    }

    pub(super) fn headline(&self) -> Option<&String> {
        self.text(PHOTOSHOP, "Headline")
    }

    pub(super) fn instructions(&self) -> Option<&String> {
        self.text(PHOTOSHOP, "Instructions")
    }

    pub(super) fn usage_terms(&self) -> Option<&String> {
        self.text(RIGHTS, "UsageTerms")
    }

    /// When the licence ends.
    pub(super) fn licence_end(&self) -> Option<&String> {
        self.text(PLUS, "LicenseEndDate")
    }

    pub(super) fn web_statement(&self) -> Option<&String> {
        self.text(RIGHTS, "WebStatement").or_else(|| self.text(CC, "license"))
    }

    pub(super) fn alt(&self) -> Option<&String> {
        self.text(CORE, "AltTextAccessibility")
    }

    pub(super) fn digital_source_type(&self) -> Option<&String> {
        self.text(EXT, "DigitalSourceType")
    }

    pub(super) fn licensor_url(&self) -> Option<&String> {
        self.licensor("LicensorURL")
    }

    pub(super) fn licensor_name(&self) -> Option<&String> {
        self.licensor("LicensorName")
    }

    fn licensor(&self, wanted: &str) -> Option<&String> {
        let licensor = self.property(PLUS, "Licensor");
        let field = licensor.and_then(|property| {
            property.fields.iter().find(|(space, name, _)| space == PLUS && name == wanted)
        });
        field.map(|(_, _, value)| value).or_else(|| self.text(PLUS, wanted))
    }

    fn property(&self, space: &str, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.space == space && property.name == name)
    }

    /// The value in the default language, else the first that is not empty.
    fn text(&self, space: &str, name: &str) -> Option<&String> {
        let values = &self.property(space, name)?.values;
        let given = || values.iter().filter(|(_, text)| !text.trim().is_empty());
        given()
            .find(|(language, _)| language == "x-default")
            .or_else(|| given().next())
            .map(|(_, text)| text)
    }

    /// Reads one packet. What comes first counts; damaged XML counts as far as it goes.
    pub(super) fn read(&mut self, packet: &[u8], inventory: &mut Inventory) {
        let text = String::from_utf8_lossy(packet);
        let text = text.trim_matches(['\u{FEFF}', '\0']);
        let (properties, whole) = parse(text);
        if !whole {
            inventory.remove("XMP", Group::Other);
        }
        for property in properties {
            list(&property, inventory);
            if property.space == DC && property.name == "creator" && self.creators.is_empty() {
                self.creators = property.values.iter().map(|(_, text)| text.clone()).collect();
            }
            if self.property(&property.space, &property.name).is_none() {
                self.properties.push(property);
            }
        }
    }
}

/// Names what is not on the keep-list.
fn list(property: &Property, inventory: &mut Inventory) {
    let Property { space, name, .. } = property;
    let kept = matches!(
        (space.as_str(), name.as_str()),
        (DC, "description" | "rights" | "creator")
            | (PHOTOSHOP, "Credit" | "Source")
            | (RIGHTS, "UsageTerms" | "WebStatement")
            | (CORE, "AltTextAccessibility")
            | (EXT, "DigitalSourceType")
            | (PLUS, "LicensorURL" | "LicensorName")
            | (CC, "license" | "attributionName")
    );
    if kept {
        return;
    }
    if space == PLUS && name == "Licensor" {
        for (space, name, _) in &property.fields {
            if space != PLUS || !["LicensorURL", "LicensorName"].contains(&name.as_str()) {
                inventory.remove(&format!("XMP-{}:{name}", prefix(space)), Group::Other);
            }
        }
        return;
    }
    let prefix = prefix(space);
    let group = match (prefix, name.as_str()) {
        ("exif", name) if name.starts_with("GPS") => Group::Location,
        ("photoshop", "City" | "State" | "Country")
        | ("iptcCore", "Location" | "CountryCode")
        | ("iptcExt", "LocationCreated" | "LocationShown") => Group::Place,
        ("iptcExt", name) if name.starts_with("PersonInImage") => Group::PeopleShown,
        ("mwg-rs" | "MP", _) => Group::PeopleShown,
        (_, name) if name.contains("SerialNumber") || name.ends_with("OwnerName") => {
            Group::CameraSerial
        }
        ("photoshop", "DateCreated")
        | ("xmp", "CreateDate")
        | ("exif", "DateTimeOriginal" | "DateTimeDigitized") => Group::DateTaken,
        ("xmp", "Thumbnails") | ("xmpGImg", _) => Group::Thumbnail,
        ("xmp" | "xmpMM" | "crs", _)
        | ("photoshop", "DocumentAncestors" | "History" | "SidecarForExtension") => {
            Group::EditingHistory
        }
        ("exif", "UserComment") => Group::Comment,
        ("tiff", "Orientation" | "XResolution" | "YResolution" | "ResolutionUnit")
        | ("tiff", "ImageWidth" | "ImageLength" | "BitsPerSample" | "YCbCrPositioning")
        | ("exif", "ColorSpace" | "PixelXDimension" | "PixelYDimension" | "ExifVersion")
        | ("exif", "FlashpixVersion" | "ComponentsConfiguration")
        | ("photoshop", "ColorMode" | "ICCProfile")
        | ("dc", "format")
        | ("xmpNote", "HasExtendedXMP") => Group::Technical,
        ("exif" | "exifEX" | "aux" | "tiff", _) => Group::CameraSettings,
        _ => Group::Other,
    };
    inventory.remove(&format!("XMP-{prefix}:{name}"), group);
}

fn prefix(space: &str) -> &str {
    let known = PREFIXES.iter().find(|(address, _)| *address == space).map(|(_, prefix)| *prefix);
    known.unwrap_or_else(|| space.trim_end_matches(['/', '#']).rsplit('/').next().unwrap_or(space))
}

/// Deeper than this is no metadata.
const DEEPEST: usize = 64;

/// A picture with more properties is not read on.
const MOST: usize = 2000;

/// Where an element stands.
enum Level {
    /// Around the properties: x:xmpmeta, rdf:RDF, the outer rdf:Description.
    Outside,
    /// A property of the picture.
    Property(Property),
    /// An entry of a list: its language.
    Entry(String),
    /// A named value inside a property.
    Value(String, String),
    /// rdf:Seq and the like.
    Frame,
}

/// All properties, and whether the XML was well-formed to its end.
fn parse(text: &str) -> (Vec<Property>, bool) {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut found = Vec::new();
    let mut levels: Vec<(Level, String)> = Vec::new();
    loop {
        let Ok(event) = reader.read_event() else { return (found, false) };
        if found.len() > MOST {
            return (found, false);
        }
        match event {
            Event::Start(element) => {
                if levels.len() >= DEEPEST {
                    return (found, false);
                }
                let (space, name) = resolved(reader.resolver(), element.name(), true);
                let in_property =
                    levels.iter().any(|(level, _)| matches!(level, Level::Property(_)));
                let described = levels.len() >= 2 || (space == RDF && name == "Description");
                let mut level = match (space.as_str(), name.as_str()) {
                    (RDF, "li") => Level::Entry(String::new()),
                    (RDF, "Seq" | "Alt" | "Bag" | "value") if in_property => Level::Frame,
                    (RDF, "Description") if in_property => Level::Frame,
                    (RDF, _) => Level::Outside,
                    ("adobe:ns:meta/", _) => Level::Outside,
                    _ if in_property => Level::Value(space.clone(), name.clone()),
                    _ if described => Level::Property(Property {
                        space: space.clone(),
                        name: name.clone(),
                        ..Property::default()
                    }),
                    _ => Level::Outside,
                };
                let mut own = String::new();
                for attribute in element.attributes().with_checks(false).flatten() {
                    if attribute.key.as_namespace_binding().is_some() {
                        continue;
                    }
                    let (key_space, key) = resolved(reader.resolver(), attribute.key, false);
                    let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
                        continue;
                    };
                    let value = value.into_owned();
                    match (key_space.as_str(), key.as_str()) {
                        (RDF, "resource") => own = value,
                        (RDF, _) => {}
                        (_, "lang") => {
                            if let Level::Entry(language) = &mut level {
                                *language = value;
                            }
                        }
                        ("" | "adobe:ns:meta/", _) => {}
                        _ => match &mut level {
                            // The short form: properties as attributes.
                            Level::Outside => found.push(Property {
                                space: key_space,
                                name: key,
                                values: vec![(String::new(), value)],
                                fields: Vec::new(),
                            }),
                            Level::Property(property) => {
                                property.fields.push((key_space, key, value))
                            }
                            _ => {
                                if let Some(property) = enclosing(&mut levels) {
                                    property.fields.push((key_space, key, value));
                                }
                            }
                        },
                    }
                }
                levels.push((level, own));
            }
            Event::End(_) => {
                let Some((level, text)) = levels.pop() else { continue };
                match level {
                    Level::Property(mut property) => {
                        if property.values.is_empty() && !text.trim().is_empty() {
                            property.values.push((String::new(), text.trim().to_owned()));
                        }
                        found.push(property);
                    }
                    Level::Entry(language) => {
                        if let Some(property) = enclosing(&mut levels)
                            && !text.trim().is_empty()
                        {
                            property.values.push((language, text.trim().to_owned()));
                        }
                    }
                    Level::Value(space, name) => {
                        if let Some(property) = enclosing(&mut levels) {
                            property.fields.push((space, name, text.trim().to_owned()));
                        }
                    }
                    Level::Frame => {
                        if let Some((_, outer)) = levels.last_mut() {
                            outer.push_str(text.trim());
                        }
                    }
                    Level::Outside => {}
                }
            }
            Event::Text(part) => {
                if let Some((_, text)) = levels.last_mut() {
                    text.push_str(&part.xml10_content());
                }
            }
            Event::CData(part) => {
                if let Some((_, text)) = levels.last_mut() {
                    text.push_str(&part.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                let sign = match &*reference.xml10_content() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                if let (Some(sign), Some((_, text))) = (sign, levels.last_mut()) {
                    text.push(sign);
                }
            }
            Event::Eof => return (found, levels.is_empty()),
            _ => {}
        }
    }
}

fn enclosing(levels: &mut [(Level, String)]) -> Option<&mut Property> {
    levels.iter_mut().rev().find_map(|(level, _)| match level {
        Level::Property(property) => Some(property),
        _ => None,
    })
}

fn resolved(resolver: &NamespaceResolver, name: QName<'_>, element: bool) -> (String, String) {
    let (space, local) =
        if element { resolver.resolve_element(name) } else { resolver.resolve_attribute(name) };
    let space = match space {
        ResolveResult::Bound(space) => space.0.to_owned(),
        ResolveResult::Unbound => String::new(),
        ResolveResult::Unknown(prefix) => prefix,
    };
    (space, local.as_ref().to_owned())
}
