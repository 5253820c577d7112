import { lazy } from "preact-iso";
import { away } from "../shared/ui";
import { RightsPage } from "./list";
import { RightPage } from "./right";

const claiming = () => import("./claiming");
const AskPage = lazy(() => claiming().then((m) => m.AskPage, away)), ClaimPage = lazy(() => claiming().then((m) => m.ClaimPage, away)), MePage = lazy(() => claiming().then((m) => m.MePage, away));

/** Everything under /rights. `at` is the rest of the address; `adviser` the given name of theirs. */
export function Rights({ at = "", adviser }: { at?: string | undefined; adviser: string | undefined }) {
  const [first = "", second = ""] = at.split("/");
  if (!first) return <RightsPage adviser={adviser} />;
  if (first === "me") return <MePage adviser={adviser} />;
  if (first === "claims" && second) return <ClaimPage key={second} id={second} />;
  if (second === "ask") return <AskPage key={first} id={first} />;
  return <RightPage key={first} id={first} adviser={adviser} />;
}
