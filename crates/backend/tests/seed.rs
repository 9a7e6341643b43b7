//! What a seeded data directory holds, that it is the same every time, and that it is written as planned.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use backend::cli::seed::{Partner, Scale, SeedArgs};
use backend::clock::Clock;
use backend::data_dir::DataDir;
use backend::db::directory::DirectoryStore;
use backend::db::region::{RegionStore, Scope, StoredInvestigation};
use backend::password;
use backend::seed::{World, demo, investigations, plan};
use contract::{Association, CustomerId, Licence, Priority, RegionCode, Role, Rrn, Source, Status, Timestamp};
use std::collections::BTreeSet;

const NOW: &str = "2026-03-17T10:46:00Z";
const DAY: i64 = 86_400;

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn planned(scale: Scale) -> World {
    plan(scale, Partner::Normal, None, now()).unwrap()
}

fn everything(world: &World) -> Vec<StoredInvestigation> {
    world.everyone().flat_map(|customer| investigations(world, customer).unwrap()).collect()
}

fn role_of(world: &World, email: &str, code: &str) -> Option<Option<Role>> {
    let analyst = world.analysts.iter().find(|analyst| analyst.email == email).unwrap();
    let id = demo::customer_id(code);
    analyst.access.iter().find(|(customer, _)| *customer == id).map(|(_, role)| role.clone())
}

#[test]
fn the_same_clock_gives_the_same_rows() {
    for scale in [Scale::Demo, Scale::Small] {
        assert!(everything(&planned(scale)) == everything(&planned(scale)), "{scale:?} differs from itself");
    }
    let later = plan(Scale::Small, Partner::Normal, None, now().plus_secs(DAY)).unwrap();
    let (today, tomorrow) = (everything(&planned(Scale::Small)), everything(&later));
    assert_eq!(today.len(), tomorrow.len());
    let moved = today.iter().zip(&tomorrow).all(|(today, tomorrow)| {
        today.investigation.rrn == tomorrow.investigation.rrn
            && tomorrow.investigation.created_time == today.investigation.created_time.plus_secs(DAY)
    });
    assert!(moved, "ages count from the clock");
}

#[test]
fn the_demo_is_as_large_and_as_spread_as_promised() {
    let world = planned(Scale::Demo);
    assert_eq!((world.customers.len(), world.regions.len()), (46, 4));
    let rows = everything(&world);
    assert!((1_900..=2_200).contains(&rows.len()), "{} investigations", rows.len());
    let names: BTreeSet<_> = rows.iter().map(|row| &row.investigation.rrn).collect();
    assert_eq!(names.len(), rows.len(), "names are unique");
    let closed = rows.iter().filter(|row| !row.investigation.status.active()).count();
    assert!((30..=45).contains(&(closed * 100 / rows.len())), "{closed} closed");
    let with = |test: fn(&StoredInvestigation) -> bool| rows.iter().filter(|row| test(row)).count();
    assert!(with(|row| !row.alerts.is_empty()) > rows.len() * 8 / 10);
    assert!(with(|row| !row.actors.is_empty()) > rows.len() * 9 / 10);
    assert!(with(|row| !row.comments.is_empty()) > 300);
    assert!(with(|row| row.comments.iter().any(|comment| comment.body.is_none())) > 0);
    assert_eq!(with(|row| row.activity.is_empty()), 0);
    let rules: Vec<_> =
        rows.iter().flat_map(|row| &row.alerts).map(|stored| &stored.alert.detection_rule_rrn).collect();
    assert!(rules.iter().any(|rule| rule.is_null()), "a rule may be null");
    assert!(rules.iter().any(|rule| rule.is_string()), "or a string");
    assert!(rules.iter().any(|rule| rule.is_object()), "or an object");
    assert!(rows.iter().all(|row| row.investigation.created_time < now()), "nothing is of the future");
    let latest = |row: &StoredInvestigation| row.activity.iter().map(|entry| entry.time).max();
    assert!(rows.iter().all(|row| latest(row) <= Some(now())), "nor is what was done to it");
}

#[test]
fn the_oldest_critical_one_is_among_the_first_rows() {
    let rows = everything(&planned(Scale::Demo));
    let active = |row: &&StoredInvestigation| row.investigation.status.active();
    let critical: Vec<_> =
        rows.iter().filter(active).filter(|row| row.investigation.priority == Priority::Critical).collect();
    assert!((6..=12).contains(&critical.len()), "{} critical ones", critical.len());
    let old = critical.iter().find(|row| row.investigation.rrn.id() == demo::OLD_CRITICAL).unwrap();
    assert_eq!(now().secs_since(old.investigation.created_time), 400 * DAY);
    assert_eq!((&old.investigation.status, &old.investigation.assignee), (&Status::Open, &None));
    let high = rows.iter().find(|row| row.investigation.rrn.id() == demo::OLD_HIGH).unwrap();
    assert!(now().secs_since(high.investigation.created_time) >= 400 * DAY);
}

