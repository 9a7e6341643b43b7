// Owns how a page's rows are looked at: through the DOM only, the same for every contender.

/**
 * Adds the probes to `bench`, which has viewport(): Element, rows(): Iterable<Element>, title(row), status(row),
 * isSelected(row).
 */
export function probed(bench) {
  /** Rows more than half inside the viewport, from the top: [top, bottom, element]. */
  bench.visible = () => {
    const viewport = bench.viewport();
    if (!viewport) return [];
    const frame = viewport.getBoundingClientRect();
    const found = [];
    for (const element of bench.rows()) {
      const box = element.getBoundingClientRect();
      const half = box.height / 2;
      if (box.height > 4 && box.bottom > frame.top + half && box.top < frame.bottom - half) {
        found.push([box.top, box.bottom, element]);
      }
    }
    return found.sort((a, b) => a[0] - b[0]);
  };
  const title = (element) => (bench.title(element) ?? "").trim();
  // A sticky head covers the top of some contenders' viewports.
  const head = () => bench.headHeight?.() ?? 0;
  const uncovered = () => {
    const top = bench.viewport().getBoundingClientRect().top + head();
    return bench.visible().filter(([from, to]) => (from + to) / 2 >= top);
  };
  bench.uncovered = uncovered;
  bench.visibleTitles = (most) => uncovered().slice(0, most).map(([, , element]) => title(element));
  /** Share of the viewport that rows with text cover. */
  bench.coverage = () => {
    const frame = bench.viewport().getBoundingClientRect();
    const top = frame.top + head();
    let covered = 0;
    let last = top;
    for (const [from, to, element] of bench.visible()) {
      if (!title(element)) continue;
      const [a, z] = [Math.max(from, last), Math.min(to, frame.bottom)];
      if (z > a) {
        covered += z - a;
        last = z;
      }
    }
    return covered / (frame.bottom - top);
  };
  /** At least ten rows, and 95 % of the viewport. */
  bench.isFilled = () => bench.visible().length >= 10 && bench.coverage() >= 0.95;
  /** The row in the middle of the viewport: its title, and how far below the viewport's top its middle is. */
  bench.middle = () => {
    const all = uncovered();
    const found = all[all.length >> 1];
    if (!found) return null;
    const y = (found[0] + found[1]) / 2 - bench.viewport().getBoundingClientRect().top - head();
    return { title: title(found[2]), y };
  };
  return bench;
}
