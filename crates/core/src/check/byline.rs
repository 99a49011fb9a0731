//! The byline: names, and nothing but names.

use std::sync::LazyLock;

use regex::Regex;

use super::{Act, Copy, Draft, Field, Rule, words};
use crate::view::FieldEdit;

static BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:(?:written|story|words|reported) )?by|von|por|par)[:\s]\s*")
        .expect("a fixed pattern")
});
static MAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+").expect("a fixed pattern"));
static JOB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:(?:senior|staff|chief|managing|guest|special|investigative|contributing|freelance)\s+)*",
        r"(?:reporter|writer|editor|correspondent|photographer|photojournalist|columnist|journalist|freelancer|intern|producer)\s+\p{L}",
        r"|^(?:attorney|lawyer|mayor|editor|reporter|photographer)/\p{L}+\s+\p{L}",
        r"|[,|/(–—-]\s*(?:\p{L}[\p{L}'’-]*\s+){0,3}",
        r"(?:reporter|writer|editor|editor-in-chief|correspondent|photographer|columnist|journalist|intern|",
        r"producer|director|manager|officer|president|professor|chair|spokesperson|contributor|",
        r"photojournalist|freelancer)(?-u:\b)",
        // These are names too: only a comma or bracket makes them a job.
        r"|[,|(]\s*(?:\p{L}[\p{L}'’-]*\s+){0,3}(?:fellow|attorney|lawyer|mayor|volunteer|student)\)?$",
        r"|\sfor\sthe\s\p{L}.*$",
    ))
    .expect("a fixed pattern")
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

/// What is left of a byline that holds more than a name; nothing when it is a name.
fn only_the_name(byline: &str) -> Option<String> {
    let mut kept = BY.replace(byline.trim(), "").into_owned();
    kept = MAIL.replace_all(&kept, "").into_owned();
    if let Some(job) = JOB.find(&kept) {
        // In front of the name it ends with the name's first letter.
        kept = if job.start() == 0 {
            let name = job.as_str().rfind(char::is_whitespace).map_or(0, |gap| gap + 1);
            kept[name..].to_owned()
        } else {
            kept[..job.start()].to_owned()
        };
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
        ] {
            assert_eq!(only_the_name(byline).as_deref(), kept, "{why}");
        }
    }
}
