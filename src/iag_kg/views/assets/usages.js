/* The uses by tier, a count of tiers against transparency, the matrix of places, how to read. */
const dutiesNow = (use) => dutiesOf(use).filter((row) => stateOf(row, filters.on) === "applies").length;
function useBox(use) {
  const line = [say(groups.get(use.group)), say(degrees.get(use.certainty)), use.tier === "tier-interdit" ? t("to-stop") : t("duties-count", { n: dutiesNow(use), day: day(filters.on) })].filter(Boolean).join(" · ");
  const box = foldOut(use.key, [el("span", { class: "fold-number" }, use.code), " ", el("span", { class: "fold-title" }, bind(say(use))), toldTags(use),
    el("span", { class: "fold-kinds" }, line)], () => sheet(use), state.selected === use.key);
  box.id = use.key;
  box.querySelector("summary").addEventListener("click", () => { state.selected = box.open ? "" : use.key; remember(); });
  return box;
}
const limitsInto = (tier) => data.uses.flatMap((use) => use.boundaries.filter((limit) => limit.tier === tier.key && use.tier !== tier.key).map(() => use));
function tierPart(tier, mine) {
  const into = [...new Set(limitsInto(tier))];
  return el("div", { class: "tier-part", "data-tier": tier.key },
    el("h3", { class: `tier ${tier.key}` }, counted(say(tier), mine.length)),
    tier.definition ? el("p", {}, bind(say(tier.definition))) : "",
    el("p", { class: "place" }, [tier.start ? [since(tier.start, filters.on), " · "] : "", t("basis-line"), " ", citeAll(tier.basis)], " ", certainty(tier)), noteOf(tier),
    tier.claims.length ? foldOut(`${tier.key}/claims`, counted(t("claims"), tier.claims.length), () => claimList(tier)) : "",
    into.length ? foldOut(`${tier.key}/into`, counted(t("into"), into.length), () => el("ul", { class: "facts" }, into.map((use) => el("li", {},
      el("button", { type: "button", class: "plain", on: { click: () => show(use.key) } }, `${use.code} ${say(use)}`),
      el("ul", {}, use.boundaries.filter((limit) => limit.tier === tier.key).map((limit) => el("li", {}, bind(say(limit))))))))) : "",
    mine.map(useBox));
}
const claimList = (thing) => factList(thing.claims, (claim) => factItem(claim, [], [el("br"), el("span", { class: "note" }, bind(t("claim-gap", { reason: say(claim.reason) })))]));

