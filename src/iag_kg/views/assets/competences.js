/* Métiers and their skills: what IAG reinforces, what it makes obsolete. */
const allLevels = [...levels.keys(), ""];
const filters = { family: data.families[0]?.key || "", levels: new Set(allLevels) };
const needById = new Map(needs.map((need) => [need.id, need]));
const passes = (need) => (!filters.family || metiers.get(need.metier).family === filters.family) && filters.levels.has(need.level);
let shownKeys = new Set();
let shownCount = 0;
function countKeys() {
  const shown = needs.filter(passes);
  shownCount = shown.length;
  shownKeys = new Set(shown.flatMap((need) => [`m:${need.metier}`, `s:${need.skill}`]));
}
countKeys();
const thing = (id) => (id.startsWith("m:") ? metiers.get(id.slice(2)) : skills.get(id.slice(2)));
const netOf = new Map();
for (const need of needs) {
  const score = scoreOf(need.level);
  if (score === undefined) continue;
  const found = netOf.get(need.skill) || { sum: 0, n: 0 };
  netOf.set(need.skill, { sum: found.sum + score, n: found.n + 1 });
}
const skillColour = (key) => { const net = netOf.get(key); return !net ? COLOURS.key : net.sum >= 0 ? COLOURS.rising : COLOURS.falling; };

const picture = makePicture({
  columns: 3, gap: 8, centred: true, spread: true,
  label: (id) => say(thing(id)),
  heading: (key) => (families.has(key) ? say(families.get(key)) : t(`heading-${key}`)),
  showsNode: (node) => shownKeys.has(node.id),
  showsEdge: (edge) => passes(needById.get(edge.id)),
  node: (node) => (node.id.startsWith("s:") ? skillColour(node.id.slice(2)) : "#17324d"),
  edge: (edge) => {
    const { level } = needById.get(edge.id);
    const colour = colourOf(level);
    return { smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.55 },
      color: { color: colour, highlight: colour, hover: colour, opacity: (directionOf(level) === "marginal" ? 0.45 : 0.6) * (shownCount > 250 ? 0.45 : 1) } };
  },
  choose: (id, reveal) => select(id, reveal && Boolean(id)),
});

const isKnown = (id) => needById.has(id) || thing(id);

function drawPanel() {
  const id = state.selected;
  if (!id) return showPanel(legend(), false);
  if (needById.has(id)) return showPanel(needPanel(needById.get(id)), true);
  const isMetier = id.startsWith("m:");
  const found = thing(id);
  const mine = needs.filter((need) => (isMetier ? need.metier : need.skill) === found.key)
    .sort((a, b) => levelOrder(a) - levelOrder(b));
  const other = (need) => say(isMetier ? skills.get(need.skill) : metiers.get(need.metier));
  const head = isMetier
    ? [metierHead(found), el("p", {}, el("a", { href: linkTo(found.page), class: "more" }, t("open-page")))]
    : [el("p", { class: "eyebrow" }, `${t("skill")} · ${say(found.category)}`), el("h2", { tabindex: "-1" }, say(found)),
      say(data.definitions[id]) ? el("p", {}, say(data.definitions[id])) : null];
  return showPanel([head, el("h3", {}, t(isMetier ? "skills-of" : "metiers-of", { n: mine.length })),
    el("ul", { class: "needs" }, mine.map((need) => needRow(need, other(need), follow)))], true);
}

function legend() {
  const patterns = { rising: "solid", falling: "dashed", marginal: "dotted", key: "solid" };
  return [
    el("h2", {}, t("legend")), el("p", {}, t("competences-read")),
    el("h3", {}, t("legend-levels")),
    el("ul", { class: "legend" }, allLevels.map((level) => legendItem(lineIcon(Math.abs(scoreOf(level)) === 2 ? 3 : 1.5, colourOf(level), patterns[directionOf(level)]), levelMark(level)))),
    el("h3", {}, t("legend-skills")),
    el("ul", { class: "legend" }, legendItem(markIcon("down", COLOURS.falling), t("heading-falling")),
      legendItem(markIcon("up", COLOURS.rising), t("heading-rising")), legendItem(markIcon("square", COLOURS.key), t("heading-unrated"))),
    el("p", { class: "note" }, t("net-note")), el("p", { class: "note" }, t("highest-note")),
  ];
}

const table = makeTable(byId("table-needs"), {
  caption: "table-needs",
  rows: () => needs.filter(passes),
  order: "metier",
  pick: (need) => follow(need.id),
  columns: [
    { key: "metier", title: "metier", value: (need) => say(metiers.get(need.metier)) },
    { key: "family", title: "family", value: (need) => say(families.get(metiers.get(need.metier).family)) },
    { key: "skill", title: "skill", value: (need) => say(skills.get(need.skill)) },
    { key: "category", title: "category", value: (need) => say(skills.get(need.skill).category) },
    { key: "level", title: "level", numeric: false, value: (need) => levelOrder(need), text: (need) => `${signOf(need.level)} ${levelName(need.level)}`, show: (need) => levelMark(need.level) },
    { key: "demand", title: "demand", numeric: true, value: (need) => need.demand, text: (need) => decimal(need.demand) },
    { key: "place", title: "place", value: (need) => [...new Set(need.cells.map((cell) => cell[3]))].join(" ; ") },
  ],
});
function refresh() {
  countKeys();
  picture.update();
  table.update();
  drawStatus();
}
function drawStatus() {
  byId("shown").textContent = t("shown-needs", { shown: needs.filter(passes).length, all: needs.length });
}
function drawFilters() {
  byId("family").replaceChildren(el("option", { value: "" }, t("all-families")),
    ...[...families.values()].sort(byLabel).map((family) => el("option", { value: family.key }, say(family))));
  byId("family").value = filters.family;
  byId("levels").replaceChildren(...allLevels.map((level) => {
    const box = el("input", { type: "checkbox", checked: filters.levels.has(level), on: { change: () => {
      if (box.checked) filters.levels.add(level); else filters.levels.delete(level);
      refresh();
    } } });
    return el("label", {}, box, levelMark(level));
  }));
}
byId("family").addEventListener("change", (event) => { filters.family = event.target.value; select(""); refresh(); });
makeSearch(() => [
  ...[...metiers.values()].map((metier) => ({ id: `m:${metier.key}`, label: metier, kind: "metier" })),
  ...data.skills.filter((skill) => drawing.places.has(`s:${skill.key}`)).map((skill) => ({ id: `s:${skill.key}`, label: skill, kind: "skill" })),
], (entry) => show(entry.id));
function show(id) {
  if (!shownKeys.has(id)) {
    filters.family = id.startsWith("m:") ? thing(id).family : "";
    filters.levels = new Set(allLevels);
    drawFilters();
    refresh();
  }
  select(id);
}
onLanguage.push(drawFilters, drawStatus, drawPanel);
drawFilters();
drawStatus();
