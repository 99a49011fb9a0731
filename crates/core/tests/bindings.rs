//! `ui/src/ipc/bindings.ts` is what the types of `view` say. The test rewrites a stale file and fails,
//! so that the next run, and the commit, have the right one.

use std::fs;
use std::path::Path;

use galley_core::view::*;
use ts_rs::{Config, TS};

/// One exported declaration with its documentation.
fn declare<T: TS + 'static>(out: &mut String, config: &Config) {
    out.push('\n');
    if let Some(docs) = T::docs() {
        out.push_str(docs.trim_end());
        out.push('\n');
    }
    out.push_str("export ");
    out.push_str(&T::decl(config));
    out.push('\n');
}

macro_rules! declarations {
    ($($name:ident),* $(,)?) => {{
        let config = Config::default();
        let mut out = String::from("// Generated from crates/core/src/view by `cargo test -p galley-core --test bindings`.\n");
        $(declare::<$name>(&mut out, &config);)*
        out
    }};
}

#[test]
fn bindings_are_what_view_says() {
    let wanted = declarations![
        Person,
        Settings,
        Theme,
        RecentSite,
        Start,
        Opening,
        SignedIn,
        SignInCode,
        SiteView,
        PlaceView,
        SiteProfile,
        ProfileRow,
        RowKind,
        ProfileChoice,
        State,
        Look,
        LookElement,
        StoryRow,
        Broken,
        Library,
        PageRest,
        PostView,
        OutsideChange,
        Metadata,
        DateView,
        LeadView,
        PictureView,
        PictureWords,
        Provenance,
        PictureOrigin,
        Rights,
        OwnField,
        Control,
        FieldValue,
        Choices,
        KeyChoices,
        FieldEdit,
        Page,
        Block,
        Splice,
        Change,
        Edited,
        FieldEdited,
        FigureView,
        Cards,
        Card,
        PictureDraft,
        OtherWords,
        PictureEdits,
        PictureArea,
        Album,
        AlbumPicture,
        PictureUse,
        AlbumEdit,
        CreditMove,
        AlbumChanged,
        Brought,
        Placed,
        Review,
        Since,
        Base,
        FieldChange,
        Run,
        Fate,
        StyleChange,
        TextChange,
        TextStyle,
        OtherText,
        OldFile,
        PictureChange,
        PictureSide,
        Approval,
        Reviewed,
        StoryApproval,
        Findings,
        Finding,
        Severity,
        FindingPlace,
        FindingFix,
        FixAct,
        LeftFinding,
        HouseLimit,
        HouseRules,
        HouseWord,
        HouseRule,
        TwoVersions,
        TwoPassages,
        TakenOver,
        Whose,
        PassageChoice,
        TogetherPage,
        BlockRange,
        Decision,
        Arrived,
        Press,
        PressStory,
        LiveStory,
        FixNote,
        FixKind,
        Fix,
        Leave,
        UnpublishPreview,
        OtherStory,
        StoryAct,
        ActKind,
        SentOn,
        AddressPreview,
        StoryFolder,
        Length,
        DeletedStory,
        Publication,
        Step,
        EarlierVersion,
        Problem,
        Event,
    ];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/bindings.ts");
    let found = fs::read_to_string(&path).unwrap_or_default();
    if found != wanted {
        fs::write(&path, &wanted).expect("the ui folder is there");
        panic!("ui/src/ipc/bindings.ts was stale; it has been rewritten: commit it");
    }
}
