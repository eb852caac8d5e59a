import type { Localized } from "../../kernel/index.ts";
import { NotFound } from "../../kernel/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { listCodeLists } from "../codelists/index.ts";
import type { Element, FieldType } from "../forms/index.ts";
import { editDraft } from "./actions/edit-draft.ts";
import { undoStep } from "./actions/undo-step.ts";
import { definitionProblems } from "./definition-check.ts";
import { access, designAccess, type Opened, openService, orConflict, seenOf, toService, typedOf } from "./desk.ts";
import { nameableFrom } from "./model/condition.ts";
import {
  FormReader,
  type Mistakes,
  readField,
  readGroup,
  readNote,
  readSection,
  type Typed,
  typedCondition,
  typedElement,
  typedSection,
} from "./model/element-form.ts";
import { elementLabel, plainPathOf, unknownNames, usesOf } from "./model/expressions.ts";
import { decideRule, everyPlace, fromThePlace, type RuleDecision } from "./model/formalise.ts";
import type { ProseRule } from "./model/prose-rule.ts";
import type { Step, VersionContent } from "./model/service.ts";
import * as tree from "./model/tree.ts";
import { listSteps } from "./store.ts";
import { ElementPage } from "./views/element-page.tsx";
import { RulePage, RulesPage } from "./views/rules-pages.tsx";
import { elementPath, inView, say, servicePath } from "./views/say.ts";
import { anchorOf, RemovePage, TreePage } from "./views/tree-page.tsx";

type Conflict = { readonly steps: readonly Step[]; readonly kept: boolean };

const faults: Readonly<Record<tree.TreeFault, Localized>> = {
  "key-taken": {
    de: "Dort gibt es schon etwas mit demselben Schlüssel. Ändern Sie zuerst einen der beiden Schlüssel.",
    en: "There is something with the same key already. Change one of the two keys first.",
  },
  "no-room": { de: "In diese Richtung geht es nicht weiter.", en: "There is no further way in this direction." },
  "into-itself": { de: "Eine Gruppe passt nicht in sich selbst.", en: "A group does not fit into itself." },
  "last-section": {
    de: "Die letzte Seite bleibt: Ein Formular hat mindestens eine.",
    en: "The last page stays: a form has at least one.",
  },
};

function withForm(content: VersionContent, form: tree.DraftForm): VersionContent {
  return { ...content, definition: { ...content.definition, online: { ...content.definition.online, form } } };
}

function placeOf(request: WebRequest): tree.Address | undefined {
  const place = request.body.ort ?? request.query.ort;
  return typeof place === "string" && place !== "" ? place.slice(0, 1000) : undefined;
}

const doneWords: ReadonlyMap<string, Localized> = new Map([
  ["gespeichert", { de: "Gespeichert.", en: "Saved." }],
  ["neu", { de: "Hinzugefügt. Füllen Sie aus, was noch fehlt.", en: "Added. Fill in what is missing." }],
  ["entfernt", { de: "Entfernt.", en: "Removed." }],
  ["zurueck", { de: "Zurückgenommen.", en: "Taken back." }],
]);

/** What was done on the page before, as a part of the page that says so. */
function doneOf(request: WebRequest): { readonly done?: string } {
  const words = doneWords.get(request.query.getan ?? "");
  return words === undefined ? {} : { done: inView(request.view, words) };
}

async function showTree(
  request: WebRequest,
  opened: Opened,
  more: {
    selected?: tree.Address;
    fault?: string;
    mistakes?: Mistakes;
    name?: string;
    kind?: string;
    conflict?: Conflict;
  } = {},
): Promise<Answer> {
  const { version } = opened.shown;
  const wanted = more.selected ?? placeOf(request);
  const form = version.definition.online.form;
  const selected = wanted === undefined || tree.find(form, wanted) === undefined ? undefined : wanted;
  const steps = await listSteps(request, version.serviceId, version.version, { limit: 30 });
  const { selected: _, ...rest } = more;
  return page(
    TreePage({
      view: request.view,
      shown: opened.shown,
      problems: await definitionProblems(request, version.definition),
      undo: steps.find(({ revocable }) => revocable),
      ...(selected === undefined ? {} : { selected }),
      ...(more.conflict === undefined ? doneOf(request) : {}),
      ...rest,
    }),
    { status: more.conflict !== undefined ? 409 : more.fault !== undefined || more.mistakes !== undefined ? 422 : 200 },
  );
}

