import type { ComponentChildren } from "preact";
import type { Language } from "../../../kernel/index.ts";
import { type Bounds, type Flow, listSteps, type Point, type Process, type ProcessNode } from "../model/process.ts";

export interface ProcessDiagramProps {
  readonly process: Process;
  /** Nodes where the process waits now: `currentNodes(state)`. */
  readonly current: readonly string[];
  /** Nodes gone through: `state.done`. */
  readonly done: readonly string[];
  readonly title: string;
  readonly language: Language;
}

const words = {
  de: {
    steps: "Schritte als Liste",
    current: "läuft gerade",
    done: "erledigt",
    open: "noch nicht erreicht",
    never: "nicht nötig",
    now: "Jetzt",
  },
  en: {
    steps: "Steps as a list",
    current: "in progress",
    done: "done",
    open: "not reached yet",
    never: "not needed",
    now: "Now",
  },
} as const;

const fontSize = 12;
const lineHeight = 15;
const margin = 12;

type Mark = "current" | "done" | "open";

/**
 * A process as its BPMN file draws it, as SVG from the server: the current step lit, done steps ticked,
 * and the same as a list of steps. Needs `process-diagram.scss`; no script, no style attributes.
 * Wide drawings scroll within their frame, by keyboard too.
 */
export function ProcessDiagram({ process, current, done, title, language }: ProcessDiagramProps) {
  const own = words[language];
  const markOf = (id: string): Mark => (current.includes(id) ? "current" : done.includes(id) ? "done" : "open");
  const steps = listSteps(process);
  const names = (mark: Mark) => steps.filter((step) => markOf(step.id) === mark).map((step) => step.name[language]);
  const box = frameOf(process);
  const id = `process-${process.id}`;
  const now = names("current");
  return (
    <figure class="process-diagram">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
      <section class="process-diagram__frame" aria-label={title} tabIndex={0}>
        <svg
          class="process-diagram__drawing"
          xmlns="http://www.w3.org/2000/svg"
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
          viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
          width={box.width}
          height={box.height}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-desc`}>
            {now.length > 0 ? `${own.now}: ${now.join(", ")}. ` : ""}
            {names("done").length > 0 ? `${own.done}: ${names("done").join(", ")}.` : ""}
          </desc>
          <defs>
            <marker
              id={`${id}-arrow`}
              viewBox="0 0 10 10"
              refX="9"
              refY="5"
              markerWidth="8"
              markerHeight="8"
              orient="auto"
            >
              <path class="process-diagram__arrow" d="M0 1 L10 5 L0 9 Z" />
            </marker>
          </defs>
          {Object.values(process.flows).map((flow) => (
            <FlowLine key={flow.id} flow={flow} process={process} language={language} arrow={`${id}-arrow`} />
          ))}
          {/* Boundary events stand on the edge of their task: drawn after it. */}
          {Object.values(process.nodes)
            .toSorted((one, other) => Number(one.kind === "boundary-timer") - Number(other.kind === "boundary-timer"))
            .map((node) => (
              <NodeShape key={node.id} node={node} process={process} language={language} mark={markOf(node.id)} />
            ))}
        </svg>
      </section>
      <details class="process-diagram__steps">
        <summary>{own.steps}</summary>
        <ol>
          {steps.map((step) => (
            <li
              key={step.id}
              class={`process-diagram__step process-diagram__step--${markOf(step.id)}`}
              {...(markOf(step.id) === "current" && { "aria-current": "step" as const })}
            >
              {step.name[language]}:{" "}
              {current.length === 0 && markOf(step.id) === "open" ? own.never : own[markOf(step.id)]}
            </li>
          ))}
        </ol>
      </details>
    </figure>
  );
}

interface PartProps {
  readonly process: Process;
  readonly language: Language;
}

function FlowLine({ flow, process, language, arrow }: PartProps & { readonly flow: Flow; readonly arrow: string }) {
  const points = process.diagram.edges[flow.id] ?? [];
  const label = process.diagram.labels[flow.id];
  return (
    <g>
      <path class="process-diagram__flow" d={roundedPath(points)} marker-end={`url(#${arrow})`} />
      {label !== undefined && <Text text={flow.name[language]} box={label} align="top" small />}
    </g>
  );
}

function NodeShape({ node, process, language, mark }: PartProps & { readonly node: ProcessNode; readonly mark: Mark }) {
  const box = process.diagram.shapes[node.id] as Bounds;
  const label = process.diagram.labels[node.id];
  return (
    <g class={`process-diagram__node process-diagram__node--${node.kind} process-diagram__node--${mark}`}>
      <Outline node={node} box={box} />
      {node.kind.endsWith("-task") ? (
        <Text text={node.name[language]} box={{ ...box, y: box.y + 8 }} align="middle" />
      ) : (
        label !== undefined && <Text text={node.name[language]} box={label} align="top" small />
      )}
      {mark === "done" && node.kind !== "exclusive" && node.kind !== "parallel" && <Tick box={box} />}
    </g>
  );
}

function Outline({ node, box }: { readonly node: ProcessNode; readonly box: Bounds }) {
  const { x, y, width, height } = box;
  const [cx, cy] = [x + width / 2, y + height / 2];
  const radius = width / 2;
  switch (node.kind) {
    case "user-task":
    case "service-task":
      return (
        <>
          <rect class="process-diagram__shape" x={x} y={y} width={width} height={height} rx="10" />
          {node.kind === "user-task" ? <PersonGlyph x={x + 9} y={y + 8} /> : <GearGlyph x={x + 9} y={y + 8} />}
        </>
      );
    case "exclusive":
    case "parallel": {
      const arm = 9;
      const cross =
        node.kind === "parallel"
          ? `M${cx} ${cy - arm} V${cy + arm} M${cx - arm} ${cy} H${cx + arm}`
          : `M${cx - 7} ${cy - 7} L${cx + 7} ${cy + 7} M${cx + 7} ${cy - 7} L${cx - 7} ${cy + 7}`;
      return (
        <>
          <path
            class="process-diagram__shape"
            d={`M${cx} ${y} L${x + width} ${cy} L${cx} ${y + height} L${x} ${cy} Z`}
          />
          <path class="process-diagram__glyph process-diagram__glyph--strong" d={cross} />
        </>
      );
    }
    case "start":
      return <circle class="process-diagram__shape" cx={cx} cy={cy} r={radius} />;
    case "end":
    case "terminate":
      return (
        <>
          <circle class="process-diagram__shape process-diagram__shape--thick" cx={cx} cy={cy} r={radius - 1} />
          {node.kind === "terminate" && <circle class="process-diagram__fill" cx={cx} cy={cy} r={radius - 6} />}
        </>
      );
    case "catch-timer":
    case "catch-message":
    case "boundary-timer": {
      const soft = node.kind === "boundary-timer" && !node.interrupting ? " process-diagram__shape--dashed" : "";
      return (
        <>
          <circle class={`process-diagram__shape${soft}`} cx={cx} cy={cy} r={radius} />
          <circle
            class={`process-diagram__shape process-diagram__shape--inner${soft}`}
            cx={cx}
            cy={cy}
            r={radius - 3}
          />
          {node.kind === "catch-message" ? (
            <path
              class="process-diagram__glyph"
              d={`M${cx - 8} ${cy - 6} h16 v12 h-16 Z M${cx - 8} ${cy - 6} l8 7 l8 -7`}
            />
          ) : (
            <path
              class="process-diagram__glyph"
              d={`M${cx - 9} ${cy} a9 9 0 1 0 18 0 a9 9 0 1 0 -18 0 M${cx} ${cy - 6} V${cy} L${cx + 4} ${cy + 3}`}
            />
          )}
        </>
      );
    }
  }
}

function PersonGlyph({ x, y }: Point) {
  return (
    <path
      class="process-diagram__glyph"
      d={`M${x + 3.5} ${y + 4} a3.5 3.5 0 1 0 7 0 a3.5 3.5 0 1 0 -7 0 M${x} ${y + 15} v-2 a5 5 0 0 1 5 -4.5 h4 a5 5 0 0 1 5 4.5 v2 Z`}
    />
  );
}

function GearGlyph({ x, y }: Point) {
  const [cx, cy] = [x + 7, y + 7];
  const teeth = Array.from({ length: 8 }, (_, tooth) => {
    const angle = (tooth * Math.PI) / 4;
    const at = (radius: number) => `${round(cx + radius * Math.cos(angle))} ${round(cy + radius * Math.sin(angle))}`;
    return `M${at(4.8)} L${at(7)}`;
  });
  return (
    <>
      <circle class="process-diagram__glyph" cx={cx} cy={cy} r="4.8" />
      <circle class="process-diagram__glyph" cx={cx} cy={cy} r="1.6" />
      <path class="process-diagram__glyph process-diagram__glyph--strong" d={teeth.join(" ")} />
    </>
  );
}

function Tick({ box }: { readonly box: Bounds }) {
  const [cx, cy] = [box.x + box.width - 2, box.y + 2];
  return (
    <>
      <circle class="process-diagram__tick-ground" cx={cx} cy={cy} r="9" />
      <path class="process-diagram__tick" d={`M${cx - 4} ${cy} l3 3 l5.5 -6`} />
    </>
  );
}

function Text(props: {
  readonly text: string;
  readonly box: Bounds;
  readonly align: "top" | "middle";
  readonly small?: boolean;
}): ComponentChildren {
  const { text, box, align, small = false } = props;
  const size = small ? fontSize - 1 : fontSize;
  const lines = wrap(text, align === "middle" ? box.width - 14 : Math.max(box.width, 60), size);
  const middle = box.x + box.width / 2;
  const top = align === "middle" ? box.y + (box.height - lines.length * lineHeight) / 2 : box.y;
  return (
    <text
      class={`process-diagram__text${small ? " process-diagram__text--small" : ""}`}
      font-size={size}
      text-anchor="middle"
    >
      {lines.map((line, index) => (
        <tspan key={index} x={round(middle)} y={round(top + (index + 0.78) * lineHeight)}>
          {index < lines.length - 1 && !line.endsWith("-") ? `${line} ` : line}
        </tspan>
      ))}
    </text>
  );
}

/** Lines no wider than `width`, estimated for a humanist sans; words too long are divided. */
export function wrap(text: string, width: number, size: number): readonly string[] {
  const most = Math.max(4, Math.floor(width / (size * 0.55)));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    let rest = word;
    if (line !== "" && line.length + 1 + rest.length > most) {
      lines.push(line);
      line = "";
    }
    while (rest.length > most) {
      lines.push(`${rest.slice(0, most - 1)}-`);
      rest = rest.slice(most - 1);
    }
    line = line === "" ? rest : `${line} ${rest}`;
  }
  return line === "" ? lines : [...lines, line];
}

/** Corners of lines are rounded by up to 8 units. */
function roundedPath(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (before === undefined) return `M${point.x} ${point.y}`;
      if (after === undefined) return `L${point.x} ${point.y}`;
      const [into, out] = [towards(point, before), towards(point, after)];
      return `L${into.x} ${into.y} Q${point.x} ${point.y} ${out.x} ${out.y}`;
    })
    .join(" ");
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const part = Math.min(8, length / 2) / length;
  return { x: round(from.x + (to.x - from.x) * part), y: round(from.y + (to.y - from.y) * part) };
}

function frameOf(process: Process): Bounds {
  const { shapes, edges, labels } = process.diagram;
  const boxes = [
    ...Object.values(shapes),
    ...Object.values(labels).map((label) => ({ ...label, height: label.height + lineHeight })),
  ];
  const points = Object.values(edges).flat();
  const left = Math.min(...boxes.map((box) => box.x), ...points.map((point) => point.x)) - margin;
  const top = Math.min(...boxes.map((box) => box.y), ...points.map((point) => point.y)) - margin;
  const right = Math.max(...boxes.map((box) => box.x + box.width), ...points.map((point) => point.x)) + margin;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height), ...points.map((point) => point.y)) + margin;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