function draw() {
  const shown = data.uses.filter(passes);
  const isFiltered = shown.length < data.uses.length;
  byId("uses").replaceChildren(el("h2", {}, t("uses-title")), el("p", { class: "note" }, t("uses-note")),
    ...data.tiers.map((tier) => [tier, shown.filter((use) => use.tier === tier.key)]).filter(([, mine]) => mine.length || !isFiltered).map(([tier, mine]) => tierPart(tier, mine)),
    shown.length ? "" : el("p", {}, t("none-uses")));
  byId("shown").textContent = t("shown-uses", { shown: shown.length, all: data.uses.length });
}
/* A count that filters the list: the same as choosing both values above it. */
function countButton(n, label, wanted) {
  return n ? el("button", { type: "button", class: "plain", "aria-label": `${label}${colon()}${t("uses-count", { n })}`, on: { click: () => {
    Object.assign(filters, { words: [], tier: "", transparency: "", group: "", place: "" }, wanted);
    byId("filter").value = "";
    drawFilters();
    draw();
    byId("uses").focus({ preventScroll: true });
    byId("uses").scrollIntoView();
  } } }, count(n)) : el("span", { class: "none" }, el("span", { "aria-hidden": "true" }, "–"), el("span", { class: "hidden" }, count(0)));
}
function drawOverview() {
  const columns = data.transparencies.filter((duty) => !duty.empty);
  const row = (tier) => {
    const mine = data.uses.filter((use) => use.tier === tier.key);
    return el("tr", {}, el("th", { scope: "row" }, tierTag(tier.key)), el("td", { class: "centre" }, countButton(mine.length, say(tier), { tier: tier.key })),
      columns.map((duty) => el("td", { class: "centre" }, countButton(mine.filter((use) => use.transparency.includes(duty.key)).length, `${say(tier)}, ${say(duty)}`, { tier: tier.key, transparency: duty.key }))));
  };
  byId("overview").replaceChildren(el("h2", { id: "overview-title" }, t("overview-title")), el("p", { class: "note" }, t("overview-note")),
    el("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-labelledby": "overview-title" }, el("table", { class: "matrix" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("tier")), el("th", { scope: "col", class: "centre" }, t("column-uses")), columns.map((duty) => el("th", { scope: "col", class: "centre" }, say(duty))))),
      el("tbody", {}, data.tiers.map(row)))),
    ...columns.filter((duty) => duty.claims.length).map((duty) => foldOut(`${duty.key}/claims`, counted(t("claims-transparency", { duty: say(duty) }), duty.claims.length), () => claimList(duty))));
}
const placesInUse = data.places.filter((place) => data.uses.some((use) => isIn(use, place.key)));
const sectorOf = (family) => (family.sector ? say(family.sector) : t("no-sector"));
function drawMatrix() {
  const cells = (place) => {
    const mine = data.uses.filter((use) => isIn(use, place.key));
    return [el("td", { class: "centre" }, countButton(mine.length, say(place), { place: place.key })),
      data.tiers.map((tier) => el("td", { class: "centre" }, countButton(mine.filter((use) => use.tier === tier.key).length, `${say(place)}, ${say(tier)}`, { place: place.key, tier: tier.key })))];
  };
  const line = (place) => el("tr", { class: place.metier ? "inner-row" : "outer-row", "data-place": place.key }, el("th", { scope: "row" }, placeLabel(place)), cells(place));
  const placeLabel = (place) => (metiers.has(place.metier) ? metierLink(metiers.get(place.metier)) : say(place));
  const families = placesInUse.filter((place) => !place.metier);
  const part = (title, rows) => (rows.length ? el("tbody", {}, el("tr", { class: "sector-row" }, el("th", { scope: "rowgroup", colspan: String(data.tiers.length + 2) }, title)), rows.map(line)) : "");
  const under = (key) => placesInUse.filter((place) => place.metier && place.family === key).sort(byLabel);
  const body = [...[...groupBy(families, sectorOf)].map(([sector, own]) => part(sector, [...own].sort(byLabel).flatMap((family) => [family, ...under(family.key)]))),
    part(t("no-family"), under(""))];
  const empty = data.places.filter((place) => !place.metier).length - families.length;
  byId("matrix").replaceChildren(el("h2", { id: "matrix-title" }, t("matrix-title")), el("p", { class: "note" }, t("matrix-note")), empty ? el("p", { class: "note" }, t("matrix-empty", { n: empty })) : "",
    placesInUse.length ? el("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-labelledby": "matrix-title" }, el("table", { class: "matrix places" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("place-of-work")), el("th", { scope: "col", class: "centre" }, t("column-uses")), data.tiers.map((tier) => el("th", { scope: "col", class: "centre" }, say(tier))))), body)) : el("p", {}, t("none-places")));
}
function drawReading() {
  byId("reading").replaceChildren(el("h2", {}, t("reading-title")), el("p", {}, t("reading-note")), ...scaleList("qualification"), ...scaleList("fact"),
    el("h3", {}, t("roles-title")), el("dl", {}, data.roles.flatMap((role) => [el("dt", {}, say(role)), el("dd", {}, role.definition ? bind(say(role.definition)) : "")])),
    el("p", {}, t("roles-note")), textsFold(), copiesFold());
}
function drawFilters() {
  const fill = (name, all, options) => { byId(name).replaceChildren(...(all ? [el("option", { value: "" }, t(all))] : []), ...options); byId(name).value = filters[name]; };
  const option = (thing) => el("option", { value: thing.key }, say(thing));
  fill("tier", "all-tiers", data.tiers.map(option));
  fill("transparency", "all-transparencies", data.transparencies.map(option));
  fill("group", "all-groups", data.groups.map(option));
  fill("role", "", data.roles.map((role) => el("option", { value: role.key }, roleName(role))));
  const inner = (key) => placesInUse.filter((place) => place.metier && place.family === key).sort(byLabel).map((place) => el("option", { value: place.key }, `\u00a0\u00a0– ${say(place)}`));
  fill("place", "all-places", [...[...groupBy(placesInUse.filter((place) => !place.metier), sectorOf)].map(([sector, own]) => el("optgroup", { label: sector },
    [...own].sort(byLabel).flatMap((family) => [option(family), ...inner(family.key)]))), ...inner("")]);
}
function show(key) {
  const use = uses.get(key);
  if (!use) return;
  state.selected = key;
  remember();
  opened.set(key, true);
  if (!passes(use)) { Object.assign(filters, { words: [], tier: "", transparency: "", group: "", place: "" }); byId("filter").value = ""; drawFilters(); }
  draw();
  byId(key).querySelector("summary").focus({ preventScroll: true });
  byId(key).scrollIntoView();
}
/* An address names a use as `#sel=u08` or simply as `#u08`. */
function followAddress() {
  const now = new URLSearchParams(location.hash.slice(1));
  show([now.get("sel"), ...now.keys()].find((key) => key && uses.has(key)) || "");
}
let pending = 0;
byId("filter").addEventListener("input", (event) => {
  filters.words = fold(event.target.value.trim()).split(/\s+/).filter(Boolean);
  clearTimeout(pending);
  pending = setTimeout(draw, 120);
});
for (const name of ["tier", "transparency", "group", "place", "role"])
  byId(name).addEventListener("change", (event) => { filters[name] = event.target.value; draw(); });
byId("reset").addEventListener("click", () => {
  Object.assign(filters, { words: [], tier: "", transparency: "", group: "", place: "" });
  byId("filter").value = "";
  drawFilters();
  draw();
});
makeDate(["2026-11-20", "2026-12-02", "2027-12-02", "2028-08-02"], draw);
onLanguage.push(drawFilters, draw, drawOverview, drawMatrix, drawReading);
drawFilters();
draw();
drawOverview();
drawMatrix();
drawReading();
translatePage();
window.addEventListener("hashchange", followAddress);
followAddress();
/* The handle that tests use. */
window.iagUses = { filters, dutiesOf, stateOf };
