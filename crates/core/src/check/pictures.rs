//! The words of a picture: description, caption, credit, and the right to show it.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::survey::{folded, picture};
use super::{Act, Copy, Draft, Field, Looked, Part, Rule, Severity, words};
use crate::figure::credit::{self, Confidence};
use crate::figure::{self, Figure, Form};
use crate::photo::provenance::{last_day, rights};
use crate::site::Profile;
use crate::story::{When, nowhere, zone_of};
use crate::view::{FieldEdit, PictureWords, Provenance, Rights};

/// One use of a picture: the lead picture, or a figure of the text.
#[derive(Debug, Clone)]
pub(super) struct Use {
    /// Which figure of the text; none for the lead picture.
    pub(super) figure: Option<usize>,
    pub(super) src: String,
    pub(super) alt: String,
    pub(super) caption: String,
    pub(super) label: String,
    pub(super) credit: String,
    credit_url: String,
    form: Form,
}

impl Use {
    pub(super) fn field(&self, part: Part) -> Field {
        self.figure.map_or(Field::Lead(part), |figure| Field::Figure(figure, part))
    }

    fn words(&self) -> PictureWords {
        PictureWords {
            alt: self.alt.clone(),
            decorative: false,
            caption: self.caption.clone(),
            label: self.label.clone(),
            credit: self.credit.clone(),
            credit_url: self.credit_url.clone(),
        }
    }

    /// Nothing is said about it at all, as of decoration.
    fn is_silent(&self) -> bool {
        self.alt.trim().is_empty() && self.caption.is_empty() && self.credit.is_empty()
    }
}

/// The pictures of a story, the lead picture first.
pub(super) fn uses(copy: &Copy<'_>) -> Vec<Use> {
    let lead = copy.story.lead.as_ref().map(|lead| Use {
        figure: None,
        src: lead.src.clone(),
        alt: lead.alt.clone(),
        caption: lead.caption.clone(),
        label: lead.label.clone(),
        credit: lead.credit.clone(),
        credit_url: lead.credit_url.clone(),
        form: Form::Markdown,
    });
    let figures = copy.figures.iter().enumerate().map(|(i, figure)| Use {
        figure: Some(i),
        src: figure.src.clone(),
        alt: figure.alt.clone(),
        caption: figure.caption.clone(),
        label: figure.label.clone(),
        credit: figure.credit.clone(),
        credit_url: figure.credit_url.clone(),
        form: figure.form,
    });
    lead.into_iter().chain(figures).collect()
}

pub(super) fn check(copy: &mut Copy<'_>) {
    if copy.story.lead.is_none() && keeps_leads(copy.facts.profile) {
        let draft = Draft::new(Rule::I14, Field::Lead(Part::Src), words::no_lead());
        let rare = copy.facts.about.no_lead;
        copy.tell(if rare { draft.weighs(Severity::Info) } else { draft });
    }
    let by_name = copy.story.lead.as_ref().is_some_and(|lead| lead.by_name);
    let nowhere = if by_name { nowhere(copy.fields, copy.facts.profile) } else { Vec::new() };
    for one in uses(copy) {
        // Nobody can write a word that the site has no place for.
        let no_place = |word: &str| one.figure.is_none() && nowhere.contains(&word);
        let moved = !no_place("description") && description(copy, &one);
        let said = match copy.facts.pictures.look(&one.src) {
            Looked::Here(file) => copy.facts.pictures.provenance(&file.path),
            _ => Provenance::default(),
        };
        if !no_place("credit") {
            credit_of(copy, &one, moved, &said);
        }
        right(copy, &one, &said);
        emphasis(copy, &one);
    }
}

/// Whether the site's stories have lead pictures.
fn keeps_leads(profile: &Profile) -> bool {
    profile.keys.lead_src.is_some() || profile.featured.is_some()
}

fn tell(copy: &mut Copy<'_>, one: &Use, draft: Draft) {
    let span = one.figure.and_then(|i| copy.figures.get(i)).map(|figure| figure.span.clone());
    let draft = match (&draft.span, span) {
        (None, Some(span)) => draft.at(span),
        _ => draft,
    };
    let about = if draft.about.is_empty() { one.src.clone() } else { draft.about.clone() };
    copy.tell(draft.about(about));
}

