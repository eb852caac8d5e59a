/**
 * Suggests while typing where a field has a long code list. The page works without: then a button searches.
 * Pattern: combobox with a listbox, WAI-ARIA 1.2; the text that is chosen is what the server reads.
 */
const waitMs = 150;

function enhance(input: HTMLInputElement): void {
  const address = input.dataset.suggest;
  const row = input.parentElement;
  if (address === undefined || row === null || input.getAttribute("role") === "combobox") return;
  const list = document.createElement("ul");
  list.id = `${input.id}-liste`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "");
  list.hidden = true;
  const status = document.createElement("span");
  status.className = "vh";
  status.setAttribute("role", "status");
  row.classList.add("suggests");
  row.append(list, status);
  row.querySelector("button")?.setAttribute("hidden", "");
  const attributes = {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    autocomplete: "off",
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  let active = -1;
  let asked = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const close = (): void => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (option: Element): void => {
    input.value = (option as HTMLElement).dataset.text ?? "";
    close();
    status.textContent = "";
    document.querySelector(`[data-finds="${CSS.escape(input.id)}"]`)?.remove();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const light = (at: number): void => {
    const options = [...list.children];
    options[active]?.setAttribute("aria-selected", "false");
    active = (at + options.length) % options.length;
    const option = options[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option?.id ?? "");
  };
  const show = (suggestions: readonly string[]): void => {
    list.replaceChildren(
      ...suggestions.map((text, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.text = text;
        option.textContent = text;
        return option;
      }),
    );
    active = -1;
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = list.hidden
      ? (input.dataset.none ?? "")
      : `${suggestions.length} ${input.dataset.found ?? ""}`;
  };
  const ask = async (again = true): Promise<void> => {
    const mine = ++asked;
    if (input.value.trim() === "") return close();
    try {
      const answer = await fetch(`${address}&q=${encodeURIComponent(input.value)}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const suggestions = (await answer.json()) as string[];
      if (mine === asked && document.activeElement === input) show(suggestions);
    } catch {
      // Without network what is typed is looked up when the page is sent.
      close();
      if (again && mine === asked) waiting = setTimeout(() => ask(false), 1000);
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(), waitMs);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      close();
      event.preventDefault();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      light(event.key === "ArrowDown" ? active + 1 : active === -1 ? count - 1 : active - 1);
      event.preventDefault();
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      choose(list.children[active] as Element);
      event.preventDefault();
    }
  });
  input.addEventListener("blur", () => {
    ++asked;
    close();
  });
  // Before the input loses the focus.
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = (event.target as Element).closest("[role=option]");
    if (option !== null) choose(option);
  });
}

/** Turns the inputs for long code lists below an element into comboboxes; those that are some already stay. */
export function enhanceComboboxes(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-suggest]")) enhance(input);
}
