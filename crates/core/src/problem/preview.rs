//! What stands on a page in the place of something that is not shown there.

/// The file of a picture is not there.
pub(crate) fn picture_missing(src: &str) -> String {
    format!("This picture’s file is missing: {src}")
}

/// A picture that Galley does not show, by the name of its file where it has one.
pub(crate) fn picture_not_shown(name: &str) -> String {
    match name {
        "" => "A picture in the text itself, not shown here".to_owned(),
        name => format!("Picture that is not shown here: {name}"),
    }
}

/// A picture that would be loaded from another site.
pub(crate) fn picture_elsewhere(host: &str) -> String {
    format!("Picture from another site, not loaded: {host}")
}

/// A page, video or recording that is not loaded: the site that it is on, where that is another
/// one, else the name of its file, where it has one, and what it is called.
pub(crate) fn embed_not_loaded(tag: &str, host: Option<&str>, file: &str, title: &str) -> String {
    let kind = match tag {
        "video" => "Video",
        "audio" => "Recording",
        _ => "Embedded page",
    };
    let place = match host {
        Some(host) => format!(" from another site, not loaded: {host}"),
        None if file.is_empty() => ", not shown here".to_owned(),
        None => format!(", not shown here: {file}"),
    };
    let title = if title.is_empty() { String::new() } else { format!(" ({title})") };
    format!("{kind}{place}{title}")
}
