//! Which files git stores otherwise than they lie on disk, and how.
//!
//! Line ends (`autocrlf`, `text`, `eol`) and `ident` are converted by libgit2. Large-file
//! storage, other filter programs and `working-tree-encoding` need a program that this one
//! does not run: such a file is named and left alone.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use git2::{AttrCheckFlags, AttrValue, Oid};

/// How a file becomes a blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Treatment {
    /// Byte for byte.
    Plain,
    /// Through libgit2's own conversions.
    Converted,
    /// Kept in large-file storage.
    Lfs,
    /// Through a program, by this name.
    Program(String),
}

/// The site's conversion rules, read once for many paths.
pub(crate) struct Rules<'r> {
    git: &'r git2::Repository,
    root: PathBuf,
    autocrlf: bool,
    /// Whether rules outside the work tree may touch any file.
    everywhere: bool,
    folders: RefCell<HashMap<String, bool>>,
    shadow: OnceCell<Option<git2::Repository>>,
}

impl<'r> Rules<'r> {
    pub(crate) fn new(git: &'r git2::Repository, root: &Path) -> Self {
        let config = git.config().ok();
        let text = |key: &str| config.as_ref().and_then(|c| c.get_string(key).ok());
        let autocrlf = text("core.autocrlf").is_some_and(|v| {
            v.eq_ignore_ascii_case("input") || git2::Config::parse_bool(v).unwrap_or(false)
        });
        let own = git.commondir().join("info/attributes");
        let persons = config
            .as_ref()
            .and_then(|c| c.get_path("core.attributesfile").ok())
            .or_else(|| Some(git2::Config::find_xdg().ok()?.with_file_name("attributes")));
        let everywhere = autocrlf || converts(&own) || persons.is_some_and(|path| converts(&path));
        Self {
            git,
            root: root.to_owned(),
            autocrlf,
            everywhere,
            folders: RefCell::default(),
            shadow: OnceCell::new(),
        }
    }

    /// Whether any rule could touch a file directly in this folder.
    pub(crate) fn may_touch(&self, folder: &str) -> bool {
        self.everywhere || self.may_convert(folder)
    }

    /// How the file at this path of the work tree is stored.
    pub(crate) fn treatment(&self, path: &str) -> Result<Treatment, git2::Error> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !self.may_touch(folder) {
            return Ok(Treatment::Plain);
        }
        let attribute = |name: &str| {
            let value =
                self.git.get_attr_bytes(Path::new(path), name, AttrCheckFlags::FILE_THEN_INDEX)?;
            Ok::<_, git2::Error>(value.map(<[u8]>::to_owned))
        };
        let filter = attribute("filter")?;
        if let AttrValue::String(name) = AttrValue::from_bytes(filter.as_deref()) {
            if name == "lfs" {
                return Ok(Treatment::Lfs);
            }
            if self.runs_a_program(name) {
                return Ok(Treatment::Program(name.to_owned()));
            }
        }
        let encoding = attribute("working-tree-encoding")?;
        if let AttrValue::String(name) = AttrValue::from_bytes(encoding.as_deref()) {
            return Ok(Treatment::Program(name.to_owned()));
        }
        let (text, crlf, eol, ident) =
            (attribute("text")?, attribute("crlf")?, attribute("eol")?, attribute("ident")?);
        let set = |value: &Option<Vec<u8>>| {
            matches!(
                AttrValue::from_bytes(value.as_deref()),
                AttrValue::True | AttrValue::String(_) | AttrValue::Bytes(_)
            )
        };
        let off =
            |value: &Option<Vec<u8>>| AttrValue::from_bytes(value.as_deref()) == AttrValue::False;
        let line_ends =
            !off(&text) && !off(&crlf) && (self.autocrlf || set(&text) || set(&crlf) || set(&eol));
        Ok(if line_ends || set(&ident) { Treatment::Converted } else { Treatment::Plain })
    }

    /// The id that a converted file would have. Nothing is written to the repository.
    pub(crate) fn converted_id(&self, full: &Path) -> Option<Oid> {
        let shadow = self.shadow.get_or_init(|| in_memory(self.git).ok()).as_ref()?;
        shadow.blob_path(full).ok()
    }

    fn runs_a_program(&self, filter: &str) -> bool {
        self.git.config().is_ok_and(|config| {
            ["clean", "process"]
                .iter()
                .any(|kind| config.get_entry(&format!("filter.{filter}.{kind}")).is_ok())
        })
    }

    fn may_convert(&self, folder: &str) -> bool {
        if let Some(known) = self.folders.borrow().get(folder) {
            return *known;
        }
        let above = match folder.rsplit_once('/') {
            Some((above, _)) => self.may_convert(above),
            None => !folder.is_empty() && self.may_convert(""),
        };
        let may = above || converts(&self.root.join(folder).join(".gitattributes"));
        self.folders.borrow_mut().insert(folder.to_owned(), may);
        may
    }
}

/// Stores bytes as the blob of this path.
pub(crate) fn store(
    git: &git2::Repository,
    treatment: &Treatment,
    path: &str,
    bytes: &[u8],
) -> Result<Oid, git2::Error> {
    if *treatment != Treatment::Converted {
        return git.blob(bytes);
    }
    let mut writer = git.blob_writer(Some(Path::new(path)))?;
    writer.write_all(bytes).map_err(|e| git2::Error::from_str(&e.to_string()))?;
    writer.commit()
}

/// The same repository with an object store that reads the real one and writes to memory.
fn in_memory(git: &git2::Repository) -> Result<git2::Repository, git2::Error> {
    let shadow = git2::Repository::open(git.path())?;
    let odb = git2::Odb::new()?;
    if let Some(objects) = git.commondir().join("objects").to_str() {
        odb.add_disk_alternate(objects)?;
    }
    odb.add_new_mempack_backend(1000)?;
    shadow.set_odb(&odb)?;
    Ok(shadow)
}

/// Whether an attributes file could ask for a conversion. Saying yes too often costs only time.
fn converts(file: &Path) -> bool {
    let Ok(text) = fs::read_to_string(file) else { return file.exists() };
    let words = ["text", "crlf", "eol", "filter", "ident", "encoding", "[attr]"];
    text.lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .any(|line| words.iter().any(|word| line.contains(word)))
}
