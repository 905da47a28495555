// Elements. Text goes in as text only: nothing of a dispatch is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "vars")
      for (const [key, setting] of Object.entries(value)) element.style.setProperty(key, setting);
    else element.setAttribute(name, value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined));
  return element;
}

const node = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const shape = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

// A mark of a drawing that opens something: a button to assistive technology, its label also the tooltip.
function mark(tag, label, open, attributes = {}, ...children) {
  return shape(
    tag,
    { role: "button", tabindex: "-1", "aria-label": label, class: "mark", ...attributes, onclick: open },
    shape("title", {}, label),
    ...children,
  );
}

// One stop of the Tab key for a drawing; arrow keys go on from mark to mark, Enter or Space opens.
function roving(holder, selector = ".mark") {
  const marks = [...holder.querySelectorAll(selector)];
  if (!marks.length) return holder;
  marks[0].setAttribute("tabindex", "0");
  holder.addEventListener("keydown", (event) => {
    const here = marks.indexOf(event.target);
    if (here < 0) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = event.key === "Home" ? 0 : event.key === "End" ? marks.length - 1 : step && here + step;
    if (marks[next]) {
      marks[here].setAttribute("tabindex", "-1");
      marks[next].setAttribute("tabindex", "0");
      marks[next].focus();
      event.preventDefault();
    } else if ((event.key === "Enter" || event.key === " ") && event.target.namespaceURI === SVG) {
      event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      event.preventDefault();
    }
  });
  return holder;
}

// Round steps for an axis from 0 to at least `most`, about four of them, whole numbers.
function ticks(most) {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= rough),
  );
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, place) => place * step);
}

function table(head, rows) {
  return node(
    "div",
    { class: "scroll", tabindex: "0" },
    node(
      "table",
      { class: "plain" },
      node(
        "thead",
        {},
        node(
          "tr",
          {},
          head.map((text) => node("th", { scope: "col" }, text)),
        ),
      ),
      node(
        "tbody",
        {},
        rows.map((cells) =>
          node(
            "tr",
            {},
            cells.map((cell, place) => node(place ? "td" : "th", place ? {} : { scope: "row" }, cell)),
          ),
        ),
      ),
    ),
  );
}

const countButton = (value, label, open) =>
  node("button", { type: "button", class: "count", "aria-label": label, onclick: open }, number(value));
