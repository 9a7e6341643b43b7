//! A small region with people and customers in every state, and a client for its gateway.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use backend::clock::Clock;
use backend::db::region::{RegionStore, StoredAlert, StoredInvestigation};
use backend::gateway::Gateway;
use backend::token::SigningKey;
use contract::directory::{EntitledAnalyst, EntitledCustomer, EntitledKey, Entitlements};
use contract::extension::Actor;
use contract::idr::{Alert, Comment, Creator, Investigation, ProductAlert};
use contract::{
    ActorKind, AnalystId, CustomerId, Disposition, Priority, Role, Rrn, Source, Status, Timestamp, Visibility,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use tower::ServiceExt;

pub const INES: AnalystId = AnalystId::from_u128(0xa1);
pub const MIA: AnalystId = AnalystId::from_u128(0xa2);
pub const VERA: AnalystId = AnalystId::from_u128(0xa3);
pub const NOA: AnalystId = AnalystId::from_u128(0xa4);
pub const ORLA: AnalystId = AnalystId::from_u128(0xa5);

/// The Primary Customer, which lives in this region.
pub const PRIMARY: CustomerId = CustomerId::from_u128(0xc0);
/// Ines is Analyst, Mia is Admin, Vera is Viewer, Noa has access and no role.
pub const ACME: CustomerId = CustomerId::from_u128(0xc1);
/// Ines is Analyst; nobody else has access.
pub const BOLT: CustomerId = CustomerId::from_u128(0xc2);
/// Mia only.
pub const CRUX: CustomerId = CustomerId::from_u128(0xc3);

pub const KEY: &str = "api-key-of-ines";

pub struct World {
    folder: tempfile::TempDir,
    pub store: RegionStore,
    pub clock: Clock,
    pub signing: SigningKey,
    pub said: Entitlements,
    pub now: Timestamp,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text))
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
    /// Last segments of the RRNs on a page.
    pub fn ids(&self) -> Vec<String> {
        assert_eq!(self.status, 200, "{}", self.text);
        let rows = self.json()["data"].as_array().unwrap().clone();
        rows.iter().map(|row| row["rrn"].as_str().unwrap().rsplit(':').next().unwrap().to_owned()).collect()
    }
}

