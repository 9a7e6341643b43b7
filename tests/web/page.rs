//! Owns what a test does to the page itself: waiting, events as a person makes them, and counting what is left running.

use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

#[wasm_bindgen(inline_js = r#"
// Taken before any test replaces it, so that waiting is never counted.
const later = window.setTimeout.bind(window);
export function wait(millis) { return new Promise((done) => later(done, millis)); }

// Counts timers and listeners of window and document that somebody started and nobody ended.
export function watch() {
  const alive = new Map();
  const undo = [];
  const replace = (owner, name, make) => {
    const real = owner[name].bind(owner);
    owner[name] = make(real);
    undo.push(() => { delete owner[name]; if (owner[name] === undefined) owner[name] = real; });
  };
  for (const [kind, repeats] of [["Timeout", false], ["Interval", true]]) {
    replace(window, `set${kind}`, (real) => (call, millis, ...rest) => {
      const id = real(() => { if (!repeats) alive.delete(`${kind} ${id}`); call(...rest); }, millis);
      alive.set(`${kind} ${id}`, `${kind} of ${millis} ms`);
      return id;
    });
    replace(window, `clear${kind}`, (real) => (id) => { alive.delete(`${kind} ${id}`); real(id); });
  }
  const numbers = new WeakMap();
  let next = 0;
  const name = (owner, type, call) => {
    if (!numbers.has(call)) numbers.set(call, next++);
    return `${owner === window ? "window" : "document"} ${type} ${numbers.get(call)}`;
  };
  for (const owner of [window, document]) {
    replace(owner, "addEventListener", (real) => (type, call, options) => {
      alive.set(name(owner, type, call), `${type} listener`);
      real(type, call, options);
    });
    replace(owner, "removeEventListener", (real) => (type, call, options) => {
      alive.delete(name(owner, type, call));
      real(type, call, options);
    });
  }
  return { left: () => [...alive.values()], end: () => undo.forEach((step) => step()) };
}
"#)]
extern "C" {
    fn wait(millis: u32) -> Promise;
    fn watch() -> Watched;

    type Watched;
    #[wasm_bindgen(method)]
    fn left(this: &Watched) -> Array;
    #[wasm_bindgen(method)]
    fn end(this: &Watched);
}

/// Counts timers and listeners from here on.
pub struct Watch(Watched);

impl Watch {
    pub fn start() -> Self {
        Self(watch())
    }

    /// What was started and has not ended.
    pub fn left(&self) -> Vec<String> {
        self.0.left().iter().filter_map(|entry| entry.as_string()).collect()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Notices what goes wrong in tasks and handlers, where a panic fails no test by itself.
pub struct Alarm {
    heard: Rc<RefCell<Vec<String>>>,
    listener: Closure<dyn FnMut(Event)>,
}

const ALARMS: [&str; 2] = ["error", "unhandledrejection"];

impl Alarm {
    pub fn start() -> Self {
        let heard: Rc<RefCell<Vec<String>>> = Rc::default();
        let listener = Closure::new({
            let heard = Rc::clone(&heard);
            move |event: Event| {
                let member = |name: &str| Reflect::get(&event, &JsValue::from_str(name)).ok();
                let text = member("message").and_then(|text| text.as_string());
                heard.borrow_mut().push(text.unwrap_or_else(|| format!("{:?}", member("reason"))));
            }
        });
        for name in ALARMS {
            window().add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()).unwrap();
        }
        Self { heard, listener }
    }

    /// Nothing went wrong so far.
    #[track_caller]
    pub fn silent(&self) {
        assert_eq!(*self.heard.borrow(), Vec::<String>::new());
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        for name in ALARMS {
            window().remove_event_listener_with_callback(name, self.listener.as_ref().unchecked_ref()).unwrap();
        }
    }
}

/// Waits this long.
pub async fn pause(millis: u32) {
    JsFuture::from(wait(millis)).await.unwrap();
}

/// Waits until something holds, two seconds at most.
#[track_caller]
pub fn until<'a>(what: &'a str, holds: impl Fn() -> bool + 'a) -> impl Future<Output = ()> + 'a {
    until_or(what, holds, String::new)
}

/// Waits until something holds, two seconds at most, and tells what is there instead.
#[track_caller]
pub fn until_or<'a>(
    what: &'a str,
    holds: impl Fn() -> bool + 'a,
    instead: impl Fn() -> String + 'a,
) -> impl Future<Output = ()> + 'a {
    let at = std::panic::Location::caller();
    async move {
        for _ in 0..200 {
            if holds() {
                return;
            }
            pause(10).await;
        }
        panic!("{at}: waited two seconds for: {what}\n{}", instead());
    }
}

fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &JsValue::from_str(name), value).unwrap();
    }
    object
}

/// `new kind(…arguments)`.
pub fn construct(kind: &str, arguments: &[JsValue]) -> JsValue {
    let class: Function = Reflect::get(&js_sys::global(), &JsValue::from_str(kind)).unwrap().dyn_into().unwrap();
    Reflect::construct(&class, &arguments.iter().collect()).unwrap()
}

/// Sends an event that bubbles out of shadow roots, as real ones do. True when somebody prevented the default.
pub fn send(target: &Element, kind: &str, name: &str, members: &[(&str, JsValue)]) -> bool {
    let mut all = vec![("bubbles", JsValue::TRUE), ("cancelable", JsValue::TRUE), ("composed", JsValue::TRUE)];
    all.extend(members.iter().cloned());
    let event: Event = construct(kind, &[JsValue::from_str(name), object(&all).into()]).unchecked_into();
    !target.dispatch_event(&event).unwrap()
}

/// Presses a key. True when somebody took it.
pub fn press(target: &Element, key: &str) -> bool {
    send(target, "KeyboardEvent", "keydown", &[("key", JsValue::from_str(key))])
}

/// Presses and clicks, as a mouse does. True when somebody prevented the click's default.
pub fn click(target: &Element) -> bool {
    send(target, "PointerEvent", "pointerdown", &[]);
    send(target, "MouseEvent", "mousedown", &[]);
    if let Some(element) = target.dyn_ref::<HtmlElement>().filter(|element| element.tab_index() >= 0) {
        element.focus().unwrap();
    }
    send(target, "PointerEvent", "pointerup", &[]);
    send(target, "MouseEvent", "click", &[])
}

/// Writes a text as typing does.
pub fn write(field: &HtmlElement, text: &str) {
    let field: &HtmlInputElement = field.dyn_ref().unwrap();
    field.set_value(text);
    send(field, "Event", "input", &[]);
}

/// A plain object, as a portal hands over.
pub fn options(members: &[(&str, JsValue)]) -> JsValue {
    object(members).into()
}

/// Opens a shadow root on an element and puts a fresh `div` into it.
pub fn shadow(element: &Element) -> HtmlElement {
    let attach: Function = Reflect::get(element, &JsValue::from_str("attachShadow")).unwrap().dyn_into().unwrap();
    let root = attach.call1(element, &options(&[("mode", JsValue::from_str("open"))])).unwrap();
    let inside: HtmlElement = document().create_element("div").unwrap().dyn_into().unwrap();
    root.unchecked_into::<web_sys::Node>().append_child(&inside).unwrap();
    inside
}

/// What has the focus in the tree that an element stands in.
pub fn focused(near: &Element) -> Option<Element> {
    Reflect::get(&near.get_root_node(), &JsValue::from_str("activeElement")).ok()?.dyn_into().ok()
}

/// The page's address for the time of one test; the page's own comes back when it is dropped.
pub struct At(String);

impl At {
    /// As if the page had been opened here.
    pub fn path(path: &str) -> Self {
        let before = path_now();
        replace(path);
        Self(before)
    }
}

impl Drop for At {
    fn drop(&mut self) {
        replace(&self.0);
    }
}

fn replace(path: &str) {
    window().history().unwrap().replace_state_with_url(&JsValue::NULL, "", Some(path)).unwrap();
}

/// Path, query string and fragment of the page.
pub fn path_now() -> String {
    let location = window().location();
    [location.pathname(), location.search(), location.hash()].map(Result::unwrap).concat()
}

/// Clicks a link and stays on the page. True when somebody took the click for a navigation of their own.
pub fn follow(link: &Element, members: &[(&str, JsValue)]) -> bool {
    let taken = Rc::new(Cell::new(false));
    let stay = Closure::<dyn FnMut(Event)>::new({
        let taken = Rc::clone(&taken);
        move |event: Event| {
            taken.set(event.default_prevented());
            event.prevent_default();
        }
    });
    // The last listener of the window sees what all others did.
    window().add_event_listener_with_callback("click", stay.as_ref().unchecked_ref()).unwrap();
    send(link, "MouseEvent", "click", members);
    window().remove_event_listener_with_callback("click", stay.as_ref().unchecked_ref()).unwrap();
    taken.get()
}

pub fn document() -> web_sys::Document {
    window().document().unwrap()
}

pub fn window() -> web_sys::Window {
    web_sys::window().unwrap()
}
