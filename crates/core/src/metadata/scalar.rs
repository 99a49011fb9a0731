//! Scalars of YAML: what an unquoted one means, and how a text is written so that every
//! reader, of YAML 1.1 or 1.2, reads that text.

use super::tree::Form;
use super::value::Value;

/// What an unquoted scalar is: the core schema of YAML 1.2 (section 10.3.2), and the timestamps
/// of YAML 1.1.
pub(super) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_number(text) => Value::Number(text.to_owned()),
        _ if is_timestamp(text) => Value::Date(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}

/// A number of the core schema.
pub(super) fn is_number(text: &str) -> bool {
    let Some(first) = text.bytes().next() else { return false };
    if !(first.is_ascii_digit() || b"+-.".contains(&first)) {
        return false;
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return !digits.is_empty() && digits.bytes().all(|b| (b'0'..=b'7').contains(&b));
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let mantissa_fits = match mantissa.split_once('.') {
        Some((whole, part)) => {
            digits(whole) && digits(part) && !(whole.is_empty() && part.is_empty())
        }
        None => !mantissa.is_empty() && digits(mantissa),
    };
    mantissa_fits
        && exponent.is_none_or(|e| {
            let e = e.strip_prefix(['+', '-']).unwrap_or(e);
            !e.is_empty() && digits(e)
        })
}

/// A timestamp of YAML 1.1 (yaml.org/type/timestamp.html). Whether the day exists is not asked.
pub(super) fn is_timestamp(text: &str) -> bool {
    let mut rest = text;
    let mut digits = |min: usize, max: usize, after: &[char]| -> bool {
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        if len < min || len > max {
            return false;
        }
        rest = &rest[len..];
        match rest.chars().next() {
            None => after.is_empty(),
            Some(c) if after.contains(&c) => {
                rest = &rest[1..];
                true
            }
            Some(_) => after.is_empty(),
        }
    };
    if !(digits(4, 4, &['-']) && digits(1, 2, &['-']) && digits(1, 2, &[])) {
        return false;
    }
    if rest.is_empty() {
        return text.len() == 10;
    }
    let time = match rest.strip_prefix(['T', 't']) {
        Some(time) => time,
        None => rest.trim_start_matches([' ', '\t']),
    };
    if time.len() == rest.len() {
        return false;
    }
    rest = time;
    let mut digits = |min: usize, max: usize, after: char| -> bool {
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        let fits = len >= min && len <= max;
        rest = &rest[len..];
        fits && (after == '\0'
            || rest.strip_prefix(after).is_some_and(|r| {
                rest = r;
                true
            }))
    };
    if !(digits(1, 2, ':') && digits(2, 2, ':') && digits(2, 2, '\0')) {
        return false;
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let zone = rest.trim_start_matches([' ', '\t']);
    match zone.strip_prefix(['+', '-']) {
        _ if zone.is_empty() => rest.is_empty(),
        None => zone == "Z",
        Some(offset) => {
            let (hours, minutes) = offset.split_once(':').unwrap_or((offset, ""));
            let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
            (1..=4).contains(&hours.len())
                && digits(hours)
                && digits(minutes)
                && (!offset.contains(':') || (hours.len() <= 2 && minutes.len() == 2))
        }
    }
}

/// The text as a scalar on one line, in the given quoting where that is safe, else in double
/// quotes. `flow` is set between brackets.
pub(super) fn write(text: &str, form: Form, flow: bool) -> String {
    match form {
        Form::Plain if is_plain(text, flow) => text.to_owned(),
        Form::Single if fits_single(text) => format!("'{}'", text.replace('\'', "''")),
        _ => double_quoted(text),
    }
}

/// A key, quoted only where it must be.
pub(super) fn write_key(key: &str) -> String {
    if is_plain(key, true) && key.len() <= 120 { key.to_owned() } else { double_quoted(key) }
}

/// JSON escapes in double quotes: a JSON string is a YAML scalar.
pub(super) fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unprintable(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that YAML takes as a line break or does not allow as they are.
pub(super) fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn fits_single(text: &str) -> bool {
    !text.chars().any(is_unprintable)
}

/// Whether the text may stand without quotes: no reader takes it for anything but this text.
pub(super) fn is_plain(text: &str, flow: bool) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let starts = first.is_alphanumeric() || "/_($".contains(first) || (first as u32) > 0xa0;
    let relative = text.starts_with("./") || text.starts_with("../");
    let markup = first == '<' && !text.starts_with("<<");
    (starts || relative || markup)
        && text.trim() == text
        && !text.chars().any(is_unprintable)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !(flow && text.contains([',', '[', ']', '{', '}', ':', '?', '#']))
        && !is_taken(text)
}

/// A truth value of YAML 1.1 (its type `bool`), which is a text in YAML 1.2.
pub(super) fn is_yes_or_no(text: &str) -> bool {
    ["y", "n", "yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether some reader takes the text for something else: a truth value, nothing, a number or a
/// date of YAML 1.1 or 1.2.
fn is_taken(text: &str) -> bool {
    if is_yes_or_no(text)
        || ["true", "false", "null"].iter().any(|word| text.eq_ignore_ascii_case(word))
    {
        return true;
    }
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let bytes = text.as_bytes();
    let based =
        bytes[0] == b'0' && matches!(bytes.get(1), Some(b'x' | b'X' | b'b' | b'B' | b'o' | b'O'));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit() || b"_.,:+-".contains(&b));
    let exponent = text.split_once(['e', 'E']).is_some_and(|(a, b)| digits(a) && digits(b));
    let dated = bytes.len() >= 8
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes[5].is_ascii_digit();
    based || digits(text) || exponent || dated
}
