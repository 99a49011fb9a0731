//! What the stories of a site do, counted: so that a rule knows what is usual here, which
//! addresses are taken, and where a picture stands with another credit.
//!
//! Kept up story by story as the library reads them; nothing is counted anew for a key.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::figure::{self, Figure, Templates};
use crate::library::address;
use crate::metadata::Fields;
use crate::post::{self, Post};
use crate::site::{self, Generator, Site};
use crate::story::{Story, figure_words};
use crate::template::{self, Call};
use crate::view::PictureWords;

/// What one story tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    path: String,
    /// The headline, in its language.
    title: String,
    address: String,
    /// The figures of the text: the reference as written, and the words.
    figures: Vec<ToldFigure>,
    /// Addresses of copies in other sizes that the text offers.
    sizes: Vec<String>,
    /// Folder and file of each picture, with its credit.
    pictures: Vec<(String, String)>,
    /// First folders of addresses that begin at the root: `/assets/…`.
    roots: BTreeSet<String>,
    /// Names of template code.
    calls: BTreeSet<String>,
    /// Fields that are the newsroom's on most sites.
    perhaps_private: BTreeSet<String>,
    has: Has,
}

/// What a story has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Has {
    dek: bool,
    authors: bool,
    offset: bool,
    day_alone: bool,
    lead: bool,
    lead_alt: bool,
    lead_credit: bool,
    figure: bool,
    figure_credit: bool,
    odd_address: bool,
    corrections: bool,
}

impl Told {
    /// Reads what a story tells, whose address is this one where the rules of its generator tell it.
    pub fn of(post: &Post, story: &Story, site: &Site, address: Option<&str>) -> Told {
        let language = site.sections.language(&post.path);
        let body = post.body();
        let calls = template::calls(body);
        let own = &site.profile.templates;
        let figures = if calls.is_empty() {
            figure::read_with(body, own)
        } else {
            let masked = template::masked_but_figures(body, &calls, own);
            let mut figures = figure::read_with(&masked, own);
            for figure in &mut figures {
                with_its_address(figure, body, &calls, own);
            }
            figures
        };
        let fields = post.fields.as_ref().ok();
        let mut told = Told {
            path: post.path.clone(),
            title: match (folded(&story.title), language) {
                (title, Some(language)) if !title.is_empty() => format!("{title} ({language})"),
                (title, _) => title,
            },
            address: match address {
                Some(known) => address::key(known).to_lowercase(),
                None => likely_address(post, fields, site.profile.generator, language),
            },
            calls: calls.into_iter().map(|call| call.name).collect(),
            ..Told::default()
        };
        told.figures = figures
            .iter()
            .map(|figure| ToldFigure {
                src: figure.src.clone(),
                words: figure_words(figure),
                inside: figure.form == figure::Form::Inline,
            })
            .collect();
        let offered = figure::addresses(body).into_iter();
        told.sizes = offered.map(|place| body[place].to_owned()).collect();
        let lead = story.lead.as_ref().map(|lead| (&lead.src, lead.credit_line()));
        let uses = figures.iter().map(|figure| (&figure.src, credit_line(figure)));
        for (src, credit) in lead.into_iter().chain(uses) {
            told.roots.extend(root(src).map(str::to_owned));
            told.pictures.push((picture(&post.path, src), credit));
        }
        told.perhaps_private = fields.map(super::brakes::perhaps_private).unwrap_or_default();
        let when = story.date.as_ref();
        told.has = Has {
            dek: !story.dek.is_empty(),
            authors: !story.authors.is_empty(),
            offset: when.is_some_and(|when| when.offset.is_some()),
            day_alone: when.is_some_and(|when| when.day.is_some() && when.time.is_none()),
            lead: story.lead.is_some(),
            lead_alt: story.lead.as_ref().is_some_and(|lead| !lead.alt.trim().is_empty()),
            lead_credit: story.lead.as_ref().is_some_and(|lead| !lead.credit.is_empty()),
            figure: !figures.is_empty(),
            figure_credit: figures.iter().any(|figure| !figure.credit.is_empty()),
            odd_address: !super::address::is_plain(post.slug()),
            corrections: fields.is_some_and(|fields| fields.get(&"corrections".into()).is_some()),
        };
        told
    }

    /// References to pictures in the text, as written, with those to their copies.
    pub fn sources(&self) -> impl Iterator<Item = &String> {
        self.figures.iter().map(|told| &told.src).chain(&self.sizes)
    }

    /// References to copies of pictures in other sizes, as written.
    pub fn sizes(&self) -> &[String] {
        &self.sizes
    }

    /// The figures of the text.
    pub fn figures(&self) -> &[ToldFigure] {
        &self.figures
    }
}

/// A figure that was read with template code written over gets its address as the text has it.
pub(super) fn with_its_address(figure: &mut Figure, body: &str, calls: &[Call], own: &Templates) {
    let near = calls.partition_point(|call| call.span.end <= figure.span.start);
    if calls.get(near).is_some_and(|call| call.span.start < figure.span.end)
        && let [written] = figure::read_with(&body[figure.span.clone()], own).as_slice()
    {
        figure.src.clone_from(&written.src);
    }
}

