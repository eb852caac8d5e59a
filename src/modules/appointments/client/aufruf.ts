/**
 * Keeps the call screen up to date: asks for the page every five seconds and exchanges the list where it has changed,
 * so that a screen reader reads new calls only. Without network the last list stays, and it asks again.
 */
const list = document.querySelector<HTMLElement>("[data-calls]");

async function update(): Promise<void> {
  if (list === null) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-calls]");
    if (fresh !== null && fresh.innerHTML !== list.innerHTML) list.replaceChildren(...fresh.childNodes);
  } catch {
    // The next round tries again.
  }
}

setInterval(() => void update(), 5000);

export {};
