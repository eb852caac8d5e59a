/** Looks again by itself whether an appointment has become free; without script people reload the page. */
const note = document.querySelector<HTMLElement>("[data-reload]");
if (note !== null) setTimeout(() => location.reload(), Number(note.dataset.reload) * 1000);

export {};
