// Columns over time: events by type, and what was read.

const COLOURS = 9; // types with a colour of their own; the rarer ones share the last
const typeOrder = tally(facts, (fact) => [fact.type]).map(([type]) => type);
const colourOf = (type) => Math.min(Math.max(typeOrder.indexOf(type), 0), COLOURS);
const MONTHS_AT_MOST = 48; // beyond that, columns are years unless a person asks for months
let unitWanted = "";

function unitOf(chosen) {
  if (unitWanted) return unitWanted;
  const months = chosen.map((fact) => fact.month).filter((month) => month !== null);
  if (!months.length) return "year";
  return largest(months) - smallest(months) < MONTHS_AT_MOST &&
    sum(chosen, (fact) => (fact.month === null ? fact.events : 0)) === 0
    ? "month"
    : "year";
}

const periodOf = (fact, unit) => (unit === "month" ? fact.month : fact.year);
const periodLabel = (period, unit) => (unit === "month" ? monthLabel(period) : String(period));
const periodFilter = (period, unit) =>
  unit === "month"
    ? { from: String(period), to: String(period) }
    : { from: String(period * 12), to: String(period * 12 + 11) };

// columns: one object per period with label, open, total and parts [{value, colour, label, open}], bottom first
function columnChart(columns, height, width, label) {
  const left = 34,
    bottom = 22,
    top = 8;
  const scale = ticks(Math.max(1, largest(columns.map((column) => column.total))));
  const most = scale[scale.length - 1];
  const step = (width - left) / columns.length;
  const bar = Math.min(step * 0.78, 46);
  const y = (value) => top + (height - top - bottom) * (1 - value / most);
  const every = Math.max(1, Math.ceil((largest(columns.map((column) => column.label.length)) * 7 + 8) / step));
  const drawing = shape(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, class: "drawing", role: "group", "aria-label": label },
    scale.map((value) =>
      shape(
        "g",
        { class: "axis", "aria-hidden": "true" },
        shape("line", { x1: left, x2: width, y1: y(value), y2: y(value) }),
        shape("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, number(value)),
      ),
    ),
    columns.map((column, place) => {
      const x = left + place * step + (step - bar) / 2;
      let base = 0;
      const parts = column.parts
        .filter((part) => part.value)
        .map((part) => {
          const drawn = shape(
            "rect",
            {
              x,
              width: bar,
              y: y(base + part.value),
              height: Math.max(0.5, y(base) - y(base + part.value)),
              class: `fill-${part.colour}`,
              onclick: (event) => {
                event.stopPropagation();
                part.open();
              },
            },
            shape("title", {}, part.label),
          );
          base += part.value;
          return drawn;
        });
      return [
        column.total
          ? mark(
              "g",
              `${column.label}: ${number(column.total)}`,
              column.open,
              {},
              shape("rect", {
                x: left + place * step,
                width: step,
                y: top,
                height: height - top - bottom,
                class: "hit",
              }),
              parts,
            )
          : null,
        place % every === 0
          ? shape(
              "text",
              { x: x + bar / 2, y: height - 6, "text-anchor": "middle", class: "tick", "aria-hidden": "true" },
              column.label,
            )
          : null,
      ];
    }),
  );
  return roving(drawing);
}

// All periods from the first to the last, so that gaps show as gaps.
function periodsBetween(periods) {
  if (!periods.length) return [];
  const first = smallest(periods);
  return Array.from({ length: largest(periods) - first + 1 }, (_, place) => first + place);
}

function timeCard(chosen, width) {
  const unit = unitOf(chosen);
  const dated = chosen.filter((fact) => periodOf(fact, unit) !== null);
  const by = grouped(dated, (fact) => periodOf(fact, unit));
  const shown = typeOrder.filter((type) => dated.some((fact) => fact.type === type));
  const openPart = (period, type) => () =>
    openPanel(
      `${periodLabel(period, unit)} · ${word(types[type])}`,
      by.get(period).filter((fact) => fact.type === type),
      { ...periodFilter(period, unit), type: types[type] },
    );
  const columns = periodsBetween([...by.keys()]).map((period) => {
    const inside = by.get(period) || [];
    const label = periodLabel(period, unit);
    return {
      label,
      total: sum(inside, (fact) => fact.events),
      open: () => openPanel(label, inside, periodFilter(period, unit)),
      parts: shown.map((type) => {
        const value = sum(inside, (fact) => (fact.type === type ? fact.events : 0));
        return {
          type,
          value,
          colour: colourOf(type),
          label: `${label} · ${word(types[type])}: ${value}`,
          open: openPart(period, type),
        };
      }),
    };
  });
  const undated = chosen.filter((fact) => periodOf(fact, unit) === null);
  const missing = sum(undated, (fact) => fact.events);
  const switches = ["month", "year"].map((name) =>
    node(
      "button",
      {
        type: "button",
        id: `unit-${name}`,
        "aria-pressed": String(name === unit),
        onclick: () => {
          unitWanted = name;
          render();
        },
      },
      word(name),
    ),
  );
  const legend = node(
    "ul",
    { class: "legend" },
    [...grouped(shown, colourOf)].map(([colour, alike]) =>
      node(
        "li",
        {},
        node("span", { class: `swatch back-${colour}` }),
        alike.map((type, place) => [
          node(
            "button",
            { type: "button", onclick: () => choose({ type: filters.type === types[type] ? "" : types[type] }) },
            word(types[type]) + (place < alike.length - 1 ? "," : ""),
          ),
        ]),
      ),
    ),
  );
  return card("time", {
    tools: [node("span", { class: "switch" }, switches)],
    chart: dated.length ? [legend, columnChart(columns, 250, width, word("time"))] : [nothing()],
    table: () =>
      table(
        [word(unit), ...shown.map((type) => word(types[type])), word("count_column")],
        columns
          .filter((column) => column.total)
          .map((column) => [
            column.label,
            ...column.parts.map((part) => (part.value ? countButton(part.value, part.label, part.open) : "")),
            countButton(column.total, column.label, column.open),
          ]),
      ),
    note: missing
      ? node(
          "button",
          { type: "button", class: "link", onclick: () => openPanel(word("undated"), undated) },
          word("no_date", number(missing)),
        )
      : null,
    wide: true,
  });
}
