import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import type { Group } from "../form.ts";
import { compileForm, visibleElements } from "../model/index.ts";
import { FormPreview } from "./form-preview.tsx";

const text = (de: string) => ({ de, en: de });

/** A page called `Betrieb` with one group, as citizens get it. */
function pageWith(group: Partial<Group>): string {
  const form = compileForm({
    id: "probe",
    version: 1,
    sections: [
      {
        key: "betrieb",
        title: text("Betrieb"),
        elements: [
          {
            kind: "group",
            key: "betrieb",
            elements: [{ kind: "field", key: "name", type: "text", label: text("Firma"), source: "§ 1" }],
            ...group,
          },
        ],
      },
    ],
  });
  const elements = visibleElements(form, "betrieb", {}, plainDay("2026-11-23"));
  const view = { language: "de", href: (path: string) => path, asset: (name: string) => name } as never;
  return renderToString(<FormPreview view={view} title="Betrieb" elements={elements} errors={[]} />);
}

describe("A group of a page", () => {
  test("shows its introduction also where it has no title", () => {
    expect(pageWith({ intro: text("Nur der Hauptsitz.") })).toContain("Nur der Hauptsitz.");
  });

  test("does not show a title once more that the page has", () => {
    expect(pageWith({ title: text("Betrieb") })).toContain('<span class="vh">Betrieb</span>');
    expect(pageWith({ title: text("Sitz") })).not.toContain('<span class="vh">Sitz</span>');
    const repeated = pageWith({ title: text("Betrieb"), entryName: text("Standort"), max: 3 });
    expect(repeated).not.toMatch(/<h2[^>]*>Betrieb/);
    expect(repeated).toContain("Standort 1");
  });
});
