//! Exactly what was reviewed is approved.

use jiff::Timestamp;

use crate::check::Severity;
use crate::desk::{Desk, is_house};
use crate::problem;
use crate::repository::{self, ApproveError, ContentHash, Owed};
use crate::view::{self, Person};

impl Desk {
    /// Approves a story exactly as it was reviewed. What the copy desk says must be fixed stands in
    /// the way; reasons for which findings were left as they are go into the approval.
    pub fn approve(
        &mut self,
        path: &str,
        content: &str,
        writer: &Person,
        editor: &Person,
        now: Timestamp,
    ) -> Result<view::Approval, ApproveError> {
        let (approval, owed) = self.approve_ahead(path, content, (writer, editor), now)?;
        drop(owed);
        Ok(approval)
    }

    /// As [`Desk::approve`], with the answer before the index has followed; see [`Owed`].
    pub fn approve_ahead(
        &mut self,
        path: &str,
        content: &str,
        (writer, editor): (&Person, &Person),
        now: Timestamp,
    ) -> Result<(view::Approval, Option<Owed>), ApproveError> {
        let checking = self.checking_file(path);
        // Nothing can be wrong with a story that is taken down; and what is said of a site is none.
        let unread = self.is_gone(path) || is_house(path);
        let mut found = if unread { Vec::new() } else { checking.check(now).findings };
        let own = checking.own_story(&writer.name, &editor.name).filter(|_| !unread);
        found.extend(own.iter().map(|(finding, _)| finding.clone()));
        if let Some(problem) = problem::must_be_fixed(&found) {
            return Ok((view::Approval::Blocked { problem }, None));
        }
        if let Some(problem) = self.leads_away(path) {
            return Ok((view::Approval::Blocked { problem }, None));
        }
        if let Some((finding, false)) = &own
            && finding.severity == Severity::Warning
        {
            let finding = Box::new(checking.shown(finding));
            return Ok((view::Approval::Asked { finding }, None));
        }
        let files = self.files(path);
        let title = self.title_of(path);
        let expected = ContentHash::from_hex(content);
        let (outcome, owed) = self.repository.approve_ahead(
            &files,
            &title,
            (writer, editor),
            Some(&expected),
            &checking.kept(&found),
            now,
        )?;
        if let (Some((finding, true)), repository::Approval::Approved { .. }) = (&own, &outcome) {
            // The reason is in this approval; the next version is asked about anew.
            let _ = self.passes.take_back(path, &finding.key());
        }
        let approval = match outcome {
            repository::Approval::ChangedSinceReview => view::Approval::Changed,
            repository::Approval::Approved { .. } | repository::Approval::NothingToApprove => {
                view::Approval::Approved { state: self.state(path) }
            }
        };
        Ok((approval, owed))
    }
}
