/* What the picture shows in each state: all, a group open, a métier between origins and destinations. */
const settings = { most: window.innerWidth < 700 ? 30 : 60, measure: "number", ways: new Set(["inside", "out", "in"]) };
const EGO = 10;

/* The state in the address: nothing, the code of a group or métier, or two métiers: M1805~M1806. */
function readState() {
  const named = [...new URLSearchParams(location.hash.slice(1))].find(([name, value]) => name === "sel" || (!value && name !== "lang"));
  const [code = "", end = ""] = (named ? (named[0] === "sel" ? named[1] : named[0]) : "").split("~");
  const found = (name) => byCode.get(name) ?? byCode.get(name.toUpperCase()) ?? -1;
  const from = found(code);
  const to = end ? found(end) : -1;
  return { open: from >= 0 && isGroup(from) ? from : -1, metier: from >= 0 && !isGroup(from) ? from : -1,
    towards: from >= 0 && !isGroup(from) && to >= 0 && !isGroup(to) && to !== from ? to : -1 };
}
const mapHash = (code, end = "") => {
  const parts = [code && encodeURIComponent(code) + (end ? `~${encodeURIComponent(end)}` : ""), state.lang === "en" ? "lang=en" : ""].filter(Boolean);
  return parts.length ? `#${parts.join("&")}` : "#tout";
};
const codeOfState = (now) => [now.metier >= 0 ? codeOf(now.metier) : now.open >= 0 ? codeOf(now.open) : "", now.towards >= 0 ? codeOf(now.towards) : ""];

const LEGIBLE = 15.5; // radius in which a percentage can be read
const CROWD = 48; // things open above which they take both columns, the rest between them
const biggest = Math.max(...roots.map(sizeOf));
const radiusOf = (id, most) => (isGroup(id) ? 9 + 18 * Math.sqrt(sizeOf(id) / most) : 7);
const colourOf = (id) => (isGroup(id) ? "#17324d" : exposureOf(id) < 0 ? UNKNOWN : EXPOSURES[exposureOf(id)]);
const share = (part, whole) => (whole ? part / whole : 0);

function saidOf(id, counted) {
  if (!isGroup(id)) return t("said-metier", { name: `${codeOf(id)} ${nameOf(id)}`, exposure: exposureName(id) });
  return t("said-group", { name: `${codeOf(id)} ${nameOf(id)}`, n: sizeOf(id), share: percent(share(counted.inner.get(id) || 0, counted.leaving.get(id) || 0)) });
}
function entryOf(id, counted, most, isWhole) {
  const inner = share(counted.inner.get(id) || 0, counted.leaving.get(id) || 0);
  const radius = radiusOf(id, most);
  const figure = isGroup(id) && isWhole ? percent(inner) : "";
  const fits = radius >= LEGIBLE;
  const note = !isGroup(id) || !isWhole ? "" : t("metiers", { n: sizeOf(id) }) + (fits ? "" : ` · ${figure}`);
  return { id, radius, bold: isGroup(id) && isWhole, colour: colourOf(id), said: saidOf(id, counted), figure: fits ? figure : "", note };
}

/* The strongest flows of each kind in equal parts; what one kind does not use, the others may. */
function strongest(flows, wayOf) {
  const kinds = new Map();
  for (const flow of flows) {
    const way = wayOf(flow);
    if (!way || !settings.ways.has(way)) continue;
    const kind = way === "inside" ? 0 : 1;
    if (!kinds.has(kind)) kinds.set(kind, []);
    kinds.get(kind).push({ ...flow, way });
  }
  const [inside, outside] = [kinds.get(0) || [], kinds.get(1) || []];
  const half = Math.floor(settings.most / 2);
  const own = Math.max(Math.min(inside.length, half), settings.most - outside.length);
  return { shown: [...inside.slice(0, own), ...outside.slice(0, settings.most - Math.min(own, inside.length))], all: inside.length + outside.length };
}

