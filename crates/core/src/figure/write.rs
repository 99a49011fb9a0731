//! Writing a figure: choose the form, escape what that form would misread, put the words in.

use super::inline::{Piece, Signs, balanced, caption as spelled, nest, pieces, squeeze, tidy};
use super::own::{NONE, Templates};
use super::{Figure, Form, read};

/// The text of a figure in a form, with `\n` between its lines and none at its end.
///
/// [`Form::Plain`] and [`Form::Inline`] hold only the picture and its description;
/// [`Form::Title`] holds the caption as plain text and no address of the credit.
pub fn write(figure: &Figure, form: Form) -> String {
    write_with(figure, form, NONE)
}

/// As [`write()`], on a site with these templates: they may print the words otherwise.
pub fn write_with(figure: &Figure, form: Form, own: &Templates) -> String {
    match form {
        // A template of the site's own is not ours to write.
        Form::Markdown | Form::Template => {
            let line = line(&figure.caption, &figure.label, &figure.credit, &figure.credit_url);
            let image = image(figure, "");
            if line.is_empty() { image } else { format!("{image}\n{line}") }
        }
        Form::Plain | Form::Inline => image(figure, ""),
        Form::Title => {
            let caption: String = pieces(&figure.caption).into_iter().map(|p| p.text).collect();
            let bracket = bracket(&figure.label, &squeeze(&figure.credit));
            image(figure, &joined(&squeeze(&caption), &bracket))
        }
        Form::Html => html(figure),
        Form::Shortcode => shortcode(figure, Attr::of(figure, own)),
    }
}

/// The emphasised line of the canonical form, `*Caption. (Label: credit)*`; empty when there is
/// nothing to say. A credit without a label is called a photo.
pub fn line(caption: &str, label: &str, credit: &str, credit_url: &str) -> String {
    let caption = tidy(&pieces(caption));
    let text = with_credit(caption.clone(), label, credit, credit_url);
    if text.is_empty() {
        return String::new();
    }
    let written = format!("*{}*", escaped(&text));
    // The parser has the last word on what is strong. Where it disagrees, the words matter more.
    let probe = format!("![](x)\n{written}");
    let told = &read(&probe);
    if matches!(told.as_slice(), [one] if one.form == Form::Markdown && agrees(one, &caption, credit))
    {
        return written;
    }
    let unmarked: Vec<Piece> = caption.into_iter().map(|p| Piece { strong: false, ..p }).collect();
    format!("*{}*", escaped(&with_credit(tidy(&unmarked), label, credit, credit_url)))
}

/// A caption as Markdown for any engine: everything escaped but its links and strong.
pub fn markdown(caption: &str) -> String {
    escaped(&tidy(&pieces(caption)))
}

fn agrees(read: &Figure, caption: &[Piece], credit: &str) -> bool {
    read.caption == spelled(caption) && read.credit == squeeze(credit)
}

fn with_credit(mut text: Vec<Piece>, label: &str, credit: &str, url: &str) -> Vec<Piece> {
    let credit = squeeze(credit);
    if credit.is_empty() {
        return text;
    }
    let url = squeeze(url);
    if url.is_empty() {
        let gap = if text.is_empty() { "" } else { " " };
        text.push(Piece { text: format!("{gap}{}", bracket(label, &credit)), ..Piece::default() });
    } else {
        let gap = if text.is_empty() { "" } else { " " };
        let before = format!("{gap}({}: ", named(label));
        text.push(Piece { text: before, ..Piece::default() });
        text.push(Piece { text: credit, link: Some(url), strong: false });
        text.push(Piece { text: ")".to_owned(), ..Piece::default() });
    }
    tidy(&text)
}

fn named(label: &str) -> String {
    let label = squeeze(label);
    if label.is_empty() { "Photo".to_owned() } else { label }
}

fn bracket(label: &str, credit: &str) -> String {
    if credit.is_empty() { String::new() } else { format!("({}: {credit})", named(label)) }
}

fn joined(caption: &str, bracket: &str) -> String {
    [caption, bracket].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn image(figure: &Figure, title: &str) -> String {
    let alt = described(&squeeze(&figure.alt));
    let src = destination(&figure.src);
    if title.is_empty() {
        return format!("![{alt}]({src})");
    }
    let mut quoted = String::with_capacity(title.len());
    for (at, sign) in title.char_indices() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            '&' => quoted.push_str("&amp;"),
            '{' if opens_template(&title[at..]) => quoted.push_str("&#123;"),
            _ => quoted.push(sign),
        }
    }
    format!("![{alt}]({src} \"{quoted}\")")
}

