//! The copy desk: what somebody should look at before readers do.
//!
//! 1. The body is read once: template code is set aside, figures, links and paragraphs are found,
//!    every letter knows its place in the file.
//! 2. Each family of rules looks at that and at the [`Facts`]: what the other stories of the site
//!    do, what the house wants, what the picture files hold, what the generator drops.
//! 3. What it says is a [`Finding`]: a rule, a place to jump to, one sentence, perhaps a fix.
//!
//! Thinking cannot fail and reads nothing: files are looked at beforehand ([`Pictures`],
//! [`Build`], [`House`]). What a site never does is not demanded of one story: a rule about a
//! field that no other story has weighs less ([`About`]).

mod address;
mod brakes;
mod build;
mod byline;
mod dates;
mod files;
mod headline;
mod house;
mod language;
mod links;
mod machine;
mod names;
mod pages;
mod pass;
mod pictures;
mod privacy;
mod prose;
mod rule;
mod seen;
mod slips;
mod survey;
#[cfg(test)]
mod tests;
mod tongue;
mod unnamed;
mod visit;
mod words;

use std::borrow::Cow;
use std::ops::Range;

use jiff::Timestamp;

pub use build::Build;
pub use house::{House, HouseError, Limits, Wrote};
pub use pass::{Pass, Passes, key, passed};
pub use rule::{Rule, Severity};
pub use seen::{File, Gallery, Looked, Pictures, SitePictures};
pub use survey::{About, Survey, Told};
pub use words::{field_name, rule_name};

use crate::figure::{self, Figure};
use crate::library::address::Rules;
use crate::metadata::{Fields, Value};
use crate::post::Post;
use crate::problem;
use crate::site::{Keys, Profile};
use crate::story::Story;
use crate::template::{self, Call};
use crate::view::FieldEdit;

use prose::Prose;

/// One thing that somebody should look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// What it weighs here.
    pub severity: Severity,
    /// The field that it is about.
    pub field: Field,
    /// The line of the file, counted from 1.
    pub line: usize,
    /// The bytes of the file that it is about, where they are known. For fields above the text
    /// there are none.
    pub span: Option<Range<usize>>,
    /// Where it is, as a person says it: “Picture 2 of 2 · Credit”, “Second paragraph”.
    pub place: String,
    /// The byte of the file at which the picture's figure begins, when it is about one of the text.
    pub figure: Option<usize>,
    /// The words that it is about; with rule and field they tell one finding from another.
    pub about: String,
    /// What is to be looked at, one or two sentences.
    pub message: String,
    /// What would settle it.
    pub fix: Option<Fix>,
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// Headline.
    Title,
    /// Dek.
    Dek,
    /// Byline.
    Authors,
    /// Date.
    Date,
    /// Date of the last correction or update.
    Updated,
    /// Tags.
    Tags,
    /// Where the story stands on the site.
    Address,
    /// The lead picture.
    Lead(Part),
    /// A picture of the text, counted from 0.
    Figure(usize, Part),
    /// The text.
    Text,
    /// A field of the site's own.
    Own(String),
    /// The file as a whole.
    File,
}

/// What of a picture a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The file.
    Src,
    /// Description.
    Alt,
    /// Caption.
    Caption,
    /// Credit.
    Credit,
    /// The last day on which it may be shown.
    Until,
    /// The terms that its file names.
    Terms,
}

/// What would settle a finding, in one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// What it does: “Write “Thursday, November 12””.
    pub label: String,
    /// The change.
    pub act: Act,
}

/// A change that settles a finding.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Bytes of the file that are replaced, in order.
    Text(Vec<(Range<usize>, String)>),
    /// A field that is set.
    Field(FieldEdit),
    /// A picture file of the site that goes to the trash.
    Delete(String),
}

/// What is known beside the story itself.
pub struct Facts<'a> {
    /// How the site wants its posts.
    pub profile: &'a Profile,
    /// What the house wants.
    pub house: &'a House,
    /// What the other stories do.
    pub about: &'a About,
    /// What the generator makes of a post.
    pub build: &'a Build,
    /// How addresses are made.
    pub rules: &'a Rules,
    /// The picture files.
    pub pictures: &'a dyn Pictures,
    /// The story's file as readers have it, where it is live.
    pub live: Option<&'a str>,
    /// Now.
    pub now: Timestamp,
}

/// All findings of a story: what must be fixed first, then by place.
pub fn check(post: &Post, facts: &Facts<'_>) -> Vec<Finding> {
    read(post, facts, |copy| {
        headline::check(copy);
        byline::check(copy);
        dates::check(copy);
        address::check(copy);
        pictures::check(copy);
        files::check(copy);
        links::check(copy);
        pages::check(copy);
        language::check(copy);
        slips::check(copy);
        names::check(copy);
        unnamed::check(copy);
        privacy::check(copy);
        machine::check(copy);
        brakes::check(copy);
    })
}