function labelAt(form: tree.DraftForm, address: tree.Address): Localized {
  const { element, section } = tree.get(form, address);
  return element === undefined ? section.title : elementLabel(element);
}

/** Fields for postcodes in the same place of the form, which may go on on other pages. */
function postcodesBeside(form: tree.DraftForm, address: tree.Address, view: WebRequest["view"]) {
  const container = tree.parentOf(address);
  const beside = container === undefined ? [] : tree.elementsAt(form, tree.pathOf(container));
  return beside.flatMap((element) =>
    element.kind === "field" && element.type === "postcode"
      ? [{ key: element.key, label: inView(view, element.label) }]
      : [],
  );
}

function countFields(elements: readonly Element[]): number {
  return elements.reduce(
    (sum, element) =>
      sum + (element.kind === "field" ? 1 : element.kind === "group" ? countFields(element.elements) : 0),
    0,
  );
}

const directions: Readonly<Record<string, "up" | "down" | "in" | "out">> = {
  hoch: "up",
  runter: "down",
  hinein: "in",
  hinaus: "out",
};

/** An element with the name that was typed, to be filled in on its page. */
function newElement(kind: string, name: string, taken: ReadonlySet<string>): Element {
  const label = { de: name, en: name };
  if (kind === "hinweis") return { kind: "note", text: label };
  const key = tree.fieldKeyOf(name, taken);
  return kind === "gruppe"
    ? { kind: "group", key, title: label, elements: [] }
    : { kind: "field", key, type: "text", label, source: "" };
}

/** Adds behind what is selected, or at its end where it can hold something. */
function addTo(form: tree.DraftForm, selected: tree.Address | undefined, kind: string, name: string): tree.TreeChange {
  const place = selected ?? form.sections.at(-1)?.key;
  if (kind === "seite" || place === undefined) {
    const key = tree.sectionKeyOf(name, form);
    const after = form.sections.findIndex((section) => section.key === place?.split("/")[0]);
    const added = tree.addSection(
      form,
      { key, title: { de: name, en: name }, elements: [] },
      after === -1 ? undefined : after + 1,
    );
    return { ok: true, form: added, address: key };
  }
  const { element, index } = tree.get(form, place);
  const inside = element === undefined || element.kind === "group";
  const container = inside ? place : (tree.parentOf(place) as string);
  return tree.add(
    form,
    container,
    newElement(kind, name, tree.keysAround(form, container)),
    inside ? undefined : index + 1,
  );
}

