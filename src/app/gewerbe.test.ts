import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, dayInBerlin, Forbidden, formatDayShort, newAccessCode, type PlainDay } from "../kernel/index.ts";
import { createStaff } from "../modules/accounts/index.ts";
import {
  type Case,
  completeTask,
  getCase,
  listCasesOfMailbox,
  listHistory,
  listTasksOfCase,
  openCase,
  takeCase,
} from "../modules/cases/index.ts";
import {
  freezeAnswers,
  getOnlineLeistung,
  openDraft,
  saveSection,
  startDraft,
  submitDraft,
  visibleSections,
} from "../modules/forms/index.ts";
import {
  configureDeliveries,
  gewerbeEffects,
  gewerbePanels,
  gewerbePrefillSource,
  retryAllDeliveries,
  retryDelivery,
  seedRecipients,
  setRecipient,
} from "../modules/gewerbe/index.ts";
import {
  configureMail,
  findMailboxByCode,
  folderTransport,
  listMessages,
  openMailbox,
} from "../modules/messaging/index.ts";
import { findAccountOfCase } from "../modules/payments/index.ts";
import {
  listDokumente,
  listVorgaenge,
  performWish,
  readDokument,
  seedAktenplan,
  verifyRecords,
} from "../modules/records/index.ts";
import { switchOnTown, type Tenant } from "../modules/tenants/index.ts";
import {
  type Browser,
  createTestDatabase,
  standards,
  type TestDatabase,
  type TestWeb,
} from "../platform/testing/index.ts";
import { jobs, wireModules } from "./assembly.ts";
import { openWholeWeb } from "./testing/whole-web.ts";

let database: TestDatabase;
let web: TestWeb;
let paderborn: Tenant;
let delbrueck: Tenant;
const folder = mkdtempSync(join(tmpdir(), "klickamt-deliveries-"));
const publicUrl = "http://localhost:3000";

const system = { kind: "system", name: "test" } as const;
const staff = (...duties: Extract<Actor, { kind: "staff" }>["duties"]): Actor => ({
  kind: "staff",
  staffId: "0197f3a0-0000-7000-8000-000000000000",
  name: "Kim Beispiel",
  duties,
});
const caseworker = staff("casework");
const password = "Regen Tisch Mond Gabel";

