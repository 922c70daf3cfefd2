/**
 * The environment without the ports' API tokens (`HARBOR_DRAFTS_TOKEN_<PORT>`), which `record` alone
 * sends: no other program gets them. Whatever begins like one is left out, in any case of letters.
 */
export function withoutToken(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(environment).filter(([name]) => !/^HARBOR_DRAFTS_TOKEN/i.test(name));
  return Object.fromEntries(others);
}
