import { simpleGit } from "simple-git";
import { TIMES } from "../limits.ts";
import { commandOf, type GitSettings, gitFailure, type Opener } from "./git-process.ts";

/** simple-git guards these; here they are the user's own, or this program's. A clone sets none of them. */
const UNGUARDED = {
  allowUnsafeAskPass: true,
  allowUnsafeAlias: true,
  allowUnsafeCommandBinaries: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeEditor: true,
  allowUnsafeExec: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafeInclude: true,
  allowUnsafeMergeDriver: true,
  allowUnsafePack: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeSubmodule: true,
  allowUnsafeTemplateDir: true,
  allowUnsafeUrlRewrite: true,
};

/** simple-git, opened once for each command, since what a command reads on stdin belongs to its options. */
export function opener(baseDir: string, { config, environment, silence = TIMES.git }: GitSettings): Opener {
  return (input, variables = {}) => ({
    async raw(args) {
      const git = simpleGit({
        baseDir,
        config: [...config],
        allowEnvironment: [...Object.keys(environment), ...Object.keys(variables)],
        unsafe: UNGUARDED,
        timeout: { block: silence },
        // Without this each command waits 50 ms for more after it ended.
        completion: { onClose: true, onExit: false },
        errors: (error, { exitCode, stdErr }) =>
          error ??
          (exitCode === 0
            ? undefined
            : new Error(Buffer.concat(stdErr).toString("utf8") || `git exited ${exitCode}`)),
        ...(input === undefined ? {} : { input: () => input }),
      }).env({ ...environment, ...variables });
      try {
        return await git.raw(args);
      } catch (error) {
        throw gitFailure(commandOf(args), error);
      }
    },
  });
}
