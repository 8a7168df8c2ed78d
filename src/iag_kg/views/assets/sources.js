/* The coverage of each document: its sections in reading order, each opening to its facts. */
const filters = { words: [], kind: "", document: "" };
const kindOf = (fact) => say(data.factKinds[fact[0]]);
const labelOf = (fact) => (state.lang === "en" && fact[2] !== 0 ? fact[2] : fact[1]);
const isFiltered = () => filters.words.length > 0 || filters.kind !== "";
const passes = (fact) => (filters.kind === "" || String(fact[0]) === filters.kind)
  && filters.words.every((word) => fold(labelOf(fact)).includes(word));

function sectionBox(section, facts) {
  const number = section.number ? el("span", { class: "fold-number" }, section.number) : "";
  if (!section.facts.length)
    return el("div", { class: "fold empty", "data-section": section.key }, el("p", {}, number, " ", say(section), " ", el("span", { class: "fold-count" }, t("facts", { n: 0 }))),
      el("p", { class: "note" }, section.reason ? say(section.reason) : t("no-reason")));
  const sizes = [...groupBy(facts, (fact) => fact[0])].map(([kind, mine]) => [kind, mine.length]).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const kinds = sizes.map(([kind, n]) => `${say(data.factKinds[kind])} ${count(n)}`).join(" · ");
  const total = facts.length === section.facts.length ? t("facts", { n: facts.length }) : t("facts-of", { n: facts.length, all: section.facts.length });
  const box = foldOut(`${section.key}${isFiltered() ? "?" : ""}`,
    [number, " ", el("span", { class: "fold-title" }, say(section)), " ", el("span", { class: "fold-count" }, total), el("span", { class: "fold-kinds" }, kinds)],
    () => el("ul", { class: "facts" }, facts.map((fact) => el("li", {}, tag(kindOf(fact)), " ", el("span", { class: "said" }, bind(labelOf(fact))), " ", el("span", { class: "place" }, bind(fact[3]))))),
    isFiltered() && facts.length <= 40);
  box.dataset.section = section.key;
  return box;
}
function draw() {
  let shown = 0;
  let all = 0;
  if (isFiltered()) for (const key of [...opened.keys()]) if (key.endsWith("?")) opened.delete(key);
  byId("tables").replaceChildren(...data.documents.flatMap((sections, index) => {
    all += sections.reduce((sum, section) => sum + section.facts.length, 0);
    if (filters.document !== "" && filters.document !== String(index)) return [];
    const found = sections.map((section) => [section, isFiltered() ? section.facts.filter(passes) : section.facts]);
    const own = found.reduce((sum, [, facts]) => sum + facts.length, 0);
    shown += own;
    if (isFiltered() && !own) return [];
    const kept = found.filter(([, facts]) => !isFiltered() || facts.length);
    return [el("section", { class: "document", "data-document": data.sources[index].key },
      el("p", { class: "eyebrow" }, shortOf(index)), el("h2", {}, say(data.sources[index])),
      el("p", { class: "note" }, t("document-size", { facts: own, sections: kept.length })),
      kept.map(([section, facts]) => sectionBox(section, facts)))];
  }));
  byId("shown").textContent = t("shown-facts", { shown, all });
}
function drawFilters() {
  const totals = new Map();
  for (const section of data.documents.flat()) for (const [kind, n] of section.kinds) totals.set(kind, (totals.get(kind) || 0) + n);
  byId("kind").replaceChildren(el("option", { value: "" }, t("all-kinds")),
    ...data.factKinds.map((kind, index) => [kind, index]).sort((a, b) => byLabel(a[0], b[0]))
      .map(([kind, index]) => el("option", { value: String(index) }, `${say(kind)} (${count(totals.get(index) || 0)})`)));
  byId("document").replaceChildren(el("option", { value: "" }, t("all-sources")),
    ...data.sources.map((source, index) => el("option", { value: String(index) }, say(source.short))));
  byId("kind").value = filters.kind;
  byId("document").value = filters.document;
}
let pending = 0;
byId("filter").addEventListener("input", (event) => {
  filters.words = fold(event.target.value.trim()).split(/\s+/).filter(Boolean);
  clearTimeout(pending);
  pending = setTimeout(draw, 120);
});
for (const name of ["kind", "document"])
  byId(name).addEventListener("change", (event) => { filters[name] = event.target.value; draw(); });
onLanguage.push(drawFilters, draw);
drawFilters();
draw();
translatePage();
