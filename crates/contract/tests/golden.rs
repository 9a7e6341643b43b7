//! Every wire type against its recorded JSON in `golden/`: decoding and encoding again gives the same bytes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use contract::bulk::*;
use contract::directory::*;
use contract::extension::*;
use contract::idr::*;
use contract::stream::*;
use contract::views::*;
use contract::*;
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Decodes a file as `T` and encodes it again; a difference is told with both texts.
type Check = fn(&str) -> Result<String, serde_json::Error>;

fn again<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, serde_json::Error> {
    let value: T = serde_json::from_str(text)?;
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}

macro_rules! types {
    ($($name:ident: $type:ty),+ $(,)?) => { &[$((stringify!($name), again::<$type> as Check)),+] };
}

/// Each type under its own name; `name.json` and `name.case.json` belong to it. Enumerations are recorded as lists.
const TYPES: &[(&str, Check)] = types! {
    CustomerId: CustomerId, AnalystId: AnalystId, RegionCode: RegionCode, Rrn: Rrn, Timestamp: Timestamp,
    Status: Vec<Status>, Priority: Vec<Priority>, Disposition: Vec<Disposition>, Source: Vec<Source>,
    Visibility: Vec<Visibility>, ActorKind: Vec<ActorKind>, Role: Vec<Role>, Association: Vec<Association>,
    Licence: Vec<Licence>, AccessState: Vec<AccessState>,
    PageMetadata: PageMetadata, Page: Page<Investigation>, ErrorBody: ErrorBody,
    Assignee: Assignee, Investigation: Investigation, InvestigationPatch: InvestigationPatch,
    AssigneePatch: AssigneePatch, AssigneeBody: AssigneeBody, SearchRequest: SearchRequest,
    SearchCriterion: SearchCriterion, SearchSort: SearchSort, Alert: Alert, ProductAlert: ProductAlert,
    Comment: Comment, Creator: Creator, NewComment: NewComment,
    Summary: Summary, CustomerSummary: CustomerSummary, PriorityCount: PriorityCount, Roles: Roles,
    CustomerRole: CustomerRole, AssigneesRequest: AssigneesRequest, Assignees: Assignees,
    AssigneeOption: AssigneeOption, AssigneeRefusal: AssigneeRefusal, Actor: Actor, Actors: Actors,
    Evidence: Evidence, ActivityEntry: ActivityEntry, Activity: Activity,
    SignIn: SignIn, Secret: Secret, Exchange: Exchange, Session: Session, Analyst: Analyst, Partner: Partner,
    Customer: Customer, Region: Region, Regions: Regions, Customers: Customers, TokenRequest: TokenRequest,
    RegionToken: RegionToken, Gates: Gates, Preferences: Preferences, Entitlements: Entitlements,
    EntitledAnalyst: EntitledAnalyst, EntitledCustomer: EntitledCustomer, EntitledKey: EntitledKey, VerifyingKey: VerifyingKey,
    Line: Line, Header: Header, Expected: Expected, Record: Record, RecordActor: RecordActor, End: End, Removed: Removed,
    CustomerTurn: CustomerTurn, Heartbeat: Heartbeat,
    Bulk: Bulk, BulkChange: BulkChange, BulkVerdicts: BulkVerdicts, BulkVerdict: BulkVerdict,
    BulkOutcome: Vec<BulkOutcome>, BulkCurrent: BulkCurrent,
    SavedView: SavedView, SavedViews: SavedViews, NewView: NewView, ViewMarks: ViewMarks,
};

/// Types that are no body of their own: errors of parsing, and the reader of lists, which is never written.
const NOT_WRITTEN: &[&str] = &["BadId", "BadRrn", "BadTimestamp", "Answer"];

#[test]
fn every_type_reads_and_writes_its_golden_files_byte_for_byte() {
    let mut unused: BTreeSet<PathBuf> = golden_files().into_iter().collect();
    for (name, check) in TYPES {
        let stem = snake(name);
        let own: Vec<PathBuf> = unused.iter().filter(|path| belongs(path, &stem)).cloned().collect();
        assert!(!own.is_empty(), "{name} has no golden/{stem}.json");
        for path in own {
            let text = fs::read_to_string(&path).unwrap();
            let written = check(&text).unwrap_or_else(|error| panic!("{} as {name}: {error}", path.display()));
            assert_eq!(written, text, "{} changed on its way through {name}", path.display());
            unused.remove(&path);
        }
    }
    assert!(unused.is_empty(), "no type reads {unused:?}");
}

#[test]
fn no_public_type_is_left_without_a_golden_file() {
    let listed: BTreeSet<&str> = TYPES.iter().map(|(name, _)| *name).chain(NOT_WRITTEN.iter().copied()).collect();
    let mut found = 0;
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for name in public_types(&text) {
            found += 1;
            assert!(listed.contains(name.as_str()), "{name} has no golden file");
        }
    }
    assert_eq!(found, listed.len(), "a listed type no longer stands in the source");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn golden_files() -> Vec<PathBuf> {
    fs::read_dir(root().join("golden")).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn belongs(path: &Path, stem: &str) -> bool {
    path.file_name().and_then(|name| name.to_str()).and_then(|name| name.split('.').next()) == Some(stem)
}

/// Names declared by `pub struct`, by `pub enum` and by the macros that make ids and words.
fn public_types(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut in_macro = false;
    for line in source.lines().map(str::trim) {
        let declared = ["pub struct ", "pub enum "].iter().find_map(|start| line.strip_prefix(start));
        if matches!(line, "words!(" | "uuid_id!(") {
            in_macro = true;
        } else if let Some(rest) = declared.or_else(|| (in_macro && !line.starts_with("///")).then_some(line)) {
            let name: String = rest.chars().take_while(|letter| letter.is_alphanumeric()).collect();
            // Inside a macro's own definition the name is a `$variable`.
            if !name.is_empty() {
                names.push(name);
            }
            in_macro = false;
        }
    }
    names
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}
