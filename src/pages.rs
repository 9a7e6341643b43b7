//! One folder per screen. A page reads its address, asks, and draws; it never imports a sibling page.

mod access;
mod customer_table;
mod customers;
mod frame;
mod home;
mod investigation;
mod investigations;
mod not_found;
mod parts;
mod places;
mod preferences;
mod shell;
mod sign_in;

pub use frame::Frame;