async function postTree(request: WebRequest): Promise<Answer> {
  const opened = await openService(request);
  const { view } = request;
  const { serviceId, definition } = opened.shown.version;
  const action = String(request.body._aktion ?? "");
  const selected = placeOf(request);
  const typed = typedOf(request);
  const nothing = (): Promise<Answer> =>
    showTree(request, opened, {
      fault: say(view, "Wählen Sie zuerst etwas aus dem Baum.", "Choose something from the tree first."),
    });

  const to = (address: tree.Address, done?: string): Answer =>
    redirect(
      view.href(
        servicePath(
          serviceId,
          `/formular?ort=${encodeURIComponent(address)}${done === undefined ? "" : `&getan=${done}`}#${anchorOf(address)}`,
        ),
      ),
    );

  /** One change of the tree, as a step. */
  const change = async (
    what: Localized,
    make: (form: tree.DraftForm) => tree.TreeChange,
    then: (address: tree.Address) => Answer,
  ): Promise<Answer> => {
    let fault: tree.TreeFault | undefined;
    let address: tree.Address = "";
    await editDraft(request, {
      serviceId,
      seen: seenOf(request),
      what,
      change: (content) => {
        const made = make(content.definition.online.form);
        if (made.ok) {
          address = made.address;
          return withForm(content, made.form);
        }
        fault = made.fault;
        return undefined;
      },
    });
    if (fault !== undefined)
      return showTree(request, opened, {
        ...(selected === undefined ? {} : { selected }),
        fault: inView(view, faults[fault]),
      });
    return then(address);
  };

  return orConflict(
    request,
    async () => {
      const direction = directions[action];
      if (direction !== undefined || action === "verschieben") {
        if (selected === undefined || tree.find(definition.online.form, selected) === undefined) return nothing();
        const label = labelAt(definition.online.form, selected);
        return change(
          { de: `„${label.de}“ verschoben`, en: `“${label.en}” moved` },
          (form) =>
            direction === undefined
              ? tree.moveTo(
                  form,
                  selected,
                  typed.ziel ?? "",
                  /^\d{1,4}$/.test(typed.platz ?? "") ? Number(typed.platz) : 0,
                )
              : tree.move(form, selected, direction),
          (address) => to(address),
        );
      }
      switch (action) {
        case "hinzufuegen": {
          const name = (typed.name ?? "").normalize("NFC").trim().slice(0, 200);
          const kind = typed.was ?? "feld";
          if (name === "")
            return showTree(request, opened, {
              kind,
              mistakes: { name: { de: "Geben Sie an, wie es heißen soll.", en: "Say what it is to be called." } },
            });
          return change(
            { de: `„${name}“ hinzugefügt`, en: `“${name}” added` },
            (form) => addTo(form, selected, kind, name),
            (address) => redirect(view.href(`${elementPath(serviceId, address)}&getan=neu`)),
          );
        }
        case "bearbeiten":
          return selected === undefined ? nothing() : redirect(view.href(elementPath(serviceId, selected)));
        case "entfernen":
          if (selected === undefined || tree.find(definition.online.form, selected) === undefined) return nothing();
          return redirect(view.href(servicePath(serviceId, `/entfernen?ort=${encodeURIComponent(selected)}`)));
        case "wirklich-entfernen": {
          if (selected === undefined || tree.find(definition.online.form, selected) === undefined) return nothing();
          const label = labelAt(definition.online.form, selected);
          return change(
            { de: `„${label.de}“ entfernt`, en: `“${label.en}” removed` },
            (form) => tree.remove(form, selected),
            (address) => to(address, "entfernt"),
          );
        }
        default:
          return nothing();
      }
    },
    (conflict, now) => showTree(request, now, { conflict, name: typed.name ?? "", kind: typed.was ?? "feld" }),
  );
}

function typeOfIn(form: tree.DraftForm, address: tree.Address): (name: string) => FieldType | undefined {
  const types = new Map(nameableFrom(form, address).map(({ name, field }) => [name, field.type]));
  return (name) => types.get(name);
}

/** What the inputs of an element's page mean, over what is stored. */
function readElement(
  form: tree.DraftForm,
  address: tree.Address,
  typed: Typed,
): { change: tree.TreeChange; mistakes: Mistakes } {
  const { element, section } = tree.get(form, address);
  const typeOf = typeOfIn(form, address);
  if (element === undefined) {
    const read = readSection(typed, section, typeOf);
    return { change: tree.replaceSection(form, section.key, read.section), mistakes: read.mistakes };
  }
  const read =
    element.kind === "field"
      ? readField(typed, element, typeOf)
      : element.kind === "group"
        ? readGroup(typed, element, typeOf)
        : readNote(typed, typeOf);
  const replaced = "field" in read ? read.field : "group" in read ? read.group : read.note;
  return { change: tree.replace(form, address, replaced), mistakes: read.mistakes };
}

