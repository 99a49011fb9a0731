//! The pictures of a site: where a reference leads, and an opaque id for each file.
//!
//! A screen is given ids and never paths; the image protocol answers to ids that are on the
//! shelf and to nothing else.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::photo;
use crate::post;
use crate::preview::{Picture, Pictures, host};
use crate::site::Site;
use crate::template;
use crate::view::PictureView;

/// Folders of a site whose content stands at the root of what is built.
const ROOTS: [&str; 6] = ["", "static", "public", "assets", "src", "content"];

/// The pictures that screens have been told of.
#[derive(Debug, Default)]
pub struct Shelf {
    files: HashMap<String, PictureFile>,
    by_path: HashMap<PathBuf, String>,
    bytes: HashMap<String, Arc<Vec<u8>>>,
}

/// Where the bytes of a picture are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureSource {
    /// In a file of the site.
    File(PathBuf),
    /// In memory: a draft, or an earlier version.
    Bytes(Arc<Vec<u8>>),
}

/// A picture on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PictureFile {
    /// Absolute.
    path: PathBuf,
    /// Pixels, upright.
    width: u32,
    /// Pixels, upright.
    height: u32,
    /// Bytes.
    bytes: u64,
    /// When it was last written, so that a replaced file gets another id.
    modified: Option<std::time::SystemTime>,
}

impl Shelf {
    /// Puts a file of the site on the shelf. Nothing for what is no picture.
    pub fn put(&mut self, site: &Path, file: &str) -> Option<PictureView> {
        let path = site.join(file);
        let about = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
        if let Some(id) = self.by_path.get(&path)
            && let Some(known) = self.files.get(id)
            && known.bytes == about.len()
            && known.modified == about.modified().ok()
        {
            return Some(view(id, known));
        }
        let (width, height) = measure_file(&path)?;
        let modified = about.modified().ok();
        let picture =
            PictureFile { path: path.clone(), width, height, bytes: about.len(), modified };
        let id = self.id(&picture);
        let seen = view(&id, &picture);
        self.by_path.insert(path, id.clone());
        self.files.insert(id, picture);
        Some(seen)
    }

    /// Puts a picture on the shelf that is in no file.
    pub fn put_bytes(&mut self, id: &str, bytes: Arc<Vec<u8>>) {
        self.bytes.insert(id.to_owned(), bytes);
    }

    /// Puts an earlier version of a picture on the shelf. Nothing for what is no picture.
    pub fn put_picture(&mut self, bytes: Arc<Vec<u8>>) -> Option<PictureView> {
        let (width, height) = photo::measure(&bytes)?;
        let id = blake3::hash(&bytes).to_hex()[..20].to_owned();
        let view = PictureView {
            id: id.clone(),
            width,
            height,
            bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        };
        self.bytes.insert(id, bytes);
        Some(view)
    }

    /// Where the picture of an id is.
    pub fn get(&self, id: &str) -> Option<PictureSource> {
        let file = self.files.get(id).map(|file| PictureSource::File(file.path.clone()));
        file.or_else(|| self.bytes.get(id).cloned().map(PictureSource::Bytes))
    }

    /// An id that tells nothing of the path.
    fn id(&self, picture: &PictureFile) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(picture.path.as_os_str().as_encoded_bytes());
        hasher.update(&picture.bytes.to_le_bytes());
        let written = picture
            .modified
            .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
            .unwrap_or_default();
        hasher.update(&written.as_nanos().to_le_bytes());
        hasher.finalize().to_hex()[..20].to_owned()
    }
}

/// Width and height, upright. Most headers fit into the first 64 kB; the whole file is read only
/// where they do not.
pub(crate) fn measure_file(path: &Path) -> Option<(u32, u32)> {
    let mut start = Vec::new();
    File::open(path).ok()?.take(64 * 1024).read_to_end(&mut start).ok()?;
    photo::measure(&start).or_else(|| photo::measure(&std::fs::read(path).ok()?))
}

fn view(id: &str, picture: &PictureFile) -> PictureView {
    PictureView {
        id: id.to_owned(),
        width: picture.width,
        height: picture.height,
        bytes: u32::try_from(picture.bytes).unwrap_or(u32::MAX),
    }
}

/// The site-relative file that a post's reference leads to, if it lies in the site. References
/// with `..` that leave the site, to other hosts, or through links are not followed.
pub fn resolve(site: &Site, post_path: &str, src: &str) -> Option<String> {
    let first = src.contains('*').then(|| first_of(site, post_path, src));
    let src = match &first {
        Some(first) => first.as_deref()?,
        None => src,
    };
    candidates(post_path, src)
        .into_iter()
        .find(|candidate| {
            let mut path = site.folder.clone();
            // A link on the way could lead anywhere.
            candidate.components().all(|part| {
                path.push(part);
                std::fs::symlink_metadata(&path).is_ok_and(|about| !about.file_type().is_symlink())
            }) && path.is_file()
        })
        .map(|path| path.to_string_lossy().replace('\\', "/"))
}

