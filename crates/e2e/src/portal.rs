//! Owns a foreign portal: a web server that knows nothing of the app and has a strict policy of its own.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the portal answers on one path.
#[derive(Debug, Clone)]
pub struct Reply {
    content_type: &'static str,
    body: String,
}

impl Reply {
    /// A page.
    pub fn html(body: impl Into<String>) -> Self {
        Self { content_type: "text/html; charset=utf-8", body: body.into() }
    }

    /// A script; a strict policy allows no other kind than one with an address.
    pub fn script(body: impl Into<String>) -> Self {
        Self { content_type: "text/javascript; charset=utf-8", body: body.into() }
    }

    /// Anything else that is text, with its type.
    pub fn text(content_type: &'static str, body: impl Into<String>) -> Self {
        Self { content_type, body: body.into() }
    }
}

/// A running portal; ends when dropped. Start it before the [`crate::Server`] that has to allow its origin.
pub struct Portal {
    url: String,
    serving: JoinHandle<()>,
}

impl Portal {
    /// A listener that already has its address, so that pages and policies can name it.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn reserve() -> Result<(TcpListener, String)> {
        let listener = TcpListener::bind("127.0.0.1:0").await.context("a port for the portal")?;
        let url = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
        Ok((listener, url))
    }

    /// Serves `replies` by path, every answer under the content security policy `policy`. A key that ends in `/*`
    /// answers whatever is below it and has no key of its own, as a portal's router does.
    pub fn serve((listener, url): (TcpListener, String), policy: &str, replies: BTreeMap<String, Reply>) -> Self {
        let (replies, policy): (Arc<_>, Arc<str>) = (Arc::new(replies), policy.into());
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (replies, policy) = (replies.clone(), policy.clone());
                // A browser that hangs up is no error of the scenario.
                tokio::spawn(async move { answer(stream, &replies, &policy).await.ok() });
            }
        });
        Self { url, serving }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The address of a path such as `/portal/mci/`.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(stream: TcpStream, replies: &BTreeMap<String, Reply>, policy: &str) -> Result<()> {
    let mut stream = BufReader::new(stream);
    let mut request = String::new();
    stream.read_line(&mut request).await?;
    let mut header = String::new();
    while stream.read_line(&mut header).await? > 2 {
        header.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let (status, reply) = match find(replies, path) {
        Some(reply) => ("200 OK", reply.clone()),
        None => ("404 Not Found", Reply::text("text/plain", "the portal has no such page")),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nContent-Security-Policy: {policy}\r\n\
         X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        reply.content_type,
        reply.body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(reply.body.as_bytes()).await?;
    stream.shutdown().await?;
    Ok(())
}

/// The reply with that very path, else that of the longest `…/*` above it.
fn find<'a>(replies: &'a BTreeMap<String, Reply>, path: &str) -> Option<&'a Reply> {
    let below = || {
        let above =
            replies.iter().filter(|(key, _)| key.strip_suffix('*').is_some_and(|folder| path.starts_with(folder)));
        above.max_by_key(|(key, _)| key.len()).map(|(_, reply)| reply)
    };
    replies.get(path).or_else(below)
}
