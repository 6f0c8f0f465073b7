"use strict";
(() => {
  const payload = JSON.parse(document.getElementById("payload").textContent);
  const ALL = "all";
  const rowsOf = {};
  const views = new Map();

  // the way back from data.packed
  function unpack(columns) {
    const names = Object.keys(columns);
    const cells = names.map((name) => {
      const column = columns[name];
      return Array.isArray(column) ? column : column.codes.map((code) => column.values[code]);
    });
    return (cells[0] || []).map((_, row) => Object.fromEntries(names.map((name, column) => [name, cells[column][row]])));
  }
  for (const [query, columns] of Object.entries(payload.data)) rowsOf[query] = unpack(columns);

  // the way back from page.library
  async function loadLibrary() {
    const packed = Uint8Array.from(atob(document.getElementById("library").textContent), (letter) => letter.charCodeAt(0));
    const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    const script = document.createElement("script");
    script.textContent = `(()=>{${await new Response(plain).text()}})();`;
    document.head.append(script);
  }
  const library = loadLibrary();

  const chosen = () => {
    const value = (name) => document.getElementById(`filter-${name}`)?.value ?? ALL;
    return { band: value("band"), segment: value("segment"), trend: value("trend") };
  };

  // A filter that shows keeps every mark and greys out the others; one that slices changes the rows, and leaves the whole panel behind.
  function keeps(row, filters, choice) {
    return Object.entries(filters).every(([name, [column, how]]) => (how === "show" ? row[column] !== ALL : row[column] === choice[name]));
  }
  const isFaded = (row, filters, choice) =>
    Object.entries(filters).some(([name, [column, how]]) => how === "show" && choice[name] !== ALL && row[column] !== choice[name]);

  function rowsFor(place, choice) {
    const { query, where: always, filters, needs, reference } = payload.charts[place.dataset.chart];
    const where = { ...always };
    if (place.dataset.segment) Object.assign(where, { segmentation: place.dataset.segmentation, segment: place.dataset.segment });
    const candidates = rowsOf[query].filter((row) => Object.entries(where).every(([name, value]) => row[name] === value));
    const pick = (made, more) => candidates.filter((row) => keeps(row, filters, made)).map((row) => ({ ...row, faded: isFaded(row, filters, choice), ...more }));
    const rows = pick(choice, {});
    const slices = Object.entries(filters).filter(([, [, how]]) => how === "slice").map(([name]) => name);
    if (reference && slices.some((name) => choice[name] !== ALL)) {
      rows.push(...pick({ ...choice, ...Object.fromEntries(slices.map((name) => [name, ALL])) }, { reference: true }));
    }
    return needs.length === 0 || rows.some((row) => needs.some((column) => row[column])) ? rows : [];
  }

  // A chart of rows is as high as it has rows. Small multiples of one chart share the top of their scale: the largest smoothed share.
  async function settle(place, view) {
    const { spec, query, where } = payload.charts[place.dataset.chart];
    if (spec.params) {
      const { trend } = chosen();
      const shares = rowsOf[query].filter((row) => row.segmentation === where.segmentation && row.trend_id === trend);
      view.signal("top", Math.max(0.0001, ...shares.map((row) => row.smoothed_share ?? 0)) * 1.1);
    }
    await view.runAsync();
    if (spec.height.step) await view.height(spec.height.step * view.scale("y").domain().length).runAsync();
  }

  async function draw(place) {
    const data = { name: "rows", values: rowsFor(place, chosen()) };
    const { spec } = payload.charts[place.dataset.chart];
    const height = spec.height.step ?? spec.height;
    await library;
    const { view } = await window.vegaEmbed(
      place,
      { ...spec, data, width: "container", height, config: payload.config },
      { mode: "vega-lite", formatLocale: payload.numbers, renderer: "svg", actions: false, tooltip: { theme: "custom", disableDefaultStyle: true } }
    );
    views.set(place, view);
    await settle(place, view);
  }

  async function redraw(place) {
    const rows = rowsFor(place, chosen());
    place.hidden = rows.length === 0;
    if (place.nextElementSibling?.className === "empty") place.nextElementSibling.hidden = rows.length > 0;
    if (!rows.length) return;
    if (views.has(place)) await settle(place, views.get(place).data("rows", rows).resize());
    else await draw(place);
  }

  // ---------------------------------------------------------------- tables

  const printed = (value) =>
    value === null
      ? "–"
      : typeof value !== "number"
        ? String(value).replaceAll("_", " ")
        : value.toLocaleString("en", Number.isInteger(value) ? {} : { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }).replace("-", "−");

  function fillNumbers(details) {
    const name = details.dataset.numbers;
    const { columns } = payload.charts[name];
    const seen = new Set();
    const places = [...document.querySelectorAll(`.chart[data-chart="${name}"]`)];
    const rows = places.flatMap((place) => rowsFor(place, chosen())).filter((row) => {
      if (row.faded || row.reference || (row.dot ?? null) !== null) return false;
      const key = JSON.stringify(columns.map((column) => row[column]));
      return !seen.has(key) && seen.add(key);
    });
    const table = document.createElement("table");
    table.className = "sortable";
    const head = table.createTHead().insertRow();
    for (const column of columns) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.setAttribute("aria-sort", "none");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = column.replaceAll("_", " ");
      cell.append(button);
      head.append(cell);
    }
    const body = table.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      for (const column of columns) {
        const cell = line.insertCell();
        cell.dataset.value = row[column] ?? "";
        cell.textContent = printed(row[column]);
        if (typeof row[column] === "number") cell.className = "figure";
      }
    }
    details.querySelector(".scroll").replaceChildren(table);
  }

  // Unknown cells stay at the end, whichever way a table is sorted.
  function sortBy(header) {
    const table = header.closest("table");
    const column = [...header.parentNode.children].indexOf(header);
    const up = header.getAttribute("aria-sort") !== "ascending";
    for (const other of header.parentNode.children) other.setAttribute("aria-sort", "none");
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    const value = (row) => row.cells[column].dataset.value;
    const compare = (a, b) => {
      const [one, other] = [value(a), value(b)];
      if (one === "" || other === "") return (one === "") - (other === "");
      const order = Number.isNaN(Number(one)) || Number.isNaN(Number(other)) ? one.localeCompare(other, "en") : Number(one) - Number(other);
      return up ? order : -order;
    };
    table.tBodies[0].append(...[...table.tBodies[0].rows].sort(compare));
  }
  document.addEventListener("click", (event) => {
    const header = event.target.closest("table.sortable th");
    if (header && event.target.closest("button")) sortBy(header);
  });
  for (const details of document.querySelectorAll("details.numbers")) {
    details.addEventListener("toggle", () => details.open && fillNumbers(details));
  }

  // ---------------------------------------------------------------- filters

  async function filter() {
    const choice = chosen();
    const nameOf = (name) => document.getElementById(`filter-${name}`).selectedOptions[0].textContent;
    const words = ["band", "segment"].filter((name) => choice[name] !== ALL).map(nameOf);
    document.getElementById("filter-state").textContent = words.length
      ? `Chosen: ${words.join(", ")}; the rest is grey. Sentences speak of the whole panel.`
      : "Charts show the whole panel.";
    for (const name of ["band", "segment"]) {
      for (const part of document.querySelectorAll(`tr[data-${name}], .card[data-${name}]`)) {
        part.classList.toggle("faded", choice[name] !== ALL && part.dataset[name] !== choice[name]);
      }
    }
    for (const part of document.querySelectorAll(".chosen")) {
      const { filters } = payload.charts[part.closest("figure").id];
      const acting = Object.keys(filters).filter((name) => choice[name] !== ALL);
      part.textContent = acting.length ? ` Shown: ${acting.map(nameOf).join(", ")}.` : "";
    }
    for (const details of document.querySelectorAll("details.numbers[open]")) fillNumbers(details);
    for (const place of document.querySelectorAll(".chart")) await redraw(place);
  }
  const form = document.querySelector(".filters");
  form.addEventListener("change", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());

  // Charts are drawn for the screen; on paper (the columns of page.css) their letters would shrink with them.
  const paperWidth = (place) => (place.closest(".card") ? 205 : place.closest(".mini") ? 160 : place.closest(".wide, .roomy, figure:last-child:nth-child(odd)") ? 690 : 335);
  window.addEventListener("beforeprint", () => {
    for (const [place, view] of views) if (place.clientWidth > paperWidth(place)) view.width(paperWidth(place)).run();
  });
  window.addEventListener("afterprint", () => window.dispatchEvent(new Event("resize")));

  (async () => {
    form.reset();
    await filter();
    document.documentElement.dataset.drawn = "true";
  })();
})();
