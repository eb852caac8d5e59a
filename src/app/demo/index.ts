import { dayInBerlin, instantInBerlin, type PlainDay } from "../../kernel/index.ts";
import { createStaff } from "../../modules/accounts/index.ts";
import { completeTask, listTasksOfCase, takeCase } from "../../modules/cases/index.ts";
import { seedCatalogue } from "../../modules/catalogue/index.ts";
import { seedRecipients } from "../../modules/gewerbe/index.ts";
import { setBankDetails } from "../../modules/payments/index.ts";
import { seedAktenplan } from "../../modules/records/index.ts";
import { demoRegions, findGemeinde, listTenants, switchOnTown, type Tenant } from "../../modules/tenants/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { Runtime } from "../runtime.ts";
import { loadApplications } from "./ausweis-desk.ts";
import { earlier, workingDayBefore } from "./clock.ts";
import { loadAnotherDay, loadCounters, openCounters } from "./counters.ts";
import { loadOldAkten } from "./disposal.ts";
import { founders, registrationOf } from "./founders.ts";
import { type DemoPeople, loadGeschaeftsgang, openOffices } from "./offices.ts";
import { loadIncomingPost } from "./posteingang.ts";
import { loadPrivacyRequest } from "./privacy.ts";
import { loadProofs } from "./proofs.ts";
import { loadRegistry } from "./registry.ts";
import { sendForm } from "./send-form.ts";
import { demoIban, loadTreasury } from "./treasury.ts";
import { loadViewerNote } from "./viewer-note.ts";

/** Password of every demo account: shown on the sign-in page of demo towns, worth nothing elsewhere. */
export const demoPassword = "klickamt-demo";

const operator = { kind: "system", name: "demo" } as const;

/** What a town needs before it opens, demo or not: file plan, services, recipients. */
export async function prepareTown(ctx: Ctx): Promise<void> {
  await seedAktenplan(ctx);
  await seedCatalogue(ctx);
  await seedRecipients(ctx);
}

/** A Bürgerbüro with counters and hours, and an account of the treasury that belongs to nobody. */
async function openDemoOffice(ctx: Ctx, tenant: Tenant) {
  const { street, postcode, city } = tenant.contact;
  await setBankDetails(ctx, { holder: `${tenant.officialName} (Demo)`, iban: demoIban });
  return openCounters(ctx, `${street}, ${postcode} ${city}`);
}

/** The town whose desks of cards, appointments and payments have something to do: all thirteen would take too long. */
const busyTown = "paderborn";

const staff = [
  { local: "kim.beispiel", name: "Kim Beispiel", duties: ["casework", "register"] },
  { local: "sam.muster", name: "Sam Muster", duties: ["casework", "register", "records", "publish"] },
  {
    local: "alex.probe",
    name: "Alex Probe",
    duties: ["casework", "register", "records", "administration", "design", "publish", "dataprotection"],
  },
] as const;

const contactOf = (ags: string) => {
  const gemeinde = findGemeinde(ags);
  const name = gemeinde?.name ?? "";
  return {
    officeName: "Bürgerbüro",
    street: "Rathausprobe 1",
    postcode: gemeinde?.townHallPostcode ?? "",
    city: name,
    phone: "0000 123456-0",
    email: "buergerbuero@example.org",
    hours: {
      de: ["Montag bis Mittwoch 8 bis 16 Uhr", "Donnerstag 8 bis 18 Uhr", "Freitag 8 bis 12 Uhr"],
      en: ["Monday to Wednesday 8 am to 4 pm", "Thursday 8 am to 6 pm", "Friday 8 am to noon"],
    },
  };
};

export interface DemoReport {
  /** One line on what was done. */
  readonly text: string;
  /** Lines that tell where to sign in and as whom. */
  readonly accounts: readonly string[];
}

