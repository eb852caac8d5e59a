/** The focus goes to the error summary: browsers that do not know `autofocus` on a region need the push. */
export function focusErrors(): void {
  const summary = document.querySelector<HTMLElement>("[data-errors]");
  if (summary === null) return;
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) summary.focus();
  });
  // A link to a group of choices should put its question on the screen, not only its first answer.
  summary.addEventListener("click", (event) => {
    const href = event.target instanceof Element ? event.target.closest("a")?.getAttribute("href") : undefined;
    const field = href?.startsWith("#") ? document.getElementById(href.slice(1)) : null;
    if (field === null || field === undefined) return;
    event.preventDefault();
    field.closest(".field")?.scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

/**
 * A second click while a form is on its way does nothing. Buttons stay enabled for the browser, so that their name and
 * value are sent, and everything is as before when the page comes back from the back/forward cache.
 */
export function sendOnce(): void {
  const release = () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.form === undefined || event.defaultPrevented) return;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    (event.submitter ?? form.querySelector("[type=submit]"))?.setAttribute("aria-disabled", "true");
    // A download answers without leaving the page: do not lock the form for ever.
    setTimeout(release, 8000);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) release();
  });
}
