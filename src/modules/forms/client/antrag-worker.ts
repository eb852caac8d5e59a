/**
 * Service worker of one begun application: keeps its pages usable without network. Its scope is the draft.
 * Pages and what was typed lie encrypted in the browser, with a key that cannot be taken out and that is deleted
 * with everything else when the application is sent or gone. What waits is sent before the next page is shown; what
 * was changed elsewhere meanwhile comes back as a page that asks, and waits here until that is answered.
 */

interface WorkerScope {
  readonly registration: ServiceWorkerRegistration & { readonly sync?: { register(tag: string): Promise<void> } };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listener: (event: never) => void): void;
}
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Lasting {
  readonly data: { readonly kind: string; readonly pages?: readonly string[]; readonly assets?: readonly string[] };
  readonly ports: readonly MessagePort[];
}

const worker = globalThis as unknown as WorkerScope;
const base = new URL(worker.registration.scope).pathname;
const english = base.startsWith("/en/");
const draft = base.split("/").filter(Boolean).at(-1) ?? "";
const databaseName = `antrag-${draft}`;
const assetCache = "klickamt";
/** As long as the server keeps a draft that nobody touches. */
const longestMs = 60 * 24 * 60 * 60 * 1000;
const patienceMs = 10_000;
/** Pages after this one that are fetched ahead. */
const ahead = 5;
/** Of these, pages that are fetched again when answers were sent since; all of them where the way is another one. */
const freshAhead = 2;

interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}
interface KeptPage {
  readonly html: string;
  readonly csp: string;
  /** How many pages had been sent when it was made: answers decide what later pages ask. */
  readonly sends: number;
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => {
      for (const name of ["about", "pages", "queue"]) request.result.createObjectStore(name);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function read<T>(store: string, key: string): Promise<T | undefined> {
  return done((await database()).transaction(store).objectStore(store).get(key));
}

async function write(store: string, key: string, value: unknown): Promise<void> {
  await done((await database()).transaction(store, "readwrite").objectStore(store).put(value, key));
}

async function remove(store: string, key: string): Promise<void> {
  await done((await database()).transaction(store, "readwrite").objectStore(store).delete(key));
}

async function keys(store: string): Promise<readonly string[]> {
  return (await done((await database()).transaction(store).objectStore(store).getAllKeys())) as string[];
}

let sealing: Promise<CryptoKey> | undefined;

function key(): Promise<CryptoKey> {
  sealing ??= (async () => {
    const known = await read<CryptoKey>("about", "key");
    if (known !== undefined) return known;
    const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await write("about", "key", fresh);
    await write("about", "begun", Date.now());
    return fresh;
  })();
  return sealing;
}

async function seal(value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    await key(),
    new TextEncoder().encode(JSON.stringify(value)),
  );
  return { iv, bytes };
}

async function unseal<T>(sealed: Sealed | undefined): Promise<T | undefined> {
  if (sealed === undefined) return undefined;
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, await key(), sealed.bytes);
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}

/** Deletes everything of this application from the browser, the key first. */
async function end(): Promise<void> {
  const open = await database();
  await remove("about", "key");
  open.close();
  opened = undefined;
  sealing = undefined;
  indexedDB.deleteDatabase(databaseName);
  await worker.registration.unregister();
}

async function tooOld(): Promise<boolean> {
  const begun = await read<number>("about", "begun");
  return begun !== undefined && Date.now() - begun > longestMs;
}

/** Pages of the form, in order, without the review: nothing is reviewed or sent without network. */
async function pages(): Promise<readonly string[]> {
  return (await read<readonly string[]>("about", "pages")) ?? [];
}

async function sends(): Promise<number> {
  return (await read<number>("about", "sends")) ?? 0;
}

async function keep(path: string, answer: Response): Promise<void> {
  const section = path.slice(base.length);
  if (!answer.ok || answer.redirected || !(answer.headers.get("content-type") ?? "").startsWith("text/html")) return;
  if (["pruefen", "gesendet", "pause", "vorausfuellen", ""].includes(section)) return;
  const page: KeptPage = {
    html: await answer.text(),
    csp: answer.headers.get("content-security-policy") ?? "default-src 'none'",
    sends: await sends(),
  };
  await write("pages", path, await seal(page));
}

