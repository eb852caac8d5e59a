/**
 * Sends files in pieces by the tus protocol 1.0, so that a broken connection costs seconds and not the file: shows how
 * far it is, goes on by itself, also after the page was left when the same file is chosen again. Without it the page has
 * a plain file input. Source: https://tus.io/protocols/resumable-upload
 */

import { fingerprintOf, headers, inTurn, Refusal, send } from "../../../platform/ui/client/parts/resumable.ts";
import { replaceContents } from "./parts/replace-contents.ts";

type Words = Readonly<Record<string, string>>;

interface Transfer {
  readonly file: File;
  readonly item: HTMLLIElement;
  readonly abort: AbortController;
}

const form = document.querySelector<HTMLFormElement>("form#antrag");
const running = new Map<string, Set<Transfer>>();

/** The address of what was begun with this same file before the page was left. */
function begunBefore(root: HTMLElement, fingerprint: string | undefined): string | undefined {
  const item =
    fingerprint === undefined
      ? null
      : root.querySelector<HTMLElement>(`[data-state="receiving"][data-fingerprint="${fingerprint}"]`);
  return item === null ? undefined : `${root.dataset.uploads}/${item.dataset.upload}`;
}

function enhance(root: HTMLElement): void {
  if (root.dataset.ready !== undefined) return;
  root.dataset.ready = "";
  const words = JSON.parse(root.dataset.words ?? "{}") as Words;
  const field = root.dataset.field ?? "";
  const most = Number(root.dataset.most);
  const word = (name: string, file = ""): string => (words[name] ?? "").replace("{}", () => file);
  const input = root.querySelector<HTMLInputElement>("input[type=file]");
  const box = root.querySelector<HTMLElement>("[data-upload-list]");
  const status = root.querySelector<HTMLElement>("[data-upload-status]");
  if (input === null || box === null || status === null) return;
  const transfers = running.get(field) ?? new Set<Transfer>();
  running.set(field, transfers);
  root.querySelector<HTMLElement>("[data-upload-button]")?.setAttribute("hidden", "");

  const say = (text: string): void => {
    // The same words twice would not be read twice.
    status.textContent = status.textContent === text ? `${text}\u00a0` : text;
  };

  /** Parts of the script are no parts of the form: they are neither sent nor compared. */
  const button = (text: string, about: string, press: () => void): HTMLButtonElement => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn--tertiary";
    made.setAttribute("form", "");
    made.append(text);
    if (about !== "") {
      const hidden = document.createElement("span");
      hidden.className = "vh";
      hidden.textContent = `: ${about}`;
      made.append(hidden);
    }
    made.addEventListener("click", press);
    return made;
  };

  const part = (tag: string, name: string, text = ""): HTMLElement => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  };

  const listOfScript = (): HTMLUListElement => {
    const before = root.querySelector<HTMLUListElement>("ul[data-sending]");
    if (before !== null) return before;
    const list = document.createElement("ul");
    list.dataset.sending = "";
    list.className = "uploads__list";
    box.after(list);
    return list;
  };

  /** The server knows best what is there: takes its list out of the page as it is now. */
  const refresh = async (): Promise<void> => {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "klickamt" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(box.id);
    if (fresh === null) return;
    replaceContents(box, fresh);
    box.dataset.count = fresh.dataset.count ?? "0";
  };

  const clearError = (): void => {
    root.querySelector(".field--error")?.classList.remove("field--error");
    root.querySelector(".field__error")?.remove();
    input.removeAttribute("aria-invalid");
    describe(undefined);
    // The list at the head of the page leads to what is wrong now, not to what was.
    const summary = document.querySelector("[data-errors]");
    summary
      ?.querySelector(`a[href="#${CSS.escape(input.id)}"]`)
      ?.closest("li")
      ?.remove();
    if (summary?.querySelector("li") === null) summary.remove();
  };

  const describe = (id: string | undefined): void => {
    const ids = (input.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .filter((one) => one !== "" && !one.includes("-error"));
    if (id !== undefined) ids.push(id);
    if (ids.length > 0) input.setAttribute("aria-describedby", ids.join(" "));
    else input.removeAttribute("aria-describedby");
  };

  const showFailure = (transfer: Transfer, text: string, again: (() => void) | undefined): void => {
    const { item, file } = transfer;
    item.classList.add("upload--refused");
    const state = item.querySelector(".upload__state");
    if (state !== null) {
      state.textContent = text;
      state.id = `${input.id}-error-${Date.now()}`;
      describe(state.id);
    }
    input.setAttribute("aria-invalid", "true");
    item.querySelector("progress")?.remove();
    const gone = (): void => {
      item.remove();
      if (root.querySelector("ul[data-sending] .upload--refused") === null) {
        input.removeAttribute("aria-invalid");
        describe(undefined);
      }
      input.focus();
    };
    const actions = item.querySelector(".upload__actions");
    actions?.replaceChildren(
      ...(again === undefined
        ? []
        : [
            button(word("again"), file.name, () => {
              gone();
              again();
            }),
          ]),
      button(word("dismiss"), file.name, gone),
    );
    say(`${word("failed", file.name)} ${text}`);
  };

  const start = async (file: File, replaces?: string): Promise<void> => {
    const item = part("li", "upload upload--sending") as HTMLLIElement;
    const facts = part("div", "upload__facts");
    const state = part("p", "upload__state", word("sending", file.name));
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", word("sending", file.name));
    const actions = part("div", "upload__actions");
    const transfer: Transfer = { file, item, abort: new AbortController() };
    actions.append(
      button(word("cancel"), file.name, () => {
        transfer.abort.abort();
        say(word("cancelled", file.name));
        input.focus();
      }),
    );
    facts.append(part("p", "upload__name", file.name), bar, state);
    item.append(part("span", "upload__picture"), facts, actions);
    listOfScript().append(item);
    transfers.add(transfer);
    say(word("sending", file.name));

    const fingerprint = await fingerprintOf(file);
    const known = replaces === undefined ? begunBefore(root, fingerprint) : undefined;
    let quarter = 0;
    try {
      const outcome = await inTurn(() =>
        send(
          { collection: root.dataset.uploads ?? "", field },
          file,
          transfer.abort.signal,
          { known, replaces, fingerprint },
          (sent) => {
            if (typeof sent === "string") {
              state.textContent = word(sent, file.name);
              if (sent === "checking") bar.removeAttribute("value");
              say(word(sent, file.name));
              return;
            }
            const percent = Math.floor((sent / file.size) * 100);
            bar.value = percent;
            state.textContent = `${percent} ${word("percent")}`;
            if (Math.floor(percent / 25) > quarter) {
              quarter = Math.floor(percent / 25);
              say(`${file.name}: ${percent} ${word("percent")}`);
            }
          },
        ),
      );
      item.remove();
      await refresh();
      if (outcome === "refused") {
        const reason = Array.from(box.querySelectorAll(".upload--refused")).at(-1)?.querySelector(".upload__state");
        say(`${word("refused", file.name)} ${reason?.textContent ?? ""}`);
      } else {
        clearError();
        say(word(outcome === "checking" ? "checking" : "done", file.name));
      }
    } catch (error) {
      if (transfer.abort.signal.aborted) {
        item.remove();
        const unfinished = box.querySelector(`[data-state="receiving"]`);
        if (unfinished === null) await refresh();
      } else {
        const text = error instanceof Refusal && error.message !== "" ? error.message : word("failed", file.name);
        const final = error instanceof Refusal && error.status === 422;
        showFailure(transfer, text, final ? undefined : () => void start(file, replaces));
      }
    } finally {
      transfers.delete(transfer);
    }
  };

  const take = (files: Iterable<File>): void => {
    const chosen = Array.from(files);
    // One place, and it is taken: the new one goes in its place.
    const only = most === 1 ? box.querySelector<HTMLElement>("[data-state=clean], [data-state=quarantined]") : null;
    for (const file of chosen) void start(file, only?.dataset.upload);
  };

  input.addEventListener("change", () => {
    take(input.files ?? []);
    input.value = "";
  });

  // — Drag and drop ——————————————————————————————————————————————————————————
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
  root.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    root.classList.add("uploads--over");
  });
  root.addEventListener("dragleave", (event) => {
    if (!root.contains(event.relatedTarget as Node | null)) root.classList.remove("uploads--over");
  });
  root.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    root.classList.remove("uploads--over");
    take(event.dataTransfer?.files ?? []);
  });
  const ways = part("div", "uploads__ways");
  if (matchMedia("(pointer: fine)").matches) ways.append(part("span", "field__hint", word("drop")));
  // Phones and tablets: straight to the camera.
  if (matchMedia("(pointer: coarse)").matches && input.accept.includes("image/")) {
    const camera = document.createElement("input");
    camera.type = "file";
    camera.accept = "image/*";
    camera.setAttribute("capture", "environment");
    camera.setAttribute("form", "");
    camera.hidden = true;
    camera.addEventListener("change", () => {
      take(camera.files ?? []);
      camera.value = "";
    });
    const shoot = button(word("photo"), "", () => camera.click());
    shoot.classList.replace("btn--tertiary", "btn--secondary");
    ways.append(shoot, camera);
  }
  if (ways.childNodes.length > 0) box.before(ways);

  // — Replace and remove ——————————————————————————————————————————————————————
  box.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[value]") : null;
    const [verb, id = ""] = (pressed?.value ?? "").split(":");
    const item = pressed?.closest<HTMLElement>("[data-upload]");
    if (item === null || item === undefined) return;
    const name = item.dataset.name ?? "";
    if (verb === "datei-ersetzen") {
      event.preventDefault();
      const other = document.createElement("input");
      other.type = "file";
      other.accept = input.accept;
      other.addEventListener("change", () => {
        const [file] = other.files ?? [];
        if (file !== undefined) void start(file, id);
      });
      other.click();
    }
    if (verb === "datei-entfernen") {
      event.preventDefault();
      // What was refused is not kept anyway.
      if (item.dataset.state === "refused") void remove(id, name);
      else ask(name, () => void remove(id, name), pressed);
    }
  });

  const remove = async (id: string, name: string): Promise<void> => {
    const answer = await fetch(`${root.dataset.uploads}/${id}`, { method: "DELETE", headers }).catch(() => undefined);
    await refresh().catch(() => undefined);
    if (answer?.ok) {
      clearError();
      say(word("removed", name));
      input.focus();
    }
  };

  const ask = (name: string, yes: () => void, from: HTMLElement | null): void => {
    const dialog = document.createElement("dialog");
    dialog.className = "confirm";
    const title = part("h2", "h3", word("confirm", name));
    title.id = `${input.id}-confirm`;
    dialog.setAttribute("aria-labelledby", title.id);
    const actions = part("div", "actions");
    const agree = button(word("yes"), "", () => {
      dialog.close("yes");
    });
    agree.classList.replace("btn--tertiary", "btn--primary");
    const keep = button(word("no"), "", () => dialog.close());
    keep.classList.replace("btn--tertiary", "btn--secondary");
    actions.append(agree, keep);
    dialog.append(title, part("p", "", word("confirmText")), actions);
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue === "yes") yes();
      else from?.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    keep.focus();
  };

  // What was on its way when the questions of the page changed is still on its way.
  for (const { item } of transfers) listOfScript().append(item);
}

