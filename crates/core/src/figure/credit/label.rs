//! Labels that have no colon, and offices that come before what they made: "Photo AFP", "Image via
//! Shutterstock", "U.S. Army photo by Sgt. Ana Ruiz".

use std::sync::LazyLock;

use regex::Regex;

use super::rule;
use super::someone::{
    AGENCY, is_full_name, is_house, is_name, is_organisation, is_placed, is_someone,
    starts_like_a_name,
};

/// "photo A.D.", "Photo Zoé Blanc/La Provence": a label without a colon.
pub(super) fn placed(text: &str) -> Option<(&str, &str)> {
    static PLACED: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"(?i)^(photos?|fotos?|illustraties?|illustrations?|ilustrac\w+|tekening|dessins?|zeichnung|beeld|pics?|",
            r"(?:photo|image) source,|crédito,|fuente de la imagen,)\s+(\S.*)$"
        ))
    });
    // "Photo / Ana Ruiz", "Pic/Ana Ruiz", as papers of New Zealand and India have it.
    static SLASHED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(photo|pic|image|graphic)\s*/\s*(\S.*)$"));
    if let Some(found) = SLASHED.captures(text) {
        let (label, credit) = (found.get(1)?.as_str(), found.get(2)?.as_str());
        let named = credit
            .split('/')
            .map(str::trim)
            .all(|part| is_full_name(part) || AGENCY.is_match(part) || is_house(part));
        return named.then_some((label, credit));
    }
    let found = PLACED.captures(text)?;
    let (label, credit) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let credit_only = label.ends_with(',') && is_someone("photo source", credit);
    // "(photo Tower Bridge)" may name what it shows.
    let signed = label.starts_with(char::is_uppercase) || label == "foto";
    let credit_only = credit_only || signed && is_full_name(credit) && !is_house(credit);
    let known = credit_only || is_placed(credit) || is_agency_and_others(credit);
    known.then_some((label.trim_end_matches(','), credit))
}

/// "Image via Shutterstock", "Photo from the City Archives": a kind, and a library, an office or a
/// page.
pub(super) fn from_library(text: &str) -> Option<(&str, &str)> {
    static FROM: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(KIND)(?: (?:taken|found|used))? (?:via|from|on|at|aus|bei) (?:the )?(\S.*?)\.?$",
        )
    });
    // Where what is on a screen comes from.
    static SITES: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^(?:Facebook|YouTube|Instagram|TikTok|Twitter|X|Telegram|WhatsApp|LinkedIn|Reddit|Google (?:Maps|Earth|Street View)|Zoom|CCTV)\b",
        )
    });
    // "maximintegrated.com", "https://a.example/archive".
    static PAGE: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(?:https?://)?(?:[\p{L}\d][\p{L}\d-]*\.)+\p{Ll}{2,}(?:/\S*)?$"));
    let found = FROM.captures(text)?;
    let from = found.get(2)?;
    let starts = starts_like_a_name(from.as_str());
    let screen = found[1].to_lowercase().starts_with("screen");
    let shown = || {
        let parts: Vec<&str> = from.as_str().split('/').map(str::trim).collect();
        parts.iter().all(|part| is_name(part)) && (SITES.is_match(from.as_str()) || parts.len() > 1)
    };
    let known = AGENCY.is_match(from.as_str())
        || (starts && is_organisation(from.as_str()))
        || (screen && shown());
    let few = from.as_str().split_whitespace().count() < 5;
    let page = PAGE.is_match(from.as_str());
    (page || known && starts && few)
        .then(|| (found.get(1).map_or("", |kind| kind.as_str()), from.as_str()))
}

/// "U.S. Army photo by Sgt. Ana Ruiz", "NPS photo": an office comes before what it made.
pub(super) fn is_office(text: &str) -> bool {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^((?:(?:\p{Lu}[\w.&’'/-]*|of|the|and) ){1,6})(?i:photos?|photographs?|images?|illustrations?|graphics?|videos?)",
            r"(?:(?: (?i:by|courtesy of)|\s*/)\s*(\p{Lu}.*))?$"
        ))
    });
    let Some(found) = OFFICE.captures(text) else { return false };
    let office = found[1].trim();
    match found.get(2) {
        Some(name) => is_name(name.as_str().split(',').next().unwrap_or_default().trim()),
        None => {
            let sign =
                office.split_whitespace().next().is_some_and(|word| word.chars().count() > 2);
            office.contains("U.S.") || (sign && is_organisation(office))
        }
    }
}

/// "REUTERS/Ana Ruiz/File Photo", "KCNA/via REUTERS": an agency, and names and agencies.
pub(super) fn is_agency_and_others(text: &str) -> bool {
    let mut parts = text.split('/').map(str::trim);
    text.contains('/')
        && parts.next().is_some_and(|agency| AGENCY.is_match(agency))
        && parts.all(|part| AGENCY.is_match(part) || is_full_name(part))
}

/// What a shortened label is of: "fot." and "ph." of a photo, "rys." and "ill." of a drawing.
pub(super) fn of_shortened(label: &str) -> &'static str {
    match label.to_lowercase().chars().next() {
        Some('r' | 'i') => "illustration",
        Some('p') => "photo",
        _ => "foto",
    }
}
