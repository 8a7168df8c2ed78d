/* The dates of the law on a line by year: past, present and to come on the date that is chosen. */
const filters = { on: data.today, scope: "", moment: "" };
const momentOf = (milestone) => (milestone.date < filters.on ? "past" : milestone.date > filters.on ? "future" : "today");
const passes = (milestone) => (!filters.scope || milestone.act) && (!filters.moment || (momentOf(milestone) === "future") === (filters.moment === "future"));

function provisionFolds(milestone) {
  const own = groupBy(milestone.provisions, (number) => { const text = data.provisions[number].instrument; return text ? say(text) : t("other-text"); });
  return [...own].map(([text, numbers]) => foldOut(`${milestone.key}/${text}`, counted(bind(text), numbers.length),
    () => el("ul", { class: "facts" }, numbers.map((number) => provisionItem(number, filters.on, false))), own.size === 1));
}
function dutyFolds(milestone) {
  const row = (found) => ({ duty: found.duty, start: milestone.date, condition: null });
  return [...groupBy(milestone.duties, (found) => found.tier)].map(([tier, found]) => foldOut(`${milestone.key}/duties/${tier}`,
    counted(tier ? t("with-tier", { tier: say(tiers.get(tier)) }) : t("on-own"), found.length),
    () => el("ul", { class: "facts" }, found.map((each) => dutyItem(row(each), filters.on, false))), true));
}
function milestoneItem(milestone) {
  const moment = momentOf(milestone);
  return el("li", { class: `milestone ${moment}`, "data-date": milestone.date, id: milestone.key, tabindex: "-1" },
    el("p", { class: "when" }, timeOf(milestone.date), " ", milestone.moved ? [el("span", { class: "moved" }, el("span", { class: "hidden" }, t("moved-from")), el("del", {}, timeOf(milestone.moved))), " ", tag(t("moved"), "moved-tag"), " "] : "",
      tag(t(`moment-${moment}`), moment), " ", certainty(milestone)),
    el("p", { class: "what" }, bind(say(milestone))),
    milestone.basis.length ? el("p", { class: "place" }, t("main-provision"), " ", citeAll(milestone.basis)) : "",
    milestone.tiers.length ? el("p", {}, t("tiers-start"), milestone.tiers.map((key) => [" ", el("span", { class: `tag tier ${key}` }, say(tiers.get(key)))])) : "",
    milestone.provisions.length ? foldOut(`${milestone.key}/provisions`, counted(t("provisions-start"), milestone.provisions.length), () => provisionFolds(milestone)) : "",
    milestone.duties.length ? foldOut(`${milestone.key}/duties`, counted(t("duties-start"), milestone.duties.length), () => dutyFolds(milestone)) : "",
    noteOf(milestone), copiesOf(milestone));
}
/* The chosen date stands on the line between what is past and what is to come. */
const nowItem = () => el("li", { class: "now", id: "now", tabindex: "-1" }, el("p", {}, t("now", { day: day(filters.on) })));
function draw() {
  const shown = data.milestones.filter(passes);
  const years = groupBy(shown, (milestone) => milestone.date.slice(0, 4));
  const chosen = filters.on.slice(0, 4);
  if (!years.has(chosen)) years.set(chosen, []);
  byId("timeline").replaceChildren(el("h2", {}, t("timeline-title")), ...[...years].sort((a, b) => Number(a[0]) - Number(b[0])).map(([year, mine]) => {
    const items = mine.map(milestoneItem);
    const before = mine.filter((milestone) => milestone.date < filters.on).length;
    if (year === chosen) items.splice(before, 0, nowItem());
    return el("section", { class: "year", "data-year": year }, el("h3", {}, counted(year, mine.length)), el("ol", { class: "timeline" }, items));
  }));
  const past = shown.filter((milestone) => milestone.date <= filters.on).length;
  byId("shown").textContent = t("shown-dates", { past, future: shown.length - past });
}
function drawReading() {
  byId("reading").replaceChildren(el("h2", {}, t("reading-title")), el("p", {}, t("reading-note")), ...scaleList("fact"), textsFold(), copiesFold());
}
function drawFilters() {
  byId("scope").replaceChildren(el("option", { value: "" }, t("scope-all")), el("option", { value: "act" }, t("scope-act")));
  byId("moment").replaceChildren(...["", "past", "future"].map((key) => el("option", { value: key }, t(`moments-${key || "all"}`))));
  for (const name of ["scope", "moment"]) byId(name).value = filters[name];
}
for (const name of ["scope", "moment"]) byId(name).addEventListener("change", (event) => { filters[name] = event.target.value; draw(); });
byId("to-now").addEventListener("click", () => { byId("now").focus({ preventScroll: true }); byId("now").scrollIntoView({ block: "center" }); });
makeDate(["2026-11-20", "2026-12-02", "2027-12-02", "2028-08-02"], draw);
onLanguage.push(drawFilters, draw, drawReading);
drawFilters();
draw();
drawReading();
translatePage();
