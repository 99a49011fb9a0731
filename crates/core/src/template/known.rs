//! What the template code of a site may name: what its generator knows, and its own files.
//!
//! Read from files of the site; nothing of them is run. Braces that are only talked about
//! (`{% if %}` without an end, `{{ name }}`) are known to nobody, and meant for readers. What a theme
//! or plug-in brings along that lies in no folder of the site cannot be known here: `elsewhere`.

mod elsewhere;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Call, call_at};
use crate::files;
use crate::site::{self, Generator};

/// What template code may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    generator: Generator,
    /// Short codes, and tags of the site's own.
    names: BTreeSet<String>,
    /// Files that can be included; `None` where some lie in a theme elsewhere.
    includes: Option<BTreeSet<String>>,
    /// First words of values: `site`, `page`, files of data.
    values: BTreeSet<String>,
    /// The configuration of Eleventy and the plug-ins of Jekyll, which name tags of their own.
    programs: String,
    /// Whether a theme or plug-in that lies elsewhere may have more.
    more: bool,
}

impl Default for Known {
    fn default() -> Known {
        Known {
            generator: Generator::Generic,
            names: BTreeSet::new(),
            includes: None,
            values: BTreeSet::new(),
            programs: String::new(),
            more: false,
        }
    }
}

impl Known {
    /// Reads what a site has.
    pub fn read(folder: &Path, generator: Generator) -> Known {
        let programs = programs(folder, generator);
        Known {
            generator,
            more: elsewhere::may_have_more(folder, generator, &programs),
            names: short_codes(folder, generator),
            includes: if generator == Generator::Jekyll { includes(folder) } else { None },
            values: values(folder, generator),
            programs,
        }
    }

    /// The generator whose template code this is.
    pub fn generator(&self) -> Generator {
        self.generator
    }

    /// Whether somebody meant a call of this text to be run.
    pub(crate) fn means(&self, body: &str, call: &Call) -> bool {
        let name = call.name.trim_end_matches('(');
        if !call.closed {
            return false;
        }
        match self.generator {
            Generator::Hugo => self.means_short_code(body, call, name),
            Generator::Zola => {
                name.starts_with('*')
                    || (self.names.contains(name)
                        && (call.open == "{{" || follows(body, call, "end")))
            }
            Generator::Jekyll | Generator::Eleventy if call.open == "{%" => {
                self.means_tag(body, call, name)
            }
            _ => call.open == "{{" && self.means_value(body, call, name),
        }
    }

    /// Whether a tag or short code that is not known here may be known to a theme or plug-in that
    /// lies elsewhere. These give no values.
    pub(crate) fn may_mean(&self, call: &Call) -> bool {
        let name = call.name.trim_end_matches('(');
        let open = name.strip_prefix("end").unwrap_or(name);
        let usual = match self.generator {
            Generator::Hugo => BUILT_IN.contains(&name),
            _ => BLOCKS.contains(&open) || TAGS.contains(&name) || is_part(open),
        };
        self.more && call.closed && call.open != "{{" && !usual
    }

    fn means_short_code(&self, body: &str, call: &Call, name: &str) -> bool {
        let inner = inner(body, call);
        if name.is_empty() || name.starts_with('*') {
            // `{{</* … */>}}` is shown and not run.
            return true;
        }
        if !self.names.contains(name) && !self.names.contains(name.trim_end_matches(".html")) {
            return false;
        }
        // What Hugo brings along does nothing without an argument or an end.
        inner.trim_start().starts_with('/')
            || !BUILT_IN.contains(&name)
            || has_arguments(inner, name)
            || ["comment", "details"].contains(&name)
    }

