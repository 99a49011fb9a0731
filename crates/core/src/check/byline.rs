//! The byline: names, and nothing but names.

use std::sync::LazyLock;

use regex::Regex;

use super::names::is_given;
use super::{Act, Copy, Draft, Field, Rule, words};
use crate::metadata::Value;
use crate::view::FieldEdit;

static BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:(?:written|story|words|reported) )?by|von|por|par)[:\s]\s*")
        .expect("a fixed pattern")
});
static MAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+").expect("a fixed pattern"));
/// A name of some network: “@ana”.
static HANDLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\s\(?@\p{L}[\w.]+\)?").expect("a fixed pattern"));
static JOB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:(?:senior|staff|chief|managing|guest|special|investigative|contributing|freelance|executive|associate|assistant|",
        r"deputy|news|copy|city|metro|sports|food|arts|photo|data|digital|features|opinion|freie|freier)\s+)*",
        r"(?:reporter|writer|editor|correspondent|photographer|photojournalist|columnist|journalist|freelancer|intern|producer|",
        r"director|publisher|critic|analyst|professor|",
        r"(?:chef)?redakteur|reporterin|(?:chef)?redakteurin|journalistin|autor|autorin|fotograf|fotografin|korrespondentin|",
        r"volontär|volontärin)\s+\p{L}",
        r"|^(?:attorney|lawyer|mayor|editor|reporter|photographer)/\p{L}+\s+\p{L}",
        r"|[,|/(–—-]\s*(?:\p{L}[\p{L}'’-]*\s+){0,3}",
        r"(?:reporter|writer|editor|editor-in-chief|correspondent|photographer|columnist|journalist|intern|",
        r"producer|director|manager|officer|president|professor|chair|spokesperson|contributor|",
        r"photojournalist|freelancer|critic|analyst|researcher|scientist|economist|historian|organizer|coordinator|",
        r"\p{L}*redakteur|\p{L}*redakteurin|reporterin|journalistin|autorin|fotografin|korrespondentin|praktikantin|",
        r"volontärin|mitarbeiterin|mitarbeiter|vorsitzende|vorsitzender|geschäftsführer|geschäftsführerin)(?-u:\b)",
        // These are names too: only a comma or bracket makes them a job.
        r"|[,|(]\s*(?:\p{L}[\p{L}'’-]*\s+){0,3}(?:fellow|attorney|lawyer|mayor|volunteer|student|",
        r"autor|fotograf|korrespondent|praktikant|volontär)\)?$",
        r"|\sfor\sthe\s\p{L}.*$",
    ))
    .expect("a fixed pattern")
});

/// Small words behind a name are what somebody is, not who.
static SMALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\s\(\p{Ll}[\p{Ll} -]{3,}\)$|,\s\p{Ll}{3,}[\p{Ll} -]*$").expect("a fixed pattern")
});

pub(super) fn check(copy: &mut Copy<'_>) {
    if copy.story.authors.is_empty() {
        if copy.facts.profile.inherited.byline(&copy.post.path).is_some() {
            return;
        }
        let lighter = copy.facts.about.no_authors;
        return copy
            .tell(Draft::new(Rule::A1, Field::Authors, words::no_byline()).lighter(lighter));
    }
    for i in 0..copy.story.authors.len() {
        let name = copy.story.authors[i].clone();
        let several = several_names(&name);
        if several.len() > 1 && is_list(copy) {
            let mut value = copy.story.authors.clone();
            value.splice(i..=i, several.iter().map(|name| (*name).to_owned()));
            let act = Act::Field(FieldEdit::Authors { value });
            let message = words::several_names(&name);
            let draft = Draft::new(Rule::A2, Field::Authors, message).about(name.as_str());
            copy.tell(draft.fix(words::fix_names_apart(), act));
            continue;
        }
        let Some(kept) = only_the_name(&name) else { continue };
        let mut draft = Draft::new(Rule::A2, Field::Authors, words::not_only_a_name(&name))
            .about(name.as_str());
        if !kept.is_empty() {
            let mut value = copy.story.authors.clone();
            value[i] = kept.clone();
            let act = Act::Field(FieldEdit::Authors { value });
            draft = draft.fix(words::fix_write(&kept), act);
        }
        copy.tell(draft);
    }
}

/// Whether the bylines of a story are a list, which can take one more.
fn is_list(copy: &Copy<'_>) -> bool {
    let key = copy.keys.authors.as_deref();
    let value = key.and_then(|key| copy.fields.get(&key.into()));
    matches!(value, Some(Value::List(_)))
}

