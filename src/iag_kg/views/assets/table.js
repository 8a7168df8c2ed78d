/* A table that sorts by its headers and filters by a text field. */
function makeTable(root, { caption, columns, rows, order, descending = false, pick }) {
  let sorted = columns.find((column) => column.key === order);
  let down = descending;
  let filter = "";
  const filterId = `${root.id}-filter`;
  const title = el("h2", { id: `${root.id}-title` });
  const field = el("input", { type: "search", id: filterId, autocomplete: "off" });
  const fieldLabel = el("label", { for: filterId });
  const status = el("p", { class: "status", role: "status" });
  const head = el("tr");
  const body = el("tbody");
  const table = el("table", { "aria-labelledby": title.id }, el("thead", {}, head), body);
  root.append(
    el("div", { class: "table-head" }, title, el("div", { class: "field" }, fieldLabel, field)),
    status,
    el("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-labelledby": title.id }, table),
  );
  const textOf = (column, row) => String(column.text ? column.text(row) : column.value(row));
  const compare = (a, b) => {
    const [x, y] = [sorted.value(a), sorted.value(b)];
    const difference = typeof x === "number" ? x - y : inOrder(String(x), String(y));
    return down ? -difference : difference;
  };
  function drawHead() {
    title.textContent = t(caption);
    fieldLabel.textContent = t("table-filter");
    head.replaceChildren(...columns.map((column) => {
      const isSorted = column === sorted;
      const sign = isSorted ? (down ? "▼" : "▲") : "";
      return el("th", { scope: "col", class: column.numeric ? "number" : null,
        "aria-sort": isSorted ? (down ? "descending" : "ascending") : null },
        el("button", { type: "button", on: { click: () => sortBy(column) } },
          t(column.title, column.values ? column.values() : {}), el("span", { class: "sort", "aria-hidden": "true" }, sign)));
    }));
  }
  function sortBy(column) {
    down = column === sorted ? !down : Boolean(column.numeric);
    sorted = column;
    update();
    head.children[columns.indexOf(column)].querySelector("button").focus();
  }
  function drawBody() {
    const all = rows();
    const words = fold(filter).split(/\s+/).filter(Boolean);
    const shown = all
      .filter((row) => words.every((word) => columns.some((column) => fold(textOf(column, row)).includes(word))))
      .sort(compare);
    status.textContent = t("table-status", { shown: shown.length, all: all.length });
    body.replaceChildren(...shown.map((row) =>
      el("tr", {}, columns.map((column, index) => {
        const inside = column.show ? column.show(row) : textOf(column, row);
        const content = index === 0 && pick
          ? el("button", { type: "button", class: "pick", on: { click: () => pick(row) } }, inside)
          : inside;
        return el(index === 0 ? "th" : "td",
          { scope: index === 0 ? "row" : null, class: column.numeric ? "number" : column.room || null }, content);
      }))));
  }
  function update() {
    drawHead();
    drawBody();
  }
  field.addEventListener("input", () => { filter = field.value; drawBody(); });
  onLanguage.push(update);
  update();
  return { update: drawBody };
}
