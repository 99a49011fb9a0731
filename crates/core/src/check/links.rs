//! Links: where they lead, and whether their words say so.

use std::sync::LazyLock;

use regex::Regex;

use super::names::one_slip;
use super::prose::{Link, OBJECT};
use super::{Act, Copy, Draft, Field, Rule, Severity, words};
use crate::site::Generator;

pub(super) fn check(copy: &mut Copy<'_>) {
    for link in copy.prose.links.clone() {
        let made = copy.calls.iter().any(|call| {
            call.closed && link.span.start <= call.span.start && call.span.end <= link.span.end
        });
        let place = |draft: Draft| draft.at(link.span.clone()).about(link.address.as_str());
        let address = link.address.trim();
        if !made || !copy.is_made(&link) {
            let found = leads(address, &link.text, copy.facts.build.host.as_deref());
            let found = found.or_else(|| {
                let unfinished = is_unfinished(address) || BARE_HOST.is_match(address);
                (unfinished && !copy.facts.pictures.answers(address))
                    .then(|| (Severity::Error, words::malformed_link(&link.text, address)))
            });
            if let Some((severity, message)) = found {
                let mut draft = Draft::new(Rule::L1, Field::Text, message).weighs(severity);
                if severity == Severity::Warning
                    && let Some(act) = secure(copy, &link)
                {
                    draft = draft.fix(words::fix_https(), act);
                }
                copy.tell(place(draft));
            } else if is_dead(copy, address) {
                let draft = Draft::new(Rule::L2, Field::Text, words::dead_link(address));
                // Zola builds nothing with a link to a story that is not there.
                let stops =
                    copy.facts.profile.generator == Generator::Zola && address.starts_with("@/");
                let draft = if stops { draft.weighs(Severity::Error) } else { draft };
                copy.tell(place(draft));
            }
            if let Some(clean) = untracked(address) {
                let mut draft = Draft::new(Rule::L4, Field::Text, words::tracking(address));
                if let Some(act) = replaced(copy, &link, address, &clean) {
                    draft = draft.fix(words::fix_tracking(), act);
                }
                copy.tell(place(draft));
            }
        }
        if !link.picture && says_nothing(&link.text) {
            copy.tell(place(Draft::new(Rule::L3, Field::Text, words::link_words(&link.text))));
        }
    }
    bare_addresses(copy);
    broken_links(copy);
}

impl Copy<'_> {
    /// Whether the address of a link is made by the generator.
    fn is_made(&self, link: &Link) -> bool {
        let end = link.at.as_ref().map_or(link.span.end, |at| at.end);
        let from = match &link.at {
            Some(at) => at.start,
            None => end.saturating_sub(link.address.len() + 1),
        };
        self.calls.iter().any(|call| call.closed && call.span.start < end && from < call.span.end)
    }
}

static PRIVATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:localhost|0\.0\.0\.0|127(?:\.\d+){3}|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|",
        r"172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2}|\[::1\]|.*\.(?:local|localhost|internal|test))$",
    ))
    .expect("a fixed pattern")
});
static BACK_DOOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)/wp-admin(?:/|$)|/wp-login\.php|/ghost/#|[?&]preview(?:_id)?=|[?&]draft=")
        .expect("a fixed pattern")
});
static PREVIEW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:deploy-preview-\d+--|[0-9a-f]{8,}--|(?:preview|staging|branch-\w+)\.[^.]+\..)|-git-[\w-]+\.vercel\.app$").expect("a fixed pattern")
});

static HERE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?(?:/|$)").expect("a fixed pattern")
});
/// `example.org/page`: without a scheme it would lead to a page of our own.
static BARE_HOST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|edu|gov|mil|info|news|us|uk|ca|io)(?::\d+)?(?:[/?#]|$)")
        .expect("a fixed pattern")
});

static FOLDER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:[A-Za-z]:[\\/]|\\\\)").expect("a fixed pattern"));

