//! The copy desk beside an open story, and before an approval.
//!
//! 1. [`Desk::checking`] takes what a check needs: the text as it stands, what the other stories
//!    do, what was left as it is. That is quick, and needs the desk.
//! 2. [`Checking::run`] looks at picture files and thinks, without the desk: nobody's key waits.

use std::sync::Arc;

use jiff::Timestamp;

use super::Desk;
use super::writing::WritingError;
use crate::braces::{Written, shown_at};
use crate::check::{
    self, Act, Build, Facts, Field, Finding, Gallery, House, HouseError, Part, Pass, Rule,
    Severity, SitePictures,
};
use crate::files::PathError;
use crate::library::address::Rules;
use crate::post::{self, Post};
use crate::preview::units;
use crate::problem;
use crate::site::Site;
use crate::view;

/// Why nothing is asked of a picture of which somebody said so.
const DECORATION: &str = "Decoration, nothing to describe";

/// A check that is ready to run without the desk.
#[derive(Debug)]
pub struct Checking {
    site: Site,
    post: Post,
    version: u32,
    /// What stands above and in the text as the editor has it, and what of it is written otherwise.
    shown: Option<(String, Vec<Written>)>,
    about: check::About,
    live: Option<String>,
    passes: Vec<Pass>,
    gallery: Arc<Gallery>,
    rules: Rules,
    /// Pictures beside it that are not sent, because nothing shows them.
    unused: Vec<String>,
}

/// What came of a check.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) findings: Vec<Finding>,
    trouble: Option<HouseError>,
}

impl Checking {
    /// Checks.
    pub fn run(&self, now: Timestamp) -> view::Findings {
        self.view(&self.check(now))
    }

    /// Asks the pages to which the story links whether they are there. It goes to a network, and
    /// takes seconds.
    pub fn visit_links(&self, now: Timestamp) -> view::Findings {
        self.view(&self.read(now, check::check_links))
    }

    fn view(&self, Checked { findings, trouble }: &Checked) -> view::Findings {
        let place = Placing::new(&self.post, self.shown.as_ref(), findings);
        view::Findings {
            path: self.post.path.clone(),
            version: self.version,
            findings: findings.iter().map(|finding| place.view(finding, &self.passes)).collect(),
            problem: trouble.as_ref().map(problem::house),
        }
    }

    /// What is to be said of who approves, and whether somebody said already why it is right.
    pub(super) fn own_story(&self, writer: &str, editor: &str) -> Option<(Finding, bool)> {
        let house = House::read(&self.site.folder).unwrap_or_default();
        let finding = check::own_story(&house, writer, editor)?;
        let left = check::passed(&finding, &self.passes).is_some();
        Some((finding, left))
    }

    /// A finding that is about no place in the text, as a screen shows it.
    pub(super) fn shown(&self, finding: &Finding) -> view::Finding {
        Placing::new(&self.post, None, &[]).view(finding, &self.passes)
    }

    pub(super) fn check(&self, now: Timestamp) -> Checked {
        self.read(now, check::check)
    }

    fn read(
        &self,
        now: Timestamp,
        read: impl FnOnce(&Post, &Facts<'_>) -> Vec<Finding>,
    ) -> Checked {
        let site = &self.site;
        let (house, trouble) = match House::read(&site.folder) {
            Ok(house) => (house, None),
            Err(error) => (House::default(), Some(error)),
        };
        let build =
            Build::read(&site.folder, site.profile.generator, site.profile.address.as_deref());
        let pictures = SitePictures { site, post: &self.post.path, gallery: &self.gallery };
        let facts = Facts {
            profile: &site.profile,
            house: &house,
            about: &self.about,
            build: &build,
            rules: &self.rules,
            pictures: &pictures,
            live: self.live.as_deref(),
            now,
        };
        let mut findings = read(&self.post, &facts);
        let stays_here = |one: &Finding| one.rule == Rule::F6 && self.unused.contains(&one.about);
        findings.retain(|one| one.field != Field::File || !stays_here(one));
        Checked { findings, trouble }
    }

    /// Reasons for which findings that are still there were left as they are, for the approval.
    pub(super) fn kept(&self, findings: &[Finding]) -> Vec<String> {
        let kept = findings.iter().filter_map(|finding| {
            let pass = check::passed(finding, &self.passes)?;
            let by = if pass.by.is_empty() { String::new() } else { format!(" ({})", pass.by) };
            Some(finding.kept(&format!("{}{by}", pass.reason)))
        });
        kept.collect()
    }
}

impl Desk {
    /// Prepares to check a story: as it stands in the manuscript where it is open, else as it lies
    /// on disk.
    pub fn checking(&self, path: &str) -> Checking {
        let open = self.open.get(path).map(|open| &open.manuscript);
        let post = match open {
            Some(manuscript) => Post::from_bytes(path, manuscript.written().into_bytes(), None),
            None => Post::read(&self.site.folder, path),
        };
        Checking {
            version: open.map_or(0, |manuscript| manuscript.version()),
            shown: open.map(|manuscript| (manuscript.text(), manuscript.writing())),
            ..self.checking_post(post)
        }
    }

