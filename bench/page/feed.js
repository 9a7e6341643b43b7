// Owns how the app's working sets come from the page's own memory, as the contenders' text does: put in before its scripts.

(() => {
  /** As much as a network gives at once when the page is behind. */
  const CHUNK = 128 * 1024;
  const asked = window.fetch;
  let release;
  const released = new Promise((done) => (release = done));
  const fed = new Set();
  window.__feed = { waiting: 0, release };

  function body(answer) {
    let [bytes, at] = [null, 0];
    return new ReadableStream({
      async start() {
        bytes = new Uint8Array(await answer.arrayBuffer());
        __feed.waiting++;
        await released;
      },
      pull(controller) {
        // A copy, as the network's would be.
        controller.enqueue(bytes.slice(at, at + CHUNK));
        at += CHUNK;
        if (at < bytes.length) return;
        bytes = null;
        controller.close();
      },
    });
  }

  window.fetch = async function (input, init) {
    const url = typeof input === "string" ? input : (input.url ?? String(input));
    const answer = await asked.call(this, input, init);
    // Each once: what is asked again is asked of the region.
    if (!/\/mci\/v1\/working-set$/.test(url) || !answer.ok || fed.has(url)) return answer;
    fed.add(url);
    return new Response(body(answer), { status: answer.status, headers: answer.headers });
  };
})();