async function showElement(
  request: WebRequest,
  opened: Opened,
  address: tree.Address,
  more: { typed?: Typed; mistakes?: Mistakes; conflict?: Conflict } = {},
): Promise<Answer> {
  const { view } = request;
  const { definition, rules } = opened.shown.version;
  const { form } = definition.online;
  const found = tree.find(form, address);
  if (found === undefined) {
    // Somebody has moved or removed it: the tree says what became of it.
    return showTree(request, opened, {
      fault: say(view, "Diese Stelle gibt es nicht mehr.", "This place is there no more."),
      ...(more.conflict === undefined ? {} : { conflict: more.conflict }),
    });
  }
  const { element, section } = found;
  const path = tree.pathOf(address).join(".");
  return page(
    ElementPage({
      view,
      shown: opened.shown,
      address,
      kind: element?.kind ?? "section",
      label: inView(view, element === undefined ? section.title : elementLabel(element)),
      typed: more.typed ?? (element === undefined ? typedSection(section) : typedElement(element)),
      mistakes: more.mistakes ?? {},
      fields: nameableFrom(form, address),
      uses: usesOf(definition, address),
      rules: path === "" ? [] : rules.flatMap((rule, index) => (rule.path.join(".") === path ? [{ rule, index }] : [])),
      codeLists: [
        ...new Map(
          (await listCodeLists(request)).map(({ uri, name }) => [uri, { uri, name: inView(view, name) }]),
        ).values(),
      ],
      postcodes: postcodesBeside(form, address, view),
      // With mistakes that were typed just now, what is stored is not what stands on the page.
      problems:
        more.mistakes === undefined
          ? (await definitionProblems(request, definition)).filter((problem) => problem.address === address)
          : [],
      ...(more.typed === undefined ? doneOf(request) : {}),
      ...(more.conflict === undefined ? {} : { conflict: more.conflict }),
    }),
    { status: more.conflict !== undefined ? 409 : more.mistakes !== undefined ? 422 : 200 },
  );
}

async function postElement(request: WebRequest): Promise<Answer> {
  const opened = await openService(request);
  const { version } = opened.shown;
  const { form } = version.definition.online;
  const address = placeOf(request) ?? "";
  const typed = typedOf(request);
  const found = tree.find(form, address);
  const conflictFirst = version.rowVersion !== seenOf(request);
  if (found === undefined && !conflictFirst) return showElement(request, opened, address);
  return orConflict(
    request,
    async () => {
      const read = found === undefined ? undefined : readElement(form, address, typed);
      if (read !== undefined && !conflictFirst && Object.keys(read.mistakes).length > 0)
        return showElement(request, opened, address, { typed, mistakes: read.mistakes });
      if (read?.change.ok === false)
        return showElement(request, opened, address, { typed, mistakes: { schluessel: faults[read.change.fault] } });
      const label = found === undefined ? { de: "", en: "" } : labelAt(form, address);
      let now = address;
      await editDraft(request, {
        serviceId: version.serviceId,
        seen: seenOf(request),
        what: { de: `„${label.de}“ geändert`, en: `“${label.en}” changed` },
        change: (content) => {
          const { change } = readElement(content.definition.online.form, address, typed);
          if (!change.ok) return undefined;
          now = change.address;
          return withForm(content, change.form);
        },
      });
      return redirect(request.view.href(`${elementPath(version.serviceId, now)}&getan=gespeichert`));
    },
    (conflict, again) => showElement(request, again, address, { typed, conflict }),
    true,
  );
}

async function showRemove(request: WebRequest): Promise<Answer> {
  const { shown } = await openService(request);
  const { definition } = shown.version;
  const address = placeOf(request) ?? "";
  const found = tree.find(definition.online.form, address);
  if (found === undefined) throw new NotFound("designer.no-such-element");
  const elements =
    found.element === undefined ? found.section.elements : found.element.kind === "group" ? found.element.elements : [];
  return page(
    RemovePage({
      view: request.view,
      shown,
      address,
      label: inView(request.view, labelAt(definition.online.form, address)),
      kind: found.element?.kind ?? "section",
      fields: countFields(elements),
      uses: usesOf(definition, address),
    }),
  );
}

function ruleIndexOf(request: WebRequest, opened: Opened): number {
  const text = request.params.regel ?? "";
  const index = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (opened.shown.version.rules[index] === undefined) throw new NotFound("designer.no-such-rule");
  return index;
}

