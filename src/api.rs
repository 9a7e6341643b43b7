//! Clients of the directory and of the regional gateways: send, renew what expired, decode from bytes, abort on drop.

mod call;
mod client;
pub mod credential;
pub mod directory;
mod early;
pub mod endpoint;
pub mod error;
pub mod gateway;
mod renewal;
mod stream;
pub mod views;
mod wait;
mod wire;

pub use call::{Call, Reply};
pub use client::Api;
pub use early::Early;
pub use endpoint::{Endpoint, Service};
pub use error::{ApiError, Next, Problem};
pub use stream::Streamed;
pub use wait::{elapsed_millis, pause};
