// Headline, cards in order, switches of language and light; draws everything anew when a filter or the width changes.

const asTable = new Set();

function nothing() {
  return node("p", { class: "nothing" }, word(facts.length ? "nothing" : "no_events"));
}

// chart: elements; table: function that makes the same numbers as a table, if the chart is not one already
function card(name, { chart, table: rows = null, tools = [], subtitle = null, note = null, wide = false }) {
  const flat = rows && asTable.has(name);
  const flip = () => {
    if (!asTable.delete(name)) asTable.add(name);
    render();
  };
  const key = `${name}_note`;
  return node(
    "section",
    { class: `card${wide ? " wide" : ""}`, id: `card-${name}`, "aria-labelledby": `head-${name}` },
    node(
      "header",
      {},
      node("h2", { id: `head-${name}` }, word(name)),
      node(
        "span",
        { class: "card-tools" },
        tools,
        rows
          ? node(
              "button",
              {
                type: "button",
                class: "flip",
                id: `flip-${name}`,
                "aria-pressed": String(Boolean(flat)),
                onclick: flip,
              },
              word(flat ? "chart" : "table"),
            )
          : null,
      ),
    ),
    node("p", { class: "what" }, subtitle || (data.words[key] ? word(key) : "")),
    flat ? rows() : chart,
    note ? node("p", { class: "note" }, note) : null,
  );
}

const scroll = (id) => () => {
  document.getElementById(id).scrollIntoView();
  document.querySelector(`#${id} button`)?.focus({ preventScroll: true });
};

// The charts by name, so that none has to be looked for.
function contents() {
  const list = document.getElementById("contents");
  list.setAttribute("aria-label", word("contents"));
  list.replaceChildren(
    ...[...document.querySelectorAll(".card")].map(({ id }) =>
      node(
        "button",
        { type: "button", id: `to-${id}`, onclick: scroll(id) },
        document.querySelector(`#${id} h2`).textContent,
      ),
    ),
  );
}

function headline(chosen) {
  const metCountries = tally(chosen, shownCountries),
    metParties = tally(chosen, shownParties);
  const listed = chosen.filter((fact) => fact.place >= 0);
  const tellers = [
    ...new Set(listed.flatMap((fact) => fact.told.map((place) => dispatches.outlet[reports.dispatch[place]]))),
  ].filter((outlet) => outlet >= 0);
  const all = () => openPanel(word("evidence"), chosen);
  return [
    [sum(chosen, (fact) => fact.events), "event", "events", all],
    [sum(chosen, (fact) => fact.reports), "report", "reports", all],
    [metCountries.length, "country_one", "countries", scroll("card-top_countries")],
    [metParties.length, "party_one", "parties", scroll("card-top_parties")],
    ...(listed.length === chosen.length ? [[tellers.length, "outlet_one", "outlets", scroll("card-coverage")]] : []), // of sums nobody knows
  ].map(([value, one, many, open]) =>
    node(
      "button",
      { type: "button", class: "figure", id: `figure-${many}`, onclick: open },
      node("strong", {}, number(value)),
      node("span", {}, word(value === 1 ? one : many)),
    ),
  );
}

function notes() {
  const rest = sum(facts.slice(listedCount), (fact) => fact.events);
  const coarse = `coarse_${data.about.grain}`;
  return rest ? [word("unlisted", number(rest)), data.words[coarse] ? word(coarse) : ""].join(" ") : "";
}

function words() {
  document.documentElement.lang = lang ? "zh-Hans" : "en";
  document.title = `Partywire: ${word("title")}`;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  document.getElementById("subtitle").textContent = word(
    "subtitle",
    partyName(ownParty),
    number(data.about.dispatches),
    number(data.about.outlets),
  );
  document.getElementById("footer").textContent = word(
    "footer",
    data.about.run,
    data.about.finished,
    data.about.code,
    data.about.reference,
  );
  document.getElementById("language").textContent = word("language");
  document.getElementById("theme").textContent = "◐";
  document.getElementById("theme").setAttribute("aria-label", word("theme"));
}

function render() {
  const chosen = selected();
  const focused = document.activeElement?.id;
  const cards = document.getElementById("cards");
  const full = Math.max(280, cards.clientWidth - 2 * cardPadding());
  const half = cards.clientWidth >= 900 ? Math.floor((cards.clientWidth - 20) / 2) - 2 * cardPadding() : full;
  words();
  renderFilters();
  renderChips();
  document.getElementById("numbers").replaceChildren(...headline(chosen));
  document.getElementById("notes").textContent = notes();
  cards.replaceChildren(
    mapCard(chosen, full),
    countryCard(chosen),
    partyCard(chosen),
    ...(Object.keys(data.relations).length ? [bareCard(chosen)] : []),
    timeCard(chosen, full),
    heatCard(chosen),
    networkCard(chosen, half),
    claimsCard(chosen, half),
    coverageCard(chosen, full),
  );
  contents();
  for (const grid of cards.querySelectorAll(".scroll:has(.heat)")) grid.scrollLeft = grid.scrollWidth; // the latest years first
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.body.dataset.ready = "yes";
}

const cardPadding = () => (window.innerWidth < 600 ? 14 : 22);

function switchTheme() {
  const dark =
    getComputedStyle(document.documentElement).colorScheme === "dark" ||
    (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  document.getElementById("theme").setAttribute("aria-pressed", String(!dark));
}

document.getElementById("theme").addEventListener("click", switchTheme);
document.getElementById("language").addEventListener("click", () => {
  lang = 1 - lang;
  writeAddress();
  render();
});
document.getElementById("panel").addEventListener("click", (event) => {
  if (event.target.id === "panel") closePanel();
});
document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("hashchange", () => {
  readAddress();
  render();
});
let drawnWidth = window.innerWidth;
window.addEventListener("resize", () => {
  if (window.innerWidth !== drawnWidth) {
    drawnWidth = window.innerWidth;
    render();
  }
});
readAddress();
render();