/// The names of a byline that holds several: “Ana Li and Tom Roe”. Offices have such names too:
/// one of them must be a person's.
fn several_names(byline: &str) -> Vec<&str> {
    static AND: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r",? (?:and|und|et|&) ").expect("a fixed pattern"));
    if !AND.is_match(byline) || JOB.is_match(byline) {
        return Vec::new();
    }
    let names: Vec<&str> = AND.split(byline.trim()).flat_map(|part| part.split(", ")).collect();
    let is_name = |name: &&str| {
        let parts: Vec<&str> = name.split(' ').collect();
        (2..=4).contains(&parts.len())
            && parts.iter().all(|part| part.starts_with(char::is_uppercase))
    };
    let given = |name: &&str| name.split(' ').next().is_some_and(is_given);
    if names.iter().all(is_name) && names.iter().any(given) { names } else { Vec::new() }
}

/// What is left of a byline that holds more than a name; nothing when it is a name.
fn only_the_name(byline: &str) -> Option<String> {
    let mut kept = BY.replace(byline.trim(), "").into_owned();
    kept = MAIL.replace_all(&kept, "").into_owned();
    kept = HANDLE.replace_all(&kept, "").into_owned();
    if let Some(job) = JOB.find(&kept) {
        // In front of the name it ends with the name's first letter.
        kept = if job.start() == 0 {
            let name = job.as_str().rfind(char::is_whitespace).map_or(0, |gap| gap + 1);
            kept[name..].to_owned()
        } else {
            kept[..job.start()].to_owned()
        };
    }
    // Keys are all small.
    if kept.contains(char::is_uppercase) {
        kept = SMALL.replace(&kept, "").into_owned();
    }
    let loose = |letter: char| letter.is_whitespace() || ",;|/–—<>(".contains(letter);
    let kept = kept.trim_matches(loose).to_owned();
    (kept != byline.trim()).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_what_is_around_them() {
        for (byline, kept, why) in [
            ("Ana Li", None, "a name"),
            ("Heidi", None, "one word"),
            ("Byron Katie", None, "begins with the letters"),
            ("By Ana Li", Some("Ana Li"), "“By” is the theme's"),
            ("by: Ana Li", Some("Ana Li"), "with a colon"),
            ("Ana Li, staff writer", Some("Ana Li"), "a job behind"),
            ("Staff Writer Ana Li", Some("Ana Li"), "a job in front"),
            ("Ana Li <ana@record.example>", Some("Ana Li"), "an address"),
            ("ana@record.example", Some(""), "nothing else"),
            ("The Editors", None, "an office is a byline"),
            ("John Smith, Jr.", None, "a part of the name"),
            ("Sam Reporter", None, "a family name"),
            ("andrew-burnes", None, "a key"),
            ("Ana Li (Managing Editor)", Some("Ana Li"), "in brackets"),
            ("Ana Li, Photojournalist", Some("Ana Li"), "a job"),
            ("Ana Li, Freelancer", Some("Ana Li"), "a job"),
            ("Ana Li, Justice Fellow", Some("Ana Li"), "a job"),
            ("Ana Li, attorney", Some("Ana Li"), "a job"),
            ("Ana Li, volunteer", Some("Ana Li"), "a job"),
            ("Ana Li for The Record", Some("Ana Li"), "for whom"),
            ("Written by Ana Li", Some("Ana Li"), "“Written by” is the theme's"),
            ("Attorney/Mayor Ana Li", Some("Ana Li"), "two jobs in front"),
            ("Ana Ruiz-Mayor", None, "a family name"),
            ("Center for Justice", None, "an office"),
            ("Ana Fellow", None, "a family name"),
            ("Dr. Noor Haddad (biologist)", Some("Dr. Noor Haddad"), "a job in brackets"),
            ("Noor Haddad, policy analyst", Some("Noor Haddad"), "a job of two words"),
            ("Ana Li, Food Critic", Some("Ana Li"), "a job with capitals"),
            ("Ana Li, beekeeper", Some("Ana Li"), "a job of any kind"),
            ("Executive Director Ana Li", Some("Ana Li"), "a job in front"),
            ("Ana Li @anali", Some("Ana Li"), "a name of a network"),
            ("@anali", None, "a key"),
            ("Jale Öztürk, Redakteurin", Some("Jale Öztürk"), "a German job"),
            ("Redakteurin Jale Öztürk", Some("Jale Öztürk"), "a German job in front"),
            ("Ana Li (she/her)", None, "how she is spoken of"),
            ("ana, tom", None, "keys"),
            ("John Smith, jr", None, "a part of the name"),
        ] {
            assert_eq!(only_the_name(byline).as_deref(), kept, "{why}");
        }
    }

    #[test]
    fn several_people_are_several_bylines() {
        for (byline, count) in [
            ("Jo Ellen Tran and Tomás Breck", 2),
            ("Ana Li, Tom Roe and Jo Tran", 3),
            ("Sabine Krüger und Jale Öztürk", 2),
            ("Arts and Culture Desk", 0),
            ("Center for Justice and Human Rights", 0),
            ("Ana and Tom Roe", 0),
            ("Ana Li, Staff Writer", 0),
        ] {
            let names = several_names(byline);
            assert_eq!(if names.len() > 1 { names.len() } else { 0 }, count, "{byline}");
        }
    }
}
