/* The map of a taxonomy: the address holds the state; picture, panel and tables follow it. */
let now = readState();
const timings = [];

const upFrom = () => (now.towards >= 0 ? codeOf(now.metier)
  : now.metier >= 0 ? codeOf(pathTo(now.metier).at(-1) ?? now.metier)
  : now.open >= 0 && groupOf(now.open).parent >= 0 ? groups[groupOf(now.open).parent].code : "");
const isTop = () => now.open < 0 && now.metier < 0;

function drawCrumbs() {
  const here = now.metier >= 0 ? now.metier : now.open;
  const way = here >= 0 ? [...pathTo(here), here] : [];
  const last = (now.towards >= 0 ? now.towards : here);
  const steps = [...way, ...(now.towards >= 0 ? [now.towards] : [])];
  byId("crumbs").replaceChildren(
    el("li", {}, el("a", { href: mapHash(""), "aria-current": isTop() ? "page" : null }, t(`all-${data.taxonomy}`))),
    ...steps.map((id) => el("li", { class: id === now.towards ? "towards" : null }, goTo(id, { "aria-current": id === last ? "page" : null }))));
  byId("up").hidden = isTop();
  byId("up").href = mapHash(upFrom());
  byId("up").textContent = t("up");
}

const sceneNow = () => (now.metier >= 0 ? sceneOfMetier(now.metier, now.towards) : sceneOfGroup(now.open));
let scene = sceneNow();
const innerShare = (id) => share(scene.counted.inner.get(id) || 0, scene.counted.leaving.get(id) || 0);
const bestOf = (id) => destinationsOf(id)[0];
function drawPicture() {
  scene = sceneNow();
  drawScene(scene, isTop());
  byId("ways").hidden = now.open < 0;
  for (const field of ["most", "measure"]) byId(field).parentElement.hidden = now.metier >= 0;
  const isNarrow = byId("map").clientWidth < NARROW;
  byId("shown").textContent = now.metier >= 0
    ? t(isNarrow ? "shown-metier-narrow" : "shown-metier", { in: scene.origins.length, out: scene.destinations.length })
    : t(isNarrow ? "shown-flows-narrow" : "shown-flows", { shown: scene.arrows.length, all: scene.all });
}
function drawPanel() {
  byId("panel").replaceChildren(...nonEmpty(now.towards >= 0 ? pairPanel(now.metier, now.towards)
    : now.metier >= 0 ? metierPanel(now.metier) : now.open >= 0 ? groupPanel(now.open) : legendPanel()));
  byId("panel").scrollTop = 0;
}

const nameCell = (end) => ({ key: end, title: end === "from" ? "origin" : "destination", value: (row) => shortName(row[end]), show: (row) => goTo(row[end]) });
const sized = (key, title, value, text) => ({ key, title, numeric: true, value, text });
const scoreColumns = ["score", "coverage", "affinity"].map((key) => sized(key, key, (row) => row[key], (row) => permille(row[key])));
const groupName = { key: "group", title: "domain", value: (row) => row.id, text: (row) => pathTo(row.id).slice(-1).map(shortName).join("") };
const exposureColumn = (id) => (data.classes.length ? [{ key: "exposure", title: "exposure-title", value: (row) => exposureOf(id(row)), text: (row) => exposureName(id(row)) }] : []);
const publishedColumn = hasPublished ? [{ key: "published", title: "published-column", value: (row) => (!data.published[row.from].length ? "–" : isPublished(row.from, row.to) ? t("yes-word") : t("no-word")) }] : [];
const own = (row) => row.id;
const asMove = (end) => (move) => ({ ...move, id: move[end] });
const tables = {
  flows: makeTable(byId("table-flows"), { caption: "table-flows", order: "number", descending: true,
    rows: () => (now.metier < 0 ? scene.arrows : []),
    columns: [nameCell("from"), nameCell("to"), sized("number", "passerelles-number", (row) => row.number, (row) => count(row.number)), sized("score", "score-mean", (row) => row.score, (row) => permille(row.score))] }),
  groups: makeTable(byId("table-groups"), { caption: "table-groups", order: "name",
    rows: () => (now.metier < 0 ? scene.inside.filter(isGroup).map((id) => ({ id })) : []),
    columns: [{ key: "name", title: "domain", value: (row) => shortName(row.id), show: (row) => goTo(row.id) },
      sized("size", "metiers-number", (row) => sizeOf(row.id), (row) => count(sizeOf(row.id))),
      sized("out", "moves-out", (row) => scene.counted.leaving.get(row.id) || 0, (row) => count(scene.counted.leaving.get(row.id) || 0)),
      sized("inner", "moves-inner", (row) => innerShare(row.id), (row) => percent(innerShare(row.id)))] }),
  metiers: makeTable(byId("table-metiers"), { caption: "table-here", order: "name",
    rows: () => (now.metier < 0 ? scene.inside.filter((id) => !isGroup(id)).map((id) => ({ id })) : []),
    columns: [{ key: "name", title: "metier", value: (row) => shortName(row.id), show: (row) => goTo(row.id) },
      { key: "best", title: "best-destination", value: (row) => bestOf(row.id)?.score ?? -1, text: (row) => (bestOf(row.id) ? shortName(bestOf(row.id).to) : "–"), show: (row) => (bestOf(row.id) ? goTo(bestOf(row.id).to) : "–") },
      sized("score", "score", (row) => bestOf(row.id)?.score ?? -1, (row) => (bestOf(row.id) ? permille(bestOf(row.id).score) : "–")),
      sized("origins", "origins-number", (row) => arrivalsAt(row.id).length, (row) => count(arrivalsAt(row.id).length)), ...exposureColumn(own)] }),
  destinations: makeTable(byId("table-destinations"), { caption: "table-destinations", order: "rank",
    rows: () => (now.metier >= 0 ? destinationsOf(now.metier).map(asMove("to")) : []),
    columns: [nameCell("to"), groupName, sized("rank", "rank", (row) => row.rank, (row) => count(row.rank)), ...scoreColumns, ...publishedColumn, ...exposureColumn(own)] }),
  origins: makeTable(byId("table-origins"), { caption: "table-origins", order: "score", descending: true,
    rows: () => (now.metier >= 0 ? originsOf(now.metier).map(asMove("from")) : []),
    columns: [nameCell("from"), groupName, ...scoreColumns, sized("rank", "rank-there", (row) => row.rank, (row) => count(row.rank)), ...publishedColumn, ...exposureColumn(own)] }),
};
function drawTables() {
  const shown = { flows: now.metier < 0, destinations: now.metier >= 0, origins: now.metier >= 0,
    groups: now.metier < 0 && scene.inside.some(isGroup), metiers: now.metier < 0 && scene.inside.some((id) => !isGroup(id)) };
  for (const [name, table] of Object.entries(tables)) {
    byId(`table-${name}`).hidden = !shown[name];
    if (shown[name]) table.update();
  }
}