/// What is wrong with where a link leads.
fn leads(address: &str, text: &str, own: Option<&str>) -> Option<(Severity, String)> {
    let error = |message: String| Some((Severity::Error, message));
    if address.is_empty() || address == "#" {
        return error(words::empty_link(text));
    }
    let lower = address.to_lowercase();
    for scheme in ["file:", "javascript:", "data:", "vbscript:", "about:", "blob:"] {
        if lower.starts_with(scheme) {
            return error(words::bad_link(text, address));
        }
    }
    // A file of this computer, or of its office's network.
    if FOLDER.is_match(address) {
        return error(words::bad_link(text, address));
    }
    let scheme = lower.split_once(':').map_or("", |(scheme, _)| scheme);
    let mistyped = |right| scheme != right && one_slip(scheme, right);
    if scheme != "http" && scheme != "https" && (mistyped("http") || mistyped("https"))
        || lower.starts_with("www.")
        || lower.starts_with("http//")
        || lower.starts_with("https//")
        || lower.starts_with("http:/") && !lower.starts_with("http://")
        || lower.starts_with("https:/") && !lower.starts_with("https://")
        || lower.matches("://").count() > 1
            && lower[4..].trim_start_matches("s://").starts_with("http")
    {
        return error(words::malformed_link(text, address));
    }
    if matches!(lower.as_str(), "mailto:" | "tel:") {
        return error(words::empty_link(text));
    }
    // A computer's name without a scheme is no address of the site.
    if HERE.is_match(&lower) {
        return error(words::bad_link(text, address));
    }
    let host = crate::preview::host(&lower)?;
    let host = host.rsplit('@').next().unwrap_or(&host);
    let bare = if host.starts_with('[') {
        host.split(']').next().map(|h| format!("{h}]"))
    } else {
        host.split(':').next().map(str::to_owned)
    };
    let bare = bare.unwrap_or_default();
    let own_admin = own == Some(bare.as_str())
        && ["/admin", "/ghost", "/keystatic"].iter().any(|door| {
            let path =
                lower.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
            path.is_some_and(|path| path == *door || path.starts_with(&format!("{door}/")))
        });
    if bare.is_empty() {
        return error(words::empty_link(text));
    }
    if PRIVATE.is_match(&bare) || BACK_DOOR.is_match(&lower) || PREVIEW.is_match(&bare) || own_admin
    {
        return error(words::bad_link(text, address));
    }
    if lower.starts_with("http://") {
        return Some((Severity::Warning, words::insecure_link(address)));
    }
    // A file may be called so: nobody but a person knows.
    address
        .rsplit('/')
        .next()
        .is_some_and(is_to_come)
        .then(|| (Severity::Warning, words::malformed_link(text, address)))
}

fn is_to_come(text: &str) -> bool {
    matches!(text, "TK" | "TKTK" | "TODO" | "TBD" | "XXX")
}

/// What somebody wrote for an address that was to come.
fn is_unfinished(address: &str) -> bool {
    is_to_come(address) || matches!(address.to_lowercase().as_str(), "url" | "link" | "tk" | "todo")
}

fn secure(copy: &Copy<'_>, link: &Link) -> Option<Act> {
    let rest =
        link.address.get(7..).filter(|_| link.address.to_lowercase().starts_with("http://"))?;
    replaced(copy, link, &link.address, &format!("https://{rest}"))
}

/// Another address in the place of one, where it stands in the link itself.
fn replaced(copy: &Copy<'_>, link: &Link, old: &str, new: &str) -> Option<Act> {
    let place = link.at.clone().unwrap_or(link.span.clone());
    let start = place.start + copy.body[place].rfind(old)?;
    Some(Act::Text(vec![(start..start + old.len(), new.to_owned())]))
}

