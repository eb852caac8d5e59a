import { parser, trackVariables } from "lezer-feel";

/** The part of a parse tree node that the compiler reads. */
export interface FeelNode {
  readonly type: { readonly name: string; readonly isError: boolean };
  readonly from: number;
  readonly to: number;
  readonly firstChild: FeelNode | null;
  readonly nextSibling: FeelNode | null;
}

/** Wrong FEEL. `position` counts characters of `source` from 0. */
export class FeelSyntaxError extends Error {
  readonly source: string;
  readonly position: number;

  constructor(source: string, position: number) {
    const found = source.slice(position, position + 12);
    super(
      found.trim() === ""
        ? `FEEL ends too early at character ${position + 1}: ${source}`
        : `FEEL is not understood at character ${position + 1} ("${found}"): ${source}`,
    );
    this.name = "FeelSyntaxError";
    this.source = source;
    this.position = position;
  }
}

// Names with operators in them ("a-b") would need the context while parsing; keys of ours have none.
const feelParser = parser.configure({ top: "Expression", contextTracker: trackVariables({}) });

/**
 * The parse tree of one expression.
 * @throws FeelSyntaxError with the first position that is not understood
 */
export function parseFeel(source: string): FeelNode {
  const root = feelParser.parse(source).topNode as unknown as FeelNode;
  const wrong = firstError(root);
  if (wrong !== undefined) throw new FeelSyntaxError(source, wrong.from);
  const expression = childrenOf(root)[0];
  if (expression === undefined) throw new FeelSyntaxError(source, 0);
  return expression;
}

export function childrenOf(node: FeelNode): FeelNode[] {
  const children: FeelNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.type.name !== "LineComment" && child.type.name !== "BlockComment") children.push(child);
  }
  return children;
}

function firstError(node: FeelNode): FeelNode | undefined {
  if (node.type.isError) return node;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    const found = firstError(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Text of a string literal, escapes resolved. */
export function stringOf(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4,6})|(["\\nrt]))/g, (_, code: string | undefined, sign: string) => {
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return sign === "n" ? "\n" : sign === "r" ? "\r" : sign === "t" ? "\t" : sign;
    });
}
