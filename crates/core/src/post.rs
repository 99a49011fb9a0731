//! A post: one Markdown file, cut into the fields above the text and the text itself.
//!
//! Reading never fails and never changes a byte. A file that cannot be read as a story says why
//! and stays in the list: in another encoding, damaged above the text, too large, a link. Nothing
//! but a file is ever opened: a pipe would wait for ever, a link may lead anywhere.

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use jiff::civil;

use crate::metadata::{self, Fields, ReadError, Reason};
use crate::slug;

/// Files above this size are shown, not edited: 4 MB, some 600,000 words.
pub const LARGEST: u64 = 4 * 1024 * 1024;

/// Bytes that are read of a file that is too large to be edited.
const GLANCE: u64 = 256 * 1024;

/// One post as it lies on disk.
#[derive(Debug, Clone)]
pub struct Post {
    /// Relative to the site, with `/`.
    pub path: String,
    /// The whole file; what could be decoded of it when it is not UTF-8, and the beginning of one
    /// that is too large.
    pub text: String,
    /// Byte offset at which the text under the fields begins, after the blank lines between.
    pub start: usize,
    /// The fields, or why they cannot be read.
    pub fields: Result<Fields, Unreadable>,
    /// When the file was last written, where the system says so.
    pub modified: Option<SystemTime>,
    /// The picture beside a post with a folder of its own that leads by its name: see [`featured`].
    pub featured: Option<String>,
}

/// Why a file cannot be read as a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// The fields above the text are damaged. The story opens for repair.
    Header(ReadError),
    /// The bytes are not UTF-8.
    Encoding {
        /// The line of the first byte that is not, counted from 1.
        line: u32,
    },
    /// It holds bytes that no text holds.
    NotText,
    /// Larger than [`LARGEST`].
    TooLarge {
        /// Bytes.
        size: u64,
    },
    /// A link to somewhere else: not followed.
    Link,
    /// A folder, pipe, socket or device: not opened.
    NotFile,
    /// The system refused it.
    Refused {
        /// What it said.
        kind: std::io::ErrorKind,
    },
}

impl Unreadable {
    /// Whether the text may be edited as it stands.
    pub fn is_repairable(&self) -> bool {
        matches!(self, Unreadable::Header(_))
    }
}

impl Post {
    /// Reads a post of a site.
    pub fn read(site: &Path, path: &str) -> Post {
        let file = site.join(path);
        let unreadable = |text: String, modified, reason| Post {
            path: path.to_owned(),
            start: 0,
            text,
            fields: Err(reason),
            modified,
            featured: None,
        };
        let about = match fs::symlink_metadata(&file) {
            Ok(about) => about,
            Err(error) => {
                return unreadable(String::new(), None, Unreadable::Refused { kind: error.kind() });
            }
        };
        let modified = about.modified().ok();
        let nothing = |reason| unreadable(String::new(), modified, reason);
        if about.is_symlink() {
            return nothing(Unreadable::Link);
        }
        if !about.is_file() {
            return nothing(Unreadable::NotFile);
        }
        let read = if about.len() > LARGEST { glance(&file, &about) } else { fs::read(&file) };
        match read {
            Ok(bytes) if about.len() > LARGEST => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                unreadable(text, modified, Unreadable::TooLarge { size: about.len() })
            }
            Ok(bytes) => {
                let featured = featured(site, path);
                Post { featured, ..Post::from_bytes(path, bytes, modified) }
            }
            Err(error) => nothing(Unreadable::Refused { kind: error.kind() }),
        }
    }

    /// Every post at these paths, in their order, read on all processors.
    pub fn read_all(site: &Path, paths: &[String]) -> Vec<Post> {
        in_parallel(paths, |path| Post::read(site, path))
    }

    /// A post from the bytes of its file.
    pub fn from_bytes(path: &str, bytes: Vec<u8>, modified: Option<SystemTime>) -> Post {
        let size = bytes.len() as u64;
        let nul = bytes.contains(&0);
        let (text, trouble) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = 1 + good.iter().filter(|byte| **byte == b'\n').count() as u32;
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                (text, Some(Unreadable::Encoding { line }))
            }
        };
        let trouble = match trouble {
            _ if nul => Some(Unreadable::NotText),
            None if size > LARGEST => Some(Unreadable::TooLarge { size }),
            other => other,
        };
        let (start, fields) = match trouble {
            Some(trouble) => (0, Err(trouble)),
            None => match metadata::split(&text) {
                Ok(split) => {
                    let header = split.header.is_some();
                    let start =
                        if header { after_blank_lines(&text, split.body) } else { split.body };
                    let fields = metadata::read(&text).and_then(without_repeated);
                    (start, fields.map_err(Unreadable::Header))
                }
                Err(error) => (0, Err(Unreadable::Header(error))),
            },
        };
        let start = if fields.is_ok() { start } else { 0 };
        Post { path: path.to_owned(), text, start, fields, modified, featured: None }
    }

    /// The text under the fields; the whole file where the fields cannot be read.
    pub fn body(&self) -> &str {
        &self.text[self.start..]
    }

    /// The day that the file's or bundle's name begins with, as Jekyll has it.
    pub fn date_in_name(&self) -> Option<civil::Date> {
        date_in(stem(&self.path)).map(|(day, _)| day)
    }

    /// The day of a post whose header has no date: that of its name, else that of the address that
    /// it gives itself, `path = "2024/10/17/tide"`.
    pub fn day(&self) -> Option<civil::Date> {
        let address = |key: &&str| {
            let text = self.fields.as_ref().ok()?.get(&(*key).into())?.as_str()?;
            date_in_address(text)
        };
        self.date_in_name().or_else(|| ["path", "url", "permalink"].iter().find_map(address))
    }

    /// The story's own name among the files: without folder, ending and date.
    pub fn slug(&self) -> &str {
        slug(&self.path)
    }

    /// The folder that the post lies in, site-relative, without `/` at the end.
    pub fn folder(&self) -> &str {
        folder(&self.path)
    }

    /// Whether the post has a folder of its own.
    pub fn is_bundle(&self) -> bool {
        is_bundle(&self.path)
    }
}

