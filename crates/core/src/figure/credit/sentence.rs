//! Credits as a sentence of their own, or behind a dash, a stroke or a comma: "… the square. Photo by
//! Ana Ruiz", "… | Getty Images".

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::label::{from_library, is_agency_and_others, is_office, of_shortened, placed};
use super::someone::{
    AGENCY, before_licence, is_full_name, is_house, is_lower_name, is_name, is_name_and_org,
    is_someone, starts_like_a_name,
};
use super::{Confidence, CreditLine, Rule, credited, is_only_credit, made_by, rule};

pub(super) fn behind_a_dash(line: &str) -> Option<CreditLine> {
    // What ends a sentence stays with the description: it may be the stop of an abbreviation.
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"(?i)^(.*?)(?:(?:\s+[\-\u{2013}\u{2014}\u{2022}\u{b7}/]|\s*\|{1,2})\s+|([!?\u{2026}][\u{201d}\x22’»)*_]*|\.[\u{201d}\x22’»*_]*)\s+)",
            r"(?:\u{a9}\s*)?(LABEL)(?:\s*:\s*|\s+\u{a9}\s*|\s+\|\s+|(?:\.{3}|\u{2026})\s*)((?:https?://\S+|(?:File|Datei|Fichier|Archivo|Licen[cs]e|Licença|Licencia|Lizenz|By|Author|Autor|Auteur): ?|[^:])+|PARTS)$"
        ))
    });
    static BY_SOMEONE: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"(?i)^(.*?)(?:\s+(?:[\-\u{2013}\u{2014}\u{2022}\u{b7}/]|\|{1,2})\s+|,\s+|([!?\u{2026}][\u{201d}\x22’»)]*|\.[\u{201d}\x22’»]*)\s+)",
            r"(?:\u{a9}\s*)?(BY)\s*:?\s+(.+)$"
        ))
    });
    // Behind a comma only what names nothing else.
    static BEHIND_A_COMMA: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(.*\S),\s+((?:photo|foto|image)s?(?: credits?| courtesy)?|bildquelle|credits?|crédits?(?: photos?)?)\s*:\s*([^:]+)$",
        )
    });
    // The picture is named by its kind, which then belongs to the description.
    static NOUN: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(.*\S\s(?:photo|photograph|image|picture|graphic|map|illustration)s?),? courtesy of (\S.+)$",
        )
    });
    static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^(.*?)\s+((?:\p{Lu}{2,6}|Reuters|Getty Images)\s+Photo/.+",
            r"|(?:AFP|EPA|Reuters|REUTERS)/\p{Lu}[^/]+|(?:\u{a9}|\([cC]\))\s*.+)$"
        ))
    });
    // "© Foto: dpa": the sign says that it is somebody's.
    static MARKED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^\u{a9}\s*(?:(LABEL)\s*:|(photos?|fotos?) )\s*([^:]+?)\.?$"));
    // A line of nothing but credits describes nothing.
    let known =
        |found: &Captures<'_>| found[1].contains(char::is_alphabetic) && !is_only_credit(&found[1]);
    let described = |found: &Captures<'_>| {
        format!("{}{}", &found[1], found.get(2).map_or("", |end| end.as_str()))
    };
    if let Some(found) = LABELLED.captures(line).filter(known)
        && (is_someone(&found[3], &found[4]) || is_lower_name(&found[3], &found[4]))
    {
        let credit = found[4].trim_end_matches('.');
        return Some(credited(&described(&found), Some(&found[3]), credit, Rule::DashLabel));
    }
    if let Some(found) = BEHIND_A_COMMA.captures(line).filter(known)
        && (is_someone(&found[2], &found[3]) || is_lower_name(&found[2], &found[3]))
    {
        let credit = found[3].trim_end_matches('.');
        return Some(credited(&found[1], Some(&found[2]), credit, Rule::DashLabel));
    }
    if let Some(found) = BY_SOMEONE.captures(line).filter(known)
        && is_someone(&found[3], &found[4])
    {
        let credit = found[4].trim_end_matches('.');
        let whole = format!("{} {credit}", &found[3]);
        return Some(made_by(&described(&found), (&found[3], &whole), credit, Rule::DashBy));
    }
    if let Some(found) = NOUN.captures(line).filter(known)
        && is_someone("courtesy", &found[2])
    {
        let credit = found[2].trim_end_matches('.');
        return Some(credited(&found[1], Some("courtesy of"), credit, Rule::DashBy));
    }
    if let Some(found) = shortened(line) {
        return Some(found);
    }
    if let Some(found) = RIGHTS.captures(line).filter(known)
        && is_owned(&found[2])
    {
        return Some(match MARKED.captures(&found[2]) {
            Some(marked) => {
                let label = marked.get(1).or(marked.get(2)).map(|label| label.as_str());
                credited(&found[1], label, &marked[3], Rule::DashLabel)
            }
            None => credited(&found[1], None, &found[2], Rule::AgencySlash),
        });
    }
    bare(line).or_else(|| run_on(line))
}

