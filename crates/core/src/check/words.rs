//! What the copy desk says: one or two plain sentences for each finding, and what a fix is called.
//!
//! Beside `problem` the only sentences of the core; both shells say the same.

use super::slips::Slips;
use super::{Field, Part, Rule};
use crate::site::Kind;

/// Kilobytes or megabytes, as people say them.
fn size(kb: u64) -> String {
    if kb >= 1000 { format!("{:.1} MB", kb as f64 / 1000.0) } else { format!("{kb} kB") }
}

/// A long text cut for a sentence.
fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= 60 {
        return text;
    }
    let cut: String = text.chars().take(57).collect();
    format!("{}…", cut.trim_end())
}

/// Two to ten in words, as a sentence begins or goes on.
fn number(count: usize, one: &str, begins: bool) -> String {
    let word = match count {
        1 => one,
        2 => "two",
        3 => "three",
        4 => "four",
        5 => "five",
        6 => "six",
        7 => "seven",
        8 => "eight",
        9 => "nine",
        10 => "ten",
        more => return more.to_string(),
    };
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if begins => first.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

impl Field {
    /// Its name on the command line.
    pub fn name(&self) -> String {
        match self {
            Field::Title => "title".to_owned(),
            Field::Dek => "description".to_owned(),
            Field::Authors => "authors".to_owned(),
            Field::Date => "date".to_owned(),
            Field::Updated => "updated".to_owned(),
            Field::Tags => "tags".to_owned(),
            Field::Address => "slug".to_owned(),
            Field::Lead(part) => format!("lead_{}", part.name()),
            Field::Figure(_, part) => part.name().to_owned(),
            Field::Text => "body".to_owned(),
            Field::Own(key) => key.clone(),
            Field::File => "file".to_owned(),
        }
    }
}

impl Part {
    /// What it is called on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Part::Src => "src",
            Part::Alt => "alt",
            Part::Caption => "caption",
            Part::Credit => "credit",
            Part::Until => "until",
            Part::Terms => "terms",
        }
    }

    fn shown(self) -> &'static str {
        match self {
            Part::Src => "File",
            Part::Alt => "Description",
            Part::Caption => "Caption",
            Part::Credit => "Credit",
            Part::Until => "May be shown until",
            Part::Terms => "Terms",
        }
    }
}

/// Where a finding is, as a person says it: “Picture 2 of 2 · Credit”.
pub fn field_name(field: &Field, figures: usize) -> String {
    match field {
        Field::Title => "Headline".to_owned(),
        Field::Dek => "Dek".to_owned(),
        Field::Authors => "Byline".to_owned(),
        Field::Date => "Date".to_owned(),
        Field::Updated => "Date of the update".to_owned(),
        Field::Tags => "Tags".to_owned(),
        Field::Address => "Address".to_owned(),
        Field::Lead(part) => format!("Lead picture · {}", part.shown()),
        Field::Figure(i, part) if figures > 1 => {
            format!("Picture {} of {figures} · {}", i + 1, part.shown())
        }
        Field::Figure(_, part) => format!("Picture · {}", part.shown()),
        Field::Text => "Text".to_owned(),
        Field::Own(key) => format!("Field “{key}”"),
        Field::File => "Story".to_owned(),
    }
}

/// Where words of the text stand: under a heading, else in a paragraph that is counted.
pub(super) fn paragraph(heading: Option<&str>, count: usize) -> String {
    const COUNTED: [&str; 6] = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"];
    match (heading, COUNTED.get(count.wrapping_sub(1))) {
        (Some(heading), _) => short(heading),
        (None, Some(counted)) => format!("{counted} paragraph"),
        (None, None) if count == 0 => "Text".to_owned(),
        (None, None) => format!("Paragraph {count}"),
    }
}

