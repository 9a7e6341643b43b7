//! Parts of the app that come as files of their own once they are needed: what they are, and how one is fetched and entered.

mod ahead;
mod stand_in;

pub use ahead::fetch_ahead;
pub use stand_in::{late, late_above};

use futures::FutureExt;
use std::future::Future;

/// A part that is not among what a first visit downloads. Few, because what two parts share is a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What opens above a screen: palette, keys, dialogs, and what is done with rows.
    Tools,
    /// One investigation.
    Case,
    /// The other screens.
    Places,
}

/// A part could not be fetched; the browser's console says why. Nothing of that is kept: it can be asked for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// What calling a late function comes to; nothing where it was called with nothing, which only fetches its part.
pub type Entered<T> = Result<Option<T>, Missing>;

/// Defines a function of a late part: `late_fn!(tools: fn palette(open: RwSignal<bool>) -> AnyView { … })`. What comes of
/// it takes its arguments as an optional tuple. They and the result pass through untouched, and nothing of its body is in
/// the main module.
macro_rules! late_fn {
    ($part:ident: $(#[$about:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $out:ty $body:block) => {
        #[cfg(feature = "split")]
        $(#[$about])*
        #[wasm_split_helpers::wasm_split($part, fallible)]
        $vis fn $name(given: Option<($($type,)*)>) -> $crate::late::Entered<$out> {
            let Some(($($arg,)*)) = given else { return Ok(None) };
            Ok(Some($body))
        }

        #[cfg(not(feature = "split"))]
        $(#[$about])*
        $vis async fn $name(given: Option<($($type,)*)>) -> $crate::late::Entered<$out> {
            let Some(($($arg,)*)) = given else { return Ok(None) };
            Ok(Some($body))
        }
    };
}

pub(crate) use late_fn;

/// What a call comes to that has nothing to wait for.
fn at_once<T>(call: impl Future<Output = Entered<T>>) -> Option<Entered<T>> {
    call.now_or_never()
}

impl Part {
    /// All of them, the most likely next first.
    const ALL: [Self; 3] = [Self::Tools, Self::Case, Self::Places];

    /// Has it on its way. A part that does not come is asked for again, and says so, where it is needed.
    pub fn want(self) {
        leptos::task::spawn_local(async move {
            let _ = match self {
                Self::Tools => begin_tools(None).await,
                Self::Case => begin_case(None).await,
                Self::Places => begin_places(None).await,
            };
        });
    }
}

late_fn!(tools: fn begin_tools() -> () {});
late_fn!(case: fn begin_case() -> () {});
late_fn!(places: fn begin_places() -> () {});
