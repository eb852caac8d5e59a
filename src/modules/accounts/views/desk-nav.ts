import type { Duty, Localized } from "../../../kernel/index.ts";
import type { DeskNavItem, IconName, ViewContext } from "../../../platform/ui/index.ts";

/** Places of the desk's menu. */
export type DeskPlace =
  | "aufgaben"
  | "vorgaenge"
  | "akten"
  | "aussonderung"
  | "umlauf"
  | "beweise"
  | "aktensuche"
  | "posteingang"
  | "termine"
  | "ausweis"
  | "zahlungen"
  | "gewerberegister"
  | "uebermittlungen"
  | "postausgang"
  | "dienste"
  | "codelisten"
  | "datenschutz"
  | "verwaltung";

/** Which duties open which place: for the `access` of its routes, and for the menu. */
export const deskAccess: Readonly<Record<DeskPlace, readonly Duty[]>> = {
  aufgaben: ["casework"],
  vorgaenge: ["casework", "records"],
  akten: ["casework", "records"],
  aussonderung: ["records"],
  umlauf: ["casework", "records"],
  beweise: ["records"],
  aktensuche: ["casework", "records"],
  posteingang: ["casework", "records"],
  termine: ["casework"],
  ausweis: ["casework"],
  zahlungen: ["casework"],
  gewerberegister: ["casework", "register"],
  uebermittlungen: ["casework"],
  postausgang: ["casework"],
  dienste: ["design", "publish"],
  codelisten: ["design"],
  datenschutz: ["dataprotection"],
  verwaltung: ["administration"],
};

/** What belongs together in the menu, in this order. */
const groups: readonly {
  readonly title: Localized;
  readonly places: readonly {
    readonly place: DeskPlace;
    readonly label: Localized;
    readonly icon: IconName;
    readonly search?: string;
  }[];
}[] = [
  {
    title: { de: "Meine Arbeit", en: "My work" },
    places: [
      { place: "aufgaben", label: { de: "Aufgaben", en: "Tasks" }, icon: "list" },
      { place: "vorgaenge", label: { de: "Vorgänge", en: "Cases" }, icon: "folder", search: "suche" },
      { place: "termine", label: { de: "Termine", en: "Appointments" }, icon: "calendar" },
    ],
  },
  {
    title: { de: "Post", en: "Post" },
    places: [
      { place: "posteingang", label: { de: "Posteingang", en: "Incoming post" }, icon: "inbox" },
      { place: "postausgang", label: { de: "Postausgang", en: "Outgoing mail" }, icon: "mail" },
    ],
  },
  {
    title: { de: "E-Akte", en: "Records" },
    places: [
      { place: "akten", label: { de: "Akten", en: "Files" }, icon: "archive" },
      { place: "aktensuche", label: { de: "Volltextsuche", en: "Full-text search" }, icon: "search", search: "worte" },
      { place: "umlauf", label: { de: "Umlauf", en: "Circulation" }, icon: "cycle" },
      { place: "aussonderung", label: { de: "Aussonderung", en: "Disposal" }, icon: "hourglass" },
      { place: "beweise", label: { de: "Beweise", en: "Proofs" }, icon: "shield" },
    ],
  },
  {
    title: { de: "Fachaufgaben", en: "Specialist tasks" },
    places: [
      { place: "ausweis", label: { de: "Ausweise", en: "Identity cards" }, icon: "id-card" },
      { place: "gewerberegister", label: { de: "Gewerberegister", en: "Business register" }, icon: "briefcase" },
      { place: "uebermittlungen", label: { de: "Übermittlungen", en: "Transmissions" }, icon: "upload" },
      { place: "zahlungen", label: { de: "Zahlungen", en: "Payments" }, icon: "euro" },
    ],
  },
  {
    title: { de: "Steuerung", en: "Management" },
    places: [
      { place: "dienste", label: { de: "Dienste gestalten", en: "Design services" }, icon: "edit" },
      { place: "codelisten", label: { de: "Codelisten", en: "Code lists" }, icon: "tag" },
      { place: "datenschutz", label: { de: "Datenschutz", en: "Data protection" }, icon: "lock" },
      { place: "verwaltung", label: { de: "Verwaltung", en: "Administration" }, icon: "users" },
    ],
  },
];

/** The desk's menu for who is signed in: only what their duties open, a group only where something of it is left. */
export function deskNav(view: ViewContext, current?: DeskPlace): readonly DeskNavItem[] {
  const duties = view.staff?.duties ?? [];
  return groups.flatMap(({ title, places }) =>
    places
      .filter(({ place }) => deskAccess[place].some((duty) => duties.includes(duty)))
      .map(({ place, label, icon, search }) => ({
        href: view.href(`/amt/${place}`),
        label: label[view.language],
        icon,
        group: title[view.language],
        ...(search === undefined ? {} : { search }),
        ...(place === current ? { current: true } : {}),
      })),
  );
}
