import { expect, test } from "vitest";
import type { IncomingMessage } from "./archive-format.ts";
import { planImport } from "./import-plan.ts";

test("a title that is too long is cut between characters, never within one", () => {
  const betreff = `${"x".repeat(499)}🦊`;
  const record = { uuid: "A0000000-0000-4000-8000-000000000001", betreff };
  const message = {
    typ: "0503",
    messageId: "m",
    processId: "p",
    number: 1,
    madeAt: new Date(0),
    from: "Stadt",
    to: "Archiv",
    version: "4.0.0",
    leftOver: [],
    akten: [
      {
        ...record,
        dokumente: [],
        kennzeichen: `${"k".repeat(199)}🦊`,
        vorgaenge: [
          {
            ...record,
            dokumente: [{ ...record, bearbeiter: `${"b".repeat(199)}🦊`, versionen: [], anlagen: [] }],
            teilvorgaenge: [],
          },
        ],
        teilakten: [],
      },
    ],
  } as unknown as IncomingMessage;
  const [akte] = planImport(message);
  const [vorgang] = akte?.vorgaenge ?? [];
  const [dokument] = vorgang?.dokumente ?? [];
  expect([akte?.title, vorgang?.subject, dokument?.title]).toEqual(Array(3).fill("x".repeat(499)));
  expect([akte?.kennzeichen, dokument?.author]).toEqual(["k".repeat(199), "b".repeat(199)]);
});
