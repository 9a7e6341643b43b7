//! The binary as an operator runs it: a data directory made by hand, everything in one process, and in several.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails by panicking"
)]

use contract::directory::Session;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const ADMIN: &str = "priya.raman@quillmoor.example";

fn mci(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mci"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Output {
    mci(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A partner with one customer in `eu`; answers the administrator's one-time password and the customer's id.
fn partner(data: &Path) -> (String, String) {
    let data = data.to_str().unwrap();
    let regions = "us:United States,eu:Europe";
    let made = text(&run(&["init", "--data", data, "--partner", "Quillmoor", "--admin", ADMIN, "--regions", regions]));
    let password = made.trim().rsplit(' ').next().unwrap().to_owned();
    let customer = ["customer", "add", "--data", data, "--name", "Brant Textiles", "--region", "eu"];
    let access = ["--access", ADMIN, "--role", "admin"];
    let id = text(&run(&[&customer[..], &access].concat())).trim().to_owned();
    (password, id)
}

/// A running service, ended with the test.
struct Service {
    child: Child,
    url: String,
}

impl Service {
    fn start(arguments: &[&str]) -> Self {
        let mut child = mci(arguments).stderr(Stdio::inherit()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, url }
    }

    /// Asks it to end as a supervisor does; answers whether it ended well.
    fn stop(mut self) -> bool {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn sign_in(url: &str, password: &str) -> Session {
    let client = backend::http::client(Duration::from_secs(10)).unwrap();
    let body = json!({"email": ADMIN, "password": password});
    let answer = client.post(format!("{url}/api/v1/session")).json(&body).send().await.unwrap();
    assert!(answer.status().is_success(), "{:?}", answer.text().await);
    answer.json().await.unwrap()
}

/// The caller's roles at a region, asked until the gateway has heard from the directory.
async fn roles(session: &Session, code: &str) -> Value {
    let region = session.regions.iter().find(|region| region.code.as_str() == code).unwrap();
    let token = session.tokens.iter().find(|token| token.region == region.code).unwrap();
    let client = backend::http::client(Duration::from_secs(10)).unwrap();
    let started = Instant::now();
    loop {
        let ask = client.get(format!("{}/mci/v1/roles", region.base_url)).bearer_auth(token.token.reveal());
        let answer = ask.send().await.unwrap();
        if answer.status().is_success() {
            return answer.json().await.unwrap();
        }
        assert!(started.elapsed() < Duration::from_secs(10), "{:?}", answer.text().await);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_process_serves_the_directory_and_every_region() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (password, customer) = partner(&data);
    let service = Service::start(&["serve", "--data", data.to_str().unwrap(), "--port", "0"]);
    let session = sign_in(&service.url, &password).await;
    assert_eq!(session.regions.len(), 2);
    assert!(session.regions.iter().all(|region| region.base_url != service.url));
    let eu = roles(&session, "eu").await;
    assert_eq!(eu["roles"], json!([{"organization_id": customer, "role": "ADMIN"}]));
    let us = roles(&session, "us").await;
    assert!(us["roles"].as_array().unwrap().iter().all(|role| role["organization_id"] != customer.as_str()), "{us}");
    assert!(service.stop(), "it ends well, long polls or not");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_region_can_be_a_process_of_its_own_and_outlives_the_directory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data");
    let (password, customer) = partner(&path);
    let data = path.to_str().unwrap();
    // The directory needs the regions' addresses and they need its: one port is taken from the system beforehand.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let directory = format!("http://127.0.0.1:{free}");
    let region = |code: &str| {
        Service::start(&["region", "--data", data, "--region", code, "--port", "0", "--directory", &directory])
    };
    let (us, eu) = (region("us"), region("eu"));
    let (us_url, eu_url) = (format!("us={}", us.url), format!("eu={}", eu.url));
    let port = free.to_string();
    let missing = run(&["directory", "--data", data, "--port", &port, "--region-url", &us_url]);
    assert!(!missing.status.success() && String::from_utf8_lossy(&missing.stderr).contains("--region-url eu="));
    let urls = ["--region-url", &us_url, "--region-url", &eu_url];
    let front = Service::start(&[&["directory", "--data", data, "--port", &port][..], &urls].concat());
    let session = sign_in(&front.url, &password).await;
    let before = roles(&session, "eu").await;
    assert_eq!(before["roles"][0]["organization_id"], customer.as_str());
    assert!(front.stop());
    assert_eq!(roles(&session, "eu").await, before, "the last entitlements hold");
    drop(eu);
    let again = region("eu");
    let mut moved = session.clone();
    for region in moved.regions.iter_mut().filter(|region| region.code.as_str() == "eu") {
        region.base_url.clone_from(&again.url);
    }
    assert_eq!(roles(&moved, "eu").await, before, "and were kept for a start without the directory");
}

#[test]
fn mistakes_are_said_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let path = data.to_str().unwrap();
    let failed = run(&["init", "--data", path, "--partner", "Quillmoor", "--admin", "nobody"]);
    assert!(!failed.status.success() && !data.exists());
    let failed = run(&["serve", "--data", path, "--port", "0"]);
    assert!(String::from_utf8_lossy(&failed.stderr).contains("mci init --data"), "{failed:?}");
    partner(&data);
    let failed = run(&["init", "--data", path, "--partner", "Quillmoor", "--admin", ADMIN]);
    assert!(String::from_utf8_lossy(&failed.stderr).contains("already is a data directory"));
    let failed = run(&["analyst", "add", "--data", path, "--email", ADMIN]);
    assert!(!failed.status.success());
    let failed = run(&["customer", "add", "--data", path, "--name", "Brant Textiles", "--region", "eu"]);
    assert!(String::from_utf8_lossy(&failed.stderr).contains("The code BRAN is Brant Textiles's already."));
}

#[test]
fn a_key_is_printed_once_and_kept_as_a_hash() {
    let folder = tempfile::tempdir().unwrap();
    partner(folder.path());
    let data = folder.path().to_str().unwrap();
    let key = text(&run(&["api-key", "create", "--data", data, "--analyst", ADMIN, "--label", "nightly"]));
    let key = key.trim();
    assert!(key.starts_with("mci_") && key.len() == 52, "{key}");
    for file in ["directory.db", "directory.db-wal"] {
        let bytes = std::fs::read(folder.path().join(file)).unwrap_or_default();
        assert!(!bytes.windows(key.len()).any(|window| window == key.as_bytes()), "{file}");
    }
    let ended = text(&run(&["api-key", "revoke", "--data", data, "--analyst", ADMIN]));
    assert_eq!(ended, "1 revoked\n");
}
