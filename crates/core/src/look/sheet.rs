//! A style sheet that loads nothing from elsewhere.
//!
//! The sheet is read token by token and written again. What names an address is either a picture
//! of the site, which gets the address that the image protocol knows, or becomes `none`. Rules
//! that only load (other sheets, fonts) are left out. The frame's policy stands behind this.

use cssparser::{ParseError, Parser, ToCss, Token};

/// Rules that load, or that say how others are read.
const GONE: [&str; 5] = ["import", "charset", "namespace", "font-face", "document"];

/// Functions that take an address as plain text, or that no browser should run.
const NONE: [&str; 9] = [
    "image-set",
    "-webkit-image-set",
    "image",
    "cross-fade",
    "-webkit-cross-fade",
    "element",
    "-moz-element",
    "paint",
    "expression",
];

/// The sheet without what loads from elsewhere. `picture` says where a picture of the site is.
pub fn clean(css: &str, picture: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(css.len());
    copy(&mut Parser::new(css), &mut out, picture);
    out
}

fn copy(from: &mut Parser<'_>, out: &mut String, picture: &mut dyn FnMut(&str) -> Option<String>) {
    while let Ok(token) = from.next_including_whitespace_and_comments() {
        let token = token.clone();
        match &token {
            Token::AtKeyword(name) if is_one_of(name, &GONE) => skip_rule(from),
            Token::UnquotedUrl(address) => place(address, out, picture),
            Token::Function(name) if is_one_of(name, &["url", "src"]) => {
                let address = nested(from, |inside| match inside.next() {
                    Ok(Token::QuotedString(address)) => Some(address.to_string()),
                    _ => None,
                });
                place(&address.flatten().unwrap_or_default(), out, picture);
            }
            Token::Function(name) if is_one_of(name, &NONE) => out.push_str("none"),
            Token::Function(_) | Token::ParenthesisBlock => {
                block(&token, ")", from, out, picture);
            }
            Token::SquareBracketBlock => block(&token, "]", from, out, picture),
            Token::CurlyBracketBlock => block(&token, "}", from, out, picture),
            Token::Comment(_) => out.push_str("/**/"),
            Token::CDO | Token::CDC => {}
            other if other.is_parse_error() => {}
            other => write(other, out),
        }
    }
}

/// A block with what is in it; empty where it lies too deep to be read.
fn block(
    open: &Token<'_>,
    close: &str,
    from: &mut Parser<'_>,
    out: &mut String,
    picture: &mut dyn FnMut(&str) -> Option<String>,
) {
    write(open, out);
    nested(from, |inside| copy(inside, out, picture));
    out.push_str(close);
}

fn nested<T>(from: &mut Parser<'_>, read: impl FnOnce(&mut Parser<'_>) -> T) -> Option<T> {
    from.parse_nested_block(|inside| {
        let read = read(inside);
        while inside.next().is_ok() {}
        Ok::<T, ParseError<()>>(read)
    })
    .ok()
}

/// Passes over a rule: up to its semicolon, or with its block.
fn skip_rule(from: &mut Parser<'_>) {
    while let Ok(token) = from.next() {
        if matches!(token, Token::Semicolon | Token::CurlyBracketBlock) {
            return;
        }
    }
}

fn place(address: &str, out: &mut String, picture: &mut dyn FnMut(&str) -> Option<String>) {
    match picture(address) {
        Some(address) => {
            out.push_str("url(");
            write(&Token::QuotedString(address.as_str().into()), out);
            out.push(')');
        }
        None => out.push_str("none"),
    }
}

fn write(token: &Token<'_>, out: &mut String) {
    token.to_css(out).expect("a String takes everything");
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|one| one.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(css: &str) -> String {
        clean(css, &mut |address| (address == "a.png").then(|| "picture://localhost/1".to_owned()))
    }

    #[test]
    fn what_loads_is_left_out() {
        for (css, kept, why) in [
            ("p { color : red; }", "p { color : red; }", "plain rules stay"),
            ("@import 'x.css';p{}", "p{}", "no other sheets"),
            ("@import url(//e.example/x);p{}", "p{}", "by address"),
            ("@\\69mport \"x\";p{}", "p{}", "spelled otherwise"),
            ("@charset 'x';@namespace url(x);p{}", "p{}", "nothing about reading"),
            ("@font-face{font-family:x;src:url(x)}p{}", "p{}", "no fonts"),
            ("p{background:url(http://e.example/x)}", "p{background:none}", "by address"),
            ("p{background:URL('//e.example/x')}", "p{background:none}", "quoted"),
            ("p{background:u\\72l(x)}", "p{background:none}", "spelled otherwise"),
            ("p{background:u\\72l('x')}", "p{background:none}", "spelled otherwise, quoted"),
            (
                "p{background:url(a.png) red}",
                "p{background:url(\"picture://localhost/1\") red}",
                "a picture of the site",
            ),
            (
                "p{background:url( 'a.png' )}",
                "p{background:url(\"picture://localhost/1\")}",
                "quoted",
            ),
            ("p{background:image-set('x' 1x)}", "p{background:none}", "addresses as text"),
            ("p{background:-WEBKIT-image-set(url(x) 1x)}", "p{background:none}", "old names"),
            ("p{width:expression(alert(1))}", "p{width:none}", "nothing runs"),
            ("p{--x:url(x);background:var(--x)}", "p{--x:none;background:var(--x)}", "variables"),
            (
                "@media (min-width:40em){p{color:red}}",
                "@media (min-width:40em){p{color:red}}",
                "media",
            ),
            ("@supports (a:url(x)){p{}}", "@supports (a:none){p{}}", "conditions"),
            ("a[href^=\"http://x\"]{}", "a[href^=\"http://x\"]{}", "selectors are text"),
            ("a/* url(x) */b{}", "a/**/b{}", "comments part words"),
            ("<!-- p{} -->", " p{} ", "no marks of old pages"),
            ("p{content:'url(x)'}", "p{content:\"url(x)\"}", "text is text"),
            ("p{a:url(x", "p{a:none}", "what never ends, ends"),
            ("p{a:url(x y)}q{}", "p{a:}q{}", "an address that is none"),
            (":is(a,b):not([c]) > d + e ~ f{}", ":is(a,b):not([c]) > d + e ~ f{}", "selectors"),
            ("p{width:calc(1px + 2.5em*-.5)}", "p{width:calc(1px + 2.5em*-0.5)}", "numbers"),
        ] {
            assert_eq!(cleaned(css), kept, "{why}");
        }
    }

    #[test]
    fn what_is_clean_stays_as_it_is() {
        let css = "@media print{p{background:url(a.png)}}a::before{content:\"\\201c\"}";
        let once = cleaned(css);
        assert_eq!(clean(&once, &mut |_| Some("picture://localhost/1".to_owned())), once);
        let deep = cleaned(&"(".repeat(100_000));
        assert_eq!(deep.matches('(').count(), deep.matches(')').count(), "nothing is too deep");
    }
}
