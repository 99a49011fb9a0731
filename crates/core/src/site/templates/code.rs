//! What a piece of a template's code puts out: which parameter, and what around it.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

/// The language of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Language {
    /// Jekyll's Liquid: `{{ include.file }}`.
    Liquid,
    /// Hugo's: `{{ .Get "file" }}`.
    Go,
    /// Zola's: `{{ file }}`, escaped.
    Tera,
    /// Liquid and Nunjucks of Eleventy: `{{ file }}`.
    Bare,
    /// A function that gives back HTML: `${file}`. With the names that it is given.
    Script(Vec<String>),
    /// A component of Astro's: `{file}`. With the names that it is given.
    Braces(Vec<String>),
}

/// What a piece of code puts out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Output {
    /// Nothing that readers see.
    Nothing,
    /// Where the site, or the folder of the page, is.
    Root,
    /// Something that no parameter says.
    Unknown,
    /// What a parameter says.
    Of(Said),
}

/// The value of a parameter, as it is put out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// The parameter.
    pub(super) name: String,
    /// What stands before it and behind it.
    pub(super) around: (String, String),
    /// Whether an address made of it begins at the site's root.
    pub(super) rooted: bool,
    /// Whether it is put out as it is, but for that.
    pub(super) exact: bool,
    /// Whether it is rendered as Markdown.
    pub(super) markdown: bool,
    /// Whether marks of HTML in it are escaped; the language's own way where nothing is said.
    pub(super) escaped: Option<bool>,
}

impl Said {
    /// The same with something before and behind.
    pub(super) fn within(mut self, before: &str, after: &str) -> Said {
        self.around.0.insert_str(0, before);
        self.around.1.push_str(after);
        self
    }
}

/// What variables of a template say; for Hugo also what `.` is within `with`.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) variables: HashMap<String, Said>,
    pub(super) context: Vec<Option<Said>>,
}

/// What the code between the marks puts out.
pub(super) fn output(code: &str, language: &Language, names: &Names) -> Output {
    let code = code.trim().trim_matches('-').trim();
    let parts = match language {
        Language::Script(_) | Language::Braces(_) => vec![code],
        _ => parted(code, '|'),
    };
    let (head, filters) = (parts[0].trim(), &parts[1..]);
    let said = match language {
        Language::Liquid => liquid(head, filters, names),
        Language::Go => go(code, names),
        Language::Tera | Language::Bare => bare(head, filters, None, names),
        Language::Script(given) | Language::Braces(given) => {
            bare(head, filters, Some(given), names)
        }
    };
    match said {
        Some(mut said) => {
            let marks = ["markdown", "RenderString", "renderInline", "md("];
            said.markdown |= marks.iter().any(|mark| code.contains(mark));
            let raw = filters.iter().any(|one| one.trim().starts_with("safe"))
                || code.contains("safeHTML");
            let escaped = filters.iter().any(|one| one.trim().starts_with("escape"))
                || code.contains("plainify");
            if raw || escaped {
                said.escaped = Some(escaped);
            }
            Output::Of(said)
        }
        None if is_root(head) => Output::Root,
        None => Output::Unknown,
    }
}

/// Whether code says only where the site is, or where the page is.
fn is_root(head: &str) -> bool {
    let head = head.trim_start_matches(['$', '.']).to_ascii_lowercase();
    let ends = [
        "site.baseurl",
        "site.url",
        "site.base_url",
        "config.base_url",
        "page.relpermalink",
        "page.permalink",
        "page.path",
        "page.colocated_path",
        "baseurl",
        "base_url",
        "site.baseurl | strlen",
    ];
    ends.contains(&head.as_str())
}