    /// As [`Desk::checking`], of the file as it lies on disk.
    pub(super) fn checking_file(&self, path: &str) -> Checking {
        self.checking_post(Post::read(&self.site.folder, path))
    }

    pub(super) fn checking_post(&self, post: Post) -> Checking {
        let live = self.repository.live_text(&post.path);
        let unused = self.library.get(&post.path).map(|entry| {
            let beside = post::folder(&post.path).to_owned() + "/";
            let unused = self.unused_of(entry, &entry.files(&self.site));
            unused.iter().filter_map(|file| Some(file.strip_prefix(&beside)?.to_owned())).collect()
        });
        Checking {
            unused: unused.unwrap_or_default(),
            site: self.site.clone(),
            version: 0,
            shown: None,
            about: self.library.about(&post.path, None),
            live: live.and_then(|bytes| String::from_utf8(bytes).ok()),
            passes: self.passes.of(&post.path).to_vec(),
            gallery: Arc::clone(&self.gallery),
            rules: self.library.rules().clone(),
            post,
        }
    }

    /// Leaves a finding as it is, for a reason that is kept.
    pub fn leave_finding(
        &mut self,
        path: &str,
        key: &str,
        reason: &str,
        by: &str,
        now: Timestamp,
    ) -> Result<(), WritingError> {
        let pass = Pass {
            key: key.to_owned(),
            reason: reason.split_whitespace().collect::<Vec<_>>().join(" "),
            by: by.to_owned(),
            at: now.to_string(),
        };
        Ok(self.passes.put(path, pass)?)
    }

