//! A partner with a customer in every state of the gates, three people, and a directory over them.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use backend::app_files::AppFiles;
use backend::clock::Clock;
use backend::db::directory::{DirectoryStore, NewAnalyst, NewCustomer, NewPartner};
use backend::directory::{self, DirectoryConfig, DirectoryState, Issuer};
use backend::token::SigningKey;
use contract::directory::{Secret, VerifyingKey};
use contract::{AnalystId, Association, CustomerId, Licence, RegionCode, Timestamp};
use serde_json::Value;
use std::collections::HashMap;
use tower::ServiceExt;

pub const PASSWORD: &str = "correct horse";
pub const ANALYST: &str = "ines.duarte@quillmoor.example";
pub const ADMIN: &str = "priya.raman@quillmoor.example";
pub const OFF: &str = "tom.hale@quillmoor.example";
pub const PORTAL: &str = "http://portal.quillmoor.example";

pub const PRIMARY: CustomerId = CustomerId::from_u128(1);
pub const GOOD: CustomerId = CustomerId::from_u128(2);
pub const NO_ACCESS: CustomerId = CustomerId::from_u128(3);
pub const EXPIRED: CustomerId = CustomerId::from_u128(4);
pub const PENDING: CustomerId = CustomerId::from_u128(5);
pub const ENDED: CustomerId = CustomerId::from_u128(6);
pub const SECRET: CustomerId = CustomerId::from_u128(7);
pub const SHARED_SECRET: CustomerId = CustomerId::from_u128(8);
pub const RUNS_OUT: CustomerId = CustomerId::from_u128(9);

/// What a test may want otherwise.
#[derive(Default)]
pub struct Wishes {
    pub unlicensed: bool,
    pub no_status: bool,
    pub no_customers: bool,
    pub base_path: Option<&'static str>,
    pub secure_cookie: bool,
    pub app: Option<AppFiles>,
    pub issuer: Option<Issuer>,
}

pub struct World {
    pub router: Router,
    pub store: DirectoryStore,
    pub key: VerifyingKey,
    pub analyst: AnalystId,
    _folder: tempfile::TempDir,
    config: Box<dyn Fn(Clock) -> DirectoryState>,
}

pub fn noon() -> Timestamp {
    "2026-03-17T12:00:00Z".parse().unwrap()
}

pub fn region(code: &str) -> RegionCode {
    code.parse().unwrap()
}

impl World {
    pub async fn new() -> Self {
        Self::with(Wishes::default()).await
    }

    pub async fn with(wishes: Wishes) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = DirectoryStore::open(&folder.path().join("directory.db")).await.unwrap();
        for (code, name) in [("us", "United States"), ("eu", "Europe")] {
            store.add_region(&region(code), name).await.unwrap();
        }
        let licence = if wishes.unlicensed { Licence::Missing } else { Licence::Active };
        let partner = NewPartner {
            name: "Quillmoor Managed Security".into(),
            primary_customer: PRIMARY,
            partner_status: !wishes.no_status,
            licence: licence.clone(),
        };
        store.create_partner(&partner).await.unwrap();
        for customer in customers(licence, wishes.no_customers) {
            store.add_customer(&customer).await.unwrap();
        }
        let analyst = people(&store).await;
        for customer in [PRIMARY, GOOD, EXPIRED, PENDING, SHARED_SECRET] {
            if store.customer(customer).await.unwrap().is_some() {
                store.grant_access(analyst, customer, None, noon()).await.unwrap();
            }
        }
        let signing_key = SigningKey::generate();
        let key = signing_key.verifying_key();
        let base_path = wishes.base_path.unwrap_or("/").to_owned();
        let issuer = std::cell::RefCell::new(wishes.issuer);
        let kept = store.clone();
        let config = move |clock| {
            let urls = [("us", "http://127.0.0.1:9001"), ("eu", "http://127.0.0.1:9002")];
            DirectoryState::new(DirectoryConfig {
                store: kept.clone(),
                clock,
                signing_key: signing_key.clone(),
                region_urls: urls.iter().map(|(code, url)| (region(code), (*url).to_owned())).collect(),
                region_secrets: HashMap::from([
                    (region("us"), Secret::new("secret-of-us".into())),
                    (region("eu"), Secret::new("secret-of-eu".into())),
                ]),
                base_path: base_path.clone(),
                secure_cookie: wishes.secure_cookie,
                issuer: issuer.borrow_mut().take(),
            })
        };
        let state = config(Clock::starting_at(noon()));
        let router = directory::site(state, wishes.app, &[PORTAL.to_owned()]).unwrap();
        Self { router, store, key, analyst, _folder: folder, config: Box::new(config) }
    }

    /// The same directory when its clock shows `later`.
    pub fn at(&self, later: Timestamp) -> Router {
        directory::site((self.config)(Clock::starting_at(later)), None, &[PORTAL.to_owned()]).unwrap()
    }

    pub async fn call(&self, request: Request<Body>) -> Answer {
        ask(&self.router, request).await
    }

    /// Signs in and answers the cookie as a browser sends it back.
    pub async fn sign_in(&self, email: &str) -> String {
        let answer = self.call(sign_in(email, PASSWORD)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.cookie()
    }

    /// A GET with a cookie.
    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.call(get(path, cookie)).await
    }

    /// A PUT of JSON with a cookie.
    pub async fn put(&self, path: &str, cookie: &str, body: &str) -> Answer {
        self.call(write("PUT", path, body).header("cookie", cookie).body(Body::from(body.to_owned())).unwrap()).await
    }
}

