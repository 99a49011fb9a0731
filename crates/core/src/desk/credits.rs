//! Credits that older stories have inside their descriptions, moved to where credits stand.
//!
//! 1. [`Desk::credit_moves`] takes the descriptions of the whole site apart, and proposes.
//! 2. [`Desk::move_credits`] writes what a person chose, one or all: only the lines of these
//!    pictures change, and [`Desk::undo_album`] takes it back as one step.
//! 3. The form of one picture offers the same for itself ([`view::FigureView::moved`]).

use jiff::Timestamp;

use super::Desk;
use crate::figure;
use crate::figure::credit::{self, Confidence};
use crate::library::{self, Entry, PictureUse};
use crate::view::{self, PictureWords};

impl Desk {
    /// Credits that stand in a description, the newest story first.
    pub fn credit_moves(&mut self) -> Vec<view::CreditMove> {
        let uses: Vec<(String, PictureUse)> = self
            .library
            .entries()
            .iter()
            .flat_map(|entry| entry.uses().map(|used| (entry.title(), used)))
            .collect();
        uses.into_iter()
            .filter_map(|(title, used)| {
                let (after, sure) = moved(&used, self.site.profile.label_of(&used.post))?;
                let file = library::resolve(&self.site, &used.post, &used.src);
                Some(view::CreditMove {
                    title,
                    figure: used.figure.and_then(|nth| u32::try_from(nth).ok()),
                    picture: file.and_then(|file| self.shelf.put(&self.site.folder, &file)),
                    path: used.post,
                    before: used.words,
                    after,
                    sure,
                })
            })
            .collect()
    }

    /// Moves credits as proposed, all of them as one step. Stories that could not be changed are
    /// named in the answer.
    pub fn move_credits(
        &mut self,
        moves: &[view::CreditMove],
        now: Timestamp,
    ) -> view::AlbumChanged {
        let uses: Vec<PictureUse> = self.library.entries().iter().flat_map(Entry::uses).collect();
        let meant = |used: &PictureUse, one: &view::CreditMove| {
            used.post == one.path
                && used.figure == one.figure.map(|nth| nth as usize)
                && used.words == one.before
        };
        let find = |one: &view::CreditMove| uses.iter().find(|used| meant(used, one)).cloned();
        let changes: Vec<(PictureUse, PictureWords)> =
            moves.iter().filter_map(|one| Some((find(one)?, one.after.clone()))).collect();
        let (changed, mut left) = self.change_words(changes, now);
        left.extend(moves.iter().filter(|one| find(one).is_none()).map(|one| one.path.clone()));
        left.sort();
        left.dedup();
        view::AlbumChanged { changed, left, file: String::new() }
    }
}

/// The words of a use with its credit in its place, and whether the line leaves no doubt.
pub(super) fn moved(used: &PictureUse, usual: &str) -> Option<(PictureWords, bool)> {
    if used.inside {
        return None;
    }
    apart(&used.words, usual)
}

/// Words of a picture with the credit in its place, under the `usual` label where it has none, and
/// whether the line leaves no doubt.
pub(super) fn apart(words: &PictureWords, usual: &str) -> Option<(PictureWords, bool)> {
    if words.decorative || !words.credit.is_empty() || words.alt.is_empty() {
        return None;
    }
    let found = credit::split(&words.alt);
    let credit = found.credit.filter(|_| !found.description.is_empty())?;
    // A label that no figure is read with says something that a person must not lose unasked.
    let read = found.label.filter(|label| figure::is_label(label));
    let sure = found.confidence == Confidence::High && read.is_some();
    let label = read.unwrap_or_else(|| usual.to_owned());
    Some((PictureWords { alt: found.description, label, credit, ..words.clone() }, sure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_keeps_the_label_that_it_has() {
        for (alt, label, sure, why) in [
            ("A gate (Foto: Jörg Weiß/dpa)", "Foto", true, "as the house writes"),
            ("A gate. Ilustración: Ana Ruiz", "Ilustración", true, "another language"),
            ("A gate (Infographic: CalMatters)", "Infographic", true, "what it is"),
            ("A gate. Rendering: HOK Architects", "Rendering", true, "not built yet"),
            ("A gate (Cartoon by Bo Li)", "Cartoon", true, "drawn"),
            ("Prisons by year. Source: Vera Institute", "Source", true, "no photo"),
            ("A gate. Courtesy Bob Lake", "Courtesy", true, "given by somebody"),
            ("A gate. Visualization: Bo Li", "Photo", false, "no label of a figure: ask"),
        ] {
            let words = PictureWords { alt: alt.to_owned(), ..PictureWords::default() };
            let told = apart(&words, "Photo").map(|(words, sure)| (words.label, sure));
            assert_eq!(told, Some((label.to_owned(), sure)), "{alt}: {why}");
        }
    }
}