/// A story's own name among the files: without folder, ending and date.
pub fn slug(path: &str) -> &str {
    let stem = stem(path);
    match date_in(stem) {
        Some((_, rest)) if !rest.is_empty() => rest,
        _ => stem,
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match folder(path).rsplit('/').next() {
        Some(bundle) if stem.starts_with("index") && !bundle.is_empty() => bundle,
        _ => stem,
    }
}

/// The folder part of a site-relative path.
pub fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..end])
}

/// The name that tells a post from its neighbours: its folder's, or its file's without ending.
pub fn own_name(path: &str) -> &str {
    let place = if is_bundle(path) { folder(path) } else { path };
    let name = place.rsplit('/').next().unwrap_or(place);
    if is_bundle(path) { name } else { name.rsplit_once('.').map_or(name, |(stem, _)| stem) }
}

/// The path with another of these names.
pub fn renamed(path: &str, name: &str) -> String {
    let place = if is_bundle(path) { folder(path) } else { path };
    let above = &place[..place.rfind('/').map_or(0, |slash| slash + 1)];
    let file = path.rsplit('/').next().unwrap_or(path);
    if is_bundle(path) {
        return format!("{above}{name}/{file}");
    }
    let ending = file.rfind('.').map_or("", |dot| &file[dot..]);
    format!("{above}{name}{ending}")
}

/// The path with another slug: a day before it and a language behind it stay.
pub fn with_slug(path: &str, slug: &str) -> String {
    let own = own_name(path);
    let day = day_before(own);
    // A name that is a day alone has nothing to part it from the slug.
    let gap = if day.len() == own.len() && !day.is_empty() { "-" } else { "" };
    let (_, language) = by_language(own);
    renamed(path, &format!("{day}{gap}{slug}{language}"))
}

/// A name, and the language behind it with its dot: `tide` and `.de`.
fn by_language(name: &str) -> (&str, &str) {
    let is_language = |end: &str| {
        (2..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
    };
    match name.rfind('.') {
        Some(dot) if is_language(&name[dot + 1..]) => name.split_at(dot),
        _ => (name, ""),
    }
}

/// The name, or the first with a number that is not taken. The number stands before the language:
/// behind it, the story would be one of the site's first language.
pub fn numbered(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let (before, language) = by_language(name);
    // A numbered one is no translation of another story.
    let others = |tried: &str| tried != before && !language.is_empty() && taken(tried);
    let number = |tried: &str| others(tried) || taken(&format!("{tried}{language}"));
    format!("{}{language}", slug::number(before, number))
}

/// Whether a post of this path has a folder of its own.
pub fn is_bundle(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with("index.")) && path.contains('/')
}

/// What a picture is called that leads by its name, the likeliest first.
pub const FEATURED: [&str; 4] = ["featured", "feature", "cover", "thumbnail"];

/// Endings of the pictures among them.
const FEATURED_ENDINGS: [&str; 7] = ["jpg", "jpeg", "png", "webp", "avif", "gif", "svg"];

