/**
 * Makes the desk for Fachredaktion nicer where there is script: the tree can be dragged, inputs that do not matter are
 * hidden, and the preview shows what is typed before it is saved. Every page works without.
 */

// — Inputs that depend on others ————————————————————————————————————————————

/** `art=choice,select`: shown where one of the inputs named `art` has one of these values. */
function showDependents(): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-shown-by]")) {
    const [name = "", values = ""] = (part.dataset.shownBy ?? "").split("=");
    const named = document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(`[name="${CSS.escape(name)}"]`);
    const chosen = [...named].find((input) => input instanceof HTMLSelectElement || input.checked);
    part.hidden = chosen !== undefined && !values.split(",").includes(chosen.value);
  }
}

/** Further comparisons come up one after the other. */
function showTerms(): void {
  for (const term of document.querySelectorAll<HTMLElement>("[data-extra-term]")) {
    const before = term.previousElementSibling?.querySelector("select");
    term.hidden = before === null || before === undefined || before.value === "";
  }
}

showDependents();
showTerms();
document.addEventListener("change", () => {
  showDependents();
  showTerms();
});

// — Preview ————————————————————————————————————————————————————————————————

const preview = document.querySelector<HTMLElement>("[data-preview]");
const frame = document.querySelector<HTMLIFrameElement>("[data-preview-frame]");
const size = document.querySelector<HTMLElement>("[data-preview-size]");
if (preview !== null && size !== null) {
  size.hidden = false;
  size.addEventListener("change", () => {
    const wide = size.querySelector<HTMLInputElement>("input:checked")?.value === "schreibtisch";
    preview.classList.toggle("preview--wide", wide);
  });
}

const live = document.querySelector<HTMLElement>("[data-live]");
const form = live?.querySelector("form");
if (frame !== null && live !== null && form !== null && form !== undefined) {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const refresh = async (): Promise<void> => {
    const turn = ++asked;
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    try {
      const answer = await fetch(live.dataset.live as string, { method: "POST", body: fields });
      if (answer.ok && turn === asked) frame.srcdoc = await answer.text();
    } catch {
      // Without network the preview stays as it was.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 600);
  });
}

// — Dragging in the tree ———————————————————————————————————————————————————

const tree = document.querySelector<HTMLElement>("[data-tree]");
const treeForm = tree?.closest("form");
if (tree !== null && treeForm !== null && treeForm !== undefined) {
  const container = treeForm.querySelector<HTMLInputElement>("[data-drop-container]");
  const place = treeForm.querySelector<HTMLInputElement>("[data-drop-index]");
  let dragged: HTMLElement | undefined;
  const marks = ["drop-before", "drop-after", "drop-into"] as const;
  const unmark = () => {
    for (const marked of tree.querySelectorAll(marks.map((mark) => `.${mark}`).join()))
      marked.classList.remove(...marks);
  };
  for (const item of tree.querySelectorAll<HTMLElement>("[data-address]")) {
    // Pages keep their order by the buttons: a page that is dragged by mistake is a whole form in disorder.
    item.draggable = (item.dataset.address ?? "").includes("/");
  }
  tree.addEventListener("dragstart", (event) => {
    if (!(event.target instanceof HTMLElement)) return;
    dragged = event.target.closest<HTMLElement>("[data-address]") ?? undefined;
    dragged?.classList.add("is-dragged");
    event.dataTransfer?.setData("text/plain", dragged?.dataset.address ?? "");
  });
  tree.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = undefined;
    unmark();
  });

  /** Where it would land: before, after, or at the end inside of a page or group. */
  const landing = (event: DragEvent): { item: HTMLElement; how: (typeof marks)[number] } | undefined => {
    if (dragged === undefined || !(event.target instanceof Element)) return undefined;
    const item = event.target.closest<HTMLElement>("[data-address]");
    if (item === null || item === dragged || dragged.contains(item)) return undefined;
    const row = item.querySelector(".tree__row")?.getBoundingClientRect();
    if (row === undefined) return undefined;
    const part = (event.clientY - row.top) / row.height;
    const holds = item.querySelector(":scope > .tree__list") !== null;
    if (!(item.dataset.address ?? "").includes("/")) return { item, how: "drop-into" };
    if (part < (holds ? 0.3 : 0.5)) return { item, how: "drop-before" };
    return { item, how: holds && part < 0.8 ? "drop-into" : "drop-after" };
  };
  tree.addEventListener("dragover", (event) => {
    const to = landing(event);
    unmark();
    if (to === undefined) return;
    event.preventDefault();
    to.item.classList.add(to.how);
  });
  tree.addEventListener("drop", (event) => {
    const to = landing(event);
    if (to === undefined || dragged === undefined || container === null || place === null) return;
    event.preventDefault();
    const list =
      to.how === "drop-into" ? to.item.querySelector<HTMLElement>(":scope > .tree__list") : to.item.parentElement;
    if (list === null) return;
    const siblings = [...list.children];
    const at = siblings.indexOf(to.item);
    container.value = list.dataset.container ?? "";
    place.value = String(to.how === "drop-into" ? siblings.length : to.how === "drop-before" ? at : at + 1);
    const radio = dragged.querySelector<HTMLInputElement>('input[name="ort"]');
    if (radio !== null) radio.checked = true;
    const action = document.createElement("input");
    action.type = "hidden";
    action.name = "_aktion";
    action.value = "verschieben";
    treeForm.append(action);
    treeForm.requestSubmit();
  });
}