    fn means_tag(&self, body: &str, call: &Call, name: &str) -> bool {
        let inner = inner(body, call);
        if let Some(open) = name.strip_prefix("end") {
            return BLOCKS.contains(&open) && precedes(body, call, &[open])
                || self.is_own_tag(open) && precedes(body, call, &[open]);
        }
        if ["raw", "verbatim"].contains(&name) {
            // A pair around no braces is talked about.
            let text = &body[call.span.clone()];
            let more = |sign: &str, own: usize| text.matches(sign).count() > own;
            // On lines of their own they keep what stands between them: a script, a table of signs.
            let apart = text.contains('\n');
            return apart || more("{%", 2) || more("%}", 2) || more("{{", 0) || more("}}", 0);
        }
        if ["else", "elsif", "elseif", "when"].contains(&name) {
            return precedes(body, call, &["if", "unless", "case", "for", "switch"]);
        }
        if ["break", "continue"].contains(&name) {
            return precedes(body, call, &["for", "tablerow"]);
        }
        if name == "comment" {
            return body[call.span.clone()].contains("endcomment");
        }
        if name == "ifchanged" {
            return follows(body, call, &format!("end{name}"));
        }
        if ["seo", "feed_meta", "liquid"].contains(&name) {
            return true;
        }
        let arguments = has_arguments(inner, name);
        if BLOCKS.contains(&name) {
            return arguments && follows(body, call, &format!("end{name}"));
        }
        if ["include", "include_cached", "include_relative"].contains(&name) {
            return arguments && self.has_include(inner, name);
        }
        (TAGS.contains(&name) && arguments) || self.is_own_tag(name)
    }

    /// A tag that a plug-in or the configuration of the site names.
    fn is_own_tag(&self, name: &str) -> bool {
        !name.is_empty()
            && ['"', '\'', '`', ':'].iter().any(|quote| {
                self.programs.match_indices(name).any(|(at, _)| {
                    self.programs[..at].ends_with(*quote)
                        && !self.programs[at + name.len()..]
                            .starts_with(|sign: char| sign.is_alphanumeric() || sign == '_')
                })
            })
    }

    fn has_include(&self, inner: &str, name: &str) -> bool {
        let Some(includes) = &self.includes else { return true };
        let after = inner.trim_start_matches(['-', ' ']);
        let file = after[name.len().min(after.len())..].split_whitespace().next().unwrap_or("");
        let file = file.trim_matches(['"', '\'']);
        name == "include_relative" || file.starts_with("{{") || includes.contains(file)
    }

    fn means_value(&self, body: &str, call: &Call, name: &str) -> bool {
        if name.starts_with(['"', '\'']) {
            return true;
        }
        let first = name.split(['.', '[', '(', '|']).next().unwrap_or(name);
        let parted = name.len() > first.len() || !self.values_need_part(first);
        (self.values.contains(first) && parted) || assigned(body, call, first)
    }

    /// `{{ page.title }}` is code; `{{ page }}` is not.
    fn values_need_part(&self, first: &str) -> bool {
        OBJECTS.contains(&first)
    }
}

/// Whether generators have this name themselves: that other stories use it says nothing.
pub(crate) fn is_common(name: &str) -> bool {
    let name = name.trim_end_matches('(');
    let open = name.strip_prefix("end").unwrap_or(name);
    let first = name.split('.').next().unwrap_or(name);
    BLOCKS.contains(&open)
        || TAGS.contains(&name)
        || BUILT_IN.contains(&name)
        || OBJECTS.contains(&first)
        || is_part(open)
}

/// Tags that belong to others, and includes in their other forms.
fn is_part(name: &str) -> bool {
    [
        "verbatim",
        "else",
        "elsif",
        "elseif",
        "when",
        "break",
        "continue",
        "include_cached",
        "include_relative",
        "",
    ]
    .contains(&name)
}

/// Tags that stand alone.
const TAGS: [&str; 17] = [
    "asset",
    "assign",
    "cycle",
    "decrement",
    "echo",
    "extends",
    "from",
    "gist",
    "import",
    "increment",
    "layout",
    "link",
    "paginate",
    "post_url",
    "render",
    "set",
    "include",
];

/// Tags of Liquid and of Nunjucks that have an end.
const BLOCKS: [&str; 15] = [
    "block",
    "call",
    "capture",
    "case",
    "comment",
    "filter",
    "for",
    "highlight",
    "if",
    "ifchanged",
    "macro",
    "raw",
    "switch",
    "tablerow",
    "unless",
];

/// Values that Liquid and Eleventy give to every post.
const OBJECTS: [&str; 9] = [
    "site",
    "page",
    "layout",
    "include",
    "jekyll",
    "collections",
    "forloop",
    "paginator",
    "eleventy",
];

/// Short codes that Hugo brings along.
const BUILT_IN: [&str; 15] = [
    "comment",
    "details",
    "figure",
    "gist",
    "highlight",
    "instagram",
    "param",
    "qr",
    "ref",
    "relref",
    "tweet",
    "twitter",
    "vimeo",
    "x",
    "youtube",
];

