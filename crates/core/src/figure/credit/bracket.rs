//! Credits in brackets: "(Photo: Ana Ruiz)", "(Name/Org)", "(iStock)", at a line's end and in its
//! midst.

use std::sync::LazyLock;

use regex::Regex;

use super::label::{from_library, is_agency_and_others, is_office, of_shortened, placed};
use super::someone::{
    AGENCY, AT_AGENCY, before_licence, is_full_name, is_house, is_lower_name, is_name,
    is_name_and_org, is_organisation, is_press, is_someone, starts_like_a_name,
};
use super::{CreditLine, Rule, credited, made_by, rule, what_was_made, without_stop};

/// The line's last bracket. `None`: there is none; `Some(None)`: it belongs to the description.
pub(super) fn bracket(line: &str) -> Option<Option<CreditLine>> {
    static LAST: LazyLock<Regex> =
        LazyLock::new(|| rule(r#"^(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*[.,;"”]*$"#));
    static UNCLOSED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(.+?)\s*[(\[](LABEL)\s*:\s*([^()\[\]]+)$"));
    let Some(found) = LAST.captures(line) else {
        if let Some(inside) = super::super::credit_bracket(line).filter(|inside| inside.start > 1) {
            // A credit with brackets of its own: "(Photo: Ana Ruiz (AP))".
            return Some(in_bracket(&line[..inside.start - 1], &line[inside]));
        }
        let found = UNCLOSED.captures(line)?;
        let whole = format!("{}: {}", &found[2], &found[3]);
        return Some(in_bracket(&found[1], &whole));
    };
    let inside = found[2].trim();
    let found = in_bracket(&found[1], inside);
    // "© Ana Ruiz (CC BY-SA 2.0)": the bracket is the credit's.
    if found.is_none() && before_licence(&format!("x {inside}")) == Some("x") {
        return None;
    }
    Some(found)
}

fn in_bracket(description: &str, inside: &str) -> Option<CreditLine> {
    // What was taken from a screen is told with its kind: "YouTube screen capture/NBC News".
    static SCREEN: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"(?i)^(?:[\w.]+ )?(?:video )?(?:screen ?(?:shot|grab|capture)|still)\s*/\s*(\S.*)$")
    });
    static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"^(?:\u{a9}|\([cC]\))\s*\p{L}.*$|^(?:\u{a9}|\([cC]\))\s*\d{4}.*\p{L}.*$")
    });
    static FOR: LazyLock<Regex> = LazyLock::new(|| rule(r"^(.+?) (?:for|/) (.+)$"));
    static SHOUTED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(.*[.!?…][”»\x22]*)\s+(\p{Lu}{2,}(?: \p{Lu}[\p{Lu}’'-]+){1,3})$"));
    if !description.contains(char::is_alphabetic) {
        return None;
    }
    if let Some(found) = with_label(description, inside) {
        return Some(found);
    }
    let inside = without_stop(inside);
    let named = inside.strip_prefix("By ").or(inside.strip_prefix("by ")).unwrap_or(inside);
    if let Some((name, org)) = named.split_once(['/', '|'])
        && is_name_and_org(name.trim(), org.trim())
    {
        return Some(credited(description, None, named, Rule::BracketNameOrg));
    }
    // "(ABC North West: Ana Ruiz)", as Australian papers have it.
    if let Some((house, name)) = inside.split_once(": ")
        && is_full_name(name)
        && is_name(house)
        && is_house(house)
    {
        return Some(credited(description, None, inside, Rule::BracketNameOrg));
    }
    if SCREEN.captures(inside).is_some_and(|found| is_name(&found[1])) {
        return Some(credited(description, None, inside, Rule::BracketNameOrg));
    }
    // "… al Congreso. LAURA CASTRILLO (EUROPA PRESS)": the name stands before the bracket.
    if AGENCY.is_match(inside)
        && let Some(found) = SHOUTED.captures(description)
        && is_full_name(&found[2])
    {
        let credit = format!("{} ({inside})", &found[2]);
        return Some(credited(&found[1], None, &credit, Rule::BracketAgency));
    }
    if AGENCY.is_match(inside) || RIGHTS.is_match(inside) || is_office(inside) {
        return Some(credited(description, None, inside, Rule::BracketAgency));
    }
    if let Some(credit) = inside.strip_prefix("by ").filter(|credit| AT_AGENCY.is_match(credit)) {
        return Some(credited(description, None, credit, Rule::BracketBy));
    }
    let for_org = FOR.captures(inside).is_some_and(|found| {
        is_full_name(&found[1]) && is_name(&found[2]) && is_organisation(&found[2])
    });
    let licensed = before_licence(inside).is_some_and(is_full_name);
    let at_agency = inside.rsplit_once(", ").is_some_and(|(name, agency)| {
        let house = AGENCY.is_match(agency) || is_press(agency);
        is_full_name(name) && house && starts_like_a_name(agency)
    });
    let account = inside.split_once(" - ").or(inside.split_once(" \u{2013} ")).is_some_and(
        |(library, account)| {
            AGENCY.is_match(library)
                && starts_like_a_name(library)
                && account.split_whitespace().count() <= 3
        },
    );
    (for_org || licensed || at_agency || account || is_agency_and_others(inside))
        .then(|| credited(description, None, inside, Rule::BracketNameOrg))
}

/// What a bracket says with a label: "Photo by …", "Photo: …", "Photo/…", "Image via …".
pub(super) fn with_label(description: &str, inside: &str) -> Option<CreditLine> {
    static BY_SOMEONE: LazyLock<Regex> = LazyLock::new(|| rule(r"(?i)^(BY)\s*:?\s+(.+)$"));
    static LABELLED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(LABEL)(\s*:\s*|\s+[\-\u{2013}|]\s+|\s*\u{2014}\s*)(.+)$"));
    static SLASHED: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"(?i)^((?:(?:courtesy|staff|file|handout|contributed|submitted) )?(?:photo|image)s?|foto|graphic|illustration)",
            r"\s*(?:/|\u{a9})\s*(.+)$"
        ))
    });
    // "(fot. Jan Nowak)", as Polish papers have it.
    static SHORTENED: LazyLock<Regex> = LazyLock::new(|| rule(r"^(SHORT)\s*(\S.*)$"));
    if let Some(label) = SLASHED.captures(inside)
        && is_someone(&label[1], &label[2])
    {
        return Some(credited(description, Some(&label[1]), &label[2], Rule::BracketLabel));
    }
    if let Some((label, credit)) = placed(inside) {
        return Some(credited(description, Some(label), credit, Rule::BracketLabel));
    }
    let inside = without_stop(inside);
    if let Some(short) = SHORTENED.captures(inside)
        && let label = of_shortened(&short[1])
        && (is_someone(label, &short[2]) || AGENCY.is_match(&short[2]))
    {
        return Some(credited(description, Some(label), &short[2], Rule::BracketLabel));
    }
    if let Some(by) = BY_SOMEONE.captures(inside)
        && is_someone(&by[1], &by[2])
    {
        return Some(made_by(description, (&by[1], inside), &by[2], Rule::BracketBy));
    }
    if let Some(label) = LABELLED.captures(inside)
        && (is_someone(&label[1], &label[3])
            || (label[2].contains(':') && is_lower_name(&label[1], &label[3])))
    {
        return Some(credited(description, Some(&label[1]), &label[3], Rule::BracketLabel));
    }
    if let Some((kind, from)) = from_library(inside) {
        return Some(credited(description, Some(kind), from, Rule::BracketBy));
    }
    None
}