/// ". Fot. Jan Nowak", "| Ph. Ana Ruiz", as Polish and Italian papers have it.
fn shortened(line: &str) -> Option<CreditLine> {
    static SHORTENED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(.*?(?:[.!?…]|\s[\-–—|]))\s+(SHORT)\s*(\S.*)$"));
    let found = SHORTENED.captures(line)?;
    let credit = found[3].trim_end_matches('.');
    let label = of_shortened(&found[2]);
    let known = is_someone(label, credit) || AGENCY.is_match(credit);
    known.then(|| credited(&found[1], Some(label), credit, Rule::DashLabel))
}

/// Whether what stands behind "©" is somebody, and not the sign itself in a sentence: "The sign
/// reads © 1987 and has not been touched since."
fn is_owned(text: &str) -> bool {
    static YEARS: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(?:\u{a9}|\([cC]\))\s*(?:\d{4}(?:[-–]\d{2,4})?,?\s*)?"));
    let Some(sign) = YEARS.find(text) else { return true };
    let owner = text[sign.end()..].trim_end_matches('.');
    let house = owner.split(['/', '|']).next().unwrap_or_default().trim();
    AGENCY.is_match(house)
        || owner.split_whitespace().count() < 4
        || !owner.starts_with(char::is_lowercase)
}

/// What can be nothing but a credit, as a sentence of its own or behind a comma, a dash or a
/// stroke: "… the square. Ana Ruiz/NewsWire via Getty Images", "… | Getty Images".
fn bare(line: &str) -> Option<CreditLine> {
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"([.,!?\u{201d}\x22»)])\s+(?:\u{2014}|[|/]\s+)?|\s+(?:[\-\u{2013}\u{2014}\u{2022}/]|\|{1,2})\s+|\s+\u{2014}",
        )
    });
    // "U.S. Army" goes on, and so does "J. Hall".
    static INITIAL: LazyLock<Regex> = LazyLock::new(|| rule(r"(?:^|[\s.(])\p{Lu}\.$"));
    const LONGEST: usize = 120;
    ENDS.captures_iter(line).find_map(|each| {
        let whole = each.get(0)?;
        let tail = line[whole.end()..].trim_end_matches('.').trim();
        if tail.len() > LONGEST {
            return None;
        }
        let sign = each.get(1);
        let before = &line[..sign.map_or(whole.start(), |sign| sign.end())];
        if INITIAL.is_match(before) {
            return None;
        }
        let comma = sign.is_some_and(|sign| sign.as_str() == ",");
        let by = tail.strip_prefix("by ").or(tail.strip_prefix("By "));
        if let Some(name) = by.filter(|name| is_licensed_elsewhere(name))
            && before.contains(char::is_alphabetic)
        {
            return Some(credited(before, None, name, Rule::AgencySlash));
        }
        // ". By Ana Ruiz", a sentence of its own.
        if let Some(name) = tail.strip_prefix("By ").filter(|name| is_full_name(name))
            && sign.is_some_and(|sign| sign.as_str() == ".")
            && before.contains(char::is_alphabetic)
        {
            return Some(credited(before, None, name, Rule::AgencySlash));
        }
        // "… this week. | Ana Ruiz, Valley News", "… this week. / ANA RUIZ".
        let stroke = line[..whole.end()].trim_end().ends_with(['|', '/']) && sign.is_some();
        let signed = |tail: &str| {
            let (name, house) = tail.split_once(", ").unwrap_or((tail, ""));
            is_full_name(name) && !is_house(name) && (house.is_empty() || is_name(house))
        };
        if stroke && signed(tail) && before.contains(char::is_alphabetic) {
            return Some(credited(before, None, tail, Rule::AgencySlash));
        }
        let placed = placed(tail).filter(|_| !comma);
        let known = if comma { is_via(tail) } else { placed.is_some() || is_bare_credit(tail) };
        let described = before.contains(char::is_alphabetic) && !is_only_credit(before);
        if !known || !described {
            return None;
        }
        if let Some((label, credit)) = placed {
            return Some(credited(before, Some(label), credit, Rule::DashLabel));
        }
        Some(match from_library(tail) {
            Some((kind, from)) => credited(before, Some(kind), from, Rule::DashBy),
            None => credited(before, None, tail, Rule::AgencySlash),
        })
    })
}

/// "Ana Ruiz/NewsWire via Getty Images".
fn is_via(text: &str) -> bool {
    let Some((name, library)) = text.rsplit_once(" via ") else { return false };
    let parts = || name.split('/').map(str::trim);
    let named = parts().all(is_name) && parts().count() <= 3 && !name.contains(['.', ',']);
    named
        && AGENCY.is_match(library)
        && starts_like_a_name(library)
        && (parts().count() > 1 || AGENCY.is_match(name) || is_full_name(name))
}

/// "Ana Ruiz on Flickr, CC BY 2.0", "Ana Ruiz, from Wikimedia Commons, licensed under …": somebody,
/// a library of pictures and a licence.
fn is_licensed_elsewhere(text: &str) -> bool {
    static THERE: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^([^,.:;]{2,40}?),?\s+(?:on|from|via|at|auf|sur)\s+(.+)$"));
    let Some(named) = before_licence(text) else { return false };
    let named = named.trim_end_matches([',', ' ']);
    let there = |found: Captures<'_>| {
        starts_like_a_name(&found[1]) && AGENCY.is_match(&found[2]) && starts_like_a_name(&found[2])
    };
    is_full_name(named) || THERE.captures(named).is_some_and(there)
}

