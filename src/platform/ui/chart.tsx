import type { ComponentChildren, JSX } from "preact";
import type { Language } from "../../kernel/index.ts";
import type { ViewContext } from "./view.ts";
import { wording } from "./wording.ts";

/** One line or one set of bars. */
export interface Series {
  readonly label: string;
  /** One value for each label of the chart. */
  readonly values: readonly number[];
}

export interface ChartProps {
  readonly view: ViewContext;
  /** What is to be seen, as a sentence: the finding, not the kind of chart. */
  readonly title: string;
  readonly labels: readonly string[];
  /** At most three. */
  readonly series: readonly Series[];
  /** "Vorgänge". */
  readonly unit?: string;
}

const box = { width: 420, height: 220, left: 40, right: 12, top: 12, bottom: 30 };
const inner = { width: box.width - box.left - box.right, height: box.height - box.top - box.bottom };

/** A round number at or above the highest value, so that four steps of the scale are round as well. */
function scaleTop(series: readonly Series[]): number {
  const highest = Math.max(1, ...series.flatMap((one) => one.values));
  const step = highest / 4;
  const power = 10 ** Math.floor(Math.log10(step));
  const round = [1, 2, 2.5, 5, 10].find(
    (factor) => factor * power >= step && (power >= 10 || Number.isInteger(factor * power)),
  );
  return Math.max(1, Math.ceil((round ?? 10) * power)) * 4;
}

function number(value: number, language: Language): string {
  return value.toLocaleString(language === "de" ? "de-DE" : "en-GB");
}

/** Sentence, legend and the figures as a table behind; between them what is drawn. */
function Figure(
  props: ChartProps & {
    /** What the labels are: heading of their column. */
    readonly labelled: string;
    readonly height: number;
    readonly children: ComponentChildren;
  },
): JSX.Element {
  const { language } = props.view;
  return (
    <figure class="chart">
      <figcaption class="chart__title">{props.title}</figcaption>
      {props.series.length < 2 ? null : (
        <ul class="chart__legend" aria-hidden="true">
          {props.series.map((one, index) => (
            <li key={one.label}>
              <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
                <rect class={`chart__fill-${index + 1}`} width="12" height="12" rx="2" />
              </svg>
              {one.label}
            </li>
          ))}
        </ul>
      )}
      <svg class="chart__drawing" viewBox={`0 0 ${box.width} ${props.height}`} aria-hidden="true" focusable="false">
        {props.children}
      </svg>
      <details class="help chart__table">
        <summary>
          {wording.table[language]}
          <span class="vh">: {props.title}</span>
        </summary>
        <div class="help__body table table--dense table--keep">
          <table>
            <caption class="vh">{props.title}</caption>
            <thead>
              <tr>
                <th scope="col">{props.labelled}</th>
                {props.series.map((one) => (
                  <th key={one.label} scope="col" class="num">
                    {one.label}
                    {props.unit ? ` (${props.unit})` : ""}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {props.labels.map((label, index) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {props.series.map((one) => (
                    <td key={one.label} class="num">
                      {number(one.values[index] ?? 0, language)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

/** The scale, and under it as many of the labels as there is room for. */
function Scale(props: ChartProps & { readonly top: number; readonly points: readonly number[] }): JSX.Element {
  const every = Math.ceil(props.labels.length / 8);
  return (
    <>
      {[0, 1, 2, 3, 4].map((step) => {
        const y = box.top + inner.height - (inner.height * step) / 4;
        return (
          <g key={step}>
            <line
              class={step === 0 ? "chart__base" : "chart__line"}
              x1={box.left}
              x2={box.width - box.right}
              y1={y}
              y2={y}
            />
            <text class="chart__text" x={box.left - 8} y={y + 4} text-anchor="end">
              {number((props.top * step) / 4, props.view.language)}
            </text>
          </g>
        );
      })}
      {props.labels.map((label, index) =>
        index % every === 0 ? (
          <text key={label} class="chart__text" x={props.points[index] ?? 0} y={box.height - 8} text-anchor="middle">
            {label}
          </text>
        ) : null,
      )}
    </>
  );
}

/** Amounts over time, side by side, drawn on the server, with the figures as a table behind. */
export function BarChart(props: ChartProps): JSX.Element {
  const top = scaleTop(props.series);
  const slot = inner.width / Math.max(1, props.labels.length);
  const width = Math.min(36, (slot * 0.7) / Math.max(1, props.series.length));
  const points = props.labels.map((_, index) => box.left + slot * (index + 0.5));
  return (
    <Figure {...props} labelled={wording.period[props.view.language]} height={box.height}>
      <Scale {...props} top={top} points={points} />
      {props.series.flatMap((one, which) =>
        one.values.map((value, index) => {
          const height = (inner.height * value) / top;
          const x = (points[index] ?? 0) - (width * props.series.length) / 2 + which * width;
          return (
            <rect
              key={`${one.label} ${props.labels[index]}`}
              class={`chart__fill-${which + 1}`}
              x={x + 1}
              y={box.top + inner.height - height}
              width={Math.max(1, width - 2)}
              height={height}
              rx="2"
            />
          );
        }),
      )}
    </Figure>
  );
}

const row = { height: 24, bar: 14, left: 84, right: 40 };

/**
 * Amounts by name, one under the other, so that every name can be read; drawn on the server, with the figures as a
 * table behind.
 * @param props.labelled what the names are: "Empfänger"; names have at most eleven letters
 */
export function NameChart(props: ChartProps & { readonly labelled: string }): JSX.Element {
  const totals = props.labels.map((_, index) => props.series.reduce((sum, one) => sum + (one.values[index] ?? 0), 0));
  const scale = (box.width - row.left - row.right) / Math.max(1, ...totals);
  return (
    <Figure {...props} height={row.height * props.labels.length}>
      {props.labels.map((label, index) => {
        const top = row.height * index;
        let x = row.left;
        return (
          <g key={label}>
            <text class="chart__text" x={row.left - 8} y={top + 16} text-anchor="end">
              {label}
            </text>
            {props.series.map((one, which) => {
              const width = (one.values[index] ?? 0) * scale;
              const from = x;
              x += width;
              return width === 0 ? null : (
                <rect
                  key={one.label}
                  class={`chart__fill-${which + 1}`}
                  x={from}
                  y={top + (row.height - row.bar) / 2}
                  width={width}
                  height={row.bar}
                />
              );
            })}
            <text class="chart__text" x={x + 6} y={top + 16}>
              {number(totals[index] ?? 0, props.view.language)}
            </text>
          </g>
        );
      })}
    </Figure>
  );
}
