//! Sending with the installed `git` program, to a folder that has hooks or rules.
//!
//! Settings of the work tree's repository that would run something are switched off; the
//! publishing repository's own hooks run, as its owner meant them to.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use git2::{Oid, Repository};

use super::refusal::{self, Refusal, plain};
use super::server::Fault;

const PATIENCE: Duration = Duration::from_secs(120);

/// Pushes one commit to one branch and reads what git says about it.
pub(super) fn push(
    own: &Repository,
    (folder, shown): (&Path, &str),
    branch: &str,
    new: Oid,
) -> Result<(), Fault> {
    let mut command = Command::new("git");
    for (key, _) in std::env::vars_os() {
        if key.to_str().is_some_and(|key| key.starts_with("GIT_")) {
            command.env_remove(key);
        }
    }
    let switched_off = [
        "core.hooksPath=/dev/null",
        "core.fsmonitor=false",
        "push.followTags=false",
        "push.gpgSign=false",
        "push.recurseSubmodules=no",
        "gc.auto=0",
    ];
    command
        .arg("--git-dir")
        .arg(own.path())
        .args(switched_off.iter().flat_map(|setting| ["-c", setting]))
        .args(["push", "--porcelain", "--no-verify", "--no-progress", "--"])
        .arg(folder)
        .arg(format!("{new}:refs/heads/{branch}"))
        .env("LC_ALL", "C")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let child = command.spawn().map_err(|_| Fault::Refused(Refusal::NeedsGit))?;
    let (out, said) = output(child)?;
    judge(&out, &said, shown)
}

fn output(mut child: Child) -> Result<(String, String), Fault> {
    let mut pipes: Vec<Box<dyn Read + Send>> = Vec::new();
    pipes.extend(child.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>));
    pipes.extend(child.stderr.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>));
    let readers: Vec<_> = pipes
        .into_iter()
        .map(|mut pipe| {
            thread::spawn(move || {
                let mut bytes = Vec::new();
                let _ = pipe.read_to_end(&mut bytes);
                String::from_utf8_lossy(&bytes).into_owned()
            })
        })
        .collect();
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => break,
            Ok(None) if begun.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(2)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(Fault::Lost("no answer within two minutes".to_owned()));
            }
        }
    }
    let mut texts = readers.into_iter().map(|reader| reader.join().unwrap_or_default());
    Ok((texts.next().unwrap_or_default(), texts.next().unwrap_or_default()))
}

/// Reads `git push --porcelain`: one line for the branch, a flag in its first column.
fn judge(out: &str, said: &str, shown: &str) -> Result<(), Fault> {
    let remote: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("remote: ")).collect();
    let remote = remote.join("\n");
    for line in out.lines() {
        let mut columns = line.split('\t');
        let (Some(flag), Some(_), Some(summary)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        return match flag {
            " " | "*" | "=" => Ok(()),
            _ => {
                Err(refusal::of_branch(summary, &remote, shown)
                    .map_or(Fault::Raced, Fault::Refused))
            }
        };
    }
    let message = plain(said);
    let lower = message.to_lowercase();
    Err(if lower.contains("dubious ownership") || lower.contains("permission denied") {
        Fault::Refused(Refusal::NotAllowed { address: shown.to_owned(), reason: message })
    } else {
        Fault::Lost(message)
    })
}
