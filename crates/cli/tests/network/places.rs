//! A newsroom, and the computers that it publishes to.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// What the publishing repository lets in.
pub(crate) const SECRET: &str = "CANARY-5e1f";

/// Runs a program of the system's and answers what it said.
pub(crate) fn system(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs git, which must succeed.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=Ana", "-c", "user.email=ana@example.org"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

/// What the command line said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) exit: i32,
    out: String,
    error: String,
}

impl Said {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A site with three commits, its bare publishing repository, and a home of its own.
pub(crate) struct Newsroom {
    root: tempfile::TempDir,
}

impl Newsroom {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let newsroom = Self { root };
        let here = newsroom.root();
        for folder in ["site/posts", "home/.ssh", "brought"] {
            fs::create_dir_all(here.join(folder)).unwrap();
        }
        fs::write(here.join("secret"), format!("{SECRET}\n")).unwrap();
        git(here, &["init", "-q", "--bare", "-b", "main", "press.git"]);
        git(&here.join("press.git"), &["config", "http.receivepack", "true"]);
        let site = here.join("site");
        git(&site, &["init", "-q", "-b", "main"]);
        for text in ["One.", "Two.", "Three."] {
            fs::write(site.join("posts/old.md"), format!("---\ntitle: Old\n---\n{text}\n"))
                .unwrap();
            git(&site, &["add", "-A"]);
            git(&site, &["commit", "-qm", text]);
        }
        git(&site, &["push", "-q", "../press.git", "main"]);
        for (key, value) in [("user.name", "Ana"), ("user.email", "ana@example.org")] {
            git(&site, &["config", key, value]);
        }
        newsroom
    }

    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// Sets the address that the site is published to.
    pub(crate) fn publish_to(&self, address: &str) {
        let site = self.root().join("site");
        let _ =
            Command::new("git").args(["remote", "remove", "origin"]).current_dir(&site).output();
        git(&site, &["remote", "add", "origin", address]);
    }

    /// A new story, approved; its text.
    pub(crate) fn approved(&self, path: &str) -> String {
        let text = "---\ntitle: New\n---\nNew.";
        fs::write(self.root().join("site").join(path), format!("{text}\n")).unwrap();
        let said = self.galley(&["approve", &format!("site/{path}"), "--json"], None);
        assert_eq!(said.exit, 0, "{said:?}");
        text.to_owned()
    }

    /// Publishes over `https`, signed in with a secret or not.
    pub(crate) fn publish(&self, https: &Https, secret: Option<&str>) -> Said {
        let mut words = vec!["publish", "site", "--json"];
        if let Some(secret) = secret {
            let file = if secret == SECRET { "secret" } else { "wrong" };
            fs::write(self.root().join(file), secret).unwrap();
            words.extend(["--user", "ana", "--secret-from", file]);
        }
        self.galley(&words, Some(https))
    }

    /// Makes a computer known, as a person does who compared its fingerprint.
    pub(crate) fn know(&self, ssh: &Ssh) {
        let data = self.root().join("home/.local/share/example.galley.desk");
        fs::create_dir_all(&data).unwrap();
        let line = format!("localhost:{} {}\n", ssh.port, ssh.fingerprint());
        fs::write(data.join("hosts"), line).unwrap();
    }

    /// What the publishing repository says.
    pub(crate) fn press(&self, arguments: &[&str]) -> String {
        git(&self.root().join("press.git"), arguments)
    }

    /// Runs the command line in the newsroom's folder, with its home and nobody's keys but its own.
    pub(crate) fn galley(&self, words: &[&str], https: Option<&Https>) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_galley"));
        command.args(words).current_dir(self.root());
        command.env("HOME", self.root().join("home"));
        for name in ["SSH_AUTH_SOCK", "DBUS_SESSION_BUS_ADDRESS", "XDG_DATA_HOME", "SSL_CERT_DIR"] {
            command.env_remove(name);
        }
        if let Some(https) = https {
            command.env("SSL_CERT_FILE", &https.authority);
        }
        let output = command.output().unwrap();
        let said = Said {
            exit: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            error: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!said.out.contains(SECRET) && !said.error.contains(SECRET), "{said:?}");
        said
    }
}

/// What a TLS server proves itself with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certificate {
    Good,
    Expired,
    NotYet,
    OtherHost,
    OtherAddress,
    SelfSigned,
    UnknownAuthority,
    BeyondConstraint,
    Sha1,
}

/// A program that is ended with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A publishing repository behind TLS.
pub(crate) struct Https {
    pub(crate) port: u16,
    host: &'static str,
    /// The file of certificates that the newsroom's computer believes in.
    authority: PathBuf,
    log: PathBuf,
    _server: Running,
}

impl Https {
    pub(crate) fn begin(newsroom: &Newsroom, certificate: &Certificate, mode: &str) -> Self {
        let folder = tempfile::Builder::new().tempdir_in(newsroom.root()).unwrap().keep();
        let authority = issue(&folder, *certificate);
        let log = folder.join("log");
        fs::write(&log, "").unwrap();
        let mut server = Command::new("node")
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/network/press.mjs"))
            .arg(newsroom.root())
            .args([folder.join("server.crt"), folder.join("server.key"), log.clone()])
            .arg(mode)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host =
            if *certificate == Certificate::OtherAddress { "127.0.0.1" } else { "localhost" };
        let port = line.trim().parse().unwrap();
        Self { port, host, authority, log, _server: Running(server) }
    }

    pub(crate) fn address(&self) -> String {
        format!("https://{}:{}/press.git", self.host, self.port)
    }