#[test]
fn the_most_urgent_customer_starts_with_the_known_row() {
    for scale in [Scale::Demo, Scale::Small] {
        let rows = everything(&planned(scale));
        let urgent = |customer: CustomerId| {
            let of = |row: &&StoredInvestigation| {
                let told = &row.investigation;
                told.organization_id == customer && told.status.active() && told.priority == Priority::Critical
            };
            rows.iter().filter(of).count()
        };
        let customers: BTreeSet<_> = rows.iter().map(|row| row.investigation.organization_id).collect();
        let most = customers.into_iter().max_by_key(|customer| urgent(*customer)).unwrap();
        assert_eq!(most, demo::customer_id(demo::MOST_URGENT));
        let critical = rows.iter().filter(|row| {
            row.investigation.organization_id == most && row.investigation.priority == Priority::Critical
        });
        let mut first: Vec<_> = critical.filter(|row| row.investigation.status.active()).collect();
        first.sort_by_key(|row| std::cmp::Reverse(row.investigation.created_time));
        assert_eq!(first[0].investigation.rrn.id(), demo::FIRST_ROW);
        let newest = first.iter().max_by_key(|row| row.investigation.latest_alert_time).unwrap();
        assert_eq!(newest.investigation.rrn.id(), demo::FIRST_ROW);
        assert_eq!((first[0].alerts.len(), &first[0].investigation.assignee), (9, &None));
    }
}

#[test]
fn every_gate_state_is_there() {
    for scale in [Scale::Demo, Scale::Small] {
        let world = planned(scale);
        let customer = |code: &str| world.customers.iter().find(|customer| customer.code == code).unwrap();
        let ines = |code| role_of(&world, demo::INES, code);
        assert_eq!(ines(demo::MOST_URGENT), Some(Some(Role::Analyst)));
        assert_eq!(ines(demo::LOOK_ALIKE), Some(Some(Role::Analyst)));
        assert_ne!(customer(demo::MOST_URGENT).region, customer(demo::LOOK_ALIKE).region);
        assert_eq!(ines(demo::VIEWER), Some(Some(Role::Viewer)));
        assert_eq!(ines(demo::NO_ROLE), Some(None));
        assert_eq!(ines(demo::NO_ACCESS), None);
        assert_eq!(customer(demo::EXPIRED).licence, Licence::Expired);
        assert!(customer(demo::EXPIRED).licence_until.unwrap() < now());
        assert_eq!(customer(demo::PENDING).association, Association::Pending);
        assert_eq!(customer(demo::ENDED).association, Association::Ended);
        for code in [demo::EXPIRED, demo::PENDING, demo::ENDED] {
            assert_eq!(ines(code), Some(Some(Role::Analyst)), "only one gate is shut at {code}");
        }
        assert!(customer(demo::CONFIDENTIAL_KNOWN).confidential && customer(demo::CONFIDENTIAL_HIDDEN).confidential);
        assert_eq!(ines(demo::CONFIDENTIAL_KNOWN), Some(Some(Role::Analyst)));
        assert_eq!(ines(demo::CONFIDENTIAL_HIDDEN), None);
        assert_eq!(ines(demo::PARTNER_CODE), Some(Some(Role::Analyst)));
        for customer in world.everyone() {
            assert_eq!(role_of(&world, demo::PRIYA, &customer.code), Some(Some(Role::Admin)), "{}", customer.code);
        }
        assert!(world.analysts.iter().find(|analyst| analyst.email == demo::YUKI).unwrap().access.is_empty());
    }
    assert_eq!(role_of(&planned(Scale::Demo), demo::INES, demo::SIEM_ADMIN), Some(Some(Role::Admin)));
}

#[test]
fn work_is_given_only_to_those_who_can_take_it() {
    let world = planned(Scale::Demo);
    for row in everything(&world) {
        let told = &row.investigation;
        let Some(assignee) = &told.assignee else { continue };
        let workers = world.workers(told.organization_id);
        assert!(
            workers.iter().any(|(_, email)| *email == assignee.email),
            "{} cannot take {}",
            assignee.email,
            told.rrn
        );
    }
}

#[test]
fn hostile_text_and_unknown_words_are_there() {
    for scale in [Scale::Demo, Scale::Small] {
        let rows = everything(&planned(scale));
        let title = |id: &str| {
            let row = rows.iter().find(|row| row.investigation.rrn.id() == id).unwrap();
            assert_eq!(row.investigation.organization_id, demo::customer_id(demo::HOSTILE_CUSTOMER));
            row.investigation.title.clone()
        };
        assert_eq!(title(demo::HOSTILE_IMAGE), "<img src=x onerror=alert(1)>");
        assert!(title(demo::HOSTILE_SCRIPT).contains("<script>"));
        assert!(title(demo::HOSTILE_RTL).contains('\u{202e}'));
        assert!(title(demo::HOSTILE_EMOJI).contains('\u{200d}'));
        assert!(title(demo::HOSTILE_MARKS).contains('\u{0301}'));
        assert_eq!(title(demo::HOSTILE_LONG).chars().count(), 10_000);
        assert!(title(demo::HOSTILE_FORMULA).starts_with("=HYPERLINK("));
        assert_eq!(title(demo::EMPTY_EVERYWHERE), "");
        let words = rows.iter().find(|row| row.investigation.rrn.id() == demo::UNKNOWN_WORDS).unwrap();
        assert_eq!(words.investigation.priority, Priority::Other("UNMAPPED".into()));
        assert!(matches!(words.investigation.source, Source::Other(_)));
    }
}

