//! Saved answers of the public API: taken in once, whole or not at all, and only where they belong.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use backend::cli::import::ImportArgs;
use backend::cli::seed::{Partner, Scale, SeedArgs};
use backend::clock::Clock;
use backend::data_dir::DataDir;
use backend::db::directory::DirectoryStore;
use backend::db::region::RegionStore;
use backend::import::{Content, read, run};
use backend::seed::demo;
use contract::idr::Investigation;
use contract::{Priority, RegionCode, Role, Rrn, Status, Timestamp};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

const ORGANIZATION: &str = "44d88612-fea8-a8f3-6de8-2e1278abb02f";
const FIRST: &str = "XK7P2M9QTR";

/// A seeded data directory and what an import into its region `us` needs.
struct Place {
    folder: tempfile::TempDir,
    region: RegionCode,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let seed = SeedArgs {
            data: folder.path().to_owned(),
            scale: Scale::Small,
            partner: Partner::Empty,
            investigations: None,
        };
        backend::seed::run(&seed, &clock()).await.unwrap();
        Self { folder, region: "us".parse().unwrap() }
    }

    fn args(&self, files: &[&str]) -> ImportArgs {
        ImportArgs {
            data: self.folder.path().to_owned(),
            region: self.region.clone(),
            associate: false,
            investigation: None,
            unknown: false,
            files: files.iter().map(|name| fixture(name)).collect(),
        }
    }

    async fn import(&self, files: &[&str]) -> anyhow::Result<()> {
        run(&self.args(files), &clock()).await
    }

    fn data(&self) -> DataDir {
        DataDir::open(self.folder.path()).unwrap()
    }

    async fn store(&self) -> RegionStore {
        RegionStore::open(&self.data().region_db(&self.region), &self.region).await.unwrap()
    }

    async fn find(&self, id: &str) -> Option<(Investigation, i64)> {
        let rrn = rrn(&self.region, id);
        self.store().await.find(&rrn).await.unwrap().map(|found| (found.investigation, found.version))
    }

    async fn activity(&self, id: &str) -> Vec<String> {
        let store = self.store().await;
        let found = store.find(&rrn(&self.region, id)).await.unwrap().unwrap();
        let logged = store.activity(&mut store.read().await.unwrap(), &found).await.unwrap();
        logged.into_iter().map(|logged| logged.entry.what).collect()
    }

    async fn investigations(&self) -> u64 {
        let store = self.store().await;
        let counts = store.organizations(&mut store.read().await.unwrap()).await.unwrap();
        counts.iter().map(|count| count.investigations).sum()
    }
}

#[tokio::test]
async fn a_page_is_taken_in_with_all_its_quirks() {
    let place = Place::new().await;
    place.import(&["investigations-page.json"]).await.unwrap();
    let (first, version) = place.find(FIRST).await.unwrap();
    assert_eq!((first.priority, first.status, version), (Priority::Critical, Status::Open, 1));
    assert_eq!(first.created_time.to_string(), "2026-03-16T20:58:31.102938Z");
    assert_eq!(first.tags, ["vip", "Identity"]);
    let (second, _) = place.find("3WQD8H5ZNC").await.unwrap();
    assert!(second.rrn.as_str().contains(":us1:"), "kept as first spelt");
    assert_eq!(second.priority, Priority::Other("UNMAPPED".into()));
    assert_eq!(second.created_time.to_string(), "2026-03-15T07:00:00Z");
    let (third, _) = place.find("B6JT4VYR1L").await.unwrap();
    assert_eq!((third.title.as_str(), third.status), ("", Status::Closed));
    assert_eq!(place.activity(FIRST).await, ["imported"]);
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    let place = Place::new().await;
    place.import(&["investigations-page.json"]).await.unwrap();
    let before = (place.find(FIRST).await, place.investigations().await, place.activity(FIRST).await);
    place.import(&["investigations-page.json", "investigations-page.json"]).await.unwrap();
    assert_eq!((place.find(FIRST).await, place.investigations().await, place.activity(FIRST).await), before);
}

