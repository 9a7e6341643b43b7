//! Everything that stands at the directory's address: its calls and, where there is one, the built app, both below the
//! base path; the calls at the root as well, where an app without configuration looks for them.

use super::{DirectoryState, service};
use crate::app_files::AppFiles;
use crate::http::{json_only, layered};
use crate::{Error, Result};
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

/// The site as a browser sees it. `allowed_origins` are other origins whose pages may call, with a token only.
pub fn site(state: DirectoryState, app: Option<AppFiles>, allowed_origins: &[String]) -> Result<Router> {
    let base = state.config().base_path.clone();
    let here = service(state.clone());
    let here = match app {
        Some(app) => here.fallback_service(app.router()?),
        None => json_only(here),
    };
    let below = base.trim_end_matches('/');
    if below.is_empty() {
        return Ok(layered(here, allowed_origins));
    }
    let to_base = Redirect::temporary(&base);
    let root = json_only(service(state).route("/", get(move || async { to_base })));
    Ok(layered(root.nest_service(below, here), allowed_origins))
}

/// A mount point in its one spelling, with a slash at both ends.
pub fn base_path(text: &str) -> Result<String> {
    let inside = text.trim_matches('/');
    let sound = |segment: &str| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
    };
    match inside {
        "" => Ok("/".to_owned()),
        inside if inside.split('/').all(sound) => Ok(format!("/{inside}/")),
        _ => Err(Error::BadRequest(format!("{text:?} is not a path such as /portal/mci/."))),
    }
}

#[cfg(test)]
mod tests {
    use super::base_path;

    #[test]
    fn a_mount_point_has_one_spelling() {
        assert_eq!(base_path("/").unwrap(), "/");
        assert_eq!(base_path("").unwrap(), "/");
        assert_eq!(base_path("portal/mci").unwrap(), "/portal/mci/");
        assert_eq!(base_path("/portal/mci/").unwrap(), "/portal/mci/");
        for hostile in ["/a\"><script>/", "/a//b/", "/../", "/a b/", "/{x}/"] {
            assert!(base_path(hostile).is_err(), "{hostile}");
        }
    }
}
