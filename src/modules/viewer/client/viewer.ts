/** The page of a Dokument and its disclosures work without this: it adds keys, drawing and looking again. */

// The switch for single keys is the desk's own (WCAG 2.1.4).
const keysOn = (): boolean => localStorage.getItem("klickamt-keys") !== "off";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (!keysOn() || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]") !== null) return;
  const way = { n: "next", p: "prev" }[event.key];
  if (way === undefined) return;
  const link = document.querySelector<HTMLAnchorElement>(`.viewer__around a[rel="${way}"]`);
  if (link === null) return;
  event.preventDefault();
  link.click();
});

const percent = (part: number): string => String(Math.round(part * 10_000) / 100).replace(".", ",");

function barOn(page: SVGSVGElement): SVGRectElement {
  const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  bar.setAttribute("class", "viewer__mark viewer__mark--new");
  page.append(bar);
  return bar;
}

/** What is typed is seen at once: lines that are no bar yet are left out. */
function showTyped(page: SVGSVGElement, lines: HTMLTextAreaElement): void {
  const { width, height } = page.viewBox.baseVal;
  for (const bar of page.querySelectorAll(".viewer__mark--new")) bar.remove();
  for (const line of lines.value.split("\n")) {
    const parts = line
      .trim()
      .split(/[\s;]+/)
      .map((part) => Number(part.replace(",", ".").replace(/%$/, "")) / 100);
    const [x, y, across, down] = parts as [number, number, number, number];
    if (parts.length !== 4 || !parts.every((part) => part >= 0) || across === 0 || down === 0) continue;
    const bar = barOn(page);
    bar.setAttribute("x", String(x * width));
    bar.setAttribute("y", String(y * height));
    bar.setAttribute("width", String(across * width));
    bar.setAttribute("height", String(down * height));
  }
}

/** Bars drawn on the page become lines of the field that says them. */
function drawOn(page: SVGSVGElement, lines: HTMLTextAreaElement): void {
  const at = (event: PointerEvent): { x: number; y: number } => {
    const room = page.getBoundingClientRect();
    const within = (part: number) => Math.min(1, Math.max(0, part));
    return { x: within((event.clientX - room.left) / room.width), y: within((event.clientY - room.top) / room.height) };
  };
  const { width, height } = page.viewBox.baseVal;
  let start: { x: number; y: number } | undefined;
  let bar: SVGRectElement | undefined;
  page.classList.add("viewer__draw--on");
  page.addEventListener("pointerdown", (event) => {
    // A finger rolls the page; who has nothing else chooses words or writes the bar down.
    if (event.button !== 0 || event.pointerType === "touch") return;
    event.preventDefault();
    start = at(event);
    bar = barOn(page);
    page.setPointerCapture(event.pointerId);
  });
  const boxTo = (end: { x: number; y: number }) => {
    const from = start ?? end;
    return {
      x: Math.min(from.x, end.x),
      y: Math.min(from.y, end.y),
      width: Math.abs(from.x - end.x),
      height: Math.abs(from.y - end.y),
    };
  };
  page.addEventListener("pointermove", (event) => {
    if (bar === undefined) return;
    const box = boxTo(at(event));
    bar.setAttribute("x", String(box.x * width));
    bar.setAttribute("y", String(box.y * height));
    bar.setAttribute("width", String(box.width * width));
    bar.setAttribute("height", String(box.height * height));
  });
  const end = (event: PointerEvent, kept: boolean): void => {
    const box = boxTo(at(event));
    if (kept && bar !== undefined && box.width > 0.002 && box.height > 0.002) {
      const line = [box.x, box.y, box.width, box.height].map(percent).join(" ");
      lines.value = `${lines.value.trim()}\n${line}`.trim();
    } else bar?.remove();
    start = undefined;
    bar = undefined;
  };
  page.addEventListener("pointerup", (event) => end(event, true));
  page.addEventListener("pointercancel", (event) => end(event, false));
  lines.addEventListener("input", () => showTyped(page, lines));
}

for (const page of document.querySelectorAll<SVGSVGElement>("svg[data-draw]")) {
  const lines = document.querySelector<HTMLTextAreaElement>(`textarea[name="${page.dataset["draw"]}"]`);
  if (lines !== null) drawOn(page, lines);
  for (const hint of document.querySelectorAll<HTMLElement>("[data-draw-hint]")) hint.hidden = false;
}

const waiting = document.querySelector<HTMLElement>("[data-until-ready]");
if (waiting !== null) {
  const look = async (): Promise<void> => {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        const still = fresh.querySelector("[data-until-ready]");
        if (still === null) return location.reload();
        waiting.replaceChildren(...[...still.childNodes].map((node) => document.importNode(node, true)));
      }
    } catch {
      // No network just now: looked at again.
    }
    setTimeout(() => void look(), 2000);
  };
  setTimeout(() => void look(), 1500);
}
