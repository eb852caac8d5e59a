import type { ComponentChildren, JSX } from "preact";
import { type DeskNavItem, DeskPage, Stack, Tabs, type ViewContext } from "../../../platform/ui/index.ts";

/** What every page of the place gets. */
export interface DisposalView {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

/** Views of the place, in the order of the work. */
export type DisposalTab =
  | "fristen"
  | "sperren"
  | "vernichtungen"
  | "abgaben"
  | "eingang"
  | "uebernahmen"
  | "einstellungen";

const tabs: readonly { readonly tab: DisposalTab; readonly path: string; readonly de: string; readonly en: string }[] =
  [
    { tab: "fristen", path: "", de: "Fristen", en: "Due" },
    { tab: "sperren", path: "/sperren", de: "Sperren", en: "Legal holds" },
    { tab: "vernichtungen", path: "/vernichtungen", de: "Vernichtungen", en: "Destruction" },
    { tab: "abgaben", path: "/abgaben", de: "Abgaben ans Archiv", en: "To the archive" },
    { tab: "eingang", path: "/eingang", de: "Eingang vom Archiv", en: "From the archive" },
    { tab: "uebernahmen", path: "/uebernahmen", de: "Übernahmen", en: "Imports" },
    { tab: "einstellungen", path: "/einstellungen", de: "Einstellungen", en: "Settings" },
  ];

/** The German or the English words. */
export function say(view: ViewContext, de: string, en: string): string {
  return view.language === "de" ? de : en;
}

/** `1 Akte`, `17 Akten`. */
export function countAkten(view: ViewContext, count: number): string {
  return view.language === "de"
    ? `${count} ${count === 1 ? "Akte" : "Akten"}`
    : `${count} ${count === 1 ? "file" : "files"}`;
}

/** A page of the place with its tabs. */
export function Frame(
  props: DisposalView & {
    readonly tab: DisposalTab;
    readonly title: string;
    readonly hasErrors?: boolean;
    readonly children?: ComponentChildren;
  },
): JSX.Element {
  const { view, nav, tab, title } = props;
  return (
    <DeskPage view={view} title={title} nav={nav} {...(props.hasErrors ? { hasErrors: true } : {})}>
      <Stack gap="l">
        <Tabs
          label={say(view, "Aussonderung", "Disposal")}
          items={tabs.map((one) => ({
            href: view.href(`/amt/aussonderung${one.path}`),
            label: say(view, one.de, one.en),
            ...(one.tab === tab ? { current: true } : {}),
          }))}
        />
        {props.children}
      </Stack>
    </DeskPage>
  );
}
