import { copyButtons } from "./parts/copy.ts";
import { focusErrors, sendOnce } from "./parts/forms.ts";
import { rollToCurrent } from "./parts/rolled.ts";

focusErrors();
sendOnce();
copyButtons();

rollToCurrent(".side__groups, .tabs");

const active = "data-row-active";

function rows(): HTMLTableRowElement[] {
  return [...document.querySelectorAll<HTMLTableRowElement>("table[data-rows] tbody tr")];
}

/** The row that was reached by key, or the one the focus is in. */
function activeRow(): HTMLTableRowElement | undefined {
  return rows().find((row) => row.hasAttribute(active)) ?? rows().find((row) => row.contains(document.activeElement));
}

function move(by: number): void {
  const all = rows();
  const current = activeRow();
  const at = current === undefined ? (by > 0 ? -1 : all.length) : all.indexOf(current);
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  if (next === undefined) return;
  for (const row of all) row.removeAttribute(active);
  next.setAttribute(active, "");
  next.querySelector<HTMLElement>("a[href]")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// Single keys can be turned off: speech input and slips of the hand set them off (WCAG 2.1.4).
const stored = "klickamt-keys";
const dialog = document.querySelector<HTMLDialogElement>("#tasten");
const keysOn = document.querySelector<HTMLInputElement>("[data-keys-on]");
const helpButton = document.querySelector<HTMLButtonElement>("[data-keys-help]");
if (keysOn !== null) {
  keysOn.checked = localStorage.getItem(stored) !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem(stored, keysOn.checked ? "on" : "off"));
}
if (helpButton !== null) {
  helpButton.hidden = false;
  helpButton.addEventListener("click", () => dialog?.showModal());
}

const palette = document.querySelector<HTMLDialogElement>("#springen");
const wanted = palette?.querySelector("input");
const jumpButton = document.querySelector<HTMLButtonElement>("[data-jump]");
const places = [...(palette?.querySelectorAll<HTMLAnchorElement>("[data-places] a") ?? [])];
const shownPlaces = () => places.filter((place) => place.closest("li")?.hidden === false);

function jump(): void {
  if (palette === null || wanted === null || wanted === undefined) return;
  if (document.querySelector("dialog[open]") !== null) return;
  wanted.value = "";
  filterPlaces();
  palette.showModal();
  wanted.focus();
}

function filterPlaces(): void {
  const typed = wanted?.value.trim().toLowerCase() ?? "";
  for (const place of places) {
    const item = place.closest("li");
    if (item !== null) item.hidden = !(place.textContent ?? "").toLowerCase().includes(typed);
  }
}

if (palette !== null && jumpButton !== null) {
  jumpButton.hidden = false;
  jumpButton.addEventListener("click", jump);
  wanted?.addEventListener("input", filterPlaces);
  palette.addEventListener("click", (event) => {
    if (event.target === palette) palette.close();
  });
  palette.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const stops: HTMLElement[] = [...(wanted === undefined || wanted === null ? [] : [wanted]), ...shownPlaces()];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus();
  });
}
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  jump();
});

const keys: Record<string, () => void> = {
  j: () => move(1),
  k: () => move(-1),
  Enter: () => activeRow()?.querySelector<HTMLElement>("a[href]")?.click(),
  x: () => activeRow()?.querySelector<HTMLElement>("input[type=checkbox]")?.click(),
  "/": () => document.querySelector<HTMLElement>("[data-search]")?.focus(),
  "?": () => dialog?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (keysOn?.checked === false) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (document.querySelector("dialog[open]") !== null) return;
  const { target } = event;
  if (target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null) return;
  // Enter on something that has the focus belongs to that.
  if (event.key === "Enter" && target instanceof Element && target.closest("a, button, summary") !== null) return;
  const act = keys[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
});

// The mark follows the focus when it leaves by another way.
document.addEventListener("focusin", (event) => {
  for (const row of rows()) {
    if (row.hasAttribute(active) && !(event.target instanceof Node && row.contains(event.target)))
      row.removeAttribute(active);
  }
});
