import { expect, test } from "vitest";
import { AskAbout as ofDocument } from "../documents/paper";
import { AskAbout as ofRight } from "../entitlements/parts";
import { AskAbout as ofPlan } from "../plans/ask";
import { WriteAbout } from "../plans/staff-ask";
import { asking } from "./asking";
import { askingWith } from "./asking-with";

const click = (link: { props: unknown }, held: object): void => (link.props as { onClick: (e: object) => void }).onClick(held);

test.each<[string, { props: unknown }, typeof asking | typeof askingWith]>([
  ["plan", ofPlan({ kind: "part", words: "My home" }), asking], ["right", ofRight({ kind: "right", words: "A bike" }), asking],
  ["document", ofDocument({ words: "Passport" }), asking], ["adviser", WriteAbout({ person: "p", kind: "part", words: "My home" }), askingWith],
])("what opens in another tab is not quoted in this one: %s", (_, link, quoted) => {
  for (const key of ["ctrlKey", "metaKey", "shiftKey"]) click(link, { [key]: true });
  expect(quoted.value).toBeNull();
  click(link, {});
  expect(JSON.stringify(quoted.value)).toMatch(/My home|A bike|Passport/);
  quoted.value = null;
});
