//! Whether readers can see a story: its own page is fetched from the site and looked into.
//!
//! 1. Where the page may be: what the story's fields say, else what its generator makes of its
//!    file, else what the site's own map names.
//! 2. It is fetched, from that computer only, within limits.
//! 3. It shows the story when the headline stands in it, a passage that is new in this version, and
//!    none that only the version before had. Compared are letters and digits, so that quotes,
//!    dashes and marks may be written in any way. Of a version that nobody who reads it can tell
//!    from the one before, as with another tag alone, nothing is concluded.
//!
//! A page that answers with something else, or not at all, is not seen yet. Nothing is
//! concluded from that.

use std::time::Duration;

use jiff::civil::Date;

use crate::figure::{self, Templates};
use crate::metadata::{Fields, KeyPath};
use crate::post::{self, Post};
use crate::review;
use crate::site::{self, Generator, Site};
use crate::story::Story;
use crate::web;

/// How long one page may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How much of a page is read, in bytes.
const MOST: u64 = 4 << 20;
/// How many letters of a passage have to stand in the page, so that markup that parts a long
/// one does no harm.
const PASSAGE: usize = 60;

/// Where a story's page may be, and what it has to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its post file, relative to the site.
    pub path: String,
    /// The likeliest address first.
    pub addresses: Vec<String>,
    /// The address of the site's map.
    map: String,
    /// The last part of the story's address.
    slug: String,
    /// Headline and passages, as letters and digits.
    marks: Vec<String>,
    /// A passage that only the version before had.
    gone: Option<String>,
    /// Whether it can be told from the version before.
    telling: bool,
}

impl Page {
    /// The page of a story as it is now. `before` is the post as readers had it; one without text
    /// where they had none. `None` when the site's address is not known.
    pub fn of(site: &Site, post: &Post, before: &Post) -> Option<Page> {
        let base = site.profile.address.as_deref()?;
        let story = Story::of(post, &site.profile);
        let title = letters(&story.title);
        let own = &site.profile.templates;
        let (old, now) = (passages(before.body(), own), passages(post.body(), own));
        let first = before.body().trim().is_empty();
        let new = only_in(&now, &old);
        let gone = only_in(&old, &now);
        let telling = first
            || new.is_some()
            || gone.is_some()
            || !letters(&Story::of(before, &site.profile).title).contains(&title);
        let shown = new.or_else(|| now.first().map(|text| text.chars().take(PASSAGE).collect()));
        let marks = [Some(title), shown].into_iter().flatten().filter(|mark| !mark.is_empty());
        let marks = marks.collect();
        let slug = slug(post);
        Some(Page {
            path: post.path.clone(),
            addresses: addresses(site, base, post, &story),
            map: format!("{base}/sitemap.xml"),
            slug,
            marks,
            gone,
            telling,
        })
    }

    /// Whether a page shows the story.
    pub fn is_shown_by(&self, html: &str) -> bool {
        let text = letters(&visible(html));
        self.telling
            && !self.marks.is_empty()
            && self.marks.iter().all(|mark| text.contains(mark.as_str()))
            && self.gone.as_ref().is_none_or(|gone| !text.contains(gone.as_str()))
    }

    /// Looks for the page once. The address at which it shows the story; `None`: not yet.
    pub fn look(&self) -> Option<String> {
        let shown = |address: &String| fetch(address).is_some_and(|page| self.is_shown_by(&page));
        if let Some(found) = self.addresses.iter().find(|address| shown(address)) {
            return Some(found.clone());
        }
        let map = fetch(&self.map)?;
        let named = map.split("<loc>").skip(1).filter_map(|rest| rest.split('<').next());
        let ours = |address: &&str| {
            let path = address.trim_end_matches('/').trim_end_matches(".html");
            path.ends_with(&format!("/{}", self.slug)) && same_site(address, &self.map)
        };
        named.filter(ours).take(3).map(str::to_owned).find(shown)
    }
}

/// What is read of a text, a passage each, as letters and digits: paragraphs, and what stands under
/// pictures.
fn passages(body: &str, own: &Templates) -> Vec<String> {
    let figures =
        figure::read_with(body, own).into_iter().flat_map(|one| [one.caption, one.credit]);
    let all = review::plain_paragraphs(body, own).into_iter().chain(figures);
    all.map(|text| letters(&text)).filter(|text| !text.is_empty()).collect()
}

