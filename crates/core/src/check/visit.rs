//! Whether the pages are there to which a story links. Asked on request only: nothing else of the
//! copy desk goes to a network.
//!
//! 1. Each address is asked once, four at a time, within limits of time and of redirects. What the
//!    page holds is not read.
//! 2. No computer of a private network is asked, wherever a name or a redirect leads, unless the
//!    site itself is on this computer.
//! 3. Each link is told what its address answered.

use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::{Copy, Draft, Field, Rule, Severity, words};
use crate::web;

/// How long one address may take, redirects included.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often one may be sent on.
const REDIRECTS: u32 = 5;
/// How many addresses of one story are asked.
const MOST: usize = 100;
/// How many are asked at the same time.
const AT_ONCE: usize = 4;

/// What an address answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    There,
    Status(u16),
    NoSuchHost,
    Silence,
    Late,
    NotSecure,
    Circle,
    Private,
}

pub(super) fn check(copy: &mut Copy<'_>) {
    let links = copy.prose.links.clone();
    let mut addresses: Vec<&str> = links
        .iter()
        .map(|link| link.address.trim())
        .filter(|address| address.starts_with("https://") || address.starts_with("http://"))
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses.truncate(MOST);
    let own = copy.facts.profile.address.as_deref();
    let answers = ask_all(&addresses, own.is_some_and(is_local));
    for link in &links {
        let address = link.address.trim();
        let Some((severity, message)) =
            answers.get(address).and_then(|answer| told(address, *answer))
        else {
            continue;
        };
        let draft = Draft::new(Rule::L2, Field::Text, message).weighs(severity);
        copy.tell(draft.at(link.span.clone()).about(address));
    }
}

fn told(address: &str, answer: Answer) -> Option<(Severity, String)> {
    let look = |message: String| Some((Severity::Warning, message));
    match answer {
        Answer::There => None,
        // Many sites let people in and keep programs out.
        Answer::Status(status @ (401 | 403 | 405 | 429 | 999)) => {
            Some((Severity::Info, words::link_kept_out(address, status)))
        }
        Answer::Status(status @ (404 | 410)) => look(words::link_gone(address, status)),
        Answer::Status(status) => look(words::link_broken(address, status)),
        Answer::NoSuchHost => look(words::link_no_host(address)),
        Answer::Silence => look(words::link_no_answer(address)),
        Answer::Late => {
            Some((Severity::Info, words::link_late(address, PATIENCE.as_secs() as usize)))
        }
        Answer::NotSecure => look(words::link_not_secure(address)),
        Answer::Circle => look(words::link_circle(address)),
        Answer::Private => look(words::link_private(address)),
    }
}

fn ask_all<'a>(addresses: &[&'a str], local: bool) -> BTreeMap<&'a str, Answer> {
    let agent = agent(local);
    let share = addresses.len().div_ceil(AT_ONCE).max(1);
    std::thread::scope(|scope| {
        let shares: Vec<_> = addresses
            .chunks(share)
            .map(|share| {
                let agent = &agent;
                scope.spawn(move || {
                    share.iter().map(|address| (*address, ask(agent, address))).collect::<Vec<_>>()
                })
            })
            .collect();
        shares.into_iter().filter_map(|share| share.join().ok()).flatten().collect()
    })
}

fn agent(local: bool) -> ureq::Agent {
    let config = web::asking(PATIENCE)
        .max_redirects(REDIRECTS)
        .http_status_as_error(false)
        // One that is closed meanwhile would look like no answer.
        .max_idle_connections(0)
        // A proxy would ask for us what we must not ask.
        .proxy(None)
        .build();
    ureq::Agent::with_parts(
        config,
        DefaultConnector::default(),
        Public { local, all: DefaultResolver::default() },
    )
}

fn ask(agent: &ureq::Agent, address: &str) -> Answer {
    match agent.get(address).call() {
        Ok(answer) if answer.status().as_u16() < 400 => Answer::There,
        Ok(answer) => Answer::Status(answer.status().as_u16()),
        Err(ureq::Error::Timeout(_)) => Answer::Late,
        Err(ureq::Error::HostNotFound) => Answer::NoSuchHost,
        Err(ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed) => Answer::Circle,
        Err(ureq::Error::Tls(_) | ureq::Error::NativeTls(_)) => Answer::NotSecure,
        Err(ureq::Error::Io(error)) if error.kind() == io::ErrorKind::PermissionDenied => {
            Answer::Private
        }
        Err(_) => Answer::Silence,
    }
}

/// Finds the computer of a name, but none of a private network: for each redirect anew, and the
/// connection goes to what was found here.
#[derive(Debug)]
struct Public {
    local: bool,
    all: DefaultResolver,
}

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.all.resolve(uri, config, timeout)?;
        if !self.local && found.iter().any(|one| is_private(one.ip())) {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied).into());
        }
        Ok(found)
    }
}

