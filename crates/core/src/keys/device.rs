//! Signing in with a code that is typed in a browser: the OAuth 2.0 device authorization grant
//! (RFC 8628), as GitHub offers it.
//!
//! 1. The computer is asked for a code, in the name of a client that the newsroom registered there.
//! 2. The person types the code on a page of that computer, signed in there as usual.
//! 3. Until then it is asked whether that happened, no more often than it wishes. Its answer is a
//!    token, which is kept as one that was typed.
//!
//! Nothing here waits: whoever asks does, for as long as [`Code::interval`] says. No answer is
//! followed to another computer, and no page of another one is shown.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use zeroize::Zeroizing;

use super::Token;
use crate::web;

/// The user's name that goes with a token of a client: hosts look at the token alone.
pub const USER: &str = "x-access-token";

/// What the token may do: read and write the repositories of the person.
const SCOPE: &str = "repo";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How much of one is read, in bytes.
const MOST: u64 = 64 << 10;
/// How often is asked where the computer says nothing of it (RFC 8628, 3.2), and how much longer
/// is waited each time that it was too often (3.5).
const USUAL: Duration = Duration::from_secs(5);
/// No code lasts longer than this, whatever is said.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// Why nobody was signed in by a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeviceError {
    /// The computer did not answer, or could not prove who it is.
    #[error("{host} could not be asked: {reason}")]
    NoConnection {
        /// The computer.
        host: String,
        /// What the connection said.
        reason: String,
    },
    /// It gives no codes, or not to this client.
    #[error("{host} gives no codes to this client: {reason}")]
    NotOffered {
        /// The computer.
        host: String,
        /// What it said.
        reason: String,
    },
    /// The person said no.
    #[error("it was refused at {host}")]
    Denied {
        /// The computer.
        host: String,
    },
    /// The code was not typed in time.
    #[error("the code of {host} lasts no longer")]
    Expired {
        /// The computer.
        host: String,
    },
}

/// A code that waits for its person.
pub struct Code {
    host: String,
    client: String,
    /// Names this request to the computer; whoever has it gets the token.
    device: Zeroizing<String>,
    /// What the person types.
    pub user_code: String,
    /// Where.
    pub page: String,
    /// How long the code lasts from when it was given.
    pub lasts: Duration,
    interval: Duration,
}

impl std::fmt::Debug for Code {
    /// Without what the token is given for.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Code").field("host", &self.host).finish_non_exhaustive()
    }
}

impl Code {
    /// Asks a computer (`host`, or `host:port`) for a code, in the name of a client.
    ///
    /// # Errors
    /// When it gives none.
    pub fn begin(host: &str, client: &str) -> Result<Code, DeviceError> {
        let fields = [("client_id", client), ("scope", SCOPE)];
        Self::given(host, client, &ask(host, "/login/device/code", &fields)?)
    }

    fn given(host: &str, client: &str, answer: &Value) -> Result<Code, DeviceError> {
        let text = |key: &str| answer.get(key).and_then(Value::as_str).map(str::to_owned);
        let seconds = |key: &str| answer.get(key).and_then(Value::as_u64).map(Duration::from_secs);
        let not_offered =
            |reason: String| DeviceError::NotOffered { host: host.to_owned(), reason };
        if let Some(error) = text("error") {
            return Err(not_offered(error));
        }
        let (Some(device), Some(user_code), Some(page)) =
            (text("device_code"), text("user_code"), text("verification_uri"))
        else {
            return Err(not_offered("the answer holds no code".to_owned()));
        };
        if !is_on(&page, host) {
            return Err(not_offered("its page is on another computer".to_owned()));
        }
        if user_code.is_empty() || user_code.len() > 32 || !user_code.bytes().all(is_plain) {
            return Err(not_offered("the code cannot be typed".to_owned()));
        }
        Ok(Code {
            host: host.to_owned(),
            client: client.to_owned(),
            device: device.into(),
            user_code,
            page,
            lasts: seconds("expires_in").unwrap_or(LONGEST).min(LONGEST),
            interval: seconds("interval").unwrap_or(USUAL).clamp(Duration::from_secs(1), LONGEST),
        })
    }

