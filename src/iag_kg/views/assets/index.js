/* The index: figures, pages, and a search that opens the page of what it finds. */
const FIGURES = ["metiers", "families", "skills", "passerelles", "recommended", "between", "sources", "facts", "risks", "actors", "measures", "offers",
  "uses", "prohibited", "highRisk", "told", "duties", "dates"];
function drawFigures() {
  byId("figures").replaceChildren(...FIGURES.map((key) =>
    el("li", {}, el("strong", {}, count(data.figures[key])), el("span", {}, t(`figure-${key}`)))));
}
function drawPages() {
  byId("pages").replaceChildren(...[...families.values()].sort(byLabel).map((family) =>
    el("section", {}, el("h3", {}, say(family)),
      el("ul", {}, [...metiers.values()].filter((metier) => metier.family === family.key).sort(byLabel).map((metier) => el("li", {}, metierLink(metier)))))));
}
makeSearch(() => [
  ...[...metiers.values()].map((metier) => ({ page: metier.page, selected: "", label: metier, kind: "metier" })),
  ...data.skills.map((skill) => ({ page: "competences.html", selected: `s:${skill.key}`, label: skill, kind: "skill" })),
], (entry) => { location.href = linkTo(entry.page, entry.selected); });
byId("card-metier").addEventListener("click", (event) => {
  event.preventDefault();
  byId("tables").focus({ preventScroll: true });
  byId("tables").scrollIntoView();
});
onLanguage.push(drawFigures, drawPages);
drawFigures();
drawPages();
translatePage();