/// A figure of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldFigure {
    /// The reference as written.
    pub src: String,
    /// Its words.
    pub words: PictureWords,
    /// Whether it is inside a sentence, a list or a table.
    pub inside: bool,
}

/// All stories of a site, counted.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    stories: usize,
    counts: BTreeMap<&'static str, usize>,
    addresses: HashMap<String, Vec<String>>,
    titles: HashMap<String, Vec<String>>,
    pictures: HashMap<String, Vec<(String, String)>>,
    roots: HashMap<String, usize>,
    calls: HashMap<String, usize>,
    perhaps_private: HashMap<String, usize>,
}

impl Survey {
    /// The survey of these.
    pub fn of<'a>(told: impl IntoIterator<Item = &'a Told>) -> Survey {
        let mut survey = Survey::default();
        told.into_iter().for_each(|one| survey.add(one));
        survey
    }

    /// Counts a story in.
    pub fn add(&mut self, told: &Told) {
        self.stories += 1;
        for (name, has) in told.has.named() {
            *self.counts.entry(name).or_default() += usize::from(has);
        }
        let path = &told.path;
        self.addresses.entry(told.address.clone()).or_default().push(path.clone());
        self.titles.entry(told.title.clone()).or_default().push(path.clone());
        for (picture, credit) in &told.pictures {
            self.pictures.entry(picture.clone()).or_default().push((path.clone(), credit.clone()));
        }
        told.roots.iter().for_each(|root| *self.roots.entry(root.clone()).or_default() += 1);
        told.calls.iter().for_each(|call| *self.calls.entry(call.clone()).or_default() += 1);
        for name in &told.perhaps_private {
            *self.perhaps_private.entry(name.clone()).or_default() += 1;
        }
    }

    /// Counts a story out again, as it was counted in.
    pub fn take_out(&mut self, told: &Told) {
        self.stories = self.stories.saturating_sub(1);
        for (name, has) in told.has.named() {
            let count = self.counts.entry(name).or_default();
            *count = count.saturating_sub(usize::from(has));
        }
        remove(&mut self.addresses, &told.address, |path| *path == told.path);
        remove(&mut self.titles, &told.title, |path| *path == told.path);
        for (picture, _) in &told.pictures {
            remove(&mut self.pictures, picture, |(path, _)| *path == told.path);
        }
        told.roots.iter().for_each(|root| less(&mut self.roots, root));
        told.calls.iter().for_each(|call| less(&mut self.calls, call));
        told.perhaps_private.iter().for_each(|name| less(&mut self.perhaps_private, name));
    }

    /// What all of this says about one story. `known` is what it told when it was counted in.
    pub fn about(&self, told: &Told, known: Option<&Told>) -> About {
        let own = known.map(|known| known.has).unwrap_or_default();
        let own_counts: BTreeMap<&str, bool> = own.named().into_iter().collect();
        let count = |name: &str| {
            let all = self.counts.get(name).copied().unwrap_or(0);
            all.saturating_sub(usize::from(own_counts.get(name).copied().unwrap_or(false)))
        };
        let others = self.stories.saturating_sub(usize::from(known.is_some()));
        let never = |name: &str, of: usize| of >= FEW && count(name) * 10 < of;
        let elsewhere = |paths: Option<&Vec<String>>| -> Vec<String> {
            paths.into_iter().flatten().filter(|path| **path != told.path).cloned().collect()
        };
        let without_own = |map: &HashMap<String, usize>,
                           own: &dyn Fn(&Told) -> &BTreeSet<String>| {
            let counted = |name: &String| known.is_some_and(|known| own(known).contains(name));
            let rest = map.iter().filter(|(name, count)| **count > usize::from(counted(name)));
            rest.map(|(name, count)| (name.clone(), count - usize::from(counted(name)))).collect()
        };
        About {
            has_others: others >= FEW,
            no_dek: never("dek", others),
            no_authors: never("authors", others),
            no_lead: never("lead", others),
            no_lead_alt: never("lead_alt", count("lead")),
            no_lead_credit: never("lead_credit", count("lead")),
            no_figure_credit: never("figure_credit", count("figure")),
            offsets: others >= FEW && count("offset") * 2 > others,
            days_alone: others >= FEW && count("day_alone") * 2 > others,
            odd_addresses: others >= FEW && count("odd_address") * 10 >= others,
            corrections: count("corrections") > 0,
            same_address: elsewhere(self.addresses.get(&told.address)),
            same_title: if told.title.is_empty() {
                Vec::new()
            } else {
                elsewhere(self.titles.get(&told.title))
            },
            pictures: told
                .pictures
                .iter()
                .map(|(picture, _)| {
                    let uses = self.pictures.get(picture).into_iter().flatten();
                    let others = uses.filter(|(path, _)| *path != told.path).cloned().collect();
                    (picture.clone(), others)
                })
                .collect(),
            roots: without_own(&self.roots, &|told| &told.roots),
            calls: without_own(&self.calls, &|told| &told.calls),
            perhaps_private: without_own(&self.perhaps_private, &|told| &told.perhaps_private),
        }
    }

    /// Names of template code that others have than the story that told this.
    pub fn calls_beside(&self, told: &Told) -> BTreeSet<String> {
        let own = |call: &String| usize::from(told.calls.contains(call));
        let others = self.calls.iter().filter(|(call, count)| **count > own(call));
        others.map(|(call, _)| call.clone()).collect()
    }

    /// Whether a story stands at this address.
    pub fn has_address(&self, address: &str) -> bool {
        self.addresses.contains_key(address)
    }
}