/// The description. Whether it holds the credit.
fn description(copy: &mut Copy<'_>, one: &Use) -> bool {
    let draft = |rule, message| Draft::new(rule, one.field(Part::Alt), message);
    if one.alt.trim().is_empty() {
        no_description(copy, one);
        return false;
    }
    let moved = holds_credit(&one.alt);
    if moved {
        let mut draft = draft(Rule::I5, words::credit_in_description());
        if let Some(act) = credit_moved(copy, one) {
            draft = draft.fix(words::fix_move_credit(), act);
        }
        tell(copy, one, draft);
    }
    if let Some(words_in_front) = IMAGE_OF.find(&one.alt) {
        let said = words_in_front.as_str().trim();
        let rest = capitalised(one.alt[words_in_front.end()..].trim_start());
        let mut draft = draft(Rule::I6, words::image_of(said)).about(said);
        if !rest.is_empty()
            && let Some(act) = reworded(copy, one, &one.alt, &rest, Part::Alt)
        {
            draft = draft.fix(words::fix_drop(said), act);
        }
        tell(copy, one, draft);
    }
    let length = one.alt.chars().count();
    if is_file_name(&one.alt, &one.src) {
        tell(copy, one, draft(Rule::I7, words::description_is_file_name()));
    } else if !one.caption.is_empty() && folded(&one.alt) == folded(&figure::plain(&one.caption)) {
        tell(copy, one, draft(Rule::I7, words::description_is_caption()));
    } else if length > copy.facts.house.limits.alt {
        tell(
            copy,
            one,
            draft(Rule::I7, words::description_long(length, copy.facts.house.limits.alt)),
        );
    }
    if FLYER.is_match(&one.alt) {
        tell(copy, one, draft(Rule::I9, words::description_of_flyer()));
    }
    moved
}

static IMAGE_OF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^\s*(?:(?:ein |eine |das |die )?(?:bild|foto|fotografie|aufnahme|grafik)s?:? (?:von|eines|einer|des|der|mit)(?-u:\b)|",
        r"(?:une? |la |l[’'])?(?:image|photo|photographie) (?:de|d[’']|du|des|montrant)(?-u:\b)|",
        r"(?:una? |la )?(?:imagen|foto|fotografía) (?:de|del|que muestra)(?-u:\b)):?\s*|",
        r"^\s*(?:this is )?(?:an? |the )?(?:(?:aerial|black-and-white|close-up|color|colour|stock) )?(?:image|photo|photograph|picture|pic|graphic)s?(?: showing| that shows| shows| of)(?-u:\b):?\s*",
    ))
    .expect("a fixed pattern")
});
static FLYER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^\s*(?:join|come to (?:our|the|a))(?-u:\b)|(?-u:\b)(?:rsvp|register (?:now|at|by)|sign up|save the date|doors open)(?-u:\b)",
        r"|(?-u:\b)tickets?:",
        r"|(?-u:\b)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}),?",
        r" (?:at|from) \d{1,2}(?::\d{2})? ?[ap]\.?m(?-u:\b)",
        r"|(?-u:\b)(?:mon|tues?|wed|thurs?|fri|sat|sun)(?:day)?,?\s+\d{1,2}[/-]\d{1,2}(?-u:\b)",
        r"|(?:^|[\s(])(?:1[0-2]|0?[1-9])[/-](?:3[01]|[12]\d|0?[1-9])(?:[/-]\d{2,4})?(?:$|[\s,.;)])",
    ))
    .expect("a fixed pattern")
});

/// No description: an error where something else is said about the picture, a question where it
/// may be decoration.
fn no_description(copy: &mut Copy<'_>, one: &Use) {
    let source = one
        .figure
        .and_then(|i| copy.figures.get(i))
        .map(|figure| &copy.masked[figure.span.clone()]);
    let draft = |rule, message| Draft::new(rule, one.field(Part::Alt), message);
    let blank = match source {
        Some(source) => BLANK.is_match(source),
        None => {
            let key = copy.facts.profile.keys.lead_alt.as_deref();
            let raw =
                key.and_then(|key| copy.fields.get(&key.into())).and_then(|value| value.text());
            raw.is_some_and(|raw| !raw.is_empty())
        }
    };
    if blank {
        return tell(copy, one, draft(Rule::I8, words::description_blank()));
    }
    let tag = source.is_some_and(|source| source.contains("<img") || source.contains("<IMG"));
    if tag {
        let says_none = source.is_some_and(|source| HAS_ALT.is_match(source));
        // `alt=""` says that it is decoration.
        if !says_none || !one.is_silent() {
            tell(copy, one, draft(Rule::I4, words::no_description()));
        }
        return;
    }
    let perhaps = one.figure.is_some() && one.is_silent();
    let message = if perhaps { words::decoration() } else { words::no_description() };
    let rare = one.figure.is_none() && copy.facts.about.no_lead_alt;
    tell(copy, one, draft(Rule::I4, message).lighter(perhaps || rare));
}