function enhanceAll(): void {
  for (const root of document.querySelectorAll<HTMLElement>("[data-uploads]")) enhance(root);
}

if (form !== null) {
  enhanceAll();
  // Files go their own way, so the form is one like every other again, which can also wait for the network.
  if (form.querySelector("[data-ready]") !== null) form.enctype = "application/x-www-form-urlencoded";
  // Questions that an answer brings up come with fields of their own.
  new MutationObserver(enhanceAll).observe(form, { childList: true });
  form.addEventListener(
    "submit",
    (event) => {
      const transfer = [...running.values()].flatMap((set) => [...set])[0];
      const action = (event.submitter as HTMLButtonElement | null)?.value ?? "";
      if (transfer === undefined || action === "pause" || action === "zurueck") return;
      event.preventDefault();
      event.stopPropagation();
      const root = transfer.item.closest<HTMLElement>("[data-uploads]");
      const status = root?.querySelector("[data-upload-status]");
      const words = JSON.parse(root?.dataset.words ?? "{}") as Words;
      const text = (words.busy ?? "").replace("{}", () => transfer.file.name);
      if (status) status.textContent = text;
      const state = transfer.item.querySelector(".upload__state");
      if (state !== null) state.textContent = text;
      transfer.item.scrollIntoView({ block: "center" });
    },
    { capture: true },
  );
  addEventListener("beforeunload", (event) => {
    if ([...running.values()].some((set) => set.size > 0)) event.preventDefault();
  });
}