/// Fewer stories than this show no habit.
const FEW: usize = 3;

/// What the other stories of a site say about one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// There are enough other stories to show what is usual.
    pub has_others: bool,
    /// Hardly any other story has a dek.
    pub no_dek: bool,
    /// Hardly any other story has a byline.
    pub no_authors: bool,
    /// Hardly any other story has a lead picture.
    pub no_lead: bool,
    /// Hardly any other lead picture has a description.
    pub no_lead_alt: bool,
    /// Hardly any other lead picture has a credit.
    pub no_lead_credit: bool,
    /// Hardly any other story credits the pictures in its text.
    pub no_figure_credit: bool,
    /// Most dates have an offset.
    pub offsets: bool,
    /// Most dates are days and nothing else.
    pub days_alone: bool,
    /// Many file names are of other letters than `a-z`, `0-9` and hyphens.
    pub odd_addresses: bool,
    /// Some story records its corrections among its fields.
    pub corrections: bool,
    /// Other stories at the same address: their paths, by the library their headlines.
    pub same_address: Vec<String>,
    /// Other stories with the same headline.
    pub same_title: Vec<String>,
    /// For each picture of the story where else it stands, and with which credit.
    pub pictures: HashMap<String, Vec<(String, String)>>,
    /// Other stories with pictures in a folder at the root, by folder.
    pub roots: HashMap<String, usize>,
    /// Other stories with that template code, by its name.
    pub calls: HashMap<String, usize>,
    /// Other stories with fields that are the newsroom's on most sites, by their names.
    pub perhaps_private: HashMap<String, usize>,
}

impl Has {
    fn named(self) -> [(&'static str, bool); 11] {
        [
            ("dek", self.dek),
            ("authors", self.authors),
            ("offset", self.offset),
            ("day_alone", self.day_alone),
            ("lead", self.lead),
            ("lead_alt", self.lead_alt),
            ("lead_credit", self.lead_credit),
            ("figure", self.figure),
            ("figure_credit", self.figure_credit),
            ("odd_address", self.odd_address),
            ("corrections", self.corrections),
        ]
    }
}

/// A picture by folder and file, so that two stories that show it agree.
pub(super) fn picture(post: &str, src: &str) -> String {
    if src.starts_with('/') || src.contains("://") {
        src.to_owned()
    } else {
        format!("{}/{}", post::folder(post), src.trim_start_matches("./"))
    }
}

/// The first folder of an address that begins at the root.
pub(super) fn root(src: &str) -> Option<&str> {
    let rest = src.strip_prefix('/')?;
    rest.split_once('/').map(|(first, _)| first).filter(|first| !first.is_empty())
}

/// Where a story stands whose address the rules of its generator do not tell, as far as its file
/// does. Days in names count, because most sites make folders of them; so do languages.
fn likely_address(
    post: &Post,
    fields: Option<&Fields>,
    generator: Generator,
    language: Option<&str>,
) -> String {
    let text = |key: &str| -> Option<String> {
        let value = fields?.get(&key.into())?;
        value.text().filter(|text| !text.is_empty() && !text.contains(['{', ':']))
    };
    if let Some(whole) = text("permalink").or_else(|| text("url")) {
        return whole.trim_matches('/').to_lowercase();
    }
    let section = site::folder_of(&post.path);
    let named = match text("slug") {
        Some(slug) => match (generator, post.date_in_name()) {
            (Generator::Hugo | Generator::Zola, _) | (_, None) => slug,
            (_, Some(day)) => format!("{day}-{slug}"),
        },
        None => post::own_name(&post.path).to_owned(),
    };
    let language = language.map(|code| format!(".{code}")).unwrap_or_default();
    let named = named.strip_suffix(&language).unwrap_or(&named);
    format!("{section}/{named}{language}").to_lowercase()
}

fn credit_line(figure: &figure::Figure) -> String {
    match (figure.label.is_empty(), figure.credit.is_empty()) {
        (_, true) => String::new(),
        (true, false) => figure.credit.clone(),
        (false, false) => format!("{}: {}", figure.label, figure.credit),
    }
}

/// A headline without the differences that nobody means.
pub(super) fn folded(title: &str) -> String {
    let words: Vec<String> = title
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

fn remove<T>(map: &mut HashMap<String, Vec<T>>, key: &str, gone: impl Fn(&T) -> bool) {
    if let Some(list) = map.get_mut(key) {
        list.retain(|one| !gone(one));
        if list.is_empty() {
            map.remove(key);
        }
    }
}

fn less(map: &mut HashMap<String, usize>, key: &str) {
    if let Some(count) = map.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            map.remove(key);
        }
    }
}