    /// Keeps that somebody said of a picture of the text that it is decoration, or that it is none.
    /// No form of a figure can say so: an old story's picture without words looks the same.
    pub(super) fn say_decoration(
        &mut self,
        path: &str,
        src: &str,
        is_decoration: bool,
        now: Timestamp,
    ) -> Result<(), PathError> {
        for (rule, part) in [(Rule::I4, Part::Alt), (Rule::I1, Part::Credit)] {
            let key = check::key(rule, &Field::Figure(0, part), src);
            let passes = self.passes.of(path);
            let said = passes.iter().any(|pass| pass.key == key && pass.reason == DECORATION);
            match (is_decoration, said) {
                (true, false) => {
                    let (reason, at) = (DECORATION.to_owned(), now.to_string());
                    self.passes.put(path, Pass { key, reason, by: String::new(), at })?;
                }
                (false, true) => self.passes.take_back(path, &key)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Asks to look at a finding again that was left as it is.
    pub fn look_again(&mut self, path: &str, key: &str) -> Result<(), WritingError> {
        Ok(self.passes.take_back(path, key)?)
    }

    /// The house rules, as a screen shows them.
    pub fn house_rules(&self) -> view::HouseRules {
        let (house, problem) = match House::read(&self.site.folder) {
            Ok(house) => (house, None),
            Err(error) => (House::default(), Some(problem::house(&error))),
        };
        view::HouseRules {
            words: house
                .words
                .iter()
                .map(|(wrong, right)| view::HouseWord {
                    wrong: wrong.clone(),
                    right: right.clone(),
                })
                .collect(),
            do_not_name: house.do_not_name.clone(),
            labels: house.labels.clone(),
            limits: house_limits(&house),
            one_person: house.one_person,
            rules: Rule::ALL.iter().map(|rule| house_rule(&house, *rule)).collect(),
            strange: house.strange.clone(),
            problem,
        }
    }

    /// Writes house rules into the site, only what differs, and answers them as they are now.
    pub fn set_house_rules(
        &mut self,
        rules: &view::HouseRules,
    ) -> Result<view::HouseRules, HouseError> {
        let mut house = House::read(&self.site.folder)?;
        house.words = rules
            .words
            .iter()
            .map(|word| (word.wrong.trim().to_owned(), word.right.trim().to_owned()))
            .filter(|(wrong, _)| !wrong.is_empty())
            .collect();
        house.do_not_name = trimmed(&rules.do_not_name);
        house.labels = trimmed(&rules.labels);
        for limit in &rules.limits {
            // None at all is not a limit.
            let value = if limit.value == 0 { limit.usual } else { limit.value };
            house.limits.set(&limit.name, u64::from(value));
        }
        house.one_person = rules.one_person;
        for row in &rules.rules {
            let Some(rule) = Rule::of(&row.id) else { continue };
            let severity = row.severity.map(Severity::from);
            if severity == Some(rule.severity()) {
                house.severities.remove(&rule);
            } else {
                house.severities.insert(rule, severity);
            }
        }
        if let Some(wrote) = house.write(&self.site.folder)? {
            self.house_wrote = Some(wrote);
        }
        Ok(self.house_rules())
    }

    /// Takes the last change of the house rules back, to the byte, and answers them as they are
    /// then.
    pub fn undo_house_rules(&mut self) -> Result<view::HouseRules, HouseError> {
        if let Some(wrote) = &self.house_wrote {
            wrote.take_back(&self.site.folder)?;
            self.house_wrote = None;
        }
        Ok(self.house_rules())
    }
}

fn trimmed(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn house_limits(house: &House) -> Vec<view::HouseLimit> {
    let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let usual = check::Limits::default().named();
    let here = house.limits.named();
    here.iter()
        .zip(usual)
        .map(|((name, value), (_, usual))| view::HouseLimit {
            name: (*name).to_owned(),
            usual: number(usual),
            value: number(*value),
        })
        .collect()
}

fn house_rule(house: &House, rule: Rule) -> view::HouseRule {
    view::HouseRule {
        id: rule.id().to_owned(),
        name: check::rule_name(rule).to_owned(),
        usual: rule.severity().into(),
        severity: house.severity(rule, rule.severity()).map(view::Severity::from),
    }
}

impl From<Severity> for view::Severity {
    fn from(severity: Severity) -> view::Severity {
        match severity {
            Severity::Error => view::Severity::Error,
            Severity::Warning => view::Severity::Warning,
            Severity::Info => view::Severity::Info,
        }
    }
}

impl From<view::Severity> for Severity {
    fn from(severity: view::Severity) -> Severity {
        match severity {
            view::Severity::Error => Severity::Error,
            view::Severity::Warning => Severity::Warning,
            view::Severity::Info => Severity::Info,
        }
    }
}

/// Bytes of the file as the editor's offsets, for the places of some findings.
struct Placing {
    /// Byte and offset, in order.
    known: Vec<(usize, u32)>,
}

impl Placing {
    fn new(post: &Post, shown: Option<&(String, Vec<Written>)>, findings: &[Finding]) -> Placing {
        let mut bytes: Vec<usize> = Vec::new();
        for finding in findings {
            bytes.extend(finding.span.iter().flat_map(|span| [span.start, span.end]));
            bytes.extend(finding.figure);
            if let Some(Act::Text(edits)) = finding.fix.as_ref().map(|fix| &fix.act) {
                bytes.extend(edits.iter().flat_map(|(span, _)| [span.start, span.end]));
            }
        }
        bytes.retain(|byte| *byte >= post.start);
        bytes.sort_unstable();
        bytes.dedup();
        let (mut at, mut offset) = (post.start, 0);
        let mut known = Vec::with_capacity(bytes.len());
        for byte in bytes {
            let (text, place) = match shown {
                Some((text, writing)) => (text, shown_at(writing, byte)),
                None => (&post.text, byte),
            };
            offset += text.get(at..place).map_or(0, units);
            at = place.max(at);
            known.push((byte, offset));
        }
        Placing { known }
    }

    fn offset(&self, byte: usize) -> u32 {
        let found = self.known.binary_search_by_key(&byte, |(byte, _)| *byte);
        found.map_or(0, |at| self.known[at].1)
    }

    fn view(&self, finding: &Finding, passes: &[Pass]) -> view::Finding {
        view::Finding {
            key: finding.key(),
            rule: finding.rule.id().to_owned(),
            severity: finding.severity.into(),
            message: finding.message.clone(),
            place: finding.place.clone(),
            at: self.place(finding),
            fix: finding.fix.as_ref().map(|fix| view::FindingFix {
                label: fix.label.clone(),
                act: match &fix.act {
                    Act::Text(edits) => view::FixAct::Text {
                        changes: edits
                            .iter()
                            .map(|(span, insert)| view::Change {
                                from: self.offset(span.start),
                                to: self.offset(span.end),
                                insert: insert.replace("\r\n", "\n"),
                            })
                            .collect(),
                    },
                    Act::Field(edit) => view::FixAct::Field { edit: edit.clone() },
                    Act::Delete(file) => view::FixAct::Delete { file: file.clone() },
                },
            }),
            left: check::passed(finding, passes).map(|pass| view::LeftFinding {
                reason: pass.reason.clone(),
                by: pass.by.clone(),
                at: pass.at.clone(),
            }),
        }
    }

    fn place(&self, finding: &Finding) -> view::FindingPlace {
        let part = |part: Part| part.name().to_owned();
        match (&finding.field, &finding.span) {
            (Field::Figure(_, of), _) => view::FindingPlace::Figure {
                from: finding.figure.map_or(0, |byte| self.offset(byte)),
                part: part(*of),
            },
            (Field::Lead(of), _) => view::FindingPlace::Lead { part: part(*of) },
            (_, Some(span)) => view::FindingPlace::Text {
                from: self.offset(span.start),
                to: self.offset(span.end),
            },
            (Field::Text | Field::File, None) => view::FindingPlace::Story,
            (field, None) => view::FindingPlace::Field { name: field.name() },
        }
    }
}
