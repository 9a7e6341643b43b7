//! Letters by the browser's own table, so that none has to come with the app.

pub(super) fn upper(text: &str) -> String {
    js_sys::JsString::from(text).to_upper_case().into()
}