/// Divides code at a sign outside quotation marks and brackets.
fn parted(code: &str, sign: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0_i32, None);
    for (at, one) in code.char_indices() {
        match (quote, one) {
            (Some(open), _) if open == one => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(one),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            (None, _) if one == sign && depth == 0 => {
                parts.push(&code[start..at]);
                start = at + one.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&code[start..]);
    parts
}

/// The text of a value in quotation marks.
fn literal(text: &str) -> Option<&str> {
    let text = text.trim();
    let quote = text.chars().next().filter(|sign| ['"', '\'', '`'].contains(sign))?;
    text[1..].strip_suffix(quote).filter(|inner| !inner.contains(quote))
}

/// Filters that leave an address as it is.
const NEUTRAL: &[&str] = &[
    "relative_url",
    "absolute_url",
    "url",
    "escape",
    "escape_once",
    "xml_escape",
    "uri_escape",
    "strip",
    "trim",
    "default",
    "safe",
    "downcase_none",
    "strip_newlines",
    "normalize_whitespace",
];

fn liquid(head: &str, filters: &[&str], names: &Names) -> Option<Said> {
    static OWN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^include\.([\w-]+)$").expect("a fixed pattern"));
    let value = |text: &str| -> Option<Said> {
        let text = text.trim();
        if let Some(found) = OWN.captures(text) {
            return Some(Said { name: found[1].to_owned(), exact: true, ..Said::default() });
        }
        names.variables.get(text).cloned()
    };
    let mut said = value(head);
    let mut before = literal(head).unwrap_or_default().to_owned();
    let mut strange = false;
    for filter in filters {
        let (name, given) = filter.trim().split_once(':').unwrap_or((filter.trim(), ""));
        let (name, given) = (name.trim(), given.trim());
        match name {
            "prepend" | "append" => {
                let text = literal(given).or_else(|| is_root(given).then_some(""));
                match (text, said.take(), value(given)) {
                    (Some(text), Some(own), _) if name == "prepend" => {
                        said = Some(own.within(text, ""));
                    }
                    (Some(text), Some(own), _) => said = Some(own.within("", text)),
                    (Some(text), None, _) if name == "append" => before.push_str(text),
                    (None, None, Some(own)) if name == "append" => {
                        said = Some(own.within(&std::mem::take(&mut before), ""));
                    }
                    (_, own, _) => {
                        strange = true;
                        said = own;
                    }
                }
            }
            _ if NEUTRAL.contains(&name) => {}
            _ => strange = true,
        }
    }
    let mut said = said?;
    said.exact &= !strange;
    // `prepend: '/'` before an address that may begin with one: the generator takes one of them.
    Some(said)
}

fn go(code: &str, names: &Names) -> Option<Said> {
    static GET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?:^|[\s($])\.Get\s+(?:"([^"]+)"|`([^`]+)`|(\d+))|(?:^|[\s(])\$?\.Params\.(\w+)|index\s+\$?\.Params\s+"([^"]+)""#)
            .expect("a fixed pattern")
    });
    static VARIABLE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\$(\w+)").expect("a fixed pattern"));
    static HERE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[\s(])\.(?:$|[\s)|]|(?:Rel)?Permalink\b|Resize\b|Fit\b|Fill\b|Width\b)")
            .expect("a fixed pattern")
    });
    static FORMAT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"printf\s+["`]([^"`%]*)%[sv]([^"`%]*)["`]\s"#).expect("a fixed pattern")
    });
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:^|[\s(|])([A-Za-z][\w.]*)").expect("a fixed pattern"));
    static QUOTED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#""[^"]*"|`[^`]*`"#).expect("a fixed pattern"));
    let mut found: Vec<(usize, Said)> = Vec::new();
    for one in GET.captures_iter(code) {
        let name = (1..=5).find_map(|group| one.get(group)).map(|name| name.as_str().to_owned());
        let place = one.get(0).map_or(0, |all| all.start());
        found.extend(name.map(|name| (place, Said { name, exact: true, ..Said::default() })));
    }
    for one in VARIABLE.captures_iter(code) {
        let place = one.get(0).map_or(0, |all| all.start());
        found.extend(names.variables.get(&one[1]).map(|said| (place, said.clone())));
    }
    if let (Some(place), Some(Some(said))) = (HERE.find(code), names.context.last()) {
        found.push((place.start(), said.clone()));
    }
    found.sort_by_key(|(place, _)| *place);
    let mut said = found.into_iter().next()?.1;
    let bare = QUOTED.replace_all(code, " \"\" ");
    if code.contains("printf") {
        match FORMAT.captures(code) {
            Some(format) if code.matches("printf").count() == 1 => {
                said = said.within(&format[1], &format[2]);
            }
            _ => said.exact = false,
        }
    }
    const KNOWN: &[&str] = &[
        "printf",
        "relURL",
        "absURL",
        "relLangURL",
        "absLangURL",
        "safeURL",
        "safeHTML",
        "safeHTMLAttr",
        "default",
        "markdownify",
        "htmlEscape",
        "plainify",
        "or",
        "and",
        "with",
        "if",
        "else",
        "resources.Get",
        "resources.GetMatch",
        "index",
        "strings.TrimSpace",
        "eq",
    ];
    let words: Vec<&str> = WORD
        .captures_iter(&bare)
        .filter_map(|word| word.get(1))
        .map(|word| word.as_str())
        .collect();
    said.exact &= words.iter().all(|word| KNOWN.contains(word));
    let rooted = ["relURL", "absURL", "resources.Get", "resources.GetMatch"];
    said.rooted |= words.iter().any(|word| rooted.contains(word));
    Some(said)
}

/// Words of Tera, Nunjucks and JavaScript that are no names of parameters.
const WORDS: &[&str] = &[
    "config",
    "page",
    "section",
    "site",
    "lang",
    "true",
    "false",
    "null",
    "undefined",
    "not",
    "and",
    "or",
    "if",
    "else",
    "loop",
    "set",
    "body",
    "nth",
    "in",
    "is",
    "get_url",
    "resize_image",
    "load_data",
    "current_url",
    "this",
    "return",
    "const",
    "let",
    "var",
    "class",
    "collections",
    "eleventy",
    "metadata",
];

fn bare(head: &str, filters: &[&str], given: Option<&Vec<String>>, names: &Names) -> Option<Said> {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[A-Za-z_$][\w$]*").expect("a fixed pattern"));
    static QUOTED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#""[^"]*"|'[^']*'|`[^`]*`"#).expect("a fixed pattern"));
    let blank = QUOTED.replace_all(head, |found: &regex::Captures<'_>| " ".repeat(found[0].len()));
    let mut found: Option<(std::ops::Range<usize>, Said)> = None;
    let mut strange = false;
    for word in WORD.find_iter(&blank) {
        let (before, after) = (blank[..word.start()].trim_end(), blank[word.end()..].trim_start());
        let names_value = after.starts_with('=') && !after.starts_with("==");
        if after.starts_with('(') {
            strange |=
                !["get_url", "resize_image", "url", "escape", "String"].contains(&word.as_str());
            continue;
        }
        if names_value || (before.ends_with('.') && !before.ends_with("...")) {
            continue;
        }
        let name = word.as_str();
        // `props.src`, `args.src`, `include.src`
        let part =
            after.strip_prefix('.').and_then(|rest| WORD.find(rest)).filter(|one| one.start() == 0);
        let own = if ["include", "props"].contains(&name) {
            part.map(|part| part.as_str())
        } else {
            Some(name).filter(|_| part.is_none())
        };
        let said = names.variables.get(name).cloned().or_else(|| {
            let own = own.filter(|own| !WORDS.contains(own))?;
            let known = given.is_none_or(|given| given.iter().any(|one| one == own));
            known.then(|| Said { name: own.to_owned(), exact: true, ..Said::default() })
        });
        match (&found, said) {
            (None, Some(said)) => found = Some((word.range(), said)),
            (Some((_, first)), Some(other)) if first.name != other.name => strange = true,
            _ => {}
        }
    }
    let (place, mut said) = found?;
    // Texts that are joined to it: `"/pics/" ~ file ~ ".jpg"`.
    let joined = |text: &str| text.trim_end().strip_suffix(['~', '+']).map(str::to_owned);
    if let Some(before) = joined(&head[..place.start]) {
        let text = before.trim_end();
        match text.rfind(['(', '=', ',']).map_or(Some(text), |at| Some(&text[at + 1..])) {
            Some(text) => match literal(parted(text, '~').last().unwrap_or(&text)) {
                Some(text) => said = said.within(text, ""),
                None if is_root(text.trim()) => {}
                None => strange = true,
            },
            None => strange = true,
        }
    }
    if let Some(after) = head[place.end..].trim_start().strip_prefix(['~', '+']) {
        let end = after.find([',', ')']).unwrap_or(after.len());
        match literal(&after[..end]) {
            Some(text) => said = said.within("", text),
            None => strange = true,
        }
    }
    for filter in filters {
        let name = filter.trim().split(['(', ':']).next().unwrap_or_default().trim();
        strange |= !NEUTRAL.contains(&name) && !name.is_empty() && name != "markdown";
    }
    said.rooted |= head.contains("get_url");
    said.exact &= !strange;
    Some(said)
}