/// ". Photo credit: Name (Flickr)": the bracket belongs to the credit that its label opens.
pub(super) fn with_bracket(line: &str) -> Option<CreditLine> {
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(.+?(?:\s+[\-\u{2013}\u{2014}|]|[.!?]))\s+(?:(LABEL)\s*:|(BY))\s*([^:()\[\]]+[(\[][^:()\[\]]+[)\]])\.?$",
        )
    });
    let found = LABELLED.captures(line)?;
    let label = match (found.get(2), found.get(3)) {
        (Some(label), _) => label.as_str(),
        (_, by) => what_was_made(by?.as_str()),
    };
    let described = found[1].contains(char::is_alphabetic);
    let (name, inside) = found[4].trim_end_matches([')', ']']).split_once(['(', '['])?;
    let account = name.split_whitespace().count() == 1 && AGENCY.is_match(inside);
    let library = AGENCY.is_match(inside.trim_end_matches(".com"));
    let named = library && starts_like_a_name(name) && name.split_whitespace().count() < 5;
    (described && (account || named || is_someone(label, &found[4])))
        .then(|| credited(&found[1], Some(label), &found[4], Rule::DashLabel))
}

/// The only bracket with a label, in the midst of a line: "Dolls (Photo: Ana Ruiz) in a row".
pub(super) fn inner_bracket(line: &str) -> Option<CreditLine> {
    static EACH: LazyLock<Regex> = LazyLock::new(|| rule(r"\s*[(\[]([^()\[\]]+)[)\]]"));
    let mut found = EACH.captures_iter(line).filter_map(|each| {
        let whole = each.get(0)?;
        let described = format!("{}{}", &line[..whole.start()], &line[whole.end()..]);
        let inside = each[1].trim();
        let office = inside.contains(" by ") && is_office(inside);
        let agency = inside.contains(' ') && AGENCY.is_match(inside) && starts_like_a_name(inside);
        let bare =
            (office || agency).then(|| credited(&described, None, inside, Rule::BracketAgency));
        (whole.start() > 0).then(|| with_label(&described, inside).or(bare)).flatten()
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}