/// A part of a passage that stands nowhere in the other texts.
fn only_in(texts: &[String], others: &[String]) -> Option<String> {
    let all = others.join("|");
    texts.iter().filter(|text| !others.contains(text)).find_map(|text| {
        let text: Vec<char> = text.chars().collect();
        // What was changed is most often not at the beginning.
        let same = others
            .iter()
            .map(|other| other.chars().zip(&text).take_while(|(a, b)| a == *b).count())
            .max();
        let from = same.unwrap_or(0).saturating_sub(PASSAGE / 2).min(text.len());
        let part: String = text[from..].iter().take(PASSAGE).collect();
        (!part.is_empty() && !all.contains(&part)).then_some(part)
    })
}

/// What stands on a page, without its marks, scripts and styles.
fn visible(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        let lower = rest.get(..8).unwrap_or(rest).to_ascii_lowercase();
        let end = ["script", "style"]
            .iter()
            .find(|name| lower[1..].starts_with(**name))
            .and_then(|name| rest.find(&format!("</{name}")))
            .unwrap_or(0);
        rest = rest[end..].find('>').map_or("", |close| &rest[end + close + 1..]);
    }
    text.push_str(rest);
    text
}

/// Letters and digits alone, small; references to characters count as what they stand for.
fn letters(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        push(&mut out, &rest[..at]);
        rest = &rest[at + 1..];
        let Some(end) = rest.find(';').filter(|end| *end < 10) else { continue };
        let code = rest.strip_prefix('#').and_then(|_| {
            let digits = &rest[1..end];
            match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => digits.parse().ok(),
            }
        });
        if let Some(letter) = code.and_then(char::from_u32) {
            push(&mut out, letter.encode_utf8(&mut [0; 4]));
        }
        if rest[..end].chars().all(|c| c.is_ascii_alphanumeric() || c == '#') {
            rest = &rest[end + 1..];
        }
    }
    push(&mut out, rest);
    out
}

