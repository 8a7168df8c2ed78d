/* Keyboard search: a combobox over métiers and skills; arrows move, Enter selects, Escape closes. */
function makeSearch(entries, choose) {
  const input = byId("search");
  const list = byId("search-list");
  let found = [];
  let active = -1;

  function find() {
    const wanted = fold(input.value.trim()).split(/\s+/).filter(Boolean);
    const folded = (entry) => entry.folded ?? fold(say(entry.label));
    const rank = (entry) => (folded(entry).startsWith(wanted[0]) ? 0 : 1);
    if (!wanted.length) return [];
    const matching = entries().filter((entry) => wanted.every((word) => folded(entry).includes(word)));
    const first = matching.filter((entry) => rank(entry) === 0);
    const best = first.length < 12 ? [first, matching.filter((entry) => rank(entry))] : [first];
    return best.flatMap((found) => found.sort((a, b) => byLabel(a.label, b.label))).slice(0, 12);
  }
  function close() {
    found = [];
    active = -1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function show() {
    list.replaceChildren(
      ...found.map((entry, index) =>
        el("li", { role: "option", id: `option-${index}`, "aria-selected": String(index === active),
          on: { mousedown: (event) => { event.preventDefault(); pick(index); } } },
          el("span", {}, say(entry.label)), el("span", { class: "kind" }, t(entry.kind)))),
    );
    if (!found.length && input.value.trim())
      list.replaceChildren(el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "none" }, t("search-none")));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (active >= 0) input.setAttribute("aria-activedescendant", `option-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }
  function pick(index) {
    const entry = found[index];
    if (!entry) return;
    input.value = say(entry.label);
    close();
    choose(entry);
  }
  input.addEventListener("input", () => { found = find(); active = found.length ? 0 : -1; show(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) found = find();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (found.length) active = (active + step + found.length) % found.length;
      show();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (list.hidden) { found = find(); active = found.length ? 0 : -1; }
      pick(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
}
