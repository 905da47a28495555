// What was read: dispatches per period, and those of them that tell events of the selection.

const OUTLETS_NAMED = 12;
let toldBy = new Map(); // place of a dispatch -> places of the reports of the selection that it holds

const monthWanted = (month) =>
  (!filters.from || month >= Number(filters.from)) && (!filters.to || month <= Number(filters.to));

function readColumn(period, unit, total, inside) {
  const label = periodLabel(period, unit);
  const telling = inside.filter((place) => toldBy.has(place));
  const told = `${number(telling.length)} ${word("tell_events")}`;
  const all = counted(total, "dispatch", "dispatches");
  const open = () =>
    showPanel(
      label,
      [node("p", { class: "counts" }, `${all} · ${told}`)],
      [...telling, ...inside.filter((place) => !toldBy.has(place))],
      dispatchEntry,
      total > inside.length ? word("unlisted_dispatches", number(total - inside.length)) : "",
    );
  const parts = [
    { value: telling.length, colour: "telling", label: `${label}: ${told}`, open },
    { value: total - telling.length, colour: "read", label: `${label}: ${all}`, open },
  ];
  return { label, total, open, telling: telling.length, parts };
}

function coverageCard(chosen, width) {
  const told = chosen.flatMap((fact) => fact.told);
  toldBy = grouped(told, (place) => reports.dispatch[place]);
  const rows = coverage.month
    .map((month, place) => ({ month, outlet: coverage.outlet[place], events: coverage.dispatches[place] }))
    .filter((row) => row.month !== null && monthWanted(row.month));
  const months = rows.map((row) => row.month);
  const unit = largest(months) - smallest(months) >= MONTHS_AT_MOST ? "year" : "month";
  const periodOfMonth = (month) => (unit === "year" ? Math.floor(month / 12) : month);
  const read = new Map(tally(rows, (row) => [periodOfMonth(row.month)]));
  const dated = dispatches.date.map((_, place) => place).filter((place) => dispatches.date[place]);
  const listed = grouped(dated, (place) => periodOfMonth(monthOf(dispatches.date[place])));
  const columns = periodsBetween([...read.keys()]).map((period) =>
    readColumn(period, unit, read.get(period) || 0, listed.get(period) || []),
  );
  const outletsRead = tally(rows, (row) => [row.outlet]).slice(0, OUTLETS_NAMED);
  const named = outletsRead.map(([outlet, count]) => [node("bdi", {}, outletName(outlet)), ` ${number(count)}   `]);
  const tableRow = (column) => [
    column.label,
    countButton(column.total, column.label, column.open),
    number(column.telling),
  ];
  return card("coverage", {
    chart: columns.length
      ? [columnChart(columns, 190, width, word("coverage")), node("p", { class: "outlets" }, named)]
      : [nothing()],
    table: () => table([word(unit), word("read_column"), word("tell_events")], columns.map(tableRow)),
    wide: true,
  });
}