/// Asks the pages to which a story links whether they are there. The one part of the copy desk that
/// goes to a network: it is done on request only, and takes seconds.
pub fn check_links(post: &Post, facts: &Facts<'_>) -> Vec<Finding> {
    if post.fields.is_err() {
        return Vec::new();
    }
    read(post, facts, visit::check)
}

/// Reads a story once and lets the rules look at it; what must be fixed comes first.
fn read(post: &Post, facts: &Facts<'_>, look: impl FnOnce(&mut Copy<'_>)) -> Vec<Finding> {
    let fields = match &post.fields {
        Ok(fields) => fields,
        Err(reason) => return vec![unreadable(post, reason)],
    };
    let body = post.body();
    let calls = template::calls(body);
    let own = &facts.profile.templates;
    let masked = template::masked_but_figures(body, &calls, own);
    let mut figures = figure::read_with(&masked, own);
    for figure in &mut figures {
        survey::with_its_address(figure, body, &calls, own);
    }
    let places = figure_places(&figures);
    let spans: Vec<Range<usize>> =
        calls.iter().filter(|call| call.closed).map(|call| call.span.clone()).collect();
    let prose = Prose::of(&masked, &places, &spans);
    let story = Story::of(post, facts.profile);
    let mut copy = Copy {
        post,
        fields,
        keys: facts.profile.keys_of(fields),
        story,
        body,
        masked: &masked,
        calls,
        figures,
        prose,
        facts,
        found: Vec::new(),
    };
    look(&mut copy);
    let mut found = copy.found;
    found.sort_by_key(|finding| {
        (finding.severity, finding.line, finding.span.as_ref().map_or(0, |span| span.start))
    });
    found
}

/// A story being read.
struct Copy<'a> {
    post: &'a Post,
    fields: &'a Fields,
    /// Its keys, which may be others than the site's.
    keys: Cow<'a, Keys>,
    story: Story,
    body: &'a str,
    /// The body with its template code written over.
    masked: &'a str,
    calls: Vec<Call>,
    figures: Vec<Figure>,
    prose: Prose,
    facts: &'a Facts<'a>,
    found: Vec<Finding>,
}

/// A finding on its way.
struct Draft {
    rule: Rule,
    severity: Option<Severity>,
    field: Field,
    span: Option<Range<usize>>,
    about: String,
    message: String,
    fix: Option<Fix>,
}

impl Draft {
    fn new(rule: Rule, field: Field, message: String) -> Draft {
        Draft { rule, severity: None, field, span: None, about: String::new(), message, fix: None }
    }

    /// What it weighs here.
    fn weighs(mut self, severity: Severity) -> Draft {
        self.severity = Some(severity);
        self
    }

    /// Weighs less when this is so.
    fn lighter(self, yes: bool) -> Draft {
        if yes { self.weighs(Severity::Warning) } else { self }
    }

    /// Bytes of the body.
    fn at(mut self, span: Range<usize>) -> Draft {
        self.span = Some(span);
        self
    }

    fn about(mut self, words: impl Into<String>) -> Draft {
        self.about = words.into();
        self
    }

    fn fix(mut self, label: String, act: Act) -> Draft {
        self.fix = Some(Fix { label, act });
        self
    }
}