const quoted = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** What is shown where nothing was kept. Its words come from here, because there is nobody to ask. */
async function withoutNetwork(why: "page" | "send" | "entries" | "files"): Promise<Response> {
  const style = (await (await caches.open(assetCache)).keys())
    .map(({ url }) => new URL(url).pathname)
    .filter((path) => path.endsWith(".css"));
  const kept = (await keys("pages")).filter((path) => path.startsWith(base));
  const waiting = (await keys("queue")).length;
  const text = {
    page: english
      ? "This page has not been opened on this device yet, so it needs the network."
      : "Diese Seite war auf diesem Gerät noch nicht offen. Sie braucht Netz.",
    send: english
      ? "You can check and send your application as soon as you are online again."
      : "Prüfen und senden können Sie, sobald Sie wieder Netz haben.",
    entries: english
      ? "Adding and removing entries needs the network."
      : "Einträge hinzufügen oder entfernen geht nur mit Netz.",
    files: english ? "Handing in files needs the network." : "Dateien hochladen geht nur mit Netz.",
  }[why];
  const saved =
    waiting === 0
      ? english
        ? "Nothing is lost: everything you typed has been saved."
        : "Es ist nichts verloren: Alles, was Sie eingegeben haben, ist gespeichert."
      : english
        ? `Nothing is lost: ${waiting === 1 ? "one page waits on this device, encrypted, and is" : `${waiting} pages wait on this device, encrypted, and are`} sent when you are online again.`
        : `Es ist nichts verloren: ${waiting === 1 ? "Eine Seite wartet verschlüsselt auf diesem Gerät und wird" : `${waiting} Seiten warten verschlüsselt auf diesem Gerät und werden`} gesendet, sobald Sie wieder Netz haben.`;
  const title = english ? "No network" : "Kein Netz";
  const again = english ? "Try again" : "Noch einmal versuchen";
  const items: string[] = [];
  for (const page of await pages()) {
    if (!kept.includes(base + page)) continue;
    const html = (await unseal<KeptPage>(await read<Sealed>("pages", base + page)))?.html ?? "";
    // As the page itself writes it: nothing in it needs to be quoted again.
    const name = /<title>(?:[^<]*: )?([^<]*?) – [^<]*<\/title>/.exec(html)?.[1] ?? quoted(page);
    items.push(`<li><a href="${quoted(base + page)}">${name}</a></li>`);
  }
  const list =
    items.length === 0
      ? ""
      : `<h2 class="h2">${english ? "Pages you can open now" : "Diese Seiten gehen jetzt"}</h2><ul>${items.join("")}</ul>`;
  const links = style.map((href) => `<link rel="stylesheet" href="${quoted(href)}">`).join("");
  const html = `<!doctype html><html lang="${english ? "en" : "de"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${links}</head><body class="portal"><main id="inhalt"><div class="column"><div class="titles"><h1 class="h1">${title}</h1><p class="lead">${text}</p></div><div class="stack stack--l"><div class="prose"><p>${saved}</p></div><div class="actions"><a class="btn btn--primary" href="">${again}</a></div><div class="prose">${list}</div></div></div></main></body></html>`;
  return new Response(html, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:",
    },
  });
}

async function patiently(asking: Promise<Response>): Promise<Response> {
  return Promise.race([
    asking,
    new Promise<Response>((_, reject) => setTimeout(() => reject(new Error("no answer")), patienceMs)),
  ]);
}

const unavailable = (answer: Response): boolean => [502, 503, 504].includes(answer.status);

/**
 * Sends what waits, in the order of the pages.
 * @returns the page that asks, where something was changed elsewhere meanwhile
 */
