"use strict";
{
  const form = document.getElementById("filter");
  const articles = [...document.querySelectorAll("#articles article")];
  const status = form.querySelector(".status");
  const labels = [...form.querySelectorAll("[name=label]")];
  const texts = articles.map((article) => textOf(article).toLowerCase());

  function textOf(article) {
    const copy = article.querySelector(".lt-text").cloneNode(true);
    for (const spoken of copy.querySelectorAll("i")) spoken.remove();
    return `${article.querySelector("h3").textContent}\n${copy.textContent}`;
  }

  function filter() {
    const [from, to] = [form.from, form.to].map((range) => Number(range.value));
    form.lowest.value = from.toFixed(2);
    form.highest.value = to.toFixed(2);
    const wanted = form.text.value.trim().toLowerCase();
    const off = new Set(labels.filter((box) => !box.checked).map((box) => box.value));
    const narrowed = off.size > 0 || from > 0 || to < 1;
    let shown = 0, entities = 0;
    articles.forEach((article, number) => {
      let left = 0;
      for (const mark of article.querySelectorAll("mark")) {
        const score = Number(mark.dataset.s);
        const on = !off.has(mark.dataset.n) && score >= from && score <= to;
        mark.classList.toggle("off", !on);
        left += on;
      }
      article.hidden = !texts[number].includes(wanted) || (narrowed && left === 0);
      if (!article.hidden) { shown += 1; entities += left; }
    });
    status.textContent = `${shown} of ${articles.length} documents, ${entities} entities`;
    document.body.classList.toggle("names", form.names.checked);
    showHits(wanted);
  }

  function showHits(wanted) {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete("hits");
    if (!wanted) return;
    const ranges = [];
    for (const article of articles.filter((each) => !each.hidden)) {
      const walker = document.createTreeWalker(article.querySelector(".lt-text"), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node && ranges.length < 2000; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length || node.parentNode.localName === "i") continue;
        for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("hits", new Highlight(...ranges));
  }

  function cell(kind, text) {
    const element = document.createElement(kind);
    element.textContent = text;
    return element;
  }

  function tableOf(article) {
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    for (const name of ["Entity", "Label", "Score", "Start", "End", "Concept"]) {
      const column = cell("th", name);
      column.scope = "col";
      head.append(column);
    }
    const body = table.createTBody();
    for (const mark of article.querySelectorAll("mark")) {
      const { n, s, o, c } = mark.dataset;
      const text = mark.firstChild.data;
      const name = cell("th", text);
      name.scope = "row";
      name.className = "words";
      body.insertRow().append(name, ...[n, Number(s).toFixed(2), o, Number(o) + [...text].length, c || "–"].map((value) => cell("td", value)));
    }
    return table;
  }

  for (const article of articles.filter((each) => each.querySelector("mark"))) {
    const details = document.createElement("details");
    details.append(cell("summary", "Entities as a table"));
    details.addEventListener("toggle", () => {
      if (details.childElementCount > 1) return;
      const region = document.createElement("div");
      Object.assign(region, { className: "scroll", tabIndex: 0, role: "region" });
      region.setAttribute("aria-label", `Entities of ${article.querySelector("h3").textContent}`);
      region.append(tableOf(article));
      details.append(region);
    });
    article.append(details);
  }

  for (const mention of document.querySelectorAll(".find")) {
    const wanted = mention.textContent;
    if (!texts.some((text) => text.includes(wanted.toLowerCase()))) continue;
    const button = cell("button", "");
    button.type = "button";
    button.title = "Show the documents of the page with this text";
    button.append(...mention.childNodes);
    button.addEventListener("click", () => {
      form.reset();
      form.text.value = wanted;
      filter();
      document.getElementById("documents").scrollIntoView();
      form.text.focus({ preventScroll: true });
    });
    mention.append(button);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.hidden = false;
  filter();
}
