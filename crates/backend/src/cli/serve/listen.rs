//! Sockets, the services behind them, and their end on Ctrl-C or SIGTERM.

use anyhow::Context;
use axum::Router;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

/// Calls in flight get this long to end.
const GRACE: Duration = Duration::from_secs(3);

/// A bound socket; connections queue from now on.
pub(super) struct Listener {
    socket: TcpListener,
    address: SocketAddr,
}

impl Listener {
    pub(super) async fn bind(address: IpAddr, port: u16) -> anyhow::Result<Self> {
        let wanted = SocketAddr::new(address, port);
        let socket = TcpListener::bind(wanted).await.with_context(|| format!("cannot listen on {wanted}"))?;
        let address = socket.local_addr()?;
        Ok(Self { socket, address })
    }

    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }

    /// How this machine reaches it.
    pub(super) fn url(&self) -> String {
        match self.address.ip() {
            ip if ip.is_unspecified() => format!("http://127.0.0.1:{}", self.port()),
            _ => format!("http://{}", self.address),
        }
    }
}

/// Every service of this process.
pub(super) struct Listeners {
    stop: watch::Sender<bool>,
    services: JoinSet<std::io::Result<()>>,
    tasks: Vec<JoinHandle<()>>,
}

impl Listeners {
    pub(super) fn new() -> Self {
        Self { stop: watch::Sender::new(false), services: JoinSet::new(), tasks: Vec::new() }
    }

    /// Serves `router` behind `listener` from now on.
    pub(super) fn serve(&mut self, listener: Listener, router: Router) {
        let mut stop = self.stop.subscribe();
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let stopped = async move {
            // An error means that the sender is gone, which is the end as well.
            let _ = stop.wait_for(|stop| *stop).await;
        };
        self.services.spawn(async { axum::serve(listener.socket, service).with_graceful_shutdown(stopped).await });
    }

    /// A task that lives as long as the services.
    pub(super) fn keep(&mut self, task: JoinHandle<()>) {
        self.tasks.push(task);
    }

    /// Ends when the process is told to, or with the first service that fails.
    pub(super) async fn until_stopped(mut self) -> anyhow::Result<()> {
        let failed = tokio::select! {
            told = told_to_stop() => told.map_err(Into::into),
            ended = self.services.join_next() => match ended {
                Some(ended) => ended.context("a service ended")?.context("a service failed"),
                None => Ok(()),
            },
        };
        self.stop.send_replace(true);
        for task in self.tasks {
            task.abort();
        }
        let all = async { while self.services.join_next().await.is_some() {} };
        if tokio::time::timeout(GRACE, all).await.is_err() {
            tracing::info!("calls still waiting were cut off");
        }
        failed
    }
}

#[cfg(unix)]
async fn told_to_stop() -> std::io::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn told_to_stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