/// What a rule is about, for the page of house rules.
pub fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::T1 => "No headline",
        Rule::T2 => "Headline beyond the limit",
        Rule::T3 => "Headline longer than search and social show",
        Rule::T4 => "Headline with a full stop, or in capitals",
        Rule::T5 => "Headline again at the top of the text",
        Rule::T6 => "Headline of another story",
        Rule::D1 => "No dek",
        Rule::D2 => "Dek very short or very long",
        Rule::D3 => "Dek that repeats headline or first paragraph",
        Rule::A1 => "No byline",
        Rule::A2 => "Byline with more than a name",
        Rule::A3 => "Name behind a pen name",
        Rule::P1 => "No date, or no time zone",
        Rule::P2 => "Date yet to come",
        Rule::P3 => "Update before the story, or without a note",
        Rule::P4 => "Words like “tomorrow”",
        Rule::P5 => "Weekday and date that disagree",
        Rule::S1 => "Address taken, or not valid",
        Rule::S2 => "Changed address that leads nobody on",
        Rule::S3 => "Changed address of a live story",
        Rule::I1 => "Picture without a credit",
        Rule::I2 => "Credit of a stock agency alone",
        Rule::I3 => "Picture that nobody says the origin of",
        Rule::I4 => "Picture without a description",
        Rule::I5 => "Credit inside the description",
        Rule::I6 => "Description that begins “image of”",
        Rule::I7 => "Description that is a file name, the caption, or long",
        Rule::I8 => "Description of blank space",
        Rule::I9 => "Description that reads like a flyer",
        Rule::I10 => "Names in captions that the text spells otherwise",
        Rule::I11 => "Licence that ended, or is not for the web",
        Rule::I12 => "Picture made by a model, and not said so",
        Rule::I13 => "Same picture with another credit",
        Rule::I14 => "No lead picture",
        Rule::F1 => "Picture file that tells where, who or which camera",
        Rule::F2 => "Picture file that cannot be read",
        Rule::F3 => "Large picture file",
        Rule::F4 => "Small lead picture",
        Rule::F5 => "Picture file of another kind than its name",
        Rule::F6 => "Picture file that is missing, or not used",
        Rule::L1 => "Link that leads nowhere, or behind a door",
        Rule::L2 => "Link to a page that is not there",
        Rule::L3 => "Link words like “click here”",
        Rule::L4 => "Link that follows readers around",
        Rule::C1 => "Quotation or bracket that is not closed",
        Rule::C2 => "Slips of the keyboard",
        Rule::C3 => "Placeholders",
        Rule::C4 => "Two spellings of one name",
        Rule::C5 => "House style",
        Rule::C6 => "Headings that skip a level",
        Rule::C7 => "Private data",
        Rule::C8 => "Names that are not printed",
        Rule::M1 => "Braces that the site would run",
        Rule::M2 => "HTML that the site drops",
        Rule::M3 => "Fields that cannot be read",
        Rule::M4 => "Values that the site does not know",
        Rule::M6 => "Italics in a caption",
        Rule::W2 => "Embargo",
        Rule::W3 => "Hold",
        Rule::W4 => "Story approved by its own author",
        Rule::W6 => "Correction that readers are not told of",
        Rule::G3 => "Private fields",
    }
}

macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $kind:ty),*) $text:expr;)*) => {
        $($(#[$doc])* pub(super) fn $name($($arg: $kind),*) -> String { $text.into() })*
    };
}

sentences! {
    no_headline() "Add a headline.";
    headline_too_long(n: usize, limit: usize) format!("The headline has {n} characters; the limit is {limit}.");
    headline_long(n: usize, shown: usize) format!("The headline has {n} characters. Search and social cut it near {shown}.");
    headline_full_stop() "The headline ends with a full stop. Headlines have none.";
    headline_capitals() "The headline is all capitals. Write it as it is read.";
    headline_in_text() "The site prints the headline already. Take it out of the text.";
    same_headline(other: &str) format!("Another story has this headline: {other}.");
    no_dek() "Write the dek. Cards and search results show it.";
    dek_length(n: usize, least: usize, most: usize) format!("The dek has {n} characters; aim for {least} to {most}.");
    dek_is_headline() "The dek repeats the headline. Say what the headline does not.";
    dek_is_first_paragraph() "The dek repeats the first paragraph. Readers see both, one after the other.";
    no_byline() "Add a byline.";
    not_only_a_name(name: &str) format!("“{}” is more than a name. Keep only the name in the byline.", short(name));
    several_names(name: &str) format!("“{}” is more than one name. Give each person a byline of their own.", short(name));
    no_date() "Set the date.";
    not_a_date(raw: &str) format!("“{}” is not a date. Set it again.", short(raw));
    no_offset(time: bool) if time {
        "The date has no time zone, so it may be printed as another hour or day. Set it again."
    } else {
        "The date has no time and no time zone, so it may be printed as another day. Set the time."
    };
    future(day: &str, held: bool) if held {
        format!("The date is {day}. The site keeps the story back until then.")
    } else {
        format!("The date is {day}, and this site would show the story at once. Publish it then, or change the date.")
    };
    updated_before() "The update is dated before the story itself.";
    updated_without_note() "The date of the update changed, and no note tells readers what was updated or corrected.";
    relative(word: &str) format!("“{word}” will be wrong in a few days. Write the date.");
    weekday(date: &str, is: &str, said: &str) format!("{date} is a {is}, not a {said}.");
    address_taken(other: &str) format!("Another story has this address: “{other}”.");
    address_not_valid(slug: &str) format!("The address “{}” has letters or signs that an address cannot have. Use letters, digits and hyphens.", short(slug));
    address_not_plain(slug: &str) format!("The address “{}” is easier to pass on in small letters, digits and single hyphens.", short(slug));
    address_too_long(n: usize) format!("The address has {n} characters. Up to 60 are easily passed on.");
    address_breaks() "The address of this live story changed, and this site leads nobody on from the old one. Links to it would break.";
    address_changed(key: &str, leads_on: bool) if leads_on {
        "The address of this live story changed. The old one leads on to the new one.".to_owned()
    } else {
        format!("The address of this live story changed. Keep the old one under “{key}”, so that it leads on.")
    };
    lead_on() "Lead the old address on";
    no_credit() "Who made this picture? Add a credit.";
    only_agency(agency: &str) format!("“{agency}” alone: does the licence ask for the artist’s name?");
    no_description() "Describe the picture for people who cannot see it.";
    decoration() "This picture has no description. Is it only decoration?";
    credit_in_description() "The credit is inside the description. Move it to the credit.";
    image_of(said: &str) format!("Drop “{said}”: a screen reader says that it is a picture.");
    description_is_file_name() "The description is the name of a file. Say what the picture shows.";
    description_is_caption() "The description says what the caption says. Say what is seen.";
    description_long(n: usize, limit: usize) format!("The description has {n} characters; keep it under {limit}.");
    description_blank() "The description is blank space. Describe the picture, or leave it really empty.";
    description_of_flyer() "Is this a picture of words? The description must then carry all of them.";
    caption_spelling(name: &str, other: &str, part: Part) {
        let place = match part {
            Part::Caption => "caption",
            Part::Credit | Part::Until | Part::Terms => "credit",
            Part::Alt | Part::Src => "description",
        };
        format!("“{name}” in the {place}, “{other}” in the text. Which is right?")
    };
    caption_person(name: &str) format!("The caption names {name}; the text does not.");
    not_for_the_web(terms: &str) format!("The terms of this picture say that it is not for the web: “{}”.", short(terms));
    licence_ended(day: &str) format!("The licence of this picture ended on {day}.");
    licence_ends(day: &str) format!("The licence of this picture ends on {day}.");
    no_origin() "It is not said how this picture came to the site: staff, wire, stock, courtesy.";
    generated() "A model made this picture. Say so in the credit.";
    other_credit(path: &str, credit: &str) format!("The same picture is credited “{}” in {path}. Which is right?", short(credit));
    other_label(label: &str, labels: &[String]) format!("The house’s labels are {}, not “{label}”.", labels.join(", "));
    no_lead() "The story has no lead picture: its card will have none.";
    caption_emphasis(words: &str) format!("Italics in a caption are not printed right on every site: “{}”. Use quotation marks.", short(words));
    no_picture_file() "This picture names no file.";
    missing(src: &str) format!("The picture “{}” is missing.", short(src));
    not_here(src: &str) format!("“{}” lies outside this folder, as the site’s other pictures do, so nobody looked at it.", short(src));
    unused(name: &str) format!("“{name}” lies beside the story and is not used.");
    unreadable_file(name: &str) format!("“{name}” cannot be read as a picture. Get the file again.");
    still_holds(name: &str, held: &[&str]) {
        let list = held.iter().map(|one| one.to_lowercase()).collect::<Vec<_>>().join(", ");
        format!("“{name}” still holds what nobody should publish: {list}. Add the picture again here, and it is taken out.")
    };
    large(name: &str, kb: u64) format!("“{name}” has {}. Add it again here to make it smaller.", size(kb));
    narrow(width: u32) format!("The lead picture is {width} pixels wide. Cards and social networks want 1200.");
    really(name: &str, kind: &str) format!("“{name}” is really a {kind} file. Give it the ending that belongs to it.");
    not_shown(name: &str, kind: &str) format!("“{name}” is a {kind} file, which not every browser shows. Save it as JPEG.");
    empty_link(text: &str) format!("The link “{}” goes nowhere.", short(text));
    bad_link(text: &str, address: &str) format!("The link “{}” goes to {}, which readers cannot open.", short(text), short(address));
    malformed_link(text: &str, address: &str) format!("The link “{}” has an address that is not whole: {}.", short(text), short(address));
    insecure_link(address: &str) format!("{} is not a secure address. Most sites have one that begins with https.", short(address));
    dead_link(address: &str) format!("There is no page at {} on this site.", short(address));
    link_gone(address: &str, status: u16) format!("There is no page at {} any more ({status}).", short(address));
    link_broken(address: &str, status: u16) format!("The page at {} does not work at the moment ({status}).", short(address));
    link_kept_out(address: &str, status: u16) format!("{} lets no program in ({status}). Look whether people get there.", short(address));
    link_no_host(address: &str) format!("No computer answers to the name in {}.", short(address));
    link_no_answer(address: &str) format!("{} does not answer.", short(address));
    link_late(address: &str, seconds: usize) format!("{} did not answer within {seconds} seconds.", short(address));
    link_not_secure(address: &str) format!("The connection to {} is not secure: readers get a warning.", short(address));
    link_circle(address: &str) format!("{} sends readers on and on, and nowhere.", short(address));
    link_private(address: &str) format!("{} is on a private network. Readers do not get there.", short(address));
    link_words(text: &str) if text.trim().is_empty() {
        "This link has no words. Say where it goes.".to_owned()
    } else {
        format!("“{}” does not say where the link goes.", short(text))
    };
    tracking(address: &str) format!("This address follows readers around: {}.", short(address));
    not_closed(sign: char, opens: bool) {
        match (sign, opens) {
            ('"', _) => "A quotation mark has no other.".to_owned(),
            ('“' | '«' | '„', true) => "A quotation is opened and not closed.".to_owned(),
            ('”' | '»', false) => "A quotation is closed that was not opened.".to_owned(),
            (sign, true) => format!("A bracket is opened and not closed: {sign}"),
            (sign, false) => format!("A bracket is closed that was not opened: {sign}"),
        }
    };
    placeholder(word: &str) format!("“{}” is a placeholder. Write what belongs there.", short(word));
    two_spellings(rare: &str, usual: &str) format!("“{rare}” and “{usual}”. Which is right?");
    house_style(said: &str, right: &str) format!("House style: “{said}” → “{right}”.");
    heading_skips(from: u8, to: u8) format!("This heading is of level {to}, right after one of level {from}.");
    private(words: &str) format!("Is this private? “{}”", short(words));
    do_not_name(name: &str) format!("“{name}” is on the list of names that are not printed.");
    behind_a_pen_name(pen: &str) format!("This is the protected name of {pen}, who writes under a pen name.");
    braces_break(shown: &str) format!("“{}” would stop the whole site from being built.", short(shown));
    braces_vanish(shown: &str) format!("“{}” would be run as a command of the site, and readers would not see it.", short(shown));
    braces_unknown(shown: &str) format!("“{}” is not known here. Look whether a theme or plug-in of the site has it: else the site could not be built.", short(shown));
    html_dropped(tag: &str) format!("This site takes HTML out of stories: what stands in <{tag}> would vanish or lose its form.");
    not_known(name: &str) format!("The site does not know “{name}”, and would not be built.");
    field_missing(key: &str) format!("The site needs the field “{key}” in each story, and would not be built without it.");
    field_of_kind(key: &str, kind: Kind, whole: bool) {
        let kind = match kind {
            Kind::Number if whole => "a whole number",
            Kind::Number => "a number",
            Kind::Switch => "true or false",
            Kind::Day | Kind::DayAndTime => "a date without quotation marks",
            Kind::List => "a list",
            Kind::Text | Kind::LongText | Kind::Choice => "a text",
            Kind::Picture | Kind::Structured => "something else",
        };
        format!("The field “{key}” must be {kind}, or the site would not be built.")
    };
    not_a_day(key: &str, said: &str) format!(
        "The field “{key}” must be a date, and “{said}” is none: the site would not be built."
    );
    field_letters(key: &str, count: usize, least: Option<usize>, most: Option<usize>) {
        let wants = match (least, most) {
            (Some(least), Some(most)) => format!("{least} to {most} letters"),
            (Some(least), None) => format!("{least} letters or more"),
            (None, most) => format!("{} letters or fewer", most.unwrap_or(count)),
        };
        format!("The field “{key}” has {count} letters. The site takes {wants}, and would not be built.")
    };
    headline_is_no_text() "The headline is written as a number or date, which this site does not take. Set it again.";
    embargo(until: &str) format!("Under embargo until {until}.");
    held(by: Option<&str>, reason: Option<&str>) {
        let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
        let reason = reason.map(|reason| format!(": {}", short(reason))).unwrap_or_default();
        format!("On hold{by}{reason}. Whoever holds it lets it go.")
    };
    own_story() "The writer approves their own story. A second pair of eyes is missing.";
    correction_not_told() "A correction is recorded, and the text does not tell readers of it.";
    correction_not_recorded() "The text tells of a correction that is not recorded among the fields, as other stories have it.";
    private_field(key: &str) format!("The field “{key}” is the newsroom’s own and must not be published.");
    fix_write(text: &str) format!("Write “{}”", short(text));
    fix_use(text: &str) format!("Use “{}”", short(text));
    fix_drop(said: &str) format!("Drop “{said}”");
    fix_credit(credit: &str) format!("Credit “{}”", short(credit));
    fix_move_credit() "Move it to the credit";
    fix_take_out() "Take it out";
    fix_delete() "Delete the picture";
    fix_https() "Use https";
    fix_tracking() "Remove tracking";
    fix_braces() "Show the braces to readers";
    fix_quotation_marks() "Use quotation marks";
    fix_names_apart() "Give each a byline";
    fix_tidy(count: usize) match count {
        1 => "Tidy it".to_owned(),
        2 => "Tidy both".to_owned(),
        more => format!("Tidy all {}", number(more, "one", false)),
    };
}

/// “Three typographic slips: two double spaces and a straight quotation mark.”
pub(super) fn slips(slips: &Slips) -> String {
    let kinds = [
        (slips.quotes, "straight quotation mark", "straight quotation marks"),
        (slips.spaces, "double space", "double spaces"),
        (slips.hard_spaces, "hard space", "hard spaces"),
        (slips.invisible, "invisible sign", "invisible signs"),
        (slips.ends, "space at the end of a line", "spaces at the ends of lines"),
    ];
    let article = |one: &str| if one.starts_with('i') { "an" } else { "a" };
    let parts: Vec<String> = kinds
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| {
            format!(
                "{} {}",
                number(*count, article(one), false),
                if *count == 1 { one } else { many }
            )
        })
        .collect();
    let all: usize = kinds.iter().map(|(count, ..)| count).sum();
    let list = match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => parts.concat(),
    };
    let noun = if all == 1 { "typographic slip" } else { "typographic slips" };
    format!("{} {noun}: {list}.", number(all, "one", true))
}
