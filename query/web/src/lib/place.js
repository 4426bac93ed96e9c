// Places in documents: how they are shown, and whether a block or cell stands at one.

/** A locator for a person. */
export function shown(locator, words) {
  if (!locator) return "";
  const parts = [];
  if (locator.page) parts.push(`${words.page} ${locator.page}`);
  if (locator.sheet) parts.push(`${words.sheet} ${locator.sheet}, ${locator.range}`);
  if (locator.section !== undefined) {
    parts.push(`${words.section} ${locator.section + 1}, ${words.paragraph} ${locator.paragraph + 1}`);
  }
  if (locator.line) parts.push(`${words.line} ${locator.line[0]}`);
  return parts.join(", ");
}

const cell = (name) => {
  const [, letters, digits] = /^([A-Z]+)(\d+)$/.exec(name) ?? [];
  if (!letters) return null;
  const column = [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0);
  return { row: Number(digits), column };
};

const box = (range) => {
  const [from, to = from] = range.split(":").map(cell);
  return from && to && { top: from.row, left: from.column, bottom: to.row, right: to.column };
};

function overlap(a, b) {
  return a && b && a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

const holds = (a, b) => a && b && a.left <= b.left && b.right <= a.right && a.top <= b.top && b.bottom <= a.bottom;

const boxed = ([left, top, right, bottom]) => ({ left, top, right: right - 0.5, bottom: bottom - 0.5 });

/** Whether the block or cell at `here` stands at the place that `there` cites. */
export function cites(there, here) {
  if (!there || !here) return false;
  if (there.page) return there.page === here.page && Boolean(overlap(boxed(there.bbox), boxed(here.bbox)));
  if (there.sheet) {
    if (there.sheet !== here.sheet) return false;
    // a sheet's heading covers the whole sheet; only what lies inside the cited range is meant
    const meets = here.row === undefined ? holds : overlap;
    return Boolean(meets(box(there.range), box(here.range)));
  }
  if (there.section !== undefined) {
    if (there.section !== here.section || there.paragraph !== here.paragraph) return false;
    return there.row === undefined || here.row === undefined || there.row === here.row;
  }
  if (there.line) return here.line && here.line[0] <= there.line[1] && there.line[0] <= here.line[1];
  return false;
}