    /// What was asked of it, a line each.
    pub(crate) fn requests(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}

/// Issues `server.crt` and `server.key`, and answers which certificates are believed in.
fn issue(folder: &Path, certificate: Certificate) -> PathBuf {
    let openssl = |arguments: &[&str]| {
        let output = Command::new("openssl").args(arguments).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "openssl {arguments:?}: {output:?}");
    };
    let constraint = match certificate {
        Certificate::BeyondConstraint => "nameConstraints=critical,permitted;DNS:press.example",
        _ => "subjectKeyIdentifier=hash",
    };
    for name in ["authority", "stranger"] {
        openssl(&[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            &format!("/CN={name}"),
            "-days",
            "30",
            "-keyout",
            &format!("{name}.key"),
            "-out",
            &format!("{name}.crt"),
            "-addext",
            constraint,
        ]);
    }
    let names = match certificate {
        Certificate::OtherHost => "DNS:press.example",
        Certificate::OtherAddress => "IP:10.0.0.1",
        _ => "DNS:localhost,IP:127.0.0.1",
    };
    let (from, to) = match certificate {
        Certificate::Expired => ("20200101000000Z", "20210101000000Z"),
        Certificate::NotYet => ("20900101000000Z", "20910101000000Z"),
        _ => ("20200101000000Z", "20990101000000Z"),
    };
    let digest = if certificate == Certificate::Sha1 { "sha1" } else { "sha256" };
    let issuer = match certificate {
        Certificate::UnknownAuthority => "stranger",
        _ => "authority",
    };
    let settings = format!(
        "[ca]\ndefault_ca=own\n[own]\nnew_certs_dir=.\ndatabase=index\nserial=serial\n\
         default_md={digest}\npolicy=any\n[any]\ncommonName=supplied\n\
         [names]\nsubjectAltName={names}\nbasicConstraints=CA:FALSE\n"
    );
    for (name, text) in [("settings", settings.as_str()), ("index", ""), ("serial", "01\n")] {
        fs::write(folder.join(name), text).unwrap();
    }
    openssl(&[
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-keyout",
        "server.key",
        "-out",
        "server.csr",
    ]);
    let mut sign = vec![
        "ca",
        "-batch",
        "-notext",
        "-config",
        "settings",
        "-extensions",
        "names",
        "-in",
        "server.csr",
        "-out",
        "server.crt",
        "-startdate",
        from,
        "-enddate",
        to,
    ];
    let (key, crt) = (format!("{issuer}.key"), format!("{issuer}.crt"));
    match certificate {
        Certificate::SelfSigned => sign.extend(["-selfsign", "-keyfile", "server.key"]),
        _ => sign.extend(["-keyfile", key.as_str(), "-cert", crt.as_str()]),
    }
    openssl(&sign);
    folder.join("authority.crt")
}

/// An sshd that lets the newsroom's key in.
pub(crate) struct Ssh {
    pub(crate) port: u16,
    folder: PathBuf,
    _server: Running,
}

impl Ssh {
    pub(crate) fn begin(newsroom: &Newsroom, kind: &str) -> Self {
        let key = newsroom.root().join("home/.ssh/id_ed25519");
        if !key.exists() {
            keygen("ed25519", &key);
        }
        Self::on(newsroom, kind, free_port())
    }

    /// Another computer at the same address, as somebody who listens in would set up.
    pub(crate) fn instead(self, newsroom: &Newsroom, kind: &str) -> Self {
        let port = self.port;
        drop(self);
        Self::on(newsroom, kind, port)
    }

    fn on(newsroom: &Newsroom, kind: &str, port: u16) -> Self {
        let folder = tempfile::Builder::new().tempdir_in(newsroom.root()).unwrap().keep();
        keygen(kind, &folder.join("host"));
        let public = newsroom.root().join("home/.ssh/id_ed25519.pub");
        fs::copy(public, folder.join("authorized")).unwrap();
        // It will not start without this folder where it runs as root.
        let _ = fs::create_dir_all("/run/sshd");
        let settings = format!(
            "Port {port}\nListenAddress 127.0.0.1\nListenAddress ::1\nHostKey {0}/host\n\
             AuthorizedKeysFile {0}/authorized\nStrictModes no\nUsePAM no\nPidFile none\n\
             PasswordAuthentication no\nPermitRootLogin yes\nLogLevel DEBUG\n",
            folder.display()
        );
        fs::write(folder.join("settings"), settings).unwrap();
        let server = Command::new("/usr/sbin/sshd")
            .args(["-D", "-f"])
            .arg(folder.join("settings"))
            .arg("-E")
            .arg(folder.join("log"))
            .spawn()
            .unwrap();
        let ssh = Self { port, folder, _server: Running(server) };
        let begun = Instant::now();
        while !ssh.log().contains("Server listening") {
            assert!(begun.elapsed() < Duration::from_secs(20), "sshd: {}", ssh.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        ssh
    }

    pub(crate) fn address(&self) -> String {
        let root = self.folder.parent().unwrap();
        let user = system("id", &["-un"]);
        format!("ssh://{}@localhost:{}{}/press.git", user.trim(), self.port, root.display())
    }

    /// As OpenSSH prints it.
    pub(crate) fn fingerprint(&self) -> String {
        let host = self.folder.join("host.pub");
        let line = system("ssh-keygen", &["-lf", host.to_str().unwrap()]);
        line.split(' ').nth(1).unwrap().to_owned()
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Whether anybody tried to sign in.
    pub(crate) fn asked_for_a_key(&self) -> bool {
        self.log().contains("userauth-request")
    }
}

fn keygen(kind: &str, file: &Path) {
    let output = Command::new("ssh-keygen")
        .args(["-q", "-N", "", "-t", kind, "-f"])
        .arg(file)
        .output()
        .unwrap();
    assert!(output.status.success(), "ssh-keygen: {output:?}");
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
