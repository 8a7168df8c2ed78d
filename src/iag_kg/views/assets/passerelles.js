/* Passerelles between métiers: threshold, families, within or between, explanation. */
const filters = { threshold: Math.min(1, data.threshold + (window.innerWidth < 620 ? 0.1 : 0)), inside: true, between: true, recommended: true, families: new Set(families.keys()) };
const passes = (p) => (!filters.recommended || p.recommended) && reaches(p);
const reaches = (p) => p.coverage >= filters.threshold - 1e-9 && (p.inside ? filters.inside : filters.between)
  && filters.families.has(metiers.get(p.origin).family) && filters.families.has(metiers.get(p.destination).family);
const byEdge = new Map(passerelles.map((p) => [p.id, p]));
const metierOf = (id) => metiers.get(id.slice(2));
let table;
let metierTable;

const picture = makePicture({
  columns: 2, lens: true, centred: true, gap: 6,
  label: (id) => say(metierOf(id)),
  heading: (key) => say(families.get(key)),
  showsNode: (node) => filters.families.has(metierOf(node.id).family),
  showsEdge: (edge) => edge.id === state.selected || passes(byEdge.get(edge.id)),
  node: (node) => communityColour(metierOf(node.id).community),
  hollow: (node) => metierOf(node.id).basis === "key",
  edge: (edge, chosen) => {
    const p = byEdge.get(edge.id);
    const colour = chosen === edge.to ? "#4b5563" : communityColour(metiers.get(p.origin).community);
    return { dashes: dashOf(p, edge.width),
      color: { color: colour, highlight: colour, hover: colour, opacity: !p.recommended ? 0.3 : p.inside ? 0.4 : 0.55 } };
  },
  choose: (id, reveal) => select(id, reveal && Boolean(id)),
});

const isKnown = (id) => byEdge.has(id) || (id.startsWith("m:") && metierOf(id));

function drawPanel() {
  const id = state.selected;
  if (byEdge.has(id)) {
    const p = byEdge.get(id);
    const back = passerelles.find((other) => other.origin === p.destination && other.destination === p.origin);
    return showPanel([passerellePanel(p), back ? el("p", {}, el("button", { type: "button", class: "plain", on: { click: () => follow(back.id) } },
      t("way-back", { coverage: percent(back.coverage) }))) : null], true);
  }
  if (!id) return showPanel(legend(), false);
  const metier = metierOf(id);
  const mine = (side) => passerelles.filter((p) => p[side] === metier.key);
  return showPanel([
    metierHead(metier),
    el("p", {}, el("a", { href: linkTo(metier.page), class: "more" }, t("open-page"))),
    el("h3", {}, t("out-title")), passerelleLists(mine("origin"), "destination", follow),
    el("h3", {}, t("in-title")), passerelleLists(mine("destination"), "origin", follow),
  ], true);
}

function communities() {
  const groups = new Map();
  for (const metier of metiers.values()) {
    if (!groups.has(metier.community)) groups.set(metier.community, []);
    groups.get(metier.community).push(metier);
  }
  return [...groups].sort(([a], [b]) => (a || 99) - (b || 99));
}
function communityName(community, members) {
  if (!community) return t("community-none");
  const sizes = new Map();
  for (const metier of members) sizes.set(metier.family, (sizes.get(metier.family) || 0) + 1);
  const names = [...sizes].sort((a, b) => b[1] - a[1]).map(([family]) => say(families.get(family)));
  return t("community", { n: community, names: names.slice(0, 3).join(", ") + (names.length > 3 ? "…" : "") });
}
function legend() {
  return [
    el("h2", {}, t("legend")),
    el("p", {}, t("passerelles-read")),
    el("h3", {}, t("legend-metiers")),
    el("ul", { class: "legend" }, communities().map(([community, members]) =>
      legendItem(markIcon("dot", communityColour(community)), `${communityName(community, members)} (${count(members.length)})`))),
    el("ul", { class: "legend" }, legendItem(markIcon("dot", "#656d7a"), t("shape-full")), legendItem(markIcon(HOLLOW, "#656d7a"), t("shape-key"))),
    el("h3", {}, t("legend-passerelles")),
    el("ul", { class: "legend" }, [0.5, 0.75, 1].map((coverage) =>
      legendItem(lineIcon(0.6 + (5.4 * (coverage - 0.3)) / 0.7, "#4b5563"), t("legend-width", { coverage: percent(coverage) }))),
    legendItem(lineIcon(1.5, "#4b5563", "dashed"), t("legend-not")),
    legendItem(el("span", { class: "arrowmark", "aria-hidden": "true" }, "→"), t("legend-colour"))),
    el("h3", {}, t("definitions")),
    el("dl", {}, ["coverage", "affinity", "durable"].flatMap((key) => [el("dt", {}, t(key)), el("dd", {}, t(`${key}-meaning`))])),
    el("p", { class: "note" }, t("community-meaning")),
  ];
}

