/**
 * Sets up every element that fits, now and when a part of the page is replaced later; each once.
 * @param selector of the elements to set up
 */
export function eachElement(selector: string, setUp: (element: HTMLElement) => void): void {
  const done = new WeakSet<HTMLElement>();
  const run = () => {
    for (const element of document.querySelectorAll<HTMLElement>(selector)) {
      if (done.has(element)) continue;
      done.add(element);
      setUp(element);
    }
  };
  run();
  new MutationObserver(run).observe(document.body, { childList: true, subtree: true });
}
