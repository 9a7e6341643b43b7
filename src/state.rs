//! What screens share, and who may write it. Each context is one type, read through its `expect`.

pub mod clock;
pub mod drafts;
pub mod first_screen;
pub mod links;
pub mod query;
pub mod remote;
pub mod session;
pub mod similar;
pub mod standing;
pub mod toasts;

pub use clock::Clock;
pub use drafts::Drafts;
pub use first_screen::FirstScreen;
pub use links::Links;
pub use query::{Query, query};
pub use remote::Remote;
pub use session::{Phase, SessionState};
pub use standing::Standing;
pub use toasts::Toasts;
