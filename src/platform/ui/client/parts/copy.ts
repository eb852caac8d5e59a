/** Puts a button beside every access code that copies it, where the browser can. */
export function copyButtons(): void {
  if (navigator.clipboard === undefined) return;
  for (const box of document.querySelectorAll<HTMLElement>("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn--secondary";
    button.textContent = box.dataset.copyWord ?? "";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.dataset.copy ?? "");
      const status = box.querySelector("[role=status]");
      if (status !== null) status.textContent = box.dataset.copiedWord ?? "";
    });
    box.append(button);
  }
}
