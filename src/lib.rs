//! The app: one screen for every customer's security investigations. The map in code, in reading order.
//!
//! `host` is the page or portal we stand in; `late` what comes after the first screen; `reactive`
//! memos and effects; `route` the addresses; `api` the servers; `state` what screens share;
//! `sync` keeps the investigations true; `format` and `components` draw values; `pages` are the screens.

pub mod app;
pub mod config;
pub mod host;
pub mod late;
pub mod reactive;
pub mod route;

pub mod api;
pub mod state;
pub mod sync;

pub mod components;
pub mod format;
pub mod pages;
