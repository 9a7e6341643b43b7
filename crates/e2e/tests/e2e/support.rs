//! Owns what the scenarios share: the seeded names, signing in, a program at the public API, and how numbers are read.

use e2e::{Browser, Context, Result, Server, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The demo analyst.
pub const INES: &str = "ines.duarte@quillmoor.example";
/// The partner's administrator.
pub const PRIYA: &str = "priya.raman@quillmoor.example";
/// Of every demo sign-in.
pub const PASSWORD: &str = "quillmoor-demo";

/// A seeded customer.
#[derive(Clone, Copy)]
pub struct Seeded {
    pub id: &'static str,
    pub name: &'static str,
    pub code: &'static str,
}

/// The most urgent one.
pub const BANK: Seeded = Seeded { id: "c49374e0-5884-4045-a45e-5695f223d18a", name: "Calderhythe Bank", code: "CALD" };
/// Has the hostile titles.
pub const STUDIOS: Seeded =
    Seeded { id: "7c0b690e-245f-475b-9fd5-bedc0e122a94", name: "Tamberlyn Studios", code: "TMBR" };
/// The demo analyst has no access there.
pub const UTILITIES: Seeded =
    Seeded { id: "2b39d6c8-2f9e-4495-8770-b455e6616415", name: "Arkenfell Utilities", code: "ARKF" };
/// The demo analyst has access there, but no role.
pub const FERRIES: Seeded =
    Seeded { id: "8858ea76-b30c-4314-bb22-8c1ced4d1011", name: "Tidewrack Ferries", code: "TDWR" };
/// Confidential, and unknown to the demo analyst.
pub const FOUNDATION: Seeded =
    Seeded { id: "6bc4ce76-98cc-4da9-9229-22b82ef2b80a", name: "Hartsmere Foundation", code: "HRTM" };

/// The first investigation of the most urgent customer.
pub const FIRST: &str = "7QK2-LSAS";
/// Its title.
pub const FIRST_TITLE: &str = "LSASS memory read by unsigned process";

impl Seeded {
    /// The address of its investigations.
    pub fn investigations(&self) -> String {
        format!("/customers/{}/investigations", self.id)
    }

    /// The address of one of them.
    pub fn investigation(&self, id: &str) -> String {
        format!("/customers/{}/investigations/{id}", self.id)
    }

    /// The RRN of one of them.
    pub fn rrn(&self, region: &str, id: &str) -> String {
        format!("rrn:investigation:{region}:{}:investigation:{id}", self.id)
    }
}

/// Opens an address as somebody who has not signed in yet, signs in where the app asks, and waits until it works.
pub async fn enter(browser: &Browser, server: &Server, path: &str, email: &str) -> Result<()> {
    browser.goto(&server.at(path)).await?;
    sign_in(browser, email).await?;
    browser.find("header.topbar").await.map(drop)
}

/// From here on no page hears of what others do: neither a region's changes nor the polling in their place.
pub async fn deaf(browser: &Browser) -> Result<()> {
    browser.devtools("Network.enable", json!({})).await?;
    let news = ["*/mci/v1/changes*", "*working-set?since=*"];
    browser.devtools("Network.setBlockedURLs", json!({ "urls": news })).await.map(drop)
}

/// Fills in the form that is to be seen.
pub async fn sign_in(browser: &Browser, email: &str) -> Result<()> {
    browser.fill("Email", email).await?;
    browser.fill("Password", PASSWORD).await?;
    browser.click("button", "Sign in").await
}

/// Waits until the coverage line says that everything is there, and answers it.
pub async fn complete(browser: &Browser) -> Result<String> {
    coverage(browser, "to say that all answered", |line| {
        !line.contains('+') && (line.contains(" all ") || line.contains("complete"))
    })
    .await
}

/// Waits until the coverage line satisfies `wanted`, and answers it in one line.
pub async fn coverage(browser: &Browser, what: &str, wanted: impl Fn(&str) -> bool) -> Result<String> {
    browser
        .wait(&format!("the coverage line {what}"), async || {
            let line = browser.texts(".coverage").await?.join(" ");
            ensure!(wanted(&line), "it says {line:?}");
            Ok(Some(line))
        })
        .await
}

/// The number that a text begins with, and whether a `+` follows it.
pub fn leading(text: &str) -> Option<(u64, bool)> {
    let text = text.trim_start();
    let digits: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',').collect();
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    Some((digits.parse().ok()?, after.starts_with('+')))
}

/// No rule of WCAG A and AA is broken, once every colour and size has arrived where it was going.
pub async fn accessible(browser: &Browser, what: &str) -> Result<()> {
    let settled = "const roots = [document, ...[...document.querySelectorAll('*')].flatMap((element) => element.shadowRoot ?? [])];
        const ends = (animation) => animation.effect?.getComputedTiming().endTime !== Infinity;
        const running = roots.flatMap((root) => root.getAnimations()).filter(ends);
        return Promise.allSettled(running.map((animation) => animation.finished)).then(() => true)";
    browser.js(settled, vec![]).await?;
    let violations = browser.axe().await?;
    ensure!(violations.is_empty(), "{what}: {violations:#?}");
    Ok(())
}

/// Whatever the browser logged as an error, except what `expected` accounts for.
pub async fn clean_console(browser: &Browser, expected: &[&str]) -> Result<()> {
    let mut logged = browser.console().await?;
    logged.retain(|line| !expected.iter().any(|known| line.contains(known)));
    ensure!(logged.is_empty(), "the console says {logged:#?}");
    Ok(())
}