/// Markdown text that says exactly `text` in CommonMark, kramdown and the templates above them.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, sign) in text.char_indices() {
        match sign {
            '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '`' => out.extend(['\\', sign]),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '{' if opens_template(&text[at..]) => out.push_str("&#123;"),
            _ => out.push(sign),
        }
    }
    out
}

/// A description, with an escape only where there is no other way: Hugo shows readers every
/// backslash and every reference in it, markdown-it drops the letters behind them.
fn described(text: &str) -> String {
    let brackets = has_plain_brackets(text);
    let mut out = String::with_capacity(text.len() + 8);
    for (at, sign) in text.char_indices() {
        let before = text[..at].chars().next_back();
        let after = text[at + sign.len_utf8()..].chars().next();
        let apart = before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace);
        let within =
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        let inside = before.is_some() && after.is_some();
        match sign {
            '*' | '~' if apart && inside => out.push(sign),
            '_' if within || (apart && inside) => out.push(sign),
            '\\' if after.is_some_and(char::is_alphanumeric) => out.push(sign),
            '[' | ']' if brackets => out.push(sign),
            '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '`' => out.extend(['\\', sign]),
            '&' if !may_be_reference(&text[at..]) => out.push(sign),
            '&' => out.push_str("&amp;"),
            '<' if after.is_some_and(|next| next.is_whitespace() || next.is_ascii_digit()) => {
                out.push(sign);
            }
            '>' if before.is_some_and(|last| last.is_whitespace() || last.is_ascii_digit()) => {
                out.push(sign);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '{' if opens_template(&text[at..]) => out.push_str("&#123;"),
            _ => out.push(sign),
        }
    }
    out
}

/// `&` before a space or at the end is one to everybody.
fn may_be_reference(text: &str) -> bool {
    text[1..].starts_with(|next: char| next == '#' || next.is_ascii_alphanumeric())
        && is_entity(text)
}

/// Whether all brackets of a text are pairs around words: `[sic]`.
fn has_plain_brackets(text: &str) -> bool {
    let mut open = false;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '[' if open || !signs.peek().is_some_and(|next| next.is_alphanumeric()) => {
                return false;
            }
            '[' => open = true,
            ']' if !open => return false,
            ']' => {
                open = false;
                if signs.peek().is_some_and(|next| matches!(next, '(' | '[' | ':' | '{')) {
                    return false;
                }
            }
            _ => {}
        }
    }
    !open
}

/// Liquid, Nunjucks, Hugo and Zola act on `{{` and `{%`, kramdown on `{:`.
fn opens_template(text: &str) -> bool {
    matches!(text.as_bytes().get(1), Some(b'{' | b'%' | b':'))
}

/// A link destination: in `<…>` when it has space or brackets.
fn destination(address: &str) -> String {
    let address: String = address.chars().filter(|sign| !sign.is_control()).collect();
    let pointed = address.contains(|sign: char| sign.is_whitespace() || "()<>".contains(sign));
    let mut out = String::with_capacity(address.len() + 2);
    if pointed {
        out.push('<');
    }
    for (at, sign) in address.char_indices() {
        match sign {
            '\\' | '<' | '>' => out.extend(['\\', sign]),
            '&' if is_entity(&address[at..]) => out.push_str("&amp;"),
            _ => out.push(sign),
        }
    }
    if pointed {
        out.push('>');
    }
    out
}

fn is_entity(text: &str) -> bool {
    let name = &text[1..];
    let end = name.bytes().position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#');
    end.is_some_and(|end| end > 0 && name.as_bytes()[end] == b';')
}

struct Markdown(String);

impl Signs for Markdown {
    fn text(&mut self, text: &str, before_link: bool) {
        // "!" before a link would make it an image.
        match text.strip_suffix('!') {
            Some(start) if before_link => {
                self.0.push_str(&escape(start));
                self.0.push_str("\\!");
            }
            _ => self.0.push_str(&escape(text)),
        }
    }

    fn strong(&mut self, _begins: bool) {
        self.0.push_str("**");
    }

    fn link(&mut self, address: &str, begins: bool) {
        if begins {
            self.0.push('[');
        } else {
            let address = if balanced(address) && !address.contains(['<', '>']) {
                // Balanced brackets need no pointed ones, and every engine reads them.
                plain_destination(address)
            } else {
                destination(address)
            };
            self.0.push_str("](");
            self.0.push_str(&address);
            self.0.push(')');
        }
    }
}

fn plain_destination(address: &str) -> String {
    if address.contains(char::is_whitespace) {
        return destination(address);
    }
    let mut out = String::with_capacity(address.len());
    for (at, sign) in address.char_indices() {
        match sign {
            '\\' => out.push_str("\\\\"),
            '&' if is_entity(&address[at..]) => out.push_str("&amp;"),
            _ => out.push(sign),
        }
    }
    out
}

fn escaped(text: &[Piece]) -> String {
    let mut out = Markdown(String::new());
    nest(text, &mut out);
    out.0
}

struct Html(String);

impl Signs for Html {
    fn text(&mut self, text: &str, _before_link: bool) {
        self.0.push_str(&entities(text));
    }