/// The picture in the folder of a post that leads by its name, where themes look for it: no key of
/// the header refers to it.
pub fn featured(site: &Path, path: &str) -> Option<String> {
    if !is_bundle(path) {
        return None;
    }
    let names = fs::read_dir(site.join(folder(path))).ok()?.flatten();
    let files = names.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let names = files.filter_map(|entry| entry.file_name().into_string().ok());
    first_featured(names)
}

/// The one of these names of files that leads: `featured.jpg`, or `featured-tide.jpg` where themes
/// look for `*featured*`. A cover with more in its name may be any picture.
pub fn first_featured(names: impl Iterator<Item = String>) -> Option<String> {
    let rank = |name: &String| {
        let (stem, ending) = name.rsplit_once('.')?;
        let (stem, ending) = (stem.to_ascii_lowercase(), ending.to_ascii_lowercase());
        FEATURED_ENDINGS.contains(&ending.as_str()).then_some(())?;
        let more = |known: &&str| {
            let before = stem.strip_prefix(*known).is_some_and(|rest| rest.starts_with(['-', '_']));
            let behind = stem.strip_suffix(*known).is_some_and(|rest| rest.ends_with(['-', '_']));
            before || behind
        };
        let exact = FEATURED.iter().position(|known| stem == *known);
        let within = || FEATURED[..2].iter().position(more);
        exact.or_else(|| Some(FEATURED.len() + within()?))
    };
    names.filter_map(|name| Some((rank(&name)?, name))).min().map(|(_, name)| name)
}

/// Where the text begins: the blank lines that part it from the fields belong to neither.
fn after_blank_lines(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    start + (rest.len() - rest.trim_start_matches(['\n', '\r']).len())
}

/// The day that a name begins with, and the rest of the name. Jekyll takes `2024-1-5` as well,
/// Hugo `2024-01-05_x`.
pub fn date_in(stem: &str) -> Option<(civil::Date, &str)> {
    let (year, rest) = stem.split_once('-')?;
    let (month, rest) = rest.split_once('-')?;
    let (day, rest) = rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count());
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !digits(year) || !digits(month) || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let date = civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    match rest.strip_prefix(['-', '_', ' ']) {
        Some(rest) => Some((date, rest)),
        None => rest.is_empty().then_some((date, rest)),
    }
}

/// The day that a name begins with as it is written, with what parts it from the rest.
pub fn day_before(name: &str) -> &str {
    date_in(name).map_or("", |(_, rest)| &name[..name.len() - rest.len()])
}

/// A header with a key twice is to be repaired: generators do not agree on which one counts, and
/// most of them stop.
fn without_repeated(fields: Fields) -> Result<Fields, ReadError> {
    let Some(key) = fields.duplicates.first() else { return Ok(fields) };
    let places = fields.entries.iter().zip(&fields.lines).filter(|((name, _), _)| name == key);
    let line = places.map(|(_, line)| *line).nth(1);
    Err(ReadError { line, reason: Reason::RepeatedKey })
}

/// The day among the folders of an address: `/2024/10/17/tide/`.
fn date_in_address(address: &str) -> Option<civil::Date> {
    let parts: Vec<&str> = address.split('/').filter(|part| !part.is_empty()).collect();
    parts.windows(3).find_map(|three| {
        let [year, month, day] = three else { return None };
        let whole = year.len() == 4 && month.len() == 2 && day.len() == 2;
        let date = civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        date.ok().filter(|_| whole)
    })
}