/// Whether an address names a story file that is not there.
fn is_dead(copy: &Copy<'_>, address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let scheme = address.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
    if path.is_empty() || scheme || path.starts_with("//") {
        return false;
    }
    let story = [".md", ".markdown", ".mdx"].iter().any(|end| path.ends_with(end));
    if story && !path.contains("..") {
        return !copy.facts.pictures.answers(address);
    }
    // An address in a folder where this site's own stories stand.
    let section = crate::site::folder_of(&copy.post.path);
    let shown = section
        .strip_prefix("content/")
        .or_else(|| section.strip_prefix("src/content/"))
        .unwrap_or(section);
    let inside = path
        .strip_prefix('/')
        .and_then(|path| path.strip_prefix(shown))
        .and_then(|rest| rest.strip_prefix('/'));
    match inside.map(|rest| rest.trim_matches('/')) {
        Some(slug)
            if !slug.is_empty()
                && !slug.contains('/')
                && !shown.is_empty()
                && copy.post.is_bundle() =>
        {
            !copy.facts.pictures.answers(path)
                && !copy.facts.pictures.answers(&format!("/{section}/{slug}"))
        }
        _ => false,
    }
}

static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)\b(?:https?://|www\.)[^\s<>\u{fffc}]*[^\s<>\u{fffc}.,;:!?)\]}»”’"']"#)
        .expect("a fixed pattern")
});

/// Addresses among the words: some sites make links of them, and none says where they go.
fn bare_addresses(copy: &mut Copy<'_>) {
    let mut drafts = Vec::new();
    for block in &copy.prose.blocks {
        for found in BARE.find_iter(&block.text) {
            let place = block.place(found.range());
            let linked = |link: &Link| link.span.start <= place.start && place.end <= link.span.end;
            // What is written as a link and is none is told of as that.
            if copy.prose.links.iter().any(linked) || block.text[..found.start()].ends_with("](") {
                continue;
            }
            let message = words::link_words(found.as_str());
            drafts.push(Draft::new(Rule::L3, Field::Text, message).at(place).about(found.as_str()));
        }
    }
    drafts.into_iter().for_each(|draft| copy.tell(draft));
}

static BROKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[(?P<text>[^\[\]]+)\]\((?P<address>(?i:https?:|www\.|mailto:|\.{0,2}/)[^()\s]*(?: +[^()\s]+)+)\)")
        .expect("a fixed pattern")
});

/// A space in the address, and readers see the brackets.
fn broken_links(copy: &mut Copy<'_>) {
    let mut drafts = Vec::new();
    for block in &copy.prose.blocks {
        for found in BROKEN.captures_iter(&block.text) {
            let (Some(whole), Some(address)) = (found.get(0), found.name("address")) else {
                continue;
            };
            let message = words::malformed_link(&found["text"], address.as_str());
            let place = block.place(whole.range());
            let mut draft = Draft::new(Rule::L1, Field::Text, message).at(place);
            draft = draft.about(address.as_str());
            if block.is_plain(&address.range()) {
                let right = address.as_str().replace(' ', "%20");
                let act = Act::Text(vec![(block.place(address.range()), right.clone())]);
                draft = draft.fix(words::fix_write(&right), act);
            }
            drafts.push(draft);
        }
    }
    drafts.into_iter().for_each(|draft| copy.tell(draft));
}

static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:click |tap |see |read |find out )?(?:here|this|this link|this article|link|this page|read more|more|more info|more information|details|learn more|click|go)[.!…>›»→ ]*$")
        .expect("a fixed pattern")
});

/// Whether the words of a link do not say where it goes.
fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    let bare = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start))
        && !text.contains(char::is_whitespace);
    bare || NOTHING.is_match(text) || (text.is_empty() && !text.contains(OBJECT))
}

const TRACKERS: [&str; 19] = [
    "fbclid", "gclid", "dclid", "gclsrc", "gbraid", "wbraid", "msclkid", "mc_cid", "mc_eid",
    "igshid", "igsh", "yclid", "_hsenc", "_hsmi", "twclid", "ttclid", "wt.mc_id", "vero_id",
    "mkt_tok",
];

