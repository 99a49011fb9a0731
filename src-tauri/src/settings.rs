//! What is remembered between starts, in one small file outside every site.
//!
//! A file that cannot be read is put aside and the app starts with nothing remembered.

use std::path::{Path, PathBuf};

use galley_core::files;
use galley_core::view::{RecentSite, Settings, SiteView};
use jiff::Timestamp;

/// How many sites are remembered.
const RECENT: usize = 8;

/// The settings and their file.
pub(crate) struct SettingsFile {
    path: PathBuf,
    settings: Settings,
}

impl SettingsFile {
    /// Reads the file.
    pub(crate) fn read(data: &Path) -> SettingsFile {
        let path = data.join("settings.json");
        let settings = match std::fs::read(&path) {
            Err(_) => Settings::default(),
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_else(|_| {
                let _ = std::fs::rename(&path, data.join("settings.unreadable.json"));
                Settings::default()
            }),
        };
        SettingsFile { path, settings }
    }

    /// The settings, with sites that moved away marked.
    pub(crate) fn view(&self) -> Settings {
        let mut settings = self.settings.clone();
        for site in &mut settings.recent {
            site.missing = !Path::new(&site.folder).is_dir();
        }
        settings
    }

    /// Changes the settings and writes the file. One that cannot be written costs only memory.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Settings)) -> Settings {
        change(&mut self.settings);
        if let Ok(json) = serde_json::to_vec_pretty(&self.settings) {
            let _ = files::write(&self.path, &json);
        }
        self.view()
    }

    /// Notes that a site was opened. The sample has a door of its own.
    pub(crate) fn opened(&mut self, site: &SiteView, stories: usize, sample: bool) {
        if sample {
            return;
        }
        let recent = RecentSite {
            folder: site.folder.clone(),
            name: site.name.clone(),
            stories: u32::try_from(stories).unwrap_or(u32::MAX),
            opened: Timestamp::now().to_string(),
            missing: false,
        };
        self.change(|settings| {
            settings.recent.retain(|other| other.folder != recent.folder);
            settings.recent.insert(0, recent);
            settings.recent.truncate(RECENT);
        });
    }
}
