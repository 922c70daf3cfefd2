import { cpSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "vitest";
import type { RequestsOutput } from "../../../src/output/requests.ts";
import { runJson } from "../cli.ts";
import { callJson } from "../program.ts";
import { clones, git, write } from "../repository.ts";
import { filesOf, openTraps, type Traps } from "./clone.ts";

export const DRAFT = "drafts/zoom-api/get-meeting.json";

export interface Place {
  /** The clone, its git folder, and its remote, which the user named. */
  agent: string;
  own: string;
  remote: string;
  /** A repository that nobody named, whose every hook is planted. */
  evil: string;
  /** A folder of the user's, in which nothing may change. */
  outside: string;
  traps: Traps;
}

export interface Row {
  prepare(place: Place): void;
  /** What the refusal says; without it the request is made. */
  refusal?: RegExp;
  env?(place: Place): Record<string, string>;
  /** The folder of the clone to ask in. */
  at?: string;
  /** It is about the folder that a process is in, so that one of its own has to ask. */
  isProcess?: boolean;
}

async function start({ prepare, env, at, isProcess = false }: Row) {
  const { remote, agent } = clones();
  const traps = await openTraps(remote);
  const [own, evil, outside] = [
    join(agent, ".git"),
    join(traps.folder, "evil.git"),
    join(traps.folder, "outside"),
  ];
  git(traps.folder, "clone", "--quiet", "--bare", remote, evil);
  rmSync(join(evil, "hooks"), { recursive: true, force: true });
  cpSync(join(traps.folder, "hooks"), join(evil, "hooks"), { recursive: true });
  write(outside, "main", `${git(agent, "rev-parse", "HEAD")}\n`);
  write(outside, "text", "mine\n");
  const place = { agent, own, remote, evil, outside, traps };
  prepare(place);
  const before = filesOf(agent, traps.folder);
  const called = await (isProcess ? runJson : callJson)<RequestsOutput & { error?: { message: string } }>(
    ["request-publish", relative(join(agent, at ?? "."), join(agent, DRAFT))],
    { cwd: join(agent, at ?? "."), env: env?.(place) ?? {} },
  );
  expect({ ran: traps.ran(), asked: traps.asked(), files: filesOf(agent, traps.folder) }).toEqual({
    ran: [],
    asked: 0,
    files: before,
  });
  return { ...place, ...called };
}

/** Asks for a request in a clone, and expects that nothing planted is noticed. */
export async function expectRow(row: Row): Promise<void> {
  const { exit, output, remote } = await start(row);
  const [request] = output.requests ?? [];
  const told = output.error?.message ?? request?.error?.message;
  if (row.refusal === undefined) {
    expect({ exit, told, outcome: request?.outcome }).toEqual({
      exit: 0,
      told: undefined,
      outcome: "created",
    });
    expect(git(remote, "for-each-ref", "refs/heads/publish")).not.toBe("");
  } else {
    expect({ exit, told }).toEqual({ exit: 3, told: expect.stringMatching(row.refusal) });
    expect(git(remote, "for-each-ref", "refs/heads/publish")).toBe("");
  }
}