/// What stands between the signs.
fn inner<'a>(body: &'a str, call: &Call) -> &'a str {
    let text = &body[call.span.clone()];
    let end = text.len() - call.open.len().min(text.len());
    text.get(call.open.len()..end).unwrap_or("")
}

fn has_arguments(inner: &str, name: &str) -> bool {
    let inner = inner.trim_matches(['-', '/', ' ', '\n', '\t', '\r']);
    !inner.strip_prefix(name).unwrap_or(inner).trim().is_empty()
}

fn follows(body: &str, call: &Call, end: &str) -> bool {
    let mut at = call.span.end;
    while let Some(found) = body[at..].find("{%") {
        let start = at + found;
        if call_at(body, start).is_some_and(|other| other.closed && other.name == end) {
            return true;
        }
        at = start + 2;
    }
    false
}

fn precedes(body: &str, call: &Call, names: &[&str]) -> bool {
    let before = body[..call.span.start].match_indices("{%");
    before.into_iter().any(|(start, _)| {
        call_at(body, start).is_some_and(|other| {
            other.closed && other.span.end <= call.span.start && names.contains(&&*other.name)
        })
    })
}

/// Whether an earlier tag gives that name a value.
fn assigned(body: &str, call: &Call, name: &str) -> bool {
    body[..call.span.start].match_indices("{%").any(|(start, _)| {
        let Some(tag) = call_at(body, start).filter(|tag| tag.closed) else { return false };
        ["assign", "capture", "for", "set", "tablerow"].contains(&&*tag.name)
            && inner(body, &tag).split_whitespace().nth(1) == Some(name)
    })
}

fn short_codes(folder: &Path, generator: Generator) -> BTreeSet<String> {
    let (places, built_in): (&[&str], &[&str]) = match generator {
        Generator::Hugo => (&["layouts/shortcodes", "layouts/_shortcodes"], &BUILT_IN),
        Generator::Zola => (&["templates/shortcodes"], &["gist", "streamable", "vimeo", "youtube"]),
        _ => return BTreeSet::new(),
    };
    let mut names: BTreeSet<String> = built_in.iter().map(|name| (*name).to_owned()).collect();
    let mut folders: Vec<PathBuf> = places.iter().map(|place| folder.join(place)).collect();
    for theme in entries(&folder.join("themes")).into_iter().chain(elsewhere::vendored(folder)) {
        folders.extend(places.iter().map(|place| theme.join(place)));
    }
    for place in folders {
        add_short_codes(&place, "", &mut names);
    }
    names
}

/// Short codes may lie in folders: `media/video.html` is called `media/video`.
fn add_short_codes(place: &Path, before: &str, names: &mut BTreeSet<String>) {
    for entry in entries(place) {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if entry.is_dir() {
            if before.matches('/').count() < 4 {
                add_short_codes(&entry, &format!("{before}{name}/"), names);
            }
        } else {
            names.insert(format!("{before}{}", name.split('.').next().unwrap_or(&name)));
        }
    }
}

/// What Jekyll can include; a theme that is no folder of the site has files of its own.
fn includes(folder: &Path) -> Option<BTreeSet<String>> {
    let says =
        |key: &str| site::configuration(folder).as_ref().is_some_and(|all| all.get(key).is_some());
    if says("theme") || says("remote_theme") || says("includes_dir") {
        return None;
    }
    let mut names = BTreeSet::new();
    add_files(&folder.join("_includes"), "", &mut names);
    Some(names)
}

fn add_files(place: &Path, before: &str, names: &mut BTreeSet<String>) {
    for entry in entries(place) {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if entry.is_dir() {
            if before.matches('/').count() < 8 {
                add_files(&entry, &format!("{before}{name}/"), names);
            }
        } else {
            names.insert(format!("{before}{name}"));
        }
    }
}

fn values(folder: &Path, generator: Generator) -> BTreeSet<String> {
    if !matches!(generator, Generator::Jekyll | Generator::Eleventy) {
        return BTreeSet::new();
    }
    let mut names: BTreeSet<String> = OBJECTS.iter().map(|name| (*name).to_owned()).collect();
    if generator == Generator::Eleventy {
        for data in ["_data", "src/_data", "content/_data"] {
            for entry in entries(&folder.join(data)) {
                let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
                names.insert(name.split('.').next().unwrap_or(&name).to_owned());
            }
        }
        elsewhere::add_data_of_folders(folder, &mut names);
    }
    names
}

