//! Clients of the directory and of the regional gateways: send, renew what expired, decode from bytes, abort on drop.

mod call;
pub mod credential;
pub mod directory;
pub mod endpoint;
pub mod error;
pub mod gateway;
mod wire;

pub use call::{Api, Call, Reply};
pub use endpoint::{Endpoint, Service};
pub use error::{ApiError, Next, Problem};