static BLANK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"!\[[\s\u{a0}]+\]|(?i)(?-u:\b)alt\s*=\s*(?:"[\s\u{a0}]+"|'[\s\u{a0}]+')"#)
        .expect("a fixed pattern")
});
static HAS_ALT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\salt(?:\s*=|[\s/>])").expect("a fixed pattern"));

static LOOSE_CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)©|(?:^|\s)\(c\)\s|(?-u:\b)copyright (?:19|20)\d\d |^(?:ap|afp|epa|getty images|reuters) ?(?:photo|images)?/\p{L}|(?-u:\b)(?:photo|foto|image|picture)\s+(?:credit|courtesy)(?-u:\b)|(?-u:\b)photos?(?: credit)?\s*:|(?-u:\b)credit\s*:|(?-u:\b)photo(?:graph)?s? by\s+\p{Lu}")
        .expect("a fixed pattern")
});

/// Whether a description holds the credit.
pub(super) fn holds_credit(alt: &str) -> bool {
    let found = credit::split(alt);
    (found.credit.is_some() && found.confidence != Confidence::None) || LOOSE_CREDIT.is_match(alt)
}

/// The description without the credit, and the credit in its place.
fn credit_moved(copy: &Copy<'_>, one: &Use) -> Option<Act> {
    let found = credit::split(&one.alt);
    let credit = found.credit.filter(|_| one.credit.is_empty() && !found.description.is_empty())?;
    let read = found.label.filter(|label| figure::is_label(label));
    let usual = copy.facts.profile.label_of(&copy.post.path);
    let label = read.unwrap_or_else(|| usual.to_owned());
    let words = PictureWords { alt: found.description, label, credit, ..one.words() };
    rewritten(copy, one, words)
}

/// A picture with other words, in its own form.
fn rewritten(copy: &Copy<'_>, one: &Use, words: PictureWords) -> Option<Act> {
    let Some(i) = one.figure else { return Some(Act::Field(FieldEdit::LeadWords { words })) };
    let figure = copy.figures.get(i)?;
    if one.form == Form::Inline || overlaps_code(copy, figure) {
        return None;
    }
    let new = Figure {
        alt: words.alt,
        caption: words.caption,
        label: words.label,
        credit: words.credit,
        credit_url: words.credit_url,
        ..figure.clone()
    };
    let end = crate::metadata::line_end(&copy.post.text).as_str();
    let source = &copy.body[figure.span.clone()];
    let profile = copy.facts.profile;
    let text = figure::rewrite(source, &new, profile.figure, &profile.templates)?;
    let text = text.replace("\r\n", "\n").replace('\n', end);
    Some(Act::Text(vec![(figure.span.clone(), text)]))
}

/// Other words in the place of some: only these letters are written.
pub(super) fn reworded(
    copy: &Copy<'_>,
    one: &Use,
    old: &str,
    new: &str,
    part: Part,
) -> Option<Act> {
    let Some(i) = one.figure else {
        let mut words = one.words();
        match part {
            Part::Alt => words.alt = new.to_owned(),
            Part::Caption => words.caption = new.to_owned(),
            Part::Credit => words.credit = new.to_owned(),
            Part::Src | Part::Until | Part::Terms => return None,
        }
        return Some(Act::Field(FieldEdit::LeadWords { words }));
    };
    let figure = copy.figures.get(i)?;
    let source = &copy.body[figure.span.clone()];
    let at = source.find(old).filter(|at| source[at + old.len()..].find(old).is_none())?;
    let start = figure.span.start + at;
    Some(Act::Text(vec![(start..start + old.len(), new.to_owned())]))
}

fn overlaps_code(copy: &Copy<'_>, figure: &Figure) -> bool {
    let is_call = matches!(figure.form, Form::Shortcode | Form::Template);
    copy.calls.iter().any(|call| {
        call.span.start < figure.span.end && figure.span.start < call.span.end && !is_call
    })
}

