/** The same limiter without its Redis part, as octokit's throttling loads it; it ships no types of its own. */
declare module "bottleneck/light.js" {
  export { default } from "bottleneck";
}
