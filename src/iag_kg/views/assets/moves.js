/* The tree of groups, the moves between métiers, and what shows when a group is open: no drawing.
   A thing is a number: a métier its place among the métiers, a group its place after them. */
const metierCount = data.codes.length;
const groups = data.groups.map(([code, label, parent], place) =>
  ({ code, label, parent, id: metierCount + place, groups: [], metiers: [], size: 0 }));
const roots = [];
for (const group of groups) (group.parent < 0 ? roots : groups[group.parent].groups).push(group.id);
data.group.forEach((place, metier) => groups[place].metiers.push(metier));
const byNumbers = new Intl.Collator("en", { numeric: true }); // 1324.2 before 1324.10
for (const group of groups) group.metiers.sort((a, b) => byNumbers.compare(data.codes[a], data.codes[b]));
for (let place = groups.length - 1; place >= 0; place -= 1) {
  const group = groups[place];
  group.size += group.metiers.length;
  if (group.parent >= 0) groups[group.parent].size += group.size;
}
const isGroup = (id) => id >= metierCount;
const groupOf = (id) => groups[id - metierCount];
const codeOf = (id) => (isGroup(id) ? groupOf(id).code : data.codes[id]);
const labelOf = (id) => (isGroup(id) ? groupOf(id).label : data.labels[id]);
const sizeOf = (id) => (isGroup(id) ? groupOf(id).size : 1);
const inLanguage = (label) => (typeof label === "string" ? label : label[state.lang === "en" ? 1 : 0]);
/* ROME has French labels only: they say so on an English page. */
const labelLanguage = (label) => (state.lang === "en" && typeof label === "string" && data.taxonomy === "rome" ? "fr" : null);
const nameOf = (id) => inLanguage(labelOf(id));
const byCode = new Map(data.codes.map((code, id) => [code, id]));
for (const group of groups) if (!byCode.has(group.code)) byCode.set(group.code, group.id);

/* The groups over a thing, the broadest first. */
function pathTo(id) {
  const path = [];
  let place = isGroup(id) ? groupOf(id).parent : data.group[id];
  for (; place >= 0; place = groups[place].parent) path.unshift(groups[place].id);
  return path;
}
const childrenOf = (id) => [...groupOf(id).groups, ...groupOf(id).metiers];

/* What shows when a group is open (or none, -1): its children, and all the rest as broad as can be. */
function frontier(open) {
  if (open < 0) return { inside: roots, rest: [] };
  const way = new Set([...pathTo(open), open]);
  const rest = [];
  const walk = (ids) => {
    for (const id of ids)
      if (id === open) continue;
      else if (way.has(id)) walk(childrenOf(id));
      else rest.push(id);
  };
  walk(roots);
  return { inside: childrenOf(open), rest };
}

/* Moves by origin: [place, score, coverage, affinity] in thousandths, by rank. */
const STEP = 4;
const destinationsOf = (metier) => {
  const row = data.moves[metier];
  const found = [];
  for (let at = 0; at < row.length; at += STEP)
    found.push({ from: metier, to: row[at], rank: at / STEP + 1, score: row[at + 1], coverage: row[at + 2], affinity: row[at + 3] });
  return found;
};
let arriving = null;
function arrivalsAt(metier) {
  if (!arriving) {
    arriving = data.codes.map(() => []);
    data.moves.forEach((row, from) => { for (let at = 0; at < row.length; at += STEP) arriving[row[at]].push(from); });
  }
  return arriving[metier];
}
function originsOf(metier) {
  return arrivalsAt(metier).map((from) => destinationsOf(from).find((move) => move.to === metier))
    .sort((a, b) => b.score - a.score || a.rank - b.rank || a.from - b.from);
}
const top = data.moves.reduce((most, row) => Math.max(most, row.length / STEP), 0);

/* How many moves lead from one thing shown to another, and their mean score; within as well. */
function countFlows(ids) {
  const at = new Map(ids.map((id, place) => [id, place]));
  const owner = new Int32Array(metierCount).fill(-1);
  for (let metier = 0; metier < metierCount; metier += 1) {
    let place = at.get(metier);
    for (let group = data.group[metier]; place === undefined && group >= 0; group = groups[group].parent) place = at.get(groups[group].id);
    if (place !== undefined) owner[metier] = place;
  }
  const wide = ids.length;
  const number = new Int32Array(wide * wide);
  const score = new Float64Array(wide * wide);
  for (let metier = 0; metier < metierCount; metier += 1) {
    const row = data.moves[metier];
    if (owner[metier] < 0) continue;
    for (let i = 0; i < row.length; i += STEP) {
      if (owner[row[i]] < 0) continue;
      const cell = owner[metier] * wide + owner[row[i]];
      number[cell] += 1;
      score[cell] += row[i + 1];
    }
  }
  const flows = [];
  const inner = new Map();
  const leaving = new Map();
  for (let a = 0; a < wide; a += 1)
    for (let b = 0; b < wide; b += 1) {
      const n = number[a * wide + b];
      if (!n) continue;
      leaving.set(ids[a], (leaving.get(ids[a]) || 0) + n);
      if (a === b) inner.set(ids[a], n);
      else flows.push({ from: ids[a], to: ids[b], number: n, score: score[a * wide + b] / n });
    }
  flows.sort((x, y) => y.number - x.number || y.score - x.score || x.from - y.from || x.to - y.to);
  return { flows, inner, leaving };
}

/* What a métier asks for: items at its heart and others, out of the steps between their numbers. */
const unfold = (steps) => { let sum = 0; return steps.map((step) => (sum += step)); };
const asks = (metier) => ({ core: unfold(data.core[metier]), other: unfold(data.other[metier]) });
let holders = null;
function rarityOf(item) {
  if (!holders) {
    holders = new Int32Array(data.items.length);
    for (const lists of [data.core, data.other]) for (const steps of lists) for (const found of unfold(steps)) holders[found] += 1;
  }
  return holders[item];
}

/* The exposure a métier is shown with: the strongest class among its surest groups; -1 unknown. */
function exposureOf(metier) {
  const found = data.exposure[metier];
  if (!found.length) return -1;
  return Math.max(...found.filter((each) => each[3] === found[0][3]).map((each) => each[1]));
}