    /// How long to wait before the next question.
    pub fn interval(&self) -> Duration {
        self.interval
    }

    /// The computer that gave it.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Asks once whether the code was typed; `None`: not yet.
    ///
    /// # Errors
    /// When it will not be. A connection that is lost meanwhile is no reason to give up: ask again.
    pub fn ask(&mut self) -> Result<Option<Token>, DeviceError> {
        let fields = [
            ("client_id", self.client.as_str()),
            ("device_code", self.device.as_str()),
            ("grant_type", GRANT),
        ];
        let answer = ask(&self.host, "/login/oauth/access_token", &fields)?;
        self.told(&answer)
    }

    fn told(&mut self, answer: &Value) -> Result<Option<Token>, DeviceError> {
        let host = || self.host.clone();
        if let Some(token) = answer.get("access_token").and_then(Value::as_str) {
            let secret = Zeroizing::new(token.to_owned());
            return Ok(Some(Token { user: USER.to_owned(), secret }));
        }
        match answer.get("error").and_then(Value::as_str).unwrap_or_default() {
            "authorization_pending" => Ok(None),
            "slow_down" => {
                let said = answer.get("interval").and_then(Value::as_u64).map(Duration::from_secs);
                self.interval = said.unwrap_or(self.interval + USUAL).min(LONGEST);
                Ok(None)
            }
            "access_denied" => Err(DeviceError::Denied { host: host() }),
            "expired_token" => Err(DeviceError::Expired { host: host() }),
            other => Err(DeviceError::NotOffered { host: host(), reason: other.to_owned() }),
        }
    }
}

/// Sends a form and reads the JSON of the answer, whatever its status: errors are told in it.
fn ask(host: &str, path: &str, fields: &[(&str, &str)]) -> Result<Value, DeviceError> {
    let no_connection =
        |reason: String| DeviceError::NoConnection { host: host.to_owned(), reason };
    let agent: ureq::Agent = web::asking(PATIENCE)
        .https_only(true)
        .max_redirects(0)
        .http_status_as_error(false)
        .build()
        .into();
    let mut answer = agent
        .post(format!("https://{host}{path}"))
        .header("Accept", "application/json")
        .send_form(fields.iter().copied())
        .map_err(|error| no_connection(error.to_string()))?;
    let status = answer.status();
    // One that is too busy may answer the next time.
    if status.is_server_error() || status.as_u16() == 429 {
        return Err(no_connection(format!("it answered {status}")));
    }
    // It may hold a token.
    let body = answer.body_mut().with_config().limit(MOST).read_to_vec().map(Zeroizing::new);
    let body = body.map_err(|error| no_connection(error.to_string()))?;
    serde_json::from_slice(&body).map_err(|_| DeviceError::NotOffered {
        host: host.to_owned(),
        reason: format!("the answer {status} is no JSON"),
    })
}

