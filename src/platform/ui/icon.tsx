import type { JSX } from "preact";

/** One set: 24 px, strokes of 1.75 px, round ends, drawn for this product. */
const shapes = {
  search: ["M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z", "M15.3 15.3 20 20"],
  check: ["m5 12.5 4.5 4.5L19 7.5"],
  "chevron-right": ["m9.5 5.5 6.5 6.5-6.5 6.5"],
  "chevron-left": ["M14.5 5.5 8 12l6.5 6.5"],
  "chevron-down": ["m5.5 9.5 6.5 6.5 6.5-6.5"],
  "arrow-left": ["M20 12H4.5", "m10.5 6-6 6 6 6"],
  external: ["M13.5 4.5h6v6", "m19.5 4.5-9 9", "M17 14.5v4a1 1 0 0 1-1 1H5.5a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h4"],
  file: [
    "M6 3.5h8l4.5 4.5v11.5a1 1 0 0 1-1 1H6.5a1 1 0 0 1-1-1V4.5a1 1 0 0 1 .5-1z",
    "M13.5 3.5v5h5",
    "M9 13h6",
    "M9 16.5h6",
  ],
  download: ["M12 4v11", "m7.5 11 4.5 4.5 4.5-4.5", "M4.5 19.5h15"],
  upload: ["M12 15.5V4.5", "M7.5 8.5 12 4l4.5 4.5", "M4.5 19.5h15"],
  mail: ["M4.5 6h15a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z", "m4 7 8 6 8-6"],
  clock: ["M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z", "M12 7.5V12l3 2"],
  calendar: [
    "M5 5.5h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-12a1 1 0 0 1 1-1z",
    "M4 10h16",
    "M8.5 3.5v4",
    "M15.5 3.5v4",
  ],
  user: ["M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8z", "M4.5 20c.6-3.7 3.7-5.5 7.5-5.5s6.9 1.8 7.5 5.5"],
  users: [
    "M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z",
    "M2.5 19.5c.5-3.3 3.2-5 6.5-5s6 1.7 6.5 5",
    "M15.5 5.300a3.5 3.5 0 0 1 0 6.4",
    "M18 14.900c2 .7 3.2 2.3 3.5 4.6",
  ],
  home: ["m3.5 11.5 8.5-7.5 8.5 7.5", "M5.5 10v9.5h13V10", "M10 19.5v-5.5h4v5.5"],
  building: ["M3.5 20h17", "M5.5 20V9.5", "M18.5 20V9.5", "m3.5 9.5 8.5-5.5 8.5 5.5z", "M10 20v-6.5", "M14 20v-6.5"],
  briefcase: [
    "M4.5 8h15a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z",
    "M9 8V5.5a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1V8",
    "M3.5 13h17",
    "M12 12v2",
  ],
  "id-card": [
    "M4.5 5.5h15a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1z",
    "M8.5 8.800a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.600z",
    "M6 15.800c.4-1.4 1.3-2 2.5-2s2.1.6 2.5 2",
    "M14 10h3.5",
    "M14 14h3.5",
  ],
  car: [
    "M4 16.5v-4l2-5.5a1.5 1.5 0 0 1 1.4-1h9.200A1.5 1.5 0 0 1 18 7l2 5.5v4z",
    "M4 12.5h16",
    "M5.5 16.5v2.5",
    "M18.5 16.5v2.5",
    "M7.5 14.5h.01",
    "M16.5 14.5h.01",
  ],
  heart: ["M12 20s-7.5-4.6-7.5-10A4 4 0 0 1 12 8a4 4 0 0 1 7.5 2c0 5.4-7.5 10-7.5 10z"],
  tree: [
    "M12 20.5v-8",
    "M12 3.5c-3 0-4.5 2-4.5 4-1.8.6-2.5 2-2.5 3.5 0 2.5 2 4.5 4.5 4.5h5c2.5 0 4.5-2 4.5-4.5 0-1.5-.7-2.9-2.5-3.5 0-2-1.5-4-4.5-4z",
  ],
  hammer: ["m11.5 9.5-7.7 7.700a1.6 1.6 0 0 0 2.3 2.300l7.7-7.7", "m9.5 6.5 3-3 7.5 7.5-2.5 2.5-1.5-1-2.5-2.5z"],
  info: ["M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z", "M12 11v5.5", "M12 7.700h.01"],
  warning: ["M12 4 21 19.5H3z", "M12 10v4.5", "M12 17h.01"],
  error: ["M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7z", "M12 8v5", "M12 16.200h.01"],
  lock: [
    "M6 10.5h12a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7.5a1 1 0 0 1 1-1z",
    "M8 10.5V7.5a4 4 0 0 1 8 0v3",
  ],
  "map-pin": [
    "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z",
    "M12 7.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  ],
  phone: [
    "M6 3.5h3l1.5 4.5-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2C11 18.9 5.1 13 4 6a2 2 0 0 1 2-2.5z",
  ],
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  close: ["m6 6 12 12", "M18 6 6 18"],
  edit: ["m4.5 19.5.7-4L15.5 5.2a1.5 1.5 0 0 1 2.1 0l1.2 1.200a1.5 1.5 0 0 1 0 2.100L8.5 18.800z", "m13.5 7.5 3 3"],
  print: [
    "M7 8.5V4h10v4.5",
    "M7 16.5H4.5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h15a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H17",
    "M7 13.5h10V20H7z",
  ],
  list: ["M9 6.5h11", "M9 12h11", "M9 17.5h11", "M4.5 6.5h.01", "M4.5 12h.01", "M4.5 17.5h.01"],
  inbox: ["m4 13 2.5-7.5h11L20 13v5.5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1z", "M4 13h4.5l1.2 2.5h4.600l1.2-2.5H20"],
  folder: ["M4.5 5.5h4.700l2.300 2.500h8a1 1 0 0 1 1 1v9.500a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V6.500a1 1 0 0 1 1-1z"],
  cycle: [
    "M4.5 10.500a7.800 7.800 0 0 1 13.200-3.500l2.300 2.500",
    "M20 4.500v5h-5",
    "M19.500 13.500a7.800 7.800 0 0 1-13.200 3.500L4 14.500",
    "M4 19.500v-5h5",
  ],
  hourglass: [
    "M6 3.500h12",
    "M6 20.500h12",
    "M8 3.500v3.500c0 2.500 4 3 4 5s-4 2.500-4 5v3.500",
    "M16 3.500v3.500c0 2.500-4 3-4 5s4 2.500 4 5v3.500",
  ],
  euro: ["M17.500 6.800a6.500 6.500 0 1 0 0 10.400", "M4 10.500h9", "M4 13.500h8"],
  tag: [
    "M4.500 4.500h7.200l7.800 7.800a1.500 1.500 0 0 1 0 2.100l-5.100 5.100a1.500 1.500 0 0 1-2.100 0l-7.800-7.800z",
    "M8.500 8.500h.01",
  ],
  archive: ["M3.5 5h17v4h-17z", "M5 9v10.5h14V9", "M10 12.5h4"],
  plus: ["M12 5v14", "M5 12h14"],
  trash: ["M4.5 7h15", "M9.5 7V4.5h5V7", "m6.5 7 .8 12.5h9.400l.8-12.5", "M10.2 10.5v5.5", "M13.8 10.5v5.5"],
  shield: ["M12 3.5 19 6v5.5c0 4.5-3 7.6-7 9-4-1.4-7-4.5-7-9V6z", "m9 12 2.2 2.200L15.2 10"],
  chart: ["M4 20h16", "M6.5 16.5V12", "M12 16.5V5", "M17.5 16.5V8.5"],
  qr: [
    "M4 4h6v6H4z",
    "M14 4h6v6h-6z",
    "M4 14h6v6H4z",
    "M14 14h2.5v2.5H14z",
    "M20 14v2.5",
    "M17.5 20H20v-.5",
    "M14 20h.5",
  ],
} as const satisfies Record<string, readonly string[]>;

/** Name of a drawing in the icon set. */
export type IconName = keyof typeof shapes;

/** One path per icon: a start that is relative where a path stands alone is made absolute before they are joined. */
const paths = Object.fromEntries(
  Object.entries(shapes).map(([name, parts]) => [
    name,
    parts.map((part) => part.replace(/^m(\d*\.?\d+) (\d*\.?\d+) ?(?=[-\d.])/, "M$1 $2l")).join(""),
  ]),
) as Record<IconName, string>;

/** Every name of the icon set, for overviews and tests. */
export const iconNames = Object.keys(shapes) as IconName[];

/**
 * A drawing that goes with words: hidden from screen readers unless `label` gives it words of its own.
 */
export function Icon(props: { name: IconName; label?: string; size?: "s" | "m" | "l" | "xl" }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: either hidden or named by aria-label
    <svg
      class={`icon${props.size && props.size !== "m" ? ` icon--${props.size}` : ""}`}
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      focusable="false"
      {...(props.label === undefined
        ? { "aria-hidden": "true" as const }
        : { role: "img" as const, "aria-label": props.label })}
    >
      <path d={paths[props.name]} />
    </svg>
  );
}