fn push(out: &mut String, text: &str) {
    out.extend(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
}

/// A page of the site; `None` when it does not answer with one.
fn fetch(address: &str) -> Option<String> {
    let agent: ureq::Agent = web::asking(PATIENCE).build().into();
    // What a cache on the way has is not what the site has.
    let mut answer = agent.get(address).header("Cache-Control", "no-cache").call().ok()?;
    let body = answer.body_mut().with_config().limit(MOST).lossy_utf8(true);
    body.read_to_string().ok()
}

fn same_site(a: &str, b: &str) -> bool {
    let of = |address: &str| url::Url::parse(address).ok().map(|url| url.origin());
    of(a).is_some() && of(a) == of(b)
}

fn text(fields: Option<&Fields>, key: &str) -> Option<String> {
    fields?.get(&KeyPath::key(key))?.text().filter(|text| !text.is_empty())
}

fn slug(post: &Post) -> String {
    text(post.fields.as_ref().ok(), "slug").unwrap_or_else(|| post.slug().to_lowercase())
}

/// Where the page may be, the likeliest first.
fn addresses(site: &Site, base: &str, post: &Post, story: &Story) -> Vec<String> {
    let fields = post.fields.as_ref().ok();
    let generator = site.profile.generator;
    let own = match generator {
        Generator::Hugo => text(fields, "url"),
        Generator::Zola => text(fields, "path"),
        _ => text(fields, "permalink"),
    };
    let day = story.date.as_ref().and_then(|when| when.day).or_else(|| post.date_in_name());
    let mut paths = Vec::new();
    if let Some(own) = own.filter(|own| !own.contains("{{")) {
        if own.starts_with("http") {
            return vec![own];
        }
        paths.push(filled(&own, post, fields, day));
    }
    if let Some(pattern) = pattern(site, post) {
        paths.push(filled(&pattern, post, fields, day));
    }
    let slug = slug(post);
    let folder = section(post);
    match generator {
        Generator::Jekyll => paths.push(filled("date", post, fields, day)),
        Generator::Astro | Generator::Eleventy | Generator::Generic => {
            paths.push(format!("/{folder}/{slug}/"));
            paths.extend(["blog", "posts", "news"].map(|section| format!("/{section}/{slug}/")));
        }
        Generator::Hugo | Generator::Zola => paths.push(format!("/{folder}/{slug}/")),
    }
    let mut all = Vec::new();
    for path in paths {
        let address = format!("{base}/{}", path.trim_start_matches('/'));
        if !all.contains(&address) {
            all.push(address);
        }
    }
    all
}

/// The folders between the site's content and the post.
fn section(post: &Post) -> String {
    let folder = post::folder(&post.path);
    let folder = if post.is_bundle() { post::folder(folder) } else { folder };
    let roots = ["src/content/", "src/pages/", "content/", "src/", "site/"];
    let root = roots.iter().find(|root| format!("{folder}/").starts_with(**root));
    let path = format!("{folder}/");
    let path = root.map_or(path.as_str(), |root| &path[root.len()..]);
    path.trim_matches('/').to_lowercase().replace(' ', "-")
}

/// What the site's configuration says of the addresses of this section.
fn pattern(site: &Site, post: &Post) -> Option<String> {
    let configuration = site::configuration(&site.folder)?;
    let get = |path: &str| {
        let mut value = &configuration;
        for key in path.split('.') {
            value = value.get(key)?;
        }
        value.as_str().map(str::to_owned)
    };
    match site.profile.generator {
        Generator::Jekyll => get("permalink"),
        Generator::Hugo => {
            let section = section(post);
            let first = section.split('/').next()?;
            get(&format!("permalinks.page.{first}")).or_else(|| get(&format!("permalinks.{first}")))
        }
        _ => None,
    }
}

/// A pattern of Hugo's or Jekyll's with the story's own parts in it.
fn filled(pattern: &str, post: &Post, fields: Option<&Fields>, day: Option<Date>) -> String {
    let pattern = match pattern {
        "date" => "/:categories/:year/:month/:day/:title.html",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title.html",
        "none" => "/:categories/:title.html",
        other => other,
    };
    let categories = ["categories", "category"].iter().find_map(|key| {
        let value = fields?.get(&KeyPath::key(*key))?;
        let all =
            value.texts().iter().map(|c| c.to_lowercase().replace(' ', "-")).collect::<Vec<_>>();
        (!all.is_empty()).then(|| all.join("/"))
    });
    let slug = slug(post);
    let date = |format: &str| day.map(|day| day.strftime(format).to_string()).unwrap_or_default();
    let section = section(post);
    // The longer names first: `:slug` begins `:slugorfilename`.
    let parts = [
        (":slugorcontentbasename", slug.clone()),
        (":slugorfilename", slug.clone()),
        (":contentbasename", post.slug().to_owned()),
        (":filename", post.slug().to_owned()),
        (":sections", section.clone()),
        (":section", section.split('/').next().unwrap_or_default().to_owned()),
        (":categories", categories.unwrap_or_default()),
        (":output_ext", ".html".to_owned()),
        (":short_year", date("%y")),
        (":year", date("%Y")),
        (":y_day", date("%j")),
        (":monthname", date("%B").to_lowercase()),
        (":i_month", date("%-m")),
        (":month", date("%m")),
        (":i_day", date("%-d")),
        (":day", date("%d")),
        (":slug", slug.clone()),
        (":title", slug),
    ];
    let mut path = pattern.to_owned();
    for (name, value) in parts {
        path = path.replace(name, &value);
    }
    while path.contains("//") {
        path = path.replace("//", "/");
    }
    path
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::sync::{Arc, Mutex};

    use super::*;

    fn site(files: &[(&str, &str)]) -> (tempfile::TempDir, Site) {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let (site, _) = Site::open(folder.path()).unwrap();
        (folder, site)
    }

    fn had(text: &str) -> Post {
        Post::from_bytes("content/posts/night.md", text.as_bytes().to_vec(), None)
    }

    const HEAD: &str = "---\ntitle: “Night court” ends at 9:30\ndate: 2026-11-02\n---\n\n";

    #[test]
    fn the_page_is_where_its_generator_puts_it() {
        let rows: &[(&str, &str, &str, &str, &str)] = &[
            (
                "hugo.toml",
                "baseURL = \"https://a.example/\"\n",
                "content/posts/night/index.md",
                "",
                "https://a.example/posts/night/",
            ),
            (
                "hugo.toml",
                "baseURL = \"https://a.example/\"\n[permalinks]\nposts = \"/:year/:month/:slug/\"\n",
                "content/posts/night.md",
                "",
                "https://a.example/2026/11/night/",
            ),
            (
                "hugo.toml",
                "baseURL = \"https://a.example/sub/\"\n",
                "content/posts/night.md",
                "url: /own/place/\n",
                "https://a.example/sub/own/place/",
            ),
            (
                "_config.yml",
                "url: https://a.example\n",
                "_posts/2026-11-02-night.md",
                "categories: [Courts]\n",
                "https://a.example/courts/2026/11/02/night.html",
            ),
            (
                "_config.yml",
                "url: https://a.example\npermalink: /:year/:title/\n",
                "_posts/2026-11-02-night.md",
                "",
                "https://a.example/2026/night/",
            ),
        ];
        for (config, text, path, more, expected) in rows {
            let story = HEAD.replace("date:", &format!("{more}date:")) + "Text.\n";
            let (folder, site) = site(&[(config, text), (path, &story)]);
            let post = Post::read(folder.path(), path);
            let page = Page::of(&site, &post, &had("")).unwrap();
            assert_eq!(page.addresses[0], *expected, "{path} {text}");
        }
    }

    #[test]
    fn a_page_shows_the_story_when_headline_and_new_text_stand_in_it() {
        let config = ("hugo.toml", "baseURL = \"https://a.example/\"\n");
        let path = "content/posts/night.md";
        let text = format!("{HEAD}The judge’s *list* is long & slow.\n\nIt ends late, they say.\n");
        let (folder, site) = site(&[config, (path, &text)]);
        let post = Post::read(folder.path(), path);
        let page =
            Page::of(&site, &post, &had(&format!("{HEAD}The judge’s *list* is long & slow.\n")))
                .unwrap();
        let title = "<h1>&ldquo;Night court&rdquo; ends at 9:30</h1>";
        for (html, shown, why) in [
            (format!("{title}<p>It ends&nbsp;late, they&#32;say.</p>"), true, "both"),
            (
                format!("{title}<p>The judge&#8217;s <em>list</em> is long</p>"),
                false,
                "the old text",
            ),
            ("<p>It ends late, they say.</p>".to_owned(), false, "no headline"),
            (
                format!("{title}<script>It ends late, they say.</script>"),
                false,
                "nobody reads that",
            ),
            (String::new(), false, "an empty page"),
            ("<".to_owned(), false, "no page"),
        ] {
            assert_eq!(page.is_shown_by(&html), shown, "{why}");
        }
    }

    #[test]
    fn the_page_of_the_version_before_is_never_taken_for_this_one() {
        let config = ("hugo.toml", "baseURL = \"https://a.example/\"\n");
        let path = "content/posts/night.md";
        let long = "The list was long, and the judge read all of it aloud until past nine.";
        let old = format!("{long} A witness was named.\n\nIt ends late.\n");
        let title = "<h1>“Night court” ends at 9:30</h1>";
        for (old, new, live, why) in [
            (&*old, format!("{long} A witness was named.\n"), true, "the last paragraph went"),
            (&*old, format!("{long}\n\nIt ends late.\n"), true, "the end of a paragraph went"),
            (
                "It ends late.\n",
                "It ends late.\n".to_owned(),
                false,
                "nothing that is read changed",
            ),
            (
                "![A hall](a.jpg)\n*The hall. (Photo: Ana Bo)*\n\nIt ends late.\n",
                "![A hall](a.jpg)\n*The old hall. (Photo: Ana Bo)*\n\nIt ends late.\n".to_owned(),
                true,
                "a caption changed",
            ),
        ] {
            let (folder, site) = site(&[config, (path, &format!("{HEAD}{new}"))]);
            let post = Post::read(folder.path(), path);
            let page = Page::of(&site, &post, &had(&format!("{HEAD}{old}"))).unwrap();
            let shows = |body: &str| page.is_shown_by(&format!("{title}{}", html(body)));
            assert!(!shows(old), "{why}: the page before");
            assert_eq!(shows(&new), live, "{why}: the page now");
        }
    }

    fn html(body: &str) -> String {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, crate::markdown::parser(body));
        html
    }

    #[test]
    fn it_is_seen_only_when_the_site_shows_it() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let body = Arc::new(Mutex::new(("/posts/night/", "an older page".to_owned())));
        let serve = Arc::clone(&body);
        let own = base.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = [0; 2048];
                let read = stream.read(&mut request).unwrap();
                let request = String::from_utf8_lossy(&request[..read]).into_owned();
                let asked = request.split(' ').nth(1).unwrap_or_default().to_owned();
                let (path, page) = serve.lock().unwrap().clone();
                let (status, page) = match asked.as_str() {
                    "/sitemap.xml" => ("200 OK", format!("<loc>{own}{path}</loc>")),
                    asked if asked == path => ("200 OK", page),
                    _ => ("404 Not Found", String::new()),
                };
                let length = page.len();
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
                );
                let _ = stream.write_all(format!("{head}{page}").as_bytes());
            }
        });
        let config = format!("baseURL = \"{base}/\"\n");
        let path = "content/posts/night.md";
        let (folder, site) =
            site(&[("hugo.toml", &config), (path, &format!("{HEAD}It ends late.\n"))]);
        let page = Page::of(&site, &Post::read(folder.path(), path), &had("")).unwrap();
        assert_eq!(page.look(), None, "the old page is there still");
        let new = "<title>“Night court” ends at 9:30</title><p>It ends late.</p>".to_owned();
        *body.lock().unwrap() = ("/posts/night/", new.clone());
        assert_eq!(page.look(), Some(format!("{base}/posts/night/")));
        *body.lock().unwrap() = ("/elsewhere/night/", new);
        assert_eq!(page.look(), Some(format!("{base}/elsewhere/night/")), "as the site's map says");
    }
}
