// Owns lookups inside the page: what is visible, which role it has, and how it is called. A function body; `return`s its verbs.
const controls = {
  button: "button, [role=button], input[type=submit], input[type=button], summary",
  link: "a[href], [role=link]",
  textbox: "input:not([type]), input[type=text], input[type=email], input[type=password], input[type=url], textarea, [role=textbox]",
  searchbox: "input[type=search], [role=searchbox]",
  checkbox: "input[type=checkbox]:not([role]), [role=checkbox]",
  switch: "[role=switch]",
  radio: "input[type=radio], [role=radio]",
  combobox: "select:not([multiple]):not([size]), [role=combobox], input[list]",
  option: "option, [role=option]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  dialog: "dialog[open], [role=dialog]",
  row: "tr, [role=row]",
  cell: "td, [role=cell], [role=gridcell]",
  columnheader: "th, [role=columnheader]",
  navigation: "nav, [role=navigation]",
  main: "main, [role=main]",
  table: "table, [role=table]",
  status: "output, [role=status]",
};
const root = inside ? document.querySelector(inside)?.shadowRoot : document;
const flat = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const visible = (element) =>
  element.tagName === "OPTION" ||
  (element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }) && !element.closest("[inert]"));
const within = (selector) => (root ? [...root.querySelectorAll(selector)].filter(visible) : []);
const shown = (element) => (element.tagName === "OPTION" ? element.text : element.innerText ?? element.textContent);
const byIds = (element, names) => flat((names ?? "").split(/\s+/).map((id) => element.getRootNode().getElementById(id)?.textContent ?? "").join(" "));
const called = (element) => {
  const told = byIds(element, element.getAttribute("aria-labelledby")) || flat(element.getAttribute("aria-label"));
  if (told) return told;
  const labels = flat([...(element.labels ?? [])].map((label) => label.textContent).join(" "));
  if (labels) return labels;
  if (element.tagName === "INPUT" && ["submit", "button"].includes(element.type)) return flat(element.value);
  if (["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName)) return flat(element.title || element.placeholder);
  return flat(shown(element)) || flat(element.querySelector("img")?.alt) || flat(element.title);
};
const all = (role, name) => {
  const found = within(controls[role] ?? `[role=${role}]`);
  if (name === null) return found;
  const exact = found.filter((element) => called(element) === name);
  return exact.length > 0 ? exact : found.filter((element) => called(element).startsWith(name));
};
return {
  css: (selector) => within(selector),
  role: all,
  names: (role) => all(role, null).map(called),
  text: (wanted) => {
    const holds = within("*").filter((element) => flat(shown(element)).includes(wanted));
    return holds.filter((element) => !holds.some((other) => other !== element && element.contains(other)));
  },
  seen: () => (root ? [...(root.body ? [root.body] : root.children)].map((element) => element.innerText ?? "").join("\n") : ""),
  document: () => (inside && root ? root.innerHTML : document.documentElement.outerHTML),
};
