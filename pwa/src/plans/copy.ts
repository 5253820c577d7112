import type { MyPlan, Version } from "../shared/api";

/** What may never lie on a phone: the health part, and the safety plan wherever it stands (decision 12). */
const NEVER_PARTS: ReadonlySet<string> = new Set(["health"]), NEVER_MATTERS: ReadonlySet<string> = new Set(["health", "safety"]);

function keptVersion(version: Version): Version {
  const parts = version.parts.filter((part) => !NEVER_PARTS.has(part.code)).map((part) => ({
    ...part,
    matters: part.matters.filter((m) => !NEVER_MATTERS.has(m.code)),
    actions: part.actions.filter((a) => !NEVER_MATTERS.has(a.matter)),
  }));
  return { ...version, parts };
}

/** The plan as it may be kept on a phone that only this person uses. */
export const forKeeping = (plan: MyPlan): MyPlan => ({ ...plan, version: plan.version && keptVersion(plan.version) });
