/**
 * Lets appointments of the day be dragged to another counter or time. Sends the same form as the appointment's own
 * page, which does it by keyboard and without script.
 */
const board = document.querySelector<HTMLElement>("[data-board]");
const form = document.querySelector<HTMLFormElement>("form#ziehen");

if (board !== null && form !== null) {
  let dragged: string | undefined;
  const cellOf = (event: DragEvent): HTMLElement | null =>
    event.target instanceof Element ? event.target.closest<HTMLElement>("td[data-start]") : null;
  const unmark = () => {
    for (const cell of board.querySelectorAll(".is-target")) cell.classList.remove("is-target");
  };

  board.addEventListener("dragstart", (event) => {
    const entry = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-appointment]") : null;
    dragged = entry?.dataset.appointment;
    if (dragged !== undefined && event.dataTransfer !== null) {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", dragged);
    }
  });
  board.addEventListener("dragover", (event) => {
    const cell = cellOf(event);
    if (dragged === undefined || cell === null) return;
    event.preventDefault();
    if (cell.classList.contains("is-target")) return;
    unmark();
    cell.classList.add("is-target");
  });
  board.addEventListener("dragend", () => {
    dragged = undefined;
    unmark();
  });
  board.addEventListener("drop", (event) => {
    const cell = cellOf(event);
    if (dragged === undefined || cell === null) return;
    event.preventDefault();
    form.action = `${board.dataset.board}/${dragged}/verschieben`;
    (form.elements.namedItem("beginn") as HTMLInputElement).value = cell.dataset.start ?? "";
    (form.elements.namedItem("schalter") as HTMLInputElement).value = cell.dataset.counter ?? "";
    form.requestSubmit();
  });
}

export {};
