import { eachElement } from "../../../platform/ui/client/parts/each-element.ts";
import { decodeStrokes, encodeStrokes, type StrokePoint, signaturePad } from "../model/signature.ts";

/**
 * Turns the fields of a signature into a pad to sign on. What is drawn goes as strokes into a hidden input; there is
 * no picture. The name with its declaration stays as the way without drawing.
 */
const words = {
  de: { strokes: (n: number) => (n === 0 ? "Das Feld ist leer." : n === 1 ? "1 Strich." : `${n} Striche.`) },
  en: { strokes: (n: number) => (n === 0 ? "The pad is empty." : n === 1 ? "1 stroke." : `${n} strokes.`) },
}[document.documentElement.lang === "en" ? "en" : "de"];

/** Points closer than this, in units of the pad, are one. */
const closest = 4;
const lineWidth = 6;

function setUp(root: HTMLElement): void {
  const canvas = root.querySelector("canvas");
  const store = root.querySelector<HTMLInputElement>("input[type=hidden]");
  const undo = root.querySelector<HTMLButtonElement>("[data-undo]");
  const clear = root.querySelector<HTMLButtonElement>("[data-clear]");
  const status = root.querySelector("[role=status]");
  const typed = root.parentElement?.querySelector<HTMLDetailsElement>("[data-signature-typed]") ?? null;
  const context = canvas?.getContext("2d") ?? null;
  if (canvas === null || context === null || store === null || undo === null || clear === null) return;
  canvas.width = signaturePad.width;
  canvas.height = signaturePad.height;

  let strokes: StrokePoint[][] = (decodeStrokes(store.value) ?? []).map((stroke) => [...stroke]);
  let current: StrokePoint[] | undefined;

  const draw = () => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    // The line to write on, with room for what hangs below it.
    context.strokeStyle = "#8a8a94";
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(40, 300);
    context.lineTo(960, 300);
    context.stroke();
    context.strokeStyle = "#000";
    context.fillStyle = "#000";
    context.lineWidth = lineWidth;
    context.lineCap = "round";
    context.lineJoin = "round";
    for (const stroke of strokes) {
      context.beginPath();
      for (const [x, y] of stroke) context.lineTo(x, y);
      context.stroke();
      const [[x, y] = [0, 0]] = stroke;
      context.beginPath();
      context.arc(x, y, lineWidth / 2, 0, 2 * Math.PI);
      context.fill();
    }
  };
  const keep = () => {
    store.value = encodeStrokes(strokes);
    store.dispatchEvent(new Event("input", { bubbles: true }));
    // Not `disabled`: the button that was just pressed would lose the focus.
    for (const button of [undo, clear]) button.ariaDisabled = strokes.length === 0 ? "true" : null;
    if (status !== null) status.textContent = words.strokes(strokes.length);
  };
  const pointOf = (event: PointerEvent): StrokePoint => {
    const box = canvas.getBoundingClientRect();
    const within = (value: number, end: number) => Math.round(Math.max(0, Math.min(end, value)));
    return [
      within(((event.clientX - box.left) / box.width) * signaturePad.width, signaturePad.width),
      within(((event.clientY - box.top) / box.height) * signaturePad.height, signaturePad.height),
    ];
  };
  const add = (event: PointerEvent) => {
    if (current === undefined) return;
    const point = pointOf(event);
    const [x, y] = current.at(-1) ?? point;
    if (Math.hypot(point[0] - x, point[1] - y) >= closest) current.push(point);
  };

  canvas.addEventListener("pointerdown", (event) => {
    // A second finger or a right button draws nothing.
    if (!event.isPrimary || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    current = [pointOf(event)];
    strokes.push(current);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (current === undefined || !event.isPrimary) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const one of passed.length === 0 ? [event] : passed) add(one);
    draw();
  });
  for (const kind of ["pointerup", "pointercancel"] as const) {
    canvas.addEventListener(kind, (event) => {
      if (current === undefined || !event.isPrimary) return;
      current = undefined;
      draw();
      keep();
    });
  }
  undo.addEventListener("click", () => {
    strokes = strokes.slice(0, -1);
    draw();
    keep();
  });
  clear.addEventListener("click", () => {
    strokes = [];
    draw();
    keep();
  });

  // Shown whole without script; here only to who wants it, or has begun there.
  if (typed !== null && typed.dataset.signatureTyped !== "begun") typed.open = false;
  for (const button of [undo, clear]) button.ariaDisabled = strokes.length === 0 ? "true" : null;
  root.hidden = false;
  draw();
}

eachElement("[data-signature-pad]", setUp);
