import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { type Actor, Conflict, Forbidden, type TenantId } from "../kernel/index.ts";
import { importCodeList } from "../modules/codelists/index.ts";
import { exportSchema, findDraft, importSchema, SchemaRefused } from "../modules/designer/index.ts";
import { switchOnTown, type Tenant } from "../modules/tenants/index.ts";
import { createTestDatabase, standards, type TestDatabase, xsdMistakes } from "../platform/testing/index.ts";
import { canonicalXml, parseXml } from "../platform/xml/index.ts";
import { wireModules } from "./assembly.ts";
import { exportService, importFile } from "./fim-commands.ts";

const path = "fim/examples/S00000009_xdatenfelder.xml";
const real = (): Buffer => readFileSync(standards.path(path));
const designer: Actor = {
  kind: "staff",
  staffId: "0197f3a0-0000-7000-8000-000000000000",
  name: "Dora Design",
  duties: ["design"],
};

let database: TestDatabase;
let town: Tenant;
let folder: string;

beforeAll(async () => {
  await wireModules();
  database = await createTestDatabase(inject("testServer"));
  folder = mkdtempSync(join(tmpdir(), "klickamt-fim-"));
  town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: { kind: "system", name: "test" }, now: database.now }, { ags: "05774032", demo: true }),
  );
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const asDesigner = <T>(work: Parameters<typeof database.run<T>>[2], actor: Actor = designer) =>
  database.run(town.tenantId, actor, work);

describe.skipIf(!standards.present)("Importing a FIM schema", () => {
  test("makes a draft with its origin, rules and report; the same schema again is another service", async () => {
    const first = await asDesigner((ctx) => importSchema(ctx, real()));
    expect(first.id).toBe("gewerbe-anmeldung");
    expect(first.report).toMatchObject({ fields: 132, groups: 54, codeLists: 15 });
    const draft = await asDesigner((ctx) => findDraft(ctx, first.id));
    expect(draft?.definition.online.form.sections.length).toBeGreaterThan(10);
    expect(draft?.rules.length).toBeGreaterThan(3);
    expect(draft?.report).toEqual(first.report);
    expect((await asDesigner((ctx) => importSchema(ctx, real()))).id).toBe("gewerbe-anmeldung-s00000009");
    expect((await asDesigner((ctx) => importSchema(ctx, real()))).id).toBe("gewerbe-anmeldung-s00000009-2");
    await expect(asDesigner((ctx) => importSchema(ctx, real(), { id: first.id }))).rejects.toThrow(Conflict);
  });

  test("comes back from the database canonically equal, and valid in both versions", async () => {
    const { id } = await asDesigner((ctx) => importSchema(ctx, real(), { id: "hin-und-zurueck" }));
    const second = await asDesigner((ctx) => exportSchema(ctx, id, { as: "xdatenfelder-2" }));
    expect(canonicalXml(parseXml(second.bytes))).toBe(canonicalXml(parseXml(real())));
    expect([second.losses, second.mistakes]).toEqual([[], []]);
    const third = await asDesigner((ctx) => exportSchema(ctx, id, { as: "xdatenfelder-3" }));
    expect(xsdMistakes(third.bytes, standards.path("fim/xdatenfelder-3.0.0/xdatenfelder.xsd"))).toEqual([]);
  });

  test("uses the code lists of the region", async () => {
    const uri = "urn:xpersonenstand:schluesseltabelle:geschlecht";
    await asDesigner((ctx) =>
      importCodeList(ctx, {
        uri,
        version: "2",
        name: { de: "Geschlecht", en: "Sex" },
        entries: [
          { code: "m", label: "männlich" },
          { code: "w", label: "weiblich" },
        ],
      }),
    );
    const { report } = await asDesigner((ctx) => importSchema(ctx, real(), { id: "mit-liste" }));
    expect(report.cameOver.codeLists).toBe(3);
  });

  test("is for designers only", async () => {
    const others: readonly Actor[] = [{ kind: "citizen" }, { ...designer, duties: ["casework"] } as Actor];
    for (const actor of others) {
      await expect(asDesigner((ctx) => importSchema(ctx, real()), actor)).rejects.toThrow(Forbidden);
      await expect(
        asDesigner((ctx) => exportSchema(ctx, "gewerbe-anmeldung", { as: "xdatenfelder-2" }), actor),
      ).rejects.toThrow(Forbidden);
    }
  });

  test("refuses what is no schema, with line and reason in two languages", async () => {
    for (const text of ["", "kein XML", "<a/>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>']) {
      const refused = await asDesigner((ctx) => importSchema(ctx, Buffer.from(text))).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(SchemaRefused);
      expect((refused as SchemaRefused).line).toBe(1);
      expect((refused as SchemaRefused).reason.de).not.toBe((refused as SchemaRefused).reason.en);
    }
  });
});

describe.skipIf(!standards.present)("The commands", () => {
  const towns = {
    inTown: <T>(tenant: TenantId, actor: Actor, work: Parameters<typeof database.run<T>>[2]) =>
      database.run(tenant, actor, work),
  };
  const lines = (): { out: string[]; err: string[] } => {
    const said = { out: [] as string[], err: [] as string[] };
    vi.spyOn(console, "log").mockImplementation((text: string) => void said.out.push(text));
    vi.spyOn(console, "error").mockImplementation((text: string) => void said.err.push(text));
    return said;
  };

  test("import prints a report that can be read, or JSON; export writes the file again", async () => {
    const said = lines();
    const options = { id: "vom-befehl", json: false };
    expect(await importFile(towns, town.tenantId, standards.path(path), options)).toBe(0);
    const text = said.out.join("\n");
    expect(text).toContain("is there as a draft: vom-befehl");
    expect(text).toContain("fields          132 of 132");
    expect(text).toContain("groups          54 of 54");
    expect(text).toContain("code lists that are missing");
    said.out.length = 0;
    expect(await importFile(towns, town.tenantId, standards.path(path), { id: "als-json", json: true })).toBe(0);
    expect(JSON.parse(said.out.join(""))).toMatchObject({ id: "als-json", report: { fields: 132 } });
    const to = join(folder, "schema.xml");
    expect(await exportService(towns, town.tenantId, "vom-befehl", { as: "xdatenfelder-2", to })).toBe(0);
    expect(canonicalXml(parseXml(readFileSync(to)))).toBe(canonicalXml(parseXml(real())));
    expect(await exportService(towns, town.tenantId, "vom-befehl", { as: "json-schema", to })).toBe(0);
    expect(JSON.parse(readFileSync(to, "utf8"))).toMatchObject({ type: "object", additionalProperties: false });
    expect(await exportService(towns, town.tenantId, "gibt-es-nicht", { as: "json-schema", to })).toBe(1);
  });

  test("import says what is wrong with a file and an id, and ends with 1", async () => {
    const said = lines();
    const wrong = join(folder, "wrong.xml");
    writeFileSync(wrong, "<a>\n<b></a>");
    expect(await importFile(towns, town.tenantId, wrong, { id: undefined, json: false })).toBe(1);
    expect(said.err.join("\n")).toContain("line 2: Ein Element wird falsch geschlossen.");
    expect(await importFile(towns, town.tenantId, standards.path(path), { id: "Groß!", json: false })).toBe(1);
    expect(await importFile(towns, town.tenantId, standards.path(path), { id: "vom-befehl", json: false })).toBe(1);
    expect(said.err.join("\n")).toContain("There is a service vom-befehl already.");
  });
});
