//! Whatever arrives is read or refused; it never panics and never overflows the stack.

use crate::{idr, leaves, stream};
use contract::bulk::*;
use contract::directory::*;
use contract::extension::*;
use contract::idr::*;
use contract::stream::*;
use contract::views::*;
use contract::*;
use proptest::prelude::*;
use serde_json::Value;

/// Reads the bytes as every type.
fn read_all(bytes: &[u8]) {
    macro_rules! read {
        ($($type:ty),+ $(,)?) => { $(let _ = serde_json::from_slice::<$type>(bytes);)+ };
    }
    read!(
        CustomerId,
        AnalystId,
        RegionCode,
        Rrn,
        Timestamp,
        Status,
        Priority,
        Disposition,
        Source,
        Visibility,
        ActorKind,
        Role,
        Association,
        Licence,
        AccessState,
        PageMetadata,
        Page<Investigation>,
        Answer<Investigation>,
        Answer<Alert>,
        Answer<Value>,
        ErrorBody,
        Assignee,
        Investigation,
        InvestigationPatch,
        AssigneePatch,
        AssigneeBody,
        SearchRequest,
        SearchCriterion,
        SearchSort,
        Alert,
        ProductAlert,
        Vec<ProductAlert>,
        Comment,
        Creator,
        NewComment,
        Summary,
        CustomerSummary,
        PriorityCount,
        Roles,
        CustomerRole,
        AssigneesRequest,
        Assignees,
        AssigneeOption,
        AssigneeRefusal,
        Actor,
        Actors,
        Evidence,
        ActivityEntry,
        Activity,
        SignIn,
        Secret,
        Exchange,
        Session,
        Analyst,
        Partner,
        Customer,
        Region,
        Regions,
        Customers,
        TokenRequest,
        RegionToken,
        Gates,
        Preferences,
        Entitlements,
        EntitledAnalyst,
        EntitledCustomer,
        EntitledKey,
        VerifyingKey,
        Line,
        Header,
        Expected,
        Record,
        RecordActor,
        End,
        Removed,
        CustomerTurn,
        Heartbeat,
        Bulk,
        BulkChange,
        BulkVerdicts,
        BulkVerdict,
        BulkOutcome,
        BulkCurrent,
        SavedView,
        SavedViews,
        NewView,
        ViewMarks,
    );
}

/// One change to a valid tree: a member replaced by any JSON, or taken away.
fn damage(tree: &mut Value, at: prop::sample::Index, with: Option<Value>) {
    let Some(members) = tree.as_object_mut() else { return };
    let names: Vec<String> = members.keys().cloned().collect();
    let name = &names[at.index(names.len())];
    match with {
        Some(value) => drop(members.insert(name.clone(), value)),
        None => drop(members.remove(name)),
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
    }

    #[test]
    fn any_json(tree in leaves::json()) {
        read_all(&serde_json::to_vec(&tree).unwrap());
    }

    #[test]
    fn any_text_as_json(text in any::<String>()) {
        read_all(&serde_json::to_vec(&text).unwrap());
    }

    #[test]
    fn a_valid_record_with_one_member_replaced(
        record in idr::investigation(), at in any::<prop::sample::Index>(), with in prop::option::of(leaves::json()),
    ) {
        let mut tree = serde_json::to_value(&record).unwrap();
        damage(&mut tree, at, with);
        read_all(&serde_json::to_vec(&tree).unwrap());
        // What is still readable is a record like any other.
        if let Ok(read) = serde_json::from_value::<Investigation>(tree) {
            crate::survives(&read)?;
        }
    }

    #[test]
    fn a_line_with_one_member_replaced(
        record in stream::record(), at in any::<prop::sample::Index>(), with in prop::option::of(leaves::json()),
    ) {
        let mut tree = serde_json::to_value(&record).unwrap();
        damage(&mut tree, at, with);
        read_all(&serde_json::to_vec(&tree).unwrap());
        if let Ok(read) = serde_json::from_value::<Line>(tree) {
            crate::survives(&read)?;
        }
    }

    #[test]
    fn a_page_cut_or_with_one_byte_changed(page in idr::page(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = serde_json::to_vec(&page).unwrap();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
            prop_assert!(serde_json::from_slice::<Answer<Investigation>>(&bytes).is_err(), "a cut page is not a page");
        } else {
            bytes[at] = byte;
            let _ = serde_json::from_slice::<Answer<Investigation>>(&bytes);
        }
    }
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("{\"data\":", "}"), ("{\"detection_rule_rrn\":", "}"), ("{\"current\":", "}")] {
        for depth in [100_usize, 200, 100_000] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            read_all(text.as_bytes());
            read_all(open.repeat(depth).as_bytes());
        }
        let text = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        assert!(serde_json::from_str::<Value>(&text).is_err());
    }
}