#[tokio::test]
async fn a_later_answer_updates_what_differs() {
    let place = Place::new().await;
    place.import(&["investigations-page.json", "investigations-search.json"]).await.unwrap();
    let (first, version) = place.find(FIRST).await.unwrap();
    assert_eq!((first.status, first.priority, version), (Status::Waiting, Priority::High, 2));
    assert_eq!(place.activity(FIRST).await, ["imported", "imported"]);
    let (second, version) = place.find("3WQD8H5ZNC").await.unwrap();
    assert_eq!(version, 1, "us and us1 are one, and nothing differs");
    assert!(second.rrn.as_str().contains(":us1:"));
}

#[tokio::test]
async fn arrays_and_single_records_are_answers_too() {
    let place = Place::new().await;
    let before = place.investigations().await;
    place.import(&["investigations-array.json", "investigation.json"]).await.unwrap();
    assert_eq!(place.investigations().await, before + 2);
    assert_eq!(place.find("M4N8B2V6C0").await.unwrap().0.tags, ["reported"]);
}

#[tokio::test]
async fn one_refused_row_keeps_its_file_out_and_says_where() {
    let place = Place::new().await;
    let failure = place.import(&["investigations-mixed.json", "investigation.json"]).await.unwrap_err();
    assert!(failure.to_string().contains("1 of 2 files"), "{failure}");
    assert!(place.find("GOOD000001").await.is_none(), "a file is taken whole or not at all");
    assert!(place.find("BADTIME001").await.is_none() && place.find("MISMATCH01").await.is_none());
    assert!(place.find("M4N8B2V6C0").await.is_some(), "other files are taken all the same");
    let output = mci(&place, &["investigations-mixed.json"]);
    assert!(!output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("0 created, 0 updated, 0 unchanged, 3 refused"), "{said}");
    assert!(said.contains("nothing of this file was taken in"), "{said}");
    assert!(said.contains("row 2 refused: rrn:investigation:eu:"), "{said}");
    assert!(said.contains("is of region eu, this import is for region us"), "{said}");
    assert!(said.contains("row 3 refused: expected a time"), "{said}");
    assert!(said.contains("row 4 refused"), "{said}");
}

#[tokio::test]
async fn an_unreadable_file_changes_nothing_and_says_where() {
    let place = Place::new().await;
    let before = place.investigations().await;
    let output = mci(&place, &["truncated.json", "error-answer.json", "missing.json", "comments-page.json"]);
    assert!(!output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("not complete JSON at 16:34"), "{said}");
    assert!(said.contains("lacks valid authentication"), "{said}");
    assert!(said.contains("cannot be opened"), "{said}");
    assert!(said.contains("2 refused") && said.contains("import it first"), "{said}");
    assert_eq!(place.investigations().await, before);
}

#[tokio::test]
async fn a_file_too_large_is_refused_unread() {
    let place = Place::new().await;
    let large = place.folder.path().join("large.json");
    std::fs::File::create(&large).unwrap().set_len(backend::import::MOST_BYTES + 1).unwrap();
    let mut args = place.args(&[]);
    args.files = vec![large];
    run(&args, &clock()).await.unwrap_err();
}

#[tokio::test]
async fn alerts_and_comments_join_their_investigation_once() {
    let place = Place::new().await;
    place.import(&["investigations-page.json"]).await.unwrap();
    let mut alerts = place.args(&["alerts-page.json"]);
    alerts.investigation = Some(rrn(&place.region, FIRST));
    run(&alerts, &clock()).await.unwrap();
    run(&alerts, &clock()).await.unwrap();
    let (_, version) = place.find(FIRST).await.unwrap();
    assert_eq!(version, 2, "alerts are facts, the second time they are none");
    // One of these three comments is of an investigation that was never saved: the file stays out.
    place.import(&["comments-stray.json"]).await.unwrap_err();
    place.import(&["comments-page.json"]).await.unwrap();
    place.import(&["comments-page.json"]).await.unwrap();
    let store = place.store().await;
    let found = store.find(&rrn(&place.region, FIRST)).await.unwrap().unwrap();
    let mut tx = store.read().await.unwrap();
    let alerts = store.alerts(&mut tx, &found, 0, 20).await.unwrap();
    assert_eq!(alerts.rows.len(), 3);
    let rules: Vec<_> = alerts.rows.iter().map(|alert| &alert.detection_rule_rrn).collect();
    assert!(rules.iter().any(|rule| rule.is_object()) && rules.iter().any(|rule| rule.is_string()));
    let comments = store.comments(&mut tx, &found, 0, 20).await.unwrap();
    assert_eq!(comments.rows.len(), 2);
    assert!(comments.rows.iter().any(|comment| comment.body.is_none()));
    assert_eq!(found.version, 2, "comments are no version");
}

