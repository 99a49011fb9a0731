//! Writing the keep-list back: one XMP packet, and for JPEG the four oldest fields as IPTC-IIM.

use std::fmt::Write;

use quick_xml::escape::escape;

use super::inventory::Field;
use super::{Embedded, iptc};

/// The keyword of the PNG text chunk that holds XMP (XMP specification, part 3).
pub(in super::super) const PNG_XMP_KEYWORD: &[u8] = b"XML:com.adobe.xmp";

/// The XMP packet; none when nothing is to be kept.
pub(in super::super) fn packet(embedded: &Embedded) -> Option<String> {
    let mut body = String::new();
    let mut write = |line: std::fmt::Arguments<'_>| {
        body.write_fmt(line).expect("writing to a string does not fail");
    };
    for field in Field::TEXTS {
        let values = field.values(embedded);
        let Some(first) = values.first().map(|value| escape(value.as_str())) else { continue };
        match field {
            Field::Creator => {
                write(format_args!("  <dc:creator>\n   <rdf:Seq>\n"));
                for name in &values {
                    write(format_args!("    <rdf:li>{}</rdf:li>\n", escape(name.as_str())));
                }
                write(format_args!("   </rdf:Seq>\n  </dc:creator>\n"));
            }
            // Name and address are one licensor's.
            Field::LicensorName => {
                let address = Field::LicensorUrl.values(embedded);
                let address = address.first().map(|value| escape(value.as_str()));
                licensor(&mut write, Some(&first), address.as_deref());
            }
            Field::LicensorUrl if Field::LicensorName.values(embedded).is_empty() => {
                licensor(&mut write, None, Some(&first));
            }
            Field::LicensorUrl => {}
            Field::Credit => simple(&mut write, "photoshop:Credit", &first),
            Field::Source => simple(&mut write, "photoshop:Source", &first),
            Field::WebStatement => simple(&mut write, "xmpRights:WebStatement", &first),
            Field::DigitalSourceType => simple(&mut write, "Iptc4xmpExt:DigitalSourceType", &first),
            Field::Copyright => by_language(&mut write, "dc:rights", &first),
            Field::Description => by_language(&mut write, "dc:description", &first),
            Field::UsageTerms => by_language(&mut write, "xmpRights:UsageTerms", &first),
            Field::AltText => by_language(&mut write, "Iptc4xmpCore:AltTextAccessibility", &first),
            Field::ColourProfile => {}
        }
    }
    (!body.is_empty()).then(|| {
        format!(
            "<?xpacket begin='\u{FEFF}' id='W5M0MpCehiHzreSzNTczkc9d'?>\n\
             <x:xmpmeta xmlns:x='adobe:ns:meta/'>\n\
             <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n \
             <rdf:Description rdf:about=''\n  \
             xmlns:dc='http://purl.org/dc/elements/1.1/'\n  \
             xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'\n  \
             xmlns:xmpRights='http://ns.adobe.com/xap/1.0/rights/'\n  \
             xmlns:plus='http://ns.useplus.org/ldf/xmp/1.0/'\n  \
             xmlns:Iptc4xmpCore='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'\n  \
             xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'>\n\
             {body} </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end='r'?>"
        )
    })
}

fn licensor(
    write: &mut impl FnMut(std::fmt::Arguments<'_>),
    name: Option<&str>,
    address: Option<&str>,
) {
    write(format_args!("  <plus:Licensor>\n   <rdf:Seq>\n    <rdf:li rdf:parseType='Resource'>\n"));
    for (tag, value) in [("LicensorName", name), ("LicensorURL", address)] {
        if let Some(value) = value {
            write(format_args!("     <plus:{tag}>{value}</plus:{tag}>\n"));
        }
    }
    write(format_args!("    </rdf:li>\n   </rdf:Seq>\n  </plus:Licensor>\n"));
}

fn simple(write: &mut impl FnMut(std::fmt::Arguments<'_>), tag: &str, value: &str) {
    write(format_args!("  <{tag}>{value}</{tag}>\n"));
}

fn by_language(write: &mut impl FnMut(std::fmt::Arguments<'_>), tag: &str, value: &str) {
    write(format_args!(
        "  <{tag}>\n   <rdf:Alt>\n    <rdf:li xml:lang='x-default'>{value}</rdf:li>\n   \
         </rdf:Alt>\n  </{tag}>\n"
    ));
}

/// By-lines, credit, source and copyright for readers of IPTC-IIM, in UTF-8, cut off where that
/// standard ends; none when there are none.
pub(in super::super) fn iim_segment(embedded: &Embedded) -> Option<Vec<u8>> {
    let mut sets = Vec::new();
    let fields =
        [(Field::Creator, 80), (Field::Credit, 110), (Field::Source, 115), (Field::Copyright, 116)];
    for (field, set) in fields {
        for value in field.values_for_iim(embedded) {
            let mut end = value.len().min(iptc::greatest_length(set));
            while !value.is_char_boundary(end) {
                end -= 1;
            }
            push(&mut sets, 2, set, &value.as_bytes()[..end]);
        }
    }
    if sets.is_empty() {
        return None;
    }
    let mut iim = Vec::new();
    push(&mut iim, 1, 90, b"\x1B%G");
    push(&mut iim, 2, 0, &[0, 4]);
    iim.extend(sets);
    let mut segment = b"Photoshop 3.0\08BIM\x04\x04\0\0".to_vec();
    segment.extend((iim.len() as u32).to_be_bytes());
    segment.extend(&iim);
    if iim.len() % 2 == 1 {
        segment.push(0);
    }
    Some(segment)
}

fn push(out: &mut Vec<u8>, record: u8, set: u8, value: &[u8]) {
    out.extend([0x1C, record, set]);
    out.extend((value.len() as u16).to_be_bytes());
    out.extend(value);
}
