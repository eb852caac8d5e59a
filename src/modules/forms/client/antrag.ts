import { enhanceComboboxes } from "./parts/combobox.ts";
import { enhanceMapPoints } from "./parts/map-point.ts";
import { replaceContents } from "./parts/replace-contents.ts";

/**
 * Makes a page of an application nicer where there is script: what is typed is saved while typing, and
 * questions that an answer brings up appear at once. The page works without.
 */
import { basisOf, keepWithoutNetwork } from "./parts/without-network.ts";

const form = document.querySelector<HTMLFormElement>("form#antrag");
const saved = document.querySelector<HTMLElement>("[data-autosave]");

if (form !== null) {
  const enhance = (): void => {
    enhanceComboboxes(form);
    enhanceMapPoints(form);
    // A field that can be scanned brings the script that does it; no other page loads it.
    const scanner = form.querySelector<HTMLElement>("[data-qr-scanner]")?.dataset.qrScanner;
    if (scanner !== undefined) void import(/* @vite-ignore */ scanner);
  };
  enhance();

  // A page that came back with mistakes was posted: whoever goes back to it would send the old answers once more and
  // be led on to where they came from. Now they get it as it is stored.
  history.replaceState(history.state, "", location.href);

  let waiting: ReturnType<typeof setTimeout> | undefined;
  let unsaved = false;

  const basis = basisOf(form);

  const body = (action: string): URLSearchParams => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    fields.set("_aktion", action);
    return fields;
  };

  const say = (words = saved?.dataset.autosave): void => {
    if (saved === null) return;
    let note = saved.querySelector<HTMLElement>("[role=status]");
    if (note === null) {
      note = document.createElement("span");
      note.setAttribute("role", "status");
      saved.append(" ", note);
    }
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    note.textContent = `${words} ${time}.`;
  };

  const save = async (): Promise<void> => {
    clearTimeout(waiting);
    if (!unsaved) return;
    unsaved = false;
    try {
      const answer = await fetch(form.action, { method: "POST", body: body("speichern"), keepalive: true });
      if (answer.status === 204) {
        say();
      } else if (answer.status === 202) say(saved?.dataset.waiting);
      else unsaved = true;
    } catch {
      // Without network what was typed stays on the page; the next change tries again.
      unsaved = true;
    }
  };

  /** What was typed while the server was asked goes into the fields that came back. */
  const carryOver = (fresh: HTMLFormElement): void => {
    for (const now of form.elements) {
      const then = now.id === "" ? null : fresh.querySelector(`#${CSS.escape(now.id)}`);
      if (now instanceof HTMLInputElement && then instanceof HTMLInputElement) {
        if (now.type === "radio" || now.type === "checkbox") then.checked = now.checked;
        else then.value = now.value;
      } else if (
        (now instanceof HTMLTextAreaElement && then instanceof HTMLTextAreaElement) ||
        (now instanceof HTMLSelectElement && then instanceof HTMLSelectElement)
      )
        then.value = now.value;
    }
  };

  let asked = 0;

  /** Asks the server which questions these answers bring up: there is one evaluator, and it is there. */
  const refresh = async (): Promise<void> => {
    const mine = ++asked;
    unsaved = false;
    try {
      const answer = await fetch(form.action, { method: "POST", body: body("aktualisieren") });
      if (!answer.ok || answer.status === 202) {
        unsaved = !answer.ok;
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector<HTMLFormElement>("form#antrag");
      // A later answer is on its way and knows more.
      if (fresh === null || mine !== asked) return;
      // What is asked, and which notes stand there.
      const shape = (of: HTMLFormElement) =>
        Array.from(of.elements as HTMLCollectionOf<HTMLInputElement>, ({ id, name, value }) =>
          name === "_hinweise" ? value : `${id}:${name}`,
        ).join();
      const where = page.querySelector(".where");
      if (where !== null) document.querySelector(".where")?.replaceWith(where);
      for (const place of form.querySelectorAll<HTMLInputElement>("input[data-place]")) {
        const filled = fresh.querySelector<HTMLInputElement>(`#${CSS.escape(place.id)}`)?.value ?? "";
        // Only the server knows whether what stands there was typed or followed from an earlier postcode.
        if (filled !== "" && (place.value === "" || document.activeElement !== place)) place.value = filled;
      }
      if (shape(fresh) === shape(form)) return;
      carryOver(fresh);
      const focused = document.activeElement;
      const caret =
        focused instanceof HTMLTextAreaElement || (focused instanceof HTMLInputElement && focused.type === "text")
          ? ([focused.selectionStart, focused.selectionEnd] as const)
          : undefined;
      const stays = replaceContents(form, fresh);
      enhance();
      if (caret !== undefined) (stays as HTMLInputElement | null)?.setSelectionRange(...caret);
      say();
    } catch {
      // Offline: the server asks when the page is sent.
      unsaved = true;
    }
  };

  form.addEventListener("input", () => {
    unsaved = true;
    clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
  });
  form.addEventListener("change", (event) => {
    unsaved = true;
    const field = event.target;
    const choice =
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement &&
        (["radio", "checkbox"].includes(field.type) || "postcode" in field.dataset || "suggest" in field.dataset));
    if (choice) void refresh();
  });
  form.addEventListener("formdata", (event) => {
    // Once for what a script sends and once for what the browser sends; also where the page comes back from the cache.
    if (event.formData.has("_basis")) return;
    event.formData.set("_basis", basis.text());
    const sent = new URLSearchParams();
    for (const [name, value] of event.formData) if (typeof value === "string") sent.append(name, value);
    basis.sends(sent);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    unsaved = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void save();
  });
  // What a link leads to may be this page, in the other language: it would come without what was typed just now.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!unsaved || link === null || elsewhere || event.defaultPrevented || link.target !== "") return;
    if (link.origin !== location.origin || link.hash !== "") return;
    event.preventDefault();
    const patience = new Promise((giveUp) => setTimeout(giveUp, 2000));
    void Promise.race([save(), patience]).then(() => location.assign(link.href));
  });
  void keepWithoutNetwork(form);
}
