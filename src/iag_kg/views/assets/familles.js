/* Every family of every sector: what it does, what it hopes for and fears, with which tools. */
const filters = { sector: "" };
const KINDS = ["activities", "opportunities", "risks", "technologies", "uses"];
const others = (fact) => (fact.metiers.length ? [" ", el("span", { class: "note" }, t("only-for", { metiers: namesOf(fact.metiers) }))] : []);
const harmonised = (fact, kind) => (fact.of.length ? fact.of.map((thing) => [" ", tag(say(thing), kind)]) : []);
const ITEMS = {
  activities: (fact) => factItem(fact, [], others(fact)),
  opportunities: (fact) => factItem(fact, [], [harmonised(fact, "measure"), others(fact)]),
  risks: (fact) => factItem(fact, [], [harmonised(fact, "risk"), others(fact)]),
  technologies: (fact) => factItem(fact, [], [namesOf(fact.of) === say(fact) ? [] : harmonised(fact, ""), fact.role ? el("span", { class: "note" }, ` ${say(fact.role)}`) : []]),
  uses: (fact) => factItem(fact, fact.stage ? [tag(say(fact.stage)), " "] : [], [fact.by.length ? el("span", { class: "note" }, ` ${namesOf(fact.by)}`) : [], fact.of.length ? [" ", el("span", { class: "note" }, t("with-tools", { tools: namesOf(fact.of) }))] : [], others(fact)]),
};
function familyBox(family) {
  const own = [...metiers.values()].filter((metier) => metier.family === family.key).sort(byLabel);
  const sizes = KINDS.filter((kind) => family[kind].length).map((kind) => `${t(kind)} ${count(family[kind].length)}`).join(" · ");
  const box = foldOut(family.key, [el("span", { class: "fold-title" }, say(family)), el("span", { class: "fold-kinds" }, sizes)], () => [
    family.definition ? el("p", {}, say(family.definition)) : null, el("p", {}, placeOf(family.place)),
    own.length ? el("p", {}, t("family-metiers"), " ", own.flatMap((metier, index) => (index ? [" ; ", metierLink(metier)] : [metierLink(metier)]))) : null,
    ...KINDS.flatMap((kind) => [el("h3", {}, counted(t(kind), family[kind].length)),
      family[kind].length ? factList(family[kind], ITEMS[kind]) : el("p", { class: "note" }, t("none-kind"))]),
  ], state.selected === family.key);
  box.id = family.key;
  return box;
}
const skillItem = (fact) => factItem(fact, [], harmonised(fact, ""));
function wideBox(sector) {
  const list = sector.competences;
  return [
    el("p", { class: "explanation" }, t("no-passerelle", { sector: say(sector), n: list.length })),
    el("h3", {}, t("transverse", { n: list.length })),
    ...list.map((head) => foldOut(`${sector.key}/${head.fr}`, counted(say(head), head.points.length),
      () => [el("p", {}, placeOf(head)), factList(head.points, skillItem)])),
    ...(sector.wordings.length ? [el("h3", {}, t("no-heading", { n: sector.wordings.length })), factList(sector.wordings, skillItem)] : []),
    el("h3", {}, t("families")),
  ];
}
function draw() {
  byId("tables").replaceChildren(...data.sectors.filter((sector) => !filters.sector || sector.key === filters.sector).map((sector) => {
    const mine = data.families.filter((family) => family.sector === sector.key).sort(byLabel);
    return el("section", { "data-sector": sector.key }, el("h2", {}, counted(say(sector), mine.length)),
      mine.every((family) => family.wide) ? wideBox(sector) : [], mine.map(familyBox));
  }));
}
function drawFilters() {
  byId("sector").replaceChildren(el("option", { value: "" }, t("all-sectors")),
    ...data.sectors.map((sector) => el("option", { value: sector.key }, say(sector))));
  byId("sector").value = filters.sector;
}
function show(key) {
  const family = families.get(key);
  if (!family) return;
  state.selected = key;
  remember();
  opened.set(key, true);
  if (filters.sector && filters.sector !== family.sector) filters.sector = "";
  drawFilters();
  draw();
  byId(key).querySelector("summary").focus({ preventScroll: true });
  byId(key).scrollIntoView();
}
byId("sector").addEventListener("change", (event) => { filters.sector = event.target.value; draw(); });
makeSearch(() => data.families.map((family) => ({ id: family.key, label: family, kind: "family" })), (entry) => show(entry.id));
onLanguage.push(drawFilters, draw);
drawFilters();
draw();
translatePage();
if (state.selected) show(state.selected);