/// The text of Eleventy's configuration with what it takes in, or of Jekyll's plug-ins.
pub(crate) fn programs(folder: &Path, generator: Generator) -> String {
    let files: Vec<PathBuf> = match generator {
        Generator::Eleventy => site::ELEVENTY.iter().map(|name| folder.join(name)).collect(),
        Generator::Jekyll => entries(&folder.join("_plugins")),
        _ => Vec::new(),
    };
    match generator {
        Generator::Eleventy => elsewhere::with_imports(files),
        _ => files.iter().filter_map(|file| files::settings(file)).collect(),
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
    found.map(|entry| entry.path()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::template::calls;

    fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = site.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, text).unwrap();
        }
        site
    }

    #[test]
    fn short_codes_are_those_of_the_site_and_of_its_themes() {
        let site = site(&[
            ("layouts/shortcodes/map.html", ""),
            ("layouts/shortcodes/media/video.html", ""),
            ("themes/a/layouts/shortcodes/box.html", ""),
        ]);
        let hugo = Known::read(site.path(), Generator::Hugo);
        for name in ["map", "box", "figure", "media/video"] {
            assert!(hugo.names.contains(name), "{name}");
        }
    }

    #[test]
    fn what_the_site_knows_is_meant_and_what_is_talked_about_is_not() {
        let site = site(&[
            ("_includes/figure.html", ""),
            ("_plugins/clip.rb", "Liquid::Template.register_tag('clip', Clip)"),
            ("eleventy.config.js", "config.addShortcode(\"box\", box);"),
            ("_data/metadata.json", "{}"),
            ("layouts/shortcodes/map.html", ""),
            ("templates/shortcodes/fig.html", ""),
        ]);
        let read = |generator| Known::read(site.path(), generator);
        let jekyll = read(Generator::Jekyll);
        let eleventy = read(Generator::Eleventy);
        let (hugo, zola) = (read(Generator::Hugo), read(Generator::Zola));
        for (known, body, meant, why) in [
            (&jekyll, "{% include figure.html src=\"a\" %}", true, "it is there"),
            (&jekyll, "{% include other.html %}", false, "it is not"),
            (&jekyll, "{% include %}", false, "without a file it is a word"),
            (&jekyll, "{% clip 3 %}", true, "a plug-in has it"),
            (&jekyll, "{% youtube 3 %}", false, "none has it"),
            (&jekyll, "{{ site.title }}", true, "the site's"),
            (&jekyll, "{{ name }}", false, "nobody's"),
            (&jekyll, "{{ page }}", false, "a word"),
            (&jekyll, "{% if a %}", false, "no end"),
            (&jekyll, "{% if a %}b{% endif %}", true, "an end"),
            (&jekyll, "{% raw %}", false, "no end"),
            (&jekyll, "{% raw %} and {% endraw %}", false, "nothing to keep raw"),
            (&jekyll, "{% raw %}{{ a }}{% endraw %}", true, "braces to keep raw"),
            (&jekyll, "{% raw %}`%}`{% endraw %}", true, "half a pair of them"),
            (&jekyll, "{% raw %}\n<script>(() => {})()</script>\n{% endraw %}", true, "lines"),
            (&jekyll, "{% comment %}{{ a }}{% endcomment %}", true, "nothing of it runs"),
            (&jekyll, "{% comment %}", false, "no end"),
            (&jekyll, "{% endif %}", false, "no beginning"),
            (&jekyll, "{% for dog in site.dogs %}{% endfor %}", true, "a loop"),
            (&eleventy, "{% box \"a\" %}", true, "the configuration has it"),
            (&eleventy, "{{ metadata.title }}", true, "a file of data"),
            (&hugo, "{{< map >}}", true, "the site's"),
            (&hugo, "{{< x >}}", false, "Hugo's own needs an argument"),
            (&hugo, "{{< youtube abc >}}", true, "it has one"),
            (&hugo, "{{< nothing >}}", false, "nobody's"),
            (&hugo, "{{</* x */>}}", true, "shown already"),
            (&zola, "{{ fig(src=\"a\") }}", true, "the site's"),
            (&zola, "{{ other() }}", false, "nobody's"),
            (&zola, "{% fig() %}", false, "no end"),
        ] {
            assert_eq!(known.means(body, &calls(body)[0]), meant, "{body}: {why}");
        }
        let body = "{% for dog in site.dogs %}{{ dog.name }}{% endfor %}";
        assert!(calls(body).iter().all(|call| jekyll.means(body, call)), "a name of the text");
    }
}