async function catchUp(): Promise<Response | undefined> {
  const order = await pages();
  const waiting = [...(await keys("queue"))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  for (const section of waiting) {
    const typed = await unseal<[string, string][]>(await read<Sealed>("queue", section));
    if (typed === undefined) continue;
    const body = new URLSearchParams(typed.filter(([name]) => name !== "_aktion"));
    body.set("_aktion", "nachreichen");
    const answer = await patiently(fetch(base + section, { method: "POST", body, redirect: "manual" }));
    if (answer.status === 409) return answer;
    if (answer.status !== 204) return undefined;
    await remove("queue", section);
  }
  return undefined;
}

async function show(request: Request): Promise<Response> {
  const url = new URL(request.url);
  try {
    const question = await catchUp();
    if (question !== undefined) return question;
    const answer = await patiently(fetch(request));
    if (unavailable(answer)) throw new Error("not there");
    const section = url.pathname.slice(base.length);
    const waiting = (await keys("queue")).length;
    // Nobody sends an application while answers for it lie here that did not get through.
    if (waiting > 0 && section === "pruefen") return withoutNetwork("send");
    const isOver = answer.ok && section === "gesendet" && waiting === 0;
    if (isOver || answer.status === 404 || answer.status === 410) await end();
    else await keep(url.pathname, answer.clone());
    return answer;
  } catch {
    if (await tooOld()) {
      await end();
      return Response.error();
    }
    const page = await unseal<KeptPage>(await read<Sealed>("pages", url.pathname));
    if (page === undefined) return withoutNetwork(url.pathname.endsWith("/pruefen") ? "send" : "page");
    return new Response(page.html.replace("<html ", "<html data-ohne-netz "), {
      headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": page.csp },
    });
  }
}

async function remember(section: string, typed: readonly [string, string][]): Promise<void> {
  await write("queue", section, await seal(typed));
  await worker.registration.sync?.register("nachreichen").catch(() => undefined);
}

/** What was typed, without files: they need the network. */
async function fieldsOf(request: Request): Promise<[string, string][]> {
  const typed: [string, string][] = [];
  for (const [name, value] of await request.formData()) if (typeof value === "string") typed.push([name, value]);
  return typed;
}

async function send(request: Request): Promise<Response> {
  const section = new URL(request.url).pathname.slice(base.length);
  const copy = request.clone();
  try {
    const answer = await patiently(fetch(request));
    if (unavailable(answer)) throw new Error("not there");
    // What waited for this page is in what was sent now.
    if (answer.type === "opaqueredirect" || answer.ok || answer.status === 422) {
      await remove("queue", section);
      await write("about", "sends", (await sends()) + 1);
    }
    return answer;
  } catch {
    const order = await pages();
    const position = order.indexOf(section);
    if (position < 0) return withoutNetwork("send");
    const typed = await fieldsOf(copy);
    await remember(section, typed);
    const action = typed.find(([name]) => name === "_aktion")?.[1] ?? "weiter";
    if (action === "hochladen") return withoutNetwork("files");
    if (action.includes(":")) return withoutNetwork("entries");
    const to = action === "zurueck" ? order[position - 1] : order[position + 1];
    return to === undefined || action === "pause" ? withoutNetwork("send") : Response.redirect(base + to, 303);
  }
}

async function saveWhileTyping(request: Request): Promise<Response> {
  const copy = request.clone();
  try {
    const answer = await fetch(request);
    if (unavailable(answer)) throw new Error("not there");
    if (answer.status === 204) await remove("queue", new URL(request.url).pathname.slice(base.length));
    return answer;
  } catch {
    await remember(new URL(request.url).pathname.slice(base.length), await fieldsOf(copy));
    return new Response(null, { status: 202 });
  }
}

/** Style sheets, scripts, fonts and marks are not personal and lie in the plain cache. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(assetCache);
  const kept = await cache.match(request);
  if (kept !== undefined && new URL(request.url).pathname.startsWith("/assets/")) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch {
    return kept ?? Response.error();
  }
}

async function keepAhead(from: string, order: readonly string[], assets: readonly string[]): Promise<void> {
  const isOtherWay = (await pages()).join(" ") !== order.join(" ");
  await write("about", "pages", order);
  const sent = await sends();
  const cache = await caches.open(assetCache);
  for (const url of assets) {
    if ((await cache.match(url)) === undefined) await cache.add(url).catch(() => undefined);
  }
  const here = order.indexOf(from);
  for (const [distance, page] of order.slice(Math.max(here, 0), here + 1 + ahead).entries()) {
    const known = await unseal<KeptPage>(await read<Sealed>("pages", base + page));
    const isOld = known?.sends !== sent && distance > 0 && (isOtherWay || distance <= freshAhead);
    if (known !== undefined && !isOld) continue;
    const answer = await fetch(base + page).catch(() => undefined);
    if (answer === undefined) return;
    await keep(base + page, answer);
  }
}

worker.addEventListener("install", (event: Lasting) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event: Lasting) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("sync", (event: Lasting) => event.waitUntil(catchUp()));

worker.addEventListener("fetch", (event: Asked) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (!url.pathname.startsWith(base)) {
    if (request.method === "GET" && ["style", "script", "font", "image"].includes(request.destination))
      event.respondWith(asset(request));
    return;
  }
  const section = url.pathname.slice(base.length);
  if (section.includes("/") || section.includes(".")) return;
  const form = /^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(
    request.headers.get("content-type") ?? "",
  );
  if (request.mode === "navigate") {
    if (request.method === "GET") event.respondWith(show(request));
    else if (form) event.respondWith(send(request));
  } else if (request.method === "POST" && form) event.respondWith(saveWhileTyping(request));
});

worker.addEventListener("message", (event: Told) => {
  const port = event.ports[0];
  const { kind, pages: order = [], assets = [] } = event.data;
  const from = String((event.data as { from?: unknown }).from ?? "");
  event.waitUntil(
    (async () => {
      if (kind === "keep") {
        // A page that was on its way while the worker became active was not there to be claimed.
        await worker.clients.claim();
        await keepAhead(from, order, assets);
      } else if (kind === "queued")
        port?.postMessage((await unseal<[string, string][]>(await read<Sealed>("queue", from))) ?? []);
      else if (kind === "catch-up") {
        const question = await catchUp().catch(() => undefined);
        port?.postMessage({ asks: question !== undefined, waiting: (await keys("queue")).length });
      }
    })(),
  );
});
