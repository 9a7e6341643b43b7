//! Zones by the browser's `Intl`, which carries the tables that the wasm does not.

use super::Local;
use contract::Timestamp;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// Making a formatter costs a hundred times using it, and there is one zone at a time.
    static FORMATTER: RefCell<Option<(String, Intl::DateTimeFormat)>> = const { RefCell::new(None) };
}

/// British English writes zones as `CET` and `GMT-5`; calendar and digits are pinned.
const LOCALE: &str = "en-GB-u-ca-gregory-nu-latn";

pub(super) fn local(at: Timestamp, zone: &str) -> Option<Local> {
    let formatter = formatter(zone)?;
    let mut read = Local { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, zone: String::new() };
    for part in formatter.format_to_parts(&Date::new(&JsValue::from_f64(at.millis() as f64))).iter() {
        let value = text(&part, "value")?;
        let number = || value.parse::<u8>().ok();
        match text(&part, "type")?.as_str() {
            "year" => read.year = value.parse().ok()?,
            "month" => read.month = number()?,
            "day" => read.day = number()?,
            "hour" => read.hour = number()?,
            "minute" => read.minute = number()?,
            "second" => read.second = number()?,
            "timeZoneName" => read.zone = value,
            _ => {}
        }
    }
    Some(read)
}

pub(super) fn zones() -> Vec<String> {
    let listed = || -> Option<Array> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let function: Function = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
        function.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()
    };
    listed().map(|zones| zones.iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default()
}

pub(super) fn own_zone() -> Option<String> {
    text(&formatter("")?.resolved_options(), "timeZone")
}

fn formatter(zone: &str) -> Option<Intl::DateTimeFormat> {
    FORMATTER.with_borrow_mut(|kept| {
        if let Some((name, formatter)) = kept
            && name == zone
        {
            return Some(formatter.clone());
        }
        let made = make(zone)?;
        *kept = Some((zone.to_owned(), made.clone()));
        Some(made)
    })
}

/// `None` for a zone that the browser does not know: its constructor throws, so it is called through `Reflect`.
fn make(zone: &str) -> Option<Intl::DateTimeFormat> {
    let options = Object::new();
    let set = |key: &str, value: &str| Reflect::set(&options, &key.into(), &value.into()).ok();
    for key in ["year", "month", "day", "hour", "minute", "second"] {
        set(key, "numeric")?;
    }
    set("hourCycle", "h23")?;
    set("timeZoneName", "short")?;
    if !zone.is_empty() {
        set("timeZone", zone)?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&constructor, &Array::of2(&LOCALE.into(), &options)).ok()?;
    Some(made.unchecked_into())
}

fn text(object: &JsValue, key: &str) -> Option<String> {
    Reflect::get(object, &key.into()).ok()?.as_string()
}
