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

/** What the page has to know of the answers that the server had. */
export interface Basis {
  /** As the field `_basis` of what is sent. */
  text(): string;
  /** What was sent has been stored: from now on the server knows it. */
  stored(body: URLSearchParams): void;
}

/** Reads what the server put into the form, before anybody types. */
export function basisOf(form: HTMLFormElement): Basis {
  const values = valuesFromServer(form);
  return {
    text: () => JSON.stringify({ ...valuesFromServer(form), ...values }),
    stored(body) {
      for (const name of new Set([...Object.keys(valuesFromServer(form)), ...Object.keys(values)]))
        values[name] = body.getAll(name);
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