function showRule(
  request: WebRequest,
  opened: Opened,
  index: number,
  more: { typed?: Typed; mistakes?: Mistakes; conflict?: Conflict } = {},
): Answer {
  const { version } = opened.shown;
  const { form } = version.definition.online;
  const rule = version.rules[index];
  if (rule === undefined) throw new NotFound("designer.no-such-rule");
  const targets = [...tree.walk(form)].flatMap(({ address, element, section }) =>
    element.kind === "field"
      ? [
          {
            value: address,
            label: `${inView(request.view, section.title)}: ${inView(request.view, element.label)} (${tree.pathOf(address).join(".")})`,
          },
        ]
      : [],
  );
  const target = tree.addressOf(form, rule.path.join("."));
  const chosen = more.typed?.feld ?? target ?? "";
  const near = tree.find(form, chosen) === undefined ? form.sections[0]?.key : chosen;
  return page(
    RulePage({
      view: request.view,
      shown: opened.shown,
      rule,
      index,
      targets,
      places: (rule.places ?? []).flatMap((path) => {
        const address = tree.addressOf(form, path.join("."));
        return address === undefined ? [] : [placeWords(form, address, request.view)];
      }),
      fields: near === undefined ? [] : nameableFrom(form, near),
      typed: more.typed ?? {
        zustand: rule.state,
        feld: target ?? "",
        ueberall: rule.state === "open" || rule.everywhere === true ? "ja" : "",
        ...(rule.feel === undefined ? {} : typedCondition("richtig", rule.feel)),
        meldung_de: rule.message?.de ?? "",
        meldung_en: rule.message?.en ?? "",
      },
      mistakes: more.mistakes ?? {},
      ...(more.conflict === undefined ? {} : { conflict: more.conflict }),
    }),
    { status: more.conflict !== undefined ? 409 : more.mistakes !== undefined ? 422 : 200 },
  );
}

/** `Betriebsinhaber › Person › Geburtsdatum`. */
function placeWords(form: tree.DraftForm, address: tree.Address, view: WebRequest["view"]): string {
  const { section, groups, element } = tree.get(form, address);
  const inner = [...groups, ...(element === undefined ? [] : [element])].map((one) => inView(view, elementLabel(one)));
  const words = [inView(view, section.title), ...inner];
  return words.filter((word, index) => word !== words[index - 1]).join(" › ");
}

function readDecision(
  form: tree.DraftForm,
  rule: ProseRule | undefined,
  typed: Typed,
): { decision: RuleDecision; mistakes: Mistakes } {
  const text = (name: string) => (typed[name] ?? "").normalize("NFC").trim();
  const state = text("zustand");
  if (state !== "formalised")
    return { decision: { state: state === "not-needed" ? "not-needed" : "open" }, mistakes: {} };
  const address = text("feld");
  const reader = new FormReader(typed);
  const said = reader.condition("richtig", typeOfIn(form, tree.find(form, address) === undefined ? "" : address)) ?? "";
  const { mistakes } = reader;
  const everywhere = text("ueberall") === "ja" && rule !== undefined ? everyPlace(form, rule, address) : undefined;
  const feel = everywhere === undefined || rule === undefined ? said : fromThePlace(form, rule, address, said);
  const found = tree.find(form, address);
  const field = found?.element?.kind === "field" ? found.element : undefined;
  if (Object.keys(mistakes).length === 0 && field !== undefined) {
    const own = everywhere !== undefined || plainPathOf(form, address) === undefined;
    const names = (everywhere ?? [address]).flatMap((one) => {
      const { groups } = tree.get(form, one);
      return unknownNames(form, { feel, purpose: "check", address: one, label: field.label, groups, own });
    });
    if (names.length > 0)
      mistakes[text("richtig_art") === "feel" ? "richtig_feel" : "richtig_feld_0"] = {
        de: `Diese Felder gibt es nicht: ${[...new Set(names)].join(", ")}. Die Namen stehen oben in Klammern hinter jedem Feld.`,
        en: `There are no such fields: ${[...new Set(names)].join(", ")}. Names stand above in brackets behind each field.`,
      };
  }
  if (field === undefined)
    mistakes.feld = {
      de: "Wählen Sie das Feld, bei dem die Meldung steht.",
      en: "Choose the field at which the message stands.",
    };
  const message = { de: text("meldung_de"), en: text("meldung_en") };
  if (message.de === "")
    mistakes.meldung_de = {
      de: "Sagen Sie auf Deutsch, was zu berichtigen ist.",
      en: "Say in German what has to be put right.",
    };
  if (message.en === "")
    mistakes.meldung_en = {
      de: "Sagen Sie auf Englisch, was zu berichtigen ist.",
      en: "Say in English what has to be put right.",
    };
  const several = everywhere === undefined ? {} : { everywhere: true };
  return { decision: { state: "formalised", address, ...several, feel, message }, mistakes };
}

