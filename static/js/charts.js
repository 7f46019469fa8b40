// Touching a picture shows the numbers it is drawn from, which stand in the table below it. The
// page works without this file.
const MOST = 4;
const texts = (cells) => [...cells].map((cell) => cell.textContent.trim());

// What the table says of each mark: of its row, or of its column where the marks are columns.
function sayings(table, lines) {
  const heads = texts(table.tHead.rows[0].cells);
  const rows = [...table.tBodies[0].rows].map((row) => texts(row.cells));
  const say = (name, parts, most = MOST) =>
    [name, ...parts.filter(([, value]) => value && value !== "–").slice(0, most).map((part) => part.join(": "))].join(" · ");
  if (lines === "columns") {
    return heads.slice(1).map((name, i) => say(name, rows.map((row) => [row[0], row[i + 1]]), rows.length));
  }
  return rows.map((row) => say(row[0], row.slice(1).map((value, i) => [heads[i + 1], value])));
}

function prepare(figure) {
  const line = figure.querySelector(".touched");
  const hits = [...figure.querySelectorAll(".hits")];
  const table = figure.querySelector("table");
  if (!line || !hits.length || !table) return;
  const said = sayings(table, hits[0].dataset.lines);
  // Room for the longest is kept from the start, so that nothing below moves.
  const room = document.createElement("span");
  const now = document.createElement("span");
  room.className = "room";
  room.setAttribute("aria-hidden", "true");
  room.textContent = said.reduce((most, each) => (each.length > most.length ? each : most), "");
  now.textContent = line.textContent;
  line.replaceChildren(room, now);
  line.hidden = false;
  function show(event) {
    const mark = event.target.closest(".hits path");
    if (!mark) return;
    const index = [...mark.parentNode.children].indexOf(mark);
    now.textContent = said[index] || "";
    figure.querySelectorAll(".touched-mark").forEach((old) => old.classList.remove("touched-mark"));
    hits.forEach((form) => form.children[index].classList.add("touched-mark"));
  }
  figure.addEventListener("pointerdown", show);
  figure.addEventListener("pointerover", show);
}

document.querySelectorAll(".figure").forEach(prepare);