/// The first picture beside a post that a pattern of Hugo's means: `cover*`, `img/lead-*.jpg`.
fn first_of(site: &Site, post_path: &str, pattern: &str) -> Option<String> {
    let (below, pattern) = pattern.rsplit_once('/').unwrap_or(("", pattern));
    let folder = inside(&Path::new(post::folder(post_path)).join(below))?;
    let names = std::fs::read_dir(site.folder.join(folder)).ok()?.flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let first = names.filter(|name| !is_text(name) && matches(pattern, name)).min()?;
    Some(if below.is_empty() { first } else { format!("{below}/{first}") })
}

fn is_text(name: &str) -> bool {
    [".md", ".markdown", ".html"].iter().any(|ending| name.ends_with(ending))
}

/// Whether a name is one that a pattern means, in which `*` stands for anything.
fn matches(pattern: &str, name: &str) -> bool {
    let parts: Vec<&str> = pattern.split('*').collect();
    let [first, middle @ .., last] = parts.as_slice() else { return pattern == name };
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    for part in middle.iter().filter(|part| !part.is_empty()) {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// Whether a post's reference means this file of the site, also where that is gone.
pub fn means(post_path: &str, src: &str, file: &str) -> bool {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    if src.contains('*') {
        let (below, pattern) = src.rsplit_once('/').unwrap_or(("", src));
        let meant = Path::new(post::folder(post_path)).join(below);
        return meant == Path::new(folder) && matches(pattern, name);
    }
    // Most references are told from each other by the name alone.
    (src.contains(name) || src.contains('%'))
        && candidates(post_path, src).iter().any(|candidate| candidate == Path::new(file))
}

/// The places in a site where the file of a post's reference can lie, the likeliest first.
fn candidates(post_path: &str, src: &str) -> Vec<PathBuf> {
    let src = &*template::plain_address(src);
    if src.is_empty() || host(src).is_some() || src.contains(':') || src.contains('\\') {
        return Vec::new();
    }
    let src = src.split(['?', '#']).next().unwrap_or(src);
    // Astro's themes have these names for the folder of what is built.
    if let Some(rest) = src.strip_prefix("~/").or_else(|| src.strip_prefix("@/")) {
        return inside(&Path::new("src").join(rest)).into_iter().collect();
    }
    // `caf%C3%A9.jpg` is `café.jpg`.
    let src = percent_decode_str(src).decode_utf8().unwrap_or(src.into());
    let beside = Path::new(post::folder(post_path)).join(src.trim_start_matches("./"));
    let rooted = src.trim_start_matches('/');
    // `../../img/a.png` of a page at `/news/a/`: a browser starts from its address, not its file.
    let risen = src.trim_start_matches("../");
    let of_address = ROOTS.iter().filter(|_| risen != src).map(|root| Path::new(root).join(risen));
    let bundle = post_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let below_content = bundle.strip_prefix("content/").unwrap_or(bundle);
    let own_address =
        rooted.strip_prefix(&format!("{below_content}/")).map(|rest| Path::new(bundle).join(rest));
    (!src.starts_with('/'))
        .then_some(beside)
        .into_iter()
        .chain(ROOTS.iter().map(|root| Path::new(root).join(rooted)))
        .chain(own_address)
        .chain(of_address)
        .filter_map(|candidate| inside(&candidate))
        .collect()
}

/// The path without `.` and `..`; nothing when it would leave the site.
fn inside(path: &Path) -> Option<PathBuf> {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => out.push(name),
            Component::CurDir => {}
            Component::ParentDir => {
                if !out.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(out)
}

/// The start of a picture's address in the app.
pub fn address_base() -> &'static str {
    if cfg!(windows) { "http://picture.localhost/" } else { "picture://localhost/" }
}

/// The address of a picture on the shelf, at up to `width` pixels.
pub fn address_of(id: &str, width: u32) -> String {
    format!("{}{id}?w={width}", address_base())
}

/// The pictures of one post, as its page shows them.
pub struct PostPictures<'a> {
    /// The site.
    pub site: &'a Site,
    /// The post.
    pub post: &'a str,
    /// Where ids come from.
    pub shelf: &'a std::cell::RefCell<&'a mut Shelf>,
    /// Pixels that a picture is asked for at most.
    pub width: u32,
}

impl Pictures for PostPictures<'_> {
    fn templates(&self) -> &crate::figure::Templates {
        &self.site.profile.templates
    }

    fn find(&self, src: &str) -> Picture {
        if let Some(host) = host(src) {
            return Picture::Elsewhere { host };
        }
        if src.starts_with("data:") {
            return Picture::NotShown { name: String::new() };
        }
        let Some(file) = resolve(self.site, self.post, src) else { return Picture::Missing };
        match self.shelf.borrow_mut().put(&self.site.folder, &file) {
            Some(view) => Picture::Here {
                url: address_of(&view.id, self.width),
                size: Some((view.width, view.height)),
            },
            None => Picture::NotShown { name: file.rsplit('/').next().unwrap_or(&file).to_owned() },
        }
    }
}
