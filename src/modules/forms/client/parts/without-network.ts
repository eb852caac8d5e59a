/**
 * The page's side of working without network: what the server knew when the page was made (`basis`), so that it can
 * tell what was changed elsewhere meanwhile, and the service worker of this application.
 */

type Values = Record<string, string[]>;

/** Names that are not answers. */
const own = (name: string): boolean => name === "" || name.startsWith("_");

/** The values that the server put into the page, by name. */
function valuesFromServer(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const field of form.elements) {
    const { name } = field as HTMLInputElement;
    if (own(name)) continue;
    if (field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type)) {
      values[name] ??= [];
      if (field.defaultChecked) values[name].push(field.value);
    } else if (field instanceof HTMLInputElement && field.type === "file") continue;
    else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
      values[name] = [field.defaultValue];
    else if (field instanceof HTMLSelectElement)
      values[name] = [Array.from(field.options).find((option) => option.defaultSelected)?.value ?? ""];
  }
  return values;
}

function fillIn(form: HTMLFormElement, typed: readonly (readonly [string, string])[]): void {
  const values: Values = {};
  for (const [name, value] of typed) {
    if (own(name)) continue;
    values[name] ??= [];
    values[name].push(value);
  }
  for (const field of form.elements) {
    const given = values[(field as HTMLInputElement).name];
    if (field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type)) {
      if (given !== undefined || field.type === "checkbox") field.checked = given?.includes(field.value) ?? false;
    } else if (
      given?.[0] !== undefined &&
      ((field instanceof HTMLInputElement && field.type !== "file") ||
        field instanceof HTMLTextAreaElement ||
        field instanceof HTMLSelectElement)
    )
      field.value = given[0];
  }
}

function ask<T>(active: ServiceWorker, message: object): Promise<T> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event: MessageEvent<T>) => resolve(event.data);
    active.postMessage(message, [channel.port2]);
  });
}

/** What this page knows that the server may have: what it came with, and what it has sent itself. */
export interface Basis {
  /** As the field `_basis` of what is sent: by name, the oldest first. */
  text(): string;
  /** Goes out now. Whether and when it arrives, nobody knows: from now on the server may have it. */
  sends(body: URLSearchParams): void;
}

/** Versions of an answer that a page remembers; who types on sends every second or so. */
const longest = 12;

/** Reads what the server put into the form, before anybody types. */
export function basisOf(form: HTMLFormElement): Basis {
  const known: Record<string, string[][]> = {};
  const note = (name: string, values: string[]): void => {
    const before = known[name] ?? [];
    if (before.at(-1)?.join("\n") === values.join("\n") && before.length > 0) return;
    // The first is what the page came with: it stays.
    known[name] = before.length < longest ? [...before, values] : [before[0] ?? [], ...before.slice(2), values];
  };
  const look = (): void => {
    for (const [name, values] of Object.entries(valuesFromServer(form)))
      if (known[name] === undefined) note(name, values);
  };
  look();
  return {
    text() {
      // Questions that have come onto the page meanwhile.
      look();
      return JSON.stringify(known);
    },
    sends(body) {
      look();
      for (const name of Object.keys(known)) note(name, body.getAll(name));
    },
  };
}

/** Starts the service worker of this application where the browser has them, and says so where there is no network. */
export async function keepWithoutNetwork(form: HTMLFormElement): Promise<void> {
  const place = document.getElementById("ohne-netz-hier");
  const { worker, pages = "", here = "" } = place?.dataset ?? {};
  if (place === null || worker === undefined || !("serviceWorker" in navigator)) return;
  const scope = new URL("./", form.action).pathname;
  const controlled = navigator.serviceWorker.controller;
  const note = document.querySelector<HTMLTemplateElement>("template#ohne-netz");
  const tell = (): void => {
    if (note !== null && place.childElementCount === 0) place.append(note.content.cloneNode(true));
  };
  if (document.documentElement.hasAttribute("data-ohne-netz")) tell();
  addEventListener("offline", tell);
  addEventListener("online", async () => {
    const active = navigator.serviceWorker.controller;
    if (active === null) return;
    const left = await ask<{ asks: boolean; waiting: number }>(active, { kind: "catch-up" });
    if (left.asks) location.reload();
    else if (left.waiting === 0) place.replaceChildren();
  });
  if (controlled !== null) {
    const typed = await ask<readonly [string, string][]>(controlled, { kind: "queued", from: here });
    if (typed.length > 0) fillIn(form, typed);
  }
  try {
    await navigator.serviceWorker.register(worker, { scope });
    const { active } = await navigator.serviceWorker.ready;
    const assets = performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .filter((name) => name.startsWith(location.origin) && /\.(css|js|woff2|svg)(\?|$)/.test(name));
    active?.postMessage({ kind: "keep", from: here, pages: pages.split(" "), assets });
  } catch {
    // A browser that does not let it: the application works as before, with network.
  }
}
