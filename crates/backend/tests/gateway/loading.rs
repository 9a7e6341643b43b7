//! Loading: what an import may rely on.

use crate::world::*;
use backend::db::region::{Outcome, RegionStore, StoredAlert, StoredInvestigation};
use contract::idr::Investigation;
use contract::{Rrn, Status};

#[tokio::test]
async fn loading_again_changes_nothing() {
    let world = World::new().await;
    let (_, investigation) = world.stands(ACME, "A1").await;
    let mut tx = world.store.write().await.unwrap();
    let spelt = Investigation {
        rrn: investigation.rrn.as_str().replace(":us1:", ":us:").parse().unwrap(),
        ..investigation.clone()
    };
    assert_eq!(world.store.put(&mut tx, &spelt, world.now).await.unwrap(), Outcome::Unchanged);
    let looked = Investigation { last_accessed: Some(world.now), ..spelt.clone() };
    assert_eq!(world.store.put(&mut tx, &looked, world.now).await.unwrap(), Outcome::Unchanged);
    let closed = Investigation { status: Status::Closed, tags: vec!["other".to_owned()], ..spelt };
    assert_eq!(world.store.put(&mut tx, &closed, world.now).await.unwrap(), Outcome::Updated);
    let new = Investigation { rrn: rrn(ACME, "NEW"), ..investigation };
    assert_eq!(world.store.put(&mut tx, &new, world.now).await.unwrap(), Outcome::Created);
    tx.commit().await.unwrap();
    let (version, stands) = world.stands(ACME, "A1").await;
    assert_eq!((version, stands.status, stands.rrn.as_str()), (2, Status::Closed, rrn(ACME, "A1").as_str()));
    assert_eq!(world.log(ACME, "A1").await, ["imported"]);
    let client = world.client(INES);
    assert_eq!(client.get(format!("/mci/v1/customers/{ACME}/idr/v2/investigations?tags=other")).await.ids(), ["A1"]);
}

#[tokio::test]
async fn alerts_are_added_updated_and_counted_as_one_version() {
    let world = World::new().await;
    let mut tx = world.store.write().await.unwrap();
    let found = world.store.find(&rrn(ACME, "A1")).await.unwrap().unwrap();
    let page = world.store.alerts(&mut tx, &found, 0, 100).await.unwrap();
    let mut alerts: Vec<_> = page.rows.into_iter().map(|alert| StoredAlert { alert, evidence: Vec::new() }).collect();
    let same = world.store.put_alerts(&mut tx, &rrn(ACME, "A1"), &alerts, world.now).await.unwrap().unwrap();
    assert_eq!(same, [Outcome::Unchanged; 3]);
    alerts[0].alert.title = "Other".to_owned();
    alerts[1].alert.id = "four".to_owned();
    alerts[1].alert.created_time = world.now;
    let put = world.store.put_alerts(&mut tx, &rrn(ACME, "A1"), &alerts, world.now).await.unwrap().unwrap();
    assert_eq!(put, [Outcome::Updated, Outcome::Created, Outcome::Unchanged]);
    assert_eq!(world.store.evidence(&mut tx, &found, "three").await.unwrap().unwrap().len(), 1, "evidence is kept");
    assert_eq!(world.store.put_alerts(&mut tx, &rrn(ACME, "NONE"), &alerts, world.now).await.unwrap(), None);
    tx.commit().await.unwrap();
    let (version, stands) = world.stands(ACME, "A1").await;
    assert_eq!((version, stands.latest_alert_time), (2, Some(world.now)));
}

#[tokio::test]
async fn comments_are_loaded_once() {
    let world = World::new().await;
    let mut tx = world.store.write().await.unwrap();
    let found = world.store.find(&rrn(ACME, "A1")).await.unwrap().unwrap();
    let mut comment = world.store.comments(&mut tx, &found, 0, 1).await.unwrap().rows.remove(0);
    assert_eq!(world.store.put_comment(&mut tx, &comment, world.now).await.unwrap(), Some(Outcome::Unchanged));
    comment.body = None;
    assert_eq!(world.store.put_comment(&mut tx, &comment, world.now).await.unwrap(), Some(Outcome::Updated));
    comment.rrn.push('x');
    assert_eq!(world.store.put_comment(&mut tx, &comment, world.now).await.unwrap(), Some(Outcome::Created));
    comment.target = rrn(ACME, "NONE").to_string();
    assert_eq!(world.store.put_comment(&mut tx, &comment, world.now).await.unwrap(), None);
    comment.target = rrn(ACME, "A10").to_string();
    assert!(world.store.put_comment(&mut tx, &comment, world.now).await.is_err(), "another investigation's comment");
}

#[tokio::test]
async fn names_of_others_are_refused() {
    let world = World::new().await;
    let (_, investigation) = world.stands(ACME, "A1").await;
    let mut tx = world.store.write().await.unwrap();
    let foreign: Rrn = format!("rrn:investigation:eu:{ACME}:investigation:X").parse().unwrap();
    for wrong in [
        Investigation { rrn: foreign, ..investigation.clone() },
        Investigation { rrn: rrn(BOLT, "X"), ..investigation.clone() },
        Investigation { organization_id: BOLT, ..investigation.clone() },
    ] {
        assert!(world.store.put(&mut tx, &wrong, world.now).await.is_err());
        assert!(world.store.insert(&mut tx, &StoredInvestigation::new(wrong)).await.is_err());
    }
    assert!(
        world.store.insert(&mut tx, &StoredInvestigation::new(investigation)).await.is_err(),
        "a name that is taken"
    );
    let stored = world.store.organizations(&mut tx).await.unwrap();
    assert_eq!(stored.iter().map(|one| one.investigations).collect::<Vec<_>>(), [1, 4, 1, 1]);
}

#[tokio::test]
async fn a_database_is_of_one_region() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("region.db");
    RegionStore::open(&file, &"eu".parse().unwrap()).await.unwrap().close().await;
    assert!(RegionStore::open(&file, &"us".parse().unwrap()).await.is_err());
    RegionStore::open(&file, &"eu".parse().unwrap()).await.unwrap().close().await;
}
