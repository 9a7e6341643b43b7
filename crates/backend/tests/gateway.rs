//! The regional gateway, called as a client calls it, on a real database.
#![cfg(test)]

#[path = "gateway/reading.rs"]
mod reading;
#[path = "gateway/world.rs"]
mod world;

#[path = "gateway/auth.rs"]
mod auth;
#[path = "gateway/bulk.rs"]
mod bulk;
#[path = "gateway/details.rs"]
mod details;
#[path = "gateway/document.rs"]
mod document;
#[path = "gateway/gates.rs"]
mod gates;
#[path = "gateway/hostile.rs"]
mod hostile;
#[path = "gateway/lists.rs"]
mod lists;
#[path = "gateway/live.rs"]
mod live;
#[path = "gateway/loading.rs"]
mod loading;
#[path = "gateway/subscription.rs"]
mod subscription;
#[path = "gateway/views.rs"]
mod views;
#[path = "gateway/working_set.rs"]
mod working_set;
#[path = "gateway/writes.rs"]
mod writes;