/** Loads the five model regions; what is there already stays as it is. */
export async function loadDemo(runtime: Pick<Runtime, "inPlatform" | "inTown" | "publicUrl">): Promise<DemoReport> {
  const towns = await runtime.inPlatform((ctx) => listTenants(ctx.tx));
  const known = new Set(towns.map(({ ags }) => ags));
  const busy = towns.find(({ slug, demo }) => slug === busyTown && demo);
  const anotherDay = busy !== undefined && (await runtime.inTown(busy.tenantId, operator, loadAnotherDay));
  let made = 0;
  for (const region of demoRegions) {
    for (const ags of region.towns) {
      if (known.has(ags)) continue;
      const tenant = await runtime.inPlatform((ctx) =>
        switchOnTown(ctx, {
          ags,
          demo: true,
          region: { slug: region.slug, name: region.name },
          contact: contactOf(ags),
        }),
      );
      await runtime.inTown(tenant.tenantId, operator, async (ctx) => {
        await prepareTown(ctx);
        const office = await openDemoOffice(ctx, tenant);
        const people: Record<string, string> = {};
        for (const { local, name, duties } of staff) {
          people[local] = await createStaff(ctx, {
            name,
            email: `${local}@${tenant.slug}.example`,
            password: demoPassword,
            duties,
            demoPasswordHint: demoPassword,
          });
        }
        await loadCases(ctx, tenant, tenant.slug === busyTown ? founders.length : 3);
        const { main } = await openOffices(ctx, people as DemoPeople);
        if (tenant.slug === busyTown) {
          await loadGeschaeftsgang(ctx, people as DemoPeople, main);
          await loadCounters(ctx, office, await loadApplications(ctx, tenant.slug));
          await loadTreasury(ctx);
          await loadRegistry(ctx);
          await loadIncomingPost(ctx, tenant);
          await loadOldAkten(ctx, main);
          await loadPrivacyRequest(ctx, "Elif Öztürk-Şahin");
          await loadProofs(ctx);
          await loadViewerNote(ctx);
        }
      });
      made++;
    }
  }
  return {
    text:
      made > 0
        ? `${made} towns with invented people and cases`
        : `already there${anotherDay ? ", with appointments of today" : ""}`,
    accounts: [
      `  Desk    ${runtime.publicUrl}/paderborn/amt   kim.beispiel@paderborn.example, password ${demoPassword}`,
      `          ${runtime.publicUrl}/delbrueck/amt   kim.beispiel@delbrueck.example, same password`,
    ],
  };
}

/** Registrations of the last days, sent as a founder sends them; the older ones are worked off. */
async function loadCases(ctx: Ctx, tenant: Tenant, count: number): Promise<void> {
  const today = dayInBerlin(ctx.now);
  for (const [index, founder] of founders.slice(0, count).entries()) {
    const day = workingDayBefore(today, index % 6);
    const now = earlier(ctx.now, instantInBerlin(day, 8 + (index % 8), (index * 7) % 60));
    const caseId = await sendRegistration({ ...ctx, now, actor: { kind: "citizen" } }, tenant, founder, day);
    // The oldest but one are done; one of the oldest is left, so that the desk has something overdue.
    if (index % 6 >= 3 && index !== 5) await workOff({ ...ctx, now: new Date(now.getTime() + 5_400_000) }, caseId);
  }
}

function sendRegistration(
  ctx: Ctx,
  tenant: Tenant,
  founder: (typeof founders)[number],
  day: PlainDay,
): Promise<string> {
  const answers = registrationOf(founder, { name: tenant.name, postcode: tenant.contact.postcode }, day);
  return sendForm(ctx, "gewerbe-anmelden", answers, day);
}

async function workOff(ctx: Ctx, caseId: string): Promise<void> {
  const caseworker: Ctx = {
    ...ctx,
    actor: {
      kind: "staff",
      staffId: "00000000-0000-7000-8000-000000000000",
      name: "Kim Beispiel",
      duties: ["casework"],
    },
  };
  const { rowVersion } = await takeCase(caseworker, { caseId });
  const task = (await listTasksOfCase(caseworker, caseId)).find(({ state }) => state === "open");
  if (task === undefined) throw new Error("demo: there is nothing to do in the case");
  await completeTask(caseworker, { caseId, taskId: task.taskId, outcome: "vollstaendig", rowVersion });
}
