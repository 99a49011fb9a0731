//! The computers that a newsroom publishes to: a TLS server with `git http-backend` behind it, and
//! an sshd, both on this computer. The tests of the real app use them too.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What the publishing repository lets in.
pub(crate) const SECRET: &str = "CANARY-5e1f";

/// The program of the TLS server.
const SERVER: &str = include_str!("press.mjs");

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
    pub(crate) authority: PathBuf,
    log: PathBuf,
    _server: Running,
}

impl Https {
    pub(crate) fn begin(root: &Path, certificate: &Certificate, mode: &str) -> Self {
        let folder = tempfile::Builder::new().tempdir_in(root).unwrap().keep();
        let authority = issue(&folder, *certificate);
        let host =
            if *certificate == Certificate::OtherAddress { "127.0.0.1" } else { "localhost" };
        Self::serve(root, &folder, authority, host, mode)
    }

    /// Another computer that proves itself by the same certificate.
    #[allow(dead_code, reason = "only the tests of the real app have two")]
    pub(crate) fn beside(&self, root: &Path, mode: &str) -> Self {
        let folder = tempfile::Builder::new().tempdir_in(root).unwrap().keep();
        let own = self.authority.parent().unwrap();
        for file in ["server.crt", "server.key"] {
            fs::copy(own.join(file), folder.join(file)).unwrap();
        }
        Self::serve(root, &folder, self.authority.clone(), self.host, mode)
    }

    fn serve(
        root: &Path,
        folder: &Path,
        authority: PathBuf,
        host: &'static str,
        mode: &str,
    ) -> Self {
        let log = folder.join("log");
        fs::write(&log, "").unwrap();
        fs::write(folder.join("press.mjs"), SERVER).unwrap();
        let mut server = Command::new("node")
            .arg(folder.join("press.mjs"))
            .arg(root)
            .args([folder.join("server.crt"), folder.join("server.key"), log.clone()])
            .arg(mode)
            .arg(format!("ana:{SECRET}"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().unwrap();
        Self { port, host, authority, log, _server: Running(server) }
    }

    pub(crate) fn address(&self) -> String {
        self.address_by(self.port)
    }

    /// Its address when it is reached by another port.
    pub(crate) fn address_by(&self, port: u16) -> String {
        format!("https://{}:{port}/press.git", self.host)
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
    pub(crate) fn begin(root: &Path, kind: &str) -> Self {
        let key = root.join("home/.ssh/id_ed25519");
        if !key.exists() {
            keygen("ed25519", &key);
        }
        Self::on(root, kind, free_port())
    }

    /// Another computer at the same address, as somebody who listens in would set up.
    pub(crate) fn instead(self, root: &Path, kind: &str) -> Self {
        let port = self.port;
        drop(self);
        Self::on(root, kind, port)
    }

    fn on(root: &Path, kind: &str, port: u16) -> Self {
        let folder = tempfile::Builder::new().tempdir_in(root).unwrap().keep();
        keygen(kind, &folder.join("host"));
        let public = root.join("home/.ssh/id_ed25519.pub");
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
        self.address_by(self.port)
    }

    /// Its address when it is reached by another port.
    pub(crate) fn address_by(&self, port: u16) -> String {
        let root = self.folder.parent().unwrap();
        let user = system("id", &["-un"]);
        format!("ssh://{}@localhost:{}{}/press.git", user.trim(), port, root.display())
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
