//! The folder that pictures go into.

use std::path::Path;

use super::*;

#[test]
fn stores_a_picture_once() {
    let folder = tempfile::tempdir().unwrap();
    let images = folder.path().join("images/2026");
    let one = cleaned(&jpeg(&scene(40, 30)));
    let two = cleaned(&jpeg(&scene(41, 30)));
    let stored = |name: &str, already| Stored { file_name: name.to_owned(), already };
    assert_eq!(store(&images, "night-court", &one).unwrap(), stored("night-court-1.jpg", false));
    assert_eq!(store(&images, "night-court", &one).unwrap(), stored("night-court-1.jpg", true));
    assert_eq!(store(&images, "another-story", &one).unwrap(), stored("night-court-1.jpg", true));
    assert_eq!(store(&images, "night-court", &two).unwrap(), stored("night-court-2.jpg", false));
    assert_eq!(std::fs::read(images.join("night-court-1.jpg")).unwrap(), one.bytes);
    let names = |folder: &Path| std::fs::read_dir(folder).unwrap().count();
    assert_eq!(names(&images), 2, "no temporary file is left");
    std::fs::write(images.join("MIXED-1.JPG"), "x").unwrap();
    assert_eq!(
        store(&images, "mixed", &cleaned(&jpeg(&scene(42, 30)))).unwrap().file_name,
        "mixed-2.jpg"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = images.join("night-court-1.jpg").metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o400, 0o400);
        assert_ne!(mode & 0o777, 0o600, "as readable as any new file");
    }
}

#[test]
fn names_the_folder_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    std::fs::write(&file, "x").unwrap();
    let error = store(&file, "a", &cleaned(&jpeg(&scene(8, 8)))).unwrap_err();
    assert_eq!(error.path, file);
}

#[test]
fn counts_names_from_one() {
    assert_eq!(name("a", &|_| false, "jpg"), "a-1.jpg");
    assert_eq!(name("a", &|name| name == "a-1.png" || name == "a-2.png", "png"), "a-3.png");
}

#[test]
fn copies_take_no_name_that_another_picture_has() {
    let folder = tempfile::tempdir().unwrap();
    let here = |name: &str| folder.path().join(name);
    let settings = Settings { widths: vec![20], ..Settings::default() };
    let photo = clean(&jpeg(&scene(40, 30)), &settings).unwrap();
    std::fs::write(here("hall-1-20.jpg"), "another picture").unwrap();
    let stored = store(folder.path(), "hall", &photo).unwrap();
    assert_eq!(stored.file_name, "hall-2.jpg", "the first name has no room for its copies");
    assert_eq!(store_sizes(folder.path(), &stored.file_name, &photo).unwrap(), ["hall-2-20.jpg"]);
    // The same again: what stands there are its own copies.
    assert!(store(folder.path(), "hall", &photo).unwrap().already);
    assert_eq!(store_sizes(folder.path(), "hall-2.jpg", &photo).unwrap(), ["hall-2-20.jpg"]);

    // A picture that was stored without copies, and something else where they would go.
    std::fs::write(here("gate-1.jpg"), &photo.bytes).unwrap();
    std::fs::write(here("gate-1-20.jpg"), "another picture").unwrap();
    let names = store_sizes(folder.path(), "gate-1.jpg", &photo).unwrap();
    assert_eq!(std::fs::read(here("gate-1-20.jpg")).unwrap(), b"another picture");
    assert_eq!(names.len(), 1);
    assert_eq!(std::fs::read(here(&names[0])).unwrap(), photo.renditions[0].bytes);
}
