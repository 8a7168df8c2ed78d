/* The first drawing, once everything is in place; and the handle that tests use. */
translatePage();
if (state.selected && data.view === "competences") show(state.selected);
picture.update();
select(state.selected);
document.addEventListener("keydown", (event) => {
  const isFilter = event.target.type === "search" && event.target.value; // Escape empties it first
  if (event.key === "Escape" && state.selected && !event.defaultPrevented && !isFilter) closePanel();
});
window.addEventListener("hashchange", () => {
  const now = new URLSearchParams(location.hash.slice(1));
  const lang = now.get("lang") === "en" ? "en" : "fr";
  if (lang !== state.lang) { state.lang = lang; translatePage(); for (const act of onLanguage) act(); }
  if ((now.get("sel") || "") !== state.selected) select(now.get("sel") || "");
});
window.iagView = { picture, state, filters };