/// The address without what follows readers around; nothing when there is none of it.
fn untracked(address: &str) -> Option<String> {
    let follows = |one: &&str| {
        let name = one.split('=').next().unwrap_or(one).to_lowercase();
        // A heading may be called `#utm_codes`.
        one.contains('=') && (name.starts_with("utm_") || TRACKERS.contains(&name.as_str()))
    };
    let (whole, anchor) = address.split_once('#').map_or((address, None), |(w, a)| (w, Some(a)));
    let (base, query) = whole.split_once('?').map_or((whole, None), |(b, q)| (b, Some(q)));
    let kept = |parts: &str| {
        let kept: Vec<&str> = parts.split('&').filter(|one| !follows(one)).collect();
        (!kept.is_empty()).then(|| kept.join("&"))
    };
    let mut clean = base.to_owned();
    for (sign, part) in [('?', query), ('#', anchor)] {
        if let Some(kept) = part.and_then(kept) {
            clean.push(sign);
            clean.push_str(&kept);
        }
    }
    (clean != address).then_some(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doors_that_readers_cannot_open() {
        use Severity::{Error, Warning};
        for (address, severity, why) in [
            ("", Some(Error), "empty"),
            ("#", Some(Error), "a placeholder"),
            ("#part", None, "a place on the page"),
            ("/about/", None, "a page of the site"),
            ("other.md", None, "a file beside it"),
            ("mailto:a@b.example", None, "a letter"),
            ("https://a.example/", None, "a page"),
            ("http://a.example/", Some(Warning), "not secure"),
            ("file:///C:/x", Some(Error), "this computer"),
            ("http://localhost:4000/x", Some(Error), "this computer"),
            ("https://127.0.0.1/", Some(Error), "this computer"),
            ("http://192.168.1.4/", Some(Error), "this office"),
            ("https://[::1]:80/", Some(Error), "this computer"),
            ("https://locals.example/", None, "begins alike"),
            ("https://a.example/wp-admin/post.php", Some(Error), "a back door"),
            ("https://a.example/?p=3&preview=true", Some(Error), "a preview"),
            ("https://deploy-preview-3--a.netlify.app/", Some(Error), "a preview"),
            ("https://own.example/admin/x", Some(Error), "our own door"),
            ("https://other.example/admin/x", None, "somebody else's page"),
            ("www.a.example", Some(Error), "no scheme: it would lead to our own site"),
            ("http//a.example", Some(Error), "no colon"),
            ("https://https://a.example", Some(Error), "twice"),
            ("https://web.archive.org/web/2019/https://a.example", None, "an archive"),
            ("javascript:alert(1)", Some(Error), "a program"),
            ("mailto:", Some(Error), "to nobody"),
            ("tel:", Some(Error), "to nobody"),
            ("tel:+15625550123", None, "a telephone"),
            ("localhost:4321/x", Some(Error), "this computer"),
            ("localhost-news/", None, "a page of the site"),
            ("https://a.example/TODO", Some(Warning), "not finished, or a file of that name"),
        ] {
            let found = leads(address, "x", Some("own.example")).map(|(severity, _)| severity);
            assert_eq!(found, severity, "{address}: {why}");
        }
    }

    #[test]
    fn what_follows_readers_is_cut_off() {
        for (address, clean) in [
            ("https://a.example/?utm_source=x&utm_medium=y", Some("https://a.example/")),
            ("https://a.example/?id=3&fbclid=z#top", Some("https://a.example/?id=3#top")),
            ("https://a.example/?id=3", None),
            ("https://a.example/utm_source", None),
            ("https://a.example/?utm", None),
            ("https://a.example/#utm_source=x&utm_medium=y", Some("https://a.example/")),
            ("https://a.example/?igsh=x&mkt_tok=y&gbraid=z&vero_id=1", Some("https://a.example/")),
        ] {
            assert_eq!(untracked(address).as_deref(), clean, "{address}");
        }
    }

    #[test]
    fn words_that_say_nothing() {
        for (text, nothing) in [
            ("here", true),
            ("Click here", true),
            ("this link", true),
            ("Read more »", true),
            ("this article", true),
            ("More info", true),
            ("details", true),
            ("https://a.example/x", true),
            ("the report", false),
            ("here in Orrin", false),
            ("More than words", false),
            ("18f.gsa.gov", false),
            ("", true),
        ] {
            assert_eq!(says_nothing(text), nothing, "{text}");
        }
    }
}