function drawAll() {
  const start = performance.now();
  state.selected = codeOfState(now).filter(Boolean).join("~");
  drawCrumbs();
  drawPicture();
  drawPanel();
  timings.push(performance.now() - start);
  /* What was asked for shows first; the tables below follow. */
  requestAnimationFrame(() => setTimeout(drawTables));
}
function follow() {
  const inside = document.activeElement && document.activeElement !== document.body && byId("stage").contains(document.activeElement);
  const lang = new URLSearchParams(location.hash.slice(1)).get("lang") === "en" ? "en" : "fr";
  now = readState();
  if (lang !== state.lang) { state.lang = lang; translate(); }
  drawAll();
  /* What was focused may be gone: the reader goes on in the panel. */
  if (inside && !document.activeElement?.closest?.("#stage, #search")) byId("panel").focus({ preventScroll: true });
  const head = byId("stage").getBoundingClientRect();
  if (head.top < 0 || head.top > window.innerHeight * 0.8) byId("stage").scrollIntoView();
}
function translate() {
  translatePage();
  byId("lead").textContent = t(`map-lead-${data.taxonomy}`, { metiers: metierCount, groups: roots.length, top });
  byId("most-value").textContent = count(settings.most);
}

let entries = null;
const searchEntries = () => (entries ??= [
  ...[...groups.map((group) => group.id), ...data.codes.keys()].map((id) => ({ id, kind: isGroup(id) ? "domain" : "metier", label: shown(shortName(id)), folded: fold(shortName(id)) })),
  ...data.titles.flatMap((titles, id) => titles.map((title) => ({ id, kind: codeOf(id), label: shown(title), folded: fold(title) }))),
]);
const shown = (text) => ({ fr: text, en: text });
makeSearch(searchEntries, (entry) => { location.hash = mapHash(codeOf(entry.id)); });

byId("most").value = String(settings.most);
let waiting = 0;
byId("most").addEventListener("input", (event) => {
  settings.most = Number(event.target.value);
  byId("most-value").textContent = count(settings.most);
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => { drawPicture(); drawTables(); });
});
byId("measure").addEventListener("change", (event) => { settings.measure = event.target.value; drawPicture(); drawTables(); });
for (const way of ["inside", "out", "in"])
  byId(`way-${way}`).addEventListener("change", (event) => {
    if (event.target.checked) settings.ways.add(way); else settings.ways.delete(way);
    drawPicture();
    drawTables();
  });
document.addEventListener("keydown", (event) => {
  const isFilter = event.target.type === "search" && event.target.value; // Escape empties it first
  if (event.key === "Escape" && !isTop() && !event.defaultPrevented && !isFilter) location.hash = mapHash(upFrom());
});
window.addEventListener("hashchange", follow);
let lastWidth = 0;
new ResizeObserver(() => {
  const width = byId("map").clientWidth;
  if (lastWidth && width !== lastWidth) drawPicture();
  lastWidth = width;
}).observe(byId("map"));
onLanguage.push(() => {
  entries = null;
  translate();
  history.replaceState(null, "", isTop() && state.lang === "fr" ? location.pathname + location.search : mapHash(...codeOfState(now)));
  drawAll();
});
translate();
drawAll();
(window.requestIdleCallback || setTimeout)(() => { searchEntries(); arrivalsAt(0); });
window.iagMap = { state: () => now, settings, timings, go: (hash) => { location.hash = hash; }, scene: () => scene };
