/**
 * Takes files, e-mails and whole folders by dropping them, sends them in pieces, shows how far they are, and looks by
 * itself whether something that runs in the background is done. Without it there is a plain file input and a link.
 */
import { fingerprintOf, inTurn, Refusal, send } from "../../../platform/ui/client/parts/resumable.ts";

type Words = Readonly<Record<string, string>>;

/** A file and where it lay: `Bauantrag/Pläne/Plan 1.pdf`. */
interface Found {
  readonly file: File;
  readonly path: string;
}

const mostFiles = 500;
const deepest = 20;
const refreshMs = 2000;
const contentId = "eingang-inhalt";

let sending = 0;

/** The server knows best what is there: takes the content out of the page as it is now, and keeps what was typed. */
async function refresh(): Promise<void> {
  const content = document.getElementById(contentId);
  if (content === null) return;
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "klickamt" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(contentId);
  // What was a list may have become another page.
  if (fresh === null) return location.reload();
  const typed = typedIn(content);
  const focused = document.activeElement?.id ?? "";
  content.replaceChildren(...fresh.childNodes);
  if (fresh.hasAttribute("data-refresh")) content.setAttribute("data-refresh", "");
  else content.removeAttribute("data-refresh");
  for (const [name, value] of typed) {
    const field = content.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${CSS.escape(name)}"]`);
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value === true;
    else if (field !== null && typeof value === "string") field.value = value;
  }
  if (focused !== "") document.getElementById(focused)?.focus();
}

/** What somebody has changed in the content since the page came. */
function typedIn(content: HTMLElement): ReadonlyMap<string, string | boolean> {
  const typed = new Map<string, string | boolean>();
  for (const field of content.querySelectorAll<HTMLInputElement>("input:not([type=hidden])")) {
    if (field.type === "checkbox") {
      if (field.checked !== field.defaultChecked) typed.set(field.name, field.checked);
    } else if (field.value !== field.defaultValue) typed.set(field.name, field.value);
  }
  for (const field of content.querySelectorAll("select")) {
    const before = [...field.options].find((option) => option.defaultSelected)?.value;
    if (field.value !== before) typed.set(field.name, field.value);
  }
  return typed;
}

setInterval(() => {
  const waits = document.getElementById(contentId)?.hasAttribute("data-refresh") === true;
  if (waits && sending === 0 && !document.hidden) void refresh().catch(() => undefined);
}, refreshMs);

/** Everything in a folder that was dropped, each file with its path. */
async function filesIn(entry: FileSystemEntry, found: Found[], depth = 0): Promise<void> {
  if (found.length > mostFiles || depth > deepest) return;
  if (entry.isFile) {
    const file = await new Promise<File | undefined>((resolve) =>
      (entry as FileSystemFileEntry).file(resolve, () => resolve(undefined)),
    );
    // What systems put into folders, and nobody means.
    if (file !== undefined && !/^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(file.name)) {
      found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    }
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (entries.length === 0) return;
    for (const one of entries) await filesIn(one, found, depth + 1);
  }
}

async function dropped(data: DataTransfer): Promise<readonly Found[]> {
  // Entries are gone after the first wait: all are asked for first.
  const entries = [...data.items].flatMap((item) => (item.kind === "file" ? (item.webkitGetAsEntry() ?? []) : []));
  const plain = [...data.files].map((file) => ({ file, path: file.name }));
  if (entries.length === 0) return plain;
  const found: Found[] = [];
  for (const entry of entries) await filesIn(entry, found);
  return found;
}

function part<Name extends keyof HTMLElementTagNameMap>(
  tag: Name,
  look: string,
  text = "",
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(tag);
  made.className = look;
  made.textContent = text;
  return made;
}

function button(text: string, about: string, press: () => void): HTMLButtonElement {
  const made = part("button", "btn btn--tertiary", text);
  made.type = "button";
  if (about !== "") made.append(part("span", "vh", `: ${about}`));
  made.addEventListener("click", press);
  return made;
}