/// A client of the public API that knows nothing of this product: a base address, a key, and JSON.
pub struct Program {
    http: reqwest::Client,
    base: String,
    key: String,
}

impl Program {
    /// With a key of its own for `email`, at the gateway of `region`; comes back when the gateway knows the key.
    pub async fn start(server: &Server, email: &str, region: &str) -> Result<Self> {
        let key = server.mci(&["api-key", "create", "--analyst", email])?.trim().to_owned();
        ensure!(!key.is_empty() && !key.contains(char::is_whitespace), "`mci api-key create` printed {key:?}");
        let http = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
        let mut all = gateways(server).await?;
        let base = all.remove(region).with_context(|| format!("no gateway of {region} among {all:?}"))?;
        let program = Self { http, base, key };
        let end = Instant::now() + Duration::from_secs(15);
        loop {
            let (status, answer) = program.try_call(Method::GET, "/validate", None).await?;
            if status == 200 {
                ensure!(answer.get("message") == Some(&json!("Authorized")), "/validate answered {answer}");
                return Ok(program);
            }
            ensure!(Instant::now() < end, "the gateway of {region} does not know the key: {status} {answer}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// A read.
    pub async fn get(&self, path: &str) -> Result<Value> {
        self.call(Method::GET, path, None).await
    }

    /// A call that has to succeed.
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value> {
        let (status, answer) = self.try_call(method.clone(), path, body).await?;
        ensure!((200..300).contains(&status), "{method} {path} answered {status} {answer}");
        Ok(answer)
    }

    /// Status and body, whatever they are.
    pub async fn try_call(&self, method: Method, path: &str, body: Option<Value>) -> Result<(u16, Value)> {
        let mut call = self.http.request(method, format!("{}{path}", self.base)).header("X-Api-Key", &self.key);
        if let Some(body) = body {
            call = call.json(&body);
        }
        let answer = call.send().await?;
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await?;
        Ok((status, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
    }

    /// Changes an investigation as the public API does: last wins.
    pub async fn change(&self, rrn: &str, change: Value) -> Result<Value> {
        self.call(Method::PATCH, &investigation(rrn), Some(change)).await
    }

    /// An investigation as it stands now.
    pub async fn read(&self, rrn: &str) -> Result<Value> {
        self.get(&investigation(rrn)).await
    }

    /// Everything of the region that its owner may see, as its working set streams it.
    pub async fn working_set(&self) -> Result<Vec<Value>> {
        let path = format!("{}/mci/v1/working-set", self.base);
        let answer = self.http.get(path).header("X-Api-Key", &self.key).send().await?.error_for_status()?;
        let bytes = answer.bytes().await?;
        let lines: Vec<Value> =
            std::str::from_utf8(&bytes)?.lines().map(serde_json::from_str).collect::<std::result::Result<_, _>>()?;
        ensure!(lines.last().is_some_and(|line| line.get("end").is_some()), "the working set was cut");
        Ok(lines.into_iter().filter(|line| line.get("rrn").is_some()).collect())
    }

    /// Makes the same change to all of these records of a working set, by calls of 500.
    pub async fn change_all(&self, records: &[Value], change: &Value) -> Result<()> {
        for (number, part) in records.chunks(500).enumerate() {
            let one = |(place, record): (usize, &Value)| {
                json!({ "rrn": record.get("rrn"), "version": record.get("version"), "change": change,
                    "key": format!("{number}-{place}-{change}") })
            };
            let body = Value::Array(part.iter().enumerate().map(one).collect());
            let told = self.call(Method::POST, "/mci/v1/bulk", Some(body)).await?;
            let verdicts = told.get("verdicts").and_then(Value::as_array).context("no verdicts")?;
            let changed = verdicts.iter().filter(|verdict| text(verdict, "verdict") == "changed").count();
            ensure!(changed == part.len(), "{changed} of {} were changed", part.len());
        }
        Ok(())
    }

    /// The bodies of an investigation's comments, newest first.
    pub async fn comments(&self, rrn: &str) -> Result<Vec<String>> {
        let page = self.get(&format!("/idr/v1/comments?multi-customer=true&size=100&target={}", escape(rrn))).await?;
        let data = page.get("data").and_then(Value::as_array).context("a page of comments without data")?;
        Ok(data.iter().filter_map(|comment| Some(comment.get("body")?.as_str()?.to_owned())).collect())
    }
}

/// The path of an investigation that may be any customer's.
pub fn investigation(rrn: &str) -> String {
    format!("/idr/v2/investigations/{}?multi-customer=true", escape(rrn))
}

/// An RRN as a path or a query carries it.
pub fn escape(rrn: &str) -> String {
    rrn.replace(':', "%3A")
}

/// Where the regions' gateways are, as the directory tells it to whoever signs in.
pub async fn gateways(server: &Server) -> Result<BTreeMap<String, String>> {
    let sign_in = json!({ "email": PRIYA, "password": PASSWORD });
    let http = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
    let answer = http.post(server.at("/api/v1/session")).json(&sign_in).send().await?.error_for_status()?;
    let session: Value = serde_json::from_slice(&answer.bytes().await?)?;
    let regions = session.get("regions").and_then(Value::as_array).context("a session without regions")?;
    let named =
        |region: &Value| (text(region, "code").to_owned(), text(region, "base_url").trim_end_matches('/').to_owned());
    Ok(regions.iter().map(named).collect())
}

/// The text of a JSON member, or what stands in its place.
pub fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).unwrap_or("(absent)")
}
