import type { VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";

/** Parts of one owner; beyond, they are rendered each time. */
const mostParts = 40;
const partsOf = new WeakMap<object, Map<string, string>>();

/**
 * A part of a page that is the same each time: rendered and escaped by Preact once, for as long as its owner lives.
 * Nothing that somebody has typed belongs in it.
 * @param owner what the part belongs to: a field's definition, the look of a town
 * @param key everything else that the part depends on
 */
export function kept(owner: object, key: string, make: () => VNode): VNode {
  let parts = partsOf.get(owner);
  if (parts === undefined) {
    parts = new Map();
    partsOf.set(owner, parts);
  }
  let html = parts.get(key);
  if (html === undefined) {
    html = renderToString(make());
    // Numbers for what is not Latin 1: a page without such letters takes half the room and is encoded faster.
    html = html.replace(/[\u{100}-\u{10ffff}]/gu, (letter) => `&#${letter.codePointAt(0)};`);
    if (parts.size < mostParts) parts.set(key, html);
  }
  // A node of its own each time: rendering ties it to what stands around it.
  return jsxTemplate([html]);
}
