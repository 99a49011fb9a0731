//! How often, and with what: sums over all posts, so that a post can be taken out again.

use std::collections::HashMap;

use super::date::DateForm;
use crate::metadata::{KeyPath, Value};
use crate::story::Story;

/// Characters from which a text is a long one.
pub(super) const LONG: usize = 120;

/// What one post contributes.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    /// Where it lies.
    pub(super) path: String,
    pub(super) own: Vec<(KeyPath, Shape)>,
    pub(super) authors: Vec<String>,
    pub(super) tags: Vec<String>,
}

impl Counted {
    pub(super) fn of(path: &str, own: Vec<(KeyPath, Value)>, story: &Story) -> Counted {
        Counted {
            path: path.to_owned(),
            own: own.into_iter().map(|(key, value)| (key, Shape::of(&value))).collect(),
            authors: story.authors.clone(),
            tags: story.tags.clone(),
        }
    }
}

/// What a value looks like.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Empty,
    Switch(bool),
    Number,
    Date(DateForm),
    Short(String),
    Long,
    List { items: Vec<String>, numbers: bool },
    Structured,
}

impl Shape {
    pub(super) fn of(value: &Value) -> Shape {
        match value {
            Value::Null => Shape::Empty,
            Value::Bool(on) => Shape::Switch(*on),
            Value::Number(_) => Shape::Number,
            Value::Date(raw) => DateForm::of(raw, false).map_or(Shape::Long, Shape::Date),
            Value::Text(text) if text.trim().is_empty() => Shape::Empty,
            Value::Text(text) => match DateForm::of(text, true) {
                Some(form) => Shape::Date(form),
                None if is_long(text) => Shape::Long,
                None => Shape::Short(text.clone()),
            },
            Value::List(items) if items.is_empty() => Shape::Empty,
            Value::List(items) if items.iter().all(|item| item.as_str().is_some()) => Shape::List {
                items: value.texts().into_iter().map(str::to_owned).collect(),
                numbers: items.iter().all(|item| matches!(item, Value::Number(_))),
            },
            Value::List(_) | Value::Map(_) => Shape::Structured,
        }
    }
}

/// Several lines, or more than fits on two of the form.
pub(super) fn is_long(text: &str) -> bool {
    text.trim_end().contains('\n') || text.chars().nth(LONG).is_some()
}

/// How often each text occurs.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally(HashMap<String, i64>);

impl Tally {
    pub(super) fn change(&mut self, text: &str, sign: i64) {
        match self.0.get_mut(text) {
            Some(count) => *count += sign,
            None => drop(self.0.insert(text.to_owned(), sign)),
        }
        if self.0.get(text) == Some(&0) {
            self.0.remove(text);
        }
    }

    /// How many different ones.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// The most frequent first, equals by the alphabet.
    pub(super) fn by_use(&self, most: usize) -> Vec<String> {
        let mut all: Vec<(&String, i64)> = self.0.iter().map(|(text, n)| (text, *n)).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        all.into_iter().take(most).map(|(text, _)| text.clone()).collect()
    }
}

/// What the posts do with one key.
#[derive(Debug, Clone, Default)]
pub(super) struct Usage {
    pub(super) posts: i64,
    pub(super) empty: i64,
    pub(super) switches: i64,
    /// Switches that are on.
    pub(super) on: i64,
    pub(super) numbers: i64,
    pub(super) short: i64,
    pub(super) long: i64,
    pub(super) lists: i64,
    pub(super) structured: i64,
    /// Lists of numbers.
    pub(super) number_lists: i64,
    /// Sum of the places at which the key stands in its posts.
    pub(super) places: i64,
    /// Short texts and items of lists.
    pub(super) texts: Tally,
    /// The collections of the schema whose posts have it.
    pub(super) collections: Tally,
    /// The forms that dates have.
    pub(super) dates: HashMap<DateForm, i64>,
}

impl Usage {
    pub(super) fn change(&mut self, shape: &Shape, place: usize, sign: i64) {
        self.posts += sign;
        self.places += sign * place as i64;
        match shape {
            Shape::Empty => self.empty += sign,
            Shape::Switch(on) => {
                self.switches += sign;
                self.on += sign * i64::from(*on);
            }
            Shape::Number => self.numbers += sign,
            Shape::Date(form) => {
                *self.dates.entry(*form).or_default() += sign;
                self.dates.retain(|_, count| *count != 0);
            }
            Shape::Short(text) => {
                self.short += sign;
                self.texts.change(text, sign);
            }
            Shape::Long => self.long += sign,
            Shape::List { items, numbers } => {
                self.lists += sign;
                self.number_lists += sign * i64::from(*numbers);
                items.iter().for_each(|item| self.texts.change(item, sign));
            }
            Shape::Structured => self.structured += sign,
        }
    }

    pub(super) fn is_gone(&self) -> bool {
        self.posts <= 0
    }

    /// How many values are dates.
    pub(super) fn dated(&self) -> i64 {
        self.dates.values().sum()
    }

    /// The form that most of the dates have.
    pub(super) fn usual_date(&self) -> Option<DateForm> {
        let count = |form: &DateForm| (self.dates[form], *form);
        self.dates.keys().copied().max_by_key(count)
    }
}
