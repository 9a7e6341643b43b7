//! Saved views at the directory: ids and words of the contract, own and shared, and no typed word ever.

use crate::world::{ADMIN, ANALYST, Answer, GOOD, NO_ACCESS, OFF, PASSWORD, SECRET, SHARED_SECRET, World, write};
use axum::body::Body;
use axum::http::StatusCode;
use contract::CustomerId;
use contract::views::{SavedView, SavedViews};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/views";

async fn send(world: &World, method: &str, path: &str, cookie: &str, key: &str, body: &Value) -> Answer {
    let mut request = write(method, path, "").header("cookie", cookie);
    if !key.is_empty() {
        request = request.header("idempotency-key", key);
    }
    world.call(request.body(Body::from(body.to_string())).unwrap()).await
}

async fn save(world: &World, cookie: &str, body: Value) -> SavedView {
    let answer = send(world, "POST", PATH, cookie, "", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

async fn list(world: &World, cookie: &str) -> Vec<SavedView> {
    serde_json::from_str::<SavedViews>(&world.get(PATH, cookie).await.text).unwrap().views
}

fn names(views: &[SavedView]) -> Vec<&str> {
    views.iter().map(|view| view.name.as_str()).collect()
}

#[tokio::test]
async fn a_view_is_kept_changed_and_deleted_by_its_owner() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    let query = format!("customer={GOOD}&not_status=CLOSED&sort=-priority&assignee=me&columns=priority,title%3A420");
    let made = save(&world, &cookie, json!({"name": "  Mine ", "query": query, "customer": GOOD})).await;
    assert_eq!((made.name.as_str(), made.query.as_str(), made.customer), ("Mine", query.as_str(), Some(GOOD)));
    assert_eq!((made.owner, made.owner_name.as_str()), (world.analyst, "Ines Duarte"));
    assert!(!made.shared && !made.pinned && !made.default && made.words.is_empty());
    assert_eq!(list(&world, &cookie).await, std::slice::from_ref(&made));
    let at = format!("{PATH}/{}", made.id);
    let body = json!({"name": "Ours", "query": "priority=HIGH", "shared": true});
    let changed: SavedView = serde_json::from_str(&send(&world, "PUT", &at, &cookie, "", &body).await.text).unwrap();
    assert_eq!((changed.id.as_str(), changed.name.as_str(), changed.customer), (made.id.as_str(), "Ours", None));
    assert!(changed.shared);
    for _ in 0..2 {
        assert_eq!(send(&world, "DELETE", &at, &cookie, "", &Value::Null).await.status, StatusCode::NO_CONTENT);
    }
    assert!(list(&world, &cookie).await.is_empty());
    assert_eq!(send(&world, "PUT", &at, &cookie, "", &body).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_retry_saves_no_second_one() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    let body = json!({"name": "Once", "query": ""});
    let first = send(&world, "POST", PATH, &cookie, "key", &body).await;
    let second = send(&world, "POST", PATH, &cookie, "key", &body).await;
    assert_eq!((second.status, &second.text), (StatusCode::CREATED, &first.text));
    assert_eq!(list(&world, &cookie).await.len(), 1);
    let other = json!({"name": "Other", "query": ""});
    assert_eq!(send(&world, "POST", PATH, &cookie, "key", &other).await.status, StatusCode::CONFLICT);
    let same_name = send(&world, "POST", PATH, &cookie, "new", &json!({"name": "ONCE", "query": ""})).await;
    assert_eq!(same_name.status, StatusCode::CONFLICT);
    assert!(same_name.message().contains("of that name"));
    // Keys and names are each analyst's own.
    let admin = world.sign_in(ADMIN).await;
    assert_eq!(send(&world, "POST", PATH, &admin, "key", &body).await.status, StatusCode::CREATED);
    let second = save(&world, &cookie, json!({"name": "Twice", "query": ""})).await;
    let renamed = send(&world, "PUT", &format!("{PATH}/{}", second.id), &cookie, "", &body).await;
    assert_eq!(renamed.status, StatusCode::CONFLICT);
    let (at, cased) = (format!("{PATH}/{}", second.id), json!({"name": "twice", "query": ""}));
    let renamed = send(&world, "PUT", &at, &cookie, "", &cased).await;
    assert_eq!(renamed.status, StatusCode::OK, "its own name in another case is no conflict");
    assert_eq!(send(&world, "POST", PATH, &cookie, &"x".repeat(256), &other).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn typed_words_and_words_of_customers_are_refused_and_the_sentence_says_why() {
    let world = World::new().await;
    let cookie = world.sign_in(ANALYST).await;
    for (query, words) in [
        ("", "mimikatz"),
        ("tag=mimikatz", ""),
        ("not_tag=mimikatz", ""),
        ("responsibility=mimikatz", ""),
        ("assignee=mimikatz%40acme.example", ""),
    ] {
        let answer =
            send(&world, "POST", PATH, &cookie, "", &json!({"name": "x", "query": query, "words": words})).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        let message = answer.message();
        assert!(message.contains("never keeps") && message.contains("region"), "{query}: {message}");
        assert!(!message.contains("mimikatz"));
    }
    for body in [
        json!({"name": " ", "query": ""}),
        json!({"name": "x".repeat(81), "query": ""}),
        json!({"name": "two\nlines", "query": ""}),
        json!({"name": "x", "query": "q=mimikatz"}),
        json!({"name": "x", "query": "priority=mimikatz"}),
        json!({"name": "x", "query": "region=mimikatz"}),
        json!({"name": "x", "query": format!("priority=HIGH{}", "&".repeat(4_000))}),
        json!({"name": "x", "query": format!("customer={SECRET}")}),
        json!({"name": "x", "query": format!("open={SECRET}%3AABC")}),
        json!({"name": "x", "query": format!("not_customer={}", CustomerId::from_u128(99))}),
        json!({"name": "x", "query": "", "customer": SECRET}),
        json!({"name": "x", "query": "", "customer": CustomerId::from_u128(99)}),
        json!({"name": "x"}),
        json!([]),
    ] {
        let answer = send(&world, "POST", PATH, &cookie, "", &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
    }
    assert!(list(&world, &cookie).await.is_empty());
    // Not even a mistake in the code above could keep one: the table takes none.
    let mut tx = world.store.write().await.unwrap();
    let insert = "INSERT INTO views (id, owner, name, name_folded, query, words, shared) VALUES ('x', ?, 'x', 'x', '', 'mimikatz', 0)";
    let refused = sqlx::query(insert).bind(world.analyst.to_string()).execute(&mut *tx).await.unwrap_err();
    assert!(refused.to_string().contains("CHECK"), "{refused}");
}

#[tokio::test]
async fn a_shared_view_names_no_customer_that_its_reader_does_not_know() {
    let world = World::new().await;
    let (admin, cookie) = (world.sign_in(ADMIN).await, world.sign_in(ANALYST).await);
    let share = |name: &str, query: String, customer: Option<CustomerId>| {
        save(&world, &admin, json!({"name": name, "query": query, "customer": customer, "shared": true}))
    };
    let query = format!("customer={GOOD}&customer={SECRET}&not_customer={SECRET}&open={SECRET}%3AABC&priority=HIGH");
    let both = share("Both", query.clone(), None).await;
    assert_eq!(both.query, query, "an administrator knows it");
    let only = share("Only it", format!("customer={SECRET}"), None).await;
    let theirs = share("Its own list", String::new(), Some(SECRET)).await;
    share("Known", format!("customer={SHARED_SECRET}&customer={NO_ACCESS}"), Some(NO_ACCESS)).await;
    save(&world, &admin, json!({"name": "Private", "query": ""})).await;
    let seen = list(&world, &cookie).await;
    assert_eq!(names(&seen), ["Both", "Known"]);
    assert_eq!(seen[0].query, format!("customer={GOOD}&priority=HIGH"));
    assert_eq!(seen[0].owner_name, "Priya Raman");
    assert_eq!(seen[1].query, format!("customer={SHARED_SECRET}&customer={NO_ACCESS}"));
    assert!(!world.get(PATH, &cookie).await.text.contains(&SECRET.to_string()));
    let marks = json!({"pinned": true, "default": false});
    for hidden in [only.id, theirs.id] {
        let at = format!("{PATH}/{hidden}");
        let body = json!({"name": "x", "query": ""});
        assert_eq!(send(&world, "PUT", &at, &cookie, "", &body).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            send(&world, "PUT", &format!("{at}/marks"), &cookie, "", &marks).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(send(&world, "DELETE", &at, &cookie, "", &Value::Null).await.status, StatusCode::NO_CONTENT);
    }
    let at = format!("{PATH}/{}", both.id);
    let refused = send(&world, "PUT", &at, &cookie, "", &json!({"name": "x", "query": ""})).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.message().contains("Priya Raman"));
    assert_eq!(send(&world, "DELETE", &at, &cookie, "", &Value::Null).await.status, StatusCode::FORBIDDEN);
    assert_eq!(list(&world, &admin).await.len(), 5, "nothing was deleted");
}

#[tokio::test]
async fn marks_are_each_analysts_own_and_one_view_is_the_default() {
    let world = World::new().await;
    let (admin, cookie) = (world.sign_in(ADMIN).await, world.sign_in(ANALYST).await);
    let shared = save(&world, &admin, json!({"name": "Z shared", "query": "", "shared": true})).await;
    let own = save(&world, &cookie, json!({"name": "A own", "query": ""})).await;
    let of_one = save(&world, &cookie, json!({"name": "B of one", "query": "", "customer": GOOD})).await;
    let mark = |id: &str, pinned: bool, default: bool| {
        let (path, body) = (format!("{PATH}/{id}/marks"), json!({"pinned": pinned, "default": default}));
        let (world, cookie) = (&world, cookie.as_str());
        async move { send(world, "PUT", &path, cookie, "", &body).await }
    };
    let marked: SavedView = serde_json::from_str(&mark(&shared.id, true, true).await.text).unwrap();
    assert!(marked.pinned && marked.default && marked.shared);
    assert_eq!(names(&list(&world, &cookie).await), ["Z shared", "A own", "B of one"]);
    assert_eq!(mark(&own.id, false, true).await.status, StatusCode::OK);
    let views = list(&world, &cookie).await;
    let defaults: Vec<&str> = views.iter().filter(|view| view.default).map(|view| view.id.as_str()).collect();
    assert_eq!(defaults, [own.id.as_str()]);
    assert!(views[0].pinned, "taking the default over leaves the pin");
    assert_eq!(mark(&of_one.id, true, true).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(mark(&of_one.id, true, false).await.status, StatusCode::OK);
    assert_eq!(mark("none", true, true).await.status, StatusCode::NOT_FOUND);
    assert!(list(&world, &admin).await.iter().all(|view| !view.pinned && !view.default));
    // Marks end with the view, or wait until it is shared again.
    let at = format!("{PATH}/{}", shared.id);
    assert_eq!(send(&world, "DELETE", &at, &admin, "", &Value::Null).await.status, StatusCode::NO_CONTENT);
    assert_eq!(names(&list(&world, &cookie).await), ["B of one", "A own"]);
}

#[tokio::test]
async fn views_of_those_who_left_are_not_shown_and_two_hundred_are_enough() {
    let world = World::new().await;
    let tom = world.store.analyst_by_email(OFF).await.unwrap().unwrap();
    world.store.set_active(tom.id, true, crate::world::noon()).await.unwrap();
    let (cookie, toms) = (world.sign_in(ANALYST).await, world.sign_in(OFF).await);
    assert!(!PASSWORD.is_empty());
    save(&world, &toms, json!({"name": "Tom's", "query": "", "shared": true})).await;
    assert_eq!(names(&list(&world, &cookie).await), ["Tom's"]);
    world.store.set_active(tom.id, false, crate::world::noon()).await.unwrap();
    assert!(list(&world, &cookie).await.is_empty());
    assert_eq!(world.get(PATH, &toms).await.status, StatusCode::UNAUTHORIZED);
    for number in 0..200 {
        save(&world, &cookie, json!({"name": format!("View {number}"), "query": ""})).await;
    }
    let full = send(&world, "POST", PATH, &cookie, "", &json!({"name": "One more", "query": ""})).await;
    assert_eq!(full.status, StatusCode::CONFLICT);
    assert!(full.message().contains("200"));
}