function enhance(root: HTMLElement): void {
  const words = JSON.parse(root.dataset.words ?? "{}") as Words;
  const word = (name: string, value = ""): string => (words[name] ?? "").replace("{}", () => value);
  const collection = root.dataset.intake ?? "";
  const input = root.querySelector<HTMLInputElement>("input[type=file]");
  const status = root.querySelector<HTMLElement>("[data-upload-status]");
  if (input === null || status === null) return;
  root.querySelector("[data-upload-button]")?.setAttribute("hidden", "");
  const list = part("ul", "uploads__list");
  status.after(list);
  const say = (text: string): void => {
    status.textContent = status.textContent === text ? `${text} ` : text;
  };

  let done = 0;
  let running = 0;

  const start = async ({ file, path }: Found): Promise<void> => {
    running++;
    sending++;
    const item = part("li", "upload upload--sending");
    const facts = part("div", "upload__facts");
    const state = part("p", "upload__state", word("sending", file.name));
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", word("sending", file.name));
    const actions = part("div", "upload__actions");
    const abort = new AbortController();
    actions.append(button(word("cancel"), file.name, () => abort.abort()));
    facts.append(part("p", "upload__name", path), bar, state);
    item.append(part("span", "upload__picture"), facts, actions);
    list.append(item);
    try {
      const fingerprint = await fingerprintOf(file);
      const begun =
        fingerprint === undefined
          ? null
          : document.querySelector<HTMLElement>(`[data-state="receiving"][data-fingerprint="${fingerprint}"]`);
      const known = begun === null ? undefined : `${collection}/${begun.dataset.upload}`;
      await inTurn(() =>
        send({ collection, field: `datei:${path.slice(-400)}` }, file, abort.signal, { known, fingerprint }, (sent) => {
          if (typeof sent === "string") {
            state.textContent = word(sent, file.name);
            if (sent === "checking") bar.removeAttribute("value");
            return;
          }
          bar.value = Math.floor((sent / Math.max(1, file.size)) * 100);
          state.textContent = `${bar.value} ${word("percent")}`;
        }),
      );
      item.remove();
      done++;
      if (done % 10 === 0) say(word("count", String(done)));
    } catch (error) {
      if (abort.signal.aborted) item.remove();
      else {
        const text = error instanceof Refusal && error.message !== "" ? error.message : word("failed", file.name);
        const final = error instanceof Refusal && error.status === 422;
        item.classList.add("upload--refused");
        state.textContent = text;
        bar.remove();
        actions.replaceChildren(
          ...(final
            ? []
            : [
                button(word("again"), file.name, () => {
                  item.remove();
                  void start({ file, path });
                }),
              ]),
          button(word("dismiss"), file.name, () => item.remove()),
        );
        say(`${word("failed", file.name)} ${text}`);
      }
    } finally {
      running--;
      sending--;
      if (running === 0) {
        await refresh().catch(() => undefined);
        if (done > 0) say(word("all"));
      }
    }
  };

  const take = (found: readonly Found[]): void => {
    if (found.length > mostFiles) {
      say(word("many"));
      const note = part("li", "upload upload--sending upload--refused");
      note.append(part("span", "upload__picture"), part("p", "upload__state", word("many")));
      list.append(note);
      return;
    }
    for (const one of found) void start(one);
  };
  const chosen = (field: HTMLInputElement) => (): void => {
    take([...(field.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
    field.value = "";
  };
  input.addEventListener("change", chosen(input));

  const ways = part("div", "uploads__ways");
  const folder = document.createElement("input");
  folder.type = "file";
  folder.hidden = true;
  folder.webkitdirectory = true;
  folder.addEventListener("change", chosen(folder));
  if (matchMedia("(pointer: fine)").matches) ways.append(part("span", "field__hint", word("drop")));
  const pick = button(word("folder"), "", () => folder.click());
  pick.classList.replace("btn--tertiary", "btn--secondary");
  ways.append(pick, folder);
  status.before(ways);

  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    root.classList.add("uploads--over");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) root.classList.remove("uploads--over");
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    root.classList.remove("uploads--over");
    void dropped(event.dataTransfer).then(take);
  });
}

for (const root of document.querySelectorAll<HTMLElement>("[data-intake]")) enhance(root);

addEventListener("beforeunload", (event) => {
  if (sending > 0) event.preventDefault();
});
