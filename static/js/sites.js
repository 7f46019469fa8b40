// The head as a way to enter sites. The boxes of the list hold what is true: the drawing shows them
// and writes into them. The page works without this file.
const form = document.getElementById("sites");
const box = (key, part) => document.getElementById(`id_${key}_${part}`);
const places = new Map([...form.querySelectorAll(".place")].map((g) => [g.dataset.place, g]));
const step = document.getElementById("step");
const bar = form.querySelector(".chosen");
const boxes = [...form.querySelectorAll(".site-table input")];
const keys = [...new Set(boxes.map((input) => input.id.slice(3, -6)))];
let chosen = "";
let before = null;
let held = false;

// As the page's language writes it: 12.5 or 12,5.
const language = document.documentElement.lang;
const written = (value) => value.toLocaleString(language, { maximumFractionDigits: 1, useGrouping: false });
const number = (text) => {
  const found = Number(text.trim().replace(",", "."));
  return Number.isFinite(found) && found > 0 ? Math.round(found * 10) / 10 : 0;
};
const read = (key) => ({ units: number(box(key, "units").value), sites: Math.floor(number(box(key, "sites").value)) });
const inWords = ({ units, sites }) => {
  if (!units) return form.dataset.nothing;
  const words = sites === 1 ? form.dataset.one : form.dataset.many;
  return words.replace("{units}", written(units)).replace("{sites}", sites);
};
const sum = () => {
  const all = keys.map(read);
  const add = (part) => Math.round(all.reduce((so, dose) => so + dose[part], 0) * 10) / 10;
  return { units: add("units"), sites: add("sites") };
};

function show() {
  for (const [key, g] of places) {
    const dose = read(key);
    g.classList.toggle("has", dose.units > 0);
    g.classList.toggle("chosen-place", key === chosen);
    g.querySelector(".units").textContent = dose.units ? written(dose.units) : "+";
    g.querySelectorAll(".spot").forEach((spot, i) => spot.classList.toggle("on", dose.units > 0 && i < dose.sites));
    g.setAttribute("aria-label", `${g.dataset.name}: ${inWords(dose)}`);
  }
  const all = sum();
  document.getElementById("sum").textContent = inWords(all);
  const says = document.getElementById("says");
  if (says) says.hidden = number(says.dataset.units) === all.units;
  if (chosen) {
    document.getElementById("chosen-name").textContent = places.get(chosen).dataset.short;
    document.getElementById("chosen-dose").textContent = inWords(read(chosen));
  }
  hold();
}

// Once something is to be saved, the total and Save stay at hand; not where letters are so large
// that they would cover the head.
function hold() {
  bar.classList.toggle("picked", held);
  if (bar.offsetHeight > innerHeight / 2) bar.classList.remove("picked");
}

function write(key, dose) {
  box(key, "units").value = dose.units ? written(dose.units) : "";
  box(key, "sites").value = dose.units ? dose.sites : "";
}

function say() {
  const total = form.dataset.together.replace("{total}", inWords(sum()));
  const place = chosen ? `${places.get(chosen).dataset.name}: ${inWords(read(chosen))}. ` : "";
  document.getElementById("announce").textContent = `${place}${total}.`;
}

function choose(key) {
  chosen = key;
  held = true;
  form.querySelector(".chosen-keys").hidden = false;
}

// One site more or less. What a site got is never guessed: without it, it is asked for.
function change(key, by) {
  const { units, sites } = read(key);
  const each = number(step.value);
  choose(key);
  if (by > 0 && !each) {
    show();
    step.focus();
    return;
  }
  const left = each && units > each ? units - each : (units * (sites - 1)) / Math.max(sites, 1);
  if (by > 0) write(key, { units: Math.round((units + each) * 10) / 10, sites: sites + 1 });
  else if (sites <= 1) write(key, { units: 0, sites: 0 });
  else write(key, { units: Math.max(0.5, Math.round(left * 10) / 10), sites: sites - 1 });
  show();
  places.get(key).scrollIntoView({ block: "nearest", behavior: "instant" });
  say();
}

const STEPS = { Enter: 1, " ": 1, ArrowUp: 1, "+": 1, ArrowDown: -1, "-": -1 };
for (const [key, g] of places) {
  g.setAttribute("role", "button");
  g.setAttribute("tabindex", "0");
  g.addEventListener("click", () => change(key, 1));
  g.addEventListener("focus", () => { choose(key); show(); });
  g.addEventListener("keydown", (event) => {
    const by = event.key === "Delete" || event.key === "Backspace" ? 0 : STEPS[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (by) change(key, by);
    else { write(key, { units: 0, sites: 0 }); show(); say(); }
  });
}
for (const button of form.querySelectorAll("[data-add]")) {
  button.addEventListener("click", () => change(chosen, Number(button.dataset.add)));
}

// Units that come out even are that many sites, until the person says otherwise.
form.addEventListener("input", (event) => {
  const [, key, part] = /^id_(.+)_(units|sites)$/.exec(event.target.id) || [];
  if (!key) return;
  if (part === "units" && (!box(key, "sites").value || box(key, "sites").dataset.even)) {
    const many = read(key).units / number(step.value);
    const even = Number.isInteger(many) && many > 0 && many <= 60;
    box(key, "sites").value = even ? many : "";
    box(key, "sites").dataset.even = "1";
  } else if (part === "sites") delete event.target.dataset.even;
  if (places.has(key)) choose(key);
  held = true;
  show();
});
form.querySelector(".site-table").addEventListener("change", say);

const fills = document.getElementById("fills");
const putBack = document.getElementById("put-back");
fills.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  event.preventDefault();
  if (button === putBack) boxes.forEach((input, i) => { input.value = before[i]; });
  else {
    before = boxes.map((input) => input.value);
    keys.forEach((key) => write(key, { units: 0, sites: 0 }));
    for (const dose of button.dataset.doses.split(" ").filter(Boolean)) {
      const [key, units, sites] = dose.split(":");
      write(key, { units: Number(units), sites: Number(sites) });
    }
  }
  held = true;
  putBack.hidden = button === putBack;
  if (button === putBack) fills.querySelector("button").focus();
  show();
  say();
});

document.getElementById("heads").classList.add("live");
for (const svg of form.querySelectorAll(".head")) svg.setAttribute("role", "group");
for (const hidden of form.querySelectorAll(".js-only")) hidden.hidden = false;
show();