pub struct Client {
    router: Router,
    authorization: String,
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = RegionStore::open(&folder.path().join("region.db"), &"us".parse().unwrap()).await.unwrap();
        let now: Timestamp = "2026-03-17T10:46:00Z".parse().unwrap();
        let signing = SigningKey::generate();
        let person = |id, name: &str, active| EntitledAnalyst {
            id,
            name: name.to_owned(),
            email: format!("{}@quillmoor.example", name.to_lowercase()),
            partner_admin: false,
            active,
        };
        let customer = |id, access: &[AnalystId]| EntitledCustomer {
            id,
            associated: true,
            licensed: true,
            access: access.to_vec(),
        };
        let said = Entitlements {
            revision: 1,
            primary: Some(PRIMARY),
            partner_ready: true,
            analysts: vec![
                person(INES, "Ines", true),
                person(MIA, "Mia", true),
                person(VERA, "Vera", true),
                person(NOA, "Noa", true),
                person(ORLA, "Orla", false),
            ],
            customers: vec![
                customer(PRIMARY, &[INES, MIA]),
                customer(ACME, &[INES, MIA, VERA, NOA, ORLA]),
                customer(BOLT, &[INES]),
                customer(CRUX, &[MIA]),
            ],
            api_keys: vec![EntitledKey { hash: sha256(KEY), analyst: INES }],
            keys: vec![signing.verifying_key()],
        };
        let world = Self { folder, store, clock: Clock::starting_at(now), signing, said, now };
        world.fill().await;
        world
    }

    /// The database's file.
    pub fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("region.db")
    }

    async fn fill(&self) {
        let mut tx = self.store.write().await.unwrap();
        for (analyst, customer, role) in [
            (INES, PRIMARY, Role::Analyst),
            (MIA, PRIMARY, Role::Admin),
            (INES, ACME, Role::Analyst),
            (MIA, ACME, Role::Admin),
            (VERA, ACME, Role::Viewer),
            (ORLA, ACME, Role::Analyst),
            (INES, BOLT, Role::Analyst),
            (INES, CRUX, Role::Analyst),
            (MIA, CRUX, Role::Analyst),
        ] {
            self.store.set_role(&mut tx, analyst, customer, Some(role)).await.unwrap();
        }
        for (customer, id, priority, status, days) in [
            (PRIMARY, "OWN", Priority::Low, Status::Open, 1),
            (ACME, "A1", Priority::High, Status::Open, 2),
            (ACME, "A10", Priority::Critical, Status::Investigating, 3),
            (ACME, "A2", Priority::High, Status::Closed, 1),
            (ACME, "OLD", Priority::Critical, Status::Open, 400),
            (BOLT, "A1", Priority::Medium, Status::Waiting, 4),
            (CRUX, "SECRET", Priority::Critical, Status::Open, 1),
        ] {
            let mut stored = StoredInvestigation::new(self.investigation(customer, id, priority, status, days));
            if customer == ACME && id == "A1" {
                self.furnish(&mut stored);
            }
            self.store.insert(&mut tx, &stored).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    fn investigation(
        &self,
        customer: CustomerId,
        id: &str,
        priority: Priority,
        status: Status,
        days: i64,
    ) -> Investigation {
        let created_time = self.now.plus_secs(-days * 86_400);
        Investigation {
            rrn: rrn(customer, id),
            organization_id: customer,
            title: format!("Title of {id} 100%_sure"),
            source: Source::Alert,
            status,
            priority,
            disposition: Disposition::Undecided,
            assignee: None,
            created_time,
            last_accessed: None,
            first_alert_time: Some(created_time),
            latest_alert_time: Some(created_time),
            responsibility: None,
            tags: Vec::new(),
        }
    }

    fn furnish(&self, stored: &mut StoredInvestigation) {
        let start = stored.investigation.created_time;
        let alert = |id: &str, after: i64, rule: Value| StoredAlert {
            alert: Alert {
                id: id.to_owned(),
                title: format!("Alert {id}"),
                alert_type: "Account".to_owned(),
                alert_type_description: None,
                alert_source: None,
                created_time: start.plus_secs(after),
                first_event_time: None,
                latest_event_time: None,
                detection_rule_rrn: rule,
                priority: Some(Priority::High),
                category: Some("Logon".to_owned()),
                techniques: vec!["T1078".to_owned()],
            },
            evidence: vec![json!({"alert": id})],
        };
        stored.alerts = vec![
            alert("one", 0, json!("rrn:rule:1")),
            alert("three", 7_200, Value::Null),
            alert("two", 3_600, json!({"rule_rrn": "rrn:rule:2", "rule_name": "x"})),
        ];
        stored.investigation.latest_alert_time = Some(start.plus_secs(7_200));
        stored.investigation.tags = vec!["Phishing".to_owned(), "vip".to_owned()];
        stored.product_alerts = vec![ProductAlert { name: "Threat".to_owned(), kind: "TC".to_owned() }];
        let actor = |kind, name: &str, alert_count| Actor { kind, name: name.to_owned(), note: None, alert_count };
        stored.actors = vec![actor(ActorKind::Asset, "WS-0042", 1), actor(ActorKind::User, "j.doe", 3)];
        let comment = |id: &str, after: i64| Comment {
            rrn: format!("rrn:collaboration:us1:{ACME}:comment:{id}"),
            target: stored.investigation.rrn.to_string(),
            creator: Some(Creator { kind: "USER".to_owned(), name: "Mia".to_owned() }),
            body: Some(format!("Comment {id}")),
            visibility: Visibility::Internal,
            created_time: start.plus_secs(after),
        };
        stored.comments = vec![comment("c1", 10), comment("c2", 20)];
    }

    pub fn gateway(&self, said: Entitlements) -> Router {
        Gateway::fixed(self.store.clone(), self.clock.clone(), said, &["http://app.example".to_owned()])
    }

    pub fn client(&self, analyst: AnalystId) -> Client {
        self.client_with(analyst, self.said.clone())
    }

    pub fn client_with(&self, analyst: AnalystId, said: Entitlements) -> Client {
        self.client_of(self.gateway(said), analyst)
    }

    pub fn client_of(&self, router: Router, analyst: AnalystId) -> Client {
        let token = self.signing.sign(analyst, false, self.store.region(), self.now).unwrap();
        Client { router, authorization: format!("Bearer {}", token.reveal()) }
    }

    /// The version that stands, and what it is a version of.
    pub async fn stands(&self, customer: CustomerId, id: &str) -> (i64, Investigation) {
        let found = self.store.find(&rrn(customer, id)).await.unwrap().unwrap();
        (found.version, found.investigation)
    }

    /// What the log says, latest first, comments included.
    pub async fn log(&self, customer: CustomerId, id: &str) -> Vec<String> {
        let found = self.store.find(&rrn(customer, id)).await.unwrap().unwrap();
        let mut tx = self.store.read().await.unwrap();
        self.store.activity(&mut tx, &found).await.unwrap().into_iter().map(|logged| logged.entry.what).collect()
    }
}

impl Client {
    pub async fn get(&self, path: impl AsRef<str>) -> Answer {
        self.send("GET", path, None, &[]).await
    }

    pub async fn send(
        &self,
        method: &str,
        path: impl AsRef<str>,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.send_text(method, path, body.map(|body| body.to_string()).unwrap_or_default(), headers).await
    }

    pub async fn send_text(
        &self,
        method: &str,
        path: impl AsRef<str>,
        body: String,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request =
            Request::builder().method(method).uri(path.as_ref()).header("authorization", &self.authorization);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        ask(self.router.clone(), request.body(Body::from(body)).unwrap()).await
    }
}

pub async fn ask(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
}

pub fn rrn(customer: CustomerId, id: &str) -> Rrn {
    format!("rrn:investigation:us1:{customer}:investigation:{id}").parse().unwrap()
}

/// An investigation's name as a path segment.
pub fn encoded(text: impl ToString) -> String {
    utf8_percent_encode(&text.to_string(), NON_ALPHANUMERIC).to_string()
}

/// The address of an investigation below its customer.
pub fn at(customer: CustomerId, id: &str) -> String {
    format!("/mci/v1/customers/{customer}/idr/v2/investigations/{}", encoded(rrn(customer, id)))
}

pub fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    backend::random::to_hex(&Sha256::digest(text))
}
