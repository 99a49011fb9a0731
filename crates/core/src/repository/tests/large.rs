//! Sites of many stories.

use super::*;

/// A site of many stories, committed by git, in folders of a hundred.
fn big(folder: &Path, stories: usize) -> Vec<StoryFiles> {
    git(folder, &["init", "-q", "-b", "main"]);
    let paths: Vec<String> =
        (0..stories).map(|n| format!("posts/{:03}/story-{n}.md", n / 100)).collect();
    for (n, path) in paths.iter().enumerate() {
        write(
            folder,
            path,
            format!("---\ntitle: Story {n}\n---\n{}\n", "Some words. ".repeat(200)),
        );
    }
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", "All"]);
    paths.into_iter().map(|path| post(&path)).collect()
}

#[test]
fn an_approval_writes_as_little_in_a_large_site() {
    let temp = tempfile::tempdir().unwrap();
    let stories = big(temp.path(), 1000);
    let repo = Repository::open(temp.path()).unwrap();
    let objects = || inside(&temp.path().join(".git/objects")).len();
    let before = objects();
    write(temp.path(), "posts/003/story-300.md", "# New\n");
    approved(repo.approve(&stories[300], "New", &ana(), &ed(), None, now()).unwrap());
    assert_eq!(objects() - before, 5, "a blob, three trees on its path, a commit");
}

/// Figures, not a verdict: `cargo xtask bench repository`.
#[test]
#[ignore = "a measurement, run by its name"]
#[allow(clippy::print_stdout)]
fn measure_repository_of_ten_thousand() {
    use std::time::Instant;
    let temp = tempfile::tempdir().unwrap();
    let stories = big(temp.path(), 10_000);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    git(temp.path(), &["status"]);
    let ms = |t: Instant| t.elapsed().as_secs_f64() * 1e3;
    let t = Instant::now();
    let repo = Repository::open(temp.path()).unwrap();
    println!("open {:.1} ms", ms(t));
    for round in ["first", "second", "third"] {
        let t = Instant::now();
        repo.states(&stories).unwrap();
        println!("states of 10,000, {round}: {:.1} ms", ms(t));
    }
    for file in &stories {
        let text = fs::read(temp.path().join(&file.post)).unwrap();
        fs::write(temp.path().join(&file.post), text).unwrap();
    }
    for round in ["all rewritten", "again", "again"] {
        let t = Instant::now();
        repo.states(&stories).unwrap();
        println!("states of 10,000, {round}: {:.1} ms", ms(t));
        std::thread::sleep(std::time::Duration::from_secs(2));
    }
    let t = Instant::now();
    git(temp.path(), &["status"]);
    println!("git status, all to be refreshed: {:.1} ms", ms(t));
    let t = Instant::now();
    git(temp.path(), &["status"]);
    println!("git status: {:.1} ms", ms(t));
    let mut times = Vec::new();
    for n in 0..21 {
        write(temp.path(), &stories[n * 400].post, format!("# {n}\n"));
        let t = Instant::now();
        approved(repo.approve(&stories[n * 400], "New", &ana(), &ed(), None, now()).unwrap());
        times.push(ms(t));
    }
    times.sort_by(f64::total_cmp);
    println!("approve: median {:.1} ms, worst {:.1} ms", times[10], times[20]);
    let mut times = Vec::new();
    for n in 0..5 {
        write(temp.path(), &stories[n * 400].post, format!("# git {n}\n"));
        let t = Instant::now();
        git(temp.path(), &["add", &stories[n * 400].post]);
        git(temp.path(), &["commit", "-qm", "x"]);
        times.push(ms(t));
    }
    times.sort_by(f64::total_cmp);
    println!("git add + commit: median {:.1} ms", times[2]);
    let t = Instant::now();
    repo.states(&stories).unwrap();
    println!("states of 10,000 after approvals: {:.1} ms", ms(t));
    println!("last approval: {:?}", {
        let t = Instant::now();
        repo.last_approval(&stories[9999].post);
        t.elapsed()
    });
}
