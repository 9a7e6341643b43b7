// Owns the stopwatch that is put into every page before its own scripts: an action is over when the DOM shows what it should.

(() => {
  if (window.__h) return;
  const now = () => performance.now();
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const task = () =>
    new Promise((done) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done();
      channel.port2.postMessage(0);
    });
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const bench = () => window.__bench;
  const quantile = (list, share) => {
    const sorted = [...list].sort((a, b) => a - b);
    return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] : null;
  };

  // The wasm memories of the page, for what the JS heap does not count.
  const memories = new Set();
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async function (...args) {
      const made = await original.apply(this, args);
      const { exports } = made.instance ?? made;
      for (const key in exports) if (exports[key] instanceof WebAssembly.Memory) memories.add(exports[key]);
      return made;
    };
  }

  /** What the page shows now, for the sentence of a timeout. */
  const shown = () => {
    try {
      return JSON.stringify({ rows: bench().shownCount(), titles: bench().visibleTitles(6) });
    } catch (error) {
      return String(error);
    }
  };
  const holds = (wanted) => {
    try {
      return wanted();
    } catch {
      return false;
    }
  };
  async function until(wanted, ms = 45_000) {
    const end = now() + ms;
    while (!holds(wanted)) {
      if (now() > end) throw new Error(`the page never showed what it should; it shows ${shown()}`);
      await frame();
    }
  }
  /** The exact number of rows, and at each of the first places a title that may stand there. */
  const shows = (expected) => () => {
    if (bench().shownCount() !== expected.count) return false;
    const titles = bench().visibleTitles(expected.titles.length);
    if (titles.length < expected.titles.length) return false;
    if (!expected.titles.every((allowed, i) => allowed.includes(titles[i]))) return false;
    return bench().countsAre?.(expected.counts) ?? true;
  };

  /** Starts on a frame; `dom` is when the DOM is right, `painted` two frames later; in ms. */
  async function measure(act, wanted) {
    if (holds(wanted)) throw new Error("the page showed the outcome before the action");
    await frame();
    await task();
    const start = now();
    const going = act();
    const returned = now();
    if (going?.then) await going;
    await until(wanted);
    const right = now();
    await frame();
    await frame();
    return { sync: returned - start, dom: right - start, painted: now() - start };
  }

  /** Frame intervals until `stop` is called, in ms. */
  function frames() {
    const list = [];
    let on = true;
    const done = (async () => {
      let last = await frame();
      while (on) {
        const at = await frame();
        list.push(at - last);
        last = at;
      }
    })();
    return async () => {
      on = false;
      await done;
      return list;
    };
  }

  async function scroll({ px = 2_000, jumps = 300, warm = 30 } = {}) {
    const viewport = bench().viewport();
    viewport.scrollTop = 0;
    await sleep(400);
    const rows = bench().uncovered();
    const line = rows[1][0] - rows[0][0];
    const most = viewport.scrollHeight - viewport.clientHeight;
    const room = Math.ceil(viewport.clientHeight / line);
    const [intervals, work] = [[], []];
    let [position, direction, blank, stale] = [0, 1, 0, 0];
    let last = await frame();
    for (let jump = 0; jump < jumps + warm; jump++) {
      await task();
      if (position + direction * px > most || position + direction * px < 0) direction = -direction;
      position += direction * px;
      viewport.scrollTop = position;
      const at = await frame();
      await task();
      // Everything up to this frame's paint is done.
      const over = now();
      if (jump >= warm) {
        intervals.push(at - last);
        work.push(over - at);
        if (bench().coverage() < 0.95) blank++;
        else if (window.__order) {
          const middle = bench().middle();
          const place = Math.floor((viewport.scrollTop + middle.y) / line);
          const near = window.__order.slice(Math.max(0, place - room), place + room + 1);
          if (!near.some((title) => title === middle.title)) stale++;
        }
      }
      last = at;
    }
    const missed = intervals.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / (1_000 / 60)) - 1), 0);
    return {
      missed, blank, stale: window.__order ? stale : null, line,
      interval95: quantile(intervals, 0.95), work50: quantile(work, 0.5), work95: quantile(work, 0.95),
    };
  }

  const spread = (list, secs) => ({
    secs, fps: list.length / secs, p95: quantile(list, 0.95), p99: quantile(list, 0.99), longest: quantile(list, 1),
  });

  /** Changes of single rows, so many a second; every fifth hits a row that is seen. */
  async function stream({ ids, perSec = 1_000, secs = 5, top = 25 }) {
    const words = ["OPEN", "INVESTIGATING", "WAITING"];
    let seed = 9;
    const random = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const change = () => ({
      rrn: ids[Math.floor(random() * (random() < 0.2 ? top : ids.length))],
      status: words[Math.floor(random() * words.length)],
      latest_alert_time: new Date().toISOString(),
    });
    bench().viewport().scrollTop = 0;
    await sleep(300);
    const stop = frames();
    const start = now();
    let sent = 0;
    while (sent < perSec * secs) {
      const due = Math.min(perSec * secs, Math.floor(((now() - start) * perSec) / 1_000));
      while (sent < due) {
        bench().applyUpdates([change()]);
        sent++;
      }
      await sleep(8);
    }
    const took = (now() - start) / 1_000;
    return { sent, ...spread(await stop(), took) };
  }

  window.__h = {
    frame, sleep, measure, until, shows, frames, scroll, stream,
    wasmBytes: () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    now: () => performance.timeOrigin + now(),
    data: async (name) => {
      const takes = bench().takes ?? "json";
      const answer = await fetch(`/data/${name}.${takes}`);
      return takes === "json" ? answer.text() : answer.arrayBuffer();
    },
    async load(name, expected) {
      let text = await window.__h.data(name);
      await sleep(50);
      const stop = frames();
      const took = await measure(() => bench().load(text), shows(expected));
      text = null;
      return { ...took, longest: Math.max(0, ...(await stop())) };
    },
    sort: (on, expected) => measure(() => bench().sort(on), shows(expected)),
    async typing(steps, before) {
      const keys = [];
      for (const step of steps) {
        keys.push({ words: step.words, ...(await measure(() => bench().search(step.words), shows(step))) });
        await sleep(30);
      }
      return { keys, clear: await measure(() => bench().search(""), shows(before)) };
    },
    async filter(names, expected, before) {
      const on = await measure(() => bench().filterCustomers(names), shows(expected));
      await sleep(30);
      return { on, off: await measure(() => bench().filterCustomers(null), shows(before)) };
    },
    async selectAll() {
      const all = (is) => () => {
        const rows = bench().uncovered();
        return rows.length > 5 && rows.every(([, , row]) => bench().isSelected(row) === is);
      };
      const on = await measure(() => bench().selectAll(true), all(true));
      await sleep(30);
      return { on, off: await measure(() => bench().selectAll(false), all(false)) };
    },
    bulk(ids, status) {
      const says = () => bench().uncovered().slice(0, 20).every(([, , row]) => bench().status(row).trim() === status);
      return measure(() => bench().bulkStatus(ids, status), says);
    },
    /** What comes in from outside: when the first rows fill the viewport, when all are in; in ms since 1970. */
    async arrive(expected) {
      const stop = frames();
      const wall = () => performance.timeOrigin + now();
      const first = until(() => bench().isFilled()).then(wall);
      await until(shows(expected), 90_000);
      const dom = wall();
      await frame();
      await frame();
      return { first: await first, dom, painted: wall(), longest: Math.max(0, ...(await stop())) };
    },
    /** Frames for so long, while somebody else changes rows. */
    async watch(secs) {
      const stop = frames();
      await sleep(secs * 1_000);
      return spread(await stop(), secs);
    },
    async cycle(text, expected) {
      await bench().mount(document.getElementById("app"));
      await bench().load(text);
      await until(shows(expected));
      await frame();
      await frame();
      await bench().destroy();
      await frame();
    },
  };

  // From the navigation on: when the viewport is full of rows, and there are at least as many as asked for.
  (async () => {
    const filled = () => {
      const loaded = bench().shownCount();
      return bench().isFilled() && (loaded >= 1_000 || loaded < 0);
    };
    while (!holds(filled)) await frame();
    window.__domAt = now();
    await frame();
    await frame();
    window.__paintedAt = now();
  })();
  (async () => {
    while (!bench() || !window.__data) {
      if (document.readyState === "complete" && !window.__data) return;
      await sleep(0);
    }
    await bench().load(await window.__data);
  })();
})();