    fn strong(&mut self, begins: bool) {
        self.0.push_str(if begins { "<strong>" } else { "</strong>" });
    }

    fn link(&mut self, address: &str, begins: bool) {
        if begins {
            self.0.push_str(&format!("<a href=\"{}\">", attribute(address)));
        } else {
            self.0.push_str("</a>");
        }
    }
}

fn html(figure: &Figure) -> String {
    let caption = tidy(&pieces(&figure.caption));
    let credit = with_credit(Vec::new(), &figure.label, &figure.credit, &figure.credit_url);
    let mut out = Html(format!(
        "<figure>\n  <img src=\"{}\" alt=\"{}\">\n",
        attribute(&figure.src),
        entities(&squeeze(&figure.alt))
    ));
    if !caption.is_empty() || !credit.is_empty() {
        out.0.push_str("  <figcaption>");
        nest(&caption, &mut out);
        if !credit.is_empty() {
            out.0.push_str(if caption.is_empty() { "" } else { " " });
            out.0.push_str("<span class=\"credit\">");
            nest(&credit, &mut out);
            out.0.push_str("</span>");
        }
        out.0.push_str("</figcaption>\n");
    }
    out.0.push_str("</figure>");
    out.0
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, sign) in text.char_indices() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '{' if opens_template(&text[at..]) => out.push_str("&#123;"),
            _ => out.push(sign),
        }
    }
    out
}

/// An address as an attribute: templates in it stay templates (`{{ site.baseurl }}/a.jpg`).
fn attribute(address: &str) -> String {
    address
        .chars()
        .filter(|sign| !sign.is_control())
        .collect::<String>()
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Where the credit of a short code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attr {
    /// Behind the caption, in brackets.
    InCaption,
    /// In `attr`, which is printed right behind the caption.
    Bracketed,
    /// In `attr`, which is printed by itself.
    Bare,
    /// Hugo drops an empty description, and a screen reader then reads the name of the file.
    /// Decoration is an image of Markdown's, which it builds with `alt=""`.
    Decoration,
}

impl Attr {
    /// As Hugo's own `figure` prints it well: there is a space between caption and credit only where
    /// the credit leads somewhere. What a `figure` of the site's own does is the site's affair.
    fn of(figure: &Figure, own: &Templates) -> Attr {
        let given = |text: &str| !squeeze(text).is_empty();
        let (captioned, credited) = (given(&figure.caption), given(&figure.credit));
        match (captioned, credited) {
            _ if own.has_figure() => Attr::Bare,
            (false, false) if !given(&figure.alt) => Attr::Decoration,
            (true, true) if given(&figure.credit_url) => Attr::Bracketed,
            (true, true) => Attr::InCaption,
            _ => Attr::Bare,
        }
    }
}

pub(super) fn shortcode(figure: &Figure, attr: Attr) -> String {
    if attr == Attr::Decoration {
        return image(figure, "");
    }
    let mut out = String::from("{{< figure");
    let mut add = |name: &str, value: String| {
        out.push_str(&format!(" {name}={}", quoted(&value)));
    };
    add("src", figure.src.chars().filter(|sign| !sign.is_control()).collect());
    add("alt", squeeze(&figure.alt));
    // Hugo renders caption and attr as Markdown; src and alt it takes as they are.
    let rendered = |text: String| no_block(&text).replace('"', "&quot;").replace("\\`", "&#96;");
    let (mut caption, credit) = (tidy(&pieces(&figure.caption)), squeeze(&figure.credit));
    if attr == Attr::InCaption {
        caption = with_credit(caption, &figure.label, &credit, &figure.credit_url);
    }
    let caption = escaped(&caption);
    if !caption.is_empty() {
        add("caption", rendered(caption));
    }
    if !credit.is_empty() && attr != Attr::InCaption {
        let text = match attr {
            Attr::Bracketed => bracket(&figure.label, &credit),
            _ => format!("{}: {credit}", named(&figure.label)),
        };
        add("attr", rendered(escape(&text)));
        let url = squeeze(&figure.credit_url);
        if !url.is_empty() {
            add("attrlink", url);
        }
    }
    out.push_str(" >}}");
    out
}

/// Keeps the start of a text that is rendered on its own from beginning a list or a heading.
fn no_block(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.as_bytes().get(digits) {
        Some(b'#' | b'-' | b'+' | b'=') if digits == 0 => format!("\\{text}"),
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text.to_owned(),
    }
}

/// In double quotes, or in back-ticks (taken literally) when that spares an escape. A value with
/// back-ticks and backslashes has no spelling at all; its back-ticks become apostrophes.
fn quoted(value: &str) -> String {
    let value = if value.contains('\\') { value.replace('`', "'") } else { value.to_owned() };
    if value.contains(['"', '\\']) && !value.contains('`') {
        format!("`{value}`")
    } else {
        format!("\"{}\"", value.replace('"', "\\\""))
    }
}
