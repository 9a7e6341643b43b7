//! The reference backend: a directory that knows people and customers, and for each region a gateway that holds that
//! region's investigations and nothing of another's.
//!
//! Reading order: `cli` (commands), `directory` and `gateway` (the two services), `db` (every statement), `http` (what is
//! around both), `token`, `views` (saved views of both), `app_files` (the built app), `seed` and `import`.

pub mod app_files;
pub mod cli;
pub mod clock;
pub mod data_dir;
pub mod db;
pub mod directory;
pub mod error;
pub mod gateway;
pub mod http;
pub mod import;
pub mod openapi;
pub mod password;
pub mod random;
pub mod seed;
pub mod token;
pub mod views;

pub use error::{Error, Result};