/// Whether an address is no one's on the open network.
fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_unspecified()
                || ip.is_multicast()
                || ip.is_broadcast()
                || ip.is_documentation()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 198 && (18..20).contains(&b))
                || (a == 192 && b == 0 && c == 0)
        }
        IpAddr::V6(ip) => {
            let parts = ip.segments();
            // One that holds another of the old kind is as that one is.
            let inner = ip.to_ipv4_mapped().or_else(|| match parts {
                [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
                    let [[a, b], [c, d]] = [high.to_be_bytes(), low.to_be_bytes()];
                    Some([a, b, c, d].into())
                }
                _ => None,
            });
            inner.is_some_and(|inner| is_private(inner.into()))
                || ip.is_loopback()
                || ip.is_unspecified()
                || ip.is_multicast()
                || parts[0] & 0xfe00 == 0xfc00
                || parts[0] & 0xffc0 == 0xfe80
        }
    }
}

/// Whether a site is on this computer.
fn is_local(site: &str) -> bool {
    match url::Url::parse(site).ok().as_ref().and_then(url::Url::host) {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    /// A server on this computer; gives its port.
    fn server() -> u16 {
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = socket.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for mut stream in socket.incoming().flatten() {
                std::thread::spawn(move || {
                    let mut asked = [0; 2048];
                    let length = stream.read(&mut asked).unwrap_or_default();
                    let asked = String::from_utf8_lossy(&asked[..length]).into_owned();
                    let path = asked.split(' ').nth(1).unwrap_or_default();
                    let head = match path {
                        "/there" => "200 OK",
                        "/gone" => "404 Not Found",
                        "/broken" => "500 Internal Server Error",
                        "/kept-out" => "403 Forbidden",
                        "/moved" => "301 Moved Permanently\r\nLocation: /there",
                        "/moved-to-nothing" => "302 Found\r\nLocation: /gone",
                        "/circle" => "302 Found\r\nLocation: /circle",
                        "/late" => return std::thread::sleep(Duration::from_secs(60)),
                        _ => return,
                    };
                    let _ = write!(
                        stream,
                        "HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    );
                });
            }
        });
        port
    }

    #[test]
    fn each_answer_is_told_apart() {
        let port = server();
        let closed = {
            let socket = TcpListener::bind("127.0.0.1:0").unwrap();
            socket.local_addr().unwrap().port()
        };
        let cases = [
            (format!("http://127.0.0.1:{port}/there"), Answer::There),
            (format!("http://127.0.0.1:{port}/moved"), Answer::There),
            (format!("http://127.0.0.1:{port}/gone"), Answer::Status(404)),
            (format!("http://127.0.0.1:{port}/moved-to-nothing"), Answer::Status(404)),
            (format!("http://127.0.0.1:{port}/broken"), Answer::Status(500)),
            (format!("http://127.0.0.1:{port}/kept-out"), Answer::Status(403)),
            (format!("http://127.0.0.1:{port}/circle"), Answer::Circle),
            (format!("http://127.0.0.1:{port}/late"), Answer::Late),
            (format!("https://127.0.0.1:{port}/there"), Answer::NotSecure),
            (format!("http://127.0.0.1:{closed}/"), Answer::Silence),
        ];
        let addresses: Vec<&str> = cases.iter().map(|(address, _)| address.as_str()).collect();
        let answers = ask_all(&addresses, true);
        for (address, answer) in &cases {
            assert_eq!(answers.get(address.as_str()), Some(answer), "{address}");
        }
        let private = ask_all(&addresses[..1], false);
        assert_eq!(
            private[addresses[0]],
            Answer::Private,
            "not asked for a site of the open network"
        );
        // Without a network nobody knows whether the name is anybody's.
        let nobody = ask_all(&["http://nobody.invalid/"], true)["http://nobody.invalid/"];
        assert!([Answer::NoSuchHost, Answer::Silence].contains(&nobody), "{nobody:?}");
        assert!(told("https://a.example", Answer::There).is_none());
    }

    #[test]
    fn private_networks_are_known_in_every_spelling() {
        for ip in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.31.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:a00:1::",
            "fd00::1",
            "fe80::1",
        ] {
            assert!(is_private(ip.parse().unwrap()), "{ip}");
        }
        for ip in ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::101:101"] {
            assert!(!is_private(ip.parse().unwrap()), "{ip}");
        }
        assert!(is_local("http://localhost:1313/") && is_local("http://127.0.0.1:4000"));
        assert!(!is_local("https://orrinrecord.example") && !is_local("http://localhost.example"));
    }
}