#[tokio::test]
async fn a_small_directory_is_written_as_planned() {
    let (_folder, data) = seeded(Partner::Normal).await;
    let world = planned(Scale::Small);
    let directory = DirectoryStore::open(&data.directory_db()).await.unwrap();
    assert_eq!(directory.customers().await.unwrap().len(), world.customers.len() + 1);
    let ines = directory.analyst_by_email(demo::INES).await.unwrap().unwrap();
    assert!(password::verify(demo::PASSWORD, ines.password_hash.as_deref()));
    let chosen = directory.preferences(ines.id).await.unwrap().unwrap();
    assert!(chosen.multi_customer && chosen.favourites.contains(&demo::customer_id(demo::MOST_URGENT)));
    assert!(directory.partner().await.unwrap().ready());
    let mut stored = 0;
    for (region, _) in &world.regions {
        let store = RegionStore::open(&data.region_db(region), region).await.unwrap();
        let counts = store.organizations(&mut store.read().await.unwrap()).await.unwrap();
        stored += counts.iter().map(|count| count.investigations).sum::<u64>();
        let here: BTreeSet<_> =
            world.everyone().filter(|customer| customer.region == *region).map(|customer| customer.id).collect();
        assert!(counts.iter().all(|count| here.contains(&count.organization)), "{region} holds another region's data");
        let scope = Scope::new(ines.id, here.into_iter().collect());
        assert!(!store.roles_in(&mut store.read().await.unwrap(), &scope).await.unwrap().is_empty());
    }
    assert_eq!(stored, u64::try_from(everything(&world).len()).unwrap());
    let eu: RegionCode = "eu".parse().unwrap();
    let store = RegionStore::open(&data.region_db(&eu), &eu).await.unwrap();
    let rrn = Rrn::new(&eu, demo::customer_id(demo::MOST_URGENT), demo::FIRST_ROW).unwrap();
    let found = store.find(&rrn).await.unwrap().unwrap();
    assert_eq!(found.investigation.title, "LSASS memory read by unsigned process");
}

#[tokio::test]
async fn a_directory_that_holds_anything_is_refused() {
    let (folder, _) = seeded(Partner::Empty).await;
    let again = backend::seed::run(&args(folder.path(), Partner::Normal), &clock()).await.unwrap_err();
    assert!(format!("{again:#}").contains("already"), "{again:#}");
    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join("letter.txt"), "not ours").unwrap();
    backend::seed::run(&args(other.path(), Partner::Normal), &clock()).await.unwrap_err();
    assert_eq!(std::fs::read_dir(other.path()).unwrap().count(), 1, "nothing was added");
}

#[tokio::test]
async fn what_an_unfinished_run_left_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join(".seeding/regions")).unwrap();
    std::fs::write(folder.path().join(".seeding/signing.key"), "half").unwrap();
    backend::seed::run(&args(folder.path(), Partner::Empty), &clock()).await.unwrap();
    assert!(!folder.path().join(".seeding").exists());
    DataDir::open(folder.path()).unwrap().signing_key().unwrap();
}

#[tokio::test]
async fn a_partner_can_lack_its_licence_or_its_customers() {
    let (_folder, data) = seeded(Partner::Unlicensed).await;
    let directory = DirectoryStore::open(&data.directory_db()).await.unwrap();
    assert!(!directory.partner().await.unwrap().ready());
    let ines = directory.analyst_by_email(demo::INES).await.unwrap().unwrap();
    assert!(!directory.preferences(ines.id).await.unwrap().unwrap().multi_customer);
    let (_folder, data) = seeded(Partner::Empty).await;
    let directory = DirectoryStore::open(&data.directory_db()).await.unwrap();
    assert!(directory.partner().await.unwrap().ready());
    let customers = directory.customers().await.unwrap();
    assert!(customers.len() > 1 && customers.iter().all(|customer| customer.is_primary || !customer.ready(now())));
}

async fn seeded(partner: Partner) -> (tempfile::TempDir, DataDir) {
    let folder = tempfile::tempdir().unwrap();
    backend::seed::run(&args(folder.path(), partner), &clock()).await.unwrap();
    let data = DataDir::open(folder.path()).unwrap();
    (folder, data)
}

fn args(data: &std::path::Path, partner: Partner) -> SeedArgs {
    SeedArgs { data: data.to_owned(), scale: Scale::Small, partner, investigations: None }
}

fn clock() -> Clock {
    Clock::starting_at(now())
}
