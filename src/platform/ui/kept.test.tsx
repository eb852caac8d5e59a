import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { kept } from "./kept.ts";

test("a part is made once for each owner and key, escaped as ever", () => {
  let made = 0;
  const part = (owner: object, key: string) =>
    renderToString(
      <div>
        {kept(owner, key, () => {
          made++;
          return <p title={`"${key}"`}>{`<b> & ${key}`}</p>;
        })}
      </div>,
    );
  const [first, second] = [{}, {}];
  const html = '<div><p title="&quot;a&quot;">&lt;b> &amp; a</p></div>';
  expect([part(first, "a"), part(first, "a"), part(second, "a")]).toEqual([html, html, html]);
  expect(made).toBe(2);
  expect(part(first, "b")).toContain("&amp; b");
  expect(made).toBe(3);
});

test("letters beyond Latin 1 become numbers, the others stay", () => {
  expect(renderToString(kept({}, "", () => <p>Größe – Łódź 🏛</p>))).toBe(
    "<p>Größe &#8211; &#321;ód&#378; &#127963;</p>",
  );
});

test("what does not fit is made each time", () => {
  const owner = {};
  let made = 0;
  for (let round = 0; round < 2; round++) {
    for (let key = 0; key < 50; key++) {
      kept(owner, String(key), () => {
        made++;
        return <i />;
      });
    }
  }
  expect(made).toBe(60);
});
