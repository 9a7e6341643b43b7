//! What both services wrap around their routers: correlation ids, limits, CORS, and extractors whose refusals are ours.

pub mod body;
mod client;
pub mod correlation;
mod key;
mod layers;

pub use body::{Body, Params, Segments};
pub use client::client;
pub use key::{idempotency_key, sound_key};
pub use layers::{json_only, layered, loopback_origins, wrap};
