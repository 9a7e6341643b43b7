//! The sending end of a streamed answer: little is buffered, and a reader who does not read is cut off.

use crate::error::{Error, Result};
use axum::body::{Body, Bytes};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// Pieces that wait for a reader.
const WAITING: usize = 2;
/// How long a reader may take for a piece.
const PATIENCE: Duration = if cfg!(test) { Duration::from_millis(100) } else { Duration::from_secs(60) };

/// Why an answer stops before its end.
#[derive(Debug)]
pub(super) enum Broken {
    /// The reader is gone, or as good as gone, or may read no more. It goes on from its cursor, or loads anew.
    Unread,
    /// The server failed.
    Failed(Error),
}

impl From<Error> for Broken {
    fn from(cause: Error) -> Self {
        Self::Failed(cause)
    }
}

/// The sending end.
#[derive(Debug)]
pub(super) struct Outlet(mpsc::Sender<Result<Bytes>>);

impl Outlet {
    /// An outlet, and the body that comes out of it.
    pub(super) fn new() -> (Self, Body) {
        let (sender, receiver) = mpsc::channel(WAITING);
        (Self(sender), Body::from_stream(ReceiverStream::new(receiver)))
    }

    /// Sends a piece as soon as there is room for it.
    pub(super) async fn send(&self, piece: Vec<u8>) -> Result<(), Broken> {
        self.0.send_timeout(Ok(piece.into()), PATIENCE).await.map_err(|_| Broken::Unread)
    }

    /// Closes the answer; after a failure of the server as a broken one, so that nobody takes it for whole.
    pub(super) async fn close(self, told: Result<(), Broken>) {
        if let Err(Broken::Failed(cause)) = told {
            tracing::error!(%cause, "a stream was broken off");
            // Who does not read any more has no use for it.
            let _ = self.0.send_timeout(Err(cause), PATIENCE).await;
        }
    }

    /// Ends when the reader is gone.
    pub(super) async fn unread(&self) {
        self.0.closed().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio_stream::StreamExt;

    #[tokio::test]
    async fn a_reader_who_does_not_read_is_cut_off() {
        let (outlet, body) = Outlet::new();
        for _ in 0..WAITING {
            outlet.send(b"x".to_vec()).await.unwrap();
        }
        assert!(matches!(outlet.send(b"x".to_vec()).await, Err(Broken::Unread)));
        outlet.close(Err(Broken::Unread)).await;
        let pieces: Vec<_> = body.into_data_stream().collect().await;
        assert_eq!(pieces.len(), WAITING);
    }

    #[tokio::test]
    async fn a_reader_who_left_is_noticed() {
        let (outlet, body) = Outlet::new();
        drop(body);
        outlet.unread().await;
        assert!(matches!(outlet.send(b"x".to_vec()).await, Err(Broken::Unread)));
    }

    #[tokio::test]
    async fn a_failure_breaks_the_answer() {
        let (outlet, body) = Outlet::new();
        outlet.send(b"x".to_vec()).await.unwrap();
        outlet.close(Err(Error::internal("a test").into())).await;
        let pieces: Vec<_> = body.into_data_stream().collect().await;
        assert!(matches!(pieces.as_slice(), [Ok(_), Err(_)]));
    }
}
