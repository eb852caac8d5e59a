import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import type { Answers } from "../form.ts";
import { codeLists, randomAnswers, randomForm } from "../testing/random-form.ts";
import {
  addEntry,
  answerSheet,
  type CompiledForm,
  checkAll,
  checkSection,
  compileForm,
  findField,
  freezeAnswers,
  inputText,
  normaliseBody,
  pageFields,
  parseFieldValue,
  readBody,
  removeEntry,
  visibleElements,
  visibleSections,
} from "./index.ts";
import { listShownPaths } from "./shown.ts";

const today = plainDay("2026-11-22");
const german = { today, language: "de" } as const;

interface Given {
  readonly compiled: CompiledForm;
  readonly answers: Answers;
  readonly places: readonly { readonly path: string; readonly sectionKey: string }[];
}

/** A form and what somebody typed into it. */
const given: fc.Arbitrary<Given> = randomForm.chain(({ form, places }) => {
  const compiled = compileForm(form, { codeLists });
  return randomAnswers(places).map((answers) => ({
    compiled,
    answers,
    places,
    [fc.toStringMethod]: () => JSON.stringify({ sections: form.sections, answers }),
  }));
});
const always = (check: (given: Given) => void, numRuns = 300): void =>
  fc.assert(fc.property(given, check), { numRuns });

const keysOf = ({ compiled }: Given) => compiled.sections.map(({ section }) => section.key);
const fieldsOf = (one: Given, answers = one.answers) =>
  keysOf(one).flatMap((key) => pageFields(one.compiled, key, answers, today));