/// A part of a library or an archive.
fn is_division(text: &str) -> bool {
    static DIVISION: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"^(?:\S+ ){0,5}(?:Division|Collections?|Archives?|Department|Papers)\b")
    });
    DIVISION.is_match(text) && text.split_whitespace().count() < 12
}

/// A text that nobody takes for a sentence of a description.
pub(super) fn is_bare_credit(text: &str) -> bool {
    if is_via(text) || from_library(text).is_some() {
        return true;
    }
    if starts_like_a_name(text) && AGENCY.is_match(text) && !text.contains(" via ") {
        return true;
    }
    if starts_like_a_name(text) && is_agency_and_others(text) {
        return true;
    }
    if let Some((name, org)) = text.split_once(['/', '|']) {
        let (name, org) = (name.trim(), org.trim());
        // "LaPresse/Ana Ruiz", "ANTARA FOTO/Aji Setyadi/foc": a house that is written as one.
        let as_one = |house: &str| {
            is_name(house)
                && house
                    .split_whitespace()
                    .all(|word| word.chars().filter(|sign| sign.is_uppercase()).count() > 1)
        };
        let first_after = org.split('/').next().unwrap_or_default().trim();
        let agency_first = (AGENCY.is_match(name) || as_one(name)) && is_full_name(first_after);
        let org = before_licence(org).unwrap_or(org).trim_end_matches([',', ' ']);
        let named = is_full_name(name) && is_name_and_org(name, org);
        if agency_first || named {
            return true;
        }
    }
    // "Ana Ruiz, Senior Photographer", "ANA RUIZ FOR THE TIMES", "Grist / Ana Ruiz / Getty Images".
    static PHOTOGRAPHER: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^(?:(?:Senior|Staff|Chief|Contributing|News|Student) )?(?:Photographer|Photojournalist|Photo Editor)$",
        )
    });
    static SHOUTED_FOR: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(\P{Ll}+?) (?:FOR|POUR|PARA|FÜR|PER) \P{Ll}+$"));
    if text
        .rsplit_once(", ")
        .is_some_and(|(name, what)| is_full_name(name) && PHOTOGRAPHER.is_match(what))
        || SHOUTED_FOR.captures(text).is_some_and(|found| is_full_name(&found[1]))
        || text.split_once(", ").is_some_and(|(name, house)| {
            let shouted = !text.contains(char::is_lowercase);
            shouted && is_full_name(name) && is_name(house) && is_house(house)
        })
    {
        return true;
    }
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    if parts.len() > 2
        && parts.iter().all(|part| is_name(part))
        && parts.last().is_some_and(|last| AGENCY.is_match(last))
    {
        return true;
    }
    if let Some((name, agency)) = text.rsplit_once(", ")
        && is_full_name(name)
        && AGENCY.is_match(agency)
        && starts_like_a_name(agency)
    {
        return true;
    }
    // "Library of Congress, Prints & Photographs Division".
    if let Some((library, part)) = text.split_once(", ")
        && AGENCY.is_match(library)
        && starts_like_a_name(library)
        && starts_like_a_name(part)
        && is_division(part)
    {
        return true;
    }
    if text.contains(" by ") && is_office(text) {
        return true;
    }
    is_licensed_elsewhere(text)
}

/// "… in Berlin Bildquelle: dpa": a label of credits or "Foto:", with nothing before it because a
/// line break was lost.
fn run_on(line: &str) -> Option<CreditLine> {
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^(.*[\p{L}\p{N})\u{201d}\x22])\s+((?:Photo|Image|Picture) (?:[Cc]redits?|[Cc]ourtesy(?: of)?)|Fotos?|Photos?|PHOTOS?|Ima[gm]e[mn]s?|",
            r"Fotograf(?:o|a|in)?|Fotógraf[oa]|Fotografía|Autor|Görsel|",
            r"Bildquelle|Bildnachweis|Cr[eé]dits? photos?)\s*:\s*([^:]+)$"
        ))
    });
    static BY_SOMEONE: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"^(.*[\p{L}\p{N})\u{201d}\x22])\s+((?:Photos?|Image) (?:by|courtesy of))\s+(.+)$")
    });
    let described = |text: &str| text.split_whitespace().count() > 2 && !is_only_credit(text);
    let (found, label) = match LABELLED.captures(line) {
        Some(found) => (Some(found), None),
        None => (BY_SOMEONE.captures(line), Some("Photo")),
    };
    let found = found.filter(|found| described(&found[1]))?;
    let label = label.unwrap_or(found.get(2).map_or("", |label| label.as_str()));
    let credit = found[3].trim_end_matches('.');
    let mut read = is_someone(label, credit)
        .then(|| credited(&found[1], Some(label), credit, Rule::DashLabel))?;
    read.confidence = Confidence::Medium;
    Some(read)
}