impl Copy<'_> {
    fn tell(&mut self, draft: Draft) {
        let Draft { rule, severity, field, span, about, message, fix } = draft;
        let usual = severity.unwrap_or(rule.severity());
        let Some(severity) = self.facts.house.severity(rule, usual) else { return };
        let start = self.post.start;
        let span = span.map(|span| start + span.start..start + span.end);
        let fix = fix.map(|fix| match fix.act {
            Act::Text(edits) => {
                let moved = edits.into_iter().map(|(s, new)| (start + s.start..start + s.end, new));
                Fix { act: Act::Text(moved.collect()), ..fix }
            }
            Act::Field(_) | Act::Delete(_) => fix,
        });
        let line = match &span {
            Some(span) => line_of(&self.post.text, span.start),
            None => self.line_of_field(&field),
        };
        let place = match (&field, &span) {
            (Field::Text, Some(span)) => self.paragraph(span.start - start),
            _ => field_name(&field, self.figures.len()),
        };
        let figure = match field {
            Field::Figure(i, _) => self.figures.get(i).map(|figure| start + figure.span.start),
            _ => None,
        };
        self.found.push(Finding {
            rule,
            severity,
            field,
            line,
            span,
            place,
            figure,
            about,
            message,
            fix,
        });
    }

    /// The heading that a byte of the body stands under, or its paragraph, counted.
    fn paragraph(&self, at: usize) -> String {
        let before = self.prose.blocks.iter().take_while(|block| block.span.start <= at);
        let mut paragraphs = 0;
        let mut heading = None;
        for block in before {
            match block.heading {
                Some(_) => heading = Some(block.text.as_str()),
                None => paragraphs += 1,
            }
        }
        words::paragraph(heading, paragraphs)
    }

    /// The line that a field stands on; the first of the file where it has none.
    fn line_of_field(&self, field: &Field) -> usize {
        let keys = &self.keys;
        let key = match field {
            Field::Title => keys.title.as_deref(),
            Field::Dek => keys.description.as_deref(),
            Field::Authors => keys.authors.as_deref(),
            Field::Date => keys.date.as_deref(),
            Field::Updated => keys.updated.as_deref(),
            Field::Tags => keys.tags.as_deref(),
            Field::Lead(part) => {
                let own = match part {
                    Part::Src => &keys.lead_src,
                    Part::Alt => &keys.lead_alt,
                    Part::Caption => &keys.lead_caption,
                    // What is said of its rights stands in no post.
                    Part::Credit | Part::Until | Part::Terms => &keys.lead_credit,
                };
                // A word that is missing belongs beside the picture.
                let there = own.as_deref().filter(|key| self.fields.get(&(*key).into()).is_some());
                there.or(keys.lead_src.as_deref())
            }
            Field::Own(key) => Some(key.as_str()),
            Field::Figure(i, _) => {
                let at = self.figures.get(*i).map_or(0, |figure| figure.span.start);
                return line_of(&self.post.text, self.post.start + at);
            }
            Field::Text => return line_of(&self.post.text, self.post.start),
            Field::Address => address::KEYS.into_iter().find(|key| self.fields.line(key).is_some()),
            Field::File => None,
        };
        let top = |key: &str| key.split(['.', '[']).next().unwrap_or(key).to_owned();
        key.and_then(|key| self.fields.line(key).or_else(|| self.fields.line(&top(key))))
            .unwrap_or(1)
    }

    /// What a key of the header is to the story.
    fn field_of(&self, key: &str) -> Field {
        let keys = &self.keys;
        let of_model = [
            (&keys.title, Field::Title),
            (&keys.description, Field::Dek),
            (&keys.authors, Field::Authors),
            (&keys.date, Field::Date),
            (&keys.updated, Field::Updated),
            (&keys.tags, Field::Tags),
        ];
        let found = of_model.into_iter().find(|(own, _)| own.as_deref() == Some(key));
        found.map_or_else(|| Field::Own(key.to_owned()), |(_, field)| field)
    }

    /// A key of the header and its value, whatever its notation: `embargo_until`, `embargo-until`
    /// and `embargoUntil` are one, and so is one that stands among a site's own fields.
    fn own(&self, name: &str) -> Option<(String, &Value)> {
        own(self.fields, name)
    }

    /// As [`Copy::own`], where the fields of the lead picture count too.
    fn own_or_of_lead(&self, name: &str) -> Option<(String, &Value)> {
        self.own(name).or_else(|| {
            let (map, _) = self.keys.lead_src.as_deref()?.rsplit_once('.')?;
            inside(map, self.fields.get(&map.into())?, name)
        })
    }
}

/// Maps in which Zola and Hugo keep what is a site's own.
const MAPS_OF_OWN: [&str; 2] = ["extra", "params"];

/// The field of that name, at the top or among a site's own.
fn own<'a>(fields: &'a Fields, name: &str) -> Option<(String, &'a Value)> {
    let found = fields.entries.iter().find(|(key, _)| is_named(key, name));
    let top = found.map(|(key, value)| (key.clone(), value));
    top.or_else(|| {
        MAPS_OF_OWN.into_iter().find_map(|map| inside(map, fields.get(&map.into())?, name))
    })
}

fn inside<'a>(map: &str, value: &'a Value, name: &str) -> Option<(String, &'a Value)> {
    let found = value.as_map()?.iter().find(|(key, _)| is_named(key, name));
    found.map(|(key, value)| (format!("{map}.{key}"), value))
}

fn is_named(key: &str, name: &str) -> bool {
    plain(key) == plain(name)
}

/// A name without the marks that join its words.
fn plain(name: &str) -> String {
    name.replace(['_', '-', ' '], "").to_lowercase()
}

/// Stretches of the body that are figures, in order.
fn figure_places(figures: &[Figure]) -> Vec<Range<usize>> {
    figures
        .iter()
        .filter(|figure| figure.form != figure::Form::Inline)
        .map(|figure| figure.span.clone())
        .collect()
}

/// The line of a byte, counted from 1.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count()
}

/// What is to be said when the writer approves their own story.
pub fn own_story(house: &House, writer: &str, editor: &str) -> Option<Finding> {
    if house.one_person || writer.trim().to_lowercase() != editor.trim().to_lowercase() {
        return None;
    }
    let severity = house.severity(Rule::W4, Rule::W4.severity())?;
    Some(Finding {
        rule: Rule::W4,
        severity,
        field: Field::File,
        line: 1,
        span: None,
        place: field_name(&Field::File, 0),
        figure: None,
        about: String::new(),
        message: words::own_story(),
        fix: None,
    })
}

fn unreadable(post: &Post, reason: &crate::post::Unreadable) -> Finding {
    let broken = problem::broken(&post.path, reason);
    Finding {
        rule: Rule::M3,
        severity: Severity::Error,
        field: Field::File,
        line: broken.line.unwrap_or(1) as usize,
        span: None,
        place: field_name(&Field::File, 0),
        figure: None,
        about: String::new(),
        message: broken.reason,
        fix: None,
    }
}