function widen(flows) {
  const value = (flow) => (settings.measure === "score" || !flow.number ? flow.score : flow.number);
  const most = Math.max(...flows.map(value), settings.measure === "score" ? 1 : 25);
  for (const flow of flows) flow.width = 1 + 10 * (value(flow) / most);
  return flows;
}

/* All groups, or one open: {layout parts, arrows, counted}. */
function sceneOfGroup(open) {
  const { inside, rest } = frontier(open);
  const counted = countFlows([...inside, ...rest]);
  const within = new Set(inside);
  const wayOf = (flow) => (open < 0 ? "inside" : within.has(flow.from) ? (within.has(flow.to) ? "inside" : "out") : within.has(flow.to) ? "in" : "");
  const { shown, all } = open < 0
    ? { shown: counted.flows.slice(0, settings.most).map((flow) => ({ ...flow, way: "all" })), all: counted.flows.length }
    : strongest(counted.flows, wayOf);
  const arrows = widen(shown);
  for (const arrow of arrows)
    arrow.said = t("said-flow", { from: shortName(arrow.from), to: shortName(arrow.to), n: arrow.number, score: percent(arrow.score / 1000, 1) });
  const insideMost = Math.max(...inside.map(sizeOf));
  const main = inside.map((id) => entryOf(id, counted, open < 0 ? biggest : insideMost, true));
  const others = rest.map((id) => entryOf(id, counted, biggest * 6, false));
  const half = Math.ceil(main.length / 2);
  const isNarrow = byId("map").clientWidth < NARROW;
  const crowded = !isNarrow && main.length > CROWD;
  if (open >= 0 && isNarrow && others.length) others[0].heading = t("the-rest");
  if (crowded) {
    for (const entry of main) entry.most = 2;
    for (const entry of others) Object.assign(entry, { bare: true, radius: 15, figure: codeOf(entry.id) });
  }
  const sides = open < 0 || crowded ? { left: main.slice(0, half), right: main.slice(half), middle: open < 0 ? [] : others }
    : { left: isNarrow ? main : others, right: isNarrow ? others : main, middle: [] };
  return { ...sides, crowded, arrows, all, counted, inside, rest };
}

/* A métier: its best destinations on the right, the best of those that lead to it on the left. */
function sceneOfMetier(metier, towards) {
  const out = destinationsOf(metier);
  const origins = originsOf(metier).slice(0, EGO);
  const destinations = out.slice(0, EGO);
  const chosen = out.find((move) => move.to === towards);
  if (chosen && !destinations.includes(chosen)) destinations.push(chosen);
  const none = { inner: new Map(), leaving: new Map() };
  const entry = (id, side) => ({ ...entryOf(id, none, 1, false), key: `${side}${id}`, isHere: id === towards && side === "to" });
  const arrows = [
    ...origins.map((move) => ({ ...move, start: `from${move.from}`, way: "in" })),
    ...destinations.map((move) => ({ ...move, stop: `to${move.to}`, way: move.to === towards ? "out chosen" : "out" })),
  ];
  for (const arrow of arrows) {
    arrow.width = 1 + (6 * arrow.score) / 1000;
    arrow.said = t("said-move", { from: shortName(arrow.from), to: shortName(arrow.to), rank: arrow.rank, score: percent(arrow.score / 1000, 1) });
  }
  return {
    left: origins.map((move) => entry(move.from, "from")),
    right: destinations.map((move) => entry(move.to, "to")),
    middle: [{ ...entryOf(metier, none, 1, false), radius: 15, bold: true, isHere: true }],
    arrows, all: out.length, origins, destinations };
}
const shortName = (id) => `${codeOf(id)} ${nameOf(id)}`;

function drawScene(scene, isOverview) {
  const root = byId("map");
  const width = Math.max(300, root.clientWidth);
  const height = place(scene, width, isOverview);
  drawMap(root, [...scene.left, ...scene.middle, ...scene.right], scene.arrows, width, height);
}
