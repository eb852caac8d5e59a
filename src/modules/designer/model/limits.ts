import { Invalid } from "../../../kernel/index.ts";
import type { Element } from "../../forms/index.ts";
import type { VersionContent } from "./service.ts";

/** Bounds of one service. Beyond them pages get slow, and nobody fills in such a form. */
export const limits = {
  sections: 150,
  /** Fields, groups and notes together. */
  elements: 3000,
  /** Groups in groups. */
  depth: 12,
  rules: 2000,
  samples: 60,
  checks: 500,
  /** Options of one field; longer lists are code lists. */
  options: 300,
  /** Characters of the JSON. */
  characters: 4_000_000,
  /** Steps that can be taken back. */
  revocableSteps: 60,
} as const;

function measure(elements: readonly Element[], depth: number): { count: number; depth: number } {
  let count = 0;
  let deepest = depth;
  for (const element of elements) {
    count += 1;
    if (element.kind !== "group") continue;
    // A definition that was sent by hand may nest without end: do not follow it there.
    if (depth >= limits.depth) return { count, depth: depth + 1 };
    const inner = measure(element.elements, depth + 1);
    count += inner.count;
    deepest = Math.max(deepest, inner.depth);
  }
  return { count, depth: deepest };
}

/** Which bound is broken; undefined where none is. */
export function brokenLimit(content: VersionContent): keyof typeof limits | undefined {
  const { form } = content.definition.online;
  if (form.sections.length > limits.sections) return "sections";
  const measured = form.sections.map((section) => measure(section.elements, 0));
  if (measured.some(({ depth }) => depth > limits.depth)) return "depth";
  if (measured.reduce((sum, { count }) => sum + count, 0) > limits.elements) return "elements";
  if ((form.checks ?? []).length > limits.checks) return "checks";
  if (content.rules.length > limits.rules) return "rules";
  if (content.samples.length > limits.samples) return "samples";
  if (JSON.stringify(content).length > limits.characters) return "characters";
  return undefined;
}

/** @throws Invalid `designer.too-large` with the `limit` that is broken */
export function requireWithinLimits(content: VersionContent): void {
  const broken = brokenLimit(content);
  if (broken !== undefined) throw new Invalid("designer.too-large", { limit: broken, most: limits[broken] });
}
