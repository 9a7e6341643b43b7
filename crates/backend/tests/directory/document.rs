//! The OpenAPI document: every call of the directory is in it, and each call in it is served.

use crate::world::{ANALYST, World};
use axum::body::Body;
use axum::http::{Request, StatusCode};

/// The directory's part of the contract, as far as it is built.
const CALLS: [(&str, &str); 15] = [
    ("post", "/api/v1/session"),
    ("get", "/api/v1/session"),
    ("delete", "/api/v1/session"),
    ("post", "/api/v1/session/exchange"),
    ("post", "/api/v1/session/token"),
    ("get", "/api/v1/regions"),
    ("get", "/api/v1/customers"),
    ("get", "/api/v1/customers/{id}/gates"),
    ("get", "/api/v1/preferences"),
    ("put", "/api/v1/preferences"),
    ("get", "/api/v1/views"),
    ("post", "/api/v1/views"),
    ("put", "/api/v1/views/{id}"),
    ("delete", "/api/v1/views/{id}"),
    ("put", "/api/v1/views/{id}/marks"),
];

#[tokio::test]
async fn the_document_names_every_call_of_the_directory_and_no_other() {
    let world = World::new().await;
    let answer = world.call(Request::get("/api/openapi.json").body(Body::empty()).unwrap()).await;
    let document = answer.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = document["paths"].as_object().unwrap();
    let mut stated: Vec<(String, String)> = Vec::new();
    for (path, methods) in paths.iter().filter(|(path, _)| path.starts_with("/api/")) {
        for method in methods.as_object().unwrap().keys() {
            let answered = ["200", "201", "204"].iter().any(|status| methods[method]["responses"][status].is_object());
            assert!(answered, "{method} {path}");
            stated.push((method.clone(), path.clone()));
        }
    }
    let mut expected: Vec<_> = CALLS.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    expected.sort();
    stated.sort();
    assert_eq!(stated, expected);
    for schema in ["Session", "Customer", "Gates", "Preferences", "ErrorBody"] {
        assert!(document["components"]["schemas"][schema].is_object(), "{schema}");
    }
}

#[tokio::test]
async fn every_call_in_the_document_is_served() {
    let world = World::new().await;
    for (method, path) in CALLS {
        let cookie = world.sign_in(ANALYST).await;
        let path = path.replace("{id}", &crate::world::GOOD.to_string());
        let request = crate::world::write(&method.to_uppercase(), &path, "").header("cookie", cookie);
        let answer = world.call(request.body(Body::empty()).unwrap()).await;
        let served = !matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED);
        assert!(served || answer.text.contains("portal"), "{method} {path}: {}", answer.text);
        let wrong = Request::patch(path).body(Body::empty()).unwrap();
        assert_eq!(world.call(wrong).await.status, StatusCode::METHOD_NOT_ALLOWED);
    }
}

#[tokio::test]
async fn every_reference_in_the_document_leads_somewhere() {
    let document = serde_json::to_value(backend::openapi::document()).unwrap();
    let mut open = vec![&document];
    let mut references = 0;
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Object(fields) => {
                if let Some(target) = fields.get("$ref").and_then(|target| target.as_str()) {
                    references += 1;
                    let pointer = target.strip_prefix('#').unwrap();
                    assert!(document.pointer(pointer).is_some(), "{target}");
                }
                open.extend(fields.values());
            }
            serde_json::Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(references > 20, "{references}");
}
