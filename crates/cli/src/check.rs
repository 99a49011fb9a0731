//! `galley check`: the copy desk on the command line. Advice alone is no reason to exit 1.

use std::path::Path;

use galley_core::check::{
    self, About, Build, Facts, Finding, Gallery, House, SitePictures, field_name,
};
use galley_core::library::address::Rules;
use galley_core::post::{Post, in_parallel};
use galley_core::problem;
use galley_core::site::Site;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::place::Place;
use crate::{Answer, Words, Wrong};

/// `galley check SITE or POST [--links]`
pub(crate) fn check(words: &Words) -> Result<Answer, Wrong> {
    let named = words.one("folder or story")?;
    let (place, paths) = if named.is_dir() {
        let (place, inside) = Place::of_folder(named)?;
        let all = place.library.entries().iter().map(|entry| entry.path.clone());
        let paths: Vec<String> = all.filter(|path| path.starts_with(&inside)).collect();
        (place, paths)
    } else {
        let (place, path) = Place::of_post(named)?;
        (place, vec![path])
    };
    let desk = CopyDesk::of(&place.site);
    let stories: Vec<Story<'_>> = paths.iter().map(|path| Story::of(&place, path)).collect();
    let mut found = in_parallel(&stories, |story| desk.look(story));
    if words.links {
        for (story, found) in stories.iter().zip(&mut found) {
            found.extend(desk.visit(story));
        }
    }
    let mut rows = Vec::new();
    let mut text = String::new();
    let mut counts = [0_usize; 3];
    for (path, findings) in paths.iter().zip(&found) {
        for finding in findings {
            counts[finding.severity as usize] += 1;
            rows.push(row(path, finding));
            text.push_str(&line(path, finding));
        }
    }
    let [errors, warnings, advice] = counts;
    text.push_str(&summary(paths.len(), errors, warnings, advice));
    Ok(if errors + warnings > 0 {
        Answer::refused(Value::Array(rows), text)
    } else {
        Answer::done(Value::Array(rows), text)
    })
}

/// A finding as the contract has it.
pub(crate) fn row(path: &str, finding: &Finding) -> Value {
    json!({
        "path": path, "line": finding.line, "field": finding.field.name(),
        "id": finding.rule.id(), "severity": finding.severity.name(),
        "message": finding.message,
    })
}

/// A finding as people read it.
pub(crate) fn line(path: &str, finding: &Finding) -> String {
    let (severity, id) = (finding.severity.name(), finding.rule.id());
    let place = field_name(&finding.field, 1);
    format!("{path}:{}: {severity} {id}: {} ({place})\n", finding.line, finding.message)
}

fn summary(stories: usize, errors: usize, warnings: usize, advice: usize) -> String {
    let counted = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        more => format!("{more} {many}"),
    };
    format!(
        "{}: {} must be fixed, {} worth a look, {} advice",
        counted(stories, "story", "stories"),
        errors,
        warnings,
        advice
    )
}

/// A story, and what is known of it beside its file.
pub(crate) struct Story<'a> {
    path: &'a str,
    about: About,
    /// Its file as readers have it.
    live: Option<String>,
}

impl<'a> Story<'a> {
    pub(crate) fn of(place: &Place, path: &'a str) -> Story<'a> {
        let live = place.repository.as_ref().and_then(|repository| repository.live_text(path));
        let live = live.and_then(|bytes| String::from_utf8(bytes).ok());
        Story { path, about: place.library.about(path, None), live }
    }
}

/// What is known of a site, for all of its stories.
pub(crate) struct CopyDesk<'a> {
    site: &'a Site,
    house: House,
    build: Build,
    rules: Rules,
    gallery: Gallery,
    now: Timestamp,
}

impl<'a> CopyDesk<'a> {
    /// Reads what is known. House rules that cannot be read are told of on standard error, and
    /// the usual ones hold.
    pub(crate) fn of(site: &'a Site) -> CopyDesk<'a> {
        let folder: &Path = &site.folder;
        let house = House::read(folder).unwrap_or_else(|error| {
            let problem = problem::house(&error);
            crate::warn(&format!("{} {}", problem.sentence, problem.hint));
            House::default()
        });
        let build = Build::read(folder, site.profile.generator, site.profile.address.as_deref());
        let rules = Rules::read(site);
        CopyDesk { site, house, build, rules, gallery: Gallery::default(), now: Timestamp::now() }
    }

    /// The findings of one story.
    pub(crate) fn look(&self, story: &Story<'_>) -> Vec<Finding> {
        self.with(story, check::check)
    }

    /// What is to be said when somebody approves a story of their own: one whose byline has them.
    pub(crate) fn own_story(&self, byline: &[String], editor: &str) -> Option<Finding> {
        byline.iter().find_map(|writer| check::own_story(&self.house, writer, editor))
    }

    /// What the pages answer to which it links.
    fn visit(&self, story: &Story<'_>) -> Vec<Finding> {
        self.with(story, check::check_links)
    }

    fn with(
        &self,
        story: &Story<'_>,
        read: impl FnOnce(&Post, &Facts<'_>) -> Vec<Finding>,
    ) -> Vec<Finding> {
        let post = Post::read(&self.site.folder, story.path);
        let facts = Facts {
            profile: &self.site.profile,
            house: &self.house,
            about: &story.about,
            build: &self.build,
            rules: &self.rules,
            pictures: &SitePictures { site: self.site, post: story.path, gallery: &self.gallery },
            live: story.live.as_deref(),
            now: self.now,
        };
        read(&post, &facts)
    }
}