pub fn get(path: &str, cookie: &str) -> Request<Body> {
    Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap()
}

/// A write as the app's own page sends it.
pub fn write(method: &str, path: &str, _body: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", "127.0.0.1:8080")
        .header("content-type", "application/json")
        .header("origin", "http://127.0.0.1:8080")
        .header("sec-fetch-site", "same-origin")
}

pub fn sign_in(email: &str, password: &str) -> Request<Body> {
    let body = serde_json::json!({"email": email, "password": password}).to_string();
    write("POST", "/api/v1/session", &body).body(Body::from(body)).unwrap()
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|cause| panic!("{cause}: {}", self.text))
    }

    pub fn message(&self) -> String {
        self.json()["message"].as_str().unwrap().to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap().to_owned()
    }
}

pub async fn ask(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 16 << 20).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status: parts.status, headers: parts.headers, text }
}

fn customers(licence: Licence, none: bool) -> Vec<NewCustomer> {
    let primary = NewCustomer {
        id: PRIMARY,
        name: "Quillmoor Managed Security".into(),
        code: "QLMR".into(),
        region: region("us"),
        aliases: Vec::new(),
        tier: None,
        association: Association::Active,
        licence,
        licence_until: None,
        is_primary: true,
        confidential: false,
    };
    let one = |id, name: &str, code: &str| NewCustomer {
        id,
        name: name.into(),
        code: code.into(),
        region: region("eu"),
        licence: Licence::Active,
        is_primary: false,
        ..primary.clone()
    };
    let minute_later = noon().plus_secs(60);
    let others = vec![
        NewCustomer { aliases: vec!["GDN".into()], tier: Some("Gold".into()), ..one(GOOD, "Garden Foods", "GOOD") },
        one(NO_ACCESS, "Aldern Freight", "NOAC"),
        NewCustomer { licence: Licence::Expired, ..one(EXPIRED, "Brant Textiles", "EXPD") },
        NewCustomer { association: Association::Pending, ..one(PENDING, "Corvid Labs", "PEND") },
        NewCustomer { association: Association::Ended, ..one(ENDED, "Dunmere Rail", "ENDD") },
        NewCustomer { confidential: true, ..one(SECRET, "Eastling Bank", "SECR") },
        NewCustomer { confidential: true, ..one(SHARED_SECRET, "Fenwick Trust", "SHSE") },
        NewCustomer { licence_until: Some(minute_later), ..one(RUNS_OUT, "Zephyr Air", "RUNS") },
    ];
    std::iter::once(primary.clone()).chain(others.into_iter().filter(|_| !none)).collect()
}

async fn people(store: &DirectoryStore) -> AnalystId {
    // One hash for all: hashing is slow on purpose.
    let hash = backend::password::hash(PASSWORD).unwrap();
    let mut ids = Vec::new();
    for (email, name, partner_admin) in
        [(ANALYST, "Ines Duarte", false), (ADMIN, "Priya Raman", true), (OFF, "Tom Hale", false)]
    {
        let id = backend::random::analyst_id();
        let password_hash = Some(hash.clone());
        let new = NewAnalyst { id, name: name.into(), email: email.to_uppercase(), password_hash, partner_admin };
        store.add_analyst(&new, noon()).await.unwrap();
        ids.push(id);
    }
    store.set_active(ids[2], false, noon()).await.unwrap();
    ids[0]
}
