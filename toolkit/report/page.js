"use strict";
// Tables that can be searched, sorted and filtered; numbers that open their sentences; pages of facts and documents to be read.
(() => {
  const parsed = (id) => JSON.parse(document.getElementById(id).textContent);
  const book = parsed("data"), words = book.words;
  const overview = document.getElementById("overview"), view = document.getElementById("view");
  const dialog = document.getElementById("quotes");

  // Text goes into the page as text only.
  function made(tag, attributes = {}, ...inner) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...inner);
    return element;
  }
  const filled = (pattern, ...values) => values.reduce((text, value, at) => text.replaceAll(`{${at}}`, value), pattern);

  // Tables.
  const shownNumber = /[−-]?[0-9][0-9,]*(?:\.[0-9]+)?/;
  function sortValue(cell, numeric) {
    const text = cell.dataset.v ?? cell.textContent.trim();
    if (!numeric && cell.dataset.v === undefined) return text;
    const found = text.match(shownNumber);
    return found ? Number(found[0].replaceAll(",", "").replace("−", "-")) : null;
  }
  const collator = new Intl.Collator(document.documentElement.lang);
  function compared(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return collator.compare(String(a), String(b));
  }
  function sortBy(table, column) {
    const head = table.tHead.rows[0].cells[column], body = table.tBodies[0];
    const order = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    const numeric = head.classList.contains("n"), sign = order === "ascending" ? 1 : -1;
    const rows = [...body.rows].map((row) => [sortValue(row.cells[column], numeric), row]);
    // What is missing stays at the end either way.
    const lacks = ([value]) => (value === null || value === "" || value === "—" ? 1 : 0);
    rows.sort((a, b) => lacks(a) - lacks(b) || sign * compared(a[0], b[0]));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    body.append(...rows.map(([, row]) => row));
  }
  function narrow(table, tools) {
    const sought = tools.querySelector("input").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = [...tools.querySelectorAll("select")].filter((select) => select.value);
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      const fits = sought.every((word) => text.includes(word));
      row.hidden = !(fits && chosen.every((select) => row.cells[select.dataset.column].textContent.trim() === select.value));
      if (!row.hidden) shown += 1;
    }
    tools.querySelector("output").textContent = filled(words.rows, shown, table.tBodies[0].rows.length);
  }
  function choiceOf(table, column) {
    const title = table.tHead.rows[0].cells[column].textContent;
    const values = [...new Set([...table.tBodies[0].rows].map((row) => row.cells[column].textContent.trim()))].filter(Boolean);
    if (values.length < 2 || values.length > 80) return null;
    const select = made("select", { "data-column": column, "aria-label": filled(words.choose, title) }, made("option", { value: "" }, title));
    select.append(...values.sort(collator.compare).map((value) => made("option", { value }, value)));
    return select;
  }
  function enliven(table) {
    if (table.dataset.live || table.tBodies[0].rows.length < 3) return;
    table.dataset.live = "1";
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (!head.textContent) return;
      const button = made("button", { type: "button", class: "sort" }, head.textContent);
      button.addEventListener("click", () => sortBy(table, column));
      head.replaceChildren(button);
    });
    if (table.tBodies[0].rows.length < 6) return;
    const search = made("input", { type: "search", placeholder: words.search, "aria-label": words.search });
    const tools = made("div", { class: "tools", role: "search" }, search);
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const select = head.dataset.choice === undefined ? null : choiceOf(table, column);
      if (select) tools.append(select);
    });
    tools.append(made("output", { "aria-live": "polite" }));
    tools.addEventListener("input", () => narrow(table, tools));
    search.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { search.value = ""; narrow(table, tools); }
    });
    table.closest(".scroll").before(tools);
    narrow(table, tools);
  }

  // Sentences behind a number.
  function quotation([number, start, length]) {
    const [documentNumber, sectionNumber, at, text] = book.quotes[number], source = book.documents[documentNumber];
    const section = book.sections[sectionNumber];
    const told = [source.title, source.year, source.place, section].filter((part) => part !== null && part !== "").join(" · ");
    const from = made("footer", {}, told);
    if (source.read) from.append(" ", made("a", { href: `#${source.read}/${at}` }, words.read));
    const marked = made("mark", {}, text.slice(start, start + length));
    return made("blockquote", {}, made("p", {}, text.slice(0, start).trimStart(), marked, text.slice(start + length)), from);
  }
  // What a number is of: the words before it in its row, and the year or the like by which rows are chosen.
  function namesOf(row, cell) {
    const heads = row.closest("table").tHead.rows[0].cells, names = [];
    for (const other of [...row.cells].slice(0, cell.cellIndex)) {
      const text = other.textContent.trim(), chosen = heads[other.cellIndex].dataset.choice !== undefined;
      const told = (chosen || !other.classList.contains("n")) && !other.querySelector("button");
      if (told && text !== "—" && !names.some((name) => name.includes(text))) names.push(text);
    }
    return names.join(" ");
  }
  function titleOf(button) {
    const row = button.closest("tr"), fact = button.closest(".facts li"), bar = button.closest(".bars li");
    if (fact) return `${button.textContent} ${fact.querySelector("span").textContent}`;
    if (bar) return `${view.querySelector("h2").textContent} ${bar.title}`;
    const named = row ? namesOf(row, button.closest("td")) : "";
    return named ? `${named}：${button.textContent}` : button.textContent;
  }
  // How many there are; of a share of a topic sentences are examples, and nothing is counted.
  function countOf(n, shown) {
    if (n === null) return filled(words.examples, shown);
    return n > shown ? filled(words.sample, n.toLocaleString(), shown) : filled(words.all, n);
  }
  function openQuotes(button) {
    const [n, spans] = book.samples[button.dataset.s];
    dialog.querySelector("h2").textContent = titleOf(button);
    const count = made("p", { class: "note" }, countOf(n, spans.length));
    dialog.querySelector("div").replaceChildren(count, ...spans.map(quotation));
    dialog.showModal();
    dialog.scrollTop = 0;
  }
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-s]");
    if (button) openQuotes(button);
  });

  // A document to be read: its text with what was found in it, and its figures in the margin.
  function pieceElement([text, kind, label, modality, year], figures) {
    if (!kind) return text;
    const told = kind === "CLAIM" ? [label, words.modality[modality], year].filter(Boolean).join(" · ") : `${words.kinds[kind]} · ${label}`;
    const element = made("mark", { class: kind, title: told }, text);
    if (kind === "CLAIM" && label) {
      element.id = `figure-${figures.length}`;
      figures.push([text, label, words.modality[modality], year, element]);
    }
    return element;
  }
  function textElement(pieces, figures) {
    const text = made("div", { class: "text" });
    let line = made("p", { "data-at": 0 }), at = 0;
    for (const piece of pieces) {
      const whole = typeof piece === "string" ? [piece] : piece;
      whole[0].split("\n").forEach((part, number) => {
        if (number) {
          at += 1;
          if (line.childNodes.length) text.append(line);
          line = made("p", { "data-at": at });
        }
        if (part) line.append(pieceElement([part, ...whole.slice(1)], figures));
        at += [...part].length;
      });
    }
    if (line.childNodes.length) text.append(line);
    return text;
  }
  function marginOf(figures) {
    const list = made("ol");
    for (const [text, label, modality, year, element] of figures) {
      const button = made("button", { type: "button" }, made("b", {}, text), ` ${label}`, made("span", {}, [modality, year].filter(Boolean).join(" ")));
      button.addEventListener("click", () => pointAt(element));
      list.append(made("li", {}, button));
    }
    return made("aside", { "aria-label": words.figures }, made("h3", {}, `${words.figures}（${figures.length}）`), list);
  }
  function pointAt(element) {
    for (const other of view.querySelectorAll(".here")) other.classList.remove("here");
    element.classList.add("here");
    element.scrollIntoView({ block: "center" });
  }
  function legend() {
    const keys = Object.entries(words.kinds).map(([kind, name]) => made("mark", { class: kind }, name));
    return made("p", { class: "legend" }, ...keys);
  }
  function reading(id, position) {
    const found = parsed(id), figures = [];
    const text = textElement(found.pieces, figures);
    const told = [found.year, found.place].filter(Boolean).join(" · ");
    const parts = [made("h2", { tabindex: -1 }, found.title), made("p", { class: "lead" }, told), legend()];
    if (found.left_out) text.append(made("p", { class: "note" }, filled(words.left_out, found.left_out.toLocaleString())));
    view.append(...parts, made("div", { class: "reader" }, text, marginOf(figures)));
    const lines = [...text.querySelectorAll("p[data-at]")].filter((line) => Number(line.dataset.at) <= position);
    if (position >= 0 && lines.length) return lines[lines.length - 1];
    return null;
  }

  // Which part is shown is told by the address, so that the way back is the browser's own.
  function route() {
    const [id, position] = decodeURIComponent(location.hash.slice(1)).split("/");
    const source = id ? document.getElementById(id) : null;
    const facts = source && source.dataset.page !== undefined;
    const inView = facts || (source && source.dataset.reading !== undefined);
    view.replaceChildren();
    view.hidden = !inView;
    overview.hidden = Boolean(inView);
    if (!inView) {
      if (source) source.scrollIntoView();
      return;
    }
    view.append(made("p", { class: "back" }, made("a", { href: `#${id.split("-")[0] === "read" ? "documents" : words.homes[id.split("-")[0]]}` }, words.back)));
    if (facts) {
      // Kept as text until it is asked for: a browser would make elements of all pages before it shows the first.
      const page = made("template");
      page.innerHTML = source.textContent;
      view.append(page.content);
      view.querySelectorAll("table").forEach(enliven);
    }
    const line = facts ? null : reading(id, position === undefined ? -1 : Number(position));
    view.querySelector("h2").focus({ preventScroll: true });
    if (line) pointAt(line);
    else view.scrollIntoView();
  }
  // What is led to stands below the navigation, however many lines this takes.
  const nav = document.querySelector("nav");
  const keepClear = () => { document.documentElement.style.scrollPaddingTop = `${nav.offsetHeight}px`; };
  window.addEventListener("resize", keepClear);
  keepClear();
  overview.querySelectorAll("table").forEach(enliven);
  document.documentElement.classList.add("live");
  window.addEventListener("hashchange", route);
  route();
})();
