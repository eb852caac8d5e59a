import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Invalid } from "../../../kernel/index.ts";
import type { Field, Group } from "../../forms/index.ts";
import * as tree from "./tree.ts";

const text = (de: string) => ({ de, en: de });
const field = (key: string): Field => ({ kind: "field", key, type: "text", label: text(key), source: "§ 1" });
const group = (key: string, ...elements: Group["elements"][number][]): Group => ({ kind: "group", key, elements });
const form: tree.DraftForm = {
  sections: [
    { key: "eins", title: text("Eins"), elements: [field("a"), group("g", field("x"), field("y")), field("b")] },
    { key: "zwei", title: text("Zwei"), elements: [{ kind: "note", text: text("Hinweis") }, field("c")] },
  ],
};
const addresses = (one: tree.DraftForm) => [...tree.walk(one)].map(({ address }) => address);
const changed = (change: tree.TreeChange): tree.DraftForm => {
  if (!change.ok) throw new Error(change.fault);
  return change.form;
};

describe("The tree of a form", () => {
  test("names everything in it by where it stands", () => {
    expect(addresses(form)).toEqual(["eins/a", "eins/g", "eins/g/x", "eins/g/y", "eins/b", "zwei/~0", "zwei/c"]);
    expect(tree.pathOf("eins/g/x")).toEqual(["g", "x"]);
    expect(tree.addressOf(form, "g.y")).toBe("eins/g/y");
  });

  test.each([
    ["eins/b", "up", ["eins/a", "eins/b", "eins/g", "eins/g/x", "eins/g/y", "zwei/~0", "zwei/c"]],
    ["eins/b", "in", ["eins/a", "eins/g", "eins/g/x", "eins/g/y", "eins/g/b", "zwei/~0", "zwei/c"]],
    ["eins/a", "in", ["eins/g", "eins/g/a", "eins/g/x", "eins/g/y", "eins/b", "zwei/~0", "zwei/c"]],
    ["eins/g/x", "out", ["eins/a", "eins/g", "eins/g/y", "eins/x", "eins/b", "zwei/~0", "zwei/c"]],
    ["eins/g/x", "up", ["eins/a", "eins/x", "eins/g", "eins/g/y", "eins/b", "zwei/~0", "zwei/c"]],
    ["eins/b", "down", ["eins/a", "eins/g", "eins/g/x", "eins/g/y", "zwei/b", "zwei/~1", "zwei/c"]],
    ["zwei/~0", "down", ["eins/a", "eins/g", "eins/g/x", "eins/g/y", "eins/b", "zwei/c", "zwei/~1"]],
    ["zwei", "up", ["zwei/~0", "zwei/c", "eins/a", "eins/g", "eins/g/x", "eins/g/y", "eins/b"]],
  ] as const)("%s moved %s", (address, direction, expected) => {
    expect(addresses(changed(tree.move(form, address, direction)))).toEqual(expected);
  });

  test("a move that leads nowhere, into itself or onto a taken key is refused with its reason", () => {
    expect(tree.move(form, "eins", "up")).toEqual({ ok: false, fault: "no-room" });
    expect(tree.move(form, "zwei/c", "in")).toEqual({ ok: false, fault: "no-room" });
    expect(tree.moveTo(form, "eins/g", "eins/g", 0)).toEqual({ ok: false, fault: "into-itself" });
    const twin = changed(tree.add(form, "eins/g", field("a")));
    expect(tree.move(twin, "eins/g/a", "out")).toEqual({ ok: false, fault: "key-taken" });
    expect(tree.add(form, "zwei", field("a"))).toEqual({ ok: false, fault: "key-taken" });
  });

  test("an address that is not there is a request made by hand", () => {
    for (const address of ["drei", "eins/z", "eins/a/b", "zwei/~1", "zwei/~x", "__proto__"]) {
      expect(() => tree.get(form, address)).toThrow(Invalid);
    }
  });

  test("no move loses or doubles an element, and where it says it went is where it is", () => {
    const directions = fc.constantFrom("up", "down", "in", "out") as fc.Arbitrary<"up" | "down" | "in" | "out">;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), directions), { maxLength: 12 }), (moves) => {
        let now = form;
        for (const [pick, direction] of moves) {
          const all = addresses(now);
          const address = all[pick % all.length] as string;
          const before = tree.get(now, address).element;
          const step = tree.move(now, address, direction);
          if (!step.ok) continue;
          now = step.form;
          expect(tree.get(now, step.address).element).toBe(before);
        }
        const keys = [...tree.walk(now)].map(({ element }) => (element.kind === "note" ? "note" : element.key));
        expect(keys.toSorted()).toEqual(["a", "b", "c", "g", "note", "x", "y"]);
      }),
    );
  });

  test("keys are made from labels, and never a word of FEEL or one that is taken", () => {
    expect(tree.fieldKeyOf("Datum der Geburt", new Set())).toBe("datumDerGeburt");
    expect(tree.fieldKeyOf("Größe (in cm)", new Set(["groesseInCm"]))).toBe("groesseInCm2");
    expect(tree.fieldKeyOf("Date", new Set())).toBe("date2");
    expect(tree.fieldKeyOf("123 ✓", new Set())).toBe("feld");
    expect(tree.sectionKeyOf("Eins", form)).toBe("eins-2");
  });
});
