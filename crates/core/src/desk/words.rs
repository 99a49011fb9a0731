//! The fields of an open story, as a form shows them.

use jiff::Timestamp;

use super::Open;
use super::credits;
use crate::form::Form;
use crate::journal::Recovered;
use crate::library::address::Rules;
use crate::library::{self, Shelf};
use crate::manuscript::Manuscript;
use crate::metadata::{Fields, KeyPath};
use crate::preview::{Patch, Pictures};
use crate::site::{Profile, Site};
use crate::story::{self, Lead};
use crate::view::{self, PictureWords};

/// All fields of a story.
pub(super) fn metadata_view(
    site: &Site,
    form: &Form,
    manuscript: &Manuscript,
    shelf: &mut Shelf,
    rules: &Rules,
    live: Option<&Fields>,
) -> view::Metadata {
    let address_fixed = live.is_some();
    let Ok(fields) = manuscript.fields() else {
        return view::Metadata { address_fixed, ..view::Metadata::default() };
    };
    let address = |fields: &Fields| rules.link(rules.of(&manuscript.path, fields).as_deref());
    let address_live = live.map(address).unwrap_or_default();
    let address = address(&fields);
    let story = manuscript.story(&site.profile);
    view::Metadata {
        lead: story.lead.as_ref().map(|lead| view::LeadView {
            picture: library::resolve(site, &manuscript.path, &lead.src)
                .and_then(|file| shelf.put(&site.folder, &file)),
            src: lead.src.clone(),
            by_name: lead.by_name,
            nowhere: nowhere(lead, &fields, &site.profile),
            moved: credits::apart(&lead.words(), site.profile.label_of(&manuscript.path))
                .map(|(words, _)| words),
            words: match lead.credit.as_str() {
                "" => PictureWords {
                    label: site.profile.usual_label(&manuscript.path),
                    ..lead.words()
                },
                _ => lead.words(),
            },
        }),
        date: story.date.as_ref().map(|when| when.view(&site.profile.time_zone)),
        own: own_fields(site, form, manuscript, &fields),
        needed: site.profile.needed(&manuscript.path, &fields),
        title: story.title,
        dek: story.dek,
        authors: story.authors,
        untagged: site.profile.untagged
            && site.profile.keys.tags.is_none()
            && story.tags.is_empty(),
        tags: story.tags,
        slug: rules.name(&address).to_owned(),
        address,
        address_fixed,
        address_live,
    }
}

/// The words that the site has no place for.
fn nowhere(lead: &Lead, fields: &Fields, profile: &Profile) -> Vec<String> {
    let words = if lead.by_name { story::nowhere(fields, profile) } else { Vec::new() };
    words.into_iter().map(str::to_owned).collect()
}

/// The site's own fields, each with the reason why it cannot be changed here, if there is one.
fn own_fields(
    site: &Site,
    form: &Form,
    manuscript: &Manuscript,
    fields: &Fields,
) -> Vec<view::OwnField> {
    let mut own = form.fields_of(&manuscript.path, fields, &site.profile);
    let keys: Vec<KeyPath> = own.iter().map(|field| KeyPath::of(&field.key)).collect();
    for (field, refusal) in own.iter_mut().zip(manuscript.refusals(&keys)) {
        field.locked = refusal.map(|reason| view::Problem::from(&reason).sentence);
    }
    own
}

/// Puts what was typed before a crash back into a manuscript, and into its journal again: changes of
/// `base`.
pub(super) fn restored_entry(
    open: &mut Open,
    base: &str,
    recovered: Recovered,
    pictures: &dyn Pictures,
    now: Timestamp,
) {
    let Recovered { text, at, .. } = recovered;
    let patches = [Patch::between(0, base, &text)];
    // One that cannot be written stays as it was found.
    let _ = open.journal.begin(base, &patches, at.parse().unwrap_or(now));
    open.manuscript.set_text(text, pictures);
    open.unsaved = Some((now, now));
    open.restored = Some(at);
}
