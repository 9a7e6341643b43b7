//! The app in a real browser: widgets, questions to servers, addresses, mounts, and the working set behind a false network.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails by panicking"
)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[path = "web/desk.rs"]
mod desk;
#[path = "web/followed.rs"]
mod followed;
#[path = "web/net.rs"]
mod net;
#[path = "web/page.rs"]
mod page;
#[path = "web/stage.rs"]
mod stage;
#[path = "web/world.rs"]
mod world;

#[path = "web/bulk.rs"]
mod bulk;
#[path = "web/bulk_page.rs"]
mod bulk_page;
#[path = "web/choice_group.rs"]
mod choice_group;
#[path = "web/dialog.rs"]
mod dialog;
#[path = "web/early.rs"]
mod early;
#[path = "web/grid.rs"]
mod grid;
#[path = "web/host.rs"]
mod host;
#[path = "web/hostile.rs"]
mod hostile;
#[path = "web/links.rs"]
mod links;
#[path = "web/live.rs"]
mod live;
#[path = "web/menu.rs"]
mod menu;
#[path = "web/palette.rs"]
mod palette;
#[path = "web/query.rs"]
mod query;
#[path = "web/rail.rs"]
mod rail;
#[path = "web/search_box.rs"]
mod search_box;
#[path = "web/session.rs"]
mod session;
#[path = "web/sync.rs"]
mod sync;
#[path = "web/views.rs"]
mod views;
