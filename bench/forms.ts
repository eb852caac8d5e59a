import { openInstallation } from "../src/app/installation.ts";
import { openRuntime, type Runtime } from "../src/app/runtime.ts";
import { dayInBerlin, type TenantId } from "../src/kernel/index.ts";
import {
  defineLeistungen,
  type Element,
  type Leistung,
  openPage,
  type Section,
  saveSection,
  startDraft,
  visibleSections,
} from "../src/modules/forms/index.ts";
import { accessCookie } from "../src/modules/messaging/index.ts";
import { parseConfig } from "../src/platform/config/index.ts";
import { town } from "./journey.ts";
import { environmentOf } from "./program.ts";
import { percentile, type Row, row } from "./rows.ts";
import { tenantOf } from "./submission.ts";

const fieldsPerPage = 17;
/** Requests measured for each form. */
const rounds = 600;
const citizen = { kind: "citizen" } as const;

const both = (text: string) => ({ de: text, en: text });

/** A page as schemas have them: texts, a question that brings others up, numbers with a sum, a repeatable group. */
function pageOf(at: number): Section {
  const name = (key: string) => `${key}${at}`;
  const field = (key: string, more: object = {}): Element =>
    ({
      kind: "field",
      key: name(key),
      type: "text",
      label: both(key),
      source: "Satzung",
      required: false,
      ...more,
    }) as Element;
  const plain = Array.from({ length: fieldsPerPage - 8 }, (_, index) => field(`text${index}x`));
  return {
    key: `seite-${at}`,
    title: both(`Seite ${at}`),
    ...(at === 0 ? {} : { when: `${`frage${at - 1}`} != "nein"` }),
    elements: [
      ...plain,
      field("frage", { type: "yes-no" }),
      field("folge", { when: `${name("frage")} = "ja"` }),
      field("menge", { type: "integer", min: 1 }),
      field("preis", { type: "currency" }),
      field("summe", { type: "currency", computed: `${name("menge")} * ${name("preis")}` }),
      {
        kind: "group",
        key: name("gruppe"),
        max: 3,
        elements: [
          field("datum", { type: "date", max: "today()" }),
          field("wer", { type: "name" }),
          field("zahl", { type: "number" }),
        ],
      },
    ],
  };
}

const none = { de: [], en: [] } as const;

function leistungWith(pages: number): Leistung {
  const id = `formular-mit-${pages}-seiten`;
  return {
    id,
    version: 1,
    title: both(id),
    summary: both(id),
    icon: "file",
    lebenslagen: ["umwelt"],
    keywords: none,
    page: { what: none, forWhom: none, cost: none, time: none, needed: none, legalBasis: [], dataProtection: none },
    online: {
      form: { id, version: 1, sections: Array.from({ length: pages }, (_, at) => pageOf(at)) },
      trustLevel: "low",
      minutes: pages,
      processXml: "",
      fees: [],
      feesFor: () => [],
      records: { planUnit: "10.10", retentionYears: 1, retentionSource: "bench", akteTitle: () => id },
      subjectName: () => id,
      declarations: [],
    },
  };
}

/** What somebody types on one page. */
function bodyOf(at: number): Record<string, string> {
  const texts = Array.from({ length: fieldsPerPage - 8 }, (_, index) => [`text${index}x${at}`, "Lindenprobe"]);
  return {
    ...Object.fromEntries(texts),
    [`frage${at}`]: "ja",
    [`folge${at}`]: "Darum",
    [`menge${at}`]: "3",
    [`preis${at}`]: "12,50",
    [`gruppe${at}.0.datum${at}`]: "1.2.2021",
    [`gruppe${at}.0.wer${at}`]: "Müller",
    [`gruppe${at}.0.zahl${at}`]: "1,5",
  };
}

interface Filled {
  readonly pages: number;
  readonly draftId: string;
  readonly code: string;
  readonly leistungId: string;
}

type Server = Awaited<ReturnType<Runtime["createServer"]>>;

/** One page as it is sent: the draft is read, the page checked and stored, the next page found. In milliseconds. */
async function onePage(runtime: Runtime, tenant: TenantId, filled: Filled, at: number): Promise<number> {
  const page = at % filled.pages;
  const begun = performance.now();
  await runtime.inTown(tenant, citizen, async (ctx) => {
    const sectionKey = `seite-${page}`;
    const { draft, online } = await openPage(ctx, filled.draftId, [filled.code], sectionKey);
    const saved = await saveSection(ctx, draft, { sectionKey, body: bodyOf(page), language: "de" });
    if (saved.errors.length > 0) throw new Error(JSON.stringify(saved.errors));
    visibleSections(online.compiled, saved.answers, dayInBerlin(ctx.now));
  });
  return performance.now() - begun;
}

/** One page as it is asked for: the draft is read, what the page shows and where it leads worked out and rendered. */
async function showPage(server: Server, filled: Filled, at: number): Promise<number> {
  const { name, value } = accessCookie([filled.code]);
  const begun = performance.now();
  const reply = await server.inject({
    url: `/${town.slug}/antrag/${filled.draftId}/seite-${at % filled.pages}`,
    headers: { cookie: `${name}=${value}` },
  });
  if (reply.statusCode !== 200) throw new Error(`${reply.statusCode}: ${reply.body.slice(0, 500)}`);
  return performance.now() - begun;
}

/** A page of a form of a thousand fields, all of them filled in, beside a page of a short one. */
export async function compareForms(dataFolder: string, port: number, superuser: string): Promise<Row[]> {
  const config = parseConfig(environmentOf(dataFolder, port) as Record<string, string>);
  const installation = await openInstallation(config, "join");
  const runtime = await openRuntime(config, installation);
  try {
    const tenant = (await tenantOf(superuser)) as TenantId;
    const sizes = [10, 60] as const;
    defineLeistungen(sizes.map(leistungWith));
    const forms: Filled[] = [];
    for (const pages of sizes) {
      const leistungId = `formular-mit-${pages}-seiten`;
      const begun = await runtime.inTown(tenant, citizen, (ctx) => startDraft(ctx, { leistungId, language: "de" }));
      const filled = { pages, leistungId, ...begun };
      for (let at = 0; at < pages; at++) await onePage(runtime, tenant, filled, at);
      forms.push(filled);
    }
    const server = await runtime.createServer();
    const times = { saved: [[], []] as number[][], shown: [[], []] as number[][] };
    // By turns, so that what else the machine does meets both.
    for (let at = -100; at < rounds; at++) {
      for (const [which, filled] of forms.entries()) {
        const saved = await onePage(runtime, tenant, filled, at + 100);
        const shown = await showPage(server, filled, at + 100);
        if (at >= 0) {
          times.saved[which]?.push(saved);
          times.shown[which]?.push(shown);
        }
      }
    }
    await server.close();
    const note = `${60 * fieldsPerPage} fields on 60 pages, all filled in; yardstick: ${10 * fieldsPerPage} fields on 10 pages; goal ratio ≤ 1.15`;
    return Object.entries(times).flatMap(([done, [short, long]]) =>
      [0.5, 0.95].map((share) =>
        row(
          `page of a long form ${done}, ${share === 0.5 ? "median" : "p95"}`,
          "ms",
          percentile(long as number[], share),
          percentile(short as number[], share),
          note,
        ),
      ),
    );
  } finally {
    await runtime.close();
    await installation.stop();
  }
}
