//! The language of a story, as far as rules about names need it: nouns are capitalised in German,
//! and each language has its own small words at the beginning of a sentence.

use super::Copy;

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    German,
    French,
    Spanish,
    Dutch,
    /// Another one, or too few words to tell.
    Unknown,
}

use Tongue::{Dutch, English, French, German, Spanish, Unknown};

/// Its code, and small words that hardly any other of these has.
const TONGUES: [(Tongue, &str, &[&str]); 5] = [
    (English, "en", &["the", "and", "of", "to", "is", "was", "that", "it", "with", "for"]),
    (German, "de", &["der", "und", "die", "das", "ist", "nicht", "mit", "ein", "sich", "auf"]),
    (French, "fr", &["le", "les", "et", "des", "est", "une", "dans", "pour", "qui", "du"]),
    (Spanish, "es", &["el", "los", "y", "las", "que", "una", "por", "con", "del", "se"]),
    (Dutch, "nl", &["het", "een", "van", "niet", "zijn", "dat", "voor", "ook", "naar", "op"]),
];

/// The language that a story says it is in, else the one that its words are of. A site whose
/// configuration says another one than its stories speak is common.
pub(super) fn of(copy: &Copy<'_>) -> Tongue {
    let said = ["lang", "language", "locale"].into_iter().find_map(|key| copy.own(key)?.1.as_str());
    let code = said.map(|said| said.to_lowercase());
    let code = code.as_deref().and_then(|code| code.split(['-', '_']).next());
    let named = TONGUES.iter().find(|(_, own, _)| code == Some(own));
    if let Some((tongue, ..)) = named {
        return *tongue;
    }
    let blocks = copy.prose.blocks.iter().map(|block| block.text.as_str());
    of_words(blocks.chain([copy.story.title.as_str(), copy.story.dek.as_str()]))
}

/// The language that most of the small words are of.
fn of_words<'a>(texts: impl Iterator<Item = &'a str>) -> Tongue {
    let mut counts = [0_usize; TONGUES.len()];
    for text in texts {
        for word in text.split(|letter: char| !letter.is_alphabetic()) {
            for (count, (.., small)) in counts.iter_mut().zip(&TONGUES) {
                *count += usize::from(small.contains(&word));
            }
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    let first: Vec<Tongue> = counts
        .iter()
        .zip(&TONGUES)
        .filter(|(count, _)| **count == most)
        .map(|(_, (tongue, ..))| *tongue)
        .collect();
    match first[..] {
        [only] if most > 1 => only,
        _ => Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_a_language() {
        for (text, tongue) in [
            ("The board needs six of nine votes, and the wall was moved.", English),
            ("Der Chor heißt Pankgrafen und singt mit dem Verein auf der Straße.", German),
            ("Le conseil et les habitants sont dans une salle.", French),
            ("El consejo y los vecinos se reúnen con una banda.", Spanish),
            ("De raad heeft een plan voor het park, maar niet voor de weg.", Dutch),
            ("Kubernetes 1.32", Unknown),
        ] {
            assert_eq!(of_words([text].into_iter()), tongue, "{text}");
        }
    }
}
