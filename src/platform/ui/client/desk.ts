import { copyButtons } from "./parts/copy.ts";
import { focusErrors, sendOnce } from "./parts/forms.ts";

focusErrors();
sendOnce();
copyButtons();

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