/// The beginning of a large file. One without blocks on disk has still to be fetched from
/// somewhere, or is a hole: it is not touched.
fn glance(file: &Path, about: &fs::Metadata) -> io::Result<Vec<u8>> {
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::blocks(about) == 0 {
        return Ok(Vec::new());
    }
    // Only unix tells how many blocks a file has.
    #[cfg(not(unix))]
    let _ = about;
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(GLANCE).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Does the same to each, a share on every processor, and keeps the order.
pub fn in_parallel<T: Sync, U: Send>(all: &[T], act: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let processors = std::thread::available_parallelism().map_or(1, |count| count.get());
    let share = all.len().div_ceil(processors).max(64);
    let act = &act;
    std::thread::scope(|scope| {
        let shares: Vec<_> = all
            .chunks(share)
            .map(|share| scope.spawn(move || share.iter().map(act).collect::<Vec<U>>()))
            .collect();
        let done = shares.into_iter().map(|share| share.join());
        done.flat_map(|share| share.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(path: &str, bytes: &[u8]) -> Post {
        Post::from_bytes(path, bytes.to_vec(), None)
    }

    #[test]
    fn an_address_gives_the_day_where_neither_name_nor_header_does() {
        for (path, header, day, why) in [
            ("content/tide.md", "path = \"2024/10/17/tide\"", Some("2024-10-17"), "Zola"),
            ("content/tide.md", "path = \"/news/2024/02/30/tide\"", None, "no day"),
            ("content/tide.md", "path = \"tide/10/17\"", None, "no year"),
            (
                "content/2025-01-02-tide.md",
                "path = \"2024/10/17/tide\"",
                Some("2025-01-02"),
                "its name",
            ),
        ] {
            let post =
                post(path, format!("+++\ntitle = \"T\"\n{header}\n+++\n\nText.\n").as_bytes());
            assert_eq!(post.day().map(|day| day.to_string()).as_deref(), day, "{why}");
        }
    }

    #[test]
    fn names_give_slug_and_day() {
        for (path, slug, day, why) in [
            ("_posts/2024-01-12-a-story.md", "a-story", Some("2024-01-12"), "Jekyll"),
            ("content/posts/a-story/index.md", "a-story", None, "a bundle is named by its folder"),
            ("posts/a-story.md", "a-story", None, "flat"),
            ("_posts/2024-12-5-early.md", "early", Some("2024-12-05"), "a day of one digit"),
            ("content/posts/2024-12-05_early.md", "early", Some("2024-12-05"), "Hugo's other sign"),
            ("posts/2024-12-05early.md", "2024-12-05early", None, "no sign between"),
            ("posts/2024-12-.md", "2024-12-", None, "no day"),
            ("posts/2024-13-05-no.md", "2024-13-05-no", None, "no such month"),
            ("posts/100-1-2-go.md", "100-1-2-go", None, "a year has four digits"),
            ("index.md", "index", None, "no folder to name it"),
        ] {
            let post = post(path, b"");
            assert_eq!(post.slug(), slug, "{why}");
            assert_eq!(post.date_in_name().map(|day| day.to_string()).as_deref(), day, "{why}");
        }
    }

    #[test]
    fn a_path_gets_another_name() {
        for (path, named, slugged, why) in [
            ("a/old/index.md", "a/new/index.md", "a/new/index.md", "a folder of its own"),
            ("a/old/index.de.md", "a/new/index.de.md", "a/new/index.de.md", "in a language"),
            ("a/old.markdown", "a/new.markdown", "a/new.markdown", "the ending stays"),
            ("_posts/2024-01-12-old.md", "_posts/new.md", "_posts/2024-01-12-new.md", "the day"),
            ("a/old.de.md", "a/new.md", "a/new.de.md", "the language"),
            ("old.md", "new.md", "new.md", "no folder"),
        ] {
            assert_eq!(renamed(path, "new"), named, "{why}");
            assert_eq!(with_slug(path, "new"), slugged, "{why}");
        }
        assert_eq!(own_name("_posts/2024-01-12-old.md"), "2024-01-12-old");
        for (path, slugged, why) in [
            ("_posts/2024-1-5-tide.md", "_posts/2024-1-5-flood.md", "a day without zeros"),
            ("_posts/2024-01-5-a.md", "_posts/2024-01-5-flood.md", "with one"),
            ("_posts/2024-01-05.md", "_posts/2024-01-05-flood.md", "a day alone"),
            ("posts/2024-1-5-tide.de.md", "posts/2024-1-5-flood.de.md", "in a language"),
        ] {
            assert_eq!(with_slug(path, "flood"), slugged, "{why}");
        }
    }

    #[test]
    fn a_number_stands_before_the_language() {
        for (name, there, free, why) in [
            ("tide.de", &["tide.de"][..], "tide-2.de", "still German"),
            ("tide.de", &["tide.de", "tide-2"], "tide-3.de", "no translation of another story"),
            ("tide.de", &["tide"], "tide.de", "one of its own story"),
            ("tide", &["tide", "tide-2.de"], "tide-2", "without a language"),
            ("v1.0", &["v1.0"], "v1.0-2", "no language"),
        ] {
            assert_eq!(numbered(name, |name| there.contains(&name)), free, "{why}");
        }
    }

    #[test]
    fn what_is_no_story_says_why() {
        for (bytes, expected, why) in [
            (&b"Caf\xe9\n"[..], Unreadable::Encoding { line: 1 }, "Latin-1"),
            (b"one\ntwo \xff\n", Unreadable::Encoding { line: 2 }, "the line is counted"),
            (b"\x89PNG\r\n\x1a\n\0\0", Unreadable::NotText, "a picture named .md"),
        ] {
            assert_eq!(post("x.md", bytes).fields.err(), Some(expected), "{why}");
        }
        let large = vec![b'a'; LARGEST as usize + 1];
        assert_eq!(
            post("x.md", &large).fields.err(),
            Some(Unreadable::TooLarge { size: LARGEST + 1 })
        );
    }
}