describe("whatever the form and whatever is typed", () => {
  it("a hidden field is never required, never wrong, on no page and not sent", () => {
    always((one) => {
      const hidden = new Set(
        fieldsOf(one).flatMap(({ path, visible, required }) => {
          if (!visible) expect([path, required]).toEqual([path, false]);
          return visible ? [] : [path];
        }),
      );
      const errors = checkAll(one.compiled, one.answers, german);
      expect(errors.filter(({ path }) => hidden.has(path))).toEqual([]);
      const shown = keysOf(one).flatMap((key) => [
        ...listShownPaths(visibleElements(one.compiled, key, one.answers, today)),
      ]);
      expect(shown.filter((path) => hidden.has(path))).toEqual([]);
      if (errors.length === 0) {
        const sent = Object.keys(freezeAnswers(one.compiled, one.answers, today).answers);
        expect(sent.filter((path) => hidden.has(path))).toEqual([]);
      }
    });
  });

  it("the order of answering changes nothing", () => {
    fc.assert(
      fc.property(given, fc.infiniteStream(fc.nat(1000)), (one, dice) => {
        const shuffled = Object.entries(one.answers)
          .map((pair): [number, [string, string | readonly string[]]] => [dice.next().value as number, pair])
          .sort(([a], [b]) => a - b);
        const other = Object.fromEntries(shuffled.map(([, pair]) => pair));
        // Looked at from the last page to the first.
        for (const key of keysOf(one).toReversed()) pageFields(one.compiled, key, other, today);
        expect(checkAll(one.compiled, other, german)).toEqual(checkAll(one.compiled, one.answers, german));
        expect(answerSheet(one.compiled, other, "de", today)).toEqual(
          answerSheet(one.compiled, one.answers, "de", today),
        );
      }),
    );
  });

  it("hiding and showing again keeps what was typed", () => {
    always((one) => {
      for (const { path, field, visible, value } of fieldsOf(one)) {
        if (field.type !== "yes-no" || !visible) continue;
        const sectionKey = one.places.find((place) => place.path === path)?.sectionKey ?? "";
        const turn = (answers: Answers, to: string) => ({
          ...answers,
          ...normaliseOnly(one, sectionKey, answers, path, to),
        });
        const there = turn(turn(one.answers, value === "ja" ? "nein" : "ja"), typeof value === "string" ? value : "");
        expect(asCodes(one, { ...there, [path]: "" })).toEqual(asCodes(one, { ...one.answers, [path]: "" }));
      }
    }, 100);
  });

  it("what the pages accept the final check accepts, and what it accepts can be sent and stays right", () => {
    always((one) => {
      const onPages = visibleSections(one.compiled, one.answers, today).flatMap(({ key }) =>
        checkSection(one.compiled, key, { ...one.answers }, german),
      );
      expect(checkAll(one.compiled, one.answers, german)).toEqual(onPages);
      if (onPages.length > 0) return;
      const { answers } = freezeAnswers(one.compiled, one.answers, today);
      expect(freezeAnswers(one.compiled, answers, today).answers).toEqual(answers);
      expect(checkAll(one.compiled, answers, german)).toEqual([]);
    });
  });

  it("a page sent as it is shown changes nothing but spellings", () => {
    always((one) => {
      for (const key of keysOf(one)) {
        const body: Record<string, string | readonly string[] | undefined> = {};
        for (const { path, field, visible, value } of pageFields(one.compiled, key, one.answers, today)) {
          if (!visible || field.type === "file") continue;
          if (field.type === "choices" || field.type === "declaration") body[path] = value;
          else if (field.type === "map-point") body[path] = value ?? "";
          else body[path] = inputText(field, value, "de");
        }
        const { seen } = readBody(one.compiled, key, body, one.answers, today);
        const before = checkSection(one.compiled, key, one.answers, german).map(({ path }) => path);
        expect(checkSection(one.compiled, key, seen, german).map(({ path }) => path)).toEqual(before);
      }
    });
  });

  it("entries of groups inside groups come and go without touching others", () => {
    always((one) => {
      for (const key of keysOf(one)) {
        for (const group of groupsOf(visibleElements(one.compiled, key, one.answers, today))) {
          if (!group.canAdd) continue;
          const more = addEntry(one.compiled, one.answers, group.path, today);
          expect(removeEntry(one.compiled, more, group.path, group.entries.length)).toEqual(one.answers);
        }
      }
    }, 150);
  });

  it("a value is read again from what stands in the input, in both languages, and canonical ones read as themselves", () => {
    always((one) => {
      for (const [path, raw] of Object.entries(one.answers)) {
        const field = findField(one.compiled, path)?.field;
        if (field === undefined) continue;
        const parsed = parseFieldValue(field, raw, "de");
        if (!parsed.ok || parsed.value === undefined) continue;
        expect(parseFieldValue(field, parsed.value, "de")).toEqual(parsed);
        if (typeof parsed.value !== "string") continue;
        for (const language of ["de", "en"] as const) {
          expect(parseFieldValue(field, inputText(field, raw, language), "de")).toEqual(parsed);
        }
      }
    });
  });
});

function normaliseOnly(one: Given, sectionKey: string, answers: Answers, path: string, value: string): Answers {
  // Everything on the page is sent as it is, with one answer changed.
  const body: Record<string, string | readonly string[] | undefined> = {};
  for (const field of pageFields(one.compiled, sectionKey, answers, today)) {
    if (field.visible) body[field.path] = field.value;
  }
  const after = normaliseBody(one.compiled, sectionKey, { ...body, [path]: value }, answers, today);
  // A checkbox that a page shows and does not send was not ticked: an answer, not a loss.
  return Object.fromEntries(Object.entries(after).filter(([at]) => answers[at] !== undefined || at === path));
}

/** What was typed for an entry of a code list is kept as its code, and one tick as a list of one. */
function asCodes({ compiled }: Given, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([path, raw]) => {
      const field = findField(compiled, path)?.field;
      const parsed = field?.codeList === undefined ? undefined : parseFieldValue(field, raw, "de");
      if (parsed?.ok === true && parsed.value !== undefined) return [path, parsed.value];
      return [path, field?.type === "choices" && typeof raw === "string" ? [raw] : raw];
    }),
  );
}

function groupsOf(
  elements: ReturnType<typeof visibleElements>,
): Extract<ReturnType<typeof visibleElements>[number], { kind: "group" }>[] {
  return elements.flatMap((element) =>
    element.kind === "group"
      ? [...(element.repeatable ? [element] : []), ...element.entries.flatMap((entry) => groupsOf(entry.elements))]
      : [],
  );
}