/// Who made it.
fn credit_of(copy: &mut Copy<'_>, one: &Use, in_description: bool, said: &Provenance) {
    let draft = |rule, message| Draft::new(rule, one.field(Part::Credit), message);
    let key = picture(&copy.post.path, &one.src);
    let elsewhere = copy.facts.about.pictures.get(&key).cloned().unwrap_or_default();
    let other = elsewhere.iter().find(|(_, credit)| !credit.is_empty());
    let caption = figure::plain(&one.caption);
    let in_caption = holds_credit(&caption) || credit::is_credit(&caption);
    if one.credit.trim().is_empty() {
        if in_description || in_caption {
            return;
        }
        let about = copy.facts.about;
        let rare = if one.figure.is_none() { about.no_lead_credit } else { about.no_figure_credit };
        let lighter = rare || one.form == Form::Inline || one.is_silent();
        let mut draft = draft(Rule::I1, words::no_credit()).lighter(lighter);
        let known = other.map(|(_, credit)| credit.clone()).or_else(|| said.credit());
        if let Some(credit) = &known {
            let (label, name, credit_url) = crate::story::credit(credit);
            let usual = || copy.facts.profile.label_of(&copy.post.path).to_owned();
            let label = if label.is_empty() { usual() } else { label };
            let words = PictureWords { label, credit: name, credit_url, ..one.words() };
            if let Some(act) = rewritten(copy, one, words) {
                draft = draft.fix(words::fix_credit(credit), act);
            }
        }
        return tell(copy, one, draft);
    }
    if let Some(agency) = stock_agency(&one.credit) {
        let mut draft = draft(Rule::I2, words::only_agency(agency)).about(agency);
        if !said.creator.is_empty() {
            let credit = format!("{}/{agency}", said.creator);
            if let Some(act) = reworded(copy, one, agency, &credit, Part::Credit) {
                draft = draft.fix(words::fix_credit(&credit), act);
            }
        }
        tell(copy, one, draft);
    }
    let differs = |credit: &str| folded(&crate::story::credit(credit).1) != folded(&one.credit);
    if let Some((path, credit)) =
        elsewhere.iter().find(|(_, credit)| !credit.is_empty() && differs(credit))
    {
        tell(copy, one, draft(Rule::I13, words::other_credit(path, credit)).about(credit.as_str()));
    }
    let labels = &copy.facts.house.labels;
    if !labels.is_empty() && !one.label.is_empty() && !labels.contains(&one.label) {
        tell(
            copy,
            one,
            draft(Rule::C5, words::other_label(&one.label, labels)).about(one.label.as_str()),
        );
    }
}

/// The agencies whose licences often ask for the artist's name too.
const AGENCIES: [&str; 27] = [
    "123rf",
    "adobe stock",
    "alamy",
    "alamy stock photo",
    "bigstock",
    "canva",
    "depositphotos",
    "dreamstime",
    "envato",
    "fotolia",
    "freepik",
    "getty",
    "getty images",
    "imago",
    "imago images",
    "istock",
    "istock by getty images",
    "istockphoto",
    "picture alliance",
    "picture-alliance",
    "rawpixel",
    "stock photo",
    "stocksy",
    "pexels",
    "pixabay",
    "shutterstock",
    "unsplash",
];

fn stock_agency(credit: &str) -> Option<&str> {
    let name = figure::plain(credit).trim().trim_end_matches('.').to_lowercase();
    let parts = name.split(['/', ',']).map(str::trim);
    // All parts are an agency: “Getty Images/iStockphoto”, “Image via Shutterstock”.
    let mut agencies = parts.map(|part| {
        let start = part.strip_prefix("image ").or_else(|| part.strip_prefix("photo "));
        let part = start.unwrap_or(part);
        let part = part.strip_prefix("via ").or_else(|| part.strip_prefix("by ")).unwrap_or(part);
        let end = part.strip_suffix(" photo").or_else(|| part.strip_suffix(" image"));
        AGENCIES.contains(&part.trim_end_matches(".com"))
            || end.is_some_and(|end| AGENCIES.contains(&end))
    });
    agencies.all(|is_one| is_one).then_some(credit)
}

/// Whether it may be shown, and as what.
fn right(copy: &mut Copy<'_>, one: &Use, said: &Provenance) {
    let Looked::Here(file) = copy.facts.pictures.look(&one.src) else { return };
    let draft = |rule, message| Draft::new(rule, one.field(Part::Credit), message);
    // Where somebody has to change what ends: the day that was said, else the file's own terms.
    let ended = match last_day(&said.until) {
        Some(_) => Part::Until,
        None => Part::Terms,
    };
    let of_rights = |message| Draft::new(Rule::I11, one.field(ended), message);
    let today = copy.facts.now.to_zoned(zone_of(&copy.facts.profile.time_zone)).date();
    let terms = [&said.terms, &file.terms];
    // What people said of it comes before what its file says.
    let last = last_day(&said.until).or_else(|| terms.into_iter().find_map(|terms| ends(terms)));
    let day = last.map(|last| last.strftime("%B %-d, %Y").to_string()).unwrap_or_default();
    if let Some(terms) = terms.into_iter().find(|terms| NOT_ON_THE_WEB.is_match(terms)) {
        tell(
            copy,
            one,
            Draft::new(Rule::I11, one.field(Part::Terms), words::not_for_the_web(terms)),
        );
    } else {
        match rights(last, today) {
            Rights::Ended => tell(copy, one, of_rights(words::licence_ended(&day))),
            Rights::Ending => {
                let ending = of_rights(words::licence_ends(&day));
                tell(copy, one, ending.weighs(Severity::Warning));
            }
            Rights::Last => {}
        }
    }
    if said.origin.is_none() && !said.is_empty() {
        tell(copy, one, draft(Rule::I3, words::no_origin()));
    }
    if file.generated
        && !GENERATED.is_match(&format!("{} {} {}", one.label, one.credit, one.caption))
    {
        tell(copy, one, draft(Rule::I12, words::generated()));
    }
}

