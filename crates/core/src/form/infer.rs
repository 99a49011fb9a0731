//! From counts to controls.
//!
//! The control is that of the kind which most values have. Of texts, a few that recur are a
//! choice, names of picture files a picture, and where one in ten is long all get the room. What
//! the site's schema says of a key comes before what its values look like.

use std::collections::HashMap;

use super::count::{Tally, Usage, is_long};
use super::date::DateForm;
use crate::metadata::{KeyPath, Value};
use crate::site::{Kind, SchemaField};
use crate::view;

/// Posts from which a site has habits.
const HABIT: u32 = 20;
/// Of a hundred posts, how many must have a key for the site to need it.
const NEEDED: u32 = 98;
/// Of a hundred posts, how many must have a key for it to stand among the first.
const COMMON: u32 = 5;
/// Different texts that a choice has at most.
const CHOICES: usize = 24;
/// Characters of a choice at most.
const CHOICE_LENGTH: usize = 40;
/// How often each choice occurs on average, at least.
const RECURS: i64 = 3;
/// Values that are offered for completion at most.
const OFFERED: usize = 500;

const PICTURES: [&str; 8] = [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg", ".tiff"];

/// A control of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// A text on one line.
    Text,
    /// A text on several.
    LongText,
    /// A number.
    Number,
    /// Yes or no.
    Switch,
    /// A date.
    Date {
        /// With a time of day.
        time: bool,
    },
    /// Several short texts.
    List,
    /// One of a few texts, or another one.
    Choice,
    /// The reference of a picture.
    Picture,
    /// Lists of maps and the like: to be read, not to be set.
    Structured,
}

impl Control {
    /// As it crosses to a screen.
    pub fn view(self) -> view::Control {
        match self {
            Control::Text => view::Control::Text,
            Control::LongText => view::Control::LongText,
            Control::Number => view::Control::Number,
            Control::Switch => view::Control::Switch,
            Control::Date { time: false } => view::Control::Day,
            Control::Date { time: true } => view::Control::DayAndTime,
            Control::List => view::Control::List,
            Control::Choice => view::Control::Choice,
            Control::Picture => view::Control::Picture,
            Control::Structured => view::Control::Structured,
        }
    }
}

/// A field of the site's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its key.
    pub key: KeyPath,
    /// What fits its values.
    pub control: Control,
    /// How many posts have it.
    pub posts: u32,
    /// Whether the site does not do without, as far as its posts tell.
    pub needed: bool,
    /// What the site's schema says of it, once for each folder.
    pub schema: Vec<SchemaField>,
    /// Whether it stands behind the others: the same in every post, or rare.
    pub more: bool,
    /// What may be chosen or completed, the most frequent first.
    pub choices: Vec<String>,
    /// How its dates are written.
    pub date: Option<DateForm>,
    /// Whether the items of its lists are numbers.
    pub numbers: bool,
    /// The collections of the site's schema whose posts have it.
    pub collections: Vec<String>,
    /// Whether posts without a value write the key all the same.
    pub written_empty: bool,
}

impl Field {
    /// What the schema says of it for a post of this path.
    pub fn of_schema(&self, path: &str) -> Option<&SchemaField> {
        self.schema.iter().find(|of_schema| of_schema.is_of(path))
    }

    /// Whether it is one of the collection that a post of this path belongs to: its schema has it,
    /// or its posts do. Where the schema has no collection for the post, every field is.
    pub fn is_of(&self, path: &str, schema: &[SchemaField]) -> bool {
        let collection = collection(path, schema);
        collection.is_empty()
            || self.of_schema(path).is_some()
            || self.collections.contains(&collection)
    }

    /// Whether a post of this path needs it: as the schema says, else as the posts do.
    pub fn is_needed(&self, path: &str) -> bool {
        self.of_schema(path).map_or(self.needed, |of_schema| of_schema.required)
    }
}

/// The folder that the site's schema has for a post; empty where it has none.
pub(super) fn collection(path: &str, schema: &[SchemaField]) -> String {
    let all = schema.iter().filter(|field| field.is_of(path)).map(|field| &field.folder);
    all.max_by_key(|folder| folder.len()).cloned().unwrap_or_default()
}

/// All fields, those that most posts have first, equals in the order in which they stand there.
pub(super) fn fields(
    usages: &HashMap<KeyPath, Usage>,
    posts: u32,
    schema: &[SchemaField],
) -> Vec<Field> {
    let mut of_key: HashMap<KeyPath, Vec<SchemaField>> = HashMap::new();
    let mut order = Vec::new();
    for of_schema in schema {
        let key = KeyPath::from(of_schema.key.as_str());
        if !of_key.contains_key(&key) {
            order.push(key.clone());
        }
        of_key.entry(key).or_default().push(of_schema.clone());
    }
    let mut fields: Vec<(i64, Field)> = usages
        .iter()
        .map(|(key, usage)| {
            let schema = of_key.get(key).cloned().unwrap_or_default();
            (usage.places / usage.posts.max(1), field(key, usage, posts, schema))
        })
        .collect();
    fields.sort_by(|(a_place, a), (b_place, b)| {
        b.posts
            .cmp(&a.posts)
            .then(a_place.cmp(b_place))
            .then_with(|| a.key.to_string().cmp(&b.key.to_string()))
    });
    // Those that only the schema knows come last, in its order.
    let unused = order.into_iter().filter(|key| !usages.contains_key(key)).map(|key| {
        let schema = of_key.get(&key).cloned().unwrap_or_default();
        field(&key, &Usage::default(), posts, schema)
    });
    fields.into_iter().map(|(_, field)| field).chain(unused).collect()
}