#[tokio::test]
async fn alerts_need_the_name_of_a_stored_investigation() {
    let place = Place::new().await;
    place.import(&["alerts-page.json"]).await.unwrap_err();
    for region in ["us", "eu"] {
        let mut alerts = place.args(&["alerts-page.json"]);
        alerts.investigation = Some(rrn(&region.parse().unwrap(), FIRST));
        run(&alerts, &clock()).await.unwrap_err();
    }
    assert!(place.find(FIRST).await.is_none());
}

#[tokio::test]
async fn an_unknown_organisation_is_visible_to_nobody_until_it_is_associated() {
    let place = Place::new().await;
    place.import(&["investigations-page.json"]).await.unwrap();
    let organization = ORGANIZATION.parse().unwrap();
    let directory = DirectoryStore::open(&place.data().directory_db()).await.unwrap();
    assert!(directory.customer(organization).await.unwrap().is_none());
    let listed = String::from_utf8(mci(&place, &["--unknown"]).stdout).unwrap();
    assert!(listed.contains(&format!("unknown organisation {ORGANIZATION}: 3 investigations")), "{listed}");
    let mut args = place.args(&["investigations-page.json"]);
    args.associate = true;
    run(&args, &clock()).await.unwrap();
    run(&args, &clock()).await.unwrap();
    let customer = directory.customer(organization).await.unwrap().unwrap();
    assert!(customer.ready(now()) && customer.region == place.region && !customer.is_primary);
    let priya = directory.analyst_by_email(demo::PRIYA).await.unwrap().unwrap();
    assert!(directory.access_of(priya.id).await.unwrap().contains(&organization));
    let ines = directory.analyst_by_email(demo::INES).await.unwrap().unwrap();
    assert!(!directory.access_of(ines.id).await.unwrap().contains(&organization));
    let store = place.store().await;
    let roles = store.roles_of(&mut store.read().await.unwrap(), &[organization]).await.unwrap();
    assert_eq!(roles, [(priya.id, organization, Role::Admin)]);
    let listed = String::from_utf8(mci(&place, &["--unknown"]).stdout).unwrap();
    assert_eq!(listed, "no unknown organisations\n");
}

#[tokio::test]
async fn a_region_that_is_not_there_is_named() {
    let place = Place::new().await;
    let mut args = place.args(&["investigation.json"]);
    args.region = "ca".parse().unwrap();
    let failure = run(&args, &clock()).await.unwrap_err();
    assert!(failure.to_string().contains("there is no region ca here; the regions are us, eu, au"), "{failure}");
}

#[test]
fn an_empty_page_is_no_error() {
    for text in ["[]", "{\"data\":[],\"metadata\":{\"index\":0}}", "\u{feff}[]"] {
        assert_eq!(read(text.as_bytes(), false), Ok(Content::Nothing));
    }
}

proptest! {
    #[test]
    fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), alerts: bool) {
        let _ = read(&bytes, alerts);
    }

    #[test]
    fn a_damaged_answer_never_panics(place in 0_usize..2_000, byte: u8, cut in 0_usize..2_000, alerts: bool) {
        for name in ["investigations-page.json", "alerts-page.json", "comments-page.json"] {
            let mut bytes = std::fs::read(fixture(name)).unwrap();
            if let Some(there) = bytes.get_mut(place) {
                *there = byte;
            }
            let _ = read(&bytes, alerts);
            bytes.truncate(cut % (bytes.len() - 2));
            prop_assert!(read(&bytes, alerts).is_err());
        }
    }
}

/// Runs the command as a process, the way a person does.
fn mci(place: &Place, rest: &[&str]) -> std::process::Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_mci"));
    command.args(["import", "--region", "us", "--data"]).arg(place.folder.path());
    for word in rest {
        if word.starts_with("--") {
            command.arg(word)
        } else {
            command.arg(fixture(word))
        };
    }
    command.output().unwrap()
}

fn rrn(region: &RegionCode, id: &str) -> Rrn {
    Rrn::new(region, ORGANIZATION.parse().unwrap(), id).unwrap()
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn clock() -> Clock {
    Clock::starting_at(now())
}

fn now() -> Timestamp {
    "2026-03-17T10:46:00Z".parse().unwrap()
}
