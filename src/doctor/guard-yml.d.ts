/** A file of the project as text, for vitest and the bundle alike. */
declare module "*.yml?raw" {
  const text: string;
  export default text;
}