beforeAll(async () => {
  await wireModules();
  configureDeliveries({ folder, publicUrl });
  configureMail({ publicUrl, transport: folderTransport(join(folder, "mail")) });
  database = await createTestDatabase(inject("testServer"), jobs);
  const contact = {
    officeName: "Ordnungsamt",
    street: "Am Abdinghof 11",
    postcode: "33098",
    city: "Paderborn",
    phone: "05251 88-0",
    email: "gewerbe@stadt.example",
    hours: { de: ["Montag bis Freitag: 8 bis 12 Uhr"], en: ["Monday to Friday: 8 to 12"] },
  };
  const switchOn = (ags: string) =>
    database.db.inPlatform((tx) =>
      switchOnTown({ tx, actor: system, now: database.now }, { ags, demo: true, contact }),
    );
  paderborn = await switchOn("05774032");
  delbrueck = await switchOn("05774020");
  for (const town of [paderborn, delbrueck]) {
    await database.run(town.tenantId, system, async (ctx) => {
      await seedAktenplan(ctx);
      await seedRecipients(ctx);
      await createStaff(ctx, {
        name: "Kim Beispiel",
        email: "kim@stadt.example",
        password,
        duties: ["casework", "register", "administration"],
      });
      await createStaff(ctx, { name: "Rita Register", email: "rita@stadt.example", password, duties: ["register"] });
      await createStaff(ctx, { name: "Rolf Akten", email: "rolf@stadt.example", password, duties: ["records"] });
    });
  }
  web = await openWholeWeb(database);
});
afterAll(async () => {
  await web.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

type Typed = Readonly<Record<string, string | readonly string[]>>;

const today = (): PlainDay => dayInBerlin(database.now);

/** Änne Müller registers her joinery; everything GewA1 asks of her. */
const registration = (more: Typed = {}): Typed => ({
  rechtsform: "einzelunternehmen",
  geschaeftsbezeichnung: "Tischlerei Müller",
  "inhaber.familienname": "Müller",
  "inhaber.vornamen": "Änne",
  "inhaber.geschlecht": "weiblich",
  "geburt.geburtsdatum": "12.04.1991",
  "geburt.geburtsort": "Musterhausen",
  "geburt.geburtsland": "de",
  "geburt.staatsangehoerigkeit": "de",
  "wohnung.land": "de",
  "wohnung.strasse": "Lindenprobe",
  "wohnung.hausnummer": "17 a",
  "wohnung.plz": "33098",
  "wohnung.ort": "Paderborn",
  "wohnung.telefon": "05251 123456",
  reisegewerbe: "nein",
  niederlassung: "hauptniederlassung",
  "betriebsstaette.wieWohnung": "nein",
  "betriebsstaette.strasse": "Marienplatz",
  "betriebsstaette.hausnummer": "1",
  "betriebsstaette.plz": "33098",
  "betriebsstaette.ort": "Paderborn",
  leitungVorhanden: "nein",
  taetigkeit: "Herstellung von Möbeln",
  betriebsart: ["handel"],
  nebenerwerb: "nein",
  beginn: formatDayShort(today(), "de"),
  beschaeftigteVorhanden: "nein",
  grund: "neugruendung",
  erlaubnisArten: ["keine"],
  ...more,
});

/** Änne Müller gives her business up. */
const closing = (more: Typed = {}): Typed => ({
  ...registration(),
  grund: "vollstaendige-aufgabe",
  ursachen: "Alter",
  aufgabedatum: formatDayShort(today(), "de"),
  neuerrichtung: "nein",
  ...more,
});

interface Sent {
  readonly caseId: string;
  readonly code: string;
  readonly mailboxId: string;
}

/** Fills in and sends a form as a founder does, with what the register knows where there is an earlier code. */
async function send(town: Tenant, leistungId: string, answers: Typed, earlierCode?: string): Promise<Sent> {
  const citizen = { kind: "citizen" } as const;
  const { draftId, code } = await database.run(town.tenantId, citizen, (ctx) =>
    startDraft(ctx, { leistungId, language: "de" }),
  );
  if (earlierCode !== undefined) {
    const browser = web.openBrowser();
    browser.setCookie("zugang", code);
    await browser.open(`/${town.slug}/antrag/${draftId}/vorausfuellen`);
    browser.fill({ "Code der Anmeldung": earlierCode });
    await browser.submit("Ausfüllen lassen");
    expect(browser.status).toBe(200);
  }
  return database.run(town.tenantId, citizen, async (ctx) => {
    const { online } = await getOnlineLeistung(ctx, leistungId);
    const known = earlierCode === undefined ? {} : (await openDraft(ctx, draftId, [code])).draft.answers;
    for (let done = 0; ; done++) {
      const { draft } = await openDraft(ctx, draftId, [code]);
      const section = visibleSections(online.compiled, draft.answers, today())[done];
      if (section === undefined) break;
      const body = { ...known, ...answers };
      const { errors } = await saveSection(ctx, draft, { sectionKey: section.key, body, language: "de" });
      expect(errors).toEqual([]);
    }
    const sent = await submitDraft(ctx, {
      draftId,
      language: "de",
      declarations: online.declarations.map(({ key }) => key),
      email: undefined,
    });
    if (sent.kind !== "sent") throw new Error(JSON.stringify(sent));
    return { caseId: sent.caseId, code, mailboxId: sent.mailboxId };
  });
}

/** A caseworker finds everything complete; what follows happens in the same transaction. */
async function certify(town: Tenant, caseId: string, options: Readonly<Record<string, string>> = {}): Promise<Case> {
  return database.run(town.tenantId, caseworker, async (ctx) => {
    const { rowVersion } = await takeCase(ctx, { caseId });
    const task = (await listTasksOfCase(ctx, caseId)).find(({ state }) => state === "open");
    if (task === undefined) throw new Error("nothing to do");
    return completeTask(ctx, { caseId, taskId: task.taskId, outcome: "vollstaendig", rowVersion, options });
  });
}

interface Row {
  readonly recipient_key: string;
  readonly state: string;
  readonly due_on: string;
  readonly not_before: Date;
  readonly person: number;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly delivery_id: string;
  readonly filename: string;
  readonly fields: number;
  readonly gave_up: boolean;
}

async function rowsOf(town: Tenant, caseId: string): Promise<readonly Row[]> {
  const { CompiledQuery } = await import("kysely");
  const { rows } = await database.run(town.tenantId, system, (ctx) =>
    ctx.tx.executeQuery<Row>(
      CompiledQuery.raw(
        "select recipient_key, state, due_on, not_before, person, attempts, last_error, delivery_id, filename, fields, gave_up from gewerbe.delivery where case_id = $1 order by delivery_id",
        [caseId],
      ),
    ),
  );
  return rows;
}

const keysOf = (rows: readonly Row[]): readonly string[] => rows.map((row) => row.recipient_key).sort();
const numbersIn = (xml: string): readonly number[] =>
  [...xml.matchAll(/<feld nummer="(\d+)"/g)].map((match) => Number(match[1]));

async function readCase(town: Tenant, caseId: string): Promise<Case> {
  return database.run(town.tenantId, system, (ctx) => getCase(ctx, caseId));
}

async function historyOf(town: Tenant, caseId: string): Promise<readonly string[]> {
  return database.run(town.tenantId, system, async (ctx) =>
    (await listHistory(ctx, caseId)).map(({ text }) => text.de),
  );
}

async function signIn(town: Tenant, email: string): Promise<Browser> {
  const browser = web.openBrowser();
  await browser.open(`/${town.slug}/amt/anmelden`);
  browser.fill({ "E-Mail-Adresse": email, Passwort: password });
  await browser.submit("Anmelden");
  return browser;
}

test("the fee is asked for as soon as the Anzeige is sent, with the town's amounts, and never for an Abmeldung", async () => {
  const accountOf = (caseId: string) =>
    database.run(paderborn.tenantId, caseworker, (ctx) => findAccountOfCase(ctx, caseId));
  const { caseId, mailboxId } = await send(paderborn, "gewerbe-anmelden", registration());
  const account = await accountOf(caseId);
  expect(account).toMatchObject({ mailboxId, balanceCents: 2600, payerName: "Tischlerei Müller" });
  expect(account?.entries).toMatchObject([{ kind: "charge", lineKey: "natuerliche-person", amountCents: 2600 }]);
  expect(account?.entries[0]?.source).toContain("AVwGebO NRW");
  const closed = await send(paderborn, "gewerbe-abmelden", closing());
  expect(await accountOf(closed.caseId)).toBeUndefined();
});

describe("an Empfangsbescheinigung", () => {
  let sent: Sent;
  beforeAll(async () => {
    sent = await send(paderborn, "gewerbe-anmelden", registration());
    await certify(paderborn, sent.caseId);
  });

  test("is a tagged PDF/A-2a that is filed, and lies in the mailbox with the same hash", async () => {
    await database.run(paderborn.tenantId, system, async (ctx) => {
      const subject = await getCase(ctx, sent.caseId);
      const dokumente = await listDokumente(ctx, subject.vorgangId);
      const letter = dokumente.find(({ kind }) => kind === "bescheinigung");
      expect(letter?.title).toBe("Empfangsbescheinigung Gewerbeanmeldung");
      const pdf = Buffer.from(await readDokument(ctx, letter?.dokumentId ?? ""));
      const source = pdf.toString("latin1");
      expect(source.startsWith("%PDF-1.")).toBe(true);
      expect(source).toContain("<pdfaid:part>2</pdfaid:part>");
      expect(source).toContain("<pdfaid:conformance>A</pdfaid:conformance>");
      expect(source).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
      const notice = (await listMessages(ctx, sent.caseId)).find(({ kind }) => kind === "notice");
      expect(notice?.attachments.map(({ sha256 }) => sha256)).toEqual([letter?.sha256]);
      expect(notice?.effectiveOn).toBe("2026-11-27");
      expect(subject.deadlineMetAt).toEqual(database.now);
    });
  });

  test("can be checked by anyone who holds it, and by nobody who guesses", async () => {
    const token = await tokenOf(paderborn, sent.caseId);
    expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/);
    const browser = web.openBrowser();
    await browser.open(`/paderborn/echtheit/${token}`);
    expect(browser.text()).toContain("Dieses Schreiben stammt von Stadt Paderborn");
    expect(browser.text()).toContain((await readCase(paderborn, sent.caseId)).aktenzeichen);
    expect(browser.text()).not.toContain("Müller");
    for (const wrong of [`${token.slice(0, 21)}${token.endsWith("A") ? "B" : "A"}`, "x", "../x"]) {
      await browser.open(`/paderborn/echtheit/${wrong}`);
      expect(browser.status).toBe(404);
    }
    await browser.open(`/delbrueck/echtheit/${token}`);
    expect(browser.status).toBe(404);
  });

  test("is told from a changed file", async () => {
    const token = await tokenOf(paderborn, sent.caseId);
    const pdf = await database.run(paderborn.tenantId, system, async (ctx) => {
      const { vorgangId } = await getCase(ctx, sent.caseId);
      const letter = (await listDokumente(ctx, vorgangId)).find(({ kind }) => kind === "bescheinigung");
      return Buffer.from(await readDokument(ctx, letter?.dokumentId ?? ""));
    });
    const browser = web.openBrowser();
    const compare = async (bytes: Uint8Array | undefined) => {
      await browser.open(`/paderborn/echtheit/${token}`);
      if (bytes !== undefined) {
        browser.fill({ "Ihre PDF-Datei": { filename: "brief.pdf", mediaType: "application/pdf", bytes } });
      }
      await browser.submit("Vergleichen");
      return browser.text();
    };
    expect(await compare(pdf)).toContain("Ihre Datei ist unverändert");
    expect(await compare(Buffer.concat([pdf, Buffer.from(" ")]))).toContain("Ihre Datei ist nicht dieses Schreiben");
    expect(await compare(undefined)).toContain("Wählen Sie die PDF-Datei aus");
    expect(browser.status).toBe(422);
  });

  test("is issued once, however often the step is called", async () => {
    const effect = gewerbeEffects.find(({ name }) => name === "gewerbe.bescheinigen");
    const subject = await readCase(paderborn, sent.caseId);
    await database.run(paderborn.tenantId, caseworker, (ctx) => effect?.run(ctx, subject) ?? Promise.resolve());
    const dokumente = await database.run(paderborn.tenantId, system, (ctx) => listDokumente(ctx, subject.vorgangId));
    expect(dokumente.filter(({ kind }) => kind === "bescheinigung")).toHaveLength(1);
  });
});

async function tokenOf(town: Tenant, caseId: string): Promise<string> {
  const { CompiledQuery } = await import("kysely");
  const { rows } = await database.run(town.tenantId, system, (ctx) =>
    ctx.tx.executeQuery<{ token: string }>(
      CompiledQuery.raw("select token from gewerbe.proof where case_id = $1", [caseId]),
    ),
  );
  return rows[0]?.token ?? "";
}

describe("who may not", () => {
  test.each(gewerbeEffects.map(({ name, run }) => [name, run] as const))(
    "run %s: citizens, and staff without casework",
    async (_name, run) => {
      const { caseId } = await send(paderborn, "gewerbe-anmelden", registration());
      const subject = await readCase(paderborn, caseId);
      for (const actor of [{ kind: "citizen" } as const, staff("register", "records", "administration")]) {
        await expect(database.run(paderborn.tenantId, actor, (ctx) => run(ctx, subject))).rejects.toThrow(Forbidden);
      }
    },
  );

  test("send again, or set up recipients", async () => {
    const id = "0197f3a0-0000-7000-8000-000000000001";
    const one = { key: "ihk", name: "IHK", adapter: "folder", target: "ihk", waived: false } as const;
    const as = (actor: Actor, work: Parameters<typeof database.run>[2]) =>
      database.run(paderborn.tenantId, actor, work);
    await expect(as(staff("register"), (ctx) => retryDelivery(ctx, id))).rejects.toThrow(Forbidden);
    await expect(as({ kind: "citizen" }, (ctx) => retryAllDeliveries(ctx))).rejects.toThrow(Forbidden);
    await expect(as(caseworker, (ctx) => setRecipient(ctx, one))).rejects.toThrow(Forbidden);
    await expect(as(caseworker, (ctx) => seedRecipients(ctx))).rejects.toThrow(Forbidden);
  });
});

describe("recipients", () => {
  const ordinary = [
    "arbeitsagentur",
    "arbeitsschutz",
    "dguv",
    "eichamt",
    "erlaubnisbehoerde",
    "finanzamt",
    "ihk",
    "immissionsschutz",
    "knappschaft",
    "lebensmittel",
    "statistik",
  ];

  test.skipIf(!standards.present)("get exactly the granted fields that were answered, and nothing else", async () => {
    const matrix = grantedByLaw();
    const { caseId } = await send(
      paderborn,
      "gewerbe-anmelden",
      registration({
        betriebsart: ["handwerk", "handel"],
        zulassungspflichtigesHandwerk: "nein",
        "geburt.staatsangehoerigkeit": "fr",
      }),
    );
    await certify(paderborn, caseId, { anhaltspunkteZoll: "Fremde Werbung am Fahrzeug" });
    const rows = await rowsOf(paderborn, caseId);
    expect(keysOf(rows)).toEqual([...ordinary, "auslaenderbehoerde", "hwk", "zoll"].sort());
    const { failed } = await database.queue.drain();
    expect(failed).toEqual([]);
    const answered = [1, 3, 4, 5, 6, 8, 9, 10, 11, 15, 18, 19, 20, 21, 22, 23, 24, 25, 29, 32];
    for (const row of rows.filter(({ recipient_key: key }) => key !== "statistik")) {
      const xml = readFileSync(join(folder, "paderborn", row.recipient_key, row.filename), "utf8");
      const expected = answered.filter((number) => matrix[row.recipient_key]?.includes(number));
      expect([row.recipient_key, numbersIn(xml)]).toEqual([row.recipient_key, expected]);
      expect(row.fields).toBe(expected.length);
      expect(xml.includes("1991-04-12")).toBe(expected.includes(8));
      expect(xml.includes("05251 123456")).toBe(expected.includes(11));
      expect(xml.includes("<anhaltspunkte>Fremde Werbung am Fahrzeug<")).toBe(row.recipient_key === "zoll");
    }
    expect((await rowsOf(paderborn, caseId)).filter(({ state }) => state === "delivered")).toHaveLength(13);
    const subject = await readCase(paderborn, caseId);
    await database.run(paderborn.tenantId, system, async (ctx) => {
      const filed = (await listDokumente(ctx, subject.vorgangId)).filter(({ kind }) => kind === "uebermittlung");
      expect(filed).toHaveLength(13);
      const first = filed[0];
      const onDisk = rows.find(({ filename }) => filename === first?.filename);
      expect(Buffer.from(await readDokument(ctx, first?.dokumentId ?? ""))).toEqual(
        readFileSync(join(folder, "paderborn", onDisk?.recipient_key ?? "", first?.filename ?? "")),
      );
      expect((await verifyRecords(ctx)).broken).toEqual([]);
    });
    expect(
      (await historyOf(paderborn, caseId)).filter((line) => line.startsWith("An ") && line.includes("übermittelt")),
    ).toHaveLength(13);
  });

  test("customs get nothing without indications", async () => {
    const { caseId } = await send(paderborn, "gewerbe-anmelden", registration());
    await certify(paderborn, caseId);
    expect(keysOf(await rowsOf(paderborn, caseId))).toEqual(ordinary);
  });

  test("statistics are due on the first working day of the next month and start in its first night", async () => {
    const { caseId } = await send(paderborn, "gewerbe-anmelden", registration());
    await certify(paderborn, caseId);
    const row = (await rowsOf(paderborn, caseId)).find(({ recipient_key: key }) => key === "statistik");
    expect(row?.due_on).toBe("2026-12-01");
    expect(row?.not_before.toISOString()).toBe("2026-12-01T01:00:00.000Z");
    await database.queue.drain();
    expect((await rowsOf(paderborn, caseId)).find(({ recipient_key: key }) => key === "statistik")?.state).toBe(
      "queued",
    );
  });

  test("who has waived gets nothing, also when the waiver comes while it waits", async () => {
    const administration = staff("administration");
    const ihk = { key: "ihk", name: "IHK", adapter: "folder", target: "ihk", waived: true } as const;
    const waiting = await send(paderborn, "gewerbe-anmelden", registration());
    await certify(paderborn, waiting.caseId);
    await database.run(paderborn.tenantId, administration, (ctx) => setRecipient(ctx, ihk));
    const later = await send(paderborn, "gewerbe-anmelden", registration());
    await certify(paderborn, later.caseId);
    await database.queue.drain();
    await database.run(paderborn.tenantId, administration, (ctx) => setRecipient(ctx, { ...ihk, waived: false }));
    expect(keysOf(await rowsOf(paderborn, later.caseId))).not.toContain("ihk");
    const row = (await rowsOf(paderborn, waiting.caseId)).find(({ recipient_key: key }) => key === "ihk");
    expect(row?.state).toBe("withdrawn");
    expect(readdirSync(join(folder, "paderborn", "ihk"))).not.toContain(row?.filename);
  });

  test("the register court only hears of the closure of a registered main or branch establishment", async () => {
    const merchant: Typed = {
      rechtsform: "ek",
      registername: "Änne Müller e. K.",
      registerart: "handelsregister-a",
      registerort: "Paderborn",
      registernummer: "1234",
    };
    const closed = await send(paderborn, "gewerbe-abmelden", closing(merchant));
    await certify(paderborn, closed.caseId);
    expect(keysOf(await rowsOf(paderborn, closed.caseId))).toContain("registergericht");
    const plain = await send(paderborn, "gewerbe-abmelden", closing());
    await certify(paderborn, plain.caseId);
    expect(keysOf(await rowsOf(paderborn, plain.caseId))).not.toContain("registergericht");
    const opened = await send(paderborn, "gewerbe-anmelden", registration(merchant));
    await certify(paderborn, opened.caseId);
    expect(keysOf(await rowsOf(paderborn, opened.caseId))).not.toContain("registergericht");
  });
});

/** Fields of GewA1 by recipient, as the data sheet beside the law lists them. */
function grantedByLaw(): Readonly<Record<string, readonly number[]>> {
  const law = standards.read("laws/GewAnzV-BJNR120800014.md");
  const section = law.slice(law.indexOf("# § 3 "), law.indexOf("# § 4 "));
  const all = Array.from({ length: 33 }, (_, index) => index + 1);
  const spoken = (words: string): readonly number[] =>
    words.split(/,| und /).flatMap((part) => {
      const [first = 0, last = first] = part.trim().split(" bis ").map(Number);
      return all.filter((number) => number >= first && number <= last);
    });
  const named = (text: string) =>
    spoken(/Feld(?:ern)? ((?:\d+(?: bis \d+)?(?:, | und )?)+) der Anlage 1/.exec(text)?.[1] ?? "");
  const items = [...section.matchAll(/^(\d+)\. an [\s\S]*?(?=^\d+\. an |^Die Daten sind nicht)/gm)];
  const keys = [
    "",
    "ihk",
    "hwk",
    "immissionsschutz",
    "arbeitsschutz",
    "eichamt",
    "arbeitsagentur",
    "dguv",
    "registergericht",
    "lebensmittel",
    "knappschaft",
    "auslaenderbehoerde",
    "finanzamt",
    "erlaubnisbehoerde",
  ];
  const granted: Record<string, readonly number[]> = {};
  for (const [item, number] of items) {
    const numbers = named(item);
    const except = item.includes("mit Ausnahme");
    granted[keys[Number(number)] ?? ""] = except ? all.filter((one) => !numbers.includes(one)) : numbers;
  }
  const customs = named(section.slice(section.indexOf("\n(3) "), section.indexOf("\n(4) ")));
  granted.zoll = all.filter((one) => !customs.includes(one));
  return granted;
}

describe("a delivery that fails", () => {
  test("is kept with its reason, tried again by itself, and again when a caseworker says so", async () => {
    const administration = staff("administration");
    await database.queue.drain();
    const way = { key: "ihk", name: "IHK", adapter: "https", target: "https://127.0.0.1:9/", waived: false } as const;
    await database.run(paderborn.tenantId, administration, (ctx) => setRecipient(ctx, way));
    const { caseId } = await send(paderborn, "gewerbe-anmelden", registration());
    await certify(paderborn, caseId);
    await database.queue.drain();
    const find = async () => (await rowsOf(paderborn, caseId)).find((row) => row.recipient_key === "ihk") as Row;
    const failed = await find();
    expect(failed).toMatchObject({
      state: "failed",
      attempts: 1,
      gave_up: false,
      last_error: "gewerbe.recipient-unreachable",
    });
    const browser = await signIn(paderborn, "kim@stadt.example");
    await browser.open("/paderborn/amt/uebermittlungen");
    expect(browser.text()).toContain("Der Empfänger ist nicht erreichbar.");
    expect(browser.text()).toContain("1 Übermittlung ist nicht angekommen");
    await database.run(paderborn.tenantId, administration, (ctx) =>
      setRecipient(ctx, { ...way, adapter: "folder", target: "ihk" }),
    );
    await browser.submit("Noch einmal senden: IHK");
    expect(browser.text()).toContain("1 Übermittlung wird noch einmal gesendet.");
    await database.queue.drain();
    expect(await find()).toMatchObject({ state: "delivered", attempts: 2, last_error: null });
    expect(readdirSync(join(folder, "paderborn", "ihk"))).toContain(failed.filename);
    expect(await database.run(paderborn.tenantId, caseworker, (ctx) => retryDelivery(ctx, failed.delivery_id))).toBe(
      false,
    );
  });
});

describe("a partnership", () => {
  test("makes one Anzeige for each managing partner, each with its own person only", async () => {
    const person = (index: number, familienname: string): Typed =>
      Object.fromEntries(
        Object.entries({
          familienname,
          vornamen: "Uwe",
          geschlecht: "maennlich",
          geburtsdatum: "01.02.1980",
          geburtsort: "Musterhausen",
          geburtsland: "de",
          staatsangehoerigkeit: "de",
          land: "de",
          strasse: "Testgasse",
          hausnummer: "3",
          plz: "33098",
          ort: "Paderborn",
        }).map(([key, value]) => [`personen.${index}.${key}`, value]),
      );
    const { caseId } = await database.run(paderborn.tenantId, { kind: "citizen" }, async (ctx) => {
      const { leistung, online } = await getOnlineLeistung(ctx, "gewerbe-anmelden");
      const { answers, formHash } = freezeAnswers(
        online.compiled,
        {
          ...registration({ rechtsform: "ohg", registername: "Holz OHG", oeffentlicheHand: "nein" }),
          registerart: "handelsregister-a",
          registerort: "Paderborn",
          registernummer: "77",
          eingetragen: "ja",
          ...person(0, "Erstmann"),
          ...person(1, "Zweitmann"),
        },
        today(),
      );
      return openCase(ctx, {
        leistungId: leistung.id,
        leistungVersion: leistung.version,
        formHash,
        answers,
        subjectName: online.subjectName(answers),
        mailboxId: await openMailbox(ctx, { codeMac: ctx.keyring.mac("access-code", newAccessCode()), language: "de" }),
        language: "de",
        planUnit: online.records.planUnit,
        akteTitle: online.records.akteTitle(answers),
        retentionYears: online.records.retentionYears,
        submissionKey: "partnership-in-tests",
        applicationDocuments: [],
      });
    });
    await certify(paderborn, caseId);
    const rows = (await rowsOf(paderborn, caseId)).filter(({ recipient_key: key }) => key === "finanzamt");
    expect(rows.map(({ person: one }) => one)).toEqual([1, 2]);
    await database.queue.drain();
    const [first = "", second = ""] = rows.map(({ filename }) =>
      readFileSync(join(folder, "paderborn", "finanzamt", filename), "utf8"),
    );
    expect(first).toContain("Erstmann");
    expect(first).not.toContain("Zweitmann");
    expect(second).toContain("Zweitmann");
    expect(second).not.toContain("Erstmann");
  });
});

describe("the register", () => {
  test("follows a business from its Anmeldung through an Ummeldung, prefilled by its code, to its Abmeldung", async () => {
    const unique = {
      geschaeftsbezeichnung: "Kranichwerkstatt",
      "inhaber.familienname": "Kranich",
      taetigkeit: "Bau von Drachen",
    };
    const first = await send(paderborn, "gewerbe-anmelden", registration(unique));
    const opened = await certify(paderborn, first.caseId);
    const browser = await signIn(paderborn, "rita@stadt.example");
    await browser.open("/paderborn/amt/gewerberegister?q=kranichwerk");
    await browser.click("Änne Kranich");
    const entryPath = browser.path;
    expect(browser.text()).toContain("§ 14 Abs. 5 Satz 2 GewO");
    expect(browser.text()).toContain("Bau von Drachen");

    const changed = await send(
      paderborn,
      "gewerbe-ummelden",
      {
        anlaesse: ["verlegung", "taetigkeit"],
        aenderungsdatum: formatDayShort(today(), "de"),
        neueTaetigkeit: "Verleih von Drachen",
        leitungVorhanden: "nein",
        "betriebsstaette.strasse": "Neuer Weg",
        "betriebsstaette.hausnummer": "9",
      },
      first.code,
    );
    const found = await database.run(paderborn.tenantId, { kind: "citizen" }, (ctx) =>
      gewerbePrefillSource.prefill(ctx, first.code, "gewerbe-ummelden"),
    );
    expect(found).toMatchObject({ akteId: opened.akteId, label: "Änne Kranich, Marienplatz 1, 33098 Paderborn" });
    expect(found?.values.weiterhinTaetigkeit).toBe("Bau von Drachen");
    expect(found?.values.grund).toBeUndefined();
    const desk = await signIn(paderborn, "kim@stadt.example");
    await desk.open(`/paderborn/amt/vorgang/${changed.caseId}`);
    expect(desk.text()).toContain("Vorausgefüllt aus: Änne Kranich, Marienplatz 1");
    expect(desk.text()).toContain("geändert, vorausgefüllt war: Marienplatz");
    expect(desk.text()).not.toContain("vorausgefüllt war: Paderborn");
    await certify(paderborn, changed.caseId);
    await browser.open(entryPath);
    expect(browser.text()).toContain("Anschrift geändert");
    expect(browser.text()).toContain("Neuer Weg 9, 33098 Paderborn");
    expect(browser.text()).toContain("Verleih von Drachen; Bau von Drachen");

    const closed = await send(
      paderborn,
      "gewerbe-abmelden",
      closing({ ...unique, "betriebsstaette.strasse": "Neuer Weg", "betriebsstaette.hausnummer": "9" }),
    );
    const late = await send(
      paderborn,
      "gewerbe-ummelden",
      {
        anlaesse: ["taetigkeit"],
        aenderungsdatum: formatDayShort(today(), "de"),
        neueTaetigkeit: "Verkauf von Drachen",
        leitungVorhanden: "nein",
      },
      first.code,
    );
    await certify(paderborn, closed.caseId);
    await browser.open(entryPath);
    expect(browser.text()).toContain("Abgemeldet");
    // Sent before the business was deregistered, worked after: it does not open it again.
    await certify(paderborn, late.caseId);
    await browser.open(entryPath);
    expect(browser.text()).toContain("Abgemeldet");
    expect(await historyOf(paderborn, late.caseId)).toContainEqual(
      expect.stringMatching(/^Eintrag im Gewerberegister geändert; das Gewerbe bleibt abgemeldet seit \d\d\./),
    );
    await browser.open("/paderborn/amt/gewerberegister?q=kranichwerk&stand=constructor");
    expect(browser.status).toBe(200);
    await browser.open("/paderborn/amt/gewerberegister?q=kranichwerk&stand=gemeldet");
    expect(browser.text()).toContain("Kein Gewerbe gefunden");
    const nothing = await database.run(paderborn.tenantId, { kind: "citizen" }, (ctx) =>
      gewerbePrefillSource.prefill(ctx, first.code, "gewerbe-ummelden"),
    );
    expect(nothing).toBeUndefined();
  });

  test("stands with the Akte of its business, also when the registry has put that into another one", async () => {
    const first = await send(paderborn, "gewerbe-anmelden", registration({ "inhaber.familienname": "Umzug" }));
    const opened = await certify(paderborn, first.caseId);
    const registrar = staff("records");
    await database.run(paderborn.tenantId, registrar, async (ctx) => {
      const [vorgang] = await listVorgaenge(ctx, opened.akteId);
      await performWish(ctx, {
        verb: "akte-teilen",
        vorgangIds: [vorgang?.vorgangId ?? ""],
        planUnit: "32.40",
        betreff: "Gewerbe Umzug",
      });
    });
    const { akteId } = await database.run(paderborn.tenantId, caseworker, (ctx) => getCase(ctx, first.caseId));
    expect(akteId).not.toBe(opened.akteId);
    const found = await database.run(paderborn.tenantId, { kind: "citizen" }, (ctx) =>
      gewerbePrefillSource.prefill(ctx, first.code, "gewerbe-ummelden"),
    );
    expect(found).toMatchObject({ akteId, label: expect.stringContaining("Umzug") });
  });

  test("is closed to the registry and to another town, and a strange code opens nothing", async () => {
    const browser = await signIn(paderborn, "rolf@stadt.example");
    for (const path of ["gewerberegister", "uebermittlungen", "verwaltung/empfaenger", "verwaltung/empfaenger/ihk"]) {
      await browser.open(`/paderborn/amt/${path}`);
      expect([path, browser.status]).toEqual([path, 403]);
    }
    const { code } = await send(paderborn, "gewerbe-anmelden", registration());
    const elsewhere = await database.run(delbrueck.tenantId, { kind: "citizen" }, (ctx) =>
      gewerbePrefillSource.prefill(ctx, code, "gewerbe-ummelden"),
    );
    expect(elsewhere).toBeUndefined();
    const other = await signIn(delbrueck, "kim@stadt.example");
    await other.open("/delbrueck/amt/gewerberegister?q=mueller");
    expect(other.text()).not.toContain("Tischlerei Müller");
  });
});

describe("a move from Delbrück to Paderborn", () => {
  let there: Sent;
  let here: Sent;
  beforeAll(async () => {
    there = await send(
      delbrueck,
      "gewerbe-anmelden",
      registration({
        "betriebsstaette.strasse": "Alter Weg",
        "betriebsstaette.hausnummer": "5",
        "betriebsstaette.plz": "33129",
        "betriebsstaette.ort": "Delbrück",
      }),
    );
    await certify(delbrueck, there.caseId);
    here = await send(
      paderborn,
      "gewerbe-anmelden",
      registration({
        grund: "verlegung",
        unfallversicherungBekannt: "nein",
        "fruehereBetriebsstaette.gemeinde": "Delbrück",
        "fruehereBetriebsstaette.strasse": "Alter Weg",
        "fruehereBetriebsstaette.hausnummer": "5",
        "fruehereBetriebsstaette.plz": "33129",
        "fruehereBetriebsstaette.ort": "Delbrück",
      }),
    );
    await certify(paderborn, here.caseId);
    expect((await database.queue.drain()).failed).toEqual([]);
  });

  async function takenOver(): Promise<Case> {
    return database.run(delbrueck.tenantId, system, async (ctx) => {
      const mailbox = await findMailboxByCode(ctx, here.code);
      const [found] = await listCasesOfMailbox(ctx, mailbox?.mailboxId ?? there.mailboxId);
      if (found === undefined) throw new Error("nothing was taken over");
      return found;
    });
  }

  test("opens the Abmeldung there, in the Akte of the entry, under the founder's code", async () => {
    const subject = await takenOver();
    expect(subject.leistungId).toBe("gewerbe-abmelden");
    expect(subject.akteId).toBe((await readCase(delbrueck, there.caseId)).akteId);
    expect(subject.answers).toMatchObject({
      grund: "verlegung",
      aufgabedatum: today(),
      "betriebsstaette.strasse": "Alter Weg",
      "kuenftigeBetriebsstaette.strasse": "Marienplatz",
      taetigkeit: "Herstellung von Möbeln",
    });
    const { online } = await database.run(delbrueck.tenantId, { kind: "citizen" }, (ctx) =>
      getOnlineLeistung(ctx, "gewerbe-abmelden"),
    );
    expect(subject.dueOn).toBe("2026-11-26");
    expect(online.deadline?.days).toBe(3);
    const [, , line] = await historyOf(delbrueck, subject.caseId);
    expect((await historyOf(delbrueck, subject.caseId)).join("\n")).toContain("Von Stadt Paderborn übermittelt");
    expect(line ?? "").not.toContain("Kein Eintrag");
  });

  test("files the same bytes in both municipalities", async () => {
    const hashes = async (town: Tenant, vorgangId: string, kind: string) =>
      database.run(town.tenantId, system, async (ctx) =>
        (await listDokumente(ctx, vorgangId)).filter((one) => one.kind === kind).map(({ sha256 }) => sha256),
      );
    const sent = await hashes(paderborn, (await readCase(paderborn, here.caseId)).vorgangId, "uebermittlung");
    const got = await hashes(delbrueck, (await takenOver()).vorgangId, "antrag");
    expect(got).toHaveLength(1);
    expect(sent).toContain(got[0]);
  });

  test("is told in both cases, with the other's reference", async () => {
    const subject = await takenOver();
    const lines = (await historyOf(paderborn, here.caseId)).join("\n");
    expect(lines).toContain("Anmeldung an Stadt Delbrück weitergegeben (§ 14 Abs. 1 Satz 3 GewO; § 3 Abs. 2a GewAnzV)");
    expect(lines).toContain(`Aktenzeichen dort ${subject.aktenzeichen}`);
    const browser = await signIn(paderborn, "kim@stadt.example");
    await browser.open(`/paderborn/amt/vorgang/${here.caseId}?ansicht=verlauf`);
    expect(browser.text()).toContain("Umzug: Anmeldung an Stadt Delbrück weitergegeben");
    expect(browser.text()).toContain(subject.aktenzeichen);
    const other = await signIn(delbrueck, "kim@stadt.example");
    await other.open(`/delbrueck/amt/vorgang/${subject.caseId}?ansicht=verlauf`);
    expect(other.text()).toContain("Von Stadt Paderborn übermittelt");
  });

  test("happens once, however often the job runs", async () => {
    await database.run(paderborn.tenantId, system, (ctx) =>
      ctx.jobs.send(ctx, "gewerbe.pass-on-move", { caseId: here.caseId }),
    );
    expect((await database.queue.drain()).failed).toEqual([]);
    const cases = await database.run(delbrueck.tenantId, system, async (ctx) => {
      const mailbox = await findMailboxByCode(ctx, here.code);
      return listCasesOfMailbox(ctx, mailbox?.mailboxId ?? "");
    });
    expect(cases).toHaveLength(1);
  });

  test("ends with the old entry deregistered and a receipt that names the new municipality", async () => {
    const subject = await takenOver();
    await certify(delbrueck, subject.caseId);
    expect(await historyOf(delbrueck, subject.caseId)).toContain("Aus dem Gewerberegister ausgetragen");
    const messages = await database.run(delbrueck.tenantId, system, (ctx) => listMessages(ctx, subject.caseId));
    expect(messages.some(({ kind }) => kind === "notice")).toBe(true);
  });

  test("to a municipality that is not here lies ready for transmission", async () => {
    const { caseId } = await send(
      paderborn,
      "gewerbe-anmelden",
      registration({
        grund: "verlegung",
        unfallversicherungBekannt: "nein",
        "fruehereBetriebsstaette.gemeinde": "Hannover",
        "fruehereBetriebsstaette.strasse": "Leineweg",
        "fruehereBetriebsstaette.hausnummer": "5",
        "fruehereBetriebsstaette.plz": "30159",
        "fruehereBetriebsstaette.ort": "Hannover",
      }),
    );
    await certify(paderborn, caseId);
    expect((await database.queue.drain()).failed).toEqual([]);
    const row = (await rowsOf(paderborn, caseId)).find(({ recipient_key: key }) => key === "gemeinde");
    expect(row?.state).toBe("delivered");
    const file = JSON.parse(readFileSync(join(folder, "paderborn", "gemeinde", row?.filename ?? ""), "utf8"));
    expect(file.antworten["fruehereBetriebsstaette.strasse"]).toBe("Leineweg");
    expect((await historyOf(paderborn, caseId)).join("\n")).toContain("Hannover arbeitet nicht mit diesem System");
  });
});

describe("setting up a recipient", () => {
  test("comes back with mistakes and what was typed, and is kept when right", async () => {
    const browser = await signIn(paderborn, "kim@stadt.example");
    await browser.open("/paderborn/amt/verwaltung/empfaenger");
    expect(browser.text()).toContain("§ 3 Abs. 1 Satz 1 Nr. 1 GewAnzV");
    await browser.open("/paderborn/amt/verwaltung/empfaenger/eichamt");
    browser.fill({ "Name der Stelle": "LBME NRW", Weg: "HTTPS-Adresse", Ziel: "http://unsicher.example/" });
    await browser.submit("Speichern");
    expect(browser.status).toBe(422);
    expect(browser.text()).toContain("Geben Sie eine Adresse an, die mit https:// beginnt");
    browser.fill({ Ziel: "https://empfang.example/gewerbe" });
    await browser.submit("Speichern");
    expect(browser.text()).toContain("https://empfang.example/gewerbe");
    await database.run(paderborn.tenantId, staff("administration"), (ctx) =>
      setRecipient(ctx, { key: "eichamt", name: "Eichamt", adapter: "folder", target: "eichamt", waived: false }),
    );
  });

  test("refuses a waiver of the statistical office", async () => {
    const waiver = { key: "statistik", name: "IT.NRW", adapter: "folder", target: "statistik", waived: true } as const;
    await expect(
      database.run(paderborn.tenantId, staff("administration"), (ctx) => setRecipient(ctx, waiver)),
    ).rejects.toThrow("gewerbe.recipient");
  });
});

test("every panel of a case without deliveries says what will be there", async () => {
  const { caseId } = await send(paderborn, "gewerbe-anmelden", registration());
  const browser = await signIn(paderborn, "kim@stadt.example");
  await browser.open(`/paderborn/amt/vorgang/${caseId}?ansicht=verlauf`);
  expect(gewerbePanels.map(({ id }) => id)).toEqual(["gewerberegister", "weitergabe"]);
  expect(browser.text()).toContain("Noch nichts weitergegeben.");
});
