import { describe, expect, test } from "vitest";
import { actionSchema } from "../../src/catalog/action.ts";
import { runProbes } from "../../src/recordings/probes.ts";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { BENIGN } from "../safe-model/cases/benign.ts";
import { findPort } from "../safe-model/cases/ports.ts";

// A draft that check admits must be able to pass its test.
describe("of what check admits", () => {
  const cases = Object.entries(BENIGN).flatMap(([group, all]) =>
    all.map((one) => [`${group}: ${one.name}`, one] as const),
  );

  test.each(cases)("no probe escapes and no edge is blocked: %s", async (_, { file, bytes }) => {
    const { draft } = await evaluateDraft(file, bytes, findPort);
    const live = await findPort(draft?.port ?? "");
    if (live === undefined || draft?.change === "retire") {
      return;
    }
    const { escaped, blocked, run } = runProbes(live.manifest.port, actionSchema.parse(draft?.action));
    expect([escaped, blocked]).toEqual([[], []]);
    expect(run).toBeGreaterThan(20);
  });
});
