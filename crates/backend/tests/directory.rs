//! The directory through its router, on a real database file: one file per subject, one world for all.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails by panicking"
)]

#[path = "directory/app.rs"]
mod app;
#[path = "directory/customers.rs"]
mod customers;
#[path = "directory/document.rs"]
mod document;
#[path = "directory/entitlements.rs"]
mod entitlements;
#[path = "directory/exchange.rs"]
mod exchange;
#[path = "directory/forgery.rs"]
mod forgery;
#[path = "directory/preferences.rs"]
mod preferences;
#[path = "directory/session.rs"]
mod session;
#[path = "directory/views.rs"]
mod views;
#[path = "directory/world.rs"]
mod world;