async function postRule(request: WebRequest): Promise<Answer> {
  const opened = await openService(request);
  const { version } = opened.shown;
  const index = ruleIndexOf(request, opened);
  const typed = typedOf(request);
  return orConflict(
    request,
    async () => {
      const { decision, mistakes } = readDecision(version.definition.online.form, version.rules[index], typed);
      if (Object.keys(mistakes).length > 0) return showRule(request, opened, index, { typed, mistakes });
      const name = version.rules[index]?.name ?? "";
      const by = request.actor.kind === "citizen" ? "" : request.actor.name;
      await editDraft(request, {
        serviceId: version.serviceId,
        seen: seenOf(request),
        what: { de: `Regel „${name}“ entschieden`, en: `Rule “${name}” decided` },
        change: (content) => decideRule(content, index, decision, { name: by, at: request.now }),
      });
      return toService(request, "/regeln?getan=gespeichert");
    },
    (conflict, again) => showRule(request, again, index, { typed, conflict }),
    true,
  );
}

/** The tree of a form, its elements, and the rules of its schema. */
export const formRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/formular",
    access,
    handle: async (request) => showTree(request, await openService(request)),
  },
  { method: "POST", path: "/:town/amt/dienste/:dienst/formular", access: designAccess, handle: postTree },
  { method: "GET", path: "/:town/amt/dienste/:dienst/entfernen", access: designAccess, handle: showRemove },
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/element",
    access,
    handle: async (request) => showElement(request, await openService(request), placeOf(request) ?? ""),
  },
  { method: "POST", path: "/:town/amt/dienste/:dienst/element", access: designAccess, handle: postElement },
  {
    method: "POST",
    path: "/:town/amt/dienste/:dienst/zuruecknehmen",
    access: designAccess,
    async handle(request) {
      return orConflict(
        request,
        async () => {
          await undoStep(request, { serviceId: request.params.dienst ?? "", seen: seenOf(request) });
          return toService(request, "/formular?getan=zurueck");
        },
        (conflict, again) => showTree(request, again, { conflict }),
      );
    },
  },
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/regeln",
    access,
    async handle(request) {
      const { shown } = await openService(request);
      return page(RulesPage({ view: request.view, shown, ...doneOf(request) }));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/regeln/:regel",
    access,
    async handle(request) {
      const opened = await openService(request);
      return showRule(request, opened, ruleIndexOf(request, opened));
    },
  },
  { method: "POST", path: "/:town/amt/dienste/:dienst/regeln/:regel", access: designAccess, handle: postRule },
];

/** The definition with what an element's page holds now, not stored: for the preview beside it. */
export function definitionWhile(opened: Opened, request: WebRequest): VersionContent["definition"] | undefined {
  const { definition } = opened.shown.version;
  const address = placeOf(request) ?? "";
  if (tree.find(definition.online.form, address) === undefined) return undefined;
  const { change, mistakes } = readElement(definition.online.form, address, typedOf(request));
  if (!change.ok || Object.keys(mistakes).length > 0) return undefined;
  return { ...definition, online: { ...definition.online, form: change.form } };
}
