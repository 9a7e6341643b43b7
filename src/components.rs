//! Widgets: they draw plain values and report what a person did. Nothing here knows addresses, servers or screens.

mod avatar;
mod badge;
mod banner;
mod choice_group;
mod customer_mark;
mod dialog;
mod empty;
mod field;
mod icon;
mod menu;
mod person;
mod priority;
mod region;
mod relative_time;
mod search_box;
mod skeleton;
mod status;
mod unique;

pub use avatar::Avatar;
pub use badge::{Badge, BadgeTone};
pub use banner::{Banner, Tone};
pub use choice_group::ChoiceGroup;
pub use customer_mark::{CustomerMark, CustomerName, MarkSize};
pub use dialog::{Dialog, DialogWidth};
pub use empty::Empty;
pub use field::{Field, FieldIds, FieldKind, TextField};
pub use icon::{Icon, IconName, Sprite};
pub use menu::{Menu, MenuItem, MenuKind, MenuLook};
pub use person::Person;
pub use priority::PriorityMark;
pub use region::{CodeTag, RegionTag};
pub use relative_time::{RelativeTime, TimeStyle};
pub use search_box::SearchBox;
pub use skeleton::{SkeletonGrid, SkeletonTable};
pub use status::StatusMark;
pub use unique::unique_id;
