//! The built app as it is served: caching, compression, deep links, base path, and the policy around it.

use crate::world::{Answer, PORTAL, Wishes, World};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use backend::app_files::{AppFiles, Policy};

const INDEX: &str = "<!doctype html><head><base href=\"/\" /><script type=\"module\" src=\"boot.js\"></script></head>";
const WASM: &str = "mci-app-1a2b3c4d5e6f7a8b_bg.wasm";

async fn app(base_path: &'static str) -> (World, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let script = "console.log('boot');\n".repeat(200);
    for (name, text) in [("index.html", INDEX), ("boot.js", &script), (WASM, "wasm"), ("manifest.json", "{}")] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let policy = Policy {
        region_origins: vec!["http://127.0.0.1:9001".into(), "http://127.0.0.1:9002".into()],
        embedding_origins: vec![PORTAL.into()],
        ..Policy::default()
    };
    let app = AppFiles { folder: folder.path().to_owned(), base_path: base_path.into(), policy };
    (World::with(Wishes { app: Some(app), base_path: Some(base_path), ..Wishes::default() }).await, folder)
}

async fn get(world: &World, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    world.call(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_page_address_answers_the_page_with_its_base() {
    let (world, _folder) = app("/portal/mci/").await;
    for path in [
        "/portal/mci",
        "/portal/mci/",
        "/portal/mci/index.html",
        "/portal/mci/multi/investigations?status=OPEN",
        "/portal/mci/customers/00000000-0000-0000-0000-000000000002/investigations/a.b",
        "/portal/mci/x/rrn%3Ainvestigation%3Aeu%3Ao%3Ainvestigation%3A1",
    ] {
        let page = get(&world, path, &[("accept", "text/html")]).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text.contains(r#"<base href="/portal/mci/">"#), "{path}: {}", page.text);
        assert_eq!(page.header("cache-control"), "no-cache");
        assert!(page.header("content-type").starts_with("text/html"));
    }
    let root = get(&world, "/", &[]).await;
    assert_eq!((root.status, root.header("location")), (StatusCode::TEMPORARY_REDIRECT, "/portal/mci/"));
    assert_eq!(get(&world, "/elsewhere", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&world, "/portal/mci/api/v1/session", &[]).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(get(&world, "/api/v1/session", &[]).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn at_the_root_calls_and_pages_do_not_mix() {
    let (world, _folder) = app("/").await;
    assert!(get(&world, "/", &[]).await.text.contains(r#"<base href="/">"#));
    assert!(get(&world, "/home", &[]).await.text.contains("boot.js"));
    for path in ["/api/v1/nothing", "/api/nothing", "/internal/v1/nothing"] {
        let answer = get(&world, path, &[("accept", "text/html")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.message(), "There is nothing at this address.");
    }
    let posted = world.call(Request::post("/home").body(Body::empty()).unwrap()).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn hashed_files_last_and_others_are_checked() {
    let (world, _folder) = app("/").await;
    let wasm = get(&world, &format!("/{WASM}"), &[]).await;
    assert_eq!(wasm.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(wasm.header("content-type"), "application/wasm");
    for name in ["/boot.js", "/manifest.json", "/"] {
        let first = get(&world, name, &[]).await;
        assert_eq!(first.header("cache-control"), "no-cache", "{name}");
        let tag = first.header("etag").to_owned();
        let again = get(&world, name, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""), "{name}");
        let changed = get(&world, name, &[("if-none-match", "\"other\"")]).await;
        assert_eq!(changed.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn scripts_are_compressed() {
    let (world, _folder) = app("/").await;
    let plain = get(&world, "/boot.js", &[]).await;
    for encoding in ["br", "gzip"] {
        let packed = get(&world, "/boot.js", &[("accept-encoding", encoding)]).await;
        assert_eq!(packed.header("content-encoding"), encoding);
        assert!(packed.text.len() * 4 < plain.text.len());
    }
}

#[tokio::test]
async fn what_the_build_compressed_is_served_as_it_is() {
    let (world, folder) = app("/").await;
    std::fs::write(folder.path().join(format!("{WASM}.br")), "packed by the build").unwrap();
    let packed = get(&world, &format!("/{WASM}"), &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((packed.header("content-encoding"), packed.text.as_str()), ("br", "packed by the build"));
    assert_eq!(packed.header("content-type"), "application/wasm");
    assert_eq!(packed.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(packed.header("vary").contains("accept-encoding"));
    let plain = get(&world, &format!("/{WASM}"), &[("accept-encoding", "gzip, br;q=0")]).await;
    assert_eq!(plain.text, "wasm");
    // Only a name with a hash in it tells that both are of one build.
    std::fs::write(folder.path().join("boot.js.br"), "of another build").unwrap();
    assert_ne!(get(&world, "/boot.js", &[("accept-encoding", "br")]).await.text, "of another build");
}

#[tokio::test]
async fn a_missing_asset_is_missing_and_no_path_leaves_the_folder() {
    let (world, folder) = app("/").await;
    std::fs::write(folder.path().join(".env"), "secret").unwrap();
    for path in ["/gone-0123456789abcdef.js", "/gone.css", "/x/y.wasm", "/..%2fdirectory.db", "/%2e%2e/x.js", "/.env"] {
        let answer = get(&world, path, &[("accept", "*/*")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_strict_policy_stands_on_every_page() {
    let (world, _folder) = app("/").await;
    for path in ["/", "/home", "/boot.js"] {
        let page = get(&world, path, &[]).await;
        let policy = page.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "connect-src 'self' http://127.0.0.1:9001 http://127.0.0.1:9002",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ] {
            assert!(policy.split("; ").any(|stated| stated == part), "{part} is not in {policy}");
        }
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "same-origin");
    }
}

#[tokio::test]
async fn only_configured_portals_load_the_files() {
    let (world, _folder) = app("/").await;
    let ours = get(&world, "/boot.js", &[("origin", PORTAL)]).await;
    assert_eq!(ours.header("access-control-allow-origin"), PORTAL);
    let other = get(&world, "/boot.js", &[("origin", "http://evil.example")]).await;
    assert!(other.header("access-control-allow-origin").is_empty());
}
