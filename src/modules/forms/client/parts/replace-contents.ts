/** What stands for a part of the page on the one that comes: the same id, else the same words at the same turn. */
function samePart(part: Element, here: ParentNode, there: ParentNode): HTMLElement | null {
  if (part.id !== "") return there.querySelector(`#${CSS.escape(part.id)}`);
  const alike = (where: ParentNode) =>
    Array.from(where.querySelectorAll<HTMLElement>(part.tagName)).filter(
      (other) => other.textContent === part.textContent && other.getAttribute("value") === part.getAttribute("value"),
    );
  return alike(there)[alike(here).indexOf(part as HTMLElement)] ?? null;
}

/** Puts fresh contents in; whoever was on one of its parts stays there. @returns the part */
export function replaceContents(box: Element, fresh: Element): HTMLElement | null {
  for (const open of box.querySelectorAll("details[open]")) samePart(open, box, fresh)?.setAttribute("open", "");
  const focused = document.activeElement;
  const stays = focused !== null && box.contains(focused) ? samePart(focused, box, fresh) : null;
  box.replaceChildren(...fresh.childNodes);
  stays?.focus();
  return stays;
}
