//! Which links of a story are handed to the browser: web and mail addresses that are what they
//! look like. Everything else on this computer that an address can start is none of a story's.

use url::Url;

/// Longest link that is handed on, in bytes.
const LONGEST: usize = 2048;

/// What a mail address may fill in. Some mail programs attach files that others name.
const MAIL_FIELDS: [&str; 4] = ["subject", "body", "cc", "bcc"];

/// Whether an address may be opened, as it is written.
pub(crate) fn is_safe(text: &str) -> bool {
    // An address whose letters do not stand for themselves is another one than people see.
    if text.len() > LONGEST || text.contains('\\') || text.chars().any(is_unseen) {
        return false;
    }
    let Ok(url) = Url::parse(text) else { return false };
    if !url.username().is_empty() || url.password().is_some() {
        return false;
    }
    let Some((_, rest)) = text.split_once(':') else { return false };
    match url.scheme() {
        // `https:/host` and `https:///host` are read as `https://host`, and look like paths.
        "http" | "https" => {
            url.host_str().is_some() && rest.starts_with("//") && !rest.starts_with("///")
        }
        "mailto" => {
            !url.path().is_empty()
                && url.query_pairs().all(|(field, _)| {
                    MAIL_FIELDS.iter().any(|known| known.eq_ignore_ascii_case(&field))
                })
        }
        _ => false,
    }
}

