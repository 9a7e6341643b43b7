// Owns a foreign portal's own script: a small router, and the app mounted below /portal/mci/ while the portal is there.
import { server, token } from "/portal/sign-on.js";

const { mount } = await import(`${server}/boot.js`);
const slot = document.querySelector("#slot");
let mounted = null;

async function show() {
  document.querySelector("#where").textContent = `Portal at ${location.pathname}`;
  const inside = location.pathname.startsWith("/portal/mci/");
  if (inside && !mounted) {
    mounted = mount(slot, { apiBase: server, basePath: "/portal/mci/", title: false, tokenProvider: async () => token });
  }
  if (!inside && mounted) {
    const leaving = mounted;
    mounted = null;
    (await leaving).unmount();
  }
  document.body.dataset.mounted = String(Boolean(mounted));
}

document.querySelector("nav").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-soft]");
  if (!link) return;
  event.preventDefault();
  history.pushState({ portal: true }, "", link.href);
  show();
});
addEventListener("popstate", show);
show();
