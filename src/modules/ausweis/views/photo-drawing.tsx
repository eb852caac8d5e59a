import type { JSX } from "preact";
import type { PhotoRuleKey } from "../model/photo-rules.ts";

const line = { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round" } as const;
const hair = "M38 56c-4-30 10-42 32-42s36 12 32 42c-3-14-10-22-32-22s-29 8-32 22z";

function Face(props: { eyes?: "open" | "shut" | "covered"; mouth?: "shut" | "open"; turned?: boolean }): JSX.Element {
  const { eyes = "open", mouth = "shut", turned = false } = props;
  const shift = turned ? 10 : 0;
  return (
    <>
      <path {...line} d="M12 180c4-26 24-32 44-36v-16m28 0v16c20 4 40 10 44 36" />
      <path {...line} d="M38 60c0 44 12 70 32 76 20-6 32-32 32-76 0-30-12-44-32-44s-32 14-32 44z" />
      <path fill="currentColor" d={hair} />
      {eyes === "covered" ? (
        <path fill="currentColor" d="M42 66h24v14a12 12 0 0 1-24 0zm32 0h24v14a12 12 0 0 1-24 0zM64 68h12v4H64z" />
      ) : (
        [54, 86].map((x) => (
          <g key={x}>
            {eyes === "open" ? (
              <>
                <path {...line} d={`M${x - 8 + shift} 74q8-8 16 0q-8 7-16 0z`} />
                <circle fill="currentColor" cx={x + shift} cy="74" r="3" />
              </>
            ) : (
              <path {...line} d={`M${x - 8 + shift} 74q8 5 16 0`} />
            )}
          </g>
        ))
      )}
      <path {...line} d={`M${70 + shift} 78v18l-4 3h7`} />
      {mouth === "shut" ? (
        <path {...line} d={`M${59 + shift} 113h22`} />
      ) : (
        <path {...line} d={`M${57 + shift} 109q13 24 26 0z`} />
      )}
    </>
  );
}

/** The wrong way that goes with a rule, as far as it can be drawn. */
const wrong: Partial<Record<PhotoRuleKey, JSX.Element>> = {
  "eine-person": (
    <>
      <g transform="translate(-22 0)">
        <Face />
      </g>
      <g transform="translate(66 44) scale(.75)">
        <Face />
      </g>
    </>
  ),
  ausschnitt: (
    <g transform="translate(42 84) scale(.4)">
      <Face />
    </g>
  ),
  frontal: <Face turned />,
  kopfposition: (
    <g transform="rotate(18 70 130)">
      <Face />
    </g>
  ),
  augen: <Face eyes="covered" />,
  ausdruck: <Face mouth="open" />,
  ausleuchtung: (
    <>
      <Face />
      <path fill="currentColor" fill-opacity=".45" d="M70 16c20 0 32 14 32 44 0 44-12 70-32 76z" />
    </>
  ),
  schaerfe: (
    <g opacity=".35">
      <Face />
      <g transform="translate(5 3)">
        <Face />
      </g>
    </g>
  ),
  hintergrund: (
    <>
      <path {...line} stroke-width="1" d="M8 0v90M20 0v70M120 0v70M132 0v90M0 20h38M0 44h34M102 20h38M106 44h34" />
      <Face />
    </>
  ),
  kopfbedeckung: (
    <>
      <Face />
      <path fill="currentColor" d="M34 58c-2-36 14-50 36-50s38 14 36 50z" />
    </>
  ),
};

/**
 * A drawing of a photo in its proportions, 35 to 45: the right way with the lines that the head should reach, or the
 * wrong way of one rule. Decorates words that stand beside it.
 */
export function PhotoDrawing(props: { readonly wrong?: PhotoRuleKey }): JSX.Element | null {
  const drawing = props.wrong === undefined ? <Face /> : wrong[props.wrong];
  if (drawing === undefined) return null;
  return (
    <svg class="photo-drawing" viewBox="0 0 140 180" width="105" height="135" aria-hidden="true" focusable="false">
      {drawing}
      {props.wrong === undefined ? (
        <path {...line} stroke-width="1.5" stroke-dasharray="5 4" d="M4 9h132M4 138h132M128 12v123" />
      ) : (
        <path {...line} stroke-width="3" d="m112 152 18 18m0-18-18 18" />
      )}
      <rect {...line} x="1" y="1" width="138" height="178" />
    </svg>
  );
}

/** Whether a rule's wrong way can be drawn. */
export function hasDrawing(rule: PhotoRuleKey): boolean {
  return wrong[rule] !== undefined;
}