/// Whether a page is shown by this computer and nobody else.
fn is_on(page: &str, host: &str) -> bool {
    super::host_of(page).as_deref() == Some(host)
        && url::Url::parse(page).is_ok_and(|url| {
            url.scheme() == "https" && url.username().is_empty() && url.password().is_none()
        })
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// Clients that are registered at computers, from a file of lines `host client`. What cannot be
/// read counts for nothing.
pub fn clients(file: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let pair = |line: &str| {
        let (host, client) = line.trim().split_once(char::is_whitespace)?;
        let client = client.trim();
        is_client(client).then(|| (host.to_ascii_lowercase(), client.to_owned()))
    };
    text.lines().filter_map(pair).collect()
}

/// Whether this can be the name of a client.
pub(crate) fn is_client(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 128
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_page_of_another_computer_is_not_shown() {
        for (page, host, on, why) in [
            ("https://press.example/login/device", "press.example", true, "its own"),
            ("https://press.example:8443/d", "press.example:8443", true, "by its own port"),
            ("https://press.example:8443/d", "press.example", false, "another port"),
            ("http://press.example/d", "press.example", false, "in the open"),
            ("https://press.example.evil.example/d", "press.example", false, "begins alike"),
            ("https://press.example@evil.example/d", "press.example", false, "only looks so"),
            ("https://ana:x@press.example/d", "press.example", false, "with a secret in it"),
            ("javascript:alert(1)", "press.example", false, "no page"),
        ] {
            assert_eq!(is_on(page, host), on, "{why}: {page}");
        }
    }

    fn given(page: &str, typed: &str) -> Result<Code, DeviceError> {
        let answer = serde_json::json!({
            "device_code": "hush", "user_code": typed, "verification_uri": page,
            "expires_in": 900, "interval": 5,
        });
        Code::given("press.example", "client", &answer)
    }

    #[test]
    fn a_code_is_taken_from_who_was_asked_alone() {
        let page = "https://press.example/login/device";
        let code = given(page, "WDJB-MJHT").unwrap();
        assert_eq!((code.user_code.as_str(), code.page.as_str()), ("WDJB-MJHT", page));
        assert_eq!((code.lasts.as_secs(), code.interval().as_secs()), (900, 5));
        for (page, typed, why) in [
            ("https://evil.example/login/device", "WDJB-MJHT", "another computer's page"),
            (page, "", "nothing to type"),
            (page, "WDJB\u{202e}MJHT", "what cannot be read"),
        ] {
            assert!(matches!(given(page, typed), Err(DeviceError::NotOffered { .. })), "{why}");
        }
        let no =
            Code::given("press.example", "client", &serde_json::json!({"error": "unauthorized"}));
        assert!(
            matches!(no, Err(DeviceError::NotOffered { reason, .. }) if reason == "unauthorized")
        );
    }

    #[test]
    fn what_is_said_until_the_code_was_typed() {
        let host = || "press.example".to_owned();
        let mut code = given("https://press.example/d", "AB").unwrap();
        for (said, told, seconds, why) in [
            (r#"{"error":"authorization_pending"}"#, Ok(false), 5, "not typed yet"),
            (r#"{"error":"slow_down"}"#, Ok(false), 10, "asked too often"),
            (r#"{"error":"slow_down","interval":17}"#, Ok(false), 17, "how often is said"),
            (r#"{"error":"access_denied"}"#, Err(DeviceError::Denied { host: host() }), 17, "no"),
            (
                r#"{"error":"expired_token"}"#,
                Err(DeviceError::Expired { host: host() }),
                17,
                "late",
            ),
            (r#"{"access_token":"s3cret","token_type":"bearer"}"#, Ok(true), 17, "typed"),
        ] {
            let answer = serde_json::from_str(said).unwrap();
            let outcome = code.told(&answer);
            assert_eq!(outcome.map(|token| token.is_some()), told, "{why}");
            assert_eq!(code.interval().as_secs(), seconds, "{why}");
        }
        let token = code.told(&serde_json::json!({"access_token": "s3cret"})).unwrap().unwrap();
        assert_eq!((token.user.as_str(), token.secret.as_str()), (USER, "s3cret"));
        assert!(code.told(&serde_json::json!({})).is_err(), "an answer that says nothing ends it");
    }

    #[test]
    fn clients_are_read_a_line_each() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clients");
        assert!(clients(&file).is_empty(), "no file");
        std::fs::write(&file, "GitHub.com  Iv1.abc_1-2\n\nalone\nevil.example a b\n").unwrap();
        let all = clients(&file);
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!(all["github.com"], "Iv1.abc_1-2");
    }

    #[test]
    fn what_the_token_is_given_for_is_not_printed() {
        let code = Code {
            host: "press.example".to_owned(),
            client: "c".to_owned(),
            device: Zeroizing::new("hush".to_owned()),
            user_code: "AB-CD".to_owned(),
            page: String::new(),
            lasts: USUAL,
            interval: USUAL,
        };
        assert_eq!(format!("{code:?}"), r#"Code { host: "press.example", .. }"#);
    }
}