/// Signs that are not seen, or that turn the order of those around them.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || sign.is_whitespace()
        || matches!(sign,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn web_and_mail_are_opened() {
        for url in [
            "https://example.org",
            "https://example.org/",
            "http://example.org/a?b=c&d=e#f",
            "HTTPS://EXAMPLE.ORG/A",
            "https://example.org:8443/a",
            "https://127.0.0.1/a",
            "https://[::1]/a",
            "https://example.org/caf%C3%A9",
            "https://example.org/café",
            "https://bücher.example/",
            "https://xn--bcher-kva.example/",
            "https://例え.example/",
            "https://example.org/a@b",
            "https://example.org/?q=a@b:c",
            "https://example.org/a:b",
            "https://example.org/%22%3Cx%3E",
            "https://example.org/javascript:alert(1)",
            "https://example.org/$(id)",
            "https://example.org/`id`;x|y&z",
            "https://example.org/'x'",
            "mailto:desk@example.org",
            "mailto:a@example.org,b@example.org",
            "mailto:desk@example.org?subject=A%20story&body=x",
            "MAILTO:desk@example.org?CC=a@example.org",
        ] {
            assert!(is_safe(url), "{url}");
        }
    }

    #[test]
    fn nothing_else_is() {
        let long = format!("https://example.org/{}", "a".repeat(2048));
        for (url, why) in [
            ("", "nothing"),
            ("example.org", "no scheme"),
            ("/a", "a path"),
            ("#a", "a place in the page"),
            ("//example.org", "the scheme of what?"),
            ("\\\\host\\share", "a share"),
            ("C:\\Windows\\System32\\calc.exe", "a file"),
            ("file:///etc/passwd", "a file"),
            ("FILE:///etc/passwd", "a file"),
            ("file://host/share/x.exe", "a file elsewhere"),
            ("javascript:alert(1)", "a script"),
            ("JavaScript:alert(1)", "a script"),
            ("java\tscript:alert(1)", "a script"),
            (" javascript:alert(1)", "a script"),
            ("javascript://example.org/%0aalert(1)", "a script"),
            ("vbscript:x", "a script"),
            ("data:text/html,<script>1</script>", "a page of its own"),
            ("data:text/html;base64,AAAA", "a page of its own"),
            ("blob:https://example.org/x", "a page of its own"),
            ("about:blank", "the browser's own"),
            ("chrome://settings", "the browser's own"),
            ("view-source:https://example.org", "the browser's own"),
            ("filesystem:https://example.org/x", "the browser's own"),
            ("jar:https://example.org/x!/y", "an archive"),
            ("feed:https://example.org/x", "another program"),
            ("smb://host/share", "a share"),
            ("nfs://host/share", "a share"),
            ("afp://host/share", "a share"),
            ("dav://host/share", "a share"),
            ("ftp://example.org/x", "not the web"),
            ("sftp://example.org/x", "not the web"),
            ("ssh://example.org", "another program"),
            ("telnet://example.org", "another program"),
            ("rdp://example.org", "another program"),
            ("vnc://example.org", "another program"),
            ("ldap://example.org/x", "another program"),
            ("gopher://example.org/x", "not the web"),
            ("ws://example.org/x", "not the web"),
            ("tel:+15551234567", "a telephone"),
            ("sms:+15551234567", "a telephone"),
            ("facetime:a@example.org", "a telephone"),
            ("callto:x", "a telephone"),
            ("skype:x?call", "a telephone"),
            ("zoommtg://zoom.us/join?x", "another program"),
            ("msteams:/l/x", "another program"),
            ("slack://open", "another program"),
            ("vscode://file/etc/passwd", "another program"),
            ("vscode-insiders://x", "another program"),
            ("cursor://x", "another program"),
            ("jetbrains://x", "another program"),
            ("git://example.org/x", "another program"),
            ("github-windows://openRepo/x", "another program"),
            ("steam://run/1", "another program"),
            ("itms-apps://x", "another program"),
            ("x-apple.systempreferences:x", "the system's"),
            ("ms-appinstaller:?source=https://x.example/y", "installs programs"),
            ("ms-settings:", "the system's"),
            ("ms-msdt:/id PCWDiagnostic", "the system's"),
            ("ms-word:ofe|u|https://x.example/y.docm", "another program"),
            ("ms-officecmd:{}", "another program"),
            ("search-ms:query=x&crumb=location:\\\\host\\share", "the system's"),
            ("search:query=x", "the system's"),
            ("shell:startup", "the system's"),
            ("hcp://x", "the system's"),
            ("mk:@MSITStore:x.chm", "the system's"),
            ("res://x.dll/y", "the system's"),
            ("help:x", "the system's"),
            ("man:ls", "the system's"),
            ("apt:package", "installs programs"),
            ("snap://package", "installs programs"),
            ("appstream://x", "installs programs"),
            ("magnet:?xt=x", "another program"),
            ("bitcoin:x", "another program"),
            ("web+x:y", "another program"),
            ("intent://x#Intent;end", "another program"),
            ("tauri://localhost/", "Galley's own"),
            ("ipc://localhost/open_link", "Galley's own"),
            ("picture://localhost/x", "Galley's own"),
            ("asset://localhost/etc/passwd", "Galley's own"),
            ("https://", "no host"),
            ("https:///etc/passwd", "a host that is none"),
            ("https:example.org", "looks like no address"),
            ("https:/example.org", "looks like a path"),
            ("https:\\\\example.org", "backslashes"),
            ("https://example.org\\@evil.example", "backslashes"),
            ("https://user@example.org/", "a name before the host"),
            ("https://user:pass@example.org/", "a secret before the host"),
            ("https://:pass@example.org/", "a secret before the host"),
            ("https://bank.example@evil.example/", "another host than it says"),
            ("https://bank.example%40evil.example/", "no host's name"),
            ("https://exam ple.org/", "a blank in the host"),
            ("https://example.org/a b", "a blank"),
            ("https://example.org/\u{a0}b", "a blank that is none"),
            (" https://example.org/", "a blank in front"),
            ("https://example.org/ ", "a blank behind"),
            ("https://example.org/\n", "a line end"),
            ("https://example.org/\r\nx", "a line end"),
            ("ht\ntps://example.org/", "a line end in the scheme"),
            ("https://example.org/\0", "a zero"),
            ("https://example.org/\u{7}", "a bell"),
            ("https://example.org/\u{1b}[31m", "a colour"),
            ("https://example.org/\u{85}", "a control character"),
            ("https://exam\u{202e}ple.org/", "turned around"),
            ("https://example.org/\u{202d}x", "turned around"),
            ("https://example.org/\u{2066}x\u{2069}", "turned around"),
            ("https://example.org/\u{200f}x", "a mark of direction"),
            ("https://example.org/\u{61c}x", "a mark of direction"),
            ("https://exam\u{200b}ple.org/", "a sign without width"),
            ("https://exam\u{200d}ple.org/", "a joiner"),
            ("https://exam\u{ad}ple.org/", "a hyphen that is not seen"),
            ("https://exam\u{2060}ple.org/", "a joiner"),
            ("\u{feff}https://example.org/", "a mark of order"),
            ("https://example.org/\u{e0041}", "a tag"),
            ("https://example.org/\u{3164}", "a filler"),
            ("https://example.org:99999/", "no port"),
            ("https://[::1/", "no host"),
            ("https://exa<mple.org/", "no host's name"),
            ("https://exa|mple.org/", "no host's name"),
            ("https://%00.example/", "no host's name"),
            ("mailto:", "to nobody"),
            ("mailto:?subject=x", "to nobody"),
            ("mailto:a@example.org?attach=/etc/passwd", "with a file"),
            ("mailto:a@example.org?attachment=/etc/passwd", "with a file"),
            ("mailto:a@example.org?subject=x&Attach=x", "with a file"),
            ("mailto:a@example.org?%61ttach=x", "with a file"),
            ("mailto:a@example.org\u{202e}", "turned around"),
            ("--help", "a switch"),
            ("-x https://example.org", "a switch"),
            ("$(touch x)", "a command"),
            (";id", "a command"),
            (&long, "too long"),
        ] {
            assert!(!is_safe(url), "{url:?}: {why}");
        }
    }
}
