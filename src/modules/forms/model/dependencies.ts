import type { FeelExpression, FeelPath } from "../../../platform/feel/index.ts";
import type { CompiledElement, CompiledField, CompiledForm, CompiledGroup, Scope } from "./compiled-form.ts";

/** Something that an evaluation may ask for: whether it is visible, its value, how many entries there are. By pattern. */
export type Aspect = `${"visible" | "value" | "count"}:${string}`;

/** What has to be known for each aspect of a form. */
export function dependenciesOf({
  sections,
  root,
  fields,
}: Pick<CompiledForm, "sections" | "root" | "fields">): ReadonlyMap<Aspect, readonly Aspect[]> {
  const edges = new Map<Aspect, Aspect[]>();
  for (const { section, when } of sections) edges.set(`visible:/${section.key}`, aspectsRead(root, when));
  for (const group of sections.flatMap(({ elements }) => groupsIn(elements))) {
    // A group that goes on on a later page is one group.
    const before = edges.get(`visible:${group.pattern}`) ?? [];
    edges.set(`visible:${group.pattern}`, [...before, container(group), ...aspectsRead(group.scope, group.when)]);
    edges.set(`count:${group.pattern}`, [`visible:${group.pattern}`, ...aspectsRead(group.scope, group.min)]);
  }
  for (const field of fields) {
    edges.set(`visible:${field.pattern}`, [container(field), ...aspectsRead(field.scope, field.when)]);
    edges.set(`value:${field.pattern}`, [
      `visible:${field.pattern}`,
      ...aspectsRead(field.scope, field.computed),
      ...field.options.flatMap((option) => aspectsRead(field.scope, option.when)),
    ]);
  }
  return edges;
}

function container(node: CompiledField | CompiledGroup): Aspect {
  return node.scope.group === undefined
    ? `visible:/${node.section.section.key}`
    : `visible:${node.scope.group.pattern}`;
}

function groupsIn(elements: readonly CompiledElement[]): readonly CompiledGroup[] {
  return elements.flatMap((element) => (element.kind === "group" ? [...groupsIn(element.elements), element] : []));
}

/** What an expression reads; a constant reads nothing. */
export function aspectsRead(scope: Scope, feel: FeelExpression | string | number | boolean | undefined): Aspect[] {
  return typeof feel === "object" ? feel.paths.flatMap((path) => aspectsOf(scope, path)) : [];
}

/** The element that names mean from inside a scope; what comes after a date (`.year`) belongs to the date. */
export function resolveNames(scope: Scope, names: readonly string[]): CompiledField | CompiledGroup | undefined {
  const [first, ...rest] = names;
  let from: Scope | undefined = scope;
  while (from !== undefined && !from.names.has(first as string)) from = from.parent;
  let node = from?.names.get(first as string);
  for (const name of rest) {
    if (node === undefined) return undefined;
    if (node.kind === "group") node = node.inner.names.get(name);
    else if (node.field.type !== "date" || !["year", "month", "day", "weekday"].includes(name)) return undefined;
  }
  return node;
}

function aspectsOf(scope: Scope, path: FeelPath): Aspect[] {
  const inFilter = path.filterOf === undefined ? undefined : resolveNames(scope, [...path.filterOf, ...path.names]);
  const [first, ...rest] = inFilter === undefined ? path.names : [...(path.filterOf ?? []), ...path.names];
  const aspects: Aspect[] = [];
  let node = resolveNames(scope, [first as string]);
  // The group around the expression is this very entry: how many there are does not matter.
  for (const name of rest) {
    if (node?.kind !== "group") break;
    aspects.push(`count:${node.pattern}`);
    node = node.inner.names.get(name);
  }
  if (node === undefined) return aspects;
  if (node.kind === "field") return [...aspects, `value:${node.pattern}`];
  aspects.push(`count:${node.pattern}`);
  return path.use === "entries" ? aspects : [...aspects, ...valuesIn(node)];
}

function valuesIn(group: CompiledGroup): Aspect[] {
  // Also what stands in it on a later page.
  return [...group.inner.names.values()].flatMap((node): Aspect[] =>
    node.kind === "field" ? [`value:${node.pattern}`] : [`count:${node.pattern}`, ...valuesIn(node)],
  );
}