fn field(key: &KeyPath, usage: &Usage, posts: u32, schema: Vec<SchemaField>) -> Field {
    let control = match schema.first() {
        Some(of_schema) => control_of_kind(of_schema.kind),
        None => usual_control(usage),
    };
    let used = u32::try_from(usage.posts).unwrap_or_default();
    let share = |percent: u32| u64::from(used) * 100 >= u64::from(posts) * u64::from(percent);
    let habits = posts >= HABIT;
    let constant = used == posts && posts >= RECURS as u32 && is_constant(usage);
    let offers = matches!(control, Control::Choice | Control::List);
    Field {
        key: key.clone(),
        control,
        posts: used,
        needed: habits && share(NEEDED) && usage.empty * 2 < usage.posts,
        more: constant || schema.is_empty() && habits && !share(COMMON),
        choices: if offers { choices(usage, &schema) } else { Vec::new() },
        schema,
        date: usage.usual_date(),
        numbers: usage.number_lists * 2 > usage.lists,
        collections: usage.collections.by_use(usize::MAX),
        written_empty: usage.empty > i64::from(posts) - usage.posts,
    }
}

/// The choices of the schema in its order, then what else is in use.
fn choices(usage: &Usage, schema: &[SchemaField]) -> Vec<String> {
    let mut choices: Vec<String> = Vec::new();
    let said = schema.iter().flat_map(|of_schema| of_schema.choices.iter().cloned());
    for choice in said.chain(usage.texts.by_use(OFFERED)) {
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    choices
}

fn control_of_kind(kind: Kind) -> Control {
    match kind {
        Kind::Text => Control::Text,
        Kind::LongText => Control::LongText,
        Kind::Number => Control::Number,
        Kind::Switch => Control::Switch,
        Kind::Day => Control::Date { time: false },
        Kind::DayAndTime => Control::Date { time: true },
        Kind::List => Control::List,
        Kind::Choice => Control::Choice,
        Kind::Picture => Control::Picture,
        Kind::Structured => Control::Structured,
    }
}

fn usual_control(usage: &Usage) -> Control {
    let texts = usage.short + usage.long;
    let most = [
        (usage.structured, Control::Structured),
        (usage.lists, Control::List),
        (texts, Control::Text),
        (usage.dated(), Control::Date { time: false }),
        (usage.numbers, Control::Number),
        (usage.switches, Control::Switch),
    ];
    // The first of equals.
    let best = most.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best });
    match best {
        Some((0, _)) | None => Control::Text,
        Some((_, Control::Text)) => control_of_texts(usage, texts),
        Some((_, Control::Date { .. })) => {
            Control::Date { time: usage.usual_date().is_some_and(|form| form.time.is_some()) }
        }
        Some((_, control)) => control,
    }
}

fn control_of_texts(usage: &Usage, texts: i64) -> Control {
    let few = |tally: &Tally| tally.len() <= CHOICES && tally.len() as i64 * RECURS <= usage.short;
    if usage.long * 10 >= texts {
        Control::LongText
    } else if usage.texts.keys().all(|text| is_picture(text)) {
        Control::Picture
    } else if few(&usage.texts)
        && usage.texts.keys().all(|text| text.chars().count() <= CHOICE_LENGTH)
    {
        Control::Choice
    } else {
        Control::Text
    }
}

fn is_picture(text: &str) -> bool {
    let lower = text.to_lowercase();
    PICTURES.iter().any(|end| lower.ends_with(end)) && !lower.contains(' ')
}

/// Whether all values are one and the same short text, or all switches stand alike.
fn is_constant(usage: &Usage) -> bool {
    let text = usage.short == usage.posts && usage.texts.len() == 1;
    text || usage.switches == usage.posts && (usage.on == 0 || usage.on == usage.posts)
}

/// The control for the value that a story has; for none, the site's.
pub(super) fn control(field: Option<&Field>, value: Option<&Value>) -> Control {
    let usual = field.map(|field| field.control);
    let Some(value) = value else { return usual.unwrap_or(Control::Text) };
    match value {
        Value::Null => usual.filter(|usual| *usual != Control::Structured).unwrap_or(Control::Text),
        Value::Bool(_) => Control::Switch,
        Value::Number(_) => Control::Number,
        Value::Date(raw) => dated(raw, false).unwrap_or(Control::Text),
        Value::Text(text) => control_of_text(usual, text),
        Value::List(items) if items.iter().all(|item| item.as_str().is_some()) => Control::List,
        Value::List(_) | Value::Map(_) => Control::Structured,
    }
}

fn control_of_text(usual: Option<Control>, text: &str) -> Control {
    match usual {
        Some(Control::Date { time }) if text.trim().is_empty() => Control::Date { time },
        Some(Control::Date { .. }) => dated(text, true).unwrap_or(Control::Text),
        Some(Control::LongText) => Control::LongText,
        _ if is_long(text) => Control::LongText,
        Some(usual @ (Control::Choice | Control::Picture | Control::List)) => usual,
        _ => Control::Text,
    }
}

fn dated(raw: &str, quoted: bool) -> Option<Control> {
    DateForm::of(raw, quoted).map(|form| Control::Date { time: form.time.is_some() })
}