function refresh() {
  picture.update();
  table.update();
  metierTable.update();
  drawStatus();
}
function drawStatus() {
  byId("threshold-value").textContent = percent(filters.threshold);
  byId("threshold").setAttribute("aria-valuetext", percent(filters.threshold));
  const [shown, others] = [true, false].map((wanted) => passerelles.filter((p) => p.recommended === wanted && reaches(p)).length);
  byId("shown").textContent = t(filters.recommended ? "shown-recommended" : "shown", { shown: filters.recommended ? shown : shown + others, others, all: passerelles.length });
}

table = makeTable(byId("table-passerelles"), {
  caption: "table-passerelles",
  rows: () => passerelles.filter(passes),
  order: "coverage", descending: true,
  pick: (p) => follow(p.id),
  columns: [
    { key: "origin", title: "origin", value: (p) => say(metiers.get(p.origin)) },
    { key: "destination", title: "destination", value: (p) => say(metiers.get(p.destination)) },
    { key: "coverage", title: "coverage", numeric: true, value: (p) => p.coverage, text: (p) => percent(p.coverage, 1) },
    { key: "affinity", title: "affinity", numeric: true, value: (p) => p.affinity, text: (p) => percent(p.affinity, 1) },
    { key: "durable", title: "durable", numeric: true, value: (p) => p.durable, text: (p) => percent(p.durable, 1) },
    { key: "kind", title: "kind", value: (p) => say(data.kinds[p.kind]) },
    { key: "passesCoverage", title: "column-coverage", value: (p) => yesOrNo(p.passesCoverage) },
    { key: "passesDurability", title: "column-durability", value: (p) => yesOrNo(p.passesDurability) },
    { key: "comparesFull", title: "column-full", value: fullOrPartial },
    { key: "recommended", title: "recommended", value: (p) => yesOrNo(p.recommended) },
  ],
});
const bestFrom = (metier) => passerelles.find((p) => p.origin === metier.key && passes(p));
metierTable = makeTable(byId("table-metiers"), {
  caption: "table-metiers",
  rows: () => [...metiers.values()].filter((metier) => filters.families.has(metier.family)),
  order: "family",
  pick: (metier) => follow(`m:${metier.key}`),
  columns: [
    { key: "metier", title: "metier", value: say },
    { key: "family", title: "family", value: (metier) => say(families.get(metier.family)) },
    { key: "community", title: "column-community", numeric: true, value: (metier) => metier.community, text: (metier) => (metier.community ? count(metier.community) : "–") },
    { key: "out", title: "column-out", numeric: true, value: (metier) => passerelles.filter((p) => p.origin === metier.key && passes(p)).length },
    { key: "in", title: "column-in", numeric: true, value: (metier) => passerelles.filter((p) => p.destination === metier.key && passes(p)).length },
    { key: "best", title: "column-best", value: (metier) => { const p = bestFrom(metier); return p ? `${say(metiers.get(p.destination))} (${percent(p.coverage)})` : "–"; } },
  ],
});

function drawFamilies() {
  byId("families").replaceChildren(...[...families.values()].sort(byLabel).map((family) => {
    const box = el("input", { type: "checkbox", checked: filters.families.has(family.key), on: { change: () => {
      if (box.checked) filters.families.add(family.key); else filters.families.delete(family.key);
      refresh();
    } } });
    return el("label", {}, box, say(family));
  }));
}
byId("threshold").value = String(Math.round(filters.threshold * 100));
let pending = 0;
byId("threshold").addEventListener("input", (event) => {
  filters.threshold = Number(event.target.value) / 100;
  drawStatus();
  cancelAnimationFrame(pending);
  pending = requestAnimationFrame(refresh);
});
for (const name of ["inside", "between", "recommended"])
  byId(name).addEventListener("change", (event) => { filters[name] = event.target.checked; refresh(); });

makeSearch(() => [...metiers.values()].map((metier) => ({ id: `m:${metier.key}`, label: metier, kind: "metier" })), (entry) => {
  const family = metierOf(entry.id).family;
  if (!filters.families.has(family)) { filters.families.add(family); drawFamilies(); refresh(); }
  select(entry.id);
});
onLanguage.push(drawFamilies, drawStatus, drawPanel);
drawFamilies();
drawStatus();
