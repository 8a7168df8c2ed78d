/* Where things stand: two columns that bend like a lens, or one column where the page is narrow. */
const NARROW = 600;
const FONT = getComputedStyle(document.documentElement).fontFamily;
const pen = document.createElement("canvas").getContext("2d");
const LINE = 15;
const ROOM = 540; // height that a picture takes at least, beside its panel

/* A text as at most `most` lines of a width; what does not fit ends in an ellipsis. */
function wrapText(text, room, bold, most) {
  pen.font = `${bold ? 600 : 400} 12.5px ${FONT}`;
  const fits = (line) => pen.measureText(line).width <= room;
  const lines = [];
  for (const word of text.replace(/\//g, "/\u200b").split(/[ \u200b]+/)) {
    const last = lines[lines.length - 1];
    const glue = last !== undefined && last.endsWith("/") && !text.includes(`/ ${word}`) ? "" : " ";
    if (last !== undefined && fits(last + glue + word)) lines[lines.length - 1] = last + glue + word;
    else lines.push(word);
  }
  const shown = lines.slice(0, most);
  const end = shown.length - 1;
  const cut = lines.length > most || !fits(shown[end]);
  if (cut) {
    while (shown[end].length > 1 && !fits(`${shown[end]}…`)) shown[end] = shown[end].slice(0, -1).trimEnd();
    shown[end] += "…";
  }
  return shown;
}

/* Entries {id, radius, bold, note} one under the other; gives the height they take. */
function stack(entries, { x, label, inward, room, gap }) {
  let y = 0;
  for (const entry of entries) {
    if (entry.heading) y += 24;
    const lines = entry.bare ? [] : wrapText(`${codeOf(entry.id)} ${nameOf(entry.id)}`, room, entry.bold, entry.most || 3);
    const tall = (lines.length + (entry.note ? 1 : 0)) * LINE;
    const height = Math.max(2 * entry.radius, tall) + gap;
    Object.assign(entry, { x, y: y + height / 2, lines, tall, label, inward });
    y += height;
  }
  return y;
}

function spread(columns, bend) {
  const height = Math.max(...columns.map((column) => column.height), ROOM);
  for (const { entries, height: own } of columns) {
    const room = (height - own) / Math.max(1, entries.length);
    const step = Math.min(room, 46); // a short column opens up, but stays one column
    const start = (height - own - step * entries.length) / 2;
    entries.forEach((entry, place) => {
      entry.y += start + step * (place + 0.5);
      const off = (2 * entry.y) / height - 1;
      entry.x += entry.inward * bend * (1 - Math.sqrt(Math.max(0, 1 - off * off)));
    });
  }
  return height;
}

/* Places of {left, right, middle}, in a width: gives the height; entries get x, y, lines. */
function place({ left, right, middle, crowded }, width, isOverview) {
  if (width < NARROW) {
    const entries = [...left, ...middle, ...right];
    const x = isOverview ? 108 : 92;
    return stack(entries, { x, label: 1, inward: -1, room: width - x - 32, gap: 12 }) + 8;
  }
  const bend = crowded ? 34 : Math.min(70, width * 0.08);
  const room = Math.min(310, width * 0.5 - bend - (crowded ? 70 : middle.length ? 130 : 110));
  const gap = crowded ? 3 : middle.length ? 18 : 9;
  const sides = [
    { entries: left, x: room + 34, label: -1, inward: 1 },
    { entries: right, x: width - room - 34, label: 1, inward: -1 },
  ].map((side) => ({ ...side, height: stack(side.entries, { ...side, room, gap }) }));
  const own = stack(middle, { x: width / 2, label: 0, inward: 0, room: 190, gap: 8 });
  const height = Math.max(spread(sides, bend), own) + 16;
  const slack = Math.min(34, (height - own) / Math.max(1, middle.length));
  const start = (height - own - slack * middle.length) / 2;
  middle.forEach((entry, rank) => { entry.y += start + slack * (rank + 0.5); });
  return height;
}
