//! The languages that a site is written in: as its configuration names them, else as its folders
//! (`content/de/`) and files (`story.de.md`) do.

use std::collections::{BTreeMap, BTreeSet};

use super::configuration::Configuration;
use super::section;

/// Codes of ISO 639-1.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co \
    cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi \
    ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw \
    ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc \
    oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv \
    sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// The languages of a site; none where it has one only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Languages(BTreeSet<String>);

impl Languages {
    /// Finds them.
    pub(super) fn of(configuration: &Configuration, paths: &[String]) -> Languages {
        let mut codes: BTreeSet<String> = configuration.languages().into_iter().collect();
        let mut siblings: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for path in paths {
            if let Some(code) = in_name(path) {
                codes.insert(code.to_owned());
            }
            let mut from = 0;
            for (at, _) in path.match_indices('/') {
                if is_code(&path[from..at]) {
                    siblings.entry(&path[..from]).or_default().insert(&path[from..at]);
                }
                from = at + 1;
            }
        }
        // One folder with two letters may be anything; several beside each other are languages.
        let several = siblings.into_values().filter(|codes| codes.len() > 1);
        codes.extend(several.flatten().map(str::to_owned));
        Languages(codes)
    }

    /// The language that a file is in, as far as its path tells.
    pub(super) fn in_path<'a>(&self, path: &'a str) -> Option<&'a str> {
        let known = |code: &&str| self.0.contains(*code);
        in_name(path).filter(known).or_else(|| section(path).split('/').find(known))
    }

    /// Whether a part of a path is one of them.
    pub(super) fn has(&self, code: &str) -> bool {
        self.0.contains(code)
    }
}

/// `de`, `pt-br`, `zh-Hans`.
fn is_code(text: &str) -> bool {
    let (code, region) = text.split_once(['-', '_']).map_or((text, None), |(c, r)| (c, Some(r)));
    let region = region.is_none_or(|region| {
        (2..=4).contains(&region.len()) && region.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    // The length first: each part of each path of a site is asked about.
    code.len() == 2 && region && CODES.split_whitespace().any(|known| known == code)
}

/// The language in a file's name: `de` of `story.de.md`.
pub(super) fn in_name(path: &str) -> Option<&str> {
    let (stem, _) = path.rsplit('/').next()?.rsplit_once('.')?;
    let (name, code) = stem.rsplit_once('.')?;
    (!name.is_empty() && is_code(code)).then_some(code)
}
