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

const places: readonly {
  readonly place: DeskPlace;
  readonly label: Localized;
  readonly icon: IconName;
  readonly search?: string;
}[] = [
  { place: "aufgaben", label: { de: "Aufgaben", en: "Tasks" }, icon: "list" },
  { place: "vorgaenge", label: { de: "Vorgänge", en: "Cases" }, icon: "search", search: "suche" },
  { place: "akten", label: { de: "Akten", en: "Files" }, icon: "archive" },
  { place: "aussonderung", label: { de: "Aussonderung", en: "Disposal" }, icon: "calendar" },
  { place: "umlauf", label: { de: "Umlauf", en: "Circulation" }, icon: "inbox" },
  { place: "beweise", label: { de: "Beweise", en: "Proofs" }, icon: "shield" },
  { place: "aktensuche", label: { de: "Volltextsuche", en: "Full-text search" }, icon: "search", search: "worte" },
  { place: "posteingang", label: { de: "Posteingang", en: "Incoming post" }, icon: "inbox" },
  { place: "termine", label: { de: "Termine", en: "Appointments" }, icon: "calendar" },
  { place: "ausweis", label: { de: "Ausweise", en: "Identity cards" }, icon: "id-card" },
  { place: "zahlungen", label: { de: "Zahlungen", en: "Payments" }, icon: "chart" },
  { place: "gewerberegister", label: { de: "Gewerberegister", en: "Business register" }, icon: "briefcase" },
  { place: "uebermittlungen", label: { de: "Übermittlungen", en: "Transmissions" }, icon: "upload" },
  { place: "postausgang", label: { de: "Postausgang", en: "Outgoing mail" }, icon: "mail" },
  { place: "dienste", label: { de: "Dienste gestalten", en: "Design services" }, icon: "edit" },
  { place: "codelisten", label: { de: "Codelisten", en: "Code lists" }, icon: "list" },
  { place: "datenschutz", label: { de: "Datenschutz", en: "Data protection" }, icon: "lock" },
  { place: "verwaltung", label: { de: "Verwaltung", en: "Administration" }, icon: "users" },
];

/** The desk's menu for who is signed in: only what their duties open. */
export function deskNav(view: ViewContext, current?: DeskPlace): readonly DeskNavItem[] {
  const duties = view.staff?.duties ?? [];
  return places
    .filter(({ place }) => deskAccess[place].some((duty) => duties.includes(duty)))
    .map(({ place, label, icon, search }) => ({
      href: view.href(`/amt/${place}`),
      label: label[view.language],
      icon,
      ...(search === undefined ? {} : { search }),
      ...(place === current ? { current: true } : {}),
    }));
}
