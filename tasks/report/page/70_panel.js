// From a number to its sentences: the panel that every bar, cell and tile opens.

const PAGE_OF_EVENTS = 40;

// heading: what was clicked; chosen: the facts; only: the filters that show nothing else, or null
function openPanel(heading, chosen, only = null) {
  const listed = chosen.filter((fact) => fact.place >= 0).sort((a, b) => a.place - b.place);
  const told = new Set(listed.flatMap((fact) => fact.told.map((place) => reports.dispatch[place])));
  const body = [
    node(
      "p",
      { class: "counts" },
      [
        counted(
          sum(chosen, (fact) => fact.events),
          "event",
          "events",
        ),
        counted(
          sum(chosen, (fact) => fact.reports),
          "report",
          "reports",
        ),
        ...(listed.length === chosen.length ? [counted(told.size, "dispatch", "dispatches")] : []),
      ].join(" · "),
    ),
  ];
  if (only)
    body.push(
      node(
        "button",
        {
          type: "button",
          class: "only",
          onclick: () => {
            closePanel();
            choose(only);
          },
        },
        word("only_this"),
      ),
    );
  const rest = sum(
    chosen.filter((fact) => fact.place < 0),
    (fact) => fact.events,
  );
  showPanel(heading, body, listed, eventEntry, rest ? word("unlisted", number(rest)) : "");
}

// A page of entries at a time, so that thousands open at once.
function showPanel(heading, body, items, entry, note) {
  const panel = document.getElementById("panel");
  const list = node("ol", { class: "entries" });
  const more = node("button", { type: "button", class: "more" });
  const addPage = () => {
    const from = list.childElementCount;
    list.append(...items.slice(from, from + PAGE_OF_EVENTS).map(entry));
    const left = items.length - list.childElementCount;
    more.hidden = !left;
    more.textContent = word("more", number(Math.min(left, PAGE_OF_EVENTS)));
  };
  more.addEventListener("click", () => {
    const from = list.childElementCount;
    addPage();
    list.children[from]?.querySelector("h3")?.focus();
  });
  panel.replaceChildren(
    node(
      "header",
      {},
      node("h2", { id: "panel-title", tabindex: "-1" }, node("bdi", {}, heading)),
      node("button", { type: "button", class: "close", "aria-label": word("close"), onclick: closePanel }, "×"),
    ),
    node("div", { class: "body" }, body, list, more, note ? node("p", { class: "note" }, note) : null),
  );
  addPage();
  panel.showModal();
  panel.querySelector(".body").scrollTop = 0;
  document.getElementById("panel-title").focus();
}

function closePanel() {
  document.getElementById("panel").close();
}

function sideName(side) {
  const told = new Set(
    side
      .map((member) => member[1])
      .filter((party) => party >= 0)
      .map((party) => parties[party][4]),
  );
  const names = side.map(([country, party]) =>
    party >= 0 ? partyName(party) : country >= 0 && !told.has(country) ? countryName(country) : "",
  );
  return [...new Set(names)].filter(Boolean).join(", ");
}

// A list's entry: heading, what is said, and how to trace it further.
const entry = (heading, id, ...said) =>
  node(
    "li",
    { class: "entry" },
    node("h3", { tabindex: "-1" }, heading),
    said,
    node("p", { class: "trace" }, command(`partywire trace ${id}`)),
  );

function eventEntry(fact) {
  const sides = fact.sides.map(sideName).filter(Boolean);
  const missing = fact.reports - fact.told.length;
  return entry(
    [
      node("time", {}, fact.date || word("undated")),
      node("span", { class: `type type-${colourOf(fact.type)}` }, word(types[fact.type])),
      fact.where ? node("bdi", { class: "place" }, fact.where) : null,
    ],
    fact.id,
    node(
      "p",
      { class: "sides" },
      sides.map((side, place) => [
        place ? node("span", { class: "and", "aria-hidden": "true" }, " — ") : "",
        node("bdi", {}, side),
      ]),
    ),
    fact.bare.length
      ? node(
          "p",
          { class: "bare" },
          fact.bare
            .map(
              (country) =>
                `${countryName(country)}: ${word("relations_since").toLowerCase()} ${relationsText(country)}`,
            )
            .join("; "),
        )
      : null,
    reportEntries(fact.told),
    missing > 0 ? node("p", { class: "note" }, word("unlisted_reports", missing, fact.id)) : null,
  );
}

// Reports in the same words are shown once, with all dispatches that have them.
function reportEntries(places) {
  const alike = new Map();
  for (const place of places) {
    const words = `${reports.sentence[place]}\n${reports.marks[place]}`;
    alike.set(words, [...(alike.get(words) || []), place]);
  }
  return [...alike.values()].map((same) =>
    node(
      "blockquote",
      { dir: "auto" },
      marked(reports.sentence[same[0]], reports.marks[same[0]]),
      [...new Set(same.map((place) => reports.dispatch[place]))].map(source),
    ),
  );
}

// Python counts code points, JavaScript UTF-16 units: the text is taken apart by code points.
function marked(text, spans) {
  const points = [...text];
  const parts = [];
  let at = 0;
  for (const [start, end] of spans) {
    if (start < at) continue;
    parts.push(points.slice(at, start).join(""), node("mark", {}, points.slice(start, end).join("")));
    at = end;
  }
  return node("p", {}, parts, points.slice(at).join(""));
}

function source(place) {
  if (place < 0) return null;
  const url = dispatches.url[place];
  const title = node("bdi", {}, dispatches.title[place] || word("source"));
  return node(
    "footer",
    {},
    [outletName(dispatches.outlet[place]), dispatches.date[place] || word("undated")].join(" · "),
    " · ",
    /^https?:\/\//i.test(url) ? node("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, title) : title,
  );
}

function command(text) {
  const said = node("span", { class: "said", role: "status" });
  const copy = () =>
    navigator.clipboard?.writeText(text).then(
      () => {
        said.textContent = word("copied");
      },
      () => {},
    );
  return [
    node("code", {}, text),
    node(
      "button",
      { type: "button", class: "copy", "aria-label": `${word("copy")}: ${text}`, onclick: copy },
      word("copy"),
    ),
    said,
  ];
}

function claimEntry(place) {
  return entry(
    [node("time", {}, claims.date[place]), node("bdi", { class: "place" }, claims.subject[place])],
    claims.id[place],
    node("p", { class: "sides" }, claimText(place) + observedText(place)),
    node(
      "blockquote",
      { dir: "auto" },
      marked(claims.sentence[place], claims.marks[place]),
      source(claims.dispatch[place]),
    ),
  );
}

const claimText = (place) =>
  [
    claims.comparator[place] === "=" ? "" : claims.comparator[place],
    number(claims.low[place]) + (claims.high[place] ? `–${number(claims.high[place])}` : ""),
    claims.unit[place],
  ]
    .filter(Boolean)
    .join(" ");

// Dispatches of a period and the events of the selection that they tell.
function dispatchEntry(place) {
  const chosen = toldBy.get(place) || [];
  return entry(
    node("time", {}, dispatches.date[place] || word("undated")),
    dispatches.id[place],
    chosen.length ? reportEntries(chosen) : node("blockquote", { dir: "auto" }, source(place)),
  );
}
