import { dayInBerlin, formatDayShort, type Language, type Localized, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { addCaseHistory, type Case } from "../../cases/index.ts";
import { anzeigenOf, kindOfCase } from "../case-anzeigen.ts";
import { actorName } from "../model/actor-name.ts";
import {
  changesBetween,
  type Entry,
  type EntryChange,
  matchKeyOf,
  ownersOf,
  reportedDay,
  termsOfEntry,
} from "../model/entry.ts";
import { findRaw, type Gewerbeanzeige, type RegisterFacts, registerFacts } from "../model/index.ts";
import {
  findEntryByMatch,
  findEntryOfAkteForUpdate,
  insertChanges,
  insertEntry,
  listEntriesOfCase,
  updateEntry,
} from "../store/index.ts";

interface Reported {
  readonly anzeige: Gewerbeanzeige;
  readonly facts: RegisterFacts & { readonly owners: readonly string[] };
  /** From when it holds. */
  readonly day: EntryChange["day"];
}

async function reportedIn(ctx: Ctx, subject: Case): Promise<Reported> {
  const anzeigen = await anzeigenOf(ctx, subject);
  const [anzeige] = anzeigen;
  return {
    anzeige,
    facts: { ...registerFacts(anzeigen), owners: ownersOf(anzeigen) },
    day: reportedDay(anzeige) ?? dayInBerlin(ctx.now),
  };
}

function newEntry(ctx: Ctx, subject: Case, { facts, day }: Reported, status: Entry["status"]): Entry {
  const kind = kindOfCase(subject);
  return {
    ...facts,
    entryId: newId(ctx.now.getTime()),
    status,
    ...(kind === "GewA1" ? { startedOn: day } : {}),
    ...(status === "deregistered" ? { endedOn: day } : {}),
    akteId: subject.akteId,
    firstCaseId: subject.caseId,
    lastCaseId: subject.caseId,
    kind,
    answers: subject.answers,
    enteredAt: ctx.now,
    changedAt: ctx.now,
  };
}

/** Several things happen to a business, but each Anzeige is entered once. */
async function isDone(ctx: Ctx, subject: Case): Promise<boolean> {
  return (await listEntriesOfCase(ctx, subject.caseId)).length > 0;
}

/** The entry that an Ummeldung or Abmeldung means: that of its Akte, else the one of the same name and address. */
export async function findMeantEntry(ctx: Ctx, subject: Case): Promise<Entry | undefined> {
  const ofAkte = await findEntryOfAkteForUpdate(ctx, subject.akteId);
  if (ofAkte !== undefined) return ofAkte;
  const { anzeige, facts } = await reportedIn(ctx, subject);
  const former = (key: string): string | undefined =>
    anzeige.kind === "GewA2" ? findRaw(anzeige, 17, `fruehereBetriebsstaette.${key}`) : undefined;
  return findEntryByMatch(
    ctx,
    matchKeyOf({
      name: facts.name,
      strasse: former("strasse") ?? facts.strasse,
      hausnummer: former("hausnummer") ?? facts.hausnummer,
      plz: former("plz") ?? facts.plz,
    }),
  );
}

async function enter(ctx: Ctx, subject: Case, reported: Reported, status: Entry["status"]): Promise<Entry> {
  const entry = newEntry(ctx, subject, reported, status);
  await insertEntry(ctx, entry, matchKeyOf(entry), termsOfEntry(entry));
  await insertChanges(ctx, entry.entryId, [
    {
      what: status === "active" ? "eingetragen" : "ausgetragen",
      newValue: entry.name,
      caseId: subject.caseId,
      day: reported.day,
      actorName: actorName(ctx.actor),
    },
  ]);
  return entry;
}

/**
 * Enters a business that was registered (GewA1).
 * @throws Forbidden `accounts.duty-missing`
 */
export async function enterBusiness(ctx: Ctx, subject: Case): Promise<void> {
  requireDuty(ctx.actor, "casework");
  if (await isDone(ctx, subject)) return;
  await enter(ctx, subject, await reportedIn(ctx, subject), "active");
  await addCaseHistory(ctx, subject.caseId, {
    action: "gewerbe.eingetragen",
    text: { de: "In das Gewerberegister eingetragen", en: "Entered in the business register" },
    citizenText: {
      de: "Ihr Gewerbe steht im Gewerberegister.",
      en: "Your business is in the business register.",
    },
  });
}

/**
 * Changes the entry of a business that has reported a change (GewA2). Where the register does not know it, it is
 * entered: what was reported counts.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function changeBusiness(ctx: Ctx, subject: Case): Promise<void> {
  requireDuty(ctx.actor, "casework");
  if (await isDone(ctx, subject)) return;
  const reported = await reportedIn(ctx, subject);
  const before = await findMeantEntry(ctx, subject);
  if (before === undefined) {
    await enter(ctx, subject, reported, "active");
  } else {
    const { businessName: _, ...kept } = before;
    const after: Entry = {
      ...kept,
      ...reported.facts,
      lastCaseId: subject.caseId,
      kind: kindOfCase(subject),
      answers: subject.answers,
      changedAt: ctx.now,
    };
    await updateEntry(ctx, after, matchKeyOf(after), termsOfEntry(after));
    const changes = changesBetween(before, after);
    const same: readonly (typeof changes)[number][] =
      changes.length > 0 ? changes : [{ what: "activity", oldValue: before.activity, newValue: after.activity }];
    await insertChanges(
      ctx,
      before.entryId,
      same.map((change) => ({
        ...change,
        caseId: subject.caseId,
        day: reported.day,
        actorName: actorName(ctx.actor),
      })),
    );
  }
  await addCaseHistory(ctx, subject.caseId, { action: "gewerbe.geaendert", ...wordsOfChange(before) });
}

/** What an Ummeldung has changed. One that comes after the Abmeldung opens no business again, and says so. */
function wordsOfChange(before: Entry | undefined): { readonly text: Localized; readonly citizenText: Localized } {
  const since = (language: Language) =>
    before?.endedOn === undefined ? undefined : formatDayShort(before.endedOn, language);
  const [de, en] = [since("de"), since("en")];
  return {
    text:
      before === undefined
        ? {
            de: "Kein Eintrag im Gewerberegister gefunden: neu eingetragen",
            en: "No entry found in the business register: entered as new",
          }
        : {
            de: `Eintrag im Gewerberegister geändert${de === undefined ? "" : `; das Gewerbe bleibt abgemeldet seit ${de}`}`,
            en: `Entry in the business register changed${en === undefined ? "" : `; the business stays deregistered since ${en}`}`,
          },
    citizenText: {
      de: `Die Änderung steht im Gewerberegister.${de === undefined ? "" : ` Ihr Gewerbe ist seit ${de} abgemeldet. Führen Sie es weiter? Dann melden Sie es neu an.`}`,
      en: `The change is in the business register.${en === undefined ? "" : ` Your business has been deregistered since ${en}. Do you carry it on? Then register it anew.`}`,
    },
  };
}

/**
 * Takes a business that was given up (GewA3) out of the active register; the entry stays, as deregistered.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function deregisterBusiness(ctx: Ctx, subject: Case): Promise<void> {
  requireDuty(ctx.actor, "casework");
  if (await isDone(ctx, subject)) return;
  const reported = await reportedIn(ctx, subject);
  const before = await findMeantEntry(ctx, subject);
  if (before === undefined) {
    await enter(ctx, subject, reported, "deregistered");
  } else {
    const after: Entry = {
      ...before,
      status: "deregistered",
      endedOn: reported.day,
      lastCaseId: subject.caseId,
      changedAt: ctx.now,
    };
    await updateEntry(ctx, after, matchKeyOf(after), termsOfEntry(after));
    await insertChanges(ctx, before.entryId, [
      {
        what: "ausgetragen",
        oldValue: before.name,
        caseId: subject.caseId,
        day: reported.day,
        actorName: actorName(ctx.actor),
      },
    ]);
  }
  await addCaseHistory(ctx, subject.caseId, {
    action: "gewerbe.ausgetragen",
    text:
      before === undefined
        ? {
            de: "Kein Eintrag im Gewerberegister gefunden: als abgemeldet eingetragen",
            en: "No entry found in the business register: entered as deregistered",
          }
        : { de: "Aus dem Gewerberegister ausgetragen", en: "Taken out of the business register" },
    citizenText: {
      de: "Ihr Gewerbe ist abgemeldet.",
      en: "Your business is deregistered.",
    },
  });
}