static NOT_ON_THE_WEB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:no|not for(?: use on)?(?: the)?) (?:web|internet|online|digital)(?-u:\b)|(?-u:\b)(?:web|internet|online|digital)(?: use)? (?:is )?(?:prohibited|not (?:permitted|allowed)|excluded)(?-u:\b)|(?-u:\b)print(?: use)? only(?-u:\b)|(?-u:\b)(?:nur|ausschließlich) (?:für )?print(?-u:\b)|(?-u:\b)(?:keine?|nicht)(?: für)? (?:online|internet|web)")
        .expect("a fixed pattern")
});
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:until|till|expire[sd]?(?: on)?|ends?(?: on)?|through|valid to|not after|bis(?: zum)?|endet am)\W{1,3}(\d{4}-\d{2}-\d{2}|[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [a-z]{3,9} \d{4}|\d{1,2}\.\d{1,2}\.\d{4})(?-u:\b)")
        .expect("a fixed pattern")
});
static GENERATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:ai|a\.i\.|ki|ia|artificial intelligence|generated|synthetic|midjourney|dall[·-]?e|firefly|stable diffusion)(?-u:\b)")
        .expect("a fixed pattern")
});

/// The day that terms of use end on.
fn ends(terms: &str) -> Option<Date> {
    When::read(ENDS.captures(terms)?.get(1)?.as_str()).day
}

/// Emphasis in a caption is printed as signs, or breaks the line, on some sites.
fn emphasis(copy: &mut Copy<'_>, one: &Use) {
    use pulldown_cmark::{Event, Tag, TagEnd};
    let Some(figure) = one.figure.and_then(|i| copy.figures.get(i)) else { return };
    if figure.form != Form::Markdown {
        return;
    }
    let start = figure.span.start;
    let source = &copy.masked[figure.span.clone()];
    let mut depth = 0;
    let mut found = Vec::new();
    for (event, span) in crate::markdown::parser(source).into_offset_iter() {
        match event {
            Event::Start(Tag::Emphasis) => {
                depth += 1;
                if depth == 2 {
                    found.push(start + span.start..start + span.end);
                }
            }
            Event::End(TagEnd::Emphasis) => depth -= 1,
            _ => {}
        }
    }
    if found.is_empty() {
        return;
    }
    let edits = found
        .iter()
        .map(|span| (span.clone(), format!("“{}”", &copy.body[span.start + 1..span.end - 1])))
        .collect();
    let words_in = copy.body[found[0].start + 1..found[0].end - 1].to_owned();
    let draft = Draft::new(Rule::M6, one.field(Part::Caption), words::caption_emphasis(&words_in))
        .about(words_in.as_str())
        .at(found[0].clone())
        .fix(words::fix_quotation_marks(), Act::Text(edits));
    copy.tell(draft);
}

fn is_file_name(alt: &str, src: &str) -> bool {
    let alt = alt.trim();
    let file = src.rsplit('/').next().unwrap_or(src);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let camera = CAMERA.is_match(alt);
    camera
        || (super::seen::is_picture_name(alt) && alt.split(' ').count() <= 3)
        || VERSION.is_match(alt)
        || alt.eq_ignore_ascii_case(file)
        || (alt.eq_ignore_ascii_case(stem)
            && alt.contains(['-', '_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']))
}

static CAMERA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:img|dsc[nf]?|dcim|pict|pxl|screen ?shot)[ _-]?\d[\d _.-]*(?:at [\d.]+(?:[ \u{202f}][ap]m)?|wa\d+)?(?:\.\w{3,4})?$")
        .expect("a fixed pattern")
});
/// `farm_final_v2`: no words, and joined as names of files are.
static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[a-z0-9]+(?:[_-][a-z0-9]+)*[_-](?:final|v\d+|edited)$")
        .expect("a fixed pattern")
});

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
